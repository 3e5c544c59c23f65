//! Tables that each can be read and contradict each other: what takes the village's score at another full mark, pay that
//! goes by grades of other periods or of others' scores, vetoes of persons by events that name nobody, ties that are
//! decided where no place follows.

use super::references;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::fact::PersonPolicy;
use crate::rulebook::{
    Band, Body, Forfeit, Item, ItemRule, MoneyRule, Pay, Prize, PrizeTies, RankTies, Rate, Rulebook, ScoreOf,
    Standing, Subject, Veto,
};
use crate::rules::{AtOnce, Uses};

/// Every contradiction.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(rulebook.items.iter().filter_map(|item| taken_at_another_mark(rulebook, item)));
    for pay in &rulebook.pays {
        let band = |id: &str| rulebook.bands.iter().find(|one| one.id == *id);
        found.extend(pay.by_grade().filter_map(|(id, _)| other_periods(pay, band(id)?)));
        if let Rate::ByBand { band: id, .. } = &pay.rate {
            found.extend(band(id).and_then(|band| others_scores(rulebook, pay, band)));
        }
        found.extend(pay.times.iter().filter_map(|times| times_of_cadres(rulebook, pay, band(&times.band)?)));
        found.extend(multiplied_twice(pay));
        found.extend(village_by_a_cadres_score(rulebook, pay));
    }
    found.extend(rulebook.vetoes.iter().filter_map(|veto| veto_of_nobody(rulebook, veto)));
    found.extend(rulebook.vetoes.iter().filter_map(|veto| veto_by_posts_of_villages(rulebook, veto)));
    found.extend(rulebook.pays.iter().flat_map(forfeits_of_nobody));
    for item in rulebook.items_of(Subject::Cadre) {
        found.extend(item.rules().iter().filter_map(|rule| rule_of_nobody(rulebook, rule)));
    }
    found.extend(rulebook.money.iter().filter_map(emptied_money));
    found.extend(rulebook.prizes.iter().filter_map(|prize| decided_within_one_place(rulebook, prize)));
    found.extend(references::all_uses(rulebook).filter_map(|(uses, span)| rated(rulebook, uses, span)));
}

/// Of a mark that several people give a formula has no one number.
fn rated(rulebook: &Rulebook, uses: &Uses, span: &Span) -> Option<Diagnostic> {
    let mut marks = rulebook.declarations.marks.iter().filter(|mark| mark.by_raters);
    let mark = marks.find(|mark| uses.names.contains(&mark.name))?;
    let message = format!("公式里的“{}”由几个人评（raters），公式里没有合成的一个数", mark.name);
    Some(
        Diagnostic::error(Code::BadValue, span, message)
            .hint("另立一项 kind = \"entered\" 合成评分，公式里不写它"),
    )
}

/// The village's score is taken as it is: a full mark of its own would not scale it.
fn taken_at_another_mark(rulebook: &Rulebook, item: &Item) -> Option<Diagnostic> {
    let Body::TakesVillage(of) = &item.body else { return None };
    if rulebook.sums_part_of_year(of) {
        // How many periods there are differs by year.
        return None;
    }
    let node = |id: &str| rulebook.items.iter().find(|node| *node.id == *id);
    let (own, (full, name)) = (
        item.points?,
        match of {
            ScoreOf::Whole(_) => (rulebook.village.points?, "村"),
            ScoreOf::Node(id) => node(id).and_then(|node| Some((node.points?, node.name.as_str())))?,
        },
    );
    let over = rulebook.account_span(item);
    let in_all = rulebook.full_mark(of, over).map_or(full, |mark| mark.in_all);
    if own == in_all || own == full && in_all < full {
        return None;
    }
    let counts_as = item.share.counts_as.unwrap_or(own);
    let (of_one, full) = (own == full, full.max(in_all));
    let found = if of_one {
        // A warning: what was sealed under such a rulebook stays as it was.
        let over = over.chinese();
        let message = format!(
            "“{}”满分写 {own}，取的是{name}得分，其中有各期相加的，全{over}满分 {full}，原样计入，不会折算",
            item.name
        );
        Diagnostic::warning(Code::PointsSum, &item.span, message)
    } else {
        let message =
            format!("“{}”满分写 {own}，取的是满分 {full} 的{name}得分，原样计入，不会折算", item.name);
        Diagnostic::error(Code::PointsSum, &item.span, message)
    };
    Some(
        found.hint(format!("写 points = {full} 和 counts-as = {counts_as}：{name}得分折合成 {counts_as} 分")),
    )
}

fn other_periods(pay: &Pay, band: &Band) -> Option<Diagnostic> {
    (pay.period != band.period).then(|| {
        let (paid, graded) = (pay.period.chinese(), band.period.chinese());
        let message = format!("“{}”每{paid}发，所依的等次“{}”每{graded}评，期不一致", pay.name, band.name);
        Diagnostic::error(Code::BadValue, &pay.span, message)
            .hint("两处的 period 写成一样；按别的期发的，另写一个那样评的 [[band]]")
    })
}

/// A grade goes by the score of its standing, whatever `node` says.
fn others_scores(rulebook: &Rulebook, pay: &Pay, band: &Band) -> Option<Diagnostic> {
    let standing = standing(rulebook, &band.standing)?;
    (standing.node != pay.node).then(|| {
        let message = format!(
            "“{}”按等次发，等次“{}”依的排名按 \"{}\" 排，node 却写 \"{}\"",
            pay.name, band.name, standing.node, pay.node
        );
        Diagnostic::error(Code::BadValue, &pay.span, message)
            .hint(format!("写 node = \"{}\"；要按别的得分评，换一个 band", standing.node))
    })
}

/// A village has no score of a cadre's: it would be paid by a full mark, or by nothing.
fn village_by_a_cadres_score(rulebook: &Rulebook, pay: &Pay) -> Option<Diagnostic> {
    let is_of_cadres = rulebook.subject_of(&pay.node) == Subject::Cadre;
    (pay.subject == Subject::Village && is_of_cadres).then(|| {
        let of = rulebook.name_of_score(&pay.node);
        let message = format!("“{}”发给村，node 写的“{of}”是村干部的得分，村没有这个得分", pay.name);
        Diagnostic::error(Code::BadValue, &pay.span, message)
            .hint("node 写 \"village\"，或村的部分、项目的 id；按个人得分发的，subject 写 \"cadre\"")
    })
}

/// A village has no grade of a cadre's to be multiplied by; a cadre has that of the village.
fn times_of_cadres(rulebook: &Rulebook, pay: &Pay, band: &Band) -> Option<Diagnostic> {
    let standing = standing(rulebook, &band.standing)?;
    let is_of_cadres = rulebook.subject_of(&standing.node) == Subject::Cadre;
    (pay.subject == Subject::Village && is_of_cadres).then(|| {
        let message =
            format!("“{}”发给村，times 里的等次“{}”评的是村干部，村没有这个等次", pay.name, band.name);
        Diagnostic::error(Code::BadValue, &pay.span, message)
            .hint("times 里写评村的等次；按个人等次折算的，subject 写 \"cadre\"")
    })
}

/// One grade that multiplies twice is a slip.
fn multiplied_twice(pay: &Pay) -> Option<Diagnostic> {
    let mut seen = std::collections::BTreeSet::new();
    let twice = pay.times.iter().find(|times| !seen.insert(&times.band))?;
    let message = format!("“{}”的 times 里等次 {} 写了两次，系数会乘两次", pay.name, twice.band);
    Some(Diagnostic::error(Code::DuplicateId, &pay.span, message).hint("每个等次只写一行"))
}

fn standing<'a>(rulebook: &'a Rulebook, id: &str) -> Option<&'a Standing> {
    rulebook.standings.iter().find(|standing| standing.id == id)
}

/// Whoever is to lose the pay has to be named.
fn forfeits_of_nobody(pay: &Pay) -> Vec<Diagnostic> {
    let of_nobody = |forfeit: &&Forfeit| !forfeit.all && forfeit.event.person == PersonPolicy::None;
    let told = |forfeit: &Forfeit| {
        let message = format!(
            "“{}”因“{}”扣发当事人的，而这个事项不写当事人，扣不到任何人",
            pay.name, forfeit.event.name
        );
        Diagnostic::error(Code::BadValue, &pay.span, message)
            .hint("写 person = \"required\"；全村干部都扣的，写 whom = \"all\"")
    };
    pay.forfeits.iter().filter(of_nobody).map(told).collect()
}

/// A rule of an item of cadres that looks at an event which names nobody sees it of no one.
fn rule_of_nobody(rulebook: &Rulebook, rule: &ItemRule) -> Option<Diagnostic> {
    let own = rule.uses.events.iter().map(|event| (event.name.as_str(), event.person));
    let named = rulebook.declarations.events.iter().filter(|event| rule.uses.names.contains(&event.name));
    let named = named.map(|event| (event.name.as_str(), event.person));
    let (name, _) = own.chain(named).find(|(_, person)| *person == PersonPolicy::None)?;
    let message = format!("规则 {} 在村干部的项目里，看的事项“{name}”不写当事人，落不到任何人", rule.id);
    let hint = "写 person = \"required\"；全村干部都扣的，写进村的项目，用 into 记入村干部的项目";
    Some(Diagnostic::error(Code::BadValue, &rule.span, message).hint(hint))
}

/// Money has no account that an event could empty.
fn emptied_money(money: &MoneyRule) -> Option<Diagnostic> {
    let event = money.uses.events.first().filter(|_| money.rule.at_once() == AtOnce::Account)?;
    let message = format!("“{}”是一笔钱，没有可以清零的账：发生“{}”时什么也不扣", money.name, event.name);
    Some(
        Diagnostic::error(Code::BadValue, &money.span, message)
            .hint("每次扣多少用 kind = \"per-event\"；扣发全部报酬用 [[pay]] 的 forfeit"),
    )
}

/// Whoever is decided to come second takes the next place, which only stands empty where places are skipped. A warning:
/// what was sealed under such a rulebook stays as it was.
fn decided_within_one_place(rulebook: &Rulebook, prize: &Prize) -> Option<Diagnostic> {
    let standing = standing(rulebook, &prize.standing)?;
    (prize.ties == PrizeTies::Decide && standing.ties == RankTies::ShareAndGoOn).then(|| {
        let message = format!(
            "奖 {} 的并列由人决定先后，而排名“{}”并列后不空出名次：决定在后的没有名次可占，得不到奖",
            prize.id, standing.name
        );
        Diagnostic::warning(Code::TierUnreachable, &prize.span, message)
            .hint("排名写 ties = \"share-and-skip\"；或者奖不由人决定，写 ties = \"share\" 或 \"full-each\"")
    })
}

/// An event that names nobody falls on no cadre, but for those whose posts are written.
fn veto_of_nobody(rulebook: &Rulebook, veto: &Veto) -> Option<Diagnostic> {
    let standing = standing(rulebook, &veto.standing)?;
    let is_of_cadres = rulebook.subject_of(&standing.node) == Subject::Cadre;
    (is_of_cadres && veto.event.person == PersonPolicy::None && veto.posts.is_empty()).then(|| {
        let message = format!(
            "否决 {} 管“{}”，排的是村干部，而事项“{}”不写当事人，落不到任何人",
            veto.id, standing.name, veto.event.name
        );
        Diagnostic::error(Code::BadValue, &veto.span, message)
            .hint("由当天任某些职务的受的，写 posts = [\"职务\"]；写当事人的，写 person = \"required\"；只否决村的，standing 写村的排名")
    })
}

/// A village holds no post.
fn veto_by_posts_of_villages(rulebook: &Rulebook, veto: &Veto) -> Option<Diagnostic> {
    let standing = standing(rulebook, &veto.standing)?;
    let is_of_villages = rulebook.subject_of(&standing.node) == Subject::Village;
    (is_of_villages && !veto.posts.is_empty()).then(|| {
        let message = format!("否决 {} 管“{}”，排的是村，村没有职务，不能写 posts", veto.id, standing.name);
        Diagnostic::error(Code::UnknownKey, &veto.span, message)
            .hint("删去 posts；村干部也受的，另写一条，standing 写村干部的排名")
    })
}

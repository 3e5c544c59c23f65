//! The rulebook read back as a plain Chinese 办法, to be laid beside the signed paper.

mod outcome;
mod prize;

use super::document::{Document, Section};
use super::words;
use crate::number::Number;
use crate::period::{Length, Period};
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{
    Absent, AccountTerms, Accrual, Body, ByPost, ChangedPosts, Clamp, Coefficient, Combine, InForce,
    InShorter, Item, LimitOf, Merge, MoneyRule, Opens, PeriodWeights, PostsAtOnce, Rollup, Rulebook, ScoreOf,
    Share, Subject, TARGETS_FILE, TargetValue, WhenNotReported,
};

/// All of it; with a word, the provisions that hold it.
pub fn provisions(rulebook: &Rulebook, word: Option<&str>) -> Document {
    let mut sections = Vec::new();
    for (subject, title) in [(Subject::Village, "村的考核"), (Subject::Cadre, "村干部的考核")] {
        let root = rulebook.root(subject);
        if rulebook.items_of(subject).next().is_none() {
            continue;
        }
        let points = root.points.map_or(String::new(), |points| format!("，满分{points}分"));
        let limits = limits(root.floor, root.cap);
        let head = format!(
            "{} {}{points}，{}{}{}{limits}，{}{}{}{}。",
            words::article(&root.clause),
            root.name,
            combine(root.combine),
            posts_of_weights(root.by_post),
            coefficient(rulebook, root.coefficient.as_ref()),
            root.round.map_or_else(|| "总分不舍入".to_owned(), |places| format!("总分{}", rounded(places))),
            accrual(root.accrual.as_ref()),
            of_year(rulebook, &ScoreOf::Whole(subject)),
            merge(root.merge)
        );
        let mut section = Section::new(title).paragraph(head);
        nodes(rulebook, subject, None, 0, &mut section.paragraphs);
        sections.push(section);
    }
    sections.push(money(rulebook));
    sections.push(outcomes(rulebook));
    sections.push(targets(rulebook));
    sections.push(comparisons(rulebook));
    sections.push(rulings(rulebook));
    if let Some(word) = word {
        for section in &mut sections {
            section.paragraphs.retain(|paragraph| paragraph.contains(word));
        }
    }
    sections.retain(|section| !section.paragraphs.is_empty());
    let notes = vec![format!("版本 {}", rulebook.version)];
    Document { title: rulebook.title.clone(), notes, sections }
}

fn nodes(
    rulebook: &Rulebook,
    subject: Subject,
    under: Option<&str>,
    depth: usize,
    paragraphs: &mut Vec<String>,
) {
    for item in rulebook.children(subject, under) {
        let indent = "　".repeat(depth);
        paragraphs.push(format!("{indent}{} {}", words::article(&item.clause), node(rulebook, item)));
        for rule in item.rules() {
            let limit = rule.limit.map_or(String::new(), |limit| format!("，合计至多{limit}分"));
            let force = in_force(rule.in_force);
            let continues =
                rule.continues.as_deref().map_or_else(String::new, |id| gone_before(rulebook, id));
            paragraphs.push(format!(
                "{indent}　{}：{}{limit}{force}{continues}。",
                rule.clause,
                rulebook.sentence(&rule.rule)
            ));
        }
        if item.is_part() {
            nodes(rulebook, subject, Some(&item.id), depth + 1, paragraphs);
        }
    }
}

/// Which rule one goes on from: its id tells nobody anything.
fn gone_before(rulebook: &Rulebook, id: &str) -> String {
    let before = rulebook.items.iter().flat_map(Item::rules).find(|rule| rule.id == *id);
    let told = before.map(|rule| format!("，接着“{}”一条算过的算", rulebook.sentence(&rule.rule)));
    told.unwrap_or_default()
}

fn node(rulebook: &Rulebook, item: &Item) -> String {
    let points = item.points.map_or(String::new(), |points| format!("（{points}分）"));
    let weight = weight(rulebook, &item.share);
    let counts = item.share.counts_as.map_or(String::new(), |counts| format!("，折合{counts}分"));
    let how = match &item.body {
        Body::Account(account) => {
            let opens = match account.opens {
                Opens::FullMark(_) => "，先给满分再扣",
                Opens::Nothing => "，从零起计",
            };
            let starts = account.starts.map(|day| format!("，{day}起计分"));
            format!("{opens}{}", starts.unwrap_or_default())
        }
        Body::Part { combine: how, coefficient: factor, by_post } => {
            let factor = coefficient(rulebook, factor.as_ref());
            format!("，下列{}{}{factor}", combine(*how), posts_of_weights(*by_post))
        }
        Body::TakesVillage(ScoreOf::Whole(_)) => "，取所在村的得分".to_owned(),
        Body::TakesVillage(of @ ScoreOf::Node(_)) => {
            format!("，取所在村的{}", outcome::node_name(rulebook, of))
        }
    };
    let limits = limits(item.floor, item.cap);
    let states = item.account().map_or_else(String::new, states);
    let round = item.round.map_or_else(String::new, |places| format!("，得分{}", rounded(places)));
    let (accrual, force) = (accrual(item.accrual.as_ref()), in_force(item.in_force));
    let shorter = item.share.in_shorter.map_or("", |what| match what {
        InShorter::Exclude => "，短于这本账的考核期不计",
        InShorter::Rescale => "，短于这本账的考核期不计，其余各项折算成整个",
    });
    // Under a node that is scored anew each period, it is that node's.
    let mut above = rulebook.upwards(item).skip(1).map(|node| &node.accrual);
    let is_of_period = above.any(Option::is_some) || rulebook.root(item.subject).accrual.is_some();
    let of_year =
        if is_of_period { String::new() } else { of_year(rulebook, &ScoreOf::Node(item.id.clone())) };
    format!(
        "{}{points}{how}{limits}{round}{weight}{counts}{shorter}{accrual}{of_year}{states}{force}。",
        item.name
    )
}

/// `，占70%`; by post `，支部书记占70%，其余职务占40%`.
fn weight(rulebook: &Rulebook, share: &Share) -> String {
    let posts = rulebook.declarations.posts.iter();
    let named = posts.filter_map(|post| Some(format!("，{post}占{}%", share.by_post.get(post)?)));
    let named: String = named.collect();
    let others = if named.is_empty() { "" } else { "其余职务" };
    let other = share.weight.map_or(String::new(), |weight| format!("，{others}占{weight}%"));
    format!("{named}{other}")
}

/// By whose weights who holds several posts is scored, and who changed them.
fn posts_of_weights(by_post: Option<ByPost>) -> String {
    by_post.map_or(String::new(), |by_post| {
        let at_once = match by_post.at_once {
            PostsAtOnce::First => "兼任几个职务的按排在前面的职务的权重",
            PostsAtOnce::Mean => "兼任几个职务的按各职务权重的平均",
        };
        let changed = match by_post.changed {
            ChangedPosts::Last => "期内换了职务的按期末的职务",
            ChangedPosts::ByDays => "期内换了职务的按任职天数折算",
        };
        format!("（{at_once}，{changed}）")
    })
}

/// What becomes of an item that is not applicable or not reported; nothing where no rule of it measures.
fn states(account: &AccountTerms) -> String {
    if !account.rules.iter().any(|rule| rule.uses.measures()) {
        return String::new();
    }
    let not_applicable = account.when_not_applicable.chinese();
    let not_reported = match account.when_not_reported {
        WhenNotReported::Error => "不出成绩",
        WhenNotReported::Zero => "本项按零分计",
        WhenNotReported::FullMark => "本项按满分计",
    };
    format!("；不适用的{not_applicable}；到期未报的{not_reported}")
}

/// `四舍五入到两位小数`
fn rounded(places: u32) -> String {
    format!("四舍五入到{}", words::decimals(places))
}

/// The factor of each village, and what it multiplies.
fn coefficient(rulebook: &Rulebook, coefficient: Option<&Coefficient>) -> String {
    let name = |id: &String| {
        let item = rulebook.items.iter().find(|item| item.id == *id);
        item.map_or_else(|| id.clone(), |item| item.name.to_string())
    };
    coefficient.map_or_else(String::new, |Coefficient { target, over }| {
        let over: Vec<String> = over.iter().map(name).collect();
        format!("，{}先乘本村的{target}", over.join("、"))
    })
}

/// What the items of a village begin with that others became part of.
fn merge(merge: Option<Merge>) -> &'static str {
    match merge {
        None => "",
        Some(Merge::Mean) => "，并村后各项取原各村得分的平均",
        Some(Merge::Worst) => "，并村后各项取原各村得分中最低的",
        Some(Merge::Fresh) => "，并村后不结转，接收的村照自己的得分，新设的村从头计",
    }
}

fn combine(combine: Combine) -> &'static str {
    match combine {
        Combine::Sum => "各项相加",
        Combine::Weighted => "各项按权重合成",
        Combine::Mean => "各项平均",
    }
}

fn limits(floor: Clamp, cap: Clamp) -> String {
    let floor = floor.limit().map(|floor| {
        // What opens at nothing is raised to it, though nothing is taken off.
        if floor > Number::ZERO {
            format!("，不足{floor}分的补到{floor}分")
        } else {
            format!("，扣到{floor}分为止")
        }
    });
    let cap = cap.limit().map(|cap| format!("，至多{cap}分"));
    format!("{}{}", floor.unwrap_or_default(), cap.unwrap_or_default())
}

fn accrual(accrual: Option<&Accrual>) -> String {
    accrual.map_or(String::new(), |accrual| {
        let absent = match (accrual.absent, &accrual.rollup) {
            (Absent::Error, _) => "不出成绩",
            (Absent::Zero, _) => "那一期按零分计",
            (Absent::FullMark, _) => "那一期按满分计",
            (Absent::Skip, Rollup::Weighted(_)) => "不计那一期，其余各期的占比按比例放大",
            (Absent::Skip, _) => "不计那一期",
        };
        let (span, rollup) = (accrual.span.chinese(), accrual.rollup.chinese());
        let weights = match &accrual.rollup {
            Rollup::Weighted(weights) => shares_of_periods(accrual.span, weights),
            Rollup::Mean | Rollup::Sum | Rollup::Last => String::new(),
        };
        format!("，每{span}重新计分，{rollup}{weights}，有一期没有考核的{absent}")
    })
}

/// `（第一季度20%、第二季度20%、第三季度20%、第四季度40%；不满一年的只看所含各期）`
fn shares_of_periods(span: Length, weights: &PeriodWeights) -> String {
    // How periods of a year are called without it; any year will do.
    let name = |period: Period| {
        period.chinese().split_once('年').map_or_else(String::new, |(_, name)| name.to_owned())
    };
    let each = span.periods(2024).map(|period| format!("{}{}%", name(period), weights.of(period)));
    format!("（{}；不满一年的只看所含各期，占比按比例放大）", each.collect::<Vec<_>>().join("、"))
}

/// The full mark of the year, where periods are added up to it.
fn of_year(rulebook: &Rulebook, of: &ScoreOf) -> String {
    let mark = rulebook.full_mark(of, Length::Year).filter(|mark| mark.in_all != mark.written);
    mark.map_or_else(String::new, |mark| format!("，全年满分{}分", mark.in_all))
}

fn in_force(force: InForce) -> String {
    let from = force.from.map(|from| format!("，{from}起施行"));
    let until = force.until.map(|until| format!("，施行至{until}"));
    format!("{}{}", from.unwrap_or_default(), until.unwrap_or_default())
}

/// `，一个人（户、村）在一个村与迟到扣款每月合计至多300元`
fn money_limit(rulebook: &Rulebook, rule: &MoneyRule) -> String {
    let Some(LimitOf { limit, rules, .. }) = rulebook.money_limit(rule) else { return String::new() };
    let others = rules.iter().filter(|other| other.id != rule.id).map(|other| other.name.as_str());
    let others = others.collect::<Vec<_>>().join("、");
    let with = if others.is_empty() { String::new() } else { format!("与{others}") };
    format!("，一个人（户、村）在一个村{with}{}合计至多{}元", limit.chinese(), limit.most)
}

fn money(rulebook: &Rulebook) -> Section {
    let mut section = Section::new("资金与请销假");
    for rule in &rulebook.money {
        let limit = money_limit(rulebook, rule);
        section = section.paragraph(format!(
            "{} {}：{}{limit}，每次结算{}{}。",
            words::article(&rule.clause),
            rule.name,
            rulebook.sentence(&rule.rule),
            words::rounded_money(rule.places),
            in_force(rule.in_force)
        ));
    }
    for pay in &rulebook.pays {
        section = section.paragraph(format!(
            "{} {}：{}{}。",
            words::article(&pay.clause),
            pay.name,
            outcome::describe_pay(rulebook, pay),
            in_force(pay.in_force)
        ));
    }
    for leave in &rulebook.leaves {
        section = section.paragraph(format!("{} {}。", words::article(&leave.clause), leave.rule.describe()));
    }
    section
}

fn outcomes(rulebook: &Rulebook) -> Section {
    let mut section = Section::new("排名、等次、奖励、否决、处理");
    for standing in &rulebook.standings {
        section = section.paragraph(outcome::describe_standing(rulebook, standing));
    }
    for band in &rulebook.bands {
        section = section.paragraph(format!(
            "{} {}：{}{}。",
            words::article(&band.clause),
            band.name,
            outcome::describe_band(rulebook, band),
            in_force(band.in_force)
        ));
    }
    for prize in &rulebook.prizes {
        section = section.paragraph(format!(
            "{} {}{}。",
            words::article(&prize.clause),
            prize::describe_prize(rulebook, prize),
            in_force(prize.in_force)
        ));
    }
    for veto in &rulebook.vetoes {
        section = section.paragraph(format!(
            "{} {}：{}。",
            words::article(&veto.clause),
            veto.name,
            outcome::describe_veto(rulebook, veto)
        ));
    }
    for sanction in &rulebook.sanctions {
        section = section.paragraph(format!(
            "{} {}{}。",
            words::article(&sanction.clause),
            outcome::describe_sanction(rulebook, sanction),
            in_force(sanction.in_force)
        ));
    }
    section
}

fn targets(rulebook: &Rulebook) -> Section {
    let mut section = Section::new("任务");
    for target in &rulebook.targets {
        let of = |name: &String, value: &TargetValue| match value {
            TargetValue::Amount(amount) => format!("{name}{amount}{}", target.unit),
            TargetValue::NotApplicable => format!("{name}不适用"),
        };
        if let Some(sheet) = target.from_sheet.as_ref().filter(|_| target.by_village.is_empty()) {
            section =
                section.paragraph(format!("{}：各村的数填在 {TARGETS_FILE} 的“{sheet}”表里。", target.name));
            continue;
        }
        let values = target.by_village.iter().chain(&target.by_class).map(|(name, value)| of(name, value));
        section = section.paragraph(format!("{}：{}。", target.name, values.collect::<Vec<_>>().join("，")));
    }
    section
}

/// The figures that say how the villages stand beside each other.
fn comparisons(rulebook: &Rulebook) -> Section {
    let mut section = Section::new("由各村比出的数");
    for indicator in &rulebook.declarations.indicators {
        let how = match &indicator.source {
            IndicatorSource::Villages(comparison) => comparison.describe(),
            IndicatorSource::Standing(place_in) => {
                let standing = rulebook.standings.iter().find(|standing| standing.id == place_in.standing);
                let called = standing.map_or("", |standing| standing.name.as_str());
                let each = place_in.period.chinese();
                let counted = place_in.counted_told().map_or(String::new(), |told| format!("，{told}"));
                format!("每{each}“{called}”的名次{counted}，没有名次的算不适用")
            }
            IndicatorSource::Entered | IndicatorSource::Register { .. } => continue,
        };
        section = section.paragraph(format!("{}（{}）：{how}。", indicator.name, indicator.unit));
    }
    section
}

fn rulings(rulebook: &Rulebook) -> Section {
    let mut section = Section::new("读法");
    for ruling in &rulebook.rulings {
        section = section.paragraph(format!("{}？{}（{}）。", ruling.question, ruling.reading, ruling.basis));
    }
    section
}

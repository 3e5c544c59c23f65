//! What follows from scores, in one sentence each: pay, standings, grades, prizes, vetoes, sanctions.

use std::collections::BTreeMap;

use super::super::words;
use crate::number::Number;
use crate::rulebook::{
    Advances, Band, Bar, BarredBy, BarredSeat, Bars, Base, Basis, Counting, EdgeTies, Grade, Grades, Group,
    LeastInOffice, Leavers, MonthsBy, OfGroups, Overpaid, Pay, PayPartial, Quota, RankTies, Rate, Rulebook,
    Sanction, SanctionPlace, ScalePoint, ScoreOf, Seats, SeveralPosts, Standing, Subject, Times, TwoPosts,
    Unfilled, Veto, VetoEffect, VetoPlace, WithoutGrade,
};

/// 绩效报酬 in one sentence.
pub(super) fn describe_pay(rulebook: &Rulebook, pay: &Pay) -> String {
    let rate = match &pay.rate {
        Rate::PerPoint { yuan, over: None } => format!("每得一分{yuan}元"),
        Rate::PerPoint { yuan, over: Some(over) } => {
            format!("比{over}分每高一分发{yuan}元，每低一分扣{yuan}元")
        }
        Rate::OfBase(base, basis) => {
            let scaled = matches!(basis, Basis::Scale(_));
            format!("{}，{}", describe_base(rulebook, base, scaled), describe_basis(basis))
        }
        Rate::ByBand { band, amounts } => {
            let grades =
                rulebook.bands.iter().find(|one| one.id == *band).map(Band::paid_names).unwrap_or_default();
            let list = in_order(amounts, |grade| grades.iter().position(|name| *name == grade));
            let list: Vec<_> = list.iter().map(|(grade, amount)| format!("{grade}{amount}元")).collect();
            format!("按等次发，{}", list.join("、"))
        }
        Rate::Pool { yuan, by: None } => format!("共{yuan}元，按得分占合计的比例分"),
        Rate::Pool { yuan, by: Some(by) } => format!("共{yuan}元，按得分与{by}之积占合计的比例分"),
        Rate::Fixed(Base::Each(amount)) => format!("固定{amount}元"),
        Rate::Fixed(base) => describe_by_figure(rulebook, base, ""),
    };
    let times: String = pay.times.iter().map(|times| describe_times(rulebook, times)).collect();
    let posts = in_order(&pay.by_post, |post| rulebook.declarations.posts.iter().position(|one| one == post));
    let posts: Vec<_> = posts.iter().map(|(post, factor)| format!("{post}{factor}")).collect();
    let posts =
        if posts.is_empty() { String::new() } else { format!("，职务系数{}", posts.join("、")) };
    let two = match pay.two_posts {
        _ if pay.by_post.is_empty() => "",
        TwoPosts::Larger => "，一人两职按大的",
        TwoPosts::Sum => "，一人两职相加",
    };
    let limit = pay.limit.map_or(String::new(), |limit| format!("，至多{limit}元"));
    let partial = match pay.partial {
        _ if pay.subject == Subject::Village => String::new(),
        PayPartial::Full => "，中途任职的全额发".to_owned(),
        PayPartial::ByDays => "，中途任职的按在职天数折算".to_owned(),
        PayPartial::ByMonths { on } => format!("，中途任职的按月折算，{on}日在职的算整月"),
        PayPartial::Nothing => "，中途任职的不发".to_owned(),
    };
    let forfeits = pay.forfeits.iter().map(|forfeit| {
        let whom = if forfeit.all { "全村" } else { "当事人" };
        let name = &forfeit.event.name;
        forfeit.percent.map_or_else(
            || format!("，发生{name}的扣发{whom}当期全部"),
            |percent| format!("，{name}每次扣发{whom}当期的{percent}%"),
        )
    });
    let forfeits: String = forfeits.collect();
    let advances =
        pay.advances.as_ref().map_or(String::new(), |advances| describe_advances(rulebook, advances));
    let score = match pay.rate {
        Rate::Fixed(_) => "不论得分".to_owned(),
        _ => format!("按{}", node_name(rulebook, &pay.node)),
    };
    let round = words::rounded_money(pay.places);
    format!(
        "每{}{score}，{rate}{times}{posts}{two}{partial}{limit}，{round}{forfeits}{advances}",
        pay.period.chinese()
    )
}

/// `；按月预发的“月度预发”从中扣下，多发的扣回`
fn describe_advances(rulebook: &Rulebook, advances: &Advances) -> String {
    let name =
        |id: &String| rulebook.pays.iter().find(|pay| pay.id == *id).map_or(id, |pay| &pay.name).clone();
    let names: Vec<_> = advances.pays.iter().map(|id| format!("“{}”", name(id))).collect();
    let overpaid = match advances.overpaid {
        Overpaid::TakenBack => "多退少补",
        Overpaid::Kept => "多发的不扣回",
    };
    format!("；已由{}预发的从中扣下，{overpaid}", names.join("、"))
}

/// `，乘村年度等次的系数：一等1.2、二等1`
fn describe_times(rulebook: &Rulebook, times: &Times) -> String {
    let band = rulebook.bands.iter().find(|one| one.id == times.band);
    let grades = band.map(Band::paid_names).unwrap_or_default();
    let list = in_order(&times.rates, |grade| grades.iter().position(|name| *name == grade));
    let list: Vec<_> = list.iter().map(|(grade, rate)| format!("{grade}{rate}")).collect();
    format!("，乘{}的系数：{}", band.map_or(&times.band, |band| &band.name), list.join("、"))
}

/// Numbers by name in the order that the rulebook declares the names in.
fn in_order(
    numbers: &BTreeMap<String, Number>,
    place: impl Fn(&str) -> Option<usize>,
) -> Vec<(&String, &Number)> {
    let mut all: Vec<_> = numbers.iter().collect();
    all.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
    all
}

fn describe_base(rulebook: &Rulebook, base: &Base, scaled: bool) -> String {
    match base {
        Base::Each(base) if scaled => format!("基数{base}元"),
        Base::Each(base) => format!("满分发{base}元"),
        _ if scaled => describe_by_figure(rulebook, base, "基数"),
        _ => describe_by_figure(rulebook, base, "满分所发"),
    }
}

/// `满分所发按人口分档：1000以下的500元，1000以上的600元`, `基数按人口，每人3元`
fn describe_by_figure(rulebook: &Rulebook, base: &Base, what: &str) -> String {
    match base {
        Base::Each(yuan) => format!("{what}{yuan}元"),
        Base::ByFigure { target, brackets } => {
            let list: Vec<_> = brackets
                .iter()
                .map(|bracket| format!("{}的{}元", bracket.bound.describe(), bracket.rate))
                .collect();
            format!("{what}按{target}分档：{}", list.join("，"))
        }
        Base::PerUnit { target, yuan } => {
            let unit = rulebook.target(target).map_or("", |target| target.unit.as_str());
            format!("{what}按{target}，每{unit}{yuan}元")
        }
    }
}

fn describe_basis(basis: &Basis) -> String {
    match basis {
        Basis::Full => "按得分与满分之比发".to_owned(),
        Basis::Available => "按得分与到期应得分之比发".to_owned(),
        Basis::Scale(scale) => describe_scale(scale.points()),
    }
}

/// `95分以上发100%，90分发95%，60分以下发35%，两点之间按比例折算`
fn describe_scale(points: &[ScalePoint]) -> String {
    if let [only] = points {
        return format!("不论得分发{}%", only.percent);
    }
    let told = points.iter().enumerate().map(|(place, point)| {
        let reach = match place {
            0 => "以上",
            _ if place + 1 == points.len() => "以下",
            _ => "",
        };
        format!("{}分{reach}发{}%", point.score, point.percent)
    });
    format!("{}，两点之间按比例折算", told.collect::<Vec<_>>().join("，"))
}

/// The score of a node in words.
pub(super) fn node_name(rulebook: &Rulebook, score: &ScoreOf) -> String {
    match score {
        ScoreOf::Whole(Subject::Village) => "村总分".to_owned(),
        ScoreOf::Whole(Subject::Cadre) => "本人总分".to_owned(),
        ScoreOf::Node(id) => {
            let found = rulebook.items.iter().find(|item| item.id == *id);
            format!("{}得分", found.map_or(id, |item| &item.name))
        }
    }
}

/// What a standing is called.
pub(super) fn standing_name<'a>(rulebook: &'a Rulebook, id: &'a str) -> &'a str {
    let standing = rulebook.standings.iter().find(|standing| standing.id == id);
    standing.map_or(id, |standing| standing.name.as_str())
}

pub(super) fn describe_standing(rulebook: &Rulebook, standing: &Standing) -> String {
    let group = match standing.group {
        Group::All => "",
        Group::Class => "，按类别分别排",
        Group::Post if standing.several == Some(SeveralPosts::First) => {
            "，按期末的职务分别排，兼任的算排在前面的职务"
        }
        Group::Post => "，按期末的职务分别排，兼任的自成一组",
        Group::Village => "，在各村自己的人中分别排",
    };
    let ties = match standing.ties {
        RankTies::ShareAndSkip => "同分并列，后面的名次空出",
        RankTies::ShareAndGoOn => "同分并列，后面的名次不空出",
    };
    let then: Vec<_> = standing.then.iter().map(|id| node_name(rulebook, id)).collect();
    let then =
        if then.is_empty() { String::new() } else { format!("，同分依次比{}", then.join("、")) };
    let leavers = match standing.leavers {
        None => "",
        Some(Leavers::Ranked) => "，期末已不在任的照常排",
        Some(Leavers::Unranked) => "，期末已不在任的不排",
    };
    format!("{}按{}排{group}{then}，{ties}{leavers}。", standing.name, node_name(rulebook, &standing.node))
}

pub(super) fn describe_band(rulebook: &Rulebook, band: &Band) -> String {
    let grades: Vec<_> = match &band.grades {
        Grades::Score(grades) => {
            let told = grades.iter().map(|grade| {
                let takes = grade.takes.describe_in("分");
                // Some schemes call a grade by nothing else.
                if grade.name == takes { takes } else { format!("{takes}{}", grade.name) }
            });
            told.collect()
        }
        Grades::Places(grades) => {
            grades.iter().map(|grade| describe_quota(grade, |until| format!("前{until}名"))).collect()
        }
        Grades::Percent(grades) => {
            grades.iter().map(|grade| describe_quota(grade, |percent| format!("{percent}%"))).collect()
        }
    };
    let ties = match (&band.grades, band.ties) {
        (Grades::Score(_), _) => "",
        (_, EdgeTies::Better) => "，并列跨在两等之间的都进上一等",
        (_, EdgeTies::Lower) => "，并列跨在两等之间的都归下一等",
    };
    let base = match &band.grades {
        Grades::Percent(_) => describe_seats(rulebook, band),
        Grades::Score(_) | Grades::Places(_) => String::new(),
    };
    let unfilled = match band.unfilled {
        Unfilled::PassesDown => "",
        Unfilled::Lapses => "，不够分数空出的名额空缺",
    };
    let least = band.least_in_office.map_or_else(String::new, |least| describe_least(band, least));
    let bars = describe_bars(rulebook, &band.bars, !matches!(band.grades, Grades::Score(_)));
    format!("每{}{}{base}{unfilled}{ties}{least}{bars}", band.period.chinese(), grades.join("，"))
}

/// `，比例按各村排了名次的计、不足一个的按一个`
fn describe_seats(rulebook: &Rulebook, band: &Band) -> String {
    let own = rulebook.standings.iter().find(|standing| standing.id == band.standing);
    let each = if own.is_some_and(|own| own.group == Group::Village) { "各村" } else { "" };
    let seats = match band.seats {
        Seats::Whole => "不足一个的舍去",
        Seats::Nearest => "名额四舍五入",
        Seats::Begun => "不足一个的按一个",
    };
    format!("，比例按{each}排了名次的计、{seats}")
}

/// `；年内“通报批评”满2次的，至多评为合格（五（二）），空出的名额不补`
pub(super) fn describe_bars(rulebook: &Rulebook, bars: &Bars, by_places: bool) -> String {
    let bar = |bar: &Bar| {
        let name = match &bar.by {
            BarredBy::Event(event) => event.name.to_string(),
            BarredBy::Sanction(id) => {
                let found = rulebook.sanctions.iter().find(|one| one.id == *id);
                found.map_or_else(|| id.clone(), |one| one.name.clone())
            }
        };
        let within = bar.within.chinese();
        let left = bar.best.as_ref().map_or_else(|| "不得评奖".to_owned(), |best| format!("至多评为{best}"));
        let often = if bar.in_a_row { "连续" } else { "" };
        let posts = match bar.posts.as_slice() {
            [] => String::new(),
            posts => format!("任{}时所在村", posts.join("或")),
        };
        format!("；{within}内{posts}“{name}”{often}满{}次的，{left}（{}）", bar.times, bar.clause)
    };
    let told: String = bars.all.iter().map(bar).collect();
    let seat = match bars.seat {
        _ if told.is_empty() || !by_places => "",
        BarredSeat::Lapses => "，空出的名额不补",
        BarredSeat::PassesDown => "，空出的名额由后面的依次递补",
    };
    format!("{told}{seat}")
}

/// `，任职（村：列入考核）不满6个月的（按整月计）照常考核、不定等次，不占名额`
fn describe_least(band: &Band, least: LeastInOffice) -> String {
    let by = match least.by {
        MonthsBy::WholeMonths => "按整月计",
        MonthsBy::Days => "按天计，几段任职的余天合起来每30天算一个月",
    };
    let without = match (&band.grades, least.without) {
        (Grades::Score(_), _) => "",
        (_, WithoutGrade::NoSeat) => "，不占名额、不算在人数里",
        (_, WithoutGrade::KeepsSeat) => "，照占名额、空出的不补",
    };
    format!("，任职（村：列入考核）不满{}个月的（{by}）照常考核、不定等次{without}", least.months)
}

/// `前3名且90分以上优秀`, `其余80分以上良好`, `其余合格`
fn describe_quota(grade: &Grade<Quota>, share: impl Fn(Number) -> String) -> String {
    let least =
        |before: &str| grade.takes.at_least.map_or(String::new(), |least| format!("{before}{least}分以上"));
    match grade.takes.until {
        Some(until) => format!("{}{}{}", share(until), least("且"), grade.name),
        None => format!("其余{}{}", least(""), grade.name),
    }
}

/// `（只限大村、中村）`, as it stands behind whom it is about.
pub(super) fn describe_groups(groups: &OfGroups) -> String {
    if groups.names().is_empty() {
        String::new()
    } else {
        format!("（只限{}）", groups.names().join("、"))
    }
}

pub(super) fn describe_veto(rulebook: &Rulebook, veto: &Veto) -> String {
    let effect = match veto.effect {
        VetoEffect::Bar => "取消评奖资格",
        VetoEffect::NotTopBand => "取消评奖资格并不评最高等次",
        VetoEffect::OneBandLower => "取消评奖资格并降低一个等次",
        VetoEffect::LowestBand => "取消评奖资格并定为最低等次",
    };
    let place = match veto.place {
        VetoPlace::Kept => "名次保留",
        VetoPlace::Unranked => "不排名次",
        VetoPlace::Last => "排在最后",
    };
    let standing = standing_name(rulebook, &veto.standing);
    let event = &veto.event.name;
    let whom = match veto.posts.as_slice() {
        [] => format!("发生{event}的"),
        // Whoever held any one of them is meant.
        posts => format!("所在村发生{event}、当天任{}的", posts.join("或")),
    };
    format!("{whom}，在{standing}里，当{}{effect}，{place}", veto.period.chinese())
}

pub(super) fn describe_sanction(rulebook: &Rulebook, sanction: &Sanction) -> String {
    let whom = match sanction.place {
        SanctionPlace::Last(count) => format!("最后{count}名"),
        SanctionPlace::Fallen(count) => format!("退步{count}名以上"),
        SanctionPlace::Any => "不论名次".to_owned(),
    };
    let scores = sanction.scores.as_ref();
    let limit = scores.map_or(String::new(), |scores| {
        let and = if sanction.place == SanctionPlace::Any { "，" } else { "且" };
        format!("{and}{}", scores.describe_in("分"))
    });
    let ties = match (sanction.place, sanction.ties_all) {
        (SanctionPlace::Last(_), true) => "，并列的全部列入",
        (SanctionPlace::Last(_), false) => "，并列而列不下的都不列入",
        (SanctionPlace::Fallen(_) | SanctionPlace::Any, _) => "",
    };
    let counted = match (sanction.counting, sanction.across_years) {
        _ if !sanction.grows() => "",
        (Counting::Running, true) => "；次数按连续各期计，跨年接着计",
        (Counting::Running, false) => "；次数按连续各期计，每年重新计",
        (Counting::InYear, _) => "；次数按全年累计",
    };
    let steps: Vec<_> = sanction
        .steps
        .iter()
        .map(|step| {
            let fine = step.fine.map_or(String::new(), |yuan| format!("并罚款{yuan}元"));
            // Where nothing is counted, each time is as the first.
            let from = if sanction.grows() { format!("第{}次起", step.count) } else { String::new() };
            format!("{from}{}（{}）{fine}", step.name, step.action.chinese())
        })
        .collect();
    let standing = standing_name(rulebook, &sanction.standing);
    let (period, groups) = (sanction.period.chinese(), describe_groups(&sanction.groups));
    format!("每{period}按{standing}{groups}，{whom}{limit}的{ties}，{}{counted}", steps.join("，"))
}

//! `[[pay]]` 绩效报酬: rate × base, a percentage of the base along a broken line, yuan a point, by grade, or a share of a
//! pool; times coefficients of grades and posts; and what wipes a period's pay out.

use std::collections::BTreeMap;

use super::super::scheme::{InForce, ScoreOf, Subject, read_id, read_in_force};
use super::PERIODS;
use super::advances::{Advances, read_advances};
use super::rate::{Rate, read_rate};
use crate::diagnostic::Span;
use crate::number::Number;
use crate::period::Length;
use crate::rules::{EventUse, read_person_policy};
use crate::toml_table::{Reader, Table};

/// What the grade of a `[[band]]` multiplies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    /// The band.
    pub band: String,
    /// Coefficient by grade.
    pub rates: BTreeMap<String, Number>,
}

/// What one who holds two posts is paid by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwoPosts {
    /// The larger coefficient.
    Larger,
    /// Both, added.
    Sum,
}

/// What one who served for a part of the period gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayPartial {
    /// All of it.
    Full,
    /// The share of the days served.
    ByDays,
    /// The share of the months served: those in office on a day of the month, 1 to 28, count whole.
    ByMonths {
        /// The day.
        on: i8,
    },
    /// Nothing.
    Nothing,
}

/// An event that wipes out the pay of its period, or a share of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forfeit {
    /// The event.
    pub event: EventUse,
    /// Whether all cadres of the village lose theirs, or only the person named.
    pub all: bool,
    /// The percentage that each time takes of what is due, up to all of it; `None` where once takes all.
    pub percent: Option<Number>,
}

/// A payment by score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pay {
    /// Kebab-case id.
    pub id: String,
    /// 名目
    pub name: String,
    /// Clause of the scheme.
    pub clause: String,
    /// The ruling that decided how the clause is read.
    pub ruling: Option<String>,
    /// Who is paid.
    pub subject: Subject,
    /// Whose score: `village`, `cadre`, or the id of a part or item.
    pub node: ScoreOf,
    /// For which periods.
    pub period: Length,
    /// How.
    pub rate: Rate,
    /// The coefficients by grade that what the rate brings is multiplied by.
    pub times: Vec<Times>,
    /// Coefficient by post; posts that are not named get nothing. Empty: 1 for all.
    pub by_post: BTreeMap<String, Number>,
    /// For holders of two posts.
    pub two_posts: TwoPosts,
    /// For part of a period.
    pub partial: PayPartial,
    /// The most yuan that one payee gets for one period.
    pub limit: Option<Number>,
    /// What was paid of it before, and comes off.
    pub advances: Option<Advances>,
    /// What wipes it out.
    pub forfeits: Vec<Forfeit>,
    /// When it is in force: for the periods all days of which are.
    pub in_force: InForce,
    /// Decimal places, half up.
    pub places: u32,
    /// Where it is declared.
    pub span: Span,
}

impl Pay {
    /// Everything that goes by grade: the band, and what each of its grades brings, in yuan or as a coefficient.
    pub fn by_grade(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, Number>)> {
        let amounts = match &self.rate {
            Rate::ByBand { band, amounts } => Some((band.as_str(), amounts)),
            Rate::OfBase(..) | Rate::PerPoint { .. } | Rate::Pool { .. } | Rate::Fixed(_) => None,
        };
        amounts.into_iter().chain(self.times.iter().map(|times| (times.band.as_str(), &times.rates)))
    }
}

const BY_POST: &str = "各职务的系数，期内换了职务的按各职务的天数加权（partial = \"by-months\" 的按月数，各月看 month-day 那天的职务）；没有列出的职务不发，全都不写则都是 1";

const MONTH_DAY: &str = "按月折算的，看每月几日在不在职（1 至 28），如 15；partial = \"by-months\" 时必须写";

/// Reads every `[[pay]]`.
pub(in crate::rulebook) fn read_pays(reader: &Reader<'_>) -> Vec<Pay> {
    reader.tables("pay", "按得分发的绩效报酬").into_iter().filter_map(read_pay).collect()
}

fn read_pay(reader: Reader<'_>) -> Option<Pay> {
    const SUBJECT: &[(&str, Subject, &str)] =
        &[("village", Subject::Village, "村"), ("cadre", Subject::Cadre, "村干部")];
    const ROUND: &[(&str, u32, &str)] = &[("fen", 2, "四舍五入到分"), ("yuan", 0, "四舍五入到元")];
    const TWO: &[(&str, TwoPosts, &str)] =
        &[("larger", TwoPosts::Larger, "按大的系数"), ("sum", TwoPosts::Sum, "两个系数相加")];
    let id = read_id(&reader);
    let name = reader.text("name", "名目，印在发放表上");
    let clause = reader.text("clause", "所依据的条款");
    let ruling = reader.optional_text("ruling", "决定这条怎样读的 [[ruling]] 的 id");
    let subject = reader.choice("subject", "发给谁", SUBJECT);
    let node = read_node(&reader, subject);
    let period = reader.choice("period", "何时发", PERIODS);
    let rate = read_rate(&reader);
    let rows = reader.tables("times", TIMES);
    let times: Option<Vec<_>> = rows.into_iter().map(read_times).collect();
    let by_post = numbers(&reader, reader.names("by-post", BY_POST, "系数，如 0.9"));
    let two_posts = if reader.needs(!by_post.is_empty()) {
        reader.choice("two-posts", "一人两职按哪个系数（写了 by-post 的必须写明）", TWO)
    } else {
        Some(TwoPosts::Larger)
    };
    let partial = read_partial(&reader, subject == Some(Subject::Cadre));
    let advances = read_advances(&reader);
    reader.always();
    let rows = reader.tables(
        "forfeit",
        "发生即扣发当期报酬的事项，全部或百分之几：{ event = \"…\", person = \"required\", whom = \"person\" }",
    );
    let forfeits: Option<Vec<_>> = rows.into_iter().map(read_forfeit).collect();
    let places = reader.choice("round", "每人的金额舍入到哪一位", ROUND);
    let limit = read_limit(&reader, rate.as_ref(), places);
    let in_force = read_in_force(&reader);
    let span = reader.span().clone();
    reader.finish();
    Some(Pay {
        id: id?,
        name: name?,
        clause: clause?,
        ruling,
        subject: subject?,
        node: node?,
        period: period?,
        rate: rate?,
        times: times?,
        by_post,
        two_posts: two_posts?,
        partial: partial?,
        limit,
        advances: advances?,
        forfeits: forfeits?,
        in_force,
        places: places?,
        span,
    })
}

/// Whose score pay goes by; what goes by none is paid to all who are scored.
fn read_node(reader: &Reader<'_>, subject: Option<Subject>) -> Option<ScoreOf> {
    const NODE: &str = "按谁的得分：\"village\"（村总分）、\"cadre\"（本人总分），或部分、项目的 id；写了 fixed、fixed-by 的不写。写了 band 的也要写：金额只看等次，但这个得分没有定的、没有这个得分的不发，写等次所按的那个得分";
    let fixed = ["fixed", "fixed-by"].into_iter().find(|key| reader.has(key));
    if reader.needs(!reader.is_describing() && fixed.is_none()) {
        let node = reader.text("node", NODE);
        reader.always();
        return node.map(|node| ScoreOf::named(&node));
    }
    reader.optional_text("node", NODE);
    reader.out_of_place("node", &format!("已写了 {}，不论得分", fixed.unwrap_or("fixed")));
    subject.map(ScoreOf::Whole)
}

/// A pool has no more than it holds.
fn read_limit(reader: &Reader<'_>, rate: Option<&Rate>, places: Option<u32>) -> Option<Number> {
    let limit = reader.optional_number(
        "limit",
        "一期至多发给每人（村）多少元，大于 0，不比 round 更细；在两个村任职的各村分别算；不写则不限",
    );
    if let (Some(node), Some(most)) = (reader.node("limit"), limit)
        && (most <= Number::ZERO || places.is_some_and(|places| !most.ends_within(places)))
    {
        reader.bad_value(node, "limit", "大于 0 的数，不比 round 更细");
    }
    if matches!(rate, Some(Rate::Pool { .. })) {
        reader.out_of_place("limit", "从 pool 里分的，限了的没有人得");
    }
    limit
}

const TIMES: &str = "再乘的等次系数，几个等次都乘的各写一行：{ band = \"village-grade\", rates = { \"一等\" = 1.2, \"二等\" = 1 } }；没有等次的不发";

fn read_times(row: Reader<'_>) -> Option<Times> {
    let band = row.text("band", "哪个等次（[[band]] 的 id）：本人的等次；评的是村的，按所在村的等次");
    let rates = numbers(&row, row.required_names("rates", "各等的系数：{ \"一等\" = 1.2 }", "系数，如 1.2"));
    row.finish();
    Some(Times { band: band?, rates })
}

/// What part of a period is paid; only cadres serve for a part of it.
fn read_partial(reader: &Reader<'_>, cadres: bool) -> Option<PayPartial> {
    const PARTIAL: &[(&str, PayPartial, &str)] = &[
        ("full", PayPartial::Full, "全额发"),
        ("by-days", PayPartial::ByDays, "按在职天数折算"),
        (
            "by-months",
            PayPartial::ByMonths { on: 1 },
            "按在职月数折算，当月 month-day 那天在职的算整月，不在的不算",
        ),
        ("none", PayPartial::Nothing, "不发"),
    ];
    let partial = if reader.needs(cadres) {
        reader.choice("partial", "只任职部分时间的怎样发（发给村干部的必须写明）", PARTIAL)
    } else {
        Some(PayPartial::Full)
    };
    if reader.needs(matches!(partial, Some(PayPartial::ByMonths { .. }))) {
        return read_month_day(reader).map(|on| PayPartial::ByMonths { on });
    }
    reader.optional_number("month-day", MONTH_DAY);
    reader.out_of_place("month-day", "只在 partial = \"by-months\" 时写");
    partial
}

fn read_month_day(reader: &Reader<'_>) -> Option<i8> {
    let day = reader.number("month-day", MONTH_DAY)?;
    let found = (1..=28).find(|one| day == Number::from(*one));
    if let (Some(node), None) = (reader.node("month-day"), found) {
        reader.bad_value(node, "month-day", " 1 至 28 的整数");
    }
    i8::try_from(found?).ok()
}

fn read_forfeit(row: Reader<'_>) -> Option<Forfeit> {
    const WHOM: &[(&str, bool, &str)] =
        &[("person", false, "只扣当事人"), ("all", true, "扣全村：事发那天在村里任职的，村干部全体")];
    let event = row.text("event", "登记表中的事项名称");
    let aliases = row.words("aliases", "这个事项在登记表里的其他写法");
    let person = read_person_policy(&row);
    let all = row.choice("whom", "扣谁的", WHOM);
    let percent = row.optional_number("percent", PERCENT);
    if let (Some(node), Some(share)) = (row.node("percent"), percent)
        && (share <= Number::ZERO || share > Number::HUNDRED)
    {
        row.bad_value(node, "percent", "大于 0、不大于 100 的数");
    }
    row.finish();
    Some(Forfeit { event: EventUse::new(event?, aliases, person?), all: all?, percent })
}

const PERCENT: &str = "每次扣发应发的百分之几，几次、几种的相加，至多全部，如“每张黄牌扣当季绩效的30%”写 30；不写则发生一次扣发全部";

pub(super) fn numbers(reader: &Reader<'_>, table: Option<&Table>) -> BTreeMap<String, Number> {
    let entries = table.map(|table| table.entries.as_slice()).unwrap_or_default();
    entries
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), reader.as_number(&entry.node, &entry.key)?)))
        .collect()
}

//! One account in full: what it is, each posting with its grounds, and the line that it adds up to.

use super::super::document::{Column, Section};
use super::super::out_of_office::{self, InOffice};
use super::super::{adding_up, item_state, words};
use super::phrase;
use crate::engine::assessment::{
    Assessment, Derivation, ItemResult, PeriodTotal, Posting, State, Term, in_reading_order,
};
use crate::number::Number;
use crate::period::chinese_date;
use crate::text::Text;

/// A village or cadre as a whole.
pub(super) struct Own<'a> {
    /// Who, for headings.
    pub(super) who: String,
    /// The total.
    pub(super) score: Option<Number>,
    /// How its terms become the total.
    pub(super) combine: Derivation,
    /// How the total comes about.
    pub(super) terms: &'a [Term],
    /// By whose weights, where they differ by post.
    pub(super) weighed_by: Option<&'a Text>,
    /// The periods, where the whole is scored anew in each.
    pub(super) periods: &'a [PeriodTotal],
    /// All items.
    pub(super) items: &'a [ItemResult],
    /// Limits of the whole.
    pub(super) postings: &'a [Posting],
    /// From when to when a cadre is in office.
    pub(super) in_office: InOffice,
}

/// What adds up to the total: one line an item, the limits of the whole, the total.
pub(super) fn summary(own: &Own<'_>) -> Section {
    let mut rows: Vec<_> = own
        .items
        .iter()
        .map(|item| {
            vec![
                item.name.to_string(),
                item.points.map_or_else(|| "-".to_owned(), |points| points.to_string()),
                posted(own, item),
                state(own, item),
                item.period_change.to_string(),
            ]
        })
        .collect();
    rows.extend(own.postings.iter().map(|posting| {
        let name = format!("总分{}", words::kind(posting));
        vec![name, "-".to_owned(), posting.amount.to_string(), posting.date.to_string(), String::new()]
    }));
    rows.push(vec![
        "合计".to_owned(),
        String::new(),
        exact(own.score),
        if own.score.is_some() { String::new() } else { "成绩未定".to_owned() },
        String::new(),
    ]);
    let columns = vec![
        Column::text("项目").key(),
        Column::figure("满分"),
        Column::figure("得分"),
        Column::text("状态"),
        Column::figure("本期变动"),
    ];
    let mut section = Section::new(format!("{} 总分", own.who));
    section.paragraphs = terms_of_whole(own);
    section.paragraphs.extend(adding_up::change_note(own.items).map(str::to_owned));
    section.table(columns, rows)
}

/// An item's account, or what it takes over.
pub(super) fn item(assessment: &Assessment, own: &Own<'_>, item: &ItemResult) -> Section {
    let heading = format!("{} {}", own.who, phrase::item_title(own.items, item));
    let mut section = Section::new(heading).paragraph(standing_of(assessment, own, item));
    let terms = item.terms.iter().filter(|term| has_part(term, &item.items));
    section.paragraphs.extend(terms.map(|term| term_line(term, &item.items)));
    let fewer = item.combine.and_then(|combine| adding_up::of_fewer_periods(combine, &item.terms));
    section.paragraphs.extend(fewer.into_iter().chain(item.weighed_by.as_ref().map(sentence)));
    if item.postings.is_empty() {
        return section.paragraph(format!("合计：{}", posted(own, item)));
    }
    let mut rows = rows(assessment, &item.postings);
    rows.push(["合计", "", "", &posted(own, item), "", ""].map(str::to_owned).to_vec());
    section.table(columns(), rows)
}

/// Whether what a term is of has any part in the score: what is in force in other accounts alone has none.
fn has_part(term: &Term, items: &[ItemResult]) -> bool {
    let is_off = |item: &ItemResult| item.left_out.is_none() && !item.is_shown();
    term.period.is_some() || !items.iter().any(|item| item.id == term.id && is_off(item))
}

/// How one term of a derived score comes about.
pub(super) fn term_line(term: &Term, items: &[ItemResult]) -> String {
    let (score, contribution) = (exact(term.score), exact(term.contribution));
    let name = match term.period {
        Some(period) => period.chinese(),
        None if term.id == "village" => return format!("取所在村得分{score}，计入{contribution}分。"),
        // What takes a part of the village's score has nothing under it.
        None if items.is_empty() => return format!("取所在村这一部分的得分{score}，计入{contribution}分。"),
        None => {
            let found = items.iter().find(|item| item.id == term.id);
            if let Some(out) = found.filter(|item| item.left_out.is_some()) {
                return if out.is_of_longer_period() {
                    format!("{}不在本期计分。", out.name)
                } else {
                    format!("{}{}，不计入。", out.name, out.state.chinese())
                };
            }
            found.map_or_else(|| term.id.clone(), |item| item.name.clone()).to_string()
        }
    };
    format!("{}。", term_told(&name, term))
}

/// `村得分得80×70÷100，计入56分`
fn term_told(name: &str, term: &Term) -> String {
    let (score, contribution) = (exact(term.score), exact(term.contribution));
    if term.weight == term.divisor {
        return format!("{name}得{score}，计入{contribution}分");
    }
    if adding_up::is_of_hundred(term) {
        return format!("{name}得{score}×{}%，计入{contribution}分", term.weight);
    }
    let weight = if term.weight == Number::ONE { String::new() } else { format!("×{}", term.weight) };
    let divisor = if term.divisor == Number::ONE { String::new() } else { format!("÷{}", term.divisor) };
    format!("{name}得{score}{weight}{divisor}，计入{contribution}分")
}

/// How the whole comes about, where it is not the plain sum of its items.
fn terms_of_whole(own: &Own<'_>) -> Vec<String> {
    if own.terms.iter().all(|term| term.period.is_none() && term.weight == term.divisor) {
        return Vec::new();
    }
    let terms = own.terms.iter().filter(|term| has_part(term, own.items));
    let terms = terms.map(|term| term_line(term, own.items));
    let terms = terms.chain(adding_up::of_fewer_periods(own.combine, own.terms));
    terms.chain(own.weighed_by.map(sentence)).chain(own.periods.iter().filter_map(of_period(own))).collect()
}

/// How one period's score comes about, where that is by weights of the one who is scored.
fn of_period<'a>(own: &'a Own<'_>) -> impl Fn(&'a PeriodTotal) -> Option<String> {
    |total| {
        let weighed_by = total.weighed_by.as_ref()?;
        let terms = total.terms.iter().map(|term| {
            let items = own.items.iter().map(|item| (&item.id, &item.name));
            let name = items.into_iter().find(|(id, _)| **id == term.id).map_or(&term.id, |(_, name)| name);
            term_told(name, term)
        });
        let terms = terms.collect::<Vec<_>>().join("；");
        Some(format!("其中{}，{weighed_by}：{terms}。", total.period.chinese()))
    }
}

fn sentence(words: &Text) -> String {
    format!("{words}。")
}

/// Floor and cap of the whole; nothing if they never took hold.
pub(super) fn limits_of_whole(assessment: &Assessment, own: &Own<'_>) -> Option<Section> {
    let section = Section::new(format!("{} 总分的上下限", own.who));
    (!own.postings.is_empty()).then(|| section.table(columns(), rows(assessment, own.postings)))
}

/// Clause, full mark, limits, state and due day of an item in one sentence.
fn standing_of(assessment: &Assessment, own: &Own<'_>, item: &ItemResult) -> String {
    let mut parts = vec![format!("条款{}", item.clause)];
    parts.extend(item.points.map(|points| format!("满分{points}分")));
    if item.terms.is_empty() {
        parts.push(words::limits(item.floor, item.cap, item.can_add));
    }
    let never = out_of_office::never_judged(item, own.in_office).map(|never| never.why);
    parts.push(never.unwrap_or_else(|| match (item.state, item.due) {
        _ if item.is_of_longer_period() => item.state_told().to_owned(),
        (State::NotDue, Some(due)) => {
            let why = item_state::stands_early(item).map_or(String::new(), |words| format!("（{words}）"));
            format!("未到期{why}，{}起计分", chinese_date(due))
        }
        (State::Stopped(day), _) => {
            let why = item_state::stands_early(item).map_or(String::new(), |words| format!("（{words}）"));
            format!("{}{why}，规则施行到{}为止", item.state_told(), chinese_date(day))
        }
        (_, Some(due)) => format!("{}，{}起计分", item_state::state(item), chinese_date(due)),
        (_, None) => item_state::state(item),
    }));
    if item.terms.is_empty() {
        parts.push(format!("{}变动{}分", assessment.period.chinese(), item.period_change));
    }
    format!("{}。", parts.join("；"))
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("日期").key(),
        Column::text("类型"),
        Column::text("条款"),
        Column::figure("分值"),
        Column::figure("余额"),
        Column::prose("事由和来源"),
    ]
}

fn rows(assessment: &Assessment, postings: &[Posting]) -> Vec<Vec<String>> {
    let postings = in_reading_order(postings).into_iter();
    postings
        .map(|posting| {
            vec![
                posting.date.to_string(),
                words::kind(posting).to_owned(),
                posting.clause.to_string(),
                posting.amount.to_string(),
                posting.balance.to_string(),
                grounds(assessment, posting),
            ]
        })
        .collect()
}

/// The reason of a posting, then a line each for ruling, figures and cells.
pub(super) fn grounds(assessment: &Assessment, posting: &Posting) -> String {
    let mut lines = vec![phrase::reason(posting)];
    if !posting.facts.is_empty() {
        let facts = posting.facts.iter().map(|fact| format!("{}{}", fact.name, fact.value));
        lines.push(format!("数据：{}", facts.collect::<Vec<_>>().join("、")));
    }
    lines.extend(words::ruling(assessment, posting).map(|ruling| format!("口径：{ruling}")));
    lines.extend(words::sources(&posting.cells).into_iter().map(|source| format!("来源：{source}")));
    lines.join("\n")
}

pub(super) fn exact(score: Option<Number>) -> String {
    score.map_or_else(|| words::NOT_REPORTED.to_owned(), |score| score.to_string())
}

/// Its state; of what was never judged since its cadre had left or had not come, that.
fn state(own: &Own<'_>, item: &ItemResult) -> String {
    let never = out_of_office::never_judged(item, own.in_office);
    never.map_or_else(|| item_state::state(item), |never| never.word.to_owned())
}

/// An item's exact score; the state in its place where 0 would mislead.
fn posted(own: &Own<'_>, item: &ItemResult) -> String {
    match item.score {
        Some(_) if item_state::word(item).is_some() && item.postings.is_empty() => state(own, item),
        score => exact(score),
    }
}

//! What scores came to in each of their periods: how months or quarters become the score of a year, or a part of it. A
//! table for the whole and one for each part that has items of its own; the accounts of a single item need none.

use super::parts::{Member, Part, parts_on};
use super::places::by_place;
use super::{column, table};
use crate::engine::assessment::{Assessment, Derivation, ItemResult, Term};
use crate::period::Period;
use crate::publication::cite;
use crate::report::adding_up;
use crate::report::paper::{PaperTable, Side, Text};

/// One whose score comes of periods.
struct Row<'a> {
    name: Text,
    /// Where the result holds the score's node.
    pointer: String,
    terms: &'a [Term],
    score: Text,
}

/// That of the whole; nothing where it does not come of several periods.
pub(super) fn of_whole(assessment: &Assessment, unit: &str) -> Option<PaperTable> {
    let combine = assessment.villages.first()?.combine;
    let rows = by_place(assessment).into_iter().map(|(index, village)| {
        let pointer = format!("/villages/{index}");
        let name = cite::words(format!("{pointer}/name"), &village.name);
        let score = cite::closable(format!("{pointer}/score"), village.score, village.closed_told());
        Row { name, pointer, terms: &village.terms, score }
    });
    told("", unit, combine, &rows.collect::<Vec<_>>())
}

/// Those of the parts on a level and below it.
pub(super) fn of_parts(level: &[Member<'_>], unit: &str) -> Vec<PaperTable> {
    let mut tables = Vec::new();
    for Part { heading, members } in parts_on(level, |item| !item.items.is_empty()) {
        let of_items = members.iter().any(|(_, own)| own.items.iter().any(|one| !one.items.is_empty()));
        if let Some(combine) = heading.combine.filter(|_| of_items) {
            let rows: Vec<_> = members.iter().map(|(member, own)| row(member, own)).collect();
            tables.extend(told(&heading.name, unit, combine, &rows));
        }
        let below: Vec<_> = members.into_iter().map(|(member, _)| member).collect();
        tables.extend(of_parts(&below, unit));
    }
    tables
}

/// As many periods as the widest of these tables has.
pub(super) fn most_periods(assessment: &Assessment) -> usize {
    let all = assessment.villages.iter().map(|village| {
        let parts = village.items.iter().flat_map(ItemResult::flattened);
        let of_parts = parts.filter(|item| item.items.iter().any(|one| !one.items.is_empty()));
        let terms = std::iter::once(&village.terms).chain(of_parts.map(|item| &item.terms));
        terms.map(|terms| terms.iter().filter(|term| term.period.is_some()).count()).max()
    });
    all.flatten().max().unwrap_or(0)
}

fn row<'a>(member: &Member<'_>, own: &'a ItemResult) -> Row<'a> {
    let Member { name, pointer, .. } = member;
    let score = cite::item_score(pointer, own);
    Row { name: name.clone(), pointer: pointer.clone(), terms: &own.terms, score }
}

fn told(name: &str, unit: &str, combine: Derivation, rows: &[Row<'_>]) -> Option<PaperTable> {
    let how = match combine {
        Derivation::Mean => "各期平均",
        Derivation::Sum => "各期相加",
        Derivation::Weighted => "各期按占比合成",
        // Of the last period alone, or of no period, there is nothing to follow.
        Derivation::Last | Derivation::Takes => return None,
    };
    let mut periods: Vec<Period> =
        rows.iter().flat_map(|row| row.terms).filter_map(|term| term.period).collect();
    periods.sort_unstable();
    periods.dedup();
    if periods.len() < 2 {
        return None;
    }
    let mut columns = vec![column(unit, Side::Middle, 4)];
    columns.extend(periods.iter().map(|period| column(within_year(*period), Side::Right, 3)));
    columns.push(column("得分", Side::Right, 3));
    let shares = shares(rows, &periods).filter(|_| combine == Derivation::Weighted);
    let scores = rows.iter().map(|row| {
        let each = periods.iter().map(|period| of_period(row, *period));
        std::iter::once(row.name.clone()).chain(each).chain([row.score.clone()]).collect()
    });
    let rows = shares.into_iter().chain(scores).collect();
    Some(PaperTable { caption: format!("{name}各期得分（{how}）").into(), ..table(columns, 0, rows) })
}

/// `第一季度`: of one year all of them are.
fn within_year(period: Period) -> String {
    let told = period.chinese();
    told.strip_prefix(&format!("{}年", period.year())).map_or_else(|| told.clone(), str::to_owned)
}

fn term_of<'a>(row: &Row<'a>, period: Period) -> Option<(String, &'a Term)> {
    let (place, term) = row.terms.iter().enumerate().find(|(_, term)| term.period == Some(period))?;
    Some((format!("{}/terms/{place}", row.pointer), term))
}

/// What a period counts with; a dash where it does not count.
fn of_period(row: &Row<'_>, period: Period) -> Text {
    let score = |(pointer, term): (String, &Term)| cite::score(format!("{pointer}/score"), term.score);
    term_of(row, period).map_or_else(|| "-".into(), score)
}

/// What each period counts for, where that is the same for all; of whom one does not count, the others count for more.
fn shares(rows: &[Row<'_>], periods: &[Period]) -> Option<Vec<Text>> {
    let mut shares = vec![Text::from("占比")];
    for period in periods {
        let (pointer, term) = term_of(rows.first()?, *period)?;
        let is_alike = |row: &Row<'_>| {
            term_of(row, *period)
                .is_some_and(|(_, own)| (own.weight, own.divisor) == (term.weight, term.divisor))
        };
        if !rows.iter().all(is_alike) {
            return None;
        }
        let weight = cite::exact(format!("{pointer}/weight"), term.weight);
        shares.push(if adding_up::is_of_hundred(term) {
            weight.and("%")
        } else {
            weight.and("÷").and(cite::exact(format!("{pointer}/divisor"), term.divisor))
        });
    }
    shares.push(Text::default());
    Some(shares)
}

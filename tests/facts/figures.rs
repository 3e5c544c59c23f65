//! Lays an assessment out as a table of figures, as the stream states what it expects. Words and exact decimals only;
//! nothing is worked out here but the sums of money by clause.

use std::collections::BTreeMap;

use cunkao::engine::assessment::{Assessment, CadreResult, ItemResult, Party, VillageResult};
use cunkao::fact::Person;
use cunkao::number::Number;
use cunkao::period::Period;

/// The figures of one subject, by name.
pub(crate) type Row = BTreeMap<String, String>;

/// By kind and subject.
pub(crate) type Table = BTreeMap<(String, String), Row>;

/// The kinds that README.md describes.
pub(crate) const KINDS: &[&str] = &["village", "cadre", "money", "prize", "standing", "band", "action"];

/// Every figure of the kinds asked for.
pub(crate) fn of(assessment: &Assessment, kinds: &[String]) -> Table {
    let mut table = Table::new();
    for kind in kinds {
        match kind.as_str() {
            "village" => villages(assessment, &mut table),
            "cadre" => cadres(assessment, &mut table),
            "money" => money(assessment, &mut table),
            "prize" => prizes(assessment, &mut table),
            "standing" => standings(assessment, &mut table),
            "band" => bands(assessment, &mut table),
            "action" => actions(assessment, &mut table),
            // What nobody lays out can only be missed.
            _ => {}
        }
    }
    table
}

fn villages(assessment: &Assessment, table: &mut Table) {
    for village in &assessment.villages {
        table.insert(("village".to_owned(), village.name.to_string()), of_village(village));
    }
}

fn of_village(village: &VillageResult) -> Row {
    let mut row = Row::new();
    put(&mut row, "class", village.class.as_str());
    put(&mut row, "score", number(village.score));
    put(&mut row, "available", village.available.to_string());
    put(&mut row, "rank", place(village.rank));
    put(&mut row, "tied", village.tied.to_string());
    put(&mut row, "band", village.band.as_deref().unwrap_or_default());
    items(&village.items, &mut row);
    row
}

fn cadres(assessment: &Assessment, table: &mut Table) {
    for cadre in &assessment.cadres {
        let Person { village, name, id } = &cadre.person;
        let subject =
            if id.is_empty() { format!("{village} {name}") } else { format!("{village} {name} {id}") };
        table.insert(("cadre".to_owned(), subject), of_cadre(cadre, assessment.period));
    }
}

/// A post's first and last day are cut to the period: an open end and the period's edge say the same.
fn of_cadre(cadre: &CadreResult, period: Period) -> Row {
    let mut posts: Vec<&str> = cadre.post.split('、').collect();
    posts.sort_unstable();
    let (first, last) = (period.first_day(), period.last_day());
    let mut row = Row::new();
    put(&mut row, "post", posts.join(" "));
    put(&mut row, "from", cadre.from.map_or(first, |from| from.max(first)).to_string());
    put(&mut row, "until", cadre.until.map_or(last, |until| until.min(last)).to_string());
    put(&mut row, "partial", cadre.partial.to_string());
    put(&mut row, "rank", place(cadre.rank));
    put(&mut row, "band", cadre.band.as_deref().unwrap_or_default());
    put(&mut row, "score", number(cadre.score));
    put(&mut row, "available", cadre.available.to_string());
    items(&cadre.items, &mut row);
    row
}

/// Ids, scores and states of items, those under a derived one too.
fn items(items: &[ItemResult], row: &mut Row) {
    let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    put(row, "items", ids.join(" "));
    items.iter().for_each(|item| put_item(item, None, row));
}

/// The account of a period, and all in it, carry the label of the period.
fn put_item(item: &ItemResult, within: Option<Period>, row: &mut Row) {
    let period = item.period.or(within);
    let id = period.map_or_else(|| item.id.to_string(), |period| format!("{}@{period}", item.id));
    row.insert(format!("{id}.score"), number(item.score));
    row.insert(format!("{id}.state"), item.state.word().to_owned());
    item.items.iter().for_each(|part| put_item(part, period, row));
}

/// Yuan of each payee: by clause, by rule, and in all. A sum that does not fit is shown as such, and found wrong.
fn money(assessment: &Assessment, table: &mut Table) {
    let mut sums: BTreeMap<String, BTreeMap<String, Vec<Number>>> = BTreeMap::new();
    for entry in &assessment.money {
        let sums = sums.entry(who(&entry.party)).or_default();
        for name in [format!("clause {}", entry.clause), format!("rule {}", entry.rule), "total".to_owned()] {
            sums.entry(name).or_default().push(entry.amount);
        }
    }
    for (who, sums) in sums {
        let row = sums.into_iter().map(|(name, amounts)| {
            (name, Number::sum(amounts).map_or_else(|_| "inexact".to_owned(), |sum| sum.to_string()))
        });
        table.insert(("money".to_owned(), who), row.collect());
    }
}

fn prizes(assessment: &Assessment, table: &mut Table) {
    for award in &assessment.prizes {
        let mut row = Row::new();
        put(&mut row, "tier", &award.tier);
        put(&mut row, "rank", award.rank.to_string());
        put(&mut row, "amount", award.amount.to_string());
        put(&mut row, "shared", award.shared.join(" "));
        let subject = format!("{} {} {}", award.prize, award.period, who(&award.who));
        table.insert(("prize".to_owned(), subject), row);
    }
}

fn standings(assessment: &Assessment, table: &mut Table) {
    for standing in &assessment.standings {
        let mut row = Row::new();
        put(&mut row, "remainder", standing.remainder.to_string());
        for ranked in &standing.rows {
            let who = who(&ranked.who);
            row.insert(format!("{who}.rank"), place(ranked.rank));
            row.insert(format!("{who}.score"), number(ranked.score));
            row.insert(format!("{who}.tied"), ranked.tied.to_string());
            row.insert(format!("{who}.veto"), ranked.veto_name().unwrap_or_default().to_owned());
        }
        let rows = standing.rows.len().to_string();
        put(&mut row, "rows", rows);
        table.insert(("standing".to_owned(), format!("{} {}", standing.id, sorted(&standing.group))), row);
    }
}

fn bands(assessment: &Assessment, table: &mut Table) {
    for band in &assessment.bands {
        let mut row = Row::new();
        put(&mut row, "score", band.score.to_string());
        put(&mut row, "grade", &band.grade);
        put(&mut row, "group", sorted(&band.group));
        let subject = format!("{} {} {}", band.band, band.period, who(&band.who));
        table.insert(("band".to_owned(), subject), row);
    }
}

/// How often each action stands: an event row or a leave row is one action. Of a cadre the name alone is given.
fn actions(assessment: &Assessment, table: &mut Table) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for action in &assessment.actions {
        let (village, name) = (action.who.village(), action.who.name());
        let subject = format!("{} {} {village} {name}", action.kind.word(), action.date);
        *counts.entry(subject).or_default() += 1;
    }
    for (subject, count) in counts {
        let row = Row::from([("count".to_owned(), count.to_string())]);
        table.insert(("action".to_owned(), subject), row);
    }
}

/// A group of several posts has them in no order.
fn sorted(group: &str) -> String {
    let mut posts: Vec<&str> = group.split('、').collect();
    posts.sort_unstable();
    posts.join("、")
}

/// Village, name and number of an account, each where it has one.
fn who(party: &Party) -> String {
    let mut parts = vec![party.word(), party.village()];
    if !matches!(party, Party::Village(_)) {
        parts.push(party.name());
        parts.extend(party.id());
    }
    parts.join(" ")
}

fn put(row: &mut Row, name: &str, value: impl Into<String>) {
    row.insert(name.to_owned(), value.into());
}

/// A figure that is undecided is an empty field.
fn number(value: Option<Number>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn place(rank: Option<usize>) -> String {
    rank.map(|rank| rank.to_string()).unwrap_or_default()
}

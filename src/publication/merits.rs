//! What a bulletin may praise: villages and items of which nothing that the result holds says otherwise.

use super::deductions::are_unheard_of;
use super::material::Material;
use super::{cite, marks, phrases, tables, vetoes};
use crate::analysis::lowering::tells_of_loss;
use crate::engine::assessment::{ItemResult, Party, Posting, PostingKind, StandingRow, State, VillageResult};
use crate::number::Number;
use crate::report::paper::Text;
use crate::rulebook::{Field, Item, Opens, Rulebook};
use crate::typed::NUMERALS;

/// Villages without a loss, villages that gained places, items in which nobody lost, as far as the audience may read of
/// losses and places. Nobody of the last third is praised.
pub(super) fn merits(material: &Material<'_>) -> Vec<Text> {
    let audience = material.speech.audience();
    let mut found = Vec::new();
    if audience.sees(Field::Losses) {
        found.extend(clean_villages(material));
    }
    if audience.sees(Field::Scores) {
        found.extend(risen(material));
    }
    if audience.sees(Field::Losses) {
        found.extend(clean_items(material));
    }
    found.push("【补充典型做法】".into());
    found
}

fn clean_villages(material: &Material<'_>) -> Option<Text> {
    let clean = material.assessment.villages.iter().enumerate();
    let clean = clean.filter(|(index, village)| is_clean_village(material, *index, village));
    let clean: Vec<Text> =
        clean.map(|(index, village)| cite::words(format!("/villages/{index}/name"), &village.name)).collect();
    let is_told = !clean.is_empty() && !are_unheard_of(material);
    is_told.then(|| phrases::listed(clean).and(format!("{}没有扣分。", material.this_span())))
}

fn risen(material: &Material<'_>) -> Option<Text> {
    let assessment = material.assessment;
    let risen = tables::overall(assessment).into_iter().flat_map(|(index, standing)| {
        let rows = standing.rows.iter().enumerate();
        rows.filter(|(_, row)| is_praised(row) && row.change.is_some_and(|change| change > 0)).map(
            move |(place, row)| {
                let base = format!("/standings/{index}/rows/{place}");
                cite::words(format!("{base}/subject/village"), row.who.village())
                    .and("上升")
                    .and(cite::unsigned_count(format!("{base}/change"), row.change.unwrap_or_default()))
                    .and("位")
            },
        )
    });
    let risen: Vec<Text> = risen.collect();
    (!risen.is_empty()).then(|| Text::from("名次与上期相比，").and(phrases::listed(risen)).and("。"))
}

fn clean_items(material: &Material<'_>) -> Option<Text> {
    let first = material.assessment.villages.first().map_or(&[][..], |village| &village.items);
    let whole = first.iter().enumerate().filter(|(_, item)| is_clean_item(material, item));
    let whole: Vec<Text> = whole
        .map(|(place, item)| cite::words(format!("/villages/0/items/{place}/name"), &item.name))
        .collect();
    let (span, unit) = (material.this_span(), material.speech.unit());
    (!whole.is_empty()).then(|| phrases::listed(whole).and(format!("{span}各{unit}都没有扣分。")))
}

/// Whether a village has a score from which nothing was deducted within the period, has all the marks that it
/// could be given, and is not among those of whom something else is told: by a veto, a fine, or a place among the last.
fn is_clean_village(material: &Material<'_>, index: usize, village: &VillageResult) -> bool {
    let assessment = material.assessment;
    let is_whole = village.score.is_some() && village.lost.is_none_or(Number::is_zero);
    let is_praised = tables::own_place(assessment, &village.name).is_none_or(|own| is_praised(own.row));
    let own = |who: &Party| matches!(who, Party::Village(name) if *name == village.name);
    let mut fines = assessment.money.iter().filter(|entry| entry.amount.is_negative());
    let is_charged =
        fines.any(|entry| own(&entry.party)) || assessment.actions.iter().any(|action| own(&action.who));
    is_whole
        && is_praised
        && !is_charged
        && !vetoes::are_held_against(assessment, &village.name)
        && marks::missed(material, index, village).is_empty()
        && tables::of_village(material, index, village).is_empty()
}

/// Whether a place is one to praise: under no veto, and not in the last third.
fn is_praised(row: &StandingRow) -> bool {
    let is_low = row.rank.is_some_and(|rank| rank > 1 && rank * 3 > row.of * 2);
    row.veto.is_none() && !is_low
}

/// Whether a village did not get all of an item whose points are earned, where it has a full mark.
pub(super) fn misses_anything(rulebook: &Rulebook, village: &VillageResult) -> bool {
    let is_earned = |item: &&ItemResult| {
        let own = rulebook.items.iter().find(|own| own.id == item.id.as_str());
        own.and_then(Item::account).is_some_and(|account| account.opens == Opens::Nothing)
    };
    let misses = |item: &ItemResult| {
        let is_below = item.score.is_some_and(|score| score < item.available);
        is_below && (!marks::are_added_up(rulebook, item) || marks::are_short(item))
    };
    let mut earned = village.items.iter().flat_map(ItemResult::flattened).filter(is_earned);
    earned.any(misses)
}

/// Whether not to have lost anything in an item is a merit of all: it begins with its full mark, so that it is no
/// bonus; it is scored everywhere; nothing was deducted, nor kept within limits; and nobody was charged by its clause.
fn is_clean_item(material: &Material<'_>, item: &ItemResult) -> bool {
    let Material { assessment, rulebook, .. } = *material;
    let id = item.id.as_str();
    let nodes = nodes(rulebook, id);
    let mut accounts = nodes.iter().filter_map(|node| node.account()).peekable();
    let begins_full = accounts.peek().is_some() && accounts.all(|account| account.opens.is_full_mark());
    let own = |village: &VillageResult| village.items.iter().filter(|own| own.id == id).cloned().collect();
    let all: Vec<ItemResult> =
        assessment.villages.iter().flat_map(|village| -> Vec<_> { own(village) }).collect();
    let is_scored = all.iter().all(|item| item.state == State::Scored && item.due.is_none());
    let speaks = |posting: &Posting| {
        let is_limit = matches!(posting.kind, PostingKind::Floor | PostingKind::Raised | PostingKind::Cap);
        posting.is_of(assessment.period) && (is_limit || tells_of_loss(posting))
    };
    let has_lost = all.iter().any(|item| item.period_change.is_negative() || item.all_postings().any(speaks));
    begins_full && is_scored && !has_lost && !is_charged_to_somebody(material, &nodes)
}

/// A node of the rulebook and all under it.
fn nodes<'a>(rulebook: &'a Rulebook, id: &str) -> Vec<&'a Item> {
    let own = rulebook.items.iter().filter(|item| item.id == id);
    let under = rulebook.items.iter().filter(|item| item.under.as_deref() == Some(id));
    own.chain(under.flat_map(|item| nodes(rulebook, &item.id))).collect()
}

/// Whether within the period somebody lost points or money, or something is to be decided about somebody, by a rule or
/// clause of these nodes.
fn is_charged_to_somebody(material: &Material<'_>, nodes: &[&Item]) -> bool {
    let assessment = material.assessment;
    let is_theirs = |rule: &str, clause: &str| {
        nodes.iter().any(|node| {
            let mut rules = node.rules().iter();
            is_within(clause, &node.clause) || rules.any(|own| own.id == rule || own.clause == clause)
        })
    };
    let cadres = assessment.cadres.iter().enumerate();
    let mut losses = cadres.flat_map(|(index, cadre)| tables::of_cadre(material, index, cadre));
    let mut fines = assessment.money.iter().filter(|entry| entry.amount.is_negative());
    losses.any(|cited| is_theirs(&cited.posting.rule, &cited.posting.clause))
        || fines.any(|entry| is_theirs(&entry.rule, &entry.clause))
        || assessment.actions.iter().any(|action| is_theirs(&action.rule, &action.clause))
}

/// Whether a clause is another or a part of it: `2(9)` and `2(9)a`; but `第1` is not `第12`.
fn is_within(clause: &str, whole: &str) -> bool {
    let rest = clause.strip_prefix(whole).filter(|_| !whole.is_empty());
    let is_digit = |sign: char| sign.is_ascii_digit() || NUMERALS.contains(sign) || sign == '百';
    rest.is_some_and(|rest| !(whole.ends_with(is_digit) && rest.starts_with(is_digit)))
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_clause_lies_within_another_by_its_parts() {
        for (clause, whole, within) in [
            ("2(9)", "2(9)", true),
            ("2(9)甲", "2(9)", true),
            ("二（四）1", "二（四）", true),
            ("12", "1", false),
            ("二十", "二", false),
            ("十二", "十", false),
            ("2(10)", "2(1)", false),
            ("2", "", false),
        ] {
            assert_eq!(is_within(clause, whole), within, "{clause} {whole}");
        }
    }
}

//! What a bulletin may praise: villages and items of which nothing that the result holds says otherwise.

use super::material::Material;
use super::{cite, drafts, tables};
use crate::analysis::lowering::tells_of_loss;
use crate::engine::assessment::{ItemResult, Posting, PostingKind, State, VillageResult};
use crate::number::Number;
use crate::report::paper::Text;
use crate::rulebook::{Item, Opens, Rulebook};
use crate::typed::NUMERALS;

/// Villages without a loss, villages that gained places, items in which nobody lost.
pub(super) fn merits(material: &Material<'_>) -> Vec<Text> {
    let assessment = material.assessment;
    let span = material.this_span();
    let mut found = Vec::new();
    let clean = assessment.villages.iter().enumerate();
    let clean = clean.filter(|(index, village)| is_clean_village(material, *index, village));
    let clean: Vec<Text> =
        clean.map(|(index, village)| cite::words(format!("/villages/{index}/name"), &village.name)).collect();
    if !clean.is_empty() {
        found.push(drafts::listed(clean).and(format!("{span}没有扣分。")));
    }
    let risen = tables::overall(assessment).into_iter().flat_map(|(index, standing)| {
        let rows = standing.rows.iter().enumerate();
        rows.filter(|(_, row)| row.veto.is_none() && row.change.is_some_and(|change| change > 0)).map(
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
    if !risen.is_empty() {
        found.push(Text::from("名次与上期相比，").and(drafts::listed(risen)).and("。"));
    }
    let first = assessment.villages.first().map_or(&[][..], |village| &village.items);
    let whole = first.iter().enumerate().filter(|(_, item)| is_clean_item(material, item));
    let whole: Vec<Text> = whole
        .map(|(place, item)| cite::words(format!("/villages/0/items/{place}/name"), &item.name))
        .collect();
    if !whole.is_empty() {
        found.push(drafts::listed(whole).and(format!("{span}各{}都没有扣分。", material.speech.unit())));
    }
    found.push("【补充典型做法】".into());
    found
}

/// Whether a village has a score from which nothing was deducted within the period, and no veto against it.
fn is_clean_village(material: &Material<'_>, index: usize, village: &VillageResult) -> bool {
    let is_whole = village.score.is_some() && village.lost.is_none_or(Number::is_zero);
    let has_veto =
        tables::own_place(material.assessment, &village.name).is_some_and(|own| own.row.veto.is_some());
    is_whole && !has_veto && tables::of_village(material, index, village).is_empty()
}

/// Whether not to have lost anything in an item is a merit of all: it begins with its full mark, so that it is no
/// bonus; it is scored everywhere; nothing was deducted, nor kept within limits; and nobody was charged by its clause.
fn is_clean_item(material: &Material<'_>, item: &ItemResult) -> bool {
    let Material { assessment, rulebook, .. } = *material;
    let id = item.id.as_str();
    let nodes = nodes(rulebook, id);
    let mut accounts = nodes.iter().filter_map(|node| node.account()).peekable();
    let begins_full = accounts.peek().is_some() && accounts.all(|account| account.opens == Opens::FullMark);
    let own = |village: &VillageResult| village.items.iter().filter(|own| own.id == id).cloned().collect();
    let all: Vec<ItemResult> =
        assessment.villages.iter().flat_map(|village| -> Vec<_> { own(village) }).collect();
    let is_scored = all.iter().all(|item| item.state == State::Scored && item.due.is_none());
    let speaks = |posting: &Posting| {
        let is_limit = matches!(posting.kind, PostingKind::Floor | PostingKind::Cap);
        assessment.period.contains(posting.date) && (is_limit || tells_of_loss(posting))
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

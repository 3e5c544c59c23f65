//! What lies below the items of the main table: a table for each part, so that whoever reads the score of a part sees what
//! it is made of.

use super::periods;
use super::places::{full_mark, full_marks_of, in_order, item_heading, scores, sees_places};
use super::{column, table};
use crate::analysis::limits;
use crate::engine::assessment::{Assessment, CadreResult, ItemColumns, ItemResult, Party};
use crate::publication::cite;
use crate::publication::material::Material;
use crate::publication::speech::Speech;
use crate::report::out_of_office::{InOffice, in_place_of_score};
use crate::report::paper::{PaperTable, Side, Text};
use crate::rulebook::{Field, Names};

/// One who is scored, or a part of theirs.
pub(super) struct Member<'a> {
    /// Who it is, as the first column has it.
    pub(super) name: Text,
    /// Where the result holds the node.
    pub(super) pointer: String,
    /// What lies below it.
    items: &'a [ItemResult],
    /// From when to when a cadre is in office.
    in_office: InOffice,
}

/// A part, with all who have it.
pub(super) struct Part<'a> {
    pub(super) heading: &'a ItemResult,
    pub(super) members: Vec<(Member<'a>, &'a ItemResult)>,
}

/// Those of all villages; behind them what came to the scores in each period, where totals are for the audience.
pub(in crate::publication) fn parts(assessment: &Assessment, speech: &Speech<'_>) -> Vec<PaperTable> {
    let unit = speech.unit();
    let members = members(assessment, in_order(assessment, speech).into_iter().map(|(index, _)| index));
    let whole = periods::of_whole(assessment, unit).filter(|_| sees_places(speech));
    below(&members, unit).into_iter().chain(whole).chain(periods::of_parts(&members, unit)).collect()
}

/// Those of some villages, by their index in the result.
pub(in crate::publication) fn parts_of(
    assessment: &Assessment,
    unit: &str,
    shown: impl IntoIterator<Item = usize>,
) -> Vec<PaperTable> {
    below(&members(assessment, shown), unit)
}

fn members(assessment: &Assessment, shown: impl IntoIterator<Item = usize>) -> Vec<Member<'_>> {
    let members = shown.into_iter().filter_map(|index| {
        let (village, pointer) = (assessment.villages.get(index)?, format!("/villages/{index}"));
        let name = cite::words(format!("{pointer}/name"), &village.name);
        Some(Member { name, pointer, items: &village.items, in_office: InOffice::default() })
    });
    members.collect()
}

/// Those of a cadre.
pub(in crate::publication) fn parts_of_cadre(index: usize, cadre: &CadreResult) -> Vec<PaperTable> {
    let pointer = format!("/cadres/{index}");
    let name = cite::words(format!("{pointer}/name"), &cadre.person.name);
    below(&[Member { name, pointer, items: &cadre.items, in_office: cadre.into() }], "姓名")
}

/// As many items as the widest of these tables has.
pub(super) fn most_items(items: &[ItemResult]) -> usize {
    let below = items.iter().map(ItemResult::made_of);
    below.map(|below| below.len().max(most_items(below))).max().unwrap_or(0)
}

/// The table of each part on a level, with those below it behind it.
fn below(level: &[Member<'_>], who: &str) -> Vec<PaperTable> {
    let mut tables = Vec::new();
    for part in parts_on(level, |item| !item.made_of().is_empty()) {
        tables.push(told(&part, who));
        let members: Vec<_> = part.members.into_iter().map(|(member, _)| member).collect();
        tables.extend(below(&members, who));
    }
    tables
}

/// The parts of some kind on a level, in the order of the scheme; those may have a part whom it concerns.
pub(super) fn parts_on<'a>(level: &[Member<'a>], is_such: impl Fn(&ItemResult) -> bool) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    for member in level {
        let made_up = member.items.iter().enumerate().filter(|(_, item)| item.is_shown() && is_such(item));
        for (place, item) in made_up {
            let pointer = format!("{}/items/{place}", member.pointer);
            let Member { name, in_office, .. } = member;
            let own =
                (Member { name: name.clone(), pointer, items: &item.items, in_office: *in_office }, item);
            match parts.iter_mut().find(|part| part.heading.is_same(item)) {
                Some(part) => part.members.push(own),
                None => parts.push(Part { heading: item, members: vec![own] }),
            }
        }
    }
    parts
}

/// The scores of what makes a part up, and its own behind them; the full marks in the first row.
fn told(part: &Part<'_>, who: &str) -> PaperTable {
    let heading = part.heading;
    let told = ItemColumns::of(part.members.iter().map(|(member, _)| member.items));
    let mut columns = vec![column(who, Side::Middle, 4)];
    columns.extend(told.items.iter().map(|(_, item)| column(item_heading(item), Side::Right, 3)));
    columns.push(column(item_heading(heading), Side::Right, 3));
    let mut rows: Vec<_> = full_marks(part, &told).into_iter().collect();
    rows.extend(part.members.iter().map(|(member, own)| row(member, own, &told)));
    let caption = Text::from(format!("{}各项得分", heading.name)).and(limits_told(part));
    PaperTable { caption, ..table(columns, 0, rows) }
}

/// The limits of the part that took hold of anybody's score: its row does not add up to it.
fn limits_told(part: &Part<'_>) -> Text {
    let mut known: Vec<String> = Vec::new();
    let mut told: Option<Text> = None;
    for (member, own) in &part.members {
        for (place, posting) in limits::in_force(&own.postings) {
            let reason = posting.reason.to_string();
            if known.contains(&reason) {
                continue;
            }
            let said = cite::sentence(format!("{}/postings/{place}/reason", member.pointer), &reason);
            told = Some(told.map_or_else(|| said.clone(), |told| told.and("，").and(said.clone())));
            known.push(reason);
        }
    }
    told.map_or_else(Text::default, |told| Text::from("（").and(told).and("）"))
}

/// The full marks of the items and of the part itself; nothing where nothing has one.
fn full_marks(part: &Part<'_>, told: &ItemColumns<'_>) -> Option<Vec<Text>> {
    let (member, own) = part.members.get(told.model)?;
    let mut marks = vec![Text::from("满分")];
    marks.extend(full_marks_of(&member.pointer, told));
    marks.push(full_mark(&member.pointer, own));
    let is_told = marks.iter().any(|mark| mark.figures().next().is_some());
    is_told.then_some(marks)
}

fn row(member: &Member<'_>, own: &ItemResult, told: &ItemColumns<'_>) -> Vec<Text> {
    let mut row = vec![member.name.clone()];
    row.extend(scores_in_office(member.in_office, (&member.pointer, member.items), told));
    let never = in_place_of_score(own, member.in_office);
    row.push(never.map_or_else(|| cite::item_score(&member.pointer, own), Text::from));
    row
}

/// The scores of items of somebody who may have been out of office on their day, and waits for nothing then.
pub(super) fn scores_in_office(
    in_office: InOffice,
    (base, items): (&str, &[ItemResult]),
    told: &ItemColumns<'_>,
) -> Vec<Text> {
    let cells = told.across(items).zip(scores(base, items, told)).map(|(found, score)| {
        found.and_then(|(_, item)| in_place_of_score(item, in_office)).map_or(score, Text::from)
    });
    cells.collect()
}

/// Whose score in a standing makes up for what is not applicable to them; for those alone who may read of each by name what
/// makes their scores up.
pub(in crate::publication) fn rescaled_cadres(material: &Material<'_>, standing: usize) -> Option<Text> {
    let Material { assessment, speech, .. } = material;
    let rows = &assessment.standings.get(standing)?.rows;
    let is_ranked = |cadre: &CadreResult| {
        rows.iter().any(|row| matches!(&row.who, Party::Cadre(person) if *person == cadre.person))
    };
    let cadres = assessment.cadres.iter().enumerate().filter(|(_, cadre)| is_ranked(cadre));
    let may_read = speech.audience().names == Names::Full && speech.audience().sees(Field::CadreScores);
    let cadres = cadres.filter(|_| may_read);
    cadres.filter_map(|(index, cadre)| cite::rescaled(&format!("/cadres/{index}"), cadre)).reduce(Text::and)
}

//! Places and scores of villages: the totals, and item by item.

mod own;

pub(in crate::publication) use own::{own_place, place_in_table, place_told};

use super::parts::{most_items, scores_in_office};
use super::periods::most_periods;
use super::{column, table};
use crate::engine::assessment::{
    Assessment, CadreResult, Derivation, ItemColumns, ItemResult, Party, StandingResult, StandingRow, State,
    VillageResult,
};
use crate::publication::cite;
use crate::publication::speech::Speech;
use crate::report::paper::{PaperTable, Side, Text};
use crate::rulebook::{Field, Subject};

/// Under this many items their scores fit into an upright page.
const FEW_ITEMS: usize = 6;

/// How wide a place within a class is: `川道村并列第1名`.
const WITH_CLASS: u32 = 8;

/// How wide a place is with the name of a veto behind it: more would break the figures of the row.
const WITH_VETO: u32 = 10;

/// Villages by place, each with its index in the result; group by group where nothing ranks all; unranked ones last, in
/// the order of the roster.
pub(in crate::publication) fn by_place(assessment: &Assessment) -> Vec<(usize, &VillageResult)> {
    let mut villages: Vec<_> = assessment.villages.iter().enumerate().collect();
    let groups = of_own_places(assessment);
    let place_of = |village: &VillageResult| {
        groups.iter().enumerate().find_map(|(group, (_, standing))| {
            let mut rows = standing.rows.iter();
            let own = rows.find(|row| matches!(&row.who, Party::Village(name) if *name == village.name))?;
            Some((group, own.rank.unwrap_or(usize::MAX)))
        })
    };
    villages.sort_by_key(|(index, village)| {
        let unplaced = (usize::MAX, usize::MAX);
        let in_group = place_of(village).unwrap_or(unplaced);
        (village.rank.is_none(), village.rank, in_group, *index)
    });
    villages
}

/// The standing that a village's own place is taken from, with its index.
pub(in crate::publication) fn overall(assessment: &Assessment) -> Option<(usize, &StandingResult)> {
    let mut standings = assessment.standings.iter().enumerate();
    standings.find(|(_, standing)| standing.is_overall(Subject::Village))
}

/// Places and scores of all villages: the running score, what could be had, what was lost in the period.
pub(in crate::publication) fn places(
    assessment: &Assessment,
    speech: &Speech<'_>,
    score_title: &str,
) -> Option<PaperTable> {
    let changes =
        |(_, standing): (usize, &StandingResult)| standing.rows.iter().any(|row| row.change.is_some());
    table_of_places(assessment, speech, score_title, overall(assessment).is_some_and(changes))
}

/// The same where the change against the period before would be taken for that by a correction.
pub(in crate::publication) fn corrected_places(
    assessment: &Assessment,
    speech: &Speech<'_>,
    score_title: &str,
) -> Option<PaperTable> {
    table_of_places(assessment, speech, score_title, false)
}

fn table_of_places(
    assessment: &Assessment,
    speech: &Speech<'_>,
    score_title: &str,
    shows_change: bool,
) -> Option<PaperTable> {
    if assessment.villages.is_empty() {
        return None;
    }
    let shows_loss = shows_loss(assessment);
    let shows_class = assessment.villages.iter().any(|village| !village.class.is_empty());
    let has_veto = assessment.villages.iter().any(|village| is_vetoed(assessment, village));
    // A place with its class before it, or the veto behind it, stays on its line as far as the page allows.
    let width = match overall(assessment) {
        _ if has_veto => WITH_VETO,
        Some(_) => 5,
        None => WITH_CLASS,
    };
    let mut columns = vec![column("名次", Side::Middle, width), column(speech.unit(), Side::Middle, 6)];
    if shows_class {
        columns.push(column("类别", Side::Middle, 4));
    }
    columns.push(column(score_title, Side::Right, 5));
    let shows_available = assessment.has_full_mark();
    if shows_available {
        columns.push(column("可得分", Side::Right, 5));
    }
    if shows_loss {
        columns.push(column("本期扣分", Side::Right, 5));
    }
    if shows_change {
        columns.push(column("名次变化", Side::Middle, 5));
    }
    let rows = by_place(assessment).into_iter().map(|(index, village)| {
        let base = format!("/villages/{index}");
        let mut row = vec![
            place_in_table(assessment, speech, index, village),
            cite::words(format!("{base}/name"), &village.name),
        ];
        if shows_class {
            row.push(cite::words(format!("{base}/class"), &village.class));
        }
        row.push(cite::closable(format!("{base}/score"), village.score, village.closed_told()));
        if shows_available {
            row.push(cite::fixed(format!("{base}/available"), village.available));
        }
        if shows_loss {
            let lost = village.lost.map(|lost| cite::fixed(format!("{base}/lost"), lost));
            row.push(lost.unwrap_or_default());
        }
        if shows_change {
            row.push(change(assessment, village));
        }
        row
    });
    Some(table(columns, 1, rows.collect()))
}

/// Whether the table of places has a column of what was lost.
pub(in crate::publication) fn shows_loss(assessment: &Assessment) -> bool {
    assessment.villages.iter().all(|village| village.lost.is_some())
}

/// The standings that the villages' own places are taken from: that of all, or those of the groups where nothing ranks
/// all.
pub(in crate::publication) fn of_places(assessment: &Assessment) -> Vec<&StandingResult> {
    of_own_places(assessment).into_iter().map(|(_, standing)| standing).collect()
}

fn of_own_places(assessment: &Assessment) -> Vec<(usize, &StandingResult)> {
    let is_of_group = |(_, standing): &(usize, &StandingResult)| standing.is_by_whole(Subject::Village);
    let among_groups = || assessment.standings.iter().enumerate().filter(is_of_group).collect();
    overall(assessment).map_or_else(among_groups, |overall| vec![overall])
}

/// Behind the place of a village: the veto against it.
fn veto_mark(assessment: &Assessment, speech: &Speech<'_>, village: &str) -> Text {
    own_place(assessment, village).map_or_else(Text::default, |own| mark(speech, own.row, &own.pointer))
}

/// `（否决：进京上访）`; without its name where the audience may not read what happened.
pub(super) fn mark(speech: &Speech<'_>, row: &StandingRow, pointer: &str) -> Text {
    match row.veto_name() {
        None => Text::default(),
        Some(veto) if names_veto(speech, row) => {
            Text::from("（否决：").and(cite::words(format!("{pointer}/veto"), veto)).and("）")
        }
        Some(_) => "（否决）".into(),
    }
}

/// Whether an audience may read what a veto is called, as it may read why points were lost: those of a village, or those of
/// a cadre where the event is of a person.
pub(in crate::publication) fn names_veto(speech: &Speech<'_>, row: &StandingRow) -> bool {
    let field = match row.who {
        Party::Village(_) => Field::Losses,
        _ => Field::CadreLosses,
    };
    let is_told = |veto: &str| !speech.keeps_to_itself(veto) && speech.betrayed(veto).is_none();
    speech.audience().sees(field) && row.veto_name().is_none_or(is_told)
}

/// Places gained or lost since the period before.
fn change(assessment: &Assessment, village: &VillageResult) -> Text {
    let found = overall(assessment).and_then(|(index, standing)| {
        let place = standing.rows.iter().position(|row| row.who == Party::Village(village.name.clone()))?;
        Some((format!("/standings/{index}/rows/{place}/change"), standing.rows.get(place)?.change?))
    });
    match found {
        None => "-".into(),
        Some((_, 0)) => "持平".into(),
        Some((pointer, gained)) => {
            let words = if gained > 0 { "升" } else { "降" };
            Text::from(words).and(cite::unsigned_count(pointer, gained))
        }
    }
}

/// Villages in the order in which an audience may read them: by place, or by the roster where places are not for it.
pub(super) fn in_order<'a>(
    assessment: &'a Assessment,
    speech: &Speech<'_>,
) -> Vec<(usize, &'a VillageResult)> {
    if sees_places(speech) { by_place(assessment) } else { assessment.villages.iter().enumerate().collect() }
}

/// Whether places and totals of villages are for an audience.
pub(super) fn sees_places(speech: &Speech<'_>) -> bool {
    speech.audience().sees(Field::Scores)
}

/// The scores of every item, village by village; the full marks in the first row. Places and totals only where they are for
/// the audience.
pub(in crate::publication) fn items(assessment: &Assessment, speech: &Speech<'_>) -> Option<PaperTable> {
    let shown = in_order(assessment, speech);
    if shown.is_empty() {
        return None;
    }
    let mut table = items_among(assessment, speech.unit(), &shown);
    if !sees_places(speech) {
        // The first column is the place, and the last the total.
        table.columns.remove(0);
        table.columns.pop();
        table.names_row = 0;
        for row in &mut table.rows {
            row.remove(0);
            row.pop();
        }
    }
    Some(table)
}

/// The same with what could be had beside the scores, where that is not the full mark of all: what is not due yet, or does
/// not apply, may lie deeper than the items that are shown.
pub(in crate::publication) fn items_with_available(
    assessment: &Assessment,
    speech: &Speech<'_>,
) -> Option<PaperTable> {
    let is_whole = |village: &VillageResult| match village.points {
        Some(points) => points == village.available,
        None => village.items.iter().flat_map(ItemResult::flattened).all(|item| item.state == State::Scored),
    };
    let mut table = items(assessment, speech)?;
    if assessment.villages.iter().all(is_whole) || !assessment.has_full_mark() {
        return Some(table);
    }
    table.columns.push(column("可得分", Side::Right, 3));
    let villages = by_place(assessment).into_iter();
    let available = villages
        .map(|(index, village)| cite::fixed(format!("/villages/{index}/available"), village.available));
    let full = (table.rows.len() > assessment.villages.len()).then(Text::default);
    for (row, cell) in table.rows.iter_mut().zip(full.into_iter().chain(available)) {
        row.push(cell);
    }
    Some(table)
}

/// Under a table of items: how they become the scores, by what the rows are scaled of those that have not all of them, and
/// which scores a floor or a cap holds.
pub(in crate::publication) fn scaled_rows(assessment: &Assessment) -> Option<Text> {
    let villages = by_place(assessment);
    let rows = villages
        .iter()
        .filter_map(|(index, village)| cite::rescaled(&format!("/villages/{index}"), *village));
    let scored: Vec<_> = villages.iter().map(|(index, village)| (*index, (*village).into())).collect();
    let longer = villages.first().and_then(|(_, village)| cite::longer(&village.items));
    let held = cite::held("/villages", &scored);
    longer.into_iter().chain(cite::weighing("/villages", &scored)).chain(rows).chain(held).reduce(Text::and)
}

/// The scores of one village's items, with the full marks.
pub(in crate::publication) fn items_of(
    assessment: &Assessment,
    unit: &str,
    village: usize,
) -> Option<PaperTable> {
    Some(items_among(assessment, unit, &[(village, assessment.villages.get(village)?)]))
}

/// The scores of one cadre's items, with the full marks.
pub(in crate::publication) fn items_of_cadre(index: usize, cadre: &CadreResult) -> PaperTable {
    let base = format!("/cadres/{index}");
    let told = ItemColumns::of(std::iter::once(cadre.items.as_slice()));
    let mut columns = vec![column("姓名", Side::Middle, 4)];
    columns.extend(told.items.iter().map(|(_, item)| column(item_heading(item), Side::Right, 3)));
    columns.push(column("得分", Side::Right, 3));
    let mut full = vec!["满分".into()];
    full.extend(full_marks_of(&base, &told));
    full.push(Text::default());
    let mut own = vec![cite::words(format!("{base}/name"), &cadre.person.name)];
    own.extend(scores_in_office(cadre.into(), (&base, &cadre.items), &told));
    own.push(cite::closable(format!("{base}/score"), cadre.score, cadre.closed_told()));
    table(columns, 0, with_full_marks(full, vec![own]))
}

fn items_among(assessment: &Assessment, unit: &str, shown: &[(usize, &VillageResult)]) -> PaperTable {
    let told = ItemColumns::of(assessment.villages.iter().map(|village| village.items.as_slice()));
    let has_veto = shown.iter().any(|(_, village)| is_vetoed(assessment, village));
    let is_grouped = overall(assessment).is_none();
    let is_shared = shown.iter().any(|(_, village)| is_tied(assessment, village));
    let width = if has_veto || is_grouped || is_shared { 5 } else { 3 };
    let mut columns = vec![column("名次", Side::Middle, width), column(unit, Side::Middle, 4)];
    columns.extend(told.items.iter().map(|(_, item)| column(item_heading(item), Side::Right, 3)));
    columns.push(column("得分", Side::Right, 3));
    let rows = shown.iter().map(|(index, village)| item_row(assessment, *index, village, &told));
    let mut full: Vec<Text> = vec!["".into(), "满分".into()];
    full.extend(full_marks_of(&format!("/villages/{}", told.model), &told));
    full.push(Text::default());
    table(columns, 1, with_full_marks(full, rows.collect()))
}

/// The full marks above the scores, where anything has one.
fn with_full_marks(full: Vec<Text>, mut rows: Vec<Vec<Text>>) -> Vec<Vec<Text>> {
    if full.iter().any(|cell| cell.figures().next().is_some()) {
        rows.insert(0, full);
    }
    rows
}

fn item_row(
    assessment: &Assessment,
    index: usize,
    village: &VillageResult,
    told: &ItemColumns<'_>,
) -> Vec<Text> {
    let base = format!("/villages/{index}");
    let has_veto = is_vetoed(assessment, village);
    let place = match own_place(assessment, &village.name) {
        Some(own) => place_within(
            own.standing.named_group(),
            format!("{}/rank", own.pointer),
            own.row.rank,
            own.row.tied,
        ),
        None => place_among(format!("{base}/rank"), village.rank, village.tied),
    };
    let mut row = vec![
        place.and(if has_veto { "（否决）" } else { "" }),
        cite::words(format!("{base}/name"), &village.name),
    ];
    row.extend(scores(&base, &village.items, told));
    row.push(cite::closable(format!("{base}/score"), village.score, village.closed_told()));
    row
}

/// A number right behind the name of a class reads as part of the name.
fn place_within(group: &str, pointer: String, rank: Option<usize>, tied: bool) -> Text {
    if group.is_empty() || rank.is_none() {
        return place_among(pointer, rank, tied);
    }
    Text::from(group).and(cite::place(pointer, rank, tied))
}

/// A dash where there is none.
fn place_among(pointer: String, rank: Option<usize>, tied: bool) -> Text {
    if rank.is_some() { cite::short_place(pointer, rank, tied) } else { "-".into() }
}

fn is_tied(assessment: &Assessment, village: &VillageResult) -> bool {
    own_place(assessment, &village.name).map_or(village.tied, |own| own.row.tied)
}

fn is_vetoed(assessment: &Assessment, village: &VillageResult) -> bool {
    own_place(assessment, &village.name).is_some_and(|own| own.row.veto.is_some())
}

pub(super) fn item_heading(item: &ItemResult) -> String {
    item.period.map_or_else(|| item.short.to_string(), |period| format!("{}{}", item.short, period.chinese()))
}

/// The full marks of columns, as the one has them whom the columns are taken from.
pub(super) fn full_marks_of(base: &str, told: &ItemColumns<'_>) -> impl Iterator<Item = Text> {
    told.items.iter().map(move |(place, item)| full_mark(&format!("{base}/items/{place}"), item))
}

/// The full mark of an item; nothing where it has none.
pub(super) fn full_mark(pointer: &str, item: &ItemResult) -> Text {
    let each = if adds_up_periods(item) { "每期" } else { "" };
    let points = item.points.map(|points| cite::exact(format!("{pointer}/points"), points));
    points.map(|points| Text::from(each).and(points)).unwrap_or_default()
}

/// What somebody has in each column; a dash where they have no such item.
pub(super) fn scores(base: &str, own: &[ItemResult], told: &ItemColumns<'_>) -> impl Iterator<Item = Text> {
    told.across(own).map(move |found| {
        found.map_or_else(
            || "-".into(),
            |(place, item)| cite::item_score(&format!("{base}/items/{place}"), item),
        )
    })
}

/// Whether an item is scored anew each period and all of them count, so that its full mark is that of one of them.
fn adds_up_periods(item: &ItemResult) -> bool {
    item.combine == Some(Derivation::Sum) && item.terms.iter().any(|term| term.period.is_some())
}

/// Whether the table of items needs pages of its own that lie on their side.
pub(in crate::publication) fn is_wide(assessment: &Assessment) -> bool {
    let most = |village: &VillageResult| village.items.len().max(most_items(&village.items));
    let items = assessment.villages.iter().map(most).max().unwrap_or(0);
    items.max(most_periods(assessment)) > FEW_ITEMS
}

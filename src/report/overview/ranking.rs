//! The tables of places: all villages with every item, then each further standing.

use super::super::document::{Column, Section};
use super::super::{adding_up, item_state, text, words};
use crate::engine::assessment::{
    Assessment, CadreResult, ItemColumns, ItemResult, Party, StandingResult, StandingRow, VillageResult,
    shown_items,
};
use crate::rulebook::Subject;

/// The column of classes.
const CLASS_COLUMN: usize = 2;

/// The column that only a standing of cadres has.
const NAME_COLUMN: usize = 2;

/// The table of all villages, then the other standings.
pub(super) fn sections(assessment: &Assessment) -> Vec<Section> {
    let main = overall(assessment);
    let others = assessment.standings.iter().filter(|standing| {
        main.is_none_or(|main| (&main.id, &main.group) != (&standing.id, &standing.group))
    });
    let villages = (!assessment.villages.is_empty()).then(|| main_table(assessment, main));
    let mut others: Vec<&StandingResult> = others.collect();
    others.sort_by_key(|standing| {
        let first = assessment.standings.iter().position(|other| other.id == standing.id);
        (first, first_cadre(assessment, standing))
    });
    villages
        .into_iter()
        .chain(others.into_iter().map(|standing| standing_table(assessment, standing)))
        .collect()
}

/// Which of its cadres the roster names first: posts stand in the order of the roster.
fn first_cadre(assessment: &Assessment, standing: &StandingResult) -> Option<usize> {
    let is_in = |cadre: &CadreResult| {
        standing.rows.iter().any(|row| matches!(&row.who, Party::Cadre(person) if *person == cadre.person))
    };
    assessment.cadres.iter().position(is_in)
}

/// The first standing over all villages: the one that a village's own place is taken from.
pub(in crate::report) fn overall(assessment: &Assessment) -> Option<&StandingResult> {
    assessment.standings.iter().find(|standing| standing.is_overall(Subject::Village))
}

/// Villages by place, each with its row of the standing; in the order of the roster if nothing ranks them all.
pub(in crate::report) fn villages(assessment: &Assessment) -> Vec<(&VillageResult, Option<&StandingRow>)> {
    let find = |name: &str| assessment.villages.iter().find(|village| village.name == name);
    match overall(assessment) {
        None => {
            assessment.villages.iter().map(|village| (village, own_row(assessment, &village.name))).collect()
        }
        Some(standing) => standing
            .rows
            .iter()
            .filter_map(|row| find(row.who.name()).map(|village| (village, Some(row))))
            .collect(),
    }
}

/// The row of a village in the standing of its own group.
fn own_row<'a>(assessment: &'a Assessment, village: &str) -> Option<&'a StandingRow> {
    let standings = assessment.standings.iter().filter(|standing| standing.is_by_whole(Subject::Village));
    standings.flat_map(|standing| &standing.rows).find(|row| row.who.name() == village)
}

fn main_table(assessment: &Assessment, main: Option<&StandingResult>) -> Section {
    let villages = villages(assessment);
    let heading = main.map_or("各村得分", |standing| standing.name.as_str());
    let ranks = villages.iter().map(|(village, row)| place_of(village, *row));
    let mut columns =
        vec![place_column(ranks), Column::name("村"), Column::text("类别").tight().fold_into(1)];
    let items = || villages.iter().map(|(village, _)| village.items.as_slice());
    let told = ItemColumns::of(items());
    columns.extend(score_columns(&told, items()));
    let score = columns.len();
    columns.extend(["得分", "可得分"].map(Column::figure));
    columns.push(Column::figure("本期变动").fold_late_into(score));
    columns.push(Column::text("升降").tight().fold_into(0));
    let mut rows: Vec<Vec<String>> =
        villages.iter().map(|(village, row)| village_row(village, *row, &told)).collect();
    drop_unchanged(&mut columns, &mut rows);
    if !assessment.has_full_mark() {
        drop_column(score + 1, &mut columns, &mut rows);
    }
    drop_classes(&mut columns, &mut rows);
    let mut section = Section::new(heading);
    let shown = villages.iter().flat_map(|(village, _)| shown_items(&village.items));
    let placed = assessment.standings.iter().flat_map(|standing| &standing.rows);
    let wholes =
        villages.iter().map(|(village, _)| village.closed_told()).chain(placed.map(StandingRow::closed_told));
    section.paragraphs.extend(item_state::legend(&shown, wholes, Subject::Village));
    let items = villages.iter().flat_map(|(village, _)| &village.items);
    section.paragraphs.extend(adding_up::weighing_in_words(&assessment.villages));
    section.paragraphs.extend(adding_up::longer(villages.iter().flat_map(|(village, _)| &village.items)));
    section.paragraphs.extend(adding_up::all_rescaled(villages.iter().map(|(village, _)| *village)));
    section.paragraphs.extend(adding_up::held_in_words(villages.iter().map(|(village, _)| *village)));
    section.paragraphs.extend(adding_up::change_note(items).map(str::to_owned));
    section.table(columns, rows)
}

/// The columns of the items' scores.
pub(super) fn score_columns<'a>(
    told: &ItemColumns<'_>,
    rows: impl Iterator<Item = &'a [ItemResult]>,
) -> Vec<Column> {
    let columns = told.items.iter().map(|(_, item)| Column::figure(item.short.as_str()));
    let mut columns: Vec<Column> = columns.collect();
    for row in rows {
        for (column, score) in columns.iter_mut().zip(scores(told, row)) {
            // 未到期 is one word; figures are never broken anyway.
            if !score.is_ascii() {
                column.at_least = column.at_least.max(text::width(&score));
            }
        }
    }
    columns
}

/// What somebody has in each column; a dash where they have no such item.
pub(super) fn scores(told: &ItemColumns<'_>, own: &[ItemResult]) -> impl Iterator<Item = String> {
    told.across(own)
        .map(|found| found.map_or_else(|| "-".to_owned(), |(_, item)| item_state::item_score(item)))
}

/// A place, and whether it is shared.
type Place = (Option<usize>, bool);

/// The place of a village: that in its own group where nothing ranks all.
fn place_of(village: &VillageResult, row: Option<&StandingRow>) -> Place {
    row.map_or((village.rank, village.tied), |row| (row.rank, row.tied))
}

/// The column of places, none of which is ever broken; a veto behind one may be.
fn place_column(places: impl Iterator<Item = Place>) -> Column {
    let widths = places.map(|(rank, tied)| text::width(&words::rank(rank, tied)));
    Column { at_least: widths.max().unwrap_or(0), ..Column::text("名次").key() }
}

/// Takes the column of classes away where no village has one.
fn drop_classes(columns: &mut Vec<Column>, rows: &mut [Vec<String>]) {
    if rows.iter().all(|row| row.get(CLASS_COLUMN).is_none_or(String::is_empty)) {
        drop_column(CLASS_COLUMN, columns, rows);
    }
}

fn drop_column(index: usize, columns: &mut Vec<Column>, rows: &mut [Vec<String>]) {
    columns.remove(index);
    rows.iter_mut().for_each(|row| drop(row.remove(index)));
}

/// Takes the last column away where nobody has an earlier place.
fn drop_unchanged(columns: &mut Vec<Column>, rows: &mut [Vec<String>]) {
    let none = words::rank_change(None);
    if rows.iter().all(|row| row.last() == Some(&none)) {
        columns.pop();
        rows.iter_mut().for_each(|row| drop(row.pop()));
    }
}

/// The places again in a few lines: what scrolled away stands at the end of what is shown.
pub(super) fn in_short(assessment: &Assessment) -> Option<Section> {
    let places: Vec<String> = villages(assessment)
        .into_iter()
        .map(|(village, row)| {
            let (rank, tied) = place_of(village, row);
            let place = words::rank_with_veto(rank, tied, row.and_then(StandingRow::veto_name));
            format!("{} {}（{place}）", village.name, words::village_score(village))
        })
        .collect();
    let draft = if assessment.draft { words::DRAFT } else { "" };
    let heading = overall(assessment).map_or("得分", |standing| standing.name.as_str());
    (!places.is_empty()).then(|| Section::new(format!("{heading}{draft}：")).paragraph(places.join("、")))
}

fn village_row(village: &VillageResult, row: Option<&StandingRow>, told: &ItemColumns<'_>) -> Vec<String> {
    let (rank, tied) = place_of(village, row);
    let veto = row.and_then(StandingRow::veto_name);
    let mut cells =
        vec![words::rank_with_veto(rank, tied, veto), village.name.to_string(), village.class.to_string()];
    cells.extend(scores(told, &village.items));
    cells.push(words::village_score(village));
    cells.push(words::full_mark(village.available));
    cells.push(words::figure(village.period_change));
    cells.push(words::rank_change(row.and_then(|row| row.change)));
    cells
}

fn standing_table(assessment: &Assessment, standing: &StandingResult) -> Section {
    let group = standing.named_group();
    let heading =
        if group.is_empty() { standing.name.clone() } else { format!("{}（{group}）", standing.name) };
    let rows = standing.rows.iter().map(|row| {
        vec![
            words::rank_with_veto(row.rank, row.tied, row.veto_name()),
            row.who.village().to_owned(),
            match row.who {
                Party::Cadre(_) => words::name(assessment, &row.who),
                Party::Village(_) | Party::Household { .. } => String::new(),
            },
            words::standing_score(row),
            words::rank_change(row.change),
        ]
    });
    let mut columns = vec![
        place_column(standing.rows.iter().map(|row| (row.rank, row.tied))),
        Column::name("村"),
        Column::name("姓名"),
        Column::figure("得分"),
        Column::text("名次变化"),
    ];
    let mut rows: Vec<Vec<String>> = rows.collect();
    if standing.rows.iter().all(|row| matches!(row.who, Party::Village(_))) {
        drop_column(NAME_COLUMN, &mut columns, &mut rows);
    }
    drop_unchanged(&mut columns, &mut rows);
    Section::new(heading).table(columns, rows)
}

//! What may be typed into a column, as the file format says it, and the hidden sheet of words for drop-downs.
//!
//! Lists go through defined names: older programs know no drop-down from another sheet without one.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, Workbook, Worksheet, XlsxError,
    utility,
};

use super::blank::{FIRST_ROW, LISTS};
use crate::number::Number;
use crate::period::Date;
use crate::report::template::{Blank, Cell, Check, Column, Sheet};
use crate::report::text;

/// What the file format takes for a title and for words of a hint, in characters.
const TITLE: usize = 30;
const WORDS: usize = 250;
/// The same of the formula that checks a cell.
const FORMULA: usize = 255;

/// The villages of the cadres, and the first name among the cadres.
const PEOPLE_VILLAGES: &str = "ck_people_villages";
const FIRST_PERSON: &str = "ck_people_first";

/// Checks the cells of a column, and hints at what belongs into them.
pub(super) fn check(
    worksheet: &mut Worksheet,
    (sheet, column): (&Sheet, &Column),
    blank: &Blank,
    place: u16,
    last_row: u32,
) -> Result<(), XlsxError> {
    if !column.head_hint.is_empty() {
        let hint = hinted(DataValidation::new().allow_any_value(), "会议", &column.head_hint)?;
        worksheet.add_data_validation(FIRST_ROW - 1, place, FIRST_ROW - 1, place, &hint)?;
    }
    // Columns that may be added have no cells yet.
    let is_filled_in =
        |row: &Vec<Cell>| !matches!(row.get(usize::from(place)), Some(Cell::Printed(_) | Cell::Closed));
    if sheet.empty_rows == 0 && !sheet.rows.iter().any(is_filled_in) {
        return Ok(());
    }
    let title = if column.head.is_empty() { "签到" } else { &column.head };
    let rule = hinted(rule(&column.check, blank, place), title, &column.hint)?;
    worksheet.add_data_validation(FIRST_ROW, place, last_row, place, &rule)?;
    Ok(())
}

fn clipped(words: &str, most: usize) -> String {
    words.chars().take(most).collect()
}

fn hinted(rule: DataValidation, title: &str, hint: &str) -> Result<DataValidation, XlsxError> {
    let rule = rule.set_input_title(clipped(title, TITLE))?.set_input_message(clipped(hint, WORDS))?;
    rule.set_error_title("填写有误")?.set_error_message(clipped(hint, WORDS))
}

/// The width of the longest words that belong into a column; none for figures, which do not wrap.
pub(super) fn longest(check: &Check, blank: &Blank) -> Option<usize> {
    let listed = |key: &str| {
        let list = blank.lists.iter().find(|list| list.key == key)?;
        list.words.iter().map(|word| text::width(word)).max()
    };
    match check {
        Check::Text => Some(usize::MAX),
        Check::Only(key) | Check::Mostly(key) | Check::Offer(key) => listed(key),
        Check::CadreOf(_) => blank.people.iter().map(|(_, name)| text::width(name)).max(),
        Check::In(..) | Check::Day(..) | Check::Count | Check::Number { .. } => None,
    }
}

/// The rule, with how hard it insists.
fn rule(check: &Check, blank: &Blank, place: u16) -> DataValidation {
    let first = utility::row_col_to_cell(FIRST_ROW, place);
    let warn = |rule: DataValidation| rule.set_error_style(DataValidationErrorStyle::Warning);
    let any = || DataValidation::new().allow_any_value();
    let list = |key: &str| {
        let known = blank.lists.iter().any(|list| list.key == key);
        known.then(|| DataValidation::new().allow_list_formula(Formula::new(format!("={}", name_of(key)))))
    };
    match check {
        Check::Text => any(),
        Check::Only(key) => list(key).unwrap_or_else(any),
        Check::Mostly(key) => warn(list(key).unwrap_or_else(any)),
        Check::Offer(key) => list(key).unwrap_or_else(any).show_error_message(false),
        Check::CadreOf(_) if blank.people.is_empty() => any(),
        Check::CadreOf(village) => {
            let village = u16::try_from(*village).unwrap_or(0);
            let village = format!("${}{}", utility::column_number_to_name(village), FIRST_ROW + 1);
            let own = format!(
                "=OFFSET({FIRST_PERSON},MATCH({village},{PEOPLE_VILLAGES},0)-1,0,COUNTIF({PEOPLE_VILLAGES},{village}),1)"
            );
            warn(DataValidation::new().allow_list_formula(Formula::new(own)))
        }
        Check::In(sheet, column) => {
            let column = utility::column_number_to_name(*column);
            let (first, last) = (FIRST_ROW + 1, FIRST_ROW + 1000);
            let range = format!("='{sheet}'!${column}${first}:${column}${last}");
            warn(DataValidation::new().allow_list_formula(Formula::new(range)))
        }
        Check::Day(from, until) => DataValidation::new().allow_date_formula(match (from, until) {
            (Some(from), Some(until)) => DataValidationRule::Between(day(*from), day(*until)),
            (None, Some(until)) => DataValidationRule::LessThanOrEqualTo(day(*until)),
            (Some(from), None) => DataValidationRule::GreaterThanOrEqualTo(day(*from)),
            (None, None) => DataValidationRule::GreaterThanOrEqualTo(Formula::new("=DATE(1950,1,1)")),
        }),
        Check::Count => DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(1)),
        Check::Number { least, most, or } => {
            let formula = number(&first, *least, *most, or);
            // The file format takes no longer one; what is typed is looked at when it is read.
            let fits = formula.chars().count() <= FORMULA;
            if fits { DataValidation::new().allow_custom(Formula::new(formula)) } else { any() }
        }
    }
}

fn day(day: Date) -> Formula {
    Formula::new(format!("=DATE({},{},{})", day.year(), day.month(), day.day()))
}

/// That a cell holds a number within bounds, or one of the words.
fn number(cell: &str, least: Option<Number>, most: Option<Number>, or: &[String]) -> String {
    let lower = least.map(|least| format!(",{cell}>={least}")).unwrap_or_default();
    let upper = most.map(|most| format!(",{cell}<={most}")).unwrap_or_default();
    let within = format!("AND(ISNUMBER({cell}){lower}{upper})");
    let quoted = |word: &String| format!("{cell}=\"{}\",", word.replace('"', "\"\""));
    let words: String = or.iter().map(quoted).collect();
    if words.is_empty() { format!("={within}") } else { format!("=OR({words}{within})") }
}

/// The defined name of a list.
fn name_of(key: &str) -> String {
    format!("ck_{key}")
}

/// The hidden sheet: villages and names of cadres side by side, then a column a list.
pub(super) fn write_lists(workbook: &mut Workbook, blank: &Blank) -> Result<(), XlsxError> {
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(LISTS)?.set_hidden(true).protect();
    worksheet.write_string(0, 0, "村")?.write_string(0, 1, "姓名")?;
    for ((village, name), row) in blank.people.iter().zip(1..) {
        worksheet.write_string(row, 0, village)?.write_string(row, 1, name)?;
    }
    for (list, column) in blank.lists.iter().zip(2..) {
        worksheet.write_string(0, column, list.key)?;
        for (word, row) in list.words.iter().zip(1..) {
            worksheet.write_string(row, column, word)?;
        }
    }
    for (list, column) in blank.lists.iter().zip(2..) {
        workbook.define_name(name_of(list.key), &range(column, list.words.len()))?;
    }
    if !blank.people.is_empty() {
        workbook.define_name(PEOPLE_VILLAGES, &range(0, blank.people.len()))?;
        workbook.define_name(FIRST_PERSON, &range(1, 1))?;
    }
    Ok(())
}

/// So many cells below the head of a column of the hidden sheet.
fn range(column: u16, count: usize) -> String {
    let column = utility::column_number_to_name(column);
    format!("='{LISTS}'!${column}$2:${column}${}", count + 1)
}

//! What a sheet shows and was once read as something else: two tables in a sheet, numbers of columns, units that stand
//! elsewhere, figures that are taken back, and notes that are no rows.

use super::workspace::{Outcome, Workspace, error, january, said, warning};

const DUTIES: &[&str] = &["村", "村民会议", "党务公开"];

fn codes(outcome: &Outcome) -> Vec<String> {
    outcome.problems().into_iter().map(|(code, place, _)| format!("{code} {place}")).collect()
}

#[test]
fn a_unit_in_the_format_of_a_cell_is_as_if_it_were_typed() {
    let read = |cell| {
        let outcome = january("指标进度", &[&["村", "集资已收(元)"], &["1村", cell]]).read();
        let readings = outcome.village("1村").readings("集资已收").iter();
        let figures: Vec<_> = readings.filter_map(|one| one.value).map(|value| value.to_string()).collect();
        (codes(&outcome), figures)
    };
    assert_eq!(read("&0.0\"万\"|1.5"), read("1.5万"));
    assert_eq!(read("&0.0\"公斤\"|1.5"), read("1.5公斤"));
    assert_eq!(read("&0.0\"公斤\"|1.5").0, ["cell-unreadable B2"]);
    assert_eq!(read("&0.0\"元\"|1.5"), (vec![], vec!["1.5".to_owned()]));
    // Shown as 1.5万, and 15000 of the unit.
    assert_eq!(read("&0!.0,\"万\"|15000"), (vec![], vec!["15000".to_owned()]));
}

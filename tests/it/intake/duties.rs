//! 规定动作: what a cell of a duty says.

use cunkao::fact::DutyValue;
use cunkao::number::Number;
use cunkao::period::date;

use super::workspace::{Outcome, Workspace, error, january, warning};

const DUTY: &str = "村民会议";

fn cell(typed: &str) -> Outcome {
    january("规定动作", &[&["村", DUTY], &["1村", typed]]).read()
}

fn values(outcome: &Outcome) -> Vec<DutyValue> {
    outcome.village("1村").duty(DUTY).iter().map(|cell| cell.value).collect()
}

fn times(count: u32) -> DutyValue {
    DutyValue::Times(Number::from(count))
}

fn fifth() -> DutyValue {
    DutyValue::On(date(2024, 1, 5).unwrap())
}

#[track_caller]
fn reads(typed: &str, value: DutyValue) {
    let outcome = cell(typed);
    assert_eq!(values(&outcome), [value], "{typed}");
    assert_eq!(outcome.problems(), [], "{typed}");
    assert_eq!(outcome.village("1村").duty(DUTY)[0].cell.address(), "B2");
}

#[track_caller]
fn refuses(typed: &str, code: &str) {
    let outcome = cell(typed);
    assert_eq!(values(&outcome), [], "{typed}");
    assert_eq!(outcome.problems(), error(code, "B2"), "{typed}");
}

#[test]
fn a_number_is_how_often() {
    for typed in ["#2", "2", "２", "2次", " 2 "] {
        reads(typed, times(2));
    }
}

#[test]
fn a_tick_is_once() {
    for typed in ["√", "✓", "✔", " √ "] {
        reads(typed, times(1));
    }
}

#[test]
fn a_date_is_once_on_that_day() {
    for typed in ["@2024-01-05", "1月5日", "2024年1月5日", "2024.1.5", "2024-1-5"] {
        reads(typed, fifth());
    }
}

#[test]
fn a_day_in_brackets_behind_a_tick_is_its_day() {
    for typed in ["√（1月5日）", "√(1.5)", "✔（2024.1.5）"] {
        let outcome = cell(typed);
        assert_eq!(values(&outcome), [fifth()], "{typed}");
        assert_eq!((outcome.problems(), outcome.noted()), (vec![], vec!["B2".to_owned()]), "{typed}");
    }
    refuses("√（2月5日）", "date-outside-month");
}

#[test]
fn a_date_outside_the_month_is_an_error() {
    for typed in ["@2024-02-05", "2月5日", "2023.1.5"] {
        refuses(typed, "date-outside-month");
    }
}

#[test]
fn not_done_is_zero_times() {
    for typed in ["未", "#0", "0"] {
        reads(typed, times(0));
    }
}

#[test]
fn not_applicable_takes_the_duty_off() {
    reads("不适用", DutyValue::NotApplicable);
}

#[test]
fn blank_says_nothing() {
    for typed in ["", "  ", "\u{3000}"] {
        let outcome = cell(typed);
        assert_eq!(values(&outcome), []);
        assert_eq!(outcome.problems(), []);
    }
}

#[test]
fn nonsense_is_an_error_that_quotes_it() {
    for typed in ["好", "#1.5", "#-1", "%0.5", "2-3", "约5", "√√", "4月31日", "2024.1"] {
        refuses(typed, "cell-unreadable");
    }
    assert!(cell("约5").messages().contains("约5"));
    assert!(cell("完成").hints().contains("做了一次填 √"));
}

#[test]
fn a_date_that_lost_its_format_is_not_forty_thousand_times() {
    let outcome = cell("#45296");
    assert_eq!(values(&outcome), [fifth()]);
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.noted(), ["B2"]);
    // 2024-02-08: no day of this month, and no count.
    refuses("#45330", "cell-unreadable");
}

#[test]
fn cells_of_one_month_add_up() {
    let rows: &[&[&str]] = &[&["村", DUTY], &["1村", "1月5日"], &["1村", "1月20日"]];
    let outcome = january("规定动作", rows).read();
    assert_eq!(values(&outcome).len(), 2);
    assert_eq!(outcome.problems(), []);
}

#[test]
fn equal_cells_of_one_month_both_count_and_are_told() {
    let rows: &[&[&str]] = &[&["村", DUTY], &["1村", "√"], &["1村", "√"]];
    let outcome = january("规定动作", rows).read();
    assert_eq!(values(&outcome), [times(1), times(1)]);
    assert_eq!(outcome.problems(), warning("repeated-row", "B3"));
}

#[test]
fn a_duty_that_the_sheet_leaves_out_says_nothing() {
    let outcome = january("规定动作", &[&["村", "党务公开"], &["1村", "√"]]).read();
    assert_eq!(values(&outcome), []);
    assert_eq!(outcome.problems(), []);
}

/// Two rows of one village, of which one may be another's: what they say together is told.
#[test]
fn a_village_in_two_rows_that_contradict_each_other_is_told() {
    for (first, second) in [("未", "√"), ("#2", "#0")] {
        let rows: &[&[&str]] = &[&["村", DUTY], &["1村", first], &["1村", second]];
        let outcome = january("规定动作", rows).read();
        assert_eq!(outcome.problems(), warning("repeated-row", "B3"), "{first} {second}");
        assert!(outcome.messages().contains("一行填没有做，一行填做了"), "{}", outcome.messages());
    }
    assert_eq!(january("规定动作", &[&["村", DUTY], &["1村", "#2"], &["1村", "#1"]]).read().problems(), []);
}

/// One office says that a village need not do it, another that it did, or did not.
#[test]
fn not_applicable_in_one_of_two_files_is_an_error() {
    let read = |one: &str, other: &str| {
        let rows = |typed| [vec!["村".to_owned(), DUTY.to_owned()], vec!["1村".to_owned(), typed]].to_vec();
        Workspace::new()
            .sheet_of("2024-01/党建办.xlsx", "规定动作", rows(one.to_owned()))
            .sheet_of("2024-01/综治办.xlsx", "规定动作", rows(other.to_owned()))
            .read()
            .problems()
    };
    for (one, other) in [("不适用", "√"), ("√", "不适用"), ("不适用", "未"), ("1月5日", "不适用")]
    {
        assert_eq!(read(one, other), error("two-sources", "B2"), "{one} {other}");
    }
    assert_eq!(read("不适用", "不适用"), []);
}

/// Four rounds a month: √ may stand for all of them, and counts for one.
#[test]
fn a_tick_for_what_is_wanted_several_times_a_month_is_told() {
    let read = |typed: &str| {
        let rows: &[&[&str]] = &[&["村", DUTY], &["1村", typed]];
        january("规定动作", rows).read_under(|declarations| {
            let duty = declarations.duties.iter_mut().find(|duty| duty.name == DUTY).unwrap();
            duty.times_a_month = Some(Number::from(4));
        })
    };
    for typed in ["√", "√（1月20日）", "1月20日"] {
        let outcome = read(typed);
        assert_eq!(outcome.problems(), warning("tick-once", "B2"), "{typed}");
        assert!(outcome.messages().contains("每月应做4次"), "{}", outcome.messages());
    }
    for typed in ["#1", "#4", "4次", "未", "不适用"] {
        assert_eq!(read(typed).problems(), [], "{typed}");
    }
}

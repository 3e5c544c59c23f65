//! Old workbooks (.xls, .et): the same meanings, and no damage that stops the reader.

use cunkao::fact::DutyValue;
use cunkao::number::Number;
use cunkao::period::date;
use proptest::collection::vec;
use proptest::prelude::*;

use super::workspace::{Outcome, Workspace};
use crate::support::repository;

fn bytes() -> Vec<u8> {
    std::fs::read(repository("tests/workbooks/duties.xls")).unwrap()
}

fn named(name: &str, bytes: Vec<u8>) -> Outcome {
    Workspace::new().file(&format!("records/2024-01/{name}"), bytes).read()
}

#[test]
fn an_old_workbook_is_read_whatever_its_ending() {
    for name in ["a.xls", "a.et", "a.xlsx"] {
        let outcome = named(name, bytes());
        assert_eq!(outcome.problems(), [], "{name}");
        let duty = |village: &str, duty: &str| {
            let cells = outcome.village(village).duty(duty).iter();
            cells.map(|cell| (cell.value, cell.cell.address())).collect::<Vec<_>>()
        };
        assert_eq!(duty("1村", "村民会议"), [(DutyValue::Times(Number::from(2)), "B2".to_owned())]);
        assert_eq!(duty("1村", "党务公开"), [(DutyValue::Times(Number::ONE), "C2".to_owned())]);
        let fifth = date(2024, 1, 5).unwrap();
        assert_eq!(duty("2村", "村民会议"), [(DutyValue::On(fifth), "B3".to_owned())]);
        assert_eq!(duty("2村", "党务公开"), [(DutyValue::Times(Number::ZERO), "C3".to_owned())]);
    }
}

#[test]
fn a_truncated_old_workbook_is_damaged() {
    let whole = bytes();
    for keep in [8, 512, 1024, whole.len() / 2] {
        let problems = named("a.xls", whole[..keep].to_vec()).problems();
        assert_eq!(problems.len(), 1, "{keep}: {problems:?}");
        assert_eq!(problems[0].0, "file-unreadable");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_to_an_old_workbook_stops_the_reader(
        damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..10),
    ) {
        let mut bytes = bytes();
        for (place, byte) in damage {
            let index = place.index(bytes.len());
            bytes[index] = byte;
        }
        prop_assert_eq!(named("a.xls", bytes).records.months.len(), 1);
    }
}

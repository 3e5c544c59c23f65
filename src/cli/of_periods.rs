//! What the results of several periods say of one cell with other figures: each says its period then, since they would
//! contradict each other.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostics, Location};
use crate::period::Period;

/// What is counted within a period, so that it differs from one to the other.
const CODES: &[Code] = &[Code::CarriedLost, Code::OutOfForce];

/// All that was said, one period after the other and the longer behind those that they hold. What every period says that
/// speaks of a cell is said as it is; what some say is said once, with the last of them.
pub(super) fn told(said: &[(Period, Diagnostics)]) -> Diagnostics {
    let mut speaking: BTreeMap<(&Location, Code, i16), Vec<Period>> = BTreeMap::new();
    let mut saying: BTreeMap<(&Location, Code, i16, &str), Vec<Period>> = BTreeMap::new();
    for (period, found) in said {
        for one in found.iter().filter(|one| CODES.contains(&one.code)) {
            let year = period.year();
            note(speaking.entry((&one.location, one.code, year)).or_default(), *period);
            note(saying.entry((&one.location, one.code, year, &one.message)).or_default(), *period);
        }
    }
    let mut all = Diagnostics::new();
    for (period, found) in said {
        for one in found.iter() {
            let year = period.year();
            let speaking = speaking.get(&(&one.location, one.code, year));
            let saying = saying.get(&(&one.location, one.code, year, one.message.as_str()));
            let mut one = one.clone();
            if speaking != saying.filter(|_| speaking.is_some()) {
                // Facts up to a day hold those up to an earlier one.
                let holds_earlier = one.code == Code::OutOfForce;
                let told_with = if holds_earlier { speaking } else { saying };
                if told_with.and_then(|periods| periods.last()) != Some(period) {
                    continue;
                }
                if !holds_earlier {
                    one.message = format!("{}：{}", period.chinese(), one.message);
                }
            }
            all.push(one);
        }
    }
    all
}

fn note(periods: &mut Vec<Period>, period: Period) {
    if periods.last() != Some(&period) {
        periods.push(period);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;

    fn told_of(code: Code, said: &[(&str, &[&str])]) -> Vec<String> {
        let found = |messages: &[&str]| {
            let mut found = Diagnostics::new();
            for message in messages {
                let place = Location::File("records/2024-11/补扣补加.xlsx".to_owned());
                found.push(Diagnostic::warning(code, place, *message));
            }
            found
        };
        let said: Vec<_> =
            said.iter().map(|(period, told)| (Period::parse(period).unwrap(), found(told))).collect();
        told(&said).sorted().iter().map(|one| one.message.clone()).collect()
    }

    #[test]
    fn other_figures_of_one_cell_say_of_which_period_they_are() {
        let month = ("2024-12", &["只计入0.5分"][..]);
        let none = ["只计入0分"];
        assert_eq!(
            told_of(Code::CarriedLost, &[month, ("2024-Q4", &none), ("2024", &none)]),
            ["2024年12月：只计入0.5分", "2024年度：只计入0分"]
        );
        assert_eq!(told_of(Code::CarriedLost, &[month, ("2024", month.1)]), month.1);
        assert_eq!(told_of(Code::CarriedLost, &[month]), month.1);
        let both = ["只计入0.5分", "在“考核”里只计入0分"];
        assert_eq!(told_of(Code::CarriedLost, &[("2024-12", &both), ("2024", &both)]), both);
    }

    #[test]
    fn of_a_count_that_grows_the_last_is_told() {
        let said = [("2024-01", &["共 12 处"][..]), ("2024-02", &["共 24 处"])];
        assert_eq!(told_of(Code::OutOfForce, &said), ["共 24 处"]);
    }
}

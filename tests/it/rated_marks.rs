//! A mark that several people give is moved as one: by what would get there, and by what is assumed.

use std::fs;

use cunkao::analysis::Grounds;
use cunkao::analysis::reach::{Asked, Reach, reach};
use cunkao::analysis::what_if::{Assumption, Place, assume};
use cunkao::engine;
use cunkao::number::Number;
use cunkao::period::{Month, Period};
use cunkao::records::Records;
use cunkao::rulebook::{self, Rulebook};

/// 1村 has (80 + 80 + 85) ÷ 3 = 81⅔ without 95 and 70; 2村 has 90. 己 abstains.
const RULEBOOK: &str = r#"title = "评议"
version = "1"
posts = []

[village]
name = "考核"
clause = "一"
points = 100
combine = "sum"
floor = "none"
cap = "none"
round = "two-places"
accrue = "year"

[[item]]
id = "panel"
name = "班子评分"
clause = "一"
subject = "village"
points = 100
opens = "nothing"
floor = "zero"
cap = 100
when-not-applicable = "zero"
when-not-reported = "error"

[[item.rule]]
id = "panel-mark"
kind = "entered"
mark = "评议"
given-by = "班子"
at-least = 0
at-most = 100
raters = "trimmed-mean"
by = "12-31"

[[standing]]
id = "overall"
name = "综合"
node = "village"
group = "all"
ties = "share-and-skip"

[[example]]
name = "两个村"
period = "2024"
villages = { "1村" = "", "2村" = "" }
marks = [
    { village = "1村", month = 11, mark = "评议", rater = "甲", value = 80 },
    { village = "1村", month = 12, mark = "评议", rater = "乙", value = 80 },
    { village = "1村", month = 12, mark = "评议", rater = "丙", value = 85 },
    { village = "1村", month = 12, mark = "评议", rater = "丁", value = 95 },
    { village = "1村", month = 12, mark = "评议", rater = "戊", value = 70 },
    { village = "1村", month = 12, mark = "评议", rater = "己", value = "不适用" },
    { village = "2村", month = 12, mark = "评议", rater = "甲", value = 90 },
    { village = "2村", month = 12, mark = "评议", rater = "乙", value = 90 },
    { village = "2村", month = 12, mark = "评议", rater = "丙", value = 90 },
]
expect = [{ village = "1村", score = 0 }]
"#;

fn township(raters: &str) -> (Rulebook, Records) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, RULEBOOK.replace("trimmed-mean", raters)).unwrap();
    let (rulebook, found) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let records = rulebook.examples[0].records.clone();
    (rulebook, records)
}

fn year() -> Period {
    Period::parse("2024").unwrap()
}

fn score(rulebook: &Rulebook, records: &Records) -> String {
    let (assessment, found) = engine::assess(rulebook, records, year());
    assert!(!found.has_errors(), "{found:?}");
    assessment.villages[0].score.unwrap().to_string()
}

fn first_place(raters: &str) -> Reach {
    let (rulebook, records) = township(raters);
    let (assessment, _) = engine::assess(&rulebook, &records, year());
    let grounds =
        Grounds { rulebook: &rulebook, records: &records, assessment: &assessment, reread: &|_| None };
    reach(&grounds, "1村", &Asked::Place(1), None).unwrap()
}

/// The first place wants 90, and nothing is lost for good while the panel may give more.
#[test]
fn it_is_a_lever() {
    for (raters, now) in [("trimmed-mean", "81.666666666667"), ("mean", "82")] {
        let answer = first_place(raters);
        let way = answer.ways.first().unwrap();
        let [change] = way.changes.as_slice() else { panic!("{way:?}") };
        assert_eq!(change.lever.now.unwrap().to_string(), now);
        assert_eq!(change.to.to_string(), "90");
        assert_eq!((way.place.score.to_string(), way.place.rank), ("90".to_owned(), Some(1)));
        assert_eq!(answer.best.score.to_string(), "100");
        assert_eq!(answer.lost, []);
    }
}

#[test]
fn it_is_assumed_as_one_figure() {
    for raters in ["trimmed-mean", "mean"] {
        let (mut rulebook, mut records) = township(raters);
        let figure = |value: Option<u32>| Assumption::Figure {
            village: "1村".to_owned(),
            name: "评议".to_owned(),
            day: None,
            value: value.map(Number::from),
        };
        let put = assume(&mut records, &mut rulebook, year(), &figure(Some(93))).unwrap().unwrap();
        assert_eq!(put.place, Place::MonthOfAll(Month::of(year().last_day())));
        assert_eq!(score(&rulebook, &records), "93");
        // Who abstained still does.
        let of_own = records.villages["1村"].marks("评议", None).filter(|mark| mark.rater == "己");
        assert_eq!(of_own.map(|mark| mark.value).collect::<Vec<_>>(), [None]);
        assert!(assume(&mut records, &mut rulebook, year(), &figure(Some(101))).is_err());
        // Where nobody gave one, enough are made up for leaving out two.
        records.villages.get_mut("1村").unwrap().marks.clear();
        assume(&mut records, &mut rulebook, year(), &figure(Some(77))).unwrap();
        assert_eq!(score(&rulebook, &records), "77");
        assume(&mut records, &mut rulebook, year(), &figure(None)).unwrap();
        assert_eq!(score(&rulebook, &records), "0");
    }
}

//! What comes of comparing villages, against plain counting over whole numbers.

use std::collections::BTreeSet;

use cunkao::engine;
use cunkao::period::Period;
use proptest::prelude::*;

use super::rational::Ratio;
use crate::rule_kinds::{Case, HEAD, shown};

/// What a village states: its class, and so many of so many; nothing, or that it does not apply.
#[derive(Clone, Copy, Debug)]
struct Stated {
    is_large: bool,
    figure: Figure,
    of: u32,
}

#[derive(Clone, Copy, Debug)]
enum Figure {
    Missing,
    NotApplicable,
    Whole(u32),
}

fn stated() -> impl Strategy<Value = Stated> {
    let figure = prop_oneof![
        1 => Just(Figure::Missing),
        1 => Just(Figure::NotApplicable),
        8 => (0_u32..12).prop_map(Figure::Whole),
    ];
    (any::<bool>(), figure, 1_u32..8).prop_map(|(is_large, figure, of)| Stated { is_large, figure, of })
}

/// Four indicators, each read by an item of its own that says what it comes to.
const SAID: [(&str, &str); 4] = [
    (
        "skipping",
        "order = \"highest-first\"\nties = \"share-and-skip\"\nunreported = \"first\"\nall-tied = \"first\"\ncompare = \"place\"",
    ),
    (
        "going-on",
        "order = \"lowest-first\"\nties = \"share-and-go-on\"\nunreported = \"left-out\"\nall-tied = \"first\"\ncompare = \"place\"",
    ),
    ("percent", "compare = \"percent-of-highest\""),
    ("over-mean", "compare = \"over-mean\""),
];

fn scheme() -> String {
    let mut scheme = format!("classes = [\"大村\", \"小村\"]\n{HEAD}");
    for name in ["数", "总数"] {
        scheme += &format!("\n[[indicator]]\nname = \"{name}\"\nunit = \"户\"\nsource = \"entered\"\n");
    }
    for (id, says) in SAID {
        let word = id.replace('-', "");
        // The mean is of the figures as they stand, all the others of shares.
        let (of, unit) = match id {
            "over-mean" => ("", "户"),
            "percent" => ("of = \"总数\"\n", "%"),
            _ => ("of = \"总数\"\n", "名"),
        };
        scheme += &format!(
            "\n[[indicator]]\nname = \"{word}\"\nunit = \"{unit}\"\nsource = \"villages\"\nindicator = \"数\"\n{of}group = \"class\"\n{says}\n\
             \n[[item]]\nid = \"{id}\"\nname = \"{id}\"\nshort = \"项\"\nclause = \"一\"\nsubject = \"village\"\nopens = \"nothing\"\n\
             floor = \"none\"\ncap = \"none\"\naccrue = \"year\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n\
             [[item.rule]]\nid = \"{id}-rule\"\nkind = \"formula\"\nformula = \"{word}\"\nby = \"12-31\"\n"
        );
    }
    scheme.replace("points = 10\n", "")
}

fn facts(all: &[Stated]) -> String {
    let (mut villages, mut figures) = (String::new(), String::new());
    for (number, one) in all.iter().enumerate() {
        let class = if one.is_large { "大村" } else { "小村" };
        villages += &format!("\"{number}村\" = \"{class}\", ");
        let mut state = |name: &str, value: &str| {
            figures += &format!(
                "{{ date = \"12-01\", village = \"{number}村\", indicator = \"{name}\", value = {value} }},"
            );
        };
        match one.figure {
            Figure::Missing => {}
            Figure::NotApplicable => state("数", "\"不适用\""),
            Figure::Whole(value) => state("数", &value.to_string()),
        }
        state("总数", &one.of.to_string());
    }
    format!("villages = {{ {} }}\nfigures = [{figures}]", villages.trim_end_matches(", "))
}

/// `None` for who states nothing to compare.
fn fraction(one: &Stated) -> Option<(u32, u32)> {
    match one.figure {
        Figure::Whole(value) => Some((value, one.of)),
        Figure::Missing | Figure::NotApplicable => None,
    }
}

/// `a / b > c / d` of whole numbers.
fn is_more((a, b): (u32, u32), (c, d): (u32, u32)) -> bool {
    a * d > c * b
}

/// All that a village comes to, to the twelfth decimal place.
fn expected(all: &[Stated], own: &Stated) -> Option<[i128; 4]> {
    let mine = fraction(own)?;
    let of_class = |one: &&Stated| one.is_large == own.is_large;
    let group: Vec<(u32, u32)> = all.iter().filter(of_class).filter_map(fraction).collect();
    // Who has not reported stands before all others.
    let unreported = all.iter().filter(of_class).filter(|one| matches!(one.figure, Figure::Missing)).count();
    let above = unreported + group.iter().filter(|other| is_more(**other, mine)).count();
    let reduced = |(value, of): (u32, u32)| {
        let divisor = (1..=of.max(value).max(1)).rev().find(|by| value % by == 0 && of % by == 0).unwrap();
        (value / divisor, of / divisor)
    };
    let below: BTreeSet<_> =
        group.iter().filter(|other| is_more(mine, **other)).map(|other| reduced(*other)).collect();
    let best = group.iter().copied().fold(mine, |best, one| if is_more(one, best) { one } else { best });
    let ratio = |above: i64, below: i64| {
        let whole = |number: i64| Ratio::parse(&number.to_string()).unwrap();
        whole(above).over(whole(below)).unwrap().half_up(12).unwrap()
    };
    let place = |before: usize| ratio(i64::try_from(before).unwrap() + 1, 1);
    let percent = match best.0 {
        0 => 0,
        value => ratio(100 * i64::from(mine.0 * best.1), i64::from(mine.1 * value)),
    };
    let (sum, count) =
        (group.iter().map(|(value, _)| i64::from(*value)).sum::<i64>(), i64::try_from(group.len()).unwrap());
    Some([place(above), place(below.len()), percent, ratio(i64::from(mine.0) * count - sum, count)])
}

proptest! {
    #![proptest_config(crate::support::cases(64))]

    #[test]
    fn comparisons_are_what_counting_says(all in proptest::collection::vec(stated(), 1..9)) {
        let case = Case::new(&scheme(), &facts(&all));
        let result = engine::assess(&case.rulebook, &case.records, Period::parse("2024").unwrap()).0;
        for (own, village) in all.iter().zip(&result.villages) {
            let found: Vec<String> = village.items.iter().map(|item| shown(item.score)).collect();
            let Some(wanted) = expected(&all, own) else {
                let nothing = if matches!(own.figure, Figure::Missing) { "未报" } else { "0" };
                prop_assert_eq!(found, [nothing; 4]);
                continue;
            };
            for (found, wanted) in found.iter().zip(wanted) {
                prop_assert_eq!(Ratio::parse(found).unwrap().half_up(12).unwrap(), wanted, "{:?} of {:?}", own, all);
            }
        }
    }
}

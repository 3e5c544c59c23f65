//! Cadres ranked among those of their own village (`group = "village"`). What the places bring is worked out by hand in
//! `tests/rulebooks/worked/cadres-within-villages.toml`; here stands how it is told.

use cunkao::analysis::explanation::Moved;
use cunkao::diagnostic::{Code, Severity};
use cunkao::engine::assessment::{StandingResult, StandingRow};
use cunkao::records::Village;
use cunkao::report::provisions::provisions;

use crate::rule_kinds::{Case, said};
use crate::support::repository;

/// 甲村 has 4 in office at the year's end, 乙村 and 丁村 3, 丙村 1. 郑 left 甲村 for 乙村 in July.
const FACTS: &str = r#"villages = { "甲村" = "", "乙村" = "", "丙村" = "", "丁村" = "" }
cadres = [
    { name = "钱", village = "乙村", post = "书记" },
    { name = "张", village = "甲村", post = "书记" },
    { name = "王", village = "甲村", post = "委员" },
    { name = "李", village = "甲村", post = "委员" },
    { name = "赵", village = "甲村", post = "委员" },
    { name = "郑", village = "甲村", post = "委员", until = "06-30" },
    { name = "郑", village = "乙村", post = "委员", from = "07-01" },
    { name = "孙", village = "乙村", post = "委员" },
    { name = "吴", village = "丙村", post = "书记" },
    { name = "周", village = "丁村", post = "书记" },
    { name = "郑", village = "丁村", post = "委员" },
    { name = "冯", village = "丁村", post = "委员" },
]
events = [
    { date = "05-01", village = "甲村", event = "迟到", person = "郑", count = 1 },
    { date = "08-01", village = "甲村", event = "迟到", person = "王", count = 10 },
    { date = "08-01", village = "乙村", event = "迟到", person = "郑", count = 40 },
]"#;

/// The scheme that is worked out by hand, without its example.
fn scheme() -> String {
    let path = repository("tests/rulebooks/worked/cadres-within-villages.toml");
    let text = std::fs::read_to_string(path).unwrap();
    text.split("[[example]]").next().unwrap().to_owned()
}

/// The rows of each group; who shares a place stands by name.
fn groups(case: &Case) -> Vec<(String, Vec<String>)> {
    let row = |row: &StandingRow| {
        let place = row.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        format!("{place}/{}{}", row.of, row.who.name())
    };
    let group = |one: StandingResult| {
        let mut rows: Vec<String> = one.rows.iter().map(row).collect();
        rows.sort();
        (one.group, rows)
    };
    case.at("2024").0.standings.into_iter().map(group).collect()
}

fn rows(group: &str, all: &str) -> (String, Vec<String>) {
    let mut all: Vec<String> = all.split(' ').map(str::to_owned).collect();
    all.sort();
    (group.to_owned(), all)
}

/// Groups stand as the roster has the villages, whoever stands first in that of cadres. Who has left stands behind without a
/// place; where leavers are ranked as everybody 郑 is the 4th of 5 in 甲村 with 99 points, before 王 with 90.
#[test]
fn each_village_has_places_of_its_own() {
    let unranked = Case::new(&scheme(), FACTS);
    let second = rows("乙村", "1/3钱 1/3孙 3/3郑");
    let told = [
        rows("甲村", "1/4张 1/4李 1/4赵 4/4王 -/4郑"),
        second.clone(),
        rows("丙村", "1/1吴"),
        rows("丁村", "1/3周 1/3郑 1/3冯"),
    ];
    assert_eq!(groups(&unranked), told);
    let ranked = Case::new(&scheme().replace("\"unranked\"", "\"ranked\""), FACTS);
    assert_eq!(groups(&ranked)[..2], [rows("甲村", "1/5张 1/5李 1/5赵 4/5郑 5/5王"), second]);
}

/// In January all of 甲村 are equal; in February 王 falls behind the other four of 甲村 who are
/// there by then, from the 1st place to the 5th.
#[test]
fn a_place_moves_within_the_village() {
    let facts = FACTS.replace("08-01\", village = \"甲村\"", "02-10\", village = \"甲村\"");
    let (result, _) = Case::new(&scheme(), &facts).at("2024-02");
    let rows = result.standings.iter().flat_map(|one| &one.rows);
    let own = rows.filter(|row| row.who.full_name() == "甲村王").map(Moved::of).collect::<Vec<_>>();
    assert_eq!(own, [Some(Moved { places: -4, from: 1, to: 5 })]);
}

/// 30% of 3 are 0.9 seats and of 1 are 0.3: none, where only whole ones count; of 4 it is 1.2. Each village is told by itself:
/// what is accepted of one is not accepted of another.
#[test]
fn villages_too_small_for_a_seat_are_told() {
    let whole = scheme().replace("seats = \"begun\"", "seats = \"whole\"");
    let mut told = Case::new(&whole, FACTS).said("2024", Code::TierUnreachable);
    told.sort();
    let few = |village: &str, count: u32| {
        format!("年度等次{village}排了名次的只有 {count} 个，按比例不足一个名额，没有“优秀”")
    };
    assert_eq!(told, [few("丁村", 3), few("丙村", 1), few("乙村", 3)]);
    assert_eq!(Case::new(&scheme(), FACTS).said("2024", Code::TierUnreachable), [""; 0]);
}

/// A prize for a village that is none would be given to nobody, in silence; one that is written by a former name is told the
/// name that the roster has.
#[test]
fn what_is_for_a_village_names_one_of_the_roster() {
    let told = |groups: &str, rename: bool| {
        let mut case = Case::new(&scheme().replace("groups = [\"甲村\"]", groups), FACTS);
        if rename {
            let first: &mut Village = &mut case.records.roster.villages[0];
            first.other_names.push("老甲村".into());
        }
        let found = case.at("2024").1;
        let hints = found.iter().filter(|one| one.code == Code::UnknownName);
        let hints = hints.map(|one| {
            assert_eq!(one.severity, Severity::Warning);
            one.hints[0].clone()
        });
        (said(&found, Code::UnknownName), hints.collect::<Vec<_>>())
    };
    assert_eq!(told("groups = [\"甲村\"]", false), (vec![], vec![]));
    let unknown = |name: &str| {
        vec![format!("奖 second 的 groups 写了“{name}”，花名册里没有村叫这个名称，管不到任何人")]
    };
    assert_eq!(told("groups = [\"老甲村\"]", false).0, unknown("老甲村"));
    assert_eq!(
        told("groups = [\"老甲村\"]", true),
        (unknown("老甲村"), vec!["花名册里叫“甲村”，groups 照它写".to_owned()])
    );
}

#[test]
fn the_rules_say_that_villages_are_ranked_apart() {
    let case = Case::new(&scheme(), FACTS);
    let sections = provisions(&case.rulebook, None).sections.into_iter();
    let told = sections.flat_map(|one| one.paragraphs).collect::<Vec<_>>().join("\n");
    for words in
        ["各村人员排名按本人总分排，在各村自己的人中分别排，", "比例按各村排了名次的计、不足一个的按一个"]
    {
        assert!(told.contains(words), "{told}");
    }
}

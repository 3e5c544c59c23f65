//! Counts of money that begin anew within the year (`count-each`): “每季度超过三次的，每次扣10元”.

use cunkao::diagnostic::Code;

use super::{Case, item, load, said};

const POINTS: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";

fn money(keys: &str) -> String {
    format!(
        "\n[[money]]\nid = \"fine\"\nname = \"扣款\"\nclause = \"九\"\nkind = \"per-event\"\nevent = \"请假\"\n\
         person = \"none\"\neach = \"time\"\ndeduct = 10\ncharge = \"village\"\nround = \"fen\"\n{keys}\n"
    )
}

/// What so many rows of 请假 cost in a period; each row is a day and how often it happened on it.
fn paid(keys: &str, rows: &[(&str, u32)], period: &str) -> Vec<String> {
    let events =
        rows.iter().map(|(day, count)| format!("{{ date = \"{day}\", event = \"请假\", count = {count} }}"));
    let events = format!("events = [{}]", events.collect::<Vec<_>>().join(", "));
    let money = Case::new(&(item("", POINTS) + &money(keys)), &events).at(period).0.money;
    money.iter().map(|entry| entry.amount.to_string()).collect()
}

/// Two times in the first quarter are within three. Of four in the second one is beyond; of the six of the year it would be
/// three.
#[test]
fn what_is_free_is_free_in_each_quarter() {
    let rows = [("02-05", 2), ("04-10", 3), ("06-20", 1)];
    assert_eq!(paid("beyond = 3\ncount-each = \"quarter\"", &rows, "2024"), ["-10"]);
    assert_eq!(paid("beyond = 3\ncount-each = \"quarter\"", &rows, "2024-Q1"), [""; 0]);
    assert_eq!(paid("beyond = 3", &rows, "2024"), ["-30"]);
    // Each month one more than twice: 1 of January, none of February, 2 of March.
    let rows = [("01-05", 3), ("02-05", 2), ("03-05", 1), ("03-20", 3)];
    assert_eq!(paid("beyond = 2\ncount-each = \"month\"", &rows, "2024"), ["-30"]);
}

/// At most two count in each half-year: two of three, and one of one.
#[test]
fn what_counts_at_most_counts_in_each_half_year() {
    let rows = [("01-05", 1), ("06-30", 2), ("07-01", 1)];
    assert_eq!(paid("at-most = 2\ncount-each = \"half-year\"", &rows, "2024"), ["-30"]);
    assert_eq!(paid("at-most = 2", &rows, "2024"), ["-20"]);
}

/// Away from 26 June to 5 July: ten days of the third quarter by the day of return, seven of them beyond three; somebody is
/// told of the five that lay in the second.
#[test]
fn days_away_over_the_end_of_a_quarter_are_told() {
    let money = "\n[[money]]\nid = \"fine\"\nname = \"扣款\"\nclause = \"九\"\nkind = \"per-event\"\nleave = \"approved\"\n\
                 each = \"day\"\nbeyond = 3\ncount-each = \"quarter\"\ndeduct = 10\ncharge = \"person\"\nround = \"fen\"\n";
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }]\n\
                 leaves = [{ from = \"06-26\", until = \"07-05\", person = \"张三\", form = \"written\" }]";
    let case = Case::new(&(item("", POINTS) + money), facts);
    let (year, found) = case.at("2024");
    assert_eq!(year.money.iter().map(|entry| entry.amount.to_string()).collect::<Vec<_>>(), ["-70"]);
    let told =
        "张三2024年6月26日至2024年7月5日离开，2024年6月30日以前的几天属于上一期，也记在返回之日的这一期";
    assert_eq!(said(&found, Code::SpansAccounts), [told]);
}

/// Another price from July on: the quarter begins anew with it, and nothing is lost; from August it is within one.
#[test]
fn a_count_that_begins_anew_anyway_is_not_told_of_a_change() {
    let told = |until: &str, from: &str| {
        let keys = "beyond = 3\ncount-each = \"quarter\"";
        let first = money(&format!("{keys}\nuntil = \"2024-{until}\""));
        let second =
            money(&format!("{keys}\nfrom = \"2024-{from}\"")).replace("id = \"fine\"", "id = \"dearer\"");
        said(&load(&(item("", POINTS) + &first + &second)).1, Code::CountBegunAnew).len()
    };
    assert_eq!((told("06-30", "07-01"), told("07-31", "08-01")), (0, 1));
}

/// The scheme's text and each posting say that the count is of the quarter.
#[test]
fn prices_that_grow_say_of_what_they_count() {
    let growing = money("count-each = \"quarter\"").replace("deduct = 10", "deduct-growing = [10, 20]");
    let facts = "events = [{ date = \"02-05\", event = \"请假\" }, { date = \"04-10\", event = \"请假\", count = 2 }]";
    let case = Case::new(&(item("", POINTS) + &growing), facts);
    let rule = case.rulebook.money[0].rule.describe_in(&|_| String::new());
    assert!(rule.contains("每季度从第1次数起"), "{rule}");
    let reasons: Vec<_> = case.at("2024").0.money.iter().flat_map(|one| one.postings.clone()).collect();
    let reasons: Vec<_> = reasons.iter().map(|one| one.reason.to_string()).collect();
    assert!(reasons.iter().all(|reason| reason.contains("本季度本条第1")), "{reasons:?}");
}

/// Items count by their accounts; and where no amount goes by how often it happened there is nothing to begin anew.
#[test]
fn counting_anew_is_for_money_that_counts() {
    let of_points = item("", &format!("{POINTS}\nbeyond = 1\ncount-each = \"quarter\""));
    for scheme in [of_points, item("", POINTS) + &money("count-each = \"quarter\"")] {
        let found = load(&scheme).1;
        let told = said(&found, Code::UnknownKey);
        assert!(told.iter().any(|message| message.starts_with("这里不能写 count-each")), "{found:?}");
    }
}

/// A leave of ten days and one of ten more: of thirty free none is beyond, and of fifteen five are, on which the action is
/// proposed and the sentence says what is free.
#[test]
fn what_is_free_has_no_action_and_is_told() {
    let rule = |beyond: u32| {
        format!(
            "kind = \"per-event\"\nleave = \"approved\"\neach = \"day\"\ndeduct = 1\nbeyond = {beyond}\naction = \"suspend\"\n\
             charge = \"village\""
        )
    };
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }]\nleaves = [\n\
                 { from = \"01-02\", until = \"01-11\", person = \"张三\", form = \"written\" },\n\
                 { from = \"02-01\", until = \"02-10\", person = \"张三\", form = \"written\" },\n]";
    let year = |beyond: u32| {
        let year = Case::new(&item("", &rule(beyond)), facts).at("2024").0;
        let acts = year.actions.iter().map(|action| format!("{} {}", action.quantity, action.reason));
        let rows = year.villages[0].items[0].postings.iter().filter(|one| one.rule == "rule");
        (acts.collect::<Vec<_>>(), rows.map(|one| one.reason.to_string()).collect::<Vec<_>>())
    };
    assert_eq!(year(30), (Vec::new(), Vec::new()));
    let away = "2024年2月1日至2024年2月10日请假，登记10天，前15天不计，计5天";
    assert_eq!(year(15), (vec![format!("5 {away}")], vec![format!("{away}，每天扣1分")]));
    let (acts, rows) = year(10);
    assert_eq!(acts, ["10 2024年2月1日至2024年2月10日请假，前10天不计，计10天"]);
    assert_eq!(rows, ["2024年2月1日至2024年2月10日请假，前10天不计，计10天，每天扣1分"]);
    // Without a price it proposes alone, and without free ones all of it, as it always did.
    let (acts, rows) = year(0);
    assert_eq!(acts[0], "10 2024年1月2日至2024年1月11日请假");
    assert_eq!(rows[0], "2024年1月2日至2024年1月11日请假，计10天，每天扣1分");
    let free = Case::new(&item("", &rule(15).replace("deduct = 1", "deduct = 0")), facts).at("2024").0;
    assert_eq!(free.actions.iter().map(|action| action.quantity.to_string()).collect::<Vec<_>>(), ["5"]);
}

/// The money of each quarter says that the quarter has so many free, once where the price grows too.
#[test]
fn what_is_free_of_each_quarter_is_told() {
    let events = "events = [{ date = \"02-05\", event = \"请假\", count = 5 }]";
    let reason = |keys: &str| {
        let case = Case::new(&(item("", POINTS) + &money(keys)), events);
        case.at("2024").0.money[0].postings[0].reason.to_string()
    };
    let quarterly = "beyond = 3\ncount-each = \"quarter\"";
    assert_eq!(reason(quarterly), "请假，登记5次，本季度前3次不计，计2次，每次扣10元");
    let most = format!("{quarterly}\nat-most = 1");
    assert_eq!(reason(&most), "请假，登记5次，本季度前3次不计，至多计1次，每次扣10元");
}

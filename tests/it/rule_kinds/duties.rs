//! Duties: by a day, and in brackets of days.

use cunkao::diagnostic::Code;
use cunkao::engine::assessment::State;
use cunkao::fact::{DutyCell, DutyValue};
use cunkao::number::Number;
use cunkao::period::{Date, Month, date};

use super::{Case, item, said};

const POLICY: &str = "when-not-applicable = \"full-mark\"\nwhen-not-reported = \"error\"";

fn day(month: i8, day: i8) -> Date {
    date(2024, month, day).unwrap()
}

/// Nobody said anything by the month that it was due; later it is said that it does not concern the village.
#[test]
fn what_was_left_blank_can_be_taken_off_later() {
    let rule = "kind = \"duty\"\nduty = \"清查\"\nby = \"03-31\"\ntimes = 1\ndeduct = 3";
    let case = |duties: &str| Case::new(&item(POLICY, rule), &format!("duties = [{duties}]"));
    let off = "{ month = 4, duty = \"清查\", not-applicable = true }";
    let blank = case(off);
    assert_eq!((blank.score("2024-03"), blank.score("2024-04")), ("未报".to_owned(), "10".to_owned()));
    assert_eq!(blank.item("2024-04").state, State::NotApplicable);
    // What was judged stays.
    let judged = case(&format!("{{ month = 3, duty = \"清查\", times = 0 }}, {off}"));
    assert_eq!((judged.score("2024-03"), judged.score("2024-04")), ("7".to_owned(), "7".to_owned()));
}

/// 例村 loses 3 of 10 points either way, and is told which of the two it was.
#[test]
fn what_was_done_late_is_told_with_its_day() {
    let rule = "kind = \"duty\"\nduty = \"清查\"\nby = \"03-20\"\ntimes = 1\ndeduct = 3";
    let told = |value: DutyValue| {
        let mut case = Case::new(&item(POLICY, rule), "duties = [{ month = 3, duty = \"清查\", times = 0 }]");
        let facts = case.records.villages.get_mut("例村").unwrap();
        facts.duties.get_mut("清查").unwrap()[0].value = value;
        let last = case.item("2024-Q1").postings.last().unwrap().clone();
        assert_eq!((case.score("2024-Q1").as_str(), last.date, last.cells.len()), ("7", day(3, 20), 1));
        let facts: Vec<_> = last.facts.iter().map(|fact| format!("{}{}", fact.name, fact.value)).collect();
        (last.reason.to_string(), facts)
    };
    let (reason, facts) = told(DutyValue::On(day(3, 27)));
    assert_eq!(reason, "清查应于2024年3月20日前完成，实际2024年3月27日完成，已逾期，扣3分");
    assert_eq!(facts, ["清查2024年3月27日完成"]);
    let (reason, facts) = told(DutyValue::Times(Number::ZERO));
    assert_eq!(reason, "清查应于2024年3月20日前完成，到期未完成，扣3分");
    assert_eq!(facts, ["清查0次"]);
}

/// A sheet takes the days of its own month: March says 未, and April on which day it was done. By the end of March nobody
/// knows of that. What April says besides, without a day late, is of something else.
#[test]
fn what_was_done_in_a_later_month_is_told_from_then_on() {
    let told = |times: &str, period: &str| {
        let rule = format!("kind = \"duty\"\nduty = \"清查\"\nby = \"03-20\"\ntimes = {times}\ndeduct = 3");
        let months = [3, 4, 5].map(|month| format!("{{ month = {month}, duty = \"清查\", times = 0 }}"));
        let mut case = Case::new(&item(POLICY, &rule), &format!("duties = [{}]", months.join(", ")));
        let facts = case.records.villages.get_mut("例村").unwrap();
        facts.duties.get_mut("清查").unwrap()[1].value = DutyValue::On(day(4, 2));
        let last = case.item(period).postings.last().unwrap().clone();
        let facts: Vec<_> = last.facts.iter().map(|fact| format!("{}{}", fact.name, fact.value)).collect();
        assert_eq!(last.date, day(3, 20));
        (case.score(period), last.reason.to_string(), facts.concat(), last.cells.len())
    };
    let reason = |became: &str| format!("清查应于2024年3月20日前完成，{became}，扣3分");
    let open = ("7".to_owned(), reason("到期未完成"), "清查0次".to_owned(), 1);
    assert_eq!(told("1", "2024-03"), open);
    assert_eq!(told("1", "2024-Q1"), open);
    let done = reason("实际2024年4月2日完成，已逾期");
    for period in ["2024-04", "2024-05", "2024"] {
        assert_eq!(told("1", period), ("7".to_owned(), done.clone(), "清查2024年4月2日完成".to_owned(), 2));
    }
    let (score, reason, facts, _) = told("2", "2024-04");
    assert_eq!((score.as_str(), facts.as_str()), ("4", "清查0次"));
    let late = "2024年3月20日前清查应有2次，实有0次（2024年4月2日完成的已逾期，不算），缺2次，每次扣3分";
    assert_eq!(reason, late);
}

/// Twice by the end of March; once in February and once on 27 March, a week late.
#[test]
fn of_several_times_those_that_came_late_are_told() {
    let rule = "kind = \"duty\"\nduty = \"清查\"\nby = \"03-20\"\ntimes = 2\ndeduct = 3";
    let mut case = Case::new(
        &item(POLICY, rule),
        "duties = [{ month = 2, duty = \"清查\", times = 1 }, { month = 3, duty = \"清查\", times = 0 }]",
    );
    let facts = case.records.villages.get_mut("例村").unwrap();
    facts.duties.get_mut("清查").unwrap()[1].value = DutyValue::On(day(3, 27));
    let last = case.item("2024-Q1").postings.last().unwrap().clone();
    assert_eq!(case.score("2024-Q1"), "7");
    assert_eq!(
        last.reason.to_string(),
        "2024年3月20日前清查应有2次，实有1次（2024年3月27日完成的已逾期，不算），缺1次，每次扣3分"
    );
}

/// What falls due again and again is counted, as before; no colon follows another where it is told behind a clause.
#[test]
fn what_falls_due_in_each_period_is_counted() {
    let rule = "kind = \"duty\"\nduty = \"例会\"\nevery = \"quarter\"\ntimes = 2\ndeduct = 1";
    let case = Case::new(&item(POLICY, rule), "duties = [{ month = 2, duty = \"例会\", times = 1 }]");
    let last = case.item("2024-Q1").postings.last().unwrap().clone();
    assert_eq!(last.reason.to_string(), "2024年第一季度例会应有2次，实有1次，缺1次，每次扣1分");
}

/// 4 points until the end of March, 2 until the end of April, 3 off later.
fn plan(duties: &str) -> Case {
    let rule = "kind = \"stepped\"\nduty = \"计划\"\nbrackets = [{ by = \"03-31\", add = 4 }, \
                { by = \"04-30\", add = 2 }]\notherwise = { deduct = 3 }";
    Case::new(&item(POLICY, rule), &format!("duties = [{duties}]"))
}

#[test]
fn a_deadline_that_passed_is_missed_or_not_reported() {
    // 未 says that it was not done; nothing said is not reported.
    let not_done = plan("{ month = 4, duty = \"计划\", times = 0 }");
    assert_eq!((not_done.score("2024-03"), not_done.score("2024-04")), ("10".to_owned(), "7".to_owned()));
    let silent = plan("");
    assert_eq!((silent.score("2024-03"), silent.score("2024-04")), ("10".to_owned(), "未报".to_owned()));
    let [told] = silent.said("2024-04", Code::NotReported).try_into().unwrap();
    assert!(told.contains("计划"), "{told}");
}

/// Written into March's sheet ahead of the day: it counts when the day has come.
#[test]
fn what_will_be_done_is_not_done_yet() {
    let mut case = plan("{ month = 3, duty = \"计划\", times = 0 }");
    let facts = case.records.villages.get_mut("例村").unwrap();
    let cells: &mut Vec<DutyCell> = facts.duties.get_mut("计划").unwrap();
    cells[0].value = DutyValue::On(day(4, 2));
    assert_eq!(cells[0].month, Month::of(day(3, 1)));
    assert_eq!((case.score("2024-03"), case.score("2024-04")), ("10".to_owned(), "12".to_owned()));
    // In March the account holds its opening and nothing else.
    assert_eq!((case.item("2024-03").postings.len(), case.item("2024-04").postings.len()), (1, 2));
}

/// A village that comes after the last deadline owes nothing; one that comes on it does.
#[test]
fn deadlines_before_a_village_came_are_none_of_its() {
    let score_from = |first: Date| {
        let mut case = plan("");
        case.records.roster.villages[0].from = Some(first);
        case.score("2024-05")
    };
    assert_eq!([day(4, 30), day(5, 1), day(5, 2)].map(score_from), ["未报", "10", "10"]);
}

/// 未 says that a duty was not done; of a figure or a mark it says nothing, and 0 is a figure.
#[test]
fn what_was_not_reported_is_asked_for_as_its_cell_takes_it() {
    let hints = |rule: &str| {
        let found = Case::new(&item(POLICY, rule), "").at("2024").1;
        let own: Vec<_> = found.iter().filter(|one| one.code == Code::NotReported).collect();
        assert_eq!(own.len(), 1, "{found:?}");
        own[0].hints.join("；")
    };
    let duty = "kind = \"stepped\"\nduty = \"计划\"\nbrackets = [{ by = \"03-31\", add = 4 }]\notherwise = 0";
    assert!(hints(duty).contains("填“未”或 0"), "{}", hints(duty));
    let mark = "kind = \"entered\"\nmark = \"评议\"\ngiven-by = \"小组\"\nat-least = 0\nat-most = 10\nby = \"12-31\"";
    let figure = "kind = \"all-or-nothing\"\nindicator = \"集资\"\nbelow = 5\ndeduct = 4\nby = \"12-31\"\n\n\
                  [[indicator]]\nname = \"集资\"\nunit = \"元\"\nsource = \"entered\"";
    for rule in [mark, figure] {
        let told = hints(rule);
        assert_eq!(told, "在当期的表里填上这个数；不适用的填“不适用”，填 0 表示确实是零");
    }
}

/// 2月底前: 29 February 2024 is the last day in time, and 28 February would not do for that.
#[test]
fn the_end_of_february_is_its_last_day_whatever_the_year() {
    let rule = "kind = \"duty\"\nduty = \"清查\"\nby = \"02-end\"\ntimes = 1\ndeduct = 3";
    let done_on = |done: Date| {
        let facts = "duties = [{ month = 2, duty = \"清查\", times = 0 }]";
        let mut case = Case::new(&item(POLICY, rule), facts);
        let facts = case.records.villages.get_mut("例村").unwrap();
        let cells: &mut Vec<DutyCell> = facts.duties.get_mut("清查").unwrap();
        cells[0] = DutyCell { month: Month::of(done), value: DutyValue::On(done), ..cells[0].clone() };
        (case.score("2024-02"), case.score("2024-03"))
    };
    let scores = |before: &str, after: &str| (before.to_owned(), after.to_owned());
    assert_eq!(done_on(day(2, 29)), scores("10", "10"));
    assert_eq!(done_on(day(3, 1)).1, "7");
}

/// √ in the March sheet is in time for 31 March; where 15 March is a deadline too, it may be either, and the day is asked
/// for.
#[test]
fn a_tick_in_a_month_of_two_deadlines_asks_for_the_day() {
    let look = |brackets: &str| {
        let rule = format!("kind = \"stepped\"\nduty = \"计划\"\nbrackets = [{brackets}]\notherwise = 0");
        let keys = "when-not-applicable = \"full-mark\"\nwhen-not-reported = \"zero\"";
        let case = Case::new(&item(keys, &rule), "duties = [{ month = 3, duty = \"计划\", times = 1 }]");
        let (score, asked) = (case.score("2024-06"), case.said("2024-06", Code::LateOrInTime));
        (score, asked.len())
    };
    assert_eq!(look("{ by = \"03-31\", add = 4 }, { by = \"04-30\", add = 2 }"), ("14".to_owned(), 0));
    assert_eq!(look("{ by = \"03-15\", add = 4 }, { by = \"03-31\", add = 2 }").1, 1);
}

/// Not done by the last day, which was said in time: a month later it can be taken off no more.
#[test]
fn what_was_missed_by_its_last_day_stays_missed() {
    let case = plan(
        "{ month = 3, duty = \"计划\", times = 0 }, { month = 4, duty = \"计划\", times = 0 }, \
         { month = 6, duty = \"计划\", not-applicable = true }",
    );
    assert_eq!((case.score("2024-04"), case.score("2024-06")), ("7".to_owned(), "7".to_owned()));
    // What nobody spoke of can be.
    let silent = plan("{ month = 6, duty = \"计划\", not-applicable = true }");
    assert_eq!(silent.item("2024-06").state, State::NotApplicable);
}

/// Done on 20 March, looked at on the 15th: not done.
#[test]
fn a_formula_sees_a_duty_on_the_day_it_was_done() {
    let rule = "kind = \"formula\"\nformula = \"if(清查 >= 1, 5, 0)\"\nby = \"03-15\"\n\n\
                [[item.rule]]\nid = \"seen\"\nkind = \"duty\"\nduty = \"清查\"\nby = \"03-31\"\ntimes = 1\ndeduct = 0";
    let mut case = Case::new(&item(POLICY, rule), "duties = [{ month = 3, duty = \"清查\", times = 1 }]");
    let mut done_on = |on: i8| {
        let cells: &mut Vec<DutyCell> =
            case.records.villages.get_mut("例村").unwrap().duties.get_mut("清查").unwrap();
        cells[0].value = DutyValue::On(day(3, on));
        case.score("2024-03")
    };
    assert_eq!((done_on(15), done_on(20)), ("15".to_owned(), "10".to_owned()));
}

/// A meeting of each quarter, missed in both. 张三 was in office at the end of the first, 李四 at that of the second: one is
/// charged with each. Who left before the day has lost nothing by a day that comes later.
#[test]
fn what_falls_due_falls_on_who_holds_a_post_then() {
    let cadres = "cadres = [\n{ name = \"张三\", post = \"主任\", until = \"04-30\" },\n\
                  { name = \"李四\", post = \"主任\", from = \"05-01\" }]\n";
    let rules = [
        "kind = \"duty\"\nduty = \"开会\"\nevery = \"quarter\"\ntimes = 1\ndeduct = 2",
        "kind = \"shortfall\"\nindicator = \"到会率\"\ntarget = 90\nmeasure = \"quarter\"\nagain = \"adds\"\nstep = 1\n\
         partial = \"completed\"\ndeduct = 2",
        "kind = \"stepped\"\nduty = \"开会\"\nbrackets = [{ by = \"02-01\", deduct = 0 }, { by = \"03-31\", deduct = 1 }]\n\
         otherwise = { deduct = 2 }",
        "kind = \"formula\"\nformula = \"到会率 - 91\"\nmeasure = \"quarter\"\nagain = \"adds\"",
    ];
    let missed =
        "duties = [{ month = 3, duty = \"开会\", times = 0 }, { month = 6, duty = \"开会\", times = 0 }]";
    let short = "figures = [{ date = \"03-31\", indicator = \"到会率\", value = 89 }]";
    let declared = "[[indicator]]\nname = \"到会率\"\nunit = \"%\"\nsource = \"entered\"\n";
    let tree = "\n[cadre]\nname = \"干部\"\nclause = \"五\"\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\n\
                round = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"履职\"\nclause = \"五\"\nsubject = \"cadre\"\nopens = \"nothing\"\n\
                accrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\nwhen-not-applicable = \"exclude\"\n\
                when-not-reported = \"error\"\n\n[[item.rule]]\nid = \"own-rule\"\n";
    let village = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    for rule in rules {
        let (declared, facts) = if rule.contains("到会率") { (declared, short) } else { ("", missed) };
        let scheme = format!("{}{tree}{rule}\n{declared}", item("", village));
        let case = Case::new(&scheme, &format!("{cadres}{facts}"));
        let scored =
            case.at("2024-Q2").0.cadres.into_iter().map(|cadre| crate::rule_kinds::shown(cadre.score));
        // The deadline lay before 李四 came.
        let second = if rule.contains("stepped") { "0" } else { "-2" };
        assert_eq!(scored.collect::<Vec<_>>(), ["-2", second], "{rule}");
    }
}

/// Of three meetings in a quarter two were held, or one was not written down: the cell of February is empty, where the
/// other villages have filled theirs in.
#[test]
fn an_empty_cell_among_filled_ones_is_told_where_something_is_missing() {
    let rule = "kind = \"duty\"\nduty = \"例会\"\nevery = \"quarter\"\ntimes = 3\ndeduct = 1";
    let told = |own: &[(i8, u32)], others: &[&[i8]]| {
        let held = own
            .iter()
            .map(|(month, times)| format!("{{ month = {month}, duty = \"例会\", times = {times} }}"));
        let duties = format!("duties = [{}]", held.collect::<Vec<_>>().join(", "));
        let mut case = Case::new(&item(POLICY, rule), &duties);
        let (village, facts) =
            (case.records.roster.villages[0].clone(), case.records.villages["例村"].clone());
        for (name, months) in ["甲村", "乙村"].into_iter().zip(others) {
            let (mut village, mut facts) = (village.clone(), facts.clone());
            village.name = name.into();
            let cell = facts.duties["例会"][0].clone();
            let times = DutyValue::Times(Number::ONE);
            let cells = months.iter().map(|month| DutyCell {
                month: Month::new(2024, *month).unwrap(),
                value: times,
                ..cell.clone()
            });
            facts.duties.insert("例会".to_owned(), cells.collect());
            case.records.villages.insert(village.name.clone(), facts);
            case.records.roster.villages.push(village);
        }
        (case.score("2024-Q1"), case.said("2024-Q1", Code::BlankDuty))
    };
    let all: &[i8] = &[1, 2, 3];
    let without = [(1, 1), (3, 1)];
    let (score, said) = told(&without, &[all, all]);
    assert_eq!((score.as_str(), said.len()), ("9", 1));
    assert!(said[0].contains("“例会”2024年第一季度缺次数") && said[0].ends_with("：例村2月"), "{said:?}");
    // What was not done is said, nothing is missing, or most say nothing of that month either.
    assert_eq!(told(&[(1, 1), (2, 0), (3, 1)], &[all, all]), ("9".to_owned(), vec![]));
    assert_eq!(told(&[(1, 2), (3, 1)], &[all, all]), ("10".to_owned(), vec![]));
    assert_eq!(told(&without, &[all, &[1, 3]]), ("9".to_owned(), vec![]));
}

/// 例村 of three villages, with cells of a duty by month; the others did it once each month.
fn among_three(rule: &str, own: &str) -> Case {
    let cell = |village: &str, month: i8| {
        format!("{{ village = \"{village}\", month = {month}, duty = \"例会\", times = 1 }}")
    };
    let others = ["乙村", "丙村"].into_iter().flat_map(|village| [1, 2, 3].map(|month| cell(village, month)));
    let facts = format!(
        "villages = {{ \"甲村\" = \"\", \"乙村\" = \"\", \"丙村\" = \"\" }}\nduties = [{own}{}]",
        others.collect::<Vec<_>>().join(", ")
    );
    Case::new(
        &format!(
            "{}{rule}",
            item(
                POLICY,
                "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\""
            )
        ),
        &facts,
    )
}

fn of_first(month: i8, times: &str) -> String {
    format!("{{ village = \"甲村\", month = {month}, duty = \"例会\", {times} }}, ")
}

/// Three a quarter, or fifty yuan for each that is missing: what the cell of February said nothing of is fined all the same.
#[test]
fn an_empty_cell_that_costs_money_is_told() {
    let fine = "\n[[money]]\nid = \"fine\"\nname = \"扣款\"\nclause = \"四\"\nround = \"fen\"\nkind = \"duty\"\nduty = \"例会\"\n\
                every = \"quarter\"\ntimes = 3\ndeduct = 50\n";
    let told = |february: &str| {
        let own = [of_first(1, "times = 1"), february.to_owned(), of_first(3, "times = 1")].concat();
        let case = among_three(fine, &own);
        let (result, found) = case.at("2024-Q1");
        let amounts: Vec<String> = result.money.iter().map(|entry| entry.amount.to_string()).collect();
        (amounts, said(&found, Code::BlankDuty))
    };
    let message = "“例会”2024年第一季度缺次数，有的月别的村填了、它空着，按没有做计：甲村2月";
    assert_eq!(told(""), (vec!["-50".to_owned()], vec![message.to_owned()]));
    assert_eq!(told(&of_first(2, "times = 0")), (vec!["-50".to_owned()], vec![]));
    assert_eq!(told(&of_first(2, "times = 1")), (vec![], vec![]));
}

/// Three by 20 March: an empty February is told; what somebody says later was not done, or was done late, is no empty cell's.
#[test]
fn an_empty_cell_of_what_is_due_by_a_day_is_told() {
    let by = |times: u8| {
        format!(
            "\n[[item.rule]]\nid = \"by\"\nkind = \"duty\"\nduty = \"例会\"\nby = \"03-20\"\ntimes = {times}\ndeduct = 1\n"
        )
    };
    let told = |times: u8, own: &[String]| {
        let case = among_three(&by(times), &own.concat());
        (case.score("2024"), case.said("2024", Code::BlankDuty))
    };
    let message = "“例会”2024年3月20日前缺次数，有的月别的村填了、它空着，按没有做计：甲村2月";
    let [first, third] = [of_first(1, "times = 1"), of_first(3, "times = 1")];
    assert_eq!(told(3, &[first.clone(), third]), ("9".to_owned(), vec![message.to_owned()]));
    let once = "“例会”2024年3月20日前缺次数，有的月别的村填了、它空着，按没有做计：甲村2月、3月";
    assert_eq!(told(1, &[of_first(1, "times = 0")]), ("9".to_owned(), vec![once.to_owned()]));
    assert_eq!(told(1, &[of_first(3, "times = 0")]), ("9".to_owned(), vec![]));
    assert_eq!(told(1, &[first]), ("10".to_owned(), vec![]));
    let mut late = among_three(&by(1), &of_first(4, "times = 1"));
    let cells = late.records.villages.get_mut("甲村").unwrap().duties.get_mut("例会").unwrap();
    cells[0].value = DutyValue::On(date(2024, 4, 2).unwrap());
    assert_eq!((late.score("2024"), late.said("2024", Code::BlankDuty)), ("9".to_owned(), vec![]));
}

/// The cell of a month in which the rule is not in force yet counts nothing anyway.
#[test]
fn an_empty_cell_of_a_month_before_a_rule_is_not_told() {
    let rule =
        "kind = \"duty\"\nduty = \"例会\"\nevery = \"quarter\"\ntimes = 3\ndeduct = 1\nfrom = \"02-01\"";
    let cell = |village: &str, month: i8| {
        format!("{{ village = \"{village}\", month = {month}, duty = \"例会\", times = 1 }}")
    };
    let mut cells = vec![cell("甲村", 2), cell("甲村", 3)];
    cells
        .extend(["乙村", "丙村"].into_iter().flat_map(|village| [1, 2, 3].map(|month| cell(village, month))));
    let facts = format!(
        "villages = {{ \"甲村\" = \"\", \"乙村\" = \"\", \"丙村\" = \"\" }}\nduties = [{}]",
        cells.join(", ")
    );
    let case = |rule: &str| Case::new(&item(POLICY, rule), &facts).said("2024-Q1", Code::BlankDuty).len();
    assert_eq!((case(rule), case(&rule.replace("\nfrom = \"02-01\"", ""))), (0, 1));
}

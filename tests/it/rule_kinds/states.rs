//! What does not apply, was not reported, or comes too late: what each does to the whole.

use cunkao::diagnostic::{Code, Severity};
use cunkao::engine::assessment::{PostingKind, State};

use super::{Case, HEAD, item, said};

/// A duty of each month that empties the item where it is missed.
fn duty(id: &str, points: u32, keys: &str) -> String {
    format!(
        "\n[[item]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"二\"\nsubject = \"village\"\npoints = {points}\n\
         opens = \"full-mark\"\naccrue = \"year\"\nfloor = \"zero\"\ncap = \"none\"\n{keys}\n[[item.rule]]\n\
         id = \"{id}-duty\"\nkind = \"duty\"\nduty = \"{id}\"\nby = \"02-20\"\ntimes = 1\ndeduct = {points}\n"
    )
}

fn head(points: u32, combine: &str) -> String {
    let points = format!("points = {points}\ncombine = \"{combine}\"");
    HEAD.replace("points = 10\ncombine = \"sum\"", &points)
}

fn policies(not_applicable: &str) -> String {
    format!("when-not-applicable = \"{not_applicable}\"\nwhen-not-reported = \"error\"")
}

const ONE_OFF: &str = r#"duties = [
    { month = 2, duty = "aa", not-applicable = true },
    { month = 2, duty = "bb" },
]"#;

/// Ten of ten and nothing to judge: the mean is of the one that is judged.
#[test]
fn a_mean_is_of_what_applies() {
    for how in ["exclude", "rescale"] {
        let items = duty("aa", 10, &policies(how)) + &duty("bb", 10, &policies(how));
        let case = Case::new(&(head(10, "mean") + &items), ONE_OFF);
        let result = case.at("2024").0;
        let village = &result.villages[0];
        assert_eq!((case.score("2024"), village.available.to_string()), ("10".to_owned(), "10".to_owned()));
    }
}

/// Ten points do not apply, twenty do: thirty of thirty, whether or not a part stands between.
#[test]
fn a_part_that_does_not_apply_is_made_up_for() {
    let how = policies("rescale");
    let part = "\n[[part]]\nid = \"part\"\nname = \"部分\"\nclause = \"二\"\nsubject = \"village\"\npoints = 10\n\
                combine = \"sum\"\nfloor = \"zero\"\ncap = \"none\"\n";
    let flat = head(30, "sum") + &duty("aa", 10, &how) + &duty("bb", 20, &how);
    let under = duty("aa", 10, &format!("under = \"part\"\n{how}"));
    let nested = head(30, "sum") + part + &under + &duty("bb", 20, &how);
    assert_eq!([flat, nested].map(|scheme| Case::new(&scheme, ONE_OFF).score("2024")), ["30", "30"]);
}

/// A hundred of a hundred, and ten on top that do not apply: what is left comes to the full mark as it is, and ten lost
/// are ten lost. Where twenty of thirty are left, they are made up for.
#[test]
fn what_does_not_apply_beyond_the_full_mark_leaves_nothing_to_make_up_for() {
    let capped = |points: u32| head(points, "sum").replace("cap = \"none\"", &format!("cap = {points}"));
    let lost = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 10\ncharge = \"village\"";
    let of = |points: u32, own: u32| {
        let mut quiet = item("", lost).replacen(HEAD, "", 1);
        quiet = quiet.replace("points = 10\n", &format!("points = {own}\n"));
        let scheme = capped(points) + &quiet + &duty("aa", 10, &policies("rescale"));
        let facts = "duties = [{ month = 2, duty = \"aa\", not-applicable = true }]\n\
            events = [{ date = \"02-10\", event = \"吵闹\" }]";
        Case::new(&scheme, facts).score("2024")
    };
    // Of 110 a hundred are left; of 30 twenty, ten of which are worth fifteen.
    assert_eq!([of(100, 100), of(30, 20)], ["90", "15"]);
}

/// Not due, and not applicable, are no score to be ranked by: nobody is first with it, or last.
#[test]
fn what_is_not_due_or_not_applicable_has_no_place() {
    let part = "\n[[part]]\nid = \"early\"\nname = \"早\"\nclause = \"二\"\nsubject = \"village\"\npoints = 10\n\
                combine = \"sum\"\nfloor = \"zero\"\ncap = \"none\"\n";
    let earned = duty("aa", 10, &format!("under = \"early\"\n{}", policies("exclude")))
        .replace("opens = \"full-mark\"", "opens = \"nothing\"")
        .replace("deduct = 10", "add = 10");
    let ranked = "\n[[standing]]\nid = \"early\"\nname = \"早排名\"\nnode = \"early\"\ngroup = \"all\"\n\
                  ties = \"share-and-skip\"\n";
    let scheme = head(10, "sum") + part + &earned + ranked;
    let of = |facts: &str, period: &str| {
        let result = Case::new(&scheme, facts).at(period).0;
        let standing = result.standings.iter().find(|standing| standing.id == "early").unwrap();
        standing.rows[0].rank
    };
    let done = "duties = [{ month = 2, duty = \"aa\" }]";
    assert_eq!((of(done, "2024-01"), of(done, "2024-02")), (None, Some(1)));
    assert_eq!(of("duties = [{ month = 2, duty = \"aa\", not-applicable = true }]", "2024-02"), None);
}

/// Where the latest figure takes the place of earlier ones, it takes that of one which nobody reported.
#[test]
fn a_later_figure_takes_the_place_of_one_that_was_not_reported() {
    let rule = "kind = \"shortfall\"\nindicator = \"参保率\"\ntarget = 90\nmeasure = \"month\"\nagain = \"replaces\"\n\
                step = 1\npartial = \"prorate\"\ndeduct = 1";
    let declared = "\n[[indicator]]\nname = \"参保率\"\nunit = \"%\"\nsource = \"entered\"\n";
    let facts = "figures = [{ date = \"02-10\", indicator = \"参保率\", value = 88 }]";
    for (policy, before) in [("zero", "0"), ("full-mark", "10")] {
        let keys = format!("when-not-applicable = \"exclude\"\nwhen-not-reported = \"{policy}\"");
        let case = Case::new(&(item(&keys, rule) + declared), facts);
        assert_eq!(["2024-01", "2024-02"].map(|period| case.score(period)), [before, "8"], "{policy}");
        assert_eq!(case.item("2024-02").state.word(), "scored");
    }
}

/// A target that does not apply takes the item off, by whichever kind it is judged.
#[test]
fn brackets_of_a_target_do_not_apply_without_it() {
    let rules = [
        "kind = \"per-unit\"\nfigure = \"产值\"\nof-target = \"任务\"\non = \"whole\"\n\
         rates = [{ below = 100, rate = 0.01 }, { at-least = 100, rate = 0.1 }]",
        "kind = \"stepped\"\nindicator = \"产值\"\nof-target = \"任务\"\nbrackets = [{ at-least = 100, add = 10 }]\notherwise = 0",
    ];
    for rule in rules {
        let scheme = format!(
            "{HEAD}\n[[item]]\nid = \"only\"\nname = \"项目\"\nclause = \"二\"\nsubject = \"village\"\npoints = 10\n\
             opens = \"nothing\"\naccrue = \"year\"\nfloor = \"zero\"\ncap = \"none\"\n{}\n[[item.rule]]\nid = \"rule\"\n\
             {rule}\nby = \"12-31\"\n\n[[indicator]]\nname = \"产值\"\nunit = \"元\"\nsource = \"entered\"\n\n\
             [[target]]\nname = \"任务\"\nunit = \"元\"\nby-village = {{ \"例村\" = \"不适用\" }}\n",
            policies("full-mark")
        );
        let case = Case::new(&scheme, "figures = [{ date = \"12-01\", indicator = \"产值\", value = 80 }]");
        let item = case.item("2024");
        assert_eq!((item.state.word(), case.score("2024").as_str()), ("not-applicable", "10"), "{rule}");
    }
}

/// Not to report costs the ten points as honestly reporting nothing does: both are losses of the month.
#[test]
fn what_is_lost_by_not_reporting_is_a_loss() {
    let scheme =
        head(10, "sum") + &duty("aa", 10, "when-not-applicable = \"zero\"\nwhen-not-reported = \"zero\"");
    let nothing = Case::new(&scheme, "duties = [{ month = 2, duty = \"aa\", times = 0 }]");
    let silent = Case::new(&scheme, "");
    for case in [&nothing, &silent] {
        let result = case.at("2024-02").0;
        let village = &result.villages[0];
        let lost = (village.period_change.to_string(), village.lost.map(|lost| lost.to_string()));
        assert_eq!((case.score("2024-02").as_str(), lost), ("0", ("-10".to_owned(), Some("10".to_owned()))));
    }
    let kinds: Vec<_> = silent.item("2024-02").postings.iter().map(|posting| posting.kind).collect();
    assert_eq!(kinds, [PostingKind::Opening, PostingKind::Unreported]);
}

/// All is judged on 30 November: what happens in December costs nothing this year, and that is said.
#[test]
fn what_happens_after_the_day_of_judging_is_told() {
    let rule = "kind = \"per-event\"\nevent = \"事故\"\nperson = \"none\"\neach = \"time\"\ndeduct = 2\n\
                charge = \"village\"\njudged = \"11-30\"";
    let of = |day: &str| {
        let facts = format!("events = [{{ date = \"{day}\", event = \"事故\" }}]");
        let case = Case::new(&item("", rule), &facts);
        (case.score("2024"), case.said("2024", Code::AfterJudging), case.said("2024-11", Code::AfterJudging))
    };
    assert_eq!(of("11-30"), ("8".to_owned(), Vec::new(), Vec::new()));
    let told = vec!["2024年12月5日在集中认定之日2024年11月30日以后，集中认定的这一条当年不再计它".to_owned()];
    assert_eq!(of("12-05"), ("10".to_owned(), told, Vec::new()));
}

/// A mark of the first quarter is none of the second: a formula asks for it anew, as a mark that is entered does.
#[test]
fn a_formula_wants_a_mark_of_its_own_each_time() {
    let item = |id: &str, rule: &str| {
        format!(
            "\n[[item]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"二\"\nsubject = \"village\"\npoints = 10\n\
             opens = \"nothing\"\naccrue = \"year\"\nfloor = \"zero\"\ncap = \"none\"\n{}\n[[item.rule]]\n\
             id = \"{id}-rule\"\n{rule}\n",
            policies("exclude")
        )
    };
    let entered = "kind = \"entered\"\nmark = \"评议\"\ngiven-by = \"党政办\"\nat-least = 0\nat-most = 10\nby = \"03-31\"";
    let formula = "kind = \"formula\"\nformula = \"评议\"\nmeasure = \"quarter\"\nagain = \"adds\"";
    let scheme = head(20, "sum") + &item("aa", entered) + &item("bb", formula);
    let case = Case::new(&scheme, "marks = [{ month = 3, mark = \"评议\", value = 5 }]");
    assert_eq!(case.score("2024-Q1"), "10");
    assert_eq!(
        (case.score("2024-H1"), case.said("2024-H1", Code::NotReported).len()),
        ("未报".to_owned(), 1)
    );
}

/// A mark is given for a month: one that is judged on a day within it is that month's, in a leap year too.
#[test]
fn a_mark_of_the_month_counts_on_a_day_within_it() {
    for (day, month) in [("12-15", 12), ("02-28", 2)] {
        let rule = format!(
            "kind = \"entered\"\nmark = \"评议\"\ngiven-by = \"党政办\"\nat-least = 0\nat-most = 10\nby = \"{day}\""
        );
        let scheme =
            item(&policies("exclude"), &rule).replace("opens = \"full-mark\"", "opens = \"nothing\"");
        let facts = format!("marks = [{{ month = {month}, mark = \"评议\", value = 7 }}]");
        assert_eq!(Case::new(&scheme, &facts).score("2024"), "7", "{day}");
    }
}

/// A month in which nothing was reported is left out of the mean where the rulebook says so, and the office is told.
#[test]
fn a_month_without_any_report_is_told() {
    let item = duty("aa", 10, &policies("exclude"))
        .replace("accrue = \"year\"", "accrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"")
        .replace("by = \"02-20\"", "every = \"month\"");
    let scheme = head(10, "sum") + &item;
    let case = Case::new(
        &scheme,
        "duties = [{ month = 1, duty = \"aa\" }, { month = 2, duty = \"aa\", times = 0 }]",
    );
    let (_, found) = case.at("2024-Q1");
    let expected = "例村的“aa”2024年3月到期的一项也没有填报，按细则不计，平均时也不算在内";
    assert_eq!(
        (case.score("2024-Q1").as_str(), said(&found, Code::PeriodAbsent)),
        ("5", vec![expected.to_owned()])
    );
    assert!(found.iter().all(|one| one.severity == Severity::Warning), "{found:?}");
    assert!(case.said("2024-02", Code::PeriodAbsent).is_empty());
}

/// A sign-in sheet may come in any month: an item that counts it is scored from the first day, and its ten points can be
/// had, as those of an item that waits for events.
#[test]
fn an_item_that_counts_attendance_or_leaves_is_scored_from_the_first_day() {
    let counted = ["attendance = \"absent\"", "leave = \"without\"", "event = \"缺席\"\nperson = \"none\""];
    for counts in counted {
        let each = if counts.starts_with("leave") { "day" } else { "time" };
        let rule =
            format!("kind = \"per-event\"\n{counts}\neach = \"{each}\"\ndeduct = 1\ncharge = \"village\"");
        let case = Case::new(&item("", &rule), "");
        let own = case.item("2024-02");
        assert_eq!(
            (own.state, own.due, own.available.to_string()),
            (State::Scored, None, "10".to_owned()),
            "{counts}"
        );
    }
}

/// Fifteen points off an item of a part of ten, whose own floor gives five back: ten are lost.
#[test]
fn what_the_floor_of_a_part_gives_back_is_not_lost() {
    let part = "\n[[part]]\nid = \"part\"\nname = \"部分\"\nclause = \"二\"\nsubject = \"village\"\npoints = 10\n\
                combine = \"sum\"\nfloor = \"zero\"\ncap = \"none\"\n";
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let facts = "events = [{ date = \"02-05\", event = \"吵闹\", count = 15 }]";
    let case = Case::new(&(item("under = \"part\"", noise) + part), facts);
    let (result, _) = case.at("2024-02");
    let village = &result.villages[0];
    assert_eq!((case.score("2024-02"), village.lost.unwrap().to_string()), ("0".to_owned(), "10".to_owned()));
    assert_eq!(result.summary.unwrap().lost[0].amount.to_string(), "10");
}

/// A part in which one item lost 3 and another earned 5 lost 3, and not nothing. In a weighted one a point is half a point.
#[test]
fn what_one_item_earns_hides_no_loss_of_another() {
    let of = |combine: &str, keys: &str, praised: &str| {
        let part = format!(
            "\n[[part]]\nid = \"part\"\nname = \"部分\"\nclause = \"二\"\nsubject = \"village\"\npoints = 10\n\
             combine = \"{combine}\"\nfloor = \"zero\"\ncap = \"none\"\n"
        );
        let noise = item(
            "",
            "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"",
        );
        let noise = noise.replace(
            "subject = \"village\"\npoints = 10\nopens",
            &format!("subject = \"village\"\nunder = \"part\"\n{keys}\npoints = 10\nopens"),
        );
        let praise = format!(
            "\n[[item]]\nid = \"praise\"\nname = \"表扬\"\nclause = \"三\"\nsubject = \"village\"\nunder = \"part\"\n{keys}\n{praised}\n\
             opens = \"nothing\"\nfloor = \"none\"\ncap = \"none\"\naccrue = \"year\"\n\n[[item.rule]]\nid = \"praise-rule\"\nkind = \"per-event\"\n\
             event = \"表扬\"\nperson = \"none\"\neach = \"time\"\nadd = 5\ncharge = \"village\"\n"
        );
        let facts = "events = [{ date = \"02-05\", event = \"吵闹\", count = 3 }, { date = \"02-06\", event = \"表扬\" }]";
        let case = Case::new(&(noise + &part + &praise), facts);
        let (result, found) = case.at("2024-02");
        assert!(!found.has_errors(), "{found:?}");
        let village = &result.villages[0];
        let summed =
            result.summary.unwrap().lost.iter().map(|item| item.amount.to_string()).collect::<Vec<_>>();
        (village.period_change.to_string(), village.lost.unwrap().to_string(), summed.join("、"))
    };
    let told = |change: &str, lost: &str| (change.to_owned(), lost.to_owned(), lost.to_owned());
    assert_eq!(of("sum", "", ""), told("2", "3"));
    assert_eq!(of("weighted", "weight = 50", "points = 10"), told("1", "1.5"));
}

/// Rows of June, when all is settled, and of July, when nothing looks at them any more.
#[test]
fn rows_after_the_last_settlement_are_told_of() {
    let money = |id: &str, settle: &str| {
        format!(
            "\n[[money]]\nid = \"{id}\"\nname = \"补助\"\nclause = \"四\"\nkind = \"per-unit\"\nfigure = \"面积\"\nrate = 10\n\
             per = \"household\"\nhousehold = \"户主\"\nsettle = \"{settle}\"\nround = \"fen\"\n"
        )
    };
    let register = "\n[[register]]\nname = \"台账\"\ncolumns = [\n { name = \"日期\", type = \"date\" },\n\
        { name = \"村\", type = \"village\" },\n { name = \"户主\", type = \"text\" },\n\
        { name = \"面积\", type = \"number\", unit = \"亩\", at-least = 0 },\n]\n\n[[indicator]]\nname = \"面积\"\nunit = \"亩\"\n\
        source = \"register\"\nregister = \"台账\"\ncolumn = \"面积\"\naggregate = \"sum\"\n";
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let facts = "rows = [\n { register = \"台账\", date = \"06-30\", values = { \"户主\" = \"甲\", \"面积\" = 3 } },\n\
        { register = \"台账\", date = \"07-01\", values = { \"户主\" = \"乙\", \"面积\" = 2 } },\n]";
    let told = |settle: &[&str], period: &str| {
        let rules: String = settle.iter().zip(["one", "two"]).map(|(day, id)| money(id, day)).collect();
        let case = Case::new(&(item("", noise) + register + &rules), facts);
        case.said(period, Code::AfterJudging)
    };
    let late = "2024年7月1日在“台账”最后一次结算的2024年6月30日以后，当年不再计它";
    assert_eq!(told(&["06-30"], "2024"), [late]);
    // Not while the row lies ahead, and not where another rule settles later.
    assert_eq!(told(&["06-30"], "2024-Q2"), [""; 0]);
    assert_eq!(told(&["06-30", "12-31"], "2024"), [""; 0]);
}

/// Points are counted from 10 July on: the months before it are no months without points.
#[test]
fn months_before_points_are_counted_leave_the_mean() {
    let rule = "kind = \"per-event\"\nevent = \"事故\"\nperson = \"none\"\neach = \"time\"\ndeduct = 6\n\
                charge = \"village\"";
    let keys = "accrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"\nstarts = \"07-10\"";
    let case = Case::new(&item(keys, rule), "events = [{ date = \"08-12\", event = \"事故\" }]");
    // Six months of ten, but for August.
    assert_eq!(["2024-06", "2024-07", "2024"].map(|period| case.score(period)), ["0", "10", "9"]);
}

/// 乙村 has none of what is scored: it is behind nobody, and neither last nor first.
#[test]
fn whom_nothing_applies_to_has_no_place() {
    let rule = "kind = \"duty\"\nduty = \"清查\"\nby = \"03-31\"\ntimes = 1\ndeduct = 3";
    let policy = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"";
    let facts = r#"villages = { "甲村" = "", "乙村" = "" }
duties = [
    { month = 3, village = "甲村", duty = "清查", times = 0 },
    { month = 3, village = "乙村", duty = "清查", not-applicable = true },
]"#;
    let (result, _) = Case::new(&item(policy, rule), facts).at("2024-03");
    let ranks: Vec<_> = result.villages.iter().map(|village| (village.name.as_str(), village.rank)).collect();
    assert_eq!(ranks, [("甲村", Some(1)), ("乙村", None)]);
}

/// One rule for each quarter's end, in accounts of a quarter: 乙村, which has no task, is out in each of them.
#[test]
fn rules_of_other_quarters_do_not_make_an_account_applicable() {
    let rule = |by: &str, id: &str| {
        let head = if id == "first" { String::new() } else { format!("\n[[item.rule]]\nid = \"{id}\"\n") };
        format!(
            "{head}kind = \"all-or-nothing\"\nindicator = \"面积\"\nof-target = \"任务\"\nbelow = 25\ndeduct = 4\nby = \"{by}\"\n"
        )
    };
    let rules = rule("03-31", "first") + &rule("06-30", "second") + &rule("09-30", "third");
    let declared = "\n[[indicator]]\nname = \"面积\"\nunit = \"亩\"\nsource = \"entered\"\n\n[[target]]\nname = \"任务\"\n\
                    unit = \"亩\"\nby-village = { \"甲村\" = 100, \"乙村\" = \"不适用\" }\n";
    let keys = "accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\"\nwhen-not-applicable = \"exclude\"\n\
                when-not-reported = \"error\"";
    let facts = r#"villages = { "甲村" = "", "乙村" = "" }
figures = [
    { date = "03-31", village = "甲村", indicator = "面积", value = 30 },
    { date = "06-30", village = "甲村", indicator = "面积", value = 20 },
]"#;
    let case = Case::new(&item(keys, &(rules + declared)), facts);
    let scores = |period: &str| {
        let villages = case.at(period).0.villages;
        [super::shown(villages[0].score), super::shown(villages[1].score)]
    };
    assert_eq!(scores("2024-Q1"), ["10", "0"]);
    assert_eq!(scores("2024-Q2"), ["6", "0"]);
    let village = &case.at("2024-Q1").0.villages[1];
    assert_eq!(super::shown(Some(village.available)), "0");
}

/// Each posting of the item as its day, rule and amount.
fn posted(case: &Case, period: &str) -> Vec<String> {
    let item = case.item(period);
    let shown = item.postings.iter().map(|one| format!("{} {} {}", one.date, one.rule, one.amount));
    shown.chain([format!("{} {}", item.score.unwrap(), item.period_change)]).collect()
}

/// Nothing in January counts as nothing, 60 of 60 in February as all of it, nothing by the end of May as 60 still: what was
/// posted in January stays, and February gives it back.
#[test]
fn what_was_not_reported_once_is_given_back_when_it_is() {
    let rule = "kind = \"shortfall\"\nindicator = \"存粮\"\ntarget = 60\nmeasure = \"month\"\nagain = \"replaces\"\n\
                step = 1\npartial = \"completed\"\ndeduct = 1";
    let declared = "\n[[indicator]]\nname = \"存粮\"\nunit = \"斤\"\nsource = \"entered\"\n";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"";
    let facts = "figures = [{ date = \"02-10\", indicator = \"存粮\", value = 58 }]";
    let case = Case::new(&(item(keys, rule) + declared), facts);
    let january = ["2024-01-01 opening 10", "2024-01-31 not-reported -10"];
    assert_eq!(posted(&case, "2024-01"), [&january[..], &["0 -10"]].concat());
    let february = ["2024-02-29 not-reported 10", "2024-02-29 rule -2"];
    assert_eq!(posted(&case, "2024-02"), [&january[..], &february, &["8 8"]].concat());
    assert_eq!(posted(&case, "2024-05"), [&january[..], &february, &["8 0"]].concat());
}

/// A duty of each month, blank twice: what the first blank came to is not moved to the second.
#[test]
fn what_was_not_reported_again_is_posted_once() {
    let rule = "kind = \"duty\"\nduty = \"建档\"\nevery = \"month\"\ntimes = 1\ndeduct = 1";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"";
    let case = Case::new(&item(keys, rule), "duties = [{ date = \"01-10\", duty = \"建档\" }]");
    let both = ["2024-01-01 opening 10", "2024-02-29 not-reported -10"];
    assert_eq!(posted(&case, "2024-02"), [&both[..], &["0 -10"]].concat());
    assert_eq!(posted(&case, "2024-03"), [&both[..], &["0 0"]].concat());
}

/// Off in January, done in February and missed in March: the item comes back into the whole on the day from which it counts.
#[test]
fn what_did_not_apply_once_comes_back_when_it_does() {
    let rule = "kind = \"duty\"\nduty = \"建档\"\nevery = \"month\"\ntimes = 1\ndeduct = 1";
    let facts = "duties = [{ month = 1, duty = \"建档\", not-applicable = true }, { date = \"02-10\", duty = \"建档\" }, \
                 { month = 3, duty = \"建档\", times = 0 }]";
    let case = Case::new(&item(&policies("exclude"), rule), facts);
    let january = ["2024-01-01 opening 10", "2024-01-31 opening -10"];
    assert_eq!(posted(&case, "2024-01"), [&january[..], &["0 0"]].concat());
    let february = ["2024-02-29 opening 10"];
    assert_eq!(posted(&case, "2024-02"), [&january[..], &february, &["10 0"]].concat());
    assert_eq!(posted(&case, "2024-03"), [&january[..], &february, &["2024-03-31 rule -1", "9 -1"]].concat());
}

/// Ten points for a task that 例村 has not, and a deduction for what was made up: the item counts events, so it stays, and the
/// office is told what its scheme says of tasks that do not apply. A village with the task, or an item that keeps its full
/// mark anyway, is told of nothing.
#[test]
fn an_item_that_stays_for_its_events_alone_is_told() {
    let duty = "kind = \"duty\"\nduty = \"建档\"\nby = \"02-20\"\ntimes = 1\ndeduct = 1\n\n[[item.rule]]\nid = \"false\"\n\
                kind = \"per-event\"\nevent = \"弄虚作假\"\nperson = \"none\"\neach = \"time\"\ndeduct = 5\ncharge = \"village\"";
    let off = "duties = [{ month = 2, duty = \"建档\", not-applicable = true }]";
    let done = "duties = [{ month = 2, duty = \"建档\" }]";
    let told = |policy: &str, facts: &str, period: &str| {
        Case::new(&item(&policies(policy), duty), facts).said(period, Code::ItemKeptByEvents)
    };
    let message = "例村“项目”（一（一），10分）的指标、任务和规定动作都不适用，细则写的是不计本项，应得分相应减少；\
                   但本项还计事项，仍留在总分里，按有这项任务计";
    assert_eq!(told("exclude", off, "2024"), [message]);
    assert!(told("exclude", off, "2024-01").is_empty());
    assert!(told("exclude", done, "2024").is_empty());
    assert!(told("full-mark", off, "2024").is_empty());
}

/// A coefficient of 1.2 is one; 不适用 is none, and the office is told that it counts as 1.
#[test]
fn a_coefficient_that_does_not_apply_is_told() {
    let told = |value: &str| {
        let scheme = item(
            "",
            "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"",
        );
        let factor = "round = \"exact\"\ncoefficient = { target = \"难度系数\", over = [\"only\"] }";
        let target = format!(
            "\n[[target]]\nname = \"难度系数\"\nunit = \"倍\"\nby-village = {{ \"例村\" = {value} }}\n"
        );
        let case = Case::new(&(scheme.replacen("round = \"exact\"", factor, 1) + &target), "");
        (case.score("2024"), case.said("2024", Code::CoefficientNone))
    };
    assert_eq!(told("1.2"), ("12".to_owned(), Vec::new()));
    assert_eq!(told("\"不适用\""), ("10".to_owned(), vec!["系数“难度系数”对例村不适用，按 1 计".to_owned()]));
}

/// Votes are typed in for a formula and bring nothing themselves: where one of them does not apply, nor does the item, and the
/// other one, of ten points, is all there is. With all of them, 40 and 5 of 50 votes are 8.8 of ten.
#[test]
fn what_only_formulas_read_keeps_nothing_applicable() {
    let vote = |name: &str| {
        format!(
            "\n[[item.rule]]\nid = \"{name}\"\nkind = \"entered\"\nmark = \"{name}\"\ngiven-by = \"测评会\"\nat-least = 0\n\
             at-most = 500\nworth = 0\nby = \"06-30\"\n"
        )
        .replace("id = \"总票\"", "id = \"all\"")
        .replace("id = \"优秀票\"", "id = \"good\"")
        .replace("id = \"称职票\"", "id = \"fair\"")
    };
    let poll = format!(
        "\n[[item]]\nid = \"poll\"\nname = \"测评\"\nclause = \"五\"\nsubject = \"village\"\npoints = 10\nopens = \"nothing\"\n\
         accrue = \"year\"\nfloor = \"zero\"\ncap = 10\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n{}\
         \n[[item.rule]]\nid = \"score\"\nkind = \"formula\"\nformula = \"(优秀票 + 称职票 * 0.8) / 总票 * 10\"\nby = \"06-30\"\n",
        [vote("总票"), vote("优秀票"), vote("称职票")].concat()
    );
    let quiet = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let of = |fair: &str| {
        let marks = [("总票", "50"), ("优秀票", "40"), ("称职票", fair)]
            .map(|(name, value)| format!("{{ month = 6, mark = \"{name}\", value = {value} }}"));
        let scheme = (item("", quiet) + &poll).replacen("points = 10", "points = 20", 1);
        let case = Case::new(&scheme, &format!("marks = [{}]", marks.join(", ")));
        let village = &case.at("2024").0.villages[0];
        let poll = &village.items[1];
        (poll.state, poll.score.map(|score| score.to_string()), village.available.to_string())
    };
    assert_eq!(of("5"), (State::Scored, Some("8.8".to_owned()), "20".to_owned()));
    assert_eq!(of("\"不适用\""), (State::NotApplicable, Some("0".to_owned()), "10".to_owned()));
}

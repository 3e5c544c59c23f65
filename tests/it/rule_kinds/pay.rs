//! What a score is paid for: the posts and days that were served, by what held at the end of each period.

use cunkao::analysis::lowering::Remeasured;
use cunkao::diagnostic::Code;
use cunkao::period::date;
use cunkao::records::{ClassFrom, Tenure};
use cunkao::report::explain::{Query, Question, Topic};
use cunkao::report::overview;

use super::{Case, item, said};
use crate::explanation::all;

const QUIET: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"";

/// Every village has its full mark, so that the base alone decides.
fn scheme(period: &str, base: &str, keys: &str) -> String {
    let scheme = item("", QUIET).replace("posts = [", "classes = [\"小村\", \"大村\"]\nposts = [");
    format!(
        "{scheme}\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 100\ncombine = \"sum\"\nfloor = \"none\"\n\
         cap = \"none\"\nround = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"本人\"\nclause = \"五\"\n\
         subject = \"cadre\"\npoints = 100\nopens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n\n\
         [[pay]]\nid = \"pay\"\nname = \"报酬\"\nclause = \"六\"\nsubject = \"cadre\"\nnode = \"village\"\n\
         period = \"{period}\"\n{base}\nof = \"full\"\n{keys}\nround = \"yuan\"\n"
    )
}

fn by_post(partial: &str, two: &str) -> String {
    let keys = format!(
        "by-post = {{ \"主任\" = 0.8, \"会计\" = 1 }}\ntwo-posts = \"{two}\"\npartial = \"{partial}\""
    );
    scheme("year", "base = 10000", &keys)
}

fn paid(case: &Case, period: &str) -> Vec<String> {
    let entries = case.at(period).0.money;
    entries.iter().map(|entry| entry.amount.to_string()).collect()
}

/// 主任 to the end of June, 会计 from July on: 182 days at 0.8 and 184 at 1, of 366 (2024): 329.6 ÷ 366 × 10000, whatever
/// is paid for who is in office for a part of the year only. Who leaves at the end of September and is paid in full has 182
/// days at 0.8 and 92 at 1, of 274: 237.6 ÷ 274 × 10000 = 8671.53.
#[test]
fn posts_held_one_after_the_other_are_not_held_at_once() {
    let facts = r#"cadres = [
        { name = "张三", post = "主任", until = "06-30" },
        { name = "张三", post = "会计", from = "07-01" },
    ]"#;
    for two in ["sum", "larger"] {
        let amounts = ["full", "none", "by-days"]
            .map(|partial| paid(&Case::new(&by_post(partial, two), facts), "2024"));
        assert_eq!(amounts, [["9005"], ["9005"], ["9005"]], "{two}");
    }
    let left = facts.replace("from = \"07-01\"", "from = \"07-01\", until = \"09-30\"");
    assert_eq!(paid(&Case::new(&by_post("full", "larger"), &left), "2024"), ["8672"]);
    let at_once = r#"cadres = [{ name = "张三", post = "主任" }, { name = "张三", post = "会计" }]"#;
    let both = ["sum", "larger"].map(|two| paid(&Case::new(&by_post("full", two), at_once), "2024"));
    assert_eq!(both, [["18000"], ["10000"]]);
}

/// A post that stands on the roster twice is held once: 8000, and no 16000.
#[test]
fn a_post_is_held_once_however_many_rows_give_it() {
    let mut case = Case::new(&by_post("by-days", "sum"), r#"cadres = [{ name = "张三", post = "主任" }]"#);
    let again: Tenure = case.records.roster.tenures[0].clone();
    case.records.roster.tenures.push(Tenure { from: date(2024, 3, 1), ..again });
    assert_eq!(paid(&case, "2024"), ["8000"]);
}

/// A bonus that is the same for all is paid by both villages of who serves in both at once, and that is told; and so it is of
/// who goes from one to the other, where it is not divided by the days; not of two of one name, nor where posts have
/// coefficients.
#[test]
fn who_serves_two_villages_at_once_is_told_to_be_paid_twice() {
    let alike = scheme("year", "base = 2000", "partial = \"full\"");
    let told = |scheme: &str, until: Option<i8>, ids: [&str; 2]| {
        let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\n\
                     cadres = [{ name = \"张三\", post = \"主任\", village = \"甲村\" }, { name = \"张三\", post = \"主任\", village = \"乙村\" }]";
        let mut case = Case::new(scheme, facts);
        for (tenure, id) in case.records.roster.tenures.iter_mut().zip(ids) {
            tenure.person.id = id.into();
        }
        case.records.roster.tenures[0].until = until.and_then(|month| date(2024, month, 1));
        case.records.roster.tenures[1].from = until.and_then(|month| date(2024, month, 2));
        let found = case.at("2024").1;
        found
            .iter()
            .filter(|one| one.code == Code::TwoVillages)
            .map(|one| one.message.clone())
            .collect::<Vec<_>>()
    };
    let words = "张三（16）同时在乙村、甲村任职：“报酬”每个村各算一份";
    assert_eq!(told(&alike, None, ["16", "16"]), [words]);
    let words = "张三（16）先后在甲村、乙村任职：“报酬”不按在任的日子折算，两边都有的各算一份";
    assert_eq!(told(&alike, Some(9), ["16", "16"]), [words]);
    let by_days = scheme("year", "base = 2000", "partial = \"by-days\"");
    // Where cadres are ranked they are two of them, whatever is paid.
    let ranked = "\n[[standing]]\nid = \"cadres\"\nname = \"干部排名\"\nnode = \"cadre\"\ngroup = \"all\"\nleavers = \"unranked\"\n\
                  ties = \"share-and-skip\"\n\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"八\"\nstanding = \"cadres\"\n\
                  period = \"year\"\nby = \"score\"\ngrades = [{ name = \"优秀\", at-least = 90 }, { name = \"合格\", below = 90 }]\n";
    let places = "“干部排名”里每个村各占一名，“等次”也各算一个";
    let words = format!("张三（16）同时在乙村、甲村任职：“报酬”每个村各算一份；{places}");
    assert_eq!(told(&format!("{alike}{ranked}"), None, ["16", "16"]), [words]);
    // One day of both, and one village at the end: only one is ranked.
    let mut case = Case::new(
        &format!("{}{ranked}", by_post("full", "sum")),
        "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\ncadres = [\n\
         { name = \"张三\", post = \"主任\", village = \"甲村\", until = \"06-01\" },\n\
         { name = \"张三\", post = \"主任\", village = \"乙村\", from = \"06-01\" },\n]",
    );
    case.records.roster.tenures.iter_mut().for_each(|tenure| tenure.person.id = "16".into());
    assert_eq!(case.said("2024", Code::TwoVillages), [""; 0]);
    let words = format!("张三（16）同时在乙村、甲村任职：{places}");
    assert_eq!(told(&format!("{}{ranked}", by_post("full", "sum")), None, ["16", "16"]), [words]);
    for (scheme, until, ids) in [
        (&by_days, Some(9), ["16", "16"]),
        (&alike, None, ["16", "17"]),
        (&alike, None, ["", ""]),
        (&by_post("full", "sum"), None, ["16", "16"]),
    ] {
        assert_eq!(told(scheme, until, ids), [""; 0], "{until:?} {ids:?}");
    }
}

/// The row of a post in a village that is gone may stand open: nobody serves there any more.
#[test]
fn nobody_serves_in_a_village_that_is_gone() {
    let by_days = scheme("year", "base = 2000", "partial = \"by-days\"");
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\n\
                 cadres = [{ name = \"张三\", post = \"主任\", village = \"乙村\" }, \
                 { name = \"张三\", post = \"主任\", village = \"甲村\", from = \"07-01\" }]";
    let mut case = Case::new(&by_days, facts);
    case.records.roster.tenures.iter_mut().for_each(|tenure| tenure.person.id = "16".into());
    assert_eq!(case.said("2024", Code::TwoVillages).len(), 1);
    case.records
        .roster
        .villages
        .iter_mut()
        .filter(|one| one.name == "乙村")
        .for_each(|one| one.until = date(2024, 6, 30));
    assert_eq!(case.said("2024", Code::TwoVillages), [""; 0]);
}

/// Part of the year is paid in full, by its days, 100 of 366, or not at all.
#[test]
fn who_served_for_a_part_is_paid_as_the_rulebook_says() {
    let facts = r#"cadres = [{ name = "张三", post = "会计", until = "04-09" }]"#;
    let of = |partial: &str| paid(&Case::new(&by_post(partial, "sum"), facts), "2024");
    assert_eq!((of("full"), of("by-days")), (vec!["10000".to_owned()], vec!["2732".to_owned()]));
    assert!(of("none").is_empty());
}

/// 83 of 90 points, 50 yuan for the full mark, 0.9 of it for the post: 50 × 83 × 0.9 ÷ 90 is 41.5 and not a little less,
/// as it were if 50 × 83 ÷ 90 were cut off before.
#[test]
fn what_is_paid_is_divided_once() {
    let keys = "by-post = { \"主任\" = 0.9 }\ntwo-posts = \"sum\"\npartial = \"by-days\"";
    let scheme = scheme("month", "base = 50", keys).replace("points = 10\n", "points = 90\n");
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }]\nevents = [{ date = \"03-05\", event = \"吵闹\", count = 7 }]";
    assert_eq!(paid(&Case::new(&scheme, facts), "2024-03"), ["42"]);
}

/// What a score brings along a line is told with the two points that it lies between, and the percentage: 97 by hand; 94
/// and two thirds does not end.
#[test]
fn what_a_score_brings_along_a_line_is_told() {
    let line = "base = 1000\n\
        scale = [{ score = 95, percent = 100 }, { score = 90, percent = 95 }, { score = 87, percent = 94 }]";
    let scheme = scheme("year", line, "partial = \"full\"");
    let scheme = scheme.replace("of = \"full\"\n", "").replace("points = 10\n", "points = 100\n");
    let told = |faults: u32| {
        let facts = format!(
            "cadres = [{{ name = \"张三\", post = \"主任\" }}]\n\
             events = [{{ date = \"03-05\", event = \"吵闹\", count = {faults} }}]"
        );
        let result = Case::new(&scheme, &facts).at("2024").0;
        let entry = &result.money[0];
        (entry.amount.to_string(), entry.postings[0].reason.to_string())
    };
    let of = |amount: &str, why: &str| (amount.to_owned(), format!("2024年度：基数1000元，考核得{why}"));
    assert_eq!(told(4), of("1000", "96分，95分以上的按100%"));
    assert_eq!(told(8), of("970", "92分，在95分的100%与90分的95%之间，按97%"));
    assert_eq!(told(10), of("950", "90分，按95%"));
    assert_eq!(told(11), of("947", "89分，在90分的95%与87分的94%之间，按约94.666667%"));
    assert_eq!(told(60), of("940", "40分，87分以下的按94%"));
}

/// The village is gone after August: its cadre, whose row has no end, is paid for 244 of 366 days at 0.8: 5333.33.
#[test]
fn cadres_of_a_village_that_is_gone_are_paid_for_their_days() {
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\n\
                 cadres = [{ name = \"张三\", post = \"主任\", village = \"甲村\" }]";
    let of = |partial: &str| {
        let mut case = Case::new(&by_post(partial, "sum"), facts);
        case.records.roster.villages[0].until = date(2024, 8, 31);
        let result = case.at("2024").0;
        assert_eq!((result.villages.len(), result.cadres.len()), (1, 0));
        let lines = result.payments.iter().flat_map(|list| &list.lines);
        assert!(lines.into_iter().all(|line| line.post == "主任"), "{:?}", result.payments);
        paid(&case, "2024")
    };
    assert_eq!((of("by-days"), of("full")), (vec!["5333".to_owned()], vec!["8000".to_owned()]));
    assert!(of("none").is_empty());
}

/// The village comes in on 1 July: its cadre, whose row has no first day, is paid for 184 of 366 days at 0.8, which is
/// 4021.86, as if 1 July were written there too.
#[test]
fn cadres_of_a_village_that_is_new_are_paid_for_their_days() {
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }]";
    let of = |partial: &str, written: bool| {
        let mut case = Case::new(&by_post(partial, "sum"), facts);
        case.records.roster.villages[0].from = date(2024, 7, 1);
        if written {
            case.records.roster.tenures[0].from = date(2024, 7, 1);
        }
        assert!(case.at("2024").0.cadres[0].partial);
        paid(&case, "2024").join("、")
    };
    for written in [true, false] {
        assert_eq!(["by-days", "full", "none"].map(|partial| of(partial, written)), ["4022", "8000", ""]);
    }
}

/// A 小村 with a base of 760 until June, a 大村 with 1520 after: each quarter is paid by its own class, whether the
/// quarter is asked for or the year.
#[test]
fn each_quarter_is_paid_by_the_class_at_its_end() {
    let base = "base-by = \"人口\"\nbases = [{ at-most = 500, base = 760 }, { above = 500, base = 1520 }]";
    let target =
        "\n[[target]]\nname = \"人口\"\nunit = \"人\"\nby-class = { \"小村\" = 400, \"大村\" = 900 }\n";
    let scheme = scheme("quarter", base, "partial = \"full\"") + target;
    let facts = "class = \"小村\"\ncadres = [{ name = \"张三\", post = \"主任\" }]";
    let mut case = Case::new(&scheme, facts);
    let village = &mut case.records.roster.villages[0];
    let cell = village.cell.clone();
    village.classes.push(ClassFrom { from: date(2024, 7, 1), class: "大村".to_owned(), cell });
    let quarters = ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"].map(|quarter| paid(&case, quarter));
    assert_eq!(quarters, [["760"], ["760"], ["1520"], ["1520"]]);
    assert_eq!(paid(&case, "2024"), ["4560"]);
}

/// Three posts one behind the other, with a gap of all of August: 213 days at 0.8, 30 at 1 and 92 at both together, of
/// 366: (170.4 + 30 + 165.6) ÷ 366.
#[test]
fn spells_of_posts_are_paid_by_their_days() {
    let facts = r#"cadres = [
        { name = "张三", post = "主任", until = "07-31" },
        { name = "张三", post = "会计", from = "09-01" },
        { name = "张三", post = "主任", from = "10-01" },
    ]"#;
    assert_eq!(paid(&Case::new(&by_post("by-days", "sum"), facts), "2024"), ["10000"]);
    // The larger of both: (170.4 + 122) ÷ 366 × 10000 = 7989.07.
    assert_eq!(paid(&Case::new(&by_post("by-days", "larger"), facts), "2024"), ["7989"]);
    assert!(paid(&Case::new(&by_post("none", "larger"), facts), "2024").is_empty());
}

/// 李四 was 会计 and is 主任 from July; 赵六 left as 会计; 王五 is both at once.
#[test]
fn cadres_are_ranked_by_the_post_that_they_hold_in_the_end() {
    let facts = r#"cadres = [
        { name = "张三", post = "主任" },
        { name = "李四", post = "会计", until = "06-30" },
        { name = "李四", post = "主任", from = "07-01" },
        { name = "王五", post = "会计" },
        { name = "王五", post = "主任" },
        { name = "赵六", post = "会计", until = "05-31" },
    ]"#;
    let case_text = |several: &str| {
        let standing = format!(
            "[[standing]]\nid = \"by-post\"\nname = \"同职务排名\"\nnode = \"cadre\"\ngroup = \"post\"\n{several}\n\
             ties = \"share-and-skip\"\n"
        );
        scheme("year", "base = 1", "partial = \"full\"") + &standing
    };
    let case = |several: &str| Case::new(&case_text(several), facts);
    let groups = |case: &Case, period: &str| -> Vec<String> {
        let (result, found) = case.at(period);
        let by_post = result.standings.iter().filter(|standing| standing.id == "by-post");
        let names = by_post.map(|standing| {
            let names: Vec<_> = standing.rows.iter().map(|row| row.who.name()).collect();
            format!("{}：{}", standing.group, names.join("、"))
        });
        names.chain(said(&found, Code::SeveralPosts)).collect()
    };
    let told = "“同职务排名”按职务分别排：王五同时兼任几个职务，自成一组，不和别人比";
    let of_year = ["主任：张三、李四", "主任、会计：王五", "会计：赵六"];
    assert_eq!(groups(&case(""), "2024"), [&of_year[..], &[told]].concat());
    assert_eq!(groups(&case("several = \"apart\""), "2024"), of_year);
    let of_quarter = ["主任：张三", "会计：李四、赵六", "主任、会计：王五"];
    assert_eq!(groups(&case("several = \"apart\""), "2024-Q1"), of_quarter);
    // Who took up the one on the day on which the other ended is ranked by the one, and told of no longer.
    let shared = facts
        .replace("\"06-30\"", "\"07-01\"")
        .replace("name = \"王五\", post = \"会计\"", "name = \"孙七\", post = \"会计\"");
    assert_eq!(groups(&Case::new(&case_text(""), &shared), "2024").len(), 2);
    let first = case("several = \"first\"");
    assert_eq!(groups(&first, "2024"), ["主任：张三、李四、王五", "会计：赵六"]);
}

/// Drunk in March: the pay of the first quarter is kept back, which is no suspension from office, and the contract's word
/// for it stays.
#[test]
fn pay_that_is_kept_back_is_called_so() {
    let keys =
        "partial = \"full\"\nforfeit = [{ event = \"酒驾\", person = \"required\", whom = \"person\" }]";
    let facts = r#"cadres = [{ name = "张三", post = "主任" }]
        events = [{ date = "03-05", event = "酒驾", person = "张三" }]"#;
    let result = Case::new(&scheme("quarter", "base = 1000", keys), facts).at("2024-Q1").0;
    let told: Vec<_> = result.actions.iter().map(|action| (action.kind.word(), action.words())).collect();
    assert_eq!(told, [("suspend", "扣发报酬".to_owned())]);
    let document = overview::overview(&result, &Remeasured::default());
    let cells = document.sections.iter().filter_map(|section| section.table.as_ref());
    let cells: Vec<&String> = cells.flat_map(|table| table.rows.iter().flatten()).collect();
    assert!(cells.iter().any(|cell| *cell == "扣发报酬"), "{cells:?}");
    assert!(cells.iter().all(|cell| !cell.contains("停职")), "{cells:?}");
}

/// Three cadres with a grade and pay by it; 张三 left in May.
fn with_leavers(leavers: &str, grades: &str) -> Case {
    let own = "subject = \"cadre\"\npoints = 100\nopens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n";
    let more = format!(
        "\n[[item.rule]]\nid = \"own-rule\"\nkind = \"per-event\"\nevent = \"批评\"\nperson = \"required\"\neach = \"time\"\n\
             deduct = 1\ncharge = \"person\"\n\n[[standing]]\nid = \"cadres\"\nname = \"干部排名\"\nnode = \"cadre\"\ngroup = \"all\"\n\
             {leavers}\nties = \"share-and-skip\"\n\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"七\"\nstanding = \"cadres\"\n\
             period = \"year\"\n{grades}\n"
    );
    let keys = "by-post = { \"主任\" = 1 }\ntwo-posts = \"larger\"\npartial = \"full\"";
    let text = scheme("year", "band = \"grade\"\namounts = { \"优\" = 300, \"良\" = 200 }", keys)
        .replace("\nof = \"full\"", "")
        .replace("node = \"village\"\nperiod = \"year\"\nband", "node = \"cadre\"\nperiod = \"year\"\nband")
        .replace(own, &format!("{own}{more}"));
    let facts = r#"class = "小村"
        cadres = [
            { name = "张三", post = "主任", until = "05-31" },
            { name = "李四", post = "主任" },
            { name = "王五", post = "主任" },
        ]
        events = [
            { date = "03-01", event = "批评", person = "张三" },
            { date = "03-01", event = "批评", person = "王五", count = 2 },
        ]"#;
    Case::new(&text, facts)
}

/// 张三 left in May with nine points, 李四 has ten and 王五 eight: who is ranked, graded and paid for the year, as the rulebook says
/// of leavers, and what is told where it says nothing.
#[test]
fn leavers_are_ranked_or_not_as_the_rulebook_says() {
    let seen = |case: &Case| -> (Vec<String>, Vec<String>, Vec<String>) {
        let (result, found) = case.at("2024");
        assert!(!found.has_errors(), "{found:?}");
        let standing = result.standings.iter().find(|standing| standing.id == "cadres").unwrap();
        let rows = standing.rows.iter().map(|row| format!("{}{:?}", row.who.name(), row.rank.unwrap_or(0)));
        let graded = result.bands.iter().map(|band| format!("{}{}", band.who.name(), band.grade));
        let told = [said(&found, Code::LeaversRanked), said(&found, Code::PayWithoutGrade)].concat();
        let paid = paid(case, "2024").join("、");
        (rows.collect(), graded.chain([paid]).collect(), told)
    };
    let by_place =
        "by = \"places\"\nties = \"better\"\ngrades = [{ name = \"优\", until = 1 }, { name = \"良\" }]";
    let by_score =
        "by = \"score\"\ngrades = [{ name = \"优\", at-least = 100 }, { name = \"良\", below = 100 }]";
    let all = ["李四1", "张三2", "王五3"];
    let told = "“干部排名”里有期末已不在任的：例村张三，照常排名次，调到别村的两处都排";
    let (rows, graded, said) = seen(&with_leavers("", by_place));
    assert_eq!(
        (rows, graded, said),
        (
            all.map(str::to_owned).to_vec(),
            ["李四优", "张三良", "王五良", "200、300、200"].map(str::to_owned).to_vec(),
            vec![told.to_owned()]
        )
    );
    let (rows, _, said) = seen(&with_leavers("leavers = \"ranked\"", by_place));
    assert_eq!((rows.as_slice(), said.len()), (all.map(str::to_owned).as_slice(), 0));
    let (rows, graded, said) = seen(&with_leavers("leavers = \"unranked\"", by_place));
    assert_eq!(rows, ["李四1", "王五2", "张三0"]);
    assert_eq!(graded, ["李四优", "王五良", "300、200"]);
    assert_eq!(said, ["“报酬”按等次发：例村张三2024年度没有等次，没有发"]);
    // A grade by score asks for no place.
    let (_, graded, said) = seen(&with_leavers("leavers = \"unranked\"", by_score));
    assert_eq!(
        (graded.as_slice(), said.len()),
        (["李四优", "王五良", "张三良", "200、300、200"].map(str::to_owned).as_slice(), 0)
    );
    // Nor does it of who is barred, in office or not, unless the veto leaves no place.
    let barred = |place: &str| {
        let veto = format!(
            "{by_score}\n\n[[veto]]\nid = \"veto\"\nname = \"否决\"\nclause = \"六\"\nevent = \"批评\"\nperson = \"required\"\n\
             standing = \"cadres\"\nperiod = \"year\"\neffect = \"bar\"\nplace = \"{place}\""
        );
        seen(&with_leavers("leavers = \"unranked\"", &veto)).1
    };
    assert_eq!(barred("kept"), ["李四优", "王五良", "张三良", "200、300、200"]);
    assert_eq!(barred("last"), ["李四优", "王五良", "张三良", "200、300、200"]);
    assert_eq!(barred("unranked"), ["李四优", "300"]);
}

/// Paid by the point: whoever lies below zero is paid nothing, owes nothing, and is told of.
#[test]
fn a_score_below_zero_is_paid_nothing() {
    let keys = "by-post = { \"主任\" = 1 }\ntwo-posts = \"sum\"\npartial = \"full\"";
    let scheme = scheme("year", "per-point = 100", keys).replace("of = \"full\"\n", "");
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }]\nevents = [{ date = \"03-05\", event = \"吵闹\", count = 15 }]";
    let case = Case::new(&scheme, facts);
    assert_eq!(case.score("2024"), "-5");
    assert!(paid(&case, "2024").is_empty());
    let told = "“报酬”（六）按得分发：例村张三2024年度得分低于0，没有发，也没有倒扣";
    assert_eq!(case.said("2024", Code::PayBelowZero), [told]);
}

/// 会计 has no coefficient: with any score there would be nothing, and the score is not why.
#[test]
fn who_is_not_paid_anyway_is_not_told_that_the_score_is_why() {
    let keys = "by-post = { \"主任\" = 1 }\ntwo-posts = \"sum\"\npartial = \"full\"";
    let scheme = scheme("year", "per-point = 100", keys).replace("of = \"full\"\n", "");
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }, { name = \"李四\", post = \"会计\" }]\n\
                 events = [{ date = \"03-05\", event = \"吵闹\", count = 15 }]";
    let case = Case::new(&scheme, facts);
    let assessment = case.at("2024").0;
    let said = |name: &str| {
        let query = Query { cadre: Some(name.to_owned()), ..Query::default() };
        let question = Question { query, topics: vec![Topic::Money], ..Question::default() };
        let answers = all(&case.rulebook, &case.records, &assessment, &question);
        answers[0].parts[0].sentences.join("\n")
    };
    let why = "低于0分，不发也不倒扣";
    assert!(said("张三").contains(why) && !said("李四").contains(why), "{} {}", said("张三"), said("李四"));
}

/// 甲村 is there until the end of May and has lost three points by then: 700 for the second quarter, whether that or the
/// year is asked for, and the office decides on what no key says.
#[test]
fn a_village_that_left_within_the_quarter_is_paid_for_it() {
    let keys = "\n[[pay]]\nid = \"pay\"\nname = \"奖金\"\nclause = \"六\"\nsubject = \"village\"\nnode = \"village\"\n\
                period = \"quarter\"\nper-point = 100\nround = \"yuan\"\n";
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\n\
                 events = [{ village = \"甲村\", date = \"04-05\", event = \"吵闹\", count = 3 }]";
    let mut case = Case::new(&(item("", QUIET) + keys), facts);
    case.records.roster.villages[0].until = date(2024, 5, 31);
    assert_eq!(paid(&case, "2024-Q2"), ["1000", "700"]);
    // 甲村: 1000 for the first quarter, 700 for the second; 乙村: four times 1000.
    assert_eq!(paid(&case, "2024"), ["4000", "1700"]);
    let told = "甲村考核到2024年5月31日止，“奖金”（六）2024年第二季度照它的得分全额发";
    assert_eq!(case.said("2024", Code::PayOfVillageGone), [told]);
}

/// The base goes by a figure that does not apply to the village: nobody is paid, and that is told with who it is.
#[test]
fn pay_without_a_base_is_told() {
    let base = "base-by = \"人口\"\nbases = [{ at-most = 500, base = 760 }, { above = 500, base = 1520 }]";
    let target = "\n[[target]]\nname = \"人口\"\nunit = \"人\"\nby-village = { \"甲村\" = \"不适用\" }\n";
    let scheme = scheme("year", base, "partial = \"full\"") + target;
    let facts = "villages = { \"甲村\" = \"\" }\ncadres = [{ name = \"张三\", post = \"主任\" }]";
    let case = Case::new(&scheme, facts);
    assert!(paid(&case, "2024").is_empty());
    let told = "“报酬”的基数按“人口”定：甲村张三2024年度不适用或没有这个数，没有发";
    assert_eq!(case.said("2024", Code::PayWithoutBase), [told]);
}

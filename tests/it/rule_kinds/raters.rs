//! Marks that several people give, put together: their mean, or what is left of it without the highest and the lowest.

use cunkao::diagnostic::{Code, Severity};

use super::{Case, item, load, said, shown};

const KEYS: &str = "when-not-applicable = \"zero\"\nwhen-not-reported = \"error\"";

fn rule(keys: &str) -> String {
    format!("kind = \"entered\"\nmark = \"评议\"\ngiven-by = \"评审组\"\nat-least = 0\nat-most = 100\n{keys}")
}

/// Marks of December, each with who gave it.
fn given(keys: &str, marks: &[(&str, &str)]) -> Case {
    let row = |(rater, value): &(&str, &str)| {
        format!("{{ month = 12, mark = \"评议\", rater = \"{rater}\", value = {value} }}")
    };
    let rows: Vec<String> = marks.iter().map(row).collect();
    let scheme = item(KEYS, &rule(&format!("by = \"12-31\"\n{keys}")));
    Case::new(&scheme, &format!("marks = [{}]", rows.join(", ")))
}

const MEAN: &str = "raters = \"mean\"";
const TRIMMED: &str = "raters = \"trimmed-mean\"";

/// 10 points that are there, and what the raters give: (90 + 80 + 82) ÷ 3.
#[test]
fn the_mean_of_all_counts() {
    let case = given(MEAN, &[("甲", "90"), ("乙", "80"), ("丙", "82")]);
    assert_eq!(case.score("2024"), "94");
    let item = case.item("2024");
    let posting = item.postings.iter().find(|one| one.rule == "rule").unwrap();
    assert_eq!(posting.reason.to_string(), "评审组评评议84分（3人所评的平均）");
    assert_eq!(given(MEAN, &[("甲", "90")]).score("2024"), "100");
}

/// 95 and 70 go: (80 + 85 + 90) ÷ 3. Of equal ones but one goes.
#[test]
fn without_the_highest_and_the_lowest() {
    let case = given(TRIMMED, &[("甲", "90"), ("乙", "70"), ("丙", "85"), ("丁", "95"), ("戊", "80")]);
    assert_eq!(case.score("2024"), "95");
    let item = case.item("2024");
    let posting = item.postings.iter().find(|one| one.rule == "rule").unwrap();
    assert_eq!(posting.reason.to_string(), "评审组评评议85分（5人所评，去掉最高95分、最低70分，取平均）");
    assert_eq!(given(TRIMMED, &[("甲", "90"), ("乙", "90"), ("丙", "80"), ("丁", "60")]).score("2024"), "95");
    assert_eq!(given(TRIMMED, &[("甲", "90"), ("乙", "70"), ("丙", "71")]).score("2024"), "81");
}

/// 250 ÷ 3 of 100, worth 30, are 25: a mean that was rounded first would come to 24.9999999999999.
#[test]
fn a_mean_is_rounded_nowhere_before_it_counts() {
    let case = given(&format!("{MEAN}\nworth = 30"), &[("甲", "80"), ("乙", "85"), ("丙", "85")]);
    assert_eq!(case.score("2024"), "35");
}

#[test]
fn two_are_too_few_for_leaving_out_two() {
    let case = given(TRIMMED, &[("甲", "90"), ("乙", "70")]);
    assert_eq!(case.score("2024"), "未报");
    let (_, found) = case.at("2024");
    assert_eq!(
        said(&found, Code::RatersFew),
        ["例村的“评议”要去掉一个最高分和一个最低分，至少要有 3 人评，只有 2 人"]
    );
    assert!(found.iter().any(|one| one.code == Code::RatersFew && one.severity == Severity::Error));
}

/// Who abstains is left out; where all do it does not apply, and where nobody gave one it is not reported.
#[test]
fn who_abstains_is_left_out() {
    let abstains = ("丙", "\"不适用\"");
    assert_eq!(given(MEAN, &[("甲", "90"), ("乙", "70"), abstains]).score("2024"), "90");
    assert_eq!(
        given(TRIMMED, &[("甲", "90"), ("乙", "70"), abstains]).said("2024", Code::RatersFew).len(),
        1
    );
    assert_eq!(given(MEAN, &[abstains]).score("2024"), "0");
    let nobody = given(MEAN, &[]);
    assert_eq!((nobody.score("2024"), nobody.said("2024", Code::NotReported).len()), ("未报".to_owned(), 1));
}

/// Two items and a formula that asks for two marks more, all of December: of each village one message names what nobody gave
/// it, and what counts otherwise is another.
#[test]
fn marks_of_one_ballot_that_nobody_gave_are_told_together() {
    let second = |id: &str, keys: &str, rule: &str| {
        format!(
            "\n[[item]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"二\"\nsubject = \"village\"\nopens = \"nothing\"\naccrue = \"year\"\n\
             floor = \"none\"\ncap = \"none\"\n{keys}\n[[item.rule]]\nid = \"{id}-rule\"\n{rule}\n"
        )
    };
    let by = |mark: &str, day: &str| rule(&format!("by = \"{day}\"")).replace("评议", mark);
    let counts_zero = KEYS.replace("\"error\"", "\"zero\"");
    let scheme = item(KEYS, &by("德", "12-31"))
        + &second("bb", KEYS, &by("能", "12-31"))
        + &second("cc", KEYS, &by("春评", "03-31"))
        + &second("dd", &counts_zero, &by("廉", "12-31"));
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\n\
                 marks = [{ month = 3, village = \"甲村\", mark = \"春评\", value = 5 }, { month = 12, village = \"乙村\", mark = \"能\", value = 5 }]";
    let case = Case::new(&scheme, facts);
    let mut told = case.said("2024", Code::NotReported);
    told.sort();
    assert_eq!(
        told,
        [
            "乙村截至2024年12月31日的评分“廉”没有填报，按零分计",
            "乙村截至2024年12月31日的评分“德”没有填报",
            "乙村截至2024年3月31日的评分“春评”没有填报",
            "甲村截至2024年12月31日的评分“廉”没有填报，按零分计",
            "甲村截至2024年12月31日的评分“德”、“能”没有填报",
        ]
    );
}

/// Of the first quarter each one's last: 90 of 甲 and 70 of 乙; the second is of 丙 alone.
#[test]
fn of_each_the_last_of_the_days_between_counts() {
    let facts = r#"marks = [
        { month = 1, mark = "评议", rater = "甲", value = 60 },
        { month = 2, mark = "评议", rater = "乙", value = 70 },
        { month = 3, mark = "评议", rater = "甲", value = 90 },
        { month = 5, mark = "评议", rater = "丙", value = 50 },
    ]"#;
    let quarterly = item(KEYS, &rule("measure = \"quarter\"\nagain = \"replaces\"\nraters = \"mean\""));
    let case = Case::new(&quarterly, facts);
    assert_eq!((case.score("2024-Q1"), case.score("2024-06")), ("90".to_owned(), "60".to_owned()));
}

/// Each cadre's are put together by themselves.
#[test]
fn cadres_are_rated_by_themselves() {
    let cadre = format!(
        "\n[cadre]\nname = \"个人\"\nclause = \"二\"\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\nround = \"exact\"\n\
         \n[[item]]\nid = \"own\"\nname = \"评议\"\nclause = \"二（一）\"\nsubject = \"cadre\"\npoints = 100\nopens = \"nothing\"\n\
         accrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n{KEYS}\n[[item.rule]]\nid = \"rated\"\n{}\n",
        rule("by = \"12-31\"\nraters = \"mean\"")
    );
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let facts = r#"cadres = [{ name = "张三", post = "主任" }, { name = "李四", post = "会计" }]
marks = [
    { month = 12, mark = "评议", person = "张三", rater = "甲", value = 90 },
    { month = 12, mark = "评议", person = "张三", rater = "乙", value = 95 },
    { month = 12, mark = "评议", person = "李四", rater = "甲", value = 60 },
]"#;
    let case = Case::new(&format!("{}{cadre}", item("", noise)), facts);
    let scores = case.at("2024").0.cadres.iter().map(|one| shown(one.score)).collect::<Vec<_>>();
    assert_eq!(scores, ["92.5", "60"]);
}

#[test]
fn what_does_not_go_with_several_raters_is_refused() {
    let errors = |scheme: &str| {
        let found = load(scheme).1;
        let errors = found.iter().filter(|one| one.severity == Severity::Error);
        errors.map(|one| one.message.clone()).collect::<Vec<_>>().join("\n")
    };
    let rated = item(KEYS, &rule("by = \"12-31\"\nraters = \"mean\""));
    let formula =
        "\n[[item.rule]]\nid = \"again\"\nkind = \"formula\"\nformula = \"评议 / 10\"\nby = \"12-31\"\n";
    assert!(errors(&format!("{rated}{formula}")).contains("由几个人评（raters）"));
    let other = format!("\n[[item.rule]]\nid = \"again\"\n{}\n", rule("by = \"12-31\""));
    assert!(errors(&format!("{rated}{other}")).contains("是否几个人评不一致"));
    let example = |rater: &str| {
        format!(
            "\n[[example]]\nname = \"例\"\nperiod = \"2024\"\nmarks = [{{ month = 12, mark = \"评议\", value = 5{rater} }}]\nexpect = [{{ score = 15 }}]\n"
        )
    };
    assert!(errors(&format!("{rated}{}", example(""))).contains("rater"));
    assert_eq!(errors(&format!("{rated}{}", example(", rater = \"甲\""))), "");
    let alone = item(KEYS, &rule("by = \"12-31\""));
    assert!(errors(&format!("{alone}{}", example(", rater = \"甲\""))).contains("这里不能写 rater"));
    assert_eq!(errors(&format!("{alone}{}", example(""))), "");
}

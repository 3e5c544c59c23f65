//! What coefficients of grades make of pay, and how a pool is shared by scores. Expected values are worked out by hand.

use cunkao::analysis::lowering::Remeasured;
use cunkao::diagnostic::Code;
use cunkao::engine::assessment::Assessment;
use cunkao::report::explain::{Question, Topic};
use cunkao::report::overview::overview;
use cunkao::report::terminal;

use super::{Case, item, load, said};
use crate::explanation::{about, all};

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"\n";

/// 甲村 has its 10, 乙村 9, 丙村 8.
const THREE: &str = r#"villages = { "甲村" = "", "乙村" = "", "丙村" = "" }
events = [
    { date = "02-10", village = "乙村", event = "吵闹" },
    { date = "02-11", village = "丙村", event = "吵闹", count = 2 },
]
"#;

/// One cadre each.
const CADRES: &str = r#"cadres = [
    { village = "甲村", name = "张三", post = "主任" },
    { village = "乙村", name = "李四", post = "会计" },
    { village = "丙村", name = "王五", post = "主任" },
]
"#;

const ROOT: &str = r#"
[cadre]
name = "个人"
clause = "二"
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "own"
name = "作风"
clause = "二（一）"
subject = "cadre"
points = 100
opens = "full-mark"
accrue = "year"
floor = "none"
cap = "none"

[[item.rule]]
id = "late"
kind = "per-event"
event = "迟到"
person = "required"
each = "time"
deduct = 10
charge = "person"

[[standing]]
id = "cadres"
name = "干部排名"
node = "cadre"
group = "all"
ties = "share-and-skip"
leavers = "ranked"

[[band]]
id = "village-grade"
name = "村年度等次"
clause = "四"
standing = "overall"
period = "year"
by = "places"
ties = "better"
grades = [{ name = "一等", until = 1 }, { name = "二等", until = 2 }, { name = "三等" }]

[[band]]
id = "own-grade"
name = "个人等次"
clause = "四"
standing = "cadres"
period = "year"
by = "score"
grades = [{ name = "优秀", at-least = 95 }, { name = "称职", below = 95 }]
"#;

/// What village grades multiply by.
const BY_VILLAGE: &str =
    "{ band = \"village-grade\", rates = { \"一等\" = 1.2, \"二等\" = 1, \"三等\" = 0.8 } }";

fn scheme(subject: &str, keys: &str) -> String {
    let partial =
        if subject == "cadre" && !keys.contains("partial") { "partial = \"by-days\"\n" } else { "" };
    format!(
        "{}{ROOT}\n[[pay]]\nid = \"pay\"\nname = \"绩效\"\nclause = \"六\"\nsubject = \"{subject}\"\nnode = \"village\"\n\
         period = \"year\"\n{partial}{keys}\n",
        item("", NOISE)
    )
}

/// Name, amount, and why, by name.
fn paid(result: &Assessment) -> Vec<(&str, String, String)> {
    let told = result
        .money
        .iter()
        .map(|entry| (entry.party.name(), entry.amount.to_string(), entry.postings[0].reason.to_string()));
    let mut told: Vec<_> = told.collect();
    told.sort();
    told
}

fn amounts(scheme: &str, facts: &str) -> Vec<String> {
    let result = Case::new(scheme, facts).at("2024").0;
    paid(&result).into_iter().map(|(who, amount, _)| format!("{who}{amount}")).collect()
}

fn line<'a>(who: &'a str, amount: &str, why: &str) -> (&'a str, String, String) {
    (who, amount.to_owned(), format!("2024年度：{why}"))
}

/// 1000 × 10/10 × 1.2; 1000 × 9/10 × 1 × 0.9; 1000 × 8/10 × 0.8.
#[test]
fn pay_is_multiplied_by_the_coefficient_of_the_village_s_grade() {
    let keys = format!(
        "base = 1000\nof = \"full\"\ntimes = [{BY_VILLAGE}]\nby-post = {{ \"主任\" = 1, \"会计\" = 0.9 }}\n\
         two-posts = \"larger\"\nround = \"yuan\""
    );
    let result = Case::new(&scheme("cadre", &keys), &format!("{THREE}{CADRES}")).at("2024").0;
    let expected = [
        line("张三", "1200", "基数1000元，考核得10分，满分10分，村年度等次一等，系数1.2"),
        line("李四", "810", "基数1000元，考核得9分，满分10分，村年度等次二等，系数1，职务系数0.9"),
        line("王五", "640", "基数1000元，考核得8分，满分10分，村年度等次三等，系数0.8"),
    ];
    let told = paid(&result);
    assert_eq!(told, expected);
}

/// 33 × 9/10 × 0.85 is 25.245; 29.7 rounded before would be 30, and 25.5 then 26.
#[test]
fn what_coefficients_multiply_is_rounded_once() {
    let times = BY_VILLAGE.replace("\"二等\" = 1,", "\"二等\" = 0.85,");
    let keys = format!("base = 33\nof = \"full\"\ntimes = [{times}]\nround = \"yuan\"");
    // 33 × 1.2 = 39.6; 33 × 0.8 × 0.8 = 21.12.
    assert_eq!(amounts(&scheme("village", &keys), THREE), ["丙村21", "乙村25", "甲村40"]);
}

/// 张三 is 优秀 with 100, 李四 too; 王五 has 90. By the point: 100 × 10 × 1.2 × 1.5, 100 × 9 × 1 × 1.5, 100 × 8 × 0.8 × 1. By
/// the village's grade: 500 × 1.5, 400 × 1.5, 300 × 1.
#[test]
fn several_grades_multiply_each_other_whatever_pay_goes_by() {
    let facts = format!("{THREE}{CADRES}").replace(
        "events = [",
        "events = [\n    { date = \"03-01\", village = \"丙村\", event = \"迟到\", person = \"王五\" },",
    );
    let own = "{ band = \"own-grade\", rates = { \"优秀\" = 1.5, \"称职\" = 1 } }";
    let by_point = format!("per-point = 100\ntimes = [{BY_VILLAGE}, {own}]\nround = \"yuan\"");
    let paid = amounts(&scheme("cadre", &by_point), &facts);
    assert_eq!(paid, ["张三1800", "李四1350", "王五640"]);
    let by_band = format!(
        "band = \"village-grade\"\namounts = {{ \"一等\" = 500, \"二等\" = 400, \"三等\" = 300 }}\ntimes = [{own}]\nround = \"yuan\""
    );
    let paid = amounts(&scheme("cadre", &by_band), &facts);
    assert_eq!(paid, ["张三750", "李四600", "王五300"]);
}

const VETO: &str = "\n[[veto]]\nid = \"veto\"\nname = \"否决\"\nclause = \"七\"\nevent = \"群体事件\"\nperson = \"none\"\n\
                    standing = \"overall\"\nperiod = \"year\"\neffect = \"bar\"\nplace = \"unranked\"\n";

fn struck(facts: &str) -> String {
    facts.replace(
        "events = [",
        "events = [\n    { date = \"02-12\", village = \"甲村\", event = \"群体事件\" },",
    )
}

/// A veto leaves 甲村 without a place and a grade: its cadre has no coefficient, and is told so; another is paid and told
/// nothing of the kind.
#[test]
fn who_has_no_grade_has_no_coefficient_and_is_paid_nothing() {
    let keys = format!("base = 1000\nof = \"full\"\ntimes = [{BY_VILLAGE}]\nround = \"yuan\"");
    let case = Case::new(&(scheme("cadre", &keys) + VETO), &struck(&format!("{THREE}{CADRES}")));
    let (assessment, found) = case.at("2024");
    let told = "“绩效”按等次发：甲村张三2024年度没有等次，没有发";
    assert_eq!(said(&found, Code::PayWithoutGrade), [told]);
    let explained = |village: &str, cadre: &str| {
        let mut question = Question { topics: vec![Topic::Money], ..about(village) };
        question.query.cadre = Some(cadre.to_owned());
        let answers = all(&case.rulebook, &case.records, &assessment, &question);
        answers[0].parts[0].sentences.join("\n")
    };
    assert!(
        explained("甲村", "张三").contains("没有发绩效（六）：没有等次。"),
        "{}",
        explained("甲村", "张三")
    );
    // 乙村 is now first: 1000 × 9/10 × 1.2.
    let other = explained("乙村", "李四");
    assert!(other.contains("发1080元") && !other.contains("没有发"), "{other}");
}

/// 10, 9 and 8 of 27: of 1000 that is 370.37, 333.33 and 296.30; to the yuan one is left over.
#[test]
fn a_pool_is_shared_by_the_score() {
    let keys = |round: &str| format!("pool = 1000\nround = \"{round}\"");
    let result = Case::new(&scheme("village", &keys("fen")), THREE).at("2024").0;
    let expected = [
        line("丙村", "296.3", "共1000元，得8分，合计27分"),
        line("乙村", "333.33", "共1000元，得9分，合计27分"),
        line("甲村", "370.37", "共1000元，得10分，合计27分"),
    ];
    assert_eq!(paid(&result), expected);
    assert_eq!((result.pools[0].remainder.to_string(), result.pools[0].is_uneven()), ("0".to_owned(), false));
    let case = Case::new(&scheme("village", &keys("yuan")), THREE);
    let assessment = case.at("2024").0;
    assert_eq!(assessment.pools[0].remainder.to_string(), "1");
    let question = Question { topics: vec![Topic::Money], ..about("乙村") };
    let answers = all(&case.rulebook, &case.records, &assessment, &question);
    let sentences = &answers[0].parts[0].sentences;
    assert!(sentences.contains(&"绩效（六）2024年度分到元后合计比总额少1元。".to_owned()), "{sentences:?}");
    let shown = terminal::render(&overview(&assessment, &Remeasured::by(&case.rulebook)), 100);
    assert!(shown.contains("「绩效」2024年度分到元后合计比总额少1元。"), "{shown}");
}

/// 10 for the whole year; 9 at a half; 8 for 184 of 366 days, which is 736/183. Together 3389.5/183, of 10000: 5399.026,
/// 2429.562 and 2171.412. With fewer than five decimals of what each counts for, 王五's would come out as 2171.40 or less.
#[test]
fn posts_and_days_weigh_in_a_pool() {
    let keys =
        "pool = 10000\nby-post = { \"主任\" = 1, \"会计\" = 0.5 }\ntwo-posts = \"larger\"\nround = \"fen\"";
    let facts = format!("{THREE}{CADRES}")
        .replace("name = \"王五\", post = \"主任\"", "name = \"王五\", post = \"主任\", from = \"07-01\"");
    let result = Case::new(&scheme("cadre", keys), &facts).at("2024").0;
    let told = paid(&result);
    let expected = [
        line("张三", "5399.03", "共10000元，考核得10分，合计约18.52186分"),
        line("李四", "2429.56", "共10000元，考核得9分，职务系数0.5，折合4.5分，合计约18.52186分"),
        line(
            "王五",
            "2171.41",
            "共10000元，考核得8分，全期366天中系数1的184天，折合约4.02186分，合计约18.52186分",
        ),
    ];
    assert_eq!(told, expected);
}

/// Means of three, two coefficients, the days served and a pool to the 分 take more than the 28 digits that there are: nobody
/// goes without because of it. 271.1/3 × 1.125 × 302/366, 242/3 × 1.125 × 0.875 × 239/366 and 242/3 × 1.125 are together
/// about 226.488.
#[test]
fn a_pool_of_more_digits_than_there_are_is_shared_all_the_same() {
    let root = ROOT.replace("by = \"places\"\nties = \"better\"", "by = \"score\"");
    let root = root.replace(
        "{ name = \"一等\", until = 1 }, { name = \"二等\", until = 2 }, { name = \"三等\" }",
        "{ name = \"一等\", at-least = 80 }, { name = \"二等\", below = 80 }",
    );
    let rated = "kind = \"entered\"\nmark = \"测评\"\ngiven-by = \"班子\"\nat-least = 0\nat-most = 100\n\
                 raters = \"mean\"\nmeasure = \"year\"\nagain = \"replaces\"\n";
    let keys = "pool = 1234567.89\ntimes = [{ band = \"village-grade\", rates = { \"一等\" = 1.125, \"二等\" = 1 } }]\n\
                by-post = { \"主任\" = 1, \"会计\" = 0.875 }\ntwo-posts = \"larger\"\nround = \"fen\"";
    let text = scheme("cadre", keys).replace(ROOT, &root).replace(NOISE, rated);
    let text = text.replacen(
        "opens = \"full-mark\"",
        "opens = \"nothing\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"",
        1,
    );
    let cadres = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\ncadres = [\n\
                  { village = \"甲村\", name = \"张三\", post = \"主任\", from = \"03-05\" },\n\
                  { village = \"乙村\", name = \"李四\", post = \"会计\", from = \"05-07\" },\n\
                  { village = \"乙村\", name = \"王五\", post = \"主任\" },\n]\n";
    let marks = [("甲村", ["90", "90.55", "90.55"]), ("乙村", ["80", "81", "81"])];
    let marks = marks.iter().flat_map(|(village, values)| {
        values.iter().zip(["甲", "乙", "丙"]).map(move |(value, rater)| {
            format!("{{ month = 12, mark = \"测评\", village = \"{village}\", rater = \"{rater}\", value = {value} }},")
        })
    });
    let facts = format!("{cadres}marks = [{}]\n", marks.collect::<String>());
    let result = Case::new(&text, &facts).at("2024").0;
    let told: Vec<_> = paid(&result).into_iter().map(|(who, amount, _)| format!("{who}{amount}")).collect();
    assert_eq!(told, ["张三457252.52", "李四282644.78", "王五494670.6"]);
    assert_eq!(result.pools[0].remainder.to_string(), "-0.01");
}

/// Whose post is not named, and who served for a part where that is paid nothing, are in neither sum: 10 and 8 of 18.
#[test]
fn who_is_paid_nothing_is_not_counted_in_a_pool() {
    let of = |keys: &str, facts: &str| amounts(&scheme("cadre", keys), facts);
    let facts = format!("{THREE}{CADRES}");
    let by_post = "pool = 1000\nby-post = { \"主任\" = 1 }\ntwo-posts = \"larger\"\nround = \"fen\"";
    assert_eq!(of(by_post, &facts), ["张三555.56", "王五444.44"]);
    let late = facts.replace("post = \"会计\"", "post = \"会计\", from = \"02-01\"");
    assert_eq!(of("pool = 1000\npartial = \"none\"\nround = \"fen\"", &late), ["张三555.56", "王五444.44"]);
}

/// 10 × 1.2, 9 × 1 and 8 × 0.8 are 27.4 together.
#[test]
fn grades_weigh_in_a_pool() {
    let keys = format!("pool = 2740\ntimes = [{BY_VILLAGE}]\nround = \"yuan\"");
    let result = Case::new(&scheme("village", &keys), THREE).at("2024").0;
    let expected = [
        line("丙村", "640", "共2740元，得8分，村年度等次三等，系数0.8，折合6.4分，合计27.4分"),
        line("乙村", "900", "共2740元，得9分，村年度等次二等，系数1，合计27.4分"),
        line("甲村", "1200", "共2740元，得10分，村年度等次一等，系数1.2，折合12分，合计27.4分"),
    ];
    assert_eq!(paid(&result), expected);
}

/// 10 × 5, 9 × 4 and 8 × 3 people are 110 together: of 12000 that is 5454.55, 3927.27 and 2618.18. Where a village has no such
/// figure, 50 and 36 of 86: 6976.74 and 5023.26, and it is told.
#[test]
fn a_pool_is_shared_by_the_score_and_a_figure() {
    let text = |last: &str| {
        let target = format!(
            "[[target]]\nname = \"职数\"\nunit = \"人\"\nby-village = {{ \"甲村\" = 5, \"乙村\" = 4, \"丙村\" = {last} }}\n"
        );
        format!("{}{target}", scheme("village", "pool = 12000\npool-by = \"职数\"\nround = \"fen\""))
    };
    let expected = [
        line("丙村", "2618.18", "共12000元，得8分，职数3人，折合24分，合计110分"),
        line("乙村", "3927.27", "共12000元，得9分，职数4人，折合36分，合计110分"),
        line("甲村", "5454.55", "共12000元，得10分，职数5人，折合50分，合计110分"),
    ];
    let (result, found) = Case::new(&text("3"), THREE).at("2024");
    assert_eq!((paid(&result).as_slice(), said(&found, Code::PayWithoutBase).len()), (&expected[..], 0));
    let (result, found) = Case::new(&text("\"不适用\""), THREE).at("2024");
    let told: Vec<_> = paid(&result).into_iter().map(|(who, amount, _)| format!("{who}{amount}")).collect();
    assert_eq!(told, ["乙村5023.26", "甲村6976.74"]);
    let expected = "“绩效”的份额按“职数”定：丙村2024年度不适用或没有这个数，没有发，其余的照合计分完";
    assert_eq!(said(&found, Code::PayWithoutBase), [expected]);
    // With no figure above nothing nobody has a share, and that alone is told.
    let none = text("0").replace("= 5", "= 0").replace("= 4", "= 0");
    let (result, found) = Case::new(&none, THREE).at("2024");
    assert!(result.money.is_empty());
    let expected = "“绩效”（六）按得分与职数之积分：2024年度得分与职数之积合计为0，12000元没有分给任何人";
    assert_eq!(said(&found, Code::PoolNotShared), [expected]);
}

/// 丙村 has -2, which counts for nothing: 10 and 9 of 19.
#[test]
fn a_score_below_zero_counts_for_nothing_in_a_pool() {
    let facts = THREE.replace("count = 2", "count = 12");
    let case = Case::new(&scheme("village", "pool = 1900\nround = \"yuan\""), &facts);
    let (result, found) = case.at("2024");
    let told: Vec<_> = paid(&result).into_iter().map(|(who, amount, _)| format!("{who}{amount}")).collect();
    assert_eq!(told, ["乙村900", "甲村1000"]);
    assert_eq!(said(&found, Code::PayBelowZero).len(), 1);
    // Nobody has more than nothing.
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\nevents = [\n\
                 { date = \"02-10\", village = \"甲村\", event = \"吵闹\", count = 10 },\n\
                 { date = \"02-10\", village = \"乙村\", event = \"吵闹\", count = 11 },\n]\n";
    let (result, found) = Case::new(&scheme("village", "pool = 1900\nround = \"yuan\""), facts).at("2024");
    assert!(result.money.is_empty());
    let told = "“绩效”（六）按得分分：2024年度得分合计为0，1900元没有分给任何人";
    assert_eq!(said(&found, Code::PoolNotShared), [told]);
}

/// What 甲村 forfeits counts in the sum of 27 and goes to nobody: of 2700 its 1000; of 1000 its 370 beside 333 and 296, which
/// leave 1 by rounding.
#[test]
fn a_share_that_is_forfeited_lapses() {
    let keys = "pool = 2700\nforfeit = [{ event = \"群体事件\", person = \"none\", whom = \"all\" }]\nround = \"yuan\"";
    let case = Case::new(&scheme("village", keys), &struck(THREE));
    let result = case.at("2024").0;
    let told: Vec<_> = paid(&result).into_iter().map(|(who, amount, _)| format!("{who}{amount}")).collect();
    assert_eq!(told, ["丙村800", "乙村900"]);
    let reasons: Vec<_> = result.actions.iter().map(|action| action.reason.to_string()).collect();
    assert_eq!(reasons, ["绩效：2024年度，应发1000元，因群体事件扣发当期全部"]);
    let pool = &result.pools[0];
    assert_eq!((pool.remainder.to_string(), pool.forfeited.to_string()), ("0".to_owned(), "1000".to_owned()));
    let explained = |case: &Case| {
        let question = Question { topics: vec![Topic::Money], ..about("乙村") };
        all(&case.rulebook, &case.records, &case.at("2024").0, &question)[0].parts[0].sentences.clone()
    };
    let told = "绩效（六）2024年度总额中有1000元扣发，不再分。".to_owned();
    assert!(explained(&case).contains(&told), "{:?}", explained(&case));
    let case = Case::new(&scheme("village", &keys.replace("2700", "1000")), &struck(THREE));
    let told = "绩效（六）2024年度分到元后合计比总额少1元，另有370元扣发，不再分。".to_owned();
    assert!(explained(&case).contains(&told), "{:?}", explained(&case));
}

/// 李四 has no mark yet: nobody knows what the shares will be.
#[test]
fn a_pool_waits_for_every_score() {
    let marked = ROOT.replace(
        "kind = \"per-event\"\nevent = \"迟到\"\nperson = \"required\"\neach = \"time\"\ndeduct = 10\ncharge = \"person\"",
        "kind = \"entered\"\nmark = \"工作评分\"\ngiven-by = \"班子\"\nat-least = 0\nat-most = 100\nmeasure = \"year\"\nagain = \"replaces\"",
    );
    let marked = marked.replace(
        "opens = \"full-mark\"",
        "opens = \"nothing\"\nwhen-not-applicable = \"full-mark\"\nwhen-not-reported = \"error\"",
    );
    let text = scheme("cadre", "pool = 1000\nround = \"fen\"").replace(ROOT, &marked);
    let text = text.replace(
        "node = \"village\"\nperiod = \"year\"\npartial",
        "node = \"cadre\"\nperiod = \"year\"\npartial",
    );
    let cadres = "cadres = [{ name = \"张三\", post = \"主任\" }, { name = \"李四\", post = \"主任\" }]\n";
    let mark = |name: &str, value: u32| {
        format!("{{ month = 12, mark = \"工作评分\", value = {value}, person = \"{name}\" }},")
    };
    let case = Case::new(&text, &format!("{cadres}marks = [{}]\n", mark("张三", 80)));
    let (assessment, found) = case.at("2024");
    assert!(assessment.money.is_empty());
    let told = said(&found, Code::PoolNotShared);
    assert!(told.len() == 1 && told[0].contains("李四得分还没有定，1000元没有分给任何人"), "{told:?}");
    let mut question = Question { topics: vec![Topic::Money], ..about("本村") };
    question.query.village = None;
    question.query.cadre = Some("张三".to_owned());
    let answers = all(&case.rulebook, &case.records, &assessment, &question);
    let sentences = answers[0].parts[0].sentences.join("\n");
    assert!(
        sentences.contains("没有发绩效（六）：按得分分，2024年度还有得分没有定，1000元没有分给任何人。"),
        "{sentences}"
    );
    // Nothing is due before December: of the months before nothing is said.
    let monthly = text.replace(
        "node = \"cadre\"\nperiod = \"year\"\npartial",
        "node = \"cadre\"\nperiod = \"month\"\npartial",
    );
    assert_eq!(Case::new(&monthly, cadres).said("2024-11", Code::PoolNotShared), [""; 0]);
    assert_eq!(Case::new(&monthly, cadres).said("2024-12", Code::PoolNotShared).len(), 1);
    // 80 and 20 of 100.
    let both = format!("{cadres}marks = [{}{}]\n", mark("张三", 80), mark("李四", 20));
    assert_eq!(amounts(&text, &both), ["张三800", "李四200"]);
}

/// Nothing is said of a rulebook in which all of this is right.
#[test]
fn a_rulebook_with_pools_and_coefficients_has_nothing_to_complain_of() {
    let keys = format!("pool = 1000\ntimes = [{BY_VILLAGE}]\nround = \"fen\"");
    let found = load(&scheme("cadre", &keys)).1;
    assert!(found.iter().next().is_none(), "{found:?}");
    let keys = keys.replace(", \"三等\" = 0.8", "");
    let told = said(&load(&scheme("cadre", &keys)).1, Code::GradeWithoutPay);
    assert_eq!(told, ["绩效没有写三等的系数，这些等次不发"]);
}

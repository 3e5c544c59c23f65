//! `rules`: the scheme read back in Chinese says everything that decides a point or a yuan, as the rulebook has it.

use std::fs;

use cunkao::report::provisions::provisions;
use cunkao::rulebook::{self, Rulebook};

use crate::rule_kinds::{Case, item};

const QUIET: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"";

fn said(rulebook: &Rulebook) -> String {
    let document = provisions(rulebook, None);
    document.sections.into_iter().flat_map(|section| section.paragraphs).collect::<Vec<_>>().join("\n")
}

fn builtin(name: &str) -> String {
    said(&rulebook::load_builtin(name).0.unwrap())
}

#[track_caller]
fn holds(said: &str, words: &[&str]) {
    for words in words {
        assert!(said.contains(words), "{words} is missing:\n{said}");
    }
}

/// `partial`, `by`, `measure` and `again` of each kind that has them.
#[test]
fn parts_of_a_step_and_days_of_measuring_are_said() {
    holds(
        &builtin("tiers-deadlines"),
        &[
            "每差3个百分点扣0.5分，不足3个百分点的按3个百分点计，每半年末认定，各次的分相加",
            "不足20万元的不计，12月31日认定",
            "的1%得0.4分，不足1%的按比例计，超额继续加分，12月31日认定",
            "每季度末认定，以最近一次为准",
        ],
    );
    holds(
        &builtin("information-quota"),
        &[
            "每月重新计分，各期相加，有一期没有考核的不计那一期，全年满分120分",
            "，已得先进单位的不再发",
            "不足1条的不计，每月末认定，以最近一次为准",
        ],
    );
}

#[test]
fn what_is_not_applicable_or_not_reported_is_said() {
    holds(
        &builtin("tiers-deadlines"),
        &[
            "；不适用的不计本项，应得分相应减少；到期未报的不出成绩。",
            "；不适用的不计本项，其余各项按比例放大到满分；到期未报的不出成绩。",
            "；不适用的本项按满分计；到期未报的本项按零分计。",
            "；不适用的本项按零分计；到期未报的本项按满分计。",
        ],
    );
    // Where no rule measures anything neither can be.
    let said = builtin("cadre-quarter");
    let honours = said.lines().find(|line| line.contains("表彰加分")).unwrap();
    assert!(!honours.contains("不适用") && !honours.contains("未报"), "{honours}");
}

#[test]
fn periods_rounding_and_ties_are_said() {
    holds(
        &builtin("weighted-vote"),
        &[
            "有一期没有考核的不计那一期",
            "其余三等，并列跨在两等之间的都进上一等",
            "最后1名的，并列而列不下的都不列入，第1次起提醒谈话（标记核查），第2次起诫勉谈话（诫勉谈话）；次数按全年累计",
            "中途任职的不发，四舍五入到分",
        ],
    );
    holds(&builtin("monthly-blend"), &["有一期没有考核的不出成绩"]);
    holds(
        &builtin("tiers-deadlines"),
        &[
            "其余一般，比例按排了名次的计、不足一个的舍去，并列跨在两等之间的都归下一等",
            "并列的各得全额，不够最低分的空缺不补",
            "每次结算四舍五入到",
        ],
    );
    holds(&builtin("village-cadre"), &["总分不舍入", "最后1名", "并列的全部列入"]);
}

/// Posts and grades stand as the rulebook declares them, not as their letters are sorted.
#[test]
fn posts_and_grades_stand_in_the_order_of_the_rulebook() {
    holds(
        &builtin("cadre-quarter"),
        &[
            "优秀3000元、称职2400元、基本称职1500元、不称职0元",
            "职务系数支部书记1、主任1、副主任0.9、委员0.8",
            "；次数按连续各期计，跨年接着计",
        ],
    );
}

/// Rounding of the whole and of an item, the first day of an account, posts that alone are bound, and a target that is
/// typed into a sheet: none of the built-in rulebooks writes all of them.
#[test]
fn what_a_rulebook_changes_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let text = "extends = \"builtin:village-cadre\"\n\n[village]\nround = \"two-places\"\n\n\
        [[item]]\nid = \"tobacco\"\nround = \"one-place\"\n\n\
        [[target]]\nname = \"烟叶任务\"\nfrom-sheet = \"任务分解\"\n";
    fs::write(&path, text).unwrap();
    let (rulebook, diagnostics) = rulebook::load(&path, folder.path());
    let said = said(&rulebook.unwrap_or_else(|| panic!("{diagnostics:?}")));
    holds(
        &said,
        &[
            "，总分四舍五入到两位小数",
            "，得分四舍五入到一位小数",
            "\n烟叶任务：各村的数填在 targets.xlsx 的“任务分解”表里。",
        ],
    );
    assert!(!said.contains("：。"), "{said}");
}

const GOING_DOWN: &str = r#"extends = "builtin:tiers-deadlines"
[[pay]]
id = "line"
name = "运转经费"
clause = "九"
subject = "village"
node = "village"
period = "year"
base = 1000
scale = [{ score = 95, percent = 100 }, { score = 90, percent = 95 }, { score = 60, percent = 35 }]
limit = 900
round = "yuan"

[[money]]
id = "absence"
name = "缺席扣款"
clause = "九"
kind = "per-event"
event = "缺席"
person = "required"
each = "time"
deduct = 200
charge = "person"
limit = 300
limit-each = "month"
limit-with = ["late"]
round = "fen"

[[money]]
id = "late"
name = "迟到扣款"
clause = "九"
kind = "per-event"
event = "迟到"
person = "required"
each = "time"
deduct = 50
charge = "person"
round = "fen"

[[veto]]
id = "lower"
name = "弄虚作假否决"
clause = "九"
event = "弄虚作假"
person = "none"
standing = "overall"
period = "year"
effect = "one-band-lower"
place = "last"
"#;

/// Pay along a broken line, a limit of two rules, and a veto that lowers the grade by one.
#[test]
fn what_goes_down_with_the_score_or_by_a_veto_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, GOING_DOWN).unwrap();
    let (rulebook, found) = rulebook::load(&path, folder.path());
    let said = said(&rulebook.unwrap_or_else(|| panic!("{found:?}")));
    holds(
        &said,
        &[
            "每年按村总分，基数1000元，95分以上发100%，90分发95%，60分以下发35%，两点之间按比例折算，至多900元，",
            "，一个人（户、村）在一个村与迟到扣款每月合计至多300元，",
            "，一个人（户、村）在一个村与缺席扣款每月合计至多300元，",
            "发生弄虚作假的，在综合排名里，当年取消评奖资格并降低一个等次，排在最后",
        ],
    );
}

/// Coefficients of grades, pools, groups, and a veto that keeps from the best grade.
#[test]
fn what_multiplies_and_what_is_shared_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let text = r#"extends = "builtin:tiers-deadlines"
[[pay]]
id = "bonus"
name = "积分奖"
clause = "九"
subject = "village"
node = "village"
period = "year"
pool = 100000
times = [{ band = "grade", rates = { "一般" = 0.8, "达标" = 1, "先进" = 1.2 } }]
round = "yuan"

[[prize]]
id = "of-some"
clause = "九"
standing = "overall"
groups = ["一类村"]
period = "year"
ties = "share"
tiers = [{ name = "重点村奖", place = 1, amount = 100 }]

[[sanction]]
id = "of-some-too"
name = "约谈"
clause = "九"
standing = "overall"
groups = ["一类村"]
period = "year"
place = "last"
ties = "all"
action = "talk"
fine = 500

[[veto]]
id = "kept-from-the-best"
name = "安全事故否决"
clause = "九"
event = "安全事故"
person = "none"
standing = "overall"
period = "year"
effect = "not-top-band"
place = "kept"
"#;
    fs::write(&path, text).unwrap();
    let (rulebook, found) = rulebook::load(&path, folder.path());
    let said = said(&rulebook.unwrap_or_else(|| panic!("{found:?}")));
    holds(
        &said,
        &[
            "共100000元，按得分占合计的比例分，乘年度等次的系数：先进1.2、达标1、一般0.8，",
            "每年按综合排名（只限一类村），重点村奖：第1名，各100元",
            "每年按综合排名（只限一类村），最后1名的，并列的全部列入，约谈（诫勉谈话）并罚款500元",
            "发生安全事故的，在综合排名里，当年取消评奖资格并不评最高等次，名次保留",
        ],
    );
}

/// A pool that a figure of the village shares in is said with it.
#[test]
fn a_pool_by_a_figure_is_said() {
    let pay = "\n[[pay]]\nid = \"bonus\"\nname = \"奖金\"\nclause = \"六\"\nsubject = \"village\"\nnode = \"village\"\n\
               period = \"year\"\npool = 9000\npool-by = \"职数\"\nround = \"yuan\"\n\
               [[target]]\nname = \"职数\"\nunit = \"人\"\nby-village = { \"甲村\" = 5 }\n";
    let case = Case::new(&(item("", QUIET) + pay), "");
    holds(&said(&case.rulebook), &["每年按村总分，共9000元，按得分与职数之积占合计的比例分"]);
}

/// What only asks for a score is said without a share.
#[test]
fn grades_by_share_and_by_score_are_said() {
    let path = crate::support::repository("tests/rulebooks/worked/grades-by-share-and-score.toml");
    let rulebook = rulebook::load(&path, path.parent().unwrap()).0.unwrap();
    holds(&said(&rulebook), &["30%且90分以上优秀，其余80分以上良好，其余60分以上合格，其余不合格"]);
}

/// A grade that the scheme calls by its score is said once, and a rule that goes on from another says from which.
#[test]
fn nothing_is_said_twice_or_by_an_id() {
    let path = crate::support::repository("tests/rulebooks/worked/amended-in-july.toml");
    let told = said(&rulebook::load(&path, path.parent().unwrap()).0.unwrap());
    assert!(told.contains("，接着“") && !told.contains("petition-old"), "{told}");
    let band = "\n[[band]]\nid = \"half\"\nname = \"半年\"\nclause = \"六\"\nstanding = \"overall\"\nperiod = \"half-year\"\n\
                by = \"score\"\ngrades = [{ name = \"90分以上\", at-least = 90 }, { name = \"不合格\", below = 90 }]\n";
    let case = Case::new(&(item("", QUIET) + band), "");
    holds(&said(&case.rulebook), &["每半年90分以上，不足90分不合格"]);
}

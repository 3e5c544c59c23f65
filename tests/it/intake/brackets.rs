//! Names with brackets: those of a rulebook and those of a sheet mean the same in either width, and brackets that belong
//! to a name are no unit.

use cunkao::period::Period;
use cunkao::{diagnostic::Severity, workspace};

use super::workspace::Workspace;

/// Everything that sheets name, with 〔 and 〕 where brackets come.
const SCHEME: &str = r#"title = "括号"
version = "1"
posts = ["书记〔兼〕", "委员"]
classes = ["甲类〔大〕", "乙类"]

[village]
name = "考核"
clause = "一"
points = 100
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[[item]]
id = "one"
name = "环境〔月评〕"
short = "环境"
clause = "二"
subject = "village"
points = 100
opens = "full-mark"
floor = "zero"
cap = "none"
accrue = "year"
when-not-applicable = "exclude"
when-not-reported = "error"

[[item.rule]]
id = "petition"
kind = "per-event"
event = "上访〔到县〕"
person = "none"
each = "time"
deduct = 10
charge = "village"

[[item.rule]]
id = "meeting"
kind = "duty"
duty = "党日〔主题〕"
every = "month"
times = 2
deduct = 20

[[item.rule]]
id = "poll"
kind = "entered"
mark = "测评〔群众〕"
given-by = "群众"
at-least = 0
at-most = 10
measure = "month"
again = "adds"

[[item.rule]]
id = "income"
kind = "per-unit"
figure = "收入〔村〕"
rate = 1
by = "01-31"

[[indicator]]
name = "收入〔村〕"
unit = "万元"
source = "entered"

[[standing]]
id = "overall"
name = "排名"
node = "village"
group = "class"
ties = "share-and-skip"
"#;

const FULL: [&str; 2] = ["（", "）"];
const HALF: [&str; 2] = ["(", ")"];

fn with(text: &str, [left, right]: [&str; 2]) -> String {
    text.replace('〔', left).replace('〕', right)
}

/// 100 less 10 for the petition and 20 for one meeting missing, and 5 of the poll and 3 of the income.
#[test]
fn brackets_of_either_width_are_the_same_brackets() {
    for (of_scheme, of_sheets) in [(FULL, FULL), (FULL, HALF), (HALF, FULL), (HALF, HALF)] {
        let typed = |text: &str| with(text, of_sheets);
        let (class, post) = (typed("甲类〔大〕"), typed("书记〔兼〕"));
        let (event, duty, mark) = (typed("上访〔到县〕"), typed("党日〔主题〕"), typed("测评〔群众〕"));
        let income = typed("收入〔村〕〔万元〕");
        let file = "2024-01/表.xlsx";
        let folder = Workspace::new()
            .roster(
                &[&["村", "类别"], &["1村", &class]],
                &[&["编号", "姓名", "村", "职务"], &["1", "张三", "1村", &post]],
            )
            .file("rulebook.toml", with(SCHEME, of_scheme))
            .sheet(file, "事项登记", &[&["日期", "村", "事项", "次数"], &["2024-01-05", "1村", &event, "#1"]])
            .sheet(file, "规定动作", &[&["村", &duty], &["1村", "#1"]])
            .sheet(file, "评分录入", &[&["村", &mark], &["1村", "#5"]])
            .sheet(file, "指标进度", &[&["村", "截至", &income], &["1村", "@2024-01-31", "#3"]])
            .write();
        let loaded = workspace::load_rulebook(folder.path());
        let period = Period::parse("2024-01").unwrap();
        let (worked, found) = workspace::work_out(folder.path(), loaded, period, &mut |_, _| {});
        let wrong: Vec<_> = found.iter().filter(|one| one.severity == Severity::Error).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let village = &worked.unwrap().assessment.villages[0];
        assert_eq!(village.score.map(|score| score.to_string()).as_deref(), Some("78"));
    }
}

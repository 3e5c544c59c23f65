//! What is told seldom: each of these was said by a check that no other test would have missed.

use cunkao::diagnostic::{Code, Diagnostics, Severity};
use cunkao::fact::PersonPolicy;
use cunkao::intake::{Months, read_workspace};
use cunkao::period::Period;
use cunkao::{engine, rulebook};

use crate::intake::workspace::{RULEBOOK, Workspace, error, january};
use crate::rule_kinds::{Case, item, load, said};
use crate::support::repository;

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"\n";

#[test]
fn an_event_without_a_person_names_none() {
    let rows: &[&[&str]] =
        &[&["日期", "村", "事项", "次数", "当事人"], &["1月5日", "1村", "安全事故", "#1", "张三"]];
    let outcome = january("事项登记", rows).read_under(|declarations| {
        let event = declarations.events.iter_mut().find(|event| event.name.as_str() == "安全事故").unwrap();
        event.person = PersonPolicy::None;
    });
    assert_eq!(outcome.problems(), error("person-not-allowed", "E2"));
    assert!(outcome.village("1村").events.is_empty());
}

#[test]
fn marks_of_cadres_want_a_name_and_those_of_villages_none() {
    let cadres = rulebook::load(&repository("rules/cadre-quarter.toml"), &repository("rules")).0.unwrap();
    let outcome = january("评分录入", &[&["村", "姓名", "重点工作评分"], &["1村", "", "#20"]])
        .read_under(|declarations| *declarations = cadres.declarations.clone());
    assert!(outcome.problems().contains(&error("mark-misplaced", "C2")[0]), "{:?}", outcome.problems());
}

#[test]
fn a_duty_that_applies_and_does_not_is_told() {
    let rule = "kind = \"duty\"\nduty = \"例会\"\ntimes = 1\nevery = \"month\"\ndeduct = 2\n";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"";
    let facts = "duties = [{ month = 1, duty = \"例会\", not-applicable = true }, { month = 1, duty = \"例会\", times = 1 }]";
    let case = Case::new(&item(keys, rule), facts);
    assert_eq!(
        case.said("2024-01", Code::DutyConflict),
        ["例村的“例会”（2024年1月）又填不适用又填次数，按不适用计"]
    );
}

#[test]
fn a_village_without_a_class_of_the_rulebook_is_told() {
    let villages: &[&[&str]] = &[&["村", "类别"], &["1村", "中村"], &["2村", ""], &["8村", "特大村"]];
    let cadres: &[&[&str]] = &[&["姓名", "村", "职务"], &["张三", "1村", "支部书记"]];
    let folder = Workspace::new().roster(villages, cadres).sheet(
        "2024-01/a.xlsx",
        "事项登记",
        &[&["日期", "村", "事项", "次数"]],
    );
    let folder = folder.write();
    let january = Period::parse("2024-01").unwrap();
    let (records, _) = read_workspace(folder.path(), &RULEBOOK.declarations, Months::UpTo(january));
    let found = engine::assess(&RULEBOOK, &records, january).1;
    assert_eq!(said(&found, Code::ClassMissing), ["2村没有写类别", "8村的类别“特大村”不在细则所列之中"]);
    assert!(are_errors(&found, Code::ClassMissing));
}

fn are_errors(found: &Diagnostics, code: Code) -> bool {
    found.iter().filter(|one| one.code == code).all(|one| one.severity == Severity::Error)
}

#[test]
fn a_target_of_a_village_that_is_not_on_the_roster_is_told() {
    let target =
        "\n[[target]]\nname = \"任务\"\nunit = \"斤\"\nby-village = { \"甲村\" = 5, \"丁村\" = 9 }\n";
    let indicator = "\n[[indicator]]\nname = \"交售量\"\nunit = \"斤\"\nsource = \"entered\"\n";
    let rule = "kind = \"shortfall\"\nindicator = \"交售量\"\ntarget = \"任务\"\nby = \"12-31\"\nstep = 1\n\
                partial = \"prorate\"\ndeduct = 1\n";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"";
    let scheme = format!("{}{indicator}{target}", item(keys, rule));
    let case = Case::new(&scheme, "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }");
    assert_eq!(said(&load(&scheme).1, Code::TargetUnused), [""; 0]);
    assert_eq!(case.said("2024-01", Code::TargetUnused), ["任务“任务”写了花名册中没有的村“丁村”，不计"]);
    // 甲村 has its own figure, and is not the one that was meant; where all have theirs, nobody is suggested.
    let hints = |scheme: &str| {
        let found = Case::new(scheme, "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }").at("2024-01").1;
        let unused = found.iter().find(|one| one.code == Code::TargetUnused).unwrap();
        unused.hints.clone()
    };
    let whole = scheme.replace("\"丁村\" = 9", "\"乙村\" = 6, \"丁村\" = 9");
    assert_eq!(hints(&scheme)[0], "是否想写“乙村”？");
    assert_eq!(hints(&whole), ["撤并、不再考核的，删掉它；写错的，改成花名册中的村名"]);
}

/// 甲 is one household with a number and another without; the figures of the first differ, and the larger one is taken.
#[test]
fn households_that_are_not_told_apart_well_are_told() {
    let path = repository("rules/village-cadre.toml");
    let folder = tempfile::tempdir().unwrap();
    let rows = r#"
[[example]]
name = "烟农编号不齐"
period = "2024"
class = "大村"
rows = [
    { register = "烟叶交售", date = "01-05", values = { "烟农" = "甲", "烟农编号" = "1", "种植面积" = 6, "交售量" = 1000, "产值" = 10 } },
    { register = "烟叶交售", date = "01-06", values = { "烟农" = "甲", "烟农编号" = "1", "种植面积" = 7, "交售量" = 1000, "产值" = 10 } },
    { register = "烟叶交售", date = "01-07", values = { "烟农" = "甲", "种植面积" = 7, "交售量" = 1000, "产值" = 10 } },
]
expect = [{ score = 0 }]
"#;
    let text = format!("{}{rows}", std::fs::read_to_string(path).unwrap());
    let copy = folder.path().join("rulebook.toml");
    std::fs::write(&copy, text).unwrap();
    let rulebook = rulebook::load(&copy, folder.path()).0.unwrap();
    let example = rulebook.examples.last().unwrap();
    let found = engine::assess(&rulebook, &example.records, example.period).1;
    assert!(
        said(&found, Code::DifferingFigure)
            .iter()
            .any(|one| one.contains("种植面积前后不一（6、7），取最大值")),
        "{found:?}"
    );
    assert_eq!(said(&found, Code::MixedIdentity)[0], "甲有的行写了编号有的没写，按不同的户计");
}

/// Without this a result of nothing would be final.
#[test]
fn figures_that_do_not_fit_leave_a_draft() {
    let register = r#"
[[money]]
id = "award"
name = "奖"
clause = "九"
kind = "per-unit"
figure = "交售量"
rate = 999999999.999999
per = "village"
settle = "12-31"
round = "fen"

[[register]]
name = "烟叶"
columns = [
    { name = "日期", type = "date" },
    { name = "村", type = "village" },
    { name = "交售量", type = "number", unit = "斤", at-least = 0 },
]

[[indicator]]
name = "交售量"
unit = "斤"
source = "register"
register = "烟叶"
column = "交售量"
aggregate = "sum"
"#;
    let scheme = format!("{}{register}", item("", NOISE));
    let facts =
        "rows = [{ register = \"烟叶\", date = \"09-01\", values = { \"交售量\" = 999999999.999999 } }]";
    let (assessment, found) = Case::new(&scheme, facts).at("2024");
    assert_eq!(said(&found, Code::NumberOverflow).len(), 1);
    assert!(are_errors(&found, Code::NumberOverflow) && assessment.draft);
}

#[test]
fn rulebooks_that_extend_each_other_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let of = |name: &str| folder.path().join(name);
    std::fs::write(of("rulebook.toml"), "extends = \"上级.toml\"\n").unwrap();
    std::fs::write(of("上级.toml"), "extends = \"rulebook.toml\"\n").unwrap();
    let (rulebook, found) = rulebook::load(&of("rulebook.toml"), folder.path());
    assert!(rulebook.is_none());
    assert_eq!(said(&found, Code::ExtendsCycle).len(), 1, "{found:?}");
}

//! 补扣补加 from a file of the demo township to its papers.

use std::fs;
use std::path::Path;

use cunkao::intake::{Months, read_workspace};
use cunkao::number::Number;
use cunkao::period::{Period, date};
use cunkao::report::csv;
use cunkao::returned::CarriedRow;
use cunkao::rulebook;
use serde_json::Value;

use crate::support::{cunkao, demo_copy, repository, stderr, stdout};

/// 3村 kept no minutes in the first quarter; a fine of its secretary was forgotten.
fn rows() -> [CarriedRow; 2] {
    let minutes = CarriedRow {
        date: date(2024, 4, 10).unwrap(),
        village: "3村".to_owned(),
        person: String::new(),
        id: String::new(),
        item: "党建工作".to_owned(),
        points: Number::parse("-1.5"),
        money: None,
        of: Period::parse("2024-Q1").unwrap(),
        reason: "缺会议记录, 两次".to_owned(),
        approved: "乡党委会".to_owned(),
    };
    let fine = CarriedRow {
        village: "1村".to_owned(),
        person: "陈国华".to_owned(),
        item: String::new(),
        points: None,
        money: Number::parse("-50"),
        of: Period::parse("2024-02").unwrap(),
        ..minutes.clone()
    };
    [minutes, fine]
}

fn write(workspace: &Path) {
    let text: String = rows().iter().map(csv::carried).collect();
    let path = workspace.join("records/2024-04").join(CarriedRow::FILE);
    fs::write(path, format!("\u{feff}{}{text}", csv::carried_header())).unwrap();
}

fn score(workspace: &Path, period: &str) -> String {
    let workspace = workspace.to_str().unwrap();
    let output = cunkao(["score", workspace, "--period", period, "--format", "json"]);
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

fn of_village<'a>(result: &'a Value, name: &str) -> &'a Value {
    result["villages"].as_array().unwrap().iter().find(|village| village["name"] == name).unwrap()
}

fn number(value: &Value) -> Number {
    Number::parse(value.as_str().unwrap()).unwrap()
}

#[test]
fn earlier_results_keep_their_bytes_and_later_ones_follow() {
    let (without, with) = (demo_copy(), demo_copy());
    write(with.path());
    for earlier in ["2024-02", "2024-03", "2024-Q1"] {
        assert_eq!(score(without.path(), earlier), score(with.path(), earlier), "{earlier}");
    }
    for later in ["2024-04", "2024-Q2", "2024"] {
        let parsed = |folder: &Path| serde_json::from_str::<Value>(&score(folder, later)).unwrap();
        let (was, now) = (parsed(without.path()), parsed(with.path()));
        let lost = number(&of_village(&now, "3村")["score"]).minus(number(&of_village(&was, "3村")["score"]));
        assert_eq!(lost.unwrap(), Number::parse("-1.5").unwrap(), "{later}");
        let fines = now["money"].as_array().unwrap().iter().filter(|entry| entry["rule"] == "carried");
        let fines: Vec<_> =
            fines.map(|entry| (entry["name"].as_str().unwrap(), entry["amount"].as_str().unwrap())).collect();
        assert_eq!(fines, [("陈国华", "-50")], "{later}");
    }
}

#[test]
fn rows_are_read_back_as_they_were_written() {
    let folder = demo_copy();
    write(folder.path());
    let (rulebook, _) = rulebook::load(&repository("rules/village-cadre.toml"), &repository("rules"));
    let months = Months::UpTo(Period::parse("2024-04").unwrap());
    let (records, diagnostics) = read_workspace(folder.path(), &rulebook.unwrap().declarations, months);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let [minutes, fine] = rows();
    let of = |village: &str| records.villages[village].carried[0].clone();
    let (read, written) = (of("3村"), minutes);
    assert_eq!((read.date, read.points(), read.of), (written.date, written.points, written.of));
    assert_eq!((read.reason, read.approved), (written.reason, written.approved));
    let (read, written) = (of("1村"), fine);
    assert_eq!((read.money(), read.of), (written.money, written.of));
    assert_eq!(read.person.map(|person| person.name), Some(written.person.into()));
}

#[test]
fn words_that_a_spreadsheet_would_run_are_written_as_words() {
    let row =
        CarriedRow { reason: "=1+1".to_owned(), approved: "@所有人".to_owned(), ..rows()[0].clone() };
    let text = csv::carried(&row);
    assert_eq!(text, "2024-04-10,3村,,,党建工作,-1.5,,2024年第一季度,'=1+1,'@所有人\r\n");
    let columns = csv::carried_header();
    assert_eq!(columns, "日期,村,姓名,编号,项目,分值,金额,所属考核期,事由,批准\r\n");
}

#[test]
fn the_public_reads_the_figure_and_not_what_somebody_typed() {
    let folder = demo_copy();
    write(folder.path());
    let publish = |audience: &str| {
        let workspace = folder.path().to_str().unwrap();
        let output = cunkao([
            "publish",
            workspace,
            "--period",
            "2024-Q2",
            "--audience",
            audience,
            "--date",
            "2024-07-05",
        ]);
        assert!(output.status.success(), "{}", stderr(&output));
    };
    publish("public");
    publish("internal");
    let read = |set: &str, file: &str| {
        fs::read_to_string(folder.path().join("published").join(set).join(file)).unwrap()
    };
    let public = read("2024-Q2_公开_第1次", "季度通报.html");
    assert!(
        public.contains("补扣2024年第一季度")
            && !public.contains("缺会议记录")
            && !public.contains("乡党委会")
    );
    assert!(
        read("2024-Q2_内部_第1次", "结果.json")
            .contains("补扣2024年第一季度（缺会议记录, 两次，乡党委会批准）")
    );
}

#[test]
fn nobody_is_asked_for_it_and_the_blank_workbook_says_where_it_goes() {
    let folder = demo_copy();
    let workspace = folder.path().to_str().unwrap();
    let output = cunkao(["template", workspace, "--month", "2024-05"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let made = fs::read_dir(folder.path().join("模板/2024-05")).unwrap().next().unwrap().unwrap().path();
    let sheets = cunkao::intake::shown(&made);
    assert!(sheets.iter().all(|sheet| sheet.name != "补扣补加"));
    let guide = sheets.iter().find(|sheet| sheet.name == "填表说明").unwrap();
    assert!(guide.cells.iter().any(|(_, words)| words.contains("请考核办记入“补扣补加”表")));
    // The file of it is not taken for a return whose sender is not known.
    write(folder.path());
    let returns = stdout(&cunkao(["check", workspace, "--month", "2024-04", "--no-save"]));
    assert!(returns.contains("应报5个") && !returns.contains("看不出是谁报的"), "{returns}");
}

/// Half a point in an item that is not due yet: the legend must not call what stands there a full mark.
#[test]
fn what_stands_in_an_item_that_is_not_due_is_no_full_mark() {
    let folder = demo_copy();
    let rows = "日期,村,项目,分值,所属考核期,事由,批准\n2024-01-10,1村,融资化债,0.5,2023年度,漏计,党委会\n";
    fs::write(folder.path().join("records/2024-01/补扣补加.csv"), rows).unwrap();
    let workspace = folder.path().to_str().unwrap();
    let table = stdout(&cunkao(["score", workspace, "--period", "2024-01"]));
    assert!(table.contains("0.50*") && table.contains("*：还没有到计分的日子，暂列已记的分"), "{table}");
    let explained = ["explain", workspace, "--period", "2024-01", "--village", "1村", "--item", "融资化债"];
    let explained = stdout(&cunkao(explained));
    assert!(
        explained.contains("未到期（暂列已记的分）") && explained.contains("补加2023年度"),
        "{explained}"
    );
}

/// Of each of the two rows five cells: whom or what it is about, how much, of which period, why, and who approved it; its
/// day is no cell of the count.
#[test]
fn its_day_is_no_cell_of_what_was_filled_in() {
    let demo = demo_copy();
    write(demo.path());
    let folder = demo.path().to_str().unwrap();
    let told = cunkao(["burden", folder, "--period", "2024-04", "--format", "json"]);
    let told: Value = serde_json::from_str(&stdout(&told)).unwrap();
    let mut figures = told["figures"].as_array().unwrap().iter();
    let shown = figures.find(|figure| figure["name"] == "实填：补扣补加（个）").unwrap();
    assert_eq!(shown["value"], "10");
}

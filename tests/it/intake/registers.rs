//! Registers (台账) as the rulebook declares them: 烟叶交售 and 烟叶示范点.

use cunkao::fact::RegisterRow;
use cunkao::intake::{Months, read_workspace};
use cunkao::period::Period;

use super::workspace::{Outcome, RULEBOOK, Workspace, error, january, warning};

const HEADER: &[&str] = &["日期", "村", "烟农", "烟农编号", "种植面积(亩)", "交售量(斤)", "产值(元)"];

fn delivery(row: &[&str]) -> Outcome {
    january("烟叶交售", &[HEADER, row]).read()
}

fn one(outcome: &Outcome) -> &RegisterRow {
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").rows("烟叶交售").len(), 1);
    &outcome.village("1村").rows("烟叶交售")[0]
}

/// The words in a column; empty if blank.
fn words<'a>(row: &'a RegisterRow, column: &str) -> &'a str {
    row.text(column).map_or("", |words| words)
}

fn figure(outcome: &Outcome, column: &str) -> String {
    one(outcome).number(column).unwrap().0.to_string()
}

#[test]
fn a_row_holds_what_its_columns_declare() {
    let outcome = delivery(&["1月5日", "1村", "烟 农甲", "#7", "#6.5", "#2000", "#26000.55"]);
    let row = one(&outcome);
    assert_eq!(
        (row.date.to_string().as_str(), words(row, "烟农"), words(row, "烟农编号")),
        ("2024-01-05", "烟农甲", "7")
    );
    assert_eq!(figure(&outcome, "种植面积"), "6.5");
    assert_eq!(figure(&outcome, "产值"), "26000.55");
    assert_eq!(row.number("交售量").unwrap().1.address(), "F2");
}

#[test]
fn a_register_may_say_in_words_that_there_is_nothing() {
    for row in [&["无"][..], &["", "1村", "无", "", "/", "/", "/"], &["本月零报告"]] {
        let outcome = delivery(row);
        assert_eq!(outcome.problems(), [], "{row:?}");
        assert!(outcome.village("1村").rows("烟叶交售").is_empty(), "{row:?}");
    }
    for name in ["请销假", "补扣补加"] {
        let header: &[&str] = match name {
            "请销假" => &["姓名", "村", "离开日期", "返回日期", "请假方式", "审批人", "查实"],
            _ => &["日期", "村", "项目", "分值", "所属考核期", "事由", "批准"],
        };
        assert_eq!(january(name, &[header, &["本月无"]]).read().problems(), [], "{name}");
        assert!(!january(name, &[header, &["本月没有人"]]).read().problems().is_empty(), "{name}");
    }
}

#[test]
fn an_optional_column_may_be_blank_or_left_out() {
    assert_eq!(words(one(&delivery(&["1月5日", "1村", "甲", "", "#6", "#2000", "#26000"])), "烟农编号"), "");
    let header: &[&str] = &["日期", "村", "烟农", "种植面积(亩)", "交售量(斤)", "产值(元)"];
    let outcome = january("烟叶交售", &[header, &["1月5日", "1村", "甲", "#6", "#2000", "#26000"]]).read();
    assert_eq!(words(one(&outcome), "烟农编号"), "");
    // A household whose number is struck out in one row is no other than in the next, where it is blank.
    for stroke in ["/", "无", "—"] {
        let outcome = delivery(&["1月5日", "1村", "甲", stroke, "#6", "#2000", "#26000"]);
        assert_eq!((words(one(&outcome), "烟农编号"), outcome.problems()), ("", vec![]), "{stroke}");
    }
}

#[test]
fn figures_are_read_as_people_type_them() {
    for (typed, read) in [
        ("#1200", "1200"),
        ("1200", "1200"),
        ("1200斤", "1200"),
        ("１２００", "1200"),
        ("1,200", "1200"),
        ("１２３．４５", "123.45"),
        ("5.4万", "54000"),
        ("5.4万斤", "54000"),
        (" 1200 斤 ", "1200"),
        ("#0", "0"),
    ] {
        assert_eq!(
            figure(&delivery(&["1月5日", "1村", "甲", "", "#6", typed, "#1"]), "交售量"),
            read,
            "{typed}"
        );
    }
}

#[test]
fn what_was_put_right_is_noted() {
    let noted = |typed| delivery(&["1月5日", "1村", "甲", "", "#6", typed, "#1"]).noted();
    for typed in ["5.4万", "1200斤", "１２００"] {
        assert_eq!(noted(typed), ["F2"], "{typed}");
    }
    assert!(noted("1200").is_empty());
}

#[test]
fn what_is_no_figure_is_an_error() {
    for (typed, code) in [
        ("", "cell-blank"),
        ("#-5", "number-range"),
        ("-5斤", "number-range"),
        ("约5", "cell-unreadable"),
        ("2-3", "cell-unreadable"),
        ("1200公斤", "cell-unreadable"),
        ("1200亩", "cell-unreadable"),
        ("%0.5", "cell-unreadable"),
        ("√", "cell-unreadable"),
        ("1,20", "cell-unreadable"),
        ("#1234567890123456", "number-too-long"),
        ("1234567890123456", "number-too-long"),
        ("1234567890.1234567斤", "number-too-long"),
    ] {
        let outcome = delivery(&["1月5日", "1村", "甲", "", "#6", typed, "#1"]);
        assert_eq!(outcome.problems(), error(code, "F2"), "{typed}");
        assert!(outcome.village("1村").rows("烟叶交售").is_empty());
    }
}

#[test]
fn a_figure_above_what_the_column_believes_is_an_error() {
    let read = |typed: &str| {
        let rows: &[&[&str]] = &[&["日期", "村", "地点", "面积(亩)"], &["1月5日", "1村", "坡地", typed]];
        january("烟叶示范点", rows).read_under(|declarations| {
            let columns = declarations.registers.iter_mut().flat_map(|register| &mut register.columns);
            columns.filter(|column| column.name == "面积").for_each(|column| {
                column.at_most = cunkao::number::Number::parse("500");
            });
        })
    };
    let outcome = read("#5000");
    assert_eq!(outcome.problems(), error("number-range", "D2"));
    assert!(outcome.hints().contains("at-most（现为 500）"), "{}", outcome.hints());
    assert_eq!(read("#500").problems(), []);
}

#[test]
fn a_long_number_where_words_belong_has_lost_its_digits() {
    let outcome = delivery(&["1月5日", "1村", "甲", "#530102199001011234", "#6", "#1", "#1"]);
    assert_eq!(outcome.problems(), error("number-too-long", "D2"));
    let as_text = delivery(&["1月5日", "1村", "甲", "530102199001011234", "#6", "#1", "#1"]);
    assert_eq!(words(one(&as_text), "烟农编号"), "530102199001011234");
}

#[test]
fn floats_come_back_as_they_were_typed() {
    for typed in ["0.1", "2.675", "0.58", "29.02", "0.0000125", "123456789.12"] {
        let cell = format!("#{typed}");
        assert_eq!(figure(&delivery(&["1月5日", "1村", "甲", "", "#6", "#1", &cell]), "产值"), typed);
    }
}

#[test]
fn a_row_without_its_names_is_an_error() {
    assert_eq!(delivery(&["1月5日", "1村", "", "", "#6", "#1", "#1"]).problems(), error("cell-blank", "C2"));
    assert_eq!(delivery(&["", "1村", "甲", "", "#6", "#1", "#1"]).problems(), error("cell-blank", "A2"));
    assert_eq!(delivery(&["1月5日", "", "甲", "", "#6", "#1", "#1"]).problems(), error("cell-blank", "B2"));
}

#[test]
fn equal_rows_both_count_and_are_told() {
    let row: &[&str] = &["1月5日", "1村", "甲", "", "#6", "#100", "#1"];
    let outcome = january("烟叶交售", &[HEADER, row, row]).read();
    assert_eq!(outcome.village("1村").rows("烟叶交售").len(), 2);
    assert_eq!(outcome.problems().len(), 1);
    assert_eq!(outcome.problems()[0].0, "repeated-row");
}

#[test]
fn plots_have_their_own_sheet() {
    let header: &[&str] = &["日期", "村", "地点", "面积（亩）"];
    let outcome = january("烟叶示范点", &[header, &["1月5日", "1村", "河边", "#30"]]).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(words(&outcome.village("1村").rows("烟叶示范点")[0], "地点"), "河边");
}

#[test]
fn a_register_that_is_blank_means_nothing_happened() {
    assert_eq!(january("烟叶交售", &[HEADER]).read().problems(), []);
    assert_eq!(january("烟叶交售", &[]).read().problems(), []);
}

#[test]
fn a_word_in_a_register_counts_for_what_is_declared() {
    let row: &[&str] = &["1月5日", "1村", "甲", "", "#6", "无", "#1"];
    let outcome = january("烟叶交售", &[HEADER, row]).read_under(|declarations| {
        let columns = declarations.registers.iter_mut().flat_map(|register| &mut register.columns);
        let words = vec![("无".to_owned(), cunkao::number::Number::ZERO)];
        columns.filter(|column| column.name == "交售量").for_each(|column| column.words.clone_from(&words));
    });
    assert_eq!(figure(&outcome, "交售量"), "0");
    assert_eq!(outcome.noted(), ["F2"]);
    assert_eq!(delivery(row).problems(), error("cell-unreadable", "F2"));
}

/// A rulebook may call the column of the village otherwise; its rows are read all the same, and checked.
#[test]
fn the_column_of_the_village_is_the_declared_one() {
    let rulebook = r#"extends = "builtin:village-cadre"

[[register]]
name = "示范园"
columns = [
    { name = "日期", type = "date" },
    { name = "行政村", type = "village" },
    { name = "地点", type = "text" },
    { name = "面积", type = "number", unit = "亩", at-least = 0 },
]
"#;
    let rows: &[&[&str]] = &[
        &["日期", "行政村", "地点", "面积(亩)"],
        &["1月5日", "1村", "坝上", "#12"],
        &["1月6日", "9村", "坡下", "#3"],
    ];
    let folder = january("示范园", rows).file("rulebook.toml", rulebook).write();
    let (rulebook, found) = cunkao::rulebook::load(&folder.path().join("rulebook.toml"), folder.path());
    assert!(!found.has_errors(), "{found:?}");
    let months = Months::UpTo(Period::parse("2024-01").unwrap());
    let (records, diagnostics) = read_workspace(folder.path(), &rulebook.unwrap().declarations, months);
    assert_eq!(records.villages["1村"].rows("示范园").len(), 1);
    let outcome = Outcome { records, diagnostics };
    assert_eq!(outcome.problems(), error("village-unknown", "B3"));
}

/// A number that holds nothing but a sign that no paper can show is none, as a blank one is: both rows are one household's.
#[test]
fn a_number_of_no_letters_is_none() {
    let money = |id: &str| {
        let header = "日期,村,烟农,烟农编号,种植面积(亩),交售量(斤),产值(元)";
        let rows = format!("{header}\n1月5日,1村,甲,,6,1000,0\n1月6日,1村,甲,{id},6,1000,0\n");
        let folder = Workspace::new().file("records/2024-01/烟叶交售.csv", rows).write();
        let months = Months::UpTo(Period::parse("2024-01").unwrap());
        let (records, _) = read_workspace(folder.path(), &RULEBOOK.declarations, months);
        let (assessment, _) = cunkao::engine::assess(&RULEBOOK, &records, Period::parse("2024").unwrap());
        let of_grower = assessment.money.iter().filter(|one| one.party.name() == "甲");
        let told = of_grower.map(|one| format!("{} {}", one.party.name(), one.amount));
        told.collect::<Vec<_>>()
    };
    // 2000 jin of 6 mu: 500 yuan.
    assert_eq!(money(""), ["甲 500"]);
    assert_eq!(money("\u{7f}"), ["甲 500"]);
}

/// What a sub-total states is no delivery of its own: 300 斤 would be 600.
#[test]
fn a_row_that_says_小计_where_a_name_belongs_is_a_total() {
    let rows: &[&[&str]] = &[
        HEADER,
        &["1月5日", "1村", "甲", "", "#6", "#100", "#1"],
        &["1月6日", "1村", "乙", "", "#6", "#200", "#1"],
        &["1月6日", "1村", "小计", "", "", "#300", "#2"],
        &["1月5日", "2村", "丙", "", "#6", "#50", "#1"],
        &["1月31日", "2村", "合计", "", "", "#50", "#1"],
    ];
    let outcome = january("烟叶交售", rows).read();
    assert_eq!(outcome.problems(), []);
    let counts = ["1村", "2村"].map(|village| outcome.village(village).rows("烟叶交售").len());
    assert_eq!(counts, [2, 1]);
    // At the end of the table it is still that of its village alone; one that is wrong is told.
    for (stated, said) in [("#300", vec![]), ("#350", warning("total-differs", "F5"))] {
        let rows: &[&[&str]] =
            &[rows[0], rows[1], rows[2], rows[4], &["1月31日", "1村", "小计", "", "", stated, ""]];
        assert_eq!(january("烟叶交售", rows).read().problems(), said);
    }
}

/// A row of a day and a village is one of its own, were its words 汇总 or those of a sum without a figure.
#[test]
fn words_that_only_sound_like_a_total_make_none() {
    let header: &[&str] = &["日期", "村", "地点", "面积(亩)"];
    for words in ["汇总", "矛盾纠纷小计", "总数"] {
        let rows: &[&[&str]] = &[header, &["1月5日", "1村", "河边", "#30"], &["1月6日", "1村", words, "#20"]];
        assert_eq!(january("烟叶示范点", rows).read().village("1村").rows("烟叶示范点").len(), 2, "{words}");
    }
}

/// Under a village that is merged over its rows a sum may name it, or a group of it: 60 亩 would be counted for 30.
#[test]
fn a_sum_below_the_rows_of_a_merged_village_is_no_row() {
    let header: &[&str] = &["日期", "村", "地点", "面积(亩)"];
    for words in ["1村小计", "全村合计", "一组小计", "小计", "合计数"] {
        let rows: &[&[&str]] =
            &[header, &["1月5日", "1村", "河边", "#10"], &["", "", "山上", "#20"], &["", "", words, "#30"]];
        let outcome = january("烟叶示范点", rows).merge([1, 0, 3, 0]).merge([1, 1, 3, 1]).read();
        assert_eq!(outcome.problems(), [], "{words}");
        assert_eq!(outcome.village("1村").rows("烟叶示范点").len(), 2, "{words}");
    }
}

/// A row of a sum may bear the last day of the month, and its figures may be words, as all are in a CSV.
#[test]
fn a_subtotal_with_a_day_and_figures_in_words_is_no_row() {
    let row = |name: &'static str, sold: &'static str| ["1月5日", "1村", name, "", "#6", sold, "#26000"];
    for sum in ["小计", "1村小计", "合计"] {
        for sold in ["#300", "300", "300斤"] {
            let last = ["1月31日", "1村", sum, "", "", sold, ""];
            let rows: &[&[&str]] = &[HEADER, &row("甲", "#100"), &row("乙", "#200"), &last];
            let outcome = january("烟叶交售", rows).read();
            assert_eq!(outcome.problems(), [], "{sum} {sold}");
            assert_eq!(outcome.village("1村").rows("烟叶交售").len(), 2, "{sum} {sold}");
        }
    }
    let csv = "日期,村,烟农,烟农编号,种植面积(亩),交售量(斤),产值(元)\n2024-01-05,1村,甲,,6,100,900\n\
               2024-01-05,1村,乙,,6,200,900\n2024-01-31,1村,小计,,12,300,1800\n";
    let outcome = Workspace::new().file("records/2024-01/烟叶交售.csv", csv).read();
    assert_eq!((outcome.problems(), outcome.village("1村").rows("烟叶交售").len()), (vec![], 2));
}

/// Words that mark a version of a file may be the end of what a register is called.
#[test]
fn a_register_whose_name_ends_as_versions_do_is_read_from_a_csv() {
    let csv = "日期,村,烟农,烟农编号,种植面积(亩),交售量(斤),产值(元)\n2024-01-05,1村,甲,,6,100,900\n";
    for name in ["交售最终", "交售重报", "交售已标注"] {
        for file in ["", "(1)", "_已标注", "_1村"].map(|more| format!("{name}{more}")) {
            let workspace = Workspace::new().file(&format!("records/2024-01/{file}.csv"), csv);
            let outcome = workspace.read_under(|declarations| {
                let mut registers = declarations.registers.iter_mut();
                registers.find(|one| one.name == "烟叶交售").unwrap().name = name.into();
            });
            let read = (outcome.problems(), outcome.village("1村").rows(name).len());
            assert_eq!(read, (vec![], 1), "{file}");
        }
    }
}

/// Somebody may be called so, but the figures tell.
#[test]
fn a_row_called_a_subtotal_that_holds_the_sum_is_told() {
    let row = |name: &'static str, sold: &'static str| ["1月5日", "1村", name, "", "#6", sold, "#500"];
    let read = |sold| {
        let last = ["1月5日", "1村", "甲 小计", "", "#12", sold, "#1000"];
        let rows: &[&[&str]] = &[HEADER, &row("甲", "#100"), &row("甲", "#200"), &row("乙", "#50"), &last];
        january("烟叶交售", rows).read().problems()
    };
    assert_eq!(read("#300"), warning("repeated-row", "C5"));
    assert_eq!(read("#280"), []);
}

//! Rows: titles above, merged cells, totals and signatures below, blank and hidden ones.

use cunkao::number::Number;

use super::workspace::{error, january, said, warning};

const DUTIES: &[&str] = &["村", "村民会议", "党务公开"];

#[test]
fn titles_stand_above_the_header() {
    let outcome = january(
        "规定动作",
        &[
            &["2024年1月规定动作完成情况"],
            &["填报单位：党建办", "", "2024年1月31日"],
            &[],
            DUTIES,
            &["1村", "√", "√"],
        ],
    )
    .merge([0, 0, 0, 2])
    .read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").duty("党务公开")[0].cell.address(), "C5");
}

#[test]
fn a_table_may_stand_anywhere() {
    let outcome =
        january("规定动作", &[&[], &[], &["", "", "村", "村民会议"], &["", "", "1村", "#2"]]).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").duty("村民会议")[0].cell.address(), "D4");
}

#[test]
fn a_village_may_be_merged_over_its_rows() {
    let header: &[&str] = &["村", "日期", "事项", "次数"];
    let rows: &[&[&str]] = &[
        header,
        &["1村", "1月5日", "安全事故", "#1"],
        &["", "1月6日", "安全事故", "#1"],
        &["2村", "1月7日", "安全事故", "#1"],
    ];
    let outcome = january("事项登记", rows).merge([1, 0, 2, 0]).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").events("安全事故").len(), 2);
    assert_eq!(outcome.village("2村").events("安全事故").len(), 1);
}

#[test]
fn a_figure_merged_over_rows_belongs_to_nobody_in_particular() {
    let outcome =
        january("规定动作", &[DUTIES, &["1村", "#1", "√"], &["2村", "", "√"]]).merge([1, 1, 2, 1]).read();
    assert_eq!(outcome.problems(), error("merged-value", "B3"));
    assert!(outcome.village("2村").duty("村民会议").is_empty());
}

#[test]
fn a_figure_merged_over_columns_is_not_two_figures() {
    let outcome = january("规定动作", &[DUTIES, &["1村", "#1", ""]]).merge([1, 1, 1, 2]).read();
    assert_eq!(outcome.problems(), error("merged-value", "C2"));
    let counts: Vec<_> = outcome.village("1村").duty("党务公开").iter().map(|cell| cell.value).collect();
    assert_eq!(counts, []);
}

#[test]
fn a_count_merged_over_events_is_an_error() {
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    let rows: &[&[&str]] =
        &[header, &["1月5日", "1村", "安全事故", "#1"], &["1月6日", "2村", "安全事故", ""]];
    assert_eq!(january("事项登记", rows).merge([1, 3, 2, 3]).read().problems(), error("merged-value", "D3"));
}

#[test]
fn totals_are_no_villages() {
    let outcome = january(
        "指标进度",
        &[
            &["序号", "村", "集资已收(元)"],
            &["#1", "1村", "#500"],
            &["小计", "", "#500"],
            &["#2", "2村", "#300"],
            &["小计", "", "#300"],
            &["", "合 计", "#800"],
            &["#9", "总计", "800"],
            &["全镇合计：", "", "#800"],
            &["", "平均", "#400"],
        ],
    )
    .read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").readings("集资已收").len(), 1);
}

#[test]
fn signatures_and_notes_stand_below() {
    let outcome = january(
        "规定动作",
        &[
            DUTIES,
            &["1村", "√", "√"],
            &[],
            &["填表人：张三", "审核人：李四", "填表日期：1月31日"],
            &["注：以会议记录为准"],
            &["备注:", "无"],
            &["负责人：", "", "（签字）"],
            &["填表人：张三", "", "", "审核人：李四", "2024年1月31日"],
        ],
    )
    .read();
    assert_eq!(outcome.problems(), []);
}

#[test]
fn a_line_of_anything_else_is_not_passed_over() {
    let outcome = january("规定动作", &[DUTIES, &["1村", "√", "√"], &["东风大队", "√", "√"]]).read();
    assert_eq!(outcome.problems(), error("village-unknown", "A3"));
}

#[test]
fn a_row_without_its_village_is_an_error() {
    let outcome = january("规定动作", &[DUTIES, &["", "√", ""]]).read();
    assert_eq!(outcome.problems(), error("cell-blank", "A2"));
}

#[test]
fn hidden_rows_count_and_are_told_once_a_sheet() {
    let rows: &[&[&str]] = &[DUTIES, &["1村", "#2", "√"], &["2村", "#2", "√"], &["8村", "√", "√"]];
    let outcome = january("规定动作", rows).hidden_row(1).hidden_row(2).read();
    assert_eq!(outcome.problems(), warning("hidden-rows", "A2"));
    assert!(outcome.messages().contains('2'));
    let counts: Vec<_> = outcome.village("1村").duty("村民会议").iter().map(|cell| cell.value).collect();
    assert_eq!(counts, [cunkao::fact::DutyValue::Times(Number::from(2))]);
}

#[test]
fn hidden_columns_count_and_are_told_once_a_sheet() {
    let rows: &[&[&str]] = &[DUTIES, &["1村", "#2", "√"]];
    let outcome = january("规定动作", rows).hidden_column(1).hidden_column(2).hidden_column(5).read();
    assert_eq!(outcome.problems(), warning("hidden-columns", "B1"));
    assert!(outcome.messages().contains('2'));
    assert_eq!(outcome.village("1村").duty("村民会议").len(), 1);
}

#[test]
fn hidden_rows_without_content_are_nobodys_business() {
    assert_eq!(january("规定动作", &[DUTIES, &["1村", "√", "√"]]).hidden_row(7).read().problems(), []);
    let notes =
        january("规定动作", &[DUTIES]).sheet("2024-01/考核表.xlsx", "说明", &[&["如何填写"], &["见文件"]]);
    assert_eq!(notes.hidden_row(1).read().problems(), []);
}

/// Who looks at the sheet sees blanks where a figure counts.
#[test]
fn figures_that_are_shown_as_nothing_count_and_are_told_once_a_sheet() {
    let rows: &[&[&str]] = &[
        DUTIES,
        &["1村", "&0;-0;;@|0", "&0;-0;;@|2"],
        &["2村", "&;;;|3", "&0;-0;;@|0"],
        &["8村", "#0", "&_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"??_ ;_ @_ |0"],
    ];
    let outcome = january("规定动作", rows).read();
    assert_eq!(outcome.problems(), warning("hidden-figures", "B2"));
    let message = outcome.messages();
    assert!(message.contains("显示成空白，存的是“0”，这样的共 3 格，照常计入"), "{message}");
    assert_eq!(outcome.village("2村").duty("村民会议").len(), 1);
    // Beside the table, and in a column that nothing reads, it is nobody's business.
    let beside: &[&[&str]] = &[&["", "", "", "&;;;|7"], DUTIES, &["1村", "√", "√", "&0;-0;;@|0"]];
    let outcome = january("规定动作", beside).read();
    assert!(
        !outcome.problems().iter().any(|(code, ..)| code == "hidden-figures"),
        "{:?}",
        outcome.problems()
    );
}

#[test]
fn coloured_blank_rows_are_blank() {
    let outcome =
        january("规定动作", &[DUTIES, &["1村", "√", "√"], &["", "", ""], &[" ", "\u{3000}", "\u{200b}"]]);
    assert_eq!(outcome.read().problems(), []);
}

#[test]
fn every_problem_of_a_sheet_is_said_in_one_pass() {
    let outcome =
        january("规定动作", &[DUTIES, &["9村", "√", ""], &["1村", "好", "坏"], &["2村", "√", "差"]]).read();
    let expected = [
        said("village-unknown", "A2", "error"),
        said("cell-unreadable", "B3", "error"),
        said("cell-unreadable", "C3", "error"),
        said("cell-unreadable", "C4", "error"),
    ];
    assert_eq!(outcome.problems(), expected);
}

#[test]
fn a_total_that_is_not_the_sum_is_told_with_both_figures() {
    let rows: &[&[&str]] = &[
        &["村", "集资已收(元)", "新农合参保率(%)"],
        &["1村", "#500", "#96"],
        &["2村", "#300.5", "#98"],
        &["合计", "#801.5", "#97"],
    ];
    let outcome = january("指标进度", rows).read();
    assert_eq!(outcome.problems(), warning("total-differs", "B4"));
    assert!(outcome.messages().contains("801.5") && outcome.messages().contains("800.5"));
    assert_eq!(outcome.village("2村").readings("集资已收").len(), 1);
}

#[test]
fn totals_of_duties_and_registers_are_compared_too() {
    let duties: &[&[&str]] =
        &[&["村", "村民会议"], &["1村", "√"], &["2村", "#2"], &["8村", "未"], &["合计", "#4"]];
    assert_eq!(january("规定动作", duties).read().problems(), warning("total-differs", "B5"));
    let header: &[&str] = &["日期", "村", "烟农", "种植面积(亩)", "交售量(斤)", "产值(元)"];
    let row: &[&str] = &["1月5日", "1村", "甲", "#6", "#1200", "#15000"];
    let rows: &[&[&str]] = &[header, row, &["合计", "", "", "#6", "#1200", "#1500"]];
    assert_eq!(january("烟叶交售", rows).read().problems(), warning("total-differs", "F3"));
}

#[test]
fn a_total_over_what_could_not_be_read_is_not_judged() {
    let rows: &[&[&str]] = &[&["村", "集资已收(元)"], &["1村", "约500"], &["2村", "#300"], &["合计", "#800"]];
    assert_eq!(january("指标进度", rows).read().problems(), error("cell-unreadable", "B2"));
}

/// What happened in 全乡 happened in some village, which nobody can tell: it has a day and an event of its own, and is no
/// total of the rows above it.
#[test]
fn an_event_of_all_villages_is_no_total() {
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    for whole in ["全乡", "全镇", "合计", "小计", "平均", "全乡合计", "本页合计"] {
        let rows: &[&[&str]] =
            &[header, &["1月5日", "1村", "安全事故", "#1"], &["@2024-01-06", whole, "安全事故", "#3"]];
        let outcome = january("事项登记", rows).read();
        assert_eq!(outcome.problems(), error("village-unknown", "B3"), "{whole}");
        assert!(outcome.hints().contains("一行只写一个村"), "{whole}: {}", outcome.hints());
        assert_eq!(outcome.village("1村").events("安全事故").len(), 1);
    }
}

/// A total may be dated, or tell of which event it is one; and averages stand below.
#[test]
fn totals_of_events_are_no_events() {
    let header: &[&str] = &["日期", "村", "事项", "次数", "登记人"];
    let totals: [&[&str]; 6] = [
        &["合计", "", "", "#1"],
        &["", "合计", "", "#1"],
        &["2024年1月31日", "合计", "", "#1", "李四"],
        &["合计", "", "安全事故", "#1"],
        &["", "小计", "安全事故", "#1"],
        &["", "平均", "", "#1"],
    ];
    for total in totals {
        let rows = [header, &["1月5日", "1村", "安全事故", "#1"], total];
        let outcome = january("事项登记", &rows).read();
        assert_eq!(outcome.problems(), [], "{total:?}");
    }
}

/// The day of signing stands alone below the table, in whatever column; within the table it is a row that lacks the rest.
#[test]
fn a_day_alone_below_the_table_is_that_of_signing() {
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    let event: &[&str] = &["1月5日", "1村", "安全事故", "#1"];
    let days: [&[&str]; 4] =
        [&["2024年1月31日"], &["", "", "", "@2024-01-31"], &["", "", "2024 年 1 月 31 日"], &["", "1月31日"]];
    for day in days {
        let outcome = january("事项登记", &[header, event, &[], day]).read();
        assert_eq!(outcome.problems(), [], "{day:?}");
        assert_eq!(outcome.village("1村").events("安全事故").len(), 1);
    }
    let outcome = january("事项登记", &[header, &["2024年1月31日"], event]).read();
    assert!(!outcome.problems().is_empty());
}

/// A long sheet that is printed with its header on each page, the title above it or not.
#[test]
fn a_header_once_more_is_no_row() {
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    let rows: &[&[&str]] = &[
        &["青溪乡1月事项登记表"],
        header,
        &["1月5日", "1村", "安全事故", "#1"],
        &["青溪乡1月事项登记表（续）"],
        header,
        &["1月6日", "2村", "安全事故", "#1"],
        header,
        &["1月7日", "8村", "安全事故", "#1"],
    ];
    let outcome = january("事项登记", rows).read();
    assert_eq!(outcome.problems(), []);
    for village in ["1村", "2村", "8村"] {
        assert_eq!(outcome.village(village).events("安全事故").len(), 1);
    }
    let outcome = january("规定动作", &[DUTIES, &["1村", "√", "√"], DUTIES, &["2村", "√", "√"]]).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("2村").duty("党务公开").len(), 1);
}

/// A row that says little is a row: above a header that is printed again only the title is none.
#[test]
fn a_row_above_a_repeated_header_is_not_lost() {
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    let event: &[&str] = &["1月5日", "1村", "安全事故", "#1"];
    let outcome = january("事项登记", &[header, event, &["", "5村"], header, event]).read();
    let at_row = |place: &str| place.ends_with('3');
    assert!(outcome.problems().iter().any(|problem| at_row(&problem.1)), "{:?}", outcome.problems());
}

/// A duty may be stated by its day alone; whose it is must be told.
#[test]
fn a_day_of_a_duty_without_a_village_is_no_signature() {
    let outcome = january("规定动作", &[DUTIES, &["1村", "√", "√"], &["", "1月18日"]]).read();
    assert!(!outcome.problems().is_empty());
    // A line below the table it is the day of signing.
    let outcome = january("规定动作", &[DUTIES, &["1村", "√", "√"], &[], &["", "1月31日"]]).read();
    assert_eq!(outcome.problems(), []);
}

#[test]
fn a_dated_total_that_counts_its_rows_is_a_total() {
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    for count in ["共1项", "1件", "共1户"] {
        let total: &[&str] = &["1月31日", "合计", count, "#1"];
        let outcome = january("事项登记", &[header, &["1月5日", "1村", "安全事故", "#1"], total]).read();
        assert_eq!(outcome.problems(), [], "{count}");
    }
}

/// Spreadsheets call the sums that they make themselves so.
#[test]
fn sums_that_spreadsheets_write_are_no_villages() {
    let header: &[&str] = &["村", "集资已收(元)"];
    let rows: &[&[&str]] = &[
        header,
        &["1村", "#500"],
        &["1村 汇总", "#500"],
        &["2村", "#300"],
        &["2村 汇总", "#300"],
        &["全乡汇总", "#800"],
        &["汇总", "#800"],
        &["全镇总数", "#800"],
        &["Total", "#800"],
    ];
    let outcome = january("指标进度", rows).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").readings("集资已收").len(), 1);
    let wrong: &[&[&str]] = &[header, &["1村", "#500"], &["2村", "#300"], &["2村 汇总", "#900"]];
    assert_eq!(january("指标进度", wrong).read().problems(), warning("total-differs", "B4"));
}

/// A remark in the first column may begin like a signature: what names a village by its committee is none.
#[test]
fn a_row_that_names_a_village_by_its_committee_is_no_signature() {
    let header: &[&str] = &["情况说明", "日期", "村", "事项", "次数"];
    let row: &[&str] = &["审核中发现：表填错", "2024-1-20", "1村村委会", "安全事故", "1次"];
    let outcome = january("事项登记", &[header, row]).read();
    assert_eq!(outcome.village("1村").events("安全事故").len(), 1, "{:?}", outcome.problems());
}

/// Notes and signatures below a table are merged over all of it, or over its first columns, more often than not: over the
/// column of villages too, where that is not the first. Nothing is lost with them, and a row of a village is none.
#[test]
fn a_line_below_the_table_may_be_merged_over_it() {
    let header: &[&str] = &["日期", "村", "事项", "次数", "登记人"];
    let first: &[&str] = &["1月5日", "1村", "安全事故", "#1"];
    for line in [
        "填表人：李四　审核人：王五",
        "注：本表一式两份",
        "以下空白",
        "青溪乡财政所（盖章）",
        "2024年1月31日",
    ] {
        for last in [2, 4] {
            let rows: &[&[&str]] = &[header, first, &[line]];
            let outcome = january("事项登记", rows).merge([2, 0, 2, last]).read();
            assert_eq!(outcome.problems(), [], "{line} {last}");
            assert_eq!(outcome.village("1村").events("安全事故").len(), 1, "{line} {last}");
        }
    }
    // What happened on a day is no line below the table, whoever it names, and over however many columns.
    let parts: &[&[&str]] = &[
        &["日期", "片区", "村", "事项", "次数"],
        &["1月5日", "东片", "1村", "安全事故", "#1"],
        &["1月6日", "全镇", "", "安全事故", "#1"],
    ];
    for area in [[2, 1, 2, 2], [2, 2, 2, 2]] {
        let outcome = january("事项登记", parts);
        let outcome = if area[1] == area[3] { outcome } else { outcome.merge(area) }.read();
        assert!(!outcome.problems().is_empty(), "{area:?}");
    }
    let numbered: &[&[&str]] =
        &[&["序号", "村", "村民会议", "党务公开"], &["1", "1村", "√", "√"], &["填表人：李四"]];
    let outcome = january("规定动作", numbered).merge([2, 0, 2, 3]).read();
    assert_eq!(outcome.problems(), []);
    for line in ["1村", "1村安全事故"] {
        let outcome = january("事项登记", &[header, first, &[line]]).merge([2, 0, 2, 4]).read();
        assert!(!outcome.problems().is_empty(), "{line}");
    }
}

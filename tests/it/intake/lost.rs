//! What a table says outside of its rows, or in rows that look like something else, is not lost.

use super::workspace::{Outcome, Workspace, error, january, said};

const EVENTS: &[&str] = &["日期", "村", "事项", "次数"];
const DUTIES: &[&str] = &["村", "村民会议", "党务公开"];
const GROWERS: &[&str] = &["日期", "村", "烟农", "烟农编号", "种植面积(亩)", "交售量(斤)", "产值(元)"];
const FIRST: &[&str] = &["1月5日", "1村", "安全事故", "#1"];
const SECOND: &[&str] = &["1月6日", "2村", "安全事故", "#1"];

fn events(rows: &[&[&str]]) -> Outcome {
    january("事项登记", rows).read()
}

/// Days sort before words, and so a header that was sorted too lies below its table.
#[test]
fn rows_above_the_header_are_told() {
    let outcome = events(&[FIRST, SECOND, EVENTS]);
    assert_eq!(outcome.problems(), error("rows-above-header", "B1"));
    assert!(outcome.messages().contains("第 1 行的“1村”在表头上面"));
    assert!(outcome.messages().contains("共 2 行"));
    // An alias of the roster is the village, and a remark may hold a colon.
    let outcome = events(&[&["1月5日", "东风", "安全事故", "#1", "时间：10:30"], EVENTS, SECOND]);
    assert_eq!(outcome.problems(), error("rows-above-header", "B1"));
    let duties = january("规定动作", &[&["1村", "√", "√"], DUTIES, &["2村", "√", "√"]]).read();
    assert_eq!(duties.problems(), error("rows-above-header", "A1"));
    let register: &[&[&str]] = &[&["1月5日", "1村", "刘备", "", "#2", "#100", "#900"], GROWERS];
    let outcome = january("烟叶交售", register).read();
    assert!(
        outcome.problems().contains(&said("rows-above-header", "B1", "error")),
        "{:?}",
        outcome.problems()
    );
}

#[test]
fn lines_above_a_header_that_name_a_village_are_no_rows() {
    for above in [
        &["", "1村"][..],
        &["1村", "1月事项登记"],
        &["填报单位：", "1村"],
        &["填报单位：", "1村", "填报人：", "张三"],
        &["填报单位", "1村", "填报人", "张三"],
        &["单位：", "1村", "日期：", "1月31日"],
        &["2024年1月", "1村"],
        &["1", "2", "3", "4"],
        &["一", "二", "三", "四"],
        &["收购点", "1村", "单位", "公斤"],
        &["青溪乡1月事项登记表"],
    ] {
        assert_eq!(events(&[above, EVENTS, FIRST]).problems(), [], "{above:?}");
    }
    for above in [
        &["1村", "1月规定动作表"][..],
        &["1村", "", "2024年1月"],
        &["1村", "2024年1月31日"],
        &["东风村村民委员会", "", "2024年1月31日"],
        &["1村", "第一名"],
        &["2村", "最高", "1村", "最低"],
    ] {
        let outcome = january("规定动作", &[above, DUTIES, &["1村", "√", "√"]]).read();
        assert_eq!(outcome.problems(), [], "{above:?}");
    }
    // A word that holds 例 is no example; one mark of a duty is a row; another spelling is the village where all is filled.
    let title = [&["青溪乡例会事项登记表（依据《信访工作条例》）"][..], FIRST, EVENTS, SECOND];
    assert_eq!(events(&title).problems(), error("rows-above-header", "B2"));
    let marked = january("规定动作", &[&["2村", "未"], DUTIES, &["1村", "√", "√"]]).read();
    assert_eq!(marked.problems(), error("rows-above-header", "A1"));
    let committee = events(&[&["1月5日", "1村委会", "安全事故", "#1"], EVENTS, SECOND]);
    assert_eq!(committee.problems(), error("rows-above-header", "B1"));
    let example = [&["（示例）"][..], FIRST, EVENTS, SECOND];
    assert_eq!(events(&example).problems(), []);
}

/// A remark in the first column may begin like a note below the table: a village of the roster makes it a row.
#[test]
fn a_row_of_a_village_is_no_note() {
    let columns: &[&str] = &["备注", "日期", "村", "事项", "次数"];
    for remark in ["说明：清明火情", "附件：照片2张", "负责人：刘备", "备注：已核", "联系人：刘备"]
    {
        let outcome = events(&[columns, &[remark, "1.5", "东风", "安全事故", "1"]]);
        assert_eq!(outcome.village("1村").events("安全事故").len(), 1, "{remark}");
    }
    // The last one too, whose name ends like that of an office which signs.
    let villages: &[&[&str]] = &[&["村", "别名"], &["1村", ""], &["2村", "水利站"]];
    let cadres: &[&[&str]] = &[&["姓名", "村", "职务"], &["甲", "1村", "主任"]];
    let rows: &[&[&str]] = &[DUTIES, &["1村", "√", "√"], &["水利站"]];
    let outcome = Workspace::new().roster(villages, cadres).sheet("2024-01/a.xlsx", "规定动作", rows).read();
    assert_eq!(outcome.problems(), []);
}

#[test]
fn who_signed_may_leave_a_seal_or_a_telephone() {
    for line in [
        &["青溪乡人民政府（公章）"][..],
        &["", "", "单位（章）"],
        &["年   月   日"],
        &["填表人：张三", "", "联系电话：", "#13888888888"],
        &["统计员：张三", "", "电话", "#6612345"],
        &["数据来源：各村上报"],
        &["打印时间：2024年1月31日"],
        &["特此报告。"],
    ] {
        assert_eq!(events(&[EVENTS, FIRST, line]).problems(), [], "{line:?}");
        let duties = january("规定动作", &[DUTIES, &["1村", "√", "√"], line]).read();
        assert_eq!(duties.problems(), [], "{line:?}");
    }
    let figure = events(&[EVENTS, FIRST, &["填表人：张三", "", "次数", "#3"]]);
    assert!(!figure.problems().is_empty());
}

/// Forms ask so for what must be filled.
#[test]
fn headers_that_ask_to_be_filled_are_headers() {
    let columns: &[&str] = &["*日期", "村（必填）", "＊事项（必填）", "次数*"];
    let outcome = events(&[columns, FIRST]);
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").events("安全事故").len(), 1);
    let columns: &[&str] = &["村", "集资已收(元)（必填）"];
    let outcome = january("指标进度", &[columns, &["1村", "#500"]]).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").readings("集资已收").len(), 1);
}

/// Ticks carry no day: last year's table, saved into this year's folder, passes for this year's.
#[test]
fn a_title_of_an_earlier_year_is_told() {
    let of_february = |title: &str| {
        Workspace::new()
            .sheet("2024-01/a.xlsx", "规定动作", &[DUTIES, &["1村", "√", "√"]])
            .sheet("2024-02/a.xlsx", "规定动作", &[&[title], DUTIES, &["1村", "√", "√"]])
            .read_to("2024-02")
            .problems()
    };
    assert_eq!(of_february("青溪乡2023年规定动作表"), [said("month-differs", "A1", "warning")]);
    for title in ["青溪乡2024年规定动作表", "2023年以来", "截至2023年底"] {
        assert_eq!(of_february(title), [], "{title}");
    }
}

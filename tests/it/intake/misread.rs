//! What a sheet shows and was once read as something else: two tables in a sheet, numbers of columns, units that stand
//! elsewhere, figures that are taken back, and notes that are no rows.

use super::workspace::{Outcome, Workspace, error, january, said, warning, workbook};

const DUTIES: &[&str] = &["村", "村民会议", "党务公开"];

fn codes(outcome: &Outcome) -> Vec<String> {
    outcome.problems().into_iter().map(|(code, place, _)| format!("{code} {place}")).collect()
}

#[test]
fn a_table_above_another_is_not_lost_in_silence() {
    let rows: &[&[&str]] =
        &[&["村", "村民会议"], &["1村", "√"], &["2村", "√"], &[], DUTIES, &["8村", "√", "√"]];
    let outcome = january("规定动作", rows).read();
    assert_eq!(outcome.problems(), error("tables-stacked", "A5"));
    assert!(outcome.messages().contains("第 1 行还有一张表"), "{}", outcome.messages());
    let two_levels: &[&[&str]] = &[
        &["填报单位：党建办", "3月"],
        &["村", "会议", ""],
        &["", "村民会议", "党务公开"],
        &["1村", "√", "√"],
    ];
    let outcome = january("规定动作", two_levels).merge([1, 0, 2, 0]).merge([1, 1, 1, 2]).read();
    assert_eq!(outcome.problems(), []);
}

#[test]
fn a_row_that_numbers_the_columns_is_passed_over() {
    for numbers in [
        ["1", "2", "3"],
        ["#1", "#2", "#3"],
        ["甲", "乙", "丙"],
        ["甲", "1", "2"],
        ["A", "B", "C"],
        ["①", "②", "③"],
        ["(1)", "(2)", "(3)"],
    ] {
        let outcome = january("规定动作", &[DUTIES, &numbers, &["1村", "√", "√"]]).read();
        assert_eq!(outcome.problems(), [], "{numbers:?}");
        assert_eq!(outcome.notes(), [("column-numbers".to_owned(), "A2".to_owned())], "{numbers:?}");
        assert_eq!(outcome.village("1村").duty("村民会议").len(), 1, "{numbers:?}");
    }
    // Villages that are called by their numbers.
    let outcome = january("规定动作", &[DUTIES, &["#1", "#2", "#3"], &["#2", "#1", "#1"]]).read();
    assert_eq!(outcome.village("1村").duty("村民会议").len(), 1);
    let alone = january("规定动作", &[DUTIES, &["1", "2", "3"]]).read();
    assert_eq!(alone.village("1村").duty("村民会议").len(), 1);
    let lettered = january("规定动作", &[DUTIES, &["一", "1", "2"], &["二", "1", "1"]]).read();
    assert_eq!((lettered.problems(), lettered.village("1村").duty("村民会议").len()), (vec![], 1));
}

fn meeting(above: &str, below: &str) -> Outcome {
    let rows: &[&[&str]] =
        &[&["村", "姓名", above, ""], &["", "", below, "1月9日 党建会"], &["2村", "赵六", "√", "√"]];
    january("会议签到", rows).merge([0, 0, 1, 0]).merge([0, 1, 1, 1]).merge([0, 2, 0, 3]).read()
}

#[test]
fn a_meeting_has_the_day_of_its_own_header() {
    for above in ["1月31日填报", "填报日期：2024年1月31日", "签到情况", "1月签到"] {
        let outcome = meeting(above, "1月5日 经济工作会");
        let held: Vec<_> = outcome.village("2村").attendance.iter().map(|one| one.date.to_string()).collect();
        assert_eq!(held, ["2024-01-05", "2024-01-09"], "{above} {}", outcome.messages());
        assert_eq!(outcome.village("2村").attendance[0].meeting, "经济工作会", "{above}");
    }
    assert_eq!(codes(&meeting("1月31日填报", "经济工作会")), ["date-unreadable C2", "not-reported 8村"][..1]);
}

#[test]
fn a_meeting_may_be_named_before_its_day() {
    for header in [
        "经济工作会（1月5日）",
        "经济工作会1月5日",
        "2024-1-5经济工作会",
        "1.5 经济工作会",
        "1月5日经济工作会",
    ] {
        let rows: &[&[&str]] = &[&["村", "姓名", header], &["2村", "赵六", "√"]];
        let outcome = january("会议签到", rows).read();
        let attendance = &outcome.village("2村").attendance;
        assert_eq!(attendance.len(), 1, "{header} {}", outcome.messages());
        assert_eq!(
            (attendance[0].date.to_string().as_str(), &*attendance[0].meeting),
            ("2024-01-05", "经济工作会")
        );
    }
}

#[test]
fn a_village_and_a_community_of_one_name_are_told_apart() {
    let villages: &[&[&str]] = &[&["村", "类别"], &["东山村", "中村"], &["东山社区", "中村"]];
    let cadres: &[&[&str]] = &[&["姓名", "村", "职务"], &["甲", "东山村", "主任"]];
    let read = |typed| {
        let rows: &[&[&str]] = &[&["村", "村民会议"], &[typed, "√"]];
        Workspace::new().roster(villages, cadres).sheet("2024-01/a.xlsx", "规定动作", rows).read()
    };
    for typed in ["东山居委会", "东山居民委员会", "东山社区居委会", "东山社区居民委员会"]
    {
        assert_eq!(read(typed).village("东山社区").duty("村民会议").len(), 1, "{typed}");
    }
    for typed in ["东山村委会", "东山村村委会", "东山村民委员会"] {
        assert_eq!(read(typed).village("东山村").duty("村民会议").len(), 1, "{typed}");
    }
    let bare = read("东山");
    assert_eq!(bare.problems(), error("village-unknown", "A2"));
    assert!(bare.messages().contains("东山村、东山社区"), "{}", bare.messages());
}

#[test]
fn a_unit_stated_above_the_table_is_that_of_its_figures() {
    let header: &[&str] = &["村", "集资已收"];
    for line in [
        &["单位：万元"][..],
        &["单位：人民币万元"],
        &["单位 万元"],
        &["（万元）"],
        &["（单位：万元）"],
        &["单位：万"],
        &["金额单位为万元"],
        &["金额：万元"],
        &["单位：", "万元"],
        &["单位：", "", "", "", "万元"],
        &["填报单位：", "党建办", "单位：", "万元、%"],
        &["金额", "", "万元（人民币）"],
        &["单位（", "万元", "）"],
        &["注：表中金额以万元为单位"],
        &["指标进度表（万元）"],
    ] {
        let outcome = january("指标进度", &[line, header, &["1村", "#5"]]).read();
        assert_eq!(outcome.problems(), error("unit-mismatch", "B2"), "{line:?}");
    }
    for line in [
        &["填报单位：党建办"][..],
        &["填报单位：", "党建办"],
        &["单位：元"],
        &["单位：", "", "元、%"],
        &["单位负责人：张三"],
        &["金额：元"],
    ] {
        assert_eq!(january("指标进度", &[line, header, &["1村", "#5"]]).read().problems(), [], "{line:?}");
    }
}

/// Beside the heads, or in a note below: figures in it would be ten thousand times too small.
#[test]
fn a_unit_stated_beside_or_below_the_table_is_that_of_its_figures() {
    let read = |header: &[&str], note: &[&str]| {
        january("指标进度", &[header, &["1村", "#5", "#90"], note]).read().problems()
    };
    let header: &[&str] = &["村", "集资已收", "新农合参保率"];
    let beside = |heads: &[&'static str]| [header, heads].concat();
    for heads in [&["单位：万元"][..], &["（金额单位：万元）"], &["", "单位：", "万元"]] {
        assert_eq!(read(&beside(heads), &[]), error("unit-mismatch", "B1"), "{heads:?}");
    }
    for note in [&["注：金额单位为万元"][..], &["1.以上金额单位均为万元"], &["注：金额单位", "万元"]]
    {
        assert_eq!(read(header, note), error("unit-mismatch", "B1"), "{note:?}");
    }
    for (heads, note) in
        [(&["单位：元"][..], &["注：金额单位为元"][..]), (&["备注"], &["注：数据截至1月31日"])]
    {
        assert_eq!(read(&beside(heads), note), [], "{heads:?}");
    }
}

#[test]
fn a_unit_in_the_format_of_a_cell_is_as_if_it_were_typed() {
    let read = |cell| {
        let outcome = january("指标进度", &[&["村", "集资已收(元)"], &["1村", cell]]).read();
        let readings = outcome.village("1村").readings("集资已收").iter();
        let figures: Vec<_> = readings.filter_map(|one| one.value).map(|value| value.to_string()).collect();
        (codes(&outcome), figures)
    };
    assert_eq!(read("&0.0\"万\"|1.5"), read("1.5万"));
    assert_eq!(read("&0.0\"公斤\"|1.5"), read("1.5公斤"));
    assert_eq!(read("&0.0\"公斤\"|1.5").0, ["cell-unreadable B2"]);
    assert_eq!(read("&0.0\"元\"|1.5"), (vec![], vec!["1.5".to_owned()]));
    // Shown as 1.5万, and 15000 of the unit.
    assert_eq!(read("&0!.0,\"万\"|15000"), (vec![], vec!["15000".to_owned()]));
}

#[test]
fn a_figure_that_is_taken_back_is_not_counted() {
    for typed in ["2(作废)", "2（误报）", "2（重复，已撤销）", "2（不计）", "2（未开）", "2（取消）"]
    {
        let outcome = january("规定动作", &[DUTIES, &["1村", typed, "√"]]).read();
        assert_eq!(outcome.problems(), error("cell-unreadable", "B2"), "{typed}");
        assert!(outcome.hints().contains("不算数"), "{typed} {}", outcome.hints());
    }
    let outcome = january("指标进度", &[&["村", "集资已收(元)"], &["1村", "1000.5（实为1100）"]]).read();
    assert_eq!(outcome.problems(), error("cell-unreadable", "B2"));
}

#[test]
fn a_file_with_a_number_or_a_word_more_in_its_name_is_a_version() {
    for other in ["三月修改.xlsx", "三月2.xlsx", "新三月.xlsx"] {
        let rows = |count| [&["村", "村民会议"][..], &["1村", count]].map(<[_]>::to_vec);
        let (one, two) = (rows("#1"), rows("#2"));
        let (one, two) = (
            one.iter().map(Vec::as_slice).collect::<Vec<_>>(),
            two.iter().map(Vec::as_slice).collect::<Vec<_>>(),
        );
        let outcome = Workspace::new()
            .sheet("2024-01/三月.xlsx", "规定动作", &one)
            .sheet(&format!("2024-01/{other}"), "规定动作", &two)
            .read();
        assert!(
            codes(&outcome).iter().any(|code| code.starts_with("file-versions")),
            "{other} {:?}",
            codes(&outcome)
        );
    }
}

#[test]
fn last_months_file_is_told_by_its_titles_and_its_name() {
    for title in
        ["某某镇2月份考核表", "2024.2考核表", "2024-02 考核表", "二〇二四年二月", "填报时间：2024年2月28日"]
    {
        let rows: &[&[&str]] = &[&[title], DUTIES, &["1村", "√", "√"]];
        let outcome = Workspace::new().sheet("2024-03/a.xlsx", "规定动作", rows).read_to("2024-03");
        let told = outcome.problems().into_iter().find(|one| one.0 == "month-differs");
        assert_eq!(told, Some(said("month-differs", "A1", "warning")), "{title}");
    }
    for name in ["2月考核表", "考核表2024-02"] {
        let file = format!("2024-03/{name}.xlsx");
        let outcome =
            Workspace::new().sheet(&file, "规定动作", &[DUTIES, &["1村", "√", "√"]]).read_to("2024-03");
        assert!(
            outcome.problems().contains(&said("month-differs", &format!("records/{file}"), "warning")),
            "{name}"
        );
    }
    let filled_in: &[&[&str]] = &[&["填报时间：2024年4月1日"], DUTIES, &["1村", "√", "√"]];
    let outcome = Workspace::new().sheet("2024-03/a.xlsx", "规定动作", filled_in).read_to("2024-03");
    assert!(!codes(&outcome).iter().any(|code| code.starts_with("month-differs")));
}

#[test]
fn last_months_file_is_told_by_its_bytes() {
    let rows: &[&[&str]] = &[DUTIES, &["1村", "√", "√"]];
    let twice = |rows| {
        let bytes = workbook("规定动作", rows);
        let one = Workspace::new().file("records/2024-02/a.xlsx", bytes.clone());
        one.file("records/2024-03/b.xlsx", bytes).read_to("2024-03")
    };
    let told = said("month-differs", "records/2024-03/b.xlsx", "warning");
    assert!(twice(rows).problems().contains(&told));
    // Two blank sheets are two reports that there is nothing.
    assert!(!twice(&[DUTIES]).problems().contains(&told));
    let other = Workspace::new().sheet("2024-02/a.xlsx", "规定动作", rows);
    let other = other.sheet("2024-03/b.xlsx", "规定动作", rows).read_to("2024-03");
    assert!(!other.problems().contains(&told));
}

#[test]
fn a_sheet_that_was_saved_as_text_is_not_passed_over() {
    let read = |text: &str| {
        let workspace = january("规定动作", &[DUTIES, &["1村", "√", "√"]]);
        workspace.file("records/2024-01/补.txt", text.as_bytes()).read().problems()
    };
    let place = "records/2024-01/补.txt";
    assert!(read("村\t村民会议\r\n2村\t√\r\n").contains(&said("file-refused", place, "error")));
    assert!(read("一月的会议\r\n都开了\r\n").contains(&said("file-refused", place, "warning")));
}

#[test]
fn what_the_roster_hides_is_told() {
    let roster: &[&[&str]] = &[&["村", "类别"], &["1村", "中村"], &["2村", "大村"], &["8村", "小村"]];
    let cadres: &[&[&str]] = &[&["姓名", "村", "职务"], &["甲", "1村", "主任"]];
    let rows: &[&[&str]] = &[DUTIES, &["1村", "√", "√"]];
    let read = |change: fn(Workspace) -> Workspace| {
        let workspace = change(Workspace::new().roster(roster, cadres));
        workspace.sheet("2024-01/a.xlsx", "规定动作", rows).read().problems()
    };
    assert_eq!(read(|workspace| workspace), []);
    assert_eq!(read(|workspace| workspace.hidden_row(1)), warning("hidden-rows", "A2"));
    assert_eq!(read(|workspace| workspace.hidden_column(1)), warning("hidden-columns", "B1"));
    assert_eq!(read(Workspace::hidden), warning("sheet-hidden", "干部"));
}

#[test]
fn rows_that_were_numbered_beforehand_state_nothing() {
    let header: &[&str] = &["序号", "日期", "村", "事项", "次数", "备注"];
    let rows: &[&[&str]] =
        &[header, &["#1", "1月5日", "1村", "安全事故", "#1"], &["#2"], &["#3", "", "", "", "", "空"]];
    let outcome = january("事项登记", rows).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").events("安全事故").len(), 1);
}

#[test]
fn notes_and_signatures_below_a_table_are_no_villages() {
    for line in [
        "单位负责人（签字）：",
        "分管领导签字：",
        "主要领导：",
        "经办人：王五",
        "报送人：张三",
        "联系人：张三 电话：13",
        "复核人：",
        "日期：2024年1月31日",
        "上报日期：1月31日",
        "报送时间：2024年1月",
        "盖章",
        "以下空白",
        "—— 以下空白 ——",
        "第1页 共1页",
        "以上情况属实",
        "1.本表一式两份",
        "2、以上数据为累计数",
        "注1：数据截至1月31日",
        "（注：数据截至1月31日）",
        "※ 数据截至1月31日",
        "*本表数据来自系统",
        "附：相关文件",
        "合计5个村",
        "共5个村",
        "报送单位：财政所",
        "部门负责人：张三",
        "经手人：王五",
        "报表人：王五",
        "时间：2024年1月31日",
        "（此页无正文）",
    ] {
        let outcome = january("规定动作", &[DUTIES, &["1村", "√", "√"], &[line]]).read();
        assert_eq!(outcome.problems(), [], "{line}");
        let roster: &[&[&str]] = &[&["村", "类别"], &["1村", "中村"], &[line]];
        let cadres: &[&[&str]] = &[&["姓名", "村", "职务"], &["甲", "1村", "主任"], &[line]];
        let outcome = Workspace::new()
            .roster(roster, cadres)
            .sheet("2024-01/a.xlsx", "规定动作", &[DUTIES, &["1村", "√", "√"]])
            .read();
        assert_eq!(outcome.problems(), [], "{line}");
    }
    for row in [&["分管领导", "√", "√"][..], &["1村民会议", "√"], &["盖章", "√"]] {
        let outcome = january("规定动作", &[DUTIES, row]).read();
        assert_eq!(outcome.problems(), error("village-unknown", "A2"), "{row:?}");
    }
}

/// What offices write under a list of who came, with a colon behind the word; without it a village may be called so.
#[test]
fn lines_below_a_list_of_who_came_are_no_villages() {
    let header: &[&str] = &["村", "姓名", "职务", "1月5日 例会", "1月8日 例会"];
    let came: &[&str] = &["1村", "张三", "支部书记", "√", "√"];
    let read = |line: &[&str]| january("会议签到", &[header, came, line]).read();
    let plain = read(&[]);
    for line in [
        &["记录人：小段"][..],
        &["记录人:", "小段", "", "会议主持：", "周书记"],
        &["记录：小段　　主持：周书记"],
        &["记录人（签字）：小段"],
        &["主持人：周书记", "参会领导：李镇长、王镇长"],
        &["会议主持：周书记", "", "地点：三楼会议室"],
        &["列席：驻村工作队、各站所"],
        &["列席人员：驻村工作队"],
        &["会议地点：1村"],
        &["签到人：张三", "统计人：李四"],
        &["核实人签字：", "", "分管领导：", "", "经办人："],
        &["应到：12人", "", "实到：11人"],
    ] {
        let outcome = read(line);
        assert_eq!(outcome.problems(), plain.problems(), "{line:?}");
        let attended = &outcome.village("1村").attendance;
        assert_eq!(attended, &plain.village("1村").attendance, "{line:?}");
    }
    // Neither a figure nor a word without its colon is passed over, and a village may have such a name.
    for line in [
        &["记录人", "小段", "", "√"][..],
        &["列席", "", "", "√"],
        &["记录：", "#2"],
        &["地点村", "甲", "委员"],
    ] {
        let said = read(line).problems();
        assert!(
            said.iter().any(|(code, place, _)| (code.as_str(), place.as_str()) == ("village-unknown", "A3")),
            "{line:?} {said:?}"
        );
    }
    let villages: &[&[&str]] = &[&["村", "类别"], &["记录村", "中村"], &["主持", "大村"]];
    let cadres: &[&[&str]] =
        &[&["姓名", "村", "职务"], &["甲", "记录村", "支部书记"], &["乙", "主持", "支部书记"]];
    let rows: &[&[&str]] =
        &[&["村", "姓名", "1月5日 例会"], &["记录村", "甲", "√"], &["主持", "乙", "缺"], &["主持人：丙"]];
    let outcome = Workspace::new().roster(villages, cadres).sheet("2024-01/a.xlsx", "会议签到", rows).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(["记录村", "主持"].map(|name| outcome.village(name).attendance.len()), [1, 1]);
}

#[test]
fn a_stroke_where_nothing_need_stand_is_blank() {
    let header: &[&str] = &["日期", "村", "事项", "次数", "当事人"];
    for stroke in ["/", "—", "-", "无"] {
        let outcome = january("事项登记", &[header, &["1月5日", "1村", "安全事故", "#1", stroke]]).read();
        assert_eq!(outcome.problems(), [], "{stroke}");
        assert_eq!(outcome.village("1村").events("安全事故").len(), 1, "{stroke}");
    }
    for until in ["—", "/", "至今", "在任"] {
        let villages: &[&[&str]] = &[&["村", "类别"], &["1村", "中村"]];
        let cadres: &[&[&str]] =
            &[&["姓名", "村", "职务", "起", "止"], &["甲", "1村", "主任", "2021-03-05", until]];
        let outcome = Workspace::new()
            .roster(villages, cadres)
            .sheet("2024-01/a.xlsx", "规定动作", &[DUTIES, &["1村", "√", "√"]])
            .read();
        assert_eq!(outcome.problems(), [], "{until}");
    }
}

/// Whoever signed stands alone below the last row: an office, more often than not. A unit that is scored may be called so
/// too, and is read where anything stands beside it, or where it is one of the roster's.
#[test]
fn who_signed_below_the_last_row_is_no_village() {
    for line in [
        "青溪乡财政所",
        "青溪乡财政所（盖章）",
        "青溪乡人民政府",
        "单位（盖章）：",
        "分管副镇长：",
        "领导签字",
        "考核组签字：",
        "驻村干部签字：",
        "财政所 2024年1月31日",
        "二〇二四年一月三十一日",
        "村委会盖章",
    ] {
        let outcome = january("规定动作", &[DUTIES, &["1村", "√", "√"], &[line]]).read();
        assert_eq!(outcome.problems(), [], "{line}");
    }
    // Its day stands below it or beside it.
    let village: &[&str] = &["1村", "√", "√"];
    let columns: &[&str] = &["村", "党务公开", "村民会议", "备注"];
    for signed in [
        [&["青溪乡财政所"][..], &["2024年1月31日"]],
        [&["", "", "青溪乡财政所"], &["", "", "2024年1月31日"]],
        [&["", "", "青溪乡财政所（盖章）"], &["", "", "", "@2024-01-31"]],
        [&["青溪乡财政所", "", "", "2024年1月31日"], &[]],
    ] {
        let outcome = january("规定动作", &[columns, village, signed[0], signed[1]]).read();
        assert_eq!(outcome.problems(), [], "{signed:?}");
    }
    let done = january("规定动作", &[columns, village, &["财政所", "", "1月31日"]]).read();
    assert_eq!(done.problems(), error("village-unknown", "A3"));
    let beside = january("规定动作", &[DUTIES, &["1村", "√", "√"], &["财政所", "√", "√"]]).read();
    assert_eq!(beside.problems(), error("village-unknown", "A3"));
    let above = january("规定动作", &[DUTIES, &["财政所"], &["1村", "√", "√"]]).read();
    assert_eq!(above.problems(), error("village-unknown", "A2"));
    // The roster has nothing beside its units.
    let units: &[&[&str]] = &[&["村"], &["党政办"], &["财政所"], &["城关居民委员会"], &["便民服务中心"]];
    let cadres: &[&[&str]] = &[&["姓名", "村", "职务"], &["甲", "党政办", "主任"]];
    let outcome = Workspace::new()
        .roster(units, cadres)
        .sheet("2024-01/a.xlsx", "规定动作", &[DUTIES, &["财政所", "√", "√"], &["便民服务中心", "√", ""]])
        .read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.records.roster.villages.len(), 4);
    assert_eq!(outcome.village("便民服务中心").duty("村民会议").len(), 1);
}

/// 单位 and 日期 are merged over the rows of one: what stands in them may begin like a signature or end like a total.
#[test]
fn a_row_of_a_village_that_is_merged_over_it_is_read_whatever_it_says() {
    let header: &[&str] = &["日期", "村", "地点", "面积(亩)"];
    for words in ["访县民政局", "考核组到村", "责任人包户", "附件", "信访事项汇总", "建好服务中心"]
    {
        let rows: &[&[&str]] = &[header, &["1月5日", "1村", "河边", "#30"], &["", "", words, "#20"]];
        let outcome = january("烟叶示范点", rows).merge([1, 0, 2, 0]).merge([1, 1, 2, 1]).read();
        assert_eq!(outcome.village("1村").rows("烟叶示范点").len(), 2, "{words}: {:?}", outcome.problems());
    }
}

/// A title with a colon beside a unit and a day is none that signs; beside words where a unit and a day belong it is.
#[test]
fn a_title_with_a_colon_is_no_signature_where_a_unit_and_a_day_stand_beside_it() {
    let units: &[&[&str]] = &[&["村"], &["1村"], &["党政办"]];
    let cadres: &[&[&str]] = &[&["姓名", "村", "职务"], &["甲", "1村", "主任"]];
    let titled: &[&[&str]] = &[
        &["情况说明", "村", "日期", "事项", "次数"],
        &["考核组：深入一线督导", "党政办", "2024-1-18", "安全事故", "1次"],
        &["填表人：张三", "2024年1月31日", "审核人：李四"],
    ];
    let outcome = Workspace::new().roster(units, cadres).sheet("2024-01/a.xlsx", "事项登记", titled).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("党政办").events("安全事故").len(), 1);
}

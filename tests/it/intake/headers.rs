//! Headers: found by content, in any order; units; unknown, doubled and missing columns.

use super::workspace::{FILE, Outcome, Workspace, error, january, said, warning};

fn indicators(header: &str) -> Outcome {
    january("指标进度", &[&["村", header], &["1村", "#50"]]).read()
}

#[test]
fn columns_may_stand_in_any_order() {
    let header: &[&str] = &["次数", "事项", "村", "序号", "日期"];
    let outcome = january("事项登记", &[header, &["#3", "安全事故", "1村", "#1", "1月5日"]]).read();
    assert_eq!(outcome.problems(), []);
    let event = &outcome.village("1村").events("安全事故")[0];
    assert_eq!((event.count.to_string().as_str(), event.cells[0].address().as_str()), ("3", "B2"));
}

#[test]
fn a_unit_stands_in_brackets_of_either_width_or_not_at_all() {
    for header in ["集资已收(元)", "集资已收（元）", "集资已收", " 集资 已收 ( 元 ) ", "集资已收\n（元）"]
    {
        let outcome = indicators(header);
        assert_eq!(outcome.problems(), [], "{header}");
        assert_eq!(outcome.village("1村").readings("集资已收")[0].value.unwrap().to_string(), "50");
    }
    assert_eq!(indicators("新农合参保率（％）").problems(), []);
}

#[test]
fn words_around_a_unit_make_no_other_of_it() {
    for header in ["集资已收（人民币元）", "集资已收（单位：元）", "集资已收(单位 人民币元)"]
    {
        let outcome = indicators(header);
        assert_eq!(outcome.problems(), [], "{header}");
        assert_eq!(outcome.village("1村").readings("集资已收")[0].value.unwrap().to_string(), "50");
    }
    for header in ["集资已收（人民币万元）", "集资已收（单位：万元）", "集资已收（人民币）"]
    {
        assert_eq!(indicators(header).problems(), error("unit-mismatch", "B1"), "{header}");
    }
    // The unit in a head is that of its own column.
    let heads: &[&str] = &["村", "集资已收", "融资(单位：万元)"];
    assert_eq!(january("指标进度", &[heads, &["1村", "#50"]]).read().problems(), []);
}

#[test]
fn the_villages_column_may_be_called_otherwise_where_no_other_is() {
    for header in ["单位", "村居", "村（社区）", "村（居）", "村/社区", "所属村", "村（社区）名称"]
    {
        let outcome = january("规定动作", &[&[header, "村民会议"], &["1村", "√"]]).read();
        assert_eq!(outcome.problems(), [], "{header}");
        assert_eq!(outcome.village("1村").duty("村民会议").len(), 1, "{header}");
        let meeting: &[&str] = &[header, "姓名", "1月5日 会"];
        let outcome = january("会议签到", &[meeting, &["2村", "赵六", "√"]]).read();
        assert_eq!(outcome.problems(), [], "{header}");
        assert_eq!(january("规定动作", &[&[header, "村民会议"]]).read().problems(), [], "{header}");
    }
    // Beside the village's own column 单位 is another thing.
    let both: &[&str] = &["单位", "村", "村民会议"];
    let outcome = january("规定动作", &[both, &["党建办", "1村", "√"]]).read();
    assert_eq!(outcome.village("1村").duty("村民会议").len(), 1);
    assert!(!outcome.problems().iter().any(|(code, ..)| code == "village-unknown"));
    // An office is no village.
    let office = january("规定动作", &[&["单位", "村民会议"], &["党建办", "√"]]).read();
    assert_eq!(office.problems(), error("village-unknown", "A2"));
}

#[test]
fn another_unit_is_an_error_at_the_header() {
    let outcome = indicators("集资已收(万元)");
    assert_eq!(outcome.problems(), error("unit-mismatch", "B1"));
    assert!(outcome.messages().contains("万元"));
    let header: &[&str] = &["日期", "村", "烟农", "种植面积(亩)", "交售量(公斤)", "产值(元)"];
    let outcome = january("烟叶交售", &[header, &["1月5日", "1村", "甲", "#1", "#1", "#1"]]).read();
    assert_eq!(outcome.problems(), error("unit-mismatch", "E1"));
}

#[test]
fn a_doubled_column_is_an_error() {
    let outcome = january("规定动作", &[&["村", "村民会议", "村民会议"], &["1村", "√", "未"]]).read();
    assert_eq!(outcome.problems(), error("column-duplicate", "C1"));
}

#[test]
fn an_unknown_column_that_holds_something_is_an_error_with_a_suggestion() {
    let outcome = january("规定动作", &[&["村", "村民大会"], &["1村", "√"]]).read();
    assert_eq!(outcome.problems(), error("column-unknown", "B1"));
    assert!(outcome.hints().contains("是否想写“村民会议”"), "{}", outcome.hints());
}

/// Offices note down who is in charge beside what they report, and a sheet seldom has the columns of all of them.
#[test]
fn a_column_that_can_say_nothing_of_what_is_not_there_is_only_told() {
    let with = |header: &str, value: &str| {
        january("规定动作", &[&["村", "村民会议", header], &["1村", "√", value]]).read()
    };
    for (header, value) in [("包村领导", "张三"), ("完成情况", "已按要求开展"), ("分管领导", "李四、王五")]
    {
        let outcome = with(header, value);
        assert_eq!(outcome.problems(), warning("column-unknown", "C1"), "{header}");
        assert_eq!(outcome.village("1村").duty("村民会议").len(), 1);
    }
    // What a duty may say could be one of those that are not there.
    for value in ["√", "√（1月5日）", "2次", "#1", "1月5日", "2024-1-5", "未", "不适用"] {
        assert_eq!(with("学习", value).problems(), error("column-unknown", "C1"), "{value}");
    }
    assert_eq!(with("党务公布", "张三").problems(), error("column-unknown", "C1"));
    let indicator = |header: &str, value: &str| {
        january("指标进度", &[&["村", "集资已收", header], &["1村", "#50", value]]).read().problems()
    };
    assert_eq!(indicator("责任人", "张三"), warning("column-unknown", "C1"));
    assert_eq!(indicator("填报时间", "2024-1-31"), warning("column-unknown", "C1"));
    for value in ["#3", "3斤", "不适用"] {
        assert_eq!(indicator("另一项", value), error("column-unknown", "C1"), "{value}");
    }
}

#[test]
fn an_unknown_column_that_can_be_none_of_the_wanted_is_only_told() {
    let header: &[&str] = &["日期", "村", "事项", "次数", "当事人名", "影响"];
    let outcome = january("事项登记", &[header, &["2024-1-5", "1村", "安全事故", "#1", "张三", "大"]]).read();
    let told = [said("column-unknown", "E1", "error"), said("column-unknown", "F1", "warning")];
    assert_eq!(outcome.problems(), told);
    assert!(outcome.hints().contains("是否想写“当事人”"), "{}", outcome.hints());
    assert_eq!(outcome.village("1村").events("安全事故").len(), 1);

    let header: &[&str] = &["日期", "村", "地点", "面积(亩)", "负责人意见"];
    let outcome = january("烟叶示范点", &[header, &["2024-1-5", "1村", "河边", "#30", "同意"]]).read();
    assert_eq!(outcome.problems(), warning("column-unknown", "E1"));
}

#[test]
fn an_unknown_column_without_content_is_let_be() {
    assert_eq!(january("规定动作", &[&["村", "村民会议", "电话"], &["1村", "√", ""]]).read().problems(), []);
}

#[test]
fn columns_that_many_forms_carry_are_let_be() {
    let outcome =
        january("规定动作", &[&["序号", "村", "村民会议", "备注"], &["#1", "1村", "√", "如期"]]).read();
    assert_eq!(outcome.problems(), []);
}

#[test]
fn a_missing_column_is_said_once_and_not_at_every_row() {
    let header: &[&str] = &["日期", "村", "事项"];
    let row: &[&str] = &["1月5日", "1村", "安全事故"];
    assert_eq!(
        january("事项登记", &[header, row, row]).read().problems(),
        error("column-missing", "事项登记")
    );

    let header: &[&str] = &["日期", "烟农", "村", "种植面积(亩)", "产值(元)"];
    let outcome = january("烟叶交售", &[header, &["1月5日", "甲", "1村", "#1", "#1"]]).read();
    assert_eq!(outcome.problems(), error("column-missing", "烟叶交售"));
}

#[test]
fn a_missing_column_points_to_the_one_that_looks_like_it() {
    let header: &[&str] = &["日期", "村", "事项", "次"];
    let outcome = january("事项登记", &[header, &["1月5日", "1村", "安全事故", "#1"]]).read();
    assert!(outcome.problems().iter().any(|said| said.0 == "column-missing"));
    assert!(outcome.hints().contains("表头“次”若是这一列"), "{}", outcome.hints());
}

/// What the papers call those who are scored may stand over the column too, unless it is the name of another one; where a
/// column is missing it is said where its other names are written.
#[test]
fn what_papers_call_a_village_is_a_name_of_its_column() {
    let under = |unit: &str, header: &[&str], row: &[&str]| {
        let text = format!(
            "extends = \"builtin:village-cadre\"\n[publication]\noffice = \"青溪乡人民政府\"\nmark = \"青溪乡人民政府文件\"\n\
             code = \"青政\"\naddressee = \"各村\"\nprinter = \"办公室\"\nbasis = [\"办法\"]\ncontact = \"办公室\"\n\
             objection-days = 5\nlength-limit = 4000\nunit = \"{unit}\"\nsignatory = \"书记\"\n"
        );
        let (rulebook, found) = crate::rule_kinds::load(&text);
        let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
        january("规定动作", &[header, row]).read_under(|declared| *declared = rulebook.declarations.clone())
    };
    let header: &[&str] = &["社区（村）", "村民会议"];
    let known = under("社区（村）", header, &["1村", "√"]);
    assert_eq!((known.problems(), known.village("1村").duty("村民会议").len()), (Vec::new(), 1));
    let unknown = under("站所", header, &["1村", "√"]);
    assert_eq!(unknown.problems(), error("header-missing", "规定动作"));
    assert_eq!(under("村民会议", &["村", "村民会议"], &["1村", "√"]).problems(), []);

    let header: &[&str] = &["日期", "村", "事项"];
    let outcome = january("事项登记", &[header, &["1月5日", "1村", "安全事故"]]).read();
    assert!(
        outcome.hints().contains("[columns] 下面一行 \"次数\" = [\"表里的写法\"]"),
        "{}",
        outcome.hints()
    );
}

#[test]
fn a_sheet_without_a_header_is_an_error() {
    let outcome = january("规定动作", &[&["1村", "√"], &["2村", "√"]]).read();
    assert_eq!(outcome.problems(), error("header-missing", "规定动作"));
    assert!(outcome.hints().contains("在细则的 [columns] 里写明哪一列又叫什么"), "{}", outcome.hints());
}

#[test]
fn a_shared_column_may_bear_a_name_that_means_the_same() {
    for header in ["村名", "行政村", " 村 名 "] {
        let outcome = january("规定动作", &[&[header, "村民会议"], &["1村", "√"]]).read();
        assert_eq!(outcome.problems(), [], "{header}");
        assert_eq!(outcome.village("1村").duty("村民会议").len(), 1, "{header}");
        assert_eq!(outcome.notes(), [("column-alias".to_owned(), "A1".to_owned())], "{header}");
    }
    let header: &[&str] = &["发生日期", "行政村", "考核事项", "发生次数", "当事人姓名"];
    let outcome = january("事项登记", &[header, &["2024-1-5", "1村", "安全事故", "#1", "张三"]]).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.notes().len(), 5);
    assert_eq!(outcome.village("1村").events("安全事故")[0].person.as_ref().unwrap().id, "101");
}

#[test]
fn an_office_may_name_columns_in_its_own_way() {
    let sheet = january("规定动作", &[&["片区", "村民会议"], &["1村", "√"]]);
    assert_eq!(sheet.read().problems(), error("header-missing", "规定动作"));
    let alias = ("村".to_owned(), "片区".to_owned());
    let outcome = sheet.read_under(|declarations| declarations.column_aliases.push(alias));
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.notes(), [("column-alias".to_owned(), "A1".to_owned())]);
}

#[test]
fn a_column_under_two_of_its_names_is_doubled() {
    let outcome = january("规定动作", &[&["村", "村名", "村民会议"], &["1村", "2村", "√"]]).read();
    assert_eq!(outcome.problems(), error("column-duplicate", "B1"));
}

#[test]
fn the_roster_may_bear_the_same_names() {
    let villages: &[&[&str]] = &[&["行政村", "类别"], &["1村", "中村"]];
    let cadres: &[&[&str]] = &[&["干部姓名", "村名", "现任职务"], &["甲", "1村", "主任"]];
    let outcome =
        Workspace::new().roster(villages, cadres).sheet(FILE, "规定动作", &[&["村", "村民会议"]]).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.records.roster.tenures.len(), 1);
}

/// A group of two columns over their own names, the village merged over both rows.
fn grouped(upper: &[&str], lower: &[&str]) -> Outcome {
    let sheet = january("指标进度", &[&["2024年1月进度"], upper, lower, &["1村", "#100", "#50"]]);
    sheet.merge([0, 0, 0, 2]).merge([1, 0, 2, 0]).merge([1, 1, 1, 2]).read()
}

fn figures(outcome: &Outcome) -> Vec<String> {
    let figure = |name| outcome.village("1村").readings(name).iter().filter_map(|reading| reading.value);
    figure("集资应收").chain(figure("集资已收")).map(|value| value.to_string()).collect()
}

#[test]
fn a_title_over_two_columns_belongs_to_their_names() {
    for (upper, lower) in [
        (["村", "集资", ""], ["", "应收(元)", "已收(元)"]),
        (["村", "集资（元）", ""], ["", "应收", "已收"]),
        (["村", "筹资情况", ""], ["", "集资应收(元)", "集资已收(元)"]),
    ] {
        let outcome = grouped(&upper, &lower);
        assert_eq!(outcome.problems(), [], "{upper:?}");
        assert_eq!(figures(&outcome), ["100", "50"], "{upper:?}");
    }
    let outcome = grouped(&["村", "集资（万元）", ""], &["", "应收", "已收"]);
    assert_eq!(outcome.problems(), [error("unit-mismatch", "B3"), error("unit-mismatch", "C3")].concat());
}

#[test]
fn the_village_may_stand_in_the_lower_row_alone() {
    let rows: &[&[&str]] = &[&["", "集资", ""], &["村", "应收(元)", "已收(元)"], &["1村", "#100", "#50"]];
    let outcome = january("指标进度", rows).merge([0, 1, 0, 2]).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(figures(&outcome), ["100", "50"]);
}

#[test]
fn a_lower_name_under_two_titles_is_neither() {
    let rows: &[&[&str]] = &[
        &["村", "上半年", "", "下半年", ""],
        &["", "集资应收", "集资已收", "集资应收", "集资已收"],
        &["1村", "#100", "#50", "#200", "#60"],
    ];
    let outcome =
        january("指标进度", rows).merge([0, 0, 1, 0]).merge([0, 1, 0, 2]).merge([0, 3, 0, 4]).read();
    let places = ["B2", "C2", "D2", "E2"].map(|place| error("column-unknown", place));
    assert_eq!(outcome.problems(), places.concat());
    assert!(figures(&outcome).is_empty());
}

#[test]
fn meetings_may_stand_under_their_days() {
    let rows: &[&[&str]] = &[
        &["村", "姓名", "1月5日", "", "1月9日"],
        &["", "", "早会", "晚会", "晚会"],
        &["2村", "赵六", "√", "缺", "√"],
    ];
    let outcome =
        january("会议签到", rows).merge([0, 0, 1, 0]).merge([0, 1, 1, 1]).merge([0, 2, 0, 3]).read();
    assert_eq!(outcome.problems(), []);
    let meetings: Vec<_> =
        outcome.village("2村").attendance.iter().map(|one| format!("{} {}", one.date, one.meeting)).collect();
    assert_eq!(meetings, ["2024-01-05 早会", "2024-01-05 晚会", "2024-01-09 晚会"]);
}

/// 村 is merged over two rows, and below the names of the others stand their units, or the titles of meetings.
#[test]
fn a_head_may_have_its_unit_or_title_in_a_row_of_its_own() {
    for unit in ["元", "（元）", "单位：元"] {
        let rows: &[&[&str]] = &[&["村", "集资已收"], &["", unit], &["1村", "#50"]];
        let outcome = january("指标进度", rows).merge([0, 0, 1, 0]).read();
        assert_eq!(outcome.problems(), [], "{unit}");
        assert_eq!(outcome.village("1村").readings("集资已收")[0].value.unwrap().to_string(), "50");
    }
    let other: &[&[&str]] = &[&["村", "集资已收"], &["", "万元"], &["1村", "#50"]];
    let outcome = january("指标进度", other).merge([0, 0, 1, 0]).read();
    assert_eq!(outcome.problems()[0].0, "unit-mismatch", "{:?}", outcome.problems());
    let meeting: &[&[&str]] = &[&["村", "姓名", "1月5日"], &["", "", "经济工作会"], &["2村", "赵六", "√"]];
    let outcome = january("会议签到", meeting).merge([0, 0, 1, 0]).merge([0, 1, 1, 1]).read();
    assert_eq!(outcome.problems(), []);
    // A row of a village is none of a head, whatever is merged elsewhere.
    let plain: &[&[&str]] = &[&["村", "村民会议", "党务公开"], &["1村", "√", "√"], &["", "√", ""]];
    assert_eq!(january("规定动作", plain).read().village("1村").duty("村民会议").len(), 1);
}

/// 户 below 低保 is a unit where an indicator is called 低保, and a part of the name where one is called 低保户.
#[test]
fn what_may_be_a_unit_or_a_name_is_what_there_is() {
    for (name, unit) in [("低保户", "户"), ("低保", "户")] {
        let rows: &[&[&str]] = &[&["村", "低保"], &["", "户"], &["1村", "#50"]];
        let outcome = january("指标进度", rows).merge([0, 0, 1, 0]).read_under(|declarations| {
            let own = declarations.indicators.iter_mut().find(|one| one.name == "集资已收").unwrap();
            (own.name, own.unit) = (name.to_owned(), unit.into());
        });
        assert_eq!(outcome.problems(), [], "{name}");
        assert_eq!(outcome.village("1村").readings(name)[0].value.unwrap().to_string(), "50");
    }
}

/// A column of days under another name than 截至: its figures would be those of the last day, in silence but for a warning.
#[test]
fn a_column_of_days_in_the_place_of_截至_is_an_error() {
    let read = |head: &str, day: &str| {
        january("指标进度", &[&["村", head, "集资已收"], &["1村", day, "#50"]]).read().problems()
    };
    for head in ["截止时间", "统计日期", "数据截止日"] {
        assert_eq!(read(head, "1月15日"), error("column-unknown", "B1"), "{head}");
        assert_eq!(read(head, "@2024-01-15"), error("column-unknown", "B1"), "{head}");
    }
    assert_eq!(read("填报日期", "1月15日"), warning("column-unknown", "B1"));
    let both: &[&[&str]] = &[&["村", "截至", "数据日期", "集资已收"], &["1村", "1月15日", "1月15日", "#50"]];
    assert_eq!(january("指标进度", both).read().problems(), warning("column-unknown", "C1"));
}

/// What people answer where a duty is asked for is no other thing's.
#[test]
fn an_unknown_column_with_answers_is_an_error() {
    for answer in ["已开展", "做了", "按时", "达标", "合格"] {
        let rows: &[&[&str]] = &[&["村", "党日活动", "村民会议"], &["1村", answer, "√"]];
        assert_eq!(january("规定动作", rows).read().problems(), error("column-unknown", "B1"), "{answer}");
    }
}

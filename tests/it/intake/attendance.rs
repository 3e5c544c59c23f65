//! 会议签到: marks, blanks, homonyms, headers of meetings, and what 请销假 says otherwise.

use cunkao::fact::{Attendance, AttendanceMark};

use super::workspace::{FILE, Outcome, Workspace, error, january, said, warning};

/// 2村 has only 赵六 in office before 10 January.
fn sheet(meeting: &str, rows: &[&[&str]]) -> Workspace {
    let header: &[&str] = &["村", "姓名", "职务", "编号", meeting];
    let mut all = vec![header];
    all.extend(rows);
    january("会议签到", &all)
}

fn mark(typed: &str) -> Outcome {
    sheet("1月5日 经济工作会", &[&["2村", "赵六", "支部书记", "", typed]]).read()
}

fn one(outcome: &Outcome) -> &Attendance {
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("2村").attendance.len(), 1);
    &outcome.village("2村").attendance[0]
}

#[test]
fn every_mark_has_its_meaning() {
    for (typed, meaning) in [
        ("√", AttendanceMark::Present),
        ("✓", AttendanceMark::Present),
        ("迟", AttendanceMark::Late),
        ("假", AttendanceMark::Excused),
        (" 缺 ", AttendanceMark::Absent),
    ] {
        let outcome = mark(typed);
        let attendance = one(&outcome);
        assert_eq!(attendance.mark, meaning, "{typed}");
        assert_eq!(attendance.date.to_string(), "2024-01-05");
        assert_eq!(attendance.meeting, "经济工作会");
        assert_eq!((attendance.person.name.as_str(), attendance.person.id.as_str()), ("赵六", "201"));
        assert_eq!(attendance.cell.address(), "E2");
    }
}

#[test]
fn longer_words_for_a_mark_are_read_and_noted() {
    for (typed, meaning) in [
        ("出席", AttendanceMark::Present),
        ("出勤", AttendanceMark::Present),
        ("到会", AttendanceMark::Present),
        ("已到", AttendanceMark::Present),
        ("缺席", AttendanceMark::Absent),
        ("请假", AttendanceMark::Excused),
        ("迟到", AttendanceMark::Late),
    ] {
        let outcome = mark(typed);
        assert_eq!(one(&outcome).mark, meaning, "{typed}");
        assert_eq!(outcome.noted(), ["E2"], "{typed}");
    }
}

#[test]
fn another_mark_is_an_error() {
    for typed in ["到", "#1", "×", "缺假", "未到", "病假"] {
        assert_eq!(mark(typed).problems(), error("cell-unreadable", "E2"), "{typed}");
    }
    assert!(mark("×").hints().contains("填“缺”"));
}

#[test]
fn blank_is_an_error_for_a_cadre_in_office_on_that_day() {
    assert_eq!(mark("").problems(), error("cell-blank", "E2"));
}

#[test]
fn blank_says_nothing_of_one_not_in_office() {
    let outcome =
        sheet("1月5日 经济工作会", &[&["2村", "赵六", "", "", "√"], &["2村", "钱七", "", "", ""]]).read();
    assert_eq!(outcome.problems(), []);
}

#[test]
fn a_mark_for_one_not_in_office_is_an_error() {
    let outcome =
        sheet("1月5日 经济工作会", &[&["2村", "赵六", "", "", "√"], &["2村", "钱七", "", "", "√"]]).read();
    assert_eq!(outcome.problems(), error("cadre-unknown", "B3"));
    let in_office = sheet("1月10日 例会", &[&["2村", "赵六", "", "", "√"], &["2村", "钱七", "", "", "√"]]);
    assert_eq!(in_office.read().problems(), []);
}

#[test]
fn an_unknown_name_is_an_error_even_beside_a_blank() {
    let outcome =
        sheet("1月5日 经济工作会", &[&["2村", "赵六", "", "", "√"], &["2村", "赵流", "", "", ""]]).read();
    assert_eq!(outcome.problems(), error("cadre-unknown", "B3"));
}

#[test]
fn homonyms_are_told_apart_by_post_or_number() {
    let outcome = sheet(
        "1月5日 会",
        &[
            &["1村", "张三", "", "", "√"],
            &["1村", "李四", "", "", "√"],
            &["1村", "王五", "文书", "", "迟"],
            &["1村", "王五", "", "#104", "缺"],
        ],
    )
    .read();
    assert_eq!(outcome.problems(), []);
    let marks: Vec<_> =
        outcome.village("1村").attendance.iter().map(|one| (one.person.id.as_str(), one.mark)).collect();
    assert!(marks.contains(&("103", AttendanceMark::Late)));
    assert!(marks.contains(&("104", AttendanceMark::Absent)));
}

/// The sheet of last year, with the row of one who left: another of the name holds another post now.
#[test]
fn a_post_that_a_namesake_held_is_not_taken_for_another() {
    let villages: &[&[&str]] = &[&["村"], &["1村"]];
    let read = |tenures: [[&str; 5]; 2], post: &str| {
        let mut cadres: Vec<&[&str]> = vec![&["编号", "姓名", "村", "职务", "止"]];
        cadres.extend(tenures.iter().map(<[&str; 5]>::as_slice));
        let rows: &[&[&str]] = &[&["村", "姓名", "职务", "1月5日 会"], &["1村", "张伟", post, "缺"]];
        Workspace::new().roster(villages, &cadres).sheet(FILE, "会议签到", rows).read().problems()
    };
    let two = [["1", "张伟", "1村", "支部书记", "2023-12-31"], ["5", "张伟", "1村", "文书", ""]];
    assert_eq!(read(two, "支部书记"), error("cadre-ambiguous", "B2"));
    for post in ["文书", "", "会计"] {
        assert_eq!(read(two, post), [], "{post}");
    }
    // What was one's own post before is a stale one, and nobody else's.
    let one = [["5", "张伟", "1村", "支部书记", "2023-12-31"], ["5", "张伟", "1村", "文书", ""]];
    assert_eq!(read(one, "支部书记"), []);
}

#[test]
fn homonyms_without_a_sign_are_an_error() {
    let outcome = sheet(
        "1月5日 会",
        &[&["1村", "张三", "", "", "√"], &["1村", "李四", "", "", "√"], &["1村", "王五", "", "", "√"]],
    )
    .read();
    assert!(outcome.problems().contains(&said("cadre-ambiguous", "B4", "error")));
    assert!(outcome.hints().contains("编号"));
}

#[test]
fn a_number_of_somebody_else_contradicts_the_name() {
    let outcome =
        sheet("1月5日 会", &[&["8村", "孙八", "", "802", "√"], &["8村", "周九", "", "", "√"]]).read();
    assert!(outcome.problems().contains(&said("cadre-unknown", "B2", "error")));
}

#[test]
fn a_meeting_is_headed_by_its_day_in_any_form() {
    for header in [
        "1月5日经济工作会",
        "2024年1月5日 经济工作会",
        "@2024-01-05",
        "2024-1-5 经济工作会",
        "2024.1.5 经济工作会",
    ] {
        let outcome = sheet(header, &[&["2村", "赵六", "", "", "√"]]).read();
        assert_eq!(one(&outcome).date.to_string(), "2024-01-05", "{header}");
    }
}

#[test]
fn a_meeting_outside_the_month_or_without_a_day_is_an_error() {
    for (header, code) in [
        ("2月5日 经济工作会", "date-outside-month"),
        ("经济工作会", "date-unreadable"),
        ("1月 例会", "date-unreadable"),
    ] {
        let outcome = sheet(header, &[&["2村", "赵六", "", "", "√"]]).read();
        assert_eq!(outcome.problems(), error(code, "E1"), "{header}");
    }
}

#[test]
fn columns_that_many_forms_carry_are_no_meetings() {
    for header in ["备注", "序号", "类别", "填表人", "联系电话"] {
        let rows: &[&[&str]] = &[&["2村", "赵六", "", "", "其他"]];
        assert_eq!(sheet(header, rows).read().problems(), [], "{header}");
    }
}

/// Under a day of its own 签字 is a meeting's column; beside one of that day it is for the signatures.
#[test]
fn who_signs_under_a_day_is_marked_there() {
    for header in ["1月5日 签字", "1月5日经济工作会 签字", "1月5日经济工作会签字"] {
        let outcome = sheet(header, &[&["2村", "赵六", "", "", "缺"]]).read();
        assert_eq!(outcome.problems(), [], "{header}");
        assert_eq!(one(&outcome).mark, AttendanceMark::Absent, "{header}");
    }
    let header: &[&str] = &["村", "姓名", "1月5日 经济工作会", "1月5日 签字", "1月5日 备注"];
    let outcome = january("会议签到", &[header, &["2村", "赵六", "√", "赵六", "迟到"]]).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(one(&outcome).mark, AttendanceMark::Present);
}

#[test]
fn one_person_has_one_mark_a_meeting() {
    let header: &[&str] = &["村", "姓名", "1月5日 会"];
    let again = |typed| {
        sheet("1月5日 会", &[&["2村", "赵六", "", "", "√"]])
            .sheet("2024-01/另一份.xlsx", "会议签到", &[header, &["2村", "赵六", typed]])
            .read()
    };
    assert_eq!(one(&again("√")).mark, AttendanceMark::Present);
    let conflict = again("缺");
    let problems = conflict.problems();
    assert_eq!(problems.len(), 1);
    let messages = conflict.messages();
    assert!(
        messages.contains("赵六（201）同一会议有两种签到结果") && messages.contains("“缺”"),
        "{messages}"
    );
    assert!(messages.contains("“√”"), "{messages}");
    assert_eq!((problems[0].0.as_str(), problems[0].2.as_str()), ("mark-conflict", "error"));
}

#[test]
fn a_cadre_on_no_sheet_of_a_meeting_is_told() {
    let outcome = sheet("1月10日 会", &[&["2村", "赵六", "", "", "√"]]).read();
    assert_eq!(outcome.problems(), warning("attendance-missing", "E1"));
    assert!(outcome.messages().contains("钱七"));
}

/// A name that the sheet spells otherwise than the roster is the same person's.
#[test]
fn a_mark_beside_a_name_with_同志_is_that_persons() {
    let outcome = sheet("1月5日 会", &[&["2村", "赵六同志", "", "", "√"]]).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(one(&outcome).person.name.as_str(), "赵六");
    let blank = sheet("1月5日 会", &[&["2村", "赵六同志", "", "", ""]]).read();
    assert_eq!(blank.problems(), error("cell-blank", "E2"));
}

/// So is one beside a name with the number or the post of that person in brackets, and it counts.
#[test]
fn a_mark_beside_a_name_with_brackets_is_that_persons() {
    for name in ["赵六（201）", "赵六（支部书记）", "赵六同志（支部书记）"] {
        let outcome = sheet("1月5日 会", &[&["2村", name, "", "", "√"]]).read();
        assert_eq!(outcome.problems(), [], "{name}");
        assert_eq!(one(&outcome).person.name.as_str(), "赵六", "{name}");
        let blank = sheet("1月5日 会", &[&["2村", name, "", "", ""]]).read();
        assert_eq!(blank.problems(), error("cell-blank", "E2"), "{name}");
    }
    let outcome = sheet("1月5日 会", &[&["2村", "赵六（文书）", "", "", "√"]]).read();
    assert!(outcome.problems().contains(&said("cadre-unknown", "B2", "error")), "{:?}", outcome.problems());
}

#[test]
fn those_on_no_sheet_of_a_meeting_are_told_together() {
    let rows: &[&[&str]] = &[&["2村", "赵六", "", "", "√"], &["1村", "张三", "", "", "√"]];
    let outcome = sheet("1月10日 会", rows).read();
    assert_eq!(outcome.problems(), warning("attendance-missing", "E1"));
    let message = outcome.messages();
    // Two of 1村 bear one name. Two of the three villages with cadres came, so that 8村 was asked too.
    let told = "1村李四、1村王五、1村王五、2村钱七、8村周九、8村孙八";
    assert!(message.contains("有 6 名在职干部") && message.contains(told), "{message}");
}

#[test]
fn one_whose_mark_is_blank_is_on_the_sheet() {
    let outcome = sheet("1月10日 会", &[&["2村", "赵六", "", "", "√"], &["2村", "钱七", "", "", ""]]).read();
    assert_eq!(outcome.problems(), error("cell-blank", "E3"));
}

#[test]
fn what_the_leave_register_says_otherwise_is_a_warning() {
    let leaves: &[&str] = &["姓名", "村", "离开日期", "返回日期", "请假方式", "审批人", "查实"];
    let both = |typed: &str, form: &str, verified: &str| {
        sheet("1月5日 会", &[&["2村", "赵六", "", "", typed]])
            .sheet(FILE, "请销假", &[leaves, &["赵六", "2村", "1月4日", "1月6日", form, "乡长", verified]])
            .read()
            .problems()
    };
    for (typed, form, verified) in
        [("缺", "书面", ""), ("√", "电话", ""), ("迟", "未请假", "是"), ("假", "未请假", "是")]
    {
        assert_eq!(both(typed, form, verified), warning("attendance-differs", "E2"), "{typed} {form}");
    }
    for (typed, form, verified) in [("假", "书面", ""), ("缺", "未请假", "是"), ("√", "未请假", "否")]
    {
        assert_eq!(both(typed, form, verified), [], "{typed} {form}");
    }
}

/// Marks under a blank head belong to a meeting that nobody can tell.
#[test]
fn marks_without_a_meeting_are_not_passed_over() {
    let rows: &[&[&str]] =
        &[&["村", "姓名", "职务", "1月5日 例会", ""], &["1村", "张三", "支部书记", "√", "缺"]];
    let outcome = january("会议签到", rows).read();
    assert!(outcome.problems().contains(&said("column-unknown", "E2", "error")), "{:?}", outcome.problems());
}

/// However many meetings a sheet has, a name that is on no roster is one mistake.
#[test]
fn an_unknown_name_is_told_once() {
    let rows: &[&[&str]] =
        &[&["村", "姓名", "1月5日 会", "1月6日 会", "1月7日 会"], &["2村", "赵陆", "√", "", "到"]];
    let outcome = january("会议签到", rows).read();
    assert_eq!(
        outcome.problems(),
        [said("cadre-unknown", "B2", "error"), said("cell-unreadable", "E2", "error")]
    );
}

/// A sheet that nobody filled in is not read without end.
#[test]
fn thousands_of_blanks_end_the_reading() {
    let header: &[&str] = &["村", "姓名", "1月5日 甲会", "1月5日 乙会", "1月5日 丙会"];
    let row: &[&str] = &["2村", "赵六", "", "", ""];
    let mut rows = vec![header];
    rows.extend(std::iter::repeat_n(row, 1_700));
    let outcome = january("会议签到", &rows).read();
    let blanks = outcome.problems().iter().filter(|(code, ..)| *code == "cell-blank").count();
    assert_eq!(blanks, 5_001 + 1);
    assert!(outcome.messages().contains("第 1668 行以下没有再读"), "{}", outcome.hints());
}

/// At a meeting of the township nobody of a village may be on the sheet: who had no row of theirs would not be told of either.
#[test]
fn a_village_on_no_sheet_of_a_meeting_of_all_is_told() {
    let villages: &[&[&str]] = &[&["村"], &["东村"], &["西村"], &["南村"], &["北村"], &["无人村"]];
    let cadres: &[&[&str]] = &[
        &["姓名", "村", "职务"],
        &["甲", "东村", "主任"],
        &["乙", "西村", "主任"],
        &["丙", "南村", "主任"],
        &["丁", "北村", "主任"],
    ];
    let said = |came: &[&[&str]]| {
        let header: &[&str] = &["村", "姓名", "1月5日 会"];
        let rows: Vec<&[&str]> = std::iter::once(header).chain(came.iter().copied()).collect();
        let workspace = Workspace::new().roster(villages, cadres).sheet("2024-01/会.xlsx", "会议签到", &rows);
        workspace.read().messages()
    };
    let (east, west, south) = (&["东村", "甲", "√"][..], &["西村", "乙", "√"][..], &["南村", "丙", "√"][..]);
    assert!(
        said(&[east, west, south]).contains("北村丁不在2024年1月5日会的签到表上"),
        "{}",
        said(&[east, west, south])
    );
    // A village that is gone by then, or not there yet, has nobody to come; and who has a post in two signs once.
    let villages: &[&[&str]] = &[
        &["村", "起", "止"],
        &["东村", "", ""],
        &["西村", "", ""],
        &["南村", "", ""],
        &["北村", "", "2024-1-4"],
        &["新村", "2024-1-20", ""],
    ];
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务"],
        &["1", "甲", "东村", "主任"],
        &["1", "甲", "西村", "主任"],
        &["3", "丙", "南村", "主任"],
        &["4", "丁", "北村", "主任"],
        &["5", "戊", "新村", "主任"],
    ];
    let rows: &[&[&str]] = &[&["村", "姓名", "1月5日 会"], east, south];
    let outcome = Workspace::new().roster(villages, cadres).sheet("2024-01/会.xlsx", "会议签到", rows).read();
    assert!(!outcome.messages().contains("签到表"), "{}", outcome.messages());
    // A meeting of one village, or of half of them, is nobody else's.
    for came in [&[east][..], &[east, west]] {
        assert!(!said(came).contains("签到表"), "{}", said(came));
    }
}

/// Below the names many sheets say how many came: that is nobody's mark. What is marked there is.
#[test]
fn how_many_came_is_nobodys_mark() {
    let person: &[&str] = &["2村", "赵六", "支部书记", "", "√"];
    for count in [
        ["应到", "", "", "", "#1"],
        ["", "应到人数", "", "", "1人"],
        ["实到（人）：", "", "", "", "1"],
        ["", "", "缺席人数", "", "#0"],
        ["", "请假", "", "", "#1"],
        ["应到人数：33人", "", "实到人数：30人", "", "缺席：3人"],
        ["出勤率", "", "", "", "100%"],
    ] {
        let outcome = sheet("1月5日 经济工作会", &[person, &count]).read();
        assert_eq!(one(&outcome).mark, AttendanceMark::Present, "{count:?}");
    }
    for row in [["应到", "", "", "", "缺"], ["", "赵六", "", "", "#1"], ["", "缺席", "", "", "缺"]] {
        let outcome = sheet("1月5日 经济工作会", &[person, &row]).read();
        assert!(outcome.problems().iter().all(|problem| problem.1.ends_with('3')), "{row:?}");
        assert!(!outcome.problems().is_empty(), "{row:?}");
    }
}

/// Two offices send the sheet of one meeting, each under a name of its own: whoever was absent would be so twice.
#[test]
fn one_meeting_under_two_names_is_told_once() {
    let row = |name: &str, typed: &str| vec!["2村".to_owned(), name.to_owned(), typed.to_owned()];
    let of = |meeting: &str, typed: &str| {
        let header = ["村", "姓名", meeting].map(str::to_owned).to_vec();
        vec![header, row("赵六", "缺"), row("钱七", typed)]
    };
    let read = |one: &str, other: &str| {
        Workspace::new()
            .sheet_of("2024-01/党建办.xlsx", "会议签到", of(one, "√"))
            .sheet_of("2024-01/农业办.xlsx", "会议签到", of(other, "迟"))
            .read()
    };
    for (one, other) in [
        ("1月15日 经济工作会", "1月15日 全镇经济工作会议"),
        ("1月15日 经济工作会", "1月15日"),
        ("1月15日 例会", "1月15日 例会签到"),
    ] {
        let outcome = read(one, other);
        assert_eq!(outcome.problems(), warning("repeated-row", "C2"), "{one} {other}");
        let message = outcome.messages();
        assert!(message.contains("有 2 人两处都有签到，其中 1 人两处签到不一样"), "{message}");
    }
    assert_eq!(read("1月15日 例会", "1月16日 例会").problems(), []);
    // Side by side in one sheet they are two to whoever wrote them.
    let header: &[&str] = &["村", "姓名", "1月15日 经济工作会", "1月15日 党建会"];
    let rows: &[&[&str]] = &[header, &["2村", "赵六", "√", "缺"], &["2村", "钱七", "√", "√"]];
    assert_eq!(january("会议签到", rows).read().problems(), []);
}

/// A title over two columns of one meeting: what stands in a column is no part of its name, and who leaves signs out.
#[test]
fn a_meeting_with_two_columns_below_its_title_is_one() {
    let read = |below: [&str; 2], second: &str| {
        let rows: &[&[&str]] = &[
            &["村", "姓名", "1月15日 例会", ""],
            &["", "", below[0], below[1]],
            &["2村", "赵六", "缺", second],
            &["2村", "钱七", "√", ""],
        ];
        january("会议签到", rows).merge([0, 0, 1, 0]).merge([0, 1, 1, 1]).merge([0, 2, 0, 3]).read()
    };
    for (below, second, said) in [
        (["签到", "签退"], "√", vec![]),
        (["签到", "签退"], "17:30", vec![]),
        (["签到", "签退"], "缺", warning("column-unknown", "D2")),
        (["签字", "签退"], "√", vec![]),
        (["出席情况", "备注"], "病", vec![]),
    ] {
        let outcome = read(below, second);
        assert_eq!(outcome.problems(), said, "{below:?} {second}");
        let meetings: Vec<_> = outcome.village("2村").attendance.iter().map(|one| &*one.meeting).collect();
        assert_eq!(meetings, ["例会", "例会"], "{below:?}");
    }
    let alone = sheet("1月15日 例会签退", &[&["2村", "赵六", "", "", "√"], &["2村", "钱七", "", "", "√"]]);
    assert_eq!(alone.read().village("2村").attendance.len(), 2);
}

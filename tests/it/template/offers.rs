//! What those who fill in are offered and kept from, as the file itself says it.

use cunkao::intake::{Months, read_workspace};
use cunkao::number::Number;
use cunkao::period::Period;
use cunkao::report::template::{Blank, Cell, Split};
use cunkao::rulebook::declaration::ColumnType;
use cunkao::rulebook::{self, Rulebook};

use super::{bytes, filled, january, parts, xml};
use crate::intake::workspace::{RULEBOOK, Workspace};
use crate::support::repository;

fn whole() -> Blank {
    january(&Workspace::new(), &RULEBOOK, Split::None).remove(0)
}

/// The validation of the column whose first row is at an address: attributes, and first formula.
fn validation(xml: &str, address: &str) -> String {
    let rules = xml.split("<dataValidation ").skip(1);
    let mut of = rules.filter(|rule| rule.contains(&format!("sqref=\"{address}:")));
    of.next()
        .unwrap_or_else(|| panic!("nothing checks {address}"))
        .split("</dataValidation>")
        .next()
        .unwrap()
        .to_owned()
}

#[track_caller]
fn case(xml: &str, address: &str, words: &[&str]) {
    let rule = validation(xml, address);
    for word in words {
        assert!(rule.contains(word), "{address}: {word} is not in {rule}");
    }
}

#[test]
fn events_are_offered_and_checked() {
    let xml = xml(&bytes(&whole()), "事项登记");
    let days = ["type=\"date\"", "<formula1>DATE(2024,1,1)<", "<formula2>DATE(2024,1,31)<"];
    case(&xml, "A4", &days);
    case(&xml, "B4", &["type=\"list\"", "errorStyle=\"warning\"", ">ck_villages<"]);
    case(&xml, "C4", &["type=\"list\"", ">ck_events<", "promptTitle=\"事项\""]);
    case(&xml, "D4", &["type=\"whole\"", ">1<"]);
    let own = "OFFSET(ck_people_first,MATCH($B4,ck_people_villages,0)-1,0,COUNTIF(ck_people_villages,$B4),1)";
    case(&xml, "E4", &["type=\"list\"", own]);
}

#[test]
fn the_other_sheets_are_checked_too() {
    let file = bytes(&whole());
    let attendance = xml(&file, "会议签到");
    assert!(attendance.contains("sqref=\"E3\""), "the header of a meeting has a hint");
    // Six meetings are drawn, E to J; a seventh goes beside them.
    assert!(attendance.contains("sqref=\"K3\""), "a meeting more has one too");
    case(&attendance, "K4", &["type=\"list\"", ">ck_attendance<"]);
    case(&attendance, "E4", &["type=\"list\"", ">ck_attendance<"]);
    assert!(!attendance.contains("sqref=\"A4:"), "what is printed is not checked");
    let duties = xml(&file, "规定动作");
    case(&duties, "B4", &["type=\"list\"", ">ck_duty<"]);
    assert!(!validation(&duties, "B4").contains("showErrorMessage"), "a count or a day is as good as a word");
    let figures = "OR(C4=\"不适用\",AND(ISNUMBER(C4),C4&gt;=0))";
    case(&xml(&file, "指标进度"), "C4", &["type=\"custom\"", figures]);
    let leaves = xml(&file, "请销假");
    case(&leaves, "D4", &["operator=\"lessThanOrEqual\"", "DATE(2024,1,31)"]);
    case(&leaves, "F4", &[">ck_leave<"]);
    case(&leaves, "G4", &[">ck_approvers<", "errorStyle=\"warning\""]);
    case(&leaves, "H4", &[">ck_yes_no<"]);
}

/// The cells that a defined name spans on the hidden sheet.
fn named(blank: &Blank, name: &str) -> Vec<String> {
    use calamine::{Reader, Xlsx, open_workbook_from_rs};
    let file = bytes(blank);
    let workbook = parts(&file).into_iter().find(|(part, _)| part == "xl/workbook.xml").unwrap().1;
    let area =
        workbook.split(&format!("name=\"{name}\">'_选项'!$")).nth(1).unwrap().split('<').next().unwrap();
    let column = u32::from(area.as_bytes()[0] - b'A');
    let last: u32 = area.rsplit('$').next().unwrap().parse().unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(file)).unwrap();
    let range = book.worksheet_range("_选项").unwrap();
    (1..last).map(|row| range.get_value((row, column)).unwrap().to_string()).collect()
}

#[test]
fn the_hidden_sheet_holds_the_words() {
    let blank = whole();
    assert_eq!(named(&blank, "ck_villages"), ["1村", "2村", "8村"]);
    assert_eq!(named(&blank, "ck_attendance"), ["√", "缺", "假", "迟"]);
    assert_eq!(named(&blank, "ck_leave"), ["电话", "书面", "未请假"]);
    assert!(named(&blank, "ck_events").contains(&"安全事故".to_owned()));
    // Who approves by post is named by name: 张三, 赵六 and 孙八 are the party secretaries.
    let approvers = named(&blank, "ck_approvers");
    assert!(["乡长", "张三", "赵六", "孙八"].iter().all(|word| approvers.contains(&(*word).to_owned())));
    // 王五 of 1村 is two people and one name.
    assert_eq!(named(&blank, "ck_people_villages"), ["1村", "1村", "1村", "2村", "2村", "8村", "8村"]);
    let workbook = parts(&bytes(&blank)).into_iter().find(|(part, _)| part == "xl/workbook.xml").unwrap().1;
    for hidden in ["_选项", "_cunkao"] {
        let sheet = workbook.split(&format!("<sheet name=\"{hidden}\"")).nth(1).unwrap();
        assert!(sheet.split("/>").next().unwrap().contains("state=\"hidden\""), "{hidden}");
    }
}

#[test]
fn sheets_are_protected_and_print_on_a4() {
    let blank = whole();
    let file = bytes(&blank);
    for sheet in &blank.sheets {
        let xml = xml(&file, &sheet.name);
        let protection =
            xml.split("<sheetProtection ").nth(1).expect("protected").split("/>").next().unwrap();
        assert!(!protection.contains("password"), "{}", sheet.name);
        assert!(protection.contains("formatColumns=\"0\"") && protection.contains("sort=\"0\""));
        assert!(xml.contains("paperSize=\"9\"") && xml.contains("fitToHeight=\"0\""), "{}", sheet.name);
        assert!(xml.contains("state=\"frozen\""), "{}", sheet.name);
    }
}

fn rows(blank: &Blank, sheet: &str) -> Vec<String> {
    let sheet = blank.sheets.iter().find(|one| one.name == sheet).unwrap();
    let first_two = |row: &Vec<Cell>| {
        let words = row.iter().take(2).map(|cell| match cell {
            Cell::Printed(words) | Cell::Filled(words) => words.clone(),
            Cell::Day(_) | Cell::FillIn | Cell::Closed => String::new(),
        });
        words.collect::<String>()
    };
    sheet.rows.iter().map(first_two).collect()
}

#[test]
fn a_village_gets_its_own_rows() {
    let blanks = january(&Workspace::new(), &RULEBOOK, Split::Villages);
    let stems: Vec<_> = blanks.iter().map(|blank| blank.stem.as_str()).collect();
    assert_eq!(stems, ["2024-01_1村", "2024-01_2村", "2024-01_8村"]);
    assert_eq!(rows(&blanks[1], "规定动作"), ["2村"]);
    assert_eq!(rows(&blanks[1], "会议签到"), ["2村赵六", "2村钱七"]);
    assert_eq!(named(&blanks[1], "ck_villages"), ["2村"]);
    assert!(blanks[1].stamp.contains(&("of", "2村".to_owned())));
}

/// Where the rulebook says what villages report themselves, they are asked for that alone.
#[test]
fn a_village_is_asked_for_what_it_owes() {
    let rulebook = "extends = \"builtin:village-cadre\"\n[returns]\ndue-day = 3\nvillages = [\"规定动作\"]\n";
    let folder = Workspace::new().file("rulebook.toml", rulebook).write();
    let (rulebook, _) = rulebook::load(&folder.path().join("rulebook.toml"), folder.path());
    for blank in january(&Workspace::new(), &rulebook.unwrap(), Split::Villages) {
        let names: Vec<_> = blank.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["规定动作"]);
        assert!(blank.sheets[0].note.contains("2024年2月3日前报送"), "{}", blank.sheets[0].note);
    }
}

/// Where offices report the events, villages are asked for what is left.
#[test]
fn a_village_is_not_asked_for_what_offices_owe() {
    let rulebook = "extends = \"builtin:village-cadre\"\n[returns]\ndue-day = 3\n
[[office]]\nname = \"党建办\"\nforms = [\"事项登记\", \"会议签到\", \"请销假\", \"规定动作\"]\n
[[office]]\nname = \"社保所\"\nforms = [\"指标进度\"]\nitems = [\"social-security\"]\n";
    let folder = Workspace::new().file("rulebook.toml", rulebook).write();
    let (rulebook, _) = rulebook::load(&folder.path().join("rulebook.toml"), folder.path());
    for blank in january(&Workspace::new(), &rulebook.unwrap(), Split::Villages) {
        let names: Vec<_> = blank.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["指标进度", "烟叶交售", "烟叶示范点"]);
        let heads: Vec<_> = blank.sheets[0].columns.iter().map(|column| column.head.as_str()).collect();
        assert_eq!(heads, ["村", "截至", "集资应收(元)", "集资已收(元)", "融资完成额(万元)"]);
    }
}

/// What is to be signed stands under the page and in no cell; so do version and month.
#[test]
fn every_sheet_has_a_foot() {
    let blanks = january(&Workspace::new(), &RULEBOOK, Split::Villages);
    for sheet in &blanks[1].sheets {
        let xml = xml(&bytes(&blanks[1]), &sheet.name);
        let foot = xml.split("<oddFooter>").nth(1).unwrap().split("</oddFooter>").next().unwrap();
        let words = [
            "填报单位（盖章）：2村",
            "填表人：",
            "审核人：",
            "填报日期：",
            "2024年1月",
            "细则版本 1",
            "&amp;P",
        ];
        for word in words {
            assert!(foot.contains(word), "{}: {word} is not in {foot}", sheet.name);
        }
        assert!(foot.chars().count() < 255, "{foot}");
    }
}

/// A row with words grows with them; one of marks and figures need not.
#[test]
fn words_wrap() {
    let file = bytes(&whole());
    let row = |sheet: &str| {
        let xml = xml(&file, sheet);
        xml.split("<row r=\"4\"").nth(1).unwrap().split('>').next().unwrap().to_owned()
    };
    assert!(!row("事项登记").contains("customHeight"), "{}", row("事项登记"));
    assert!(!row("请销假").contains("customHeight"));
    assert!(row("规定动作").contains("customHeight"));
}

/// January's plan is past in April: who fills in is told so.
#[test]
fn what_is_past_is_said() {
    let workspace = Workspace::new();
    let roster = super::roster_of(&workspace, &RULEBOOK);
    let of = |month: &str| {
        let month = cunkao::period::Month::parse(month).unwrap();
        let blank = cunkao::report::template::month(&RULEBOOK, &roster, month, Split::None).remove(0);
        let sheet = blank.sheets.iter().find(|sheet| sheet.name == "规定动作").unwrap();
        let hint = sheet.columns.iter().find(|column| column.head == "年初工作计划").unwrap().hint.clone();
        (sheet.note.clone(), hint)
    };
    let (note, hint) = of("2024-04");
    assert!(note.contains("年初工作计划（1月31日）") && !note.contains("年终工作总结"), "{note}");
    assert!(hint.contains("期限1月31日已过"), "{hint}");
    let (note, hint) = of("2024-01");
    assert!(!note.contains("已过") && !hint.contains("已过"), "{note}{hint}");
}

/// Who is assessed or serves on no day of the month is not asked for.
#[test]
fn those_not_in_force_are_left_out() {
    let villages: [&[&str]; 4] =
        [&["村", "起", "止"], &["1村", "", ""], &["2村", "", "2023-12-31"], &["3村", "", "2024-01-15"]];
    let cadres: [&[&str]; 5] = [
        &["姓名", "村", "职务", "起", "止"],
        &["张三", "1村", "主任", "", "2024-01-01"],
        &["李四", "1村", "主任", "2024-01-31", ""],
        &["王五", "1村", "文书", "2024-02-01", ""],
        &["赵六", "3村", "主任", "", ""],
    ];
    let workspace = Workspace::new().roster(&villages, &cadres);
    let blank = &january(&workspace, &RULEBOOK, Split::None)[0];
    // 规定动作 is judged by the month's last day.
    assert_eq!(rows(blank, "规定动作"), ["1村"]);
    assert_eq!(rows(blank, "会议签到"), ["1村张三", "1村李四", "3村赵六"]);
    assert_eq!(named(blank, "ck_villages"), ["1村", "3村"]);
}

/// 环境整治 is in force from 1 March, 防汛抢险 from 1 July to 30 September.
#[test]
fn events_of_what_is_not_in_force_are_not_offered() {
    let (rulebook, _) = rulebook::load_builtin("tiers-deadlines");
    let rulebook = rulebook.unwrap();
    let offered = |month: &str| {
        let month = cunkao::period::Month::parse(month).unwrap();
        let blanks = cunkao::report::template::month(
            &rulebook,
            &cunkao::records::Roster::default(),
            month,
            Split::None,
        );
        let events = blanks[0].lists.iter().find(|list| list.key == "events").unwrap().words.clone();
        ["环境整治验收合格", "防汛任务完成", "到县上访"].map(|event| events.iter().any(|word| word == event))
    };
    assert_eq!(offered("2024-02"), [false, false, true]);
    assert_eq!(offered("2024-03"), [true, false, true]);
    assert_eq!(offered("2024-07"), [true, true, true]);
    assert_eq!(offered("2024-09"), [true, true, true]);
    assert_eq!(offered("2024-10"), [true, false, true]);
}

/// What the rulebook of the demo township gives 社保所: sheets, events and columns of its items alone, and by when.
#[test]
fn an_office_is_asked_for_what_it_owes() {
    let folder = repository("examples/demo-township");
    let (rulebook, _) = rulebook::load(&folder.join("rulebook.toml"), &folder);
    let rulebook = rulebook.unwrap();
    let (roster, _) = cunkao::intake::read_roster(&folder, &rulebook.declarations, None);
    let month = cunkao::period::Month::parse("2024-04").unwrap();
    let blanks = cunkao::report::template::month(&rulebook, &roster, month, Split::Offices);
    let blank = blanks.iter().find(|blank| blank.stem == "2024-04_社保所").unwrap();
    let names: Vec<_> = blank.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["事项登记", "指标进度"]);
    assert_eq!(
        named(blank, "ck_events"),
        ["计生报表迟报或错报", "瞒报出生人口", "违规出具上户证明", "报批优亲厚友"]
    );
    let heads: Vec<_> = blank.sheets[1].columns.iter().map(|column| column.head.as_str()).collect();
    assert_eq!(heads, ["村", "截至", "新农合参保率(%)", "新农保参保率(%)"]);
    assert!(blank.guide.notes.iter().any(|note| note.contains("2024年5月5日前")), "{:?}", blank.guide.notes);
    assert!(blank.guide.notes[0].contains("社保所"));
    assert!(blank.guide.notes[1].contains(&rulebook.title) && blank.guide.notes[1].contains("版本 1"));
}

/// 同一件事 is asked for where a rule looks at it, behind the other things that events may need, and nowhere else.
#[test]
fn matters_are_asked_for_where_a_rule_looks_at_them() {
    let heads = |blank: &Blank| -> Vec<String> {
        let sheet = blank.sheets.iter().find(|sheet| sheet.name == "事项登记").unwrap();
        sheet.columns.iter().map(|column| column.head.clone()).collect()
    };
    let explained = |blank: &Blank| format!("{:?}", blank.guide).contains("“同一件事”一栏写一样的几个字");
    assert!(!heads(&whole()).contains(&"同一件事".to_owned()) && !explained(&whole()));
    let mut rulebook = RULEBOOK.clone();
    rulebook.declarations.events.iter_mut().find(|event| event.name == "安全事故").unwrap().by_matter = true;
    let blank = january(&Workspace::new(), &rulebook, Split::None).remove(0);
    let expected = ["日期", "村", "事项", "次数", "当事人", "编号", "同一件事", "情况说明", "依据", "登记人"];
    assert_eq!(heads(&blank), expected);
    assert!(explained(&blank));
}

/// Of an indicator that may be less than zero any number may be typed, and its hint says so.
#[test]
fn figures_below_zero_may_be_typed_where_they_are_meant() {
    let mut rulebook = RULEBOOK.clone();
    rulebook.declarations.indicators[0].below_zero = true;
    let sheet = xml(&bytes(&january(&Workspace::new(), &rulebook, Split::None)[0]), "指标进度");
    case(&sheet, "C4", &["OR(C4=\"不适用\",AND(ISNUMBER(C4)))", "可以是负数"]);
    case(&sheet, "D4", &["AND(ISNUMBER(D4),D4&gt;=0)"]);
    assert!(!validation(&sheet, "D4").contains("可以是负数"));
}

/// What the rulebook counts as a figure may be typed where one is asked for, and is named.
#[test]
fn words_that_count_as_figures_may_be_typed() {
    let mut rulebook = RULEBOOK.clone();
    let none = || vec![("无".to_owned(), Number::ZERO), ("\"略\"".to_owned(), Number::ONE)];
    rulebook.declarations.indicators[0].words = none();
    let register = &mut rulebook.declarations.registers[0];
    let column = register.columns.iter_mut().find(|column| column.column_type == ColumnType::Number).unwrap();
    column.words = none();
    let (name, head) = (register.name.clone(), column.name.clone());
    let blank = &january(&Workspace::new(), &rulebook, Split::None)[0];
    let file = bytes(blank);
    let words = "OR(C4=\"不适用\",C4=\"无\",C4=\"\"\"略\"\"\",AND(ISNUMBER(C4),C4&gt;=0))";
    case(&xml(&file, "指标进度"), "C4", &[words, "，“无”算 0"]);
    let sheet = blank.sheets.iter().find(|sheet| sheet.name == name).unwrap();
    let place = sheet.columns.iter().position(|column| column.head.starts_with(head.as_str())).unwrap();
    let at = format!("{}4", char::from(b'A' + u8::try_from(place).unwrap()));
    case(&xml(&file, &name), &at, &[&format!("OR({at}=\"无\",")]);
    // The file format takes no longer formula; nothing is refused then.
    rulebook.declarations.indicators[0].words =
        (0..60).map(|count| (format!("词{count}"), Number::ONE)).collect();
    let file = bytes(&january(&Workspace::new(), &rulebook, Split::None)[0]);
    assert!(!validation(&xml(&file, "指标进度"), "C4").contains("type=\"custom\""));
}

/// Where several people give a mark, each has a row with 评分人, and there are more rows below; what is typed is read.
#[test]
fn who_gave_a_mark_is_asked_for_where_several_do() {
    let (rulebook, _) = rulebook::load(&repository("rules/weighted-vote.toml"), &repository("rules"));
    let mut rulebook = rulebook.unwrap();
    let post = rulebook.declarations.posts[0].clone();
    let cadres: [&[&str]; 2] = [&["姓名", "村", "职务"], &["张三", "1村", &post]];
    let workspace = Workspace::new().roster(&[&["村"], &["1村"], &["2村"]], &cadres);
    let form = |rulebook: &Rulebook| -> Blank { january(&workspace, rulebook, Split::None).remove(0) };
    let sheet = |blank: &Blank| blank.sheets.iter().find(|sheet| sheet.name == "评分录入").unwrap().clone();
    let heads =
        |blank: &Blank| sheet(blank).columns.iter().map(|column| column.head.clone()).collect::<Vec<_>>();
    assert_eq!(heads(&form(&rulebook))[1..], ["群众满意率", "班子评分"]);
    rulebook.declarations.marks.iter_mut().find(|mark| mark.name == "班子评分").unwrap().by_raters = true;
    let blank = form(&rulebook);
    assert_eq!(heads(&blank), ["村", "评分人", "群众满意率", "班子评分"]);
    assert!(sheet(&blank).empty_rows > 0);
    assert!(sheet(&blank).rows.iter().all(|row| row.len() == 4 && matches!(row[1], Cell::FillIn)));
    assert!(format!("{:?}", blank.guide).contains("班子评分由几个人评"));
    // 1村 and 2村 are printed; who rates beside the first goes below.
    let cells = [("B4", "评委1"), ("D4", "#30"), ("A6", "1村"), ("B6", "评委2"), ("D6", "#35")];
    let file = filled(&bytes(&blank), "评分录入", &cells);
    let folder = workspace.file("records/2024-01/测评.xlsx", file).write();
    let months = Months::UpTo(Period::parse("2024-01").unwrap());
    let (records, found) = read_workspace(folder.path(), &rulebook.declarations, months);
    assert!(found.is_empty(), "{found:?}");
    let mut raters: Vec<_> =
        records.villages["1村"].marks("班子评分", None).map(|mark| mark.rater.to_string()).collect();
    raters.sort();
    assert_eq!(raters, ["评委1", "评委2"]);
    assert_eq!(records.villages["2村"].count(), 0);
}

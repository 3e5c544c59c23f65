//! Files and folders: months, locks, strays, wrong endings, CSV in both encodings.

use super::workspace::{FILE, Outcome, Workspace, error, january, said, warning, workbook};

const ROWS: &[&[&str]] = &[&["村", "村民会议"], &["1村", "#2"]];
const CSV: &str = "村,村民会议\r\n1村,2\r\n";

fn with(name: &str, bytes: impl Into<Vec<u8>>) -> Outcome {
    Workspace::new().file(&format!("records/2024-01/{name}"), bytes).read()
}

#[track_caller]
fn is_read(outcome: &Outcome) {
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").duty("村民会议").len(), 1);
}

#[test]
fn every_month_up_to_the_period_must_be_there() {
    let outcome = january("规定动作", ROWS).sheet("2024-03/a.xlsx", "规定动作", ROWS).read_to("2024-03");
    assert_eq!(outcome.problems(), error("month-missing", "records/2024-02"));
    assert_eq!(outcome.records.months.len(), 2);
}

#[test]
fn nothing_later_is_opened() {
    let outcome = january("规定动作", ROWS).sheet("2024-02/a.xlsx", "规定动作", &[&["坏"], &["9村"]]).read();
    is_read(&outcome);
}

#[test]
fn locks_of_open_workbooks_are_passed_over() {
    is_read(&january("规定动作", ROWS).file("records/2024-01/~$考核表.xlsx", "lock").read());
    let only_a_lock = with("~$考核表.xlsx", "lock");
    assert_eq!(only_a_lock.problems(), error("month-missing", "records/2024-01"));
}

#[test]
fn what_is_no_table_is_told() {
    let outcome = january("规定动作", ROWS)
        .file("records/2024-01/说明.docx", "PK")
        .file("records/2024-01/照片.jpg", "x")
        .file("records/2024-01/.DS_Store", "x")
        .file("records/2024-01/Thumbs.db", "x")
        .read();
    let expected = ["records/2024-01/照片.jpg", "records/2024-01/说明.docx"]
        .map(|place| said("file-refused", place, "warning"));
    let mut problems = outcome.problems();
    problems.sort();
    let mut expected = expected.to_vec();
    expected.sort();
    assert_eq!(problems, expected);
}

/// A text has no sheets to be renamed.
#[test]
fn a_text_under_the_name_of_a_workbook_is_told_what_it_is() {
    for name in ["党建办.xlsx", "党建办.XLS"] {
        let outcome = with(name, CSV);
        assert_eq!(outcome.problems().len(), 1, "{:?}", outcome.problems());
        let said = [outcome.messages(), outcome.hints()].concat();
        assert!(
            said.contains("文件里是文本，不是工作簿（名字的结尾 .") && said.contains("另存为 xlsx"),
            "{said}"
        );
        assert!(!said.contains("改名") && !said.contains("csv"), "{said}");
    }
    let notes = with("便笺.xlsx", "三月份的表过几天再报");
    assert!(notes.messages().contains("文件里是文本，不是工作簿"), "{}", notes.messages());
    let named = with("规定动作.xlsx", "三月份的表过几天再报");
    assert!(
        named.hints().contains("文件里是文本，不是工作簿（名字的结尾 .xlsx 写错了）"),
        "{}",
        named.hints()
    );
    // What is named after its form is read, whatever its ending.
    is_read(&with("规定动作.xlsx", CSV));
    assert!(with("党建办.csv", CSV).hints().contains("在文件名里写上“规定动作”"));
}

#[test]
fn a_table_under_the_name_of_a_text_is_not_passed_over() {
    for (name, bytes, said) in [
        ("规定动作.csv.txt", CSV, "文件名以 .csv.txt 结尾，像是一张表"),
        ("规定动作.txt", "日期,村,事项,次数\r\n1月5日,1村,安全事故,1\r\n", "文本文件里像是一张表"),
    ] {
        let outcome = january("规定动作", ROWS).file(&format!("records/2024-01/{name}"), bytes).read();
        assert_eq!(outcome.problems(), error("file-refused", &format!("records/2024-01/{name}")));
        assert!(outcome.messages().contains(said), "{}", outcome.messages());
    }
    let notes = "各位:\n1村, 2村的表明天报\n请放心\n";
    let outcome = january("规定动作", ROWS).file("records/2024-01/便笺.txt", notes).read();
    assert_eq!(outcome.problems(), warning("file-refused", "records/2024-01/便笺.txt"));
}

#[test]
fn a_table_that_cannot_be_read_is_not_passed_over() {
    for name in ["考核表.ods", "考核表.xlsb", "考核表.XLTX"] {
        let outcome = january("规定动作", ROWS).file(&format!("records/2024-01/{name}"), "x").read();
        assert_eq!(outcome.problems(), error("file-refused", &format!("records/2024-01/{name}")));
        assert!(outcome.hints().contains("xlsx"));
    }
}

#[test]
fn a_folder_inside_a_month_is_not_passed_over() {
    let outcome = january("规定动作", ROWS).sheet("2024-01/党建办/a.xlsx", "规定动作", ROWS).read();
    assert_eq!(outcome.problems(), error("file-refused", "records/2024-01/党建办"));
}

#[test]
fn a_folder_that_names_no_month_is_told() {
    let workspace = january("规定动作", ROWS).file("records/一月/a.xlsx", "x");
    let folder = workspace.write();
    let declarations = &super::workspace::RULEBOOK.declarations;
    let (_, diagnostics) =
        cunkao::intake::read_workspace(folder.path(), declarations, cunkao::intake::Months::All);
    let outcome = Outcome { records: cunkao::records::Records::default(), diagnostics };
    assert_eq!(outcome.problems(), warning("folder-name", "records/一月"));
}

/// What systems and an open WPS leave there is nobody's; a workbook beside the months is told where it belongs.
#[test]
fn what_lies_beside_the_months_is_told_unless_a_system_left_it() {
    let mut workspace = january("规定动作", ROWS);
    for name in ["desktop.ini", "Thumbs.db", "~$收件登记.csv", ".DS_Store"] {
        workspace = workspace.file(&format!("records/{name}"), "x");
    }
    let outcome = workspace.file("records/党建办.xlsx", "x").read();
    assert_eq!(outcome.problems(), warning("folder-name", "records/党建办.xlsx"));
    let hints: Vec<&String> = outcome.diagnostics.iter().flat_map(|one| &one.hints).collect();
    assert!(hints.iter().any(|hint| hint.contains("表格放进那个月的文件夹")), "{hints:?}");
}

#[test]
fn the_content_decides_what_a_file_is() {
    let book = workbook("规定动作", ROWS);
    for name in ["考核表.xls", "考核表.et", "考核表.XLSX", "考核表.xlsm", "考核表.csv"] {
        is_read(&with(name, book.clone()));
    }
}

#[test]
fn csv_is_read_in_its_encodings() {
    is_read(&with("规定动作.csv", CSV));
    is_read(&with("规定动作.csv", format!("\u{feff}{CSV}")));
    is_read(&with("规定动作.CSV", CSV.replace("\r\n", "\n")));
    is_read(&with("规定动作.csv", gb18030(CSV)));
}

#[test]
fn wide_text_between_tabs_is_read() {
    let table = CSV.replace(',', "\t");
    let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{table}").encode_utf16().flat_map(bytes).collect()
    };
    is_read(&with("规定动作.csv", wide(u16::to_le_bytes)));
    is_read(&with("规定动作.csv", wide(u16::to_be_bytes)));
    is_read(&with("规定动作.csv", table.clone()));
    let page = "\u{feff}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let outcome = with("规定动作.xls", page);
    assert_eq!(outcome.problems(), error("file-unreadable", "records/2024-01/规定动作.xls"));
    assert!(outcome.messages().contains("网页"));
}

#[test]
fn a_csv_that_was_sent_again_is_the_form_of_its_name() {
    for name in ["规定动作(1).csv", "规定动作-最终版.csv", "规定动作 - 副本.csv"] {
        is_read(&with(name, CSV));
    }
}

#[test]
fn what_programs_leave_behind_is_passed_over() {
    for name in ["~WRL0001.tmp", "考核表.xlsx.tmp", "~考核表.xlsx", "~$考核表.xlsx", "考核表.bak"]
    {
        is_read(&january("规定动作", ROWS).file(&format!("records/2024-01/{name}"), "x").read());
    }
}

/// 村民会议 and 1村 in GB18030, by hand: the two bytes of each character.
fn gb18030(text: &str) -> Vec<u8> {
    let table = [('村', [0xB4, 0xE5]), ('民', [0xC3, 0xF1]), ('会', [0xBB, 0xE1]), ('议', [0xD2, 0xE9])];
    let bytes = text.chars().flat_map(|letter| match table.iter().find(|(known, _)| *known == letter) {
        Some((_, bytes)) => bytes.to_vec(),
        None => letter.to_string().into_bytes(),
    });
    bytes.collect()
}

#[test]
fn csv_may_quote_its_fields() {
    let outcome = with(
        "事项登记.csv",
        "日期,村,事项,次数,情况说明\n1月5日,\"1村\",安全事故,\"1\",\"他说\"\"好\"\",\n就走了\"\n",
    );
    assert_eq!(outcome.problems(), []);
    let event = &outcome.village("1村").events("安全事故")[0];
    assert_eq!(event.detail, "他说\"好\",\n就走了");
    assert_eq!(event.cells[0].address(), "C2");
}

#[test]
fn a_ratio_in_csv_is_as_doubtful_as_elsewhere() {
    let outcome = with("指标进度.csv", "村,新农合参保率(%)\n1村,0.955\n2村,95.5%\n");
    assert_eq!(outcome.problems(), error("ratio-or-percent", "B2"));
}

#[test]
fn a_csv_under_another_name_is_an_unknown_sheet() {
    assert_eq!(with("三月.csv", CSV).problems(), error("sheet-unknown", "三月"));
}

#[test]
fn every_file_is_among_the_inputs() {
    let outcome = january("规定动作", ROWS).file("records/2024-01/坏.xlsx", "x").read();
    let names: Vec<_> = outcome.records.inputs.iter().map(|input| input.name.as_str()).collect();
    assert_eq!(names, ["records/2024-01/坏.xlsx", &format!("records/{FILE}"), "roster.xlsx"]);
}

#[test]
fn what_stands_in_quotes_does_not_tell_the_separator() {
    let remark = "一；\"引\";\n二;\n三;\n四;\n五;";
    let csv = format!(
        "日期,村,事项,次数,情况说明\r\n1月5日,1村,安全事故,1,\"{}\"\r\n1月6日,1村,安全事故,1,5\"管\r\n",
        remark.replace('"', "\"\"")
    );
    let outcome = with("事项登记.csv", csv);
    assert_eq!(outcome.problems(), []);
    let details: Vec<_> = outcome.village("1村").events("安全事故").iter().map(|one| &one.detail).collect();
    assert_eq!(details, [remark, "5\"管"]);
}

/// A folder that cannot be opened may hold anything: it is neither a month without workbooks nor one to go without.
#[test]
fn a_folder_that_cannot_be_opened_is_an_error() {
    let month = Workspace::new().file("records/2024-01", "no folder").read();
    assert_eq!(month.problems(), error("file-unreadable", "records/2024-01"));
    let all = Workspace::new().file("records", "no folder").read();
    assert_eq!(all.problems(), error("file-unreadable", "records"));
}

/// The whole of a table may lie under the name of something else: what is handed in so is not lost in silence.
#[test]
fn a_workbook_called_temporary_and_a_shortcut_to_one_are_refused() {
    let whole = workbook("规定动作", ROWS);
    for (name, bytes) in [
        ("财政所.xlsx.tmp", whole.clone()),
        ("财政所.xlsx.downloading", b"x".to_vec()),
        ("财政所.xlsx - 快捷方式.lnk", b"x".to_vec()),
        ("财政所.et.url", b"x".to_vec()),
    ] {
        let place = format!("records/2024-01/{name}");
        let outcome = january("规定动作", ROWS).file(&place, bytes).read();
        assert_eq!(outcome.problems(), error("file-refused", &place), "{name}");
    }
    for name in ["~财政所.tmp", "A1B2C3D4.tmp", "财政所.xlsx.bak"] {
        is_read(&january("规定动作", ROWS).file(&format!("records/2024-01/{name}"), whole.clone()).read());
    }
}

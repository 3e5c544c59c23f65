//! The workbook read back by another library.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use cunkao::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use cunkao::engine::assessment::Assessment;
use cunkao::report::xlsx;

use super::sample;

const CHECKSUM: &str = "ba7816bf8f01cfea";

fn problems() -> Diagnostics {
    let mut problems = Diagnostics::new();
    let place = Location::File("records/2024-03".into());
    problems.push(Diagnostic::warning(Code::RepeatedRow, place, "第3行与第4行相同").hint("核对后删去一行"));
    problems
}

fn open(assessment: &Assessment) -> Xlsx<Cursor<Vec<u8>>> {
    let months = [assessment.clone()];
    let bytes = xlsx::render(assessment, &problems(), &months, CHECKSUM, Some("../../")).unwrap();
    open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

fn sheet(workbook: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Range<Data> {
    workbook.worksheet_range(name).unwrap()
}

fn texts(range: &Range<Data>) -> Vec<Vec<String>> {
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn every_sheet_is_there_under_its_title() {
    let mut workbook = open(&sample::draft());
    let names = [
        "排名",
        "各项得分",
        "合成",
        "明细账",
        "干部",
        "资金",
        "资金汇总",
        "奖励与处理",
        "走势",
        "图表",
        "数据来源",
        "提示",
    ];
    assert_eq!(workbook.sheet_names(), names);
    for name in names {
        let rows = texts(&sheet(&mut workbook, name));
        assert!(rows[0][0].ends_with(&format!("（未定稿） {name}")), "{:?}", rows[0]);
        assert!(rows[1][0].starts_with("截至2024年3月31日"));
        assert!(rows[1][0].ends_with("；结果校验码：ba78 16bf 8f01 cfea"), "{}", rows[1][0]);
        assert!(rows.len() > 3, "{name} has rows");
        assert!(!rows[2][0].is_empty(), "{name}: {:?}", rows[2]);
    }
}

#[test]
fn figures_are_numbers_and_states_are_words() {
    let mut workbook = open(&sample::assessment());
    let items = sheet(&mut workbook, "各项得分");
    assert_eq!(items.get((3, 3)), Some(&Data::Float(4.125)));
    assert_eq!(items.get((3, 5)), Some(&Data::String("未到期".into())));
    assert_eq!(items.get((3, 7)), Some(&Data::String("不适用".into())));
    let mut drafted = open(&sample::draft());
    assert_eq!(sheet(&mut drafted, "各项得分").get((3, 3)), Some(&Data::String("未报".into())));
}

#[test]
fn the_ledger_has_every_posting_with_its_exact_text_and_cells() {
    let assessment = sample::assessment();
    let mut workbook = open(&assessment);
    let rows = texts(&sheet(&mut workbook, "明细账"));
    let of_villages = assessment.villages.iter().flat_map(|village| &village.items);
    let of_cadres = assessment.cadres.iter().flat_map(|cadre| &cadre.items);
    let postings: usize = of_villages.chain(of_cadres).map(|item| item.postings.len()).sum();
    assert_eq!(rows.len(), 3 + postings);
    let late = rows.iter().find(|row| row[11].starts_with("迟报")).unwrap();
    let expected = ["-1.5", "-1.5", "0.5"].map(str::to_owned);
    assert_eq!(late[8..11], expected);
    let place = ["records/2024-03/考核表.xlsx", "事项登记", "C12、D12", "村:1村/forms"].map(str::to_owned);
    assert_eq!(late[14..18], place);
    assert_eq!(late[18], "1村/forms/2024-02-20/1");
}

#[test]
fn money_prizes_actions_and_sources_are_listed() {
    let mut workbook = open(&sample::assessment());
    assert_eq!(texts(&sheet(&mut workbook, "资金")).len(), 3 + 3);
    let totals = texts(&sheet(&mut workbook, "资金汇总"));
    assert_eq!(totals[3][4..6], ["2", "305.35"].map(str::to_owned));
    let follow = texts(&sheet(&mut workbook, "奖励与处理"));
    assert_eq!(follow[3][5], "并列第1名");
    assert_eq!(follow[4][7], "2500");
    assert_eq!(follow[5].last().unwrap(), "待研究决定");
    assert_eq!(texts(&sheet(&mut workbook, "数据来源"))[3][1], "cd".repeat(32));
    assert_eq!(texts(&sheet(&mut workbook, "提示"))[3][0], "提醒");
}

/// Behind the sum of the prizes, which counts what is given; what is to be decided comes after.
#[test]
fn prizes_that_nobody_has_are_listed_with_why() {
    let mut assessment = sample::assessment();
    assessment.vacant = vec![sample::vacant(assessment.period)];
    let follow = texts(&sheet(&mut open(&assessment), "奖励与处理"));
    assert_eq!(follow[4][7], "2500");
    let told =
        ["奖励空缺", "三等奖", "", "", "2024年第一季度", "第3名", "", "", "全乡排名，得分不足90分", "5(1)"];
    assert_eq!(follow[5][..10], told.map(str::to_owned));
    assert_eq!(follow[6].last().unwrap(), "待研究决定");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let assessment = sample::assessment();
    let render = || xlsx::render(&assessment, &problems(), &[], "", Some("")).unwrap();
    let first = render();
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert_eq!(first, render());
}

#[test]
fn text_too_long_for_a_cell_is_cut_and_says_so() {
    let mut assessment = sample::assessment();
    assessment.actions[0].reason = "长".repeat(40_000).into();
    let mut workbook = open(&assessment);
    assert!(texts(&sheet(&mut workbook, "奖励与处理"))[5][8].ends_with("（太长，以下从略）"));
}

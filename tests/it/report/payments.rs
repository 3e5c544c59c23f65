//! The payment workbook: every payee once a thing, sums that equal the result's.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use cunkao::engine::assessment::{Assessment, Direction, Party, PartyKind};
use cunkao::intake::{Months, read_workspace};
use cunkao::number::Number;
use cunkao::period::Period;
use cunkao::report::xlsx;
use cunkao::{engine, rulebook};

use super::sample;
use crate::support::repository;

fn open(assessment: &Assessment) -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = xlsx::render_payments(assessment, "青溪乡", "ba7816bf", None).unwrap();
    open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

fn texts(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let range: Range<Data> = workbook.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn payees_of_each_kind_have_a_sheet_with_a_total_in_figures_and_in_capitals() {
    let mut workbook = open(&sample::assessment());
    assert_eq!(workbook.sheet_names(), ["发放表（村）", "发放表（农户）", "扣发表"]);
    let rows = texts(&mut workbook, "发放表（农户）");
    assert_eq!(rows[0][0], "青溪乡2024年第一季度发放表（农户）");
    assert!(rows[1][0].ends_with("结果校验码：ba78 16bf"));
    assert_eq!(rows[2], ["序号", "村", "姓名", "事由", "条款", "金额（元）", "签领"]);
    assert_eq!(rows[3], ["1", "2村", "李四", "烟叶补助：交售烟叶", "3(4)", "105.35", ""]);
    assert_eq!(
        [1, 3, 5].map(|column| rows[5][column].as_str()),
        ["合计", "大写：人民币叁佰零伍元叁角伍分", "305.35"]
    );
    // The lists of the months, if there were any, hold the same.
    assert!(rows[1][0].starts_with("本表是2024年第一季度的合计，其间各期已按当期的表发放的，不再发放。"));
    assert!(!rows[1][0].contains("只在本表里列的"), "{rows:?}");
    let mut with_earlier = sample::assessment();
    for list in &mut with_earlier.payments {
        list.own = Number::parse("105.35");
    }
    let told = texts(&mut open(&with_earlier), "发放表（农户）");
    with_earlier.payments[0].own = Some(Number::ZERO);
    let none = texts(&mut open(&with_earlier), "发放表（村）");
    assert!(
        none[1][0].contains(
            "不再发放。全部是其间各期的：各期做过表的，照各期的表发放；没有做过的，照本表发放，以后不再补做。"
        ),
        "{none:?}"
    );
    let own = "不再发放。其中只在本表里列的105.35元，其余是其间各期的：各期做过表的，照各期的表发放；没有做过的，照本表发放，以后不再补做。";
    assert!(told[1][0].contains(own), "{told:?}");
    // Under the table nothing may come to lie on a page of its own: the table ends the sheet, and pages are signed.
    assert_eq!(rows.len(), 6);
    let formulas = workbook.worksheet_formula("发放表（农户）").unwrap();
    assert_eq!(formulas.get_value((5, 5)).map(String::as_str), Some("ROUND(SUM($F$4:$F$5),6)"));
    let deducted = texts(&mut workbook, "扣发表");
    assert_eq!((deducted[2][3].as_str(), deducted[2][7].as_str()), ("职务", "本人签字"));
    assert_eq!(deducted[3][6], "50");
}

#[test]
fn reasons_have_no_more_decimals_than_are_read() {
    let mut assessment = sample::assessment();
    assessment.payments[0].lines[0].reasons = vec!["村级综合考核得5.083333333333分".into()];
    let rows = texts(&mut open(&assessment), "发放表（村）");
    assert_eq!(rows[3][2], "一等奖：村级综合考核得5.08分");
}

#[test]
fn where_nothing_is_paid_the_sheet_says_so() {
    let mut assessment = sample::assessment();
    assessment.payments.clear();
    let mut workbook = open(&assessment);
    assert_eq!(workbook.sheet_names(), ["发放表"]);
    let rows = texts(&mut workbook, "发放表");
    assert_eq!(rows[0][0], "青溪乡2024年第一季度发放表");
    assert_eq!(rows[2..], [["说明"], ["2024年第一季度没有要发放的，也没有要扣发的。"]]);
}

/// Nobody signs for himself for what a village loses.
#[test]
fn a_village_signs_with_its_seal() {
    let mut assessment = sample::assessment();
    let deducted = assessment.payments.iter_mut().find(|list| list.direction == Direction::Deduct).unwrap();
    deducted.kind = PartyKind::Village;
    deducted.lines[0].who = Party::Village("2村".into());
    let mut workbook = open(&assessment);
    let titles = &texts(&mut workbook, "扣发表")[2];
    assert_eq!(titles[..6], ["序号", "村", "事由", "条款", "金额（元）", "签字盖章"]);
}

#[test]
fn what_is_paid_and_kept_back_is_all_money_and_all_prizes_of_the_result() {
    let folder = repository("examples/demo-township");
    let rulebook = rulebook::load(&folder.join("rulebook.toml"), &folder).0.unwrap();
    let year = Period::parse("2024").unwrap();
    let (records, _) = read_workspace(&folder, &rulebook.declarations, Months::UpTo(year));
    let (assessment, _) = engine::assess(&rulebook, &records, year);
    let money = |negative: bool| {
        let amounts = assessment.money.iter().map(|entry| entry.amount);
        Number::sum(amounts.filter(|amount| amount.is_negative() == negative)).unwrap()
    };
    let prizes = Number::sum(assessment.prizes.iter().map(|award| award.amount)).unwrap();
    let listed = |direction: Direction| {
        let lists = assessment.payments.iter().filter(|list| list.direction == direction);
        Number::sum(lists.map(|list| list.total)).unwrap()
    };
    assert!(!prizes.is_zero() && money(true).is_negative());
    assert_eq!(listed(Direction::Pay), money(false).plus(prizes).unwrap());
    assert_eq!(listed(Direction::Deduct), money(true).negated());
    let mut workbook = open(&assessment);
    for name in workbook.sheet_names() {
        let rows = texts(&mut workbook, &name);
        let total = rows.iter().find(|row| row[1] == "合计").unwrap();
        let amount = rows[2].iter().position(|title| title == "金额（元）").unwrap();
        let lines = rows[3..].iter().take_while(|row| row[1] != "合计");
        let sum = Number::sum(lines.map(|row| Number::parse(&row[amount]).unwrap())).unwrap();
        assert_eq!(Number::parse(&total[amount]).unwrap(), sum, "{name}");
    }
}

#[test]
fn no_name_of_a_payee_is_run_as_a_formula() {
    let mut assessment = sample::assessment();
    assessment.payments[0].lines[0].reasons = vec!["=1+1".into()];
    assessment.payments[0].lines[0].name = "=".into();
    let mut workbook = open(&assessment);
    let formulas = workbook.worksheet_formula("发放表（村）").unwrap();
    assert_eq!(formulas.used_cells().count(), 1);
    assert_eq!(texts(&mut workbook, "发放表（村）")[3][2], "=1+1");
}

/// The result holds money by the names of villages; the sheets to be signed go by the roster.
#[test]
fn payees_stand_in_the_order_of_the_roster() {
    let folder = repository("examples/demo-township");
    let rulebook = rulebook::load(&folder.join("rulebook.toml"), &folder).0.unwrap();
    let year = Period::parse("2024").unwrap();
    let (records, _) = read_workspace(&folder, &rulebook.declarations, Months::UpTo(year));
    let (mut assessment, _) = engine::assess(&rulebook, &records, year);
    assessment.villages.reverse();
    let mut workbook = open(&assessment);
    for sheet in workbook.sheet_names() {
        let rows = texts(&mut workbook, &sheet);
        let place = |name: &String| assessment.villages.iter().position(|village| village.name == **name);
        let places: Vec<_> = rows.iter().skip(3).filter_map(|row| place(&row[1])).collect();
        assert!(!places.is_empty() && places.is_sorted(), "{sheet}: {places:?}");
        assert_eq!(rows[3][0], "1", "{sheet}");
    }
}

//! What an explanation holds: every posting, and a sum that agrees.

use cunkao::engine::assessment::{Assessment, PostingKind};
use cunkao::report::document::Document;
use cunkao::report::explain::{Query, explain};
use cunkao::report::terminal;

use super::sample;
use crate::support::{cunkao, repository, stdout};

fn query(village: Option<&str>, cadre: Option<&str>, item: Option<&str>) -> Query {
    let owned = |name: Option<&str>| name.map(str::to_owned);
    Query { village: owned(village), cadre: owned(cadre), item: owned(item) }
}

fn rows(document: &Document) -> Vec<Vec<String>> {
    document
        .sections
        .iter()
        .filter_map(|section| section.table.as_ref())
        .flat_map(|table| table.rows.clone())
        .collect()
}

#[test]
fn every_posting_stands_with_its_grounds_and_the_sum_is_last() {
    let assessment = sample::assessment();
    for name in ["forms", "统计报表", "报表"] {
        let document = explain(&assessment, &query(Some("1村"), None, Some(name))).unwrap();
        let rows = rows(&document);
        let column = |place: usize| rows.iter().map(|row| row[place].as_str()).collect::<Vec<_>>();
        assert_eq!(column(1), ["满分", "规则", "规则", "扣完为止", ""]);
        assert_eq!(column(3), ["2", "-1.5", "-1", "0.5", "0"]);
        assert_eq!(column(4), ["2", "0.5", "-0.5", "0", ""]);
        assert_eq!(rows.last().unwrap()[0], "合计");
        let grounds = &rows[1][5];
        assert!(grounds.contains("来源：records/2024-03/考核表.xlsx › 事项登记 › C12、D12"), "{grounds}");
        assert!(grounds.contains("口径：同一报表迟报又错报怎样计：分别计次"), "{grounds}");
        assert!(grounds.contains("数据：迟报3次"), "{grounds}");
    }
}

#[test]
fn a_village_shows_every_item_and_its_total() {
    let assessment = sample::assessment();
    let document = explain(&assessment, &query(Some("1村"), None, None)).unwrap();
    let village = &assessment.villages[0];
    let postings: usize = village.items.iter().map(|item| item.postings.len()).sum();
    let dated = rows(&document).iter().filter(|row| row[0].starts_with("2024-")).count();
    assert_eq!(dated, postings);
    assert_eq!(rows(&document)[village.items.len()][2], "14.125");
}

#[test]
fn a_cadre_shows_score_deductions_money_and_actions() {
    let assessment = sample::assessment();
    for who in ["张三", "007"] {
        let document = explain(&assessment, &query(None, Some(who), None)).unwrap();
        let text = terminal::render(&document, 100);
        for part in ["取所在村得分14.125", "13.125", "违规办酒席", "-50", "诫勉谈话", "待研究决定"]
        {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }
}

#[test]
fn an_item_alone_is_shown_for_every_village() {
    let document = explain(&sample::assessment(), &query(None, None, Some("报表"))).unwrap();
    let headings: Vec<_> = document.sections.iter().map(|section| section.heading.as_str()).collect();
    let told = ["1村", "2村", "红星村"]
        .map(|village| [format!("{village} 统计报表 为什么是这个分"), format!("{village} 统计报表")]);
    assert_eq!(headings, told.concat());
}

#[test]
fn names_that_are_not_there_come_with_those_that_are() {
    let assessment = sample::assessment();
    let missing = |query: Query| explain(&assessment, &query).unwrap_err();
    let village = missing(query(Some("9村"), None, None));
    assert_eq!(village.candidates, ["1村", "2村", "红星村"]);
    assert_eq!(village.to_string(), "本期没有名为“9村”的村");
    assert_eq!(missing(query(None, Some("赵六"), None)).candidates, ["张三"]);
    assert_eq!(missing(query(Some("2村"), Some("张三"), None)).what, "村干部");
    assert!(missing(query(Some("1村"), None, Some("烟"))).candidates.contains(&"烟叶发展".to_owned()));
}

#[test]
fn explanation_as_printed() {
    let document = explain(&sample::assessment(), &query(Some("1村"), None, Some("forms"))).unwrap();
    insta::assert_snapshot!(terminal::render(&document, 80), @r"
    村级工作绩效考核办法 2024年第一季度 计分说明
    ============================================
    截至2024年3月31日；细则版本：1；参加考核3个村
    本页都是精确数，除不尽的取12位小数

    1村 统计报表 为什么是这个分
    1村「统计报表」2024年第一季度得0分，满分2分，少2分：
    1. 统计报表（2(9)）扣1.5分：2024年2月20日，迟报统计报表，计3次，每次扣0.5分，见
    records/2024-03/考核表.xlsx > 事项登记 > C12、D12。
    2. 统计报表（2(9)）扣1分：2024年3月20日，错报统计报表，计2次，每次扣0.5分，见
    records/2024-03/考核表.xlsx > 事项登记 > C12、D12。
    3. 统计报表（2(9)）退回0.5分：2024年3月20日，扣完为止，下限0分。
    以上各条加减，正好少2分。
    第1、2条的口径：同一报表迟报又错报怎样计？分别计次。依据：条文分列。

    1村 统计报表
    条款2(9)；满分2分；扣完为止，不封顶；已计分；2024年第一季度变动-2分。
     日期       | 类型     | 条款 | 分值 | 余额 | 事由和来源
    ================================================================================
     2024-01-01 | 满分     | 2(9) |    2 |    2 | 满分2分
    ------------+----------+------+------+------+-----------------------------------
     2024-02-20 | 规则     | 2(9) | -1.5 |  0.5 | 迟报统计报表，计3次，每次扣0.5分
                |          |      |      |      | 数据：迟报3次
                |          |      |      |      | 口径：同一报表迟报又错报怎样计：
                |          |      |      |      | 分别计次
                |          |      |      |      | 来源：records/2024-03/考核表.xlsx
                |          |      |      |      | > 事项登记 > C12、D12
    ------------+----------+------+------+------+-----------------------------------
     2024-03-20 | 规则     | 2(9) |   -1 | -0.5 | 错报统计报表，计2次，每次扣0.5分
                |          |      |      |      | 数据：迟报3次
                |          |      |      |      | 口径：同一报表迟报又错报怎样计：
                |          |      |      |      | 分别计次
                |          |      |      |      | 来源：records/2024-03/考核表.xlsx
                |          |      |      |      | > 事项登记 > C12、D12
    ------------+----------+------+------+------+-----------------------------------
     2024-03-20 | 扣完为止 | 2(9) |  0.5 |    0 | 扣完为止，下限0分
    ------------+----------+------+------+------+-----------------------------------
     合计       |          |      |    0 |      |
    ");
}

/// Money is rounded at each settlement; the scores beside it are as exact as ever.
#[test]
fn a_page_of_money_says_what_is_rounded() {
    let mut assessment = sample::assessment();
    let notes = |assessment: &Assessment| {
        explain(assessment, &query(None, Some("张三"), None)).unwrap().notes.last().unwrap().clone()
    };
    assert_eq!(notes(&assessment), "得分都是精确数，除不尽的取12位小数；金额按细则在每次结算时舍入");
    assessment.cadres[0].items[1].postings[0].kind = PostingKind::Rounding;
    assert_eq!(notes(&assessment), "得分都是精确数，按细则舍入的另列一笔；金额按细则在每次结算时舍入");
    assessment.money.clear();
    assert_eq!(notes(&assessment), "本页都是精确数，按细则舍入的另列一笔");
}

/// Twenty points in January for what is settled in December want a word.
#[test]
fn points_before_they_are_due_are_explained() {
    let demo = repository("examples/demo-township");
    let demo = demo.to_str().unwrap();
    let explained = |item: &str| {
        let words = ["explain", demo, "--period", "2024-01", "--village", "1村", "--item", item];
        stdout(&cunkao(words))
    };
    assert!(explained("村道集资").contains("未到期（暂列满分），2024年"), "{}", explained("村道集资"));
    let none = explained("烟叶");
    assert!(none.contains("未到期，2024年") && !none.contains("暂列"), "{none}");
}

/// Where everything takes off there is nothing to cap.
#[test]
fn a_cap_is_spoken_of_only_where_points_are_given() {
    let demo = repository("examples/demo-township");
    let demo = demo.to_str().unwrap();
    let explained = |item: &str| {
        let words = ["explain", demo, "--period", "2024-12", "--village", "1村", "--item", item];
        stdout(&cunkao(words))
    };
    assert!(explained("报表").contains("扣完为止；"), "{}", explained("报表"));
    assert!(
        explained("烟叶").contains("，不封顶；") || explained("烟叶").contains("最高"),
        "{}",
        explained("烟叶")
    );
}

//! What a terminal shows: within its width, nothing lost.

use cunkao::analysis::lowering::Remeasured;
use cunkao::engine::assessment::Assessment;
use cunkao::report::document::Document;
use cunkao::report::{explain, overview, terminal};
use unicode_width::UnicodeWidthStr;

use super::sample;
use crate::support::{cunkao, repository, stdout};

fn documents() -> Vec<Document> {
    let assessments = [sample::assessment(), sample::draft(), sample::thirteen_items()];
    assessments
        .iter()
        .flat_map(|assessment| {
            let villages = explain::explain(assessment, &explain::Query::default()).unwrap();
            let cadre = explain::Query { cadre: Some("张三".into()), ..explain::Query::default() };
            [
                overview::overview(assessment, &Remeasured::default()),
                villages,
                explain::explain(assessment, &cadre).unwrap(),
            ]
        })
        .collect()
}

#[test]
fn no_line_is_wider_than_the_page() {
    for document in documents() {
        for width in (40..140).chain([500]) {
            for line in terminal::render(&document, width).lines() {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }
}

/// A prize that nobody has stands behind those that somebody has, with why; it is told where it is the only one, too.
#[test]
fn a_prize_that_nobody_has_is_told_with_why() {
    let mut assessment = sample::assessment();
    assessment.vacant = vec![sample::vacant(assessment.period)];
    let prizes = |assessment: &Assessment| {
        let document = overview::overview(assessment, &Remeasured::default());
        let section = document.sections.into_iter().find(|section| section.heading.ends_with("奖励"));
        section.unwrap().table.unwrap().rows
    };
    let told = ["2024年第一季度", "全乡排名", "第3名", "空缺", "三等奖", "-", "5(1)", "得分不足90分"]
        .map(str::to_owned);
    assert_eq!(prizes(&assessment)[1], told);
    assessment.prizes.clear();
    assert_eq!(prizes(&assessment), [told]);
}

#[test]
fn frames_are_plain_ascii() {
    for document in documents() {
        let text = terminal::render(&document, 100);
        assert!(!text.contains(|one| matches!(one, '\u{2500}'..='\u{257f}' | '“' | '”' | '—' | '…' | '·')));
    }
}

#[test]
fn thirteen_items_fit_a_hundred_columns_in_one_table() {
    let document = overview::overview(&sample::thirteen_items(), &Remeasured::default());
    let header = |width| {
        let text = terminal::render(&document, width);
        let rules = text.lines().filter(|line| line.starts_with("===")).count();
        rules - 1
    };
    let others = document.sections.iter().filter(|section| section.table.is_some()).count();
    assert_eq!(header(100), others);
    assert!(header(80) > others, "split instead of squeezed");
}

/// At no width is a village of three characters written from the top down.
#[test]
fn names_of_villages_are_whole_at_every_width() {
    let document = overview::overview(&sample::thirteen_items(), &Remeasured::default());
    for width in 60..160 {
        let text = terminal::render(&document, width);
        let table = text.split("一、").nth(1).unwrap().split("二、").next().unwrap();
        let squashed = table.replace(' ', "");
        assert!(squashed.contains("|红星村|") || squashed.contains("|红星村\n"), "{width}\n{text}");
    }
}

/// A pipe has no width of its own: what the shell exports counts, and what is asked for goes before it.
#[test]
fn tables_are_as_wide_as_the_shell_says() {
    let demo = repository("examples/demo-township");
    let widest = |columns: Option<&str>, asked: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cunkao"));
        command.args(["score", demo.to_str().unwrap(), "--period", "2024"]).args(asked).env_remove("COLUMNS");
        let output = command.envs(columns.map(|columns| ("COLUMNS", columns))).output().unwrap();
        stdout(&output).lines().filter(|line| line.starts_with("===")).map(str::len).max().unwrap()
    };
    assert_eq!(widest(None, &[]), 100);
    assert!(widest(Some("80"), &[]) <= 80);
    assert_eq!(widest(Some("80"), &["--width", "100"]), 100);
}

#[test]
fn a_split_table_loses_no_cell() {
    let document = overview::overview(&sample::assessment(), &Remeasured::default());
    for width in [40, 60, 80, 100, 160] {
        let text = terminal::render(&document, width);
        let squashed: String = text.chars().filter(|one| !one.is_whitespace() && *one != '|').collect();
        for figure in ["4.13", "14.13", "10.00*", "2500.00", "305.35", "-50.00", "-1.50", "17"] {
            assert!(squashed.contains(figure), "{width}: {figure}\n{text}");
        }
    }
}

#[test]
fn states_are_words_and_never_zero() {
    let text = terminal::render(&overview::overview(&sample::draft(), &Remeasured::default()), 160);
    for words in ["未到期", "不适用", "未报", "未排名", "（未定稿）", "并列", "待研究决定"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(text.contains("红星村：本期没有扣分"), "{text}");
}

#[test]
fn overview_as_printed() {
    insta::assert_snapshot!(terminal::render(&overview::overview(&sample::assessment(), &Remeasured::default()), 100), @r"
    村级工作绩效考核办法 2024年第一季度 考核情况
    ============================================
    截至2024年3月31日；细则版本：1；参加考核3个村
    含个人扣分和资金明细，限内部使用

    一、全乡排名
    未到期：还没有到计分的日子，不是0分；*：还没有到计分的日子，暂列满分；不适用：该村没有此项任务，不计
    入。
     名次      | 村     | 类别 | 党建 | 报表 |   烟叶 |   集资 |   社保 |  得分 | 可得分 |  本期 | 升降
               |        |      |      |      |        |        |        |       |        |  变动 |
    ====================================================================================================
     并列第1名 | 2村    | 大村 | 4.13 | 2.00 | 未到期 | 10.00* | 不适用 | 16.13 |     17 |  0.00 | 升1
     并列第1名 | 红星村 | 大村 | 4.13 | 2.00 | 未到期 | 10.00* | 不适用 | 16.13 |     17 |  0.00 | 升1
     第3名     | 1村    | 大村 | 4.13 | 0.00 | 未到期 | 10.00* | 不适用 | 14.13 |     17 | -2.00 | 降2

    二、本期失分
    2村、红星村：本期没有扣分。
     村  | 项目 |    日期 |  分值 | 事由                             | 条款 | 本项变动
    ===================================================================================
     1村 | 报表 | 2月20日 | -1.50 | 迟报统计报表，计3次，每次扣0.5分 | 2(9) |    -2.00
     1村 | 报表 | 3月20日 | -1.00 | 错报统计报表，计2次，每次扣0.5分 | 2(9) |
     1村 | 报表 | 3月20日 |  0.50 | 扣完为止，下限0分                | 2(9) |

    三、村干部个人扣分
     村  | 姓名 | 职务 | 项目 |   日期 |  分值 | 事由                         | 条款 | 本项变动
    ============================================================================================
     1村 | 张三 | 主任 | 个人 | 3月8日 | -1.00 | 违规办酒席，计1次，每次扣1分 | 2(7) |    -1.00

    四、扣款和奖补资金
    正数为发放，负数为扣款。
     对象   | 村  | 姓名 | 名目     | 金额（元） |  结算日 | 条款
    ==============================================================
     村干部 | 1村 | 张三 | 会议罚款 |     -50.00 | 3月31日 | 3(2)

    五、农户奖补（分村合计，逐户见表格文件）
     村  | 名目     | 户数 | 合计（元） | 条款
    ===========================================
     2村 | 烟叶补助 |    2 |     305.35 | 3(4)

    六、奖励
     考核期       | 排名     | 名次      | 获奖 | 奖次   | 奖金（元） | 条款 | 说明
    ====================================================================================================
     2024年第一季 | 全乡排名 | 并列第1名 | 2村  | 一等奖 |    2500.00 | 5(1) | 并列，平分一等奖、二等奖
     度           |          |           |      |        |            |      |

    七、处理建议
    以下只是按条款列出的建议，由乡镇党委、政府研究决定，未决定前不得执行或公布。
     村  | 姓名 | 建议     |    日期 | 次数 | 事由                  | 条款 | 状态
    ====================================================================================
     1村 | 张三 | 诫勉谈话 | 3月12日 |    1 | 未经批准离乡3天，查实 | 4(2) | 待研究决定

    说明
    同分的并列同一名次。
    「以上」「以下」「以内」都含本数。
    计算和排名用精确数（除不尽的取12位小数），只在印出时四舍五入到两位小数。

    全乡排名：
    2村 16.13（并列第1名）、红星村 16.13（并列第1名）、1村 14.13（第3名）
    ");
}

/// In January nobody has a place to rise from: no column of dashes, and no word broken for its sake.
#[test]
fn the_first_month_shows_no_changes_and_ends_with_the_places() {
    let demo = repository("examples/demo-township");
    let text = stdout(&cunkao(["score", demo.to_str().unwrap(), "--period", "2024-01"]));
    assert!(!text.contains("升降") && !text.contains("名次变化"), "{text}");
    assert_eq!(text.matches("未到").count(), text.matches("未到期").count(), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100));
    let end: Vec<_> = text.lines().rev().take(4).collect();
    assert!(end.iter().any(|line| line.starts_with("综合排名：")), "{text}");
    assert!(end.iter().any(|line| line.starts_with("1村 80.00（并列第1名）、")), "{text}");
}

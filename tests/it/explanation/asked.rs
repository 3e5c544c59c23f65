//! Places, prizes, money and actions, as the scheme has them; what is not there; the interactive words.

use cunkao::number::Number;

use super::{explained, parse, printed, scored};
use crate::support::{cunkao, repository, stderr};

#[test]
fn a_place_is_told_by_its_neighbours() {
    let printed = explained("2024", &["--village", "3村", "--rank"]);
    let lines = parse::section(&printed, "3村 名次");
    // 97.5 − 94.175 and 94.175 − 92.78125.
    assert_eq!(lines[0], "综合排名，2024年度：3村得94.175分，第3名，共8个村参加排名。");
    assert_eq!(lines[1], "前面是并列第1名的2村、5村，得97.5分，比3村多3.325分。");
    assert_eq!(lines[2], "后面是第4名的1村，得92.78125分，比3村少1.39375分。");
}

#[test]
fn a_shared_place_says_how_ties_go() {
    let printed = explained("2024", &["--village", "5村", "--standing", "综合排名"]);
    let lines = parse::section(&printed, "5村 名次");
    assert_eq!(lines[0], "综合排名，2024年度：5村得97.5分，并列第1名，共8个村参加排名。");
    assert_eq!(lines[1], "与2村同分，细则规定并列，后面的名次空出（1、1、3）。");
    assert_eq!(lines[2], "前面没有别人。");
}

/// Two first ones share 3000 and 2000; the third has 1000; the eighth nothing.
#[test]
fn a_prize_is_told_by_place_tier_and_sharing() {
    let of = |village: &str| {
        let printed = explained("2024", &["--village", village, "--prize"]);
        parse::section(&printed, &format!("{village} 奖励")).join("\n")
    };
    let first = of("5村");
    for part in ["得2500元", "第1名", "2个并列", "一等奖3000元、二等奖2000元", "合计5000元", "平分各2500元"]
    {
        assert!(first.contains(part), "{part} in {first}");
    }
    assert!(of("3村").contains("得1000元，三等奖（4(1)）：综合排名2024年度第3名"), "{}", of("3村"));
    assert!(of("7村").contains("没有得") && of("7村").contains("第8名，奖励只到第3名"), "{}", of("7村"));
    let quarter = explained("2024-Q1", &["--village", "5村", "--prize"]);
    assert!(quarter.contains("每年评一次，本期还不评"), "{quarter}");
}

/// Each entry by quantity and rate, with the figures of the result.
#[test]
fn money_is_told_by_quantity_and_rate_and_adds_up() {
    let result = scored("examples/demo-township", "2024");
    let printed = explained("2024", &["--money"]);
    for village in ["1村", "2村", "3村", "4村", "5村", "6村", "7村", "8村"] {
        let own = result["money"].as_array().unwrap().iter();
        let own = own.filter(|entry| entry["account"] == "village" && entry["village"] == village);
        let amounts = Number::sum(own.map(|entry| parse::number(entry["amount"].as_str().unwrap())));
        let lines = parse::section(&printed, &format!("{village} 资金"));
        let told = lines.iter().filter_map(|line| parse::numbered(line)).map(|line| {
            // A village of the demonstration is paid, never fined.
            parse::number(line.split("元：").next().unwrap().rsplit_once('发').unwrap().1)
        });
        assert_eq!(Number::sum(told), amounts, "{village} {lines:#?}");
    }
    // 43150 jin at 0.15, for the task was exceeded.
    assert!(printed.contains("43150*0.15=6472.5"), "{printed}");
    assert!(printed.contains("records/2024-06/农业办.xlsx > 烟叶示范点 > D3"), "{printed}");
}

#[test]
fn money_of_one_name_alone() {
    let printed = explained("2024", &["--village", "5村", "--money", "烟叶示范点奖励"]);
    assert!(printed.contains("发1000元") && !printed.contains("6472.5"), "{printed}");
}

/// Leave without permission on four days: −50 each.
#[test]
fn a_fine_is_told_by_its_days() {
    let printed = explained("2024", &["--cadre", "石磊", "--money"]);
    assert!(printed.contains("扣200元：") && printed.contains("4*-50=-200"), "{printed}");
}

#[test]
fn an_action_is_told_by_rule_count_and_cells() {
    let printed = explained("2024", &["--village", "7村", "--action"]);
    let lines = parse::section(&printed, "7村 处理建议");
    assert!(
        lines[0].contains("建议移交处理（2(6)）") && lines[0].contains("财政所.xlsx > 事项登记 > C3、D3")
    );
    assert!(lines[1].contains("末位诫勉谈话") && lines[1].contains("60.4375分，不超过80分"), "{lines:#?}");
    assert!(lines[1].contains("计1次") && lines[1].contains("待研究决定"), "{lines:#?}");
    let none = explained("2024", &["--village", "3村", "--action"]);
    assert!(none.contains("3村2024年度没有处理建议。"), "{none}");
}

#[test]
fn where_cadres_alone_are_scored_they_are_found() {
    let one = printed("examples/cadre-quarter", "2024-01", &["--cadre", "张三"]);
    assert!(one.contains("张三（主任）2024年1月得45分，满分100分，少55分："), "{one}");
    let village = printed("examples/cadre-quarter", "2024-01", &["--village", "东村", "--rank"]);
    assert!(village.contains("东村 张三（主任） 名次"), "{village}");
}

#[test]
fn nobody_differs_from_himself() {
    let printed = explained("2024", &["--village", "3村", "--versus", "3村"]);
    assert!(printed.contains("要比的就是3村自己，没有差别。"), "{printed}");
}

#[test]
fn what_is_not_there_is_told_with_what_is() {
    let demo = repository("examples/demo-township");
    let demo = demo.to_str().unwrap();
    for (more, said) in [
        (["--versus", "9村"], "没有名为「9村」的村"),
        (["--standing", "综合"], "是否想写「综合排名」"),
        (["--money", "烟叶"], "没有名为「烟叶」的资金名目"),
        (["--item", "烟草发展"], "是否想写「烟叶发展」"),
        (["--since", "2024"], "--since 2024 应当早于 --period 2024"),
    ] {
        let output = cunkao([["explain", demo, "--period", "2024"].as_slice(), &more].concat());
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(stderr(&output).contains(said), "{said} in {}", stderr(&output));
    }
}

/// A year that is the mean of quarters has no item in common with one of them.
#[test]
fn a_score_of_periods_is_not_held_against_one_of_items() {
    let folder = repository("examples/cadre-quarter");
    let line =
        |since| ["explain", folder.to_str().unwrap(), "--period", "2024", "--since", since, "--allow-errors"];
    let output = cunkao(line("2024-Q1"));
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("一个由其间各期合成，一个由各项合成，逐项比不了"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn options_have_chinese_names() {
    let chinese =
        ["--村", "3村", "--名次", "--奖励", "--资金", "--处理", "--相比", "6村", "--以来", "2024-Q1"];
    let english = [
        "--village",
        "3村",
        "--rank",
        "--prize",
        "--money",
        "--action",
        "--versus",
        "6村",
        "--since",
        "2024-Q1",
    ];
    let told = explained("2024", &chinese);
    assert_eq!(told, explained("2024", &english));
    assert_eq!(told.lines().filter(|line| line.starts_with("3村 ")).count(), 6, "{told}");
}

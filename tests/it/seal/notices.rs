//! What a notice of correction tells of whom, to whom: fines, prizes, posts, places, and the lists of a month.

use super::done;
use crate::intake::workspace::Workspace;

/// A village opens with 100 points and loses 1 for a report, a cadre 2 for a neglect; who stands last pays 200 yuan with a
/// talk, the first of the cadres gets 1000.
const RULEBOOK: &str = r#"
title = "试行办法"
version = "1"
posts = ["书记", "委员"]

[village]
name = "村考核"
clause = "一"
points = 100
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[cadre]
name = "干部考核"
clause = "二"
points = 100
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[[item]]
id = "report"
name = "报送"
clause = "一（一）"
subject = "village"
points = 100
opens = "full-mark"
accrue = "year"
floor = "zero"
cap = "none"

[[item.rule]]
id = "missing"
kind = "per-event"
event = "缺报"
person = "none"
each = "time"
deduct = 1
charge = "village"

[[item]]
id = "duty"
name = "履职"
clause = "二（一）"
subject = "cadre"
points = 100
opens = "full-mark"
accrue = "year"
floor = "zero"
cap = "none"

[[item.rule]]
id = "neglect"
kind = "per-event"
event = "失职"
person = "required"
each = "time"
deduct = 2
charge = "person"

[[standing]]
id = "overall"
name = "排名"
node = "village"
group = "all"
ties = "share-and-skip"

[[standing]]
id = "cadres"
name = "干部排名"
node = "cadre"
group = "all"
ties = "share-and-skip"

[[prize]]
id = "best"
clause = "七"
standing = "cadres"
period = "month"
ties = "share"
tiers = [{ name = "优秀干部", place = 1, amount = 1000 }]

[[sanction]]
id = "last"
name = "末位约谈"
clause = "八"
standing = "overall"
period = "month"
place = "last"
ties = "all"
action = "talk"
fine = 200

[publication]
office = "云岭镇人民政府"
mark = "云岭镇人民政府文件"
code = "云政"
addressee = "各村"
printer = "云岭镇党政办"
basis = ["《云岭镇考核办法》"]
contact = "党政办"
objection-days = 5
length-limit = 5000
red = 2
black = 1

[[sealing]]
id = "month"
posting = "none"
stands-after = "approval"
retention = "10年"

[[audience]]
id = "public"
fields = ["scores", "items", "losses", "prizes", "village-money", "cadre-scores"]
names = "full"
basis = "《云岭镇考核办法》"
approved-by = "党政办"

[[audience]]
id = "internal"
fields = ["scores", "items", "losses", "prizes", "village-money", "cadre-scores", "cadre-losses", "actions"]
names = "full"
basis = "内部使用"
approved-by = "党政办"
"#;

const HEADING: [&str; 5] = ["日期", "村", "事项", "次数", "当事人"];

/// The office, some of its cadres on the roster.
fn office(rulebook: &str, cadres: &[&[&str]]) -> tempfile::TempDir {
    let rows: &[&[&str]] = &[
        &HEADING,
        &["2024-01-05", "丁村", "缺报", "#3", ""],
        &["2024-01-06", "丙村", "缺报", "#1", ""],
        &["2024-01-06", "乙村", "失职", "#1", "李四"],
    ];
    let people = [&[&["姓名", "村", "职务"] as &[&str]], cadres].concat();
    Workspace::new()
        .roster(&[&["村"], &["甲村"], &["乙村"], &["丙村"], &["丁村"]], &people)
        .file("rulebook.toml", rulebook)
        .sheet("2024-01/表.xlsx", "事项登记", rows)
        .sheet("2024-02/表.xlsx", "事项登记", &[&HEADING])
        .write()
}

const CADRES: [&[&str]; 3] =
    [&["张三", "甲村", "委员"], &["王二", "甲村", "委员"], &["李四", "乙村", "书记"]];

/// The same with January and February published and sealed.
fn sealed(rulebook: &str) -> tempfile::TempDir {
    let office = office(rulebook, &CADRES);
    let folder = office.path().to_str().unwrap();
    for (period, day) in [("2024-01", "2024-02-05"), ("2024-02", "2024-03-05")] {
        let publish = ["publish", folder, "--period", period, "--audience", "public", "--final"];
        let more = ["--date", day, "--objections", "没有收到异议"];
        done(&publish.into_iter().chain(more).collect::<Vec<_>>());
        done(&["seal", folder, "--period", period, "--approved-by", "王大山"]);
    }
    office
}

/// Corrects January: what is said of it, and the notices to the public and the inside.
fn notices_of(office: &tempfile::TempDir) -> (String, [String; 2]) {
    let folder = office.path().to_str().unwrap();
    let line = ["correct", folder, "--period", "2024-01", "--reason", "漏登", "--number", "7"];
    let told = done(&line.into_iter().chain(["--approved-by", "王大山"]).collect::<Vec<_>>());
    let notices = ["公开", "内部"].map(|kind| {
        let notice = office.path().join(format!("sealed/2024-01/第2版/更正/更正通报（{kind}）.docx"));
        cunkao::report::docx::read(&std::fs::read(notice).unwrap()).unwrap().join("\n")
    });
    (told, notices)
}

/// The office with January and February sealed, when rows about January came late: what is said of it, and the notices to
/// the public and the inside. Before, 丁村 lost 3 points and 丙村 1; 乙村's cadre was neglectful, and those of 甲村 are first.
fn corrected(rulebook: &str, late: &str) -> (String, [String; 2]) {
    let office = sealed(rulebook);
    let late = format!("{}\n{late}", HEADING.join(","));
    std::fs::write(office.path().join("records/2024-01/事项登记补.csv"), late).unwrap();
    notices_of(&office)
}

/// 丙村 is last now in the place of 丁村, and 乙村's cadre first. The talk, and the fine that comes with it, are for the
/// inside; the prize was told to everybody.
#[test]
fn a_notice_tells_of_prizes_and_fines_what_the_papers_told() {
    let (told, [public, internal]) = corrected(
        RULEBOOK,
        "2024-01-20,丙村,缺报,5,\n2024-01-20,甲村,失职,3,张三\n2024-01-20,甲村,失职,2,王二\n",
    );
    assert!(public.contains("\n乙村李四\n2024年1月奖励（七）\n没有\n优秀干部1000元\n"), "{public}");
    assert!(!public.contains("末位约谈") && !public.contains("200元"), "{public}");
    assert!(public.contains("本通报列出按规定公开的更正事项。"), "{public}");
    assert!(internal.contains("\n丙村\n2024年1月31日末位约谈（八）\n没有\n-200元\n"), "{internal}");
    assert!(internal.contains("\n丙村\n2024年1月31日处理建议（八）\n"), "{internal}");
    for notice in [&public, &internal] {
        assert!(!notice.contains("2024-01-31") && !notice.contains("2024-01 "), "{notice}");
    }
    // What is said on the screen keeps the days that files have.
    assert!(told.contains("2024-01-31 末位约谈（八）"), "{told}");
}

/// The rule is gone from the rulebook, and what it fined somebody in tells as much of it as before.
#[test]
fn a_fine_is_told_nobody_more_after_its_rule_was_struck_out() {
    let (head, rest) = RULEBOOK.split_once("[[sanction]]").unwrap();
    let rest = rest.split_once("\n[publication]").unwrap().1;
    let without = format!("{head}[publication]{rest}");
    let office = |rulebook: &str| {
        Workspace::new()
            .roster(&[&["村"], &["甲村"], &["乙村"]], &[&["姓名", "村", "职务"]])
            .file("rulebook.toml", rulebook)
            .sheet("2024-01/表.xlsx", "事项登记", &[&HEADING, &["2024-01-05", "乙村", "缺报", "#1", ""]])
            .write()
    };
    let office = office(RULEBOOK);
    let folder = office.path().to_str().unwrap();
    let publish = ["publish", folder, "--period", "2024-01", "--audience", "public", "--final"];
    done(&publish.into_iter().chain(["--date", "2024-02-05", "--objections", "无"]).collect::<Vec<_>>());
    done(&["seal", folder, "--period", "2024-01", "--approved-by", "王大山"]);
    std::fs::write(office.path().join("rulebook.toml"), without).unwrap();
    let line = ["correct", folder, "--period", "2024-01", "--reason", "错罚", "--number", "7"];
    done(&line.into_iter().chain(["--approved-by", "王大山"]).collect::<Vec<_>>());
    let read = |kind: &str| {
        let notice = office.path().join(format!("sealed/2024-01/第2版/更正/更正通报（{kind}）.docx"));
        cunkao::report::docx::read(&std::fs::read(notice).unwrap()).unwrap().join("\n")
    };
    assert!(read("内部").contains("\n-200元\n没有\n"), "{}", read("内部"));
    assert!(!read("公开").contains("末位约谈"), "{}", read("公开"));
}

/// Two of one village hold one post.
#[test]
fn a_notice_that_tells_posts_tells_who_is_who() {
    let posts = RULEBOOK.replacen("names = \"full\"", "names = \"post\"", 1);
    let (_, [public, _]) = corrected(&posts, "2024-01-20,甲村,失职,3,张三\n2024-01-20,甲村,失职,2,王二\n");
    for words in [
        "\n甲村委员（一）\n得分\n100.00\n94.00\n",
        "\n甲村委员（二）\n得分\n100.00\n96.00\n",
        "\n乙村书记\n干部排名\n第3名\n第1名\n",
    ] {
        assert!(public.contains(words), "{words}:\n{public}");
    }
    assert!(!public.contains("当事人") && !public.contains("张三"), "{public}");
}

/// The places of cadres hold as those of villages do; whoever may see neither is referred to the inside, which is not
/// referred to itself.
#[test]
fn a_notice_gives_every_place_that_holds_now() {
    let late = "2024-01-20,甲村,失职,3,张三\n";
    let (_, notices) = corrected(RULEBOOK, late);
    for notice in &notices {
        let places = "\n2024年1月干部排名\n名次\n村\n姓名\n得分\n1\n甲村\n王二\n100.00\n2\n乙村\n李四\n98.00\n3\n甲村\n张三\n94.00\n";
        assert!(notice.contains(places) && !notice.contains("见内部材料"), "{notice}");
    }
    let few = |line: &str| if line.starts_with("fields") { "fields = [\"prizes\"]" } else { line }.to_owned();
    let few: Vec<String> = RULEBOOK.lines().map(few).collect();
    let (_, [public, internal]) = corrected(&few.join("\n"), "2024-01-20,丙村,缺报,1,\n");
    assert!(public.contains("更正后的得分和名次\n见内部材料。"), "{public}");
    assert!(!internal.contains("见内部材料") && !internal.contains("更正后的得分"), "{internal}");
    assert!(internal.contains("\n列入本通报的内容没有变动。\n"), "{internal}");
}

/// 甲村 and 乙村 are on the first list, 丁村 on the second, where it says what for; 丙村 is on none. In February nobody lost
/// anything, and so nobody is on the second.
#[test]
fn lists_are_published_anew_where_they_say_something_else() {
    let moved = |late: &str| {
        let (told, [public, _]) = corrected(RULEBOOK, late);
        let moved = ["2024-01", "2024-02"].map(|period| told.contains(&format!("{period} 的红黑榜变了")));
        let is_told = public.contains("红黑榜按更正后的结果重新公布，原红黑榜不再有效。");
        assert_eq!(is_told, moved[0] || moved[1], "{told}\n{public}");
        moved
    };
    // No place changes.
    assert_eq!(moved("2024-01-20,丁村,缺报,1,\n"), [true, false]);
    assert_eq!(moved("2024-01-20,乙村,缺报,1,\n"), [true, true]);
    // 丙村 in the place of 丁村, which lost as much.
    assert_eq!(moved("2024-01-20,丙村,缺报,5,\n"), [true, false]);
    // Places of cadres, and scores between the lists.
    assert_eq!(moved("2024-01-20,甲村,失职,1,张三\n"), [false, false]);
    assert_eq!(moved("2024-01-20,丙村,缺报,1,\n"), [false, false]);
}

/// Whoever never held a post is struck from the roster: of him only the sealed result says which it was.
#[test]
fn a_notice_calls_those_who_left_the_roster_by_the_post_of_before() {
    let posts = RULEBOOK.replacen("names = \"full\"", "names = \"post\"", 1);
    let town = sealed(&posts);
    let without = office(&posts, &CADRES[1..]);
    std::fs::copy(without.path().join("roster.xlsx"), town.path().join("roster.xlsx")).unwrap();
    let (_, [public, _]) = notices_of(&town);
    assert!(public.contains("\n甲村委员\n"), "{public}");
    assert!(!public.contains("当事人") && !public.contains("张三"), "{public}");
}

//! What if: the answer is what comes out when the files say so; and no file is touched.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{cunkao, demo_copy, stderr, stdout};

fn ask(folder: &Path, period: &str, words: &[&str]) -> Value {
    let mut line = vec!["what-if", folder.to_str().unwrap(), "--period", period, "-f", "json"];
    line.extend(words);
    let output = cunkao(&line);
    assert!(output.status.success(), "{words:?}: {}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn refused(folder: &Path, words: &[&str]) -> String {
    let mut line = vec!["what-if", folder.to_str().unwrap(), "--period", "2024-Q1"];
    line.extend(words);
    let output = cunkao(&line);
    assert_eq!(output.status.code(), Some(2), "{words:?}: {}", stdout(&output));
    stderr(&output)
}

/// The new value of a village's score, or of another change of a kind.
fn after<'a>(answer: &'a Value, kind: &str, village: &str, what: &str) -> &'a Value {
    let changes = answer["changes"].as_array().unwrap();
    let found = changes.iter().find(|change| {
        change["kind"] == kind
            && change["village"] == village
            && change["person"] == ""
            && change["what"] == what
    });
    &found.unwrap_or_else(|| panic!("{village} {what} in {answer:#}"))["after"]
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}

/// 3村 has 81.25 in the first quarter: an accident is 1 point (2(3)), one more of 4 villages' places move.
#[test]
fn an_event_more_takes_its_points() {
    let demo = demo_copy();
    let before = files(demo.path());
    let answer = ask(demo.path(), "2024-Q1", &["--add-event", "2024-02-20,3村,安全事故,1"]);
    assert_eq!(after(&answer, "score", "3村", "得分"), "80.25");
    assert_eq!(files(demo.path()), before, "nothing is written");
}

/// The event in a file of its own comes to the same.
#[test]
fn what_is_assumed_comes_to_what_is_reported() {
    let demo = demo_copy();
    let assumed = ask(demo.path(), "2024-Q1", &["--add-event", "2024-02-20,3村,安全事故,2"]);
    let row = "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人\n2024-02-20,3村,安全事故,2,,,,,\n";
    std::fs::write(demo.path().join("records/2024-02/事项登记补.csv"), row).unwrap();
    let output = cunkao(["score", demo.path().to_str().unwrap(), "--period", "2024-Q1", "-f", "json"]);
    let result: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let village = result["villages"].as_array().unwrap().iter().find(|one| one["name"] == "3村").unwrap();
    assert_eq!(after(&assumed, "score", "3村", "得分"), &village["score"]);
    let rank = result["standings"][0]["rows"].as_array().unwrap();
    let rank = rank.iter().find(|row| row["subject"]["village"] == "3村").unwrap();
    assert_eq!(after(&assumed, "rank", "3村", "综合排名")["rank"], rank["rank"]);
    // And with the row's cell taken out again it is as before.
    let without = ask(demo.path(), "2024-Q1", &["--remove", "records/2024-02/事项登记补.csv!事项登记补!C2"]);
    assert_eq!(after(&without, "score", "3村", "得分"), "81.25");
    // A source of two cells is copied as it is printed.
    let copied = "records/2024-02/事项登记补.csv > 事项登记补 > C2、D2";
    let without = ask(demo.path(), "2024-Q1", &["--remove", copied]);
    assert_eq!(after(&without, "score", "3村", "得分"), "81.25");
    // So is one whose file's name holds the marks that stand between.
    let months = demo.path().join("records/2024-02");
    std::fs::rename(months.join("事项登记补.csv"), months.join("事项登记补!改.csv")).unwrap();
    let copied = "records/2024-02/事项登记补!改.csv > 事项登记补!改 > C2、D2";
    let without = ask(demo.path(), "2024-Q1", &["--remove", copied]);
    assert_eq!(after(&without, "score", "3村", "得分"), "81.25");
}

/// A row is taken out by the cell that names its matter as by any other that it was read from; `burden` counts the three.
#[test]
fn the_matter_of_a_row_is_one_of_its_cells() {
    let demo = demo_copy();
    let filled = || {
        let output = cunkao(["burden", demo.path().to_str().unwrap(), "--period", "2024-02", "-f", "json"]);
        let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
        let figures = told["figures"].as_array().unwrap().iter();
        let of_events = figures.filter(|one| one["name"] == "实填：事项登记（个）");
        of_events.map(|one| one["value"].as_str().unwrap().parse::<u32>().unwrap()).sum::<u32>()
    };
    let rulebook = demo.path().join("rulebook.toml");
    let fine = "\n[[money]]\nid = \"accident-fine\"\nname = \"事故罚款\"\nclause = \"九\"\nround = \"yuan\"\nkind = \"per-event\"\n\
                event = \"安全事故\"\nperson = \"allowed\"\neach = \"case\"\ndeduct = 100\ncharge = \"village\"\n\
                same-matter = \"highest\"\n";
    std::fs::write(&rulebook, std::fs::read_to_string(&rulebook).unwrap() + fine).unwrap();
    let before = filled();
    let row =
        "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人,同一件事\n2024-02-20,3村,安全事故,2,,,,,,翻车\n";
    std::fs::write(demo.path().join("records/2024-02/事项登记补.csv"), row).unwrap();
    assert_eq!(filled(), before + 3);
    let without = ask(demo.path(), "2024-Q1", &["--remove", "records/2024-02/事项登记补.csv!事项登记补!J2"]);
    assert_eq!(after(&without, "score", "3村", "得分"), "81.25");
    // Two cost 200: one more of the matter brings nothing, one of another matter its own 100.
    let fined = |matter: &str| {
        let row = format!("2024-02-21,3村,安全事故,1,,,{matter}");
        let changes = ask(demo.path(), "2024-Q1", &["--add-event", &row])["changes"].clone();
        let changes = changes.as_array().unwrap().clone();
        let fine = changes.into_iter().find(|one| one["kind"] == "money");
        fine.map(|fine| (fine["before"].clone(), fine["after"].clone()))
    };
    assert_eq!(fined(" 翻 车"), None);
    assert_eq!(fined("塌方"), Some(("-200".into(), "-300".into())));
    assert_eq!(fined(""), Some(("-200".into(), "-300".into())));
}

/// Tasks of 7村 by class: the levy's share on 30 March is 已收 ÷ 应收; at 60 % nothing is taken off (2(6)).
#[test]
fn a_figure_is_that_of_its_day() {
    let demo = demo_copy();
    let answer = ask(
        demo.path(),
        "2024-Q1",
        &["--set", "6村.集资应收@2024-03-30=100", "--set", "6村.集资已收@2024-03-30=60"],
    );
    // 52 % was 8 whole points short, 0.5 each.
    let changes = answer["changes"].as_array().unwrap();
    let item = changes
        .iter()
        .find(|one| one["kind"] == "item" && one["village"] == "6村" && one["person"] == "")
        .unwrap();
    assert_eq!((item["before"].as_str(), item["after"].as_str()), (Some("16"), Some("20")), "{item}");
}

/// 3村 delivered 15000 斤 of 15000; one more than the task, and all of it earns 0.15 元 (2(5)).
#[test]
fn a_register_adds_up_to_what_is_assumed() {
    let demo = demo_copy();
    let answer = ask(demo.path(), "2024", &["--set", "3村.烟叶交售量=16000"]);
    let money = answer["changes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["kind"] == "money" && one["person"] == "")
        .unwrap();
    assert_eq!((money["before"].as_str(), money["after"].as_str()), (Some("1500"), Some("2400")), "{money}");
}

/// Growers are paid 0.07 of 产值 (2(5)): who delivered less weight has the same 产值, and no row is gone.
#[test]
fn a_lower_total_leaves_other_columns_alone() {
    let demo = demo_copy();
    let answer = ask(demo.path(), "2024", &["--set", "3村.烟叶交售量=0"]);
    let changes = answer["changes"].as_array().unwrap();
    let of_value = |change: &&Value| change["what"].as_str().unwrap().contains("烟农产值补助");
    assert_eq!(changes.iter().find(of_value), None);
    assert_eq!(after(&answer, "money", "3村", "2024-12-31 烟叶交售奖励"), &Value::Null);
    // 4 growers delivered 3 times each; the whole of it was 15000.
    let put = &answer["put"][0];
    assert_eq!(
        (&put["total"], &put["from"], &put["to"]),
        (&"15000".into(), &"2024-01-01".into(), &"2024-12-31".into())
    );
    let rows = put["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 12);
    assert!(rows.iter().all(|row| row["after"] == "0" && row["column"] == "交售量"), "{put}");
}

/// What is more comes as a row of its own on the last day: no grower is said to have delivered it.
#[test]
fn a_higher_total_is_no_growers() {
    let demo = demo_copy();
    let answer = ask(demo.path(), "2024", &["--set", "3村.烟叶交售量=21000"]);
    let changes = answer["changes"].as_array().unwrap();
    let of_growers = |change: &&Value| {
        ["烟农产值补助", "种烟大户奖励"].iter().any(|name| change["what"].as_str().unwrap().contains(name))
    };
    assert_eq!(changes.iter().find(of_growers), None);
    let row = serde_json::json!(
        { "date": "2024-12-31", "column": "交售量", "before": null, "after": "6000", "source": null }
    );
    assert_eq!(answer["put"][0]["rows"], serde_json::json!([row]));
}

/// Which figure was changed is said where no day was typed: the last that was reported, on 30 March (2(6)).
#[test]
fn the_day_of_a_figure_is_said() {
    let demo = demo_copy();
    let line = ["what-if", demo.path().to_str().unwrap(), "--period", "2024-Q1", "--set"];
    let told = |set: &str| stdout(&cunkao([&line[..], &[set]].concat()));
    let said = told("3村.集资已收=52000");
    assert!(said.contains("3村「集资已收」：改的是 2024-03-30 的数"), "{said}");
    let said = told("3村.集资已收@2024-03-29=52000");
    assert!(said.contains("3村「集资已收」：2024-03-29 没有报过数，添在这一天"), "{said}");
    let said = told("3村.融资任务=71.6");
    assert!(said.contains("3村「融资任务」：改的是任务数"), "{said}");
    let answer = ask(demo.path(), "2024-Q1", &["--set", "3村.集资已收=52000"]);
    assert_eq!(
        (&answer["put"][0]["from"], &answer["put"][0]["to"]),
        (&"2024-03-30".into(), &"2024-03-30".into())
    );
}

/// 应收 of 0 has no share: there is no answer, which is no success, and a program is told so too.
#[test]
fn what_has_no_answer_is_no_success() {
    let demo = demo_copy();
    let folder = demo.path().to_str().unwrap();
    let line = ["what-if", folder, "--period", "2024-Q1", "--set", "3村.集资应收@2024-03-30=0"];
    let output = cunkao(line);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert!(stderr(&output).contains("这样推演不出结果"), "{}", stderr(&output));
    let output = cunkao([&line[..], &["-f", "json"]].concat());
    assert_eq!(output.status.code(), Some(2));
    let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(answer["effect"], "undecided");
}

/// 融资化债 is 5 × share of the task: of 71.6 with a task of 71.6 it is all 5.
#[test]
fn a_target_is_one_villages_own() {
    let demo = demo_copy();
    let names = refused(demo.path(), &["--set", "3村.融资任务额=71.6"]);
    assert!(names.contains("融资任务"), "{names}");
    let answer = ask(demo.path(), "2024", &["--set", "3村.融资任务=71.6"]);
    assert_eq!(after(&answer, "score", "3村", "得分"), "94.7");
}

#[test]
fn a_whole_rulebook_may_be_another() {
    let demo = demo_copy();
    let other = demo.path().join("other.toml");
    let own = std::fs::read_to_string(demo.path().join("rulebook.toml")).unwrap();
    let change = "\n[[item]]\nid = \"statistics\"\n[[item.rule]]\nid = \"report-missing\"\ndeduct = 1\n";
    std::fs::write(&other, own + change).unwrap();
    let by_file = ask(demo.path(), "2024-Q1", &["--rules", other.to_str().unwrap()]);
    let by_key = ask(demo.path(), "2024-Q1", &["--key", "report-missing.deduct=1"]);
    assert_eq!(by_file["changes"], by_key["changes"]);
    assert!(!by_key["changes"].as_array().unwrap().is_empty());
}

/// The rule of a grave accident has a ruling of its own id; the key is the rule's, by whichever path.
#[test]
fn a_rule_that_bears_the_id_of_its_ruling_is_meant() {
    let demo = demo_copy();
    let of = |path: &str| {
        let key = format!("{path}.deduct=4.5");
        ask(demo.path(), "2024", &["--key", key.as_str()])["changes"].clone()
    };
    assert_eq!(of("grave-accident"), of("item[safety].rule[grave-accident]"));
}

#[test]
fn what_cannot_be_assumed_is_said_with_what_could_be_meant() {
    let demo = demo_copy();
    let said = [
        (&["--set", "33村.集资已收=1"][..], "33村"),
        (&["--set", "3村.集资已受=1"], "是否想写"),
        (&["--set", "3村集资已收"], "应写成 村.名称=数"),
        (&["--add-event", "2024-02-20,3村,安全事故"], "应写成 日期,村,事项,次数"),
        (&["--add-event", "2024-02-20,3村,安全事固,1"], "安全事固"),
        (&["--add-event", "2024-05-20,3村,安全事故,1"], "2024-05 没有读取"),
        (&["--add-event", "2024-02-20,3村,安全事故,-1"], "次数应是从 1 到 9999 的整数，写的是 -1"),
        (&["--add-event", "2024-02-20,3村,安全事故,0"], "次数应是从 1 到 9999 的整数，写的是 0"),
        (&["--add-event", "2024-02-20,3村,安全事故,0.5"], "次数应是从 1 到 9999 的整数，写的是 0.5"),
        (&["--add-event", "2024-02-20,3村,安全事故,100000"], "从 1 到 9999 的整数，写的是 100000"),
        (&["--set", "3村.村民会议=1000"], "至多 999 次，写的是 1000"),
        (
            &["--set", "3村.新农合参保率=0.95"],
            "分不清是百分之0.95还是比例：是百分之0.95的写 0.95%，是比例的写 95%",
        ),
        (&["--set", "3村.集资已收=1", "--set", "三村.集资已收=2"], "在同一处写了两个数：只留一个"),
        (&["--set", "3村.集资已收@2024-03-30=1", "--set", "3村.集资已收@2024-03-30=1"], "在同一处写了两个数"),
        (
            &["--key", "report-missing.deduct=1", "--key", "report-missing.deduct = 2"],
            "report-missing.deduct 写了两个值",
        ),
        (&["--add-event", "2024-02-20,3村,安全事故,1,,,塌方"], "不写同一件事"),
        (&["--add-event", "2024-02-20,3村,安全事故,1,,,塌方,"], "应写成 日期,村,事项,次数"),
        (&["--set", "3村.集资已收=-1"], "应不小于 0，写的是 -1"),
        (&["--set", "3村.集资已收=50%"], "以元为单位，不写百分号，写的是 50%"),
        (&["--set", "3村.集资已收@2023-03-30=52000"], "2023-03-30 不在2024年"),
        (&["--set", "3村.集资已收@2024-06-30=52000"], "2024-06-30 在 2024-Q1 以后"),
        (&["--remove", "records/2024-02/没有.xlsx!事项登记!A1"], "没有从"),
        (&["--key", "report-mising.deduct=1"], "细则里没有 report-mising.deduct"),
        (&["--key", "report-missing.deduct=-1"], "改后的细则不成立"),
        (&[], "没有写假设"),
    ];
    for (words, expected) in said {
        let told = refused(demo.path(), words);
        assert!(told.contains(expected), "{words:?}: {told}");
    }
}

/// Two figures of two days are two, and a small percentage is one if it says so.
#[test]
fn figures_that_only_look_doubtful_are_assumed() {
    let demo = demo_copy();
    ask(
        demo.path(),
        "2024-Q1",
        &["--set", "3村.集资已收@2024-02-28=1", "--set", "3村.集资已收@2024-03-30=2"],
    );
    ask(demo.path(), "2024-Q1", &["--set", "3村.新农合参保率=0.95%"]);
    ask(demo.path(), "2024-Q1", &["--set", "3村.新农合参保率=0"]);
}

/// The rule has its amounts in a ladder: what was typed stands in no file, so the rule's own line is named, and the
/// places where the key does stand.
#[test]
fn a_key_of_the_next_level_is_shown_where_it_stands() {
    let demo = demo_copy();
    let own = std::fs::read_to_string(demo.path().join("rulebook.toml")).unwrap();
    let line = own.lines().count() + 6;
    let ladder = "\n\n[[item]]\nid = \"safety\"\n\n[[item.rule]]\nid = \"ladder\"\nkind = \"per-event\"\n\
                  person = \"none\"\neach = \"time\"\ncharge = \"village\"\n\
                  ladder = [{ event = \"重大火灾\", deduct = 3 }, { event = \"一般火灾\", deduct = 1 }]\n";
    std::fs::write(demo.path().join("rulebook.toml"), own + ladder).unwrap();
    let told = refused(demo.path(), &["--key", "ladder.deduct=2"]);
    let places = "写 ladder.ladder[1].deduct=新值（现为 3），或 ladder.ladder[2].deduct=新值（现为 1）";
    assert!(told.contains(places), "{told}");
    assert!(told.contains(&format!("rulebook.toml:{line}:")) && !told.contains("1:1:"), "{told}");
    let event = ["--add-event", "2024-02-20,3村,一般火灾,1"];
    let answer = ask(demo.path(), "2024-Q1", &event);
    assert_eq!(after(&answer, "score", "3村", "得分"), "80.25");
    let answer = ask(demo.path(), "2024-Q1", &[&event[..], &["--key", "ladder.ladder[2].deduct=2"]].concat());
    assert_eq!(after(&answer, "score", "3村", "得分"), "79.25");
}

/// 三村 and 第3村 are 3村 to the sheets, so they are here.
#[test]
fn a_village_may_be_spelt_as_sheets_spell_it() {
    let demo = demo_copy();
    let folder = demo.path().to_str().unwrap();
    let by_name = ask(demo.path(), "2024-Q1", &["--set", "3村.集资已收@2024-03-30=52000"]);
    let spelt = ask(demo.path(), "2024-Q1", &["--set", "第三村.集资已收@2024-03-30=52000"]);
    assert_eq!(by_name["changes"], spelt["changes"]);
    let event = |village: &str| {
        ask(demo.path(), "2024-Q1", &["--add-event", &format!("2024-02-20,{village},安全事故,1")])
    };
    assert_eq!(event("三村村委会")["changes"], event("3村")["changes"]);
    let of = |line: &[&str]| {
        let output = cunkao([&line[..1], &[folder, "--period", "2024"], &line[1..]].concat());
        assert_eq!(output.status.code(), Some(0), "{line:?}: {}", stderr(&output));
        stdout(&output)
    };
    assert_eq!(of(&["explain", "--village", "三村"]), of(&["explain", "--village", "3村"]));
    let compared = |one: &str, other: &str| of(&["explain", "--village", one, "--versus", other]);
    assert_eq!(compared("三村", "第6村"), compared("3村", "6村"));
    assert_eq!(
        of(&["reach", "--village", "八村", "--place", "4"]),
        of(&["reach", "--village", "8村", "--place", "4"])
    );
    assert_eq!(of(&["trend", "--village", "三 村"]), of(&["trend", "--village", "3村"]));
    // One that fits none is refused as before, with the names that there are.
    let output = cunkao(["explain", folder, "--period", "2024", "--village", "三十村"]);
    assert!(stderr(&output).contains("本期没有名为「三十村」的村"), "{}", stderr(&output));
}

/// With errors left unmended everything that is told of a change is of a draft.
#[test]
fn what_comes_of_a_draft_is_said_to_be_of_one() {
    let demo = demo_copy();
    let folder = demo.path().to_str().unwrap();
    let set = ["--set", "3村.集资已收=1"];
    assert_eq!(ask(demo.path(), "2024-Q1", &set)["draft"], false);
    let row = "日期,村,事项,次数\n2024-02-20,没有的村,安全事故,1\n";
    std::fs::write(demo.path().join("records/2024-02/事项登记补.csv"), row).unwrap();
    let asked = |command: &str, more: &[&str]| {
        let line = [&[command, folder, "--period", "2024-Q1", "--allow-errors"], more].concat();
        stdout(&cunkao(&line))
    };
    let told = asked("what-if", &set);
    assert!(told.starts_with("未定稿"), "{told}");
    for (command, more) in [("what-if", &set[..]), ("sensitivity", &[])] {
        let answer: Value = serde_json::from_str(&asked(command, &[more, &["-f", "json"]].concat())).unwrap();
        assert_eq!(answer["draft"], true, "{command}");
    }
}

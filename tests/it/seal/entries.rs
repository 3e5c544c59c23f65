//! 补扣补加 by `correct --into`: the same entry once, for whoever is in office, and in the workspace of its year; objections
//! that were filled in by hand; seals that cannot be read.

use super::register::RULEBOOK;
use super::{NOW, Township, done, refused};
use crate::intake::workspace::{Workspace, workbook};

const HEADER: &[&str] = &["日期", "村", "事项", "次数"];

/// A township of which only January is sealed; 张三 left on 15 February.
fn township(year: &str, months: &[&str]) -> tempfile::TempDir {
    let cadres: &[&[&str]] =
        &[&["编号", "姓名", "村", "职务", "起", "止"], &["01", "张三", "甲村", "主任", "", "2024-02-15"]];
    let mut town = Workspace::new().roster(&[&["村"], &["甲村"]], cadres).file("rulebook.toml", RULEBOOK);
    for month in months {
        town = town.sheet(&format!("{year}-{month}/安监站.xlsx"), "事项登记", &[HEADER]);
    }
    town.write()
}

fn sealed() -> tempfile::TempDir {
    let town = township("2024", &["01", "02", "03"]);
    done(&["seal", town.path().to_str().unwrap(), "--period", "2024-01", "--approved-by", "王大山"]);
    town
}

fn line<'a>(town: &'a tempfile::TempDir, period: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let start = ["correct", town.path().to_str().unwrap(), "--period", period, "--village", "甲村"];
    let all = start.into_iter().chain(["--approved-by", "王大山"]).chain(more.iter().copied());
    all.collect()
}

/// A fact that was carried into a later month and is then put where it belongs counts twice.
#[test]
fn a_revision_of_what_was_carried_already_is_doubted() {
    let town = sealed();
    let entry = ["--item", "安全", "--points", "-5", "--reason", "漏登一起事故"];
    done(&line(&town, "2024-01", &[&["--into", "2024-02"], &entry[..]].concat()));
    let late = "日期,村,事项,次数\n2024-01-20,甲村,事故,1\n";
    std::fs::write(town.path().join("records/2024-01/事项登记补.csv"), late).unwrap();
    let shown = town.path().to_str().unwrap();
    let revise = ["correct", shown, "--period", "2024-01", "--reason", "漏登", "--approved-by", "王大山"];
    let doubt = "提醒：records/2024-02/补扣补加.csv 里2024年2月29日已给甲村补扣2024年1月的5分（漏登一起事故），这次更正又多了同样的一笔";
    for more in [&["--check"][..], &[]] {
        let told = done(&[&revise[..], more].concat());
        assert!(told.contains(doubt), "{told}");
    }
    // And the other way round.
    let again = ["--item", "安全", "--points", "-5", "--reason", "另一起事故"];
    let told = done(&line(&town, "2024-01", &[&["--into", "2024-03"], &again[..]].concat()));
    assert!(told.contains("提醒：2024-01 更正过（第2版）；那一版已经算进去的，不再记一次"), "{told}");
    // Of another amount it is another thing.
    let town = sealed();
    let entry = ["--item", "安全", "--points", "-2", "--reason", "漏登"];
    done(&line(&town, "2024-01", &[&["--into", "2024-02"], &entry[..]].concat()));
    std::fs::write(town.path().join("records/2024-01/事项登记补.csv"), late).unwrap();
    let shown = town.path().to_str().unwrap();
    let told = done(&["correct", shown, "--period", "2024-01", "--reason", "漏登", "--check"]);
    assert!(!told.contains("提醒"), "{told}");
}

/// Entered twice it would count twice; what is another thing says so.
#[test]
fn the_same_entry_is_not_written_twice() {
    let town = sealed();
    let entry = ["--item", "安全", "--points", "-5", "--reason", "漏登一起事故"];
    let told = done(&line(&town, "2024-01", &[&["--into", "2024-02"], &entry[..]].concat()));
    assert!(told.contains("2024-01 封存的结果没有动"), "{told}");
    for month in ["2024-02", "2024-03"] {
        let told = refused(&line(&town, "2024-01", &[&["--into", month], &entry[..]].concat()), 2);
        assert!(told.contains("没有记：records/2024-02/补扣补加.csv 里已有同样的一笔"), "{told}");
    }
    let kept = std::fs::read_to_string(town.path().join("records/2024-02/补扣补加.csv")).unwrap();
    assert_eq!(kept.matches("漏登一起事故").count(), 1, "{kept}");
    assert!(!town.path().join("records/2024-03/补扣补加.csv").exists());
    let other = ["--into", "2024-03", "--item", "安全", "--points", "-5", "--reason", "漏登另一起事故"];
    done(&line(&town, "2024-01", &other));
}

/// The item by its id, the reason in other strokes of the same words, or in a month behind: it is the same entry. What has
/// another reason is asked about, whichever month it lies in.
#[test]
fn the_same_entry_under_other_names_is_not_written_twice() {
    let town = sealed();
    let entry = |month, item, reason| ["--into", month, "--item", item, "--points", "-5", "--reason", reason];
    done(&line(&town, "2024-01", &entry("2024-02", "安全", "漏登（一起）事故")));
    for month in ["2024-02", "2024-03"] {
        for (item, reason) in
            [("safety", "漏登（一起）事故"), ("安 全", "漏登（一起）事故"), ("安全", " 漏登(一起)事故 ")]
        {
            let told = refused(&line(&town, "2024-01", &entry(month, item, reason)), 2);
            assert!(told.contains("没有记：records/2024-02/补扣补加.csv 里已有同样的一笔"), "{told}");
        }
    }
    let told = done(&line(&town, "2024-01", &entry("2024-03", "safety", "事故没有登记")));
    assert!(told.contains("提醒：records/2024-02/补扣补加.csv 里 2024-02-29 已有一笔补给同一对象"), "{told}");
}

/// Columns in another order, some of them missing, a title above, tabs: points stand under 分值 and nowhere else. What has no
/// column there is refused with its name, and the same entry is the same in any order.
#[test]
fn an_entry_stands_under_the_heads_that_the_register_has() {
    let entry = ["--into", "2024-02", "--item", "安全", "--points", "-5", "--reason", "漏登一起事故"];
    for (heads, row) in [
        (
            "日期,村,姓名,编号,项目,金额,分值,所属考核期,事由,批准",
            "2024-02-29,甲村,,,安全,,-5,2024年1月,漏登一起事故,王大山",
        ),
        (
            "补记,,,,\r\n批准,事由,所属考核期,分值,项目,村,日期",
            "王大山,漏登一起事故,2024年1月,-5,安全,甲村,2024-02-29",
        ),
        (
            "*日期,村,姓名,编号,项目,分值(分),金额（元）,所属考核期（必填）,事 由,批准",
            "2024-02-29,甲村,,,安全,-5,,2024年1月,漏登一起事故,王大山",
        ),
        (
            "日期\t村\t项目\t分值\t所属考核期\t事由\t批准",
            "2024-02-29\t甲村\t安全\t-5\t2024年1月\t漏登一起事故\t王大山",
        ),
    ] {
        let town = sealed();
        let register = town.path().join("records/2024-02/补扣补加.csv");
        std::fs::write(&register, format!("{heads}\r\n")).unwrap();
        done(&line(&town, "2024-01", &entry));
        assert_eq!(std::fs::read_to_string(&register).unwrap(), format!("\u{feff}{heads}\r\n{row}\r\n"));
        let told = refused(&line(&town, "2024-01", &entry), 2);
        assert!(told.contains("里已有同样的一笔"), "{told}");
    }
    for (heads, missing) in
        [("日期,村,项目,金额,所属考核期,事由,批准", "分值」，记不进去"), ("时间,单位,数额", "表头认不出来")]
    {
        let town = sealed();
        let register = town.path().join("records/2024-02/补扣补加.csv");
        std::fs::write(&register, heads).unwrap();
        let told = refused(&line(&town, "2024-01", &entry), 2);
        assert!(told.contains(missing), "{told}");
        assert_eq!(std::fs::read_to_string(&register).unwrap(), heads);
    }
}

/// What another office has entered for the same village in its own words is noticed, in whichever file it lies: perhaps
/// it is the same thing. Of another amount it is another.
#[test]
fn an_entry_that_another_file_may_have_is_noticed() {
    let town = sealed();
    let rows = "日期,村,项目,分值,所属考核期,事由,批准\n2024-02-20,甲村,安全,-5,2024年1月,一月事故,王大山\n";
    std::fs::write(town.path().join("records/2024-02/补扣补加（综治办）.csv"), rows).unwrap();
    let entry = ["--into", "2024-03", "--item", "安全", "--reason", "漏登一起事故", "--points"];
    let told = done(&line(&town, "2024-01", &[&entry[..], &["-5", "--check"]].concat()));
    let doubt = "提醒：records/2024-02/补扣补加（综治办）.csv 里 2024-02-20 已有一笔补给同一对象、数额也相同的（一月事故）";
    assert!(told.contains(doubt), "{told}");
    let told = done(&line(&town, "2024-01", &[&entry[..], &["-4"]].concat()));
    assert!(!told.contains("提醒"), "{told}");
    let told = done(&line(&town, "2024-01", &[&entry[..], &["-5"]].concat()));
    assert!(told.contains(doubt), "{told}");
}

/// Whom nobody knows no objection is about, and who may be meant is said; several may be, and who has left.
#[test]
fn an_objection_is_about_somebody_who_is_there() {
    let town = township("2024", &["01"]);
    let shown = town.path().to_str().unwrap();
    let add = |about| {
        vec![
            "objections",
            shown,
            "--period",
            "2024-01",
            "--add",
            "少算",
            "--by",
            "李四",
            "--about",
            about,
            "--on",
            "2024-02-05",
        ]
    };
    let told = refused(&add("甲寸"), 2);
    assert!(told.contains("没有登记：没有名为「甲寸」的村或人；是否想写「甲村」"), "{told}");
    let told = refused(&add("甲村、李大"), 2);
    assert!(told.contains("没有名为「李大」的村或人"), "{told}");
    assert!(!town.path().join("办理/2024-01/异议登记.csv").exists());
    for about in ["甲村", "张三", "张三（01）", "甲村张三", "甲村、张三"] {
        assert!(done(&add(about)).contains(&format!("（涉及{about}）")), "{about}");
    }
}

/// What is only looked at is told in the same words, and the register is not there afterwards.
#[test]
fn an_entry_that_is_only_looked_at_is_not_written() {
    let town = sealed();
    let entry = ["--into", "2024-02", "--item", "安全", "--points", "-5", "--reason", "漏登一起事故"];
    let told = done(&line(&town, "2024-01", &[&entry[..], &["--check"]].concat()));
    assert!(told.contains("会写入 records/2024-02/补扣补加.csv\n"), "{told}");
    assert!(told.ends_with("没有写任何文件\n"), "{told}");
    assert!(!town.path().join("records/2024-02/补扣补加.csv").exists());
}

/// What an entry adds above a cap does not count; it was written down and nobody was told.
#[test]
fn an_entry_that_a_cap_keeps_from_counting_is_told_at_once() {
    let town = sealed();
    let capped = RULEBOOK.replacen("cap = \"none\"", "cap = 100", 2);
    std::fs::write(town.path().join("rulebook.toml"), capped).unwrap();
    let entry = ["--into", "2024-02", "--item", "安全", "--points", "5", "--reason", "错扣一起", "--check"];
    let told = done(&line(&town, "2024-01", &entry));
    assert!(told.contains("提醒：甲村「安全」补加5分，只计入0分：这一项到了封顶100分\n"), "{told}");
    let entry = ["--into", "2024-02", "--item", "安全", "--points", "-5", "--reason", "漏登一起", "--check"];
    let told = done(&line(&town, "2024-01", &entry));
    assert!(!told.contains("只计入"), "{told}");
}

/// What brings in points the office may have written into `targets.xlsx`: 20 of 20 are 30 points, and 0.5 less are 29.5,
/// well above the floor; to the day on which that is judged there is nothing yet that anything could be taken off.
#[test]
fn an_entry_is_weighed_with_the_targets_of_sheets() {
    let with_task = |by: &str| {
        let item = "[[item]]\nid = \"task\"\nname = \"任务\"\nclause = \"三\"\nsubject = \"village\"\npoints = 30\nopens = \"nothing\"\naccrue = \"year\"\nfloor = \"zero\"\ncap = 30\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n";
        let rule = format!(
            "\n[[item.rule]]\nid = \"done\"\nkind = \"completion\"\nindicator = \"收入\"\ntarget = \"收入任务\"\nper-percent = 0.3\npartial = \"prorate\"\nover = \"stop-at-full\"\nby = \"{by}\"\n"
        );
        let declared = "\n[[target]]\nname = \"收入任务\"\nunit = \"万元\"\nfrom-sheet = \"任务\"\n\n[[indicator]]\nname = \"收入\"\nunit = \"万元\"\nsource = \"entered\"\n";
        let rulebook = RULEBOOK.replace("points = 100\ncombine", "points = 130\ncombine");
        rulebook.replace("\n[[office]]", &format!("\n{item}{rule}{declared}\n[[office]]"))
    };
    let town = sealed();
    let targets = workbook("任务", &[&["村", "收入任务(万元)"], &["甲村", "20"]]);
    std::fs::write(town.path().join("targets.xlsx"), targets).unwrap();
    let figures = workbook("指标进度", &[&["日期", "村", "收入(万元)"], &["2024-02-29", "甲村", "20"]]);
    std::fs::write(town.path().join("records/2024-02/农经站.xlsx"), figures).unwrap();
    let entry = |day| {
        let what = ["--item", "任务", "--points", "-0.5", "--reason", "漏登", "--on", day, "--check"];
        done(&line(&town, "2024-01", &[&["--into", "2024-02"], &what[..]].concat()))
    };
    std::fs::write(town.path().join("rulebook.toml"), with_task("02-end")).unwrap();
    // On the very day, and before it: what counts is what the account comes to.
    for day in ["2024-02-29", "2024-02-20"] {
        let told = entry(day);
        assert!(!told.contains("提醒"), "{told}");
    }
    std::fs::write(town.path().join("rulebook.toml"), with_task("03-31")).unwrap();
    let told = entry("2024-02-29");
    let doubt =
        "提醒：甲村「任务」补扣0.5分，现在只计入0分：这一项到了下限0分，2024年3月31日起计分，到时重新算\n";
    assert!(told.contains(doubt), "{told}");
}

#[test]
fn whoever_has_left_is_told_until_when_an_entry_can_be_made() {
    let town = sealed();
    let entry = ["--cadre", "张三", "--money", "-50", "--reason", "漏扣一次缺会"];
    let into = |month, more: &[&'static str]| [&["--into", month], &entry[..], more].concat();
    let told = refused(&line(&town, "2024-01", &into("2024-02", &[])), 2);
    let by = "甲村张三任职到 2024-02-15，2024-02-29已不在任：记在他还在任的日子，加 --on 2024-02-15";
    assert!(told.contains(by), "{told}");
    let told = refused(&line(&town, "2024-01", &into("2024-03", &[])), 2);
    assert!(told.contains("任职到 2024-02-15，2024-03-31已不在任：离任以后记不到本人"), "{told}");
    let told = done(&line(&town, "2024-01", &into("2024-02", &["--on", "2024-02-15"])));
    assert!(told.contains("甲村张三 补扣2024年1月 -50元"), "{told}");
}

/// Last year is sealed in last year's workspace, and the entry is made in this year's.
#[test]
fn an_entry_for_last_year_is_made_in_the_workspace_of_its_own_year() {
    let entry = ["--into", "2025-01", "--item", "安全", "--points", "-5", "--reason", "去年漏登"];
    let old = sealed();
    let told = refused(&line(&old, "2024-01", &entry), 2);
    assert!(told.contains("这个工作区里没有2025年的表：记入 2025-01 的，工作区写那一年的"), "{told}");
    let told = refused(&line(&township("2025", &[]), "2024", &entry), 2);
    assert!(told.contains("还没有 records/2025-01：等那个月的表收到了再记"), "{told}");
    let new = township("2025", &["01"]);
    let told = done(&line(&new, "2024", &entry));
    assert!(told.contains("2024 在那一年的工作区里，是不是封存了这里没有核对"), "{told}");
    let kept = std::fs::read_to_string(new.path().join("records/2025-01/补扣补加.csv")).unwrap();
    assert!(kept.contains("2025-01-31,甲村,,,安全,-5,,2024年度,去年漏登,"), "{kept}");
    // What is of this workspace's own year must be sealed in it.
    let told = refused(&line(&new, "2025-01", &entry), 2);
    assert!(told.contains("2025-01 还没有封存"), "{told}");
}

/// Rows that the office filled in by hand without a number get the next ones, by which they are decided.
#[test]
fn an_objection_without_a_number_is_given_one() {
    let town = township("2024", &["01"]);
    let shown = town.path().to_str().unwrap();
    let register = town.path().join("办理/2024-01/异议登记.csv");
    std::fs::create_dir_all(register.parent().unwrap()).unwrap();
    let header = "编号,提出日期,提出人,涉及,内容,处理结果,处理人,处理日期\r\n";
    let rows = ",2024-02-05,李四,甲村,多算一次,,,\r\n3,2024-02-06,王五,甲村,少算一次,已改,王大山,2024-02-07\r\n,,,,,,,\r\n";
    std::fs::write(&register, format!("\u{feff}{header}{rows}")).unwrap();
    let told = done(&["objections", shown, "--period", "2024-01"]);
    assert!(told.contains("2024-01 有 2 条异议，1 条还没有处理"), "{told}");
    assert!(told.contains("  4. 2024-02-05 李四（涉及甲村）：多算一次"), "{told}");
    let decide = ["--decide", "4", "--decision", "已核，不改", "--by", "王大山", "--on", "2024-02-08"];
    done(&[&["objections", shown, "--period", "2024-01"], &decide[..]].concat());
    let kept = std::fs::read_to_string(&register).unwrap();
    assert!(kept.contains("4,2024-02-05,李四,甲村,多算一次,已核，不改,王大山,2024-02-08"), "{kept}");
    assert!(kept.contains("3,2024-02-06,王五"), "{kept}");
    // What stands where no head is would be lost with the next row.
    std::fs::write(&register, format!("{header}1,2024-02-05,李四,甲村,多算一次,,,,等回电\r\n")).unwrap();
    let told = refused(&["objections", shown, "--period", "2024-01"], 1);
    assert!(
        told.contains("里的「等回电」写在表头各列以外") || told.contains("里的“等回电”写在表头各列以外"),
        "{told}"
    );
}

/// What is objected to after the seal is heard, and how it could still come to anything is told.
#[test]
fn an_objection_after_the_seal_is_told_what_can_be_done() {
    let town = sealed();
    let shown = town.path().to_str().unwrap();
    let add = |period: &str| {
        let line = ["objections", shown, "--period", period, "--add", "多算一次", "--by", "李四"];
        done(&[&line[..], &["--on", "2024-04-10"]].concat())
    };
    let told = add("2024-01");
    assert!(
        told.contains("提醒：2024-01 已经封存，结果不会变；异议属实的，改好材料，用 correct（更正）"),
        "{told}"
    );
    assert!(!add("2024-02").contains("提醒"));
    let status = done(&["status", shown]);
    let line = status.lines().find(|line| line.contains(" 2024-01 ")).unwrap();
    assert!(line.contains("| 封存 |") && status.contains("1 条异议还没有处理"), "{status}");
    let decide = ["--decide", "1", "--decision", "已核，不改", "--by", "王大山", "--on", "2024-04-11"];
    done(&[&["objections", shown, "--period", "2024-01"], &decide[..]].concat());
    let status = done(&["status", shown]);
    assert_eq!(status.matches("还没有处理").count(), 1, "{status}");
}

/// What the office or a meeting reads is posted to nobody, and takes nothing back that is posted.
#[test]
fn only_what_is_posted_brings_a_period_to_its_posting() {
    let town = Township::that_publishes();
    let publish = |more: &[&str]| done(&town.line("publish", more));
    let state = || -> String {
        let told = done(&["status", town.shown()]);
        told.lines().find(|line| line.contains(" 2024-Q1 ")).unwrap().to_owned()
    };
    publish(&["--audience", "internal", "--date", "2024-04-10"]);
    assert!(state().contains("| 草稿 |"), "{}", state());
    publish(&["--audience", "public", "--date", "2024-04-10"]);
    assert!(state().contains("| 公示 |"), "{}", state());
    publish(&["--audience", "meeting"]);
    assert!(state().contains("| 公示 |"), "{}", state());
    assert_eq!(town.publish_finally(NOW, &["--audience", "public", "--number", "5"]).code, 0);
    assert!(state().contains("| 定稿 |") && !state().contains("第1次"), "{}", state());
    publish(&["--audience", "public", "--date", "2024-04-22"]);
    let told: String = done(&["status", town.shown()]).split(['|', ' ', '\n']).collect();
    assert!(state().contains("| 定稿 |"), "{}", state());
    assert!(told.contains("2024-Q1_公开_第2次；以后又出过published/2024-Q1_公开_第3次（公示）"), "{told}");
}

/// A seal that cannot be read, or is gone, makes no draft of what was sealed.
#[test]
fn a_seal_that_cannot_be_read_is_no_draft() {
    let town = sealed();
    let shown = town.path().to_str().unwrap();
    done(&["seal", shown, "--period", "2024-02", "--approved-by", "王大山"]);
    let state = |period: &str| -> String {
        let told = done(&["status", shown]);
        told.lines().find(|line| line.contains(period)).unwrap().to_owned()
    };
    assert!(state(" 2024-01 ").contains("| 封存 |"));
    let seal = town.path().join("sealed/2024-01/第1版/封存单.txt");
    let text = std::fs::read_to_string(&seal).unwrap();
    std::fs::write(&seal, format!("{text}补记\n")).unwrap();
    let line = state(" 2024-01 ");
    assert!(line.contains("| 不明 | sealed/2024-01/第1版/封存单.txt"), "{line}");
    std::fs::remove_dir_all(town.path().join("sealed/2024-01")).unwrap();
    let line = state(" 2024-01 ");
    assert!(line.contains("| 不明 | sealed/2024-02/第1版/封存单.txt"), "{line}");
    assert!(state(" 2024-02 ").contains("| 封存 |"));
    assert!(!state(" 2024-03 ").contains("不明"));
}

/// The village is called 新村 from March on: January stays what was sealed of it, in `trend` and `burden` too, and what was
/// entered under the one name is there under the other.
#[test]
fn a_village_that_was_renamed_later_is_the_same_one() {
    let town = sealed();
    let shown = town.path().to_str().unwrap();
    let renamed: &[&[&str]] =
        &[&["村", "起", "止", "更名"], &["甲村", "", "2024-02-29", "新村"], &["新村", "2024-03-01", "", ""]];
    let cadres: &[&[&str]] =
        &[&["编号", "姓名", "村", "职务", "起", "止"], &["01", "张三", "甲村", "主任", "", "2024-02-15"]];
    let roster = Workspace::new().roster(renamed, cadres).write();
    std::fs::copy(roster.path().join("roster.xlsx"), town.path().join("roster.xlsx")).unwrap();

    for line in [&["trend", shown, "--period", "2024-Q1"][..], &["burden", shown, "--period", "2024-Q1"]] {
        let told = done(line);
        assert!(!told.contains("未定稿") && !told.contains("有错误"), "{told}");
    }
    let entry = ["--item", "安全", "--points", "-5", "--reason", "漏登一起事故", "--into", "2024-03"];
    let line = |village| {
        let start =
            ["correct", shown, "--period", "2024-01", "--approved-by", "王大山", "--village", village];
        [&start[..], &entry].concat()
    };
    done(&line("甲村"));
    let told = refused(&line("新村"), 2);
    assert!(told.contains("没有记：records/2024-03/补扣补加.csv 里已有同样的一笔"), "{told}");
}

/// Five results that were sealed anew together, and both revisions of March gone: the quarter lacks what it goes on from,
/// and April does not, though its folder comes first.
#[test]
fn a_seal_whose_predecessor_is_there_is_not_accused() {
    let town = township("2023", &["01", "02", "03", "04"]);
    let shown = town.path().to_str().unwrap();
    let months = RULEBOOK.split("[[sealing]]").nth(1).unwrap();
    let quarters = months.replace("\"month\"", "\"quarter\"");
    std::fs::write(town.path().join("rulebook.toml"), format!("{RULEBOOK}\n[[sealing]]{quarters}")).unwrap();
    for period in ["2023-01", "2023-02", "2023-03", "2023-Q1", "2023-04"] {
        done(&["seal", shown, "--period", period, "--approved-by", "王大山", "--clock-is-right"]);
    }
    let late = "日期,村,事项,次数\n2023-01-20,甲村,事故,1\n";
    std::fs::write(town.path().join("records/2023-01/事项登记补.csv"), late).unwrap();
    done(&["correct", shown, "--period", "2023-01", "--reason", "漏登", "--approved-by", "王大山"]);
    std::fs::remove_dir_all(town.path().join("sealed/2023-03")).unwrap();
    let flaws = cunkao::seal::read(town.path()).flaws;
    let files: Vec<&str> = flaws.iter().map(|flaw| flaw.file.as_str()).collect();
    assert_eq!(files, ["sealed/2023-Q1/第1版/封存单.txt", "sealed/2023-Q1/第2版/封存单.txt"]);
}

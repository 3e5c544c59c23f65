//! A quarter from its seal to its correction, and what a late file does to it on the way.

use std::path::Path;

use super::{APPROVED, NOW, Township, done, refused, run, text};
use crate::publish::raw_text;

/// The demo's first quarter: 3村 81.25, 1村 80.94 (79.0625 + 1.875 …), 2村 80.75, 5村 80.25. A report that was missing
/// (第2(9)条, 0.5 points) takes 1村 behind 2村.
#[test]
fn a_late_file_moves_nothing_until_it_is_corrected() {
    let town = Township::new().sealed();
    let sealed = std::fs::read(town.path().join("sealed/2024-Q1/第1版/结果.json")).unwrap();
    town.put_late_fact();

    let told = refused(&town.line("score", &["-f", "json"]), 1);
    assert!(told.contains("sealed-input-changed"), "{told}");
    assert!(told.contains("records/2024-02/事项登记补.csv"), "{told}");
    assert!(told.contains("2024-Q1 已经封存"), "{told}");
    // The year rests on the quarter, and is refused as well.
    refused(&["score", town.shown(), "--period", "2024-05"], 1);

    let told = done(&town.line("correct", &["--reason", "漏登", "--check"]));
    assert!(told.contains("1村"), "{told}");
    assert!(!town.path().join("sealed/2024-Q1/第2版").exists());

    let correct: Vec<&str> = ["--reason", "2月漏登一份报表"].into_iter().chain(APPROVED).collect();
    let told = done(&town.line("correct", &correct));
    for words in ["第2名 -> 第3名", "第3名 -> 第2名", "第2版已封存"] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert_eq!(std::fs::read(town.path().join("sealed/2024-Q1/第1版/结果.json")).unwrap(), sealed);
    let manifest = std::fs::read_to_string(town.path().join("sealed/2024-Q1/第2版/封存单.txt")).unwrap();
    assert!(manifest.contains("# 更正原因：2月漏登一份报表\n"), "{manifest}");
    assert!(manifest.contains("# 上一份封存单：sealed/2024-Q1/第1版\n"), "{manifest}");

    let now = done(&town.line("score", &["-f", "json"]));
    let kept = std::fs::read_to_string(town.path().join("sealed/2024-Q1/第2版/结果.json")).unwrap();
    assert_eq!(now, kept);
    assert!(done(&["verify", town.shown()]).contains("全部与封存时一致"));
    let told = done(&town.line("diff", &["--since", "第1版", "--until", "第2版"]));
    assert!(told.contains("第2名 -> 第3名"), "{told}");
}

/// January and February lie in the quarter that is sealed: a file that came into February keeps February back, and leaves
/// January alone.
#[test]
fn a_month_of_a_sealed_quarter_is_kept_back_by_its_own_files() {
    let town = Township::new().sealed();
    let month = |period: &'static str| ["score", town.shown(), "--period", period, "-f", "json"];
    done(&month("2024-02"));
    town.put_late_fact();
    done(&month("2024-01"));
    let told = refused(&month("2024-02"), 1);
    assert!(told.contains("sealed-input-changed") && told.contains("2024-Q1 已经封存"), "{told}");
}

/// A sealed result that cannot be read is no proof that a rulebook moved nothing of it.
#[test]
fn a_sealed_result_that_broke_is_told_where_something_else_changed() {
    let town = Township::new().sealed();
    let kept = town.path().join("sealed/2024-Q1/第1版/结果.json");
    let bytes = std::fs::read(&kept).unwrap();
    std::fs::write(&kept, &bytes[..5000]).unwrap();
    let path = town.path().join("rulebook.toml");
    let book = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("# 备注\n{book}")).unwrap();
    let told = refused(&town.line("score", &[]), 1);
    assert!(told.contains("seal-broken") && told.contains("结果.json 不见了，打不开，或被改动过"), "{told}");
}

#[test]
fn a_notice_of_correction_tells_no_change_but_that_of_the_correction() {
    let town = Township::that_publishes().published().sealed();
    town.put_late_fact();
    let correct: Vec<&str> = ["--reason", "漏登", "--number", "7"].into_iter().chain(APPROVED).collect();
    done(&town.line("correct", &correct));
    // What changed of the places stands in the notice; how they moved since the quarter before does not.
    let notice = town.path().join("sealed/2024-Q1/第2版/更正/更正通报（公开）.docx");
    let notice = cunkao::report::docx::read(&std::fs::read(notice).unwrap()).unwrap().join("\n");
    assert!(notice.contains("\n第2名\n第3名\n") && notice.contains("更正后的得分和名次"), "{notice}");
    assert!(!notice.contains("名次变化"), "{notice}");
    // Whoever has the paper that was wrong knows it by its title and number; seals are for the foot of the table, and
    // who approved is told to those who read names.
    let about = "党政联席会研究，对《青溪乡人民政府关于2024年第一季度村级工作责任制考核情况的通报》（青政〔2024〕5号）予以更正。";
    assert!(notice.contains(about), "{notice}");
    assert!(notice.contains("\n更正的封存结果：2024年第一季度第1版（"), "{notice}");
    assert!(!notice.contains("王大山"), "{notice}");
    let inside = town.path().join("sealed/2024-Q1/第2版/更正/更正通报（内部）.docx");
    let inside = cunkao::report::docx::read(&std::fs::read(inside).unwrap()).unwrap().join("\n");
    assert!(inside.contains("党政联席会研究，王大山批准，对《"), "{inside}");
    assert!(!notice.contains("红黑榜"), "{notice}");
}

/// The lists of a month go by its places: whoever has seen the old ones is told that they hold no more.
#[test]
fn a_notice_of_a_corrected_month_tells_of_its_lists() {
    let months = "\n[[sealing]]\nid = \"month\"\nposting = \"none\"\nstands-after = \"meeting\"\n";
    let town = Township::with(&format!("{months}\n[[sealing]]\nid = \"year\"\nremove = true\n"), true);
    for period in ["2024-01", "2024-02", "2024-03"] {
        let publish = ["publish", town.shown(), "--period", period, "--audience", "public", "--final"];
        let more = ["--date", "2024-04-17", "--objections", "没有收到异议", "--number", &period[6..]];
        done(&publish.into_iter().chain(more).collect::<Vec<_>>());
        let line: Vec<&str> =
            ["seal", town.shown(), "--period", period].into_iter().chain(APPROVED).collect();
        done(&line);
    }
    let town = town.published().sealed();
    town.put_late_fact();
    let line = ["correct", town.shown(), "--period", "2024-02", "--reason", "漏登", "--number", "7"];
    let line: Vec<&str> = line.into_iter().chain(APPROVED).collect();
    let told = done(&line);
    assert!(told.contains("2024-02 的红黑榜变了：用") && told.contains("重新公布"), "{told}");
    let notice = town.path().join("sealed/2024-02/第2版/更正/更正通报（公开）.docx");
    let notice = cunkao::report::docx::read(&std::fs::read(notice).unwrap()).unwrap().join("\n");
    assert!(notice.contains("红黑榜按更正后的结果重新公布，原红黑榜不再有效。"), "{notice}");
    // By the title that it bears, and without a number, which it does not.
    let issued = std::fs::read(town.path().join("published/2024-02_公开_第1次/月度公示.docx")).unwrap();
    let issued = cunkao::report::docx::read(&issued).unwrap();
    let title = issued.iter().find(|line| line.contains("的通报")).unwrap();
    assert!(
        notice.contains(&format!("对《{title}》、")) && !notice.contains("〔2024〕2号"),
        "{title}: {notice}"
    );
}

/// A cadre was absent from a meeting in February, which costs 50 yuan then and nothing in March: the later month is sealed
/// again, as it rests on the same sheets, and no notice says that it was corrected.
#[test]
fn a_notice_of_correction_names_no_period_in_which_nothing_changed() {
    let months = "\n[[sealing]]\nid = \"month\"\nposting = \"none\"\nstands-after = \"meeting\"\n";
    let town = Township::with(&format!("{months}\n[[sealing]]\nid = \"year\"\nremove = true\n"), true);
    for period in ["2024-01", "2024-02", "2024-03"] {
        let publish = ["publish", town.shown(), "--period", period, "--audience", "public", "--final"];
        done(&publish.into_iter().chain(["--date", "2024-04-17"]).collect::<Vec<_>>());
        let line: Vec<&str> =
            ["seal", town.shown(), "--period", period].into_iter().chain(APPROVED).collect();
        done(&line);
    }
    let late = "村,姓名,职务,2月20日 工作会\n1村,陈国华,支部书记,缺席\n";
    std::fs::write(town.path().join("records/2024-02/会议签到补.csv"), late).unwrap();
    let line = ["correct", town.shown(), "--period", "2024-02", "--reason", "漏登", "--number", "7"];
    let line: Vec<&str> = line.into_iter().chain(APPROVED).collect();
    done(&line);
    assert!(town.path().join("sealed/2024-03/第2版").exists());
    let notice = town.path().join("sealed/2024-02/第2版/更正/更正通报（内部）.docx");
    let notice = cunkao::report::docx::read(&std::fs::read(notice).unwrap()).unwrap().join("\n");
    assert!(notice.contains("2024年2月更正的内容") && notice.contains("会议缺席扣发"), "{notice}");
    assert!(!notice.contains("2024年3月更正的内容") && !notice.contains("没有变动"), "{notice}");
    assert!(notice.contains("2024年3月第1版（"), "{notice}");
}

#[test]
fn what_is_withdrawn_from_a_sealed_month_is_told_of_the_seal() {
    let town = Township::that_publishes().published().sealed();
    let line = [
        "receive",
        town.shown(),
        "--withdraw",
        "2月村级考核.xlsx",
        "--month",
        "2024-02",
        "--at",
        "2024-05-01 09:00",
    ];
    let told = done(&line);
    assert!(told.contains("已撤回") && told.contains("2024-02 在封存的 2024-Q1 里"), "{told}");
}

/// A fine of a cadre, which the public may not see: no paper says that nothing was changed.
#[test]
fn a_notice_that_may_not_tell_the_correction_does_not_deny_it() {
    let town = Township::that_publishes().published().sealed();
    let leave = "姓名,村,离开日期,返回日期,请假方式,审批人,查实\n蒋文斌,5村,2月26日,2月27日,未请假,,是\n";
    std::fs::write(town.path().join("records/2024-02/请销假补.csv"), leave).unwrap();
    let correct: Vec<&str> = ["--reason", "漏登", "--number", "7"].into_iter().chain(APPROVED).collect();
    done(&town.line("correct", &correct));
    let read = |kind: &str| {
        let notice = town.path().join(format!("sealed/2024-Q1/第2版/更正/更正通报（{kind}）.docx"));
        cunkao::report::docx::read(&std::fs::read(notice).unwrap()).unwrap().join("\n")
    };
    let (public, internal) = (read("公开"), read("内部"));
    assert!(public.contains("可以公布的内容没有变动，更正的内容见内部材料。"), "{public}");
    assert!(!public.contains("其他结果不变") && !public.contains("奖励没有变动"), "{public}");
    assert!(internal.contains("蒋文斌") && internal.contains("其他结果不变"), "{internal}");
}

/// What is made of a corrected result stands in place of what was made before: nobody is paid twice by it.
#[test]
fn papers_of_a_corrected_result_say_that_it_was() {
    let town = Township::that_publishes().published().sealed();
    let into = tempfile::tempdir().unwrap();
    let publish = |number: u32| {
        let into = into.path().to_str().unwrap();
        done(&town.line("publish", &["--audience", "internal", "--output", into]));
        let set = format!("2024-Q1_内部_第{number}次");
        let read = |name: &str| std::fs::read(Path::new(into).join(&set).join(name)).unwrap();
        let bulletin = cunkao::report::docx::read(&read("季度通报（内部）.docx")).unwrap().join("\n");
        (bulletin, raw_text(&read("发放表.xlsx")))
    };
    let (bulletin, payments) = publish(1);
    assert!(!bulletin.contains("更正过") && !payments.contains("更正过"));
    town.put_late_fact();
    let correct: Vec<&str> = ["--reason", "漏登", "--number", "7"].into_iter().chain(APPROVED).collect();
    done(&town.line("correct", &correct));
    let (bulletin, payments) = publish(2);
    let words = "2024年第一季度的结果更正过，本材料按更正后的结果（第2版）印发，代替按以前各版印发的；变动见更正通报。";
    assert!(bulletin.contains(words), "{bulletin}");
    assert!(
        payments
            .contains("（第2版）编制，代替以前各版的表；已按以前的表发放、扣款的，只补发、补扣或者退回差额")
    );
}

/// What comes in late for a sealed month is said to be late when it is received.
#[test]
fn receiving_into_a_sealed_month_says_so() {
    let town = Township::new().sealed();
    let incoming = tempfile::tempdir().unwrap();
    let file = incoming.path().join("事项登记补.csv");
    std::fs::write(&file, "日期,村,事项,次数\n2024-02-20,1村,报表缺报或不合规定,1\n").unwrap();
    let line = |month: &'static str| {
        done(&[
            "receive",
            town.shown(),
            file.to_str().unwrap(),
            "--from",
            "党建办",
            "--month",
            month,
            "--beside",
        ])
    };
    let told = line("2024-02");
    assert!(told.contains("2024-02 在封存的 2024-Q1 里"), "{told}");
}

#[test]
fn what_is_corrected_must_have_changed_and_nothing_before_it() {
    let town = Township::new().sealed();
    let correct: Vec<&str> = ["--reason", "无"].into_iter().chain(APPROVED).collect();
    let told = refused(&town.line("correct", &correct), 2);
    assert!(told.contains("没有要更正的"), "{told}");
    let told = refused(&["correct", town.shown(), "--period", "2024-Q2", "--reason", "无"], 2);
    assert!(told.contains("还没有封存"), "{told}");
}

/// The roster may grow: a cadre who comes in April moves nothing of the first quarter.
#[test]
fn a_rulebook_may_change_as_long_as_no_sealed_figure_moves() {
    let town = Township::new().sealed();
    let path = town.path().join("rulebook.toml");
    let book = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("# 备注\n{book}")).unwrap();
    done(&town.line("score", &["-f", "json"]));
    // Two points for a report instead of half a one: who lost some in the first quarter would lose more.
    let harder = "\n[[item]]\nid = \"statistics\"\n[[item.rule]]\nid = \"report-missing\"\ndeduct = 1\n";
    std::fs::write(&path, format!("{book}{harder}")).unwrap();
    let told = refused(&town.line("score", &[]), 1);
    assert!(told.contains("sealed-result-moved") && told.contains("5村"), "{told}");
    // What moved is no instruction; what is to be done is.
    assert!(told.contains("\n    有变动的：") && told.contains("\n      5村"), "{told}");
    assert!(!told.contains("改法：有变动的") && !told.contains("改法：  "), "{told}");
    assert!(told.contains("\n    改法：办法年中修订、从某日起算的"), "{told}");
    let said = run(&["verify", town.shown()]);
    assert_eq!(said.code, 1);
    let report = text(&said.out);
    // The line that differs is named, with what it was.
    assert!(report.contains("rulebook.toml 封存的文件被改动过") && report.contains("deduct = 1"), "{report}");
}

/// Papers carry the seal before them, in groups of four digits.
#[test]
fn papers_carry_the_last_seal() {
    let town = Township::that_publishes().published().sealed();
    let manifest = std::fs::read_to_string(town.path().join("sealed/2024-Q1/第1版/封存单.txt")).unwrap();
    let digest = manifest.trim_end().rsplit('：').next().unwrap();
    let into = tempfile::tempdir().unwrap();
    let line = [
        "publish",
        town.shown(),
        "--period",
        "2024-05",
        "--audience",
        "public",
        "-o",
        into.path().to_str().unwrap(),
    ];
    done(&line);
    let page = std::fs::read_to_string(into.path().join("2024-05_公开_第1次/月度公示.html")).unwrap();
    let digits = (0..4).map(|at| &digest[at * 4..at * 4 + 4]).collect::<Vec<_>>().join(" ");
    assert!(page.contains(&format!("上一份封存单：2024-Q1 第1版 {digits}")), "{digits}");
    assert!(done(&["verify", town.shown()]).contains(&digits));
}

#[test]
fn objections_are_registered_decided_and_kept_with_the_seal() {
    let town = Township::new();
    let told = done(&town.line(
        "objections",
        &["--add", "少算一次会议", "--by", "李文书", "--about", "1村", "--on", "2024-04-10"],
    ));
    assert!(told.contains("1 条异议，1 条还没有处理"), "{told}");
    let told = refused(&town.line("seal", &APPROVED), 1);
    assert!(told.contains("异议1（李文书：少算一次会议）还没有处理结果"), "{told}");
    done(&town.line(
        "objections",
        &["--decide", "1", "--decision", "已核，记录齐全", "--by", "王大山", "--on", "2024-04-12"],
    ));
    refused(&town.line("objections", &["--decide", "1", "--decision", "再改", "--by", "王大山"]), 2);
    let town = town.sealed();
    let kept = town.path().join("sealed/2024-Q1/第1版/留存/办理/2024-Q1/异议登记.csv");
    let kept = std::fs::read_to_string(kept).unwrap();
    assert!(kept.contains("1,2024-04-10,李文书,1村,少算一次会议,已核，记录齐全,王大山,2024-04-12"), "{kept}");
}

/// An objection of nothing would keep a seal back, and a blank decision would leave it open.
#[test]
fn blank_words_make_no_objection_and_decide_none() {
    let town = Township::new();
    let told = refused(&town.line("objections", &["--add", " \u{3000}", "--by", "李文书"]), 2);
    assert!(told.contains("异议的内容（--add）是空的"), "{told}");
    let told = refused(&town.line("objections", &["--add", "少算一次会议", "--by", ""]), 2);
    assert!(told.contains("提出人（--by）是空的"), "{told}");
    assert!(!town.path().join("办理/2024-Q1/异议登记.csv").exists());
    // Words may begin with a sign, and another option is none.
    let told = done(&town.line("objections", &["--add", "-1分不对", "--by", "李文书", "--on", "2024-04-10"]));
    assert!(told.contains("李文书：-1分不对"), "{told}");
    let told = refused(&town.line("objections", &["--add", "--about=1村", "--by", "李文书"]), 2);
    assert!(told.contains("后面要写文字，写的像是另一个选项"), "{told}");
    let decide = |decision: &str, by: &str| {
        let words = ["--decide", "1", "--decision", decision, "--by", by, "--on", "2024-04-12"];
        refused(&town.line("objections", &words), 2)
    };
    assert!(decide(" ", "王大山").contains("处理结果（--decision）是空的"));
    assert!(decide("成立", " ").contains("处理人（--by）是空的"));
    assert!(done(&town.line("objections", &[])).contains("1 条异议，1 条还没有处理"));
}

/// What was decided stays said; later rows may come, and a spreadsheet may save the file anew.
#[test]
fn what_stood_in_a_register_when_it_was_sealed_stays_there() {
    let town = Township::new();
    done(&town.line(
        "objections",
        &["--add", "少算一次会议", "--by", "李文书", "--about", "1村", "--on", "2024-04-10"],
    ));
    done(&town.line(
        "objections",
        &["--decide", "1", "--decision", "成立", "--by", "王大山", "--on", "2024-04-12"],
    ));
    let town = town.sealed();
    let verify = ["verify", town.shown()];
    done(&verify);

    let found = || {
        let said = run(&verify);
        assert_eq!(said.code, 1);
        text(&said.out).to_owned()
    };
    let objections = town.path().join("办理/2024-Q1/异议登记.csv");
    let sealed = std::fs::read_to_string(&objections).unwrap();
    std::fs::write(&objections, sealed.replace("成立", "不成立")).unwrap();
    let told = found();
    assert!(told.contains("办理/2024-Q1/异议登记.csv 2024-Q1 封存以后改动过"), "{told}");
    assert!(told.contains("1，2024-04-10，李文书，1村，少算一次会议，成立，王大山，2024-04-12"), "{told}");
    std::fs::remove_file(&objections).unwrap();
    assert!(found().contains("办理/2024-Q1/异议登记.csv 不见了"));
    let later = "2,2024-06-01,张三,2村,后来提的,,,\n";
    let (gbk, _, _) = encoding_rs::GB18030.encode(sealed.trim_start_matches('\u{feff}'));
    std::fs::write(&objections, [&gbk[..], &encoding_rs::GB18030.encode(later).0[..]].concat()).unwrap();
    done(&verify);
}

#[test]
fn an_archive_holds_everything_and_is_read_without_the_program() {
    let town = Township::that_publishes().published().sealed();
    let told = done(&town.line("archive", &[]));
    let folder = town.path().join("归档/2024-Q1_第1次");
    assert!(told.contains("归档/2024-Q1_第1次"), "{told}");
    let contents = std::fs::read_to_string(folder.join("目录.csv")).unwrap();
    let bulletin = contents.lines().find(|line| line.contains("季度通报.docx")).unwrap();
    assert!(bulletin.contains("青政〔2024〕5号,2024年4月19日,,30年,"), "{bulletin}");
    for file in [
        "发布/2024-Q1_公开_第1次/季度通报.docx",
        "2024-Q1/封存/第1版/封存单.txt",
        "2024-Q1/封存/第1版/结果.json",
        "2024-Q1/细则/1_rulebook.toml",
        "2024-Q1/细则/2_village-cadre.toml",
        "roster.xlsx",
        "records/2024-02/2月村级考核.xlsx",
        "2024-Q1/结果/得分.csv",
        "说明.txt",
    ] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    // Every place that the 目录 names is there.
    for line in contents.trim_start_matches('\u{feff}').lines().skip(1) {
        let place = line.rsplit(',').next().unwrap();
        assert!(folder.join(place).exists(), "{place}");
    }
    let table = std::fs::read_to_string(folder.join("2024-Q1/结果/得分.csv")).unwrap();
    assert!(table.lines().any(|line| line.contains("3村") && line.contains("81.25")), "{table}");
}

/// The paper that tells of a correction has its own number, by which the archive finds it.
#[test]
fn an_archive_knows_the_number_of_a_correction() {
    let town = Township::that_publishes().published().sealed();
    town.put_late_fact();
    let more = [&["--reason", "2月漏登一份报表", "--number", "9"], &APPROVED[..]].concat();
    done(&town.line("correct", &more));
    let manifest = std::fs::read_to_string(town.path().join("sealed/2024-Q1/第2版/封存单.txt")).unwrap();
    assert!(manifest.contains("# 更正通报文号：青政〔2024〕9号\n"), "{manifest}");
    done(&town.line("archive", &[]));
    let contents = std::fs::read_to_string(town.path().join("归档/2024-Q1_第1次/目录.csv")).unwrap();
    let papers: Vec<&str> = contents.lines().filter(|line| line.contains("/更正/第2版/")).collect();
    assert!(!papers.is_empty(), "{contents}");
    // What is for the inside alone is no official paper.
    let (inside, outside): (Vec<&str>, Vec<&str>) =
        papers.iter().partition(|paper| paper.contains("（内部）"));
    assert!(!inside.is_empty() && !outside.is_empty(), "{contents}");
    for paper in outside {
        assert!(paper.contains(",青政〔2024〕9号,2024年4月20日,"), "{paper}");
    }
    for paper in inside {
        assert!(paper.contains(",,2024年4月20日,"), "{paper}");
    }
    let reviews = contents.lines().filter(|line| line.contains("公开审查.docx"));
    reviews.for_each(|review| assert!(!review.contains('号'), "{review}"));
}

/// A correction tells of every period that it moved in one notice, which lies with the first: each of them has it in its
/// own file, kept as long as that file is.
#[test]
fn an_archive_of_any_period_that_a_correction_moved_holds_its_notice() {
    let months = "\n[[sealing]]\nid = \"month\"\nposting = \"none\"\nstands-after = \"meeting\"\n";
    let town = Township::with(&format!("{months}\n[[sealing]]\nid = \"year\"\nremove = true\n"), true);
    for period in ["2024-01", "2024-02", "2024-03"] {
        let of = [town.shown(), "--period", period];
        let last =
            ["--audience", "public", "--final", "--date", "2024-04-16", "--objections", "没有收到异议"];
        done(&[&["publish"], &of[..], &last].concat());
        done(&[&["seal"], &of[..], &APPROVED].concat());
    }
    let town = town.published().sealed();
    town.put_late_fact();
    let more = [&["--period", "2024-02", "--reason", "漏登", "--number", "9"], &APPROVED[..]].concat();
    done(&[&["correct", town.shown()], &more[..]].concat());
    assert!(!town.path().join("sealed/2024-Q1/第2版/更正").exists(), "it lies with February");
    done(&town.line("archive", &[]));
    let archive = town.path().join("归档/2024-Q1_第1次");
    let contents = std::fs::read_to_string(archive.join("目录.csv")).unwrap();
    let notice = contents.lines().find(|line| line.contains("更正通报（公开）")).expect(&contents);
    assert!(notice.contains(",青政〔2024〕9号,2024年4月20日,") && notice.contains(",30年,"), "{notice}");
    let kept = std::fs::read(archive.join(notice.rsplit(',').next().unwrap())).unwrap();
    let first = town.path().join("sealed/2024-02/第2版/更正/更正通报（公开）.docx");
    assert_eq!(kept, std::fs::read(first).unwrap());
}

/// What is issued after the seal, as a bulletin once more after a correction, belongs to the same file.
#[test]
fn an_archive_holds_what_was_issued_after_the_seal() {
    let town = Township::that_publishes().published().sealed();
    town.put_late_fact();
    done(&town.line("correct", &[&["--reason", "2月漏登一份报表", "--number", "9"], &APPROVED[..]].concat()));
    let town = town.published_as("10");
    done(&town.line("archive", &[]));
    let folder = town.path().join("归档/2024-Q1_第1次");
    let contents = std::fs::read_to_string(folder.join("目录.csv")).unwrap();
    for set in ["2024-Q1_公开_第1次", "2024-Q1_公开_第2次"] {
        assert!(contents.contains(&format!("发布/{set}/季度通报.docx")), "{contents}");
        for file in ["季度通报.docx", "季度通报.html", "发布单.txt"] {
            let place = folder.join(format!("发布/{set}/{file}"));
            let own = town.path().join(format!("published/{set}/{file}"));
            assert_eq!(std::fs::read(place).unwrap(), std::fs::read(own).unwrap(), "{set} {file}");
        }
    }
}

/// A result that was kept as a file is a draft if it says so.
#[test]
fn a_kept_draft_is_said_to_be_one() {
    let town = Township::new().sealed();
    let kept = std::fs::read_to_string(town.path().join("sealed/2024-Q1/第1版/结果.json")).unwrap();
    let file = town.path().join("草稿.json");
    std::fs::write(&file, kept.replace("\"draft\": false", "\"draft\": true")).unwrap();
    let told = done(&town.line("diff", &["--until", file.to_str().unwrap()]));
    assert!(told.starts_with("封存的第1版 -> 草稿.json（未定稿）\n"), "{told}");
}

/// What a revision was worked out from and a later one replaced is in the archive too.
#[test]
fn an_archive_holds_what_earlier_revisions_were_worked_out_from() {
    let town = Township::new().sealed();
    let correct: Vec<&str> = ["--reason", "漏登"].into_iter().chain(APPROVED).collect();
    town.put_late_fact();
    done(&town.line("correct", &correct));
    let late = "records/2024-02/事项登记补.csv";
    let first = std::fs::read_to_string(town.path().join(late)).unwrap();
    let second = first.replace("规定,1,", "规定,2,");
    assert_ne!(first, second);
    std::fs::write(town.path().join(late), &second).unwrap();
    done(&town.line("correct", &correct));
    done(&town.line("archive", &[]));
    let archive = town.path().join("归档/2024-Q1_第1次");
    let read = |place: String| std::fs::read_to_string(archive.join(place)).unwrap();
    assert_eq!(read(format!("2024-Q1/封存/第2版/材料/{late}")), first);
    assert_eq!(read(late.to_owned()), second);
    assert!(!archive.join("2024-Q1/封存/第1版/材料").exists(), "all that the first used is among the last's");
}

/// 1村 stands at 80.9375 on 31 March; a point and a half taken in May for March leaves the quarter as it was sealed.
#[test]
fn a_late_fact_can_be_carried_into_an_open_month() {
    let town = Township::new().sealed();
    let sealed = std::fs::read_to_string(town.path().join("sealed/2024-Q1/第1版/结果.json")).unwrap();
    let score = |period: &str| {
        let said = run(&["score", town.shown(), "--period", period, "-f", "json"]);
        assert_eq!(said.code, 0, "{}", text(&said.err));
        text(&said.out).to_owned()
    };
    let april = score("2024-04");
    let more = [
        "--village",
        "1村",
        "--item",
        "报表",
        "--points",
        "-0.5",
        "--reason",
        "3月漏登",
        "--approved-by",
        "王大山",
    ];
    let line = |into: &'static str| {
        town.line("correct", &[&["--into", into][..], &more].concat())
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let words = |line: &[String]| run(&line.iter().map(String::as_str).collect::<Vec<_>>());
    let said = words(&line("2024-03"));
    assert_eq!(said.code, 2);
    assert!(text(&said.err).contains("2024-03 在封存的 2024-Q1 里"), "{}", text(&said.err));
    let may = score("2024-05");
    let said = words(&line("2024-05"));
    assert_eq!(said.code, 0, "{}", text(&said.err));
    assert!(text(&said.out).contains("1村 报表 补扣2024年第一季度 -0.5分"), "{}", text(&said.out));
    assert_eq!(score("2024-Q1"), sealed);
    assert_eq!(score("2024-04"), april);
    let comparison = cunkao::report::json::compare(&may, &score("2024-05")).unwrap();
    let told = comparison.words().join("\n");
    assert!(told.contains("1村") && told.contains("补扣2024年第一季度"), "{told}");
    assert!(done(&["verify", town.shown()]).contains("全部与封存时一致"));

    // What the month would not read is not written.
    let before = std::fs::read(town.path().join("records/2024-05/补扣补加.csv")).unwrap();
    let wrong = [
        "--into",
        "2024-05",
        "--village",
        "1村",
        "--item",
        "没有的项目",
        "--points",
        "-1",
        "--reason",
        "误",
        "--approved-by",
        "王大山",
    ];
    let told = refused(&town.line("correct", &wrong), 2);
    assert!(told.contains("没有记") && told.contains("没有的项目"), "{told}");
    assert_eq!(std::fs::read(town.path().join("records/2024-05/补扣补加.csv")).unwrap(), before);
}

/// Drafts are nothing for the archive, though they lie beside what was published.
#[test]
fn an_archive_holds_no_drafts() {
    let town = Township::that_publishes();
    done(&town.line("publish", &["--audience", "public"]));
    let town = town.published().sealed();
    done(&town.line("archive", &[]));
    let sets = town.path().join("归档/2024-Q1_第1次/发布");
    let names: Vec<_> = std::fs::read_dir(sets).unwrap().map(|set| set.unwrap().file_name()).collect();
    assert_eq!(names, ["2024-Q1_公开_第2次"]);
}

/// A file of a sealed month that moves no figure is a new revision all the same: what was sealed is not what there is.
#[test]
fn a_file_that_moves_nothing_is_corrected_too() {
    let town = Township::new().sealed();
    std::fs::write(town.path().join("records/2024-02/事项登记补.csv"), "日期,村,事项,次数\n").unwrap();
    refused(&town.line("score", &[]), 1);
    let correct: Vec<&str> = ["--reason", "补交的空表"].into_iter().chain(APPROVED).collect();
    assert!(done(&town.line("correct", &correct)).contains("第2版已封存"));
    done(&town.line("score", &[]));
}

#[test]
fn one_official_number_is_not_for_two_papers() {
    let town = Township::that_publishes().published().sealed();
    town.put_late_fact();
    let correct = |number: &'static str| -> Vec<&str> {
        ["--reason", "漏登", "--number", number].into_iter().chain(APPROVED).collect()
    };
    // What is sealed could not be numbered anew.
    let told = refused(&town.line("correct", &correct("5")), 1);
    assert!(told.contains("5号已经用在 published/2024-Q1_公开_第1次：两份文件不能同一个文号"), "{told}");
    assert!(!town.path().join("sealed/2024-Q1/第2版").exists());
    done(&town.line("correct", &correct("6")));
    let publish = |period: &str, number: &str| {
        let line = ["publish", town.shown(), "--period", period, "--audience", "public"];
        let said = run(&[&line[..], &["--date", "2024-04-20", "--number", number]].concat());
        assert_eq!(said.code, 0, "{}", text(&said.err));
        text(&said.err).to_owned()
    };
    // The same paper of the same period may have its number again, but not that of the notice of correction.
    let told = publish("2024-Q1", "6");
    assert!(told.contains("6号已经用在 sealed/2024-Q1/第2版/更正："), "{told}");
    assert!(!publish("2024-Q1", "5").contains("已经用在"));
}

/// The bulletin of the meeting is a paper with a number as the public one is, and is named with those whom it is for once.
#[test]
fn an_archive_names_the_bulletin_of_a_meeting_with_its_number() {
    let town = Township::that_publishes().published();
    let said = town.publish_finally(NOW, &["--audience", "meeting", "--number", "5"]);
    assert_eq!(said.code, 0, "{}", text(&said.err));
    let town = town.sealed();
    done(&town.line("archive", &[]));
    let contents = std::fs::read_to_string(town.path().join("归档/2024-Q1_第1次/目录.csv")).unwrap();
    let named = contents.lines().find(|line| line.contains("季度通报（会议，定稿）")).expect(&contents);
    assert!(named.contains(",青政〔2024〕5号,2024年4月19日,"), "{named}");
    assert!(named.ends_with("季度通报（会议）.docx"), "{named}");
}

//! Everything that keeps a period from being sealed, each for itself and all at once.

use std::cell::Cell;

use super::{APPROVED, NOW, Township, at, done, refused, run_on, text};

/// What `seal` says without writing anything.
fn against(town: &Township, more: &[&str]) -> String {
    let said = refused(&town.line("seal", more), 1);
    assert!(!town.path().join("sealed").exists());
    said
}

#[test]
fn all_reasons_are_told_at_once() {
    let town = Township::that_publishes();
    std::fs::remove_file(town.path().join("records/2024-03/财政所.xlsx")).unwrap();
    std::fs::write(town.path().join("records/2024-02/不明.csv"), "甲,乙\n1,2\n").unwrap();
    done(&town.line("objections", &["--add", "不服", "--by", "赵", "--on", "2024-04-10"]));
    let told = against(&town, &[]);
    for words in [
        "还有",
        "2024-03：财政所 没有报表，也没有零报告",
        "异议1（赵：不服）还没有处理结果和处理人",
        "还没有发布",
        "没有写谁批准：加 --approved-by 姓名 --meeting 会议 --date 日期",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
}

#[test]
fn an_error_keeps_it_back() {
    let town = Township::new();
    std::fs::write(town.path().join("records/2024-02/坏.xlsx"), "PK").unwrap();
    let told = against(&town, &APPROVED);
    assert!(told.contains("file-unreadable") || told.contains("file-refused"), "{told}");
    assert!(told.contains("还有 1 个错误，已列在上面"), "{told}");
}

#[test]
fn an_unknown_column_keeps_it_back() {
    let town = Township::new();
    let rows = "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人,天气\n2024-02-20,1村,报表缺报或不合规定,1,,,,,,晴\n";
    std::fs::write(town.path().join("records/2024-02/事项登记补.csv"), rows).unwrap();
    assert!(against(&town, &APPROVED).contains("column-unknown"));
}

#[test]
fn a_quarter_stands_only_after_a_meeting() {
    let town = Township::new();
    let told = against(&town, &["--approved-by", "王大山"]);
    assert!(told.contains("经会议研究才算数"), "{told}");
    let early = ["--approved-by", "王大山", "--meeting", "党政联席会", "--date", "2024-03-30"];
    assert!(against(&town, &early).contains("早于考核期的最后一天"));
    let later = ["--approved-by", "王大山", "--meeting", "党政联席会", "--date", "2024-05-01"];
    assert!(against(&town, &later).contains("还没有到"));
    assert!(against(&town, &["--approved-by", " "]).contains("没有写谁批准"));
}

#[test]
fn what_was_published_must_be_final_and_of_this_very_result() {
    let town = Township::that_publishes();
    done(&town.line("publish", &["--audience", "public"]));
    let told = against(&town, &APPROVED);
    assert!(told.contains("还是草稿") && told.contains("【待核改】"), "{told}");
    let town = town.published();
    done(&town.line("seal", &[&APPROVED[..], &["--check"]].concat()));
    town.put_late_fact();
    let told = against(&town, &APPROVED);
    assert!(told.contains("材料或细则改动过"), "{told}");
    let told = done(&town.line("diff", &[]));
    assert!(told.contains("发布的 2024-Q1_公开_第2次") && told.contains("事项登记补.csv"), "{told}");
}

#[test]
fn a_published_file_that_was_touched_keeps_it_back() {
    let town = Township::that_publishes().published();
    let page = town.path().join("published/2024-Q1_公开_第1次/季度通报.html");
    let mut bytes = std::fs::read(&page).unwrap();
    bytes.push(b' ');
    std::fs::write(&page, bytes).unwrap();
    assert!(against(&town, &APPROVED).contains("季度通报.html：发布以后改动过"));
}

/// Months are posted: five working days from 1 February are not over on the 6th, however the holidays lie.
#[test]
fn a_posting_must_be_over() {
    let town = Township::with("", true);
    // 09:30 in Beijing on 1, 2, 6 and 7 February.
    let [first, second, sixth, seventh] = [1_706_751_000, 1_706_837_400, 1_707_183_000, 1_707_269_400];
    let line = |seconds: u64, more: &[&'static str]| {
        let mut words = vec!["publish", town.shown(), "--period", "2024-01", "--audience"];
        words.extend(if more.contains(&"internal") { &[][..] } else { &["public"] });
        words.extend(more);
        let said = run_on(&at(seconds), &words);
        assert_eq!(said.code, 0, "{}", text(&said.err));
        text(&said.err).to_owned()
    };
    // A final notice says that it was posted; what the office keeps for itself says nothing of it.
    let never = line(first, &["--date", "2024-02-01", "--final", "--objections", "没有收到异议"]);
    assert!(never.contains("提醒：还没有公示过"), "{never}");
    let inside = ["internal", "--date", "2024-02-01", "--final", "--objections", "没有收到异议"];
    assert!(!line(first, &inside).contains("公示过"));
    line(first, &["--date", "2024-02-01"]);
    // What is final says that the posting was, so that one which is not over is told.
    let early = line(second, &["--date", "2024-02-02", "--final", "--objections", "没有收到异议"]);
    assert!(early.contains("提醒：2024年2月1日起公示5个工作日，还没有满"), "{early}");
    let seal = ["seal", town.shown(), "--period", "2024-01", "--approved-by", "王大山"];
    let said = run_on(&at(sixth), &seal);
    assert_eq!(said.code, 1);
    assert!(text(&said.err).contains("2024年2月1日起公示5个工作日，还没有满"), "{}", text(&said.err));
    assert_eq!(run_on(&at(seventh), &seal).code, 0);
}

#[test]
fn periods_are_sealed_in_their_order() {
    let town = Township::with("", false);
    let told = refused(&["seal", town.shown(), "--period", "2024-02", "--approved-by", "王大山"], 1);
    assert!(told.contains("前面的 2024-01 还没有封存"), "{told}");
    let told = against(&town, &APPROVED);
    assert!(told.contains("前面的 2024-01、2024-02、2024-03 还没有封存"), "{told}");
}

#[test]
fn nothing_is_sealed_twice_or_before_its_end_or_by_a_wrong_clock() {
    let town = Township::new().sealed();
    assert!(refused(&town.line("seal", &APPROVED), 1).contains("已经封存"));
    let line: Vec<&str> = ["seal", town.shown(), "--period", "2024-Q2"].into_iter().chain(APPROVED).collect();
    let said = run_on(&at(NOW), &line);
    assert!(text(&said.err).contains("考核期到2024年6月30日才结束"), "{}", text(&said.err));
    let said = run_on(&at(NOW - 3600), &line);
    assert!(text(&said.err).contains("考核期到2024年6月30日才结束"), "{}", text(&said.err));
}

/// The time of a seal stays for ever, so that a clock years ahead is asked about first; and where one was, a clock that is
/// right can go on.
#[test]
fn a_clock_far_ahead_is_asked_about_and_locks_nothing() {
    let second: Vec<&str> =
        ["--approved-by", "王大山", "--meeting", "党政联席会", "--date", "2024-07-18"].into();
    // 09:30 in Beijing on 12 March 2027 and on 20 July 2024.
    let (ahead, july) = (1_804_815_000, 1_721_439_000);
    let town = Township::new();
    let said = run_on(&at(ahead), &town.line("seal", &APPROVED));
    let told = text(&said.err);
    assert_eq!(said.code, 1);
    assert!(
        told.contains("电脑的时钟是 2027-03-12 09:30，离考核期的最后一天（2024年3月31日）1076天"),
        "{told}"
    );
    assert!(told.contains("--clock-is-right"), "{told}");
    // A meeting of these days says that it is 2027 indeed.
    let late = ["--approved-by", "王大山", "--meeting", "党政联席会", "--date", "2027-03-01", "--check"];
    assert_eq!(run_on(&at(ahead), &town.line("seal", &late)).code, 0);
    let insisting = [&APPROVED[..], &["--clock-is-right"]].concat();
    assert_eq!(run_on(&at(ahead), &town.line("seal", &insisting)).code, 0);

    let line = [&["seal", town.shown(), "--period", "2024-Q2"][..], &second].concat();
    let said = run_on(&at(july), &line);
    let told = text(&said.err);
    assert!(told.contains("早于上一份封存的时间 2027-03-12 09:30（sealed/2024-Q1/第1版）"), "{told}");
    assert!(told.contains("--clock-is-right"), "{told}");
    let said = run_on(&at(july), &[&line[..], &["--clock-is-right"]].concat());
    assert_eq!(said.code, 0, "{}", text(&said.err));
    // The chain goes by what each names before it, not by their times.
    let told = done(&["verify", town.shown()]);
    assert!(told.contains("最后一份封存单：sealed/2024-Q2/第1版"), "{told}");
}

#[test]
fn a_scheme_that_seals_nothing_is_shown_how() {
    let none = "\n[[sealing]]\nid = \"month\"\nremove = true\n[[sealing]]\nid = \"quarter\"\nremove = true\n[[sealing]]\nid = \"year\"\nremove = true\n";
    let town = Township::with(none, false);
    let told = against(&town, &APPROVED);
    assert!(told.contains("[[sealing]]\nid = \"month\"\n"), "{told}");
}

/// What is dated back is posted on the day on which it was written.
#[test]
fn a_posting_cannot_be_dated_back() {
    let town = Township::with("", true);
    for more in [
        vec!["--date", "2024-02-01"],
        vec!["--date", "2024-02-02", "--final", "--objections", "没有收到异议"],
    ] {
        done(
            &[&["publish", town.shown(), "--period", "2024-01", "--audience", "public"][..], &more].concat(),
        );
    }
    let told = refused(&["seal", town.shown(), "--period", "2024-01", "--approved-by", "王大山"], 1);
    assert!(told.contains("2024年4月20日起公示5个工作日，还没有满"), "{told}");
}

/// A set for the inside hides no change from what the public was told.
#[test]
fn the_public_set_must_be_of_this_result_too() {
    let town = Township::that_publishes().published();
    town.put_late_fact();
    done(&town.line("publish", &["--audience", "internal"]));
    let told = against(&town, &APPROVED);
    assert!(told.contains("最后一次定稿（published/2024-Q1_公开_第1次）以后"), "{told}");
}

/// A draft for the inside that was written before the last word to the public, be it in the same minute, is no reason;
/// and where `red` alone was changed since then, no figure is said to differ.
#[test]
fn only_what_was_told_as_final_is_held_against_the_result() {
    let town = Township::that_publishes();
    done(&town.line("publish", &["--audience", "internal"]));
    town.put_late_fact();
    let town = town.published();
    let told = done(&town.line("seal", &[&APPROVED[..], &["--check"]].concat()));
    assert!(told.contains("可以封存"), "{told}");
    let path = town.path().join("rulebook.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    let text = before.replacen("red = 2", "red = 3", 1);
    assert_ne!(before, text);
    std::fs::write(&path, text).unwrap();
    let told = against(&town, &APPROVED);
    let words =
        "最后一次定稿（published/2024-Q1_公开_第1次）以后，材料或细则改动过：改动的文件 rulebook.toml；";
    assert!(told.contains(words), "{told}");
    assert!(told.contains("得分、名次、等次、奖励、资金、处理建议都没有变；再发布一次"), "{told}");
    std::fs::remove_file(town.path().join("records/2024-02/事项登记补.csv")).unwrap();
    let told = against(&town, &APPROVED);
    assert!(told.contains("有变动的：得分 "), "{told}");
    assert!(told.contains("用 diff --since 公开_第1次（对比）看差别"), "{told}");
    let told = done(&town.line("diff", &["--since", "公开_第1次"]));
    assert!(told.contains("事项登记补.csv"), "{told}");
}

#[test]
fn what_must_be_posted_must_be_published() {
    let town = Township::with("", false);
    let told = refused(&["seal", town.shown(), "--period", "2024-01", "--approved-by", "王大山"], 1);
    assert!(told.contains("要公示，而没有 [publication]"), "{told}");
}

/// A seal that could not be read again would stop everything.
#[test]
fn what_cannot_be_read_again_is_not_written() {
    let town = Township::new();
    let told = against(&town, &["--approved-by", "王大山", "--meeting", "", "--date", "2024-04-18"]);
    assert!(told.contains("会议的名称是空的"), "{told}");
    let odd = ["--approved-by", "王\n大山", "--meeting", "党政联席会", "--date", "2024-04-18"];
    let told = refused(&town.line("seal", &odd), 2);
    assert!(told.contains("写不进封存单的字"), "{told}");
    assert!(!town.path().join("sealed").exists());
}

/// What only the office reads is posted to nobody, whatever its date.
#[test]
fn a_dated_set_for_the_inside_is_no_posting() {
    let town = Township::with("", true);
    let line = |more: &[&'static str]| {
        done(&[&["publish", town.shown(), "--period", "2024-01"][..], more].concat());
    };
    line(&["--audience", "internal", "--date", "2024-02-01"]);
    line(&["--audience", "public", "--date", "2024-02-02", "--final", "--objections", "没有收到异议"]);
    let told = refused(&["seal", town.shown(), "--period", "2024-01", "--approved-by", "王大山"], 1);
    assert!(told.contains("还没有公示"), "{told}");
}

/// A column that the office knows of keeps nothing back, nor does any other reminder.
#[test]
fn reminders_that_are_weighed_or_concern_no_column_keep_nothing_back() {
    let town = Township::with(
        "\n[[sealing]]\nid = \"month\"\nremove = true\n\n[[accepts]]\ncode = \"column-unknown\"\nabout = \"天气\"\n\
         reason = \"各村习惯记天气\"\n",
        false,
    );
    let rows = "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人,天气\n2024-02-20,1村,报表缺报或不合规定,1,,,,,,晴\n";
    std::fs::write(town.path().join("records/2024-02/事项登记补.csv"), rows).unwrap();
    // The same row in another file: a reminder that has nothing to do with columns.
    let again = "日期,村,事项,次数\n2024-02-20,1村,报表缺报或不合规定,1\n";
    std::fs::write(town.path().join("records/2024-02/事项登记补二.csv"), again).unwrap();
    let said = run_on(&at(NOW), &["check", town.shown(), "--month", "2024-02", "--no-save"]);
    assert!(text(&said.out).contains("提醒"), "{}{}", text(&said.out), text(&said.err));
    let told = done(&town.line("seal", &[&APPROVED[..], &["--check"]].concat()));
    assert!(!told.contains("天气"), "{told}");
}

/// Announced on 20 April for February: the days in which anybody could object were over before it was written.
#[test]
fn a_posting_must_be_written_before_it_ends() {
    let after = |until: &'static str| {
        let town = Township::with("", true);
        for more in [
            vec!["--date", "2024-02-01", "--objections-until", until],
            vec!["--date", "2024-02-02", "--final", "--objections", "没有收到异议"],
        ] {
            let line = ["publish", town.shown(), "--period", "2024-01", "--audience", "public"];
            done(&[&line[..], &more].concat());
        }
        run_on(&at(NOW), &["seal", town.shown(), "--period", "2024-01", "--approved-by", "王大山"])
    };
    let past = after("2024-02-08");
    assert_eq!(past.code, 1);
    let words = "公示的材料是2024年4月20日才做的，公示却只到2024年2月8日：再公示一次";
    assert!(text(&past.err).contains(words), "{}", text(&past.err));
    let to_come = after("2024-04-26");
    assert_eq!(to_come.code, 1);
    assert!(text(&to_come.err).contains("公示到2024年4月26日，还没有满"), "{}", text(&to_come.err));
}

/// Two days where the rulebook has five working days: an end typed too early shortens nothing.
#[test]
fn a_posting_is_as_long_as_the_rulebook_has_it() {
    let sealing = |until: &str| {
        let town = Township::with("", true);
        // 09:30 in Beijing on 1, 8 and 9 February.
        let [first, eighth, ninth] = [1_706_751_000, 1_707_355_800, 1_707_442_200];
        let on = |seconds: u64, line: &[&str]| {
            let said = run_on(&at(seconds), line);
            (said.code, format!("{}{}", text(&said.out), text(&said.err)))
        };
        let publish = ["publish", town.shown(), "--period", "2024-01", "--audience", "public"];
        let posting = ["--date", "2024-02-01", "--objections-until", until];
        on(first, &[&publish[..], &posting].concat());
        on(
            eighth,
            &[&publish[..], &["--date", "2024-02-08", "--final", "--objections", "没有收到异议"]].concat(),
        );
        on(ninth, &["seal", town.shown(), "--period", "2024-01", "--approved-by", "王大山"])
    };
    let (code, told) = sealing("2024-02-02");
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("公示写的是2024年2月1日至2024年2月2日，不够细则写的5个工作日"), "{told}");
    let (code, told) = sealing("2024-02-07");
    assert_eq!(code, 0, "{told}");
}

/// Posted, and another result made final: nobody could object to what came in between, unless it came of an objection.
#[test]
fn what_was_not_posted_is_not_sealed() {
    let town = Township::with("", true);
    // 09:30 in Beijing on 1, 2 and 7 February.
    let [first, second, seventh] = [1_706_751_000, 1_706_837_400, 1_707_269_400];
    let on = |seconds: u64, command: &str, more: &[&str]| {
        let line = [&[command, town.shown(), "--period", "2024-01"][..], more].concat();
        let said = run_on(&at(seconds), &line);
        (said.code, format!("{}{}", text(&said.out), text(&said.err)))
    };
    let publish = ["--audience", "public", "--date", "2024-02-01"];
    let (code, told) = on(first, "publish", &publish);
    assert_eq!(code, 0, "{told}");
    let late = "日期,村,事项,次数,情况说明\n2024-01-20,1村,报表缺报或不合规定,1,漏登\n";
    std::fs::write(town.path().join("records/2024-01/事项登记补.csv"), late).unwrap();
    let last = ["--audience", "public", "--date", "2024-02-02", "--final", "--objections", "没有收到异议"];
    let (code, told) = on(second, "publish", &last);
    assert_eq!(code, 0, "{told}");
    let approved = ["--approved-by", "王大山"];
    let (code, told) = on(seventh, "seal", &approved);
    assert_eq!(code, 1, "{told}");
    let words = "公示（published/2024-01_公开_第1次）以后结果变了，有变动的：得分 ";
    assert!(told.contains(words) && told.contains("其中 1村、1村"), "{told}");
    // An objection about another village explains nothing of it.
    let decide = |number: &str, about: &str| {
        let add = ["--add", "不实", "--by", "赵", "--about", about, "--on", "2024-02-03"];
        assert_eq!(on(seventh, "objections", &add).0, 0);
        let decision = ["--decide", number, "--decision", "属实", "--by", "王大山", "--on", "2024-02-04"];
        assert_eq!(on(seventh, "objections", &decision).0, 0);
    };
    decide("1", "2村");
    assert!(on(seventh, "seal", &approved).1.contains("其中 1村、1村"));
    decide("2", "1村");
    // A fine of somebody else does not follow from the score of 1村; what follows for the places of others does.
    let absent = town.path().join("records/2024-01/会议签到补.csv");
    std::fs::write(&absent, "村,姓名,1月25日 防火会\n5村,蒋文斌,缺\n").unwrap();
    let (code, told) = on(seventh, "seal", &[&approved[..], &["--check"]].concat());
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("其中 5村蒋文斌 没有已经处理的异议可以说明"), "{told}");
    std::fs::remove_file(absent).unwrap();
    let (code, told) = on(seventh, "seal", &approved);
    assert_eq!(code, 0, "{told}");
    // What was granted to 2村 moved nothing of it; what was granted to 1村 did.
    let nothing = "提醒：异议1（赵：不实）的处理结果是「属实」，而公示以后2村的得分、资金都没有变动";
    assert!(told.contains(nothing) && !told.contains("异议2"), "{told}");
}

/// What came of an objection is posted anew: it was raised against the posting before, and is not told to have come to
/// nothing since the next. One against that next posting, of which nothing came, is.
#[test]
fn what_came_of_an_objection_before_the_next_posting_came_of_it() {
    let town = Township::with("", true);
    // 09:30 in Beijing on 1, 3 and 12 February.
    let [first, third, twelfth] = [1_706_751_000, 1_706_923_800, 1_707_701_400];
    let on = |seconds: u64, command: &str, more: &[&str]| {
        let line = [&[command, town.shown(), "--period", "2024-01"][..], more].concat();
        let said = run_on(&at(seconds), &line);
        let told = format!("{}{}", text(&said.out), text(&said.err));
        assert_eq!(said.code, 0, "{told}");
        told
    };
    let object = |number: &str, about: &str, day: &str| {
        on(twelfth, "objections", &["--add", "不实", "--by", "赵", "--about", about, "--on", day]);
        on(twelfth, "objections", &["--decide", number, "--decision", "采纳", "--by", "王大山", "--on", day]);
    };
    on(first, "publish", &["--audience", "public", "--date", "2024-02-01"]);
    object("1", "1村", "2024-02-03");
    object("2", "2村", "2024-02-03");
    let late = "日期,村,事项,次数,情况说明\n2024-01-20,1村,报表缺报或不合规定,1,漏登\n";
    std::fs::write(town.path().join("records/2024-01/事项登记补.csv"), late).unwrap();
    on(third, "publish", &["--audience", "public", "--date", "2024-02-03"]);
    let last =
        ["--audience", "public", "--date", "2024-02-12", "--final", "--objections", "两条异议，已处理"];
    on(twelfth, "publish", &last);
    let doubts = || -> Vec<String> {
        let told = on(twelfth, "seal", &["--approved-by", "王大山", "--check"]);
        let lines = told.lines().filter(|line| line.contains("都没有变动"));
        lines.map(|line| line.split('（').next().unwrap().to_owned()).collect()
    };
    assert_eq!(doubts(), ["提醒：异议2"]);
    object("3", "1村", "2024-02-05");
    assert_eq!(doubts(), ["提醒：异议2", "提醒：异议3"]);
}

/// A meeting that sat before the last table came is told, and keeps nothing back: no rulebook says when it sits.
#[test]
fn a_meeting_before_the_last_table_is_told() {
    let town = Township::new();
    let register = town.path().join("records/收件登记.csv");
    let rows = std::fs::read_to_string(&register).unwrap();
    let row = "2024-04-10 09:00,社保所,2024年3月,records/2024-03/社保所.xlsx,社保所.xlsx,,收下,";
    std::fs::write(&register, format!("{}\n{row}\n", rows.trim_end())).unwrap();
    let early = ["--approved-by", "王大山", "--meeting", "党政联席会", "--date", "2024-04-09", "--check"];
    let said = run_on(&at(NOW), &town.line("seal", &early));
    assert_eq!(said.code, 0, "{}", text(&said.err));
    let told = text(&said.err);
    assert!(
        told.contains("提醒：会议日期（2024年4月9日）早于收到最后一份材料的日期（2024年4月10日）"),
        "{told}"
    );
    assert!(!told.contains("早于公示"), "{told}");
    let said = run_on(&at(NOW), &town.line("seal", &[&APPROVED[..], &["--check"]].concat()));
    assert!(!text(&said.err).contains("会议日期"), "{}", text(&said.err));
}

/// An objection that came after the quarter's seal moves nothing of the quarter; the year is not made final over it.
#[test]
fn what_is_open_of_a_quarter_keeps_the_year_back() {
    let town = Township::with(
        "\n[[sealing]]\nid = \"month\"\nremove = true\n\n[[sealing]]\nid = \"year\"\nposting = \"none\"\nstands-after = \"approval\"\n",
        false,
    )
    .sealed();
    let late = ["--add", "补的一条", "--by", "赵大年", "--about", "7村", "--on", "2024-04-19"];
    done(&town.line("objections", &late));
    let year = ["seal", town.shown(), "--period", "2024", "--approved-by", "王大山", "--check"];
    let told = refused(&year, 1);
    assert!(told.contains("2024-Q1 的异议1（赵大年：补的一条）还没有处理结果和处理人"), "{told}");
    assert!(told.contains("objections --period 2024-Q1 --decide 1"), "{told}");
    done(&town.line("objections", &["--decide", "1", "--decision", "不成立", "--by", "王大山"]));
    assert!(!refused(&year, 1).contains("异议1"));
}

/// Two papers that say different things do not bear one number, and what the office pays by is of the sealed result, though
/// the public was told after it.
#[test]
fn what_is_final_for_one_reader_is_so_for_the_others() {
    let town = Township::that_publishes();
    // Each a minute after the one before, from half an hour ago on.
    let minutes = Cell::new(0);
    let publish = |more: &[&str]| {
        minutes.set(minutes.get() + 1);
        town.publish_finally(NOW - 1800 + 60 * minutes.get(), more)
    };
    let internal = ["--audience", "internal"];
    assert_eq!(publish(&internal).code, 0);
    assert_eq!(publish(&["--audience", "meeting", "--number", "5"]).code, 0);
    // The same result under the same number, for other readers.
    assert_eq!(publish(&["--audience", "public", "--number", "5"]).code, 0);
    town.put_late_fact();
    let said = publish(&["--audience", "public", "--number", "5"]);
    let told = text(&said.err);
    assert_eq!(said.code, 1);
    assert!(
        told.contains(
            "5号已经用在 published/2024-Q1_会议_第1次、published/2024-Q1_公开_第1次：两份文件不能同一个文号"
        ),
        "{told}"
    );
    assert!(!town.path().join("published/2024-Q1_公开_第2次").exists());
    assert_eq!(publish(&["--audience", "public", "--number", "6"]).code, 0);

    let told = against(&town, &APPROVED);
    assert!(told.contains("最后一次定稿（published/2024-Q1_内部_第1次）以后，材料或细则改动过"), "{told}");
    assert!(!told.contains("    最后一次定稿（published/2024-Q1_会议_第1次）"), "{told}");
    assert_eq!(publish(&internal).code, 0);
    let said = run_on(&at(NOW), &town.line("seal", &APPROVED));
    assert_eq!(said.code, 0, "{}", text(&said.err));
    // A meeting may have changed what it was shown.
    let told = text(&said.err);
    assert!(told.contains("提醒：最后一次定稿（published/2024-Q1_会议_第1次）以后"), "{told}");
}

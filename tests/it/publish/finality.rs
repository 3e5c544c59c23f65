//! What is final: nothing open, dated, with what officials wrote; and every reason against it at once.

use super::{files, publish};
use crate::support::{cunkao, demo_copy, stderr, stdout};

const WRITTEN: &str = "三、工作亮点\n3村、1村本季度没有失分。\n四、存在问题\n7村失14.5分，主要是集资进度慢。\n五、下步要求\n4月20日前整改到位。\n";

#[test]
fn a_final_bulletin_is_refused_with_every_reason_at_once() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let run = publish(demo.path(), "2024-Q1", "public", into.path(), &["--final", "--date", "2024-04-08"]);
    assert_eq!(run.status.code(), Some(1), "{}", stdout(&run));
    for words in ["【文号】", "--number", "【待核改】", "--manuscript", "【期限】"] {
        assert!(stderr(&run).contains(words), "{words}: {}", stderr(&run));
    }
    assert_eq!(std::fs::read_dir(into.path()).unwrap().count(), 0, "something was written");
    let undated = publish(demo.path(), "2024-Q1", "public", into.path(), &["--final"]);
    assert_eq!(undated.status.code(), Some(1), "a final paper needs a date");
    assert!(
        stderr(&undated).contains("--date") && stderr(&undated).contains("【文号】"),
        "{}",
        stderr(&undated)
    );
}

#[test]
fn a_final_bulletin_holds_what_officials_wrote() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let text = demo.path().join("文稿.txt");
    let more = ["--final", "--date", "2024-04-08", "--number", "5", "--manuscript", text.to_str().unwrap()];
    std::fs::write(&text, WRITTEN).unwrap();
    let run = publish(demo.path(), "2024-Q1", "public", into.path(), &more);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let set = files(&into.path().join("2024-Q1_公开_第1次"));
    let said = cunkao::report::docx::read(&set["季度通报.docx"]).unwrap().join("\n");
    for words in ["青政〔2024〕5号", "2024年4月8日", "7村失14.5分，主要是集资进度慢。", "四、存在问题"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains('【'), "{said}");

    // The document itself, as officials would go on editing it, is a manuscript too.
    let draft = demo.path().join("改好.docx");
    std::fs::write(&draft, &set["季度通报.docx"]).unwrap();
    let more = ["--final", "--date", "2024-04-08", "--number", "5", "--manuscript", draft.to_str().unwrap()];
    let run = publish(demo.path(), "2024-Q1", "public", into.path(), &more);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    // When it was written is all that differs.
    let without_listing = |mut set: std::collections::BTreeMap<String, Vec<u8>>| {
        set.remove("发布单.txt").unwrap();
        set
    };
    let again = without_listing(files(&into.path().join("2024-Q1_公开_第2次")));
    assert!(again == without_listing(set), "the sections changed on the way");
}

#[test]
fn a_bulletin_that_is_issued_again_names_the_one_that_it_replaces() {
    let demo = demo_copy();
    let text = demo.path().join("文稿.txt");
    std::fs::write(&text, WRITTEN).unwrap();
    let (folder, text) = (demo.path().to_str().unwrap(), text.to_str().unwrap());
    let issued = |number: &str, set: &str| {
        let what = ["publish", folder, "--period", "2024-Q1", "--audience", "public", "--final"];
        let run = cunkao(what.into_iter().chain([
            "--date",
            "2024-04-08",
            "--number",
            number,
            "--manuscript",
            text,
        ]));
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        let set = files(&demo.path().join("published").join(set));
        cunkao::report::docx::read(&set["季度通报.docx"]).unwrap().join("\n")
    };
    let first = issued("5", "2024-Q1_公开_第1次");
    assert!(!first.contains("替代"), "{first}");
    let second = issued("8", "2024-Q1_公开_第2次");
    assert!(second.contains("本通报重新印发，替代青政〔2024〕5号"), "{second}");
}

#[test]
fn figures_of_the_manuscript_that_are_not_the_results_are_asked_about() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let text = demo.path().join("文稿.txt");
    std::fs::write(&text, WRITTEN.replace("14.5分", "15.4分")).unwrap();
    let more = ["--final", "--date", "2024-04-08", "--number", "5", "--manuscript", text.to_str().unwrap()];
    let run = publish(demo.path(), "2024-Q1", "public", into.path(), &more);
    assert_eq!(run.status.code(), Some(1), "{}", stdout(&run));
    assert!(stderr(&run).contains("15.4分"), "{}", stderr(&run));
    let sure = [more.as_slice(), &["--own-figures"]].concat();
    assert_eq!(publish(demo.path(), "2024-Q1", "public", into.path(), &sure).status.code(), Some(0));
}

#[test]
fn a_manuscript_without_a_section_is_refused() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let text = demo.path().join("文稿.txt");
    std::fs::write(&text, WRITTEN.replace("四、存在问题", "四、其他")).unwrap();
    let run =
        publish(demo.path(), "2024-Q1", "public", into.path(), &["--manuscript", text.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(1));
    assert!(stderr(&run).contains("存在问题"), "{}", stderr(&run));
}

#[test]
fn a_notice_says_how_far_it_has_come() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let dated = ["--date", "2024-04-08"];
    let until = ["--date", "2024-04-08", "--objections-until", "2024-04-15"];
    let last = ["--final", "--date", "2024-04-16", "--objections", "没有收到异议"];
    let runs: [(&[&str], &[&str]); 4] = [
        (&[], &["公示前稿", "【公示日期】"]),
        (&dated, &["的公示\n", "自2024年4月8日起5个工作日"]),
        (&until, &["自2024年4月8日至2024年4月15日"]),
        (&last, &["经公示，现将", "没有收到异议"]),
    ];
    for (number, (more, words)) in runs.into_iter().enumerate() {
        let run = publish(demo.path(), "2024-03", "public", into.path(), more);
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        let set = files(&into.path().join(format!("2024-03_公开_第{}次", number + 1)));
        let said = cunkao::report::docx::read(&set["月度公示.docx"]).unwrap().join("\n");
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
        // The title says that it is posted.
        assert!(!said.contains("\n公示\n"), "{said}");
    }
    let silent = publish(demo.path(), "2024-03", "public", into.path(), &["--final", "--date", "2024-04-16"]);
    assert_eq!(silent.status.code(), Some(1));
    assert!(stderr(&silent).contains("--objections"), "{}", stderr(&silent));
}

/// What is posted too late or for too few days cannot be sealed afterwards: it is told while it can still be mended.
#[test]
fn a_posting_that_will_never_do_is_told_when_it_is_made() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let until = ["--date", "2024-04-08", "--objections-until", "2024-04-15"];
    let run = publish(demo.path(), "2024-03", "public", into.path(), &until);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    assert!(stderr(&run).contains("公示却只到2024年4月15日：再公示一次"), "{}", stderr(&run));
    let open = publish(demo.path(), "2024-03", "public", into.path(), &["--date", "2024-04-08"]);
    assert!(!stderr(&open).contains("再公示一次"), "{}", stderr(&open));
}

/// Whoever reads a final bulletin reads what came of the posting, where its office says so.
#[test]
fn a_final_bulletin_tells_what_came_of_objections() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let text = demo.path().join("文稿.txt");
    std::fs::write(&text, WRITTEN).unwrap();
    let more = ["--final", "--date", "2024-04-08", "--number", "5", "--manuscript", text.to_str().unwrap()];
    for (number, (told, is_there)) in
        [(&["--objections", "没有收到异议"][..], true), (&[], false)].into_iter().enumerate()
    {
        let run = publish(demo.path(), "2024-Q1", "public", into.path(), &[&more[..], told].concat());
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        let set = files(&into.path().join(format!("2024-Q1_公开_第{}次", number + 1)));
        let said = cunkao::report::docx::read(&set["季度通报.docx"]).unwrap().join("\n");
        assert_eq!(said.contains("公示期间异议情况：没有收到异议。"), is_there, "{said}");
    }
}

/// Where the rulebook asks for no posting, nothing final claims one, nor that nobody objected.
#[test]
fn what_need_not_be_posted_is_final_without_objections() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let path = demo.path().join("rulebook.toml");
    let book = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{book}\n[[sealing]]\nid = \"month\"\nposting = \"none\"\n")).unwrap();
    let run = publish(demo.path(), "2024-03", "public", into.path(), &["--final", "--date", "2024-04-16"]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let set = files(&into.path().join("2024-03_公开_第1次"));
    let said = cunkao::report::docx::read(&set["月度公示.docx"]).unwrap().join("\n");
    assert!(said.contains("，现将2024年3月考核得分公布如下"), "{said}");
    assert!(!said.contains("经公示") && !said.contains("异议"), "{said}");
}

/// What a final paper says of objections agrees with their register.
#[test]
fn objections_are_not_denied_and_not_passed_over() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let folder = demo.path().join("办理/2024-03");
    std::fs::create_dir_all(&folder).unwrap();
    let register = |decision: &str| {
        let head = "编号,提出日期,提出人,涉及,内容,处理结果,处理人,处理日期";
        let row = format!("1,2024-04-09,李文书,1村,少算一次会议,{decision}");
        std::fs::write(folder.join("异议登记.csv"), format!("{head}\n{row}\n")).unwrap();
    };
    let publish = |told| {
        let more = ["--final", "--date", "2024-04-16", "--objections", told];
        publish(demo.path(), "2024-03", "public", into.path(), &more)
    };
    register(",,");
    let open = publish("收到异议1条，正在处理");
    assert_eq!(open.status.code(), Some(1));
    assert!(stderr(&open).contains("异议1（李文书：少算一次会议）还没有处理结果"), "{}", stderr(&open));
    register("已核，记录齐全,王大山,2024-04-12");
    let denied = publish("没有收到异议");
    assert_eq!(denied.status.code(), Some(1));
    let told = stderr(&denied);
    assert!(told.contains("办理/2024-03/异议登记.csv 里有 1 条异议：改写成收到几条、怎样处理的"), "{told}");
    assert_eq!(publish("公示期内没有收到异议").status.code(), Some(1));
    assert_eq!(publish("收到异议1条，已核，维持原结果").status.code(), Some(0));
}

#[test]
fn errors_keep_everything_back_and_drafts_say_that_they_are() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    std::fs::remove_dir_all(demo.path().join("records/2024-02")).unwrap();
    let run = publish(demo.path(), "2024-Q1", "public", into.path(), &[]);
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(std::fs::read_dir(into.path()).unwrap().count(), 0);
    let run = publish(demo.path(), "2024-Q1", "public", into.path(), &["--allow-errors"]);
    assert_eq!(run.status.code(), Some(1), "{}", stderr(&run));
    let set = files(&into.path().join("2024-Q1_公开_第1次"));
    let said = cunkao::report::docx::read(&set["季度通报.docx"]).unwrap().join("\n");
    assert!(said.contains("未定稿"), "{said}");
}

#[test]
fn a_workspace_that_declares_no_office_is_told_what_to_write() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    std::fs::write(demo.path().join("rulebook.toml"), "extends = \"builtin:village-cadre\"\n").unwrap();
    let run = publish(demo.path(), "2024-03", "public", into.path(), &[]);
    assert_eq!(run.status.code(), Some(1));
    assert!(stderr(&run).contains("[publication]"), "{}", stderr(&run));
}

#[test]
fn what_officials_wrote_is_searched_as_everything_else_is() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let text = demo.path().join("文稿.txt");
    let more = ["--final", "--date", "2024-04-08", "--number", "5", "--manuscript", text.to_str().unwrap()];
    for (written, what) in [
        ("陈国华工作不实。", "人的全名"),
        ("陈 国　华工作不实。", "人的全名"),
        ("建议诫勉谈话。", "处理建议「诫勉谈话」"),
    ] {
        std::fs::write(&text, WRITTEN.replace("主要是集资进度慢。", written)).unwrap();
        for audience in ["public", "meeting"] {
            let run = publish(demo.path(), "2024-Q1", audience, into.path(), &more);
            assert_eq!(run.status.code(), Some(1), "{}", stdout(&run));
            assert!(stderr(&run).contains(what), "{}", stderr(&run));
        }
    }
    assert_eq!(std::fs::read_dir(into.path()).unwrap().count(), 0, "something was written");
}

#[test]
fn days_that_cannot_be_are_refused() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let early = ["--date", "2024-03-15"];
    let reversed = ["--date", "2024-04-03", "--objections-until", "2024-04-01"];
    for (period, more) in [("2024-Q1", &early[..]), ("2024-03", &reversed[..])] {
        let run = publish(demo.path(), period, "public", into.path(), more);
        assert_eq!(run.status.code(), Some(1), "{}", stdout(&run));
        assert!(stderr(&run).contains("早于"), "{}", stderr(&run));
    }
}

/// A paper that is posted says until when and to whom anybody may object; what is open in it is told, for all will read it.
#[test]
fn a_bulletin_that_is_posted_is_open_to_objections() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let dated = ["--date", "2024-04-08", "--objections-until", "2024-04-15"];
    let run = publish(demo.path(), "2024-Q1", "public", into.path(), &dated);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    assert!(stderr(&run).contains("还有待定的地方：【文号】，加 --number"), "{}", stderr(&run));
    let set = files(&into.path().join("2024-Q1_公开_第1次"));
    let said = cunkao::report::docx::read(&set["季度通报.docx"]).unwrap().join("\n");
    let words = "公示时间：自2024年4月8日至2024年4月15日。如有异议，请在公示时间内向";
    assert!(said.contains(words), "{said}");
    let run = publish(demo.path(), "2024-Q1", "public", into.path(), &[]);
    assert!(!stderr(&run).contains("还有待定的地方"), "{}", stderr(&run));
    let set = files(&into.path().join("2024-Q1_公开_第2次"));
    let said = cunkao::report::docx::read(&set["季度通报.docx"]).unwrap().join("\n");
    assert!(!said.contains("公示时间"), "{said}");
}

//! Results of which the public may see nothing: cadres are scored, and their scores are not shown outside.

use super::{done, refused, run, text};
use crate::intake::workspace::Workspace;

/// How a result is sealed after a meeting.
const APPROVED: [&str; 6] = ["--approved-by", "王大山", "--meeting", "党政联席会", "--date", "2024-04-18"];

/// What makes January final for the office.
const INSIDE: [&str; 7] =
    ["--audience", "internal", "--final", "--date", "2024-02-05", "--objections", "没有收到异议"];

const SEALED_BY_MONTH: &str =
    "\n[[sealing]]\nid = \"month\"\nposting = \"none\"\nstands-after = \"approval\"\nretention = \"10年\"\n";

/// Two of one name in a village; February is there for late entries. `more` stands at the end of the rulebook.
fn office(more: &str) -> tempfile::TempDir {
    let marks: &[&[&str]] = &[
        &["村", "姓名", "编号", "重点工作评分", "群众评议得票率"],
        &["东村", "张伟", "03", "#30", "#100"],
        &["东村", "张伟", "04", "#30", "#90"],
        &["东村", "李芳", "05", "#30", "#80"],
    ];
    let events: &[&[&str]] = &[&["日期", "村", "事项", "次数", "当事人"]];
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务"],
        &["03", "张伟", "东村", "主任"],
        &["04", "张伟", "东村", "委员"],
        &["05", "李芳", "东村", "委员"],
    ];
    let publication = cunkao::rulebook::Publication::SAMPLE;
    Workspace::new()
        .roster(&[&["村"], &["东村"]], cadres)
        .file("rulebook.toml", format!("extends = \"builtin:cadre-quarter\"\n\n{publication}{more}"))
        .sheet("2024-01/表.xlsx", "事项登记", events)
        .sheet("2024-02/表.xlsx", "事项登记", events)
        .sheet("2024-03/表.xlsx", "评分录入", marks)
        .write()
}

fn line<'a>(
    folder: &'a tempfile::TempDir,
    command: &'a str,
    period: &'a str,
    more: &[&'a str],
) -> Vec<&'a str> {
    let words = [command, folder.path().to_str().unwrap(), "--period", period];
    words.into_iter().chain(more.iter().copied()).collect()
}

/// What is final inside is all that is published, and a month can be sealed by it.
#[test]
fn what_nobody_outside_may_see_is_sealed_by_what_is_final_inside() {
    let office = office(SEALED_BY_MONTH);
    let approved = ["--approved-by", "王大山"];
    let told = refused(&line(&office, "seal", "2024-01", &approved), 1);
    assert!(told.contains("还没有发布：先 publish --audience internal --final"), "{told}");
    let outside = ["--audience", "public", "--final", "--date", "2024-02-05"];
    let told = refused(&line(&office, "publish", "2024-01", &outside), 1);
    assert!(told.contains("没有可以公布的内容") && told.contains("internal"), "{told}");
    done(&line(&office, "publish", "2024-01", &["--audience", "internal"]));
    let told = refused(&line(&office, "seal", "2024-01", &approved), 1);
    assert!(told.contains("2024-01_内部_第1次）还是草稿"), "{told}");
    done(&line(&office, "publish", "2024-01", &INSIDE));
    done(&line(&office, "seal", "2024-01", &approved));
}

/// A quarter's bulletin without a single result is none: it is refused like a month's notice.
#[test]
fn a_bulletin_of_nothing_is_refused_like_a_notice() {
    let office = office("");
    let told = refused(&line(&office, "publish", "2024-Q1", &["--audience", "public"]), 1);
    assert!(told.contains("2024年第一季度没有可以公布的内容：细则只给村干部打分"), "{told}");
    done(&line(&office, "publish", "2024-Q1", &["--audience", "meeting"]));
    let told = refused(&line(&office, "seal", "2024-Q1", &APPROVED), 1);
    assert!(told.contains("2024-Q1_会议_第1次）还是草稿"), "{told}");
}

/// Nobody can post what nobody may be shown: the rulebook contradicts itself, and is told how to mend it.
#[test]
fn a_posting_of_nothing_cannot_be_asked_for() {
    let office = office("\n[[sealing]]\nid = \"quarter\"\nposting = \"required\"\n");
    let told = refused(&line(&office, "seal", "2024-Q1", &APPROVED), 1);
    assert!(told.contains("要公示（posting = \"required\"），而没有可以给公众看的内容"), "{told}");
    assert!(!told.contains("还没有公示"), "{told}");
}

/// Of two of one name each is named by the number, alone or behind the name, in either kind of brackets.
#[test]
fn one_of_two_of_a_name_is_named_by_the_number() {
    let office = office(SEALED_BY_MONTH);
    done(&line(&office, "publish", "2024-01", &INSIDE));
    done(&line(&office, "seal", "2024-01", &["--approved-by", "王大山"]));
    let correct = |cadre: &'static str| {
        // Each is another thing, as its reason says: the same one is not written twice.
        let entry = ["--item", "日常履职", "--points", "-1", "--reason", cadre, "--approved-by", "王大山"];
        let more = [&["--into", "2024-02", "--village", "东村", "--cadre", cadre][..], &entry].concat();
        run(&line(&office, "correct", "2024-01", &more))
    };
    let refusal = correct("张伟");
    assert_eq!(refusal.code, 2);
    let told = text(&refusal.err);
    assert!(
        told.contains("东村有几名「张伟」，写明是哪一个：张伟（03）、张伟（04），或只写编号，如 03"),
        "{told}"
    );
    for (cadre, told) in [
        ("张伟（04）", "东村张伟（04） 日常履职 补扣"),
        ("张伟(03)", "东村张伟（03） 日常履职 补扣"),
        ("04", "东村张伟（04） 日常履职 补扣"),
        ("李芳（05）", "东村李芳 日常履职 补扣"),
        ("李芳", "东村李芳 日常履职 补扣"),
    ] {
        let said = correct(cadre);
        assert!(text(&said.out).starts_with(told), "{cadre}: {}{}", text(&said.out), text(&said.err));
    }
    let kept = std::fs::read_to_string(office.path().join("records/2024-02/补扣补加.csv")).unwrap();
    for row in ["东村,张伟,04,", "东村,张伟,03,", "东村,李芳,,"] {
        assert!(kept.contains(row), "{row}\n{kept}");
    }
    // 96 and 98 at the quarter's end without the entries: daily duty 50, of which the entries take 1 and 2.
    for (cadre, score) in [("张伟（03）", "99"), ("张伟(04)", "96"), ("05", "94")] {
        let said = done(&line(&office, "explain", "2024-Q1", &["--cadre", cadre, "--format", "json"]));
        let explained: serde_json::Value = serde_json::from_str(&said).unwrap();
        let answers = explained["answers"].as_array().unwrap();
        assert_eq!(answers.len(), 1, "{cadre}");
        assert_eq!(answers[0]["account"]["score"], score, "{cadre}: {said}");
    }
    let both = done(&line(&office, "explain", "2024-Q1", &["--cadre", "张伟", "--format", "json"]));
    let both: serde_json::Value = serde_json::from_str(&both).unwrap();
    assert_eq!(both["answers"].as_array().unwrap().len(), 2);
}

/// What if one of them was off duty: the same forms, and nobody is guessed.
#[test]
fn what_if_asks_which_of_two_is_meant() {
    let office = office("");
    let add = |who: &str| format!("2024-02-20,东村,值班脱岗,1,{who}");
    let (both, one) = (add("张伟"), add("张伟（04）"));
    let told = refused(&line(&office, "what-if", "2024-Q1", &["--add-event", &both]), 2);
    assert!(told.contains("张伟（03）、张伟（04）"), "{told}");
    let said = done(&line(&office, "what-if", "2024-Q1", &["--add-event", &one]));
    assert!(said.contains("张伟（04）"), "{said}");
}

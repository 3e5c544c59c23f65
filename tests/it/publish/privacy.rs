//! What goes to the public holds nobody's number and nobody's name.

use std::path::Path;

use cunkao::engine::assessment::PartyKind;
use cunkao::period::{Period, date};
use cunkao::publication::{self, Order, Private, Request};
use cunkao::rulebook::AudienceKind;
use cunkao::workspace;

use super::slips::RULEBOOK;
use super::told::worked_in;
use super::{files, publish, raw_text};
use crate::intake::workspace::Workspace;
use crate::support::{cunkao, demo_copy, stderr, stdout};

/// Numbers of persons as they are typed into remarks. The identity card is the example of GB 11643-1999, the bank card
/// the test number of its kind.
const NUMBERS: [&str; 5] =
    ["11010519491231002X", "440524 18800101 0014", "13800138000", "138-0013-8000", "4111 1111 1111 1111"];

/// A workspace in whose March remarks numbers and a cadre's name stand, with personal deductions.
fn seeded() -> tempfile::TempDir {
    let demo = demo_copy();
    let mut rows = String::from("日期,村,事项,次数,当事人,分值,情况说明,依据,登记人\n");
    for number in NUMBERS {
        rows.push_str(&format!("2024-03-06,1村,报表缺报或不合规定,1,,,陈国华 {number} 未报,,\n"));
    }
    rows.push_str("2024-03-07,1村,廉政作风问题,1,李春梅,,李春梅收礼,,\n");
    std::fs::write(demo.path().join("records/2024-03/补充_事项登记.csv"), rows).unwrap();
    demo
}

fn with_rulebook(demo: &Path, more: &str) {
    let path = demo.join("rulebook.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, format!("{text}\n{more}")).unwrap();
}

#[test]
fn remarks_names_and_personal_deductions_are_left_out() {
    let (demo, into) = (seeded(), tempfile::tempdir().unwrap());
    for (period, audience) in [("2024-03", "public"), ("2024-Q1", "public"), ("2024", "public")] {
        let run = publish(demo.path(), period, audience, into.path(), &[]);
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        for (name, bytes) in files(&into.path().join(format!("{period}_公开_第1次"))) {
            let text = raw_text(&bytes);
            let secrets = NUMBERS.into_iter().chain(["陈国华", "李春梅", "收礼", "诫勉", "移交"]);
            for secret in secrets {
                assert!(!text.contains(secret), "{name} of {period} tells {secret}");
            }
        }
    }
    // They are there where they may be.
    let run = publish(demo.path(), "2024-03", "internal", into.path(), &[]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let inside = files(&into.path().join("2024-03_内部_第1次"));
    let slips = raw_text(&inside["反馈确认单（村干部）.docx"]);
    assert!(slips.contains("李春梅") && slips.contains("廉政作风问题"));
}

#[test]
fn numbers_in_what_the_public_may_read_stop_everything() {
    let (demo, into) = (seeded(), tempfile::tempdir().unwrap());
    let allowed =
        "[[audience]]\nid = \"public\"\nfields = [\"scores\", \"items\", \"losses\", \"remarks\"]\n";
    with_rulebook(demo.path(), allowed);
    let run = publish(demo.path(), "2024-03", "public", into.path(), &[]);
    assert_eq!(run.status.code(), Some(1), "{}", stdout(&run));
    let said = stderr(&run);
    for kind in ["身份证号", "手机号", "银行卡号"] {
        assert!(said.contains(kind), "{said}");
    }
    for number in NUMBERS {
        assert!(!said.contains(number), "the message tells {number}");
    }
    assert_eq!(std::fs::read_dir(into.path()).unwrap().count(), 0, "something was written");
}

/// A meeting reads remarks, and its papers go from hand to hand: numbers stop them too. The inside is told where they are.
#[test]
fn numbers_in_what_a_meeting_reads_stop_everything() {
    let (demo, into) = (seeded(), tempfile::tempdir().unwrap());
    for period in ["2024-03", "2024-Q1"] {
        let run = publish(demo.path(), period, "meeting", into.path(), &[]);
        assert_eq!(run.status.code(), Some(1), "{}", stdout(&run));
        let said = stderr(&run);
        assert!(said.contains("身份证号") && said.contains("手机号"), "{said}");
    }
    assert_eq!(std::fs::read_dir(into.path()).unwrap().count(), 0, "something was written");
    let run = publish(demo.path(), "2024-03", "internal", into.path(), &[]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let said = format!("{}{}", stdout(&run), stderr(&run));
    assert!(said.contains("像有身份证号") && said.contains("反馈确认单（村）.docx"), "{said}");
    for number in NUMBERS {
        assert!(!said.contains(number), "the warning tells {number}");
    }
}

#[test]
fn the_contact_may_hold_a_telephone_and_nothing_else_may() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let contact = "电话0870-6612345";
    let path = demo.path().join("rulebook.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(contact));
    std::fs::write(&path, text.replace(contact, "电话13987654321")).unwrap();
    let run = publish(demo.path(), "2024-03", "public", into.path(), &[]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    std::fs::write(&path, text.replace("《青溪乡村级", "《13987654321青溪乡村级")).unwrap();
    let run = publish(demo.path(), "2024-Q1", "public", into.path(), &[]);
    assert_eq!(run.status.code(), Some(1), "{}", stdout(&run));
    assert!(stderr(&run).contains("手机号"));
}

#[test]
fn a_meeting_is_told_surnames_alike_in_every_file() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let rows = "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人\n2024-03-06,1村,报表缺报或不合规定,1,,,陈国华未报,,\n\
        2024-03-07,1村,廉政作风问题,1,李春梅,,李春梅收礼,,\n";
    std::fs::write(demo.path().join("records/2024-03/补充_事项登记.csv"), rows).unwrap();
    let run = publish(demo.path(), "2024-Q1", "meeting", into.path(), &[]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    for (name, bytes) in files(&into.path().join("2024-Q1_会议_第1次")) {
        let text = raw_text(&bytes);
        assert!(!text.contains("陈国华") && !text.contains("李春梅"), "{name}");
        if name != "发布单.txt" {
            assert!(text.contains("陈*") && text.contains("李*") && !text.contains("**"), "{name}");
        }
    }
}

/// Nobody asks about a household, and so none is named where a village's money is explained: sums alone are told.
#[test]
fn households_are_told_in_sums_where_money_is_explained() {
    let demo = demo_copy();
    let period = Period::parse("2024").unwrap();
    let loaded = workspace::load_rulebook(demo.path());
    let (worked, _) = workspace::work_out(demo.path(), loaded, period, &mut |_, _| {});
    let money = worked.unwrap().assessment.money;
    let households = money.iter().filter(|entry| entry.party.kind() == PartyKind::Household);
    let names: Vec<&str> = households.map(|entry| entry.party.name()).collect();
    assert!(names.len() > 10, "{names:?}");
    for more in [&[][..], &["--money"], &["--money", "--format", "json"], &["--format", "json"]] {
        let line = ["explain", demo.path().to_str().unwrap(), "--period", "2024"];
        let said = stdout(&cunkao(line.iter().chain(more).copied()));
        assert!(!said.is_empty());
        for name in &names {
            assert!(!said.contains(name), "{more:?}: {name}");
        }
    }
}

#[test]
fn what_is_to_be_decided_is_for_nobody_outside() {
    let demo = demo_copy();
    with_rulebook(demo.path(), "[[audience]]\nid = \"public\"\nfields = [\"scores\", \"actions\"]\n");
    let run = publish(demo.path(), "2024", "public", demo.path(), &[]);
    assert_eq!(run.status.code(), Some(1));
    assert!(stderr(&run).contains("处理建议"), "{}", stderr(&run));
}

/// An event of the scheme that is called as an action is, 通报批评, says what happened; it kept every public paper back.
#[test]
fn an_event_called_like_an_action_is_nothing_to_be_decided() {
    let open = "[[audience]]\nid = \"public\"\nfields = [\"scores\", \"items\", \"losses\"]\nnames = \"post\"\nbasis = \"《办法》\"\napproved-by = \"党政办\"\n\n[publication]";
    let rulebook = RULEBOOK.replace("纠纷上交", "受到镇通报批评").replace("[publication]", open);
    let town = Workspace::new()
        .roster(&[&["村", "类别"], &["甲村", "大村"], &["乙村", "大村"], &["丙村", "小村"]], &[])
        .file("rulebook.toml", rulebook)
        .sheet(
            "2024-02/考核.xlsx",
            "事项登记",
            &[&["日期", "村", "事项", "次数"], &["2024-02-01", "乙村", "受到镇通报批评", "#1"]],
        )
        .write();
    let said = worked_in(town.path(), "2024-Q1").says(AudienceKind::Public, "季度通报");
    assert!(said.contains("受到镇通报批评"), "{said}");
}

#[test]
fn what_the_public_sees_is_on_record() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    publish(demo.path(), "2024-Q1", "public", into.path(), &[]);
    let set = files(&into.path().join("2024-Q1_公开_第1次"));
    let review = cunkao::report::docx::read(&set["公开审查.docx"]).unwrap().join("\n");
    for words in
        ["村的得分和名次", "样本读法，由采用单位审定", "季度通报.docx", "季度通报.html", "没有发现身份证号"]
    {
        assert!(review.contains(words), "{words}: {review}");
    }
}

/// Digits of a seal may read as a bank card, as these do, check digit and all: they are nobody's, where the seal is told.
#[test]
fn digits_of_a_seal_are_no_bank_card() {
    let card = "9694 5795 6881 7139";
    assert_eq!(publication::find(card).len(), 1);
    let demo = demo_copy();
    let period = Period::parse("2024-03").unwrap();
    let loaded = workspace::load_rulebook(demo.path());
    let (worked, diagnostics) = workspace::work_out(demo.path(), loaded, period, &mut |_, _| {});
    let worked = worked.unwrap();
    let made = |order: Order| {
        publication::set(&Request {
            robustness: None,
            rulebook: &worked.rulebook,
            assessment: &worked.assessment,
            diagnostics: &diagnostics,
            months: &worked.months(),
            way_up: Some(""),
            private: &Private::of(&worked.rulebook, &worked.records, &worked.assessment),
            audience: AudienceKind::Public,
            order: &order,
        })
    };
    let sealed = Order { last_seal: Some(format!("2024-02 第1版 {card}")), ..Order::default() };
    let set = made(sealed).unwrap_or_else(|found| panic!("{found:?}"));
    let notice = set.files.iter().find(|file| file.name == "月度公示.docx").unwrap();
    assert!(raw_text(&notice.bytes).contains(card));
    // Anywhere else they are somebody's.
    let day = date(2024, 4, 3);
    let typed =
        Order { date: day, is_final: true, objections: Some(format!("卡号{card}")), ..Order::default() };
    let found = made(typed).err().unwrap();
    assert!(found.iter().any(|one| one.contains("银行卡号")), "{found:?}");
}

/// What is public of villages may be about somebody all the same: an event that names a person, charged to the village. Who
/// signs the review is shown each of them, by village, day and clause.
#[test]
fn what_is_about_somebody_is_on_the_review() {
    let open = "[[audience]]\nid = \"public\"\nfields = [\"scores\", \"losses\"]\nnames = \"post\"\nbasis = \"《办法》\"\napproved-by = \"党政办\"\n\n[publication]";
    let review = |person: &str| {
        let rulebook = RULEBOOK
            .replace("[publication]", open)
            .replace("person = \"none\"", &format!("person = \"{person}\""));
        let who = if person == "none" { "" } else { "张三" };
        let town = Workspace::new()
            .roster(
                &[&["村", "类别"], &["甲村", "大村"], &["乙村", "大村"], &["丙村", "小村"]],
                &[&["姓名", "村", "职务"], &["张三", "乙村", "主任"]],
            )
            .file("rulebook.toml", rulebook)
            .sheet(
                "2024-02/考核.xlsx",
                "事项登记",
                &[&["日期", "村", "事项", "次数", "当事人"], &["2024-02-01", "乙村", "纠纷上交", "#1", who]],
            )
            .write();
        worked_in(town.path(), "2024-Q1").says(AudienceKind::Public, "公开审查")
    };
    let told =
        "下列各笔是或可能是关于个人的事，没有写姓名，村里的人也可能看得出是谁，公开前请再斟酌：乙村2月1日";
    let about = review("required");
    assert!(about.contains(told) && about.contains("可能涉及个人"), "{about}");
    let none = review("none");
    assert!(!none.contains("下列各笔") && !none.contains("可能涉及个人"), "{none}");
}

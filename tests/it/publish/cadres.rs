//! Papers on a rulebook that scores cadres alone: who is meant where several bear one name, and what is said of whom.

use cunkao::analysis::lowering::Remeasured;
use cunkao::diagnostic::Diagnostics;
use cunkao::engine::assessment::StandingResult;
use cunkao::report::{json, overview};
use cunkao::rulebook::{AudienceKind, Field, Names, Prize, PrizeTies};

use super::slips::slip;
use super::told::{Worked, holds, holds_not, worked_in};
use crate::intake::workspace::Workspace;

/// A cadre opens each quarter with 100 points, and loses 5 for each 台账作假, with a talk; the two first places get
/// 300 yuan in full.
const RULEBOOK: &str = r#"
title = "试行办法"
version = "1"
posts = ["主任", "文书", "委员"]

[cadre]
name = "村干部考核"
clause = "一"
points = 100
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"
accrue = "quarter"
rollup = "mean"
absent = "skip"

[[item]]
id = "duty"
name = "日常工作"
clause = "二"
subject = "cadre"
points = 100
opens = "full-mark"
floor = "zero"
cap = "none"

[[item.rule]]
id = "ledger"
kind = "per-event"
ladder = [{ event = "台账作假", deduct = 5, action = "talk" }]
person = "required"
each = "time"
charge = "person"

[[standing]]
id = "overall"
name = "村干部排名"
node = "cadre"
group = "all"
ties = "share-and-skip"

[[band]]
id = "grade"
name = "季度等次"
clause = "三"
standing = "overall"
period = "quarter"
by = "score"
grades = [{ name = "优秀", at-least = 96 }, { name = "合格", below = 96 }]

[[prize]]
id = "prize"
clause = "四"
standing = "overall"
period = "quarter"
ties = "full-each"
tiers = [{ name = "一等奖", place = 1, amount = 300 }]

[[audience]]
id = "meeting"
fields = ["scores", "cadre-scores", "cadre-losses", "grades", "prizes"]
names = "masked"
basis = "会议纪要"
approved-by = "党政办"

[[audience]]
id = "internal"
fields = ["scores", "cadre-scores", "cadre-losses", "grades", "prizes", "cadre-money", "actions"]
names = "full"
basis = "内部使用"
approved-by = "党政办"

[publication]
office = "云岭镇人民政府"
mark = "云岭镇人民政府文件"
code = "云政"
addressee = "各村"
printer = "云岭镇党政办"
basis = ["《云岭镇村干部考核办法》"]
contact = "党政办"
objection-days = 5
length-limit = 5000
"#;

const HEADER: &[&str] = &["日期", "村", "事项", "次数", "当事人", "编号"];

/// The first quarter, or what it belongs to. In 云头村 there are three 张伟, in both villages a 王建国.
fn township(period: &str, rows: &[&[&str]]) -> Worked {
    township_by(RULEBOOK, period, rows, &[])
}

/// The same by another rulebook, with more cadres.
fn township_by(rulebook: &str, period: &str, rows: &[&[&str]], more: &[&[&str]]) -> Worked {
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务"],
        &["01", "王建国", "云头村", "主任"],
        &["03", "张伟", "云头村", "文书"],
        &["04", "张伟", "云头村", "委员"],
        &["05", "张伟", "云头村", "委员"],
        &["12", "王建国", "柳林村", "主任"],
    ];
    let town = Workspace::new()
        .roster(&[&["村"], &["云头村"], &["柳林村"]], &[cadres, more].concat())
        .file("rulebook.toml", rulebook)
        .sheet("2024-02/考核.xlsx", "事项登记", &[&[HEADER], rows].concat())
        .write();
    worked_in(town.path(), period)
}

/// Each of the three 张伟 did it once.
const ALL_DID: &[&[&str]] = &[
    &["2024-02-01", "云头村", "台账作假", "#1", "张伟", "03"],
    &["2024-02-02", "云头村", "台账作假", "#1", "张伟", "04"],
    &["2024-02-03", "云头村", "台账作假", "#1", "张伟", "05"],
];

/// The post tells one of the three apart, and only the number the other two; those of two villages are told by these.
#[test]
fn cadres_of_one_name_are_told_apart_wherever_they_are_listed() {
    let mut worked = township("2024-Q1", ALL_DID);
    let said = worked.inside("季度通报");
    for (name, grade) in [("张伟（文书）", "合格"), ("张伟（04）", "合格"), ("张伟（05）", "合格")]
    {
        holds(&said, &format!("\n云头村\n{name}\n诫勉谈话\n"));
        holds(&said, &format!("\n云头村\n{name}\n95.00\n{grade}\n"));
        holds(&said, &format!("\n云头村\n{name}\n日常工作\n2月"));
    }
    holds_not(&said, "\n张伟\n");
    holds(&said, "\n柳林村\n王建国\n100.00\n优秀\n");
    let slips = worked.inside("反馈确认单（村干部）");
    holds(&slips, "云头村　张伟（委员，编号04）");
    holds(&slips, "柳林村　王建国（主任）");
    let document = overview::overview(&worked.assessment, &Remeasured::default());
    let tables = document.sections.iter().filter_map(|section| section.table.as_ref());
    let cells: Vec<&str> = tables.flat_map(|table| table.rows.iter().flatten()).map(String::as_str).collect();
    for named in ["云头村王建国", "柳林村王建国", "张伟（文书）", "张伟（04）", "张伟（05）"]
    {
        assert!(cells.contains(&named), "{named}: {cells:?}");
    }
    assert!(!cells.contains(&"张伟"), "{cells:?}");
    // Masked, or told by the post, they are as many; the numbers of the roster are not for everybody.
    let masked = worked.says(AudienceKind::Meeting, "季度通报");
    for name in ["张*（一）", "张*（二）", "张*（三）"] {
        holds(&masked, &format!("\n云头村\n{name}\n95.00\n合格\n"));
        holds(&masked, &format!("\n云头村\n{name}\n日常工作\n2月"));
    }
    holds(&masked, "\n云头村\n王*\n100.00\n优秀\n");
    holds_not(&unsigned(&masked), "04");
    let meeting = worked.rulebook.audiences.iter_mut().find(|one| one.kind == AudienceKind::Meeting);
    meeting.unwrap().names = Names::Post;
    let told = worked.says(AudienceKind::Meeting, "季度通报");
    for name in ["文书", "委员（一）", "委员（二）"] {
        holds(&told, &format!("\n云头村\n{name}\n95.00\n合格\n"));
    }
    holds_not(&unsigned(&told), "04");
}

/// 云头 of 柳林村 is called like the other village and like nothing else: only he is masked.
#[test]
fn a_cadre_called_like_a_village_keeps_nothing_back() {
    let rows: &[&[&str]] = &[&["2024-02-01", "柳林村", "台账作假", "#1", "云头", "13"]];
    let worked = township_by(RULEBOOK, "2024-Q1", rows, &[&["13", "云头", "柳林村", "文书"]]);
    let masked = worked.says(AudienceKind::Meeting, "季度通报");
    holds(&masked, "\n柳林村\n云*\n95.00\n合格\n");
    holds(&masked, "\n云头村\n");
    holds_not(&masked.replace("云头村", ""), "云头");
    holds_not(&masked, "*村");
}

/// Who shares a place shares it where each has the whole prize too.
#[test]
fn prizes_of_a_shared_place_say_that_it_is() {
    let said = township("2024-Q1", ALL_DID).inside("季度通报");
    holds(&said, "\n一等奖\n并列第1名\n云头村\n王建国\n300.00\n");
    holds(&said, "\n一等奖\n并列第1名\n柳林村\n王建国\n300.00\n");
}

/// Without the line of the checksum, in which any digits may stand.
fn unsigned(said: &str) -> String {
    said.lines().filter(|line| !line.starts_with("结果校验码")).collect::<Vec<_>>().join("\n")
}

/// One table of places more than ten: 考核情况, the tables, 等次, 奖励, 个人扣分, 处理建议, and three to be written.
#[test]
fn sections_are_numbered_on_after_ten() {
    let mut worked = township("2024-Q1", ALL_DID);
    let standing = worked.assessment.standings[0].clone();
    worked.assessment.standings.extend(vec![standing; 10]);
    let said = worked.inside("季度通报");
    for heading in ["十、村干部排名", "十一、村干部排名", "十二、村干部排名", "十三、等次"]
    {
        holds(&said, &format!("\n{heading}\n"));
    }
    holds_not(&said, "其他、");
}

/// Whoever may not read what cadres lost is told nothing of it.
#[test]
fn a_bulletin_of_cadres_alone_speaks_of_cadres() {
    let mut worked = township("2024-Q1", ALL_DID);
    let said = worked.inside("季度通报");
    holds(&said, "\n一、考核情况\n本季度云头村有村干部受到扣分，逐笔见“村干部个人扣分”。\n");
    holds(&said, "\n本季度村干部在日常工作上有扣分。\n");
    holds(&said, "\n有扣分的村干部要对照扣分事由逐条整改");
    holds_not(&said, "各村");
    let said = township("2024-Q1", &[]).inside("季度通报");
    holds(&said, "\n一、考核情况\n本季度村干部没有扣分。\n");
    holds(&said, "\n村干部要对照考核办法自查");
    let audiences = worked.rulebook.audiences.iter_mut();
    audiences.for_each(|audience| audience.fields.retain(|field| *field != Field::CadreLosses));
    let said = worked.inside("季度通报");
    holds(&said, "\n一、村干部排名\n");
    holds_not(&said, "考核情况\n");
    holds_not(&said, "扣分");
}

/// What happened in a village is held against who had the post on its day, which the bulletin says.
#[test]
fn a_bulletin_says_for_which_post_a_veto_is_held_against_somebody() {
    let veto = "\n[[veto]]\nid = \"riot\"\nname = \"群体性事件\"\nclause = \"五\"\nevent = \"群体性事件\"\nperson = \"none\"\n\
                posts = [\"主任\"]\nstanding = \"overall\"\nperiod = \"quarter\"\neffect = \"bar\"\nplace = \"last\"\n";
    let row: &[&str] = &["2024-02-05", "云头村", "群体性事件", "#1", "", ""];
    let worked = township_by(&format!("{RULEBOOK}{veto}"), "2024-Q1", &[row], &[]);
    let told = "王建国受到一票否决（群体性事件，当天任主任），村干部排名不论得分排在最后，取消评奖资格。";
    let said = worked.inside("季度通报");
    holds(&said, &format!("云头村{told}"));
    holds_not(&said, &format!("柳林村{told}"));
}

/// Which post was of which veto is told where there are several, and a veto of the person is of no post.
#[test]
fn posts_stand_with_the_vetoes_for_which_they_are_told() {
    let veto = |id: &str, name: &str, whose: &str| {
        format!(
            "\n[[veto]]\nid = \"{id}\"\nname = \"{name}\"\nclause = \"五\"\nevent = \"{name}\"\n{whose}\n\
             standing = \"overall\"\nperiod = \"quarter\"\neffect = \"bar\"\nplace = \"last\"\n"
        )
    };
    let told = |second: &str, name: &str, posts: &[&str]| {
        let riot = veto("riot", "群体性事件", "person = \"none\"\nposts = [\"主任\", \"文书\"]");
        let rulebook = format!("{RULEBOOK}{riot}{}", veto("other", "受处分", second));
        let row: &[&str] = &["2024-02-05", "云头村", "群体性事件", "#1", "", ""];
        let mut worked = township_by(&rulebook, "2024-Q1", &[row], &[]);
        let rows = worked.assessment.standings[0].rows.iter_mut();
        let vetoed = rows.filter_map(|row| row.veto.as_mut());
        let held = vetoed.filter(|held| held.posts == ["主任"]).last().unwrap();
        held.name = name.to_owned();
        held.posts = posts.iter().map(|post| (*post).to_owned()).collect();
        let said = worked.inside("季度通报");
        let (_, told) = said.split_once("云头村王建国受到一票否决（").unwrap();
        told.split_once('）').unwrap().0.to_owned()
    };
    let (person, both) = ("person = \"required\"", "群体性事件、受处分");
    assert_eq!(told(person, "群体性事件", &["主任"]), "群体性事件，当天任主任");
    let twice = "各次发生当天的职务：主任、文书";
    assert_eq!(told(person, "群体性事件", &["主任", "文书"]), format!("群体性事件，{twice}"));
    assert_eq!(told(person, both, &["主任"]), format!("{both}；“群体性事件”当天任主任"));
    assert_eq!(told(person, both, &["主任", "文书"]), format!("{both}；“群体性事件”{twice}"));
    // Two vetoes of posts: of posts of their own, of one post, and of posts that either may be of.
    let of_others = "person = \"none\"\nposts = [\"委员\"]";
    let each = "；“群体性事件”当天任主任；“受处分”当天任委员";
    assert_eq!(told(of_others, both, &["主任", "委员"]), format!("{both}{each}"));
    let of_both = "person = \"none\"\nposts = [\"文书\", \"主任\"]";
    assert_eq!(told(of_both, both, &["主任"]), format!("{both}，当天任主任"));
    assert_eq!(told(of_both, both, &["主任", "文书"]), format!("{both}；“群体性事件”“受处分”{twice}"));
}

/// The year has a grade and a prize for each quarter and none of its own.
#[test]
fn grades_and_prizes_of_several_periods_tell_theirs() {
    let said = township("2024", ALL_DID).inside("年终总评");
    holds(&said, "\n考核期\n名目\n");
    holds(&said, "\n2024年第一季度\n季度等次\n云头村\n张伟（文书）\n95.00\n合格\n");
    holds(&said, "\n2024年第二季度\n季度等次\n云头村\n张伟（文书）\n100.00\n优秀\n");
    holds(&said, "\n考核期\n奖次\n");
    holds(&said, "\n2024年第四季度\n一等奖\n并列第1名\n柳林村\n王建国\n300.00\n");
    holds_not(&township("2024-Q1", ALL_DID).inside("季度通报"), "\n考核期\n");
}

/// Both 王建国 come first and get the whole prize.
#[test]
fn what_sharing_a_place_does_to_a_prize_is_that_of_the_rulebook() {
    let mut worked = township("2024-Q1", ALL_DID);
    let said = worked.inside("季度通报");
    holds(&said, "、奖励\n名次并列的各得全额。\n");
    holds_not(&said, "平分");
    let other = Prize { ties: PrizeTies::Share, ..worked.rulebook.prizes[0].clone() };
    worked.rulebook.prizes = vec![other.clone()];
    holds(&worked.inside("季度通报"), "、奖励\n名次并列的平分所占名次的奖金，精确到分，分不尽的四舍五入。\n");
    let first = Prize { ties: PrizeTies::FullEach, ..other.clone() };
    let mut tiers = other.tiers.clone();
    tiers[0].name = "进步奖".to_owned();
    worked.rulebook.prizes = vec![first, Prize { tiers, ..other }];
    let both = "一等奖名次并列的各得全额；进步奖名次并列的平分所占名次的奖金，精确到分，分不尽的四舍五入。";
    holds(&worked.inside("季度通报"), both);
}

/// Places by post stand as the rulebook names the posts, whoever comes first in the roster.
#[test]
fn groups_stand_in_the_order_of_the_rulebook() {
    let mut worked = township("2024-Q1", ALL_DID);
    let whole = worked.assessment.standings[0].clone();
    worked.assessment.standings = ["委员", "文书", "主任"]
        .map(|post| StandingResult { group: post.to_owned(), ..whole.clone() })
        .to_vec();
    let said = worked.inside("季度通报");
    let places =
        ["主任", "文书", "委员"].map(|post| said.find(&format!("、村干部排名（{post}）\n")).unwrap());
    assert!(places.is_sorted(), "{said}");
}

/// In 云头村 one of four kept the 100 points, in 柳林村 the only one did: each is the first of the own village, and has its prize.
#[test]
fn cadres_ranked_within_their_village_have_a_table_a_village() {
    let rulebook = RULEBOOK.replace("group = \"all\"", "group = \"village\"");
    let worked = township_by(&rulebook, "2024-Q1", ALL_DID, &[]);
    let said = worked.inside("季度通报");
    let of = |village: &str| {
        let (_, rest) = said.split_once(&format!("、村干部排名（{village}）\n")).unwrap();
        rest.split("、").next().unwrap().to_owned()
    };
    holds(&of("云头村"), "\n1\n云头村\n王建国\n100.00\n");
    assert_eq!(of("云头村").matches("\n2（并列）\n云头村\n张伟").count(), 3, "{said}");
    holds(&of("柳林村"), "\n1\n柳林村\n王建国\n100.00\n");
    holds(&said, "\n一等奖\n云头村第1名\n云头村\n王建国\n300.00\n");
    holds(&said, "\n一等奖\n柳林村第1名\n柳林村\n王建国\n300.00\n");
    let groups: Vec<_> = worked.assessment.standings.iter().map(|one| one.group.as_str()).collect();
    assert_eq!(groups, ["云头村", "柳林村"]);
    let json = json::result(&worked.assessment, &Diagnostics::new());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["standings"][1]["group"], "柳林村");
}

/// Pay that is kept back is no suspension from office.
#[test]
fn a_proposal_says_what_it_is() {
    let mut worked = township("2024-Q1", ALL_DID);
    worked.assessment.actions[0].called = Some("扣发季度绩效".into());
    holds(&worked.inside("季度通报"), "\n张伟（文书）\n扣发季度绩效\n");
}

/// 约谈 is no 诫勉谈话, whichever of the kinds it is nearest to: a step of a sanction is proposed by its name.
#[test]
fn a_step_is_proposed_by_its_name() {
    let steps = "[[sanction]]\nid = \"last\"\nname = \"末位\"\nclause = \"五\"\nstanding = \"overall\"\nperiod = \"quarter\"\nplace = \"last\"\nplaces = 1\nties = \"all\"\nsteps = [{ count = 1, name = \"约谈\", action = \"talk\" }]\n";
    let rows: &[&[&str]] = &[ALL_DID[0]];
    let worked = township_by(&format!("{RULEBOOK}\n{steps}"), "2024-Q1", rows, &[]);
    let said = worked.inside("季度通报");
    holds(&said, "\n云头村\n张伟（文书）\n约谈\n约谈：");
    holds(&said, "\n云头村\n张伟（文书）\n诫勉谈话\n");
}

/// Whose pay is kept back is told so, and that nobody has decided it yet; the others have nothing of the sort to sign.
#[test]
fn a_slip_tells_of_pay_that_is_kept_back() {
    let pay = "[[pay]]\nid = \"pay\"\nname = \"季度绩效\"\nclause = \"五\"\nsubject = \"cadre\"\nnode = \"cadre\"\nperiod = \"quarter\"\nband = \"grade\"\namounts = { \"优秀\" = 3000, \"合格\" = 2000 }\npartial = \"full\"\nround = \"yuan\"\nforfeit = [{ event = \"台账作假\", person = \"required\", whom = \"person\" }]\n";
    let worked = township_by(&format!("{RULEBOOK}\n{pay}"), "2024-Q1", &[ALL_DID[0]], &[]);
    let slips = worked.inside("反馈确认单（村干部）");
    // 95 points are 合格: 2000 yuan.
    let told = "建议扣发季度绩效（五）：季度绩效：2024年第一季度，应发2000元，因台账作假扣发当期全部。由党委、政府研究决定，决定以前暂不发放。";
    assert_eq!(slips.matches(told).count(), 1, "{slips}");
    assert_eq!(slips.matches("建议").count(), 1, "{slips}");
    let said = worked.inside("季度通报");
    holds(&said, "建议扣发的报酬决定以前暂不发放，没有列入发放的数。");
    // So it is where the scores are looked at; what a rule proposes holds no pay back.
    let told = |worked: &Worked| {
        let document = overview::overview(&worked.assessment, &Remeasured::default());
        let own =
            document.sections.into_iter().find(|section| section.heading.ends_with("处理建议")).unwrap();
        own.paragraphs.concat()
    };
    let held_back = "未决定前不得执行或公布。建议扣发的报酬决定以前暂不发放，没有列入发放的数。";
    assert!(told(&worked).ends_with(held_back), "{}", told(&worked));
    let proposed = told(&township("2024-Q1", &[ALL_DID[0]]));
    assert!(proposed.ends_with("未决定前不得执行或公布。"), "{proposed}");
}

/// 李四 came in February, and two whole months are too few of three: the months stand in the table and on the slip. Pay that
/// goes by grades and has none for him is told with them too.
#[test]
fn who_was_not_in_office_long_enough_is_told_the_months() {
    let months = "grades = [{ name = \"优秀\", at-least = 96 }, { name = \"合格\", below = 96 }]";
    let asking = format!("{months}\nmonths-in-office = 3\nmonths-by = \"whole-months\"");
    let pay = "[[pay]]\nid = \"pay\"\nname = \"季度绩效\"\nclause = \"五\"\nsubject = \"cadre\"\nnode = \"cadre\"\nperiod = \"quarter\"\nband = \"grade\"\namounts = { \"优秀\" = 3000, \"合格\" = 2000, \"不定等次\" = 0 }\npartial = \"full\"\nround = \"yuan\"\n";
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务", "起"],
        &["01", "王建国", "云头村", "主任", ""],
        &["02", "李四", "云头村", "文书", "2024-01-15"],
    ];
    let town = Workspace::new()
        .roster(&[&["村"], &["云头村"]], cadres)
        .file("rulebook.toml", format!("{}\n{pay}", RULEBOOK.replace(months, &asking)))
        .sheet("2024-02/考核.xlsx", "事项登记", &[HEADER])
        .write();
    let worked = worked_in(town.path(), "2024-Q1");
    let ungraded = "不定等次（任职2个整月，不满3个月）";
    holds(&worked.inside("季度通报"), &format!("\n云头村\n李四\n100.00\n{ungraded}\n"));
    holds(&worked.says(AudienceKind::Meeting, "季度通报"), &format!("\n云头村\n李*\n100.00\n{ungraded}\n"));
    let slips = worked.inside("反馈确认单（村干部）");
    holds(&slips, &format!("　　等次：{ungraded}"));
    holds(&slips, &format!("季度绩效（五）：2024年第一季度等次为{ungraded}，这一等次不发。"));
}

/// What keeps somebody from a prize is read by the same; the others read who has it.
#[test]
fn who_is_passed_over_is_told_to_those_who_read_what_cadres_lost() {
    let head = "[[prize]]\nid = \"prize\"\n";
    let barred = format!(
        "{head}barred-seat = \"passes-down\"\nbars = [{{ event = \"通报批评\", person = \"required\", times = 2, within = \"year\", clause = \"六\" }}]\n"
    );
    let rows: &[&[&str]] = &[&["2024-02-01", "柳林村", "通报批评", "#2", "王建国", "12"]];
    let mut worked = township_by(&RULEBOOK.replace(head, &barred), "2024-Q1", rows, &[]);
    let why = "六：通报批评2次，不得评奖";
    holds(&worked.inside("季度通报"), &format!("\n未评一等奖\n并列第1名\n柳林村\n王建国\n-\n{why}\n"));
    holds(&worked.inside("反馈确认单（村干部）"), &format!("\n奖励：未评一等奖，并列第1名（{why}）。\n"));
    let meeting = worked.rulebook.audiences.iter_mut().find(|one| one.kind == AudienceKind::Meeting);
    meeting.unwrap().fields.retain(|field| *field != Field::CadreLosses);
    let said = worked.says(AudienceKind::Meeting, "季度通报");
    holds(&said, "\n一等奖\n并列第1名\n");
    holds_not(&said, "未评");
    holds_not(&said, "通报批评");
}

/// What keeps somebody from a better grade is read by those who may read what cadres lost; the grade is for the others too.
#[test]
fn what_bars_a_cadre_is_told_to_those_who_read_what_cadres_lost() {
    let grades = "grades = [{ name = \"优秀\", at-least = 96 }, { name = \"合格\", below = 96 }]";
    let barred = format!(
        "{grades}\nbars = [{{ event = \"通报批评\", person = \"required\", times = 2, within = \"year\", best = \"合格\", clause = \"六\" }}]"
    );
    let rows: &[&[&str]] = &[&["2024-02-01", "柳林村", "通报批评", "#2", "王建国", "12"]];
    let mut worked = township_by(&RULEBOOK.replace(grades, &barred), "2024-Q1", rows, &[]);
    let told = "合格（六：通报批评2次，至多评为合格）";
    holds(&worked.inside("季度通报"), &format!("\n柳林村\n王建国\n100.00\n{told}\n"));
    holds(&worked.inside("反馈确认单（村干部）"), &format!("　　等次：{told}"));
    let meeting = worked.rulebook.audiences.iter_mut().find(|one| one.kind == AudienceKind::Meeting);
    meeting.unwrap().fields.retain(|field| *field != Field::CadreLosses);
    let said = worked.says(AudienceKind::Meeting, "季度通报");
    holds(&said, "\n柳林村\n王*\n100.00\n合格\n");
    holds_not(&said, "通报批评");
}

/// What a cadre loses all year, in two items; nothing gives a point.
const LOSES: &str = r#"
title = "试行办法"
version = "1"
posts = ["主任", "文书", "委员"]

[cadre]
name = "村干部考核"
clause = "一"
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "ledger"
name = "台账"
accrue = "year"
clause = "二"
subject = "cadre"
opens = "nothing"
floor = "none"
cap = "none"

[[item.rule]]
id = "ledger"
kind = "per-event"
event = "台账作假"
person = "required"
each = "time"
deduct = 4
charge = "person"

[[item]]
id = "late"
name = "纪律"
accrue = "year"
clause = "三"
subject = "cadre"
opens = "nothing"
floor = "none"
cap = "none"

[[item.rule]]
id = "late"
kind = "per-event"
event = "迟到"
person = "required"
each = "time"
deduct = 3
charge = "person"
"#;

/// The papers of the scheme that `RULEBOOK` is written for.
fn with_papers(scheme: &str) -> String {
    let papers = RULEBOOK.find("[[audience]]").unwrap();
    format!("{scheme}\n{}", &RULEBOOK[papers..])
}

/// Under the title of a month it is said from when the deductions are.
#[test]
fn what_a_cadre_lost_since_the_year_began_is_told_to_be_that() {
    let scheme = with_papers(LOSES);
    let rows: &[&[&str]] = &[&["2024-02-01", "柳林村", "台账作假", "#1", "王建国", "12"]];
    let slips = |scheme: &str, period| township_by(scheme, period, rows, &[]).inside("反馈确认单（村干部）");
    let said = slips(&scheme, "2024-03");
    holds(slip(&said, "柳林村"), "　　年初以来扣分合计：4.00分\n本月本人没有扣分。\n");
    holds(slip(&slips(&scheme, "2024-Q1"), "柳林村"), "　　扣分合计：4.00分\n");
    let anew = "round = \"exact\"\naccrue = \"month\"\nrollup = \"sum\"\nabsent = \"zero\"\n";
    let by_month = scheme.replace("accrue = \"year\"\n", "").replacen("round = \"exact\"\n", anew, 1);
    holds(slip(&slips(&by_month, "2024-02"), "柳林村"), "　　扣分合计：4.00分\n");
    let anew = "\"纪律\"\naccrue = \"quarter\"\nrollup = \"sum\"\nabsent = \"zero\"";
    let mixed = scheme.replace("\"纪律\"\naccrue = \"year\"", anew);
    holds(slip(&slips(&mixed, "2024-05"), "柳林村"), "　　累计扣分合计：4.00分\n");
}

/// Of weighted items the whole is no sum of what was deducted.
#[test]
fn what_is_weighted_is_no_sum_of_deductions() {
    let weighted = |text: &str| format!("{text}weight = 50\n");
    let scheme = with_papers(LOSES).replacen("combine = \"sum\"", "combine = \"weighted\"", 1);
    let scheme = scheme.replace("subject = \"cadre\"\n", &weighted("subject = \"cadre\"\n"));
    let rows: &[&[&str]] = &[
        &["2024-02-01", "柳林村", "台账作假", "#1", "王建国", "12"],
        &["2024-02-02", "柳林村", "迟到", "#1", "王建国", "12"],
    ];
    let said = township_by(&scheme, "2024-Q1", rows, &[]).inside("反馈确认单（村干部）");
    let said = slip(&said, "柳林村");
    holds_not(said, "扣分合计");
    holds(said, "得分：-3.50分");
    holds(said, "各项合成得分：台账×50÷100、纪律×50÷100。");
}

/// A mark of each quarter, and nothing else.
const OF_MARKS: &str = r#"
title = "试行办法"
version = "1"
posts = ["主任", "文书", "委员"]

[cadre]
name = "村干部考核"
clause = "一"
points = 100
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[[item]]
id = "duty"
name = "履职"
accrue = "year"
clause = "二"
subject = "cadre"
points = 100
opens = "nothing"
floor = "zero"
cap = "none"
when-not-applicable = "exclude"
when-not-reported = "zero"

[[item.rule]]
id = "duty"
kind = "entered"
mark = "评分"
given-by = "镇"
at-least = 0
at-most = 100
measure = "quarter"
again = "replaces"

[[standing]]
id = "overall"
name = "村干部排名"
node = "cadre"
group = "all"
ties = "share-and-skip"
"#;

fn marked(period: &str) -> Worked {
    let roster: &[&[&str]] =
        &[&["编号", "姓名", "村", "职务"], &["01", "张三", "甲村", "主任"], &["02", "李四", "乙村", "主任"]];
    let marks: &[&[&str]] = &[&["村", "姓名", "评分"], &["甲村", "张三", "#90"], &["乙村", "李四", "#80"]];
    let town = Workspace::new()
        .roster(&[&["村"], &["甲村"], &["乙村"]], roster)
        .file("rulebook.toml", with_papers(OF_MARKS))
        .sheet("2024-03/评分.xlsx", "评分录入", marks)
        .write();
    worked_in(town.path(), period)
}

/// In a month without a mark it is cadres who have no score; nor are they ranked by their zeros where readers see no others.
#[test]
fn a_month_without_marks_is_one_of_cadres() {
    let mut worked = marked("2024-02");
    let told = "2024年2月没有到期计分的项目，各村干部都没有得分，不排名次。";
    holds(&worked.inside("月度考核结果"), told);
    let audiences = worked.rulebook.audiences.iter_mut();
    audiences.for_each(|audience| audience.fields.retain(|field| *field != Field::Scores));
    let said = worked.inside("月度考核结果");
    holds(&said, told);
    holds_not(&said, "村干部排名");
}

/// Nothing is deducted from marks: that nobody lost anything says nothing of them.
#[test]
fn cadres_who_are_marked_alone_are_not_said_to_have_lost_nothing() {
    let said = marked("2024-Q1").inside("季度通报");
    holds(&said, "\n80.00\n");
    holds_not(&said, "没有扣分");
}

/// Where of one rule one gets and another gives back, each has a row, as in the sums below.
#[test]
fn what_is_paid_and_what_is_taken_by_one_rule_are_not_netted() {
    let header: &[&str] =
        &["日期", "村", "项目", "所属考核期", "事由", "批准", "分值", "金额", "姓名", "编号"];
    let row = |amount, name, id| -> [&str; 10] {
        ["2024-04-10", "云头村", "", "2024年3月", "漏算", "党委会", "", amount, name, id]
    };
    let rows = [row("#100", "王建国", "01"), row("#-50", "张伟", "03"), row("#-20", "张伟", "04")];
    let rows: Vec<&[&str]> = std::iter::once(header).chain(rows.iter().map(|row| &row[..])).collect();
    let roster: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务"],
        &["01", "王建国", "云头村", "主任"],
        &["03", "张伟", "云头村", "文书"],
        &["04", "张伟", "云头村", "委员"],
    ];
    let town = Workspace::new()
        .roster(&[&["村"], &["云头村"]], roster)
        .file("rulebook.toml", RULEBOOK)
        .sheet("2024-04/补.xlsx", "补扣补加", &rows)
        .write();
    let worked = worked_in(town.path(), "2024-04");
    let total = &worked.assessment.money_totals[0];
    assert_eq!((total.count, total.amount.to_string()), (3, "30".to_owned()));
    let said = worked.inside("月度考核结果");
    let table = said.split("金额（元）").nth(1).unwrap();
    holds(table, "\n村干部\n云头村\n补扣补加\n1\n100.00\n");
    holds(table, "\n村干部\n云头村\n补扣补加\n2\n-70.00\n");
    holds(table, "\n发放合计\n");
    holds_not(table, "30.00");
}

/// Of whom the result holds no score at its end, as one of a village that is gone by then, the post tells that was held last.
#[test]
fn somebody_without_a_score_is_called_by_the_last_post() {
    let mut worked = township("2024-Q1", ALL_DID);
    let meeting = worked.rulebook.audiences.iter_mut().find(|one| one.kind == AudienceKind::Meeting);
    meeting.unwrap().names = Names::Post;
    worked.assessment.cadres.retain(|cadre| cadre.person.village != "柳林村");
    let told = worked.says(AudienceKind::Meeting, "季度通报");
    holds(&told, "\n柳林村\n主任\n100.00\n优秀\n");
    holds_not(&told, "当事人");
}

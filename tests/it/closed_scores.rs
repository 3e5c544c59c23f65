//! What is not due yet has no score: papers, tables and pictures show its state where a 0 would be taken for one.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use cunkao::analysis::lowering::Remeasured;
use cunkao::batch::JointPlace;
use cunkao::diagnostic::{Cells, Diagnostics};
use cunkao::engine::assessment::{Assessment, State};
use cunkao::fact::{Carried, CarriedAmount};
use cunkao::number::Number;
use cunkao::period::{Period, date};
use cunkao::publication::{self, Order, Private, Request};
use cunkao::report::explain::{Query, Question, Topic, document};
use cunkao::report::{csv, docx, overview, terminal, xlsx};
use cunkao::rulebook::AudienceKind;

use crate::explanation::{about, all};
use crate::intake::workspace::Workspace;
use crate::rule_kinds::{Case, item};
use crate::support::{cunkao, stdout};

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"\n";

/// The scheme begins in July; a second item, of which there is a standing, is measured at the end of August.
fn scheme() -> String {
    let first = item("from = \"2024-07-01\"\n", NOISE);
    format!(
        r#"{first}
[[item]]
id = "later"
name = "后来的"
clause = "二"
subject = "village"
points = 5
opens = "nothing"
floor = "none"
cap = "none"
accrue = "year"
from = "2024-07-01"
when-not-reported = "error"
when-not-applicable = "exclude"

[[item.rule]]
id = "paid"
kind = "per-unit"
figure = "已收"
rate = 0.5
by = "08-31"

[[indicator]]
name = "已收"
unit = "万元"
source = "entered"

[[standing]]
id = "paid"
name = "集资排名"
node = "later"
group = "all"
ties = "share-and-skip"

[publication]
office = "某乡人民政府"
mark = "某乡人民政府文件"
code = "某政"
addressee = "各村"
copies = []
printer = "某乡党政办"
basis = ["《办法》"]
contact = "考核办（电话1）"
objection-days = 5
length-limit = 4000

[[audience]]
id = "public"
fields = ["scores", "items"]
names = "post"
basis = "不涉及个人"
approved-by = "审定"

[[audience]]
id = "internal"
fields = ["scores", "items", "losses"]
names = "full"
basis = "内部"
approved-by = "审定"
"#
    )
}

/// 甲村 is noisy once in July.
const FACTS: &str = r#"villages = { "甲村" = "", "乙村" = "" }
events = [{ date = "07-10", village = "甲村", event = "吵闹" }]
figures = [{ date = "08-31", village = "甲村", indicator = "已收", value = 4 }, { date = "08-31", village = "乙村", indicator = "已收", value = 2 }]"#;

fn case() -> Case {
    Case::new(&scheme().replace("points = 10\ncombine", "points = 15\ncombine"), FACTS)
}

fn on_screen(assessment: &Assessment) -> String {
    terminal::render(&overview::overview(assessment, &Remeasured::default()), 120)
}

#[test]
fn a_whole_of_which_nothing_is_due_has_no_score() {
    let march = case().at("2024-03").0;
    let rows: Vec<String> = csv::render(&march).lines().skip(1).map(str::to_owned).collect();
    assert!(rows.len() == 2 && rows.iter().all(|row| row.contains("村,,未到期,")), "{rows:?}");
    let told = on_screen(&march);
    assert!(told.contains("甲村 未到期（未排名）、乙村 未到期（未排名）"), "{told}");
}

#[test]
fn a_standing_over_what_is_not_due_shows_its_state() {
    let case = case();
    let july = case.at("2024-07").0;
    let told = on_screen(&july);
    let of_later = told.split("集资排名").nth(1).unwrap();
    assert!(
        of_later.contains("未到期") && !of_later.lines().take(8).any(|line| line.contains("0.00")),
        "{told}"
    );
    let ranked = Question { topics: vec![Topic::Rank], ..about("甲村") };
    let answers = all(&case.rulebook, &case.records, &july, &ranked);
    let told = terminal::render(&document(&july, &ranked, &answers).unwrap(), 200);
    assert!(told.contains("集资排名，2024年7月：甲村未到期，没有得分可比，没有名次。"), "{told}");
}

/// The word is explained where it stands for a whole alone, without an item that bears it.
#[test]
fn the_word_for_a_whole_is_explained() {
    const WORD: &str = "未到期：还没有到计分的日子，不是0分";
    let case = case();
    let july = case.at("2024-07").0;
    let mut bare = july.clone();
    for village in &mut bare.villages {
        village.items.retain(|item| item.state != State::NotDue);
    }
    let closed = |assessment: &Assessment| {
        assessment.standings.iter().flat_map(|one| &one.rows).any(|row| row.closed.is_some())
    };
    assert!(closed(&bare) && on_screen(&bare).contains(WORD), "{}", on_screen(&bare));
    for standing in &mut bare.standings {
        standing.rows.iter_mut().for_each(|row| row.closed = None);
    }
    assert!(!on_screen(&bare).contains(WORD), "{}", on_screen(&bare));

    // The places of a bulletin stand on a page without items.
    let set = published(&case, &case.at("2024-Q1").0, &[], AudienceKind::Public);
    let papers = set.files.iter().filter(|file| file.name.rsplit('.').next() == Some("docx"));
    let told: Vec<_> = papers.map(|file| (&file.name, docx::read(&file.bytes).unwrap())).collect();
    let is_word = |line: &String| line == "未到期";
    for (name, lines) in told.iter().filter(|(_, lines)| lines.iter().any(is_word)) {
        assert!(lines.iter().any(|line| line.contains(WORD)), "{name}: {lines:?}");
    }
    assert!(told.iter().any(|(name, lines)| name.contains("通报") && lines.iter().any(is_word)));
}

fn sheet(assessment: &Assessment, months: &[Assessment], name: &str) -> Vec<Vec<Data>> {
    let bytes = xlsx::render(assessment, &Diagnostics::new(), months, "", Some("../../")).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn published(
    case: &Case,
    assessment: &Assessment,
    months: &[Assessment],
    audience: AudienceKind,
) -> publication::Set {
    let private = Private::of(&case.rulebook, &case.records, assessment);
    let set = publication::set(&Request {
        robustness: None,
        rulebook: &case.rulebook,
        assessment,
        diagnostics: &Diagnostics::new(),
        months,
        way_up: Some(""),
        private: &private,
        audience,
        order: &Order::default(),
    });
    set.unwrap_or_else(|found| panic!("{found:?}"))
}

/// What is written is held against the result: a state where the result has 0 and no place is no difference.
#[test]
fn papers_of_what_is_not_due_are_published() {
    let case = case();
    let july = case.at("2024-07").0;
    let set = published(&case, &july, &[], AudienceKind::Internal);
    let paper = set.files.iter().find(|file| file.name == "月度考核结果（内部）.docx").unwrap();
    let said = docx::read(&paper.bytes).unwrap().join("\n");
    assert!(said.contains("未排名\n甲村\n未到期\n"), "{said}");
    assert!(set.files.iter().any(|file| file.name == "审计底稿.xlsx"));
}

/// 甲村 has 9 from July on, and 2 more from August.
#[test]
fn no_line_is_drawn_over_months_before_the_scheme() {
    let case = case();
    let months = |last: u32| (1..=last).map(|month| case.at(&format!("2024-{month:02}")).0);
    let august = case.at("2024-08").0;
    let rows = sheet(&august, &months(8).collect::<Vec<_>>(), "走势");
    let own = rows
        .iter()
        .find(|row| row[0] == Data::String("得分".into()) && row[1] == Data::String("甲村".into()));
    let own = own.unwrap();
    assert!(own[3..9].iter().all(|cell| *cell == Data::Empty), "{own:?}");
    assert_eq!(own[9..], [Data::Float(9.0), Data::Float(11.0)]);
    let quarter = case.at("2024-Q3").0;
    let set = published(&case, &quarter, &months(9).collect::<Vec<_>>(), AudienceKind::Public);
    let page = set.files.iter().find(|file| file.name == "季度通报.html").unwrap();
    let page = String::from_utf8(page.bytes.clone()).unwrap();
    let lines = page.split("<polyline points=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let points: Vec<usize> = lines.map(|line| line.split_whitespace().count()).collect();
    // What leads from the ends of the lines to their names has two.
    assert_eq!(points, [3, 3, 2, 2], "July to September");
}

/// What could be had of the whole, and what moved it, would be taken for those of the part.
#[test]
fn a_standing_over_a_part_shows_nothing_of_the_whole() {
    let august = case().at("2024-08").0;
    let rows = sheet(&august, &[], "排名");
    let heads = rows.iter().find(|row| row[0] == Data::String("排名".into())).unwrap();
    let column = |name: &str| heads.iter().position(|head| *head == Data::String(name.into())).unwrap();
    let of = |standing: &str| {
        let own = |row: &&Vec<Data>| {
            row[0] == Data::String(standing.into()) && row[4] == Data::String("甲村".into())
        };
        let row = rows.iter().filter(|row| row.len() > 4).find(own).unwrap();
        ["得分", "可得分", "本期变动"].map(|name| row[column(name)].to_string())
    };
    assert_eq!(of("排名"), ["11", "15", "2"]);
    assert_eq!(of("集资排名"), ["2", "", ""]);
}

/// In May something is reported already, before anything counts.
#[test]
fn a_month_before_the_scheme_has_no_score_in_its_trend() {
    let rulebook = scheme().replace("points = 10\ncombine", "points = 15\ncombine");
    let rows = |day: &str| -> Vec<Vec<String>> {
        let rows = [["日期", "村", "事项", "次数"], [day, "甲村", "吵闹", "#1"]];
        rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect()
    };
    let folder = Workspace::new()
        .roster(&[&["村"], &["甲村"], &["乙村"]], &[&["姓名", "村", "职务"], &["张三", "甲村", "主任"]])
        .file("rulebook.toml", rulebook)
        .sheet_of("2024-05/a.xlsx", "事项登记", rows("@2024-05-10"))
        .sheet_of("2024-07/a.xlsx", "事项登记", rows("@2024-07-10"))
        .write();
    let output = cunkao(["trend", folder.path().to_str().unwrap(), "--period", "2024", "--format", "csv"]);
    let told = stdout(&output);
    let of = |month: &str| -> Vec<String> {
        told.lines().filter(|line| line.starts_with(month)).map(str::to_owned).collect()
    };
    assert!(of("2024年5月,甲村,未到期,,否,").len() == 1, "{told}");
    assert!(of("2024年7月,甲村,9,").len() == 1, "{told}");
    let told = stdout(&cunkao(["trend", folder.path().to_str().unwrap(), "--period", "2024"]));
    assert!(told.contains("未到期：还没有到计分的日子，不是0分。"), "{told}");
}

/// 3 points are carried over to what is measured in August: they stand there, and are compared with nothing yet.
#[test]
fn what_was_carried_before_it_is_due_is_told() {
    let mut case = case();
    let village = case.records.villages.get_mut("甲村").unwrap();
    village.carried.push(Carried {
        date: date(2024, 7, 20).unwrap(),
        item: Some("later".into()),
        amount: CarriedAmount::Points(3.into()),
        of: Period::parse("2024-06").unwrap(),
        person: None,
        reason: "漏记".into(),
        approved: "王大山".into(),
        cells: Cells::NONE,
    });
    let july = case.at("2024-07").0;
    let of_later = &july.standings.iter().find(|standing| standing.id == "paid").unwrap().rows;
    let shown: Vec<_> =
        of_later.iter().map(|row| (row.who.name(), row.rank, row.score, row.closed)).collect();
    assert_eq!(
        shown,
        [("甲村", None, Some(3.into()), None), ("乙村", None, Some(Number::ZERO), Some(State::NotDue))]
    );
    published(&case, &july, &[], AudienceKind::Internal);
}

/// Of three villages one has nothing that applies to it: the mean of 9 and 8 is 8.5, and nobody has 0.
#[test]
fn a_village_to_which_nothing_applies_is_no_lowest() {
    let rule = "kind = \"duty\"\nduty = \"会议\"\nevery = \"month\"\ntimes = 1\ndeduct = 1\n";
    let policy = "when-not-reported = \"error\"\nwhen-not-applicable = \"exclude\"\n";
    let publication = scheme().split("[publication]").nth(1).unwrap().to_owned();
    let duty = |month: u32, village: &str, value: &str| {
        format!("{{ month = {month}, village = \"{village}\", duty = \"会议\", {value} }}")
    };
    let (done, missed, none) = ("times = 1", "times = 0", "not-applicable = true");
    let duties: Vec<String> = [(1, [done, missed, none]), (2, [missed, missed, none])]
        .iter()
        .flat_map(|(month, values)| {
            ["甲村", "乙村", "丙村"].iter().zip(values).map(|(village, value)| duty(*month, village, value))
        })
        .collect();
    let facts = format!(
        "villages = {{ \"甲村\" = \"\", \"乙村\" = \"\", \"丙村\" = \"\" }}\nduties = [{}]",
        duties.join(", ")
    );
    let case = Case::new(&format!("{}\n[publication]{publication}", item(policy, rule)), &facts);
    let february = case.at("2024-02").0;
    let summary = february.summary.as_ref().unwrap();
    assert_eq!(
        (summary.scored, summary.mean.to_string(), summary.spread.to_string()),
        (2, "8.5".to_owned(), "1".to_owned())
    );
    assert_eq!((summary.lowest.score, &summary.lowest.villages[..]), (8.into(), &["乙村".into()][..]));
    assert_eq!(JointPlace::of(&february).len(), 2);
    let set = published(&case, &february, &[], AudienceKind::Internal);
    let slips = set.files.iter().find(|file| file.name.starts_with("反馈确认单（村）")).unwrap();
    let said = docx::read(&slips.bytes).unwrap().join("\n");
    assert!(said.contains("考核对象：丙村　　累计得分：不适用（可得0.00分）"), "{said}");
    let question = about("丙村");
    let answers = all(&case.rulebook, &case.records, &february, &question);
    let told = terminal::render(&document(&february, &question, &answers).unwrap(), 200);
    assert!(!told.contains("得0分"), "{told}");
    assert_eq!(of_sheet(&february, "各项得分", "丙村"), ["丙村", "", "不适用", "不适用"]);
}

/// The row of somebody in a sheet, from the name on.
fn of_sheet(assessment: &Assessment, sheet_name: &str, who: &str) -> Vec<String> {
    let rows = sheet(assessment, &[], sheet_name);
    let cells = rows.iter().find_map(|row| {
        let at = row.iter().position(|cell| *cell == Data::String(who.into()))?;
        Some(row[at..].iter().map(ToString::to_string).collect())
    });
    cells.unwrap_or_else(|| panic!("{who}: {rows:?}"))
}

/// Judged once, on June 30; 李四 comes in November.
const OF_CADRES: &str = r#"
[cadre]
name = "干部"
clause = "二"
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[indicator]]
name = "参保人口"
unit = "人"
source = "entered"
current = true

[[item]]
id = "people"
name = "人口"
clause = "二（一）"
subject = "cadre"
accrue = "year"
opens = "nothing"
floor = "zero"
cap = "none"
when-not-applicable = "exclude"
when-not-reported = "error"

[[item.rule]]
id = "counted"
kind = "formula"
formula = "参保人口"
by = "06-30"

[[standing]]
id = "cadres"
name = "干部排名"
node = "cadre"
group = "all"
ties = "share-and-skip"
leavers = "ranked"
"#;

/// Nothing was judged of who came behind the only day: 0 is no score, and no day is still to come.
#[test]
fn a_cadre_of_whom_nothing_was_judged_has_no_score() {
    let facts = "cadres = [{ name = \"张三\", post = \"主任\", until = \"10-31\" }, { name = \"李四\", post = \"主任\", from = \"11-01\" }]\n\
                 figures = [{ date = \"06-30\", indicator = \"参保人口\", value = 0 }]";
    let publication = scheme().split("[publication]").nth(1).unwrap().to_owned();
    let fields = "fields = [\"scores\", \"items\", \"losses\"";
    let publication = publication.replace(fields, &format!("{fields}, \"cadre-scores\""));
    let case = Case::new(&format!("{}{OF_CADRES}[publication]{publication}", item("", NOISE)), facts);
    let year = case.at("2024").0;
    // Of 0 people 张三 has 0 points, which are a score.
    let rows: Vec<_> =
        year.standings[1].rows.iter().map(|row| (row.who.name(), row.rank, row.closed_told())).collect();
    assert_eq!(rows, [("张三", Some(1), None), ("李四", None, Some("尚未计分"))]);
    let told = on_screen(&year);
    assert!(told.lines().any(|line| line.contains("李四") && line.contains("尚未计分")), "{told}");
    assert!(!told.contains("未到期"), "{told}");
    assert_eq!(of_sheet(&year, "干部", "李四").get(6).map(String::as_str), Some("尚未计分"));
    assert!(of_sheet(&year, "排名", "李四").contains(&"尚未计分".to_owned()));
    let set = published(&case, &year, &[], AudienceKind::Internal);
    let slips = set.files.iter().find(|file| file.name.starts_with("反馈确认单（村干部）")).unwrap();
    let said = docx::read(&slips.bytes).unwrap().join("\n");
    assert!(said.contains("李四（主任）　　累计得分：尚未计分\n"), "{said}");
    let question = Question {
        query: Query { cadre: Some("李四".to_owned()), ..Query::default() },
        topics: vec![Topic::Rank],
        ..Question::default()
    };
    let answers = all(&case.rulebook, &case.records, &year, &question);
    let told = terminal::render(&document(&year, &question, &answers).unwrap(), 400);
    assert!(
        told.contains("干部排名，2024年度：例村 李四（主任）尚未计分，没有得分可比，没有名次。"),
        "{told}"
    );
}

//! `trend`: its figures are those of `score` month by month; what is not known is never drawn; years under different
//! rulebooks are never joined.

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use cunkao::analysis::trend::{self, Given, GivenYear, Link, Trend};
use cunkao::period::Period;
use cunkao::records::{History, PastPlace};
use cunkao::report;
use cunkao::workspace::{self, Worked};
use serde_json::Value;

use crate::support::{cunkao, demo_copy, repository, stderr, stdout};

fn demo() -> String {
    repository("examples/demo-township").to_str().unwrap().to_owned()
}

/// Rows of cells; no cell of these holds a comma or a quote.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let lines = csv.strip_prefix('\u{feff}').unwrap().lines();
    lines.map(|line| line.trim_end().split(',').map(str::to_owned).collect()).collect()
}

fn result(folder: &str, period: &str) -> Value {
    let output = cunkao(["score", folder, "--period", period, "--format", "json", "--allow-errors"]);
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// What an item lost within the month: what its balance fell by.
fn lost(item: &Value) -> String {
    text(item, "period_change").strip_prefix('-').unwrap_or("0").to_owned()
}

#[test]
fn every_month_is_what_score_says_of_it() {
    let demo = demo();
    let csv = rows(&stdout(&cunkao(["trend", &demo, "--period", "2024", "--format", "csv"])));
    let at = |title: &str| csv[0].iter().position(|cell| cell == title).unwrap();
    let mut compared = 0;
    for month in 1..=12 {
        let result = result(&demo, &format!("2024-{month:02}"));
        let own: Vec<_> = csv.iter().filter(|row| row[0] == format!("2024年{month}月")).collect();
        let villages = result["villages"].as_array().unwrap();
        assert_eq!(own.len(), villages.len() + 1, "a row a village, and one of all together");
        let standing = result["standings"].as_array().unwrap().iter();
        let standing =
            standing.clone().find(|one| one["group"] == "all" && one["node"] == "village").unwrap();
        for village in villages {
            let name = text(village, "name");
            let row = own.iter().find(|row| row[1] == name).unwrap();
            assert_eq!(row[at("得分")], text(village, "score"), "{month} {name}");
            assert_eq!(row[at("名次")], village["rank"].to_string(), "{month} {name}");
            assert_eq!(row[at("并列")] == "是", village["tied"].as_bool().unwrap());
            let placed = standing["rows"].as_array().unwrap().iter();
            let placed = placed.clone().find(|row| row["subject"]["village"] == name).unwrap();
            let change = placed["change"].as_i64().map_or(String::new(), |change| change.to_string());
            assert_eq!(row[at("名次升降")], change, "{month} {name}");
            for item in village["items"].as_array().unwrap() {
                assert_eq!(row[at(&format!("失分：{}", text(item, "name")))], lost(item), "{month} {name}");
                compared += 1;
            }
        }
        let all = own.iter().find(|row| row[1] == "各村合计").unwrap();
        let told = result["summary"]["lost"].as_array().unwrap();
        for item in &result["villages"][0]["items"].as_array().unwrap()[..] {
            let known = told.iter().find(|lost| lost["id"] == item["id"]);
            let expected = known.map_or("0", |lost| text(lost, "amount"));
            assert_eq!(all[at(&format!("失分：{}", text(item, "name")))], expected, "{month}");
        }
    }
    assert!(compared >= 12 * 8 * 13);
}

#[test]
fn a_month_without_data_is_named_and_left_open() {
    let copy = demo_copy();
    std::fs::remove_dir_all(copy.path().join("records/2024-05")).unwrap();
    let folder = copy.path().to_str().unwrap();
    let table = stdout(&cunkao(["trend", folder, "--period", "2024", "--width", "120"]));
    assert!(table.contains("没有数据的月份：5月"), "{table}");
    assert!(table.contains("无数据"));
    let csv = rows(&stdout(&cunkao(["trend", folder, "--period", "2024", "--format", "csv"])));
    let may: Vec<_> = csv.iter().filter(|row| row[0] == "2024年5月").collect();
    assert_eq!(may.len(), 1, "no village has a row");
    assert!(may[0].contains(&"无数据".to_owned()) && !may[0].contains(&"0".to_owned()), "{may:?}");
    let june = csv.iter().find(|row| row[0] == "2024年6月" && row[1] == "3村").unwrap();
    assert_eq!(june[5], "", "no change of place since a month that is not known");
    let april = csv.iter().find(|row| row[0] == "2024年4月" && row[1] == "3村").unwrap();
    assert_ne!(april[5], "");
    let file = copy.path().join("走势.xlsx");
    cunkao(["trend", folder, "--period", "2024", "--format", "xlsx", "-o", file.to_str().unwrap()]);
    let sheet = sheet(&file, "逐月得分");
    let (header, first) = (&sheet[2], &sheet[3]);
    let may = header.iter().position(|cell| *cell == "5月").unwrap();
    assert_eq!(first[may], Data::Empty, "a line is not drawn through words, which would count as 0");
    assert!(matches!(first[may + 1], Data::Float(_)));
    assert!(first.last().unwrap().to_string().contains("5月无数据"));
}

/// Months to come are left out, a gap is not; no word in a head or a cell is broken, though all of March on are drafts.
#[test]
fn heads_of_a_year_that_has_just_begun_are_whole() {
    let copy = demo_copy();
    for month in [2, 7, 8, 9, 10, 11, 12] {
        std::fs::remove_dir_all(copy.path().join(format!("records/2024-{month:02}"))).unwrap();
    }
    std::fs::write(copy.path().join("records/2024-03/不明.csv"), "甲,乙\n1,2\n").unwrap();
    let told = stdout(&cunkao(["trend", copy.path().to_str().unwrap(), "--period", "2024", "--width", "80"]));
    assert!(told.contains("2024年度没有数据的月份：2月、7月"), "{told}");
    let lines: Vec<&str> = told.lines().collect();
    let heads: Vec<&&str> = lines.iter().filter(|line| line.contains('|') && line.contains("月")).collect();
    assert!(
        !heads.is_empty() && heads.iter().all(|line| !line.contains("7月") && !line.contains("12月")),
        "{told}"
    );
    for word in ["无数据", "（未定稿）"] {
        let (start, rest) = word.split_at(word.char_indices().nth(2).unwrap().0);
        let is_broken = |line: &&str| line.split('|').any(|cell| cell.trim() == start || cell.trim() == rest);
        assert!(told.contains(word) && !lines.iter().any(is_broken), "{word}: {told}");
    }
}

fn sheet(file: &Path, name: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn months_with_errors_are_drafts_and_those_before_are_not() {
    let copy = demo_copy();
    std::fs::write(copy.path().join("records/2024-10/规定动作.csv"), "村,村民会议\r\n9村,1\r\n").unwrap();
    let folder = copy.path().to_str().unwrap();
    let output = cunkao(["trend", folder, "--period", "2024", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("未定稿"), "{}", stderr(&output));
    let csv = rows(&stdout(&output));
    let state = csv[0].iter().position(|cell| cell == "状态").unwrap();
    for month in [1, 9, 10, 12] {
        let draft = result(folder, &format!("2024-{month:02}"))["draft"].as_bool().unwrap();
        assert_eq!(draft, month >= 10);
        for row in csv.iter().filter(|row| row[0] == format!("2024年{month}月")) {
            assert_eq!(row[state] == "未定稿", draft, "{month}");
        }
    }
    let table = stdout(&cunkao(["trend", folder, "--period", "2024"]));
    assert!(table.contains("未定稿的月份：10月、11月、12月"), "{table}");
}

/// The first quarter of the demo, as a year of its own.
fn quarter() -> (GivenYear, Worked) {
    let folder = repository("examples/demo-township");
    let period = Period::parse("2024-Q1").unwrap();
    let loaded = workspace::load_rulebook(&folder);
    let worked = workspace::work_out(&folder, loaded, period, &mut |_, _| {}).0.unwrap();
    let given = |assessment| Given { assessment, has_data: true };
    let months = worked.months().into_iter().map(given).collect();
    (GivenYear { whole: given(worked.assessment.clone()), months }, worked)
}

fn a_year_earlier(year: &GivenYear, version: &str, sha256: &str) -> GivenYear {
    let mut earlier = year.clone();
    for given in std::iter::once(&mut earlier.whole).chain(&mut earlier.months) {
        given.assessment.period = given.assessment.period.in_year(2023);
        given.assessment.version = version.to_owned();
        given.assessment.sha256 = sha256.to_owned();
    }
    earlier
}

fn put_together(years: &[GivenYear], worked: &Worked, history: &History) -> Trend {
    trend::trend(years, history, &worked.records.roster, None).unwrap().unwrap()
}

/// How many strokes go from one point to another in the picture of a title; a sample of each line is one too.
fn strokes(svg: &str, title: &str) -> usize {
    let picture = svg.split(&format!(">{title}<")).nth(1).unwrap().split("</svg>").next().unwrap();
    picture.split("<polyline ").skip(1).filter(|line| line.contains("stroke-dasharray")).count()
}

#[test]
fn years_are_joined_only_under_the_very_same_rulebook() {
    let (year, worked) = quarter();
    let (version, sha256) = (&worked.rulebook.version, &worked.rulebook.sha256);
    let none = History::default();
    let same = [a_year_earlier(&year, version, sha256), year.clone()];
    let same = put_together(&same, &worked, &none);
    assert_eq!(same.years[1].link, Link::Comparable);
    assert_eq!(strokes(&report::trend::svg(&same), "历年得分"), 8 + 8);
    for (other_version, other_sha) in [(version.as_str(), "ff00"), ("0", sha256.as_str())] {
        let years = [a_year_earlier(&year, other_version, other_sha), year.clone()];
        let told = put_together(&years, &worked, &none);
        assert_eq!(told.years[1].link, Link::OtherRulebook);
        let svg = report::trend::svg(&told);
        assert_eq!(strokes(&svg, "历年得分"), 8, "samples alone");
        assert_eq!(strokes(&svg, "历年名次"), 8);
        let old = format!("细则版本 {other_version}（校验码 {}", &other_sha[..4]);
        assert!(svg.contains("不可比") && svg.contains(&old), "{svg}");
        let csv = rows(&report::trend::csv(&told));
        let of_2024 = csv.iter().find(|row| row[0] == "2024年第一季度").unwrap();
        assert_eq!(of_2024.last().unwrap(), "不可比");
    }
}

#[test]
fn places_that_history_kept_stand_beside_years_and_are_not_compared() {
    let (year, worked) = quarter();
    let standing = worked.assessment.standings[0].id.clone();
    let past = |period: &str, village: &str, place| PastPlace {
        period: Period::parse(period).unwrap(),
        standing: standing.clone(),
        village: village.to_owned(),
        person: String::new(),
        id: String::new(),
        place,
    };
    let places = vec![past("2023-Q1", "3村", 5), past("2023-Q4", "3村", 8), past("2022-Q1", "3村", 2)];
    let history = History { places, ..History::default() };
    let told = put_together(std::slice::from_ref(&year), &worked, &history);
    let years: Vec<_> = told.years.iter().map(|year| (year.whole.period.to_string(), year.link)).collect();
    assert_eq!(
        years,
        [
            ("2022-Q1".to_owned(), Link::First),
            ("2023-Q1".to_owned(), Link::UnknownRulebook),
            ("2024-Q1".to_owned(), Link::UnknownRulebook)
        ]
    );
    assert_eq!(told.years[1].whole.of("3村").unwrap().rank, Some(5));
    assert_eq!(told.years[1].whole.of("3村").unwrap().score, None);
    // A workspace of the year takes the place of what was kept of it.
    let years = [a_year_earlier(&year, "1", "00"), year];
    let told = put_together(&years, &worked, &history);
    assert_eq!(told.years.len(), 3);
    assert!(told.years[1].edition.is_some());
}

#[test]
fn the_picture_is_well_formed_and_nothing_in_it_acts() {
    let (mut year, worked) = quarter();
    let hostile = "<script>x</script>&\" onload=\"y";
    for given in std::iter::once(&mut year.whole).chain(&mut year.months) {
        given.assessment.villages[0].name = hostile.into();
    }
    let told = put_together(&[year], &worked, &History::default());
    assert!(told.villages.iter().any(|village| village == hostile));
    let svg = report::trend::svg(&told);
    let mut reader = quick_xml::Reader::from_str(&svg);
    let (mut depth, mut elements) = (0, Vec::new());
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) => {
                depth += 1;
                elements.push(tag.name().as_ref().to_owned());
                for attribute in tag.attributes() {
                    let key: String = attribute.unwrap().key.as_ref().to_owned();
                    assert!(!key.starts_with("on") && !key.contains("href"), "{key}");
                }
            }
            quick_xml::events::Event::Empty(tag) => elements.push(tag.name().as_ref().to_owned()),
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    assert!(!elements.iter().any(|name| ["script", "a", "image", "use", "foreignObject"].contains(&&**name)));
    assert!(!svg.contains("url(") && svg.matches("http").count() == 1, "the name of the format alone");
}

#[test]
fn no_name_is_a_formula_in_the_csv() {
    let (mut year, worked) = quarter();
    for given in std::iter::once(&mut year.whole).chain(&mut year.months) {
        given.assessment.villages[0].name = "=1+1".into();
        given.assessment.version = "@1".to_owned();
    }
    let told = put_together(&[year], &worked, &History::default());
    let csv = rows(&report::trend::csv(&told));
    assert!(csv.iter().flatten().any(|cell| cell == "'=1+1"));
    assert!(csv.iter().flatten().any(|cell| cell == "'@1"));
    let begins = |cell: &&String| cell.starts_with(['=', '+', '@']);
    assert_eq!(csv.iter().flatten().find(begins), None);
}

#[test]
fn the_workbook_has_the_same_figures_and_native_charts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("走势.xlsx");
    let demo = demo();
    let arguments = ["trend", &demo, "--period", "2024-Q2", "--format", "xlsx", "-o", file.to_str().unwrap()];
    assert_eq!(cunkao(arguments).status.code(), Some(0));
    let rows = sheet(&file, "逐月得分");
    let june = rows[2].iter().position(|cell| *cell == "6月").unwrap();
    assert_eq!(rows[2].iter().filter(|cell| cell.to_string().ends_with('月')).count(), 3, "of the period");
    for village in result(&demo, "2024-06")["villages"].as_array().unwrap() {
        let row = rows.iter().find(|row| row[1] == text(village, "name")).unwrap();
        assert_eq!(row[june].to_string(), text(village, "score").trim_end_matches(".0"));
    }
    let bytes = std::fs::read(&file).unwrap();
    let mut package = cunkao::package::Package::open(&bytes).unwrap();
    let charts: Vec<String> =
        package.names().into_iter().filter(|name| name.starts_with("xl/charts/chart")).collect();
    assert!(charts.len() >= 3, "{charts:?}");
    let chart = package.text(&charts[0]).unwrap();
    assert!(chart.contains("lineChart"));
    // Refuses to write over what is there.
    assert_eq!(cunkao(arguments).status.code(), Some(2));
}

/// 3村 loses nothing in the quarter. Above pictures on pages of their own no header is repeated.
#[test]
fn a_sheet_without_losses_says_so() {
    let (folder, demo) = (tempfile::tempdir().unwrap(), demo());
    let file = folder.path().join("走势.xlsx");
    let arguments = ["trend", &demo, "--period", "2024-Q1", "--village", "3村", "--format", "xlsx", "-o"];
    assert_eq!(cunkao(arguments.into_iter().chain([file.to_str().unwrap()])).status.code(), Some(0));
    for name in ["各项失分", "各村失分"] {
        assert_eq!(sheet(&file, name).last().unwrap()[0], "有数据的月份都没有失分。", "{name}");
    }
    let bytes = std::fs::read(&file).unwrap();
    let mut package = cunkao::package::Package::open(&bytes).unwrap();
    let workbook = package.text("xl/workbook.xml").unwrap();
    assert!(workbook.contains("'逐月得分'!$1:$3") || workbook.contains("逐月得分!$1:$3"), "{workbook}");
    assert!(!workbook.contains("走势图'!$1:$3") && !workbook.contains("走势图!$1:$3"), "{workbook}");
}

#[test]
fn one_village_may_be_asked_for_and_is_suggested() {
    let demo = demo();
    let csv = rows(&stdout(&cunkao(["走势", &demo, "--考核期", "2024-Q1", "--村", "3村", "--格式", "csv"])));
    assert!(csv.len() > 1 && csv[1..].iter().all(|row| row[1] == "3村"), "{csv:?}");
    let output = cunkao(["trend", &demo, "--period", "2024-Q1", "--village", "3存"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("3村"), "{}", stderr(&output));
    let output = cunkao(["trend", &demo, "--period", "2024", "--with", &demo]);
    assert_eq!(output.status.code(), Some(2), "a year is not earlier than itself");
}

/// A village that ends a month with less in one part and more in another has lost what the one lost: the two papers of
/// this scheme count three fifths and two fifths. What is said is what the bulletin of the month says.
#[test]
fn a_gain_beside_it_hides_no_loss() {
    let rulebook = repository("rules/monthly-blend.toml");
    let rulebook = cunkao::rulebook::load(&rulebook, rulebook.parent().unwrap()).0.unwrap();
    let mut told = 0;
    for example in &rulebook.examples {
        let given = |period| {
            let (assessment, _) = cunkao::engine::assess(&rulebook, &example.records, period);
            Given { assessment, has_data: true }
        };
        let whole = given(example.period);
        let months: Vec<Given> =
            example.period.months_to_date().map(|month| given(Period::of_month(month))).collect();
        let bulletins: Vec<_> = months.iter().map(|month| month.assessment.summary.clone()).collect();
        let year = GivenYear { whole, months };
        let trend =
            trend::trend(&[year], &History::default(), &example.records.roster, None).unwrap().unwrap();
        for (step, bulletin) in trend.years[0].months.iter().zip(bulletins) {
            // While no village has a score, a bulletin tells no loss.
            let Some(bulletin) = bulletin else { continue };
            let lost = &bulletin.lost;
            for (item, amount) in trend.items.iter().zip(&step.lost) {
                let own = lost.iter().find(|lost| lost.id == item.id.as_str());
                let expected = own.map_or(cunkao::number::Number::ZERO, |own| own.amount);
                assert_eq!(*amount, expected, "{} {}", step.period, item.name);
                told += usize::from(!amount.is_zero());
            }
        }
    }
    assert!(told > 0);
}

/// Where each class has a standing of its own, a village's place is that in its class.
#[test]
fn places_within_classes_are_told_as_such() {
    let rulebook = repository("rules/information-quota.toml");
    let rulebook = cunkao::rulebook::load(&rulebook, rulebook.parent().unwrap()).0.unwrap();
    let mut told = 0;
    for example in &rulebook.examples {
        let (assessment, _) = cunkao::engine::assess(&rulebook, &example.records, example.period);
        let expected: Vec<_> = assessment
            .standings
            .iter()
            .flat_map(|standing| &standing.rows)
            .map(|row| (row.who.name().to_owned(), row.rank, row.tied))
            .collect();
        let year = GivenYear { whole: Given { assessment, has_data: true }, months: Vec::new() };
        let trend =
            trend::trend(&[year], &History::default(), &example.records.roster, None).unwrap().unwrap();
        let table = report::terminal::render(&report::trend::document(&trend), 120);
        assert!(table.contains("名次是「同类单位排名」的，各类分别排"), "{table}");
        for (village, rank, tied) in expected {
            let point = trend.years[0].whole.of(&village).unwrap();
            assert_eq!((point.rank, point.tied), (rank, tied), "{village}");
            told += usize::from(rank.is_some());
        }
    }
    assert!(told > 0);
}

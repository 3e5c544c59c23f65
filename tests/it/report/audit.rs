//! What the audit workbook works out: formulas beside the figures of the assessment, and links to their sources.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use cunkao::diagnostic::Diagnostics;
use cunkao::engine::assess;
use cunkao::engine::assessment::{Assessment, BandResult, ItemLoss, ItemResult, Party, Posting};
use cunkao::intake::{Months, read_workspace};
use cunkao::number::Number;
use cunkao::period::Period;
use cunkao::report::xlsx;
use cunkao::rulebook;

use super::sample;
use crate::periods;
use crate::support::repository;

/// An example's result, with those of the months of the year up to it.
fn worked_out(workspace: &str, period: &str) -> (Assessment, Vec<Assessment>) {
    let folder = repository(&format!("examples/{workspace}"));
    let rulebook = rulebook::load(&folder.join("rulebook.toml"), &folder).0.unwrap();
    let period = Period::parse(period).unwrap();
    let (records, _) = read_workspace(&folder, &rulebook.declarations, Months::UpTo(period));
    let months = period.months_to_date().map(|month| assess(&rulebook, &records, Period::of_month(month)).0);
    (assess(&rulebook, &records, period).0, months.collect())
}

/// The cells of a sheet as they show, and its formulas, by row and column from 0.
struct Book(Xlsx<Cursor<Vec<u8>>>);

impl Book {
    fn of(assessment: &Assessment, months: &[Assessment]) -> Self {
        let bytes = xlsx::render(assessment, &Diagnostics::new(), months, "", Some("../../")).unwrap();
        Self(open_workbook_from_rs(Cursor::new(bytes)).unwrap())
    }

    fn rows(&mut self, sheet: &str) -> Vec<Vec<String>> {
        let range: Range<Data> = self.0.worksheet_range(sheet).unwrap();
        range.rows().skip(3).map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }

    /// The formulas below the header, each at its place in [`Book::rows`].
    fn formulas(&mut self, sheet: &str) -> BTreeMap<(usize, usize), String> {
        let range = self.0.worksheet_formula(sheet).unwrap();
        let (row, column) = range.start().unwrap_or_default();
        let (row, column) = (usize::try_from(row).unwrap(), usize::try_from(column).unwrap());
        let cells =
            range.used_cells().map(|(down, right, text)| ((row + down - 3, column + right), text.clone()));
        cells.collect()
    }
}

/// A figure as a spreadsheet keeps it.
fn shown(number: Number) -> String {
    Data::Float(number.to_string().parse().unwrap()).to_string()
}

fn same(found: &str, score: Option<Number>) -> bool {
    match score {
        None => found == "未报",
        Some(score) => found == shown(score) || score.is_zero() && ["未到期", "不适用"].contains(&found),
    }
}

#[test]
fn scores_and_places_are_formulas_beside_the_figures_of_the_assessment() {
    for (workspace, period) in [
        ("demo-township", "2024-Q1"),
        ("weighted-vote", "2024-01"),
        ("monthly-blend", "2024-Q1"),
        ("tiers-deadlines", "2024-01"),
        ("information-quota", "2024-Q1"),
    ] {
        let (assessment, months) = worked_out(workspace, period);
        let mut book = Book::of(&assessment, &months);
        let (rows, formulas) = (book.rows("各项得分"), book.formulas("各项得分"));
        for village in &assessment.villages {
            let place = rows.iter().position(|row| row[1] == village.name).unwrap();
            let scores = village.items.iter().map(|item| item.score).chain([village.score]);
            for (score, column) in scores.zip(3..) {
                assert!(same(&rows[place][column], score), "{workspace} {} {column}", village.name);
                let is_figure =
                    rows[place][column].parse::<i64>().is_ok() || rows[place][column].contains('.');
                assert_eq!(
                    formulas.contains_key(&(place, column)),
                    is_figure,
                    "{workspace} {place} {column}"
                );
            }
        }
        let (rows, formulas) = (book.rows("排名"), book.formulas("排名"));
        let of_standings = assessment.standings.iter().flat_map(|standing| &standing.rows);
        for (place, (found, row)) in rows.iter().zip(of_standings).enumerate() {
            assert_eq!(found[2], row.rank.map(|rank| rank.to_string()).unwrap_or_default());
            assert!(same(&found[7], row.score), "{workspace} {place}");
            assert_eq!(formulas.contains_key(&(place, 2)), row.rank.is_some());
            assert_eq!(formulas.contains_key(&(place, 7)), row.score.is_some());
        }
    }
}

#[test]
fn a_whole_that_is_scored_anew_each_period_is_worked_out_from_its_periods() {
    let (assessment, _) = periods::assess("skip", "mean", "2024-Q1");
    let mut book = Book::of(&assessment, &[]);
    let (rows, formulas) = (book.rows("合成"), book.formulas("合成"));
    let village = &assessment.villages[0];
    assert_eq!(village.periods.len(), 3);
    for term in &village.terms {
        let of_period = format!("村:{}/{}", village.name, term.period.unwrap());
        let place =
            rows.iter().position(|row| row[10] == format!("村:{}", village.name) && row[11] == of_period);
        let place = place.unwrap();
        assert_eq!(rows[place][6], shown(term.score.unwrap()));
        assert!(formulas[&(place, 6)].starts_with("ROUND(SUM("), "{formulas:?}");
        // What the period's own total takes is worked out from the ledger, or refers to where it is.
        let item = rows.iter().position(|row| row[10] == of_period).unwrap();
        assert!(formulas.contains_key(&(item, 6)));
    }
}

fn all_postings(assessment: &Assessment) -> Vec<&Posting> {
    let mut all: Vec<&Posting> = Vec::new();
    for village in &assessment.villages {
        all.extend(village.items.iter().flat_map(ItemResult::all_postings).chain(&village.postings));
        all.extend(village.periods.iter().flat_map(|period| &period.postings));
    }
    for cadre in &assessment.cadres {
        all.extend(cadre.items.iter().flat_map(ItemResult::all_postings).chain(&cadre.postings));
        all.extend(cadre.periods.iter().flat_map(|period| &period.postings));
    }
    all
}

#[test]
fn every_row_of_the_ledger_is_a_posting_and_every_term_has_its_contribution() {
    let (assessment, _) = worked_out("demo-township", "2024");
    let mut book = Book::of(&assessment, &[]);
    let rows = book.rows("明细账");
    let mut written: Vec<_> = rows.iter().map(|row| (row[18].clone(), row[8].clone())).collect();
    let mut expected: Vec<_> = all_postings(&assessment)
        .iter()
        .map(|posting| (posting.id.to_string(), shown(posting.amount)))
        .collect();
    written.sort();
    expected.sort();
    assert_eq!(written, expected);
    let formulas = book.formulas("合成");
    let rows = book.rows("合成");
    let village = &assessment.villages[0];
    let own: Vec<_> =
        rows.iter().enumerate().filter(|(_, row)| row[10] == format!("村:{}", village.name)).collect();
    assert_eq!(own.len(), village.terms.len());
    for (term, (place, row)) in village.terms.iter().zip(own) {
        assert_eq!(row[9], shown(term.contribution.unwrap()));
        assert!(formulas.contains_key(&(place, 9)) && formulas.contains_key(&(place, 6)));
    }
}

/// The items in which anything can be lost: what only gives has no full mark, and its points would be a bar below zero.
fn losses(assessment: &Assessment) -> impl Iterator<Item = &ItemLoss> {
    assessment.losses.iter().filter(|loss| !(loss.available.is_zero() && loss.lost.is_negative()))
}

#[test]
fn what_only_gives_is_no_loss() {
    let (assessment, months) = worked_out("information-quota", "2024-Q1");
    assert!(losses(&assessment).count() < assessment.losses.len());
    let rows = Book::of(&assessment, &months).rows("图表");
    let names: Vec<_> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["报送任务", "差错扣分"]);
}

/// A rate by slices is that of the last slice: nobody multiplies the figure by it.
#[test]
fn quantity_and_rate_are_figures_and_a_rate_stands_where_it_gives_the_amount() {
    let (mut assessment, months) = worked_out("demo-township", "2024");
    let rated =
        |one: &Posting| one.quantity.is_some_and(|figure| figure != Number::ONE) && one.rate.is_some();
    let all = assessment.money.iter_mut().flat_map(|entry| &mut entry.postings);
    let sliced = all.filter(|one| rated(one)).last().unwrap();
    (sliced.quantity, sliced.rate) = (Some(sample::number("61.234")), Some(sample::number("800")));
    let id = sliced.id.to_string();
    let mut book = Book::of(&assessment, &months);
    let range: Range<Data> = book.0.worksheet_range("资金").unwrap();
    let mut seen = 0;
    for row in range.rows().skip(3) {
        assert!(!matches!(row[8], Data::String(_)) && !matches!(row[9], Data::String(_)), "{row:?}");
        if row[19].to_string() == id {
            assert_eq!((row[8].to_string().as_str(), &row[9]), ("61.234", &Data::Empty));
        } else {
            seen += usize::from(matches!(row[9], Data::Float(_)));
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn money_prizes_and_losses_are_summed_by_formulas() {
    let (assessment, months) = worked_out("demo-township", "2024");
    let mut book = Book::of(&assessment, &months);
    let (rows, formulas) = (book.rows("资金汇总"), book.formulas("资金汇总"));
    for (place, (row, total)) in rows.iter().zip(&assessment.money_totals).enumerate() {
        assert_eq!((&row[4], &row[5]), (&total.count.to_string(), &shown(total.amount)));
        assert!(formulas.contains_key(&(place, 4)) && formulas.contains_key(&(place, 5)));
    }
    let sums = book.formulas("资金");
    assert_eq!(sums.len(), assessment.money.len());
    let (rows, formulas) = (book.rows("奖励与处理"), book.formulas("奖励与处理"));
    let total = assessment.prizes.len();
    assert_eq!(rows[total][7], shown(assessment.prize_total));
    assert_eq!(formulas.keys().collect::<Vec<_>>(), [&(total, 7)]);
    let (rows, formulas) = (book.rows("图表"), book.formulas("图表"));
    let losses: Vec<_> = losses(&assessment).collect();
    assert_eq!(rows.len(), losses.len());
    for (place, (row, loss)) in rows.iter().zip(losses).enumerate() {
        assert_eq!(row[1..4], [loss.available, loss.score, loss.lost].map(shown));
        assert!(formulas.contains_key(&(place, 2)) && formulas.contains_key(&(place, 3)));
    }
    let rows = book.rows("走势");
    let village = &assessment.villages[0];
    let scores = rows.iter().find(|row| row[0] == "得分" && row[1] == village.name).unwrap();
    for (cell, month) in scores[3..].iter().zip(&months) {
        assert!(same(cell, month.villages[0].score), "{}", month.period);
    }
}

/// The scores that grades go by lead to where they are worked out; those of earlier periods are figures.
#[test]
fn every_grade_stands_beside_the_score_that_it_goes_by() {
    let (mut assessment, months) = worked_out("demo-township", "2024");
    let band = |period: &str, village: &str, score: Number| BandResult {
        vetoed: None,
        band: "grade".into(),
        ungraded: None,
        barred: None,
        name: "年度等次".into(),
        clause: "五".into(),
        period: Period::parse(period).unwrap(),
        group: "all".into(),
        who: Party::Village(village.into()),
        score,
        grade: "良好".into(),
    };
    let own = assessment.villages.iter().map(|village| band("2024", &village.name, village.score.unwrap()));
    let earlier = band("2024-Q1", "3村", Number::parse("81.25").unwrap());
    assessment.bands = own.chain([earlier]).collect();
    let mut book = Book::of(&assessment, &months);
    let (rows, formulas) = (book.rows("等次"), book.formulas("等次"));
    assert_eq!(rows.len(), assessment.bands.len());
    for (place, (row, band)) in rows.iter().zip(&assessment.bands).enumerate() {
        assert_eq!((row[0].as_str(), row[1].as_str()), (band.period.chinese().as_str(), band.name.as_str()));
        assert_eq!((row[3].as_str(), row[6].as_str()), (band.who.village(), band.grade.as_str()));
        assert!(same(&row[5], Some(band.score)), "{row:?}");
        assert_eq!(formulas.contains_key(&(place, 5)), band.period == assessment.period, "{row:?}");
    }
    // A scheme without grades has no empty sheet of them.
    let without = Assessment { bands: Vec::new(), ..assessment };
    assert!(!Book::of(&without, &months).0.sheet_names().contains(&"等次".to_owned()));
}

#[test]
fn no_text_from_a_file_is_run_as_a_formula() {
    let mut assessment = sample::assessment();
    let (before, evil) = (assessment.clone(), ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")"]);
    assessment.title = evil[0].into();
    assessment.standings[0].name = evil[4].into();
    assessment.villages[0].items[1].name = evil[1].into();
    for posting in &mut assessment.villages[0].items[1].postings {
        (posting.reason, posting.clause) = (evil[3].into(), evil[2].into());
    }
    assessment.villages[1].class = evil[4].into();
    assessment.cadres[0].post = evil[3].into();
    assessment.money[0].name = evil[0].into();
    assessment.money[1].postings[0].reason = evil[4].into();
    let (mut plain, mut book) = (Book::of(&before, &[]), Book::of(&assessment, &[]));
    for sheet in plain.0.sheet_names() {
        let (expected, found) = (plain.formulas(&sheet), book.formulas(&sheet));
        assert_eq!(found, expected, "{sheet}");
    }
    assert!(book.rows("明细账").iter().any(|row| row[11] == evil[3] && row[7] == evil[2]));
    assert!(book.rows("资金").iter().any(|row| row[12] == evil[4]));
}

#[test]
fn names_that_a_spreadsheet_would_take_for_patterns_stay_apart() {
    let mut assessment = sample::assessment();
    assessment.villages[0].name = "*村".into();
    let mut book = Book::of(&assessment, &[]);
    let accounts: Vec<String> = book.rows("明细账").into_iter().map(|row| row[17].clone()).collect();
    assert!(accounts.iter().any(|account| account == "村:＊村/forms"), "{accounts:?}");
    assert!(accounts.iter().all(|account| !account.contains('*')));
}

#[test]
fn a_posting_leads_to_the_cell_it_was_read_from() {
    let bytes = xlsx::render(&sample::assessment(), &Diagnostics::new(), &[], "", Some("../../")).unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let targets = part("xl/worksheets/_rels/sheet4.xml.rels");
    assert!(targets.contains("Target=\"../../records/2024-03/考核表.xlsx\""), "{targets}");
    assert!(part("xl/worksheets/sheet4.xml").contains("location=\"'事项登记'!C12\""));
    let about = part("docProps/core.xml");
    assert!(about.contains("<dc:creator></dc:creator>"), "{about}");
    assert!(!part("xl/workbook.xml").contains("hidden"));
}

#[test]
fn where_no_way_leads_to_the_workspace_cells_are_named_without_links() {
    let bytes = xlsx::render(&sample::assessment(), &Diagnostics::new(), &[], "", None).unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert!(package.by_name("xl/worksheets/_rels/sheet4.xml.rels").is_err());
    let mut sheet = String::new();
    package.by_name("xl/worksheets/sheet4.xml").unwrap().read_to_string(&mut sheet).unwrap();
    assert!(!sheet.contains("<hyperlink"), "{sheet}");
    let rows = Book(open_workbook_from_rs(Cursor::new(bytes)).unwrap()).rows("明细账");
    let places: Vec<&[String]> = rows.iter().map(|row| &row[14..17]).collect();
    assert!(
        places.contains(&&["records/2024-03/考核表.xlsx", "事项登记", "C12、D12"].map(str::to_owned)[..]),
        "{places:?}"
    );
}

//! The engine alone, from facts in memory, every posting kept; and with `--country` all villages of the country.
//!
//! ```sh
//! cargo bench --bench engine
//! cargo bench --bench engine -- --country
//! cargo bench --bench engine -- --profile accounts
//! ```
//!
//! Facts are those of the made-up county (`benches/county`): about seven a village and month, which the table states.
//! A village-month is one village's facts of one month, posted and clamped.

#![allow(clippy::disallowed_types, clippy::disallowed_macros, clippy::print_stdout, clippy::expect_used)]
#![allow(clippy::indexing_slicing)]
#![allow(clippy::float_arithmetic, clippy::cast_precision_loss)]

#[path = "county/mod.rs"]
mod county;
#[path = "measure/mod.rs"]
mod measure;

use std::hint::black_box;
use std::time::{Duration, Instant};

use cunkao::engine::{self, assessment::Assessment, assessment::ItemResult, assessment::VillageResult};
use cunkao::fact::VillageFacts;
use cunkao::period::Period;
use cunkao::records::Records;
use cunkao::rulebook::Rulebook;
use measure::Line;

/// 行政村 of the country.
const COUNTRY: usize = 490_000;

/// Villages of a township of the country, and events that each has in the year.
const OF_COUNTRY: county::Size = county::Size { villages: 12, events: 4 };

const ROUNDS: usize = 15;

fn assess(rulebook: &Rulebook, records: &Records) -> Assessment {
    let period = Period::parse("2024").expect("a year");
    let (assessment, found) = engine::assess(rulebook, records, period);
    assert!(!assessment.draft, "{:?}", found.iter().map(|one| &one.message).collect::<Vec<_>>());
    assessment
}

/// What posting the facts comes to, and no more.
fn accounts(rulebook: &Rulebook, records: &Records) -> Vec<VillageResult> {
    engine::accounts(rulebook, records, Period::parse("2024").expect("a year")).expect("figures that fit")
}

fn postings(assessment: &Assessment) -> usize {
    let villages = assessment.villages.iter().flat_map(|village| &village.items);
    let items = villages.chain(assessment.cadres.iter().flat_map(|cadre| &cadre.items));
    let money = assessment.money.iter().map(|entry| entry.postings.len());
    items.flat_map(ItemResult::all_postings).count() + money.sum::<usize>()
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some(what) = measure::after(&words, "--profile") {
        profile(what == "accounts");
    } else if words.iter().any(|word| word == "--country") {
        let percent =
            measure::after(&words, "--percent").map_or(100, |share| share.parse().expect("a share"));
        country(percent);
        read_at_the_floor(COUNTRY.div_ceil(OF_COUNTRY.villages));
    } else {
        townships();
    }
}

/// The facts of a county's townships.
fn facts_of_county() -> Vec<Records> {
    (0..30).map(|number| county::records(&county::Year::of(number, county::usual(number)))).collect()
}

/// The same again and again and nothing else, for a profiler to look at: accounts alone, or whole years.
fn profile(accounts_alone: bool) {
    let (rulebook, records) = (county::rulebook(), facts_of_county());
    for records in records.iter().cycle().take(records.len() * ROUNDS) {
        if accounts_alone {
            drop(black_box(accounts(&rulebook, records)));
        } else {
            drop(black_box(assess(&rulebook, records)));
        }
    }
}

/// A county's townships one after the other on one core.
fn townships() {
    let (rulebook, records) = (county::rulebook(), facts_of_county());
    let villages: usize = records.iter().map(|records| records.villages.len()).sum();
    let months = villages * 12;
    let facts: usize =
        records.iter().flat_map(|records| records.villages.values()).map(VillageFacts::count).sum();
    let all = || records.iter().for_each(|records| drop(black_box(assess(&rulebook, records))));
    let posted = || records.iter().for_each(|records| drop(black_box(accounts(&rulebook, records))));
    let of_whole = records.iter().map(|records| postings(&assess(&rulebook, records))).sum::<usize>();
    let items = |village: &VillageResult| village.items.iter().flat_map(ItemResult::all_postings).count();
    let of_accounts = records.iter().flat_map(|records| accounts(&rulebook, records)).map(|one| items(&one));
    let counts = [of_whole, of_accounts.sum::<usize>()];
    println!(
        "The engine on one core, core time: 30 townships, {villages} villages, {months} village-months with {:.1} facts each (`cargo bench --bench engine`; {ROUNDS} rounds in turn; {})\n",
        facts as f64 / months as f64,
        measure::machine()
    );
    let lines = vec![
        Line::of_core("a year: points, money, standings, prizes", all),
        Line::of_core("the villages' accounts alone, every posting kept", posted),
    ];
    let timed = measure::rounds(ROUNDS, lines);
    println!(
        "| | a township-year | postings of a village-month | village-months a second and core |\n|---|---:|---:|---:|"
    );
    for (line, count) in timed.iter().zip(counts) {
        let time = line.median();
        println!(
            "| {} | {} | {:.1} | {:.0} |",
            line.name,
            measure::shown(time / 30),
            count as f64 / months as f64,
            months as f64 / time.as_secs_f64()
        );
    }
}

/// What a thread did of the country.
#[derive(Default)]
struct Done {
    making: Duration,
    assessing: Duration,
    postings: usize,
}

/// What reading the workbooks of so many townships takes at the floor, on all cores: taken of ten of them on one.
fn read_at_the_floor(townships: usize) {
    let temporary = tempfile::tempdir().expect("a folder for what is made up");
    let written = 10;
    county::write(temporary.path(), written, |_| OF_COUNTRY);
    let (books, mut cells) = (county::reading::workbooks(temporary.path()).len(), 0);
    let read = || cells = county::reading::floor(temporary.path(), 1);
    let seconds = measure::rounds(5, vec![Line::of_core("", read)])[0].median().as_secs_f64();
    let cores = measure::threads();
    let whole = seconds * townships as f64 / written as f64 / cores as f64;
    println!(
        "\nReading at the floor: {:.0} workbooks and {:.0} cells a second and core, so that the {} workbooks of {townships} townships would take {} on {cores} cores (extrapolated from {books} workbooks).",
        books as f64 / seconds,
        cells as f64 / seconds,
        books * townships / written,
        measure::shown(Duration::from_secs_f64(whole))
    );
}

/// Township after township, facts made on the fly, nothing kept.
fn country(percent: usize) {
    let rulebook = county::rulebook();
    let townships = COUNTRY.div_ceil(OF_COUNTRY.villages);
    let count = townships * percent / 100;
    let marks = [townships / 100, townships / 10, townships - 1];
    let start = Instant::now();
    println!("The country (`cargo bench --bench engine -- --country`; {})\n", measure::machine());
    println!("| townships | villages | elapsed | memory at most |\n|---:|---:|---:|---:|");
    let done = measure::on_threads(measure::threads(), count, Done::default, |done, number| {
        let begun = measure::on_core();
        let records = county::records(&county::Year::of(number, OF_COUNTRY));
        let made = measure::on_core();
        let assessment = assess(&rulebook, &records);
        done.postings += postings(&assessment);
        drop((assessment, records));
        done.making += made.saturating_sub(begun);
        done.assessing += measure::on_core().saturating_sub(made);
        if marks.contains(&number) || number + 1 == count {
            let most = measure::memory("VmHWM") as f64 / 1024.0;
            let villages = (number + 1) * OF_COUNTRY.villages;
            println!("| {} | {villages} | {} | {most:.1} MB |", number + 1, measure::shown(start.elapsed()));
        }
    });
    let elapsed = start.elapsed();
    let of_all = |part: fn(&Done) -> Duration| done.iter().map(part).sum::<Duration>();
    let months = count * OF_COUNTRY.villages * 12;
    println!(
        "\n{} villages × 12 months on all cores: {} elapsed; making the facts {} of core time, assessing them {} ({:.0} village-months a second and core), {} postings. {}",
        count * OF_COUNTRY.villages,
        measure::shown(elapsed),
        measure::shown(of_all(|done| done.making)),
        measure::shown(of_all(|done| done.assessing)),
        months as f64 / of_all(|done| done.assessing).as_secs_f64(),
        done.iter().map(|done| done.postings).sum::<usize>(),
        measure::machine()
    );
}

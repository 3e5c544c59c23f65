//! GoRules ZEN on the points of one village-month, beside cunkao's engine in the same process:
//! `cargo run --release --manifest-path benches/peers/zen/Cargo.toml`.
//!
//! Every score of every village and month is compared first; nothing is timed where one differs.

mod county;
#[path = "../../../measure/mod.rs"]
mod measure;
mod month;

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use cunkao::engine;
use cunkao::engine::assessment::{Party, Assessment};
use cunkao::period::{Month, Period};
use cunkao::records::Records;
use cunkao::rulebook::Rulebook;
use futures::executor::block_on;
use measure::{Line, Timed};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine};
use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{Expression, Scope, Variable, compile_expression};

/// Townships of the county.
const TOWNSHIPS: usize = 30;

const ROUNDS: usize = 15;

/// A village's month as ZEN is given it.
struct VillageMonth {
    township: usize,
    village: String,
    month: i8,
    context: Variable,
}

/// `zen-expression` alone: an expression an item, compiled once.
struct Expressions {
    compiled: Vec<(String, Expression<Standard>)>,
    vm: VM,
}

impl Expressions {
    fn new() -> Self {
        let sources: Map<String, Value> =
            serde_json::from_str(include_str!("expressions.json")).expect("JSON of expressions");
        let compile = |(key, source): (String, Value)| {
            let source = source.as_str().expect("an expression");
            (key, compile_expression(source).expect("an expression that can be compiled"))
        };
        Self { compiled: sources.into_iter().map(compile).collect(), vm: VM::new() }
    }

    /// The figures in the order of the expressions.
    fn run(&mut self, context: &Variable) -> Vec<Variable> {
        let scope = Scope::new(context.clone());
        let Self { compiled, vm } = self;
        let run = |(_, one): &(String, Expression<Standard>)| one.evaluate_with_scope(&scope, vm);
        compiled.iter().map(run).map(|figure| figure.expect("a figure")).collect()
    }
}

/// `zen-engine`: a decision of a table of duties and a node of expressions, compiled once.
fn decision() -> Decision {
    let content: DecisionContent = serde_json::from_str(include_str!("decision.json")).expect("a decision");
    let mut decision = DecisionEngine::default().create_decision(Arc::new(content)).expect("a decision");
    decision.compile();
    decision
}

fn decide(decision: &Decision, context: &Variable) -> Variable {
    block_on(decision.evaluate(context.clone())).expect("a decision that can be made").result
}

fn village_months(townships: &[Records]) -> Vec<VillageMonth> {
    let mut found = Vec::new();
    for (township, records) in townships.iter().enumerate() {
        for (village, facts) in &records.villages {
            let mut before = month::Before::opening();
            for month in 1..=12 {
                let mut own = month::facts(facts, month);
                let standing = before.value();
                before.take(&own);
                own.insert("before".to_owned(), standing);
                let context = json!(own).into();
                found.push(VillageMonth { township, village: village.to_string(), month, context });
            }
        }
    }
    found
}

fn assess(rulebook: &Rulebook, records: &Records, period: Period) -> Assessment {
    let (assessment, found) = engine::assess(rulebook, records, period);
    assert!(!assessment.draft, "{:?}", found.iter().map(|one| &one.message).collect::<Vec<_>>());
    assessment
}

/// What cunkao says of a village's month, by ZEN's names.
fn by_cunkao(assessment: &Assessment, village: &str) -> Vec<(&'static str, Decimal)> {
    let result = assessment.villages.iter().find(|one| one.name == village).expect("the village");
    let score = |id: &str| {
        let item = result.items.iter().find(|item| item.id == id).expect("the item");
        item.score.expect("a score").decimal()
    };
    let own = |party: &Party| matches!(party, Party::Cadre(person) if person.village == village);
    let fines = assessment.money.iter().filter(|entry| own(&entry.account));
    let items = month::ITEMS.into_iter().map(|(id, key, _)| (key, score(id)));
    items.chain([("fines", fines.map(|entry| entry.amount.decimal()).sum())]).collect()
}

/// How many figures were compared, and where one differs.
fn compare(
    rulebook: &Rulebook,
    townships: &[Records],
    months: &[VillageMonth],
    said: impl Fn(usize, &str) -> Option<Decimal>,
) -> (usize, Vec<String>) {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (township, records) in townships.iter().enumerate() {
        for number in 1..=12 {
            let period = Period::of_month(Month::new(month::YEAR, number).expect("a month"));
            let assessment = assess(rulebook, records, period);
            let own = |(_, one): &(usize, &VillageMonth)| one.township == township && one.month == number;
            for (place, one) in months.iter().enumerate().filter(own) {
                for (key, figure) in by_cunkao(&assessment, &one.village) {
                    compared += 1;
                    let other = said(place, key);
                    if other != Some(figure) {
                        wrong
                            .push(format!("{} {number} {key}: cunkao {figure}, here {other:?}", one.village));
                    }
                }
            }
        }
    }
    (compared, wrong)
}

fn equal(name: &str, (compared, wrong): (usize, Vec<String>)) -> bool {
    println!("{name}: {compared} figures compared, {} differ", wrong.len());
    wrong.iter().take(5).for_each(|line| println!("    {line}"));
    wrong.is_empty()
}

fn main() -> ExitCode {
    let rulebook = county::rulebook();
    let townships = county::townships(TOWNSHIPS);
    let months = village_months(&townships);
    let mut expressions = Expressions::new();
    let decision = decision();

    let keys: Vec<String> = expressions.compiled.iter().map(|(key, _)| key.clone()).collect();
    let by_expressions: Vec<_> = months.iter().map(|one| expressions.run(&one.context)).collect();
    let by_decision: Vec<_> = months.iter().map(|one| decide(&decision, &one.context)).collect();
    let of_expressions = |place: usize, key: &str| {
        let at = keys.iter().position(|own| own == key)?;
        by_expressions[place][at].as_number()
    };
    let of_decision = |place: usize, key: &str| by_decision[place].dot(key)?.as_number();
    let checks = [
        equal("zen-expression", compare(&rulebook, &townships, &months, of_expressions)),
        equal("zen-engine", compare(&rulebook, &townships, &months, of_decision)),
    ];
    if checks.contains(&false) {
        return ExitCode::FAILURE;
    }

    let year = Period::parse("2024").expect("a year");
    let lines = vec![
        Line::new("cunkao, every posting kept", || {
            townships.iter().for_each(|records| drop(black_box(assess(&rulebook, records, year))));
        }),
        Line::new("zen-expression", || {
            months.iter().for_each(|one| drop(black_box(expressions.run(&one.context))));
        }),
        Line::new("zen-engine", || {
            months.iter().for_each(|one| drop(black_box(decide(&decision, &one.context))));
        }),
    ];
    print(&measure::rounds(ROUNDS, lines), months.len());
    ExitCode::SUCCESS
}

fn print(timed: &[Timed], months: usize) {
    println!("\n{months} village-months on one core; {ROUNDS} rounds in turn; {}\n", measure::machine());
    println!("| | a village-month, median | shortest | × cunkao | goal |\n|---|---:|---:|---:|---:|");
    for (line, goal) in timed.iter().zip(["", "≥ 5", "≥ 13"]) {
        let each = |time: Duration| time.as_nanos() as f64 / 1000.0 / months as f64;
        let (median, shortest, ratio) = (each(line.median()), each(line.shortest()), line.ratio(&timed[0]));
        println!("| {} | {median:.2} µs | {shortest:.2} µs | {ratio:.2} | {goal} |", line.name);
    }
}

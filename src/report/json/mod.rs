//! The JSON contracts, a file each: `cunkao.result/1`, `cunkao.explanation/1`, `cunkao.what-if/1`, `cunkao.sensitivity/1`,
//! `cunkao.reach/1` and `cunkao.burden/1`; beside them, without a name, what `check` found (`findings`) and the schema of
//! rulebooks (`schema`). Decimals are strings; keys may be added, never renamed.

mod analysis;
mod burden;
mod explanation;
mod figures;
mod findings;
mod lookup;
mod outcomes;
mod parts;
mod reach;
mod schema;
mod subjects;
mod summary;

pub use analysis::{sensitivity, what_if};
pub use burden::burden;
pub use explanation::explanation;
pub use figures::{compare, figures};
pub use findings::findings;
pub use lookup::Results;
pub use reach::reach;
pub use schema::schema;

use outcomes::{
    ActionJson, BandJson, LossJson, MoneyJson, MoneyTotalJson, PassedOverJson, PaymentJson, PoolJson,
    PrizeJson, StandingJson, VacantJson,
};
use parts::DiagnosticJson;
use serde::Serialize;
use subjects::{CadreJson, VillageJson};
use summary::SummaryJson;

use crate::diagnostic::Diagnostics;
use crate::engine::assessment::Assessment;
use crate::number::Number;
use crate::records::InputFile;

/// The result of a period, with the diagnostics of its run, as indented JSON ending in a newline.
pub fn result(assessment: &Assessment, diagnostics: &Diagnostics) -> String {
    text(&ResultJson::of(assessment, diagnostics))
}

/// A text as a value of JSON.
pub(super) fn text_value(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// Plain data with text keys always serialises.
fn text(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct ResultJson<'a> {
    schema: &'static str,
    period: String,
    year: i16,
    from: String,
    as_of: String,
    draft: bool,
    rulebook: RulebookJson<'a>,
    inputs: Vec<InputJson<'a>>,
    standings: Vec<StandingJson<'a>>,
    villages: Vec<VillageJson<'a>>,
    cadres: Vec<CadreJson<'a>>,
    money: Vec<MoneyJson<'a>>,
    money_totals: Vec<MoneyTotalJson<'a>>,
    bands: Vec<BandJson<'a>>,
    prizes: Vec<PrizeJson<'a>>,
    /// Left out where there is none, as before there were any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vacant: Vec<VacantJson<'a>>,
    /// Left out where there is none, as before there were any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    passed_over: Vec<PassedOverJson<'a>>,
    prize_total: Number,
    /// Left out where there is none, as before there were any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pools: Vec<PoolJson<'a>>,
    payments: Vec<PaymentJson<'a>>,
    losses: Vec<LossJson<'a>>,
    actions: Vec<ActionJson<'a>>,
    summary: Option<SummaryJson<'a>>,
    diagnostics: Vec<DiagnosticJson>,
}

#[derive(Serialize)]
struct RulebookJson<'a> {
    title: &'a str,
    version: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct InputJson<'a> {
    file: &'a str,
    sha256: &'a str,
}

impl<'a> ResultJson<'a> {
    fn of(assessment: &'a Assessment, diagnostics: &Diagnostics) -> Self {
        let Assessment { period, title, version, sha256, .. } = assessment;
        Self {
            schema: "cunkao.result/1",
            period: period.to_string(),
            year: period.year(),
            from: period.first_day().to_string(),
            as_of: period.last_day().to_string(),
            draft: assessment.draft,
            rulebook: RulebookJson { title, version, sha256 },
            inputs: assessment.inputs.iter().map(InputJson::of).collect(),
            standings: assessment.standings.iter().map(StandingJson::of).collect(),
            villages: assessment.villages.iter().map(VillageJson::of).collect(),
            cadres: assessment.cadres.iter().map(CadreJson::of).collect(),
            money: assessment.money.iter().map(MoneyJson::of).collect(),
            money_totals: assessment.money_totals.iter().map(MoneyTotalJson::of).collect(),
            bands: assessment.bands.iter().map(BandJson::of).collect(),
            prizes: assessment.prizes.iter().map(PrizeJson::of).collect(),
            vacant: assessment.vacant.iter().map(VacantJson::of).collect(),
            passed_over: assessment.passed_over.iter().map(PassedOverJson::of).collect(),
            prize_total: assessment.prize_total,
            pools: assessment.pools.iter().map(PoolJson::of).collect(),
            payments: assessment.payments.iter().map(PaymentJson::of).collect(),
            losses: assessment.losses.iter().map(LossJson::of).collect(),
            actions: assessment.actions.iter().map(ActionJson::of).collect(),
            summary: assessment.summary.as_ref().map(SummaryJson::of),
            diagnostics: diagnostics.iter().map(DiagnosticJson::of).collect(),
        }
    }
}

impl<'a> InputJson<'a> {
    fn of(input: &'a InputFile) -> Self {
        Self { file: &input.name, sha256: &input.sha256 }
    }
}

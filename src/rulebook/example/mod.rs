//! `[[example]]` 示例: facts of a few imaginary villages, and what the rulebook makes of them.
//!
//! Read here, worked out by `engine::example`. The facts are those of the forms, typed into TOML.

mod expect;
mod facts;
mod names;

pub use expect::{Expectation, Expected};

use std::collections::BTreeMap;

use super::declaration::Declarations;
use super::target::TargetTable;
use crate::diagnostic::{CellRef, SheetRef, Span};
use crate::fact::{Person, VillageFacts};
use crate::number::Number;
use crate::period::Period;
use crate::records::{Records, Roster, Tenure, Village};
use crate::toml_table::Reader;

/// The village of an example that names none.
const VILLAGE: &str = "例村";

/// A score that an example starts from, in place of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenScore {
    /// When.
    pub period: Period,
    /// The village.
    pub village: String,
    /// The cadre; empty for the village itself.
    pub person: String,
    /// The score.
    pub score: Number,
}

/// An example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Name.
    pub name: String,
    /// The period that is worked out.
    pub period: Period,
    /// Roster and facts.
    pub records: Records,
    /// Targets of its villages, in place of the rulebook's.
    pub targets: BTreeMap<String, Number>,
    /// Scores that stand in for facts.
    pub scores: Vec<GivenScore>,
    /// What must come of it.
    pub expected: Vec<Expectation>,
    /// Where it is declared.
    pub span: Span,
}

/// Reads every `[[example]]`.
pub(super) fn read_examples(
    reader: &Reader<'_>,
    declarations: &Declarations,
    targets: &[TargetTable],
) -> Vec<Example> {
    let examples = reader.tables("example", "示例：写明事实和应得的结果，check 时逐个验算");
    examples.into_iter().filter_map(|example| read_example(example, declarations, targets)).collect()
}

fn read_example(reader: Reader<'_>, declarations: &Declarations, targets: &[TargetTable]) -> Option<Example> {
    let name = reader.text("name", "示例的名称，说明要验证什么");
    let period = read_period(&reader, "period", true);
    let roster = read_roster(&reader);
    let mut facts = BTreeMap::new();
    for village in &roster.villages {
        facts.insert(village.name.clone(), VillageFacts::default());
    }
    let mut builder = facts::Builder { roster: &roster, declarations, facts, period };
    builder.read(&reader);
    let mut villages = builder.facts;
    villages.values_mut().for_each(VillageFacts::sort);
    let targets = read_targets(&reader, targets);
    let scores = read_scores(&reader, period, &roster);
    let expected = expect::read(&reader, &roster);
    let span = reader.span().clone();
    reader.finish();
    let records = Records { roster, villages, ..Records::default() };
    Some(Example { name: name?, period: period?, records, targets, scores, expected: expected?, span })
}

/// A place in a made-up sheet: an example has no workbook.
fn nowhere() -> CellRef {
    CellRef { sheet: SheetRef::new("示例", "示例"), row: 0, column: 0 }
}

fn read_period(reader: &Reader<'_>, key: &str, required: bool) -> Option<Period> {
    let meaning = "哪一期，如 \"2024-03\"、\"2024-Q1\"、\"2024\"";
    let text = if required { reader.text(key, meaning) } else { reader.optional_text(key, meaning) }?;
    let period = Period::parse(&text);
    if period.is_none()
        && let Some(node) = reader.node(key)
    {
        reader.bad_value(node, key, "年、半年、季度或月，如 \"2024\"、\"2024-H1\"、\"2024-Q1\"、\"2024-03\"");
    }
    period
}

fn read_roster(reader: &Reader<'_>) -> Roster {
    let class = reader.optional_text("class", "只有一个村时，它的类别");
    let named =
        reader.names("villages", "几个村时，各村的名称和类别；不写则只有一个“例村”", "类别，没有写 \"\"");
    let mut villages: Vec<(String, String)> = Vec::new();
    for entry in named.map(|table| table.entries.as_slice()).unwrap_or_default() {
        let class = match &entry.node.value {
            crate::toml_table::Value::Text(class) => class.clone(),
            _ => {
                reader.bad_value(&entry.node, &entry.key, "加引号的类别，没有类别写 \"\"");
                continue;
            }
        };
        villages.push((entry.key.clone(), class));
    }
    if villages.is_empty() {
        villages.push((VILLAGE.to_owned(), class.unwrap_or_default()));
    }
    let villages: Vec<_> =
        villages.into_iter().map(|(name, class)| Village::always(name, class, nowhere())).collect();
    let first = villages.first().map(|village| village.name.clone()).unwrap_or_default();
    let cadres = reader.tables("cadres", "村干部：{ name = \"张三\", post = \"主任\" }");
    let tenures = cadres.into_iter().filter_map(|cadre| read_cadre(cadre, &first)).collect();
    Roster { villages, tenures }
}

fn read_cadre(reader: Reader<'_>, first: &str) -> Option<Tenure> {
    let name = reader.text("name", "姓名");
    let post = reader.text("post", "职务；两职的写两行");
    let village = reader.optional_text("village", "所在的村；只有一个村时不写");
    let from = facts::optional_date(&reader, "from", "从哪一天起任职");
    let until = facts::optional_date(&reader, "until", "到哪一天离任");
    reader.finish();
    let village = village.unwrap_or_else(|| first.to_owned());
    let person = Person { village: village.into(), name: name?.into(), id: String::new().into() };
    Some(Tenure { person, post: post?, from, until, cell: nowhere() })
}

fn read_targets(reader: &Reader<'_>, declared: &[TargetTable]) -> BTreeMap<String, Number> {
    let table = reader.names("targets", "示例各村的任务，代替细则中按村写的", "数");
    let entries = table.map(|table| table.entries.as_slice()).unwrap_or_default();
    for entry in entries {
        names::target_is_declared(reader, &entry.key, &entry.key_span, declared);
    }
    entries
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), reader.as_number(&entry.node, &entry.key)?)))
        .collect()
}

fn read_scores(reader: &Reader<'_>, period: Option<Period>, roster: &Roster) -> Vec<GivenScore> {
    let rows = reader.tables("scores", "直接给出的总分，代替事实，用来验证排名、等次、奖励和报酬");
    let read = |row: Reader<'_>| {
        let village = names::village_of(&row, "哪个村；只有一个村时不写", roster);
        let person = row.optional_text("person", "哪个村干部；村的总分不写");
        let own = read_period(&row, "period", false);
        let score = expect::signed(&row, "score", "总分，可以是负数");
        row.finish();
        Some(GivenScore {
            period: own.or(period)?,
            village,
            person: person.unwrap_or_default(),
            score: score?,
        })
    };
    rows.into_iter().filter_map(read).collect()
}

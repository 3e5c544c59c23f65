//! `[[decision]]`: what people decided where the rulebook leaves a tie at the edge of a prize to them.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::period::Period;
use crate::toml_table::Reader;

/// A tie that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Id of the prize.
    pub prize: String,
    /// The period it is given for.
    pub period: Period,
    /// All who share the place, the first in front: `3村`, or `3村张建国` where cadres are ranked.
    pub order: Vec<String>,
    /// By whom, when: a meeting, a paper.
    pub basis: String,
    /// Where it is declared.
    pub span: Span,
}

/// Reads every `[[decision]]`.
pub(in crate::rulebook) fn read_decisions(reader: &Reader<'_>) -> Vec<Decision> {
    let decisions =
        reader.tables("decision", "奖次边上的并列由人决定的先后（[[prize]] 的 ties = \"decide\" 时）");
    decisions.into_iter().filter_map(|reader| read_decision(reader)).collect()
}

fn read_decision(reader: Reader<'_>) -> Option<Decision> {
    let prize = reader.text("prize", "哪个奖（[[prize]] 的 id）");
    let period = reader.text("period", "哪一期，如 2024-Q1");
    let order = reader.required_words("order", "并列的各村（村干部写村名加姓名），先后照决定的写");
    let basis = reader.text("basis", "谁在何时决定的，如 党政联席会2025年1月10日");
    let span = reader.span().clone();
    let read = period.as_deref().map(Period::parse);
    if read == Some(None) {
        let message = "period 应为 2024-03、2024-Q1、2024-H1 或 2024";
        reader.problems().push(Diagnostic::error(Code::BadValue, reader.span_of("period"), message));
    }
    reader.finish();
    Some(Decision { prize: prize?, period: read??, order, basis: basis?, span })
}

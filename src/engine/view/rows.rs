//! How figures come from the rows of a register, and what is odd about the rows of one payee.

use crate::diagnostic::{CellRef, Code, Diagnostic};
use crate::fact::RegisterRow;
use crate::number::Number;
use crate::rulebook::declaration::Aggregate;
use crate::rules::Payee;
use crate::text::Text;

/// How an indicator is put together from rows.
pub(super) struct RegisterFigure<'a> {
    pub(super) register: &'a str,
    pub(super) column: &'a str,
    pub(super) aggregate: Aggregate,
}

impl RegisterFigure<'_> {
    /// What a row states: its number, or, where rows are counted, that there is something.
    pub(super) fn of<'a>(&self, row: &'a RegisterRow) -> Option<(Number, &'a CellRef)> {
        match self.aggregate {
            Aggregate::Sum | Aggregate::Max => row.number(self.column),
            Aggregate::Count => row.values.get(self.column).map(|(_, cell)| (Number::ONE, cell)),
        }
    }
}

/// The name and the number of a household, as far as a row states them.
type Household<'a> = (Option<&'a Text>, Option<&'a Text>);

/// The rows of each household by the columns of its name and number, in the order of these; those of one in their own.
pub(super) fn by_household<'a>(
    rows: impl Iterator<Item = &'a RegisterRow>,
    name: &str,
    id: Option<&str>,
) -> Vec<(Payee, Vec<&'a RegisterRow>)> {
    let of = |row: &'a RegisterRow| ((row.text(name), id.and_then(|column| row.text(column))), row);
    let mut rows: Vec<(Household<'_>, &RegisterRow)> = rows.map(of).collect();
    rows.sort_by_key(|(household, _)| *household);
    let word = |text: Option<&Text>| text.cloned().unwrap_or_default();
    let group = |rows: &[(Household<'_>, &'a RegisterRow)]| {
        let ((name, id), _) = rows.first()?;
        let payee = Payee::Household { name: word(*name), id: word(*id) };
        Some((payee, rows.iter().map(|(_, row)| *row).collect()))
    };
    rows.chunk_by(|(one, _), (other, _)| one == other).filter_map(group).collect()
}

/// A figure that should be the same in every row of a payee and is not.
pub(super) fn differing(column: &str, payee: &Payee, stated: &[(Number, &CellRef)]) -> Option<Diagnostic> {
    let Payee::Household { name, .. } = payee else { return None };
    let (first, _) = stated.first()?;
    let (other, cell) = stated.iter().find(|(number, _)| number != first)?;
    let message = format!("{name}的{column}前后不一（{first}、{other}），取最大值");
    Some(Diagnostic::warning(Code::DifferingFigure, *cell, message))
}

/// Households of one name, some with a number and some without, count as different ones. The groups lie in the order of
/// name and number, so that the one without comes first.
pub(super) fn mixed_identity(groups: &[(Payee, Vec<&RegisterRow>)], name_column: &str) -> Vec<Diagnostic> {
    let mut notices = Vec::new();
    for ((payee, rows), (next, _)) in groups.iter().zip(groups.iter().skip(1)) {
        let (Payee::Household { name, id }, Payee::Household { name: other, .. }) = (payee, next) else {
            continue;
        };
        if !id.is_empty() || name != other {
            continue;
        }
        let cell = rows.first().and_then(|row| row.values.get(name_column)).map(|(_, cell)| cell);
        notices.extend(cell.map(|cell| {
            let message = format!("{name}有的行写了编号有的没写，按不同的户计");
            Diagnostic::warning(Code::MixedIdentity, cell, message).hint("同一户的，每行都写上编号")
        }));
    }
    notices
}

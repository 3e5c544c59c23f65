//! Rules over the rows of a register: figures that come from one, the columns that tell households apart, and what a blank cell
//! would come to.

use std::collections::BTreeSet;

use super::references::all_uses;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::Rulebook;
use crate::rulebook::declaration::{
    Aggregate, ColumnDeclaration, ColumnType, IndicatorDeclaration, IndicatorSource, RegisterDeclaration,
};
use crate::rules::{Per, Uses};
use crate::suggest;

/// Everything that is wrong or odd about them.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(rulebook.declarations.registers.iter().flat_map(headers));
    found.extend(rulebook.declarations.indicators.iter().filter_map(|one| of_column(rulebook, one)));
    for (uses, span) in all_uses(rulebook) {
        of_one_register(rulebook, uses, span, found);
        let Some(per) = &uses.per else { continue };
        if let Per::Household { name, id } = per {
            // Those of several registers are an error of their own.
            if let Some((register, ..)) = sources(rulebook, uses).next() {
                found.extend(column_of_households(register, name, span, true));
                found.extend(id.as_deref().and_then(|id| column_of_households(register, id, span, false)));
            }
        }
        let how = match per {
            // Nothing times a rate is nothing; a bound is reached by nothing, or missed.
            _ if uses.reached.is_empty() => continue,
            Per::Village => continue,
            Per::Row => "逐行",
            Per::Household { .. } => "按户",
        };
        found
            .extend(blank_columns(rulebook, uses).into_iter().map(|column| blank_as_zero(column, how, span)));
    }
}

/// One header stands for one column.
fn headers(register: &RegisterDeclaration) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for column in &register.columns {
        // A column may repeat its own name.
        let names: BTreeSet<&str> =
            [column.name.as_str()].into_iter().chain(column.aliases.iter().map(String::as_str)).collect();
        found.extend(names.intersection(&seen).map(|name| {
            let message = format!("台账“{}”的表头“{name}”写了两次，分不清填的是哪一列", register.name);
            Diagnostic::error(Code::DuplicateId, &register.span, message)
        }));
        seen.extend(names);
    }
    found
}

/// A figure that is put together from a column is of its unit, and of figures.
fn of_column(rulebook: &Rulebook, indicator: &IndicatorDeclaration) -> Option<Diagnostic> {
    let IndicatorSource::Register { register, column, aggregate } = &indicator.source else { return None };
    // How many rows state something is asked of any column, and counted in a unit of its own.
    if *aggregate == Aggregate::Count {
        return None;
    }
    let columns = &rulebook.declarations.register(register)?.columns;
    let column = columns.iter().find(|one| one.name == **column)?;
    if column.column_type != ColumnType::Number {
        let message = format!(
            "指标“{}”把台账“{register}”的“{}”列当作数来合计，这一列填的却不是数",
            indicator.name, column.name
        );
        let hint = "这一列写 type = \"number\"；只数有几行的，指标写 aggregate = \"count\"";
        return Some(Diagnostic::error(Code::BadValue, &indicator.span, message).hint(hint));
    }
    // A count of something is mostly written without a unit.
    let is_other = !column.unit.is_empty() && !indicator.unit.is_empty() && column.unit != *indicator.unit;
    is_other.then(|| {
        let message = format!(
            "指标“{}”的单位是{}，它所合计的台账“{register}”的“{}”列是{}",
            indicator.name, indicator.unit, column.name, column.unit
        );
        // Of 个 and 项 it is no mistake.
        Diagnostic::warning(Code::UnitMismatch, &indicator.span, message)
            .hint("把两处改成同一个单位，任务和单价的数也要随之换算；本是一个单位的，也写成一样")
    })
}

/// The registers that the figures of a rule come from, each with the column and how its rows become one.
fn sources<'a>(
    rulebook: &'a Rulebook,
    uses: &'a Uses,
) -> impl Iterator<Item = (&'a RegisterDeclaration, &'a str, Aggregate)> {
    let declared = uses.from_rows.iter().filter_map(|name| rulebook.declarations.indicator(name));
    declared.filter_map(|indicator| {
        let IndicatorSource::Register { register, column, aggregate } = &indicator.source else {
            return None;
        };
        let own = rulebook.declarations.registers.iter().find(|one| one.name == **register)?;
        Some((own, &**column, *aggregate))
    })
}

/// What is put together from rows must have rows, and all of it the same.
fn of_one_register(rulebook: &Rulebook, uses: &Uses, span: &Span, found: &mut Diagnostics) {
    let declared = uses.from_rows.iter().filter_map(|name| rulebook.declarations.indicator(name));
    let mut registers = BTreeSet::new();
    for indicator in declared {
        if let IndicatorSource::Register { register, .. } = &indicator.source {
            registers.insert(register);
            continue;
        }
        let message = format!("“{}”不来自台账，按台账各行（per）计不出来", indicator.label.name);
        found.push(
            Diagnostic::error(Code::BadValue, span, message)
                .hint("把指标改成来自台账（source = \"register\"），或改用 by、measure 按填报的数认定"),
        );
    }
    if registers.len() > 1 {
        let names = suggest::listed(registers.iter().map(|name| name.as_str()));
        let message = format!("按台账各行（per）计的几个指标来自不同的台账：{names}");
        found.push(Diagnostic::error(Code::BadValue, span, message).hint("各个指标要来自同一个台账"));
    }
}

/// A column that tells households apart is one of words; that of their names is filled in every row, or what nobody is named
/// for would be paid to one without a name.
fn column_of_households(
    register: &RegisterDeclaration,
    name: &str,
    span: &Span,
    is_name: bool,
) -> Option<Diagnostic> {
    let columns = || register.columns.iter().filter(|column| column.column_type == ColumnType::Text);
    let Some(column) = columns().find(|column| column.name == *name) else {
        let message = format!("台账“{}”没有“{name}”这样一列文字", register.name);
        let known = || columns().map(|column| column.name.as_str());
        let told =
            Diagnostic::error(Code::UnknownName, span, message).maybe_hint(suggest::hint(name, known()));
        let hint = match columns().next() {
            Some(_) => format!("文字的列有：{}", suggest::listed(known())),
            None => "先在台账里加一列 type = \"text\"".to_owned(),
        };
        return Some(told.hint(hint));
    };
    (is_name && column.optional).then(|| {
        let message = format!("“{name}”是户名，却可以不填（optional）：没有写户名的行不知道是谁家的");
        Diagnostic::error(Code::BadValue, span, message)
            .hint(format!("台账“{}”的这一列去掉 optional = true", register.name))
    })
}

/// Columns of figures that may be left blank, and are looked at row by row or household by household.
fn blank_columns<'a>(rulebook: &'a Rulebook, uses: &'a Uses) -> Vec<&'a ColumnDeclaration> {
    let figures = sources(rulebook, uses).filter(|(_, _, aggregate)| *aggregate != Aggregate::Count);
    let mut blank: Vec<&ColumnDeclaration> = Vec::new();
    for (register, name, _) in figures {
        let column = register.columns.iter().find(|column| column.name == *name && column.optional);
        // Two figures may come from one column.
        blank.extend(column.filter(|column| blank.iter().all(|other| other.name != column.name)));
    }
    blank
}

/// What is summed up over a village adds nothing where it is blank; of one row it is a figure that nobody has stated.
fn blank_as_zero(column: &ColumnDeclaration, how: &str, span: &Span) -> Diagnostic {
    let message = format!("“{}”可以不填（optional），规则却{how}看它：空白的按 0 计", column.name);
    Diagnostic::warning(Code::BlankAsZero, span, message).hint(
        "应当填的，台账的这一列去掉 optional = true；空白就是没有、按 0 计不错的，在 [[accepts]] 中写明理由",
    )
}

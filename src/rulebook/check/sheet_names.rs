//! Names of registers and of sheets of targets that no workbook can bear: the blank one cannot be made, and only a file of
//! text could be read under them. A name that is written in full-width signs may be borne.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::Rulebook;
use crate::rulebook::declaration::Form;
use crate::toml_table::{Table, Value};
use crate::typed::tight;

/// What no name of a sheet may hold.
const FORBIDDEN: &[char] = &[':', '\\', '/', '?', '*', '[', ']'];

/// What else stands in a blank workbook: how it is filled in, the lists of its drop-downs, and what it was made for.
const TAKEN: &[&str] = &["填表说明", "_选项", "_cunkao"];

/// The longest name, in units of UTF-16 as spreadsheet programs count.
const LONGEST: usize = 31;

/// What is called so, and what to do about it.
const REGISTER: (&str, &str) =
    ("台账", "换一个名称，或把这个符号改成全角的（／、：、？）；已经在用的，原名写进 aliases");

/// The same of sheets of targets, which have one name.
const SHEET: (&str, &str) = ("任务表", "换一个名称，或把这个符号改成全角的（／、：、？）");

pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    for register in &rulebook.declarations.registers {
        found.extend(called_as_a_form(&register.name, &register.span));
    }
    let mut told = |(what, hint): (&str, &str), name: &str, span: &Span| {
        let Some(fault) = fault(name) else { return };
        let message = format!("{what}“{name}”不能做工作表名：{fault}");
        found.push(Diagnostic::warning(Code::BadValue, span, message).hint(hint));
    };
    if let Some(Value::List(registers)) = table.get("register").map(|node| &node.value) {
        for node in registers {
            if let Value::Table(register) = &node.value
                && let Some(name) = register.text("name")
            {
                told(REGISTER, name, &node.span);
            }
        }
    }
    for target in &rulebook.targets {
        if let Some(sheet) = &target.from_sheet {
            told(SHEET, sheet, &target.span);
        }
    }
}

/// A register that bears the name of a form: whatever is in its sheet is read as that form.
fn called_as_a_form(name: &str, span: &Span) -> Option<Diagnostic> {
    let form = Form::ALL.into_iter().find(|form| tight(form.sheet_name()) == tight(name))?.sheet_name();
    let message = format!("台账“{name}”与各月都有的《{form}》表同名，它的表会当作《{form}》来读");
    Some(Diagnostic::error(Code::AliasAmbiguous, span, message).hint("给台账换一个名称，如加上“台账”二字"))
}

/// Why a workbook cannot have a sheet of this name.
fn fault(name: &str) -> Option<String> {
    if let Some(sign) = name.chars().find(|sign| FORBIDDEN.contains(sign)) {
        return Some(format!("里面有“{sign}”"));
    }
    if name.starts_with('\'') || name.ends_with('\'') {
        return Some("头尾有单引号".to_owned());
    }
    if TAKEN.contains(&name) {
        return Some("空白表里另有一张叫这个名字".to_owned());
    }
    (name.encode_utf16().count() > LONGEST).then(|| format!("超过 {LONGEST} 个字"))
}

impl Rulebook {
    /// Why the blank sheet of a register cannot be made, for the first of which that is so.
    pub fn register_without_sheet(&self) -> Option<String> {
        let mut registers = self.declarations.registers.iter();
        registers.find_map(|one| Some(format!("台账“{}”不能做工作表名：{}", one.name, fault(&one.name)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_no_workbook_takes_has_a_fault() {
        for name in ["填表说明", "台账/甲", "[甲]", "甲:乙", "甲?", "甲*", "甲\\乙", "'甲", &"甲".repeat(32)]
        {
            assert!(fault(name).is_some(), "{name}");
        }
        for name in ["台账／甲", "甲（乙）", "甲'乙", &"甲".repeat(31)] {
            assert_eq!(fault(name), None, "{name}");
        }
    }
}

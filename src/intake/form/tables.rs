//! What a rulebook's forms and registers are called, and which columns each has: put together once, for the sheets of
//! all months. What stands in them is read by each form.

use std::borrow::Cow;

use super::{attendance, carried, duties, events, indicators, leaves, marks, register, sheet_name};
use crate::input_name::InputName;
use crate::intake::bind::{Columns, Wanted};
use crate::intake::grid::Sheet;
use crate::intake::text;
use crate::intake::version;
use crate::period::Month;
use crate::rulebook::declaration::{Declarations, Form, RegisterDeclaration};

/// Which form a sheet is.
#[derive(Clone, Copy)]
pub(super) enum Which<'a> {
    Form(Form),
    Register(&'a RegisterDeclaration),
}

/// A form or register.
pub(in crate::intake) struct Table<'a> {
    pub(super) which: Which<'a>,
    pub(super) columns: Columns<'a>,
    /// Its name and the others that sheets may have, without white space.
    spellings: Vec<Cow<'a, str>>,
}

/// All of them: the forms in the order of a workbook, then the registers.
pub(in crate::intake) struct Tables<'a>(Vec<Table<'a>>);

impl<'a> Tables<'a> {
    /// Those of a rulebook.
    pub(in crate::intake) fn of(declarations: &'a Declarations) -> Self {
        let forms = Form::ALL.into_iter().map(Which::Form);
        let all = forms.chain(declarations.registers.iter().map(Which::Register));
        Self(all.map(|which| Table::of(which, declarations)).collect())
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Table<'a>> {
        self.0.iter()
    }

    /// The form or register that a sheet is by its name, in the folder of a month where that is known.
    pub(in crate::intake) fn named(&self, sheet: &Sheet, month: Option<Month>) -> Option<&Table<'a>> {
        self.called(sheet).or_else(|| {
            let names = sheet_name::without_additions(sheet.name(), month);
            names.iter().find_map(|name| self.spelt(name))
        })
    }

    /// The same where nothing was added to the name.
    pub(in crate::intake) fn called(&self, sheet: &Sheet) -> Option<&Table<'a>> {
        let name = text::tight(sheet.name());
        let of_file = names_of_csv(sheet);
        let spelt = of_file.iter().find_map(|name| self.spelt(name)).or_else(|| self.spelt(&name));
        spelt.or_else(|| of_file.iter().find_map(|name| self.held_in(name)))
    }

    fn spelt(&self, name: &str) -> Option<&Table<'a>> {
        self.iter().find(|table| table.spellings.iter().any(|spelling| spelling == name))
    }

    /// The one form whose name a longer one holds, or that which holds the names of the others too.
    fn held_in(&self, name: &str) -> Option<&Table<'a>> {
        let held = || self.iter().filter(|table| name.contains(&*text::tight(table.name())));
        let longest = held().max_by_key(|table| table.name().len())?;
        let holds = |table: &Table<'_>| text::tight(longest.name()).contains(&*text::tight(table.name()));
        held().all(holds).then_some(longest)
    }
}

/// What a CSV may be called: it has no sheet but its file, whose name may say more than the form (`规定动作_5村.csv`), and
/// words of a version may be the end of a form's own name (`积分最终.csv`). None for other sheets.
fn names_of_csv(sheet: &Sheet) -> Vec<String> {
    let is_csv = |(_, ending): (&str, &str)| ending.eq_ignore_ascii_case("csv");
    if !sheet.file().rsplit_once('.').is_some_and(is_csv) {
        return Vec::new();
    }
    let mut names = version::names(InputName(sheet.file()).stem());
    names.push(text::tight(sheet.name()).into_owned());
    names
}

impl<'a> Table<'a> {
    fn of(which: Which<'a>, declarations: &'a Declarations) -> Self {
        let spellings = match which {
            Which::Form(form) => {
                let aliases = declarations.sheet_aliases.iter().filter(|(of, _)| *of == form);
                std::iter::once(form.sheet_name()).chain(aliases.map(|(_, alias)| alias.as_str())).collect()
            }
            Which::Register(register) => {
                let aliases = register.aliases.iter().map(String::as_str);
                std::iter::once(register.name.as_str()).chain(aliases).collect::<Vec<_>>()
            }
        };
        Self {
            which,
            columns: Columns::of(columns(which, declarations)),
            spellings: spellings.into_iter().map(text::tight).collect(),
        }
    }

    /// Whether each row, or each column of a meeting, bears a day of its own.
    pub(in crate::intake) fn is_dated(&self) -> bool {
        match self.which {
            Which::Form(Form::Duties | Form::Indicators | Form::Marks) => false,
            Which::Form(_) | Which::Register(_) => true,
        }
    }

    /// Its own name.
    pub(in crate::intake) fn name(&self) -> &'a str {
        match self.which {
            Which::Form(form) => form.sheet_name(),
            Which::Register(register) => &register.name,
        }
    }
}

fn columns<'a>(which: Which<'a>, declarations: &'a Declarations) -> Vec<Wanted<'a>> {
    match which {
        Which::Form(Form::Events) => events::columns(declarations),
        Which::Form(Form::Duties) => duties::columns(declarations),
        Which::Form(Form::Indicators) => indicators::columns(declarations),
        Which::Form(Form::Attendance) => attendance::columns(declarations).into(),
        Which::Form(Form::Leaves) => leaves::columns(declarations).into(),
        Which::Form(Form::Marks) => marks::columns(declarations),
        Which::Form(Form::Carried) => carried::columns(declarations).into(),
        Which::Register(register) => register::columns(register, declarations),
    }
}

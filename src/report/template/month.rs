//! A month's blank workbooks: one for all, one an office, one a village.

use super::people::People;
use super::{Blank, Cell, Column, List, Sheet, foot, forms, guide, register};
use crate::fact::{AttendanceMark, LeaveForm, YES_NO};
use crate::period::{Month, chinese_date};
use crate::records::Roster;
use crate::report::words;
use crate::returned::Stamp;
use crate::rulebook::declaration::Form;
use crate::rulebook::{Owed, Rulebook};

/// As many digits of a SHA-256 as tell rulebooks apart.
const DIGITS: usize = 12;

/// A sheet of few columns still has room for its title, in half-width characters.
const NARROWEST: usize = 76;

/// Among whom the month's sheets are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// One workbook for all.
    None,
    /// One an office, with what it owes.
    Offices,
    /// One a village, with its own rows only.
    Villages,
}

/// What a workbook is made from, and for whom.
pub(super) struct Made<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) month: Month,
    /// The office or village; empty for all.
    pub(super) of: &'a str,
    pub(super) owed: Owed,
    pub(super) people: People<'a>,
}

/// What a form or register puts on its sheet.
#[derive(Default)]
pub(super) struct Layout {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) empty_rows: u32,
    pub(super) further_columns: u16,
    /// What is said of this sheet alone, behind what is said of all.
    pub(super) note: String,
}

/// The blank workbooks of a month, from the rulebook and the roster as in force in it. Divided by offices there
/// is none where the rulebook names no office. Villages are given what they owe.
pub fn month(rulebook: &Rulebook, roster: &Roster, month: Month, split: Split) -> Vec<Blank> {
    let dormant = rulebook.dormant_in(month);
    let made = |of, owed: Owed, village| Made {
        rulebook,
        month,
        of,
        owed: owed.without(&dormant),
        people: People::of(roster, month, village),
    };
    let made: Vec<Made<'_>> = match split {
        Split::None => vec![made("", rulebook.owed_in_all(), None)],
        Split::Offices => {
            let due = rulebook.offices.iter().filter(|office| office.reports_in(month));
            due.map(|office| made(&office.name, rulebook.owed_by(office), None)).collect()
        }
        Split::Villages => {
            let owed = owed_by_a_village(rulebook);
            let villages = People::of(roster, month, None).villages;
            villages.into_iter().map(|one| made(&one.name, owed.clone(), Some(&one.name))).collect()
        }
    };
    made.iter().map(blank).collect()
}

/// What the rulebook says that villages report; where it says nothing of them, what no office reports; where
/// offices report all of it, all: who divides it among villages all the same wants to hear it from them.
fn owed_by_a_village(rulebook: &Rulebook) -> Owed {
    let own = rulebook.owed_by_villages();
    if !own.forms.is_empty() {
        return own;
    }
    let all = rulebook.owed_in_all();
    let offices: Vec<Owed> = rulebook.offices.iter().map(|office| rulebook.owed_by(office)).collect();
    let left = |all: &[String], of: fn(&Owed) -> &Vec<String>| -> Vec<String> {
        let is_owed = |name: &&String| offices.iter().any(|office| of(office).contains(name));
        all.iter().filter(|name| !is_owed(name)).cloned().collect()
    };
    let mut rest = Owed {
        forms: all.forms.clone(),
        events: left(&all.events, |owed| &owed.events),
        duties: left(&all.duties, |owed| &owed.duties),
        indicators: left(&all.indicators, |owed| &owed.indicators),
        marks: left(&all.marks, |owed| &owed.marks),
    };
    let unowed = left(&all.forms, |owed| &owed.forms);
    let holds = |names: &[String], form: Form, sheet: &str| form.sheet_name() == sheet && !names.is_empty();
    let forms = all.forms.iter().filter(|sheet| {
        unowed.contains(sheet)
            || holds(&rest.events, Form::Events, sheet)
            || holds(&rest.duties, Form::Duties, sheet)
            || holds(&rest.indicators, Form::Indicators, sheet)
            || holds(&rest.marks, Form::Marks, sheet)
    });
    rest.forms = forms.cloned().collect();
    if rest.forms.is_empty() { all } else { rest }
}

fn blank(made: &Made<'_>) -> Blank {
    let forms = Form::ALL.into_iter().filter(|form| made.owes(form.sheet_name()));
    let registers = made.rulebook.declarations.registers.iter();
    let registers = registers.filter(|register| made.owes(&register.name));
    let sheets = forms.map(|form| forms::sheet(form, made));
    let sheets: Vec<_> = sheets.chain(registers.map(|register| register::sheet(register, made))).collect();
    let stamp = Stamp {
        month: Some(made.month),
        of: made.of.to_owned(),
        rulebook: made.rulebook.version.clone(),
        sha256: made.digest().to_owned(),
    };
    Blank {
        stem: format!("{}_{}", made.month, made.sender()),
        dated: made.month.first_day(),
        guide: guide::of_month(made, &sheets),
        sheets,
        lists: lists(made),
        people: made.people.names(),
        stamp: stamp.rows().to_vec(),
    }
}

impl Made<'_> {
    fn owes(&self, sheet: &str) -> bool {
        self.owed.forms.iter().any(|form| form == sheet)
    }

    /// Who is to send it in.
    pub(super) fn sender(&self) -> &str {
        if self.of.is_empty() { "全部" } else { self.of }
    }

    /// The first digits of the rulebook's SHA-256.
    pub(super) fn digest(&self) -> &str {
        self.rulebook.sha256.get(..DIGITS).unwrap_or(&self.rulebook.sha256)
    }

    /// A sheet under its title. The month comes first in title and note: intake takes the first one named there
    /// for the sheet's own, and the title of a rulebook may name another.
    pub(super) fn sheet(&self, name: &str, layout: Layout) -> Sheet {
        let Layout { mut columns, rows, empty_rows, further_columns, note } = layout;
        let width: usize = columns.iter().map(|column| column.width).sum();
        let lacking = NARROWEST.saturating_sub(width).div_ceil(columns.len().max(1));
        columns.iter_mut().for_each(|column| column.width += lacking);
        let due = self.rulebook.returns.as_ref().and_then(|returns| returns.due(self.month));
        let due = due.map(|day| format!("，{}前报送", chinese_date(day))).unwrap_or_default();
        let (month, sender) = (words::chinese_month(self.month), self.sender());
        Sheet {
            name: name.to_owned(),
            title: format!("{month} {name} · {}", self.rulebook.title),
            note: format!(
                "{month}（{sender}）{due}。只填浅黄色的格；没有发生的不填，空白不是0；填法见“填表说明”。{note}"
            ),
            columns,
            rows,
            empty_rows,
            further_columns,
            foot: vec![
                foot::signatures(self.of),
                foot::basis(&format!("{month} {name}"), &self.rulebook.version),
            ],
        }
    }
}

/// What drop-downs show.
fn lists(made: &Made<'_>) -> Vec<List> {
    let fixed = |key, words: &[&str]| List { key, words: words.iter().map(ToString::to_string).collect() };
    let villages = made.people.villages.iter().map(|village| village.name.to_string()).collect();
    let all = vec![
        List { key: forms::VILLAGES, words: villages },
        List { key: forms::EVENTS, words: made.owed.events.clone() },
        List { key: forms::APPROVERS, words: approvers(made) },
        fixed(forms::DUTY, forms::DUTY_WORDS),
        fixed(forms::ATTENDANCE, &AttendanceMark::ALL.map(AttendanceMark::sign)),
        fixed(forms::LEAVE, &LeaveForm::ALL.map(LeaveForm::chinese)),
        fixed(forms::YES_NO, &YES_NO.map(|(word, _)| word)),
    ];
    all.into_iter().filter(|list| !list.words.is_empty()).collect()
}

/// The words and names by which 审批人 may name who approves leave.
pub(super) fn approvers(made: &Made<'_>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for approver in &made.rulebook.approvers {
        let holders = approver.post.as_ref().map(|post| made.people.holders(post)).unwrap_or_default();
        for word in approver.words.iter().chain(&approver.names).cloned().chain(holders) {
            if !all.contains(&word) {
                all.push(word);
            }
        }
    }
    all
}

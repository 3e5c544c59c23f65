//! For whom a rule over register figures posts, and when it settles: shared by `per-unit` and `stepped`.

use crate::number::Inexact;
use crate::period::{Date, MonthDay};
use crate::rules::judgement::{Judgement, Outcome, before_start};
use crate::rules::{Measured, Per, Timing, View};
use crate::toml_table::Reader;

/// When an amount over figures is posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Settle {
    /// Each row on its own date.
    OnEntry,
    /// All on a day of the year.
    On(MonthDay),
}

/// For whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settlement {
    per: Per,
    settle: Settle,
}

#[derive(Clone, Copy)]
enum PerWord {
    Village,
    Household,
    Row,
}

impl Settlement {
    /// Reads `per`, `household`, `household-id` and `settle`.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        const PER: &[(&str, PerWord, &str)] = &[
            ("village", PerWord::Village, "按村合计"),
            ("household", PerWord::Household, "按户合计"),
            ("row", PerWord::Row, "台账每行一次"),
        ];
        let word = reader.choice("per", "按什么合计；数由台账得出，不写 by、measure 时写", PER);
        let name = reader.optional_text("household", "台账中写户名的列（per = \"household\" 时写）");
        let id = reader.optional_text("household-id", "台账中写户编号的列，用来分清同名的户");
        let on_entry = reader.optional_choice(
            "settle-each",
            "逐笔结算；与 settle 二者写一个，只在按行计（per = \"row\"）时写",
            &[("entry", (), "登记之日")],
        );
        let day = reader.optional_day("settle", "哪一天一次结算，如 \"12-31\"；与 settle-each 二者写一个");
        let settle = match (reader.has("settle-each"), reader.has("settle")) {
            (true, true) => {
                reader.out_of_place("settle-each", "已写了 settle，二者只写一个");
                None
            }
            (true, false) | (false, true) => {
                on_entry.map(|()| Settle::OnEntry).or_else(|| day.map(Settle::On))
            }
            (false, false) => {
                reader.missing(
                    "settle",
                    "何时结算：settle = \"月-日\"，或 settle-each = \"entry\"（登记之日）",
                );
                None
            }
        };
        let per = match word? {
            PerWord::Village => Per::Village,
            PerWord::Row => Per::Row,
            PerWord::Household => {
                if name.is_none() {
                    reader.missing("household", "台账中写户名的列");
                }
                Per::Household { name: name?, id }
            }
        };
        if settle == Some(Settle::OnEntry) && per != Per::Row {
            reader.missing("settle", "按村或按户合计的，要写明结算日");
            return None;
        }
        Some(Self { per, settle: settle? })
    }

    /// The figures that are settled in the account up to the view's day, each with the day it is dated.
    pub(super) fn due(
        &self,
        view: &dyn View,
        figures: &[&str],
        hindrance: &dyn Fn(Date) -> Option<Outcome>,
        judgement: &mut Judgement,
    ) -> Result<Vec<(Date, Measured)>, Inexact> {
        let (until, fixed) = match self.settle {
            // Rows may come at any time, and none says that there was nothing.
            Settle::OnEntry => {
                judgement.occasion(view.opens(), Outcome::Judged);
                (view.as_of(), None)
            }
            Settle::On(day) => {
                let day = day.in_year(view.as_of().year());
                if !(view.opens()..=view.settled_by()).contains(&day) {
                    return Ok(Vec::new());
                }
                if let Some(outcome) = hindrance(day) {
                    judgement.occasion(day, outcome);
                    return Ok(Vec::new());
                }
                judgement.occasion(day, Outcome::Judged);
                (day, Some(day))
            }
        };
        let opens = view.opens();
        let mut settled = Vec::new();
        for measured in view.measured(figures, &self.per, until)? {
            let day = fixed.unwrap_or(measured.date.max(opens));
            let cell = measured.cells.first().filter(|_| fixed.is_none() && measured.date < opens);
            judgement.diagnostics.extend(cell.map(|cell| before_start(cell, measured.date, opens)));
            settled.push((day, measured));
        }
        Ok(settled)
    }

    /// For whom.
    pub(super) fn per(&self) -> &Per {
        &self.per
    }

    /// When it judges.
    pub(super) fn timing(&self) -> Timing {
        match self.settle {
            Settle::OnEntry => Timing::Always,
            Settle::On(day) => Timing::On(day),
        }
    }

    /// The sentence on when and for whom.
    pub(super) fn describe(&self) -> String {
        let per = match self.per {
            Per::Village => "按村合计",
            Per::Household { .. } => "按户合计",
            Per::Row => "按台账逐行",
        };
        match self.settle {
            Settle::OnEntry => format!("{per}，登记之日计"),
            Settle::On(day) => format!("{per}，{day}结算"),
        }
    }
}

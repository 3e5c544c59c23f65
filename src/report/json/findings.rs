//! What `check` prints: problems, and for a month who has sent what.

use serde::Serialize;

use super::parts::DiagnosticJson;
use crate::diagnostic::Diagnostics;
use crate::returns::{Returns, Sender};

#[derive(Serialize)]
struct FindingsJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    returns: Option<ReturnsJson<'a>>,
    diagnostics: Vec<DiagnosticJson>,
}

#[derive(Serialize)]
struct ReturnsJson<'a> {
    month: String,
    due: Option<String>,
    senders: Vec<SenderJson<'a>>,
    of_nobody: &'a [String],
}

#[derive(Serialize)]
struct SenderJson<'a> {
    name: &'a str,
    village: bool,
    state: &'static str,
    owed: &'a [String],
    without: &'a [String],
    unread: &'a [String],
    files: &'a [String],
    received: Option<String>,
    days_late: i64,
}

/// `{"returns": {…}, "diagnostics": […]}`, the first only where a month was asked for.
pub fn findings(returns: Option<&Returns>, diagnostics: &Diagnostics) -> String {
    super::text(&FindingsJson {
        returns: returns.map(ReturnsJson::of),
        diagnostics: diagnostics.iter().map(DiagnosticJson::of).collect(),
    })
}

impl<'a> ReturnsJson<'a> {
    fn of(returns: &'a Returns) -> Self {
        Self {
            month: returns.month.to_string(),
            due: returns.due.map(|due| due.to_string()),
            senders: returns.senders.iter().map(SenderJson::of).collect(),
            of_nobody: &returns.of_nobody,
        }
    }
}

impl<'a> SenderJson<'a> {
    fn of(sender: &'a Sender) -> Self {
        Self {
            name: &sender.name,
            village: sender.is_village,
            state: sender.state.word(),
            owed: &sender.owed,
            without: &sender.without,
            unread: &sender.unread,
            files: &sender.files,
            received: sender.received.map(|received| received.to_string()),
            days_late: sender.days_late,
        }
    }
}

//! What `history.toml` says that no rule can use: names that the rulebook or the roster does not have, periods that are not
//! looked back to, lines that contradict each other. People type the file by hand, and what is not found is no place and no
//! sanction: without a word money would be lost.

use std::collections::{BTreeMap, BTreeSet};

use super::{LoadedHistory, PrizeFor, Rulebook, SanctionPlace};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::period::Period;
use crate::records::{History, PastPlace, PastSanction, Roster, Village};
use crate::suggest;

/// Checks a history, under the names of the roster, against the rulebook that looks back to it. `year` is the last of which
/// anything is recorded.
pub fn check_history(
    loaded: &LoadedHistory,
    rulebook: &Rulebook,
    roster: &Roster,
    year: Option<i16>,
) -> Diagnostics {
    let mut found = Diagnostics::new();
    let lines = Lines { rulebook, roster, year };
    lines.places(loaded, &mut found);
    lines.sanctions(loaded, &mut found);
    found
}

/// What the lines are held against.
struct Lines<'a> {
    rulebook: &'a Rulebook,
    roster: &'a Roster,
    year: Option<i16>,
}

/// Who a line is of: village, person, number.
type Who<'a> = (&'a str, &'a str, &'a str);

impl Lines<'_> {
    fn places(&self, loaded: &LoadedHistory, found: &mut Diagnostics) {
        let mut seen: BTreeMap<_, &PastPlace> = BTreeMap::new();
        for (past, span) in loaded.history.places.iter().zip(&loaded.place_spans) {
            let names = self.rulebook.standings.iter().map(|standing| standing.id.as_str());
            known("排名", &past.standing, span, names, found);
            let who: Who<'_> = (&past.village, &past.person, &past.id);
            if let Some(earlier) = seen.insert((past.period, &past.standing, who), past) {
                let (one, other) = (earlier.place, past.place);
                let message = format!("{} {}的名次写了两次：第{one}名、第{other}名", past.period, shown(who));
                found.push(Diagnostic::error(Code::HistoryUnfit, span, message).hint("留下对的一条"));
            }
            self.who(who, span, found);
            self.period(past.period, span, found);
            self.looked_back_to(past, (&loaded.history, span), found);
        }
    }

    fn sanctions(&self, loaded: &LoadedHistory, found: &mut Diagnostics) {
        let mut seen: BTreeMap<_, &PastSanction> = BTreeMap::new();
        for (past, span) in loaded.history.sanctions.iter().zip(&loaded.sanction_spans) {
            let names = self.rulebook.sanctions.iter().map(|sanction| sanction.id.as_str());
            known("处理", &past.sanction, span, names, found);
            let who: Who<'_> = (&past.village, &past.person, &past.id);
            if seen.insert((past.period, &past.sanction, who), past).is_some() {
                let message = format!("{} {}的同一条处理写了两次", past.period, shown(who));
                found.push(Diagnostic::warning(Code::HistoryUnfit, span, message).hint("删去一条"));
            }
            self.who(who, span, found);
            self.period(past.period, span, found);
            self.counted_in(past, span, found);
        }
    }

    /// Villages that are gone, and cadres who have left, need not be in the roster; a name that is nearly one of it is a slip.
    fn who(&self, (village, person, _): Who<'_>, span: &Span, found: &mut Diagnostics) {
        // Of a roster that cannot be read more is told already.
        if self.roster.villages.is_empty() {
            return;
        }
        if self.roster.village(village).is_none() {
            let spellings = self.roster.villages.iter().flat_map(Village::spellings);
            let near = suggest::hint(village, spellings);
            let message = format!("花名册中没有“{village}”，这一条用不上");
            let warning = Diagnostic::warning(Code::VillageUnknown, span, message);
            found.push(
                warning.hint(near.unwrap_or_else(|| "已撤销的村不用管；写错的改成花名册中的村名".to_owned())),
            );
            return;
        }
        let own = || self.roster.tenures.iter().filter(|one| one.person.village == village);
        if person.is_empty() || own().any(|one| one.person.name == person) {
            return;
        }
        if let Some(near) = suggest::nearest(person, own().map(|one| one.person.name.as_str())) {
            let message = format!("花名册中{village}没有“{person}”，这一条用不上");
            let hint = format!("是否想写“{near}”？已离任的不用管");
            found.push(Diagnostic::warning(Code::CadreUnknown, span, message).hint(hint));
        }
    }

    fn period(&self, period: Period, span: &Span, found: &mut Diagnostics) {
        if let Some(year) = self.year.filter(|year| period.year() >= *year) {
            let message = format!("{period} 不早于正在计分的{year}年，这一条用不上");
            let warning = Diagnostic::warning(Code::HistoryUnfit, span, message);
            found.push(warning.hint("只写以前各年的；当年的名次和处理由程序照记录算"));
        }
    }

    /// The place of a year's last period is compared with that of the next year's first, by prizes for a gain and sanctions
    /// for a fall. Others only show in 走势: whoever has one of them alone gets nothing by it.
    fn looked_back_to(&self, past: &PastPlace, (history, span): (&History, &Span), found: &mut Diagnostics) {
        if self.year.is_some_and(|year| past.period.year() + 1 != year) {
            return;
        }
        let gains = self.rulebook.prizes.iter().filter(|prize| prize.given_for == PrizeFor::Gain);
        let falls =
            self.rulebook.sanctions.iter().filter(|one| matches!(one.place, SanctionPlace::Fallen(_)));
        let spans = gains
            .filter(|prize| prize.standing == past.standing)
            .map(|prize| prize.period)
            .chain(falls.filter(|one| one.standing == past.standing).map(|one| one.period));
        let lasts: BTreeSet<Period> =
            spans.filter_map(|span| span.periods(past.period.year()).last()).collect();
        let is_of_same = |other: &&PastPlace| {
            let who = |one: &PastPlace| (one.village.clone(), one.person.clone(), one.id.clone());
            other.standing == past.standing && who(other) == who(past)
        };
        let is_compared = |other: &PastPlace| lasts.contains(&other.period);
        if lasts.is_empty() || history.places.iter().filter(is_of_same).any(is_compared) {
            return;
        }
        let wanted = suggest::listed(
            lasts.iter().map(Period::to_string).collect::<Vec<_>>().iter().map(String::as_str),
        );
        let who = shown((&past.village, &past.person, &past.id));
        let message =
            format!("写了{who} {} 的名次，没有 {wanted} 的：要看上一年名次的奖励和处理用不上它", past.period);
        let hint = format!("补上 {wanted} 的名次，或把这一条的 period 改成它");
        found.push(Diagnostic::warning(Code::HistoryUnfit, span, message).hint(hint));
    }

    fn counted_in(&self, past: &PastSanction, span: &Span, found: &mut Diagnostics) {
        let sanction = self.rulebook.sanctions.iter().find(|one| one.id == past.sanction);
        let Some(sanction) = sanction.filter(|one| one.period != past.period.length()) else { return };
        let length = sanction.period.chinese();
        let message =
            format!("“{}”按{length}处理，{} 不是一个{length}，这一条用不上", sanction.name, past.period);
        found.push(Diagnostic::warning(Code::HistoryUnfit, span, message).hint("改成受处理的那一期"));
    }
}

/// A name that the rulebook does not have: a slip, or of what the scheme had once.
fn known<'a>(
    what: &str,
    name: &str,
    span: &Span,
    names: impl Iterator<Item = &'a str>,
    found: &mut Diagnostics,
) {
    let names: Vec<&str> = names.collect();
    if names.contains(&name) {
        return;
    }
    let message = format!("细则里没有{what}“{name}”，这一条用不上");
    let of_once = "细则改过、已没有它的不用管";
    let hint =
        suggest::hint(name, names).map_or_else(|| of_once.to_owned(), |near| format!("{near}{of_once}"));
    found.push(Diagnostic::warning(Code::UnknownName, span, message).hint(hint));
}

fn shown((village, person, id): Who<'_>) -> String {
    format!("{village}{person}{id}")
}

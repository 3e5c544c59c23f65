//! Facts of days on which nothing that reads them is in force: they count nowhere, and whoever wrote them should know.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{CellRef, Code, Diagnostic};
use crate::fact::{Event, VillageFacts};
use crate::period::{Date, Month, Period, chinese_date};
use crate::records::Records;
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{DaysInForce, InForce, Item, Rulebook};
use crate::rules::{Timing, Uses};

/// Why a day is none of those on which something is in force.
fn why_not(days: DaysInForce, day: Date) -> String {
    match (days.from.filter(|_| !days.begun(day)), days.until) {
        (Some(from), _) => format!("从{}起施行", chinese_date(from)),
        (None, Some(until)) => format!("施行到{}为止", chinese_date(until)),
        (None, None) => String::new(),
    }
}

/// A rule that reads a name; without an id what is always in force.
struct Reader<'a> {
    rule: Option<(&'a str, Timing)>,
    days: DaysInForce,
    /// From when its item counts points: what is dated earlier is posted then.
    starts: Option<Date>,
    /// The cadres' item to which it posts.
    into: Option<(&'a Item, DaysInForce)>,
}

impl Reader<'_> {
    /// Whether it looks at a fact of these days: one, or those of a month for which the fact stands.
    fn reads(&self, first: Date, last: Date) -> bool {
        self.days.begun(last) && self.days.not_ended(self.posts_on(first))
    }

    /// The first day on which it may post anything of a fact.
    fn posts_on(&self, day: Date) -> Date {
        let looks = self.looks_on(day);
        self.starts.map_or(looks, |starts| starts.max(looks))
    }

    /// The first day on which it looks at a fact.
    fn looks_on(&self, day: Date) -> Date {
        match &self.rule {
            Some((_, Timing::EndOf(span))) => Period::of_month(Month::of(day)).around(*span).last_day(),
            Some((_, Timing::Always | Timing::Never | Timing::On(_))) | None => day,
        }
    }

    fn why_not(&self, day: Date) -> String {
        let Some((id, timing)) = &self.rule else { return String::new() };
        let is_read = self.days.contains(day);
        let starts = self.starts.filter(|starts| is_read && day < *starts);
        let late = match (timing, starts) {
            (_, Some(starts)) => format!("、{}才开始计分", chinese_date(starts)),
            (Timing::EndOf(span), None) if is_read => format!("、每{}末才认定", span.chinese()),
            _ => String::new(),
        };
        format!("规则 {id} {}{late}", why_not(self.days, day))
    }
}

/// A fact that may count nowhere.
struct Stated<'a> {
    name: &'a str,
    first: Date,
    last: Date,
    cell: &'a CellRef,
}

/// Who reads each name.
type Readers<'a> = BTreeMap<String, Vec<Reader<'a>>>;

/// One notice for each event and row of a register up to the period's last day that counts nowhere, and one for each
/// other name of which something does not.
pub(in crate::engine) fn facts(rulebook: &Rulebook, records: &Records, period: Period) -> Vec<Diagnostic> {
    let is_limited = |ends: InForce| ends.from.is_some() || ends.until.is_some();
    let of_points = rulebook.items.iter().flat_map(Item::rules).map(|rule| rule.in_force);
    let of_money = rulebook.money.iter().map(|rule| rule.in_force);
    let mut all = rulebook.items.iter().map(|item| item.in_force).chain(of_points).chain(of_money);
    if !all.any(is_limited) {
        return Vec::new();
    }
    let readers = readers(rulebook, period.year());
    let mut found = Vec::new();
    let mut gathered: BTreeMap<(&str, String), Vec<Stated<'_>>> = BTreeMap::new();
    for facts in records.villages.values() {
        found.extend(events(facts, &readers, period));
        let rows = rows(facts).filter_map(|row| Some((why_unread(&readers, &row, period)?, row)));
        found.extend(rows.map(|(why, row)| notice(&row, &why)));
        for stated in figures(facts).chain(marks(facts)).chain(duties(facts)) {
            let why = why_unread(&readers, &stated, period);
            if let Some(why) = why.filter(|_| !is_run_over(rulebook, &readers, &stated)) {
                gathered.entry((stated.name, why)).or_default().push(stated);
            }
        }
    }
    found.extend(gathered.iter().filter_map(|((_, why), all)| together(all, why)));
    found
}

fn readers(rulebook: &Rulebook, year: i16) -> Readers<'_> {
    let mut readers = Readers::new();
    for item in &rulebook.items {
        let of_item = || rulebook.upwards(item).map(|node| node.in_force);
        let starts = item.account().and_then(|terms| terms.starts).map(|starts| starts.in_year(year));
        for rule in item.rules() {
            let days = DaysInForce::of_all(of_item().chain([rule.in_force]), year);
            let into = rule.into.as_ref().and_then(|id| rulebook.items.iter().find(|one| one.id == *id));
            let into = into.map(|into| {
                (into, DaysInForce::of_all(rulebook.upwards(into).map(|node| node.in_force), year))
            });
            for name in names(rulebook, &rule.uses) {
                let rule = Some((rule.id.as_str(), rule.timing.clone()));
                readers.entry(name).or_default().push(Reader { rule, days, starts, into });
            }
        }
    }
    for rule in &rulebook.money {
        for name in names(rulebook, &rule.uses) {
            let (days, of) = (rule.in_force.in_year(year), (rule.id.as_str(), rule.rule.timing()));
            readers.entry(name).or_default().push(Reader { rule: Some(of), days, starts: None, into: None });
        }
    }
    let vetoes = rulebook.vetoes.iter().map(|veto| veto.event.name.to_string());
    let forfeits = rulebook.pays.iter().flat_map(|pay| &pay.forfeits);
    let forfeits = forfeits.map(|forfeit| forfeit.event.name.to_string());
    let bars = rulebook.bars().filter_map(|bar| bar.event()).map(|event| event.name.to_string());
    for name in vetoes.chain(forfeits).chain(bars) {
        let always = Reader { rule: None, days: DaysInForce::default(), starts: None, into: None };
        readers.entry(name).or_default().push(always);
    }
    readers
}

/// The names that a rule reads, with the registers that its figures come from.
fn names(rulebook: &Rulebook, uses: &Uses) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = uses.events.iter().map(|event| event.name.to_string()).collect();
    names.extend(uses.duty.iter().map(|(name, _)| name.clone()));
    names.extend(uses.mark.iter().map(|mark| mark.name.to_string()));
    for name in uses.figures() {
        let declared = rulebook.declarations.indicator(name).map(|indicator| &indicator.source);
        names.insert(match declared {
            Some(IndicatorSource::Register { register, .. }) => register.clone(),
            Some(IndicatorSource::Entered | IndicatorSource::Villages(_) | IndicatorSource::Standing(_))
            | None => name.clone(),
        });
    }
    names
}

fn figures(facts: &VillageFacts) -> impl Iterator<Item = Stated<'_>> {
    facts.readings.iter().flat_map(|(name, readings)| {
        readings.iter().map(|one| Stated { name, first: one.date, last: one.date, cell: &one.cell })
    })
}

/// A mark is given for its month as a whole.
fn marks(facts: &VillageFacts) -> impl Iterator<Item = Stated<'_>> {
    facts.marks.iter().flat_map(|(name, marks)| {
        let first = |day: Date| Month::of(day).first_day();
        marks.iter().map(move |one| Stated { name, first: first(one.date), last: one.date, cell: &one.cell })
    })
}

fn duties(facts: &VillageFacts) -> impl Iterator<Item = Stated<'_>> {
    facts.duties.iter().flat_map(|(name, cells)| {
        cells.iter().map(|one| {
            let (first, last) = (one.month.first_day(), one.month.last_day());
            Stated { name, first, last, cell: &one.cell }
        })
    })
}

fn rows(facts: &VillageFacts) -> impl Iterator<Item = Stated<'_>> {
    facts.registers.iter().flat_map(|(name, rows)| {
        rows.iter().filter_map(|row| {
            let cell = row.values.values().map(|(_, cell)| cell).min()?;
            Some(Stated { name, first: row.date, last: row.date, cell })
        })
    })
}

/// Why nothing reads a fact of the year; `None` if something does, or it lies ahead: what an earlier year reads is told there.
fn why_unread(readers: &Readers<'_>, stated: &Stated<'_>, period: Period) -> Option<String> {
    let readers = readers.get(stated.name)?;
    let is_of_year = stated.last.year() == period.year();
    if !is_of_year
        || stated.last > period.last_day()
        || readers.iter().any(|one| one.reads(stated.first, stated.last))
    {
        return None;
    }
    let why: BTreeSet<String> = readers.iter().map(|one| one.why_not(stated.last)).collect();
    Some(why.into_iter().collect::<Vec<_>>().join("，"))
}

/// Whether it is a running total of before the start: a later figure holds it.
fn is_run_over(rulebook: &Rulebook, readers: &Readers<'_>, stated: &Stated<'_>) -> bool {
    let is_total = rulebook.declarations.indicator(stated.name).is_some_and(|one| !one.is_current);
    let ahead = |reader: &Reader<'_>| !reader.days.begun(stated.last);
    is_total && readers.get(stated.name).is_some_and(|readers| readers.iter().any(ahead))
}

/// Events that nothing reads, or that a rule in force posts to nobody, as the cadres' item is not.
fn events(facts: &VillageFacts, readers: &Readers<'_>, period: Period) -> Vec<Diagnostic> {
    let all = facts.events.iter().flat_map(|(name, events)| events.iter().map(move |event| (name, event)));
    let told = all.filter_map(|(name, event): (&String, &Event)| {
        let (first, last, cell) = (event.date, event.date, event.cells.first()?);
        let stated = Stated { name, first, last, cell };
        let unread = || Some(notice(&stated, &why_unread(readers, &stated, period)?));
        unread().or_else(|| without_account(readers.get(name)?, &stated, period))
    });
    told.collect()
}

fn without_account(readers: &[Reader<'_>], stated: &Stated<'_>, period: Period) -> Option<Diagnostic> {
    let day = stated.last;
    let in_force = readers.iter().filter(|reader| reader.reads(day, day) && day <= period.last_day());
    let (into, days) = in_force.filter_map(|reader| reader.into).find(|(_, days)| !days.contains(day))?;
    let (name, date, why) = (stated.name, chinese_date(day), why_not(days, day));
    let message = format!("{date}的“{name}”记不到个人名下：“{}”{why}", into.name);
    Some(Diagnostic::warning(Code::OutOfForce, stated.cell, message).hint(HINT))
}

const HINT: &str = "核对日期；该计的，改细则里的 from、until，或由乡镇另行决定后用补扣补加";

fn notice(stated: &Stated<'_>, why: &str) -> Diagnostic {
    let message = format!("{}的“{}”哪里都不计：{why}", chinese_date(stated.last), stated.name);
    Diagnostic::warning(Code::OutOfForce, stated.cell, message).hint(HINT)
}

/// The same of one name in several cells is told once, at the first of them.
fn together(all: &[Stated<'_>], why: &str) -> Option<Diagnostic> {
    let first = all.iter().min_by_key(|one| (one.last, one.cell))?;
    let notice = notice(first, why);
    let message = match all.len() {
        1 => notice.message.clone(),
        count => format!("{}，共 {count} 处", notice.message),
    };
    Some(Diagnostic { message, ..notice })
}

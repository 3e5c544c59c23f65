//! Figures of a village that is gone before money is settled by them: what it had reported is paid nowhere. Nobody decides here
//! whether it should have been; rows of registers and events wait for the day of settlement, and are settled.

use crate::diagnostic::{CellRef, Code, Diagnostic};
use crate::engine::Context;
use crate::number::Number;
use crate::period::{Date, Month, Period, chinese_date};
use crate::records::Village;
use crate::rulebook::MoneyRule;
use crate::rulebook::declaration::IndicatorSource;
use crate::rules::Timing;

/// One notice for each village, rule and figure, in the result of the day of settlement.
pub(in crate::engine) fn figures(context: &Context<'_>) -> Vec<Diagnostic> {
    let gone = context.records.roster.villages.iter();
    let gone = gone.filter_map(|village| Some((village, village.until?)));
    let gone = gone.filter(|(_, until)| until.year() == context.period.year());
    let of_rules = gone.flat_map(|left| context.rulebook.money.iter().map(move |rule| (left, rule)));
    of_rules.filter_map(|((village, until), rule)| of_rule(context, village, until, rule)).collect()
}

fn of_rule(context: &Context<'_>, village: &Village, until: Date, rule: &MoneyRule) -> Option<Diagnostic> {
    let (since, day) = settled_next(&rule.rule.timing(), until)?;
    let days = rule.in_force.in_year(until.year());
    let holds = days.from.is_none_or(|from| from <= until) && days.until.is_none_or(|last| day <= last);
    if !holds || !context.period.contains(day) {
        return None;
    }
    // Nothing of so much for each is nothing, and what was stated before the rule was in force is none of its.
    let counts = |value: Number| !rule.rule.pays_by_amount() || !value.is_zero();
    let since = days.from.map_or(since, |from| from.max(since));
    let is_entered = |name: &&String| {
        let declared = context.rulebook.declarations.indicator(name);
        declared.is_some_and(|declared| declared.source == IndicatorSource::Entered)
    };
    let figures = rule.uses.figures().filter(is_entered);
    let stated: Vec<(&String, &CellRef)> = figures
        .filter_map(|name| Some((name, reported(context, village, name, (since, until), counts)?)))
        .collect();
    let notice = |cell: &CellRef| {
        let names: Vec<String> = stated.iter().map(|(name, _)| format!("“{name}”")).collect();
        let (day, until, names) = (chinese_date(day), chinese_date(until), names.join("、"));
        let (name, clause, village) = (&rule.name, &rule.clause, &village.name);
        let message = format!(
            "“{name}”（{clause}）{day}才按{names}认定，{village}考核到{until}止：它填的数没有算钱，也没有并过去"
        );
        let hint = "该发、该扣的，由乡镇决定后用补扣补加；不发不扣的，在 [[accepts]] 里写明理由";
        Diagnostic::warning(Code::MoneyOfVillageGone, cell, message).hint(hint)
    };
    stated.first().map(|(_, cell)| notice(cell))
}

/// The day behind the one on which it was settled last, and the first later than the village's own last.
fn settled_next(timing: &Timing, until: Date) -> Option<(Date, Date)> {
    let (since, day) = match timing {
        Timing::On(day) => (until.first_of_year(), day.in_year(until.year())),
        Timing::EndOf(span) => {
            let period = Period::of_month(Month::of(until)).around(*span);
            (period.first_day(), period.last_day())
        }
        Timing::Always | Timing::Never => return None,
    };
    (since <= until && until < day).then_some((since, day))
}

/// Where the village reported the figure last on some days, where money comes of that.
fn reported<'a>(
    context: &Context<'a>,
    village: &Village,
    figure: &str,
    (since, until): (Date, Date),
    counts: impl Fn(Number) -> bool,
) -> Option<&'a CellRef> {
    let readings = context.records.villages.get(&village.name)?.readings.get(figure)?;
    let last = readings.iter().rev().find(|reading| (since..=until).contains(&reading.date))?;
    last.value.is_some_and(counts).then_some(&last.cell)
}

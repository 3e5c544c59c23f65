//! Pay, prizes, grades and sanctions are for whole periods: what comes into force or ends within one would belong to
//! neither rule.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::period::{Date, Length, Moment, Month, Period};
use crate::rulebook::{InForce, Rulebook};

/// Everything that begins or ends within a period of its own.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for pay in &rulebook.pays {
        found.extend(cut(&pay.name, (pay.in_force, pay.period), &pay.span));
    }
    for prize in &rulebook.prizes {
        found.extend(cut(&prize.names(), (prize.in_force, prize.period), &prize.span));
    }
    for band in &rulebook.bands {
        found.extend(cut(&band.name, (band.in_force, band.period), &band.span));
    }
    for sanction in &rulebook.sanctions {
        found.extend(cut(&sanction.name, (sanction.in_force, sanction.period), &sanction.span));
    }
}

fn cut(name: &str, (in_force, each): (InForce, Length), span: &Span) -> Vec<Diagnostic> {
    // Periods begin and end on the same days of every year, but for the end of February, which ends none but its month.
    let day = |moment: Moment| match moment {
        Moment::Once(day) => day,
        Moment::Yearly(_) => moment.in_year(2023),
    };
    let around = |day: Date| Period::of_month(Month::of(day)).around(each);
    let from = in_force.from.map(|from| (from, day(from)));
    let from = from.filter(|(_, day)| around(*day).first_day() != *day).map(|(from, day)| {
        let wanted = around(day).first_day();
        let message = format!("{name}按{}计，from 写的{from}不是其中一期的第一天", each.chinese());
        (message, "第一天", written(from, wanted))
    });
    let until = in_force.until.map(|until| (until, day(until)));
    let until = until.filter(|(_, day)| around(*day).last_day() != *day).map(|(until, day)| {
        let wanted = around(day).last_day();
        let message = format!("{name}按{}计，until 写的{until}不是其中一期的最后一天", each.chinese());
        (message, "最后一天", written(until, wanted))
    });
    let told = from.into_iter().chain(until).map(|(message, which, wanted)| {
        Diagnostic::error(Code::BadValue, span, message).hint(format!("写一期的{which}，如 {wanted}"))
    });
    told.collect()
}

/// A day as it is written in place of another: of its year, or of every one.
fn written(moment: Moment, day: Date) -> String {
    match moment {
        Moment::Once(_) => format!("{}-{:02}-{:02}", day.year(), day.month(), day.day()),
        Moment::Yearly(_) => of_every_year(day),
    }
}

/// A day of a year as it is written for every one: February ends on another day in some.
pub(super) fn of_every_year(day: Date) -> String {
    if day.month() == 2 && day == day.last_of_month() {
        return "02-end".to_owned();
    }
    format!("{:02}-{:02}", day.month(), day.day())
}

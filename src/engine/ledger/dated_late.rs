//! Figures of the month in which a rule judges that are dated after the day: it goes by an older one, which whoever
//! left 截至 blank cannot have meant.

use crate::diagnostic::{Code, Diagnostic};
use crate::engine::view::VillageView;
use crate::fact::Reading;
use crate::period::{Date, Month, chinese_date};
use crate::rules::{Timing, Uses};

/// One notice for each entered figure that the rule reads on its day, where the month has one of its last day and
/// none up to that day.
pub(in crate::engine) fn notices(timing: &Timing, uses: &Uses, view: &VillageView<'_>) -> Vec<Diagnostic> {
    let day = timing.day_in(view.as_of.year());
    let Some(day) = day.filter(|day| (view.opens..=view.as_of).contains(day)) else { return Vec::new() };
    let names = uses.figures();
    names.filter_map(|name| notice(name, day, view)).collect()
}

fn notice(indicator: &str, day: Date, view: &VillageView<'_>) -> Option<Diagnostic> {
    let month = Month::of(day);
    let readings = view.facts.readings(indicator);
    // Readings lie in the order of their dates.
    let until = readings.get(..readings.partition_point(|reading| reading.date <= day)).unwrap_or_default();
    if until.last().is_some_and(|reading| Month::of(reading.date) == month) {
        return None;
    }
    // Who wrote another day than the month's last into 截至 has thought of it.
    let is_last = |reading: &&Reading| reading.date == month.last_day() && reading.date <= view.as_of;
    let later = readings.iter().find(is_last)?;
    let used = readings.iter().rev().find(|reading| (view.since..=day).contains(&reading.date));
    let (judged, dated) = (chinese_date(day), chinese_date(later.date));
    let gone_by = used.map_or_else(
        || "那天没有数可用".to_owned(),
        |reading| format!("认定用的是{}的数", chinese_date(reading.date)),
    );
    let village = &view.village.name;
    let message = format!("{village}的“{indicator}”{judged}认定，本月只有截至{dated}的数，{gone_by}");
    let hint = format!("把{judged}当日或以前的数另填一行，“截至”写 {day}；那天的数确实没有变的，不用改");
    let notice = Diagnostic::warning(Code::DatedLate, &later.cell, message).hint(hint);
    Some(match used {
        Some(reading) => notice.related(&reading.cell, "认定用的数"),
        None => notice,
    })
}

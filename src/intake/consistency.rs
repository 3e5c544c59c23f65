//! What only shows across rows, sheets and files: repeats, contradictions, figures that fall.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::form::{Gathered, Stated};
use super::names::Names;
use super::{meeting_gaps, one_cause, one_meeting, rater_gaps, two_accounts};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics, Location};
use crate::fact::{DutyCell, DutyValue, Event, NOT_APPLICABLE, Person, Reading, VillageFacts};
use crate::number::Number;
use crate::period::{Month, chinese_date};
use crate::rulebook::declaration::Declarations;

/// Puts the facts in order, drops what was stated twice alike, and reports what contradicts itself.
pub(super) fn check(
    gathered: &mut Gathered<'_>,
    (declarations, names): (&Declarations, &Names<'_>),
    diagnostics: &mut Diagnostics,
) {
    repeated_rows(gathered, diagnostics);
    one_meeting::check(gathered, diagnostics);
    for (village, facts) in gathered.villages_mut() {
        facts.sort();
        facts.events.values().for_each(|events| events_in_two_files(events, diagnostics));
        for (indicator, readings) in &mut facts.readings {
            let declared = declarations.indicator(indicator);
            let may_fall = declared.is_some_and(|indicator| indicator.is_current || indicator.below_zero);
            figures((village, indicator, may_fall), readings, diagnostics);
        }
        for (duty, cells) in &mut facts.duties {
            repeated_duties(cells, diagnostics);
            duties_in_two_files(village, duty, cells, diagnostics);
        }
        marks(facts, diagnostics);
        two_accounts::carried(&facts.carried, diagnostics);
        two_accounts::leaves(&facts.leaves, diagnostics);
        meeting_gaps::against_leave(facts, diagnostics);
    }
    meeting_gaps::check(gathered, names, diagnostics);
    rater_gaps::check(gathered, &declarations.marks, diagnostics);
}

/// Where two rows stand that are equal.
type Pair<'a> = (&'a CellRef, &'a CellRef);

/// Equal rows both count: two like accidents of one day are two accidents. A day of leave counts once, however often it
/// is written down.
fn repeated_rows(gathered: &mut Gathered<'_>, diagnostics: &mut Diagnostics) {
    gathered.rows.sort();
    let mut of_files: BTreeMap<(&str, &str, Said), Vec<Pair<'_>>> = BTreeMap::new();
    for pair in gathered.rows.windows(2) {
        let [(first, first_cell), (second, second_cell)] = pair else { continue };
        if first == second {
            let what = match first {
                Stated::Leave { .. } => (ALIKE, "同一天只计一天"),
                Stated::Event { matter, .. } if !matter.is_empty() => {
                    (OF_EVENTS, "看“同一件事”的规则只计一行")
                }
                Stated::Event { .. } => (OF_EVENTS, BOTH_COUNT),
                Stated::Carried { .. } | Stated::Entry { .. } => (ALIKE, BOTH_COUNT),
            };
            let files = (&**first_cell.file(), &**second_cell.file(), what);
            of_files.entry(files).or_default().push((first_cell, second_cell));
        }
    }
    for ((file, other, (same, what)), pairs) in of_files {
        if file != other && pairs.len() > 1 {
            diagnostics.push(repeated_file(file, &pairs, what));
        } else {
            diagnostics.extend(pairs.into_iter().map(|pair| repeated(pair, same, what)));
        }
    }
}

/// A workbook saved once more under another name repeats rows of the first one, which is told once.
fn repeated_file(file: &str, pairs: &[Pair<'_>], what: &str) -> Diagnostic {
    let mut rows: Vec<&CellRef> = pairs.iter().map(|(_, second)| *second).collect();
    rows.sort();
    let place = |cell: &&CellRef| format!("{}!{}", cell.sheet.name(), cell.address());
    let places = one_cause::first_few(rows.iter().map(place));
    let other = rows.first().map(|cell| cell.file().to_string()).unwrap_or_default();
    let message =
        format!("有 {} 行与“{file}”里的完全相同，疑似同一份表存了两次，{what}：{places}", rows.len());
    Diagnostic::warning(Code::RepeatedRow, Location::File(other), message)
        .related(Location::File(file.to_owned()), "相同的行")
        .hint("确属同一份表的，把不用的一份移走；只有几行重复的，删去重复的行")
}

/// What two offices register of one day may be one thing in two wordings, with the person named in one of them; rows that are equal were told.
fn events_in_two_files(events: &[Event], diagnostics: &mut Diagnostics) {
    let days = events.chunk_by(|one, next| one.date == next.date);
    let is_of_two = |day: &&[Event]| day.chunk_by(|one, next| file_of(one) == file_of(next)).nth(1).is_some();
    for day in days.filter(is_of_two) {
        let mut of_person: BTreeMap<Option<&Person>, Vec<&Event>> = BTreeMap::new();
        for later in day {
            // Of whom it is may be left out in one of them.
            let of_one = |person: Option<&Person>| {
                later.person.is_none() || person.is_none() || person == later.person.as_ref()
            };
            let met = of_person.iter().filter(|(person, _)| of_one(**person));
            let mut before = met.flat_map(|(_, before)| before);
            let earlier = before.find(|one| are_two_wordings(one, later));
            let cells = earlier.and_then(|earlier| earlier.cells.first()).zip(later.cells.first());
            diagnostics.extend(cells.map(|(first, second)| worded_twice(later, first, second)));
            of_person.entry(later.person.as_ref()).or_default().push(later);
        }
    }
}

fn file_of(event: &Event) -> Option<&Arc<str>> {
    event.cells.first().map(CellRef::file)
}

/// Whether two files tell of one day in different words, and nowhere says of which matter.
fn are_two_wordings(one: &Event, other: &Event) -> bool {
    file_of(one).zip(file_of(other)).is_some_and(|(one, other)| one != other)
        && (one.count, &one.detail, &one.person) != (other.count, &other.detail, &other.person)
        && (one.matter.is_empty() || other.matter.is_empty())
}

fn worded_twice(event: &Event, first: &CellRef, second: &CellRef) -> Diagnostic {
    let (name, date) = (&event.name, chinese_date(event.date));
    let message = format!("{date}的“{name}”另一份表也登记了，写得不一样，疑似同一件事，两处都计");
    Diagnostic::warning(Code::RepeatedRow, second, message)
        .related(first, "另一处")
        .hint("确是同一件事的，只留一处；确是两件事的，不用改")
}

/// Cells of a duty add up, so the same said twice in one file may be one too many; and where one says that it was not
/// done, the other may be another village's.
fn repeated_duties(cells: &[DutyCell], diagnostics: &mut Diagnostics) {
    let says_done = |value: DutyValue| !value.times().is_zero();
    let says_not = |value: DutyValue| matches!(value, DutyValue::Times(times) if times.is_zero());
    for pair in cells.windows(2) {
        let [first, second] = pair else { continue };
        if first.month != second.month || first.cell.file() != second.cell.file() {
            continue;
        }
        let contradict = |one: &DutyCell, other: &DutyCell| says_not(one.value) && says_done(other.value);
        if first.value == second.value && says_done(first.value) {
            diagnostics.push(repeated((&first.cell, &second.cell), ALIKE, BOTH_COUNT));
        } else if contradict(first, second) || contradict(second, first) {
            let (first, second) = (&first.cell, &second.cell);
            diagnostics.push(done_and_not(first.min(second), first.max(second)));
        }
    }
}

fn done_and_not(first: &CellRef, second: &CellRef) -> Diagnostic {
    let message = "同一个村写了两行，一行填没有做，一行填做了，合起来按做了的次数计";
    Diagnostic::warning(Code::RepeatedRow, second, message)
        .related(first, "另一行")
        .hint("有一行写错了村名的，改正；确是同一个村的，只留一行")
}

/// What two rows have in common, and what becomes of them.
type Said = (&'static str, &'static str);

/// Rows that state the same.
const ALIKE: &str = "完全相同";

/// Rows of events: their marks are not looked at.
const OF_EVENTS: &str = "的日期、村、事项、次数、当事人和情况说明都一样（不看分值）";

/// What becomes of most rows that are equal.
const BOTH_COUNT: &str = "两行都计";

fn repeated((first, second): Pair<'_>, same: &str, what: &str) -> Diagnostic {
    Diagnostic::warning(Code::RepeatedRow, second, format!("与另一行{same}，疑似重复，{what}"))
        .related(first, "相同的行")
        .hint("确属重复的，删去一行")
}

/// One figure a village, indicator and day; a cumulative figure that falls is told, and the latest counts.
fn figures(
    (village, indicator, may_fall): (&str, &str, bool),
    readings: &mut Vec<Reading>,
    diagnostics: &mut Diagnostics,
) {
    for pair in readings.windows(2) {
        let [earlier, later] = pair else { continue };
        if earlier.date == later.date {
            diagnostics.push(same_day(village, indicator, earlier, later));
        } else if !may_fall
            && earlier.date < later.date
            && later.value.zip(earlier.value).is_some_and(|(now, was)| now < was)
        {
            let message = format!("{village}的“{indicator}”是累计数，却比上次减少，以最近一次为准");
            diagnostics.push(
                Diagnostic::warning(Code::FallingFigure, &later.cell, message)
                    .related(&earlier.cell, "上次的数")
                    .hint("这一格填错的，改正；退库、核减等确实减少的，不用改；每次填的本来就是当期、当时的数的，在细则里给这个指标写 current = true"),
            );
        }
    }
    readings.dedup_by(|later, earlier| later.date == earlier.date && later.value == earlier.value);
}

/// Two figures of one day: in two files it cannot be told which office's counts, unless they are equal.
fn same_day(village: &str, indicator: &str, earlier: &Reading, later: &Reading) -> Diagnostic {
    let what = format!("{village}{}的“{indicator}”", chinese_date(later.date));
    let two_files = earlier.cell.file() != later.cell.file();
    let shown = |value: Option<Number>| value.map_or(NOT_APPLICABLE.to_owned(), |value| value.to_string());
    let (one, other) = (shown(earlier.value), shown(later.value));
    let (file, other_file) = (earlier.cell.file(), later.cell.file());
    match (two_files, earlier.value == later.value) {
        (false, true) => {
            Diagnostic::note(Code::TwoSources, &later.cell, format!("{what}写了两次，都是 {one}，计一次"))
        }
        (true, true) => {
            let message = format!("{what}在 {file} 和 {other_file} 里都是 {one}，计一次");
            Diagnostic::note(Code::TwoSources, &later.cell, message)
        }
        (false, false) => {
            Diagnostic::error(Code::FigureConflict, &later.cell, format!("{what}有两个数：{one} 和 {other}"))
                .related(&earlier.cell, "另一个数")
                .hint("核实后只留一个")
        }
        (true, false) => Diagnostic::error(
            Code::TwoSources,
            &later.cell,
            format!("{what}有两处填报：{file} 是 {one}，{other_file} 是 {other}"),
        )
        .related(&earlier.cell, "另一处")
        .hint("定由哪个办公室填报，另一处清空"),
    }
}

/// Cells of a duty in one file add up, but what two files say of one month is the same said twice, which counts once,
/// or a contradiction. Two days are two times.
fn duties_in_two_files(village: &str, duty: &str, cells: &mut Vec<DutyCell>, diagnostics: &mut Diagnostics) {
    let are_of_two =
        |one: &DutyCell, next: &DutyCell| one.month == next.month && one.cell.file() != next.cell.file();
    if !cells.windows(2).any(|pair| matches!(pair, [one, next] if are_of_two(one, next))) {
        return;
    }
    let mut repeats: BTreeSet<CellRef> = BTreeSet::new();
    let counts = times_by_file(cells);
    let told = representatives(cells);
    for later in cells.iter() {
        let before = |one: &&DutyCell| one.cell.file() < later.cell.file();
        let others = || told.get(&later.month).into_iter().flatten().copied().filter(before);
        let what = format!("{village}{}的“{duty}”", later.month);
        if let Some(earlier) = others().find(|earlier| differ(&counts, earlier, later)) {
            let (one, other) = (earlier.cell.file(), later.cell.file());
            let message = format!("{what}有两处填报，不一样：{one} 和 {other}");
            diagnostics.push(
                Diagnostic::error(Code::TwoSources, &later.cell, message)
                    .related(&earlier.cell, "另一处")
                    .hint("定由哪个办公室填报，另一处清空"),
            );
        } else if let Some(earlier) = others().find(|earlier| agree(earlier.value, later.value)) {
            let (one, other) = (earlier.cell.file(), later.cell.file());
            let message = format!("{what}在 {one} 和 {other} 里都是{}，计一次", said(&counts, later));
            diagnostics.push(
                Diagnostic::note(Code::TwoSources, &later.cell, message).related(&earlier.cell, "另一处"),
            );
            repeats.insert(later.cell.clone());
        }
    }
    cells.retain(|cell| !repeats.contains(&cell.cell));
}

/// Of each month what each file says, once: of its counts, which are one sum, the first.
fn representatives(cells: &[DutyCell]) -> BTreeMap<Month, Vec<&DutyCell>> {
    let mut met = BTreeSet::new();
    let mut by_month: BTreeMap<Month, Vec<&DutyCell>> = BTreeMap::new();
    for cell in cells {
        let says = match cell.value {
            DutyValue::Times(_) => (0, None),
            DutyValue::On(day) => (1, Some(day)),
            DutyValue::NotApplicable => (2, None),
        };
        if met.insert((cell.month, cell.cell.file(), says)) {
            by_month.entry(cell.month).or_default().push(cell);
        }
    }
    by_month
}

/// How often each file says in all that the duty was done in a month.
type Counts = BTreeMap<(Month, Arc<str>), Option<Number>>;

fn times_by_file(cells: &[DutyCell]) -> Counts {
    let mut counts = Counts::new();
    for cell in cells {
        if let DutyValue::Times(times) = cell.value {
            let count =
                counts.entry((cell.month, Arc::clone(cell.cell.file()))).or_insert(Some(Number::ZERO));
            *count = count.and_then(|count| Number::sum([count, times]).ok());
        }
    }
    counts
}

fn times_in_file(counts: &Counts, of: &DutyCell) -> Option<Number> {
    counts.get(&(of.month, Arc::clone(of.cell.file()))).copied().flatten()
}

/// Whether two files contradict each other: by how often each says in all, or by how often and a day; and where only one
/// says that the duty is not asked of the village.
fn differ(counts: &Counts, one: &DutyCell, other: &DutyCell) -> bool {
    match (one.value, other.value) {
        (DutyValue::Times(_), DutyValue::Times(_)) => {
            times_in_file(counts, one) != times_in_file(counts, other)
        }
        (DutyValue::On(_), DutyValue::On(_)) | (DutyValue::NotApplicable, DutyValue::NotApplicable) => false,
        _ => true,
    }
}

/// What the file of a cell says, in words.
fn said(counts: &Counts, of: &DutyCell) -> String {
    match of.value {
        DutyValue::Times(own) => format!(" {} 次", times_in_file(counts, of).unwrap_or(own)),
        DutyValue::On(day) => format!("{}完成", chinese_date(day)),
        DutyValue::NotApplicable => "“不适用”".to_owned(),
    }
}

/// Whether two files say the same, if they do not contradict each other.
fn agree(one: DutyValue, other: DutyValue) -> bool {
    matches!((one, other), (DutyValue::Times(_), DutyValue::Times(_))) || one == other
}

fn marks(facts: &mut VillageFacts, diagnostics: &mut Diagnostics) {
    for pair in facts.attendance.windows(2) {
        let [first, second] = pair else { continue };
        let same =
            (first.date, &first.meeting, &first.person) == (second.date, &second.meeting, &second.person);
        if same && first.mark != second.mark {
            let (one, other) = (second.mark.sign(), first.mark.sign());
            let who = second.person.numbered();
            let message = format!("{who}同一会议有两种签到结果：这一格是“{one}”，另一处是“{other}”");
            diagnostics.push(
                Diagnostic::error(Code::MarkConflict, &second.cell, message)
                    .related(&first.cell, "另一处")
                    .hint("核实后只留一处"),
            );
        } else if same {
            let message = format!("{}同一会议的签到写了两次，都一样，计一次", second.person.name);
            diagnostics.push(
                Diagnostic::note(Code::TwoSources, &second.cell, message).related(&first.cell, "另一处"),
            );
        }
    }
    facts.attendance.dedup_by(|second, first| {
        (first.date, &first.meeting, &first.person, first.mark)
            == (second.date, &second.meeting, &second.person, second.mark)
    });
}

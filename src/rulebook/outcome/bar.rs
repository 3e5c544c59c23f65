//! `bars` of `[[band]]`: the grades that somebody cannot have to whom something happened so often: 年内通报批评两次以上的，
//! 不得评为优秀.

use super::PERIODS;
use super::veto::speaks_of_person;
use crate::diagnostic::Span;
use crate::fact::PersonPolicy;
use crate::number::Number;
use crate::period::{Date, Period, Span as Length};
use crate::rules::{EventUse, read_person_policy};
use crate::toml_table::Reader;

/// What is counted against somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BarredBy {
    /// Rows of 事项登记, by their 次数.
    Event(EventUse),
    /// Periods in which a `[[sanction]]` means somebody; where it is for villages, the village of a cadre who is in office there on
    /// the last day.
    Sanction(String),
}

/// A limit of grades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Clause of the scheme.
    pub clause: String,
    /// What is counted.
    pub by: BarredBy,
    /// From how often on it acts: whole, at least 1.
    pub times: Number,
    /// The period around that of the grade from whose first day on it is counted, to the end of that of the grade.
    pub within: Length,
    /// The best grade that is left.
    pub best: String,
    /// Where it is written.
    pub span: Span,
}

impl Bar {
    /// The days that are looked at for a grade of a period.
    pub fn days(&self, period: Period) -> (Date, Date) {
        (period.around(self.within).first_day(), period.last_day())
    }

    /// Its event, if it counts one.
    pub fn event(&self) -> Option<&EventUse> {
        match &self.by {
            BarredBy::Event(event) => Some(event),
            BarredBy::Sanction(_) => None,
        }
    }

    /// Whether what happened is of a person, so that its name tells what somebody did.
    pub fn is_of_person(&self, posts: &[String]) -> bool {
        self.event()
            .is_some_and(|event| event.person != PersonPolicy::None || speaks_of_person(&event.name, posts))
    }
}

/// What becomes of the seat of a grade by quota which somebody holds by place and cannot have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarredSeat {
    /// It stays empty.
    Lapses,
    /// The next have it.
    PassesDown,
}

/// The bars of a band, and what becomes of seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// All of them; of several that hold the strictest acts.
    pub all: Vec<Bar>,
    /// Of grades by quota.
    pub seat: BarredSeat,
}

const MEANING: &str = "不得评为某等以上的情形：{ event = \"通报批评\", person = \"required\", times = 2, best = \"合格\", clause = \"五\" }；几种都有的从最严的一种；先照 [[veto]] 降等，再看这里；不影响得分、名次和奖";

/// `bars` with `barred-seat`; `None` where they are wrong.
pub(super) fn read_bars(reader: &Reader<'_>, period: Option<Length>, by_places: bool) -> Option<Bars> {
    const SEAT: &[(&str, BarredSeat, &str)] = &[
        ("lapses", BarredSeat::Lapses, "空缺，别人不因此递补；归下去的那一等因此会多于自己的名额"),
        ("passes-down", BarredSeat::PassesDown, "由后面的依次递补；本人在允许的最好一等里照名次占名额"),
    ];
    let seat_meaning = "够名次而因 bars 不得评的，名额怎样办（写了 bars、按名次或比例分等的必须写明）";
    let rows = reader.tables("bars", MEANING);
    let is_written = reader.has("bars");
    let is_asked = is_written && by_places;
    let seat = if reader.needs(is_asked) {
        reader.choice("barred-seat", seat_meaning, SEAT)
    } else {
        Some(BarredSeat::Lapses)
    };
    reader.always();
    if !reader.is_describing() && !is_asked {
        reader.optional_choice("barred-seat", seat_meaning, SEAT);
        let why = if is_written { "按得分分等的没有名额" } else { "没有写 bars" };
        reader.out_of_place("barred-seat", why);
    }
    let all: Option<Vec<_>> = rows.into_iter().map(|row| read_bar(row, period)).collect();
    Some(Bars { all: all?, seat: seat? })
}

fn read_bar(row: Reader<'_>, period: Option<Length>) -> Option<Bar> {
    let clause = row.text("clause", "所依据的条款");
    let sanction = row.optional_text(
        "sanction",
        "哪条处理（[[sanction]] 的 id）：一期里列入一次算一次，按次数加重的没有到第一档的也算；排的是村的，看村干部所在的村，期末在任的才算；与 event 二者写一个",
    );
    let event = read_event(&row, sanction.is_some());
    let times = row.number("times", "满几次起，1 以上的整数；事项按登记的次数");
    let is_shorter = period.is_some_and(|period| period < Length::Year);
    let within = if row.needs(is_shorter) {
        let meaning = "看多长时间里的次数，从评等次的这一期所在的月、季、半年或年的头一天起，到这一期末（等次短于一年评一次的必须写明，一年评一次的看全年、不写）";
        row.choice("within", meaning, PERIODS)
    } else {
        Some(Length::Year)
    };
    row.always();
    if !row.is_describing() && !is_shorter {
        row.optional_choice("within", "", PERIODS);
        row.out_of_place("within", "等次一年评一次，看的就是全年");
    }
    let best = row.text("best", "至多评为哪一等（这个 [[band]] 里的等次）");
    if let Some((node, _)) =
        row.node("times").zip(times).filter(|(_, times)| !times.is_whole() || times.is_zero())
    {
        row.bad_value(node, "times", "1 以上的整数");
    }
    if let (Some(within), Some(period), Some(node)) = (within, period, row.node("within"))
        && within < period
    {
        row.bad_value(
            node,
            "within",
            &format!("不短于{}的期：等次每{}评一次", period.chinese(), period.chinese()),
        );
    }
    let span = row.span().clone();
    row.finish();
    let by = match (event, sanction) {
        (Some(event), None) => BarredBy::Event(event),
        (None, Some(sanction)) => BarredBy::Sanction(sanction),
        (None, None) | (Some(_), Some(_)) => return None,
    };
    Some(Bar { clause: clause?, by, times: times?, within: within?, best: best?, span })
}

fn read_event(row: &Reader<'_>, has_sanction: bool) -> Option<EventUse> {
    let event_meaning = "登记表中的事项名称；与 sanction 二者写一个";
    if has_sanction && !row.is_describing() {
        for key in ["event", "aliases", "person"] {
            row.out_of_place(key, "写了 sanction 的不看事项；两样都看的分写两行");
        }
        row.optional_text("event", event_meaning);
        row.words("aliases", "");
        row.optional_text("person", "");
        return None;
    }
    let is_needed = row.needs(!has_sanction && !row.is_describing());
    let event = if is_needed { row.text("event", event_meaning) } else { None };
    let aliases = row.words("aliases", "这个事项在登记表里的其他写法");
    let person = read_person_policy(row);
    row.always();
    Some(EventUse::new(event?, aliases, person?))
}

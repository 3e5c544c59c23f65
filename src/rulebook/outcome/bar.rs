//! `bars` of `[[band]]` and `[[prize]]`: the grades or prizes that somebody cannot have to whom something happened so often:
//! 年内通报批评两次以上的，不得评为优秀; 全年三次列入黑榜的，取消评奖资格.

use super::PERIODS;
use super::veto::{read_posts, speaks_of_person};
use crate::diagnostic::Span;
use crate::fact::PersonPolicy;
use crate::number::Number;
use crate::period::{Date, Length, Period};
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

/// A limit of grades or prizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Clause of the scheme.
    pub clause: String,
    /// What is counted.
    pub by: BarredBy,
    /// Of an event that names nobody, where cadres are judged: whoever held one of these posts in the village on its day.
    pub posts: Vec<String>,
    /// From how often on it acts: whole, at least 1.
    pub times: Number,
    /// Whether the periods of a sanction must follow each other.
    pub in_a_row: bool,
    /// The period around that of the grade or prize from whose first day on it is counted, to the end of the latter.
    pub within: Length,
    /// The best grade or tier that is left; `None` where no tier of a prize is.
    pub best: Option<String>,
    /// Where it is written.
    pub span: Span,
}

impl Bar {
    /// The days that are looked at for a grade or prize of a period.
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

/// What becomes of the seat of a grade by quota, or of the tier of a prize, which somebody holds by place and cannot have: for a
/// bar, or since they have another prize.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarredSeat {
    /// It stays empty.
    Lapses,
    /// The next have it.
    PassesDown,
}

/// The bars of a band or prize, and what becomes of seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// All of them; of several that hold the strictest acts.
    pub all: Vec<Bar>,
    /// Of grades by quota and prizes by place.
    pub seat: BarredSeat,
}

/// What is said of the keys, by what they are of.
pub(super) struct BarredOf {
    meaning: &'static str,
    seat: &'static str,
    seats: [(&'static str, BarredSeat, &'static str); 2],
    has_no_seats: &'static str,
    within: &'static str,
    /// 等次, 奖
    given: &'static str,
    best: &'static str,
    /// Whether something is always left.
    leaves_some: bool,
}

/// Grades: the worst of them is left to everybody.
pub(super) const GRADES: BarredOf = BarredOf {
    meaning: "不得评为某等以上的情形：{ event = \"通报批评\", person = \"required\", times = 2, best = \"合格\", clause = \"五\" }；几种都有的从最严的一种；先照 [[veto]] 降等，再看这里；不影响得分、名次和奖，奖另写在 [[prize]] 的 bars 里。只数在本村的：调到别村、并入别村的，以前的不合计，有提醒",
    seat: "够名次而因 bars 不得评的，名额怎样办（写了 bars、按名次或比例分等的必须写明）",
    seats: [
        ("lapses", BarredSeat::Lapses, "空缺，别人不因此递补；归下去的那一等因此会多于自己的名额"),
        (
            "passes-down",
            BarredSeat::PassesDown,
            "由后面的依次递补；本人在允许的最好一等里照名次占名额，后面并列的多出来的人不占他的",
        ),
    ],
    has_no_seats: "按得分分等的没有名额",
    within: "看多长时间里的次数，从评等次的这一期所在的月、季、半年或年的头一天起，到这一期末（等次短于一年评一次的必须写明，一年评一次的看全年、不写）",
    given: "等次",
    best: "至多评为哪一等（这个 [[band]] 里的等次）",
    leaves_some: true,
};

/// Tiers of a prize: nobody must have any.
pub(super) const TIERS: BarredOf = BarredOf {
    meaning: "不得评奖、或不得评为某一档以上的情形：{ event = \"通报批评\", person = \"none\", times = 2, clause = \"五\" }；几种都有的从最严的一种；受到 [[veto]] 的照否决办，不看这里；不影响得分、名次和等次，等次另写在 [[band]] 的 bars 里。只数在本村的：调到别村、并入别村的，以前的不合计，有提醒",
    seat: "够名次而因 bars 不得的奖怎样办（写了 bars、凭名次发的必须写明）；不够最低分的、已得 not-with 的奖的，没有 bars 也不得，不算因 bars 不得，空缺的原因照写不够最低分、已得另一奖",
    seats: [
        (
            "lapses",
            BarredSeat::Lapses,
            "空缺，别人不因此递补；与别的并列的，照占一份奖，这一份也空缺；写了 best 的，本人得 best 那一档，那一档因此会多于自己的名额",
        ),
        (
            "passes-down",
            BarredSeat::PassesDown,
            "由后面的依次递补，各人的名次不变；与别的并列的，他的一份归别的：一同所占的名次里不够最低分的算他占着，别的得其余名次的奖；写了 best 的，本人在允许的最好一档里照名次占名额（后面并列的一同递补，跳过这个名额，占其余的名次），但排名的 ties 是 share-and-go-on、并列的别人占了那个名次的，得后面各名次剩下的",
        ),
    ],
    has_no_seats: "凭进步发的没有名额",
    within: "看多长时间里的次数，从评奖的这一期所在的月、季、半年或年的头一天起，到这一期末（短于一年评一次的必须写明，一年评一次的看全年、不写）",
    given: "奖",
    best: "至多得哪一档（这个 [[prize]] 里的奖次）；不写则各档都不得",
    leaves_some: false,
};

/// `bars` with `barred-seat`; `None` where they are wrong.
pub(super) fn read_bars(
    reader: &Reader<'_>,
    of: &BarredOf,
    period: Option<Length>,
    by_places: bool,
) -> Option<Bars> {
    let rows = reader.tables("bars", of.meaning);
    let is_written = reader.has("bars");
    let is_asked = is_written && by_places;
    let seat = if reader.needs(is_asked) {
        reader.choice("barred-seat", of.seat, &of.seats)
    } else {
        Some(BarredSeat::Lapses)
    };
    reader.always();
    if !reader.is_describing() && !is_asked {
        reader.optional_choice("barred-seat", of.seat, &of.seats);
        reader.out_of_place("barred-seat", if is_written { of.has_no_seats } else { "没有写 bars" });
    }
    let all: Option<Vec<_>> = rows.into_iter().map(|row| read_bar(row, of, period)).collect();
    Some(Bars { all: all?, seat: seat? })
}

fn read_bar(row: Reader<'_>, of: &BarredOf, period: Option<Length>) -> Option<Bar> {
    let clause = row.text("clause", "所依据的条款");
    let sanction = row.optional_text(
        "sanction",
        "哪条处理（[[sanction]] 的 id）：一期里列入一次算一次，按次数加重的没有到第一档的也算；排的是村的，看村干部所在的村，期末在任的才算；与 event 二者写一个",
    );
    let (event, posts) = read_event(&row, sanction.is_some());
    let times = row.number("times", "满几次起，1 以上的整数；事项按登记的次数");
    let in_a_row = row.optional_flag(
        "in-a-row",
        "true：要连续几期都列入（写 sanction 的可写），中间隔了一期的重新数；只看 within 以内的各期，不跨年；不写则累计",
    );
    if in_a_row && sanction.is_none() {
        row.out_of_place("in-a-row", "事项没有期，只能累计次数");
    }
    let within = read_within(&row, of, period);
    let best = if of.leaves_some { row.text("best", of.best) } else { row.optional_text("best", of.best) };
    if let Some((node, _)) =
        row.node("times").zip(times).filter(|(_, times)| !times.is_whole() || times.is_zero())
    {
        row.bad_value(node, "times", "1 以上的整数");
    }
    let span = row.span().clone();
    row.finish();
    let by = match (event, sanction) {
        (Some(event), None) => BarredBy::Event(event),
        (None, Some(sanction)) => BarredBy::Sanction(sanction),
        (None, None) | (Some(_), Some(_)) => return None,
    };
    let is_whole = best.is_some() || !of.leaves_some;
    is_whole.then_some(Bar {
        clause: clause?,
        by,
        posts,
        times: times?,
        in_a_row,
        within: within?,
        best,
        span,
    })
}

fn read_within(row: &Reader<'_>, of: &BarredOf, period: Option<Length>) -> Option<Length> {
    let is_shorter = period.is_some_and(|period| period < Length::Year);
    let within =
        if row.needs(is_shorter) { row.choice("within", of.within, PERIODS) } else { Some(Length::Year) };
    row.always();
    if !row.is_describing() && !is_shorter {
        row.optional_choice("within", "", PERIODS);
        row.out_of_place("within", &format!("{}一年评一次，看的就是全年", of.given));
    }
    if let (Some(within), Some(period), Some(node)) = (within, period, row.node("within"))
        && within < period
    {
        let (given, each) = (of.given, period.chinese());
        row.bad_value(node, "within", &format!("不短于{each}的期：{given}每{each}评一次"));
    }
    within
}

/// The event and `posts`; no event where a sanction is counted, or where it is wrong.
fn read_event(row: &Reader<'_>, has_sanction: bool) -> (Option<EventUse>, Vec<String>) {
    let event_meaning = "登记表中的事项名称；与 sanction 二者写一个";
    if has_sanction && !row.is_describing() {
        for key in ["event", "aliases", "person"] {
            row.out_of_place(key, "写了 sanction 的不看事项；两样都看的分写两行");
        }
        row.out_of_place("posts", "写了 sanction 的看它列入了谁（排的是村的，村干部随所在的村），不按职务挑");
        row.optional_text("event", event_meaning);
        row.words("aliases", "");
        row.optional_text("person", "");
        row.words("posts", "");
        return (None, Vec::new());
    }
    let is_needed = row.needs(!has_sanction && !row.is_describing());
    let event = if is_needed { row.text("event", event_meaning) } else { None };
    let aliases = row.words("aliases", "这个事项在登记表里的其他写法");
    let person = read_person_policy(row);
    row.always();
    let posts = read_posts(row, person);
    let read = || Some((EventUse::new(event?, aliases, person?), posts?));
    read().map_or_else(|| (None, Vec::new()), |(event, posts)| (Some(event), posts))
}

//! What a `per-event` rule counts: rows of 事项登记, marks of 会议签到, days or times of 请销假.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Cells, Code, Diagnostic};
use crate::fact::{Attendance, AttendanceMark, Event, Leave, LeaveForm, Person, PersonPolicy};
use crate::number::Number;
use crate::period::{Date, Period, chinese_date, days_between};
use crate::rules::amount::Direction;
use crate::rules::{CadreRows, MarkRange, View};
use crate::sentence;
use crate::sentence::{Blank, Sentence};
use crate::text::Text;
use crate::toml_table::Reader;

/// An event that a rule reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventUse {
    /// 事项
    pub name: Text,
    /// Other wordings.
    pub aliases: Vec<String>,
    /// 当事人
    pub person: PersonPolicy,
    /// The ends of 分值, where the scheme prints a range and the row states the mark.
    pub range: Option<MarkRange>,
    /// Whether the mark is taken off or given; `None` where no mark is stated.
    pub direction: Option<Direction>,
    /// The points that each time costs or brings, where the rule says so itself and means everybody.
    pub price: Option<(Number, Direction)>,
    /// Whether of one matter (同一件事) only the largest counts.
    pub by_matter: bool,
}

impl EventUse {
    /// An event of which no row states a mark, and that costs nothing of itself.
    pub fn new(name: String, aliases: Vec<String>, person: PersonPolicy) -> Self {
        Self {
            name: name.into(),
            aliases,
            person,
            range: None,
            direction: None,
            price: None,
            by_matter: false,
        }
    }
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// 次数 of the events of a ladder; a plain rule has one step.
    Events,
    /// Rows of a sheet of cadres.
    Rows(CadreRows),
}

/// One thing that happened, before it is judged.
pub(super) struct Occurrence<'a> {
    pub(super) date: Date,
    pub(super) count: Number,
    pub(super) person: Option<&'a Person>,
    /// 分值, where the row states one.
    pub(super) mark: Option<Number>,
    pub(super) what: What<'a>,
    /// 同一件事; empty for a matter of its own.
    pub(super) matter: &'a str,
    pub(super) cells: Cells,
}

impl<'a> Occurrence<'a> {
    /// The matter that other events may be of too, and the event.
    pub(super) fn matter(&self) -> Option<(&'a str, &'a Text)> {
        let What::Event(event, _) = self.what else { return None };
        (!self.matter.is_empty()).then_some((self.matter, event))
    }

    /// Days away of before the account, of before the period in which they are counted, or of before a post was held in the
    /// village: they count with those of the return. An earlier account is not changed by a row that comes later, so somebody
    /// should write two rows.
    pub(super) fn across(&self, view: &dyn View, counted_in: Option<Period>) -> Option<Diagnostic> {
        let What::Away { leave, .. } = self.what else { return None };
        let counted_from = counted_in.map_or(view.begins(), |period| period.first_day().max(view.begins()));
        let from = leave.from;
        let (why, hint) = if from < counted_from {
            let eve = chinese_date(counted_from.yesterday().ok()?);
            let (before, own) =
                if from < view.begins() { ("上一本账", "这一本") } else { ("上一期", "这一期") };
            let why = format!("{eve}以前的几天属于{before}，也记在返回之日的{own}");
            (
                why,
                format!(
                    "各期各算各的，在{eve}断开填成两行，前一行填在那个月的表里；那一期已经封存的，用补扣补加"
                ),
            )
        } else if view.posts_on(&leave.person, from).is_empty() {
            let why = format!("离开时还没有在{}任职，那几天也记在本村", view.village());
            (why, "从任职之日断开填成两行：前几天由当时任职的村填，没有任职的不填".to_owned())
        } else {
            return None;
        };
        let until = chinese_date(leave.until);
        let message = format!("{}{}至{until}离开，{why}", leave.person.name, chinese_date(from));
        let hint = if view.is_judged_by_length(leave) { ONE_ROW.to_owned() } else { hint };
        Some(Diagnostic::warning(Code::SpansAccounts, self.cells.first()?, message).hint(hint))
    }
}

/// How to mend it where two rows would be two leaves of fewer days, to which less is asked.
const ONE_ROW: &str =
    "用什么方式请假看这一次离开几天，仍填一行，不要断开；不该记在这里的几天，用补扣补加改记";

/// What it is called in a sentence.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    Event(&'a Text, &'a Text),
    Attendance(&'a Attendance),
    /// `already` is how many of its days a row before it has counted.
    Away {
        leave: &'a Leave,
        approved: bool,
        already: Number,
    },
}

impl What<'_> {
    pub(super) fn words(self) -> Sentence {
        match self {
            Self::Event(name, detail) if detail.is_empty() => sentence!("{}", name),
            Self::Event(name, detail) => sentence!("{}（{}）", name, detail),
            Self::Attendance(row) => {
                sentence!("{}{}{}", row.date, &row.meeting, attendance_word(row.mark))
            }
            Self::Away { leave, approved, .. } => {
                let how = if approved { "请假" } else { "未经请假离开，查实" };
                sentence!("{}至{}{}", leave.from, leave.until, how)
            }
        }
    }

    /// Behind how many of its days count: how many do not, since another row has them too.
    pub(super) fn counted_already(self) -> Blank {
        match self {
            Self::Away { already, .. } if !already.is_zero() => {
                sentence!("（另{}天已在别的一笔计过）", already).into()
            }
            Self::Away { .. } | Self::Event(..) | Self::Attendance(_) => Blank::Word(""),
        }
    }
}

/// The choices of `person`.
pub(super) const PERSON: &[(&str, PersonPolicy, &str)] = &[
    ("required", PersonPolicy::Required, "必须写当事人"),
    ("allowed", PersonPolicy::Allowed, "可以写当事人"),
    ("none", PersonPolicy::None, "不写当事人"),
];

/// Reads `person`: whether an event names the person concerned.
pub fn read_person_policy(reader: &Reader<'_>) -> Option<PersonPolicy> {
    reader.choice("person", "该事项是否写当事人", PERSON)
}

/// Reads `attendance` and `leave`.
pub(super) fn read_marks(reader: &Reader<'_>) -> Option<Counted> {
    const MARKS: &[(&str, AttendanceMark, &str)] = &[
        ("absent", AttendanceMark::Absent, "缺席"),
        ("late", AttendanceMark::Late, "迟到"),
        ("excused", AttendanceMark::Excused, "准假"),
        ("present", AttendanceMark::Present, "出席"),
    ];
    const LEAVE: &[(&str, bool, &str)] =
        &[("without", false, "未请假且查实的天数"), ("approved", true, "已请假的天数")];
    let attendance = reader.optional_choice("attendance", "计会议签到的哪一种；计什么，四个键写一个", MARKS);
    let leave =
        reader.optional_choice("leave", "计请销假的哪一种天数（起、止两天都算：04-10 至 04-12 是 3 天），都记在返回之日；计什么，四个键写一个", LEAVE);
    let leave =
        leave.map(|approved| if approved { CadreRows::DaysOnLeave } else { CadreRows::DaysWithoutLeave });
    attendance.map(CadreRows::Attendance).or(leave).map(Counted::Rows)
}

/// Reads `each`: what is counted is counted in. Leaves are counted by the day.
pub(super) fn read_unit(reader: &Reader<'_>) -> Option<&'static str> {
    const EACH: &[(&str, &str, &str)] =
        &[("time", "次", "次"), ("case", "起", "起、件"), ("person", "人", "人"), ("day", DAY, "天")];
    const DAY: &str = "天";
    let each = reader.choice("each", "数量的单位", EACH);
    let is_wrong = reader.has("leave") && each.is_some_and(|each| each != DAY);
    if let Some(node) = reader.node("each").filter(|_| is_wrong) {
        reader.bad_value(node, "each", " \"day\"：leave 计的是天数；按次数计的，用事项登记（event）");
    }
    each
}

/// The rows of an event, in the order of date, but for those of persons whom the posts do not bind.
pub(super) fn events<'a>(
    view: &'a dyn View,
    posts: &'a [String],
    name: &'a Text,
) -> impl Iterator<Item = Occurrence<'a>> {
    let is_bound = move |event: &&Event| {
        event.person.as_ref().is_none_or(|person| binds(view, posts, person, event.date))
    };
    view.facts().events(name).filter(is_bound).map(|event| Occurrence {
        date: event.date,
        count: event.count,
        person: event.person.as_ref(),
        mark: event.mark,
        what: What::Event(name, &event.detail),
        matter: &event.matter,
        cells: event.cells.clone(),
    })
}

/// Marks of 会议签到 of those whom the posts bind.
pub(super) fn attendance<'a>(
    view: &'a dyn View,
    posts: &'a [String],
    mark: AttendanceMark,
) -> impl Iterator<Item = Occurrence<'a>> {
    let marked = view.facts().attendance().filter(move |attendance| attendance.mark == mark);
    let bound = marked.filter(move |attendance| binds(view, posts, &attendance.person, attendance.date));
    bound.map(|attendance| Occurrence {
        date: attendance.date,
        count: Number::ONE,
        person: Some(&attendance.person),
        mark: None,
        what: What::Attendance(attendance),
        matter: "",
        cells: attendance.cell.clone().into(),
    })
}

/// Days away are counted in the order of return, so that a later row never changes an earlier posting.
pub(super) fn days_away<'a>(view: &'a dyn View, posts: &[String], approved: bool) -> Vec<Occurrence<'a>> {
    let mut counted: BTreeMap<&Person, BTreeSet<Date>> = BTreeMap::new();
    let mut occurrences = Vec::new();
    for leave in view.facts().leaves() {
        if !is_counted(leave, approved) || !binds(view, posts, &leave.person, leave.until) {
            continue;
        }
        let days = counted.entry(&leave.person).or_default();
        days.extend(counted_elsewhere(view, posts, leave, approved));
        let before = days.len();
        days.extend(days_between(leave.from, leave.until));
        let new_days = days.len() - before;
        let already = days_between(leave.from, leave.until).count().saturating_sub(new_days);
        occurrences.push(Occurrence {
            date: leave.until,
            count: Number::from_count(new_days),
            person: Some(&leave.person),
            mark: None,
            what: What::Away { leave, approved, already: Number::from_count(already) },
            matter: "",
            cells: leave.cells.clone(),
        });
    }
    occurrences
}

/// Whether the posts that a rule binds are those of a person on a day.
pub(super) fn binds(view: &dyn View, posts: &[String], person: &Person, day: Date) -> bool {
    posts.is_empty() || view.posts_on(person, day).iter().any(|post| posts.iter().any(|bound| bound == post))
}

fn is_counted(leave: &Leave, approved: bool) -> bool {
    if approved { leave.form != LeaveForm::None } else { leave.form == LeaveForm::None && leave.verified }
}

/// The days that another village's row of the same person, returned from earlier, has counted already: where the posts
/// bind the person there.
fn counted_elsewhere(view: &dyn View, posts: &[String], leave: &Leave, approved: bool) -> Vec<Date> {
    let earlier = |other: &&Leave| (other.until, &other.person) < (leave.until, &leave.person);
    let rows = view.leaves_elsewhere(&leave.person).into_iter().filter(earlier);
    rows.filter(|other| is_counted(other, approved) && binds(view, posts, &other.person, other.until))
        .flat_map(|other| days_between(other.from, other.until))
        .collect()
}

/// What a mark is called in a sentence.
pub(super) fn attendance_word(mark: AttendanceMark) -> &'static str {
    match mark {
        AttendanceMark::Present => "出席",
        AttendanceMark::Late => "迟到",
        AttendanceMark::Excused => "准假",
        AttendanceMark::Absent => "不经批准缺席",
    }
}

//! `[[band]]` 等次: grades by score or by a quota of places.

use super::super::scheme::{InForce, read_id, read_in_force};
use super::PERIODS;
use super::Unfilled;
use super::bar::{Bars, GRADES, read_bars};
use super::in_office::{LeastInOffice, read_least_in_office};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::Number;
use crate::period::Length;
use crate::rules::Bound;
use crate::toml_table::Reader;

/// One grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade<T> {
    /// 优秀
    pub name: String,
    /// What it takes.
    pub takes: T,
}

/// What grades go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grades {
    /// The score.
    Score(Vec<Grade<Bound>>),
    /// The last place of each grade, best first; the last grade takes the rest.
    Places(Vec<Grade<Quota>>),
    /// The share of those ranked, in percent, best first, whole subjects rounded down; the last takes the rest.
    Percent(Vec<Grade<Quota>>),
}

/// How many a grade takes, and what they need beside their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// A place, or a share in percent; `None` takes the rest, or those of it who have the least score.
    pub until: Option<Number>,
    /// The least score; who holds the place and misses it has a lower grade, and nobody moves up for it.
    pub at_least: Option<Number>,
}

/// What those who share a place at the edge of a quota get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeTies {
    /// All the better grade.
    Better,
    /// All the lower grade.
    Lower,
}

/// What becomes of a share that is no whole number of those who are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seats {
    /// Only whole seats count.
    Whole,
    /// The nearest whole number, half up.
    Nearest,
    /// What is begun counts as one.
    Begun,
}

/// A division into grades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Kebab-case id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Clause of the scheme.
    pub clause: String,
    /// The standing it follows.
    pub standing: String,
    /// For which periods it is given.
    pub period: Length,
    /// Best first.
    pub grades: Grades,
    /// At the edge of a quota.
    pub ties: EdgeTies,
    /// How shares in percent become whole seats.
    pub seats: Seats,
    /// What becomes of seats whose places miss the least score: the next grade has them too, or nobody has them.
    pub unfilled: Unfilled,
    /// What it takes to be graded at all, where the scheme asks for anything.
    pub least_in_office: Option<LeastInOffice>,
    /// What keeps somebody from the better ones.
    pub bars: Bars,
    /// When it is in force: for the periods all days of which are.
    pub in_force: InForce,
    /// Where it is declared.
    pub span: Span,
}

impl Band {
    /// In place of a grade, for who was not in office long enough.
    pub const UNGRADED: &str = "不定等次";

    /// The names of the grades, best first.
    pub fn names(&self) -> Vec<&str> {
        names_of(&self.grades)
    }

    /// All that pay may go by: the grades, best first, and behind them what stands in place of one, where there are such.
    pub fn paid_names(&self) -> Vec<&str> {
        let ungraded = self.least_in_office.map(|_| Self::UNGRADED);
        self.names().into_iter().chain(ungraded).collect()
    }
}

fn names_of(grades: &Grades) -> Vec<&str> {
    match grades {
        Grades::Score(grades) => grades.iter().map(|grade| grade.name.as_str()).collect(),
        Grades::Places(grades) | Grades::Percent(grades) => {
            grades.iter().map(|grade| grade.name.as_str()).collect()
        }
    }
}

#[derive(Clone, Copy)]
enum By {
    Score,
    Places,
    Percent,
}

/// Reads every `[[band]]`.
pub(in crate::rulebook) fn read_bands(reader: &Reader<'_>) -> Vec<Band> {
    reader.tables("band", "按得分或名次分的等次").into_iter().filter_map(read_band).collect()
}

fn read_band(reader: Reader<'_>) -> Option<Band> {
    const BY: &[(&str, By, &str)] = &[
        ("score", By::Score, "得分"),
        ("places", By::Places, "名次：前几名"),
        (
            "percent",
            By::Percent,
            "名次：各等各占排了名次的百分之几（不排名次的不算在内）；到每一等为止的比例合计起来算名额，不是整数的照 seats",
        ),
    ];
    const SEATS: &[(&str, Seats, &str)] = &[
        ("whole", Seats::Whole, "不足一个的舍去"),
        ("nearest", Seats::Nearest, "四舍五入"),
        ("begun", Seats::Begun, "不足一个的按一个"),
    ];
    const TIES: &[(&str, EdgeTies, &str)] =
        &[("better", EdgeTies::Better, "并列的都进上一等"), ("lower", EdgeTies::Lower, "并列的都归下一等")];
    let id = read_id(&reader);
    let name = reader.text("name", "名称");
    let clause = reader.text("clause", "所依据的条款");
    let standing = reader.text("standing", "按哪个排名（[[standing]] 的 id）");
    let period = reader.choice("period", "何时评", PERIODS);
    let by = reader.choice("by", "按什么分等", BY);
    let grades = read_grades(&reader, by);
    let quota = matches!(by, Some(By::Places | By::Percent));
    let ties = if reader.needs(quota) {
        reader.choice("ties", "并列跨在两等之间的怎样办（按名次分等的必须写明）", TIES)
    } else {
        Some(EdgeTies::Better)
    };
    reader.always();
    let seats =
        reader.optional_choice("seats", "名额不是整数的怎样取（by = \"percent\" 时可写）；不写则舍去", SEATS);
    if by.is_some() && !matches!(by, Some(By::Percent)) {
        reader.out_of_place("seats", "只有按比例分等的（by = \"percent\"）才有名额的取舍");
    }
    let unfilled = read_unfilled(&reader, grades.as_ref());
    if let (Some(grades), Some(Unfilled::Lapses)) = (&grades, unfilled) {
        check_own_seats(grades, &reader);
    }
    let least_in_office = read_least_in_office(&reader, period, quota);
    let bars = read_bars(&reader, &GRADES, period, quota);
    let in_force = read_in_force(&reader);
    let span = reader.span().clone();
    called_as_none(&reader, grades.as_ref());
    reader.finish();
    Some(Band {
        id: id?,
        name: name?,
        clause: clause?,
        standing: standing?,
        period: period?,
        grades: grades?,
        ties: ties?,
        seats: seats.unwrap_or(Seats::Whole),
        unfilled: unfilled?,
        least_in_office: least_in_office?,
        bars: bars?,
        in_force,
        span,
    })
}

/// No grade is called as what stands in place of one.
fn called_as_none(reader: &Reader<'_>, grades: Option<&Grades>) {
    if reader.has("months-in-office")
        && grades.is_some_and(|grades| names_of(grades).contains(&Band::UNGRADED))
    {
        let message = format!("等次不能叫“{}”：任职不够 months-in-office 的才这样写", Band::UNGRADED);
        reader.problems().push(Diagnostic::error(Code::BadValue, reader.span_of("grades"), message));
    }
}

/// Whether seats of a grade that asks for a score may stay empty above another one of so many.
fn leaves_seats(grades: &Grades) -> bool {
    let (Grades::Places(grades) | Grades::Percent(grades)) = grades else { return false };
    let mut behind = grades.iter().skip_while(|grade| grade.takes.at_least.is_none()).skip(1);
    behind.any(|grade| grade.takes.until.is_some())
}

fn read_unfilled(reader: &Reader<'_>, grades: Option<&Grades>) -> Option<Unfilled> {
    const MEANING: &str = "够名次而不够 at-least 的，空出的名额怎样办：有名额的一等写了 at-least、后面还有有名额的一等时必须写明，别处不写";
    const UNFILLED: &[(&str, Unfilled, &str)] = &[
        ("passes-down", Unfilled::PassesDown, "归下一等：下一等可以多于它自己的名额"),
        ("lapses", Unfilled::Lapses, "空缺：下一等仍至多它自己的名额，再往后的归更下一等"),
    ];
    if reader.needs(grades.is_some_and(leaves_seats)) {
        return reader.choice("unfilled", MEANING, UNFILLED);
    }
    reader.optional_choice("unfilled", MEANING, UNFILLED);
    reader.always();
    if grades.is_some() {
        reader.out_of_place("unfilled", "没有哪一等写了 at-least 而后面还有有名额的一等");
    }
    Some(Unfilled::PassesDown)
}

fn read_grades(reader: &Reader<'_>, by: Option<By>) -> Option<Grades> {
    if reader.is_describing() {
        describe_grade(reader);
        return None;
    }
    let rows = reader.required_tables("grades", "各等，从好到差：{ name = \"优秀\", at-least = 90 }");
    match by? {
        By::Score => {
            let read = |row: Reader<'_>| {
                let name = row.text("name", "等次的名称");
                let takes = Bound::read_signed(&row);
                row.finish();
                Some(Grade { name: name?, takes: takes? })
            };
            let grades: Option<Vec<_>> = rows.into_iter().map(read).collect();
            let grades = grades?;
            let bounds: Vec<_> = grades.iter().map(|grade| grade.takes.clone()).collect();
            Bound::check_all_covered(&bounds, reader, "grades");
            check_best_first(&grades, reader);
            Some(Grades::Score(grades))
        }
        By::Places => {
            let grades = read_quota(
                reader,
                rows,
                "until",
                "到第几名，从第1名数起，并列的也各占一个名额；最后一等和只看得分的不写",
            )?;
            check_places(&grades, reader);
            Some(Grades::Places(grades))
        }
        By::Percent => {
            let meaning = "这一等自己占百分之几，不含前面各等；最后一等和只看得分的不写";
            let grades = read_quota(reader, rows, "percent", meaning)?;
            check_shares(&grades, reader);
            Some(Grades::Percent(grades))
        }
    }
}

/// The first is the best and the last the lowest, which a veto may force: the order says which is which.
fn check_best_first(grades: &[Grade<Bound>], reader: &Reader<'_>) {
    let worse =
        grades.windows(2).find(|pair| matches!(pair, [one, next] if next.takes.begins_above(&one.takes)));
    if let Some([one, next]) = worse {
        let message = format!("等次“{}”写在“{}”前面，分数却更低", one.name, next.name);
        let found = Diagnostic::error(Code::BracketOrder, reader.span_of("grades"), message);
        reader.problems().push(found.hint("各等从好到差写，最后一等是最低等次"));
    }
}

fn describe_grade(reader: &Reader<'_>) {
    for row in reader.required_tables("grades", "各等，从好到差：{ name = \"优秀\", at-least = 90 }")
    {
        row.text("name", "等次的名称");
        Bound::read_signed(&row);
        row.optional_signed("at-least", AT_LEAST);
        row.optional_number(
            "until",
            "到第几名，从第1名数起，并列的也各占一个名额（by = \"places\" 时写）；还要够多少分的同写 at-least；不限名额、只看得分的（写在有名额的各等后面）和最后一等不写",
        );
        row.optional_number(
            "percent",
            "这一等自己占百分之几，不含前面各等（by = \"percent\" 时写）；还要够多少分的同写 at-least；不限名额、只看得分的（写在有名额的各等后面）和最后一等不写",
        );
        row.finish();
    }
}

const AT_LEAST: &str = "按名次、按比例分等时（只能再写 at-least）：还要得多少分以上（含本数）；够名次而不够分的归下一等，别人不因此递补；空出的名额照 unfilled；最后一等不写";

fn read_quota(
    reader: &Reader<'_>,
    rows: Vec<Reader<'_>>,
    key: &str,
    meaning: &str,
) -> Option<Vec<Grade<Quota>>> {
    let read = |row: Reader<'_>| {
        let name = row.text("name", "等次的名称");
        let until = row.optional_number(key, meaning);
        let at_least = row.optional_signed("at-least", AT_LEAST);
        row.finish();
        name.map(|name| Grade { name, takes: Quota { until, at_least } })
    };
    let grades: Option<Vec<_>> = rows.into_iter().map(read).collect();
    let grades = grades?;
    if are_in_order(&grades) {
        return Some(grades);
    }
    let message = format!("除最后一等外都要写 {key}；最后一等收下其余的，不写 {key}，也不写 at-least");
    let found = Diagnostic::error(Code::BracketOrder, reader.span_of("grades"), message);
    let hint = format!("只看得分、不限名额的一等不写 {key}、只写 at-least，写在有 {key} 的各等后面");
    reader.problems().push(found.hint(hint));
    None
}

/// First those with a quota, then those that only ask for a score, and one that takes the rest at the end.
fn are_in_order(grades: &[Grade<Quota>]) -> bool {
    let Some((last, others)) = grades.split_last() else { return false };
    let mut by_score = others.iter().skip_while(|grade| grade.takes.until.is_some());
    let takes_rest = last.takes.until.is_none() && last.takes.at_least.is_none();
    let has_quota = others.first().is_none_or(|first| first.takes.until.is_some());
    has_quota
        && takes_rest
        && by_score.all(|grade| grade.takes.until.is_none() && grade.takes.at_least.is_some())
}

/// A grade that ends no later than one before it gets nobody, unless that one asks for a score that this one does not.
fn check_places(grades: &[Grade<Quota>], reader: &Reader<'_>) {
    for (place, grade) in grades.iter().enumerate() {
        let Quota { until: Some(until), at_least } = grade.takes else { continue };
        let asks_no_more =
            |least: Option<Number>| least.is_none_or(|least| at_least.is_some_and(|own| own >= least));
        let before = grades.iter().take(place).filter(|before| asks_no_more(before.takes.at_least));
        let last = before.filter_map(|before| before.takes.until).fold(Number::ZERO, Number::max);
        if until <= last {
            let why = format!("写的是到第{until}名，前面各等已到第{last}名");
            let hint = "until 写到第几名为止，从第1名数起，一等比一等大";
            reader.problems().push(unreachable(&grade.name, &why, hint, reader));
        }
    }
}

/// Where empty seats lapse, a grade has those alone that lie between its last place and that of the grades before it.
fn check_own_seats(grades: &Grades, reader: &Reader<'_>) {
    let (Grades::Places(all) | Grades::Percent(all)) = grades else { return };
    let is_share = matches!(grades, Grades::Percent(_));
    let mut before = Number::ZERO;
    for grade in all {
        let Some(until) = grade.takes.until else { continue };
        if until <= before {
            let hint = "空出的名额不归下一等的（unfilled = \"lapses\"），每一等都要有自己的名额";
            reader.problems().push(unreachable(&grade.name, "它自己没有名额", hint, reader));
        }
        before = if is_share { Number::ZERO } else { before.max(until) };
    }
}

/// Grades that begin where all shares are given away get nobody, but for those who have the places of a better one and not
/// its score. The last one may be meant for vetoes alone.
fn check_shares(grades: &[Grade<Quota>], reader: &Reader<'_>) {
    let mut given = Number::ZERO;
    let by_place_alone = grades.iter().position(|grade| grade.takes.at_least.is_some());
    for grade in grades.iter().take(by_place_alone.map_or(grades.len(), |first| first + 1)) {
        let no_share = grade.takes.until.is_some_and(|share| share <= Number::ZERO);
        let is_open = grade.takes.until.is_none();
        if no_share || given > Number::HUNDRED || (given == Number::HUNDRED && !is_open) {
            let why = if no_share {
                "它的比例不大于 0".to_owned()
            } else {
                format!("前面各等的比例加起来已是 {given}%")
            };
            let hint =
                "percent 写这一等自己的比例，不含前面各等：前 20% 是一等、其后 30% 是二等的，写 20 和 30";
            reader.problems().push(unreachable(&grade.name, &why, hint, reader));
        }
        given = given.plus(grade.takes.until.unwrap_or_default()).unwrap_or(given);
    }
}

fn unreachable(grade: &str, why: &str, hint: &str, reader: &Reader<'_>) -> Diagnostic {
    let message = format!("等次“{grade}”永远轮不到：{why}");
    Diagnostic::warning(Code::TierUnreachable, reader.span_of("grades"), message).hint(hint)
}

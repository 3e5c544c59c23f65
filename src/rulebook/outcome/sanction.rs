//! `[[sanction]]` 对末位、退步的处理, growing with a running or yearly count; it may take a fine besides.

use super::super::scheme::{InForce, read_id, read_in_force};
use super::{NO_HISTORY, NoHistory, OfGroups, PERIODS};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::Number;
use crate::period::Length;
use crate::rules::{ActionKind, Bound};
use crate::toml_table::{Reader, Value};

/// Which places it looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SanctionPlace {
    /// The last so many places; a tie for the last of them is in or out by `ties`.
    Last(u32),
    /// Fallen by at least so many places since the period before.
    Fallen(u32),
    /// Any place: the score alone decides.
    Any,
}

/// What follows the first time, the second time, …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// From which time on.
    pub count: u32,
    /// What is to be done.
    pub action: ActionKind,
    /// How it is called.
    pub name: String,
    /// Yuan that are taken besides.
    pub fine: Option<Number>,
}

/// How times are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Periods in a row, this one included.
    Running,
    /// Periods of the year, this one included.
    InYear,
}

/// A sanction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanction {
    /// Kebab-case id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Clause of the scheme.
    pub clause: String,
    /// The standing it follows.
    pub standing: String,
    /// In which of its groups.
    pub groups: OfGroups,
    /// For which periods it applies.
    pub period: Length,
    /// Which places.
    pub place: SanctionPlace,
    /// Whether all who share the place are meant; otherwise none of them.
    pub ties_all: bool,
    /// Of which scores; `None` for any.
    pub scores: Option<Bound>,
    /// What follows, by count; in order.
    pub steps: Vec<Step>,
    /// How times are counted.
    pub counting: Counting,
    /// Whether a row of periods goes on over a year's end.
    pub across_years: bool,
    /// Where it must look back further than is known.
    pub no_history: NoHistory,
    /// When it is in force: for the periods all days of which are; no other is counted.
    pub in_force: InForce,
    /// Where it is declared.
    pub span: Span,
}

impl Sanction {
    /// Whether what follows depends on how often it was.
    pub fn grows(&self) -> bool {
        self.steps.iter().any(|step| step.count > 1)
    }

    /// Whether what went before matters.
    pub fn looks_back(&self) -> bool {
        self.grows() || matches!(self.place, SanctionPlace::Fallen(_))
    }

    /// Whether anybody may be fined by it.
    pub fn takes_fines(&self) -> bool {
        self.steps.iter().any(|step| step.fine.is_some())
    }
}

/// Reads every `[[sanction]]`.
pub(in crate::rulebook) fn read_sanctions(reader: &Reader<'_>) -> Vec<Sanction> {
    reader.tables("sanction", "对末位等的处理").into_iter().filter_map(read_sanction).collect()
}

fn read_sanction(reader: Reader<'_>) -> Option<Sanction> {
    let id = read_id(&reader);
    let name = reader.text("name", "名称");
    let clause = reader.text("clause", "所依据的条款");
    let standing = reader.text("standing", "按哪个排名（[[standing]] 的 id）");
    let groups = OfGroups::read(&reader);
    let period = reader.choice("period", "何时认定", PERIODS);
    let place = read_place(&reader);
    let ties = reader.choice(
        "ties",
        "并列怎样处理",
        &[("all", true, "全部列入"), ("none", false, "并列的放得下就列入，放不下（跨在界上）的都不列入")],
    );
    let scores = read_scores(&reader, place);
    let steps = read_steps(&reader, name.as_deref());
    let grows = steps.iter().flatten().any(|step| step.count > 1);
    // Where what decides it could not be read, a key that is written may be as meant.
    let may_grow = grows || steps.is_none() && reader.has("counting");
    let (counting, across_years) = read_counting(&reader, may_grow);
    let is_unread = place.is_none() || steps.is_none();
    let looks_back =
        grows || matches!(place, Some(SanctionPlace::Fallen(_))) || is_unread && reader.has("no-history");
    let no_history = if reader.needs(looks_back) {
        reader.choice("no-history", "没有以前各期可查时（按次数或退步处理的必须写明）", NO_HISTORY)
    } else {
        Some(NoHistory::Nothing)
    };
    reader.always();
    let in_force = read_in_force(&reader);
    let span = reader.span().clone();
    reader.finish();
    Some(Sanction {
        id: id?,
        name: name?,
        clause: clause?,
        standing: standing?,
        groups,
        period: period?,
        place: place?,
        ties_all: ties?,
        scores,
        steps: steps?,
        counting: counting?,
        across_years: across_years?,
        no_history: no_history?,
        in_force,
        span,
    })
}

/// The scores that are meant; where no place is looked at, they decide.
fn read_scores(reader: &Reader<'_>, place: Option<SanctionPlace>) -> Option<Bound> {
    let ends = ["at-most", "below", "at-least", "above"];
    let is_by_score = matches!(place, Some(SanctionPlace::Any));
    if is_by_score && !reader.is_describing() && !ends.iter().any(|key| reader.has(key)) {
        reader.missing(
            "at-most",
            "不看名次的，要写看什么得分：at-most（不超过）、below（不足）、at-least（以上）、above（超过）",
        );
        return None;
    }
    let written = reader.is_describing() || ends.iter().any(|key| reader.has(key));
    if written {
        return Bound::read_of(reader, &SCORES);
    }
    // Asked for, so that they are known.
    for key in ends {
        reader.optional_signed(key, "");
    }
    None
}

/// What is said of each end: at least, above, at most, below.
const SCORES: [&str; 4] = [
    "得分达到多少以上（含本数），如扣满10分的与扣满20分的处理不同时写；place = \"any\" 的，四种界限至少写一个，其余的都不写则不看得分",
    "得分超过多少（不含本数）；不能与 at-least 都写",
    "得分不超过多少（含本数）",
    "得分不足多少（不含本数）；不能与 at-most 都写",
];

fn read_place(reader: &Reader<'_>) -> Option<SanctionPlace> {
    #[derive(Clone, Copy)]
    enum Word {
        Last,
        Fallen,
        Any,
    }
    const PLACE: &[(&str, Word, &str)] = &[
        ("last", Word::Last, "最后一名或最后几名；不限得分的，第一名不算，全部并列的没有末位"),
        ("fallen", Word::Fallen, "比上一期退步的"),
        ("any", Word::Any, "不看名次，只看得分"),
    ];
    let word = reader.choice("place", "对哪些名次", PLACE);
    let count =
        reader.optional_count("places", "最后几名（不写为 1）；place = \"fallen\" 的必须写，至少退几名");
    match word? {
        Word::Last => Some(SanctionPlace::Last(count.unwrap_or(1))),
        Word::Any => {
            reader
                .out_of_place("places", "place = \"any\" 只看得分，不看名次；要限名次的写 place = \"last\"");
            Some(SanctionPlace::Any)
        }
        Word::Fallen => {
            if !reader.has("places") && !reader.is_describing() {
                reader.missing("places", "至少退几名");
            }
            count.map(SanctionPlace::Fallen)
        }
    }
}

/// `action`, or `steps` that grow.
fn read_steps(reader: &Reader<'_>, name: Option<&str>) -> Option<Vec<Step>> {
    let action = reader.optional_choice(
        "action",
        "怎样处理（列为建议：除 fine 外，名次、等次和奖金不因此变）；按次数加重的改用 steps，二者写一个",
        ActionKind::CHOICES,
    );
    let rows = reader.tables(
        "steps",
        "按次数加重：{ count = 2, name = \"停职\", action = \"suspend\" }；与 action 二者写一个。只数在本村的次数：调到别村、并入别村的，以前的不合计，有提醒",
    );
    let fine = read_fine(
        reader,
        "同时罚款多少元，大于 0：记入被处理的村（村干部）的资金；按次数加重的写在 steps 里",
    );
    match (reader.has("action"), reader.has("steps") || reader.is_describing()) {
        (true, false) => {
            let name = name?.to_owned();
            action.map(|action| vec![Step { count: 1, action, name, fine }])
        }
        (false, true) => {
            reader.out_of_place("fine", "按次数加重的，罚款写在 steps 的各行里");
            if let Some(node) = reader
                .node("steps")
                .filter(|node| matches!(&node.value, Value::List(rows) if rows.is_empty()))
            {
                reader.bad_value(
                    node,
                    "steps",
                    "至少一行，如 [{ count = 2, name = \"停职\", action = \"suspend\" }]",
                );
                return None;
            }
            let steps: Option<Vec<_>> = rows.into_iter().map(read_step).collect();
            let mut steps = steps?;
            steps.sort_by_key(|step| step.count);
            let doubled = steps.windows(2).any(|pair| matches!(pair, [a, b] if a.count == b.count));
            if doubled {
                let message = "steps 里有两行写了同一个次数";
                reader.problems().push(Diagnostic::error(
                    Code::BracketOrder,
                    reader.span_of("steps"),
                    message,
                ));
            }
            Some(steps)
        }
        (true, true) => {
            reader.out_of_place("steps", "已写了 action，二者只写一个");
            None
        }
        (false, false) => {
            reader.missing("action", "怎样处理：action，或按次数加重的 steps，二者写一个");
            None
        }
    }
}

/// Yuan, no finer than the fen.
fn read_fine(reader: &Reader<'_>, meaning: &str) -> Option<Number> {
    let fine = reader.optional_number("fine", meaning);
    if let (Some(node), Some(fine)) = (reader.node("fine"), fine)
        && (fine <= Number::ZERO || !fine.ends_within(2))
    {
        reader.bad_value(node, "fine", "大于 0 的数，至多两位小数");
    }
    fine
}

fn read_step(row: Reader<'_>) -> Option<Step> {
    let count = row.count("count", "第几次起");
    let name = row.text("name", "处理的名称");
    let action = row.choice("action", "怎样处理", ActionKind::CHOICES);
    let fine = read_fine(&row, "同时罚款多少元，大于 0；不写则这一次不罚");
    row.finish();
    Some(Step { count: count?, action: action?, name: name?, fine })
}

fn read_counting(reader: &Reader<'_>, grows: bool) -> (Option<Counting>, Option<bool>) {
    const COUNTING: &[(&str, Counting, &str)] =
        &[("running", Counting::Running, "连续几期"), ("in-year", Counting::InYear, "全年累计几期")];
    const ACROSS: &[(&str, bool, &str)] = &[("yes", true, "跨年连续计算"), ("no", false, "每年重新计算")];
    if !reader.needs(grows) {
        return (Some(Counting::InYear), Some(false));
    }
    let counting = reader.choice("counting", "次数怎样计（按次数加重的必须写明）", COUNTING);
    let is_unread = counting.is_none() && reader.has("across-years");
    let across = if reader.needs(counting == Some(Counting::Running) || is_unread) {
        reader.choice("across-years", "连续的次数跨不跨年（连续计算的必须写明）", ACROSS)
    } else {
        Some(false)
    };
    reader.always();
    (counting, across)
}

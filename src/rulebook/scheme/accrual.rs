//! How long an account runs, and what becomes of several of them: `accrue`, `rollup`, `period-weights`, `absent`.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::number::Number;
use crate::period::{Length, Period};
use crate::toml_table::{Node, Reader, Shape, Value};

/// What stands in for a whole period that has no account: before a village came in, say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// An error.
    Error,
    /// 0 counts for it.
    Zero,
    /// The full mark counts for it.
    FullMark,
    /// It is left out, of a mean too; of weighted periods its weight goes, and the others come to the whole.
    Skip,
}

/// What each period of a year counts for, in percent, in their order: more than nothing each, 100 together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodWeights(Arc<[Number]>);

impl PeriodWeights {
    /// That of one of the periods.
    pub fn of(&self, period: Period) -> Number {
        self.0.get(period.place_in_year()).copied().unwrap_or_default()
    }

    /// All of them, in the order of the year.
    pub fn all(&self) -> &[Number] {
        &self.0
    }
}

/// How the accounts of several periods become one score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rollup {
    /// 平均
    Mean,
    /// 累加
    Sum,
    /// 最后一期
    Last,
    /// 按各期的占比. What is not of the whole year, or left out, is of the weights that are there: they are brought to 100.
    Weighted(PeriodWeights),
}

impl Rollup {
    /// In Chinese.
    pub fn chinese(&self) -> &'static str {
        match self {
            Self::Mean => "各期平均",
            Self::Sum => "各期相加",
            Self::Last => "取最后一期",
            Self::Weighted(_) => "各期按占比合成",
        }
    }
}

/// A node that is scored anew each period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accrual {
    /// How long one account runs; shorter than a year.
    pub span: Length,
    /// How they become one.
    pub rollup: Rollup,
    /// What counts for a period without an account.
    pub absent: Absent,
}

/// The choices of `accrue`.
const ACCRUE: &[(&str, Length, &str)] = &[
    ("year", Length::Year, "一年一本账"),
    ("half-year", Length::HalfYear, "每半年重新记"),
    ("quarter", Length::Quarter, "每季度重新记"),
    ("month", Length::Month, "每月重新记"),
];

/// How long an account runs, and what becomes of several of them.
pub(super) struct ReadAccrual {
    /// As written.
    pub(super) accrue: Option<Length>,
    /// How the periods become one; `None` if nothing is written of it.
    pub(super) accrual: Option<Accrual>,
}

/// The words of `rollup`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Mean,
    Sum,
    Last,
    Weighted,
}

const ROLLUP: &[(&str, How, &str)] = &[
    ("mean", How::Mean, "各期平均"),
    ("sum", How::Sum, "各期相加"),
    ("last", How::Last, "取最后一期"),
    ("weighted", How::Weighted, "各期按占比合成，占比写在 period-weights"),
];

const ABSENT: &[(&str, Absent, &str)] = &[
    ("error", Absent::Error, "报错，不出成绩"),
    ("zero", Absent::Zero, "按零分计"),
    ("full-mark", Absent::FullMark, "按满分计"),
    ("skip", Absent::Skip, "不计这一期，平均时不算在内"),
];

const ROLLUP_MEANING: &str = "短于一年的各期怎样合成季度、半年、全年的得分；这里写了短于一年的 accrue 时写";

const ABSENT_MEANING: &str = "几期合成一个得分时，整期没有账（如中途新设的村、到期的一项也没有填报）的一期怎样计（这一期自己的成绩仍照 when-not-reported），这里写了短于一年的 accrue 时写；村撤并以后的各期也照这样计，写 error 的不计；报了一部分的、另有不必填报的项（如按事项扣分）的有账，规则在这一期里都不施行（from 以前、until 以后）的项不算；\
                              未报的照 when-not-reported；期内离任、到期以前走了的，写 zero 的按零分，写别的不计；项目 from 以前、until 以后的各期按零分计，这一级的项目都还没有施行的各期不计\
                              （同级另有项目先施行、到那时为止的，按零分计）";

const WEIGHTS_MEANING: &str = "各期各占百分之几，从年初的一期写起，一年有几期写几个，合计 100，各大于 0（rollup = \"weighted\" 时必须写）：一至三季度各占20%、四季度占40%的写 [20, 20, 20, 40]；\
                               不满一年的（如半年）和有一期不计的，只看所计的各期，占比除以它们的合计";

/// Reads `accrue`, and where it is shorter than a year what becomes of several. Whether they must be written depends on
/// the nodes above, which `check` knows.
pub(super) fn read_accrual(reader: &Reader<'_>) -> ReadAccrual {
    let meaning = "一本账记多久；写在上一级的，其下各项不必再写，上级都没有写的项目必须写";
    let accrue = reader.optional_choice("accrue", meaning, ACCRUE);
    let shorter = accrue.filter(|accrue| *accrue != Length::Year);
    if let Some(span) = shorter
        && ["rollup", "absent", "period-weights"].into_iter().any(|key| reader.has(key))
    {
        let how = reader.choice("rollup", ROLLUP_MEANING, ROLLUP);
        let rollup = read_rollup(reader, how, span);
        let absent = reader.choice("absent", ABSENT_MEANING, ABSENT);
        let accrual = rollup.zip(absent).map(|(rollup, absent)| Accrual { span, rollup, absent });
        return ReadAccrual { accrue, accrual };
    }
    reader.optional_choice("rollup", ROLLUP_MEANING, ROLLUP);
    optional_weights(reader);
    reader.optional_choice("absent", ABSENT_MEANING, ABSENT);
    for key in ["rollup", "period-weights", "absent"] {
        reader.out_of_place(key, "一年一本账，没有各期可合；分期的写 accrue = \"month\" 等");
    }
    ReadAccrual { accrue, accrual: None }
}

fn optional_weights<'a>(reader: &Reader<'a>) -> Option<&'a Node> {
    reader.special("period-weights", WEIGHTS_MEANING, Shape::Other("一列数，如 [20, 20, 20, 40]"), false)
}

/// With the weights where they are asked for, and nowhere else.
fn read_rollup(reader: &Reader<'_>, how: Option<How>, span: Length) -> Option<Rollup> {
    let written = optional_weights(reader);
    let how = how?;
    if how != How::Weighted {
        reader.out_of_place("period-weights", "各期的占比只在 rollup = \"weighted\" 时写");
    }
    match how {
        How::Mean => Some(Rollup::Mean),
        How::Sum => Some(Rollup::Sum),
        How::Last => Some(Rollup::Last),
        How::Weighted => {
            let Some(node) = written else {
                let example = if span == Length::Quarter { "，如 [20, 20, 20, 40]" } else { "" };
                let message =
                    format!("缺少键 period-weights：一年 {} 期各占百分之几{example}", span.per_year());
                reader.problems().push(Diagnostic::error(Code::MissingKey, reader.span(), message));
                return None;
            };
            read_weights(reader, node, span).map(Rollup::Weighted)
        }
    }
}

fn read_weights(reader: &Reader<'_>, node: &Node, span: Length) -> Option<PeriodWeights> {
    let count = span.per_year();
    let Value::List(nodes) = &node.value else {
        reader.bad_value(node, "period-weights", &format!("方括号中的 {count} 个数，如 [60, 40]"));
        return None;
    };
    let mut weights = Vec::with_capacity(nodes.len());
    for node in nodes {
        let weight = reader.as_number(node, "period-weights")?;
        if weight.is_zero() {
            let message = "period-weights 里有一期占 0%：到那一期为止没有可以合成的得分";
            let hint = "每期都要大于 0；只看最后一期的写 rollup = \"last\"";
            reader.problems().push(Diagnostic::error(Code::BadValue, &node.span, message).hint(hint));
            return None;
        }
        weights.push(weight);
    }
    if i8::try_from(weights.len()) != Ok(count) {
        let each = span.chinese();
        let message =
            format!("period-weights 写了 {} 个数，每{each}一本账，一年是 {count} 期", weights.len());
        let hint = "从年初的一期写起，一期写一个";
        reader.problems().push(Diagnostic::error(Code::BadValue, &node.span, message).hint(hint));
        return None;
    }
    let sum = Number::sum(weights.iter().copied()).ok()?;
    if sum != Number::HUNDRED {
        let message = format!("period-weights 各期的占比合计 {sum}%，应为 100%");
        let hint = if sum == Number::ONE {
            "写百分之几：20% 写 20，不写 0.2"
        } else {
            "改正某一期的占比"
        };
        reader.problems().push(Diagnostic::error(Code::WeightSum, &node.span, message).hint(hint));
        return None;
    }
    Some(PeriodWeights(weights.into()))
}

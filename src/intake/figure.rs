//! Figures: numbers in a unit that the rulebook declares, and the words that it lets stand for one.

use super::cell::Cell;
use super::grid::Found;
use super::{remark, text, value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fact::NOT_APPLICABLE;
use crate::number::Number;

/// The unit whose sign may stand before a figure.
const MONEY: &str = "元";

/// A spreadsheet keeps no more digits of a number.
const MOST_DIGITS: usize = 15;

/// What a column of figures is declared to hold.
#[derive(Clone, Copy)]
pub(super) struct Column<'a> {
    /// Empty if it has none.
    pub(super) unit: &'a str,
    /// Words that stand for a figure; none where the rulebook has no way to declare any.
    pub(super) words: Option<&'a [(String, Number)]>,
    /// Whether figures may be less than zero.
    pub(super) below_zero: BelowZero,
    /// The largest that is believed.
    pub(super) most: Option<Number>,
}

/// Whether the figures of a column may be less than zero.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BelowZero {
    /// They may.
    Allowed,
    /// The rulebook could say so, and does not.
    Undeclared,
    /// They never may.
    Never,
}

impl<'a> Column<'a> {
    /// A column in which only figures may stand.
    pub(super) fn of(unit: &'a str) -> Self {
        Self { unit, words: None, below_zero: BelowZero::Never, most: None }
    }
}

/// The figure for which a word is declared to stand.
fn declared_word(found: &Found<'_>, words: Option<&[(String, Number)]>) -> Option<Number> {
    words?.iter().find(|(word, _)| is_word(found.cell, word)).map(|(_, value)| *value)
}

/// Whether a cell holds a word and nothing else.
pub(super) fn is_word(cell: &Cell, word: &str) -> bool {
    matches!(cell, Cell::Text(typed) if text::is_spelt(word, &text::tight(typed)))
}

/// Whether a cell of a column that is not known may be a figure, or say that there is none; words of an indicator aside.
/// What keeps a number from being read does not make it another thing.
pub(super) fn can_say(cell: &Cell) -> bool {
    match cell {
        Cell::Text(_) => is_word(cell, NOT_APPLICABLE) || value::is_figure(cell),
        Cell::Number { .. } | Cell::LongNumber(_) | Cell::Fault(_) | Cell::Uncached => true,
        Cell::Date(_) | Cell::Flag(_) => false,
    }
}

/// Tells which words could have been used, where a word was.
fn with_words(problem: Diagnostic, found: &Found<'_>, column: Column<'_>, plain: &str) -> Diagnostic {
    let Cell::Text(typed) = found.cell else { return problem };
    if typed.chars().any(char::is_numeric) {
        let ten_thousands = || typed.contains('万').then(|| ten_thousands(column.unit));
        return problem.maybe_hint(no_single_figure(typed).or_else(ten_thousands));
    }
    let Some(words) = column.words else { return problem.hint(plain) };
    if words.is_empty() {
        return problem.hint("细则没有为这一列写明任何词算多少；填数，没有的留空，或请在细则中用 words 写明");
    }
    let listed: Vec<_> = words.iter().map(|(word, value)| format!("“{word}”算 {value}")).collect();
    problem.hint(format!("这一列可写的词：{}", listed.join("、")))
}

/// How what is about a figure, or two of them, is made one.
fn no_single_figure(typed: &str) -> Option<String> {
    let tight = text::tight(typed);
    let is_about = ["约", "近", "左右", "大概", "多", "余"].iter().any(|word| tight.contains(word));
    let is_of_two =
        tight.split('/').filter(|part| text::number(part.trim_end_matches('%')).is_some()).count() > 1;
    match (is_about, is_of_two) {
        (true, _) => Some("填核实的数，不写“约”“左右”".to_owned()),
        (_, true) => Some("一格只填一个数：完成数和任务数分开填，是比例的填算好的数".to_owned()),
        _ => None,
    }
}

/// A figure in a declared unit, or `None` inside for 不适用.
#[expect(clippy::option_option, reason = "unreadable, 不适用 and a figure are three outcomes")]
pub(super) fn figure_or_not_applicable(
    found: &Found<'_>,
    column: Column<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Option<Number>> {
    match found.cell {
        Cell::Text(typed) if text::is_spelt(typed, NOT_APPLICABLE) => Some(None),
        _ => read(found, column, "这一列只能填数；不适用的填“不适用”", diagnostics).map(Some),
    }
}

/// A figure in a declared unit, ≥ 0 unless it may be less; `%` and 万 only where the unit allows them.
pub(super) fn figure(found: &Found<'_>, column: Column<'_>, diagnostics: &mut Diagnostics) -> Option<Number> {
    read(found, column, "这一列只能填数", diagnostics)
}

/// A figure; `plain` says what may be typed where no words are declared.
fn read(found: &Found<'_>, column: Column<'_>, plain: &str, diagnostics: &mut Diagnostics) -> Option<Number> {
    if let Some(value) = declared_word(found, column.words) {
        diagnostics.push(value::normalized(found, &format!("细则所写的 {value}{}", column.unit)));
        return Some(value);
    }
    let unit = column.unit;
    let read = match found.cell {
        Cell::Number { value, percent } if unit == "%" => {
            percentage(found, (*value, *percent), column.below_zero, diagnostics)?
        }
        Cell::Number { value, percent: false } => Some(*value),
        Cell::Text(typed) => figure_in_words(found, typed, column, diagnostics)?,
        _ => None,
    };
    if let Cell::Text(typed) = found.cell
        && digits(typed) > MOST_DIGITS
    {
        diagnostics.push(value::too_long(found, typed, "数"));
        return None;
    }
    let Some(value) = read else {
        let expected = if unit.is_empty() { "数".to_owned() } else { format!("以{unit}为单位的数") };
        let unreadable = value::unreadable(found, &expected).maybe_hint(without_percent(found.cell, unit));
        diagnostics.push(with_words(unreadable, found, column, plain));
        return None;
    };
    if value.is_negative() && column.below_zero != BelowZero::Allowed {
        let message = format!("“{}”是负数，应不小于 0", found.cell);
        let hint = "可以是负数的（如增长率），在细则里给这个指标写 below-zero = true";
        let hint = (column.below_zero == BelowZero::Undeclared).then(|| hint.to_owned());
        diagnostics.push(Diagnostic::error(Code::NumberRange, found.at(), message).maybe_hint(hint));
        return None;
    }
    if let Some(most) = column.most.filter(|most| value > *most) {
        let message = format!("“{}”大于 {most}{unit}", found.cell);
        let hint = format!("核实后改正；可以更大的，请在细则里改 at-most（现为 {most}）");
        diagnostics.push(Diagnostic::error(Code::NumberRange, found.at(), message).hint(hint));
        return None;
    }
    Some(value)
}

/// What to write in place of a percentage where another unit is asked for.
fn without_percent(cell: &Cell, unit: &str) -> Option<String> {
    let is_percent = match cell {
        Cell::Number { percent, .. } => *percent,
        Cell::Text(typed) => text::tight(typed).ends_with('%'),
        _ => false,
    };
    let instead =
        if unit == "分" { "按百分制评分的，91% 填 91" } else { "填数，单位按表头" };
    (is_percent && unit != "%").then(|| format!("不写百分号；{instead}"))
}

/// The digits of a figure in words; those of a reason behind it are none of it.
fn digits(typed: &str) -> usize {
    let value = remark::split(typed, remark::Of::Reached).map(|(value, _)| value);
    let value = value.as_deref().unwrap_or(typed);
    value.chars().filter(|letter| letter.is_numeric()).count()
}

/// The outer `None` means that the problem was reported.
fn percentage(
    found: &Found<'_>,
    (value, shown_as_percent): (Number, bool),
    below_zero: BelowZero,
    diagnostics: &mut Diagnostics,
) -> Option<Option<Number>> {
    if shown_as_percent {
        return Some(value.times(Number::HUNDRED).ok());
    }
    // Where nothing may be less than zero, that is what is wrong.
    let may_be_meant = !value.is_negative() || below_zero == BelowZero::Allowed;
    if !value.is_zero() && value.unsigned() <= Number::ONE && may_be_meant {
        diagnostics.push(
            Diagnostic::error(
                Code::RatioOrPercent,
                found.at(),
                format!("“{}”分不清是百分之{value}还是比例 {value}", found.cell),
            )
            .hint(format!(
                "是百分之{value}的填 {value}%（带百分号），是比例的填 {}%",
                value.times(Number::HUNDRED).unwrap_or(value)
            )),
        );
        return None;
    }
    // Hardly more than all of it, as a ratio; or hardly any of it. A rate of growth is often so small.
    let is_share = below_zero != BelowZero::Allowed;
    if is_share && value > Number::ONE && value < Number::from_count(2) {
        let message = format!("“{}”读作百分之{value}", found.cell);
        let hundredfold = value.times(Number::HUNDRED).unwrap_or(value);
        diagnostics.push(
            Diagnostic::warning(Code::RatioOrPercent, found.at(), message)
                .hint(format!("如果是比例，填 {hundredfold}%；确是百分之{value}，填 {value}%")),
        );
    }
    Some(Some(value))
}

/// Whether 5.4万 can only be 54000 of the unit: 千元 and 亿元 leave open which of the two was meant.
fn takes_ten_thousands(unit: &str) -> bool {
    !unit.is_empty() && !unit.contains(['万', '亿']) && !["百元", "千元"].contains(&unit)
}

/// `￥1,000`, `人民币1000元整` without what says that it is money.
fn without_sign(plain: &str) -> &str {
    let amount = plain.strip_prefix("人民币").unwrap_or(plain);
    let amount = amount.strip_prefix(['¥', '￥']).unwrap_or(amount);
    amount.strip_suffix('整').filter(|amount| amount.ends_with(MONEY)).unwrap_or(amount)
}

/// How to write a number that has 万 and could not be read.
fn ten_thousands(unit: &str) -> String {
    if unit.is_empty() || unit == "%" {
        return "不要写“万”，把数写全，如 126000".to_owned();
    }
    format!("不要写“万”，按{unit}换算好再填，只写数")
}

/// `５.4万`, `1200斤`, `95.5%` in words.
fn figure_in_words(
    found: &Found<'_>,
    typed: &str,
    Column { unit, below_zero, .. }: Column<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Option<Number>> {
    let reasoned = remark::split(typed, remark::Of::Reached);
    let plain = text::tight(reasoned.as_ref().map_or(typed, |(value, _)| value));
    if unit == "%" {
        let read = match plain.strip_suffix('%') {
            Some(digits) => text::number(digits),
            None => match text::number(&plain) {
                Some(value) => percentage(found, (value, false), below_zero, diagnostics)?,
                None => None,
            },
        };
        if let Some(value) = read.filter(|_| reasoned.is_some()) {
            diagnostics.push(value::normalized(found, &format!("{value}%")));
        }
        return Some(read);
    }
    let plain = if unit == MONEY { without_sign(&plain) } else { &plain };
    let digits = plain.strip_suffix(unit).filter(|_| !unit.is_empty()).unwrap_or(plain);
    let read = match digits.strip_suffix('万') {
        None => text::number(digits),
        // 12.6万 under 万元 leaves out no more than the 元.
        Some(short) if unit.starts_with('万') => text::number(short),
        Some(short) if takes_ten_thousands(unit) => {
            text::number(short).and_then(|number| number.times(Number::from(10_000)).ok())
        }
        Some(_) => None,
    };
    if let Some(value) = read.filter(|value| value.to_string() != typed) {
        diagnostics.push(value::normalized(found, &format!("{value}{unit}")));
    }
    Some(read)
}

//! What can be wrong with a formula, in the words of the office.

use crate::suggest;

use super::parse::MAX_DEPTH;
use super::token::{Function, Span};

/// Signs of a formula beyond this number are refused.
pub(super) const MAX_SIGNS: usize = 2000;

/// One mistake in the text of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// The first byte, counted in the text of the formula.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// One sentence: what was read and what was expected.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl FormulaError {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { start: span.start, end: span.end, message: message.into(), hint: None }
    }

    pub(super) fn with(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

pub(super) fn empty(text: &str) -> FormulaError {
    FormulaError::new(Span { start: 0, end: text.len() }, "算式是空的")
}

pub(super) fn too_long(text: &str, signs: usize) -> FormulaError {
    let span = Span { start: 0, end: text.len() };
    FormulaError::new(span, format!("算式有 {signs} 个字，最多 {MAX_SIGNS} 个"))
}

pub(super) fn too_deep(span: Span) -> FormulaError {
    FormulaError::new(span, format!("括号和函数套得太深，最多 {MAX_DEPTH} 层"))
}

/// `written` is half-width, and begins with a digit or a point.
pub(super) fn no_number(span: Span, written: &str) -> FormulaError {
    let digits_and_points = written.chars().all(|sign| sign.is_ascii_digit() || sign == '.');
    let points = written.matches('.').count();
    if !digits_and_points {
        FormulaError::new(span, format!("“{written}”不是数"))
            .with(format!("数的后面不写单位和文字；如果是以数字开头的名称，写成「{written}」"))
    } else if points > 1 || written.starts_with('.') || written.ends_with('.') {
        FormulaError::new(span, format!("“{written}”不是数，小数点的前后都要有数字，只能有一个小数点"))
    } else {
        FormulaError::new(span, format!("“{written}”太长，一个数最多 15 位"))
    }
}

pub(super) fn open_name(open: Span) -> FormulaError {
    FormulaError::new(open, "“「”没有对应的“」”").with("名称写在一对「」里，例如「集资(元)」")
}

pub(super) fn empty_name(span: Span) -> FormulaError {
    FormulaError::new(span, "「」里没有名称")
}

/// `sign` is the half-width equal of the first sign in the span.
pub(super) fn no_sign(span: Span, text: &str, sign: char) -> FormulaError {
    let written = span.of(text);
    let hint = match sign {
        '=' => "相等写 ==，不超过写 <=，不少于写 >=",
        '<' => "不相等写 !=",
        '&' | '|' | '!' => "“并且”写 and，“或者”写 or，“不”写 not",
        '%' => "百分数写成小数，例如 80% 写 0.8；指标的单位是 % 的，表里填的就是 80，界限照写 80",
        '^' => "乘方写成连乘，例如 a * a",
        '、' | ';' | ':' => "函数的参数之间用逗号",
        '。' | '·' => "小数点写作 .",
        '[' | ']' | '{' | '}' | '【' | '】' => "括号只用 ( )",
        '」' => "名称写在一对「」里，例如「集资(元)」",
        '"' | '\'' | '“' | '”' | '‘' | '’' | '『' | '』' | '《' | '》' => {
            "名称不加引号，或者写在「」里"
        }
        _ => "名称里有这个符号的，把整个名称写在「」里",
    };
    FormulaError::new(span, format!("算式里不能用“{written}”")).with(hint)
}

pub(super) fn no_operand(span: Span, written: &str) -> FormulaError {
    let error = FormulaError::new(span, format!("这里要写数、名称或括号，读到的是“{written}”"));
    match written {
        "+" | "＋" => error.with("正数前面不写加号"),
        "not" => error.with("not 只能写在条件的前面，例如 not (a > b)"),
        _ => error,
    }
}

pub(super) fn unfinished(last: Span, written: &str) -> FormulaError {
    FormulaError::new(last, format!("算式没有写完，“{written}”的后面要有数或名称"))
}

pub(super) fn no_operator(span: Span, written: &str) -> FormulaError {
    let error = FormulaError::new(span, format!("“{written}”的前面缺少运算符"));
    match suggest::hint(&written.to_ascii_lowercase(), ["and", "or"]) {
        Some(hint) => error.with(hint),
        None => error.with("乘号不能省略；名称里有空格或括号的，把整个名称写在「」里"),
    }
}

pub(super) fn stray_comma(span: Span) -> FormulaError {
    FormulaError::new(span, "逗号只能写在函数的括号里").with("数的中间不写逗号，例如 1,000 写 1000")
}

pub(super) fn unmatched(span: Span, missing: &str) -> FormulaError {
    FormulaError::new(span, format!("括号没有配对，缺少“{missing}”"))
}

pub(super) fn bare_function(span: Span, function: Function) -> FormulaError {
    let name = function.name();
    FormulaError::new(span, format!("{name} 是函数，后面要写括号"))
        .with(format!("如果是名称，写成「{name}」"))
}

pub(super) fn unknown_function(span: Span, name: &str) -> FormulaError {
    let names = Function::ALL.map(Function::name);
    let lower = name.to_ascii_lowercase();
    // Whoever mistypes a name mostly begins it right.
    let alike =
        names.into_iter().filter(|known| lower.get(..2).is_some_and(|begin| known.starts_with(begin)));
    let meant = suggest::nearest(&lower, alike).or_else(|| suggest::nearest(&lower, names));
    let error = match meant {
        Some(meant) => FormulaError::new(span, format!("不认识的函数 {name}，是不是 {meant}")),
        None => FormulaError::new(span, format!("不认识的函数 {name}")),
    };
    error.with(format!("可用的函数是 {}；名称里有括号的，把整个名称写在「」里", suggest::listed(names)))
}

pub(super) fn argument_count(span: Span, function: Function, wanted: &str, count: usize) -> FormulaError {
    let hint = match function {
        Function::If => "写成 if(条件, 成立时的数, 不成立时的数)",
        Function::Min | Function::Max => "参数之间用逗号，例如 min(5, 任务)",
        Function::Round => "写成 round(数, 保留的小数位数)",
        Function::Floor | Function::Ceil | Function::Abs => "括号里只写一个数",
    };
    let name = function.name();
    FormulaError::new(span, format!("{name} 要有{wanted}参数，读到 {count} 个")).with(hint)
}

pub(super) fn no_places(span: Span, most: u32) -> FormulaError {
    FormulaError::new(span, format!("round 的第 2 个参数是小数位数，要写 0 到 {most} 的整数"))
}

pub(super) fn chained_comparison(span: Span) -> FormulaError {
    FormulaError::new(span, "比较不能连写").with("用 and 连接，例如 0 < a and a < 5")
}

pub(super) fn no_figure(span: Span, place: &str) -> FormulaError {
    FormulaError::new(span, format!("{place}要的是数，读到的是条件"))
        .with("条件变成数，写 if(条件, 成立时的数, 不成立时的数)")
}

pub(super) fn no_condition(span: Span, place: &str) -> FormulaError {
    FormulaError::new(span, format!("{place}要的是条件，读到的是数")).with("条件是一个比较，例如 a > 0")
}

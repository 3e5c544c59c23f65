//! Every mistake, and the place it is said of.

use crate::formula::{Formula, FormulaError};
use crate::number::Number;

fn mistakes(text: &str) -> Vec<FormulaError> {
    match Formula::parse(text) {
        Ok(_) => panic!("{text} was read"),
        Err(errors) => errors,
    }
}

/// The only mistake of `text`: it is said of bytes `start..end`, with this message, and a hint with these words.
#[track_caller]
fn one(text: &str, (start, end): (usize, usize), message: &str, hint: &str) {
    let errors = mistakes(text);
    let [error] = errors.as_slice() else { panic!("{text}: {errors:?}") };
    assert_eq!((error.start, error.end, error.message.as_str()), (start, end, message), "{text}");
    let given = error.hint.clone().unwrap_or_default();
    assert!(given.contains(hint) && given.is_empty() == hint.is_empty(), "{text}: {given}");
}

#[test]
fn nothing_to_read() {
    one("", (0, 0), "算式是空的", "");
    one(" 　", (0, 4), "算式是空的", "");
}

#[test]
fn figures_that_are_none() {
    one("1 + 5分", (4, 8), "“5分”不是数", "数的后面不写单位");
    one("1e3", (0, 3), "“1e3”不是数", "「1e3」");
    one("２０２４年任务", (0, 21), "“2024年任务”不是数", "「2024年任务」");
    let point = "不是数，小数点的前后都要有数字，只能有一个小数点";
    one("a*.5", (2, 4), &format!("“.5”{point}"), "");
    one("5.", (0, 2), &format!("“5.”{point}"), "");
    one("1.2.3", (0, 5), &format!("“1.2.3”{point}"), "");
    one("1234567890123456", (0, 16), "“1234567890123456”太长，一个数最多 15 位", "");
}

#[test]
fn signs_that_do_not_belong() {
    one("完成率 * 80%", (14, 15), "算式里不能用“%”", "0.8");
    one("if(a = 1, 1, 0)", (5, 6), "算式里不能用“=”", "==");
    one("if(a => 1, 1, 0)", (5, 7), "算式里不能用“=>”", ">=");
    one("if(a <> 1, 1, 0)", (5, 7), "算式里不能用“<>”", "!=");
    one("if(a && b, 1, 0)", (5, 7), "算式里不能用“&&”", "and");
    one("max(1；2)", (5, 8), "算式里不能用“；”", "逗号");
    one("1。5", (1, 4), "算式里不能用“。”", "小数点");
    one("【1", (0, 3), "算式里不能用“【”", "( )");
    one("a^2", (1, 2), "算式里不能用“^”", "连乘");
    one("a」", (1, 4), "算式里不能用“」”", "一对「」");
    one("‘", (0, 3), "算式里不能用“‘”", "不加引号");
    one("1 # 2", (2, 3), "算式里不能用“#”", "整个名称写在「」里");
    let places: Vec<_> = mistakes("a% + b%").iter().map(|error| (error.start, error.end)).collect();
    assert_eq!(places, [(1, 2), (6, 7)]);
}

#[test]
fn names_in_brackets() {
    one("1+「集资", (2, 5), "“「”没有对应的“」”", "一对「」");
    one("「a「b」", (0, 3), "“「”没有对应的“」”", "一对「」");
    one("1+「 」", (2, 9), "「」里没有名称", "");
}

#[test]
fn operands_and_operators_that_are_missing() {
    one("1 + ", (2, 3), "算式没有写完，“+”的后面要有数或名称", "");
    one("任务 *", (7, 8), "算式没有写完，“*”的后面要有数或名称", "");
    one("if(not", (3, 6), "算式没有写完，“not”的后面要有数或名称", "");
    one("1 + * 2", (4, 5), "这里要写数、名称或括号，读到的是“*”", "");
    one("+1", (0, 1), "这里要写数、名称或括号，读到的是“+”", "加号");
    one("1 + not a", (4, 7), "这里要写数、名称或括号，读到的是“not”", "条件的前面");
    one("()", (1, 2), "这里要写数、名称或括号，读到的是“)”", "");
    one("min(1,)", (6, 7), "这里要写数、名称或括号，读到的是“)”", "");
    one("任务 交售", (7, 13), "“交售”的前面缺少运算符", "「」");
    one("2(a+1)", (1, 2), "“(”的前面缺少运算符", "乘号不能省略");
    one("if(a > 1 AND b > 1, 1, 0)", (9, 12), "“AND”的前面缺少运算符", "“and”");
}

#[test]
fn brackets_and_commas_out_of_place() {
    one("(1 + 2", (0, 1), "括号没有配对，缺少“)”", "");
    one("min(1, (2 + 3)", (3, 4), "括号没有配对，缺少“)”", "");
    one("1 + 2)", (5, 6), "括号没有配对，缺少“(”", "");
    one("1,000", (1, 2), "逗号只能写在函数的括号里", "1000");
    one("(1，000)", (2, 5), "逗号只能写在函数的括号里", "1000");
}

#[test]
fn functions_misused() {
    one("mix(1, 2)", (0, 3), "不认识的函数 mix，是不是 min", "if、min、max、floor、ceil、round、abs");
    one("1+IF(a>1,1,0)", (2, 4), "不认识的函数 IF，是不是 if", "可用的函数");
    one("flor(1)", (0, 4), "不认识的函数 flor，是不是 floor", "可用的函数");
    one("集资(元)", (0, 6), "不认识的函数 集资", "「」");
    one("「min」(1)", (9, 10), "“(”的前面缺少运算符", "乘号");
    one("min + 1", (0, 3), "min 是函数，后面要写括号", "「min」");
    one("if", (0, 2), "if 是函数，后面要写括号", "「if」");
    one("1+if(a > 1, 2)", (2, 14), "if 要有三个参数，读到 2 个", "if(条件");
    one("round(1)", (0, 8), "round 要有两个参数，读到 1 个", "小数位数");
    one("floor(1, 2)", (0, 11), "floor 要有一个参数，读到 2 个", "只写一个数");
    one("max()", (0, 5), "max 要有参数，读到 0 个", "逗号");
    let places = "round 的第 2 个参数是小数位数，要写 0 到 12 的整数";
    for (text, end) in
        [("round(1, a)", 10), ("round(1, 13)", 11), ("round(1, -1)", 11), ("round(1, 0.5)", 12)]
    {
        one(text, (9, end), places, "");
    }
}

#[test]
fn numbers_and_conditions_confused() {
    one("a > 1", (0, 5), "整个算式要的是数，读到的是条件", "if(条件");
    one("1 + (a > 1)", (4, 11), "“+”的两边要的是数，读到的是条件", "if(条件");
    one("(a > 1) × 2", (0, 7), "“×”的两边要的是数，读到的是条件", "if(条件");
    one("-(a > 1)", (1, 8), "负号的后面要的是数，读到的是条件", "if(条件");
    one("min(1, a > 1)", (7, 12), "min 的参数要的是数，读到的是条件", "if(条件");
    one("abs(a > 1)", (4, 9), "abs 的参数要的是数，读到的是条件", "if(条件");
    one("round(a > 1, 1)", (6, 11), "round 的第 1 个参数要的是数，读到的是条件", "if(条件");
    one("if(a, 1, 0)", (3, 4), "if 的第 1 个参数要的是条件，读到的是数", "a > 0");
    one("if(a > 1, a > 1, 0)", (10, 15), "if 的第 2 个参数要的是数，读到的是条件", "if(条件");
    one("if(a > 1, 1, b < 2)", (13, 18), "if 的第 3 个参数要的是数，读到的是条件", "if(条件");
    one("if(a and b > 1, 1, 0)", (3, 4), "and 的两边要的是条件，读到的是数", "a > 0");
    one("if(b > 1 or a+1, 1, 0)", (12, 15), "or 的两边要的是条件，读到的是数", "a > 0");
    one("if(not a, 1, 0)", (7, 8), "not 的后面要的是条件，读到的是数", "a > 0");
    one("if((a > 1) == 2, 1, 0)", (3, 10), "比较的两边要的是数，读到的是条件", "if(条件");
    one("if(0 < a < 5, 1, 0)", (9, 10), "比较不能连写", "and");
}

#[test]
fn all_confusions_are_named_in_order_and_the_first_break() {
    let errors = mistakes("if(a, b > 1, c) + (a > 1) + (2");
    let places: Vec<_> = errors.iter().map(|error| (error.start, error.end)).collect();
    assert_eq!(places, [(3, 4), (6, 11), (18, 25), (28, 29)]);
}

#[test]
fn depth_is_bounded() {
    let nested =
        |open: &str, depth: usize, close: &str| format!("{}1{}", open.repeat(depth), close.repeat(depth));
    let message = "括号和函数套得太深，最多 64 层";
    for (open, close, width) in [("(", ")", 1), ("-", "", 1), ("abs(", ")", 4)] {
        assert!(Formula::parse(&nested(open, 64, close)).is_ok(), "{open}");
        one(&nested(open, 65, close), (65 * width - 1, 65 * width), message, "");
        assert_eq!(mistakes(&nested(open, 2000 / (width + 1), close)).len(), 1, "{open}");
    }
    let negations = |count: usize| format!("if({}1 < 2, 1, 0)", "not ".repeat(count));
    assert!(Formula::parse(&negations(63)).is_ok());
    // `if(` takes one layer and three bytes.
    one(&negations(64), (3 + 63 * 4, 3 + 63 * 4 + 3), message, "");
}

/// The main thread of Windows has 1 MB; without optimisation this takes most of it.
#[test]
fn the_deepest_formula_fits_a_small_stack() {
    let deep = format!("{}a{}", "1 + if(1 < 2 and (".repeat(32), ") < 3 or a > 1, a * 2, 3)".repeat(32));
    let run = move || {
        let formula = Formula::parse(&deep).unwrap();
        assert_eq!(formula.clone(), formula);
        assert_eq!(formula.lint().len(), 32);
        formula.evaluate(&|_| Number::ONE).unwrap()
    };
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(run).unwrap();
    // The innermost layer finds 1 within itself and comes to 1 + 2; from there on all come to 1 + 3.
    assert_eq!(thread.join().unwrap(), Number::from(4));
}

#[test]
fn length_is_bounded_in_signs() {
    let sum = format!("任{}", "+1".repeat(999));
    let padded = format!("{sum} ");
    assert_eq!(padded.chars().count(), 2000);
    assert!(Formula::parse(&padded).is_ok());
    one(&format!("{padded} "), (0, 2003), "算式有 2001 个字，最多 2000 个", "");
}

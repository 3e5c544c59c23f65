//! Random expressions against an evaluation of their own trees on plain rationals.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Formula, formula, number};
use crate::formula::Trouble;

/// How many names there are: `x0`, `x1`, ….
const NAMES: usize = 6;

/// Their figures, in hundredths.
type Figures = [i64; NAMES];

fn any_figures() -> impl Strategy<Value = Figures> {
    let figure = prop_oneof![
        3 => select(vec![0, 100, -250, 30, 1_200_000, -700]),
        2 => -2000..2000_i64,
        1 => -100_000_000_000..100_000_000_000_i64,
    ];
    prop::array::uniform6(figure)
}

/// A number as the test sees it.
#[derive(Clone, Debug)]
enum Tree {
    /// In hundredths.
    Literal(u16),
    Named(usize),
    Negated(Box<Tree>),
    Binary(Box<Tree>, char, Box<Tree>),
    If(Box<Truth>, Box<Tree>, Box<Tree>),
    Least(Vec<Tree>),
    Greatest(Vec<Tree>),
    Floor(Box<Tree>),
    Ceil(Box<Tree>),
    Round(Box<Tree>, u32),
    Abs(Box<Tree>),
}

#[derive(Clone, Debug)]
enum Truth {
    Compared(Tree, &'static str, Tree),
    Not(Box<Truth>),
    And(Box<Truth>, Box<Truth>),
    Or(Box<Truth>, Box<Truth>),
}

fn truths(tree: impl Strategy<Value = Tree> + Clone + 'static) -> impl Strategy<Value = Truth> {
    let signs = select(vec!["<", "<=", ">", ">=", "==", "!="]);
    let compared =
        (tree.clone(), signs, tree).prop_map(|(left, sign, right)| Truth::Compared(left, sign, right));
    compared.prop_recursive(2, 4, 2, |inner| {
        let pair = (inner.clone(), inner.clone()).prop_map(|(left, right)| (Box::new(left), Box::new(right)));
        prop_oneof![
            inner.prop_map(|truth| Truth::Not(Box::new(truth))),
            pair.clone().prop_map(|(left, right)| Truth::And(left, right)),
            pair.prop_map(|(left, right)| Truth::Or(left, right)),
        ]
    })
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        prop_oneof![Just(0), Just(100), 0..500_u16].prop_map(Tree::Literal),
        (0..NAMES).prop_map(Tree::Named),
    ];
    leaf.prop_recursive(5, 32, 3, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            1 => boxed.clone().prop_map(Tree::Negated),
            5 => (boxed.clone(), select(vec!['+', '-', '*', '/']), boxed.clone())
                .prop_map(|(left, sign, right)| Tree::Binary(left, sign, right)),
            2 => (truths(inner.clone().boxed()).prop_map(Box::new), boxed.clone(), boxed.clone())
                .prop_map(|(truth, yes, no)| Tree::If(truth, yes, no)),
            1 => vec(inner.clone(), 1..4).prop_map(Tree::Least),
            1 => vec(inner, 1..4).prop_map(Tree::Greatest),
            1 => boxed.clone().prop_map(Tree::Floor),
            1 => boxed.clone().prop_map(Tree::Ceil),
            1 => (boxed.clone(), 0..4_u32).prop_map(|(tree, places)| Tree::Round(tree, places)),
            1 => boxed.prop_map(Tree::Abs),
        ]
    })
}

/// The text with no more brackets than needed: `rank` 0 stands anywhere, 1 in a product, 2 after a sign or `/`.
fn print(tree: &Tree, rank: u8) -> String {
    let list = |trees: &[Tree]| trees.iter().map(|tree| print(tree, 0)).collect::<Vec<_>>().join(", ");
    let (own, text) = match tree {
        Tree::Literal(hundredths) => (3, format!("{}.{:02}", hundredths / 100, hundredths % 100)),
        Tree::Named(index) => (3, format!("x{index}")),
        Tree::Negated(inner) => (2, format!("-{}", print(inner, 2))),
        Tree::Binary(left, sign @ ('+' | '-'), right) => {
            (0, format!("{} {sign} {}", print(left, 0), print(right, 1)))
        }
        Tree::Binary(left, sign, right) => (1, format!("{} {sign} {}", print(left, 1), print(right, 2))),
        Tree::If(truth, yes, no) => {
            (3, format!("if({}, {}, {})", print_truth(truth, 0), print(yes, 0), print(no, 0)))
        }
        Tree::Least(trees) => (3, format!("min({})", list(trees))),
        Tree::Greatest(trees) => (3, format!("max({})", list(trees))),
        Tree::Floor(inner) => (3, format!("floor({})", print(inner, 0))),
        Tree::Ceil(inner) => (3, format!("ceil({})", print(inner, 0))),
        Tree::Round(inner, places) => (3, format!("round({}, {places})", print(inner, 0))),
        Tree::Abs(inner) => (3, format!("abs({})", print(inner, 0))),
    };
    if own < rank { format!("({text})") } else { text }
}

fn print_truth(truth: &Truth, rank: u8) -> String {
    let (own, text) = match truth {
        Truth::Or(left, right) => (0, format!("{} or {}", print_truth(left, 0), print_truth(right, 1))),
        Truth::And(left, right) => (1, format!("{} and {}", print_truth(left, 1), print_truth(right, 2))),
        Truth::Not(inner) => (2, format!("not {}", print_truth(inner, 2))),
        Truth::Compared(left, sign, right) => (2, format!("{} {sign} {}", print(left, 0), print(right, 0))),
    };
    if own < rank { format!("({text})") } else { text }
}

/// Numerator, and denominator above 0.
type Ratio = (i128, i128);

#[derive(Debug, PartialEq)]
enum Stop {
    ByZero,
    /// Too large for the test to know.
    Unknown,
}

fn lowest(above: Option<i128>, below: Option<i128>) -> Result<Ratio, Stop> {
    let (above, below) = above.zip(below).ok_or(Stop::Unknown)?;
    let (mut a, mut b) = (above.unsigned_abs(), below.unsigned_abs());
    while b > 0 {
        (a, b) = (b, a % b);
    }
    let divisor = i128::try_from(a).unwrap() * below.signum();
    Ok((above / divisor, below / divisor))
}

fn compute(left: Ratio, sign: char, right: Ratio) -> Result<Ratio, Stop> {
    let cross = |right_above: i128| {
        left.0.checked_mul(right.1).zip(right_above.checked_mul(left.1)).and_then(|(a, b)| a.checked_add(b))
    };
    match sign {
        '+' => lowest(cross(right.0), left.1.checked_mul(right.1)),
        '-' => lowest(cross(-right.0), left.1.checked_mul(right.1)),
        '*' => lowest(left.0.checked_mul(right.0), left.1.checked_mul(right.1)),
        _ if right.0 == 0 => Err(Stop::ByZero),
        _ => lowest(left.0.checked_mul(right.1), left.1.checked_mul(right.0)),
    }
}

/// Whole steps of 1 / 10^places, half up by the absolute value.
fn half_up(value: Ratio, places: u32) -> Result<i128, Stop> {
    let doubled = value.0.checked_mul(2 * 10_i128.pow(places)).ok_or(Stop::Unknown)?;
    let steps = (doubled.abs() + value.1) / (2 * value.1);
    Ok(steps * value.0.signum())
}

fn eval(tree: &Tree, figures: &Figures) -> Result<Ratio, Stop> {
    match tree {
        Tree::Literal(hundredths) => lowest(Some(i128::from(*hundredths)), Some(100)),
        Tree::Named(index) => lowest(Some(i128::from(figures[*index])), Some(100)),
        Tree::Negated(inner) => eval(inner, figures).map(|(above, below)| (-above, below)),
        Tree::Binary(left, sign, right) => compute(eval(left, figures)?, *sign, eval(right, figures)?),
        Tree::If(truth, yes, no) => eval(if decide(truth, figures)? { yes } else { no }, figures),
        Tree::Least(trees) => pick(trees, '<', figures),
        Tree::Greatest(trees) => pick(trees, '>', figures),
        Tree::Floor(inner) => eval(inner, figures).map(|(above, below)| (above.div_euclid(below), 1)),
        Tree::Ceil(inner) => eval(inner, figures).map(|(above, below)| (-(-above).div_euclid(below), 1)),
        Tree::Round(inner, places) => {
            lowest(Some(half_up(eval(inner, figures)?, *places)?), Some(10_i128.pow(*places)))
        }
        Tree::Abs(inner) => eval(inner, figures).map(|(above, below)| (above.abs(), below)),
    }
}

fn pick(trees: &[Tree], sign: char, figures: &Figures) -> Result<Ratio, Stop> {
    let mut best = eval(&trees[0], figures)?;
    for tree in &trees[1..] {
        let next = eval(tree, figures)?;
        let difference = compute(next, '-', best)?.0;
        if (sign == '<' && difference < 0) || (sign == '>' && difference > 0) {
            best = next;
        }
    }
    Ok(best)
}

fn decide(truth: &Truth, figures: &Figures) -> Result<bool, Stop> {
    Ok(match truth {
        Truth::Not(inner) => !decide(inner, figures)?,
        Truth::And(left, right) => decide(left, figures)? && decide(right, figures)?,
        Truth::Or(left, right) => decide(left, figures)? || decide(right, figures)?,
        Truth::Compared(left, sign, right) => {
            let difference = compute(eval(left, figures)?, '-', eval(right, figures)?)?.0;
            match *sign {
                "<" => difference < 0,
                "<=" => difference <= 0,
                ">" => difference > 0,
                ">=" => difference >= 0,
                "==" => difference == 0,
                _ => difference != 0,
            }
        }
    })
}

/// The decimal text of trillionths.
fn decimal(trillionths: i128) -> String {
    let sign = if trillionths < 0 { "-" } else { "" };
    let digits = format!("{:013}", trillionths.abs());
    let (whole, places) = digits.split_at(digits.len() - 12);
    format!("{sign}{whole}.{places}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn evaluated(formula: &Formula, figures: &Figures) -> Result<String, Trouble> {
    let named = |name: &str| {
        let hundredths = figures[name[1..].parse::<usize>().unwrap()];
        number(&decimal(i128::from(hundredths) * 10_i128.pow(10)))
    };
    formula.evaluate(&named).map(|value| value.to_string())
}

/// So many cases, or as many as `PROPTEST_CASES` says.
fn cases() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|asked| asked.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(600), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn agrees_with_plain_rationals(tree in trees(), figures in any_figures()) {
        let text = print(&tree, 0);
        prop_assume!(text.chars().count() <= 2000);
        let formula = formula(&text);
        let found = evaluated(&formula, &figures);
        let expected = eval(&tree, &figures).and_then(|value| Ok((value, decimal(half_up(value, 12)?))));
        match (found, expected) {
            (Ok(found), Ok((_, expected))) => prop_assert_eq!(found, expected, "{}", text),
            (Err(Trouble::DivisionByZero { start, end }), Err(Stop::ByZero)) => {
                prop_assert!(text[..start].ends_with("/ ") && start < end, "{}", text);
            }
            // The result has more digits than a figure holds.
            (Err(Trouble::Inexact), Ok(((above, below), _))) => {
                prop_assert!(above.abs() / below > 1 << 56 || below > 1 << 80, "{}", text);
            }
            (_, Err(Stop::Unknown)) => (),
            (found, expected) => prop_assert!(false, "{}: {:?}, not {:?}", text, found, expected),
        }
    }

    #[test]
    fn what_is_filled_in_reads_the_same(tree in trees(), figures in any_figures()) {
        let text = print(&tree, 0);
        prop_assume!(text.chars().count() <= 2000);
        let formula = formula(&text);
        let refilled = formula.filled(&|_| String::new()).replace("[]", "");
        prop_assume!(refilled.chars().count() <= 2000);
        prop_assert_eq!(evaluated(&formula, &figures).ok(), evaluated(&super::formula(&refilled), &figures).ok());
        prop_assert_eq!(formula.names().len(), text.matches('x').count() - text.matches("max").count());
        for odd in formula.lint() {
            prop_assert!(text.get(odd.start..odd.end).is_some_and(|place| !place.is_empty()));
        }
    }

    /// Wide brackets and commas, as an input method for Chinese leaves them, and spaces anywhere between words.
    #[test]
    fn wide_signs_and_spaces_change_nothing(tree in trees(), figures in any_figures()) {
        let text = print(&tree, 0);
        let wide = text.replace('(', " （ ").replace(')', "） ").replace(", ", " ，").replace(" * ", " × ");
        prop_assume!(wide.chars().count() <= 2000);
        prop_assert_eq!(evaluated(&formula(&text), &figures).ok(), evaluated(&formula(&wide), &figures).ok());
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-c0-9.任务(（)），,+*/<>=！「」 －%]{0,60}|(if|min|not|and|or|\\(|\\)|,|a|1|<| |-|/){0,60}|\\PC{0,40}") {
        match Formula::parse(&text) {
            Ok(formula) => _ = (formula.evaluate(&|_| number("0.7")), formula.lint(), formula.names()),
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                for error in errors {
                    prop_assert!(text.get(error.start..error.end).is_some(), "{:?}", error);
                    prop_assert!(!error.message.ends_with('。'));
                }
            }
        }
    }
}

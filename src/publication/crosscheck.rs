//! What was written is read back and held against the result, figure by figure. Knows papers, results and texts; not
//! how a file is read.
//!
//! A paper says of each figure where in the result it stands. Here the figure is taken from there again, from the
//! result's JSON, worded anew, and must be what the file holds at that place of its text.

use crate::number::Number;
use crate::period::Period;
use crate::report::capitals::capitals;
use crate::report::json::Results;
use crate::report::paper::{Block, Figure, Form, Medium, Paper, Piece, Text, few_decimals};
use crate::sentence::for_paper;

/// Decimal places in print.
const PLACES: u32 = 2;

/// How much agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreed {
    /// Figures, names and sentences of the result.
    pub figures: usize,
    /// Texts.
    pub texts: usize,
}

/// Where figures are taken from again.
pub struct Source<'a> {
    /// The results, as JSON.
    pub results: &'a Results,
    /// The period of the paper.
    pub period: Period,
    /// A sentence of the result as the audience may read it.
    pub masked: &'a dyn Fn(&str) -> String,
}

/// Holds the texts read from a file against the paper that it was made from and the result of its period. `Err` says
/// what differs, each in one sentence.
pub fn check(
    paper: &Paper,
    medium: Medium,
    read: &[String],
    source: &Source<'_>,
) -> Result<Agreed, Vec<String>> {
    let mut wrong = mixed_rows(paper);
    let mut agreed = Agreed::default();
    let texts = paper.texts(medium);
    let expected: Vec<String> = texts.iter().map(|text| expected(text, source, &mut wrong)).collect();
    let mut rest = read;
    for (text, expected) in texts.iter().zip(&expected) {
        let Some(place) = rest.iter().position(|read| same(read, expected)) else {
            wrong.push(format!("应有“{expected}”，文件里此处为“{}”", near(rest, expected)));
            continue;
        };
        let (passed, after) = rest.split_at(place);
        wrong.extend(strangers(passed, paper, &texts));
        rest = after.get(1..).unwrap_or_default();
        agreed.texts += 1;
        agreed.figures += text.figures().count();
    }
    wrong.extend(strangers(rest, paper, &texts));
    if wrong.is_empty() { Ok(agreed) } else { Err(wrong) }
}

/// Texts with digits that are none of the paper's: a format repeats some texts, and adds none.
fn strangers(passed: &[String], paper: &Paper, texts: &[&Text]) -> Vec<String> {
    let blocks = paper.sections.iter().flat_map(|section| &section.blocks);
    let titles = blocks.flat_map(|block| match block {
        Block::Table(table) => table.columns.as_slice(),
        _ => &[],
    });
    let titles: Vec<&str> = titles.map(|column| column.title.as_str()).collect();
    let is_known = |text: &str| {
        text == paper.title || titles.contains(&text) || texts.iter().any(|known| same(&known.shown(), text))
    };
    let with_digits = passed.iter().filter(|text| text.contains(|sign: char| sign.is_ascii_digit()));
    with_digits.filter(|text| !is_known(text)).map(|text| format!("多出“{text}”")).collect()
}

/// Formats fold white space, and a minus in a sentence that somebody typed reads as a hyphen.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{2212}', "-");
    one == other || plain(one) == plain(other)
}

/// The text that stands where another was expected: the next one that shares its beginning, or simply the next.
fn near<'a>(rest: &'a [String], expected: &str) -> &'a str {
    let begins = |text: &&String| text.chars().take(3).eq(expected.chars().take(3));
    rest.iter().take(50).find(begins).or_else(|| rest.first()).map_or("", String::as_str)
}

/// The text with its figures taken from the result anew.
fn expected(text: &Text, source: &Source<'_>, wrong: &mut Vec<String>) -> String {
    let mut expected = String::new();
    for piece in &text.0 {
        match piece {
            Piece::Words(words) => expected.push_str(words),
            Piece::Figure(figure) => {
                let period = figure.period.unwrap_or(source.period);
                let value = source.results.value(period, &figure.pointer);
                match value.as_deref().and_then(|value| worded(figure, value, source.masked)) {
                    Some(worded) => expected.push_str(&worded),
                    None => wrong.push(format!("结果里没有“{}”的出处 {}", figure.shown, figure.pointer)),
                }
            }
        }
    }
    expected
}

/// A value of the result as it is printed; `None` where it cannot be printed so.
fn worded(figure: &Figure, value: &str, masked: &dyn Fn(&str) -> String) -> Option<String> {
    let number = || Number::parse_exact(value);
    match figure.form {
        Form::Fixed => Some(number()?.fixed(PLACES)),
        Form::Unsigned => Some(unsigned(number()?).fixed(PLACES)),
        Form::Full => Some(few_decimals(number()?)),
        Form::UnsignedFull => Some(few_decimals(unsigned(number()?))),
        Form::Count => Some(unsigned(number()?).to_string()),
        Form::Exact | Form::Words => Some(value.to_owned()),
        Form::Capitals => Some(capitals(number()?)),
        Form::Sentence => Some(for_paper(value)),
        Form::Masked => Some(for_paper(&masked(value))),
    }
}

fn unsigned(number: Number) -> Number {
    if number.is_negative() { number.negated() } else { number }
}

/// A row of a table tells of one village, one cadre or one entry: figures of two in it are a slip.
fn mixed_rows(paper: &Paper) -> Vec<String> {
    let blocks = paper.sections.iter().flat_map(|section| &section.blocks);
    let rows = blocks.flat_map(|block| match block {
        Block::Table(table) => table.rows.as_slice(),
        _ => &[],
    });
    let mixed = rows.filter_map(|row| {
        let mut owners: Vec<String> = row.iter().flat_map(Text::figures).filter_map(owner).collect();
        owners.sort();
        owners.dedup();
        (owners.len() > 1).then(|| format!("一行里有几个对象的数：{}", owners.join("、")))
    });
    mixed.collect()
}

/// Whom a figure is of, where the list that it stands in tells: `villages/2`.
fn owner(figure: &Figure) -> Option<String> {
    let mut parts = figure.pointer.split('/').skip(1);
    let (list, index) = (parts.next()?, parts.next()?);
    matches!(list, "villages" | "cadres" | "money").then(|| format!("{list}/{index}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::paper::Figure;

    fn figure(form: Form) -> Figure {
        Figure { shown: String::new(), period: None, pointer: String::new(), form }
    }

    #[test]
    fn values_are_worded_as_they_are_printed() {
        let masked = |text: &str| text.replace("张三", "张*");
        for (form, value, expected) in [
            (Form::Fixed, "80.125", "80.13"),
            (Form::Fixed, "-0.5", "-0.50"),
            (Form::Unsigned, "-0.5", "0.50"),
            (Form::Full, "1.375", "1.375"),
            (Form::Full, "1.5", "1.50"),
            (Form::Full, "-0.3333333333", "-0.33"),
            (Form::UnsignedFull, "-0.0625", "0.0625"),
            (Form::Count, "-2", "2"),
            (Form::Exact, "0.94", "0.94"),
            (Form::Words, "3村", "3村"),
            (Form::Sentence, "评分7.666666666667分", "评分7.67分"),
            (Form::Masked, "张三收礼300元", "张*收礼300元"),
            (Form::Capitals, "3000", "叁仟元整"),
        ] {
            assert_eq!(worded(&figure(form), value, &masked).as_deref(), Some(expected), "{value}");
        }
        assert_eq!(worded(&figure(Form::Fixed), "未报", &masked), None);
    }
}

//! Numbers of persons in what is to be published: identity cards, mobile telephones, bank cards. Looks at texts only.
//!
//! A number is found however it is typed: in full-width digits, with spaces or hyphens between, as part of a sentence.
//! Where a number has check digits they decide; an identity card with a wrong one is still one if its region and day
//! of birth are possible, since a slip of one digit hides nobody.

use crate::period::date;
use crate::typed::half_width;

/// What a number may have between its groups.
const BETWEEN: [char; 13] = [
    ' ', '-', '.', '/', '_', '\t', '\u{a0}', '\u{3000}', '\u{2010}', '\u{2013}', '\u{2014}', '\u{2212}',
    '\u{b7}',
];

/// How many of them may stand there together, as ` - ` and `——` do.
const MOST_BETWEEN: usize = 3;

/// Weights and check digits of identity cards (GB 11643-1999).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &str = "10X98765432";

/// The first two digits of identity cards: provinces by their code (GB/T 2260).
const REGIONS: [&str; 35] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
    "83",
];

/// What a number looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitive {
    /// 身份证号
    IdentityCard,
    /// 手机号
    Mobile,
    /// 银行卡号
    BankCard,
}

impl Sensitive {
    /// In Chinese.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::IdentityCard => "身份证号",
            Self::Mobile => "手机号",
            Self::BankCard => "银行卡号",
        }
    }
}

impl Sensitive {
    /// Whether people type such a number in groups of these lengths: dates and sums beside each other are none.
    fn is_typed_in(self, groups: &[String]) -> bool {
        let lengths: Vec<usize> = groups.iter().map(String::len).collect();
        let lengths = match (lengths.as_slice(), groups.first().map(String::as_str)) {
            ([2, rest @ ..], Some("86")) => rest.to_vec(),
            _ => lengths,
        };
        match (self, lengths.as_slice()) {
            (_, [_]) | (Self::IdentityCard, _) => true,
            (Self::Mobile, [3, 4, 4] | [3, 8] | [7, 4]) => true,
            (Self::BankCard, [6, _]) => true,
            (Self::BankCard, [fours @ .., 1..=4]) => fours.iter().all(|length| *length == 4),
            _ => false,
        }
    }
}

/// What is found in a text, each with the number so far masked that it may be told.
pub fn find(text: &str) -> Vec<(Sensitive, String)> {
    let mut found = Vec::new();
    for run in runs(text) {
        for first in 0..run.len() {
            for last in first..run.len() {
                let groups = run.get(first..=last).unwrap_or_default();
                let digits = groups.concat();
                if let Some(kind) = kind(&digits).filter(|kind| kind.is_typed_in(groups)) {
                    found.push((kind, told(&digits)));
                }
            }
        }
    }
    found.dedup();
    found
}

/// The first three and the last two digits.
fn told(digits: &str) -> String {
    let (length, signs) = (digits.chars().count(), digits.chars());
    let sign = |(place, sign): (usize, char)| if place < 3 || place + 2 >= length { sign } else { '*' };
    signs.enumerate().map(sign).collect()
}

/// Groups of digits that follow each other with little between: each run may hold a number typed in pieces.
fn runs(text: &str) -> Vec<Vec<String>> {
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut group = String::new();
    let mut between = usize::MAX;
    for sign in text.chars().map(narrow).chain(['\n']) {
        if sign.is_ascii_digit() || (matches!(sign, 'X' | 'x') && group.len() == 17) {
            group.push(sign.to_ascii_uppercase());
            continue;
        }
        if !group.is_empty() {
            let joined = between <= MOST_BETWEEN;
            match runs.last_mut() {
                Some(run) if joined => run.push(std::mem::take(&mut group)),
                _ => runs.push(vec![std::mem::take(&mut group)]),
            }
            between = 0;
        }
        between = if BETWEEN.contains(&sign) { between.saturating_add(1) } else { usize::MAX };
    }
    runs
}

/// A digit, and what stands between digits, as it is typed on any keyboard.
pub(super) fn narrow(sign: char) -> char {
    match half_width(sign) {
        plain @ ('0'..='9' | 'X' | 'x' | '-' | '.' | '/') => plain,
        _ => sign,
    }
}

fn kind(digits: &str) -> Option<Sensitive> {
    let number = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(digits);
    match number.len() {
        11 if is_mobile(number) => Some(Sensitive::Mobile),
        15 | 18 if is_identity(number) => Some(Sensitive::IdentityCard),
        16..=19 if is_bank_card(number) => Some(Sensitive::BankCard),
        _ => None,
    }
}

fn is_mobile(number: &str) -> bool {
    let mut signs = number.chars();
    signs.next() == Some('1') && signs.next().is_some_and(|second| ('3'..='9').contains(&second))
}

/// Region and day of birth must be possible, or the check digit right.
fn is_identity(number: &str) -> bool {
    let region = number.get(..2).is_some_and(|region| REGIONS.contains(&region));
    let (year, rest) = match number.len() {
        15 => (number.get(6..8).map(|year| format!("19{year}")), number.get(8..12)),
        _ => (number.get(6..10).map(str::to_owned), number.get(10..14)),
    };
    let part = |text: Option<&str>| text.and_then(|text| text.parse::<i8>().ok());
    let born = year
        .and_then(|year| year.parse::<i16>().ok())
        .filter(|year| (1880..=2100).contains(year))
        .zip(part(rest.and_then(|rest| rest.get(..2))))
        .zip(part(rest.and_then(|rest| rest.get(2..))))
        .and_then(|((year, month), day)| date(year, month, day));
    region && (born.is_some() || (number.len() == 18 && has_check_digit(number)))
}

fn has_check_digit(number: &str) -> bool {
    let sum: u32 =
        number.chars().zip(WEIGHTS).filter_map(|(sign, weight)| Some(sign.to_digit(10)? * weight)).sum();
    let check = usize::try_from(sum % 11).ok().and_then(|place| CHECKS.chars().nth(place));
    check.is_some() && number.chars().last() == check
}

/// The sum of Luhn (ISO/IEC 7812-1) is right, and not for want of digits: 0000… is no card.
fn is_bank_card(number: &str) -> bool {
    let mut sum = 0;
    for (place, sign) in number.chars().rev().enumerate() {
        let Some(digit) = sign.to_digit(10) else { return false };
        let doubled = if place % 2 == 1 { digit * 2 } else { digit };
        sum += if doubled > 9 { doubled - 9 } else { doubled };
    }
    let varied = number.chars().any(|sign| !number.starts_with(sign));
    varied && sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn finds(text: &str, kind: Sensitive) {
        let found = find(text);
        assert!(found.iter().any(|(one, _)| *one == kind), "{text}: {found:?}");
    }

    /// 11010519491231002X and 440524188001010014 are the examples of GB 11643-1999; 4111111111111111 and
    /// 6222020200112233445-like numbers are test numbers whose sums were worked out by hand.
    #[test]
    fn numbers_of_persons_are_found_however_they_are_typed() {
        finds("身份证11010519491231002X，", Sensitive::IdentityCard);
        finds("440524188001010014", Sensitive::IdentityCard);
        finds("身份证号 440524 18800101 0014", Sensitive::IdentityCard);
        finds("１１０１０５１９４９１２３１００２Ｘ", Sensitive::IdentityCard);
        finds("440524188001010015", Sensitive::IdentityCard);
        finds("旧证530102670401234", Sensitive::IdentityCard);
        finds("电话13800138000。", Sensitive::Mobile);
        finds("联系 138-0013-8000", Sensitive::Mobile);
        finds("138.0013.8000", Sensitive::Mobile);
        finds("138／0013／8000", Sensitive::Mobile);
        finds("+86 138 0013 8000", Sensitive::Mobile);
        finds("8613800138000", Sensitive::Mobile);
        finds("于2024-03-05 13800138000来电", Sensitive::Mobile);
        finds("138  0013  8000", Sensitive::Mobile);
        finds("138 - 0013 - 8000", Sensitive::Mobile);
        finds("138—0013—8000", Sensitive::Mobile);
        finds("440524  18800101  0014", Sensitive::IdentityCard);
        finds("4111—1111—1111—1111", Sensitive::BankCard);
        finds("卡号4111 1111 1111 1111", Sensitive::BankCard);
        finds("4111111111111111", Sensitive::BankCard);
    }

    /// Sums worked out by hand: 19 digits of Luhn's (…3446), 17 (…22338), a card whose month is 13 and whose last digit
    /// is right.
    #[test]
    fn numbers_of_persons_are_found_in_each_of_their_lengths_and_groups() {
        finds("6222020200112233446", Sensitive::BankCard);
        finds("6222 0202 0011 2233 446", Sensitive::BankCard);
        finds("622202 0200112233446", Sensitive::BankCard);
        finds("62220202001122338", Sensitive::BankCard);
        finds("530102194913311234", Sensitive::IdentityCard);
        finds("138 00138000", Sensitive::Mobile);
        finds("1380013 8000", Sensitive::Mobile);
        finds("138–0013–8000", Sensitive::Mobile);
        finds("138·0013·8000", Sensitive::Mobile);
        finds("138\u{a0}0013\u{a0}8000", Sensitive::Mobile);
        finds("138\u{3000}0013\u{3000}8000", Sensitive::Mobile);
    }

    #[test]
    fn other_numbers_are_let_be() {
        for text in [
            "4111111111111112",
            "0000000000000000",
            "12800138000",
            "2024年3月31日，81.25分，12个村，金额120000.00元",
            "1380013800",
            "138001380001",
            "第2(13)条 0.15 54000斤 2024-03-31 2024-04-30",
            "扣150 2024-03-31",
            // Amounts in a row are no telephone.
            "各奖150、3000、5000元",
            "2024.3.31/2024.4.30，1380.01/3800.00元，81.25/83.5分",
            "99010519491231002X",
            // A month of 13, and the last digit wrong.
            "530102194913311231",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_told_hides_the_number() {
        assert_eq!(find("13800138000"), [(Sensitive::Mobile, "138******00".to_owned())]);
    }
}

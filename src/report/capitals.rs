//! Yuan in Chinese capitals (大写金额), as the People's Bank wants them on vouchers: 支付结算办法, annex 1.

use crate::number::Number;

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const UNITS: [&str; 4] = ["", "拾", "佰", "仟"];

/// An amount to the fen, half up: `壹仟零伍元零伍分`. Between digits that are not 0 a run of zeros is one 零;
/// where the place of 万 or 元 is 0, the rules leave 零 to the writer: it is written after 万, not after 元.
pub fn capitals(yuan: Number) -> String {
    let fixed = yuan.fixed(2);
    let unsigned = fixed.strip_prefix('-').unwrap_or(&fixed);
    let (whole, fen) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut text = if unsigned.len() < fixed.len() { "负".to_owned() } else { String::new() };
    let yuan = integer(whole);
    if !yuan.is_empty() {
        text.push_str(&format!("{yuan}元"));
    }
    let mut digits = fen.bytes().map(|byte| usize::from(byte.saturating_sub(b'0')));
    let (tenth, hundredth) = (digits.next().unwrap_or(0), digits.next().unwrap_or(0));
    match (tenth, hundredth) {
        (0, 0) if yuan.is_empty() => return "零元整".to_owned(),
        (0, 0) => text.push('整'),
        (0, _) if yuan.is_empty() => text.push_str(&format!("{}分", digit(hundredth))),
        (0, _) => text.push_str(&format!("零{}分", digit(hundredth))),
        (_, 0) => text.push_str(&format!("{}角整", digit(tenth))),
        (_, _) => text.push_str(&format!("{}角{}分", digit(tenth), digit(hundredth))),
    }
    text
}

fn digit(digit: usize) -> &'static str {
    DIGITS.get(digit).copied().unwrap_or_default()
}

/// Whole yuan without the unit; nothing for 0.
fn integer(digits: &str) -> String {
    let digits: Vec<usize> = digits.bytes().map(|byte| usize::from(byte.saturating_sub(b'0'))).collect();
    let mut text = String::new();
    let (mut zero_waits, mut group_counts) = (false, false);
    for (place, value) in (0..digits.len()).rev().zip(digits) {
        if value == 0 {
            zero_waits = !text.is_empty();
        } else {
            if zero_waits {
                text.push('零');
            }
            zero_waits = false;
            group_counts = true;
            text.push_str(digit(value));
            text.push_str(UNITS.get(place % 4).copied().unwrap_or_default());
        }
        if place % 4 == 0 {
            match place {
                // 亿 counts eight places on, whatever stands in the 万 between.
                8 if !text.is_empty() => text.push('亿'),
                4 | 12 if group_counts => text.push('万'),
                _ => {}
            }
            group_counts = false;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of 正确填写票据和结算凭证的基本规定 (annex 1 of 支付结算办法, 银发〔1997〕393号), of the two
    /// spellings that it allows the one chosen here; where it lets 整 be left out after 角, it is written. Then
    /// what its rules say of other amounts.
    #[test]
    fn amounts_are_written_as_the_rules_say() {
        let cases = [
            ("1409.50", "壹仟肆佰零玖元伍角整"),
            ("6007.14", "陆仟零柒元壹角肆分"),
            ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
            ("107000.53", "壹拾万零柒仟元伍角叁分"),
            ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("1005.05", "壹仟零伍元零伍分"),
            ("10000", "壹万元整"),
            ("0.5", "伍角整"),
            ("0.05", "伍分"),
            ("0", "零元整"),
            ("10", "壹拾元整"),
            ("15", "壹拾伍元整"),
            ("101", "壹佰零壹元整"),
            ("20000.03", "贰万元零叁分"),
            ("100500", "壹拾万零伍佰元整"),
            ("123456.78", "壹拾贰万叁仟肆佰伍拾陆元柒角捌分"),
            ("10000001", "壹仟万零壹元整"),
            ("100000000", "壹亿元整"),
            ("100000001", "壹亿零壹元整"),
            ("100050000", "壹亿零伍万元整"),
            ("1000000000000", "壹万亿元整"),
            ("-50", "负伍拾元整"),
        ];
        for (yuan, expected) in cases {
            assert_eq!(capitals(Number::parse(yuan).unwrap()), expected, "{yuan}");
        }
    }
}

//! Names of sheets with what people add to that of a form and what makes no other of it: `3月事项登记表`, `一、事项登记`.

use crate::intake::text;
use crate::period::Month;
use crate::typed::NUMERALS;

/// The names that are left without what was added, the longest first; none where nothing was, or another month is named
/// than the one of the folder, if that is known.
pub(in crate::intake) fn without_additions(name: &str, folder: Option<Month>) -> Vec<String> {
    let whole = text::tight(name);
    let rest = without_number(&whole);
    let in_brackets = rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let unbracketed = in_brackets.and_then(|(before, inner)| {
        let behind = without_month(inner, folder)?;
        (behind.is_empty() && !inner.is_empty()).then_some(before)
    });
    let Some(bare) = without_month(unbracketed.unwrap_or(rest), folder) else { return Vec::new() };
    let untitled = bare.strip_suffix('表').unwrap_or(bare);
    let mut names = vec![bare.to_owned(), untitled.to_owned()];
    names.retain(|name| !name.is_empty() && *name != *whole);
    names
}

/// `一、事项登记`, `1.事项登记` without the number and the sign behind it.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|letter: char| letter.is_ascii_digit() || NUMERALS.contains(letter));
    rest.strip_prefix(['、', '.']).filter(|_| rest.len() < name.len()).unwrap_or(name)
}

/// What stands behind the year and the month that a name begins with; `None` where they are not the folder's.
fn without_month(name: &str, folder: Option<Month>) -> Option<&str> {
    let (year, rest) =
        match name.split_once('年').and_then(|(year, rest)| Some((year.parse::<i16>().ok()?, rest))) {
            Some((year, rest)) => (Some(year), rest),
            None => (None, name),
        };
    let (month, rest) =
        match rest.split_once('月').and_then(|(month, rest)| Some((month.parse::<i8>().ok()?, rest))) {
            Some((month, rest)) => (Some(month), rest.strip_prefix('份').unwrap_or(rest)),
            None => (None, rest),
        };
    let is_other = folder.is_some_and(|folder| {
        year.is_some_and(|year| year != folder.year()) || month.is_some_and(|month| month != folder.number())
    });
    // A day of the month is another thing than the month.
    let is_day = month.is_some() && rest.starts_with(|letter: char| letter.is_ascii_digit());
    (!is_other && !is_day).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn additions_leave_the_name_of_the_form() {
        let march = Month::new(2024, 3);
        for name in [
            "事项登记表",
            "3月事项登记",
            "3月份事项登记表",
            "2024年3月事项登记表",
            "事项登记（3月）",
            "事项登记表(2024年3月份)",
            "一、事项登记",
            "1.事项登记表",
            "2024年事项登记",
        ] {
            assert!(without_additions(name, march).contains(&"事项登记".to_owned()), "{name}");
        }
        for name in [
            "事项登记",
            "2月事项登记",
            "2023年3月事项登记",
            "事项登记（2月）",
            "事项登记(2)",
            "事项登记-党建办",
            "事项登记1",
            "3月5日事项登记",
            "事项登记()",
        ] {
            assert!(!without_additions(name, march).contains(&"事项登记".to_owned()), "{name}");
        }
        assert!(without_additions("2月事项登记", None).contains(&"事项登记".to_owned()));
    }
}

//! The CSV read back by an own reader.

use cunkao::report::csv;

use super::sample;

/// Rows of cells, by RFC 4180.
fn parse(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = text.chars().peekable();
    while let Some(one) = rest.next() {
        match one {
            '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(one),
        }
    }
    rows
}

#[test]
fn rows_are_exact_and_by_place() {
    let text = csv::render(&sample::assessment());
    let rows = parse(text.strip_prefix('\u{feff}').unwrap());
    let header = [
        "名次",
        "并列",
        "村",
        "类别",
        "得分",
        "可得分",
        "本期变动",
        "党建工作",
        "统计报表",
        "烟叶发展",
        "村道硬化集资",
        "社会保障",
    ];
    assert_eq!(rows[0], header);
    assert_eq!(
        rows[1],
        ["1", "是", "2村", "大村", "16.125", "17", "0", "4.125", "2", "未到期", "10", "不适用"]
    );
    assert_eq!(
        rows[3],
        ["3", "否", "1村", "大村", "14.125", "17", "-2", "4.125", "0", "未到期", "10", "不适用"]
    );
    assert_eq!(rows.len(), 4);
}

#[test]
fn drafts_and_missing_scores_say_so() {
    let text = csv::render(&sample::draft());
    let rows = parse(text.strip_prefix('\u{feff}').unwrap());
    assert_eq!(
        rows[1],
        ["", "否", "2村", "大村", "未报", "17", "0", "未报", "2", "未到期", "10", "不适用", "未定稿"]
    );
}

/// Where scores rise from nothing nobody could have had 0: the cell is empty, as in the other formats.
#[test]
fn without_a_full_mark_there_is_nothing_that_could_be_had() {
    let mut assessment = sample::assessment();
    assessment.villages.iter_mut().for_each(|village| {
        (village.points, village.available) = (None, cunkao::number::Number::ZERO);
    });
    let text = csv::render(&assessment);
    let rows = parse(text.strip_prefix('\u{feff}').unwrap());
    assert_eq!(rows[1][4..7], ["16.125", "", "0"]);
}

#[test]
fn text_is_quoted_and_never_a_formula() {
    let mut assessment = sample::assessment();
    assessment.villages[0].class = "=1+1".into();
    assessment.villages[1].class = "大,\"村\"\n".into();
    let text = csv::render(&assessment);
    let rows = parse(text.strip_prefix('\u{feff}').unwrap());
    assert_eq!(rows[3][3], "'=1+1");
    assert_eq!(rows[3][6], "-2");
    assert_eq!(rows[1][3], "大,\"村\"\n");
}

/// Where villages are ranked within their classes only, there is no place among all to show.
#[test]
fn places_within_a_class_are_shown_where_there_are_no_others() {
    let mut assessment = sample::assessment();
    assessment.standings.iter_mut().for_each(|standing| standing.group = "大村".into());
    assessment.villages.iter_mut().for_each(|village| (village.rank, village.tied) = (None, false));
    let text = csv::render(&assessment);
    let rows = parse(text.strip_prefix('\u{feff}').unwrap());
    let place = |name: &str| {
        let row = rows.iter().find(|row| row[2] == name).unwrap();
        (row[0].clone(), row[1].clone())
    };
    let shared = ("1".to_owned(), "是".to_owned());
    assert_eq!((place("2村"), place("1村")), (shared, ("3".to_owned(), "否".to_owned())));
    // Within what it is stands behind the items.
    let within: Vec<_> = rows.iter().map(|row| row.last().unwrap().as_str()).collect();
    assert_eq!((within[0], within[1..].contains(&"大村")), ("名次范围", true));
    let among_all = csv::render(&sample::assessment());
    assert!(!among_all.contains("名次范围"), "{among_all}");
}

//! Lines below a table: signatures, notes, how a meeting was held. They state nothing, and nothing is told of them.

use super::text;

/// What shows, with the word that it begins with, that a line is no row.
#[derive(Clone, Copy)]
enum Beside {
    /// No more than one other cell, or a colon in the first.
    Little,
    /// No other cell, or a colon in the first.
    Nothing,
    /// A colon behind the word: a village may be called so.
    Colon,
}

/// Words that begin a line below the table. Who was absent is none: that may be stated nowhere else.
const WORDS: &[(Beside, &[&str])] = &[
    (Beside::Little, &["填表", "制表", "审核", "填报", "负责人", "注:", "备注:", "说明:"]),
    (
        Beside::Nothing,
        &[
            "单位负责人",
            "分管领导",
            "主管领导",
            "主要领导",
            "经办人",
            "报送人",
            "报送时间",
            "报送日期",
            "上报人",
            "上报时间",
            "上报日期",
            "联系人",
            "联系电话",
            "复核",
            "日期",
            "盖章",
            "签字",
            "签名",
            "主任签字",
            "村支书签字",
            "以下空白",
            "以上情况",
            "以上数据",
            "本表",
            "此表",
            "统计口径",
            "补充说明",
            "附:",
            "附件",
        ],
    ),
    (
        Beside::Colon,
        &[
            "记录",
            "记录人",
            "记录员",
            "会议记录",
            "会议记录人",
            "主持",
            "主持人",
            "会议主持",
            "会议主持人",
            "参会领导",
            "出席领导",
            "列席",
            "列席领导",
            "列席人员",
            "地点",
            "会议地点",
            "会议时间",
            "会议名称",
            "会议议题",
            "议题",
            "应到",
            "实到",
            "签到人",
            "考勤人",
            "统计人",
            "核实人",
            "核对人",
            "登记人",
            "录入人",
        ],
    ),
];

/// What may stand between a word and its colon, with brackets or without.
const SIGNED: &[&str] = &["签字", "签名", "签章", "盖章"];

/// Signs before a note.
const BEFORE_NOTES: &[char] = &['(', '※', '*', '—', '-', '=', '【', '[', '△'];

/// A note that bears a number alone has as many letters at least.
const NUMBERED_LETTERS: usize = 6;

/// Whether a line of so many cells, of which the first holds this without white space, may stand below a table.
pub(super) fn is_line(opening: &str, cells: usize) -> bool {
    let bare = opening.trim_start_matches(BEFORE_NOTES);
    let begins = WORDS.iter().any(|(beside, words)| {
        words.iter().any(|word| text::begins_with(bare, word) && shows(*beside, (opening, bare), word, cells))
    });
    let is_note = || is_numbered_note(bare) || is_page(bare) || opening.starts_with(['※', '*']);
    // The day is any year's that has every day.
    begins || (cells == 1 && is_note() && text::day(bare, 2024).is_none())
}

fn shows(beside: Beside, (opening, bare): (&str, &str), word: &str, cells: usize) -> bool {
    match beside {
        Beside::Little => cells <= 2 || opening.contains(':'),
        Beside::Nothing => cells == 1 || opening.contains(':'),
        Beside::Colon => bare.strip_prefix(word).is_some_and(|rest| {
            let rest = rest.trim_start_matches('(');
            let rest = SIGNED.iter().find_map(|signed| rest.strip_prefix(signed)).unwrap_or(rest);
            rest.trim_start_matches(')').starts_with(':')
        }),
    }
}

/// `1.本表一式两份`, `2、以上数据为累计数`, `注1:…`
fn is_numbered_note(line: &str) -> bool {
    let numbered = line.strip_prefix('注').unwrap_or(line);
    let note = numbered.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let words = note.trim_start_matches(['.', '、', ')', ':']);
    note.len() < numbered.len() && words.len() < note.len() && words.chars().count() >= NUMBERED_LETTERS
}

/// `第1页共1页`
fn is_page(line: &str) -> bool {
    let number = |text: &str| text.trim_matches(|letter: char| letter.is_ascii_digit()).is_empty();
    let page = line.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    page.is_some_and(|(page, rest)| {
        let all =
            rest.trim_start_matches([',', '/']).strip_prefix('共').and_then(|all| all.strip_suffix('页'));
        number(page) && (rest.is_empty() || all.is_some_and(number))
    })
}

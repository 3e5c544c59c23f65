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
            "部门负责人",
            "分管领导",
            "分管副",
            "主管领导",
            "主要领导",
            "领导签字",
            "考核组",
            "经办人",
            "经手人",
            "责任人",
            "报表人",
            "报送单位",
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
            "此页无正文",
            "本页无正文",
            "以上情况",
            "以上数据",
            "本表",
            "此表",
            "本报表",
            "特此报告",
            "以下无正文",
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
            "时间",
            "单位",
            "地点",
            "会议地点",
            "会议时间",
            "会议名称",
            "会议议题",
            "议题",
            "应到",
            "应到人数",
            "实到",
            "实到人数",
            "签到人",
            "考勤人",
            "统计人",
            "核实人",
            "核对人",
            "登记人",
            "录入人",
            "汇总人",
            "统计员",
            "联络员",
            "驻村领导",
            "驻村干部",
            "监督电话",
            "数据来源",
            "打印时间",
            "导出时间",
            "公示期",
        ],
    ),
];

/// What may stand between a word and its colon, with brackets or without.
const SIGNED: &[&str] = &["签字", "签名", "签章", "盖章", "公章", "印章", "(章"];

/// Words behind which a number is a telephone.
const TELEPHONES: &[&str] = &["电话", "手机", "手机号", "联系方式"];

/// What the name of an office ends with that signs below a table.
const OFFICES: &[&str] = &["政府", "办事处", "委员会", "党委", "办公室", "中心", "局", "所", "站", "办"];

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

/// Whether words that stand alone in their line may be a signature below a table: that of a unit which is scored may read the
/// same, so that it is for the caller to see that nothing else is meant.
/// `青溪乡人民政府（盖章）`, `驻村干部签字：`, `青溪乡财政所2024年3月31日`, `二〇二四年三月三十一日`
pub(super) fn is_signature(line: &str) -> bool {
    let line = line.trim_start_matches(BEFORE_NOTES);
    let line = line.trim_end_matches(':');
    let bare = line.trim_end_matches(')');
    let signed = SIGNED.iter().find_map(|word| bare.strip_suffix(word));
    let office = signed.unwrap_or(without_day(line)).trim_end_matches(['(', ':']);
    let is_of_office = OFFICES.iter().any(|end| office.ends_with(end));
    signed.is_some() || is_of_office || is_day_in_words(line)
}

/// Whether words ask for a telephone in the next cell: `联系电话：`.
pub(super) fn asks_for_telephone(words: &str) -> bool {
    TELEPHONES.iter().any(|asked| words.trim_end_matches(':').ends_with(asked))
}

/// What stands before a day: an office, more often than not.
fn without_day(line: &str) -> &str {
    let begins = |at: &usize| line.get(*at..).is_some_and(|day| text::day(day, 2024).is_some());
    let figures = line.char_indices().filter(|(_, letter)| letter.is_ascii_digit());
    let found = figures.map(|(at, _)| at).find(begins);
    found.and_then(|at| line.get(..at)).unwrap_or(line)
}

fn is_day_in_words(line: &str) -> bool {
    const DIGITS: &str = "〇○零一二三四五六七八九十元年月日";
    line.ends_with('日')
        && line.contains('年')
        && line.contains('月')
        && line.chars().all(|one| DIGITS.contains(one))
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

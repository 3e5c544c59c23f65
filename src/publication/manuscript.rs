//! The sections that officials write (三、工作亮点, 四、存在问题, 五、下步要求): read back from the draft that they worked on.
//!
//! A heading is a paragraph that begins with a Chinese number and 、, or one that is the title of a section however it is
//! numbered. What stands above the first section that is
//! theirs is made from the result again, and never taken from a draft.

use std::collections::BTreeSet;

use super::phrases::{ATTACHMENTS, CORRECTED, OBJECT, OBJECTIONS_CAME, OBJECTIONS_OPEN, REPLACES, SECTIONS};
use super::privacy;
use crate::number::Number;
use crate::typed::NUMERALS;

/// The sections of one bulletin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manuscript {
    sections: Vec<(String, Vec<String>)>,
}

/// What names the attachments in a bulletin, and ends the last section in a draft that is read back.
const ATTACHED: &str = "附件";

impl Manuscript {
    /// Finds the sections among the paragraphs of a draft; the last one ends where attachments are named, or the `office`
    /// signs. What the bulletin says of itself (what it replaces, until when it stands open) is none of them. `Err` names those that are missing or empty.
    pub fn read(paragraphs: &[String], office: &str) -> Result<Self, Vec<&'static str>> {
        let mut sections: Vec<(String, Vec<String>)> = Vec::new();
        let mut ours = false;
        for paragraph in paragraphs.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
            let is_name = ATTACHMENTS.iter().any(|name| paragraph.ends_with(name));
            if ours && (is_name || paragraph == office || paragraph.starts_with(ATTACHED)) {
                break;
            }
            if is_of_bulletin(paragraph) {
                continue;
            }
            match heading(paragraph) {
                Some(title) => {
                    ours = SECTIONS.iter().any(|section| title.starts_with(section));
                    if ours {
                        sections.push((title.to_owned(), Vec::new()));
                    }
                }
                None if ours => {
                    if let Some((_, body)) = sections.last_mut() {
                        body.push(paragraph.to_owned());
                    }
                }
                None => {}
            }
        }
        let found = Self { sections };
        let missing: Vec<&'static str> =
            SECTIONS.into_iter().filter(|section| found.section(section).is_empty()).collect();
        if missing.is_empty() { Ok(found) } else { Err(missing) }
    }

    /// The paragraphs of a section.
    pub fn section(&self, title: &str) -> &[String] {
        let found = self.sections.iter().find(|(heading, _)| heading.starts_with(title));
        found.map_or(&[], |(_, paragraphs)| paragraphs)
    }

    /// Every paragraph.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().flat_map(|(_, paragraphs)| paragraphs).map(String::as_str)
    }
}

/// Whether a paragraph is one that the bulletin makes of itself below its last section, in brackets or with another colon
/// as well. Officials may write of a 公示时间 of their own.
fn is_of_bulletin(paragraph: &str) -> bool {
    let plain = paragraph.trim_start_matches(['（', '(']).replace(':', "：");
    plain.starts_with(OBJECTIONS_OPEN) && plain.contains(OBJECT)
        || plain.starts_with(OBJECTIONS_CAME)
        || [REPLACES, CORRECTED].iter().any(|words| plain.contains(words))
}

/// Points (分) and yuan (元) in the sections that are none of some values, however many decimals either is written with.
pub(super) fn strange_figures(manuscript: &Manuscript, values: &[String]) -> Vec<String> {
    const PLACES: u32 = 2;
    let printed = |text: &str, times: Number| {
        Number::parse_exact(text)?.times(times).ok().map(|number| number.fixed(PLACES))
    };
    let known: BTreeSet<String> =
        values.iter().filter_map(|value| printed(value.trim_start_matches('-'), Number::ONE)).collect();
    let figures = manuscript.paragraphs().flat_map(figures);
    let strange = figures.filter(|(number, unit)| {
        let times = UNITS.iter().find(|(name, _)| name == unit).and_then(|(_, times)| Number::parse(times));
        times.and_then(|times| printed(number, times)).is_some_and(|number| !known.contains(&number))
    });
    strange.map(|(number, unit)| format!("{number}{unit}")).collect()
}

/// Points and yuan, and how many of them one is.
const UNITS: [(&str, &str); 4] = [("分", "1"), ("元", "1"), ("万元", "10000"), ("亿元", "100000000")];

/// Words that begin as a unit does and are none; such as begin alike behind points (`扣2分管理不到位`) are not among them.
const OTHER_WORDS: [&str; 7] = ["分钟", "分之", "分管领导", "分管干部", "分管负责", "元旦", "元宵"];

/// The numbers of a text that points or yuan follow, with their unit, however they are typed.
fn figures(text: &str) -> Vec<(String, &'static str)> {
    let text: String = text.chars().map(privacy::narrow).collect();
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let from = rest.get(start..).unwrap_or_default();
        let before = text.strip_suffix(from).unwrap_or_default();
        let is_part = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',');
        let end = from.find(|sign| !is_part(sign)).unwrap_or(from.len());
        let (number, behind) = from.split_at_checked(end).unwrap_or((from, ""));
        rest = behind;
        let behind = behind.trim_start();
        let unit = UNITS.iter().find(|(unit, _)| behind.starts_with(unit));
        let unit = unit.filter(|(unit, _)| {
            // What has decimals, or is more than an hour has, is no time of the day.
            let is_minute = number.parse::<u8>().is_ok_and(|minutes| minutes < 60);
            let is_of_time = *unit == "分" && (is_behind_hour(before) || is_before_seconds(behind));
            let begins_word = OTHER_WORDS.iter().any(|word| behind.starts_with(word));
            let is_number = number.contains('.') || behind.starts_with("分之") && !is_share(behind);
            !(is_minute && is_of_time || begins_word && !is_number)
        });
        found.extend(unit.map(|(unit, _)| (number.replace(',', ""), *unit)));
    }
    found
}

/// Whether a text ends with an hour, so that minutes follow: `9时`, `上午九点`, `1小时`; not `第一点`.
fn is_behind_hour(text: &str) -> bool {
    let Some(hour) = text.trim_end().strip_suffix(['时', '点']) else { return false };
    let hour = hour.strip_suffix('小').unwrap_or(hour).trim_end();
    let is_number = |sign: char| sign.is_ascii_digit() || NUMERALS.contains(sign);
    let before = hour.trim_end_matches(is_number);
    before.len() < hour.len() && !before.ends_with('第')
}

/// Whether a number follows, as in `3分之1`; not in `0.66分之多`.
fn is_share(behind: &str) -> bool {
    let rest = behind.trim_start_matches("分之");
    rest.starts_with(|sign: char| sign.is_ascii_digit() || NUMERALS.contains(sign))
}

/// Whether seconds follow: `分20秒`.
fn is_before_seconds(behind: &str) -> bool {
    let seconds = behind.trim_start_matches('分').trim_start_matches(|sign: char| sign.is_ascii_digit());
    seconds.starts_with('秒')
}

/// The title behind a Chinese number and 、, or that of a section alone or behind another number.
fn heading(paragraph: &str) -> Option<&str> {
    if let Some((number, title)) = paragraph.split_once('、')
        && !number.is_empty()
        && number.chars().all(|sign| NUMERALS.contains(sign))
    {
        return Some(title.trim());
    }
    let is_numbering = |sign: char| {
        sign.is_numeric()
            || sign.is_whitespace()
            || NUMERALS.contains(sign)
            || "（）()、.．，,".contains(sign)
    };
    let title = paragraph.trim_start_matches(is_numbering);
    let title = title.trim_end_matches(|sign: char| sign.is_whitespace() || "：:。".contains(sign));
    SECTIONS.contains(&title).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Manuscript, Vec<&'static str>> {
        Manuscript::read(&text.lines().map(str::to_owned).collect::<Vec<_>>(), "某乡人民政府")
    }

    #[test]
    fn sections_are_found_by_their_titles_wherever_they_stand() {
        let text = "一、考核情况\n不是我们的\n三、工作亮点\n甲\n乙、丙\n四、存在问题\n一是丁\n\n五、下步要求\n戊\n附件：1. 表\n己";
        let found = read(text).unwrap();
        assert_eq!(found.section("工作亮点"), ["甲", "乙、丙"]);
        assert_eq!(found.section("存在问题"), ["一是丁"]);
        assert_eq!(found.section("下步要求"), ["戊"]);
    }

    /// A bulletin that stands open or was corrected says so below its last section, with attachments or without.
    #[test]
    fn what_the_bulletin_says_of_itself_is_no_requirement() {
        for below in [
            "公示时间：自2024年4月8日至2024年4月15日。如有异议，请在公示时间内向某办反映。",
            "（公示时间:自2024年4月8日至2024年4月15日。如有异议，请在公示时间内向某办反映。）",
            "公示期间异议情况：没有收到异议。",
            "2024年第一季度结果以前以某政发〔2024〕1号印发，本通报重新印发，替代某政发〔2024〕1号；两者不一致的，以本通报为准。",
            "2024年第一季度的结果更正过，本材料按更正后的结果（第2版）印发，代替按以前各版印发的；变动见更正通报。",
        ] {
            let found =
                read(&format!("三、工作亮点\n甲\n四、存在问题\n乙\n五、下步要求\n丙\n{below}\n某乡人民政府"));
            assert_eq!(found.unwrap().section("下步要求"), ["丙"], "{below}");
        }
    }

    #[test]
    fn points_and_yuan_that_are_not_the_results_are_named() {
        let text = "三、工作亮点\n3村得81.250分，5个村未扣分\n四、存在问题\n7村失14.6分，扣1,000元\n五、下步要求\n4月20日前";
        let values = ["81.25", "-14.5", "1000", "3村"].map(str::to_owned);
        assert_eq!(strange_figures(&read(text).unwrap(), &values), ["14.6分"]);
    }

    #[test]
    fn points_and_yuan_are_found_however_they_are_typed() {
        let text = "三、工作亮点\n3村得 99.5 分，扣９９.５分\n四、存在问题\n发放1.46万元、 88 元\n五、下步要求\n第7 14.5分";
        let values = ["14.5", "14632"].map(str::to_owned);
        let strange = strange_figures(&read(text).unwrap(), &values);
        assert_eq!(strange, ["99.5分", "99.5分", "1.46万元", "88元"]);
        let values = ["14.5", "99.5", "14600", "88"].map(str::to_owned);
        assert_eq!(strange_figures(&read(text).unwrap(), &values), [""; 0]);
    }

    /// Time is told with 分 too, and other words begin with it.
    #[test]
    fn minutes_and_other_words_are_no_points() {
        let text = "三、工作亮点\n每天巡查30分钟，3月20日9时30分开会，1小时20分，上午九点5分，用2分30秒，完成2分之1\n\
                    四、存在问题\n迟到20分钟以上，8点30分，2025元旦值班\n五、下步要求\n2分管领导";
        assert_eq!(strange_figures(&read(text).unwrap(), &[]), [""; 0]);
        let text = "三、工作亮点\n扣2分管理不到位\n四、存在问题\n迟到30分钟扣3分，第一点4分\n五、下步要求\n迟到时5分";
        assert_eq!(strange_figures(&read(text).unwrap(), &[]), ["2分", "3分", "4分", "5分"]);
        let text = "三、工作亮点\n得98分位居第一，得99.91分位列第二\n四、存在问题\n迟到1小时0.77分，扣0.66分之多\n五、下步要求\n9分别丢";
        let points = ["98分", "99.91分", "0.77分", "0.66分", "9分"];
        assert_eq!(strange_figures(&read(text).unwrap(), &[]), points);
    }

    #[test]
    fn a_section_is_found_however_its_title_is_numbered() {
        for headings in [
            ["工作亮点", "存在问题", "下步要求"],
            ["（三）工作亮点：", "（四）存在问题：", "（五）下步要求："],
            ["3. 工作亮点", "4．存在问题", "5、下步要求"],
        ] {
            let [first, second, third] = headings;
            let found = read(&format!("{first}\n甲\n{second}\n（一）乙存在问题\n{third}\n丙")).unwrap();
            assert_eq!(found.section("工作亮点"), ["甲"]);
            assert_eq!(found.section("存在问题"), ["（一）乙存在问题"]);
            assert_eq!(found.section("下步要求"), ["丙"]);
        }
    }

    #[test]
    fn missing_and_empty_sections_are_named() {
        assert_eq!(read("三、工作亮点\n甲\n四、存在问题"), Err(vec!["存在问题", "下步要求"]));
    }
}

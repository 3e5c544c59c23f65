//! "是否想写 …": the declared name nearest to a misspelt one; and two wordings that are hardly meant as two.

/// The candidate closest to `word`, if any is close enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let candidates: Vec<&str> = candidates.into_iter().collect();
    // Part of a name is how people shorten it.
    let longer = candidates.iter().filter(|candidate| length > 1 && candidate.contains(word));
    if let Some(whole) = longer.min_by_key(|candidate| candidate.len()) {
        return Some(whole);
    }
    // Each letter that the other lacks is a difference: most candidates are so told to be far, at little cost.
    let lacks = |one: &str, other: &str| one.chars().filter(|letter| !other.contains(*letter)).count();
    let may_be_near = |candidate: &&str| {
        let least = lacks(word, candidate).max(lacks(candidate, word));
        least * 2 <= length.max(candidate.chars().count())
    };
    candidates
        .into_iter()
        .filter(may_be_near)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance * 2 <= length.max(candidate.chars().count()))
        .min()
        .map(|(_, candidate)| candidate)
}

/// The nearest candidate as a hint line.
pub fn hint<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, candidates).map(|candidate| format!("是否想写“{candidate}”？"))
}

/// Shorter words differ by too much of themselves.
const SHORTEST_ALIKE: usize = 3;

/// No more letters than this are a slip.
const MOST_ADDED: usize = 2;

/// Letters that tell one thing from another like it: numbers, sides, ages, levels.
const TELLING: &str = "〇零一二三四五六七八九十百千万两半首末甲乙丙丁戊己庚辛壬癸东西南北中上下左右前后内外大小新老旧男女\
                       正副非不未无省市县区乡镇村组国";

/// Whether two wordings are hardly meant as two: one has a letter or two more, none of which tells things apart.
/// `修路占地` and `修路占地款` are alike; `6月5日会议` and `6月15日会议`, `东街修路` and `街修路` are not.
pub fn are_alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let mut rest = short.chars().peekable();
    let added: Vec<char> = long.chars().filter(|letter| rest.next_if_eq(letter).is_none()).collect();
    let tells = |letter: &char| letter.is_ascii_alphanumeric() || TELLING.contains(*letter);
    rest.peek().is_none()
        && (1..=MOST_ADDED).contains(&added.len())
        && short.chars().count() >= SHORTEST_ALIKE
        && !added.iter().any(tells)
}

/// Names in a row for a sentence: `a、b、c`.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_near_and_refuses_the_far() {
        let names = ["party-building", "tobacco", "安全事故"];
        assert_eq!(nearest("tobaco", names), Some("tobacco"));
        assert_eq!(nearest("安全事件", names), Some("安全事故"));
        assert_eq!(nearest("calendar", names), None);
        assert_eq!(nearest("村道", ["村镇建设", "村道集资"]), Some("村道集资"));
    }

    #[test]
    fn a_letter_more_is_alike_unless_it_tells() {
        for (one, other) in [
            ("修路占地", "修路占地款"),
            ("修路占地款", "修路占地"),
            ("省级卫生村", "省卫生村"),
            ("修路、占地", "修路占地"),
            ("6月5日会议", "6月5日的会议"),
        ] {
            assert!(are_alike(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("修路占地", "修路占地"),
            ("6月5日会议", "6月6日会议"),
            ("6月5日会议", "6月15日会议"),
            ("修路占地", "修路占地二期"),
            ("卫生村", "省级卫生村"),
            ("街道硬化", "东街道硬化"),
            ("张家征地", "李家征地"),
            ("修路", "修路款"),
            ("修路占地", "修路占地补偿款"),
            ("", "修路"),
        ] {
            assert!(!are_alike(one, other), "{one} {other}");
        }
    }
}

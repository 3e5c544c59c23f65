//! "是否想写 …": the declared name nearest to a misspelt one.

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
}

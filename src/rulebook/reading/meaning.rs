//! What a key decides, in the words of the catalogue, for people who read a result and write no rulebook.

/// What a key decides, without what is told to whoever writes a rulebook: where it stands, when it must be written, and
/// what holds without it.
pub(super) fn decided(meaning: &str) -> String {
    let of_writing = |told: &str| told.contains('写') || told.is_ascii();
    let mut plain = String::new();
    for (place, piece) in meaning.split('（').enumerate() {
        let (bracketed, behind) = piece.split_once('）').filter(|_| place > 0).unwrap_or(("", piece));
        if !of_writing(bracketed) {
            plain.extend(["（", bracketed, "）"]);
        }
        plain.push_str(behind);
    }
    let first = plain.split(['；', '：']).next().unwrap_or_default();
    let parts: Vec<&str> = first.split('，').filter(|part| !of_writing(part)).collect();
    parts.join("，")
}

#[cfg(test)]
mod tests {
    use super::super::{Keys, READINGS};
    use super::decided;

    #[test]
    fn what_a_key_decides_is_told_without_how_it_is_written() {
        for (meaning, told) in [
            ("记在谁的账上；与 charges 二者写一个", "记在谁的账上"),
            (
                "几个人评的怎样合成一个评分：评分录入表多“评分人”一栏；不写则只有一个评分",
                "几个人评的怎样合成一个评分",
            ),
            ("次数怎样计（按次数加重的必须写明）", "次数怎样计"),
            (
                "整期没有账（如中途新设的村）的怎样计，这里写了短于一年的 accrue 时写",
                "整期没有账（如中途新设的村）的怎样计",
            ),
            ("系数乘哪些下级（id）；加分项一般不乘", "系数乘哪些下级"),
            (
                "年中有村并入别村时，合并后的村各项（全年一本账的）怎样接续",
                "年中有村并入别村时，合并后的村各项（全年一本账的）怎样接续",
            ),
        ] {
            assert_eq!(decided(meaning), told);
        }
        let readings = Keys::of_catalogue().words.into_iter();
        for ((table, key), (meaning, _)) in readings.filter(|((_, key), _)| READINGS.contains(&key.as_str()))
        {
            let told = decided(&meaning);
            assert!(!told.is_empty() && !told.contains('写'), "{table}.{key}: {told}");
        }
    }
}

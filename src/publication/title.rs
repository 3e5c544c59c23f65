//! The title of a paper in lines, broken where its meaning allows: a word is in one line (GB/T 9704, 7.3.1 回行时词意完整).

use crate::report::paper::Text;

/// Lines of so many signs, of the parts in their order.
pub(super) fn lines(parts: impl IntoIterator<Item = String>, most: usize) -> Vec<Text> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.chars().count() + part.chars().count() <= most => line.push_str(&part),
            _ => lines.push(part),
        }
    }
    lines.into_iter().map(Text::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stay_whole() {
        let told = |most: usize| {
            let parts = ["某乡人民政府", "关于2024年3月", "村级工作红黑榜的公示"];
            let lines = lines(parts.map(str::to_owned), most);
            lines.iter().map(Text::shown).collect::<Vec<_>>()
        };
        assert_eq!(told(40), ["某乡人民政府关于2024年3月村级工作红黑榜的公示"]);
        assert_eq!(told(20), ["某乡人民政府关于2024年3月", "村级工作红黑榜的公示"]);
        assert_eq!(told(12), ["某乡人民政府", "关于2024年3月", "村级工作红黑榜的公示"]);
    }
}

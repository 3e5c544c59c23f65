//! What stands under every printed page: who answers for it, and what it was made from.

use crate::report::text;

/// A footer takes 255 characters in all.
const LONGEST: usize = 40;

/// The line to be stamped and signed on paper.
pub(super) fn signatures(of: &str) -> String {
    let room = 16_usize.saturating_sub(text::width(&clipped(of)));
    let unit = format!("{}{}", clipped(of), " ".repeat(room));
    format!("填报单位（盖章）：{unit}　填表人：　　　　　审核人：　　　　　填报日期：　　　年　　月　　日")
}

/// `2024年4月 事项登记　细则版本 1`
pub(super) fn basis(sheet: &str, version: &str) -> String {
    format!("{}　细则版本 {}", clipped(sheet), clipped(version))
}

fn clipped(words: &str) -> String {
    words.chars().take(LONGEST).collect()
}

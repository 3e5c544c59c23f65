//! How far a village is from a goal is not asked of what is sealed.

use super::{Township, refused, run, text};

#[test]
fn what_is_sealed_is_not_reckoned_with() {
    let town = Township::new().sealed();
    let ask = |period| ["reach", town.shown(), "--period", period, "--village", "3村", "--place", "1"];
    let told = refused(&ask("2024-Q1"), 2);
    assert!(told.contains("2024-Q1 已经封存"), "{told}");
    let told = refused(&ask("2024-02"), 2);
    assert!(told.contains("2024-02 在已经封存的 2024-Q1 之内"), "{told}");
    let said = run(&ask("2024-04"));
    assert_eq!(said.code, 0, "{}", text(&said.err));
    assert!(text(&said.out).contains("3村 2024年4月 综合排名"), "{}", text(&said.out));
}

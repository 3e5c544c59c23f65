//! The register of receipts: what is hostile in it is guarded, and read back as it was.

use super::look;
use super::township::Township;
use crate::support::{cunkao, stderr, stdout};

#[test]
fn the_register_of_receipts_is_guarded_and_read_back() {
    let township = Township::new();
    let name = "@毒财政所.xlsx";
    let sent = township.path().join("records/2024-03").join(name);
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join(name);
    std::fs::rename(&sent, &file).unwrap();
    let remark = "=毒,\"a\";\n-1";
    let output = cunkao([
        "receive",
        township.word(),
        file.to_str().unwrap(),
        "--from",
        "@毒财政所",
        "--month",
        "2024-03",
        "--at",
        "2024-04-03 09:20",
        "--remark",
        remark,
    ]);
    assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
    let text = std::fs::read_to_string(township.path().join("records/收件登记.csv")).unwrap();
    assert!(look::table(&text) >= 3, "{text}");
    let row = &look::rows(&text)[1];
    assert_eq!([row[1].as_str(), &row[4], &row[7]], ["'@毒财政所", "'@毒财政所.xlsx", &format!("'{remark}")]);
    // Who sent it is told without the guard, and nothing in the register is unreadable.
    let told = stdout(&cunkao(["check", township.word(), "--month", "2024-03", "-v"]));
    assert!(told.contains("@毒财政所") && !told.contains("'@毒"), "{told}");
    assert!(!told.contains("receipt-unreadable"), "{told}");
}

//! What was sent in: files of a month with what they hold, the receipts of them, and the row of a late fact that is
//! written into a month. The last one comes to a figure, once it is read back; a receipt may say which files count.

mod outcome;

pub use outcome::Outcome;

use crate::input_name::InputName;
use crate::number::Number;
use crate::period::{Date, Minute, Month, Period};

/// What a blank workbook says of itself on its hidden sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The month it was made for.
    pub month: Option<Month>,
    /// The office or village it was made for; empty if for all.
    pub of: String,
    /// Version of the rulebook it was made from.
    pub rulebook: String,
    /// First digits of the rulebook's SHA-256.
    pub sha256: String,
}

/// A workbook of a month, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedFile {
    /// Name relative to the workspace, with `/`.
    pub name: String,
    /// The names of other files there with the same bytes, which are not read once more.
    pub same: Vec<String>,
    /// The month whose folder it lies in.
    pub month: Month,
    /// The sheets that are forms or registers, by the name of the form.
    pub sheets: Vec<ReturnedSheet>,
    /// What it says of itself, if it was made from a blank workbook.
    pub stamp: Option<Stamp>,
}

/// A form or register in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedSheet {
    /// Name of the form or register.
    pub form: String,
    /// Whether anything is stated in it, readable or not.
    pub states: bool,
}

impl Stamp {
    /// The hidden sheet that holds it: rows of a key and its value. Other hidden sheets that begin with `_` hold
    /// lists for drop-downs.
    pub const SHEET: &str = "_cunkao";

    /// The rows of the sheet.
    pub fn rows(&self) -> [(&'static str, String); 4] {
        let month = self.month.map(|month| month.to_string()).unwrap_or_default();
        let (of, rulebook, sha256) = (self.of.clone(), self.rulebook.clone(), self.sha256.clone());
        [("month", month), ("of", of), ("rulebook", rulebook), ("sha256", sha256)]
    }

    /// The office or village it was made for; `None` if for all.
    pub fn sender(&self) -> Option<&str> {
        Some(self.of.as_str()).filter(|of| !of.is_empty())
    }
}

impl ReturnedFile {
    /// 零报告: forms are there, and nothing stands in them.
    pub fn is_zero(&self) -> bool {
        !self.sheets.is_empty() && self.sheets.iter().all(|sheet| !sheet.states)
    }

    /// Its name without folder and ending.
    pub fn stem(&self) -> &str {
        InputName(&self.name).stem()
    }
}

/// A row of `records/收件登记.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// 收到时间
    pub received: Minute,
    /// 报送单位
    pub sender: String,
    /// 月份
    pub month: Month,
    /// 文件: where it was put, relative to the workspace.
    pub file: String,
    /// 原文件名
    pub original: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// 处理: what was done with it.
    pub outcome: Outcome,
    /// 说明
    pub remark: String,
}

impl Receipt {
    /// 报送单位 of a workbook in which all offices have put their part.
    pub const ALL: &str = "全部";

    /// The header of the register.
    pub const COLUMNS: [&str; 8] =
        ["收到时间", "报送单位", "月份", "文件", "原文件名", "SHA-256", "处理", "说明"];

    /// The last one of a file.
    pub fn last_of<'a>(receipts: &'a [Self], file: &str) -> Option<&'a Self> {
        receipts.iter().rev().find(|receipt| receipt.file == file)
    }

    /// Those that put a file where it is: its own, and one after the other those of the files whose place it took. That the
    /// same came once more, or was taken back in between, is none of it.
    pub fn line_of<'a>(receipts: &'a [Self], file: &str) -> Vec<&'a Self> {
        let (mut name, mut line) = (file, Vec::new());
        for receipt in receipts.iter().rev() {
            if matches!(&receipt.outcome, Outcome::Withdrawn { old, .. } if old == name) {
                break;
            }
            if receipt.file != name || matches!(receipt.outcome, Outcome::Repeats(_)) {
                continue;
            }
            line.push(receipt);
            let Outcome::Replaces { old, .. } = &receipt.outcome else { break };
            name = old;
        }
        line
    }

    /// Whether the register says that two files both count: of themselves, or of those whose place they took.
    pub fn count_both(receipts: &[Self], one: &str, other: &str) -> bool {
        let [own, others] = [one, other].map(|file| Self::line_of(receipts, file));
        let counts = |line: &[&Self], file: &str, before: &[&Self]| {
            let mut names = std::iter::once(file).chain(before.iter().map(|receipt| receipt.file.as_str()));
            names.any(|name| line.iter().any(|receipt| receipt.outcome.counts_beside(name)))
        };
        counts(&own, other, &others) || counts(&others, one, &own)
    }
}

/// Whom the register and the blank workbook name as the sender of a file, the one that counts first: what the clerk wrote
/// goes before the workbook that somebody borrowed. 全部 is nobody.
pub fn senders_told<'a>(
    receipt: Option<&'a Receipt>,
    stamp: Option<&'a Stamp>,
) -> impl Iterator<Item = &'a str> {
    let registered = receipt.map(|receipt| receipt.sender.as_str()).filter(|sender| *sender != Receipt::ALL);
    registered.into_iter().chain(stamp.and_then(Stamp::sender))
}

/// A row of `records/<month>/补扣补加.csv`, to be written; read back it is a `fact::Carried`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedRow {
    /// 日期: lies in the month of the folder.
    pub date: Date,
    /// 村
    pub village: String,
    /// 姓名; empty for the village itself.
    pub person: String,
    /// 编号, where it tells homonyms apart; empty otherwise.
    pub id: String,
    /// 项目, by name, short name or id; may be empty for money.
    pub item: String,
    /// 分值, signed; blank where there is money.
    pub points: Option<Number>,
    /// 金额, signed, from the payee's side; blank where there are points.
    pub money: Option<Number>,
    /// 所属考核期
    pub of: Period,
    /// 事由
    pub reason: String,
    /// 批准: who approved it.
    pub approved: String,
}

impl CarriedRow {
    /// The file's name in its month's folder.
    pub const FILE: &str = "补扣补加.csv";

    /// The header.
    pub const COLUMNS: [&str; 10] =
        ["日期", "村", "姓名", "编号", "项目", "分值", "金额", "所属考核期", "事由", "批准"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::date;

    #[test]
    fn what_the_clerk_wrote_goes_before_the_blank_workbook() {
        let receipt = |sender: &str| Receipt {
            received: Minute { day: date(2024, 4, 3).unwrap(), hour: 9, minute: 20 },
            sender: sender.to_owned(),
            month: Month::new(2024, 3).unwrap(),
            file: "records/2024-03/表.xlsx".to_owned(),
            original: "表.xlsx".to_owned(),
            sha256: String::new(),
            outcome: Outcome::parse(""),
            remark: String::new(),
        };
        let stamp = |of: &str| Stamp {
            month: None,
            of: of.to_owned(),
            rulebook: String::new(),
            sha256: String::new(),
        };
        let told = |receipt: Option<&Receipt>, of: &str| -> Vec<String> {
            senders_told(receipt, Some(&stamp(of))).map(str::to_owned).collect()
        };
        assert_eq!(told(Some(&receipt("农业办")), "党建办"), ["农业办", "党建办"]);
        assert_eq!(told(Some(&receipt(Receipt::ALL)), "党建办"), ["党建办"]);
        assert_eq!(told(None, "党建办"), ["党建办"]);
        assert_eq!(told(None, ""), [] as [&str; 0]);
        let both = [receipt("农业办"), receipt("党建办")];
        let last = Receipt::last_of(&both, "records/2024-03/表.xlsx").unwrap();
        assert_eq!(last.sender, "党建办");
        assert_eq!(Receipt::last_of(&both, "表.xlsx"), None);
    }

    /// A row of the register: where the file was put, and what was done with it.
    fn row(file: &str, outcome: &str) -> Receipt {
        Receipt {
            received: Minute { day: date(2024, 4, 3).unwrap(), hour: 9, minute: 20 },
            sender: "党建办".to_owned(),
            month: Month::new(2024, 3).unwrap(),
            file: format!("records/2024-03/{file}"),
            original: file.to_owned(),
            sha256: String::new(),
            outcome: Outcome::parse(outcome),
            remark: String::new(),
        }
    }

    #[test]
    fn what_counts_beside_another_still_does_when_it_comes_again_or_is_mended() {
        let mut receipts =
            vec![row("甲.xlsx", "收下"), row("乙.xlsx", "收下，与 records/2024-03/甲.xlsx 并用")];
        let both = |receipts: &[Receipt], one: &str, other: &str| {
            let [one, other] = [one, other].map(|file| format!("records/2024-03/{file}"));
            let told = Receipt::count_both(receipts, &one, &other);
            assert_eq!(told, Receipt::count_both(receipts, &other, &one));
            told
        };
        assert!(both(&receipts, "甲.xlsx", "乙.xlsx"));
        receipts.push(row("乙.xlsx", "与 records/2024-03/乙.xlsx 相同，没有另存"));
        assert!(both(&receipts, "甲.xlsx", "乙.xlsx"));
        for (new, old) in [("甲_2.xlsx", "甲.xlsx"), ("乙_2.xlsx", "乙.xlsx")] {
            let moved = format!("收下，取代 records/2024-03/{old}（移到 records/不采用/2024-03/{old}）");
            receipts.push(row(new, &moved));
        }
        assert!(both(&receipts, "甲_2.xlsx", "乙_2.xlsx"));
        assert!(!both(&receipts, "甲_2.xlsx", "丙.xlsx"));
        // A file of the name that comes when the other was taken back is another one.
        let taken = "撤回，records/2024-03/乙_2.xlsx 移到 records/不采用/2024-03/乙_2.xlsx";
        let mut aside = row("乙_2.xlsx", taken);
        aside.file = "records/不采用/2024-03/乙_2.xlsx".to_owned();
        receipts.extend([aside, row("乙_2.xlsx", "收下")]);
        assert!(!both(&receipts, "甲_2.xlsx", "乙_2.xlsx"));
    }
}

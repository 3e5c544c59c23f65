//! The ledger of points: a row a posting, with its account, its reason and a link to where it was read.

use super::nodes::Nodes;
use super::{Audit, Cell, Sheet, link};
use crate::diagnostic::CellRef;
use crate::engine::assessment::{Posting, in_reading_order};
use crate::report::words;

/// The sheet of postings, and the columns that formulas of other sheets look at.
pub(super) const POSTINGS: &str = "明细账";
pub(super) const AMOUNT: usize = 8;
pub(super) const ACCOUNT: usize = 17;

/// Every posting of points, of villages and cadres.
pub(super) fn postings(audit: &Audit<'_>, nodes: &Nodes<'_>) -> Sheet {
    let titles = [
        "对象",
        "村",
        "姓名",
        "项目",
        "日期",
        "类型",
        "规则",
        "条款",
        "分值",
        "分值（精确）",
        "余额",
        "事由",
        "数据",
        "口径",
        "文件",
        "工作表",
        "单元格",
        "账户",
        "分录号",
    ];
    let mut rows = Vec::new();
    for node in &nodes.all {
        for posting in in_reading_order(node.postings) {
            let mut cells: Vec<Cell> = vec![
                node.owner.kind.chinese().into(),
                node.owner.village.into(),
                node.owner.name.into(),
                node.title.as_str().into(),
            ];
            cells.extend(posting_cells(audit, posting));
            cells.push(node.id.as_str().into());
            cells.push(posting.id.to_string().into());
            rows.push(cells);
        }
    }
    Sheet { aside: 2, ..Sheet::new(POSTINGS, &titles, rows) }
}

fn posting_cells(audit: &Audit<'_>, posting: &Posting) -> Vec<Cell> {
    let mut cells = vec![
        posting.date.to_string().into(),
        words::kind(posting).into(),
        posting.rule.as_str().into(),
        posting.clause.as_str().into(),
        Cell::Figure(posting.amount),
        posting.amount.to_string().into(),
        Cell::Exact(posting.balance),
        posting.reason.to_string().into(),
        facts(posting).into(),
        words::ruling(audit.assessment, posting).unwrap_or_default().into(),
    ];
    cells.extend(sources(audit.up, &posting.cells));
    cells
}

pub(super) fn facts(posting: &Posting) -> String {
    let facts = posting.facts.iter().map(|fact| format!("{}{}", fact.name, fact.value));
    facts.collect::<Vec<_>>().join("、")
}

/// File, sheet and address: a line each for every sheet that a posting rests on. The address leads to the first
/// cell, since one cell holds one link.
pub(super) fn sources(up: Option<&str>, cells: &[CellRef]) -> [Cell; 3] {
    let groups: Vec<&[CellRef]> = cells.chunk_by(|one, next| one.sheet == next.sheet).collect();
    let line = |text: &dyn Fn(&[CellRef]) -> String| {
        groups.iter().map(|group| text(group)).collect::<Vec<_>>().join("\n")
    };
    let first = |group: &[CellRef], part: fn(&CellRef) -> &str| {
        group.first().map(|cell| part(cell).to_owned()).unwrap_or_default()
    };
    let addresses = line(&|group| group.iter().map(CellRef::address).collect::<Vec<_>>().join("、"));
    [
        line(&|group| first(group, |cell| cell.file())).into(),
        line(&|group| first(group, |cell| cell.sheet.name())).into(),
        cells.first().map_or(Cell::Empty, |cell| link::to_cell(up, cell, addresses)),
    ]
}

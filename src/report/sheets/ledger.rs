//! The sheets of postings: every one of the ledger of points and of money, with its cells.

use super::{Cell, Sheet, header};
use crate::diagnostic::CellRef;
use crate::engine::assessment::{AccountKind, Assessment, ItemResult, Posting};
use crate::number::Number;
use crate::report::words;

/// Every posting of points, of villages and cadres.
pub(super) fn postings(assessment: &Assessment) -> Sheet {
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
    ];
    let mut rows = Vec::new();
    for village in &assessment.villages {
        let who: [Cell; 3] = ["村".into(), village.name.as_str().into(), Cell::Empty];
        rows.extend(account(assessment, &who, &village.items, &village.postings));
    }
    for cadre in &assessment.cadres {
        let person = &cadre.person;
        let who: [Cell; 3] = ["村干部".into(), person.village.as_str().into(), person.name.as_str().into()];
        rows.extend(account(assessment, &who, &cadre.items, &cadre.postings));
    }
    Sheet { name: "明细账", header: header(&titles), rows }
}

fn account(assessment: &Assessment, who: &[Cell], items: &[ItemResult], whole: &[Posting]) -> Vec<Vec<Cell>> {
    let of_items = items.iter().flat_map(ItemResult::flattened).flat_map(|item| {
        let postings = words::in_reading_order(&item.postings);
        postings.into_iter().map(|posting| (words::item_title(item), posting))
    });
    let of_whole = words::in_reading_order(whole).into_iter().map(|posting| ("总分".to_owned(), posting));
    of_items
        .chain(of_whole)
        .map(|(name, posting)| {
            let mut cells = who.to_vec();
            cells.push(name.into());
            cells.extend(posting_cells(assessment, posting));
            cells
        })
        .collect()
}

fn posting_cells(assessment: &Assessment, posting: &Posting) -> Vec<Cell> {
    let mut cells = vec![
        posting.date.to_string().into(),
        words::kind(posting).into(),
        posting.rule.as_str().into(),
        posting.clause.as_str().into(),
        Cell::Figure(posting.amount),
        posting.amount.to_string().into(),
        posting.balance.to_string().into(),
        posting.reason.as_str().into(),
        facts(posting).into(),
        words::ruling(assessment, posting).unwrap_or_default().into(),
    ];
    cells.extend(sources(&posting.cells));
    cells
}

fn facts(posting: &Posting) -> String {
    let facts = posting.facts.iter().map(|fact| format!("{}{}", fact.name, fact.value));
    facts.collect::<Vec<_>>().join("、")
}

/// File, sheet and address: a line each for every sheet that a posting rests on.
fn sources(cells: &[CellRef]) -> [Cell; 3] {
    let groups: Vec<&[CellRef]> =
        cells.chunk_by(|one, next| one.file == next.file && one.sheet == next.sheet).collect();
    let line = |text: &dyn Fn(&[CellRef]) -> String| {
        groups.iter().map(|group| text(group)).collect::<Vec<_>>().join("\n").into()
    };
    let first = |group: &[CellRef], part: fn(&CellRef) -> &str| {
        group.first().map(|cell| part(cell).to_owned()).unwrap_or_default()
    };
    [
        line(&|group| first(group, |cell| &cell.file)),
        line(&|group| first(group, |cell| &cell.sheet)),
        line(&|group| group.iter().map(CellRef::address).collect::<Vec<_>>().join("、")),
    ]
}

/// Every settlement of money, household by household.
pub(super) fn money(assessment: &Assessment) -> Sheet {
    let titles = [
        "对象",
        "村",
        "姓名",
        "编号",
        "名目",
        "规则",
        "条款",
        "结算日",
        "数量",
        "标准",
        "金额（元）",
        "事由",
        "数据",
        "口径",
        "文件",
        "工作表",
        "单元格",
    ];
    let mut rows = Vec::new();
    for entry in &assessment.money {
        let name = match entry.account.kind() {
            AccountKind::Village => "",
            _ => entry.account.name(),
        };
        for posting in &entry.postings {
            let exact =
                |number: Option<Number>| number.map_or(Cell::Empty, |number| number.to_string().into());
            let mut cells: Vec<Cell> = vec![
                entry.account.kind().chinese().into(),
                entry.account.village().into(),
                name.into(),
                entry.account.id().unwrap_or_default().into(),
                entry.name.as_str().into(),
                entry.rule.as_str().into(),
                posting.clause.as_str().into(),
                posting.date.to_string().into(),
                exact(posting.quantity),
                exact(posting.rate),
                Cell::Figure(posting.amount),
                posting.reason.as_str().into(),
                facts(posting).into(),
                words::ruling(assessment, posting).unwrap_or_default().into(),
            ];
            cells.extend(sources(&posting.cells));
            rows.push(cells);
        }
    }
    Sheet { name: "资金", header: header(&titles), rows }
}

/// The totals that the engine keeps of money.
pub(super) fn money_totals(assessment: &Assessment) -> Sheet {
    let titles = ["对象", "村", "名目", "条款", "户数（人数）", "合计（元）"];
    let rows = assessment.money_totals.iter().map(|total| {
        vec![
            total.kind.chinese().into(),
            total.village.as_str().into(),
            total.name.as_str().into(),
            total.clause.as_str().into(),
            Cell::Count(total.count),
            Cell::Figure(total.amount),
        ]
    });
    Sheet { name: "资金汇总", header: header(&titles), rows: rows.collect() }
}

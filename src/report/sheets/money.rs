//! The sheets of money: every settlement, household by household, and the totals by village.

use std::collections::BTreeSet;

use super::formula::{Area, Formula, Live, Shown};
use super::{Audit, Cell, Sheet, ledger, nodes};
use crate::analysis::explanation::is_by_rate;
use crate::engine::assessment::{Assessment, MoneyEntry, MoneyTotal, PartyKind, Posting};
use crate::number::Number;
use crate::report::words;

const ENTRIES: &str = "资金";
const AMOUNT: usize = 10;
const ENTRY: usize = 11;
const TOTAL: usize = 18;

/// The number of a total: its place, since kind, village and rule together are unique.
fn number(totals: &[MoneyTotal], place: usize) -> String {
    let Some(total) = totals.get(place) else { return String::new() };
    let mut taken = BTreeSet::new();
    nodes::unique(&mut taken, &format!("{}:{}/{}#{place}", total.kind.chinese(), total.village, total.rule))
}

/// Every settlement; on the last one of an entry what the entry comes to.
pub(super) fn entries(audit: &Audit<'_>) -> Sheet {
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
        "本项合计（元）",
        "事由",
        "数据",
        "口径",
        "文件",
        "工作表",
        "单元格",
        "汇总",
        "分录号",
    ];
    let totals = &audit.assessment.money_totals;
    let (mut rows, mut keys) = (Vec::new(), Vec::new());
    for (place, entry) in audit.assessment.money.iter().enumerate() {
        let total = totals.iter().position(|total| {
            total.kind == entry.party.kind()
                && total.village == entry.party.village()
                && total.rule == entry.rule
        });
        let total = total.map(|total| number(totals, total)).unwrap_or_default();
        for (count, posting) in entry.postings.iter().enumerate() {
            let sum = if count + 1 == entry.postings.len() { sum(entry, place) } else { Cell::Empty };
            rows.push(row(audit, entry, posting, sum, &total));
            keys.push(key(place, count));
        }
    }
    Sheet { keys, aside: 2, ..Sheet::new(ENTRIES, &titles, rows) }
}

fn key(entry: usize, posting: usize) -> String {
    format!("{entry}#{posting}")
}

fn sum(entry: &MoneyEntry, place: usize) -> Cell {
    let last = entry.postings.len().saturating_sub(1);
    let all = Area::column(ENTRIES, &key(place, 0), &key(place, last), AMOUNT);
    let formula = Formula::new("SUM(").area(all).words(")").rounded_yuan();
    Cell::Live(Live { formula, value: entry.amount, shown: Shown::Fixed })
}

fn row(audit: &Audit<'_>, entry: &MoneyEntry, posting: &Posting, sum: Cell, total: &str) -> Vec<Cell> {
    let name = match entry.party.kind() {
        PartyKind::Village => "",
        PartyKind::Cadre | PartyKind::Household => entry.party.name(),
    };
    let exact = |number: Option<Number>| number.map_or(Cell::Empty, Cell::Exact);
    let mut cells: Vec<Cell> = vec![
        entry.party.kind().chinese().into(),
        entry.party.village().into(),
        name.into(),
        entry.party.id().unwrap_or_default().into(),
        entry.name.as_str().into(),
        entry.rule.as_str().into(),
        posting.clause.as_str().into(),
        posting.date.to_string().into(),
        exact(posting.quantity),
        exact(posting.rate.filter(|_| is_by_rate(posting))),
        Cell::Figure(posting.amount),
        sum,
        posting.reason.to_string().into(),
        ledger::facts(posting).into(),
        words::ruling(audit.assessment, posting).unwrap_or_default().into(),
    ];
    cells.extend(ledger::sources(audit.up, &posting.cells));
    cells.extend([total.into(), posting.id.to_string().into()]);
    cells
}

/// The totals that the engine keeps of money.
pub(super) fn totals(assessment: &Assessment) -> Sheet {
    let titles = ["对象", "村", "名目", "条款", "户数（人数）", "合计（元）", "汇总"];
    let totals = &assessment.money_totals;
    let rows = totals.iter().enumerate().map(|(place, total)| {
        let number = number(totals, place);
        let of_total = |words: &str| {
            Formula::new(words)
                .column(ENTRIES, TOTAL)
                .words(",")
                .text(&number)
                .words(",")
                .column(ENTRIES, ENTRY)
        };
        let amounts = Formula::new("SUMIFS(")
            .column(ENTRIES, AMOUNT)
            .words(",")
            .column(ENTRIES, TOTAL)
            .words(",")
            .text(&number)
            .words(")")
            .rounded_yuan();
        let (count, counted) = (Number::from_count(total.count), of_total("COUNTIFS(").words(",\"<>\")"));
        vec![
            total.kind.chinese().into(),
            total.village.as_str().into(),
            total.name.as_str().into(),
            total.clause.as_str().into(),
            Cell::Live(Live { formula: counted, value: count, shown: Shown::Whole }),
            Cell::Live(Live { formula: amounts, value: total.amount, shown: Shown::Fixed }),
            number.as_str().into(),
        ]
    });
    Sheet { aside: 1, ..Sheet::new("资金汇总", &titles, rows.collect()) }
}

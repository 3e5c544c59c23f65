//! The rows of 汇总.xlsx, one a township; those of its problems; and those of 合并排名.

use super::{About, marked_holders, remark, rulebook};
use crate::batch::{Held, JointRow, Money, Sums, Totals, Township};
use crate::number::Number;
use crate::report::sheets::Cell;
use crate::report::sheets::link::encoded;

/// Columns of the summary: title, width in half-width characters.
pub(in crate::report) const TITLES: &[(&str, usize)] = &[
    ("序号", 5),
    ("乡镇", 14),
    ("细则", 20),
    ("校验码", 8),
    ("村数", 4),
    ("最高分的村", 10),
    ("最高分", 6),
    ("最高分可得", 7),
    ("最低分的村", 10),
    ("最低分", 6),
    ("最低分可得", 7),
    ("高低相差", 8),
    ("平均分", 6),
    ("扣款（元）", 10),
    ("奖补（元）", 10),
    ("奖金（元）", 10),
    ("资金合计（元）", 11),
    ("错误", 4),
    ("提醒", 4),
    ("说明", 11),
];

/// Columns of the problems.
pub(in crate::report) const PROBLEM_TITLES: &[(&str, usize)] =
    &[("乡镇", 18), ("级别", 6), ("位置", 34), ("问题", 50), ("怎样改", 40), ("代码", 18)];

/// Columns of the joint ranking.
pub(in crate::report) const RANKING_TITLES: &[(&str, usize)] = &[
    ("名次", 7),
    ("并列", 6),
    ("乡镇", 22),
    ("村", 18),
    ("类别", 12),
    ("得分", 18),
    ("可得分", 18),
    ("说明", 10),
    ("校验码", 10),
];

/// Lines under the summary.
pub(in crate::report) fn foot(about: &About) -> impl Iterator<Item = &'static str> {
    let first = if about.with_drafts {
        "有错误的乡镇也列了数，在说明栏标明未定稿，合计里包括它们。"
    } else {
        "有错误的乡镇不列数；加 --allow-errors（未定稿）才列，并在说明栏标明未定稿。"
    };
    std::iter::once(first).chain(FOOT.iter().copied())
}

const FOOT: &[&str] = &[
    "扣款为负数；奖补为按条款发放的资金，奖金为按名次发放的；资金合计为三项之和。",
    "计算用精确数，表中显示两位小数；平均分除不尽的，四舍五入到第十二位小数。",
    "“可得”为该村到期末可以得到的分；得分相同的村可得分不一样的，不列。",
];

/// A township's row; `link` is the way to its folder, if there is one.
pub(in crate::report) fn row(number: usize, township: &Township, link: Option<&str>) -> Vec<Cell> {
    let name = township.name.clone();
    let named = match link {
        Some(target) => Cell::Link { text: name, target: encoded(target) },
        None => name.into(),
    };
    let digits = township.rulebook.as_ref().map_or("", |rulebook| rulebook.digits());
    let mut cells =
        vec![Cell::Count(number), named, rulebook(township.rulebook.as_ref()).into(), digits.into()];
    let figures = township.figures.as_ref();
    cells.push(figures.map_or(Cell::Empty, |figures| Cell::Count(figures.villages)));
    cells.extend(extreme(figures.and_then(|figures| figures.best.as_ref())));
    cells.extend(extreme(figures.and_then(|figures| figures.lowest.as_ref())));
    cells.push(figure(figures.and_then(|figures| figures.spread)));
    cells.push(figure(figures.and_then(|figures| figures.mean)));
    cells.extend(money(figures.and_then(|figures| figures.money)));
    cells.extend([Cell::Count(township.errors), Cell::Count(township.warnings), remark(township).into()]);
    cells
}

fn extreme(held: Option<&Held>) -> [Cell; 3] {
    match held {
        Some(held) => [marked_holders(held).into(), Cell::Figure(held.score), figure(held.available)],
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

fn figure(figure: Option<Number>) -> Cell {
    figure.map_or(Cell::Empty, Cell::Figure)
}

fn money(money: Option<Money>) -> [Cell; 4] {
    match money {
        Some(Money { fines, awards, prizes, total }) => [fines, awards, prizes, total].map(Cell::Figure),
        None => [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

/// The row of totals, and where drafts are among them, one of those that are none.
pub(in crate::report) fn totals_of(totals: &Totals) -> Vec<Vec<Cell>> {
    let shown = totals.shown();
    let counts = [Cell::Count(totals.errors), Cell::Count(totals.warnings)];
    let all = total(("合计", rulebooks(totals)), (shown, totals.all), counts, &super::incomplete(totals));
    let sound = (totals.drafts > 0).then(|| {
        let counts = [Cell::Empty, Cell::Empty];
        total(("其中没有错误的", format!("{}个乡镇", totals.whole)), (totals.whole, totals.sound), counts, "")
    });
    std::iter::once(all).chain(sound).collect()
}

fn total(
    (name, of): (&'static str, String),
    (townships, sums): (usize, Sums),
    counts: [Cell; 2],
    remark: &str,
) -> Vec<Cell> {
    let mut cells = vec![Cell::Empty, name.into(), of.into(), Cell::Empty, Cell::Count(sums.villages)];
    cells.extend((0..8).map(|_| Cell::Empty));
    cells.extend(money(sums.money.filter(|_| townships > 0)));
    cells.extend(counts);
    cells.push(if remark.is_empty() { Cell::Empty } else { remark.to_owned().into() });
    cells
}

fn rulebooks(totals: &Totals) -> String {
    match totals.rulebooks() {
        Some(count) => format!("{}个乡镇，{count}种细则", totals.townships),
        None => format!("{}个乡镇", totals.townships),
    }
}

/// The problems of a township, with how many are not told.
pub(in crate::report) fn problems(township: &Township, about: &About) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = township
        .problems
        .iter()
        .map(|problem| {
            vec![
                township.name.clone().into(),
                problem.severity.chinese().into(),
                problem.place.clone().into(),
                problem.message.clone().into(),
                problem.hint.clone().into(),
                problem.code.into(),
            ]
        })
        .collect();
    if township.untold > 0 {
        let more = format!("另有 {} 条，{}", township.untold, where_all_are(about));
        let name = township.name.clone().into();
        rows.push(vec![name, Cell::Empty, Cell::Empty, more.into(), Cell::Empty, Cell::Empty]);
    }
    rows
}

/// `在该乡镇的工作区用“计分”（score）--period 2024 看`: checking alone looks at no month that has no folder.
pub(in crate::report) fn where_all_are(about: &About) -> String {
    format!("在该乡镇的工作区用“计分”（score）--period {} 看", about.period)
}

/// What stands above the joint ranking: on whose word.
pub(in crate::report) fn ranking_basis(about: &About, totals: &Totals) -> String {
    let word = about.comparable.as_deref().unwrap_or_default();
    let rulebooks = totals.rulebooks().map_or_else(|| "多".to_owned(), |count| count.to_string());
    let missing = match totals.withheld {
        0 => String::new(),
        withheld => format!("{withheld}个乡镇有错误，没有参加排名（见“汇总”表的说明栏）。"),
    };
    let unscored = match totals.unscored {
        0 => String::new(),
        unscored => format!("另有{unscored}个村没有得分，没有排。"),
    };
    let care: String = super::ranked_with_care(totals).into_iter().map(|line| line + "。").collect();
    format!(
        "依据：{word}。{missing}{unscored}{care}涉及{rulebooks}种细则，“各地细则可以比较”是运行时写明的，程序没有核对；按得分从高到低，\
         同分并列，后面的名次空出；在本乡镇因否决不排名或排在末位的，列在最后，不排名次。"
    )
}

/// A row of the joint ranking.
pub(in crate::report) fn ranking(row: JointRow<'_>) -> Vec<Cell> {
    vec![
        row.rank.map_or(Cell::Empty, Cell::Count),
        if row.tied { "并列".into() } else { Cell::Empty },
        row.township.into(),
        row.village.into(),
        row.class.into(),
        Cell::Figure(row.score),
        Cell::Exact(row.available),
        ranking_remark(row).map_or(Cell::Empty, Cell::from),
        row.rulebook.into(),
    ]
}

fn ranking_remark(row: JointRow<'_>) -> Option<String> {
    let effect = if row.rank.is_some() { "名次照排" } else { "不排名次" };
    let veto = row.veto.map(|veto| format!("否决：{veto}，{effect}"));
    let draft = row.draft.then(|| "未定稿".to_owned());
    let both: Vec<_> = veto.into_iter().chain(draft).collect();
    (!both.is_empty()).then(|| both.join("；"))
}

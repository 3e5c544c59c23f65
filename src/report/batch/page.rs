//! 汇总.html: a page of its own with a row a township, written as they come.

use super::{About, held, remark, rulebook};
use crate::batch::{Money, Sums, Totals, Township};
use crate::report::html::stream::{self, LongColumn};
use crate::report::words;

const COLUMNS: &[LongColumn] = &[
    ("乡镇", false),
    ("说明", false),
    ("错误", true),
    ("提醒", true),
    ("村", true),
    ("最高", false),
    ("可得", true),
    ("最低", false),
    ("可得", true),
    ("相差", true),
    ("平均", true),
    ("扣款（元）", true),
    ("奖补（元）", true),
    ("奖金（元）", true),
    ("资金合计（元）", true),
    ("细则", false),
    ("校验码", false),
];

/// The problems of so many townships are kept for the end of the page.
const LISTED: usize = 200;

/// So many problems of a township stand on the page; the workbook has more.
const TOLD: usize = 5;

/// A page that is being written.
pub struct Page {
    about: About,
    problems: String,
    listed: usize,
    more: usize,
}

impl Page {
    /// Begins a page; gives its first part.
    pub fn begin(about: &About) -> (Self, String) {
        let notes = [Some(about.basis()), about.passed_over(), Some("合计在表末。".to_owned())];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        let head = stream::head(&about.title(), &notes, COLUMNS);
        (Self { about: about.clone(), problems: String::new(), listed: 0, more: 0 }, head)
    }

    /// The part of a township.
    pub fn township(&mut self, township: &Township) -> String {
        if !township.problems.is_empty() {
            self.keep_problems(township);
        }
        let figures = township.figures.as_ref();
        let (best, lowest) = (
            figures.and_then(|figures| figures.best.as_ref()),
            figures.and_then(|figures| figures.lowest.as_ref()),
        );
        let shown = |figure| Option::map_or(figure, String::new(), words::figure);
        let name = township.rulebook.as_ref();
        let mut cells = vec![
            township.name.clone(),
            remark(township).to_owned(),
            township.errors.to_string(),
            township.warnings.to_string(),
            figures.map(|figures| figures.villages.to_string()).unwrap_or_default(),
            held(best),
            shown(best.and_then(|best| best.available)),
            held(lowest),
            shown(lowest.and_then(|lowest| lowest.available)),
            shown(figures.and_then(|figures| figures.spread)),
            shown(figures.and_then(|figures| figures.mean)),
        ];
        cells.extend(money(figures.and_then(|figures| figures.money)));
        cells.extend([rulebook(name), name.map(|name| name.digits().to_owned()).unwrap_or_default()]);
        stream::row(COLUMNS, &cells, false)
    }

    fn keep_problems(&mut self, township: &Township) {
        if self.listed == LISTED {
            self.more += 1;
            return;
        }
        self.listed += 1;
        let mut lines: Vec<String> = township
            .problems
            .iter()
            .take(TOLD)
            .map(|problem| match problem.place.as_str() {
                "" => problem.message.clone(),
                place => format!("{place}：{}", problem.message),
            })
            .collect();
        let rest = township.problems.len().saturating_sub(TOLD) + township.untold;
        if rest > 0 {
            lines.push(format!("另有 {rest} 条，{}", super::rows::where_all_are(&self.about)));
        }
        self.problems.push_str(&stream::list(&township.name, &lines));
    }

    /// The last part.
    pub fn finish(self, totals: &Totals) -> String {
        let shown = totals.shown();
        let counts = [totals.errors, totals.warnings].map(|count| count.to_string());
        let rulebooks = totals.rulebooks().map(|count| format!("{count}种细则")).unwrap_or_default();
        let name = format!("合计：{}个乡镇", totals.townships);
        let all = total([name, super::incomplete(totals)], counts, (shown, totals.all), rulebooks);
        let sound = (totals.drafts > 0).then(|| {
            let name = format!("其中没有错误的：{}个乡镇", totals.whole);
            let of = (totals.whole, totals.sound);
            total([name, String::new()], Default::default(), of, String::new())
        });
        let mut notes: Vec<String> = super::foot(&self.about).map(str::to_owned).collect();
        notes.extend(super::of_the_run(totals));
        if self.more > 0 {
            notes.push(format!("另有 {} 个乡镇有问题，见汇总.xlsx的“问题”表。", self.more));
        }
        let totals = all + &sound.unwrap_or_default();
        totals + &stream::foot(&notes, "各乡镇的问题", &self.problems)
    }
}

/// A row of sums.
fn total(
    [name, remark]: [String; 2],
    [errors, warnings]: [String; 2],
    (townships, sums): (usize, Sums),
    rulebooks: String,
) -> String {
    let mut cells = vec![name, remark, errors, warnings, sums.villages.to_string()];
    cells.extend((0..6).map(|_| String::new()));
    cells.extend(money(sums.money.filter(|_| townships > 0)));
    cells.extend([rulebooks, String::new()]);
    stream::row(COLUMNS, &cells, true)
}

fn money(money: Option<Money>) -> [String; 4] {
    match money {
        Some(Money { fines, awards, prizes, total }) => [fines, awards, prizes, total].map(words::figure),
        None => Default::default(),
    }
}

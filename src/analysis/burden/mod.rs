//! 减负: how much a scheme asks of villages and offices, how much was written and published, and what of it told nobody
//! apart. Counts only; what a count means is said where it is kept.

mod cells;
mod findings;

use super::trend::GivenYear;
use crate::engine::assessment::Assessment;
use crate::number::{Inexact, Number};
use crate::period::{Month, Period};
use crate::records::Records;
use crate::rulebook::{Rulebook, Subject};

/// Lines of a page of an official document, and characters of a line.
const LINES: usize = 22;
const CHARACTERS: usize = 28;

/// Who is asked to fill in a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filler {
    /// 责任办所
    Office,
    /// 村
    Village,
    /// The rulebook does not say.
    Unsaid,
}

/// A blank sheet of a month, as far as its cells are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Of which month.
    pub month: Month,
    /// Whose it is.
    pub filler: Filler,
    /// Its name: 党建办, 3村; 全部.
    pub sender: String,
    /// The form or register.
    pub sheet: String,
    /// Its cells.
    pub cells: Cells,
}

/// Cells of blank sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// Cells of known rows (a village, a cadre) under printed headers that are to be filled in every month.
    pub asked: usize,
    /// Cells that stand filled in already: names, posts, days.
    pub ready: usize,
    /// Cells for what may or may not happen: rows of events, columns of meetings. Empty ones are no work.
    pub room: usize,
}

impl Cells {
    fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.ready += other.ready;
        self.room += other.room;
    }
}

/// A published paper as it reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Name of the file.
    pub file: String,
    /// Its paragraphs; `None` where it is no text, or cannot be read.
    pub texts: Option<Vec<String>>,
}

/// A set under `published/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSet {
    /// Its folder.
    pub folder: String,
    /// Whether it went out: drafts did not.
    pub went_out: bool,
    /// How far it has come, as its listing says.
    pub stage: String,
    /// Its papers; a page on the web that says what a document of the set says is left out.
    pub papers: Vec<Paper>,
}

/// What there is to count.
pub struct Material<'a> {
    /// The rulebook, targets of sheets included.
    pub rulebook: &'a Rulebook,
    /// What was reported.
    pub records: &'a Records,
    /// The period worked out, with its months.
    pub year: &'a GivenYear,
    /// The blank sheets of the months of the period.
    pub asked: Vec<Asked>,
    /// The sets of the periods within the period.
    pub published: Vec<PaperSet>,
}

/// The counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Burden {
    /// Title of the rulebook.
    pub title: String,
    /// Version of the rulebook.
    pub version: String,
    /// The period.
    pub period: Period,
    /// Whether an error stands in it or in any of its months.
    pub draft: bool,
    /// The months without data.
    pub missing: Vec<Month>,
    /// What the scheme holds.
    pub scheme: SchemeSize,
    /// Month by month.
    pub months: Vec<MonthSize>,
    /// The blank sheets, by month and sender.
    pub asked: Vec<Asked>,
    /// All months together.
    pub total: MonthSize,
    /// All cells that anybody fills in about one village in one month, on the mean. `None` without villages.
    pub about_each_village: Option<Number>,
    /// Percent of the cells of known rows that villages do not fill in: those that are ready, and those of offices.
    /// `None` where there are none, or where the rulebook does not say who fills them in.
    pub not_of_villages: Option<Number>,
    /// The filled cells by form or register, in the order of a workbook.
    pub filled: Vec<(String, usize)>,
    /// The sets.
    pub published: Vec<SetSize>,
    /// Characters and pages of the sets that went out.
    pub went_out: Size,
    /// Items of villages in which all had the same score in every month that could be compared.
    pub alike: Vec<Alike>,
    /// Items of which nothing was reported.
    pub unreported: Vec<Named>,
    /// Duties that were reported and that nobody failed.
    pub always_met: Vec<String>,
}

/// What a scheme holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SchemeSize {
    /// Items of villages that keep accounts.
    pub village_items: usize,
    /// Items of cadres that keep accounts.
    pub cadre_items: usize,
    /// Rules in all items.
    pub rules: usize,
    /// Rules of money.
    pub money_rules: usize,
    /// Events, duties, entered indicators and marks that sheets may hold.
    pub names: usize,
    /// Forms and registers that are asked for.
    pub sheets: usize,
}

/// What a month asks, and what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthSize {
    /// Which; none for all together.
    pub month: Option<Month>,
    /// Villages that are assessed in it.
    pub villages: usize,
    /// Cells that villages fill in.
    pub of_villages: Cells,
    /// What each village fills in in a month; the mean where they differ. `None` without villages.
    pub each_village: Option<Number>,
    /// Cells that offices fill in.
    pub of_offices: Cells,
    /// Cells of sheets of which the rulebook does not say who fills them in.
    pub unsaid: Cells,
    /// Cells that were filled in and that a fact was read from.
    pub filled: usize,
    /// Those of them in files of villages.
    pub filled_by_villages: usize,
}

/// Characters, and pages as estimated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Characters without blanks.
    pub characters: usize,
    /// Pages of 22 lines of 28 characters, each paper's last one whole.
    pub pages: usize,
}

/// A published set with its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetSize {
    /// Its folder.
    pub folder: String,
    /// Whether it is counted.
    pub went_out: bool,
    /// How far it has come.
    pub stage: String,
    /// Its papers with their sizes; `None` where there is no text to be counted.
    pub papers: Vec<(String, Option<Size>)>,
    /// All of them.
    pub size: Size,
}

/// An item by its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Clause.
    pub clause: String,
}

/// An item that told nobody apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Which.
    pub item: Named,
    /// In how many months the villages were compared.
    pub months: usize,
}

/// Counts.
pub fn burden(material: Material<'_>) -> Result<Burden, Inexact> {
    let Material { rulebook, records, year, asked, published } = material;
    let period = year.whole.assessment.period;
    let filled = cells::filled(records, period);
    let mut months = cells::months(rulebook, records, period, &asked, &filled);
    let mut total = months.iter().fold(MonthSize::of(None), MonthSize::and);
    let village_months = months.iter().map(|month| month.villages).sum();
    total.each_village = each(total.of_villages.asked, village_months)?;
    let about_each_village = each(total.cells().asked, village_months)?;
    for month in &mut months {
        month.each_village = each(month.of_villages.asked, month.villages)?;
    }
    let own = year.months.iter().filter(|month| period.contains(month.assessment.period.first_day()));
    let own: Vec<_> = own.collect();
    let missing =
        own.iter().filter(|month| !month.has_data).map(|month| month.assessment.period.last_month());
    let published: Vec<SetSize> = published.into_iter().map(measured).collect();
    let went_out =
        published.iter().filter(|set| set.went_out).fold(Size::default(), |sum, set| sum.and(set.size));
    let results: Vec<&Assessment> =
        own.iter().filter(|month| month.has_data).map(|month| &month.assessment).collect();
    Ok(Burden {
        title: rulebook.title.clone(),
        version: rulebook.version.clone(),
        period,
        draft: year.whole.assessment.draft
            || own.iter().any(|month| month.has_data && month.assessment.draft),
        missing: missing.collect(),
        scheme: scheme(rulebook),
        not_of_villages: not_of_villages(&total)?,
        about_each_village,
        total,
        months,
        asked,
        filled: cells::by_form(rulebook, &filled),
        published,
        went_out,
        alike: findings::alike(rulebook, &results),
        // Where no workbook is there at all, nothing can be said of single items.
        unreported: if results.is_empty() {
            Vec::new()
        } else {
            findings::unreported(rulebook, records, &year.whole.assessment)
        },
        always_met: findings::always_met(rulebook, records, &year.whole.assessment),
    })
}

fn scheme(rulebook: &Rulebook) -> SchemeSize {
    let items = |subject| rulebook.items_of(subject).filter(|item| item.account().is_some()).count();
    let declared = &rulebook.declarations;
    SchemeSize {
        village_items: items(Subject::Village),
        cadre_items: items(Subject::Cadre),
        rules: rulebook.items.iter().map(|item| item.rules().len()).sum(),
        money_rules: rulebook.money.len(),
        names: declared.events.len()
            + declared.duties.len()
            + declared.entered_indicators().count()
            + declared.marks.len(),
        sheets: rulebook.sheets().len(),
    }
}

impl MonthSize {
    fn of(month: Option<Month>) -> Self {
        let none = Cells::default();
        Self {
            month,
            villages: 0,
            of_villages: none,
            each_village: None,
            of_offices: none,
            unsaid: none,
            filled: 0,
            filled_by_villages: 0,
        }
    }

    /// Together with another month; of villages the most there were.
    fn and(mut self, other: &Self) -> Self {
        self.villages = self.villages.max(other.villages);
        self.of_villages.add(other.of_villages);
        self.of_offices.add(other.of_offices);
        self.unsaid.add(other.unsaid);
        self.filled += other.filled;
        self.filled_by_villages += other.filled_by_villages;
        self
    }

    /// What all blank sheets of it ask.
    pub fn cells(&self) -> Cells {
        let mut all = self.of_villages;
        all.add(self.of_offices);
        all.add(self.unsaid);
        all
    }
}

impl Size {
    fn and(self, other: Self) -> Self {
        Self { characters: self.characters + other.characters, pages: self.pages + other.pages }
    }
}

/// A mean, where there is anything to divide by.
fn each(count: usize, among: usize) -> Result<Option<Number>, Inexact> {
    if among == 0 {
        return Ok(None);
    }
    Number::from_count(count).quotient(Number::from_count(among)).map(Some)
}

fn not_of_villages(total: &MonthSize) -> Result<Option<Number>, Inexact> {
    let all = total.cells();
    let whole = all.asked + all.ready;
    if whole == 0 || total.unsaid.asked > 0 {
        return Ok(None);
    }
    let share = Number::from_count((all.ready + total.of_offices.asked) * 100);
    share.quotient(Number::from_count(whole)).map(Some)
}

fn measured(set: PaperSet) -> SetSize {
    let papers: Vec<(String, Option<Size>)> = set
        .papers
        .into_iter()
        .map(|paper| {
            let size = paper.texts.map(|texts| size(&texts));
            (paper.file, size)
        })
        .collect();
    let size = papers.iter().filter_map(|(_, size)| *size).fold(Size::default(), Size::and);
    SetSize { folder: set.folder, went_out: set.went_out, stage: set.stage, papers, size }
}

fn size(texts: &[String]) -> Size {
    let characters = texts.iter().flat_map(|text| text.chars()).filter(|sign| !sign.is_whitespace()).count();
    Size { characters, pages: characters.div_ceil(LINES * CHARACTERS) }
}

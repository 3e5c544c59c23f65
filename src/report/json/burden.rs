//! What `burden` prints: every figure with how it was counted, then the lists behind them.

use serde::Serialize;

use crate::analysis::burden::{Alike, Asked, Burden, Filler, MonthSize, Named, SetSize};
use crate::number::Number;
use crate::report::burden::{ShownFigure, figures};

#[derive(Serialize)]
struct BurdenJson<'a> {
    schema: &'static str,
    period: String,
    draft: bool,
    rulebook: &'a str,
    missing: Vec<String>,
    figures: Vec<FigureJson>,
    months: Vec<MonthJson>,
    sheets: Vec<SheetJson<'a>>,
    published: Vec<SetJson<'a>>,
    alike_items: Vec<AlikeJson<'a>>,
    unreported_items: Vec<NamedJson<'a>>,
    always_met_duties: &'a [String],
}

#[derive(Serialize)]
struct FigureJson {
    id: &'static str,
    name: String,
    value: String,
    how: String,
}

#[derive(Serialize)]
struct MonthJson {
    month: Option<String>,
    villages: usize,
    asked_of_villages: usize,
    asked_of_each_village: Option<Number>,
    asked_of_offices: usize,
    asked_of_unsaid: usize,
    ready: usize,
    room: usize,
    filled: usize,
    filled_by_villages: usize,
}

#[derive(Serialize)]
struct SheetJson<'a> {
    month: String,
    filler: &'static str,
    sender: &'a str,
    sheet: &'a str,
    asked: usize,
    ready: usize,
    room: usize,
}

#[derive(Serialize)]
struct SetJson<'a> {
    folder: &'a str,
    stage: &'a str,
    counted: bool,
    characters: usize,
    pages_estimated: usize,
    papers: Vec<PaperJson<'a>>,
}

#[derive(Serialize)]
struct PaperJson<'a> {
    file: &'a str,
    characters: Option<usize>,
    pages_estimated: Option<usize>,
}

#[derive(Serialize)]
struct NamedJson<'a> {
    id: &'a str,
    name: &'a str,
    clause: &'a str,
}

#[derive(Serialize)]
struct AlikeJson<'a> {
    #[serde(flatten)]
    item: NamedJson<'a>,
    months: usize,
}

/// The contract `cunkao.burden/1`, as indented JSON ending in a newline. Keys may be added, never renamed.
pub fn burden(burden: &Burden) -> String {
    super::text(&BurdenJson {
        schema: "cunkao.burden/1",
        period: burden.period.to_string(),
        draft: burden.draft,
        rulebook: &burden.version,
        missing: burden.missing.iter().map(ToString::to_string).collect(),
        figures: figures(burden).into_iter().map(FigureJson::of).collect(),
        months: burden.months.iter().map(MonthJson::of).collect(),
        sheets: burden.asked.iter().map(SheetJson::of).collect(),
        published: burden.published.iter().map(SetJson::of).collect(),
        alike_items: burden.alike.iter().map(AlikeJson::of).collect(),
        unreported_items: burden.unreported.iter().map(NamedJson::of).collect(),
        always_met_duties: &burden.always_met,
    })
}

impl FigureJson {
    fn of(figure: ShownFigure) -> Self {
        let ShownFigure { id, name, value, how } = figure;
        Self { id, name, value, how }
    }
}

impl MonthJson {
    fn of(size: &MonthSize) -> Self {
        let all = size.cells();
        Self {
            month: size.month.map(|month| month.to_string()),
            villages: size.villages,
            asked_of_villages: size.of_villages.asked,
            asked_of_each_village: size.each_village,
            asked_of_offices: size.of_offices.asked,
            asked_of_unsaid: size.unsaid.asked,
            ready: all.ready,
            room: all.room,
            filled: size.filled,
            filled_by_villages: size.filled_by_villages,
        }
    }
}

impl<'a> SheetJson<'a> {
    fn of(asked: &'a Asked) -> Self {
        let filler = match asked.filler {
            Filler::Office => "office",
            Filler::Village => "village",
            Filler::Unsaid => "unsaid",
        };
        Self {
            month: asked.month.to_string(),
            filler,
            sender: &asked.sender,
            sheet: &asked.sheet,
            asked: asked.cells.asked,
            ready: asked.cells.ready,
            room: asked.cells.room,
        }
    }
}

impl<'a> SetJson<'a> {
    fn of(set: &'a SetSize) -> Self {
        let papers = set.papers.iter().map(|(file, size)| PaperJson {
            file,
            characters: size.map(|size| size.characters),
            pages_estimated: size.map(|size| size.pages),
        });
        Self {
            folder: &set.folder,
            stage: &set.stage,
            counted: set.went_out,
            characters: set.size.characters,
            pages_estimated: set.size.pages,
            papers: papers.collect(),
        }
    }
}

impl<'a> NamedJson<'a> {
    fn of(item: &'a Named) -> Self {
        Self { id: &item.id, name: &item.name, clause: &item.clause }
    }
}

impl<'a> AlikeJson<'a> {
    fn of(alike: &'a Alike) -> Self {
        Self { item: NamedJson::of(&alike.item), months: alike.months }
    }
}

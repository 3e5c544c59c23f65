//! Charts for the web: scores by place, scores over the months, points lost by item. Every figure of them stands in
//! the result; each says in words what it shows.

use super::cite;
use super::deductions::behind_items;
use super::material::Material;
use super::tables;
use crate::engine::assessment::{Assessment, VillageResult};
use crate::number::Number;
use crate::period::Length;
use crate::report::paper::{Block, Chart, Figure, Form, Line, Text};
use crate::rulebook::Field;

/// The charts that an audience may see.
pub(super) fn charts(material: &Material<'_>) -> Vec<Block> {
    let audience = material.speech.audience();
    let mut charts = Vec::new();
    if audience.sees(Field::Scores) {
        charts.extend(scores(material));
        charts.extend(months(material));
    }
    if audience.sees(Field::Losses) {
        charts.extend(losses(material));
    }
    charts.into_iter().map(Block::Chart).collect()
}

/// One bar a village, by place.
fn scores(material: &Material<'_>) -> Option<Chart> {
    let villages = tables::by_place(material.assessment);
    let bars: Vec<(Text, Number, Text)> = villages
        .into_iter()
        .filter_map(|(index, village)| {
            let base = format!("/villages/{index}");
            let score = village.comparable()?;
            let name = cite::words(format!("{base}/name"), &village.name);
            Some((name, score, cite::fixed(format!("{base}/score"), score)))
        })
        .collect();
    let unit = material.speech.unit();
    (!bars.is_empty()).then(|| Chart::Bars {
        title: format!("{}各{unit}得分", material.period()).into(),
        alternative: format!("各{unit}得分由高到低的条形图，数字见排名表。").into(),
        bars,
    })
}

/// One line a village over the months of the year; nothing to show before the second month.
fn months(material: &Material<'_>) -> Option<Chart> {
    if material.months.len() < 2 || !material.rulebook.village.is_declared {
        return None;
    }
    let lines: Vec<Line> = tables::by_place(material.assessment)
        .into_iter()
        .filter_map(|(_, village)| line(material, village))
        .collect();
    let periods =
        material.months.iter().map(|month| format!("{}月", month.period.last_month().number()).into());
    let unit = material.speech.unit();
    (!lines.is_empty()).then(|| Chart::Lines {
        title: format!("各{unit}逐月得分{}", of_months(material)).into(),
        alternative: format!("各{unit}每月末得分的折线图，线尾是最后一个月的得分。").into(),
        periods: periods.collect(),
        lines,
    })
}

/// What the lines show where they do not end at the score of the period: a reader holds their ends against its table.
fn of_months(material: &Material<'_>) -> &'static str {
    let last = material.months.last();
    let ends = |village: &VillageResult| {
        let mut others = last.into_iter().flat_map(|month| &month.villages);
        others.any(|other| other.name == village.name && other.score == village.score)
    };
    if material.assessment.villages.iter().all(ends) {
        return "";
    }
    match material.assessment.period.length() {
        Length::Month => "",
        Length::Quarter => "（各月考核得分，不是全季得分）",
        Length::HalfYear => "（各月考核得分，不是半年得分）",
        Length::Year => "（各月考核得分，不是全年得分）",
    }
}

fn line(material: &Material<'_>, village: &VillageResult) -> Option<Line> {
    let own = |month: &Assessment| month.villages.iter().position(|other| other.name == village.name);
    let points: Vec<Option<Number>> = material
        .months
        .iter()
        .map(|month| {
            own(month).and_then(|index| month.villages.get(index)).and_then(VillageResult::comparable)
        })
        .collect();
    let last = material.months.last()?;
    let index = own(last)?;
    let score = last.villages.get(index)?.comparable()?;
    let figure = |pointer: &str, form, shown: String| {
        let pointer = format!("/villages/{index}/{pointer}");
        Text::from(Figure { shown, period: Some(last.period), pointer, form })
    };
    Some(Line {
        name: figure("name", Form::Words, village.name.to_string()),
        points,
        last: figure("score", Form::Fixed, score.fixed(2)),
    })
}

/// One bar an item in which anybody lost within the period.
fn losses(material: &Material<'_>) -> Option<Chart> {
    let items = material.assessment.summary.iter().flat_map(|summary| &summary.lost).enumerate();
    let bars: Vec<(Text, Number, Text)> = items
        .map(|(index, item)| {
            let base = format!("/summary/lost/{index}");
            let name = cite::words(format!("{base}/name"), &item.name);
            (name, item.amount, cite::fixed(format!("{base}/amount"), item.amount))
        })
        .collect();
    (!bars.is_empty()).then(|| Chart::Bars {
        title: format!("{}各项扣分合计{}", material.this_span(), behind_items(material)).into(),
        alternative: "各项扣分之和的条形图，数字见正文。".into(),
        bars,
    })
}

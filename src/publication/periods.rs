//! What a score came to in each of its periods, for the slip of who has it: without it nobody could follow how quarters
//! become it.

use super::cite;
use crate::engine::assessment::{CadreResult, Derivation, ItemResult, Term, VillageResult};
use crate::period::Period;
use crate::report::adding_up;
use crate::report::paper::Text;

/// What a village's score came to in each of its periods, and how they become it: `得分各期平均：2024年第一季度90.00、…。`;
/// then the items that are scored anew in each.
pub(super) fn of_village(base: &str, village: &VillageResult) -> Option<Text> {
    let whole = told(base, "得分", village.combine, &village.terms);
    whole.into_iter().chain(of_items(base, &village.items)).reduce(Text::and)
}

/// By whose weights a cadre's score and those of its parts come about, where they differ by post:
/// `各项权重按支部书记的。`; of each period where they are scored anew.
pub(super) fn weights_of_cadre(base: &str, cadre: &CadreResult) -> Option<Text> {
    let own = cadre.weighed_by.as_ref().map(|told| sentence("", base, told));
    let periods = cadre.periods.iter().enumerate().filter_map(|(place, total)| {
        let base = format!("{base}/periods/{place}");
        let terms = total.terms.iter().enumerate().filter_map(|(term, one)| {
            let item = cadre.items.iter().find(|item| item.id == one.id)?;
            let pointer = format!("{base}/terms/{term}");
            let score = cite::score(format!("{pointer}/score"), one.score);
            Some(Text::from(item.name.as_str()).and(score).and(times(&pointer, one)))
        });
        let terms = terms.reduce(|all, one| all.and("＋").and(one)).unwrap_or_default();
        let told = cite::words(format!("{base}/weighed_by"), total.weighed_by.as_ref()?);
        Some(Text::from(total.period.chinese()).and(told).and("：").and(terms).and("。"))
    });
    let parts = weights_of_items(base, &cadre.items);
    own.into_iter().chain(periods).chain(parts).reduce(Text::and)
}

fn weights_of_items(base: &str, items: &[ItemResult]) -> Vec<Text> {
    let mut all = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let base = format!("{base}/items/{place}");
        let period = item.period.map_or_else(String::new, Period::chinese);
        let name = format!("{}{period}", item.name);
        all.extend(item.weighed_by.as_ref().map(|told| sentence(&name, &base, told)));
        all.extend(weights_of_items(&base, &item.items));
    }
    all
}

fn sentence(name: &str, base: &str, told: &str) -> Text {
    Text::from(name).and(cite::words(format!("{base}/weighed_by"), told)).and("。")
}

/// The same of a cadre.
pub(super) fn of_cadre(base: &str, cadre: &CadreResult) -> Option<Text> {
    let whole = told(base, "得分", cadre.combine, &cadre.terms);
    whole.into_iter().chain(of_items(base, &cadre.items)).reduce(Text::and)
}

/// Of items and what lies below them; the accounts of single periods have none of their own.
fn of_items(base: &str, items: &[ItemResult]) -> Vec<Text> {
    let mut all = Vec::new();
    for (place, item) in items.iter().enumerate().filter(|(_, item)| item.period.is_none()) {
        let base = format!("{base}/items/{place}");
        all.extend(item.combine.and_then(|combine| told(&base, &item.name, combine, &item.terms)));
        all.extend(of_items(&base, &item.items));
    }
    all
}

fn told(base: &str, name: &str, combine: Derivation, terms: &[Term]) -> Option<Text> {
    let is_weighted = combine == Derivation::Weighted;
    let each = terms.iter().enumerate().filter_map(|(place, term)| {
        let pointer = format!("{base}/terms/{place}");
        let score = cite::score(format!("{pointer}/score"), term.score);
        let own = Text::from(term.period?.chinese()).and(score);
        Some(if is_weighted { own.and(share(&pointer, term)) } else { own })
    });
    let each: Vec<Text> = each.collect();
    let (how, between) = match combine {
        Derivation::Mean => ("各期平均", "、"),
        Derivation::Sum => ("各期相加", "、"),
        Derivation::Last => ("取最后一期", "、"),
        Derivation::Weighted => ("各期按占比合成", "＋"),
        Derivation::Takes => return None,
    };
    let listed =
        (each.len() > 1).then(|| each.into_iter().reduce(|all, one| all.and(between).and(one)))??;
    Some(Text::from(format!("{name}{how}：")).and(listed).and("。"))
}

/// `×20%`; of less than a year, or where a period is left out, `×20÷60`.
fn share(pointer: &str, term: &Term) -> Text {
    let weight = Text::from("×").and(cite::exact(format!("{pointer}/weight"), term.weight));
    if adding_up::is_of_hundred(term) {
        return weight.and("%");
    }
    weight.and("÷").and(cite::exact(format!("{pointer}/divisor"), term.divisor))
}

/// `×70÷100`
fn times(pointer: &str, term: &Term) -> Text {
    let weight = Text::from("×").and(cite::exact(format!("{pointer}/weight"), term.weight));
    weight.and("÷").and(cite::exact(format!("{pointer}/divisor"), term.divisor))
}

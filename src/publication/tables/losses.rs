//! What lowered a score within the period, posting by posting.

use super::{column, table};
use crate::analysis::lowering::Remeasured;
use crate::engine::assessment::{
    Assessment, CadreResult, ItemResult, Party, Posting, PostingKind, VillageResult,
};
use crate::number::Number;
use crate::period::day_of_year;
use crate::publication::cite::{self, Cited};
use crate::publication::material::Material;
use crate::publication::speech::Speech;
use crate::report::corrected;
use crate::report::paper::{PaperColumn, PaperTable, Side, Text};

/// Digits behind the point that a narrow column has room for.
const ROUNDED_PLACES: u32 = 4;

/// What lowered the villages' scores within the period, with reasons and clauses.
pub(in crate::publication) fn losses(material: &Material<'_>) -> Option<PaperTable> {
    let Material { assessment, speech, .. } = material;
    let mut rows = Vec::new();
    for (index, village) in assessment.villages.iter().enumerate() {
        let base = format!("/villages/{index}");
        for cited in of_village(material, index, village) {
            let mut row = vec![cite::words(format!("{base}/name"), &village.name)];
            row.extend(loss(&cited, speech));
            rows.push(row);
        }
    }
    let mut columns = vec![column(material.speech.unit(), Side::Middle, 5)];
    columns.extend(loss_columns());
    (!rows.is_empty()).then(|| table(columns, 0, rows))
}

/// What lowered one village's score within the period.
pub(in crate::publication) fn of_village<'a>(
    material: &Material<'_>,
    index: usize,
    village: &'a VillageResult,
) -> Vec<Cited<'a>> {
    let rules = Remeasured::by(material.rulebook);
    let base = format!("/villages/{index}");
    cite::lowering(&rules, material.assessment.period, &base, (&village.items, &village.postings))
}

/// What lowered one cadre's own account within the period.
pub(in crate::publication) fn of_cadre<'a>(
    material: &Material<'_>,
    index: usize,
    cadre: &'a CadreResult,
) -> Vec<Cited<'a>> {
    let rules = Remeasured::by(material.rulebook);
    let base = format!("/cadres/{index}");
    cite::lowering(&rules, material.assessment.period, &base, (&cadre.items, &cadre.postings))
}

/// What else moved a score within the period, of a village or a cadre: what was given, and what limits made of it.
pub(in crate::publication) fn others<'a>(
    material: &Material<'_>,
    base: &str,
    account: (&'a [ItemResult], &'a [Posting]),
) -> Vec<Cited<'a>> {
    cite::others(&Remeasured::by(material.rulebook), material.assessment.period, base, account)
}

/// What else moved the villages' scores within the period, with reasons and clauses; points have their sign.
pub(in crate::publication) fn gains(material: &Material<'_>) -> Option<PaperTable> {
    let Material { assessment, speech, .. } = material;
    let mut rows = Vec::new();
    for (index, village) in assessment.villages.iter().enumerate() {
        let base = format!("/villages/{index}");
        for cited in others(material, &base, (&village.items, &village.postings)) {
            let mut row = vec![cite::words(format!("{base}/name"), &village.name)];
            row.extend(other(&cited, speech));
            rows.push(row);
        }
    }
    let mut columns = vec![column(speech.unit(), Side::Middle, 5)];
    columns.extend(other_columns());
    (!rows.is_empty()).then(|| table(columns, 0, rows))
}

/// The columns of rows whose points have their sign.
pub(in crate::publication) fn other_columns() -> Vec<PaperColumn> {
    let mut columns = loss_columns();
    if let Some(points) = columns.get_mut(2) {
        *points = column("分值（分）", Side::Right, 5);
    }
    columns
}

/// The same as a row under the columns of deductions, but that its points have their sign.
pub(in crate::publication) fn other(cited: &Cited<'_>, speech: &Speech<'_>) -> Vec<Text> {
    let (pointer, amount) = &cited.amount;
    let mut row = loss(cited, speech);
    if let Some(points) = row.get_mut(2) {
        let is_rounding = cited.posting.kind == PostingKind::Rounding;
        *points =
            if is_rounding { rounded_by(pointer, *amount) } else { cite::full(pointer.as_str(), *amount) };
    }
    row
}

/// What rounding moves, which would be nothing in two decimals: in full where that is short, so that it can be added up.
fn rounded_by(pointer: &str, amount: Number) -> Text {
    if amount.ends_within(ROUNDED_PLACES) {
        cite::exact(pointer, amount)
    } else if !amount.rounded(2).is_zero() {
        cite::fixed(pointer, amount)
    } else if amount.is_negative() {
        "少不到0.01".into()
    } else {
        "多不到0.01".into()
    }
}

pub(in crate::publication) fn loss_columns() -> Vec<PaperColumn> {
    vec![
        column("项目", Side::Middle, 5),
        column("日期", Side::Middle, 6),
        column("扣分（分）", Side::Right, 5),
        column("事由", Side::Left, 20),
        column("条款", Side::Middle, 4),
    ]
}

pub(in crate::publication) fn loss(cited: &Cited<'_>, speech: &Speech<'_>) -> Vec<Text> {
    let Cited { pointer, posting, .. } = cited;
    vec![
        cite::item_name(cited).into(),
        day_of_year(posting.date).into(),
        deducted(cited),
        why(cited, speech).and(not_taken(cited)),
        cite::words(format!("{pointer}/clause"), &posting.clause),
    ]
}

/// What was deducted, without a sign, as every table of deductions has it; what was given back of it has a minus, so that
/// the column adds up. Its reason says which of the two it is.
fn deducted(cited: &Cited<'_>) -> Text {
    let before = cite::given_back(cited);
    let is_given = !before.is_empty() && !cited.amount.1.is_negative();
    Text::from(if is_given { "-" } else { before }).and(cite::lost_in_full(cited))
}

/// Behind the limit that a score does not fall below: how much of what the rows above it take is not taken.
fn not_taken(cited: &Cited<'_>) -> Text {
    if cited.posting.kind != PostingKind::Floor || cited.amount.1.is_negative() {
        return Text::default();
    }
    Text::from("（多扣的").and(cite::lost_in_full(cited)).and("分不扣）")
}

/// Why, and what the points are where they are not all that the reason tells of.
pub(in crate::publication) fn why(cited: &Cited<'_>, speech: &Speech<'_>) -> Text {
    let told = reason(format!("{}/reason", cited.pointer), &cited.posting.reason.to_string(), speech);
    told.and(corrected::beside(cited.earlier, cited.said, cited.amount.1))
}

/// A sentence of the result as an audience may read it.
pub(in crate::publication) fn reason(pointer: String, text: &str, speech: &Speech<'_>) -> Text {
    if speech.is_plain() {
        cite::sentence(pointer, text)
    } else {
        cite::masked(pointer, &speech.sentence(text))
    }
}

/// Personal deductions of cadres within the period.
pub(in crate::publication) fn cadre_losses(material: &Material<'_>) -> Option<PaperTable> {
    let Material { assessment, speech, .. } = material;
    let mut rows = Vec::new();
    for (index, cadre) in assessment.cadres.iter().enumerate() {
        let who = speech.who(assessment, &Party::Cadre(cadre.person.clone()));
        for cited in of_cadre(material, index, cadre) {
            let village = cite::words(format!("/cadres/{index}/village"), &cadre.person.village);
            let mut row = vec![village, who.as_str().into()];
            row.extend(loss(&cited, speech));
            rows.push(row);
        }
    }
    let mut columns = vec![column(material.speech.unit(), Side::Middle, 5), column("姓名", Side::Middle, 5)];
    columns.extend(loss_columns());
    (!rows.is_empty()).then(|| table(columns, 1, rows))
}

/// What all villages lost together, item by item, with each village's part.
pub(in crate::publication) fn by_item(assessment: &Assessment, unit: &str) -> Option<PaperTable> {
    let items = assessment.summary.iter().flat_map(|summary| &summary.lost).enumerate();
    let rows: Vec<Vec<Text>> = items
        .map(|(index, item)| {
            let base = format!("/summary/lost/{index}");
            let mut villages = Text::default();
            for (place, (village, amount)) in item.villages.iter().enumerate() {
                let base = format!("{base}/villages/{place}");
                villages = villages
                    .and(if place > 0 { "、" } else { "" })
                    .and(cite::words(format!("{base}/name"), village))
                    .and(" ")
                    .and(cite::fixed(format!("{base}/amount"), *amount));
            }
            vec![
                cite::words(format!("{base}/name"), &item.name),
                cite::words(format!("{base}/clause"), &item.clause),
                cite::fixed(format!("{base}/amount"), item.amount),
                villages,
            ]
        })
        .collect();
    let columns = vec![
        column("项目", Side::Left, 9),
        column("条款", Side::Middle, 4),
        column("合计（分）", Side::Right, 5),
        column(format!("各{unit}扣分（分）"), Side::Left, 20),
    ];
    (!rows.is_empty()).then(|| table(columns, 0, rows))
}

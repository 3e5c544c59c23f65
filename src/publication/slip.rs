//! 反馈确认单: for each village and each cadre one page, why each point and yuan was lost, and lines to sign on.

mod gone;

use super::awards;
use super::cite::{self, Cited};
use super::material::Material;
use super::periods;
use super::tables::{self, column, table};
use super::vetoes;
use crate::analysis::explanation::{self, Unpaid};
use crate::engine::assessment::{
    ActionResult, CadreResult, Derivation, ItemResult, MoneyEntry, Party, PartyKind, Posting, Term,
    VillageResult, shown_items,
};
use crate::number::Number;
use crate::period::day_of_year;
use crate::report::item_state;
use crate::report::out_of_office;
use crate::report::paper::{
    Block, Measure, Orientation, Paper, PaperColumn, PaperSection, PaperTable, Side, Text,
};
use crate::report::words;
use crate::rulebook::{Field, Subject};

/// As many cells of one posting are named; all of them stand in the audit workbook.
const TOLD_CELLS: usize = 4;

/// The slips of all villages.
pub(super) fn of_villages(material: &Material<'_>) -> Option<Paper> {
    let villages = material.assessment.villages.iter().enumerate();
    let scored = villages.map(|(index, village)| village_slip(material, index, village));
    paper(material, material.speech.unit(), scored.chain(gone::slips(material, PartyKind::Village)))
}

/// The slips of all cadres.
pub(super) fn of_cadres(material: &Material<'_>) -> Option<Paper> {
    let cadres = material.assessment.cadres.iter().enumerate();
    let scored = cadres.map(|(index, cadre)| cadre_slip(material, index, cadre));
    paper(material, "村干部", scored.chain(gone::slips(material, PartyKind::Cadre)))
}

/// One after the other, each with pages of its own; nothing where there is nobody.
fn paper(material: &Material<'_>, who: &str, slips: impl Iterator<Item = Vec<Block>>) -> Option<Paper> {
    let pages = |blocks| PaperSection {
        orientation: Orientation::Portrait,
        measure: Measure::Compact,
        numbered_anew: true,
        blocks,
    };
    let sections: Vec<PaperSection> = slips.map(pages).collect();
    (!sections.is_empty()).then(|| Paper {
        title: format!("{}{}考核结果反馈确认单（{who}）", material.publication.office, material.period()),
        letterhead: None,
        record: Vec::new(),
        sections,
        imprint: None,
    })
}

fn title(material: &Material<'_>) -> Block {
    Block::Title(vec![
        material.publication.office.as_str().into(),
        format!("{}考核结果反馈确认单{}", material.period(), material.draft_mark()).into(),
    ])
}

fn village_slip(material: &Material<'_>, index: usize, village: &VillageResult) -> Vec<Block> {
    let base = format!("/villages/{index}");
    let party = Party::Village(village.name.clone());
    let place = tables::place_told(material.assessment, &material.speech, &village.name);
    let with_bonus = village.score.is_some_and(|score| score > village.available);
    let available = Text::from(if with_bonus { "（含加分；不含加分可得" } else { "（可得" })
        .and(cite::fixed(format!("{base}/available"), village.available))
        .and("分）");
    let scopes = material.scopes();
    let standing = Text::from("考核对象：")
        .and(cite::words(format!("{base}/name"), &village.name))
        .and(format!("　　{}：", if scopes.is_some() { "得分" } else { material.score_title() }))
        .and(points(format!("{base}/score"), village.score, village.closed_told()))
        .and(if village.has_full_mark() { available } else { Text::default() })
        .and(place.map_or_else(Text::default, |place| Text::from("　　名次：").and(place)))
        .and(awards::grades(material, &party));
    let losses = tables::of_village(material, index, village);
    let mut blocks = vec![title(material), Block::Line(standing)];
    blocks.extend(scopes.map(|scopes| Block::Line(format!("得分中{scopes}。").into())));
    blocks.extend(vetoes::of_village(material, &village.name).into_iter().map(Block::Line));
    blocks.extend(tables::items_of(material.assessment, material.speech.unit(), index).map(Block::Table));
    blocks.extend(
        item_state::legend(&shown_items(&village.items), [village.closed_told()], Subject::Village)
            .map(|legend| Block::Line(legend.into())),
    );
    blocks.extend(cite::longer(&village.items).map(Block::Line));
    blocks.extend(cite::weighing("/villages", &[(index, village.into())]).map(Block::Line));
    blocks.extend(cite::rescaled(&base, village).map(Block::Line));
    blocks.extend(cite::held("/villages", &[(index, village.into())]).map(Block::Line));
    blocks.extend(periods::of_village(&base, village).map(Block::Line));
    let parts = tables::parts_of(material.assessment, material.speech.unit(), [index]);
    blocks.extend(parts.into_iter().map(Block::Table));
    blocks.extend(lost(material, &losses, &format!("本{}", material.speech.unit())));
    blocks.extend(others(material, &base, (&village.items, &village.postings)));
    blocks.extend(outcounted(material, &village.items));
    blocks.extend(material.notes(&tables::of_places(material.assessment)));
    blocks.extend(money(material, &party));
    blocks.extend(awards::prizes(material, &party));
    blocks.extend(held_back(material, &party));
    let whose = cite::words(format!("{base}/name"), &village.name);
    blocks.extend(closing(material, whose, PartyKind::Village));
    blocks
}

fn cadre_slip(material: &Material<'_>, index: usize, cadre: &CadreResult) -> Vec<Block> {
    let base = format!("/cadres/{index}");
    let party = Party::Cadre(cadre.person.clone());
    let number = words::telling_number(material.assessment, &party);
    let standing = Text::from("考核对象：")
        .and(cite::words(format!("{base}/village"), &cadre.person.village))
        .and("　")
        .and(cite::words(format!("{base}/name"), &cadre.person.name))
        .and("（")
        .and(cite::words(format!("{base}/post"), &cadre.post))
        .and(number.map_or_else(String::new, |id| format!("，编号{id}")))
        .and("）");
    // Who is on a list only for the money has no score.
    let only_loses = only_loses(cadre);
    let standing = match cadre.score {
        _ if cadre.items.is_empty() => standing,
        // Of such an party 0 is the best, and no score.
        Some(score) if only_loses => {
            let title = format!("　　{}扣分合计：", material.since_when(Subject::Cadre));
            standing.and(title).and(cite::unsigned_full(format!("{base}/score"), score)).and("分")
        }
        score => {
            let title = format!("　　{}：", material.score_title());
            standing.and(title).and(points(format!("{base}/score"), score, cadre.closed_told()))
        }
    };
    let standing = standing.and(awards::grades(material, &party));
    let losses = tables::of_cadre(material, index, cadre);
    let mut blocks = vec![title(material), Block::Line(standing)];
    blocks.extend(vetoes::of_cadre(material, &party).into_iter().map(Block::Line));
    let sees_items = material.speech.audience().sees(Field::CadreScores);
    if sees_items && !only_loses {
        blocks.extend(items_of_cadre(index, cadre));
    } else {
        blocks.extend(taken(&base, cadre));
    }
    let of_periods = periods::of_cadre(&base, cadre).filter(|_| !only_loses);
    blocks.extend(of_periods.map(Block::Line));
    blocks.extend(periods::weights_of_cadre(&base, cadre).map(Block::Line));
    blocks.extend(lost(material, &losses, "本人"));
    blocks.extend(others(material, &base, (&cadre.items, &cadre.postings)));
    blocks.extend(outcounted(material, &cadre.items));
    blocks.extend(unpaid(material, &party));
    blocks.extend(money(material, &party));
    blocks.extend(awards::prizes(material, &party));
    blocks.extend(held_back(material, &party));
    let whose = cite::words(format!("{base}/village"), &cadre.person.village)
        .and(cite::words(format!("{base}/name"), &cadre.person.name));
    blocks.extend(closing(material, whose, PartyKind::Cadre));
    blocks
}

/// Whether a cadre's score is what was deducted, and nothing but that: simply added up from accounts that hold nothing else.
fn only_loses(cadre: &CadreResult) -> bool {
    let is_plain = |combine: Derivation, terms: &[Term]| {
        combine == Derivation::Sum && terms.iter().all(|term| term.weight == term.divisor)
    };
    let mut nodes = cadre.items.iter().flat_map(ItemResult::flattened);
    is_plain(cadre.combine, &cadre.terms)
        && nodes.all(|item| {
            let is_plain = item.combine.is_none_or(|combine| is_plain(combine, &item.terms));
            is_plain && item.points.is_none_or(Number::is_zero) && !item.can_add
        })
}

/// `78.50分`; that it is undecided, as words.
fn points(pointer: String, score: Option<Number>, closed: Option<&str>) -> Text {
    let unit = if score.is_some() && closed.is_none() { "分" } else { "" };
    cite::closable(pointer, score, closed).and(unit)
}

/// The score item by item, with what stands in place of a figure and how the items become the score.
fn items_of_cadre(index: usize, cadre: &CadreResult) -> Vec<Block> {
    let never = |item: &ItemResult| out_of_office::never_judged(item, cadre.into());
    let told = shown_items(&cadre.items).filter_map(|item| {
        let why = never(item)?.why;
        let mark = item_state::stands_early(item).map(|_| format!("（{}）", item_state::early_mark(item)));
        Some(Block::Line(format!("{}{}{why}。", item.name, mark.unwrap_or_default()).into()))
    });
    let others = shown_items(&cadre.items).filter(|item| never(item).is_none());
    let legend = item_state::legend(&others, [], Subject::Cadre).map(|legend| Block::Line(legend.into()));
    let longer = cite::longer(&cadre.items);
    let weighing = cite::weighing("/cadres", &[(index, cadre.into())]);
    let rescaled = cite::rescaled(&format!("/cadres/{index}"), cadre);
    let held = cite::held("/cadres", &[(index, cadre.into())]);
    let table = Block::Table(tables::items_of_cadre(index, cadre));
    std::iter::once(table)
        .chain(told)
        .chain(legend)
        .chain(longer.into_iter().chain(weighing).chain(rescaled).chain(held).map(Block::Line))
        .chain(tables::parts_of_cadre(index, cadre).into_iter().map(Block::Table))
        .collect()
}

/// What the score is made of, where it takes something from elsewhere: the village's own score.
fn taken(base: &str, cadre: &CadreResult) -> Vec<Block> {
    let taken = cadre.items.iter().enumerate().filter(|(_, item)| item.combine.is_some());
    let lines = taken.map(|(place, item)| {
        let pointer = format!("{base}/items/{place}");
        let text = Text::from("其中 ")
            .and(cite::words(format!("{pointer}/name"), &item.name))
            .and("：")
            .and(points(format!("{pointer}/score"), item.score, None));
        Block::Line(text)
    });
    lines.collect()
}

/// Every posting that lowered the score within the period, with clause and cell.
fn lost(material: &Material<'_>, losses: &[Cited<'_>], whose: &str) -> Vec<Block> {
    if losses.is_empty() {
        return vec![Block::Line(format!("{}{whose}没有扣分。", material.this_span()).into())];
    }
    let rows = losses.iter().map(|cited| {
        let mut row = tables::loss(cited, &material.speech);
        row.push(sources(&cited.pointer, cited));
        row
    });
    let mut columns = tables::loss_columns();
    columns.push(sources_column());
    vec![Block::Table(PaperTable {
        caption: format!("{}扣分", material.this_span()).into(),
        ..table(columns, 0, rows.collect())
    })]
}

/// What was given within the period, and what limits made of it, so that the score can be added up.
fn others(material: &Material<'_>, base: &str, account: (&[ItemResult], &[Posting])) -> Option<Block> {
    let others = tables::others(material, base, account);
    let rows = others.iter().map(|cited| {
        let mut row = tables::other(cited, &material.speech);
        row.push(sources(&cited.pointer, cited));
        row
    });
    let rows: Vec<_> = rows.collect();
    let mut columns = tables::other_columns();
    columns.push(sources_column());
    let caption = format!("{}加分和其他变动（正数为加，负数为减）", material.this_span());
    (!rows.is_empty())
        .then(|| Block::Table(PaperTable { caption: caption.into(), ..table(columns, 0, rows) }))
}

/// Rows of the period that the office read and that count nothing, since another of the same matter does: whoever sent
/// them in would look for them.
fn outcounted(material: &Material<'_>, items: &[ItemResult]) -> Option<Block> {
    let rows = items.iter().flat_map(ItemResult::flattened).flat_map(|item| &item.outcounted);
    let rows = rows.filter(|row| material.assessment.period.contains(row.date));
    let told = rows.map(|row| {
        let (happened, counted_on) = (day_of_year(row.happened), day_of_year(row.counted_on));
        format!("{happened}的“{}”已按{counted_on}的“{}”计", row.event, row.counted)
    });
    let told: Vec<_> = told.collect();
    (!told.is_empty())
        .then(|| Block::Line(format!("同一件事只计一行，下列各行不另计：{}。", told.join("；")).into()))
}

/// Pay that goes by grade, and of which the grade brings nothing.
fn unpaid(material: &Material<'_>, party: &Party) -> Vec<Block> {
    let Material { assessment, rulebook, .. } = *material;
    let line = |unpaid: Unpaid<'_>| {
        let text = Text::from(format!("{}（{}）：", unpaid.pay.name, unpaid.pay.clause));
        let Some((index, band)) = unpaid.grade else {
            let why = if unpaid.is_open { words::GRADE_OPEN } else { "没有等次，不发" };
            return Block::Line(text.and(why).and("。"));
        };
        let grade = awards::grade(material, &format!("/bands/{index}"), band);
        Block::Line(text.and(format!("{}等次为", band.period.chinese())).and(grade).and("，这一等次不发。"))
    };
    explanation::unpaid(rulebook, assessment, party, None).into_iter().map(line).collect()
}

fn sources_column() -> PaperColumn {
    column("出处", Side::Left, 14)
}

/// File, sheet and address of every cell that a posting rests on.
fn sources(pointer: &str, cited: &Cited<'_>) -> Text {
    cells(pointer, &cited.posting.cells)
}

fn cells(pointer: &str, cells: &[crate::diagnostic::CellRef]) -> Text {
    let mut text = Text::default();
    let mut last = None;
    for (place, cell) in cells.iter().enumerate().take(TOLD_CELLS) {
        let base = format!("{pointer}/cells/{place}");
        let sheet = (cell.file().as_ref(), cell.sheet.name().as_ref());
        text = if last == Some(sheet) {
            text.and(" ")
        } else {
            text.and(if place > 0 { "；" } else { "" })
                .and(cite::words(format!("{base}/file"), cell.file()))
                .and(" ")
                .and(cite::words(format!("{base}/sheet"), cell.sheet.name()))
                .and(" ")
        };
        text = text.and(cite::words(format!("{base}/cell"), &cell.address()));
        last = Some(sheet);
    }
    if cells.len() > TOLD_CELLS { text.and("等") } else { text }
}

/// Every yuan of an account within the period.
fn money(material: &Material<'_>, party: &Party) -> Vec<Block> {
    let entries = material.assessment.money.iter().enumerate();
    let mut own: Vec<(usize, &MoneyEntry)> = entries.filter(|(_, entry)| entry.party == *party).collect();
    own.sort_by_key(|(_, entry)| tables::rule_order(material.rulebook, &entry.rule));
    if own.is_empty() {
        return Vec::new();
    }
    let rows = own.into_iter().flat_map(|(index, entry)| {
        entry.postings.iter().enumerate().map(move |(place, posting)| {
            let base = format!("/money/{index}");
            let pointer = format!("{base}/postings/{place}");
            vec![
                cite::words(format!("{base}/title"), &entry.name),
                cite::fixed(format!("{pointer}/amount"), posting.amount),
                // A fine follows from a place, as what is proposed does.
                cite::sentence(format!("{pointer}/reason"), &posting.reason.to_string())
                    .and(tables::by_standing(material.rulebook, &entry.rule)),
                cite::words(format!("{pointer}/clause"), &posting.clause),
                cells(&pointer, &posting.cells),
            ]
        })
    });
    let columns = vec![
        column("名目", Side::Left, 8),
        column("金额（元）", Side::Right, 6),
        column("事由", Side::Left, 18),
        column("条款", Side::Middle, 4),
        sources_column(),
    ];
    vec![Block::Table(PaperTable {
        caption: "资金（正数为发放，负数为扣款）".into(),
        ..table(columns, 0, rows.collect())
    })]
}

/// What an account is not paid because of a proposal, which nobody has decided yet.
fn held_back(material: &Material<'_>, party: &Party) -> Vec<Block> {
    let actions = material.assessment.actions.iter().enumerate();
    let own = actions.filter(|(_, action)| action.who == *party && material.is_of_pay(action));
    let line = |(index, action): (usize, &ActionResult)| {
        let base = format!("/actions/{index}");
        let text = Text::from(format!("建议{}（", action.words()))
            .and(cite::words(format!("{base}/clause"), &action.clause))
            .and("）：")
            .and(cite::sentence(format!("{base}/reason"), &action.reason.to_string()))
            .and("。由党委、政府研究决定，决定以前暂不发放。");
        Block::Paragraph(text)
    };
    own.map(line).collect()
}

/// A page that holds nothing else still says whose it is.
fn closing(material: &Material<'_>, whose: Text, kind: PartyKind) -> Vec<Block> {
    let signs = match kind {
        PartyKind::Village => material.publication.signatory.as_str(),
        PartyKind::Cadre | PartyKind::Household => "本人",
    };
    let signs = whose.and(format!("　{}　{signs}（签字）：", material.period()));
    let contact = &material.publication.contact;
    let words = format!("以上情况请核对。有不同意见的，请写明哪一笔、理由和依据，向{contact}提出。");
    let opinion = Block::SignHere(vec!["□没有异议　□有异议，意见：".into()]);
    vec![
        Block::Paragraph(words.into()),
        opinion,
        Block::SignHere(vec![signs, "日期：".into()]),
        material.checksum_line(),
    ]
}

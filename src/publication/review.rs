//! 公开审查: what is given to the public, on whose word, and what was looked for in it.

use super::material::Material;
use super::tables::{self, column, table};
use crate::fact::PersonPolicy;
use crate::period::day_of_year;
use crate::report::paper::{Block, Measure, Orientation, Paper, PaperSection, PaperTable, Side, Text};
use crate::rulebook::{Field, Item, ItemRule, Subject};

/// What was looked through.
pub(super) struct Looked {
    /// Names of the files.
    pub(super) files: Vec<String>,
    /// How many texts were looked through.
    pub(super) texts: usize,
}

/// The page.
pub(super) fn review(material: &Material<'_>, looked: &Looked) -> Paper {
    let audience = material.speech.audience();
    let title = format!("{}{}考核结果公开审查表", material.publication.office, material.period());
    let of_persons = of_persons(material);
    let fields = fields(&audience.fields, &of_persons);
    let files = looked.files.iter().map(|name| vec![Text::from(name.as_str())]);
    let files = table(vec![column("公开的文件", Side::Left, 28)], 0, files.collect());
    let searched = format!(
        "已逐段检查以上文件的 {} 段文字（含文件属性），没有发现身份证号、手机号、银行卡号；公布的联系方式和结果校验码不在其内。",
        looked.texts
    );
    let line = |text: String| Block::Paragraph(text.into());
    let mut blocks = vec![
        Block::Title(vec![title.as_str().into()]),
        Block::Table(PaperTable {
            caption: "公开的内容（没有列出的一律不公开）".into(), ..fields
        }),
        line(format!("人名：{}。", audience.names.chinese())),
        line(format!("依据：{}。", audience.basis)),
        line(format!("审定：{}。", audience.approved_by)),
        line(format!("联系方式：{}。", material.publication.contact)),
        Block::Table(files),
        line(searched),
    ];
    let single = material.speech.gives_away(material.assessment);
    if !single.is_empty() {
        blocks.push(line(format!(
            "{}只有一名村干部，不写姓名也看得出是谁，公开前请再斟酌。",
            single.join("、")
        )));
    }
    let told: Vec<&str> = of_persons.iter().map(|(_, what)| what.as_str()).collect();
    if !told.is_empty() {
        blocks.push(line(format!(
            "公开的事由里，下列各笔是或可能是关于个人的事，没有写姓名，村里的人也可能看得出是谁，公开前请再斟酌：{}。",
            told.join("、")
        )));
    }
    blocks.push(Block::SignHere(vec![
        "保密审查（□同意　□不同意）签字：".into(),
        "审批（□同意公开　□不同意公开）签字：".into(),
        "日期：".into(),
    ]));
    blocks.push(material.checksum_line());
    let section = PaperSection {
        orientation: Orientation::Portrait,
        measure: Measure::Compact,
        numbered_anew: false,
        blocks,
    };
    Paper { title, letterhead: None, record: Vec::new(), sections: vec![section], imprint: None }
}

/// What is public, and whether it is about persons.
fn fields(public: &[Field], of_persons: &[(Field, String)]) -> PaperTable {
    let rows = public.iter().map(|field| {
        let touches = || of_persons.iter().any(|(own, _)| own == field);
        let personal = match field.is_personal() {
            true => "涉及个人",
            false if touches() => "可能涉及个人",
            false => "不涉及个人",
        };
        vec![Text::from(field.chinese()), personal.into()]
    });
    let columns = vec![column("公开的内容", Side::Left, 20), column("性质", Side::Middle, 8)];
    table(columns, 0, rows.collect())
}

/// What the audience reads of villages that is, or may be, about somebody all the same: what lowered or raised a score by an
/// event that may name a person, by attendance or by leave. Each with the village, the day and the clause.
fn of_persons(material: &Material<'_>) -> Vec<(Field, String)> {
    let is_of_person = |rule: &ItemRule| {
        rule.uses.counts.is_some() || rule.uses.events.iter().any(|event| event.person != PersonPolicy::None)
    };
    let items = material.rulebook.items_of(Subject::Village);
    let rules: Vec<&ItemRule> = items.flat_map(Item::rules).filter(|rule| is_of_person(rule)).collect();
    let mut told = Vec::new();
    for (index, village) in material.assessment.villages.iter().enumerate() {
        let base = format!("/villages/{index}");
        let lost = tables::of_village(material, index, village).into_iter().map(|one| (Field::Losses, one));
        let others = tables::others(material, &base, (&village.items, &village.postings));
        let all = lost.chain(others.into_iter().map(|one| (Field::Gains, one)));
        for (field, cited) in all.filter(|(field, _)| material.speech.audience().sees(*field)) {
            if rules.iter().any(|rule| rule.id == *cited.posting.rule) {
                let (day, clause) = (day_of_year(cited.posting.date), &cited.posting.clause);
                told.push((field, format!("{}{day}（{clause}）", village.name)));
            }
        }
    }
    told
}

//! What is ranked, and what follows from a place: prizes and sanctions. All act on results, never inside an item.

use super::scheme::read_id;
use crate::diagnostic::Span;
use crate::number::Number;
use crate::period::Span as Length;
use crate::rules::ActionKind;
use crate::toml_table::Reader;

/// Among whom places are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// All villages.
    All,
    /// Villages of one class.
    Class,
}

/// A `[[standing]]`: villages by total score, equal scores share a place and the next is skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Kebab-case id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Among whom.
    pub group: Group,
    /// Where it is declared.
    pub span: Span,
}

/// A tier of prizes: who holds the place gets the amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// 一等奖
    pub name: String,
    /// Place, from 1.
    pub place: Number,
    /// Yuan.
    pub amount: Number,
}

/// A `[[prize]]`: tiers by place; those who tie share equally the prizes of the places they fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prize {
    /// Kebab-case id.
    pub id: String,
    /// Clause of the scheme.
    pub clause: String,
    /// The standing it follows.
    pub standing: String,
    /// For which periods it is given.
    pub period: Length,
    /// Tiers in order of place.
    pub tiers: Vec<Tier>,
    /// Where it is declared.
    pub span: Span,
}

/// A `[[sanction]]`: last place and a score at or under a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanction {
    /// Kebab-case id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Clause of the scheme.
    pub clause: String,
    /// The standing it follows.
    pub standing: String,
    /// For which periods it applies.
    pub period: Length,
    /// Scores at or under this.
    pub at_most: Number,
    /// What is to be done.
    pub action: ActionKind,
    /// Where it is declared.
    pub span: Span,
}

const PERIODS: &[(&str, Length, &str)] = &[
    ("month", Length::Month, "每月"),
    ("quarter", Length::Quarter, "每季度"),
    ("half-year", Length::HalfYear, "每半年"),
    ("year", Length::Year, "全年"),
];

/// Reads every `[[standing]]`.
pub(super) fn read_standings(reader: &Reader<'_>) -> Vec<Standing> {
    reader.tables("standing", "排名").into_iter().filter_map(read_standing).collect()
}

fn read_standing(reader: Reader<'_>) -> Option<Standing> {
    const GROUP: &[(&str, Group, &str)] =
        &[("all", Group::All, "全部村一起排"), ("class", Group::Class, "按类别分别排")];
    let id = read_id(&reader);
    let name = reader.text("name", "排名的名称");
    let node = reader.choice("node", "按什么排", &[("village", (), "村总分")]);
    let group = reader.choice("group", "在谁之间排", GROUP);
    let ties = reader.choice("ties", "同分怎样排", &[("share-and-skip", (), "并列，后面的名次空出")]);
    let span = reader.span().clone();
    reader.finish();
    node?;
    ties?;
    Some(Standing { id: id?, name: name?, group: group?, span })
}

/// Reads every `[[prize]]`.
pub(super) fn read_prizes(reader: &Reader<'_>) -> Vec<Prize> {
    reader.tables("prize", "按名次发的奖").into_iter().filter_map(read_prize).collect()
}

fn read_prize(reader: Reader<'_>) -> Option<Prize> {
    let id = read_id(&reader);
    let clause = reader.text("clause", "所依据的条款");
    let standing = reader.text("standing", "按哪个排名（[[standing]] 的 id）");
    let period = reader.choice("period", "何时评", PERIODS);
    let sharing = reader.choice("ties", "并列怎样发", &[("share", (), "平分所占各名次的奖金")]);
    let tiers: Option<Vec<_>> = reader
        .required_tables("tiers", "奖次：{ name = \"一等奖\", place = 1, amount = 金额 }")
        .into_iter()
        .map(read_tier)
        .collect();
    let span = reader.span().clone();
    reader.finish();
    sharing?;
    let mut tiers = tiers?;
    tiers.sort_by_key(|tier| tier.place);
    Some(Prize { id: id?, clause: clause?, standing: standing?, period: period?, tiers, span })
}

fn read_tier(reader: Reader<'_>) -> Option<Tier> {
    let name = reader.text("name", "奖次的名称");
    let place = reader.number("place", "第几名");
    let amount = reader.number("amount", "奖金（元）");
    reader.finish();
    Some(Tier { name: name?, place: place?, amount: amount? })
}

/// Reads every `[[sanction]]`.
pub(super) fn read_sanctions(reader: &Reader<'_>) -> Vec<Sanction> {
    reader.tables("sanction", "对末位等的处理").into_iter().filter_map(read_sanction).collect()
}

fn read_sanction(reader: Reader<'_>) -> Option<Sanction> {
    let id = read_id(&reader);
    let name = reader.text("name", "名称");
    let clause = reader.text("clause", "所依据的条款");
    let standing = reader.text("standing", "按哪个排名（[[standing]] 的 id）");
    let period = reader.choice("period", "何时认定", PERIODS);
    let place = reader.choice("place", "对第几名", &[("last", (), "最后一名")]);
    let ties = reader.choice("ties", "并列末位怎样处理", &[("all", (), "全部列入")]);
    let at_most = reader.number("at-most", "得分不超过多少（含本数）");
    let action = reader.choice("action", "怎样处理", ActionKind::CHOICES);
    let span = reader.span().clone();
    reader.finish();
    place?;
    ties?;
    Some(Sanction {
        id: id?,
        name: name?,
        clause: clause?,
        standing: standing?,
        period: period?,
        at_most: at_most?,
        action: action?,
        span,
    })
}

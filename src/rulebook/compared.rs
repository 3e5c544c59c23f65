//! Indicators that nobody enters and no register holds: how a village stands among the others by a figure of all of them
//! (`source = "villages"`), or in a standing (`source = "standing"`). What they come to on a day is the engine's, in
//! `engine/view/relative.rs`.

use std::sync::Arc;

use super::declaration::{Declarations, IndicatorSource};
use super::outcome::{PERIODS, RankTies};
use super::{Body, Rulebook};
use crate::period::Length;
use crate::rules::{FactLabel, Uses};
use crate::text::Text;
use crate::toml_table::Reader;

/// A comparison of villages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The indicator that they are compared by.
    pub indicator: String,
    /// What it is first taken as a percentage of; without it the figure itself is compared.
    pub whole: Option<ComparedWhole>,
    /// What the comparison says.
    pub says: Says,
    /// Among whom.
    pub group: ComparedGroup,
    /// The figure that is compared, as postings show it: of a share `参保人数占应参保人数`, in %.
    pub label: Arc<FactLabel>,
}

/// The place in a standing, of each period of a length that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceIn {
    /// The standing's id.
    pub standing: String,
    /// Of what periods.
    pub period: Length,
    /// From which end it is counted.
    pub counted: Counted,
}

/// From which end a place in a standing is counted; equal ones share it as the standing says, from either end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// From the first: the place itself.
    FromFirst,
    /// From the last, which is 1 then; with what there is where all who have a place share it.
    FromLast(AllTied),
}

/// What a figure is a percentage of before villages are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparedWhole {
    /// Another indicator.
    Indicator(String),
    /// A target.
    Target(String),
}

impl ComparedWhole {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Indicator(name) | Self::Target(name) => name,
        }
    }
}

/// What a comparison says of a village.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Its place, 1 for the first.
    Place {
        /// Which end is the first.
        order: PlaceOrder,
        /// What equal figures do.
        ties: RankTies,
        /// Where those stand who have not reported.
        unreported: UnreportedPlace,
        /// What there is where nobody stands before anybody.
        all_tied: AllTied,
    },
    /// The mean of the villages.
    Mean,
    /// How far it lies above the mean; below zero if under it.
    OverMean,
    /// The figure of the highest.
    Highest,
    /// The figure of the lowest.
    Lowest,
    /// Its figure in percent of the highest; 0 where all are 0.
    PercentOfHighest,
}

/// Where villages stand in the eyes of others that have a figure due and have not reported it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreportedPlace {
    /// Nowhere.
    LeftOut,
    /// Before all others: where the first place is the worst, nobody is worse.
    First,
}

/// What place all have whose figures are the same, or who is compared with nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllTied {
    /// The first.
    First,
    /// None: there is nobody to stand before, and it brings nothing.
    NoPlace,
}

/// Which figure has the first place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceOrder {
    /// The highest.
    HighestFirst,
    /// The lowest.
    LowestFirst,
}

/// Among which villages it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedGroup {
    /// All.
    All,
    /// Those of the same class on the day.
    Class,
}

/// What `compare` may say, before the order of places is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Place,
    Other(Says),
}

const WORDS: &[(&str, Word, &str)] = &[
    ("place", Word::Place, "排第几"),
    ("mean", Word::Other(Says::Mean), "各村的平均数"),
    ("over-mean", Word::Other(Says::OverMean), "比各村的平均数高多少，低的是负数"),
    ("highest", Word::Other(Says::Highest), "最高的村的数"),
    ("lowest", Word::Other(Says::Lowest), "最低的村的数"),
    ("percent-of-highest", Word::Other(Says::PercentOfHighest), "是最高的村的百分之几；各村都是 0 的算 0"),
];

const ORDERS: &[(&str, PlaceOrder, &str)] = &[
    ("highest-first", PlaceOrder::HighestFirst, "最高的排第 1；取名次的，第1名是 1"),
    (
        "lowest-first",
        PlaceOrder::LowestFirst,
        "最低的排第 1；取名次的，最后一名是 1，并列的照排名的 ties 从后往前排；“倒数第几”也这样写",
    ),
];

const ORDER: &str = "从哪头排起（compare = \"place\" 时写，取名次时可写，不写则第1名是 1）";

const ALL_ARE_TIED: &str = "各村的数全都相同，或只有一个村可比时怎样排（compare = \"place\" 时写，取名次而 order = \"lowest-first\" 时也写：看那一组排了名次的是不是全都并列）";

/// The same of a place alone.
const ALL_SHARE_IT: &str =
    "那一组排了名次的全都并列，或只有一个时，从最后一名数起怎样算（取名次而 order = \"lowest-first\" 时写）";

const UNREPORTED: &[(&str, UnreportedPlace, &str)] = &[
    ("left-out", UnreportedPlace::LeftOut, "不在其内，别的村照样排"),
    (
        "first",
        UnreportedPlace::First,
        "排在最前面，别的村依次往后（第 1 名是最差的、扣分的名次里，没有填报的算最差）",
    ),
];

const ALL_TIED: &[(&str, AllTied, &str)] = &[
    ("first", AllTied::First, "都是第 1 名"),
    (
        "no-place",
        AllTied::NoPlace,
        "没有名次，不加也不扣（没有先后，也就没有“倒数第一”），前一次按名次计的也不动",
    ),
];

const GROUPS: &[(&str, ComparedGroup, &str)] =
    &[("all", ComparedGroup::All, "全部的村"), ("class", ComparedGroup::Class, "当日同一类别的村")];

fn meaning<T: PartialEq>(choices: &[(&str, T, &'static str)], chosen: &T) -> &'static str {
    choices.iter().find(|(_, choice, _)| choice == chosen).map_or("", |(.., meaning)| meaning)
}

/// Reads the keys of a comparison. `is_one` where they must be there.
pub(super) fn read(reader: &Reader<'_>, is_one: bool) -> Option<Comparison> {
    if !reader.needs(is_one) {
        reader.always();
        return None;
    }
    let indicator = reader.text("indicator", "各村比哪个指标（由各村比出时写）");
    let of = reader.optional_text("of", "先算占哪个指标的百分之几再比；不写则直接比指标的数");
    let target = reader.optional_text("of-target", "先算占哪项任务的百分之几再比；与 of 至多写一个");
    let word = reader.choice("compare", "比出什么（由各村比出时写）", WORDS);
    let group = reader.choice(
        "group",
        "在哪些村之间比（由各村比出时写）；认定之日不在考核之列的村、不适用的村不在其内，没有填报的村除名次另有规定（unreported）的以外也不在其内",
        GROUPS,
    );
    let says = read_says(reader, word);
    reader.always();
    if of.is_some() && target.is_some() {
        reader.out_of_place("of-target", "已写了 of，二者只写一个");
        return None;
    }
    let whole = of.map(ComparedWhole::Indicator).or(target.map(ComparedWhole::Target));
    let indicator = indicator?;
    let label = label(&indicator, whole.as_ref());
    Some(Comparison { indicator, whole, says: says?, group: group?, label: Arc::new(label) })
}

/// Reads the keys of a place. `is_one` where they must be there.
pub(super) fn read_place(reader: &Reader<'_>, is_one: bool) -> Option<PlaceIn> {
    if !reader.needs(is_one) {
        reader.always();
        return None;
    }
    let meaning = "在哪个排名里的名次（[[standing]] 的 id；取名次时写）；排的得分里不能有看这个名次的规则，没有名次的村算不适用";
    let standing = reader.text("standing", meaning);
    let period =
        reader.choice("period", "哪些考核期的名次（取名次时写）：期满以后才有，规则看最近一期的", PERIODS);
    let counted = read_counted(reader);
    reader.always();
    Some(PlaceIn { standing: standing?, period: period?, counted: counted? })
}

/// From which end a place is counted. Both keys are those of a comparison, which says what they mean.
fn read_counted(reader: &Reader<'_>) -> Option<Counted> {
    if reader.is_describing() {
        return Some(Counted::FromFirst);
    }
    let is_from_last = reader.optional_choice("order", ORDER, ORDERS) == Some(PlaceOrder::LowestFirst);
    if is_from_last {
        return reader.choice("all-tied", ALL_SHARE_IT, ALL_TIED).map(Counted::FromLast);
    }
    if reader.has("all-tied") {
        reader.optional_choice("all-tied", ALL_SHARE_IT, ALL_TIED);
        reader.out_of_place("all-tied", "取名次的，从最后一名数起（order = \"lowest-first\"）才写");
    }
    Some(Counted::FromFirst)
}

fn read_says(reader: &Reader<'_>, word: Option<Word>) -> Option<Says> {
    if reader.needs(word == Some(Word::Place)) {
        let order = reader.choice("order", ORDER, ORDERS);
        let ties = reader.choice("ties", "数相同的怎样排（compare = \"place\" 时写）", RankTies::CHOICES);
        let unreported = reader.choice(
            "unreported",
            "到时候没有填报的村怎样排（compare = \"place\" 时写）；它自己怎样计分，看项目的 when-not-reported",
            UNREPORTED,
        );
        let all_tied = reader.choice("all-tied", ALL_ARE_TIED, ALL_TIED);
        let (order, ties) = (order?, ties?);
        return Some(Says::Place { order, ties, unreported: unreported?, all_tied: all_tied? });
    }
    match word? {
        Word::Place => None,
        Word::Other(says) => Some(says),
    }
}

/// The unit of an indicator is filled in where all of them are known.
fn label(indicator: &str, whole: Option<&ComparedWhole>) -> FactLabel {
    match whole {
        None => FactLabel { name: indicator.into(), unit: Text::default() },
        Some(whole) => {
            FactLabel { name: format!("{indicator}占{}", whole.name()).into(), unit: Text::fixed("%") }
        }
    }
}

impl Comparison {
    /// Whether what it says may be less than zero though the figures compared are not.
    pub fn may_fall_below_zero(&self) -> bool {
        self.says == Says::OverMean
    }

    /// `比“参保人数占应参保人数”：最高的排第 1，数相同的并列，后面的名次空出；全部的村一起比`
    pub fn describe(&self) -> String {
        let says = match self.says {
            Says::Place { order, ties, unreported, all_tied } => {
                let order = meaning(ORDERS, &order).split('；').next().unwrap_or_default();
                let ties = meaning(RankTies::CHOICES, &ties);
                let unreported = match unreported {
                    UnreportedPlace::LeftOut => "不在其内",
                    UnreportedPlace::First => "排在最前面",
                };
                let all_tied = match all_tied {
                    AllTied::First => "都是第 1 名",
                    AllTied::NoPlace => "没有名次",
                };
                format!("{order}，数相同的{ties}；没有填报的村{unreported}；各村全都相同的{all_tied}")
            }
            Says::PercentOfHighest => "是最高的村的百分之几，各村都是 0 的算 0".to_owned(),
            other => meaning(WORDS, &Word::Other(other)).to_owned(),
        };
        format!("比“{}”：{says}；{}一起比", self.label.name, meaning(GROUPS, &self.group))
    }

    /// The unit that what it says is counted in; `None` where any will do.
    pub(super) fn unit_of<'a>(&self, compared: &'a str) -> Option<&'a str> {
        match self.says {
            Says::Place { .. } => None,
            Says::PercentOfHighest => Some("%"),
            Says::Mean | Says::OverMean | Says::Highest | Says::Lowest => {
                Some(if self.whole.is_some() { "%" } else { compared })
            }
        }
    }
}

impl PlaceIn {
    /// `最后一名是 1，并列的照排名的办法从后往前排，全都并列的不加也不扣`; nothing of one that is counted from the first.
    pub fn counted_told(&self) -> Option<String> {
        let Counted::FromLast(all_tied) = self.counted else { return None };
        let all_tied = match all_tied {
            AllTied::First => "都是 1",
            AllTied::NoPlace => "不加也不扣",
        };
        Some(format!("最后一名是 1，并列的照排名的办法从后往前排，全都并列的{all_tied}"))
    }
}

/// Lets every comparison know what all of the rulebook says of the figure that is compared: its unit, and whether it may be
/// less than zero; and every rule that reads one know what stands behind it.
pub(super) fn settle(rulebook: &mut Rulebook) {
    let declared = &rulebook.declarations.indicators;
    if !declared.iter().any(|one| one.source.is_relative()) {
        return;
    }
    rulebook.declarations.has_relative = true;
    let known = rulebook.declarations.clone();
    for indicator in &mut rulebook.declarations.indicators {
        let IndicatorSource::Villages(comparison) = &mut indicator.source else { continue };
        let Some(of) = known.indicator(&comparison.indicator) else { continue };
        if comparison.whole.is_none() {
            comparison.label = Arc::clone(&of.label);
        }
        indicator.below_zero = comparison.may_fall_below_zero()
            || (of.below_zero && !matches!(comparison.says, Says::Place { .. }));
    }
    for item in &mut rulebook.items {
        if let Body::Account(terms) = &mut item.body {
            terms.rules.iter_mut().for_each(|rule| add_behind(&mut rule.uses, &known));
        }
    }
    rulebook.money.iter_mut().for_each(|rule| add_behind(&mut rule.uses, &known));
}

fn add_behind(uses: &mut Uses, known: &Declarations) {
    for name in uses.indicators.iter().chain(&uses.names) {
        let Some(IndicatorSource::Villages(comparison)) = known.indicator(name).map(|one| &one.source) else {
            continue;
        };
        uses.behind.push(comparison.indicator.clone());
        match &comparison.whole {
            Some(ComparedWhole::Indicator(of)) => {
                uses.behind.push(of.clone());
                uses.wholes.push(of.clone());
            }
            Some(ComparedWhole::Target(of)) => uses.behind_targets.push(of.clone()),
            None => {}
        }
    }
}

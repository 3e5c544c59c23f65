//! How a score becomes money: a share of a base or a percentage of it along a broken line, yuan a point, by grade, a share of a
//! pool; or so much whatever the score is.

use std::collections::BTreeMap;

use super::pay::numbers;
use super::scale::Scale;
use crate::number::Number;
use crate::rules::{Bound, BracketRate};
use crate::toml_table::Reader;

/// What the score is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The full mark.
    Full,
    /// What could be had by then.
    Available,
    /// Nothing: the score brings a percentage along a broken line.
    Scale(Scale),
}

/// How the score becomes money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rate {
    /// Base × score ÷ what it is held against, or × the percentage that the score brings.
    OfBase(Base, Basis),
    /// So many yuan a point.
    PerPoint {
        /// Yuan.
        yuan: Number,
        /// The score from which points are counted: above it they are paid, below it kept back. `None`: from nothing on,
        /// and nothing is kept back.
        over: Option<Number>,
    },
    /// By grade of a `[[band]]`.
    ByBand {
        /// The band.
        band: String,
        /// Yuan by grade.
        amounts: BTreeMap<String, Number>,
    },
    /// So much for each, whatever the score is.
    Fixed(Base),
    /// So many yuan among all, each the share that the score, with what multiplies it, is of all of them.
    Pool {
        /// Yuan.
        yuan: Number,
        /// The `[[target]]` whose figure of each village, its people say, multiplies the score.
        by: Option<String>,
    },
}

impl Rate {
    /// The `[[target]]` that gives the figure of each village by which it is paid.
    pub fn target(&self) -> Option<&str> {
        match self {
            Self::OfBase(base, _) | Self::Fixed(base) => base.target(),
            Self::Pool { by, .. } => by.as_deref(),
            Self::PerPoint { .. } | Self::ByBand { .. } => None,
        }
    }

    /// Whether it may come to less than nothing, and is then kept back.
    pub fn takes(&self) -> bool {
        matches!(self, Self::PerPoint { over: Some(_), .. })
    }
}

/// The amount that a full score, or 100%, brings, or that is paid whatever the score is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// The same for all.
    Each(Number),
    /// By the bracket that a village's figure, its population say, lies in.
    ByFigure {
        /// The `[[target]]` that gives the figure.
        target: String,
        /// Brackets and amounts.
        brackets: Vec<BracketRate>,
    },
    /// So many yuan for each unit of a village's figure.
    PerUnit {
        /// The `[[target]]` that gives the figure.
        target: String,
        /// Yuan.
        yuan: Number,
    },
}

impl Base {
    /// The `[[target]]` that gives the figure by which it differs.
    pub fn target(&self) -> Option<&str> {
        match self {
            Self::Each(_) => None,
            Self::ByFigure { target, .. } | Self::PerUnit { target, .. } => Some(target),
        }
    }
}

/// The keys of which one is written.
const KEYS: [&str; 7] = ["base", "base-by", "per-point", "band", "pool", "fixed", "fixed-by"];

/// One of `base` and `base-by` (with `of` or `scale`), `per-point`, `band`, `pool`, `fixed`, `fixed-by`.
pub(super) fn read_rate(reader: &Reader<'_>) -> Option<Rate> {
    let base = reader.optional_number(
        "base",
        "得满分时（有 scale 的，100% 时）发多少元；怎样由得分算钱，base、base-by、per-point、band、pool、fixed、fixed-by 写一个",
    );
    let base_by = reader.optional_text(
        "base-by",
        "满分时（有 scale 的，100% 时）的金额看各村的哪个数（[[target]] 的名称，如人口），分档的再写 bases，每一个发多少元的再写 per-unit；七个键写一个",
    );
    let rows =
        reader.tables("bases", "各档的金额，有 base-by 或 fixed-by 时写：{ at-most = 1000, base = 500 }");
    let per_unit = reader
        .optional_number("per-unit", "base-by 或 fixed-by 的数每 1 个发多少元，代替 bases，如每人 3 元写 3");
    let per_point = reader.optional_number("per-point", "每得一分发多少元；七个键写一个");
    let over = reader.optional_number("over", OVER);
    let band = reader.optional_text("band", "按哪个等次发（[[band]] 的 id）；七个键写一个");
    let amounts = numbers(reader, reader.names("amounts", "各等发多少元；有 band 时写", "金额"));
    let pool = reader.optional_number("pool", POOL);
    let pool_by = reader.optional_text("pool-by", POOL_BY);
    let fixed = reader.optional_number("fixed", FIXED);
    let fixed_by = reader.optional_text("fixed-by", FIXED_BY);
    let scale = reader.tables("scale", SCALE);
    let mut written = KEYS.into_iter().filter(|key| reader.has(key));
    let (first, second) = (written.next(), written.next());
    if let (Some(first), Some(second)) = (first, second) {
        reader.optional_choice("of", "按得分与什么之比发", OF);
        reader.out_of_place(second, &format!("已写了 {first}，怎样由得分算钱只写一种"));
        return None;
    }
    if first.is_none() && !reader.is_describing() {
        reader.missing("base", "怎样由得分算钱：base（满分金额）、base-by（看各村一个数的满分金额）、per-point（每分多少）、band（按等次）、pool（一笔总额按得分分）、fixed（不论得分的固定金额）、fixed-by（不论得分，看各村一个数）写一个");
        return None;
    }
    tell_out_of_place(reader, first);
    for (key, yuan) in [("per-point", per_point), ("pool", pool), ("fixed", fixed), ("per-unit", per_unit)] {
        let is_nothing = yuan.is_some_and(|yuan| yuan <= Number::ZERO);
        if let Some(node) = reader.node(key).filter(|_| is_nothing) {
            reader.bad_value(node, key, "大于 0 的数");
        }
    }
    // By the key that is written, whether or not its value could be read: what is wrong with that is told already.
    match first.unwrap_or("base") {
        "per-point" => per_point.map(|yuan| Rate::PerPoint { yuan, over }),
        "pool" => pool.map(|yuan| Rate::Pool { yuan, by: pool_by }),
        "fixed" => fixed.map(|yuan| Rate::Fixed(Base::Each(yuan))),
        "fixed-by" => by_figure(reader, fixed_by, rows, per_unit).map(Rate::Fixed),
        "band" => {
            if amounts.is_empty() {
                reader.missing("amounts", "各等发多少元：{ \"优秀\" = 3000 }");
                return None;
            }
            Some(Rate::ByBand { band: band?, amounts })
        }
        base_key => {
            let basis = read_basis(reader, scale);
            let base = match base_key {
                "base" if !reader.is_describing() => base.map(Base::Each),
                _ => by_figure(reader, base_by, rows, per_unit),
            };
            Some(Rate::OfBase(base?, basis?))
        }
    }
}

/// What stands beside another of the keys than that which it says something of.
fn tell_out_of_place(reader: &Reader<'_>, first: Option<&str>) {
    if !matches!(first, Some("base" | "base-by")) {
        reader.out_of_place("scale", "只与 base、base-by 同写：它说的是基数的百分之几");
    }
    if first != Some("per-point") {
        reader.out_of_place("over", "只与 per-point 同写：从哪个分算起");
    }
    if first != Some("pool") {
        reader.out_of_place("pool-by", "只与 pool 同写：那一笔还按各村的哪个数分");
    }
    if !matches!(first, Some("base-by" | "fixed-by")) {
        reader.out_of_place("per-unit", "只与 base-by、fixed-by 同写：那个数每 1 个多少元");
    } else if reader.has("per-unit") {
        reader.out_of_place("bases", "已写了 per-unit，各村的金额由它定");
    }
}

/// The amounts by a village's figure: so much each, or by the bracket it lies in.
fn by_figure(
    reader: &Reader<'_>,
    target: Option<String>,
    rows: Vec<Reader<'_>>,
    per_unit: Option<Number>,
) -> Option<Base> {
    if reader.has("per-unit") {
        return Some(Base::PerUnit { target: target?, yuan: per_unit? });
    }
    if rows.is_empty() && !reader.is_describing() {
        reader.missing(
            "bases",
            "各档的金额，至少一档：{ at-most = 1000, base = 500 }；每一个发多少元的写 per-unit",
        );
    }
    let brackets = BracketRate::read_all(rows, "base", "这一档发多少元")?;
    Bound::check_all_covered(&BracketRate::bounds(&brackets), reader, "bases");
    Some(Base::ByFigure { target: target?, brackets })
}

const OF: &[(&str, Held, &str)] =
    &[("full", Held::Full, "满分"), ("available", Held::Available, "到当期为止应得的分")];

/// The words of `of`.
#[derive(Clone, Copy)]
enum Held {
    Full,
    Available,
}

/// Either `of` or `scale`.
fn read_basis(reader: &Reader<'_>, scale: Vec<Reader<'_>>) -> Option<Basis> {
    if reader.has("scale") {
        reader.optional_choice("of", "按得分与什么之比发", OF);
        reader.out_of_place("of", "已写了 scale，得多少分发百分之几由它定");
        return Scale::read(reader, scale).map(Basis::Scale);
    }
    if reader.is_describing() {
        Scale::read(reader, scale);
    }
    reader.needs(!reader.is_describing());
    let meaning = "按得分与什么之比发（写了 base、base-by 而没有写 scale 的必须写明）";
    let of = reader.choice("of", meaning, OF);
    reader.always();
    Some(match of? {
        Held::Full => Basis::Full,
        Held::Available => Basis::Available,
    })
}

const SCALE: &str = "得多少分发基数的百分之几，写了 base、base-by 时可写，代替 of：从高分到低分写几个点，两点之间按比例折算，第一点以上照第一点，最后一点以下照最后一点。“95分以上全额，95分以下每低1分扣1%，90分以下每低1分扣2%，至少发35%”写 [{ score = 95, percent = 100 }, { score = 90, percent = 95 }, { score = 60, percent = 35 }]。还没有到期、不适用的不发；某分以下一分不发的，再写 times";

const OVER: &str = "从哪个分算起，写了 per-point 时可写：比它高的每分发这么多，低的每分扣这么多（记成负数），如“以900分为基准，每高（低）1分奖（罚）10元”写 900；只奖不罚的不写，用 base 和 scale";

const FIXED_BY: &str =
    "不论得分，每期的金额看各村的哪个数（[[target]] 的名称，如人口），再写 bases 或 per-unit；七个键写一个";

const FIXED: &str = "不论得分，每期发给每人（村）多少元，如按月发的固定补贴、按季预发的；七个键写一个。职务系数、在职时间、times 照乘，得分没有定的也发";

const POOL: &str = "全部这么多元，按各人（村）的得分占合计的比例分；七个键写一个。得分先乘系数（by-post、times）、按在职天数折算，低于 0 的按 0；不发的不计入合计，被扣发的照计入、那一份不再分；有一个得分没有定，谁的都不发";

const POOL_BY: &str = "从 pool 里分的，得分还乘各村的哪个数（[[target]] 的名称，如村干部职数、人口），写了 pool 时可写：“奖金总额按得分和职数分配”；这个数不适用的村不分，不计入合计。不写则只按得分";

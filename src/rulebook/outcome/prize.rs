//! `[[prize]]` 奖励: by place, by place and minimum score, or for places gained since the period before.

use super::super::scheme::{InForce, read_id, read_in_force};
use super::bar::{BarredSeat, Bars, TIERS, read_bars};
use super::{NO_HISTORY, NoHistory, OfGroups, PERIODS};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::Number;
use crate::period::Length;
use crate::toml_table::Reader;

/// A tier: its places, what is asked beyond the place, and the amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// 一等奖
    pub name: String,
    /// First place, from 1; for gains, the fewest places gained.
    pub place: Number,
    /// Last place.
    pub until: Number,
    /// The score that must be reached.
    pub at_least: Option<Number>,
    /// Yuan each.
    pub amount: Number,
}

impl Tier {
    /// Whether a score will do for it.
    pub fn is_met_by(&self, score: Number) -> bool {
        self.at_least.is_none_or(|least| score >= least)
    }
}

/// What a prize looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrizeFor {
    /// The place held.
    Place,
    /// Places gained since the period before.
    Gain,
}

/// What those who share a place get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrizeTies {
    /// They share equally the prizes of the places they fill, to the fen.
    Share,
    /// Each gets the whole prize of the place held.
    FullEach,
    /// People decide who comes first; a `[[decision]]` says so.
    Decide,
}

/// What becomes of a tier whose minimum score the holder of the place misses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfilled {
    /// Nobody gets it, and the holder gets nothing.
    Lapses,
    /// The holder gets the best tier left whose minimum is reached.
    PassesDown,
}

/// A prize.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prize {
    /// Kebab-case id.
    pub id: String,
    /// Clause of the scheme.
    pub clause: String,
    /// The standing it follows.
    pub standing: String,
    /// In which of its groups.
    pub groups: OfGroups,
    /// For which periods it is given.
    pub period: Length,
    /// What it looks at.
    pub given_for: PrizeFor,
    /// What those who share a place get.
    pub ties: PrizeTies,
    /// What becomes of a tier whose minimum is missed.
    pub unfilled: Unfilled,
    /// Who has one of these in the period gets none of this.
    pub not_with: Vec<String>,
    /// What becomes of the tier that they hold by place.
    pub not_with_seat: BarredSeat,
    /// What keeps somebody from it, or from its better tiers.
    pub bars: Bars,
    /// For gains in the first period that is known.
    pub no_history: NoHistory,
    /// Tiers in order of place.
    pub tiers: Vec<Tier>,
    /// When it is in force: for the periods all days of which are.
    pub in_force: InForce,
    /// Where it is declared.
    pub span: Span,
}

impl Prize {
    /// Whether it is given or not by whether somebody has another (`not-with`): that is decided by then, for some of the same
    /// people, and at some time in which both are in force.
    pub fn waits_for(&self, other: &Self) -> bool {
        // Of periods one after the other somebody may have been in the one group and then in the other.
        let are_of_others = self.standing == other.standing
            && self.period == other.period
            && self.groups.are_apart(&other.groups);
        self.not_with.contains(&other.id)
            && other.period <= self.period
            && self.in_force.is_beside(other.in_force)
            && !are_of_others
    }
}

/// Reads every `[[prize]]`.
pub(in crate::rulebook) fn read_prizes(reader: &Reader<'_>) -> Vec<Prize> {
    reader.tables("prize", "按名次发的奖").into_iter().filter_map(read_prize).collect()
}

fn read_prize(reader: Reader<'_>) -> Option<Prize> {
    const FOR: &[(&str, PrizeFor, &str)] =
        &[("place", PrizeFor::Place, "名次"), ("gain", PrizeFor::Gain, "比上一期前进的名次")];
    const TIES: &[(&str, PrizeTies, &str)] = &[
        ("share", PrizeTies::Share, "平分所占各名次的奖金"),
        ("full-each", PrizeTies::FullEach, "各得所在名次的全额"),
        ("decide", PrizeTies::Decide, "由人决定先后，写在 [[decision]] 里；没有决定以前是错误"),
    ];
    let id = read_id(&reader);
    let clause = reader.text("clause", "所依据的条款");
    let standing = reader.text("standing", "按哪个排名（[[standing]] 的 id）");
    let groups = OfGroups::read(&reader);
    let period = reader.choice("period", "何时评", PERIODS);
    let given_for = reader.optional_choice("for", "凭什么发；不写则凭名次", FOR).unwrap_or(PrizeFor::Place);
    let ties = reader.choice("ties", "并列怎样发", TIES);
    let not_with = reader
        .words("not-with", "已得这些奖（id）的不再发：看本期和其中更短的各期发的；期更长的奖评在后面，不看");
    let gains = given_for == PrizeFor::Gain;
    let not_with_seat = read_not_with_seat(&reader, !not_with.is_empty(), gains);
    let rows = reader.required_tables("tiers", "奖次：{ name = \"一等奖\", place = 1, amount = 金额 }");
    let tiers: Option<Vec<_>> = rows.into_iter().map(|row| read_tier(row, gains)).collect();
    let has_minimum = tiers.iter().flatten().any(|tier| tier.at_least.is_some());
    let unfilled = read_unfilled(&reader, has_minimum);
    let no_history = if reader.needs(gains) {
        reader.choice("no-history", "没有上一期可比时（凭进步发的必须写明）", NO_HISTORY)
    } else {
        Some(NoHistory::Nothing)
    };
    passes_down_undecided(&reader, ties, unfilled);
    reader.always();
    let bars = read_bars(&reader, &TIERS, period, !gains);
    let in_force = read_in_force(&reader);
    let span = reader.span().clone();
    let mut tiers = tiers.unwrap_or_default();
    tiers.sort_by_key(|tier| tier.place);
    check_tiers(&tiers, gains, &reader);
    reader.finish();
    if tiers.is_empty() {
        return None;
    }
    Some(Prize {
        id: id?,
        clause: clause?,
        standing: standing?,
        groups,
        period: period?,
        given_for,
        ties: ties?,
        unfilled: unfilled?,
        not_with,
        not_with_seat: not_with_seat?,
        bars: bars?,
        no_history: no_history?,
        tiers,
        in_force,
        span,
    })
}

impl Prize {
    /// The names of its tiers: `一等奖、二等奖`.
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.tiers.iter().map(|tier| tier.name.as_str()).collect();
        names.join("、")
    }

    /// The names of its tiers, best first: of a prize for gains that of most places gained.
    pub fn best_first(&self) -> Vec<&str> {
        let names = self.tiers.iter().map(|tier| tier.name.as_str());
        match self.given_for {
            PrizeFor::Place => names.collect(),
            PrizeFor::Gain => names.rev().collect(),
        }
    }
}

/// What passes down goes to the next, and who that is nobody knows before it is decided.
fn passes_down_undecided(reader: &Reader<'_>, ties: Option<PrizeTies>, unfilled: Option<Unfilled>) {
    if ties == Some(PrizeTies::Decide) && unfilled == Some(Unfilled::PassesDown) {
        let message =
            "ties = \"decide\" 不能与 unfilled = \"passes-down\" 同用：先后由人决定时，顺延给谁也要由人决定";
        reader.problems().push(Diagnostic::error(Code::BadValue, reader.span_of("unfilled"), message));
    }
}

/// Of prizes by place that another excludes it must be said.
fn read_not_with_seat(reader: &Reader<'_>, is_excluded: bool, gains: bool) -> Option<BarredSeat> {
    const MEANING: &str = "够名次而已得 not-with 的奖的，名额怎样办（写了 not-with、凭名次发的必须写明）；受到否决的、不够最低分的，没有另一奖也不得，照否决、unfilled 办";
    const SEATS: &[(&str, BarredSeat, &str)] = &[
        (
            "lapses",
            BarredSeat::Lapses,
            "空缺，别人不因此递补；与别的并列的，一同所占的名次里别的占前面的，留给他的空缺",
        ),
        (
            "passes-down",
            BarredSeat::PassesDown,
            "由后面的依次递补，各人的名次不变；与别的并列的，他不占份，别的只占自己几个人的名次，后面的跟着往前",
        ),
    ];
    let is_asked = is_excluded && !gains;
    let seat = if reader.needs(is_asked) {
        reader.choice("not-with-seat", MEANING, SEATS)
    } else {
        Some(BarredSeat::Lapses)
    };
    reader.always();
    if !reader.is_describing() && !is_asked {
        reader.optional_choice("not-with-seat", MEANING, SEATS);
        reader.out_of_place("not-with-seat", if gains { "凭进步发的没有名额" } else { "没有写 not-with" });
    }
    seat
}

fn read_unfilled(reader: &Reader<'_>, has_minimum: bool) -> Option<Unfilled> {
    const UNFILLED: &[(&str, Unfilled, &str)] = &[
        ("lapses", Unfilled::Lapses, "空缺不补"),
        ("passes-down", Unfilled::PassesDown, "顺延得下一档的奖，占下一档的一个名额"),
    ];
    if reader.needs(has_minimum || reader.has("unfilled")) {
        reader.choice("unfilled", "够名次而不够最低分的怎样办（有 at-least 时必须写明）", UNFILLED)
    } else {
        reader.optional_choice("unfilled", "够名次而不够最低分的怎样办", UNFILLED).or(Some(Unfilled::Lapses))
    }
}

fn read_tier(reader: Reader<'_>, gains: bool) -> Option<Tier> {
    let name = reader.text("name", "奖次的名称");
    let gain = if reader.needs(gains) {
        reader.count("gain-at-least", "至少前进几名（凭进步发时写）")
    } else {
        None
    };
    let place = if gains {
        gain
    } else {
        reader.needs(!reader.is_describing());
        reader.count("place", "第几名（凭名次发时写）")
    };
    reader.always();
    let until = reader.optional_count("until", "到第几名；一个奖次占几个名次时写");
    let (place, until) = (place.map(Number::from), until.map(Number::from));
    let at_least = reader.optional_signed("at-least", "最低要得多少分");
    let amount = reader.number("amount", "每个得奖者的奖金（元）");
    let (span, problems) = (reader.span_of("until").clone(), reader.problems());
    reader.finish();
    let place = place?;
    if let Some(until) = until.filter(|until| *until < place) {
        let message = format!("until 是第{until}名，在 place 第{place}名之前，这一档没有人能得");
        let found = Diagnostic::error(Code::BracketOrder, &span, message);
        problems.push(found.hint("place 写名次在前的一个，until 写在后的一个"));
    }
    Some(Tier { name: name?, place, until: until.unwrap_or(place), at_least, amount: amount? })
}

/// Places must follow each other: a gap or a place in two tiers is a slip.
fn check_tiers(tiers: &[Tier], gains: bool, reader: &Reader<'_>) {
    let span = reader.span_of("tiers");
    for pair in tiers.windows(2) {
        let [earlier, later] = pair else { continue };
        let next = earlier.until.plus(Number::ONE).unwrap_or(earlier.until);
        let problem = if later.place <= earlier.until && !(gains && later.place > earlier.place) {
            Some(format!("第{}名同时属于“{}”和“{}”", later.place, earlier.name, later.name))
        } else if later.place > next && !gains {
            Some(format!("第{next}名不属于任何奖次"))
        } else {
            None
        };
        if let Some(message) = problem {
            let hint = "各奖次的名次要一个接一个；一个奖次占几个名次的写 until";
            reader.problems().push(Diagnostic::error(Code::BracketOrder, span, message).hint(hint));
        }
        if !gains && later.amount > earlier.amount {
            let message = format!("“{}”的奖金高于名次在前的“{}”", later.name, earlier.name);
            let hint = "核对是不是写反了；确属本意的，在 [[accepts]] 中写明理由";
            reader.problems().push(Diagnostic::warning(Code::TierUnreachable, span, message).hint(hint));
        }
    }
}

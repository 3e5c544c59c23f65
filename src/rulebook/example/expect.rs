//! What must come of an example: scores, money, actions, places, grades, prizes.

use super::{facts, names};
use crate::number::Number;
use crate::records::Roster;
use crate::rules::ActionKind;
use crate::toml_table::{Reader, Shape};

/// One thing that must come out, of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The village; the first where none is written.
    pub village: String,
    /// The cadre or household; empty for the village itself.
    pub person: String,
    /// What.
    pub expected: Expected,
}

/// What must come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The score of a part or item, or the whole without one.
    Score {
        /// Id of the part or item.
        node: Option<String>,
        /// The score, of either sign.
        score: Number,
    },
    /// Yuan by a rule of money or pay, signed from the payee's side.
    Money {
        /// Id of the rule.
        rule: String,
        /// Signed.
        amount: Number,
    },
    /// An action of a rule; `None`: the rule calls for none.
    Action {
        /// Id of the rule.
        rule: String,
        /// Which.
        action: Option<ActionKind>,
    },
    /// The place in a standing; 0 for no place.
    Place {
        /// Id of the standing.
        standing: String,
        /// From 1.
        place: Number,
    },
    /// The grade by a band.
    Grade {
        /// Id of the band.
        band: String,
        /// Name of the grade.
        grade: String,
    },
    /// Yuan by a prize; 0 for none.
    Prize {
        /// Id of the prize.
        prize: String,
        /// Yuan.
        amount: Number,
    },
}

/// Reads `expect`.
pub(super) fn read(reader: &Reader<'_>, roster: &Roster) -> Option<Vec<Expectation>> {
    let meaning =
        "应得的结果，如 { item = \"party-building\", score = 4.5 }、{ money = \"…\", amount = -50 }";
    let rows = reader.required_tables("expect", meaning);
    rows.into_iter().map(|row| read_expectation(row, roster)).collect()
}

fn read_expectation(reader: Reader<'_>, roster: &Roster) -> Option<Expectation> {
    let village = names::village_of(&reader, "哪个村；只有一个村时不写", roster);
    let person = reader.optional_text("person", "哪个村干部或农户；村的结果不写");
    let expected = read_expected(&reader);
    reader.finish();
    Some(Expectation { village, person: person.unwrap_or_default(), expected: expected? })
}

fn read_expected(reader: &Reader<'_>) -> Option<Expected> {
    let item = reader.optional_text("item", "哪一部分或项目的得分（id）；不写则为总分");
    let score = signed(reader, "score", "应得多少分");
    let money = reader.optional_text("money", "哪条资金规则（[[money]] 或 [[pay]] 的 id）");
    let amount = signed(reader, "amount", "应得多少元，扣款写负数");
    let action = reader.optional_choice("action", "应提出的处理建议", ActionKind::CHOICES);
    let rule = reader.optional_text("rule", "哪条规则提出的（id）；不写 action 则为没有处理");
    let standing = reader.optional_text("standing", "哪个排名（id）");
    let place = reader.optional_number("place", "应排第几名，不排的写 0");
    let band = reader.optional_text("band", "哪个等次（[[band]] 的 id）");
    let grade = reader.optional_text("grade", "应得的等次");
    let prize = reader.optional_text("prize", "哪个奖（[[prize]] 的 id）；金额写 amount，没有的写 0");
    let expected = if let Some(score) = score {
        Some(Expected::Score { node: item, score })
    } else if let (Some(rule), Some(amount)) = (money, amount) {
        Some(Expected::Money { rule, amount })
    } else if let (Some(prize), Some(amount)) = (prize, amount) {
        Some(Expected::Prize { prize, amount })
    } else if let Some(rule) = rule {
        Some(Expected::Action { rule, action })
    } else if let (Some(standing), Some(place)) = (standing, place) {
        Some(Expected::Place { standing, place })
    } else if let (Some(band), Some(grade)) = (band, grade) {
        Some(Expected::Grade { band, grade })
    } else {
        None
    };
    if expected.is_none() && !reader.is_describing() {
        reader.missing(
            "score",
            "期望什么：score，或 money 和 amount、rule 和 action、standing 和 place、band 和 grade、prize 和 amount",
        );
    }
    let own: &[&str] = expected.as_ref().map_or(KEYS, Expected::keys);
    for key in KEYS.iter().filter(|key| !own.contains(key)) {
        let means = own.join("、");
        reader.out_of_place(key, &format!("这一行期望的是 {means}，别的结果另写一行"));
    }
    expected
}

/// What may be written beside village and person, of all that can be expected.
const KEYS: &[&str] =
    &["item", "score", "money", "amount", "action", "rule", "standing", "place", "band", "grade", "prize"];

impl Expected {
    /// The keys that say it: another beside them would be proved by nothing.
    fn keys(&self) -> &'static [&'static str] {
        match self {
            Self::Score { .. } => &["item", "score"],
            Self::Money { .. } => &["money", "amount"],
            Self::Action { .. } => &["rule", "action"],
            Self::Place { .. } => &["standing", "place"],
            Self::Grade { .. } => &["band", "grade"],
            Self::Prize { .. } => &["prize", "amount"],
        }
    }
}

/// A number of either sign.
pub(super) fn signed(reader: &Reader<'_>, key: &str, meaning: &str) -> Option<Number> {
    let node = reader.special(key, meaning, Shape::Other("数，可以是负数"), false)?;
    facts::signed_value(reader, key, node)
}

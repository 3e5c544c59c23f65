//! Whose account an event falls on, and with which amount: nobody is charged twice for one event.

use std::collections::BTreeMap;

use super::counted::binds;
use crate::fact::Person;
use crate::number::{Inexact, Number};
use crate::period::Date;
use crate::rules::View;
use crate::rules::judgement::Payee;
use crate::toml_table::Reader;

/// Who pays (or gets).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// Whoever is judged: the village, or the cadre in an item of cadres.
    Subject,
    /// 当事人
    Person,
    /// Every holder of a post in the village on the day.
    Post(String),
    /// Every cadre of the village on the day.
    AllCadres,
}

/// A charge: to whom, and how much of the rule's amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Charge {
    pub(super) to: To,
    /// An amount of its own each; the rule's without one.
    pub(super) each: Option<Number>,
}

#[derive(Clone, Copy)]
enum Word {
    Village,
    Person,
    Post,
    AllCadres,
}

const WORDS: &[(&str, Word, &str)] = &[
    ("village", Word::Village, "村"),
    ("person", Word::Person, "当事人"),
    ("all-cadres", Word::AllCadres, "该村当日在职的全体村干部"),
];

/// Reads `charge` (one for all) or `charges` (each with an amount of its own).
pub(super) fn read(reader: &Reader<'_>) -> Vec<Charge> {
    let one = reader.optional_choice("charge", "记在谁的账上；与 charges 二者写一个", WORDS);
    let meaning = "分别记在哪些人的账上：{ to = \"post\", post = \"职务\", each = 数额 }；一人两职只记一次，取大的；与 charge 二者写一个";
    let several = reader.tables("charges", meaning);
    if reader.has("charges") && several.is_empty() && !reader.is_describing() {
        reader.missing("charges", "分别记在哪些人的账上，至少写一个");
    }
    let mut charges: Vec<_> = several.into_iter().filter_map(read_charge).collect();
    charges.extend(one.and_then(|word| charge(word, None, None)));
    match (reader.has("charge"), reader.has("charges")) {
        (true, true) => reader.out_of_place("charges", "已写了 charge，二者只写一个"),
        (false, false) => reader.missing(
            "charge",
            "记在谁的账上：charge = \"village\"（村）、\"person\"（当事人）、\"all-cadres\"（全体村干部），或用 charges 分别写",
        ),
        _ => {}
    }
    charges
}

fn read_charge(reader: Reader<'_>) -> Option<Charge> {
    let words: Vec<_> = WORDS.iter().copied().chain([("post", Word::Post, "担任某职务的人")]).collect();
    let to = reader.choice("to", "记在谁的账上", &words);
    let post = reader.optional_text("post", "哪个职务（to = \"post\" 时写）");
    let meaning = "每一单位多少，不论轻重、第几次和分值；写了 times 的照样乘；不写则照本条所写的扣、加";
    let each = reader.optional_number("each", meaning);
    if matches!(to, Some(Word::Post)) != post.is_some() && !reader.is_describing() {
        reader.missing("post", "to = \"post\" 时写明哪个职务，其他情形不写");
    }
    reader.finish();
    charge(to?, post, each)
}

fn charge(word: Word, post: Option<String>, each: Option<Number>) -> Option<Charge> {
    let to = match word {
        Word::Village => To::Subject,
        Word::Person => To::Person,
        Word::AllCadres => To::AllCadres,
        Word::Post => To::Post(post?),
    };
    Some(Charge { to, each })
}

/// How an occurrence counts, within `beyond` and `at-most`.
#[derive(Clone, Copy)]
pub(super) struct Counting {
    /// What counted of those before it.
    pub(super) before: Number,
    /// What of it counts.
    pub(super) own: Number,
    /// What of it would count but for `at-most`.
    pub(super) beyond_most: Number,
}

/// The same among all that happened, and among what concerned the person.
#[derive(Clone, Copy)]
pub(super) struct Countings {
    pub(super) of_all: Counting,
    pub(super) of_person: Counting,
}

/// One who pays (or gets).
pub(super) struct Charged {
    pub(super) payee: Payee,
    /// What counts for whoever pays.
    pub(super) counts: Number,
    /// What counted before it.
    pub(super) before: Number,
    /// What would count but for `at-most`.
    pub(super) beyond_most: Number,
    /// The charge's own amount of one unit; the rule's without one.
    pub(super) each: Option<Number>,
    /// What it comes to, without sign.
    pub(super) size: Number,
}

/// Whom an event concerns, and on which day.
pub(super) struct Concerned<'a> {
    /// 当事人
    pub(super) person: Option<&'a Person>,
    /// The posts that the rule binds; empty binds all.
    pub(super) posts: &'a [String],
    pub(super) day: Date,
}

impl To {
    /// Who is meant, where nobody is that on a day.
    pub(super) fn vacant(&self, view: &dyn View, day: Date) -> Option<&str> {
        match self {
            To::Subject | To::Person => None,
            To::Post(post) => holders(view, post, day).is_empty().then_some(post.as_str()),
            To::AllCadres => view.cadres_on(day).is_empty().then_some("村干部"),
        }
    }

    /// Those on whose accounts it falls; of cadres those alone whom the rule binds.
    fn payees(&self, view: &dyn View, concerned: &Concerned<'_>) -> Vec<Payee> {
        let Concerned { person, posts, day } = *concerned;
        let cadres = match self {
            To::Subject => return vec![Payee::Subject],
            To::Person => person.cloned().into_iter().collect(),
            To::Post(post) => holders(view, post, day),
            To::AllCadres => view.cadres_on(day),
        };
        let bound = cadres.into_iter().filter(|person| binds(view, posts, person, day));
        bound.map(Payee::Person).collect()
    }
}

/// Whoever holds a post on a day.
fn holders(view: &dyn View, post: &str, day: Date) -> Vec<Person> {
    let mut holders = view.cadres_on(day);
    holders.retain(|person| view.posts_on(person, day).contains(&post));
    holders
}

impl Charge {
    /// Whether it falls on accounts of cadres.
    pub(super) fn is_personal(&self) -> bool {
        self.to != To::Subject
    }

    /// The person concerned pays by what concerned the person, everybody else by all that happened.
    pub(super) fn counting(&self, countings: Countings) -> Counting {
        if self.to == To::Person { countings.of_person } else { countings.of_all }
    }

    /// Whether it falls on others than the person concerned.
    pub(super) fn is_of_others(&self) -> bool {
        matches!(self.to, To::Post(_) | To::AllCadres)
    }

    /// On whom it falls: `村`, `当事人`, the name of a post.
    pub(super) fn describe(&self) -> String {
        match &self.to {
            To::Subject => "村".to_owned(),
            To::Person => "当事人".to_owned(),
            To::Post(post) => post.clone(),
            To::AllCadres => "全体村干部".to_owned(),
        }
    }
}

/// Who pays, everybody once, each with the amount of the charge's own, if it has one: the larger, where two charges
/// meet in one person. `size` is what comes of such an amount, or of the rule's, for what counts.
pub(super) fn payees(
    charges: &[Charge],
    view: &dyn View,
    (concerned, countings): (&Concerned<'_>, Countings),
    size: &dyn Fn(Option<Number>, Counting) -> Result<Number, Inexact>,
) -> Result<Vec<Charged>, Inexact> {
    let charged = |charge: &Charge, payee| {
        let (each, counting) = (charge.each, charge.counting(countings));
        let Counting { before, own: counts, beyond_most } = counting;
        Ok(Charged { payee, counts, before, beyond_most, each, size: size(each, counting)? })
    };
    if let [charge @ Charge { to: To::Subject, .. }] = charges {
        return Ok(vec![charged(charge, Payee::Subject)?]);
    }
    let mut all: BTreeMap<Payee, Charged> = BTreeMap::new();
    for charge in charges {
        for payee in charge.to.payees(view, concerned) {
            let own = charged(charge, payee.clone())?;
            if all.get(&payee).is_none_or(|held| own.size > held.size) {
                all.insert(payee, own);
            }
        }
    }
    Ok(all.into_values().collect())
}

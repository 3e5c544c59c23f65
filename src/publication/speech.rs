//! How an audience is spoken to: persons named as its profile says, remarks left out where they are not for it.
//!
//! Masks are consistent: one name is masked alike in every file of a set, and where two of a village would be called
//! alike, a number by the order of the roster tells them apart. Nothing here decides who sees which field.

use std::collections::BTreeMap;

use crate::analysis::comparison::Whom;
use crate::engine::assessment::{Assessment, Party};
use crate::fact::{Carried, Person};
use crate::period::Date;
use crate::records::{Records, Roster, Village};
use crate::report::numerals::numeral;
use crate::report::{comparison, words};
use crate::rulebook::declaration::Declarations;
use crate::rulebook::{Audience, AudienceKind, Field, Names, Publication, Rulebook};
use crate::rules::ActionKind;

/// What stands for a person where only posts are told and the post is not known.
const SOMEBODY: &str = "当事人";
/// What stands for a household where only posts are told.
const HOUSEHOLD: &str = "农户";

/// What must not be said as it is.
#[derive(Clone, Debug, Default)]
pub struct Private {
    /// Names of persons and households, the longest first.
    names: Vec<String>,
    /// Remarks that somebody typed, the longest first.
    remarks: Vec<String>,
    /// Names of villages, items and offices that hold the name of somebody, the longest first: 高峰村, where 高峰 is one.
    called_alike: Vec<String>,
    /// What the rulebook calls things, and remarks, that hold the word of an action, the longest first: an event 受到通报批评
    /// is what happened, and nothing that is still to be decided.
    told_of_actions: Vec<String>,
    /// The cadres in the order of the roster, each once.
    cadres: Vec<Person>,
    /// The posts that each of them held last.
    posts: BTreeMap<Person, String>,
    /// The names of vetoes whose event is of a person: they tell what somebody did, or is charged with.
    vetoes_of_persons: Vec<String>,
}

impl Private {
    /// The names and remarks that the records hold, with the households of an assessment.
    /// What a rulebook calls things is nobody's name.
    pub fn of(rulebook: &Rulebook, records: &Records, assessment: &Assessment) -> Self {
        let persons = records.roster.tenures.iter().map(|tenure| tenure.person.name.to_string());
        let households = assessment.money.iter().filter_map(|entry| match &entry.party {
            Party::Household { name, .. } => Some(name.to_string()),
            _ => None,
        });
        let facts = records.villages.values();
        let events = facts.clone().flat_map(|facts| facts.events.values().flatten());
        let details = events.map(|event| event.detail.to_string());
        let carried = facts.clone().flat_map(|facts| facts.carried.iter().map(Carried::remark));
        let marks =
            facts.flat_map(|facts| facts.marks.values().flatten().map(|mark| mark.remark.to_string()));
        let remarks = longest_first(details.chain(carried).chain(marks));
        // A remark that is the word and nothing more would take it out of every sentence.
        let is_more = |words: &&String| action_in(words).is_some_and(|action| words.as_str() != action);
        let names = names_of(rulebook).filter(|words| action_in(words).is_some());
        let told_of_actions = longest_first(names.chain(remarks.iter().filter(is_more).cloned()));
        let mut cadres: Vec<Person> = Vec::new();
        for tenure in &records.roster.tenures {
            if !cadres.contains(&tenure.person) {
                cadres.push(tenure.person.clone());
            }
        }
        let last = |person: &Person| {
            let until = records.roster.served_until(person, Date::MIN, assessment.period.last_day())?;
            Some((person.clone(), records.roster.posts_on(person, until).join("、")))
        };
        let posts = cadres.iter().filter_map(last).collect();
        let names = longest_first(persons.chain(households).filter(|name| name.chars().count() > 1));
        let holds = |word: &String| names.iter().any(|name| word.contains(name) && word != name);
        let called_alike = longest_first(words_of(rulebook, &records.roster).filter(holds));
        let of_persons =
            rulebook.vetoes.iter().filter(|veto| veto.is_of_person(&rulebook.declarations.posts));
        let vetoes_of_persons = of_persons.map(|veto| veto.name.clone()).collect();
        Self { names, remarks, called_alike, told_of_actions, cadres, posts, vetoes_of_persons }
    }

    /// A text with others in place of the words that hold somebody's name but mean nobody, and these words.
    fn without_words(&self, text: &str) -> (String, Vec<(&str, String)>) {
        let met = self.called_alike.iter().filter(|word| text.contains(word.as_str()));
        let stands_for = |(place, word)| (word, format!("\u{0}{place}\u{0}"));
        let words: Vec<(&str, String)> = met.map(String::as_str).enumerate().map(stands_for).collect();
        let text = words.iter().fold(text.to_owned(), |text, (word, sign)| text.replace(word, sign));
        (text, words)
    }

    /// The mask of a cadre; numbered where others of the village have the same.
    fn mask_of(&self, person: &Person) -> String {
        let mask = masked(&person.name);
        let alike = self.cadres.iter().filter(|other| other.village == person.village);
        let alike = alike.filter(|other| masked(&other.name) == mask);
        numbered(mask.clone(), alike, person)
    }

    /// The mask of a name in a sentence, which tells no village: that of the cadres who bear it; without a number where
    /// they have several.
    fn mask_of_name(&self, name: &str) -> String {
        let bearers = self.cadres.iter().filter(|cadre| cadre.name.as_str() == name);
        let mut masks: Vec<String> = bearers.map(|cadre| self.mask_of(cadre)).collect();
        masks.dedup();
        match masks.as_slice() {
            [mask] => mask.clone(),
            _ => masked(name),
        }
    }
}

/// What villages, items, meetings and the office are called.
fn words_of(rulebook: &Rulebook, roster: &Roster) -> impl Iterator<Item = String> {
    let villages = roster.villages.iter().flat_map(Village::spellings).map(str::to_owned);
    let items = rulebook.items.iter().flat_map(|item| [item.name.to_string(), item.short.to_string()]);
    let office = rulebook.publication.iter().flat_map(|publication| {
        let Publication { office, mark, addressee, printer, .. } = publication;
        let own = [office, mark, addressee, printer].into_iter();
        own.chain(&publication.copies).chain(&publication.basis).cloned()
    });
    let senders = rulebook.offices.iter().map(|office| office.name.clone());
    villages.chain(items).chain(office).chain(senders).chain([rulebook.title.clone()])
}

/// What the rulebook calls what happens, what is scored and what comes of it, but for what is to be decided about somebody.
fn names_of(rulebook: &Rulebook) -> impl Iterator<Item = String> {
    let Rulebook { title, declarations, items, money, standings, bands, prizes, vetoes, rulings, .. } =
        rulebook;
    let Declarations { events, duties, marks, indicators, .. } = declarations;
    let facts = events.iter().map(|event| &event.name).chain(duties.iter().map(|duty| &duty.name));
    let facts = facts.chain(marks.iter().map(|mark| &mark.name));
    let facts = facts.chain(indicators.iter().map(|indicator| &indicator.name));
    let outcomes = vetoes.iter().map(|veto| &veto.name).chain(bands.iter().map(|band| &band.name));
    let outcomes = outcomes.chain(standings.iter().map(|standing| &standing.name));
    let outcomes = outcomes.chain(prizes.iter().flat_map(|prize| &prize.tiers).map(|tier| &tier.name));
    let texts = items.iter().flat_map(|item| [&item.name, &item.short]);
    let texts = texts.chain(money.iter().map(|rule| &rule.name));
    let texts = texts.chain(rulings.iter().map(|ruling| &ruling.reading));
    let names = facts.chain(outcomes).chain([title]).cloned();
    names.chain(texts.map(ToString::to_string))
}

/// The word of an action that a text holds.
fn action_in(text: &str) -> Option<&'static str> {
    let mut words = ActionKind::CHOICES.iter().map(|(_, _, words)| *words);
    words.find(|words| text.contains(words))
}

/// `周*（二）`: which it is of those who are called alike; nothing is added to the only one.
fn numbered<'p>(called: String, alike: impl Iterator<Item = &'p Person>, person: &Person) -> String {
    let alike: Vec<&Person> = alike.collect();
    match alike.iter().position(|other| *other == person) {
        Some(place) if alike.len() > 1 => format!("{called}（{}）", numeral(place + 1)),
        _ => called,
    }
}

/// The longest first, so that a name within a longer one is not masked before it.
fn longest_first(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    words.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}

/// How one audience is spoken to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speech<'a> {
    audience: &'a Audience,
    private: &'a Private,
    unit: &'a str,
}

impl<'a> Speech<'a> {
    /// For an audience; what is assessed is called as the office calls it.
    pub(super) fn new(audience: &'a Audience, private: &'a Private, unit: &'a str) -> Self {
        Self { audience, private, unit }
    }

    /// What is assessed: 村, or as the office calls it.
    pub(super) fn unit(&self) -> &'a str {
        self.unit
    }

    /// The audience.
    pub(super) fn audience(&self) -> &'a Audience {
        self.audience
    }

    /// The post that somebody held last, also in a village that is gone; several one behind the other.
    pub(super) fn last_post(&self, person: &Person) -> Option<&'a str> {
        self.private.posts.get(person).map(String::as_str).filter(|post| !post.is_empty())
    }

    /// A sentence of the result, as this audience may read it.
    pub(super) fn sentence(&self, text: &str) -> String {
        let mut said = without_formula(text);
        if !self.audience.sees(Field::Remarks) {
            for remark in &self.private.remarks {
                said = said.replace(&format!("（{remark}）"), "");
            }
        }
        if self.audience.names == Names::Full {
            return said;
        }
        let (mut said, words) = self.private.without_words(&said);
        for name in &self.private.names {
            if !said.contains(name) {
                continue;
            }
            let mask = match self.audience.names {
                Names::Masked => &self.private.mask_of_name(name),
                Names::Full | Names::Post => SOMEBODY,
            };
            said = said.replace(name, mask);
        }
        words.iter().fold(said, |said, (word, sign)| said.replace(sign, word))
    }

    /// Whether vetoes, by their names one behind the other, must not be named: one of them is of a person, and this audience
    /// reads nothing of what cadres lost.
    pub(super) fn keeps_to_itself(&self, vetoes: &str) -> bool {
        let mut names = vetoes.split('、');
        let is_of_person = |name: &str| self.private.vetoes_of_persons.iter().any(|own| own == name);
        !self.audience.sees(Field::CadreLosses) && names.any(is_of_person)
    }

    /// Whom a change between two results concerns, in the words of the papers on the newer of them; of those who are `gone`
    /// from it the older knows the post. The number of the roster is for those who may read the name.
    pub(super) fn whom(&self, assessment: &Assessment, whom: &Whom, gone: &[(Whom, String)]) -> String {
        let person = Person {
            village: whom.village.as_str().into(),
            name: whom.person.as_str().into(),
            id: whom.id.as_str().into(),
        };
        match self.audience.names {
            _ if whom.person.is_empty() => whom.village.clone(),
            Names::Full => comparison::who(whom),
            Names::Masked => format!("{}{}", whom.village, self.private.mask_of(&person)),
            Names::Post if assessment.cadres.iter().any(|cadre| cadre.person == person) => {
                format!("{}{}", whom.village, self.who(assessment, &Party::Cadre(person)))
            }
            Names::Post if self.last_post(&person).is_some() => {
                format!("{}{}", whom.village, self.by_last_post(&person))
            }
            Names::Post => format!("{}{}", whom.village, by_post_of_before(whom, gone)),
        }
    }

    /// Somebody of whom the result holds no score, by the post held last.
    fn by_last_post(&self, person: &Person) -> String {
        let Some(post) = self.last_post(person) else { return SOMEBODY.to_owned() };
        let cadres = self.private.cadres.iter().filter(|other| other.village == person.village);
        let alike = cadres.filter(|other| self.last_post(other) == Some(post));
        numbered(post.to_owned(), alike, person)
    }

    /// What a text says that this audience must not read: a full name, or what is to be decided about somebody.
    pub(super) fn betrayed(&self, text: &str) -> Option<String> {
        let tight = |text: &str| text.split_whitespace().collect::<String>();
        let named = self.audience.names != Names::Full && {
            // 陈 国 华 is as full a name as 陈国华.
            let text = self.private.without_words(&tight(text)).0;
            self.private.names.iter().any(|name| text.contains(&tight(name)))
        };
        if named {
            return Some("人的全名".to_owned());
        }
        let of_rulebook = &self.private.told_of_actions;
        let rest = of_rulebook.iter().fold(text.to_owned(), |text, words| text.replace(words, ""));
        let action = action_in(&rest).filter(|_| !self.audience.sees(Field::Actions));
        action.map(|words| format!("处理建议“{words}”"))
    }

    /// Who holds an account, beside the village. Those of the village who would be called alike are told apart: full
    /// names by post or number, masks and posts by the order of the roster.
    pub(super) fn who(&self, assessment: &Assessment, party: &Party) -> String {
        match (party, self.audience.names) {
            (Party::Village(name), _) => name.to_string(),
            (Party::Cadre(_), Names::Full) => words::name(assessment, party),
            (Party::Household { name, .. }, Names::Full) => name.to_string(),
            (Party::Cadre(person), Names::Masked) => self.private.mask_of(person),
            (Party::Household { name, .. }, Names::Masked) => masked(name),
            (Party::Household { .. }, Names::Post) => HOUSEHOLD.to_owned(),
            (Party::Cadre(person), Names::Post) => {
                let cadres =
                    || assessment.cadres.iter().filter(|other| other.person.village == person.village);
                // Who won within the period may be in a village that is gone at its end.
                let Some(cadre) = cadres().find(|cadre| cadre.person == *person) else {
                    return self.by_last_post(person);
                };
                let alike = cadres().filter(|other| other.post == cadre.post).map(|other| &other.person);
                numbered(cadre.post.clone(), alike, person)
            }
        }
    }

    /// Whether what it reads is as the result has it.
    pub(super) fn is_plain(&self) -> bool {
        let is_inside = self.audience.kind == AudienceKind::Internal;
        is_inside && self.audience.names == Names::Full && self.audience.sees(Field::Remarks)
    }

    /// Villages of one cadre: there a post, or a masked name, tells who is meant.
    pub(super) fn gives_away(&self, assessment: &Assessment) -> Vec<String> {
        let personal = self.audience.fields.iter().any(|field| field.is_personal());
        if !personal || self.audience.names == Names::Full {
            return Vec::new();
        }
        let villages = assessment.villages.iter().map(|village| village.name.to_string());
        let cadres = |village: &String| {
            assessment.cadres.iter().filter(|cadre| cadre.person.village == *village).count()
        };
        villages.filter(|village| cadres(village) == 1).collect()
    }
}

/// Somebody whom the roster no longer knows, by the post in the older result, and a number where several had it.
fn by_post_of_before(whom: &Whom, gone: &[(Whom, String)]) -> String {
    let own = gone.iter().find(|(one, _)| one == whom).map(|(_, post)| post.as_str());
    let Some(post) = own.filter(|post| !post.is_empty()) else { return SOMEBODY.to_owned() };
    let alike = gone.iter().filter(|(one, other)| one.village == whom.village && other == post);
    let mut alike = alike.map(|(one, _)| one);
    let count = alike.clone().count();
    match alike.position(|one| one == whom) {
        Some(place) if count > 1 => format!("{post}（{}）", numeral(place + 1)),
        _ => post.to_owned(),
    }
}

/// Surnames of two characters, which say no more of somebody than one does of others.
const DOUBLE_SURNAMES: [&str; 24] = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙",
    "夏侯", "端木", "申屠", "轩辕", "南宫", "独孤", "呼延", "闻人", "澹台", "钟离", "东郭",
];

/// The surname and a star: how long a name is may tell whose it is.
fn masked(name: &str) -> String {
    let surname = DOUBLE_SURNAMES
        .iter()
        .find(|double| name.strip_prefix(**double).is_some_and(|given| !given.is_empty()));
    let first = || name.chars().next().map(String::from).unwrap_or_default();
    surname.map_or_else(first, |surname| (*surname).to_owned()) + "*"
}

/// `按公式计，-43分` for `按公式 if(…) = -43分`: what a formula is written in is for those who keep the rulebook.
fn without_formula(text: &str) -> String {
    let parts = text.split_once("按公式 ").and_then(|(before, rest)| Some((before, rest.split_once(" = ")?)));
    parts.map_or_else(|| text.to_owned(), |(before, (_, result))| format!("{before}按公式计，{result}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_within_a_longer_one_is_masked_as_part_of_it() {
        let private = Private {
            names: longest_first(["王建".to_owned(), "王建国".to_owned(), "欧阳春华".to_owned()].into_iter()),
            ..Private::default()
        };
        assert_eq!(private.names, ["欧阳春华", "王建国", "王建"]);
        assert_eq!(
            private.names.iter().map(|name| masked(name)).collect::<Vec<_>>(),
            ["欧阳*", "王*", "王*"]
        );
        assert_eq!(["王", "欧阳", "阿依古丽·买买提"].map(masked), ["王*", "欧*", "阿*"]);
    }

    #[test]
    fn no_formula_is_told() {
        let said = "2024年12月31日按公式 if(外部审计评分[55] < 60, -max(0, min(40, 38 ÷ 40 × 40)) - 5, 0) = -43分（抽查）";
        assert_eq!(without_formula(said), "2024年12月31日按公式计，-43分（抽查）");
        assert_eq!(without_formula("没有按公式办"), "没有按公式办");
    }

    /// 周强 and 周明 of one village are two, and so are 周海 and 周明明 of another; 周强 of both has two masks.
    #[test]
    fn masks_of_one_village_are_told_apart() {
        let cadres = [("龙潭村", "周强"), ("龙潭村", "周明"), ("河口村", "周海"), ("河口村", "周明明")];
        let cadre = |(village, name): (&str, &str)| Person {
            village: village.into(),
            name: name.into(),
            id: "".into(),
        };
        let mut private = Private { cadres: cadres.map(cadre).into(), ..Private::default() };
        let masks: Vec<String> = private.cadres.iter().map(|cadre| private.mask_of(cadre)).collect();
        assert_eq!(masks, ["周*（一）", "周*（二）", "周*（一）", "周*（二）"]);
        assert_eq!(private.mask_of_name("周明"), "周*（二）");
        private.cadres.push(cadre(("河口村", "周强")));
        // Two masks are his, and none is told without the village.
        assert_eq!(private.mask_of_name("周强"), "周*");
        assert_eq!(private.mask_of_name("周远"), "周*");
    }
}

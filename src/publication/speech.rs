//! How an audience is spoken to: persons named as its profile says, remarks left out where they are not for it.
//!
//! Masks are consistent: one name is masked alike in every file of a set. Nothing here decides who sees which field.

use crate::engine::assessment::{Account, Assessment};
use crate::fact::Carried;
use crate::records::Records;
use crate::report::words;
use crate::rulebook::{Audience, Field, Names};
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
}

impl Private {
    /// The names and remarks that the records hold, with the households of an assessment.
    pub fn of(records: &Records, assessment: &Assessment) -> Self {
        let persons = records.roster.tenures.iter().map(|tenure| tenure.person.name.to_string());
        let households = assessment.money.iter().filter_map(|entry| match &entry.account {
            Account::Household { name, .. } => Some(name.to_string()),
            _ => None,
        });
        let facts = records.villages.values();
        let events = facts.clone().flat_map(|facts| facts.events.values().flatten());
        let details = events.map(|event| event.detail.to_string());
        let carried = facts.clone().flat_map(|facts| facts.carried.iter().map(Carried::remark));
        let marks =
            facts.flat_map(|facts| facts.marks.values().flatten().map(|mark| mark.remark.to_string()));
        let remarks = longest_first(details.chain(carried).chain(marks));
        Self { names: longest_first(persons.chain(households)), remarks }
    }
}

/// The longest first, so that a name within a longer one is not masked before it.
fn longest_first(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = words.filter(|word| word.chars().count() > 1).collect();
    words.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}

/// How one audience is spoken to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speech<'a> {
    audience: &'a Audience,
    private: &'a Private,
}

impl<'a> Speech<'a> {
    /// For an audience.
    pub(super) fn new(audience: &'a Audience, private: &'a Private) -> Self {
        Self { audience, private }
    }

    /// The audience.
    pub(super) fn audience(&self) -> &'a Audience {
        self.audience
    }

    /// A sentence of the result, as this audience may read it.
    pub(super) fn sentence(&self, text: &str) -> String {
        let mut said = text.to_owned();
        if !self.audience.sees(Field::Remarks) {
            for remark in &self.private.remarks {
                said = said.replace(&format!("（{remark}）"), "");
            }
        }
        for name in &self.private.names {
            said = match self.audience.names {
                Names::Full => break,
                Names::Masked => said.replace(name, &masked(name)),
                Names::Post => said.replace(name, SOMEBODY),
            };
        }
        said
    }

    /// What a text says that this audience must not read: a full name, or what is to be decided about somebody.
    pub(super) fn betrayed(&self, text: &str) -> Option<&'static str> {
        let named =
            self.audience.names != Names::Full && self.private.names.iter().any(|name| text.contains(name));
        let actions = !self.audience.sees(Field::Actions)
            && ActionKind::CHOICES.iter().any(|(_, _, words)| text.contains(words));
        match (named, actions) {
            (true, _) => Some("人的全名"),
            (_, true) => Some("处理建议"),
            _ => None,
        }
    }

    /// Who holds an account, beside the village. A full name is told apart from the same one in the village; what is
    /// masked, or told by the post, is not to be told apart.
    pub(super) fn who(&self, assessment: &Assessment, account: &Account) -> String {
        match (account, self.audience.names) {
            (Account::Village(name), _) => name.to_string(),
            (Account::Cadre(_), Names::Full) => words::name(assessment, account),
            (Account::Household { name, .. }, Names::Full) => name.to_string(),
            (_, Names::Masked) => masked(account.name()),
            (Account::Household { .. }, Names::Post) => HOUSEHOLD.to_owned(),
            (Account::Cadre(person), Names::Post) => {
                let cadre = assessment.cadres.iter().find(|cadre| cadre.person == *person);
                cadre.map_or_else(|| SOMEBODY.to_owned(), |cadre| cadre.post.clone())
            }
        }
    }

    /// Whether what it reads is as the result has it.
    pub(super) fn is_plain(&self) -> bool {
        self.audience.names == Names::Full && self.audience.sees(Field::Remarks)
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

/// The first character, the others as stars: as many as the name is long.
fn masked(name: &str) -> String {
    let mut signs = name.chars();
    let first = signs.next().map(String::from).unwrap_or_default();
    first + &"*".repeat(signs.count().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_within_a_longer_one_is_masked_as_part_of_it() {
        let private = Private {
            names: longest_first(["王建".to_owned(), "王建国".to_owned(), "欧阳春华".to_owned()].into_iter()),
            remarks: vec!["王建国未到".to_owned()],
        };
        assert_eq!(private.names, ["欧阳春华", "王建国", "王建"]);
        assert_eq!(
            private.names.iter().map(|name| masked(name)).collect::<Vec<_>>(),
            ["欧***", "王**", "王*"]
        );
        assert_eq!(masked("王"), "王*");
    }
}

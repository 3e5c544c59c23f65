//! The villages and cadres of a month, as far as a blank workbook is made for them.

use crate::fact::Person;
use crate::period::Month;
use crate::records::{Roster, Village};

/// Those whom a workbook is about.
pub(super) struct People<'a> {
    roster: &'a Roster,
    month: Month,
    /// The villages that are assessed on any day of the month.
    pub(super) villages: Vec<&'a Village>,
}

/// A cadre with the posts held in the month.
pub(super) struct Cadre<'a> {
    pub(super) person: &'a Person,
    pub(super) posts: Vec<&'a str>,
}

impl<'a> People<'a> {
    /// Those of one village, or of all.
    pub(super) fn of(roster: &'a Roster, month: Month, village: Option<&str>) -> Self {
        let (first, last) = (month.first_day(), month.last_day());
        let wanted = |one: &&Village| village.is_none_or(|village| one.name == village);
        let villages = roster.villages.iter().filter(wanted).filter(|one| one.overlaps(first, last));
        Self { roster, month, villages: villages.collect() }
    }

    /// The villages that are assessed on the month's last day, by which sheets without dates go.
    pub(super) fn at_the_end(&self) -> impl Iterator<Item = &'a Village> {
        let last = self.month.last_day();
        self.villages.iter().copied().filter(move |village| village.is_assessed_on(last))
    }

    /// The cadres of a village who serve on any day of the month; each once, in the order of the roster.
    pub(super) fn cadres(&self, village: &str) -> Vec<Cadre<'a>> {
        let (first, last) = (self.month.first_day(), self.month.last_day());
        let mut cadres: Vec<Cadre<'a>> = Vec::new();
        let serving = self.roster.tenures.iter().filter(|tenure| tenure.person.village == village);
        for tenure in serving.filter(|tenure| tenure.overlaps(first, last)) {
            match cadres.iter_mut().find(|cadre| *cadre.person == tenure.person) {
                Some(known) if known.posts.contains(&tenure.post.as_str()) => {}
                Some(known) => known.posts.push(&tenure.post),
                None => cadres.push(Cadre { person: &tenure.person, posts: vec![&tenure.post] }),
            }
        }
        cadres
    }

    /// Whether any village has two cadres of one name, whom only their numbers tell apart.
    pub(super) fn has_homonyms(&self) -> bool {
        self.villages.iter().any(|village| {
            let mut names: Vec<&str> =
                self.cadres(&village.name).iter().map(|cadre| cadre.person.name.as_str()).collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            names.len() < all
        })
    }

    /// Villages with the names of their cadres, each name once a village.
    pub(super) fn names(&self) -> Vec<(String, String)> {
        let mut names: Vec<(String, String)> = Vec::new();
        for village in &self.villages {
            for cadre in self.cadres(&village.name) {
                let pair = (village.name.to_string(), cadre.person.name.to_string());
                if !names.contains(&pair) {
                    names.push(pair);
                }
            }
        }
        names
    }

    /// Those who hold a post in any of the villages on a day of the month.
    pub(super) fn holders(&self, post: &str) -> Vec<String> {
        let cadres = self.villages.iter().flat_map(|village| self.cadres(&village.name));
        cadres
            .filter(|cadre| cadre.posts.contains(&post))
            .map(|cadre| cadre.person.name.to_string())
            .collect()
    }
}

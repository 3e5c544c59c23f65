//! Names against the roster: villages in their spellings, cadres by village and day. Never a guess.

mod told;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::grid::Found;
use super::text;
use super::totals;
use super::value;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::fact::Person;
use crate::period::{Date, Month, Period, chinese_date};
use crate::records::{Roster, Tenure, Village};
use crate::rulebook::declaration::POSTS_BETWEEN;
use crate::suggest;
use crate::text::Text;
use crate::typed::VillageName;
use told::{none_of, not_assessed, of_namesake, on_roster};

/// When somebody who is named must have held office.
#[derive(Clone, Copy)]
pub(super) enum When {
    /// On a day.
    On(Date),
    /// On any day of a month.
    In(Month),
}

impl When {
    /// The first and the last day.
    fn days(self) -> (Date, Date) {
        match self {
            Self::On(day) => (day, day),
            Self::In(month) => (month.first_day(), month.last_day()),
        }
    }

    fn chinese(self) -> String {
        match self {
            Self::On(day) => chinese_date(day),
            Self::In(month) => Period::of_month(month).chinese(),
        }
    }
}

/// The roster by the names in it, which are looked up for every row of every sheet.
pub(super) struct Names<'a> {
    roster: &'a Roster,
    /// Villages by every spelling, without white space; of two with one spelling the first.
    villages: BTreeMap<Cow<'a, str>, &'a Village>,
    /// What posts are held in a village, in the order of the roster.
    tenures: BTreeMap<&'a str, Vec<&'a Tenure>>,
}

impl<'a> Names<'a> {
    /// The names of a roster.
    pub(super) fn of(roster: &'a Roster) -> Self {
        let mut names = Self { roster, villages: BTreeMap::new(), tenures: BTreeMap::new() };
        for village in &roster.villages {
            for spelling in village.spellings() {
                names.villages.entry(text::tight(spelling)).or_insert(village);
            }
        }
        for tenure in &roster.tenures {
            names.tenures.entry(&tenure.person.village).or_default().push(tenure);
        }
        names
    }

    /// The village that a cell names, assessed on a day where one is given.
    pub(super) fn village(
        &self,
        found: &Found<'_>,
        on: Option<Date>,
        diagnostics: &mut Diagnostics,
    ) -> Option<&'a Village> {
        let typed = value::words(found, "村名", diagnostics)?;
        let exact = self.villages.get(&text::tight(&typed)).copied();
        let named = exact.or_else(|| self.by_plain_name(found, &typed, diagnostics));
        let Some(named) = named else {
            let known = || self.roster.villages.iter().flat_map(Village::spellings);
            let fitting = fitting(self.roster, &typed);
            if fitting.len() > 1 {
                let names = suggest::listed(fitting.iter().map(|village| &*village.name));
                let message = format!("“{}”分不清是哪一个：{names}", found.cell.quoted());
                diagnostics.push(
                    Diagnostic::error(Code::VillageUnknown, found.at(), message).hint("写花名册中的全名"),
                );
                return None;
            }
            let message = format!("花名册中没有“{}”", found.cell.quoted());
            let unknown = Diagnostic::error(Code::VillageUnknown, found.at(), message);
            diagnostics.push(if totals::kind(&text::tight(&typed)).is_some() {
                unknown.hint("一行只写一个村：各村都有的，每村写一行；是合计、平均的，不写日期和事项")
            } else {
                unknown
                    .maybe_hint(suggest::hint(&typed, known()))
                    .hint("用花名册中的村名，或在花名册“别名”栏写上这个叫法")
            });
            return None;
        };
        if let Some(day) = on.filter(|day| !named.is_assessed_on(*day)) {
            diagnostics.push(not_assessed(named, day, found));
            return None;
        }
        Some(named)
    }

    /// The village with whose name the name of a file begins, the longest of several.
    pub(super) fn beginning(&self, name: &str) -> Option<&'a Village> {
        let name = text::tight(name);
        let own = self.villages.iter().filter(|(spelling, _)| name.starts_with(&***spelling));
        own.max_by_key(|(spelling, _)| spelling.len()).map(|(_, village)| *village)
    }

    /// A variant spelling counts only if it fits exactly one village; it is noted.
    fn by_plain_name(
        &self,
        found: &Found<'_>,
        typed: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<&'a Village> {
        let village = by_plain_name(self.roster, typed)?;
        diagnostics.push(on_roster(found, typed, &village.name));
        Some(village)
    }

    /// The cadre of a village whom a cell names, in office on a day or on any day of a month.
    pub(super) fn cadre(
        &self,
        found: &Found<'_>,
        (village, when): (&str, When),
        hints: &Hints,
        diagnostics: &mut Diagnostics,
    ) -> Option<&'a Person> {
        let typed = value::words(found, "姓名", diagnostics)?;
        let name = text::tight(&typed);
        let mut people = in_order(self.serving(village, when).filter(|one| text::is_spelt(&one.name, &name)));
        let is_exact = !people.is_empty();
        if !is_exact {
            people = in_order(self.serving(village, when).filter(|one| is_written(one, &name)));
        }
        if people.is_empty() {
            let is_meant = |one: &&Person| self.is_meant_by_brackets(one, &name, Some(when));
            people = in_order(self.serving(village, when).filter(is_meant));
        }
        if people.len() > 1 {
            let numbers = suggest::listed(people.iter().map(|person| person.id.as_str()));
            people.retain(|person| self.fits(person, hints, when));
            if people.is_empty() {
                diagnostics.push(none_of(found, (village, &typed), hints, &numbers));
                return None;
            }
        }
        match people.as_slice() {
            [person] => {
                let contradicted = hints.id.as_deref().and_then(|id| self.bearer_of(id, person));
                if let Some(bearer) = contradicted {
                    let message = format!("姓名“{typed}”与编号不是同一人，这个编号是{}的", bearer.name);
                    diagnostics.push(
                        Diagnostic::error(Code::CadreUnknown, found.at(), message).hint("核对姓名和编号"),
                    );
                    return None;
                }
                if let Some(other) = self.namesake_of_post(person, hints, when) {
                    let held: Vec<_> = self.posts(person, Some(when)).collect();
                    diagnostics.push(of_namesake(found, &held.join("、"), hints, other));
                    return None;
                }
                if !is_exact {
                    diagnostics.push(on_roster(found, &typed, &person.name));
                }
                Some(*person)
            }
            [] => {
                let left = self.left(&name, village, when.days().0).map(chinese_date);
                let left = left.map_or(String::new(), |last| format!("，他任职到{last}为止"));
                let message = format!("{village}{}的花名册中没有“{typed}”{left}", when.chinese());
                let serving = self.in_office(village, when);
                diagnostics.push(
                    Diagnostic::error(Code::CadreUnknown, found.at(), message)
                        .maybe_hint(suggest::hint(&name, serving.iter().map(|person| person.name.as_str())))
                        .hint("核对姓名、村和日期；任职起止在花名册“干部”表"),
                );
                None
            }
            _ => {
                let message = format!("{village}有几名“{typed}”，分不清是谁");
                diagnostics.push(
                    Diagnostic::error(Code::CadreAmbiguous, found.at(), message)
                        .hint("在表中加一列“编号”，填花名册中的编号"),
                );
                None
            }
        }
    }

    fn tenures_in(&self, village: &str) -> &[&'a Tenure] {
        self.tenures.get(village).map_or(&[], Vec::as_slice)
    }

    /// Whoever else of the village bears a number. A number that nobody bears may be one of rows.
    fn bearer_of(&self, id: &str, person: &Person) -> Option<&'a Person> {
        let mut others = self.tenures_in(&person.village).iter().map(|tenure| &tenure.person);
        others.find(|other| other.id == id && *other != person)
    }

    /// Who else of the village and the name has held the post that a row states, where the one in office never did.
    fn namesake_of_post(&self, person: &Person, hints: &Hints, when: When) -> Option<&'a Tenure> {
        let stated = hints.post.as_deref().filter(|_| hints.id.is_none())?;
        let is_stated = |post: &str| stated.split(POSTS_BETWEEN).any(|stated| text::is_spelt(post, stated));
        if self.fits(person, hints, when) || self.posts(person, None).any(is_stated) {
            return None;
        }
        let mut others = self.tenures_in(&person.village).iter().copied();
        others.find(|other| {
            other.person != *person && other.person.name == person.name && is_stated(&other.post)
        })
    }

    /// Tells that a village which a cell names is not assessed on a day; whether it is.
    pub(super) fn is_assessed_or_told(
        &self,
        found: &Found<'_>,
        day: Date,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let mut said = Diagnostics::new();
        let is_assessed = self.village(found, Some(day), &mut said).is_some();
        diagnostics.extend(said.into_iter().filter(|one| one.severity == Severity::Error));
        is_assessed
    }

    /// A name as it stands on the roster of a village at any time.
    pub(super) fn on_roster(&self, name: &str, village: &str) -> Option<&'a Text> {
        let people = || self.tenures_in(village).iter().map(|tenure| &tenure.person);
        let exact = people().find(|person| text::is_spelt(&person.name, name));
        let written = exact.or_else(|| people().find(|person| is_written(person, name)));
        let is_meant = |person: &&Person| self.is_meant_by_brackets(person, name, None);
        written.or_else(|| people().find(is_meant)).map(|person| &person.name)
    }

    /// The last day in office of somebody of a village who has left it by a day.
    pub(super) fn left(&self, name: &str, village: &str, day: Date) -> Option<Date> {
        let held = || self.tenures_in(village).iter().filter(|tenure| is_written(&tenure.person, name));
        let is_open = held().any(|tenure| tenure.until.is_none_or(|until| until >= day));
        held().filter_map(|tenure| tenure.until).max().filter(|_| !is_open)
    }

    /// Whether a village of the roster is assessed on a day.
    pub(super) fn is_assessed(&self, village: &str, day: Date) -> bool {
        self.roster.village(village).is_some_and(|village| village.is_assessed_on(day))
    }

    /// Everybody in office in a village on a day, or on any day of a month, each once, in their order.
    pub(super) fn in_office(&self, village: &str, when: When) -> Vec<&'a Person> {
        in_order(self.serving(village, when))
    }

    /// The same, once for each tenure, in the order of the roster.
    fn serving(&self, village: &str, when: When) -> impl Iterator<Item = &'a Person> {
        let (first, last) = when.days();
        let serving = self.tenures_in(village).iter().filter(move |tenure| tenure.overlaps(first, last));
        serving.map(|tenure| &tenure.person)
    }

    /// The posts that a person holds in the village then, or at any time.
    fn posts(&self, person: &Person, when: Option<When>) -> impl Iterator<Item = &'a str> {
        let of_person = |tenure: &&&Tenure| tenure.person == *person;
        let days = when.map(When::days);
        let own = self.tenures_in(&person.village).iter().filter(of_person);
        let then = own.filter(move |tenure| days.is_none_or(|(first, last)| tenure.overlaps(first, last)));
        then.map(|tenure| tenure.post.as_str())
    }

    /// Whether a cell names a person, with the number or posts of that person in brackets behind the name: `张伟（04）`,
    /// `张伟（副书记）`. Of several posts each must be held.
    fn is_meant_by_brackets(&self, person: &Person, tight: &str, when: Option<When>) -> bool {
        let Some(said) = in_brackets(person, tight) else { return false };
        let held: Vec<_> = self.posts(person, when).collect();
        let is_held = |post: &str| held.iter().any(|held| text::is_spelt(held, post));
        text::is_spelt(&person.id, &said) || said.split(POSTS_BETWEEN).all(is_held)
    }

    fn fits(&self, person: &Person, hints: &Hints, when: When) -> bool {
        if let Some(id) = &hints.id {
            return person.id == *id;
        }
        match &hints.post {
            Some(posts) => {
                let held: Vec<_> = self.posts(person, Some(when)).collect();
                let mut typed = posts.split(POSTS_BETWEEN);
                typed.any(|post| held.iter().any(|held| text::is_spelt(held, post)))
            }
            None => true,
        }
    }
}

/// Each once, in their order.
fn in_order<'a>(people: impl Iterator<Item = &'a Person>) -> Vec<&'a Person> {
    let mut people: Vec<_> = people.collect();
    people.sort();
    people.dedup();
    people
}

/// The village that a word means which was not typed into a sheet, in all spellings that sheets may use.
pub fn village_called<'a>(roster: &'a Roster, typed: &str) -> Option<&'a Village> {
    let tight = text::tight(typed);
    let is_spelt = |village: &&Village| village.spellings().any(|spelling| text::tight(spelling) == tight);
    roster.villages.iter().find(is_spelt).or_else(|| by_plain_name(roster, typed))
}

/// Dots that people type within a name in place of `·`.
const DOTS: &[char] = &['.', '•', '‧', '∙', '⋅', '・', 'ㆍ', 'ᆞ', '˙', '。', '●'];

fn with_one_dot(name: &str) -> String {
    name.replace(DOTS, "·")
}

/// Whether a name is somebody's but for the dot inside and 同志 behind.
fn is_written(person: &Person, tight: &str) -> bool {
    let bare = tight.strip_suffix("同志").unwrap_or(tight);
    with_one_dot(&text::tight(&person.name)) == with_one_dot(bare)
}

/// What stands in brackets behind somebody's name and ends the cell.
fn in_brackets(person: &Person, tight: &str) -> Option<String> {
    let inner = tight.strip_suffix(')')?;
    let (name, _) = inner.split_once('(')?;
    // A name may have brackets of its own.
    let own = text::tight(&person.name);
    let name = if own.contains('(') { inner.get(..own.len())? } else { name };
    let said = inner.get(name.len()..)?.strip_prefix('(')?;
    (is_written(person, name) && !said.is_empty()).then(|| said.to_owned())
}

/// The one village that a variant spelling fits.
fn by_plain_name<'a>(roster: &'a Roster, typed: &str) -> Option<&'a Village> {
    match fitting(roster, typed).as_slice() {
        [village] => Some(village),
        _ => None,
    }
}

/// The villages that a variant spelling may mean.
fn fitting<'a>(roster: &'a Roster, typed: &str) -> Vec<&'a Village> {
    let wanted = VillageName::of(typed);
    let is_meant = |village: &&Village| village.spellings().any(|name| VillageName::of(name).fits(&wanted));
    roster.villages.iter().filter(is_meant).collect()
}

/// What helps to tell homonyms apart.
#[derive(Default)]
pub(super) struct Hints {
    /// 编号, if the sheet has it.
    pub(super) id: Option<String>,
    /// 职务, if the sheet has it.
    pub(super) post: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{CellRef, SheetRef};

    /// Of two who bear a number the first of the roster is named, and of those in office each once, in order.
    #[test]
    fn persons_are_found_in_the_order_of_the_roster_and_listed_in_their_own() {
        let cell = CellRef { sheet: SheetRef::new("roster.xlsx", "干部"), row: 1, column: 0 };
        let tenure = |name: &str, id: &str| Tenure {
            person: Person { village: "1村".into(), name: name.into(), id: id.into() },
            post: "主任".to_owned(),
            from: None,
            until: None,
            cell: cell.clone(),
        };
        let tenures =
            vec![tenure("王五", "5"), tenure("李四", "5"), tenure("张三", "1"), tenure("王五", "5")];
        let roster = Roster { villages: Vec::new(), tenures };
        let (names, day) = (Names::of(&roster), Date::constant(2024, 3, 5));
        let in_office = names.in_office("1村", When::On(day));
        let listed: Vec<_> = in_office.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(listed, ["张三", "李四", "王五"]);
        let other = in_office.first().unwrap();
        assert_eq!(names.bearer_of("5", other).map(|person| person.name.as_str()), Some("王五"));
        assert_eq!(names.bearer_of("1", other), None);
    }
}

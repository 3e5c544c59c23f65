//! Who is assessed, and when: villages with their names and classes over time, cadres with their posts.

use crate::diagnostic::CellRef;
use crate::fact::{Event, Person};
use crate::period::Date;
use crate::text::Text;

/// A village (村、社区) of the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Village {
    /// Name as on the roster; of one that was renamed, the name on the last day that was read.
    pub name: Text,
    /// Names that it bore before, or bears after the last day that was read.
    pub other_names: Vec<String>,
    /// 类别, e.g. 大村, with the day from which it holds, in order of date; the first holds from the beginning. The
    /// class is empty where the roster gives none.
    pub classes: Vec<ClassFrom>,
    /// 别名: other spellings that sheets may use.
    pub aliases: Vec<String>,
    /// 起: first day of being assessed; `None` is open.
    pub from: Option<Date>,
    /// 止: last day; `None` is open.
    pub until: Option<Date>,
    /// 并入: which village it became part of on the day after its last.
    pub merged: Option<Merged>,
    /// The cell of its name.
    pub cell: CellRef,
}

/// A class, and since when a village is of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassFrom {
    /// The first day; `None` is open.
    pub from: Option<Date>,
    /// 类别
    pub class: String,
    /// The cell of the row that says so.
    pub cell: CellRef,
}

/// The village that another became part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Its name, as the roster has it.
    pub into: String,
    /// The first day of being part of it.
    pub on: Date,
    /// The cell that says so.
    pub cell: CellRef,
}

/// One post held by one person in one village for a time (a row of the roster's sheet 干部).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Who and where.
    pub person: Person,
    /// 职务, a declared post.
    pub post: String,
    /// 起: first day; `None` is open.
    pub from: Option<Date>,
    /// 止: last day; `None` is open.
    pub until: Option<Date>,
    /// The cell of the name.
    pub cell: CellRef,
}

/// Villages and cadres, in the order of the roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// Sheet 村.
    pub villages: Vec<Village>,
    /// Sheet 干部.
    pub tenures: Vec<Tenure>,
}

/// Why a name that was typed means nobody of a village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unnamed<'a> {
    /// Nobody in office is called so; who is in office.
    Unknown(Vec<&'a Person>),
    /// Several are; they.
    Ambiguous(Vec<&'a Person>),
}

/// The stretches of some days, first and last, in each of which the posts held stay the same.
pub fn spells(tenures: &[&Tenure], first: Date, last: Date) -> Vec<(Date, Date)> {
    let begun = tenures.iter().filter_map(|tenure| tenure.from);
    let ended = tenures.iter().filter_map(|tenure| tenure.until?.tomorrow().ok());
    let mut starts: Vec<Date> = begun.chain(ended).filter(|day| (first..=last).contains(day)).collect();
    starts.push(first);
    starts.sort_unstable();
    starts.dedup();
    let next = starts.iter().skip(1).map(|day| day.yesterday().unwrap_or(*day)).chain([last]);
    starts.iter().copied().zip(next).filter(|(from, until)| from <= until).collect()
}

/// Whether `day` lies between two optional ends, both included.
fn within(day: Date, from: Option<Date>, until: Option<Date>) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
}

/// Whether two optional ends leave any day from one date to another.
fn overlap(first: Date, last: Date, from: Option<Date>, until: Option<Date>) -> bool {
    from.is_none_or(|from| from <= last) && until.is_none_or(|until| first <= until)
}

impl Unnamed<'_> {
    /// How to name one of several, in Chinese; `None` where nobody is called so.
    pub fn told(&self, village: &str, typed: &str) -> Option<String> {
        let Self::Ambiguous(meant) = self else { return None };
        let forms: Vec<String> = meant.iter().map(|person| person.numbered()).collect();
        let number = meant.iter().map(|person| person.id.as_str()).find(|id| !id.is_empty());
        let alone = number.map_or("；花名册里给他们各写一个编号".to_owned(), |id| {
            format!("，或只写编号，如 {id}")
        });
        Some(format!("{village}有几名“{typed}”，写明是哪一个：{}{alone}", forms.join("、")))
    }
}

impl Village {
    /// One that is assessed at all times, of one class.
    pub fn always(name: String, class: String, cell: CellRef) -> Self {
        let classes = vec![ClassFrom { from: None, class, cell: cell.clone() }];
        Self {
            name: name.into(),
            other_names: Vec::new(),
            classes,
            aliases: Vec::new(),
            from: None,
            until: None,
            merged: None,
            cell,
        }
    }

    /// The class on a day; empty where the roster gives none.
    pub fn class_on(&self, day: Date) -> &str {
        let holds = |class: &&ClassFrom| class.from.is_none_or(|from| from <= day);
        let held = self.classes.iter().rev().find(holds).or_else(|| self.classes.first());
        held.map_or("", |held| held.class.as_str())
    }

    /// Every name that it bears at any time, the present one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.other_names.iter().map(String::as_str))
    }

    /// Every way in which it is written: its names, and the other spellings that the roster allows.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        self.names().chain(self.aliases.iter().map(String::as_str))
    }

    /// The first and the last day from one date to another on which it is assessed; `None` if there is none. No post is
    /// held in it on other days, whatever its row says.
    pub fn days_within(&self, first: Date, last: Date) -> Option<(Date, Date)> {
        let first = self.from.map_or(first, |from| from.max(first));
        let last = self.until.map_or(last, |until| until.min(last));
        (first <= last).then_some((first, last))
    }

    /// Whether it is assessed on any day from one date to another.
    pub fn overlaps(&self, first: Date, last: Date) -> bool {
        overlap(first, last, self.from, self.until)
    }

    /// Whether it is assessed on a day.
    pub fn is_assessed_on(&self, day: Date) -> bool {
        within(day, self.from, self.until)
    }
}

impl Tenure {
    /// Whether the post is held on a day.
    pub fn covers(&self, day: Date) -> bool {
        within(day, self.from, self.until)
    }

    /// Whether any day is one of both.
    pub fn meets(&self, other: &Self) -> bool {
        let begins_in_time = |one: &Self, other: &Self| {
            one.from.is_none_or(|from| other.until.is_none_or(|until| from <= until))
        };
        begins_in_time(self, other) && begins_in_time(other, self)
    }

    /// Whether the post is held on any day from one date to another.
    pub fn overlaps(&self, first: Date, last: Date) -> bool {
        overlap(first, last, self.from, self.until)
    }
}

impl Roster {
    /// The cadre in office in a village on a day who is called so, outside of sheets: by name, number, or both.
    pub fn called(&self, village: &str, day: Date, typed: &str) -> Result<&Person, Unnamed<'_>> {
        let tenures = self.tenures.iter().filter(|tenure| tenure.person.village == village);
        let mut here: Vec<&Person> =
            tenures.filter(|tenure| tenure.covers(day)).map(|tenure| &tenure.person).collect();
        here.sort();
        here.dedup();
        let meant: Vec<&Person> = here.iter().copied().filter(|person| person.is_called(typed)).collect();
        match meant.as_slice() {
            [person] => Ok(person),
            [] => Err(Unnamed::Unknown(here)),
            _ => Err(Unnamed::Ambiguous(meant)),
        }
    }

    /// The village that bears this name at any time.
    pub fn village(&self, name: &str) -> Option<&Village> {
        self.villages.iter().find(|village| village.names().any(|own| own == name))
    }

    /// The villages that became part of another on a day.
    pub fn merged_into<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a Village, &'a Merged)> {
        let merged = self.villages.iter().filter_map(|village| Some((village, village.merged.as_ref()?)));
        merged.filter(move |(_, merged)| merged.into == name)
    }

    /// Whether a person holds any post in the village on a day.
    pub fn is_in_office(&self, person: &Person, day: Date) -> bool {
        self.tenures.iter().any(|tenure| tenure.person == *person && tenure.covers(day))
    }

    /// The first of some posts that a person holds in the village on a day.
    pub fn post_among<'p>(&self, person: &Person, posts: &'p [String], day: Date) -> Option<&'p str> {
        let holds = |post: &str| {
            let mut own = self.tenures.iter().filter(|tenure| tenure.person == *person && tenure.covers(day));
            own.any(|tenure| tenure.post == post)
        };
        posts.iter().map(String::as_str).find(|post| holds(post))
    }

    /// Whether an event is held against a cadre of its village: it names the person, or it names nobody and is held against who
    /// holds one of some posts on its day, as the person does.
    pub fn is_meant(&self, event: &Event, posts: &[String], person: &Person) -> bool {
        match &event.person {
            Some(named) => named == person,
            None => self.post_among(person, posts, event.date).is_some(),
        }
    }

    /// The last day from one to another on which a person holds any post in the village.
    pub fn served_until(&self, person: &Person, first: Date, last: Date) -> Option<Date> {
        let held = self.tenures.iter().filter(|tenure| tenure.person == *person);
        let within = held.filter(|tenure| tenure.overlaps(first, last));
        within.map(|tenure| tenure.until.map_or(last, |until| until.min(last))).max()
    }

    /// The posts that a person holds in the village on a day, each once, however many rows give it.
    pub fn posts_on(&self, person: &Person, day: Date) -> Vec<&str> {
        let mut posts: Vec<&str> = Vec::new();
        for tenure in self.tenures.iter().filter(|tenure| tenure.person == *person && tenure.covers(day)) {
            if !posts.contains(&tenure.post.as_str()) {
                posts.push(&tenure.post);
            }
        }
        posts
    }

    /// Those who hold a post in a village on a day.
    pub fn holders_on<'a>(
        &'a self,
        village: &'a str,
        post: &'a str,
        day: Date,
    ) -> impl Iterator<Item = &'a Person> {
        self.tenures
            .iter()
            .filter(move |tenure| {
                tenure.person.village == village && tenure.post == post && tenure.covers(day)
            })
            .map(|tenure| &tenure.person)
    }
}

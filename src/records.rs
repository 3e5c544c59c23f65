//! What an office reported: the roster, and the facts of each village. Built by `intake`, read by `engine`.

use std::collections::BTreeMap;

use crate::diagnostic::CellRef;
use crate::fact::{Person, VillageFacts};
use crate::number::Number;
use crate::period::{Date, Month, Period};
use crate::returned::{Receipt, ReturnedFile};

/// A village (村、社区) of the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Village {
    /// Name as on the roster.
    pub name: String,
    /// 类别, e.g. 大村; empty where the roster gives none.
    pub class: String,
    /// 别名: other spellings that sheets may use.
    pub aliases: Vec<String>,
    /// 起: first day of being assessed; `None` is open.
    pub from: Option<Date>,
    /// 止: last day; `None` is open.
    pub until: Option<Date>,
    /// The cell of its name.
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

/// A file that was read, by its content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// Name relative to the workspace, with `/`.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// A township's facts over the months that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Who is assessed.
    pub roster: Roster,
    /// Facts by village name; every village of the roster has an entry.
    pub villages: BTreeMap<String, VillageFacts>,
    /// The months that had a folder with at least one workbook.
    pub months: Vec<Month>,
    /// The workbooks of those months, with what they hold.
    pub returned: Vec<ReturnedFile>,
    /// `records/收件登记.csv`, in the order of its rows.
    pub receipts: Vec<Receipt>,
    /// Roster and workbooks, by name.
    pub inputs: Vec<InputFile>,
    /// Targets that a clerk typed into sheets.
    pub targets: SheetTargets,
    /// What earlier years left.
    pub history: History,
}

/// Targets by name and village.
pub type SheetTargets = BTreeMap<String, BTreeMap<String, SheetTarget>>;

/// A village's target as a sheet states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetTarget {
    /// In the unit that the rulebook declares; `None` for 不适用.
    pub value: Option<Number>,
    /// Where.
    pub cell: CellRef,
}

/// Places and sanctions of earlier years, as `history.toml` has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Places held.
    pub places: Vec<PastPlace>,
    /// Sanctions suffered.
    pub sanctions: Vec<PastSanction>,
}

/// A place held in an earlier year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastPlace {
    /// When.
    pub period: Period,
    /// Id of the standing.
    pub standing: String,
    /// The village.
    pub village: String,
    /// The cadre; empty for the village itself.
    pub person: String,
    /// The cadre's number; empty if none.
    pub id: String,
    /// From 1.
    pub place: usize,
}

/// A sanction suffered in an earlier year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastSanction {
    /// When.
    pub period: Period,
    /// Id of the sanction.
    pub sanction: String,
    /// The village.
    pub village: String,
    /// The cadre; empty for the village itself.
    pub person: String,
}

impl History {
    /// Whether nothing is known of earlier years.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.sanctions.is_empty()
    }

    /// The places of a standing in a period.
    pub fn places_of<'a>(&'a self, standing: &'a str, period: Period) -> impl Iterator<Item = &'a PastPlace> {
        self.places.iter().filter(move |past| past.standing == standing && past.period == period)
    }

    /// Whether a sanction befell a village (`name` is its own) or a cadre of it in a period.
    pub fn was_sanctioned(&self, sanction: &str, period: Period, village: &str, name: &str) -> bool {
        let person = if name == village { "" } else { name };
        self.sanctions.iter().any(|past| {
            past.sanction == sanction
                && past.period == period
                && past.village == village
                && past.person == person
        })
    }
}

/// Whether `day` lies between two optional ends, both included.
fn within(day: Date, from: Option<Date>, until: Option<Date>) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
}

/// Whether two optional ends leave any day from one date to another.
fn overlap(first: Date, last: Date, from: Option<Date>, until: Option<Date>) -> bool {
    from.is_none_or(|from| from <= last) && until.is_none_or(|until| first <= until)
}

impl Village {
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

    /// Whether the post is held on any day from one date to another.
    pub fn overlaps(&self, first: Date, last: Date) -> bool {
        overlap(first, last, self.from, self.until)
    }
}

impl Roster {
    /// The village of this name.
    pub fn village(&self, name: &str) -> Option<&Village> {
        self.villages.iter().find(|village| village.name == name)
    }

    /// The posts that a person holds in the village on a day.
    pub fn posts_on(&self, person: &Person, day: Date) -> Vec<&str> {
        let held = self.tenures.iter().filter(|tenure| tenure.person == *person && tenure.covers(day));
        held.map(|tenure| tenure.post.as_str()).collect()
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

//! What an office reported: the roster, and the facts of each village. Built by `intake`, read by `engine`.

mod roster;

pub use roster::{ClassFrom, Merged, Roster, Tenure, Unnamed, Village, spells};

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::CellRef;
use crate::fact::VillageFacts;
use crate::number::Number;
use crate::period::{Month, Period};
use crate::returned::{Receipt, ReturnedFile};
use crate::text::Text;

/// A file that was read, by its content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// Name relative to the workspace, with `/`.
    pub name: Text,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: Text,
}

/// A township's facts over the months that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Who is assessed.
    pub roster: Roster,
    /// Facts by village name; every village of the roster has an entry.
    pub villages: BTreeMap<Text, VillageFacts>,
    /// The months that had a folder with at least one workbook.
    pub months: Vec<Month>,
    /// The months in which a sheet with rows has a column for an indicator, by its name.
    pub columns: BTreeMap<String, BTreeSet<Month>>,
    /// The workbooks of those months, with what they hold.
    pub returned: Vec<ReturnedFile>,
    /// `records/收件登记.csv`, in the order of its rows.
    pub receipts: Vec<Receipt>,
    /// Roster and workbooks, and the register of receipts where it let a file count, by name.
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
    /// The cadre's number; empty if none.
    pub id: String,
}

impl History {
    /// The history under the names that the roster has now: of villages that were renamed, and with the numbers of cadres
    /// whose name was enough. With it village and name of those whose name is that of several, and who have no number.
    #[must_use]
    pub fn under_names_of(mut self, roster: &Roster) -> (Self, BTreeSet<(String, String)>) {
        let mut unclear = BTreeSet::new();
        let places = self.places.iter_mut().map(|past| (&mut past.village, &past.person, &mut past.id));
        let sanctions = self.sanctions.iter_mut().map(|past| (&mut past.village, &past.person, &mut past.id));
        for (name, person, id) in places.chain(sanctions) {
            if let Some(village) = roster.village(name) {
                village.name.as_str().clone_into(name);
            }
            if person.is_empty() || !id.is_empty() {
                continue;
            }
            let own = roster.tenures.iter().map(|tenure| &tenure.person);
            let own = own.filter(|one| one.village == **name && one.name == **person);
            let numbers: BTreeSet<&str> = own.map(|one| one.id.as_str()).collect();
            match numbers.first() {
                Some(number) if numbers.len() == 1 => (*number).clone_into(id),
                Some(_) => _ = unclear.insert((name.clone(), person.clone())),
                None => {}
            }
        }
        (self, unclear)
    }

    /// Whether nothing is known of earlier years.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.sanctions.is_empty()
    }

    /// The places of a standing in a period.
    pub fn places_of<'a>(&'a self, standing: &'a str, period: Period) -> impl Iterator<Item = &'a PastPlace> {
        self.places.iter().filter(move |past| past.standing == standing && past.period == period)
    }

    /// The sanctions of an id in a period.
    pub fn sanctions_of<'a>(
        &'a self,
        sanction: &'a str,
        period: Period,
    ) -> impl Iterator<Item = &'a PastSanction> {
        self.sanctions.iter().filter(move |past| past.sanction == sanction && past.period == period)
    }
}

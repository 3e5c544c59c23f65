//! The columns that a form has, and what they may be called.

use std::borrow::Cow;

use crate::intake::cell::{Cell, NOT_COMPUTED};
use crate::intake::text;
use crate::number::Number;
use crate::rulebook::declaration::Declarations;

/// What the village's column is called where no column bears its name; 单位 may be many things beside it.
const VILLAGE: (&str, &[&str]) = (
    "村",
    &[
        "单位",
        "村居",
        "村居名称",
        "村社区",
        "村/社区",
        "村、社区",
        "村(社区)名称",
        "村(居)名称",
        "所属村",
        "所在村",
        "村庄",
        "村委会",
    ],
);

/// What a column holds, as far as a word beside its name may say that it holds something else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum Holds {
    /// Words, days, names.
    Words,
    /// How often something was in the month.
    Times,
    /// What a row alone comes to.
    Rows,
    /// Marks up to the highest.
    Marks(Number),
    /// What it came to since the beginning of the year.
    Totals,
    /// What it is at the time.
    Current,
}

/// A column that a form has.
pub(in crate::intake) struct Wanted<'a> {
    pub(in crate::intake) name: &'a str,
    pub(in crate::intake) aliases: Vec<&'a str>,
    /// Empty if the column has no unit.
    pub(in crate::intake) unit: &'a str,
    pub(in crate::intake) required: bool,
    pub(in crate::intake) holds: Holds,
    /// Names that mean it where no column bears its own, and one of these alone is filled.
    pub(in crate::intake) stand_ins: &'static [&'static str],
}

impl<'a> Wanted<'a> {
    /// A column without aliases or unit.
    pub(in crate::intake) fn plain(name: &'a str, required: bool) -> Self {
        Self { name, aliases: Vec::new(), unit: "", required, holds: Holds::Words, stand_ins: &[] }
    }

    /// A column that all rulebooks share.
    pub(in crate::intake) fn shared(name: &'a str, required: bool, declarations: &'a Declarations) -> Self {
        let stand_ins = if name == VILLAGE.0 { VILLAGE.1 } else { &[] };
        Self {
            name,
            aliases: declarations.aliases_of(name),
            unit: "",
            required,
            holds: Holds::Words,
            stand_ins,
        }
    }

    /// A column of figures that the rulebook declares.
    pub(in crate::intake) fn declared(
        name: &'a str,
        aliases: &'a [String],
        unit: &'a str,
        holds: Holds,
    ) -> Self {
        let aliases = aliases.iter().map(String::as_str).collect();
        Self { name, aliases, unit, required: false, holds, stand_ins: &[] }
    }

    /// The same that holds figures.
    pub(in crate::intake) fn of(self, holds: Holds) -> Self {
        Self { holds, ..self }
    }

    /// The same with names that may stand in for its own.
    pub(in crate::intake) fn or_one_of(self, stand_ins: &'static [&'static str]) -> Self {
        Self { stand_ins, ..self }
    }

    /// Whether a header stands in for its name.
    pub(super) fn may_be(&self, header: &str) -> bool {
        !self.stand_ins.is_empty() && self.stand_ins.contains(&&*text::name(header))
    }

    /// Every name it goes by: to be compared with many headers. What stands in brackets behind an alias may be its unit
    /// or belong to the name.
    fn spellings(&self) -> impl Iterator<Item = Cow<'a, str>> {
        let aliases = self.aliases.iter().flat_map(|alias| text::names(alias).map(|(name, _)| name));
        std::iter::once(text::tight(self.name)).chain(aliases)
    }
}

/// What the wanted columns are called, to be looked up for every cell of many rows.
pub(super) struct Spellings<'a> {
    /// By length and in order, so that most are told apart by their lengths: a name, and which column it may mean.
    names: Vec<(Cow<'a, str>, usize)>,
    /// How long they are in bytes, a bit each.
    lengths: u128,
    /// How many columns one name may mean at most.
    most: usize,
    /// Whether any could be what a cell shows that holds no words.
    hold_figures: bool,
}

impl<'a> Spellings<'a> {
    pub(super) fn of(wanted: &[Wanted<'a>]) -> Self {
        let all = wanted.iter().enumerate();
        let names = all.flat_map(|(index, column)| column.spellings().map(move |name| (name, index)));
        let mut names: Vec<_> = names.collect();
        names.sort_by(|(one, first), (other, second)| {
            by_length(one).cmp(&by_length(other)).then_with(|| first.cmp(second))
        });
        names.dedup();
        let lengths = names.iter().fold(0, |lengths, (name, _)| lengths | Self::bit(name));
        let is_other = |name: &str| name == NOT_COMPUTED || name.chars().any(|letter| letter.is_ascii());
        let hold_figures = names.iter().any(|(name, _)| is_other(name));
        let most = names.chunk_by(|(one, _), (next, _)| one == next).map(<[_]>::len).max().unwrap_or(0);
        Self { names, lengths, most, hold_figures }
    }

    /// How many columns one cell may be the header of at most.
    pub(super) fn most_of_one_name(&self) -> usize {
        self.most
    }

    fn bit(name: &str) -> u128 {
        1 << name.len().min(127)
    }

    /// Which columns a cell may be the header of.
    pub(super) fn shown(&self, cell: &Cell) -> impl Iterator<Item = usize> + use<'_> {
        // Most headers are typed as they are spelt.
        if let Cell::Text(typed) = cell
            && let as_typed @ [_, ..] = self.range(typed)
        {
            return as_typed.iter().map(index);
        }
        // Nor do most cells below a header have another form than what is typed.
        if let Cell::Text(typed) = cell
            && text::has_one_name(typed)
        {
            return [].iter().map(index);
        }
        let shown =
            if matches!(cell, Cell::Text(_)) || self.hold_figures { cell.shown() } else { Cow::default() };
        let found = text::names(&shown).map(|(name, _)| self.range(&name)).find(|found| !found.is_empty());
        found.unwrap_or_default().iter().map(index)
    }

    /// Which columns go by a name, the first of them first.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = usize> + use<'_> {
        self.range(name).iter().map(index)
    }

    fn range(&self, name: &str) -> &[(Cow<'a, str>, usize)] {
        let fits = self.lengths & Self::bit(name) != 0;
        let is_before = |(own, _): &(Cow<'_, str>, usize)| by_length(own) < by_length(name);
        let first = if fits { self.names.partition_point(is_before) } else { self.names.len() };
        let from = self.names.get(first..).unwrap_or_default();
        let count = from.iter().take_while(|(own, _)| own == name).count();
        from.get(..count).unwrap_or_default()
    }
}

fn index((_, index): &(Cow<'_, str>, usize)) -> usize {
    *index
}

fn by_length(name: &str) -> (usize, &str) {
    (name.len(), name)
}

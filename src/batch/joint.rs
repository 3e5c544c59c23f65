//! 合并排名: the villages of all townships in one order, by score alone. Only where somebody answers for it that their
//! rulebooks can be compared. The one thing of a batch that is kept for every village, and so kept small.

use super::township::{self, Completeness, RulebookName, Township};
use crate::engine::assessment::Assessment;
use crate::number::Number;
use crate::rulebook::VetoPlace;

/// A village as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointPlace {
    village: Box<str>,
    class: Box<str>,
    score: Number,
    available: Number,
    /// The veto that it is under in its township, and what that does to its place there.
    veto: Option<(Box<str>, VetoPlace)>,
}

impl JointPlace {
    /// The villages of a township that have a score, in the order of its roster.
    pub fn of(assessment: &Assessment) -> Vec<Self> {
        let vetoes = township::vetoes(assessment);
        let veto = |village: &str| vetoes.get(village).map(|(name, place)| ((*name).into(), *place));
        let scored = assessment.villages.iter().filter_map(|village| Some((village, village.comparable()?)));
        let places = scored.map(|(village, score)| Self {
            village: village.name.as_str().into(),
            class: village.class.as_str().into(),
            score,
            available: village.available,
            veto: veto(&village.name),
        });
        places.collect()
    }

    /// Whether a veto leaves it without a place in its township, or puts it last.
    fn is_barred(&self) -> bool {
        self.veto.as_ref().is_some_and(|(_, place)| *place != VetoPlace::Kept)
    }
}

/// The villages that have passed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joint {
    /// Township, then village: an order of its own for those that share a place.
    places: Vec<(u32, JointPlace)>,
    townships: Vec<Passed>,
}

/// A township that has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Passed {
    name: Box<str>,
    rulebook: Box<str>,
    draft: bool,
}

/// A row of the joint ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JointRow<'a> {
    /// Place: one more than there are villages with a higher score; none where a veto leaves the village without one in
    /// its township, or puts it last.
    pub rank: Option<usize>,
    /// Whether another village holds it too.
    pub tied: bool,
    /// Township.
    pub township: &'a str,
    /// The first digits of its rulebook's checksum.
    pub rulebook: &'a str,
    /// Whether the township's figures are a draft.
    pub draft: bool,
    /// Village.
    pub village: &'a str,
    /// 类别
    pub class: &'a str,
    /// Score.
    pub score: Number,
    /// The points that could be had.
    pub available: Number,
    /// The veto that it is under in its township; it may keep its place.
    pub veto: Option<&'a str>,
}

impl Joint {
    /// Adds the villages of a township.
    pub fn add(&mut self, township: &Township, villages: Vec<JointPlace>) {
        let Ok(number) = u32::try_from(self.townships.len()) else { return };
        self.townships.push(Passed {
            name: township.name.as_str().into(),
            rulebook: township.rulebook.as_ref().map_or("", RulebookName::digits).into(),
            draft: township.completeness == Completeness::Draft,
        });
        self.places.extend(villages.into_iter().map(|village| (number, village)));
    }

    /// Puts them in order: by score, those that share a place in the order in which they came; behind them those that
    /// have none.
    #[must_use]
    pub fn ranked(mut self) -> Self {
        // Equal numbers are equal however many zeros they were written with.
        self.places.sort_by_key(|(_, one)| (one.is_barred(), std::cmp::Reverse(one.score)));
        self
    }

    /// The rows of what was [put in order](Self::ranked): 1, 2, 2, 4.
    pub fn rows(&self) -> impl Iterator<Item = JointRow<'_>> {
        let alike = |one: &JointPlace, next: &JointPlace| {
            one.score == next.score && !one.is_barred() && !next.is_barred()
        };
        let groups = self.places.chunk_by(move |(_, one), (_, next)| alike(one, next));
        let ranks = groups.scan(1, |next, group| {
            let rank = *next;
            *next += group.len();
            Some((rank, group))
        });
        ranks.flat_map(move |(rank, group)| {
            group.iter().map(move |(number, place)| {
                let township = usize::try_from(*number).ok().and_then(|number| self.townships.get(number));
                JointRow {
                    rank: (!place.is_barred()).then_some(rank),
                    tied: group.len() > 1,
                    township: township.map_or("", |passed| &passed.name),
                    rulebook: township.map_or("", |passed| &passed.rulebook),
                    draft: township.is_some_and(|passed| passed.draft),
                    village: &place.village,
                    class: &place.class,
                    score: place.score,
                    available: place.available,
                    veto: place.veto.as_ref().map(|(name, _)| &**name),
                }
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn township(name: &str, completeness: Completeness) -> Township {
        let (title, version, sha256) =
            ("细则".to_owned(), String::new(), format!("{name}{}", "0".repeat(64)));
        Township {
            rulebook: Some(RulebookName { title, version, sha256 }),
            completeness,
            ..Township::at_fault(name, "")
        }
    }

    fn places(of: &[(&str, &str)]) -> Vec<JointPlace> {
        let place = |(village, score): &(&str, &str)| JointPlace {
            village: (*village).into(),
            class: "".into(),
            score: Number::parse(score).unwrap(),
            available: Number::HUNDRED,
            veto: None,
        };
        of.iter().map(place).collect()
    }

    #[test]
    fn those_that_share_a_place_leave_the_next_ones_free() {
        let mut joint = Joint::default();
        joint.add(&township("乙乡", Completeness::Whole), places(&[("1村", "90.5"), ("2村", "88")]));
        joint.add(
            &township("甲乡", Completeness::Draft),
            places(&[("1村", "90.50"), ("2村", "95"), ("3村", "88.000000000001")]),
        );
        let joint = joint.ranked();
        let rows: Vec<_> =
            joint.rows().map(|row| (row.rank, row.tied, row.township, row.village, row.draft)).collect();
        let expected = [
            (Some(1), false, "甲乡", "2村", true),
            (Some(2), true, "乙乡", "1村", false),
            (Some(2), true, "甲乡", "1村", true),
            (Some(4), false, "甲乡", "3村", true),
            (Some(5), false, "乙乡", "2村", false),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn who_is_vetoed_takes_no_place_from_others() {
        let mut villages = places(&[("1村", "99"), ("2村", "95"), ("3村", "95"), ("4村", "90")]);
        for vetoed in [0, 2] {
            villages[vetoed].veto = Some(("群体性事件".into(), VetoPlace::Unranked));
        }
        villages[1].veto = Some(("安全事故".into(), VetoPlace::Kept));
        let mut joint = Joint::default();
        joint.add(&township("甲乡", Completeness::Whole), villages);
        let joint = joint.ranked();
        let rows: Vec<_> = joint.rows().map(|row| (row.rank, row.tied, row.village, row.veto)).collect();
        let veto = Some("群体性事件");
        let expected = [
            (Some(1), false, "2村", Some("安全事故")),
            (Some(2), false, "4村", None),
            (None, false, "1村", veto),
            (None, false, "3村", veto),
        ];
        assert_eq!(rows, expected);
    }
}

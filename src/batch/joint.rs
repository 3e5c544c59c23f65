//! 合并排名: the villages of all townships in one order, by score alone. Only where somebody answers for it that their
//! rulebooks can be compared. The one thing of a batch that is kept for every village, and so kept small.

use super::township::{RulebookName, Standing, Township};
use crate::engine::assessment::Assessment;
use crate::number::Number;

/// A village as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointPlace {
    village: Box<str>,
    class: Box<str>,
    score: Number,
    available: Number,
}

impl JointPlace {
    /// The villages of a township that have a score, in the order of its roster.
    pub fn of(assessment: &Assessment) -> Vec<Self> {
        let scored = assessment.villages.iter().filter_map(|village| Some((village, village.score?)));
        let places = scored.map(|(village, score)| Self {
            village: village.name.as_str().into(),
            class: village.class.as_str().into(),
            score,
            available: village.available,
        });
        places.collect()
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
    /// Place: one more than there are villages with a higher score.
    pub rank: usize,
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
}

impl Joint {
    /// Adds the villages of a township.
    pub fn add(&mut self, township: &Township, villages: Vec<JointPlace>) {
        let Ok(number) = u32::try_from(self.townships.len()) else { return };
        self.townships.push(Passed {
            name: township.name.as_str().into(),
            rulebook: township.rulebook.as_ref().map_or("", RulebookName::digits).into(),
            draft: township.standing == Standing::Draft,
        });
        self.places.extend(villages.into_iter().map(|village| (number, village)));
    }

    /// Puts them in order: by score, those that share a place in the order in which they came.
    #[must_use]
    pub fn ranked(mut self) -> Self {
        // Equal numbers are equal however many zeros they were written with.
        self.places.sort_by_key(|(_, one)| std::cmp::Reverse(one.score));
        self
    }

    /// The rows of what was [put in order](Self::ranked): 1, 2, 2, 4.
    pub fn rows(&self) -> impl Iterator<Item = JointRow<'_>> {
        let groups = self.places.chunk_by(|(_, one), (_, next)| one.score == next.score);
        let ranks = groups.scan(1, |next, group| {
            let rank = *next;
            *next += group.len();
            Some((rank, group))
        });
        ranks.flat_map(move |(rank, group)| {
            group.iter().map(move |(number, place)| {
                let township = usize::try_from(*number).ok().and_then(|number| self.townships.get(number));
                JointRow {
                    rank,
                    tied: group.len() > 1,
                    township: township.map_or("", |passed| &passed.name),
                    rulebook: township.map_or("", |passed| &passed.rulebook),
                    draft: township.is_some_and(|passed| passed.draft),
                    village: &place.village,
                    class: &place.class,
                    score: place.score,
                    available: place.available,
                }
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn township(name: &str, standing: Standing) -> Township {
        let (title, version, sha256) =
            ("细则".to_owned(), String::new(), format!("{name}{}", "0".repeat(64)));
        Township {
            rulebook: Some(RulebookName { title, version, sha256 }),
            standing,
            ..Township::at_fault(name, "")
        }
    }

    fn places(of: &[(&str, &str)]) -> Vec<JointPlace> {
        let place = |(village, score): &(&str, &str)| JointPlace {
            village: (*village).into(),
            class: "".into(),
            score: Number::parse(score).unwrap(),
            available: Number::HUNDRED,
        };
        of.iter().map(place).collect()
    }

    #[test]
    fn those_that_share_a_place_leave_the_next_ones_free() {
        let mut joint = Joint::default();
        joint.add(&township("乙乡", Standing::Whole), places(&[("1村", "90.5"), ("2村", "88")]));
        joint.add(
            &township("甲乡", Standing::Draft),
            places(&[("1村", "90.50"), ("2村", "95"), ("3村", "88.000000000001")]),
        );
        let joint = joint.ranked();
        let rows: Vec<_> =
            joint.rows().map(|row| (row.rank, row.tied, row.township, row.village, row.draft)).collect();
        let expected = [
            (1, false, "甲乡", "2村", true),
            (2, true, "乙乡", "1村", false),
            (2, true, "甲乡", "1村", true),
            (4, false, "甲乡", "3村", true),
            (5, false, "乙乡", "2村", false),
        ];
        assert_eq!(rows, expected);
    }
}

//! Under which heads the columns of a register stand that the program keeps and the office lays out anew: it moves columns,
//! puts titles above them and units into heads. Which rows say what, whoever reads them knows.

use super::text;

/// The heads of a register, and where each of its columns stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterHeads {
    /// The row of the heads.
    pub row: usize,
    /// The place of each column, in the order of the program's own.
    pub places: Vec<Option<usize>>,
}

/// Whether a head is that of a column: units in brackets, white space and signs that a cell must be filled aside.
fn is_head_of(head: &str, column: &str) -> bool {
    text::names(head).any(|(name, _)| name == column)
}

fn places(heads: &[String], columns: &[&str]) -> Vec<Option<usize>> {
    let of = |column: &&str| heads.iter().position(|head| is_head_of(head, column));
    columns.iter().map(of).collect()
}

/// The row that has the most of the columns by their heads, the first of several; none that has but one of them.
pub fn register_heads(rows: &[Vec<String>], columns: &[&str]) -> Option<RegisterHeads> {
    let found = |places: &[Option<usize>]| places.iter().flatten().count();
    let heads =
        rows.iter().enumerate().map(|(row, heads)| RegisterHeads { row, places: places(heads, columns) });
    let most = heads.rev().max_by_key(|heads| found(&heads.places))?;
    (found(&most.places) > 1).then_some(most)
}

impl RegisterHeads {
    /// Columns whose heads have another name stand where the program wrote them, counted from the one before, or behind:
    /// within so many heads, where none of another column is.
    #[must_use]
    pub fn with_renamed(mut self, heads: usize) -> Self {
        for at in 0..self.places.len() {
            let known = |at: usize| self.places.get(at).copied().flatten();
            if known(at).is_some() {
                continue;
            }
            let before = (0..at).rev().find_map(|other| known(other).map(|place| place + (at - other)));
            let behind = || {
                (at + 1..self.places.len())
                    .find_map(|other| known(other).and_then(|place| place.checked_sub(other - at)))
            };
            let place = before.or_else(behind);
            let place = place.filter(|place| *place < heads && !self.places.contains(&Some(*place)));
            if let Some(own) = self.places.get_mut(at) {
                *own = place;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [&str; 4] = ["日期", "村", "分值", "金额"];

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn heads_are_found_below_titles_with_units_and_signs() {
        let of = |text: &str| register_heads(&rows(text), &COLUMNS).map(|heads| (heads.row, heads.places));
        let all = |places: [usize; 4]| places.map(Some).to_vec();
        assert_eq!(of("日期,村,分值,金额"), Some((0, all([0, 1, 2, 3]))));
        assert_eq!(of("登记,日期,村\n序号,*日期,村,金额（元）,分 值(分)"), Some((1, all([1, 2, 4, 3]))));
        assert_eq!(of("时间,村,得分"), None);
    }

    #[test]
    fn a_renamed_head_is_known_by_its_place() {
        let of = |text: &str| {
            let rows = rows(text);
            register_heads(&rows, &COLUMNS).map(|heads| heads.with_renamed(rows[0].len()).places)
        };
        assert_eq!(of("日期,村,得分,金额"), Some([0, 1, 2, 3].map(Some).to_vec()));
        assert_eq!(of("时间,村,分值,金额"), Some([0, 1, 2, 3].map(Some).to_vec()));
        assert_eq!(of(",村,分值,金额"), Some([0, 1, 2, 3].map(Some).to_vec()));
        // Where another column stands, there is none of it.
        assert_eq!(of("日期,村,金额"), Some(vec![Some(0), Some(1), None, Some(2)]));
    }
}

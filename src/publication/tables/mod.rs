//! The tables that several papers share.

mod follow;
mod losses;
mod money;
mod parts;
mod periods;
mod places;

pub(super) use follow::{
    Other, actions, by_standing, grades, held_in, how_given, other_standings, prizes, seen_standings,
};
pub(super) use losses::{
    by_item, cadre_losses, gains, loss, loss_columns, losses, of_cadre, of_village, other, other_columns,
    others, reason, why,
};
pub(super) use money::{Money, money, pools_uneven, rule_order};
pub(super) use parts::{parts, parts_of, parts_of_cadre, rescaled_cadres};
pub(super) use places::{
    by_place, corrected_places, is_wide, items, items_of, items_of_cadre, items_with_available, names_veto,
    of_places, overall, own_place, place_in_table, place_told, places, scaled_rows, shows_loss,
};

use crate::report::paper::{PaperColumn, PaperTable, Side, Text};

/// A column, as wide as so many characters of Chinese.
pub(super) fn column(title: impl Into<String>, side: Side, width: u32) -> PaperColumn {
    PaperColumn { title: title.into(), side, width }
}

/// A table without a caption and a total.
pub(super) fn table(columns: Vec<PaperColumn>, names_row: usize, rows: Vec<Vec<Text>>) -> PaperTable {
    PaperTable { caption: Text::default(), columns, names_row, rows, total: false }
}

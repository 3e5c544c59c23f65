//! 评分录入: entered marks. No kind of rule reads them yet, so a sheet that holds any is an error, not lost.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::intake::grid::Sheet;

/// A header alone is a blank form; anything below it would go unread.
pub(super) fn read(sheet: &Sheet, diagnostics: &mut Diagnostics) {
    if sheet.rows().len() > 1 {
        diagnostics.push(
            Diagnostic::error(
                Code::ColumnUnknown,
                sheet.location(),
                "细则没有需要录入的评分，这张表没有读取",
            )
            .hint("删去这张表；要评分的事项改用事项登记"),
        );
    }
}

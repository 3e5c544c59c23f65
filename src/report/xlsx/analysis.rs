//! Workbooks of what was asked of results: 走势, 减负.

use super::{WriteError, created, write};
use crate::analysis::burden::Burden;
use crate::analysis::trend::Trend;
use crate::report::{burden, trend};

/// 走势 with native charts.
pub fn render_trend(trend: &Trend) -> Result<Vec<u8>, WriteError> {
    let created = created(trend.period.last_day())?;
    write(&trend::title(trend), "每月末的得分和名次，与该月的计分结果相同", &created, &trend::sheets(trend))
}

/// 减负.
pub fn render_burden(burden: &Burden) -> Result<Vec<u8>, WriteError> {
    let created = created(burden.period.last_day())?;
    write(&burden::title(burden), &burden::basis(burden), &created, &burden::sheets(burden))
}

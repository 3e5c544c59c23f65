//! Why what is paid of a pool comes to more or less than the pool: what rounding the shares leaves, and what is forfeited.
//! No arithmetic.

use crate::engine::assessment::PoolResult;
use crate::number::Number;
use crate::report::paper::Text;

/// `分到元后合计比总额少1元，另有370元扣发，不再分`: each figure as `figure` writes the one under its key of the contract,
/// without its sign.
pub(crate) fn uneven(pool: &PoolResult, figure: impl Fn(&str, Number) -> Text) -> Text {
    let mut told = Text::default();
    if !pool.remainder.is_zero() {
        let than = if pool.remainder.is_negative() { "多" } else { "少" };
        let to = if pool.places == 0 { "元" } else { "分" };
        told = told.and(format!("分到{to}后合计比总额{than}"));
        told = told.and(figure("remainder", pool.remainder)).and("元");
    }
    if !pool.forfeited.is_zero() {
        told = if told.is_empty() { "总额中有".into() } else { told.and("，另有") };
        told = told.and(figure("forfeited", pool.forfeited)).and("元扣发，不再分");
    }
    told
}

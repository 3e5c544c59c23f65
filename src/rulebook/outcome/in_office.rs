//! How long somebody must have been in office, or a village assessed, to be graded: 任职不满六个月的，参加考核，不定等次.

use crate::number::Number;
use crate::period::Length;
use crate::toml_table::Reader;

/// How months in office are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthsBy {
    /// Calendar months of which every day was in office.
    WholeMonths,
    /// From the day of each spell to the day before its like in another month; the days that are left come to a month by
    /// thirty where there are several spells.
    Days,
}

/// Whether those who are not graded take part in what places and shares are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithoutGrade {
    /// They take no seat, and shares are not of them.
    NoSeat,
    /// They take their seat, which nobody else gets.
    KeepsSeat,
}

/// The months of the period that it takes to be graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeastInOffice {
    /// How many.
    pub months: u32,
    /// How they are counted.
    pub by: MonthsBy,
    /// What becomes of the seats of those who have not enough.
    pub without: WithoutGrade,
}

const MONTHS: &str = "在评等次的这一期里任职（村：列入考核）满几个月才定等次，1 至这一期的月数；不满的照常计分、排名，等次写“不定等次”，被否决定为最低等次的除外；只算在该村的，换了职务的合计；不写则不论任职多久都定等次";

/// `months-in-office` with `months-by` and, where grades go by places, `without-grade`; `None` where they are wrong.
pub(super) fn read_least_in_office(
    reader: &Reader<'_>,
    period: Option<Length>,
    by_places: bool,
) -> Option<Option<LeastInOffice>> {
    const BY: &[(&str, MonthsBy, &str)] = &[
        ("whole-months", MonthsBy::WholeMonths, "按整月：从月初到月末天天在任的日历月才算一个月"),
        ("days", MonthsBy::Days, "按天：从到任那天起满一个月算一个月，几段任职的余天合起来每30天算一个月"),
    ];
    const WITHOUT: &[(&str, WithoutGrade, &str)] = &[
        ("no-seat", WithoutGrade::NoSeat, "不占名额，按比例的也不算在人数里，后面的递补"),
        ("keeps-seat", WithoutGrade::KeepsSeat, "照占名额、照算人数，空出的名额不补"),
    ];
    let months = reader.optional_number("months-in-office", MONTHS);
    let is_written = reader.has("months-in-office");
    let by_meaning = "任职的月数怎样计（写了 months-in-office 的必须写明）";
    let without_meaning = "不定等次的占不占名额（写了 months-in-office、按名次或比例分等的必须写明）";
    let by = if reader.needs(is_written) { reader.choice("months-by", by_meaning, BY) } else { None };
    let without = if reader.needs(is_written && by_places) {
        reader.choice("without-grade", without_meaning, WITHOUT)
    } else {
        Some(WithoutGrade::KeepsSeat)
    };
    reader.always();
    if !is_written && !reader.is_describing() {
        reader.optional_choice("months-by", by_meaning, BY);
        reader.optional_choice("without-grade", without_meaning, WITHOUT);
        for key in ["months-by", "without-grade"] {
            reader.out_of_place(key, "没有写 months-in-office，任职多久都定等次");
        }
        return Some(None);
    }
    if !by_places && !reader.is_describing() {
        reader.optional_choice("without-grade", without_meaning, WITHOUT);
        reader.out_of_place("without-grade", "按得分分等的没有名额");
    }
    let longest = period.map_or(12, |period| u32::from(period.months().unsigned_abs()));
    let found = (1..=longest).find(|one| months == Some(Number::from(*one)));
    if let (Some(node), Some(_), None) = (reader.node("months-in-office"), months, found) {
        let each = period.map_or("年", Length::chinese);
        let expected = format!("1 至 {longest} 的整数：每{each}评一次，只看这一期里任职的月数");
        reader.bad_value(node, "months-in-office", &expected);
    }
    Some(Some(LeastInOffice { months: found?, by: by?, without: without? }))
}

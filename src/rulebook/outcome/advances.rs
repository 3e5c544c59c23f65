//! 预发: pay of shorter periods that comes off what is due at the end of a longer one.

use crate::toml_table::Reader;

/// What becomes of what was paid in advance beyond what is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overpaid {
    /// It is taken back (多退少补).
    TakenBack,
    /// It is left to who has it.
    Kept,
}

/// Which payments were made in advance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advances {
    /// Ids of `[[pay]]` to the same payees, for shorter periods.
    pub pays: Vec<String>,
    /// For who had more than is due.
    pub overpaid: Overpaid,
}

const ADVANCES: &str = "先按月、按季预发，到期末再结算的：预发的是哪几条（[[pay]] 的 id），如 [\"monthly-advance\"]。同一个人（村）在这一期里由它们发的，从这里应发的里面扣下，只发余额；被扣发全部的、得分低于 0 的应发按 0（写了 over 的照负数算，多发的不扣回时，应发的负数照扣）；预发时被扣发的那一笔不补。没有等次、没有列出的职务、不任职、还没有到期而不发的不结算，补扣补加的钱不算预发，都会提示。只能扣一层：预发的自己不再扣别的预发；pool 的不能扣。不写则各发各的";

const OVERPAID: &str = "预发的多于应发的怎样办（写了 advances 的必须写明）";

/// Reads `advances` and `overpaid`; `None` after a problem.
pub(super) fn read_advances(reader: &Reader<'_>) -> Option<Option<Advances>> {
    const WAYS: &[(&str, Overpaid, &str)] = &[
        ("take-back", Overpaid::TakenBack, "多退少补，多发的扣回"),
        ("keep", Overpaid::Kept, "只补不退，多发的不扣回"),
    ];
    let pays = reader.words("advances", ADVANCES);
    if reader.needs(!pays.is_empty()) {
        return reader.choice("overpaid", OVERPAID, WAYS).map(|overpaid| Some(Advances { pays, overpaid }));
    }
    reader.optional_choice("overpaid", OVERPAID, WAYS);
    reader.out_of_place("overpaid", "只与 advances 同写");
    Some(None)
}

//! What every node below a root has: names, clause, whose tree, where it stands, what it counts there.

use super::accrual::ReadAccrual;
use super::common::{read_id, read_share, read_short};
use super::{Body, Clamp, InForce, Item, Share, Subject};
use crate::diagnostic::Span;
use crate::number::Number;
use crate::toml_table::Reader;

/// The choices of `subject`.
const SUBJECT: &[(&str, Subject, &str)] =
    &[("village", Subject::Village, "村"), ("cadre", Subject::Cadre, "村干部")];

/// The head of a part or item.
pub(super) struct Head {
    id: String,
    name: String,
    short: String,
    pub(super) clause: String,
    pub(super) subject: Subject,
    under: Option<String>,
    share: Share,
    span: Span,
}

/// A floor, a cap, and how the score is rounded.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) floor: Clamp,
    pub(super) cap: Clamp,
    pub(super) round: Option<u32>,
}

impl Head {
    /// Reads every key of it; `None` if any of them is wrong, which is reported.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let id = read_id(reader);
        let name = reader.text("name", "名称，如办法中所写");
        let short = read_short(reader, name.as_deref());
        let clause = reader.text("clause", "所依据的条款");
        let subject = reader.choice("subject", "考核谁", SUBJECT);
        let under = reader.optional_text("under", "属于哪一级（[[part]] 的 id）；不写则直接属于总分");
        let share = read_share(reader);
        let span = reader.span().clone();
        Some(Self {
            id: id?,
            name: name?,
            short: short?,
            clause: clause?,
            subject: subject?,
            under,
            share: share?,
            span,
        })
    }

    /// The node with this head.
    pub(super) fn with(
        self,
        points: Option<Number>,
        Limits { floor, cap, round }: Limits,
        in_force: InForce,
        ReadAccrual { accrue, accrual }: ReadAccrual,
        body: Body,
    ) -> Item {
        let Self { id, name, short, clause, subject, under, share, span } = self;
        Item {
            id: id.into(),
            name: name.into(),
            short: short.into(),
            clause: clause.into(),
            subject,
            under,
            points,
            floor,
            cap,
            round,
            share,
            in_force,
            accrual,
            accrue,
            body,
            span,
        }
    }
}

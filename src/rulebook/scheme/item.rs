//! `[[item]]`: an item with its account and its rules, or one of cadres that takes the village's score.

use super::common::{read_accrual, read_clamp, read_id, read_in_force, read_share, read_short};
use super::rule::read_rules;
use super::{
    AccountTerms, Accrual, Body, Clamp, InForce, Item, ItemRule, Opens, Share, Subject, WhenNotApplicable,
    WhenNotReported,
};
use crate::diagnostic::Span;
use crate::number::Number;
use crate::period::Span as Length;
use crate::toml_table::Reader;

/// The choices of `subject`.
pub(super) const SUBJECT: &[(&str, Subject, &str)] =
    &[("village", Subject::Village, "村"), ("cadre", Subject::Cadre, "村干部")];

const OPENS: &[(&str, Opens, &str)] =
    &[("full-mark", Opens::FullMark, "先给满分再扣"), ("nothing", Opens::Nothing, "从零起计")];

/// Reads every `[[item]]`.
pub(in crate::rulebook) fn read_items(reader: &Reader<'_>) -> Vec<Item> {
    let items = reader.required_tables("item", "至少要有一个考核项目 [[item]]");
    items.into_iter().filter_map(read_item).collect()
}

fn read_item(reader: Reader<'_>) -> Option<Item> {
    let id = read_id(&reader);
    let name = reader.text("name", "项目名称");
    let short = read_short(&reader, name.as_deref());
    let clause = reader.text("clause", "所依据的条款");
    let subject = reader.choice("subject", "考核谁", SUBJECT);
    let under = reader.optional_text("under", "属于哪一级（[[part]] 的 id）；不写则直接属于总分");
    let share = read_share(&reader);
    let takes =
        reader.optional_choice("takes", "不自己计分，而取别处的得分", &[("village", (), "取所在村的得分")]);
    let span = reader.span().clone();
    let derived = takes.is_some();
    let opens =
        if derived { Some(Opens::Nothing) } else { reader.choice("opens", "账从多少记起", OPENS) };
    let points = read_points(&reader, opens);
    if derived {
        reader.finish();
        let head = Head {
            id: id?,
            name: name?,
            short: short?,
            clause: clause?,
            subject: subject?,
            under,
            share,
            span,
        };
        return Some(head.taking_village(points?));
    }
    let accrual = read_accrual(&reader);
    let starts = reader.optional_day("starts", "每年从哪一天开始计分；不写则从期初");
    let floor = read_clamp(&reader, "floor", "扣完为止还是可扣成负分");
    let cap = read_clamp(&reader, "cap", "有没有封顶");
    let in_force = read_in_force(&reader);
    let rules = read_rules(&reader, clause.as_deref(), subject);
    let (when_not_applicable, when_not_reported) = read_states(&reader, &rules);
    reader.finish();
    let account = AccountTerms {
        opens: opens?,
        starts,
        when_not_applicable: when_not_applicable?,
        when_not_reported: when_not_reported?,
        rules,
    };
    let head =
        Head { id: id?, name: name?, short: short?, clause: clause?, subject: subject?, under, share, span };
    let limits = Limits { floor: floor?, cap: cap? };
    Some(head.with(points?, limits, in_force, (accrual.accrual, accrual.accrue), Body::Account(account)))
}

/// An item that opens with its full mark must have one; one that earns may have no end.
fn read_points(reader: &Reader<'_>, opens: Option<Opens>) -> Option<Option<Number>> {
    match opens {
        Some(Opens::Nothing) => Some(reader.optional_number("points", "本项满分；不设满分的加分项不写")),
        _ => reader.number("points", "本项满分；从零起计而不设满分的加分项不写").map(Some),
    }
}

/// What every item has.
struct Head {
    id: String,
    name: String,
    short: String,
    clause: String,
    subject: Subject,
    under: Option<String>,
    share: Share,
    span: Span,
}

impl Head {
    /// A derived item has no account, so it has no limits and states of its own.
    fn taking_village(self, points: Option<Number>) -> Item {
        let unlimited = Limits { floor: Clamp::None, cap: Clamp::None };
        self.with(points, unlimited, InForce::default(), (None, None), Body::TakesVillage)
    }

    fn with(
        self,
        points: Option<Number>,
        Limits { floor, cap }: Limits,
        in_force: InForce,
        (accrual, accrue): (Option<Accrual>, Option<Length>),
        body: Body,
    ) -> Item {
        let Self { id, name, short, clause, subject, under, share, span } = self;
        Item {
            id,
            name,
            short,
            clause,
            subject,
            under,
            points,
            floor,
            cap,
            share,
            in_force,
            accrual,
            accrue,
            body,
            span,
        }
    }
}

struct Limits {
    floor: Clamp,
    cap: Clamp,
}

/// Where no rule measures anything the states cannot occur, and the keys are not asked for.
fn read_states(
    reader: &Reader<'_>,
    rules: &[ItemRule],
) -> (Option<WhenNotApplicable>, Option<WhenNotReported>) {
    let measures = rules.iter().any(|rule| rule.rule.uses().measures());
    let written = reader.has("when-not-applicable") || reader.has("when-not-reported");
    if !reader.needs(measures || written) {
        return (Some(WhenNotApplicable::Exclude), Some(WhenNotReported::Error));
    }
    let not_applicable = reader.choice(
        "when-not-applicable",
        "各项指标都不适用时怎样计（规则看指标、任务、规定动作或评分的，必须写明）",
        &[
            ("exclude", WhenNotApplicable::Exclude, "不计本项，应得分相应减少"),
            ("rescale", WhenNotApplicable::Rescale, "不计本项，其余各项按比例放大到满分"),
            ("full-mark", WhenNotApplicable::FullMark, "按满分计"),
            ("zero", WhenNotApplicable::Zero, "按零分计"),
        ],
    );
    let not_reported = reader.choice(
        "when-not-reported",
        "到期未报怎样处理（规则看指标、任务、规定动作或评分的，必须写明）",
        &[
            ("error", WhenNotReported::Error, "报错，不出成绩"),
            ("zero", WhenNotReported::Zero, "按零分计"),
            ("full-mark", WhenNotReported::FullMark, "按满分计"),
        ],
    );
    (not_applicable, not_reported)
}

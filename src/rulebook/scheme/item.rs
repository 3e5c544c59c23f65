//! `[[item]]`: an item with its account and its rules, or one of cadres that takes the village's score.

use super::accrual::{ReadAccrual, read_accrual};
use super::common::{read_clamp, read_in_force, read_round};
use super::head::{Head, Limits};
use super::rule::read_rules;
use super::{
    AccountTerms, Body, Clamp, InForce, Item, ItemRule, Opens, ScoreOf, Subject, WhenNotApplicable,
    WhenNotReported,
};
use crate::number::Number;
use crate::sentence;
use crate::toml_table::Reader;

/// Whether with the full mark.
const OPENS: &[(&str, bool, &str)] = &[("full-mark", true, "先给满分再扣"), ("nothing", false, "从零起计")];

/// Keys of an item that keeps an account of its own.
const OF_AN_ACCOUNT: [&str; 14] = [
    "opens",
    "floor",
    "cap",
    "round",
    "accrue",
    "rollup",
    "period-weights",
    "absent",
    "starts",
    "from",
    "until",
    "rule",
    "when-not-applicable",
    "when-not-reported",
];

/// Reads every `[[item]]`.
pub(in crate::rulebook) fn read_items(reader: &Reader<'_>) -> Vec<Item> {
    let items = reader.required_tables("item", "至少要有一个考核项目 [[item]]");
    items.into_iter().filter_map(read_item).collect()
}

fn read_item(reader: Reader<'_>) -> Option<Item> {
    let head = Head::read(&reader);
    let takes = reader.optional_choice(
        "takes",
        "不自己计分，而取别处的得分；写了它，只再写满分（points），取一部分的再写 node，不写 opens、floor、cap 和规则，要封顶的在上一级 [[part]] 写",
        &[("village", (), "取所在村的得分")],
    );
    if takes.is_some() {
        let node = reader.optional_text("node", NODE);
        let points = if reader.needs(node.is_some()) {
            reader.number("points", "本项满分；取一部分（写了 node）的必须写").map(Some)
        } else {
            Some(reader.optional_number("points", "本项满分"))
        };
        reader.always();
        for key in OF_AN_ACCOUNT {
            let why =
                "已写了 takes，得分取自别处，没有自己的账；要封顶、分期、限定日期的，在上一级 [[part]] 写";
            reader.out_of_place(key, why);
        }
        reader.finish_with(&OF_AN_ACCOUNT.map(str::to_owned));
        let of = node.map_or(ScoreOf::Whole(Subject::Village), |node| ScoreOf::named(&node));
        return Some(taking_village(head?, points?, of));
    }
    reader.optional_text("node", NODE);
    reader.out_of_place("node", "只与 takes 同写");
    reader.needs(!reader.is_describing());
    let opening = read_opening(&reader);
    reader.always();
    let accrual = read_accrual(&reader);
    let starts = reader.optional_day("starts", "每年从哪一天开始计分；不写则从期初");
    reader.needs(!reader.is_describing());
    let floor = read_clamp(&reader, "floor", "扣完为止还是可扣成负分（写了 takes 的不写，其余必须写）");
    let cap = read_clamp(&reader, "cap", "有没有封顶（写了 takes 的不写，其余必须写）");
    reader.always();
    let round = read_round(&reader);
    let in_force = read_in_force(&reader);
    let rules = read_rules(&reader, head.as_ref());
    let (when_not_applicable, when_not_reported) = read_states(&reader, &rules);
    reader.finish();
    let (opens, points) = opening?;
    let account = AccountTerms {
        opens,
        starts,
        when_not_applicable: when_not_applicable?,
        when_not_reported: when_not_reported?,
        can_add: rules.iter().any(|rule| rule.rule.adds()),
        rules,
        charged_by: Vec::new(),
    };
    let limits = Limits { floor: floor?, cap: cap?, round };
    Some(head?.with(points, limits, in_force, accrual, Body::Account(account)))
}

const NODE: &str = "取村的哪一部分的得分，写村的部分或项目的 id，如月考核一部分；不写则取村总分";

/// A derived item has no account, so it has no limits and states of its own.
fn taking_village(head: Head, points: Option<Number>, of: ScoreOf) -> Item {
    let unlimited = Limits { floor: Clamp::None, cap: Clamp::None, round: None };
    let yearly = ReadAccrual { accrue: None, accrual: None };
    head.with(points, unlimited, InForce::default(), yearly, Body::TakesVillage(of))
}

/// An item that opens with its full mark must have one; one that earns may have no end.
fn read_opening(reader: &Reader<'_>) -> Option<(Opens, Option<Number>)> {
    let opens_full = reader.choice("opens", "账从多少记起；写了 takes 的不写，其余必须写", OPENS);
    if opens_full == Some(false) {
        return Some((Opens::Nothing, reader.optional_number("points", "本项满分")));
    }
    let meaning = "本项满分；从零起计而不设满分的加分项、取别处得分的可以不写，其余必须写";
    let points = reader.number("points", meaning)?;
    opens_full.map(|_| (Opens::FullMark(sentence!("满分{}分", points)), Some(points)))
}

/// Where no rule measures anything the states cannot occur, and the keys are not asked for.
fn read_states(
    reader: &Reader<'_>,
    rules: &[ItemRule],
) -> (Option<WhenNotApplicable>, Option<WhenNotReported>) {
    let measures = rules.iter().any(|rule| rule.uses.measures());
    let written = reader.has("when-not-applicable") || reader.has("when-not-reported");
    if !reader.needs(measures || written) {
        return (Some(WhenNotApplicable::Exclude), Some(WhenNotReported::Error));
    }
    let not_applicable = reader.choice(
        "when-not-applicable",
        "各项指标都不适用时怎样计（规则看指标、任务、规定动作或评分的，必须写明）；本项另有按事项、签到、请销假计的规则的，照常计分",
        &[
            ("exclude", WhenNotApplicable::Exclude, "不计本项，应得分相应减少"),
            (
                "rescale",
                WhenNotApplicable::Rescale,
                "不计本项，其余各项（连同满分以外的加分项）从到期认定为不适用时起按比例放大到满分；其余各项里另有按 exclude 不计的，它的满分照样放大以后再从应得分中减去",
            ),
            ("full-mark", WhenNotApplicable::FullMark, "按满分计"),
            ("zero", WhenNotApplicable::Zero, "按零分计"),
        ],
    );
    let not_reported = reader.choice(
        "when-not-reported",
        "到期未报怎样处理（规则看指标、任务、规定动作或评分的，必须写明）；按零分、满分计的，此后的事不再使它变动，以最近一次为准的（again = \"replaces\"、completion）和补扣补加除外",
        &[
            ("error", WhenNotReported::Error, "报错，不出成绩"),
            ("zero", WhenNotReported::Zero, "按零分计"),
            ("full-mark", WhenNotReported::FullMark, "按满分计"),
        ],
    );
    (not_applicable, not_reported)
}

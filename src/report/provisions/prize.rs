//! 奖励 in one sentence each: for what places, how they are shared, what nobody has, and beside which others they are not given.

use super::super::words;
use super::outcome::{describe_bars, describe_groups, standing_name};
use crate::rulebook::{BarredSeat, Prize, PrizeFor, Rulebook, Tier, Unfilled};

pub(super) fn describe_prize(rulebook: &Rulebook, prize: &Prize) -> String {
    let tiers: Vec<_> = prize.tiers.iter().map(|tier| describe_tier(prize, tier)).collect();
    let ties = words::prize_ties(prize.ties);
    let has_minimum = prize.tiers.iter().any(|tier| tier.at_least.is_some());
    let unfilled = match prize.unfilled {
        _ if !has_minimum => "",
        Unfilled::Lapses => "，不够最低分的空缺不补",
        Unfilled::PassesDown => "，不够最低分的顺延得下一档",
    };
    let not_with = describe_not_with(rulebook, prize);
    let standing = standing_name(rulebook, &prize.standing);
    let groups = describe_groups(&prize.groups);
    let bars = describe_bars(rulebook, &prize.bars, prize.given_for == PrizeFor::Place);
    format!(
        "每{}按{standing}{groups}，{}，{ties}{unfilled}{not_with}{bars}",
        prize.period.chinese(),
        tiers.join("；")
    )
}

/// `，已得一等奖、二等奖的不再发，空出的名额由后面的依次递补`; prizes whose tiers bear the same names are told apart by what they
/// go by, and are one where that is the same too.
fn describe_not_with(rulebook: &Rulebook, prize: &Prize) -> String {
    let others: Vec<&Prize> =
        prize.not_with.iter().filter_map(|id| rulebook.prizes.iter().find(|other| other.id == *id)).collect();
    let mut named: Vec<String> = Vec::new();
    for other in &others {
        let is_alike = |one: &&&Prize| one.names() == other.names();
        let is_elsewhere = |one: &Prize| (&one.standing, one.period) != (&other.standing, other.period);
        let name = if others.iter().filter(is_alike).any(|one| is_elsewhere(one)) {
            let (each, standing) = (other.period.chinese(), standing_name(rulebook, &other.standing));
            format!("{}（每{each}按{standing}）", other.names())
        } else {
            other.names()
        };
        if !named.contains(&name) {
            named.push(name);
        }
    }
    let seat = match prize.not_with_seat {
        _ if named.is_empty() => return String::new(),
        _ if prize.given_for == PrizeFor::Gain => "",
        BarredSeat::Lapses => "，空出的名额不补",
        BarredSeat::PassesDown => "，空出的名额由后面的依次递补",
    };
    format!("，已得{}的不再发{seat}", named.join("、"))
}

fn describe_tier(prize: &Prize, tier: &Tier) -> String {
    let places = match prize.given_for {
        PrizeFor::Gain => format!("前进{}名以上", tier.place),
        PrizeFor::Place if tier.place == tier.until => format!("第{}名", tier.place),
        PrizeFor::Place => format!("第{}至{}名", tier.place, tier.until),
    };
    let least = tier.at_least.map_or(String::new(), |least| format!("且得{least}分以上的"));
    format!("{}：{places}{least}，各{}元", tier.name, tier.amount)
}

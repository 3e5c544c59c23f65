//! What can be read and does nothing: standings told apart by themselves, weights of nothing, registers that nobody reads,
//! vetoes and leaves that fall on nobody.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{
    Band, Group, Item, LeavePolicy, Rulebook, ScoreOf, Standing, Subject, Veto, VetoEffect, VetoPlace,
};

const ON_PURPOSE: &str = "；确属本意的，在 [[accepts]] 中写明理由";

/// Everything that does nothing.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for standing in &rulebook.standings {
        found.extend(villages_by_post(rulebook, standing));
        found.extend(villages_by_village(rulebook, standing));
        found.extend(told_apart_by_itself(standing));
    }
    found.extend(rulebook.items.iter().filter_map(|item| counts_for_nothing(rulebook, item)));
    let of_veto = |veto| {
        let over = over_before(rulebook, veto).or_else(|| nothing_to_lower(rulebook, veto));
        over.or_else(|| nothing_to_bar_from(rulebook, veto))
    };
    found.extend(rulebook.vetoes.iter().filter_map(of_veto));
    found.extend(rulebook.leaves.iter().filter_map(binds_nobody));
    registers(rulebook, found);
}

/// Villages hold no post: all of them are one group without a name.
fn villages_by_post(rulebook: &Rulebook, standing: &Standing) -> Option<Diagnostic> {
    let is_of_villages = rulebook.subject_of(&standing.node) == Subject::Village;
    (is_of_villages && standing.group == Group::Post).then(|| {
        let message = format!("排名“{}”排的是村，村没有职务，group = \"post\" 分不出组", standing.name);
        Diagnostic::warning(Code::BadValue, &standing.span, message)
            .hint("一起排的写 group = \"all\"；按村的类别分的写 \"class\"；排村干部的，node 写村干部的得分")
    })
}

/// Each village would be the first of itself, and have every prize.
fn villages_by_village(rulebook: &Rulebook, standing: &Standing) -> Option<Diagnostic> {
    let is_of_villages = rulebook.subject_of(&standing.node) == Subject::Village;
    (is_of_villages && standing.group == Group::Village).then(|| {
        let message = format!(
            "排名“{}”排的是村，group = \"village\" 每组只有一个村，个个都是第1名：这样分组只用于村干部",
            standing.name
        );
        Diagnostic::error(Code::BadValue, &standing.span, message).hint(
            "一起排的写 group = \"all\"；按村的类别分的写 \"class\"；村干部在各村里排的，node 写村干部的得分",
        )
    })
}

/// Equal scores are equal in the score itself, and in what was looked at before.
fn told_apart_by_itself(standing: &Standing) -> Option<Diagnostic> {
    let mut seen: BTreeSet<&str> = BTreeSet::from([standing.node.word()]);
    let again = standing.then.iter().find(|score| !seen.insert(score.word()))?;
    let why = if *again == standing.node {
        "就是排名所按的得分，同分的再比它还是同分"
    } else {
        "写了两次，再比一次还是一样"
    };
    let message = format!("排名“{}”的 then 里“{}”{why}", standing.name, ScoreOf::word(again));
    Some(Diagnostic::warning(Code::BadValue, &standing.span, message).hint("删去它，或改成本来要比的那一项"))
}

/// A node that counts for nothing above, whatever it comes to, and by which nobody is ranked or paid.
fn counts_for_nothing(rulebook: &Rulebook, item: &Item) -> Option<Diagnostic> {
    let standings = rulebook.standings.iter().flat_map(|one| one.then.iter().chain([&one.node]));
    let is_of_it = |node: &ScoreOf| match node {
        ScoreOf::Node(id) => {
            let named = rulebook.items.iter().find(|one| one.id == *id);
            named.is_some_and(|named| rulebook.upwards(named).any(|above| above.id == item.id))
        }
        ScoreOf::Whole(_) => false,
    };
    if standings.chain(rulebook.pays.iter().map(|pay| &pay.node)).any(is_of_it) {
        return None;
    }
    let share = &item.share;
    let is_weightless =
        share.weight.is_some_and(Number::is_zero) && share.by_post.values().all(|weight| weight.is_zero());
    let key = match share.counts_as {
        _ if is_weightless => "weight",
        Some(counts_as) if counts_as.is_zero() => "counts-as",
        _ => return None,
    };
    let message = format!("{}（{}）写了 {key} = 0：得多少分都不算数", item.name, item.id);
    let hint = format!("改正 {key}；不用的项目整项删去{ON_PURPOSE}");
    Some(Diagnostic::warning(Code::LimitSuspect, &item.span, message).hint(hint))
}

/// A veto over before the first grade, prize or sanction of its standing is given: it moves places of shorter periods
/// alone.
fn over_before(rulebook: &Rulebook, veto: &Veto) -> Option<Diagnostic> {
    let bands = rulebook.bands.iter().map(|band| (&band.standing, band.period));
    let prizes = rulebook.prizes.iter().map(|prize| (&prize.standing, prize.period));
    let sanctions = rulebook.sanctions.iter().map(|sanction| (&sanction.standing, sanction.period));
    let of_standing =
        bands.chain(prizes).chain(sanctions).filter(|(standing, _)| **standing == veto.standing);
    let shortest = of_standing.map(|(_, period)| period).min()?;
    (shortest > veto.period).then(|| {
        let own = veto.period.chinese();
        let needed = shortest.by_itself();
        let (id, standing) = (&veto.id, name_of(rulebook, &veto.standing));
        let message =
            format!("否决 {id} 只管到{own}末，而排名“{standing}”的等次、奖励都是{needed}的，管不到");
        Diagnostic::warning(Code::VetoIdle, &veto.span, message)
            .hint("要管更长的期，把 period 写长；两种期都要管的，各写一条")
    })
}

/// A veto that lowers grades where none can be lowered: there is none of its standing within its reach, or only one.
fn nothing_to_lower(rulebook: &Rulebook, veto: &Veto) -> Option<Diagnostic> {
    let within = |band: &&Band| band.standing == veto.standing && band.period <= veto.period;
    let mut bands = rulebook.bands.iter().filter(within);
    (veto.effect != VetoEffect::Bar && bands.all(|band| band.names().len() < 2)).then(|| {
        let (id, standing) = (&veto.id, name_of(rulebook, &veto.standing));
        let message =
            format!("否决 {id} 要压低等次，而排名“{standing}”在它管的期里没有分两等以上的等次，压不了");
        Diagnostic::warning(Code::VetoIdle, &veto.span, message)
            .hint("只取消评奖资格的写 effect = \"bar\"；有等次的，核对 [[band]] 的 standing 和 period")
    })
}

/// A veto that keeps from prizes alone, in a standing that has none within its reach.
fn nothing_to_bar_from(rulebook: &Rulebook, veto: &Veto) -> Option<Diagnostic> {
    let is_mere_bar = veto.effect == VetoEffect::Bar && veto.place == VetoPlace::Kept;
    let mut prizes = rulebook.prizes.iter();
    let has_prize = prizes.any(|prize| prize.standing == veto.standing && prize.period <= veto.period);
    let lists = rulebook.publication.as_ref();
    let has_red_list = lists.is_some_and(|one| one.red.is_some() && one.list_period <= veto.period);
    (is_mere_bar && !has_prize && !has_red_list).then(|| {
        let (id, standing) = (&veto.id, name_of(rulebook, &veto.standing));
        let message =
            format!("否决 {id} 只取消评奖资格，而排名“{standing}”在它管的期里没有奖：什么后果也没有");
        Diagnostic::warning(Code::VetoIdle, &veto.span, message).hint(
            "有奖的，核对 [[prize]] 的 standing 和 period；不排名次的写 place = \"unranked\"，办法规定降低等次的写明 effect；确属本意的，在 [[accepts]] 中写明理由",
        )
    })
}

/// The name of a standing, which one that names several would not tell.
fn name_of<'a>(rulebook: &'a Rulebook, standing: &'a str) -> &'a str {
    rulebook.standings.iter().find(|one| one.id == standing).map_or(standing, |one| &one.name)
}

/// A leave rule that leaves each of its posts to another.
fn binds_nobody(leave: &LeavePolicy) -> Option<Diagnostic> {
    let (posts, left) = (&leave.rule.posts, &leave.rule.unless_posts);
    posts.iter().all(|post| left.contains(post)).then(|| {
        let message = format!("请假规定 {} 的 posts 又都写在 unless-posts 里：约束不到任何人", leave.id);
        Diagnostic::warning(Code::UnusedName, &leave.span, message)
            .hint("unless-posts 写另有规定的职务，如 posts 写文书，unless-posts 写支部书记")
    })
}

/// A register of which no figure is put together: what is typed into it moves nothing.
fn registers(rulebook: &Rulebook, found: &mut Diagnostics) {
    let declarations = &rulebook.declarations;
    let read = declarations.indicators.iter().filter_map(|indicator| match &indicator.source {
        IndicatorSource::Register { register, .. } => Some(register.as_str()),
        IndicatorSource::Entered | IndicatorSource::Villages(_) | IndicatorSource::Standing(_) => None,
    });
    let read: BTreeSet<&str> = read.collect();
    // A figure of a register that is not there is told as that, and may be meant for any of these.
    if read.iter().any(|register| declarations.register(register).is_none()) {
        return;
    }
    for register in &declarations.registers {
        if !read.contains(register.name.as_str()) {
            let message = format!("台账“{}”没有任何指标来自它：填了也不算数", register.name);
            let hint = format!("要合计它的，[[indicator]] 写 source = \"register\"；不用的删去{ON_PURPOSE}");
            found.push(Diagnostic::warning(Code::UnusedName, &register.span, message).hint(hint));
        }
    }
}

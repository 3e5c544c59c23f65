//! Prizes, money and proposed actions of one, in sentences. Every figure comes computed.

use super::super::falls;
use super::{phrase, words};
use crate::analysis::explanation::{
    Gain, Money, MoneyPosting, Moved, Prized, Product, Reached, Vetoed, WhyNot, Won,
};
use crate::engine::assessment::{ActionResult, Assessment, PartyKind, PoolResult, PrizeAward};
use crate::number::Number;
use crate::period::{Length, chinese_date};
use crate::report::overview::follow::prize_rank;
use crate::report::pools;
use crate::rulebook::{Prize, Rulebook, Sanction, SanctionPlace, Tier, VetoEffect};

/// What prizes somebody has, and why not the others.
pub(super) fn prizes(who: &str, prizes: &[Prized<'_>], vetoes: &[Vetoed<'_>]) -> Vec<String> {
    if prizes.is_empty() {
        return vec![format!("细则没有给{who}设奖励。")];
    }
    let sentence = |prized: &Prized<'_>| match prized {
        Prized::Won(won) => of_won(who, won),
        Prized::Not(prize, standing, why) => not_won(who, prize, standing, why, vetoes),
    };
    prizes.iter().map(sentence).collect()
}

fn of_won(who: &str, won: &Won<'_>) -> String {
    let award = won.award;
    let passed = won.passed.map_or(String::new(), |(own, score)| passed(award, own, score));
    let place = prize_rank(award, won.tied);
    let held = format!("{}{}{place}{passed}", won.standing, award.period.chinese());
    let tier = phrase::with_clause(&award.tier, &award.clause);
    let begin = format!("{who}得{}元，{tier}：{held}", award.amount);
    if let Some(tie) = &award.decided {
        return format!(
            "{begin}，并列的先后由{}决定，列第{}名，得第{}名的奖金。",
            tie.basis, tie.place, tie.place
        );
    }
    if award.shared.is_empty() {
        let of_place = match won.gain {
            Some(gain) => gained(award, gain),
            None if won.passed.is_none() => of_place(award),
            None => String::new(),
        };
        return format!("{begin}{of_place}。");
    }
    let tiers: Vec<String> =
        won.pooled.iter().map(|tier| format!("{}{}元", tier.name, tier.amount)).collect();
    let rest = match (won.remainder.is_zero(), won.remainder.is_negative()) {
        (true, _) => String::new(),
        (false, false) => format!("，余{}元", won.remainder),
        (false, true) => format!("，四舍五入共多{}元", won.remainder.unsigned()),
    };
    format!(
        "{begin}，{}个并列，所占名次的奖金是{}，合计{}元，平分各{}元{rest}。",
        won.among,
        tiers.join("、"),
        won.pool,
        award.amount
    )
}

/// Of which place the prize is.
fn of_place(award: &PrizeAward) -> String {
    match (&award.barred, award.stands_for) {
        (Some(why), _) => format!("（{why}），得{}的奖金", award.tier),
        (None, Some(place)) if place < award.rank => format!("，前面有不得这个奖的，递补第{place}名的奖金"),
        // A better tier asks for more points, or one who is barred from it has one of these.
        (None, Some(place)) => format!("，顺延得第{place}名的奖金"),
        (None, None) => "，这一名次的奖金".to_owned(),
    }
}

/// By how many places it moved up.
fn gained(award: &PrizeAward, Gain { fewest, places }: Gain) -> String {
    let before = before(award.period.length());
    match places {
        Some(places) => format!("，比{before}前进{places}名，前进{fewest}名以上的得{}", award.tier),
        None => format!("，比{before}前进{fewest}名以上"),
    }
}

/// Why the tier is a later one than that of the place.
fn passed(award: &PrizeAward, own: &Tier, score: Option<Number>) -> String {
    let why = match (own.at_least, score) {
        (_, None) => "按分数和名额".to_owned(),
        (Some(least), Some(score)) if score < least => format!("要{least}分以上，得{score}分，"),
        (_, Some(_)) => "名额已被排在前面的占完，".to_owned(),
    };
    format!("，这一名次的{}{why}往下得{}", own.name, award.tier)
}

fn not_won(who: &str, prize: &Prize, standing: &str, why: &WhyNot<'_>, vetoes: &[Vetoed<'_>]) -> String {
    let tiers: Vec<&str> = prize.tiers.iter().map(|tier| tier.name.as_str()).collect();
    let names = phrase::with_clause(&tiers.join("、"), &prize.clause);
    let why = match why {
        WhyNot::Later(span) => format!("每{}评一次，本期还不评", span.chinese()),
        WhyNot::InNone(span) => format!("每{}评一次，本期内各次都没有得", span.chinese()),
        WhyNot::Unranked => format!("在{standing}中没有名次"),
        WhyNot::Vetoed(veto, place) => {
            let veto = phrase::veto(veto, &prize.standing, vetoes);
            match place {
                Some(rank) => format!("{standing}第{rank}名，受到否决：{veto}"),
                None => format!("在{standing}中受到否决，不排名次：{veto}"),
            }
        }
        WhyNot::Barred(why, rank) => format!("{standing}第{rank}名（{why}）"),
        WhyNot::HasAnother(tier) => format!("已得{tier}，不再得"),
        WhyNot::Beyond(rank, last) => format!("{standing}第{rank}名，奖励只到第{last}名"),
        WhyNot::TooLow(tier, score) => {
            let least =
                tier.at_least.map_or(String::new(), |least| format!("，{}要{least}分以上", tier.name));
            format!("得{score}分{least}")
        }
        WhyNot::NoGain(fewest, moved) => no_gain(prize, *fewest, *moved),
        WhyNot::UsedUp(rank, tier) => {
            format!("{standing}第{rank}名，{}的名额已被排在前面的占完", tier.name)
        }
        WhyNot::Open => "还有得分没有确定，奖励还没有评".to_owned(),
        WhyNot::Tie(rank) => format!("{standing}第{rank}名，并列的先后由人决定，没有定给{who}"),
    };
    format!("{who}没有得{names}：{why}。")
}

/// That a place did not move up far enough, with what it did as far as that is known.
fn no_gain(prize: &Prize, fewest: Number, moved: Option<Moved>) -> String {
    let before = before(prize.period);
    let Some(Moved { places, .. }) = moved.filter(|moved| moved.places != 0) else {
        return match moved {
            Some(_) => format!("名次与{before}相同，前进{fewest}名以上的才得"),
            None => format!("名次比{before}前进不到{fewest}名"),
        };
    };
    let moved = moved.map(|moved| has_moved(before, moved)).unwrap_or_default();
    if places < 0 {
        format!("{moved}，前进{fewest}名以上的才得")
    } else {
        format!("{moved}，不到{fewest}名")
    }
}

/// `名次比上一期后退2名（第2名至第4名）`
fn has_moved(before: &str, Moved { places, from, to }: Moved) -> String {
    let way = if places < 0 { "后退" } else { "前进" };
    format!("名次比{before}{way}{}名（第{from}名至第{to}名）", places.unsigned_abs())
}

/// How the period before one of such a length is called.
fn before(span: Length) -> &'static str {
    if span == Length::Year { "上年" } else { "上一期" }
}

/// The vetoes that stand against somebody, and what they do.
pub(super) fn vetoed(vetoes: &[Vetoed<'_>]) -> Vec<String> {
    let told = vetoes.iter().map(|vetoed| {
        let effect = match vetoed.veto.effect {
            VetoEffect::Bar => "取消评奖资格",
            VetoEffect::NotTopBand => "取消评奖资格，不评最高等次",
            VetoEffect::OneBandLower => "取消评奖资格，等次降低一等",
            VetoEffect::LowestBand => "取消评奖资格，定为最低等次",
        };
        let veto = phrase::veto(&vetoed.veto.name, &vetoed.veto.standing, vetoes);
        format!("受到一票否决，{effect}：{veto}。")
    });
    let mut told: Vec<String> = told.collect();
    told.dedup();
    told
}

/// What somebody is paid and kept back.
pub(super) fn money(assessment: &Assessment, who: &str, money: &Money<'_>, vetoed: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    if money.entries.is_empty() {
        let but = if assessment.prizes.is_empty() { "" } else { "（不含名次奖励）" };
        lines.push(format!("{who}本期没有发放和扣款{but}。"));
    } else {
        lines.push(format!("{who}本期资金合计{}元（正数为发放，负数为扣款，不含名次奖励）：", money.total));
        let postings = money.entries.iter().flat_map(|(entry, postings)| {
            postings.iter().map(move |posting| (phrase::with_clause(&entry.name, &entry.clause), posting))
        });
        for (number, (name, posting)) in (1..).zip(postings) {
            lines.push(format!("{number}. {name}{}", of_posting(posting)));
        }
        let postings = money.entries.iter().flat_map(|(_, postings)| postings);
        let numbered = (1..).zip(postings.map(|one| vec![one.posting]));
        lines.extend(phrase::rulings(assessment, numbered));
    }
    lines.extend(money.unpaid.iter().map(|one| {
        let name = phrase::with_clause(&one.pay.name, &one.pay.clause);
        match one.grade {
            None if one.is_open => format!("没有发{name}：{}。", words::GRADE_OPEN),
            None => format!("没有发{name}：没有等次。"),
            Some((_, band)) => {
                let grade = words::grade(band);
                let band = (band.period.chinese(), phrase::with_clause(&band.name, &band.clause), &grade);
                format!("没有发{name}：{}{}为{}，这一等次不发。", band.0, band.1, band.2)
            }
        }
    }));
    lines.extend(money.below_zero.iter().map(|one| {
        let name = phrase::with_clause(&one.pay.name, &one.pay.clause);
        let period = assessment.period.chinese();
        let what = if one.pay.advances.is_some() { "应发按0算" } else { "不发也不倒扣" };
        format!("没有发{name}：{period}得{}分，低于0分，{what}。", one.score)
    }));
    lines.extend(money.reached.iter().map(reached));
    if !money.unpaid.is_empty() {
        lines.extend_from_slice(vetoed);
    }
    lines.extend(money.pools.iter().map(|pool| of_pool(pool)));
    lines.extend(money.forfeited.iter().map(|action| format!("扣发：{}", action.reason)));
    lines.extend(money.later.iter().map(|pay| {
        let name = phrase::with_clause(&pay.name, &pay.clause);
        format!("{name}每{}结一次，本期还不结。", pay.period.chinese())
    }));
    lines.extend(money.others.iter().map(|total| {
        let whom = match total.kind {
            PartyKind::Village => "村",
            PartyKind::Cadre => "村干部",
            PartyKind::Household => "农户",
        };
        let name = phrase::with_clause(&total.name, &total.clause);
        // Households are told in sums alone, whoever reads it.
        let where_else = match total.kind {
            PartyKind::Village => "",
            PartyKind::Cadre => "每人怎样算的，用 --cadre 问",
            PartyKind::Household => "每户的数量、标准、条款和单元格见底稿（score --format xlsx）的“资金”表",
        };
        let rest = if where_else.is_empty() { String::new() } else { format!("{where_else}。") };
        format!("{who}{whom}另有{name}：{}个收款人，合计{}元。{rest}", total.count, total.amount)
    }));
    lines
}

/// `缺席扣款（四）、迟到扣款（五）在本村每月合计至多100元：2024年3月已满100元，本期另有50元不计。`
fn reached(one: &Reached<'_>) -> String {
    let names = one.of.rules.iter().map(|rule| phrase::with_clause(&rule.name, &rule.clause));
    let names = names.collect::<Vec<_>>().join("、");
    let (each, most, within) = (one.of.limit.chinese(), one.of.limit.most, one.within.chinese());
    let rest = if one.left_out.is_zero() {
        "其间再有的不计".to_owned()
    } else {
        format!("本期另有{}元不计", one.left_out)
    };
    format!("{names}在本村{each}合计至多{most}元：{within}已满{most}元，{rest}。")
}

/// Why nobody has a share of a pool, or what is paid of it all together more or less.
fn of_pool(pool: &PoolResult) -> String {
    let (name, period) = (phrase::with_clause(&pool.name, &pool.clause), pool.period.chinese());
    match pool.points {
        None => format!("没有发{name}：按得分分，{period}还有得分没有定，{}元没有分给任何人。", pool.amount),
        Some(points) if points.is_zero() => {
            format!("没有发{name}：按得分分，{period}折算的分合计为0，{}元没有分给任何人。", pool.amount)
        }
        Some(_) => {
            let told = pools::uneven(pool, |_, figure| figure.unsigned().to_string().into());
            format!("{name}{period}{}。", told.shown())
        }
    }
}

/// `发1451.15元：2024年12月31日，14511.5×0.1=1451.15；…`
fn of_posting(posting: &MoneyPosting<'_>) -> String {
    let (product, posting) = (posting.product, posting.posting);
    let verb = if posting.amount.is_negative() { "扣" } else { "发" };
    let amount = posting.amount.unsigned();
    let figures = posting.quantity.zip(posting.rate).filter(|(quantity, _)| *quantity != Number::ONE);
    let worked = match (figures, product) {
        (Some((quantity, rate)), Product::Exact) => format!("{quantity}×{rate}={}，", posting.amount),
        (Some((quantity, rate)), Product::Rounded(places)) => {
            format!("{quantity}×{rate}，{}为{}，", words::rounded_money(places), posting.amount)
        }
        _ => String::new(),
    };
    let seen = phrase::seen(&words::sources(&posting.cells));
    format!("{verb}{amount}元：{}，{worked}{}{seen}。", chinese_date(posting.date), posting.reason)
}

/// What is to be decided about somebody.
pub(super) fn actions(
    assessment: &Assessment,
    rulebook: &Rulebook,
    who: &str,
    actions: &[&ActionResult],
    vetoed: &[String],
) -> Vec<String> {
    let mut lines = vetoed.to_vec();
    if actions.is_empty() {
        lines.insert(0, format!("{who}{}没有处理建议。", assessment.period.chinese()));
    }
    for (number, action) in (1..).zip(actions) {
        let ActionResult { clause, date, quantity, reason, .. } = action;
        let sanction = rulebook.sanctions.iter().find(|sanction| sanction.id == action.rule);
        let by = sanction.map_or(String::new(), |sanction| {
            let by = if sanction.place == SanctionPlace::Any { "得分" } else { "名次" };
            format!("，按{by}处理的规定“{}”", sanction.name)
        });
        let seen = phrase::seen(&words::sources(&action.cells));
        let reason = reason.to_string();
        // What a sanction proposes stands before its grounds, where no list names it beside them.
        let reason = reason.strip_prefix(&format!("{}：", action.words())).unwrap_or(&reason);
        let fallen = fallen(assessment, sanction, action).unwrap_or_default();
        lines.push(format!(
            "{number}. 建议{}：{}，{reason}{fallen}，计{quantity}次{by}{seen}。{}。",
            phrase::with_clause(&action.words(), clause),
            chinese_date(*date),
            words::UNDECIDED
        ));
    }
    lines
}

/// Behind a sanction for places lost: from which place to which; nothing where the result holds no earlier place.
fn fallen(assessment: &Assessment, sanction: Option<&Sanction>, action: &ActionResult) -> Option<String> {
    let (_, _, row) = falls::of(assessment, sanction?, action)?;
    let before = before(assessment.period.length());
    Moved::of(row).map(|moved| format!("，{}", has_moved(before, moved)))
}

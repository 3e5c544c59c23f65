//! Payments and fines: what all payees of a village come to, and what all villages come to.

use super::{column, table};
use crate::engine::assessment::{Assessment, Direction, MoneyTotal, PartyKind, PaymentList, PrizeAward};
use crate::number::Number;
use crate::publication::cite;
use crate::publication::material::Material;
use crate::publication::speech::Speech;
use crate::report::paper::{PaperTable, Side, Text};
use crate::report::pools;
use crate::report::words;
use crate::rulebook::{Audience, Field, Rulebook};

/// The table, with what it is called and what its signs mean.
pub(in crate::publication) struct Money {
    /// What it tells of.
    pub(in crate::publication) title: &'static str,
    /// What is said above it; nothing where no sign needs a word.
    pub(in crate::publication) remark: &'static str,
    /// Villages in the order of the roster, then the sums.
    pub(in crate::publication) table: PaperTable,
}

/// The column of who they are.
const PAYEE: usize = 0;

/// The column of how many there are.
const COUNT: usize = 3;

/// What an audience may see of the money. A fine tells of the sanction that it comes with: whoever must not read of the one
/// reads nothing of the other, nor a sum that holds it.
struct Seen<'a> {
    material: &'a Material<'a>,
}

impl Seen<'_> {
    fn has(&self, kind: PartyKind, rule: &str) -> bool {
        let Material { rulebook, speech, .. } = self.material;
        let is_fine = || rulebook.sanctions.iter().any(|sanction| sanction.id == rule);
        sees(speech.audience(), kind) && (speech.audience().sees(Field::Actions) || !is_fine())
    }

    fn has_sum(&self, list: &PaymentList) -> bool {
        let Material { assessment, speech, .. } = self.material;
        let is_told = has_no_prizes(assessment, list) || speech.audience().sees(Field::Prizes);
        let mut totals = assessment.money_totals.iter().filter(|total| total.kind == list.kind);
        let is_whole =
            list.direction == Direction::Pay || totals.all(|total| self.has(list.kind, &total.rule));
        sees(speech.audience(), list.kind) && is_told && is_whole
    }
}

/// Of the kinds of payee that the audience may see.
pub(in crate::publication) fn money(material: &Material<'_>) -> Option<Money> {
    let Material { assessment, speech, .. } = material;
    let seen = Seen { material };
    let totals = assessment.money_totals.iter().enumerate();
    let mut shown: Vec<_> = totals.filter(|(_, total)| seen.has(total.kind, &total.rule)).collect();
    shown.sort_by_key(|(_, total)| {
        (
            total.kind,
            words::roster_order(assessment, &total.village),
            rule_order(material.rulebook, &total.rule),
        )
    });
    let occurs = |direction: Direction| {
        let mut entries = assessment.money.iter().filter(|entry| seen.has(entry.party.kind(), &entry.rule));
        entries.any(|entry| {
            !entry.amount.is_zero() && entry.amount.is_negative() == (direction == Direction::Deduct)
        })
    };
    let (pays, fines) = (occurs(Direction::Pay), occurs(Direction::Deduct));
    let (title, remark) = match (pays, fines) {
        (_, false) => ("奖补资金", ""),
        (false, true) => ("扣款", "负数为扣款。"),
        (true, true) => ("扣款和奖补资金", "正数为发放，负数为扣款。"),
    };
    let mut are_villages = shown.iter().all(|(_, total)| total.kind == PartyKind::Village);
    let mut rows: Vec<_> =
        shown.into_iter().flat_map(|(index, total)| rows_of(speech, index, total)).collect();
    if rows.is_empty() {
        return None;
    }
    let sums = assessment.payments.iter().enumerate();
    // A list of prizes alone is no sum of anything in this table.
    let is_of_table = |list: &PaymentList| if list.direction == Direction::Pay { pays } else { fines };
    let sums: Vec<_> = sums.filter(|(_, list)| seen.has_sum(list) && is_of_table(list)).collect();
    let total = !sums.is_empty();
    are_villages &= sums.iter().all(|(_, list)| list.kind == PartyKind::Village);
    for (index, list) in sums {
        let payee = payee(list.kind, speech);
        if !has_no_prizes(assessment, list) {
            rows.extend(prizes(assessment, list.kind, payee));
        }
        rows.push(sum(index, (list, payee), pays && fines));
    }
    let table = laid_out(speech, rows, are_villages);
    Some(Money { title, remark, table: PaperTable { total, ..table } })
}

/// A total in a row; where some are paid and others charged, in one each, as the sums below it.
fn rows_of(speech: &Speech<'_>, index: usize, total: &MoneyTotal) -> Vec<Vec<Text>> {
    let base = format!("/money_totals/{index}");
    let row = |own: String, count: usize, amount: Number| {
        vec![
            payee(total.kind, speech).into(),
            cite::words(format!("{base}/village"), &total.village),
            cite::words(format!("{base}/title"), &total.name),
            match total.kind {
                // A village is one, and no number of households or persons.
                PartyKind::Village => Text::default(),
                _ => cite::exact(format!("{own}/count"), count),
            },
            cite::fixed(format!("{own}/amount"), amount),
            cite::words(format!("{base}/clause"), &total.clause),
        ]
    };
    let parts = [("paid", total.paid), ("charged", total.charged)];
    let parts = parts.into_iter().filter_map(|(key, part)| Some((format!("{base}/{key}"), part?)));
    let parts: Vec<_> = parts.map(|(own, part)| row(own, part.count, part.amount)).collect();
    if parts.is_empty() { vec![row(base.clone(), total.count, total.amount)] } else { parts }
}

/// Villages are not counted, and where there is nobody else each row is one of them.
fn laid_out(speech: &Speech<'_>, mut rows: Vec<Vec<Text>>, are_villages: bool) -> PaperTable {
    let mut columns = vec![
        column("对象", Side::Middle, 4),
        column(speech.unit(), Side::Middle, 5),
        column("名目", Side::Left, 10),
        column("户数（人数）", Side::Right, 5),
        column("金额（元）", Side::Right, 10),
        column("条款", Side::Middle, 4),
    ];
    if are_villages {
        for place in [COUNT, PAYEE] {
            columns.remove(place);
            rows.iter_mut().for_each(|row| drop(row.remove(place)));
        }
    }
    table(columns, usize::from(!are_villages), rows)
}

/// Rules in the order of the rulebook, which is one for all villages: of money, then pay, then fines; what somebody entered
/// without a rule stands last.
pub(in crate::publication) fn rule_order(rulebook: &Rulebook, rule: &str) -> usize {
    let money = rulebook.money.iter().map(|rule| rule.id.as_str());
    let pays = rulebook.pays.iter().map(|pay| pay.id.as_str());
    let sanctions = rulebook.sanctions.iter().map(|sanction| sanction.id.as_str());
    money.chain(pays).chain(sanctions).position(|id| id == rule).unwrap_or(usize::MAX)
}

/// Whether an audience may see what a kind of payee gets and loses.
fn sees(audience: &Audience, kind: PartyKind) -> bool {
    audience.sees(match kind {
        PartyKind::Village => Field::VillageMoney,
        PartyKind::Cadre => Field::CadreMoney,
        PartyKind::Household => Field::HouseholdMoney,
    })
}

/// What is paid of pools more or less than the pools, a sentence each.
pub(in crate::publication) fn pools_uneven(assessment: &Assessment, audience: &Audience) -> Text {
    let pools = assessment.pools.iter().enumerate();
    let told = pools.filter(|(_, pool)| pool.is_uneven() && sees(audience, pool.kind));
    told.fold(Text::default(), |text, (index, pool)| {
        let figure = |key: &str, figure| cite::unsigned(format!("/pools/{index}/{key}"), figure);
        let told = pools::uneven(pool, figure);
        text.and(format!("“{}”{}", pool.name, pool.period.chinese())).and(told).and("。")
    })
}

/// How a kind of payee is called.
fn payee<'a>(kind: PartyKind, speech: &Speech<'a>) -> &'a str {
    if kind == PartyKind::Village { speech.unit() } else { kind.chinese() }
}

/// Whether a list of payments is of money alone: with prizes among it, it is no sum of the rules of money alone.
fn has_no_prizes(assessment: &Assessment, list: &PaymentList) -> bool {
    let has_prizes = assessment.prizes.iter().any(|prize| prize.who.kind() == list.kind);
    list.direction == Direction::Deduct || !has_prizes
}

/// Prizes stand in a table of their own and in the sum of this one, which adds up with them: in one row where the result
/// has their sum, a row each where the prizes of others are in that sum too.
fn prizes(assessment: &Assessment, kind: PartyKind, payee: &str) -> Vec<Vec<Text>> {
    const NAME: &str = "奖金（见奖励表）";
    let prizes = || assessment.prizes.iter().enumerate();
    if prizes().all(|(_, prize)| prize.who.kind() == kind) {
        let amount = cite::fixed("/prize_total", assessment.prize_total);
        return vec![vec![payee.into(), "".into(), NAME.into(), "".into(), amount, "".into()]];
    }
    let own = prizes().filter(|(_, prize)| prize.who.kind() == kind);
    let row = |(index, prize): (usize, &PrizeAward)| {
        let base = format!("/prizes/{index}");
        vec![
            payee.into(),
            cite::words(format!("{base}/who/village"), prize.who.village()),
            NAME.into(),
            Text::default(),
            cite::fixed(format!("{base}/amount"), prize.amount),
            cite::words(format!("{base}/clause"), &prize.clause),
        ]
    };
    own.map(row).collect()
}

fn sum(index: usize, (list, payee): (&PaymentList, &str), both: bool) -> Vec<Text> {
    let amount = cite::fixed(format!("/payments/{index}/total"), list.total);
    let (name, amount) = match list.direction {
        Direction::Pay => (if both { "发放合计" } else { "合计" }, amount),
        Direction::Deduct => (if both { "扣款合计" } else { "合计" }, Text::from("-").and(amount)),
    };
    vec![payee.into(), name.into(), "".into(), "".into(), amount, "".into()]
}

//! A small assessment by hand: a tie, a floor, an item not due, one not applicable, money, a prize, an action.

use cunkao::diagnostic::{CellRef, Cells, SheetRef};
use cunkao::engine::assessment::{
    AccountName, ActionResult, Assessment, CadreResult, Derivation, Direction, ItemLoss, ItemResult,
    MoneyEntry, MoneyTotal, Party, PartyKind, PaymentLine, PaymentList, PeriodCounts, Posting, PostingId,
    PostingKind, PrizeAward, RulingShown, StandingResult, StandingRow, State, Term, VacantPrize,
    VillageResult, WhyVacant,
};
use cunkao::fact::Person;
use cunkao::number::Number;
use cunkao::period::{Date, Period, date};
use cunkao::records::InputFile;
use cunkao::rulebook::{Clamp, RankTies, ScoreOf, Subject};
use cunkao::rules::{ActionKind, ShownFact, ShownValue};
use cunkao::text::Text;

pub(crate) fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn on(month: i8, day: i8) -> Date {
    date(2024, month, day).unwrap()
}

fn cell(row: u32, column: u32) -> CellRef {
    CellRef { sheet: SheetRef::new("records/2024-03/考核表.xlsx", "事项登记"), row, column }
}

fn posting(kind: PostingKind, day: Date, amount: &str, balance: &str, reason: &str) -> Posting {
    let rule = match kind {
        PostingKind::Opening => "opening",
        PostingKind::Rule => "late-form",
        PostingKind::Floor | PostingKind::Raised => "floor",
        PostingKind::Cap => "cap",
        PostingKind::Rounding => "round",
        PostingKind::Unreported => "not-reported",
        PostingKind::Merger => "merger",
    };
    let by_rule = kind == PostingKind::Rule;
    Posting {
        id: PostingId {
            account: AccountName::of(&"1村".into(), None, "forms".into()), date: day, number: 1
        },
        kind,
        date: day,
        rule: rule.into(),
        clause: "2(9)".into(),
        amount: number(amount),
        balance: number(balance),
        quantity: None,
        rate: None,
        reason: reason.into(),
        stood: false,
        household: Text::default(),
        ruling: by_rule.then(|| "each-form".into()),
        facts: by_rule
            .then(|| ShownFact { name: "迟报".into(), value: ShownValue::Found(Box::new("3次".into())) })
            .into_iter()
            .collect(),
        cells: if by_rule { vec![cell(11, 2), cell(11, 3)].into() } else { Cells::NONE },
    }
}

fn item(id: &str, name: &str, short: &str, points: &str, score: Option<&str>, state: State) -> ItemResult {
    ItemResult {
        id: id.into(),
        name: name.into(),
        short: short.into(),
        clause: "2(9)".into(),
        points: Some(number(points)),
        score: score.map(number),
        unrounded: None,
        state,
        in_force: true,
        is_reported: true,
        begun: None,
        left_out: None,
        due: None,
        period_change: Number::ZERO,
        floor: Clamp::At(Number::ZERO),
        cap: Clamp::None,
        can_add: true,
        available: Number::ZERO,
        carried: Number::ZERO,
        period: None,
        counts: PeriodCounts::AsScored,
        postings: Vec::new(),
        marks: Vec::new(),
        came_to_nothing: Vec::new(),
        outcounted: Vec::new(),
        held: Vec::new(),
        combine: None,
        weighed_by: None,
        terms: Vec::new(),
        items: Vec::new(),
    }
}

/// 统计报表 at its floor: 2 − 1.5 − 1 + 0.5, stored in the order of the contract.
fn forms_at_floor() -> ItemResult {
    let mut forms = ItemResult {
        period_change: number("-2"),
        postings: vec![
            posting(PostingKind::Opening, on(1, 1), "2", "2", "满分2分"),
            posting(PostingKind::Rule, on(2, 20), "-1.5", "0.5", "迟报统计报表，计3次，每次扣0.5分"),
            posting(PostingKind::Floor, on(3, 20), "0.5", "0", "扣完为止，下限0分"),
            posting(PostingKind::Rule, on(3, 20), "-1", "-0.5", "错报统计报表，计2次，每次扣0.5分"),
        ],
        ..item("forms", "统计报表", "报表", "2", Some("0"), State::Scored)
    };
    forms.postings[3].id.number = 2;
    forms
}

fn forms_full() -> ItemResult {
    ItemResult {
        postings: vec![posting(PostingKind::Opening, on(1, 1), "2", "2", "满分2分")],
        ..item("forms", "统计报表", "报表", "2", Some("2"), State::Scored)
    }
}

fn village(name: &str, forms: ItemResult, change: &str, rank: usize, tied: bool) -> VillageResult {
    let score = forms.score.map(|score| score.plus(number("14.125")).unwrap());
    let mut items = vec![
        item("party", "党建工作", "党建", "5", Some("4.125"), State::Scored),
        forms,
        ItemResult {
            due: Some(on(12, 31)),
            ..item("tobacco", "烟叶发展", "烟叶", "15", Some("0"), State::NotDue)
        },
        item("road", "村道硬化集资", "集资", "10", Some("10"), State::NotDue),
        item("welfare", "社会保障", "社保", "5", Some("0"), State::NotApplicable),
    ];
    items[0].postings = vec![posting(PostingKind::Opening, on(1, 1), "4.125", "4.125", "满分")];
    VillageResult {
        name: name.into(),
        class: "大村".into(),
        rank: Some(rank),
        tied,
        band: None,
        points: Some(number("100")),
        score,
        available: number("17"),
        period_change: number(change),
        lost: None,
        combine: Derivation::Sum,
        terms: Vec::new(),
        periods: Vec::new(),
        items,
        postings: Vec::new(),
    }
}

fn person() -> Person {
    Person { village: "1村".into(), name: "张三".into(), id: "007".into() }
}

fn cadre() -> CadreResult {
    let own = ItemResult {
        points: None,
        period_change: number("-1"),
        postings: vec![Posting {
            clause: "2(7)".into(),
            ..posting(PostingKind::Rule, on(3, 8), "-1", "-1", "违规办酒席，计1次，每次扣1分")
        }],
        ..item("conduct", "个人扣分", "个人", "5", Some("-1"), State::Scored)
    };
    let taken = ItemResult {
        points: None,
        terms: vec![Term {
            id: "village".into(),
            period: None,
            score: Some(number("14.125")),
            weight: Number::ONE,
            divisor: Number::ONE,
            contribution: Some(number("14.125")),
        }],
        ..item("village-score", "所在村得分", "村分", "5", Some("14.125"), State::Scored)
    };
    CadreResult {
        person: person(),
        post: "主任".into(),
        from: None,
        until: None,
        partial: false,
        rank: None,
        band: None,
        points: None,
        score: Some(number("13.125")),
        available: number("17"),
        combine: Derivation::Sum,
        weighed_by: None,
        terms: Vec::new(),
        periods: Vec::new(),
        items: vec![taken, own],
        postings: Vec::new(),
    }
}

fn money(party: Party, name: &str, amount: &str) -> MoneyEntry {
    let paid = posting(PostingKind::Rule, on(3, 31), amount, amount, "会议缺席，计1次，每次扣50元");
    MoneyEntry {
        party,
        rule: "fine".into(),
        name: name.into(),
        clause: "3(2)".into(),
        amount: number(amount),
        settled: on(3, 31),
        postings: vec![paid],
    }
}

fn household(name: &str) -> Party {
    Party::Household { village: "2村".into(), name: name.into(), id: "".into() }
}

fn standing(villages: &[&VillageResult]) -> StandingResult {
    let row = |village: &&VillageResult| StandingRow {
        who: Party::Village(village.name.clone()),
        score: village.score,
        closed: None,
        rank: village.rank,
        tied: village.tied,
        of: villages.len(),
        veto: None,
        then: Vec::new(),
        change: Some(if village.name == "1村" { -2 } else { 1 }),
    };
    StandingResult {
        id: "all-villages".into(),
        name: "全乡排名".into(),
        node: ScoreOf::Whole(Subject::Village),
        group: "all".into(),
        ties: RankTies::ShareAndSkip,
        then: Vec::new(),
        rows: villages.iter().map(row).collect(),
        remainder: Number::ZERO,
    }
}

fn subsidies() -> MoneyTotal {
    MoneyTotal {
        kind: PartyKind::Household,
        village: "2村".into(),
        rule: "subsidy".into(),
        name: "烟叶补助".into(),
        clause: "3(4)".into(),
        count: 2,
        amount: number("305.35"),
        paid: None,
        charged: None,
    }
}

fn payments() -> Vec<PaymentList> {
    let line = |who: Party, name: &str, reason: &str, clause: &str, amount: &str| PaymentLine {
        post: if who.kind() == PartyKind::Cadre { "主任".into() } else { Text::default() },
        who,
        name: name.into(),
        reasons: vec![reason.into()],
        clause: clause.into(),
        amount: number(amount),
    };
    let list = |direction, kind, lines, total: &str| PaymentList {
        direction,
        kind,
        lines,
        total: number(total),
        own: None,
    };
    let prize = line(Party::Village("2村".into()), "一等奖", "2024年第一季度全乡排名第1名", "5(1)", "2500");
    let subsidy = |name: &str, amount: &str| line(household(name), "烟叶补助", "交售烟叶", "3(4)", amount);
    let fine = line(Party::Cadre(person()), "会议罚款", "会议缺席，计1次，每次扣50元", "3(2)", "50");
    vec![
        list(Direction::Pay, PartyKind::Village, vec![prize], "2500"),
        list(
            Direction::Pay,
            PartyKind::Household,
            vec![subsidy("李四", "105.35"), subsidy("王五", "200")],
            "305.35",
        ),
        list(Direction::Deduct, PartyKind::Cadre, vec![fine], "50"),
    ]
}

fn prize(period: Period) -> PrizeAward {
    PrizeAward {
        tier: "一等奖".into(),
        prize: "annual-prize".into(),
        who: Party::Village("2村".into()),
        standing: "all-villages".into(),
        clause: "5(1)".into(),
        rank: 1,
        group: StandingResult::ALL.to_owned(),
        stands_for: None,
        barred: None,
        decided: None,
        period,
        amount: number("2500"),
        shared: vec!["一等奖".into(), "二等奖".into()],
    }
}

/// The third prize, for which nobody has the ninety points that it asks.
pub(crate) fn vacant(period: Period) -> VacantPrize {
    VacantPrize {
        tier: "三等奖".into(),
        prize: "annual-prize".into(),
        standing: "all-villages".into(),
        group: StandingResult::ALL.to_owned(),
        clause: "5(1)".into(),
        place: 3,
        period,
        why: WhyVacant::Below(number("90")),
    }
}

/// First quarter of 2024: 2村 and 红星村 share the first place, 1村 is third.
pub(crate) fn assessment() -> Assessment {
    let last = village("1村", forms_at_floor(), "-2", 3, false);
    let first = village("2村", forms_full(), "0", 1, true);
    let also = village("红星村", forms_full(), "0", 1, true);
    let period = Period::parse("2024-Q1").unwrap();
    Assessment {
        period,
        draft: false,
        title: "村级工作绩效考核办法".into(),
        version: "1".into(),
        sha256: "ab".repeat(32),
        inputs: vec![InputFile {
            name: "records/2024-03/考核表.xlsx".into(),
            sha256: "cd".repeat(32).into(),
        }],
        standings: vec![standing(&[&first, &also, &last])],
        villages: vec![last, first, also],
        cadres: vec![cadre()],
        money: vec![
            money(Party::Cadre(person()), "会议罚款", "-50"),
            money(household("李四"), "烟叶补助", "105.35"),
            money(household("王五"), "烟叶补助", "200"),
        ],
        money_totals: vec![subsidies()],
        bands: Vec::new(),
        prizes: vec![prize(period)],
        vacant: Vec::new(),
        passed_over: Vec::new(),
        summary: None,
        prize_total: number("2500"),
        pools: Vec::new(),
        below_zero: Vec::new(),
        beyond_limit: Vec::new(),
        merged: Vec::new(),
        payments: payments(),
        losses: vec![ItemLoss {
            id: "forms".into(),
            name: "统计报表".into(),
            available: number("6"),
            score: number("4"),
            lost: number("2"),
        }],
        actions: vec![ActionResult {
            kind: ActionKind::Talk,
            called: None,
            who: Party::Cadre(person()),
            rule: "absence".into(),
            clause: "4(2)".into(),
            date: on(3, 12),
            quantity: number("1"),
            reason: "未经批准离乡3天，查实".into(),
            scoreless: None,
            cells: cell(4, 1).into(),
        }],
        rulings: vec![RulingShown {
            id: "each-form".into(),
            question: "同一报表迟报又错报怎样计".into(),
            reading: "分别计次".into(),
            basis: "条文分列".into(),
        }],
    }
}

/// A draft in which 2村 has not reported an item.
pub(crate) fn draft() -> Assessment {
    let mut draft = assessment();
    draft.draft = true;
    let village = &mut draft.villages[1];
    (village.score, village.rank, village.tied) = (None, None, false);
    (village.items[0].score, village.items[0].state) = (None, State::NotReported);
    let row = &mut draft.standings[0].rows[0];
    (row.score, row.rank, row.tied) = (None, None, false);
    draft
}

/// Thirteen items at a year's end, as wide as figures get.
pub(crate) fn thirteen_items() -> Assessment {
    let mut wide = assessment();
    let shorts = [
        "党建工作",
        "计生",
        "安全",
        "调解",
        "烟叶发展",
        "村道集资",
        "党风廉政",
        "社会保障",
        "统计报表",
        "村镇建设",
        "产业扶贫",
        "融资化债",
        "临时",
    ];
    for village in &mut wide.villages {
        village.items = shorts
            .iter()
            .enumerate()
            .map(|(place, short)| {
                let score = if [4, 5, 9, 10, 12].contains(&place) { "12.345" } else { "4.5" };
                item("x", short, short, "20", Some(score), State::Scored)
            })
            .collect();
        (village.score, village.available) = (Some(number("100")), number("100"));
        village.period_change = number("-12.5");
    }
    wide
}

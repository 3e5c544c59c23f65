//! 补扣补加 over random years: one posting of its own amount, and nothing else that rules say changes.

use cunkao::diagnostic::{CellRef, SheetRef};
use cunkao::engine::assessment::{Assessment, Posting, PostingId, PostingKind};
use cunkao::fact::{Carried, CarriedAmount};
use cunkao::number::Number;
use cunkao::period::{Date, Length, Month, Period, date};
use cunkao::rulebook::declaration::NodeDeclaration;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::properties::{
    RULEBOOK, VILLAGES, any_day, any_loose, periods, person, postings, records, result, village,
};

prop_compose! {
    /// A row of 1村, on a day on which its item is scored.
    fn any_carried()(
        node in select(RULEBOOK.declarations.nodes.iter().filter(|node| node.keeps_account).cloned().collect::<Vec<_>>()),
        day in any_day(),
        halves in (-30_i128..30).prop_filter("zero is none", |halves| *halves != 0),
    ) -> Carried {
        let points = Number::from_whole(halves).unwrap().times(Number::parse("0.5").unwrap()).unwrap();
        Carried {
            date: open_day(&node, day),
            item: Some(node.id),
            amount: CarriedAmount::Points(points),
            person: node.of_cadres.then(|| person(VILLAGES[0].0)),
            of: Period::parse("2023").unwrap(),
            reason: "漏报".to_owned(),
            approved: "党委会".to_owned(),
            cells: CellRef { sheet: SheetRef::new("records/b.xlsx", "补扣补加"), row: 1, column: 0 }.into(),
        }
    }
}

fn open_day(node: &NodeDeclaration, day: Date) -> Date {
    node.opens(day)
        .map_or(day, |first| if day < first { date(2024, first.month(), first.day()).unwrap() } else { day })
}

/// What rules post, without what limits and rounds it; ids and balances count all that stands before.
fn by_rules(assessment: &Assessment) -> Vec<Posting> {
    let all = postings(assessment).into_iter();
    let rules = all.filter(|posting| matches!(posting.kind, PostingKind::Rule | PostingKind::Opening));
    rules
        .map(|posting| Posting {
            id: PostingId { number: 0, ..posting.id },
            balance: Number::ZERO,
            ..posting
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn it_is_one_posting_and_moves_no_other(loose in vec(any_loose(), 3), carried in any_carried()) {
        let without = records(&loose);
        let mut with = without.clone();
        with.villages.get_mut(VILLAGES[0].0).unwrap().carried.push(carried.clone());
        // Months add nothing that their quarters do not have, but for that of the row.
        let month = Period::of_month(Month::of(carried.date));
        for period in periods().into_iter().filter(|one| one.length() > Length::Month).chain([month]) {
            let (was, now) = (result(&without, period), result(&with, period));
            if period.last_day() < carried.date {
                prop_assert_eq!(was, now);
                continue;
            }
            let (own, others): (Vec<_>, Vec<_>) =
                by_rules(&now).into_iter().partition(|posting| posting.rule == "carried");
            prop_assert_eq!(others, by_rules(&was));
            prop_assert_eq!(own.iter().map(|posting| Some(posting.amount)).collect::<Vec<_>>(), [carried.points()]);
            let (was, now) = (village(&was, VILLAGES[0].0).score, village(&now, VILLAGES[0].0).score);
            // A village does not lose by what it is given, nor gain by what it is docked; nor for its cadres.
            let moved = now.unwrap().minus(was.unwrap()).unwrap();
            let given = carried.points().unwrap();
            prop_assert!(moved.is_zero() || (moved.is_negative() == given.is_negative() && carried.person.is_none()));
        }
    }
}

//! Those who are gone by the end of a period and have no score in it, but money, prizes or proposed actions: who they
//! are, and what is said of them.

use std::collections::BTreeSet;

use super::answer::Basis;
use super::phrase;
use super::query::Query;
use crate::analysis::explanation::Whole;
use crate::engine::assessment::{Assessment, Party};
use crate::fact::Person;
use crate::period::chinese_date;
use crate::records::{Records, Tenure, Village};
use crate::rulebook::{Pay, Rate};

/// The villages or cadres that a query names and that have no score in the result, with what there is of them; of a query
/// that names nobody, the villages.
pub(super) fn gone<'a>(basis: Basis<'a>, query: &Query) -> Vec<Whole<'a>> {
    let Basis { records, assessment, .. } = basis;
    let mut found: Vec<Party> = Vec::new();
    match (&query.cadre, &query.village) {
        (Some(name), village) => {
            let is_meant = |who: &Party| match who {
                Party::Cadre(person) => {
                    person.is_called(name) && village.as_ref().is_none_or(|own| *own == person.village)
                }
                Party::Village(_) | Party::Household { .. } => false,
            };
            let is_scored = |who: &Party| {
                assessment.cadres.iter().any(|cadre| matches!(who, Party::Cadre(own) if *own == cadre.person))
            };
            for who in named(assessment).filter(|who| is_meant(who) && !is_scored(who)) {
                if !found.contains(who) {
                    found.push(who.clone());
                }
            }
        }
        (None, Some(name)) => {
            let own = records.roster.village(name).filter(|village| has_left(village, assessment));
            found.extend(own.map(|village| Party::Village(village.name.clone())));
        }
        (None, None) => {
            let left = records.roster.villages.iter().filter(|village| has_left(village, assessment));
            found.extend(left.map(|village| Party::Village(village.name.clone())));
        }
    }
    found.into_iter().map(Whole::without_score).collect()
}

/// Cadres of a name who left before the period: `1村王小军（C13）任职到2024年4月30日为止`.
pub(super) fn out_of_office(basis: Basis<'_>, query: &Query) -> Vec<String> {
    let Some(name) = &query.cadre else { return Vec::new() };
    let period = basis.assessment.period;
    let in_village = |person: &Person| query.village.as_ref().is_none_or(|own| *own == person.village);
    let tenures = &basis.records.roster.tenures;
    let people: BTreeSet<&Person> = tenures.iter().map(|tenure| &tenure.person).collect();
    let told = people.into_iter().filter(|person| person.is_called(name) && in_village(person));
    let told = told.filter_map(|person| {
        // Who came back later had left all the same.
        let begun = |tenure: &&Tenure| tenure.from.is_none_or(|from| from <= period.last_day());
        let own = || tenures.iter().filter(|tenure| tenure.person == *person).filter(begun);
        // A post without a last day is still held.
        let last = own().map(|tenure| tenure.until).collect::<Option<Vec<_>>>()?.into_iter().max()?;
        let has_left = last < period.first_day();
        has_left.then(|| format!("{}任职到{}为止", person.full_name(), chinese_date(last)))
    });
    told.collect()
}

/// Everybody whom money, prizes and actions name.
fn named(assessment: &Assessment) -> impl Iterator<Item = &Party> {
    let money = assessment.money.iter().map(|entry| &entry.party);
    let prizes = assessment.prizes.iter().map(|award| &award.who);
    money.chain(prizes).chain(assessment.actions.iter().map(|action| &action.who))
}

/// Whether a village was assessed in the period and is no more at its end.
fn has_left(village: &Village, assessment: &Assessment) -> bool {
    let period = assessment.period;
    village.overlaps(period.first_day(), period.last_day())
        && village.until.is_some_and(|last| last < period.last_day())
}

/// `8村2024年6月30日已撤，并入3村，2024年度末没有得分，不能相比。`
pub(super) fn apart(records: &Records, assessment: &Assessment, who: &str, party: &Party) -> String {
    let whole = format!("{}末没有得分，不能相比", assessment.period.chinese());
    format!("{}，{whole}。", why(records, assessment, who, party))
}

/// `8村2024年6月30日已撤，并入3村，…`; what is paid by a score goes by that of a day on which there was one.
pub(super) fn sentence(basis: Basis<'_>, who: &str, party: &Party) -> String {
    let Basis { rulebook, records, assessment, .. } = basis;
    let is_paid = |pay: &&Pay| {
        let mut own = assessment.money.iter().filter(|entry| entry.party == *party);
        !matches!(pay.rate, Rate::ByBand { .. } | Rate::Fixed(_)) && own.any(|entry| entry.rule == pay.id)
    };
    let paid = rulebook.pays.iter().filter(is_paid);
    let paid: Vec<String> = paid.map(|pay| phrase::with_clause(&pay.name, &pay.clause)).collect();
    let by_score = match paid.as_slice() {
        [] => String::new(),
        paid => format!("，其中{}照当时的得分算", paid.join("、")),
    };
    let period = assessment.period.chinese();
    let why = why(records, assessment, who, party);
    format!("{why}，{period}末没有得分；本期里留下的资金和处理建议照列{by_score}。")
}

/// That there is no place: the scheme may well rank such as these.
pub(super) fn without_place(who: &str) -> Vec<String> {
    vec![format!("{who}期末已不在考核之列，没有名次。")]
}

/// That there is no prize, for the same reason.
pub(super) fn without_prize(who: &str) -> Vec<String> {
    vec![format!("{who}期末已不在考核之列，本期没有评奖。")]
}

/// Since when somebody is gone, and where the village went.
fn why(records: &Records, assessment: &Assessment, who: &str, party: &Party) -> String {
    let village = records.roster.village(party.village()).filter(|village| has_left(village, assessment));
    let Some((village, last)) = village.and_then(|village| Some((village, village.until?))) else {
        return format!("{who}已不在考核之列");
    };
    let into = village.merged.as_ref().map_or(String::new(), |merged| format!("，并入{}", merged.into));
    let of = if matches!(party, Party::Village(_)) { "" } else { "所在的村" };
    format!("{who}{of}{}已撤{into}", chinese_date(last))
}

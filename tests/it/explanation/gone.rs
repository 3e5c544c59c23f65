//! Who is gone by the end of the period has no score, but what there is of money is explained.

use cunkao::engine;
use cunkao::engine::assessment::Party;
use cunkao::period::{Date, Period};
use cunkao::report::explain::{Basis, Query, Question, Refused, Topic, answers, document};
use cunkao::report::terminal;
use cunkao::workspace;

use super::{about, all};
use crate::support::repository;

#[test]
fn a_village_that_was_dissolved_is_said_to_be() {
    let demo = repository("examples/demo-township");
    let period = Period::parse("2024").unwrap();
    let loaded = workspace::load_rulebook(&demo);
    let worked = workspace::work_out(&demo, loaded, period, &mut |_, _| {}).0.unwrap();
    let (rulebook, mut records) = (worked.rulebook, worked.records);
    let last: Date = "2024-06-30".parse().unwrap();
    for village in records.roster.villages.iter_mut().filter(|village| village.name == "8村") {
        village.until = Some(last);
    }
    for tenure in records.roster.tenures.iter_mut().filter(|tenure| tenure.person.village == "8村") {
        tenure.until = Some(last);
    }
    let (assessment, _) = engine::assess(&rulebook, &records, period);
    assert!(assessment.villages.iter().all(|village| village.name != "8村"));

    let question = about("8村");
    let answers = all(&rulebook, &records, &assessment, &question);
    let said = document(&assessment, &question, &answers).unwrap();
    let said = terminal::render(&said, 400);
    assert!(said.contains("8村2024年6月30日已撤，2024年度末没有得分"), "{said}");

    // The scheme does rank villages and give them prizes: that it has none is because it is gone.
    let question = Question { topics: vec![Topic::Rank, Topic::Prize], ..about("8村") };
    let answers = all(&rulebook, &records, &assessment, &question);
    let said: String = answers[0].parts.iter().flat_map(|part| part.sentences.clone()).collect();
    assert!(said.contains("8村期末已不在考核之列，没有名次。"), "{said}");
    assert!(said.contains("8村期末已不在考核之列，本期没有评奖。") && !said.contains("细则没有"), "{said}");

    // Held against another it has nothing to be compared, whichever of both is asked about.
    for (one, other) in [("8村", "3村"), ("3村", "8村")] {
        let question = Question { versus: Some(other.to_owned()), ..about(one) };
        let answers = all(&rulebook, &records, &assessment, &question);
        let said: Vec<_> = answers[0].parts.iter().filter(|part| part.heading.contains("相比")).collect();
        assert_eq!(
            said[0].sentences,
            ["8村2024年6月30日已撤，2024年度末没有得分，不能相比。"],
            "{one} {other}"
        );
    }

    // Who asks for the money of all is told of what is left of it.
    let whole = |topics| {
        let question = Question { topics, ..Question::default() };
        let answers = all(&rulebook, &records, &assessment, &question);
        let parts = answers.iter().flat_map(|one| &one.parts);
        parts.flat_map(|part| part.sentences.clone()).collect::<String>()
    };
    assert!(whole(vec![Topic::Money]).contains("8村2024年6月30日已撤"));
    assert!(!whole(Vec::new()).contains("8村2024年6月30日已撤"));

    let entries = assessment.money.iter().filter(|entry| entry.party.village() == "8村");
    let cadres: Vec<_> = entries
        .filter_map(|entry| match &entry.party {
            Party::Cadre(person) => Some((person, entry)),
            _ => None,
        })
        .collect();
    assert!(!cadres.is_empty());
    for (person, entry) in cadres {
        let query = Query { cadre: Some(person.name.to_string()), ..Query::default() };
        let question = Question { query, topics: vec![Topic::Money], ..Question::default() };
        let answers = all(&rulebook, &records, &assessment, &question);
        let said: String =
            answers.iter().flat_map(|one| &one.parts).flat_map(|part| part.sentences.clone()).collect();
        let amount = entry.postings[0].amount.unsigned();
        assert!(said.contains(&format!("{amount}元")) && said.contains("已撤"), "{said}");
    }
}

#[test]
fn what_is_left_in_a_merged_village_comes_with_the_account_of_today() {
    let demo = repository("examples/demo-township");
    let period = Period::parse("2024").unwrap();
    let loaded = workspace::load_rulebook(&demo);
    let worked = workspace::work_out(&demo, loaded, period, &mut |_, _| {}).0.unwrap();
    let (rulebook, mut records) = (worked.rulebook, worked.records);
    let last: Date = "2024-06-30".parse().unwrap();
    for village in records.roster.villages.iter_mut().filter(|village| village.name == "8村") {
        village.until = Some(last);
    }
    let mut moved = Vec::new();
    for tenure in records.roster.tenures.iter_mut().filter(|tenure| tenure.person.village == "8村") {
        let mut after = tenure.clone();
        after.person.village = "7村".into();
        after.from = Some("2024-07-01".parse().unwrap());
        tenure.until = Some(last);
        moved.push(after);
    }
    records.roster.tenures.extend(moved);
    let (assessment, _) = engine::assess(&rulebook, &records, period);
    let of_eight = assessment.money.iter().find_map(|entry| match &entry.party {
        Party::Cadre(person) if person.village == "8村" => Some((person.name.to_string(), entry)),
        _ => None,
    });
    let (name, entry) = of_eight.unwrap();
    let amount = format!("{}元", entry.postings[0].amount.unsigned());

    // Asked for money or for everything: both accounts come, the scored one first.
    for topics in [vec![Topic::Money], Vec::new()] {
        let query = Query { cadre: Some(name.clone()), ..Query::default() };
        let question = Question { query, topics, ..Question::default() };
        let answers = all(&rulebook, &records, &assessment, &question);
        let villages: Vec<_> = answers.iter().map(|one| one.whole.party.village()).collect();
        assert_eq!(villages, ["7村", "8村"]);
        let said = terminal::render(&document(&assessment, &question, &answers).unwrap(), 400);
        assert!(said.contains(&format!("8村 {name} 资金")) && said.contains(&amount), "{said}");
        assert!(said.contains(&format!("7村 {name}")), "{said}");
    }
    // Where the village is named, the account of that village alone.
    let query = Query { cadre: Some(name.clone()), village: Some("7村".into()), ..Query::default() };
    let question = Question { query, topics: vec![Topic::Money], ..Question::default() };
    assert_eq!(all(&rulebook, &records, &assessment, &question).len(), 1);
}

/// C13 of 1村 left in April; C53 of 5村 bears the same name and is another one.
#[test]
fn a_cadre_who_left_is_said_to_have_and_not_taken_for_a_homonym() {
    let demo = repository("examples/demo-township");
    let period = Period::parse("2024-05").unwrap();
    let loaded = workspace::load_rulebook(&demo);
    let worked = workspace::work_out(&demo, loaded, period, &mut |_, _| {}).0.unwrap();
    let (rulebook, mut records) = (worked.rulebook, worked.records);
    for tenure in records.roster.tenures.iter_mut().filter(|tenure| tenure.person.id == "C13") {
        tenure.until = Some("2024-04-30".parse().unwrap());
    }
    let (assessment, _) = engine::assess(&rulebook, &records, period);
    let cadre = Some("王小军（C13）".to_owned());
    let question = Question { query: Query { cadre, ..Query::default() }, ..Question::default() };
    let basis = Basis { rulebook: &rulebook, records: &records, assessment: &assessment, earlier: None };
    let Err(Refused::NotFound(missing)) = answers(basis, &question) else { panic!("he has a score") };
    let said = "本期没有名为“王小军（C13）”的村干部；1村王小军（C13）任职到2024年4月30日为止";
    assert_eq!(missing.to_string(), said);
    assert!(missing.candidates.contains(&"王小军（C53）".to_owned()), "{:?}", missing.candidates);
}

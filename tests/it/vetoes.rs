//! 一票否决: each acts to the end of its own period and in no longer one, and several on one village act together. 甲村 is ahead by
//! its score, 丙村 behind; expected places are worked out by hand.

use cunkao::diagnostic::{Code, Severity};
use cunkao::engine::assessment::{Assessment, StandingRow};
use cunkao::period::Period;
use cunkao::report::explain::{Question, Topic};

use crate::explanation::{about, all};
use crate::rule_kinds::{Case, item, load};

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"\n";

/// 甲村 has its 10, 乙村 9, 丙村 8 from February on; 甲村 has sued in Beijing in February.
const FACTS: &str = r#"villages = { "甲村" = "", "乙村" = "", "丙村" = "" }
events = [
    { date = "02-10", village = "乙村", event = "吵闹" },
    { date = "02-11", village = "丙村", event = "吵闹", count = 2 },
    { date = "02-12", village = "甲村", event = "进京上访" },
]"#;

fn veto(id: &str, period: &str, effect: &str, place: &str) -> String {
    format!(
        "\n[[veto]]\nid = \"{id}\"\nname = \"{id}否决\"\nclause = \"{id}条\"\nevent = \"进京上访\"\nperson = \"none\"\n\
         standing = \"overall\"\nperiod = \"{period}\"\neffect = \"{effect}\"\nplace = \"{place}\"\n"
    )
}

fn graded(period: &str) -> String {
    format!(
        "\n[[band]]\nid = \"{period}-grade\"\nname = \"等次\"\nclause = \"四\"\nstanding = \"overall\"\n\
         period = \"{period}\"\nby = \"places\"\nties = \"better\"\n\
         grades = [{{ name = \"优\", until = 1 }}, {{ name = \"良\", until = 2 }}, {{ name = \"差\" }}]\n"
    )
}

fn township(vetoes: &[String]) -> Case {
    Case::new(
        &format!("{}{}{}{}", item("", NOISE), graded("quarter"), graded("year"), vetoes.concat()),
        FACTS,
    )
}

fn of<'a>(result: &'a Assessment, village: &str) -> &'a StandingRow {
    result.standings[0].rows.iter().find(|row| row.who.name() == village).unwrap()
}

/// The place, the grade and the vetoes of 甲村.
fn held(case: &Case, period: &str) -> (Option<usize>, Option<String>, Option<String>) {
    let result = case.at(period).0;
    let row = of(&result, "甲村");
    (row.rank, result.villages[0].band.clone(), row.veto_name().map(str::to_owned))
}

fn expected(
    rank: Option<usize>,
    grade: Option<&str>,
    veto: Option<&str>,
) -> (Option<usize>, Option<String>, Option<String>) {
    (rank, grade.map(str::to_owned), veto.map(str::to_owned))
}

#[test]
fn a_veto_acts_to_the_end_of_its_own_period() {
    let quarter = veto("quarter", "quarter", "lowest-band", "last");
    let year = veto("year", "year", "bar", "kept");
    // Whichever is declared first.
    for vetoes in [[quarter.clone(), year.clone()], [year.clone(), quarter.clone()]] {
        let case = township(&vetoes);
        let both = vetoes.iter().map(|veto| if *veto == quarter { "quarter否决" } else { "year否决" });
        let both = both.collect::<Vec<_>>().join("、");
        assert_eq!(held(&case, "2024-Q1"), expected(Some(3), Some("差"), Some(&both)));
        assert_eq!(held(&case, "2024-02"), expected(Some(3), None, Some(&both)));
        // In January nothing had happened; after March the quarter's veto is over, and the year's goes on.
        assert_eq!(held(&case, "2024-01"), expected(Some(1), None, None));
        assert_eq!(held(&case, "2024-Q2"), expected(Some(1), Some("优"), Some("year否决")));
        assert_eq!(held(&case, "2024-H1"), expected(Some(1), None, Some("year否决")));
        assert_eq!(held(&case, "2024"), expected(Some(1), Some("优"), Some("year否决")));
    }
    let case = township(&[quarter]);
    assert_eq!(held(&case, "2024-Q1"), expected(Some(3), Some("差"), Some("quarter否决")));
    assert_eq!(held(&case, "2024-Q2"), expected(Some(1), Some("优"), None));
    assert_eq!(held(&case, "2024"), expected(Some(1), Some("优"), None));
}

/// Two share the first place: behind them the last is the third where a place is skipped, and the second where none is.
#[test]
fn who_is_put_last_stands_behind_the_places_as_they_are_numbered() {
    let facts = FACTS
        .replace("village = \"乙村\", event = \"吵闹\"", "village = \"乙村\", event = \"吵闹\", count = 2");
    for (ties, rank) in [("share-and-skip", 3), ("share-and-go-on", 2)] {
        let scheme = item("", NOISE).replace("share-and-skip", ties);
        let case = Case::new(&(scheme + &veto("a", "quarter", "bar", "last")), &facts);
        assert_eq!(held(&case, "2024-Q1").0, Some(rank), "{ties}");
    }
}

/// One that names two standings is one of each, so that both tell it.
#[test]
fn a_veto_may_name_several_standings() {
    let twice = "\n[[standing]]\nid = \"again\"\nname = \"再排\"\nnode = \"village\"\ngroup = \"all\"\n\
                 ties = \"share-and-skip\"\n";
    let own = "standing = \"overall\"";
    let veto = veto("a", "quarter", "bar", "last");
    assert!(veto.contains(own));
    let ranks = |veto: &str| {
        let case = Case::new(&(item("", NOISE) + twice + veto), FACTS);
        let quarter = case.at("2024-Q1").0;
        let of_it = |id: &str| quarter.standings.iter().find(|one| one.id == id).unwrap();
        ["overall", "again"].map(|id| {
            let row = of_it(id).rows.iter().find(|row| row.who.name() == "甲村").unwrap();
            (row.rank, row.veto_name().is_some())
        })
    };
    assert_eq!(ranks(&veto), [(Some(3), true), (Some(1), false)]);
    let several = veto.replace(own, "standings = [\"overall\", \"again\"]");
    assert_eq!(ranks(&several), [(Some(3), true); 2]);
    // Both keys at once, and neither, are mistakes.
    let both = veto.replace(own, "standing = \"overall\"\nstandings = [\"again\"]");
    let neither = veto.replace(own, "");
    let codes = [both, neither].map(|veto| {
        let (rulebook, found) = load(&(item("", NOISE) + twice + &veto));
        assert!(rulebook.is_none());
        found.iter().find(|one| one.severity == Severity::Error).unwrap().code
    });
    assert_eq!(codes, [Code::UnknownKey, Code::MissingKey]);
}

#[test]
fn of_several_vetoes_the_strictest_place_and_the_strictest_effect_count() {
    let kept = veto("a", "quarter", "lowest-band", "kept");
    let last = veto("b", "quarter", "bar", "last");
    let unranked = veto("c", "quarter", "bar", "unranked");
    let both = expected(Some(3), Some("差"), Some("a否决、b否决"));
    assert_eq!(held(&township(&[kept.clone(), last.clone()]), "2024-Q1"), both);
    let both = expected(Some(3), Some("差"), Some("b否决、a否决"));
    assert_eq!(held(&township(&[last.clone(), kept.clone()]), "2024-Q1"), both);
    let all_three = expected(None, Some("差"), Some("b否决、c否决、a否决"));
    assert_eq!(held(&township(&[last, unranked, kept]), "2024-Q1"), all_three);
}

#[test]
fn all_vetoes_are_told_with_their_clauses_and_the_event_once() {
    let case = township(&[veto("a", "quarter", "lowest-band", "kept"), veto("b", "quarter", "bar", "last")]);
    let period = Period::parse("2024-Q1").unwrap();
    let (assessment, _) = cunkao::engine::assess(&case.rulebook, &case.records, period);
    let question = Question { topics: vec![Topic::Rank], ..about("甲村") };
    let said = all(&case.rulebook, &case.records, &assessment, &question)[0].parts[0].sentences.join("\n");
    let struck = "受到否决：a否决、b否决（a条、b条）；2024年2月12日，进京上访，计1次";
    assert!(said.contains(struck), "{said}");
}

/// What papers tell of a veto is what stands in the row: both names, and each as the strictest of them says.
#[test]
fn a_row_holds_what_its_vetoes_do_together() {
    use cunkao::rulebook::{VetoEffect, VetoPlace};
    let case = township(&[veto("a", "quarter", "lowest-band", "kept"), veto("b", "year", "bar", "last")]);
    let of_period =
        |period: &str| of(&case.at(period).0, "甲村").veto.as_ref().map(|held| (held.place, held.effect));
    assert_eq!(of_period("2024-Q1"), Some((VetoPlace::Last, VetoEffect::LowestBand)));
    assert_eq!(of_period("2024"), Some((VetoPlace::Last, VetoEffect::Bar)));
    assert_eq!(of_period("2024-01"), None);
}

/// A month's veto where grades are given by the quarter is over before any of them.
#[test]
fn a_veto_that_no_grade_waits_for_is_told() {
    let said = |period: &str| {
        let scheme =
            format!("{}{}{}", item("", NOISE), graded("quarter"), veto("a", period, "lowest-band", "kept"));
        crate::rule_kinds::said(&load(&scheme).1, Code::VetoIdle).len()
    };
    assert_eq!(["month", "quarter", "year"].map(said), [1, 0, 0]);
}

/// 甲村 is barred and first with 乙村: it has the best grade all the same, and the half of 300 and 100 that 乙村 does not
/// get goes to nobody. Where it goes behind all others neither is so.
#[test]
fn what_is_kept_by_who_is_barred_is_told() {
    let prize = "\n[[prize]]\nid = \"prize\"\nclause = \"四\"\nstanding = \"overall\"\nperiod = \"quarter\"\nties = \"share\"\n\
                 tiers = [{ name = \"一等奖\", place = 1, amount = 300 }, { name = \"二等奖\", place = 2, amount = 100 }]\n";
    let facts = FACTS.replace("{ date = \"02-10\", village = \"乙村\", event = \"吵闹\" },", "");
    let of = |place: &str| {
        let scheme =
            [item("", NOISE), graded("quarter"), prize.to_owned(), veto("a", "quarter", "bar", place)];
        let case = Case::new(&scheme.concat(), &facts);
        let amounts: Vec<_> =
            case.at("2024-Q1").0.prizes.iter().map(|award| award.amount.to_string()).collect();
        (amounts, case.said("2024-Q1", Code::BarredKeeps))
    };
    let (amounts, told) = of("kept");
    assert_eq!(amounts, ["200"]);
    let kept = "甲村（a否决）2024年第一季度仍评为“优”：否决只取消评奖资格，等次不变";
    let shared =
        "2024年第一季度甲村（a否决）与别的并列同一名次：奖金照并列的个数平分，被否决的那一份空缺，不补给别人";
    assert_eq!(told, [kept, shared]);
    assert!(of("last").1.is_empty());
}

/// What would lower the grade is not proposed where the grade goes by the score and pay goes by it: whoever has the score
/// would be paid less.
#[test]
fn no_lower_grade_is_proposed_where_pay_goes_by_the_score() {
    let by_score = graded("quarter").replace(
        "by = \"places\"\nties = \"better\"\ngrades = [{ name = \"优\", until = 1 }, { name = \"良\", until = 2 }, { name = \"差\" }]",
        "by = \"score\"\ngrades = [{ name = \"优\", at-least = 6 }, { name = \"差\", below = 6 }]",
    );
    assert!(by_score.contains("\"score\""));
    let pay = "\n[[pay]]\nid = \"pay\"\nname = \"绩效\"\nclause = \"五\"\nsubject = \"cadre\"\nnode = \"village\"\nperiod = \"quarter\"\n\
               per-point = 10\ntimes = [{ band = \"quarter-grade\", rates = { \"优\" = 1, \"差\" = 0.5 } }]\n\
               partial = \"by-days\"\nround = \"yuan\"\n\n[cadre]\nname = \"干部\"\nclause = \"五\"\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\n\
               round = \"exact\"\n";
    let hints = |band: &str, pay: &str| {
        let scheme = [item("", NOISE), band.to_owned(), pay.to_owned(), veto("a", "quarter", "bar", "kept")];
        let found = Case::new(&scheme.concat(), FACTS).at("2024-Q1").1;
        let told = found.iter().find(|one| one.code == Code::BarredKeeps).unwrap();
        told.hints.join("；")
    };
    let proposed = "否决的 effect 写 \"not-top-band\"";
    assert!(hints(&by_score, "").contains(proposed) && hints(&graded("quarter"), "").contains(proposed));
    let told = hints(&by_score, pay);
    assert!(!told.contains(proposed) && told.contains("“绩效”按这个等次发"), "{told}");
}

/// The grades of the three in the first quarter, best score first, and what is said of who is barred and keeps something.
fn grades(facts: &str, vetoes: &[String], by: &str) -> (String, Vec<String>) {
    let band = format!(
        "\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"四\"\nstanding = \"overall\"\nperiod = \"quarter\"\n{by}\n"
    );
    let case = Case::new(&format!("{}{band}{}", item("", NOISE), vetoes.concat()), facts);
    let result = case.at("2024-Q1").0;
    let grades =
        result.villages.iter().map(|village| village.band.clone().unwrap_or_else(|| "无".to_owned()));
    (grades.collect::<Vec<_>>().join("、"), case.said("2024-Q1", Code::BarredKeeps))
}

/// 甲村 is first and is kept from the best grade: by places nobody has it, for its seat stays empty; by score it has the
/// next. 乙村, which is second by itself, loses nothing.
#[test]
fn who_is_kept_from_the_best_grade_has_the_next_at_best() {
    let places = "by = \"places\"\nties = \"better\"\n\
                  grades = [{ name = \"优\", until = 1 }, { name = \"良\", until = 2 }, { name = \"差\" }]";
    let percent = "by = \"percent\"\nties = \"better\"\n\
                   grades = [{ name = \"优\", percent = 34 }, { name = \"良\", percent = 33 }, { name = \"差\" }]";
    let scores = "by = \"score\"\ngrades = [{ name = \"优\", at-least = 9 }, { name = \"良\", at-least = 8, below = 9 }, \
                  { name = \"差\", below = 8 }]";
    let kept = [veto("a", "quarter", "not-top-band", "kept")];
    let of_second = FACTS.replace("\"甲村\", event = \"进京上访\"", "\"乙村\", event = \"进京上访\"");
    for by in [places, percent] {
        assert_eq!(grades(FACTS, &kept, by), ("良、良、差".to_owned(), Vec::new()), "{by}");
        assert_eq!(grades(&of_second, &kept, by).0, "优、良、差", "{by}");
    }
    // 10, 9 and 8.
    assert_eq!(grades(FACTS, &kept, scores).0, "良、优、良");
    // Who goes behind the others holds no seat.
    let last = [veto("a", "quarter", "not-top-band", "last")];
    assert_eq!(grades(FACTS, &last, places).0, "差、优、良");
    assert_eq!(grades(FACTS, &last, scores).0, "良、优、良");
    let unranked = [veto("a", "quarter", "not-top-band", "unranked")];
    assert_eq!(grades(FACTS, &unranked, places).0, "无、优、良");
}

/// Grades one lower, by hand: 10, 9 and 8 with 8 the least of 良. What is told names the lowering, and nothing is said to be
/// kept where the best grade is left.
#[test]
fn who_goes_down_by_one_grade_is_told_so() {
    let lower = [veto("a", "quarter", "one-band-lower", "kept")];
    let scores = "by = \"score\"\ngrades = [{ name = \"优\", at-least = 9 }, { name = \"良\", at-least = 8, below = 9 }, \
                  { name = \"差\", below = 8 }]";
    assert_eq!(grades(FACTS, &lower, scores), ("良、优、良".to_owned(), Vec::new()));
    let of_third = FACTS.replace("\"甲村\", event = \"进京上访\"", "\"丙村\", event = \"进京上访\"");
    assert_eq!(grades(&of_third, &lower, scores).0, "优、优、差");
    let unranked = [veto("a", "quarter", "one-band-lower", "unranked")];
    assert_eq!(grades(FACTS, &unranked, scores).0, "无、优、良");
    let case = township(&lower);
    let assessment = case.at("2024-Q1").0;
    let question = Question { topics: vec![Topic::Action], ..about("甲村") };
    let answers = all(&case.rulebook, &case.records, &assessment, &question);
    let said: Vec<_> = answers[0].parts.iter().flat_map(|part| part.sentences.clone()).collect();
    let struck = "受到一票否决，取消评奖资格，等次降低一等：a否决（a条）；";
    assert!(said.iter().any(|sentence| sentence.starts_with(struck)), "{said:?}");
}

#[test]
fn being_kept_from_the_best_grade_is_stricter_than_a_bar_and_milder_than_the_lowest() {
    let places = "by = \"places\"\nties = \"better\"\n\
                  grades = [{ name = \"优\", until = 1 }, { name = \"良\", until = 2 }, { name = \"差\" }]";
    let [bar, not_top, lowest] =
        ["bar", "not-top-band", "lowest-band"].map(|effect| veto(effect, "quarter", effect, "kept"));
    assert_eq!(grades(FACTS, &[not_top.clone(), bar.clone()], places), ("良、良、差".to_owned(), Vec::new()));
    assert_eq!(grades(FACTS, &[lowest, not_top, bar], places).0, "差、良、差");
}

/// No prize either, and what papers and explanations say of it.
#[test]
fn who_is_kept_from_the_best_grade_has_no_prize_and_is_told() {
    let prize = "\n[[prize]]\nid = \"prize\"\nclause = \"四\"\nstanding = \"overall\"\nperiod = \"quarter\"\n\
                 ties = \"full-each\"\ntiers = [{ name = \"一等奖\", place = 1, amount = 300 }]\n";
    let scheme =
        [item("", NOISE), graded("quarter"), prize.to_owned(), veto("a", "quarter", "not-top-band", "kept")];
    let case = Case::new(&scheme.concat(), FACTS);
    let assessment = case.at("2024-Q1").0;
    assert!(assessment.prizes.is_empty());
    let question = Question { topics: vec![Topic::Action], ..about("甲村") };
    let answers = all(&case.rulebook, &case.records, &assessment, &question);
    let said: Vec<_> = answers[0].parts.iter().flat_map(|part| part.sentences.clone()).collect();
    let struck = "受到一票否决，取消评奖资格，不评最高等次：a否决（a条）；2024年2月12日，进京上访，计1次，";
    assert!(said.iter().any(|sentence| sentence.starts_with(struck)), "{said:?}");
}

//! What a village still needs: held against every way there is, and asked again of the program itself.

use std::fs;

use cunkao::analysis::reach::{Asked, Reach, reach};
use cunkao::analysis::{Grounds, Unanswerable};
use cunkao::engine::{self, assessment::Assessment};
use cunkao::number::Number;
use cunkao::period::Period;
use cunkao::records::Records;
use cunkao::rulebook::{self, Rulebook};

use crate::support::{cunkao, repository, stderr, stdout};

/// Percents completed of 12, a share without end, a duty of three times, and a figure that is best at 5.
const RULEBOOK: &str = r#"title = "四项"
version = "1"
posts = []

[village]
name = "考核"
clause = "一"
points = 28.5
combine = "sum"
floor = "none"
cap = "none"
round = "exact"
accrue = "year"

[[item]]
id = "a"
name = "甲项"
clause = "一"
subject = "village"
points = 10
opens = "nothing"
floor = "zero"
cap = 10
when-not-applicable = "full-mark"
when-not-reported = "error"

[[item.rule]]
id = "a-done"
kind = "completion"
indicator = "甲数"
target = "甲任务"
per-percent = 0.1
partial = "completed"
over = "stop-at-full"
by = "12-31"

[[item]]
id = "b"
name = "乙项"
clause = "二"
subject = "village"
points = 8
opens = "nothing"
floor = "zero"
cap = 8
when-not-applicable = "full-mark"
when-not-reported = "error"

[[item.rule]]
id = "b-share"
kind = "formula"
formula = "min(8, 乙数 * 8 / 9)"
by = "12-31"

[[item]]
id = "c"
name = "丙项"
clause = "三"
subject = "village"
points = 4.5
opens = "full-mark"
floor = "zero"
cap = "none"
when-not-applicable = "full-mark"
when-not-reported = "error"

[[item.rule]]
id = "c-duty"
kind = "duty"
duty = "丙会"
every = "year"
times = 3
deduct = 1.5

[[item]]
id = "d"
name = "丁项"
clause = "四"
subject = "village"
points = 6
opens = "nothing"
floor = "none"
cap = 6
when-not-applicable = "full-mark"
when-not-reported = "error"

[[item.rule]]
id = "d-around"
kind = "formula"
formula = "6 - abs(丁数 - 5)"
by = "12-31"

[[target]]
name = "甲任务"
unit = "个"
by-village = { "1村" = 12, "2村" = 12, "3村" = 12 }

[[indicator]]
name = "甲数"
unit = "个"
source = "entered"

[[indicator]]
name = "乙数"
unit = "个"
source = "entered"

[[indicator]]
name = "丁数"
unit = "个"
source = "entered"

[[standing]]
id = "overall"
name = "排名"
node = "village"
group = "all"
ties = "share-and-skip"

[[prize]]
id = "year"
clause = "五"
standing = "overall"
period = "year"
ties = "share"
unfilled = "lapses"
tiers = [
    { name = "一等奖", place = 1, at-least = 20, amount = 300 },
    { name = "二等奖", place = 2, at-least = 15, amount = 200 },
]

[[band]]
id = "grade"
name = "等次"
clause = "六"
standing = "overall"
period = "year"
by = "score"
grades = [{ name = "优秀", at-least = 21 }, { name = "良好", above = 14, below = 21 }, { name = "一般", at-most = 14 }]

[[example]]
name = "三个村"
period = "2024"
villages = { "1村" = "", "2村" = "", "3村" = "" }
figures = [
    { village = "1村", date = "06-30", indicator = "甲数", value = 0 },
    { village = "1村", date = "06-30", indicator = "乙数", value = 0 },
    { village = "1村", date = "06-30", indicator = "丁数", value = 0 },
    { village = "2村", date = "06-30", indicator = "甲数", value = 0 },
    { village = "2村", date = "06-30", indicator = "乙数", value = 0 },
    { village = "2村", date = "06-30", indicator = "丁数", value = 0 },
    { village = "3村", date = "06-30", indicator = "甲数", value = 0 },
    { village = "3村", date = "06-30", indicator = "乙数", value = 0 },
    { village = "3村", date = "06-30", indicator = "丁数", value = 0 },
]
duties = [
    { village = "1村", month = 5, duty = "丙会", times = 0 },
    { village = "2村", month = 5, duty = "丙会", times = 0 },
    { village = "3村", month = 5, duty = "丙会", times = 0 },
]
expect = [{ village = "1村", score = 0 }]
"#;

/// How far 甲数, 乙数, 丙会 and 丁数 may go in the search through everything.
const ENDS: [u32; 4] = [12, 9, 3, 8];

type State = [u32; 4];

fn year() -> Period {
    Period::parse("2024").unwrap()
}

fn township(text: &str) -> (Rulebook, Records) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, text).unwrap();
    let (rulebook, found) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let records = rulebook.examples[0].records.clone();
    (rulebook, records)
}

/// Writes figures where the example has them.
fn set(records: &mut Records, village: &str, [a, b, c, d]: State) {
    let facts = records.villages.get_mut(village).unwrap();
    for (name, figure) in [("甲数", a), ("乙数", b), ("丁数", d)] {
        facts.readings.get_mut(name).unwrap()[0].value = Some(Number::from(figure));
    }
    facts.duties.get_mut("丙会").unwrap()[0].value = cunkao::fact::DutyValue::Times(Number::from(c));
}

fn score(result: &Assessment, village: &str) -> Number {
    result.villages.iter().find(|one| one.name == village).unwrap().score.unwrap()
}

fn ask(rulebook: &Rulebook, records: &Records, asked: &Asked) -> Result<Reach, Unanswerable> {
    let (assessment, found) = engine::assess(rulebook, records, year());
    assert!(!found.has_errors(), "{found:?}");
    let grounds = Grounds { rulebook, records, assessment: &assessment, reread: &|_| None };
    reach(&grounds, "1村", asked, None)
}

/// Every state with its score, each really scored.
fn all_states(rulebook: &Rulebook, records: &Records) -> Vec<(State, Number)> {
    let mut records = records.clone();
    records.roster.villages.truncate(1);
    let mut all = Vec::new();
    for a in 0..=ENDS[0] {
        for b in 0..=ENDS[1] {
            for c in 0..=ENDS[2] {
                for d in 0..=ENDS[3] {
                    set(&mut records, "1村", [a, b, c, d]);
                    all.push(([a, b, c, d], score(&engine::assess(rulebook, &records, year()).0, "1村")));
                }
            }
        }
    }
    all
}

/// What a score has to be beside those of the two others.
fn is_enough(asked: &Asked, score: Number, others: [Number; 2]) -> bool {
    let better = others.iter().filter(|other| **other > score).count();
    let at_least = |least: u32| score >= Number::from(least);
    match asked {
        Asked::Place(place) => better < *place,
        // The minimum lapses: who misses that of the first prize and holds the first place has none.
        Asked::Prize(tier) if tier == "一等奖" => better == 0 && at_least(20),
        Asked::Prize(_) => (better == 0 && at_least(20)) || (better == 1 && at_least(15)),
        Asked::Grade(grade) if grade == "优秀" => at_least(21),
        Asked::Grade(_) => score > Number::from(14),
    }
}

fn goals() -> [Asked; 6] {
    let prizes = ["一等奖", "二等奖"].map(|tier| Asked::Prize(tier.to_owned()));
    let grades = ["优秀", "良好"].map(|grade| Asked::Grade(grade.to_owned()));
    let ([first, second], [best, good]) = (prizes, grades);
    [Asked::Place(1), Asked::Place(2), first, second, best, good]
}

struct Random(u64);

impl Random {
    fn state(&mut self) -> State {
        ENDS.map(|end| {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u32::try_from((self.0 >> 33) % u64::from(end + 1)).unwrap()
        })
    }
}

impl Random {
    /// Three villages; in every second round one that lies far behind two that are well ahead.
    fn township(&mut self, round: usize) -> [State; 3] {
        let mut states = [self.state(), self.state(), self.state()];
        if round % 2 == 1 {
            states[0] = states[0].map(|figure| figure / 3);
            for other in &mut states[1..] {
                *other = [0, 1, 2, 3].map(|at| ENDS[at] - other[at] / 4);
                other[3] = 5;
            }
        }
        states
    }
}

/// The fewest items, and of those the fewest points, of all states that there are.
#[test]
fn no_way_of_all_there_are_is_shorter() {
    let (rulebook, records) = township(RULEBOOK);
    let all = all_states(&rulebook, &records);
    let known = |state: State| all.iter().find(|(known, _)| *known == state).unwrap().1;
    let mut random = Random(2024);
    let (mut had, mut out_of_reach, mut sizes) = (0, 0, [0; 5]);
    for round in 0..14 {
        let states = random.township(round);
        let mut records = records.clone();
        for (village, state) in ["1村", "2村", "3村"].into_iter().zip(states) {
            set(&mut records, village, state);
        }
        let (start, now) = (states[0], known(states[0]));
        let others = [known(states[1]), known(states[2])];
        for asked in goals() {
            let found = ask(&rulebook, &records, &asked).unwrap();
            assert_eq!(found.now.score, now);
            let context = format!("{states:?} {asked:?} {found:?}");
            if is_enough(&asked, now, others) {
                assert!(found.is_had && found.ways.is_empty(), "{context}");
                had += 1;
                continue;
            }
            let changed = |state: &State| state.iter().zip(start).filter(|(new, old)| **new != *old).count();
            let does = |(state, score): &&(State, Number)| {
                // A meeting that was held stays. Where a minimum lapses, the second prize could be had by doing worse than
                // the first place, which is no advice.
                state[2] >= start[2] && *score > now && is_enough(&asked, *score, others)
            };
            let ways = all.iter().filter(does);
            let least = ways.map(|(state, score)| (changed(state), score.minus(now).unwrap())).min();
            let told = found.ways.first().map(|way| (way.changes.len(), way.total));
            assert_eq!(told, least, "{context}");
            match least {
                Some((size, _)) => sizes[size] += 1,
                None => out_of_reach += 1,
            }
            for way in &found.ways {
                let mut end = start;
                for change in &way.changes {
                    let place =
                        ["甲数", "乙数", "丙会", "丁数"].iter().position(|name| *name == change.lever.name);
                    let to: u32 = change.to.to_string().parse().unwrap();
                    // Of a duty it is said how often in the last month, in which nothing was done.
                    let place = place.unwrap();
                    end[place] = if place == 2 { start[2] + to } else { to };
                }
                assert_eq!(known(end), way.place.score, "{context}");
                assert!(is_enough(&asked, known(end), others), "{context}");
                assert_eq!(now.plus(way.total).unwrap(), way.place.score);
                let gains = Number::sum(way.changes.iter().map(|change| change.gain)).unwrap();
                assert_eq!(gains, way.total, "{context}");
            }
        }
    }
    // The cases are of every sort.
    assert!(had > 3 && sizes[1] > 3 && sizes[2] > 3 && sizes[3] > 0, "{had} {out_of_reach} {sizes:?}");
}

/// One reading of how places, prizes and grades are had beside a village that a veto holds.
#[derive(Clone, Copy, Debug)]
struct Ranking {
    veto: &'static str,
    goes_on: bool,
    passes_down: bool,
    is_lower_at_the_edge: bool,
}

impl Ranking {
    fn all() -> Vec<Self> {
        let flags = [false, true];
        let all = ["kept", "last", "unranked"].into_iter().flat_map(|veto| {
            flags.into_iter().flat_map(move |goes_on| {
                flags.map(|passes_down| {
                    let is_lower_at_the_edge = goes_on != passes_down;
                    Self { veto, goes_on, passes_down, is_lower_at_the_edge }
                })
            })
        });
        all.collect()
    }

    fn rulebook(&self) -> String {
        let (unfilled, edge) = (self.passes_down, self.is_lower_at_the_edge);
        let (scores, rest) = RULEBOOK.split_once("by = \"score\"").unwrap();
        let rest = rest.split_once("\n\n").unwrap().1;
        let veto = format!(
            "[[veto]]\nid = \"no\"\nname = \"否决\"\nclause = \"八\"\nevent = \"否决事\"\nperson = \"none\"\nstanding = \"overall\"\nperiod = \"year\"\neffect = \"bar\"\nplace = \"{}\"\n\n",
            self.veto
        );
        let grades = format!(
            "by = \"places\"\nties = \"{}\"\ngrades = [{{ name = \"优秀\", until = 1 }}, {{ name = \"良好\", until = 2 }}, {{ name = \"一般\" }}]\n\n",
            if edge { "lower" } else { "better" }
        );
        let text = format!("{scores}{grades}{veto}{rest}");
        let text = text.replace("ties = \"share\"", "ties = \"full-each\"");
        let text = text.replace(
            "unfilled = \"lapses\"",
            if unfilled { "unfilled = \"passes-down\"" } else { "unfilled = \"lapses\"" },
        );
        let text =
            text.replace("share-and-skip", if self.goes_on { "share-and-go-on" } else { "share-and-skip" });
        text.replace(
            "expect = [",
            "events = [{ village = \"2村\", date = \"05-01\", event = \"否决事\" }]\nexpect = [",
        )
    }

    /// The place of a score beside those of 2村, which the veto holds, and 3村.
    fn rank(&self, score: Number, others: [Number; 2]) -> usize {
        let rivals = if self.veto == "kept" { others.to_vec() } else { vec![others[1]] };
        let mut better: Vec<Number> = rivals.into_iter().filter(|other| *other > score).collect();
        if self.goes_on {
            better.sort_unstable();
            better.dedup();
        }
        1 + better.len()
    }

    /// As the rules say it of the two or three who hold a place.
    fn is_enough(&self, asked: &Asked, score: Number, others: [Number; 2]) -> bool {
        let rank = self.rank(score, others);
        match asked {
            Asked::Place(place) => rank <= *place,
            Asked::Prize(tier) => {
                self.tier(score, others).is_some_and(|place| place == 1 || tier == "二等奖")
            }
            Asked::Grade(grade) => {
                let rivals = if self.veto == "kept" { others.to_vec() } else { vec![others[1]] };
                let ahead = rivals.iter().filter(|other| **other > score).count();
                let sharing = rivals.iter().filter(|other| **other == score).count();
                let head = 1 + ahead + if self.is_lower_at_the_edge { sharing } else { 0 };
                head <= if grade == "优秀" { 1 } else { 2 }
            }
        }
    }

    /// The tier that 1村 has: each first asks from its own place on, behind those that are filled before.
    fn tier(&self, own: Number, others: [Number; 2]) -> Option<usize> {
        let asks = [20, 15].map(Number::from);
        let mut all = vec![(own, true), (others[1], true)];
        if self.veto == "kept" {
            all.push((others[0], false));
        }
        all.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let (mut next, mut rank) = (1, 1);
        while let Some((score, _)) = all.first().copied() {
            let (same, lower): (Vec<_>, Vec<_>) = all.into_iter().partition(|(other, _)| *other == score);
            all = lower;
            let taken = if self.goes_on { 1 } else { same.len() };
            if same.iter().any(|(_, may_have)| *may_have) {
                let mut place = if self.passes_down { rank.max(next) } else { rank };
                while self.passes_down && place <= 2 && score < asks[place - 1] {
                    place += 1;
                }
                next = place + taken;
                if score == own {
                    return (place <= 2 && score >= asks[place - 1]).then_some(place);
                }
            }
            rank += taken;
        }
        None
    }
}

/// Vetoed rivals that keep their places, prizes that pass down, shared places: the lowest score that does is the lowest
/// that does, and who is denied has no way of all there are.
#[test]
fn the_score_asked_for_is_the_lowest_that_does() {
    let (base, records) = township(RULEBOOK);
    let all = all_states(&base, &records);
    let known = |state: State| all.iter().find(|(known, _)| *known == state).unwrap().1;
    let mut random = Random(202_411);
    let (mut denied, mut vetoed_rival) = (0, 0);
    for (round, ranking) in Ranking::all().into_iter().enumerate() {
        let (rulebook, mut records) = township(&ranking.rulebook());
        let mut states = random.township(round);
        if round % 4 == 1 {
            // Nobody comes past one who has everything, and beside it is below the edge.
            states[2] = [12, 9, 3, 5];
        }
        for (village, state) in ["1村", "2村", "3村"].into_iter().zip(states) {
            set(&mut records, village, state);
        }
        let (start, now) = (states[0], known(states[0]));
        let others = [known(states[1]), known(states[2])];
        vetoed_rival += usize::from(ranking.veto == "kept" && others[0] > now);
        for asked in goals() {
            let found = ask(&rulebook, &records, &asked).unwrap();
            let context = format!("{ranking:?} {states:?} {others:?} {asked:?} {found:?}");
            let does = |score: Number| ranking.is_enough(&asked, score, others);
            assert_eq!(found.is_had, does(now), "{context}");
            if found.is_had {
                continue;
            }
            let higher: Vec<Number> =
                all.iter().map(|(_, score)| *score).filter(|score| *score > now).collect();
            let is_met = |score: Number| found.needed.is_some_and(|(needed, _)| needed.is_met_by(score));
            for score in &higher {
                // Where a minimum lapses, a better place may bring nothing.
                assert!(is_met(*score) || !does(*score), "{score} {context}");
                assert!(does(*score) || !is_met(*score) || !ranking.passes_down, "{score} {context}");
            }
            let is_open =
                |(state, score): &(State, Number)| state[2] >= start[2] && *score > now && does(*score);
            assert_eq!(found.ways.is_empty(), !all.iter().any(is_open), "{context}");
            denied += usize::from(found.ways.is_empty());
        }
    }
    assert!(denied > 2 && vetoed_rival > 0, "{denied} {vetoed_rival}");
}

/// 1村 has 13 points, of which the item 甲项 none; 2村 16, of which 10.
fn two_villages(more: &str) -> Reach {
    let text = RULEBOOK.replace("ties = \"share-and-skip\"", &format!("ties = \"share-and-skip\"{more}"));
    let (rulebook, mut records) = township(&text);
    set(&mut records, "1村", [0, 9, 0, 4]);
    set(&mut records, "2村", [12, 0, 0, 5]);
    ask(&rulebook, &records, &Asked::Place(1)).unwrap()
}

fn told(reach: &Reach) -> Vec<(String, String, String)> {
    let ways = reach.ways.iter().map(|way| {
        let [change] = way.changes.as_slice() else { panic!("{way:?}") };
        (change.lever.name.clone(), change.to.to_string(), way.total.to_string())
    });
    ways.collect()
}

/// Two meetings more bring 3 points and a shared first place; where equal scores are told apart by 甲项, that is the second.
#[test]
fn what_decides_between_equal_scores_is_heeded() {
    let way = |name: &str, to: &str, total: &str| (name.to_owned(), to.to_owned(), total.to_owned());
    let shared = two_villages("");
    assert_eq!(told(&shared), [way("丙会", "2", "3"), way("甲数", "4", "3.3")]);
    assert!(shared.ways[0].place.tied && !shared.ways[1].place.tied);
    // 4 of 12 is a third: 33 whole percents.
    let apart = two_villages("\nthen = [\"a\"]");
    assert_eq!(told(&apart), [way("甲数", "4", "3.3"), way("丙会", "3", "4.5")]);
}

/// A mean of three has no end; a sentence of it has two decimals, as on paper.
#[test]
fn what_is_said_has_no_more_decimals_than_are_read() {
    let mut found = two_villages("");
    found.now.score = Number::parse_exact("92.741666666667").unwrap();
    let text = cunkao::report::reach::reach(&found, false);
    assert!(text.starts_with("1村 2024年度 ") && text.contains("，得92.74分。\n"), "{text}");
}

/// A rule that asks for two things at once gives nothing for one of them.
#[test]
fn what_counts_only_together_is_changed_together() {
    let text = RULEBOOK.replace("6 - abs(丁数 - 5)", "if(丁数 >= 5 and 戊数 >= 2, 6, 0)").replace(
        "[[indicator]]\nname = \"丁数\"",
        "[[indicator]]\nname = \"戊数\"\nunit = \"个\"\nsource = \"entered\"\n\n[[indicator]]\nname = \"丁数\"",
    );
    let text = text.replace(
        "figures = [\n",
        "figures = [
    { village = \"1村\", date = \"06-30\", indicator = \"戊数\", value = 0 },
    { village = \"2村\", date = \"06-30\", indicator = \"戊数\", value = 0 },
    { village = \"3村\", date = \"06-30\", indicator = \"戊数\", value = 0 },
",
    );
    let text = text.replace("at-least = 21", "at-least = 24").replace("below = 21", "below = 24");
    let (rulebook, mut records) = township(&text);
    // 10 + 8 + 1.5, and all that 丙项 can still bring is 3.
    set(&mut records, "1村", [12, 9, 1, 0]);
    let found = ask(&rulebook, &records, &Asked::Grade("优秀".to_owned())).unwrap();
    let [way] = found.ways.as_slice() else { panic!("{found:?}") };
    let changes = way.changes.iter().map(|one| (one.lever.name.as_str(), one.to.to_string()));
    assert_eq!(changes.collect::<Vec<_>>(), [("丁数", "5".to_owned()), ("戊数", "2".to_owned())]);
    assert_eq!((way.total.to_string(), way.place.score.to_string()), ("6".to_owned(), "25.5".to_owned()));
}

fn demo() -> String {
    repository("examples/demo-township").to_str().unwrap().to_owned()
}

fn asked(more: &[&str]) -> serde_json::Value {
    let demo = demo();
    let line = ["reach", demo.as_str(), "--period", "2024", "-f", "json"];
    let output = cunkao(line.iter().chain(more));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

/// The place that 8村 comes to under an assumption; none if it keeps its own.
fn place_if(assumption: &str) -> Option<u64> {
    let demo = demo();
    let output = cunkao(["what-if", &demo, "--period", "2024", "-f", "json", "--set", assumption]);
    let answer: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let changes = answer["changes"].as_array().unwrap();
    let own = changes.iter().find(|change| change["kind"] == "rank" && change["village"] == "8村");
    own.map(|change| change["after"]["rank"].as_u64().unwrap())
}

/// Where villages are ranked within classes alone, the class is named: 甲村 has more points and stands in the other one.
#[test]
fn the_class_within_which_a_village_is_ranked_is_named() {
    let example = repository("examples/tiers-deadlines");
    let line = ["reach", example.to_str().unwrap(), "--period", "2024-01", "--village", "乙村", "--place"];
    let asked = |more: &[&str]| cunkao(line.iter().chain(more));
    let said = stdout(&asked(&["1"]));
    assert!(said.contains("综合排名（二类村）第1名"), "{said}");
    let answer: serde_json::Value = serde_json::from_str(&stdout(&asked(&["1", "-f", "json"]))).unwrap();
    assert_eq!((&answer["standing"], &answer["group"]), (&"综合排名".into(), &"二类村".into()));
    assert!(stderr(&asked(&["2"])).contains("二类村只有1个村，没有第2名"));
}

/// 8村 lacks 0.0395833… points to 1村. Of 融资, 60 万元 are worth 5 points, so that 0.475 万元 more do, and the sheets give
/// hundredths; of tobacco, 1% of 27000 斤 is worth 0.15, and 24400 斤 are 90.37%.
#[test]
fn the_demo_reaches_the_fourth_place_in_steps_of_the_rules() {
    let answer = asked(&["--village", "8村", "--place", "4"]);
    assert_eq!((&answer["reachable"], &answer["had"]), (&true.into(), &false.into()));
    assert_eq!((&answer["now"]["rank"], &answer["needed"]["score"]), (&5.into(), &"92.78125".into()));
    let options = answer["options"].as_array().unwrap();
    let told = options.iter().map(|option| {
        let [change] = option["items"].as_array().unwrap().as_slice() else { panic!("{option}") };
        (change["lever"].as_str().unwrap(), change["to"].as_str().unwrap(), option["total"].as_str().unwrap())
    });
    let told: Vec<_> = told.collect();
    assert_eq!(told, [("融资完成额", "47.78", "0.04"), ("烟叶交售量", "24570", "0.15")]);
    // Each does, and the step before it does not.
    assert_eq!(place_if("8村.融资完成额@2024-12-31=47.78"), Some(4));
    assert_eq!(place_if("8村.融资完成额@2024-12-31=47.77"), None);
    assert_eq!(place_if("8村.烟叶交售量=24570"), Some(4));
    assert_eq!(place_if("8村.烟叶交售量=24569"), None);
}

/// 3村 holds the third place; a tenth percent of 27000 斤 more or less decides.
#[test]
fn the_demo_reaches_the_third_prize() {
    let answer = asked(&["--village", "8村", "--prize", "三等奖"]);
    let option = &answer["options"][0];
    let change = &option["items"][0];
    // All that tobacco can bring: 10% of 0.15 each, where 1.4333… are needed.
    assert_eq!(
        (&change["lever"], &change["to"], &option["total"]),
        (&"烟叶交售量".into(), &"27000".into(), &"1.5".into())
    );
    assert_eq!(
        (&change["item"], &change["clause"], &change["gain"]),
        (&"tobacco".into(), &"2(5)".into(), &"1.5".into())
    );
    assert_eq!(place_if("8村.烟叶交售量=27000"), Some(3));
    assert_eq!(place_if("8村.烟叶交售量=26999"), Some(4));
}

/// What events and past days took, the village does not get back: 100 less that is the best there is.
#[test]
fn what_is_out_of_reach_is_said_with_its_reasons() {
    let answer = asked(&["--village", "3村", "--place", "2"]);
    assert_eq!((&answer["reachable"], answer["options"].as_array().unwrap().len()), (&false.into(), 0));
    let lost = answer["lost"].as_array().unwrap();
    let told: Vec<_> = lost
        .iter()
        .map(|lost| (lost["clause"].as_str().unwrap(), lost["points"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("2(4)", "2"), ("2(10)", "2"), ("2(3)", "1"), ("2(6)", "0.3")]);
    assert_eq!(answer["best"]["score"], "94.7");
    assert_eq!(lost[3]["why"][0]["date"], "2024-04-15");
    let demo = demo();
    let output = cunkao(["差多少", &demo, "--考核期", "2024", "--村", "3村", "--名次", "2"]);
    let text = stdout(&output);
    assert!(text.contains("够不上第2名了：须达到97.5分，还差3.325分"), "{text}");
    assert!(text.contains("只得94.7分，第3名") && text.contains("越级上访"), "{text}");
}

#[test]
fn what_is_had_already_is_said_with_the_margin() {
    let answer = asked(&["--village", "3村", "--prize", "三等奖"]);
    assert_eq!((&answer["had"], &answer["needed"]), (&true.into(), &serde_json::Value::Null));
    // 94.175 − 92.78125
    assert_eq!(answer["behind"], serde_json::json!({"village": "1村", "points": "1.39375"}));
}

#[test]
fn names_that_are_not_there_are_answered_with_those_that_are() {
    let demo = demo();
    let refused = |more: &[&str]| {
        let output = cunkao(["reach", demo.as_str(), "--period"].iter().chain(more));
        assert_eq!(output.status.code(), Some(2));
        stderr(&output)
    };
    let told = refused(&["2024", "--village", "9村", "--place", "2"]);
    assert!(told.contains("没有名为「9村」的村") && told.contains("1村、2村、3村"), "{told}");
    let told = refused(&["2024", "--village", "3村", "--prize", "二等"]);
    assert!(told.contains("没有名为「二等」的村的奖次；是否想写「二等奖」？"), "{told}");
    let told = refused(&["2024", "--village", "3村", "--place", "2", "--standing", "overal"]);
    assert!(told.contains("是否想写「overall」？"), "{told}");
    let told = refused(&["2024", "--village", "3村", "--band", "优秀"]);
    assert!(told.contains("细则没有给村评等次"), "{told}");
    let told = refused(&["2024-Q3", "--village", "3村", "--prize", "一等奖"]);
    assert!(told.contains("按年评") && told.contains("--period 2024"), "{told}");
    let told = refused(&["2024", "--village", "3村"]);
    assert!(told.contains("--place"), "{told}");
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = fs::read_to_string(repository("README.zh-CN.md")).unwrap();
    let section = readme.split("\n## 还差多少\n").nth(1).unwrap();
    let shown = section.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let demo = demo();
    let output = cunkao(["差多少", &demo, "--period", "2024", "--village", "8村", "--prize", "三等奖"]);
    assert!(stdout(&output).starts_with(shown), "{}", stdout(&output));
}

/// Two of three are 优秀 (67%). Whoever shares the place at the edge falls below it, so that the second score must be passed
/// and not met; where sharers go up, it need only be met.
#[test]
fn a_quota_whose_edge_is_shared_asks_for_more_than_the_score_at_it() {
    let by_score = RULEBOOK.split_once("by = \"score\"").unwrap();
    let after = by_score.1.split_once("\n\n").unwrap().1;
    let text = |ties: &str| {
        format!(
            "{}by = \"percent\"\nties = \"{ties}\"\ngrades = [{{ name = \"优秀\", percent = 67 }}, {{ name = \"一般\" }}]\n\n{after}",
            by_score.0
        )
    };
    for (ties, is_above) in [("lower", true), ("better", false)] {
        let (rulebook, mut records) = township(&text(ties));
        set(&mut records, "2村", [12, 0, 0, 5]);
        set(&mut records, "3村", [6, 0, 0, 0]);
        let second = score(&engine::assess(&rulebook, &records, year()).0, "3村");
        let found = ask(&rulebook, &records, &Asked::Grade("优秀".to_owned())).unwrap();
        let (needed, _) = found.needed.unwrap();
        assert_eq!((needed.score, needed.is_above), (second, is_above), "{ties}");
    }
}

/// 2村 is first with 30.5, 3村 second with 29.5, and an event took 10 from 1村, which may still come to 20.5: third, whatever
/// the second prize asks for beside the second place.
#[test]
fn out_of_reach_is_told_by_the_place_where_the_place_asks_for_more_than_the_tier() {
    let event = r#"
[[item]]
id = "e"
name = "戊项"
clause = "七"
subject = "village"
points = 2
opens = "full-mark"
floor = "none"
cap = "none"

[[item.rule]]
id = "e-event"
kind = "per-event"
event = "戊事"
person = "none"
each = "time"
deduct = 10
charge = "village"

[[target]]"#;
    let text = RULEBOOK.replace("points = 28.5", "points = 30.5").replacen("\n[[target]]", event, 1).replace(
        "expect = [",
        "events = [{ village = \"1村\", date = \"05-01\", event = \"戊事\" }]\nexpect = [",
    );
    let (rulebook, mut records) = township(&text);
    set(&mut records, "2村", [12, 9, 3, 5]);
    set(&mut records, "3村", [12, 9, 3, 4]);
    let found = ask(&rulebook, &records, &Asked::Prize("二等奖".to_owned())).unwrap();
    assert!(!found.is_had && found.ways.is_empty());
    assert_eq!(found.best.score.to_string(), "20.5");
    assert_eq!(found.needed.unwrap().0.score.to_string(), "29.5");
}

/// No score helps against a veto; a better prize is more than was asked for; there is no fourth of three; and what an event
/// would bring is named beside the ways.
#[test]
fn what_no_figure_brings_is_said_as_it_is() {
    let ranking = Ranking { veto: "kept", goes_on: false, passes_down: false, is_lower_at_the_edge: false };
    let (rulebook, mut records) = township(&ranking.rulebook());
    set(&mut records, "2村", [12, 9, 3, 5]);
    let (assessment, _) = engine::assess(&rulebook, &records, year());
    let grounds =
        Grounds { rulebook: &rulebook, records: &records, assessment: &assessment, reread: &|_| None };
    let told = |village: &str, asked: &Asked| match reach(&grounds, village, asked, None) {
        Ok(found) => cunkao::report::reach::reach(&found, false),
        Err(wrong) => wrong.message,
    };
    let [_, _, first, second, ..] = goals();
    let vetoed = told("2村", &first);
    assert!(vetoed.contains("\n够不上一等奖：有一票否决（否决），得分再高也不行。\n"), "{vetoed}");
    assert_eq!(told("1村", &Asked::Place(4)), "“排名”只有3个村，没有第4名");

    let text = RULEBOOK.replace("points = 28.5", "points = 30.5").replacen("\n[[target]]", BONUS_ITEM, 1);
    let (rulebook, mut records) = township(&text);
    set(&mut records, "2村", [12, 9, 3, 5]);
    let found = ask(&rulebook, &records, &second).unwrap();
    let text = cunkao::report::reach::reach(&found, false);
    // 2 and no more: the item is capped.
    assert!(text.contains("每多一次最多：戊事（戊项 七）+2分\n"), "{text}");
    set(&mut records, "1村", [12, 9, 3, 5]);
    let text = cunkao::report::reach::reach(&ask(&rulebook, &records, &second).unwrap(), false);
    assert!(text.contains("\n已经得一等奖，不止二等奖，比后面的3村多"), "{text}");
    assert!(!text.contains("每多一次最多"), "{text}");
}

/// 3 points for an event in an item that is full at 2.
const BONUS_ITEM: &str = r#"
[[item]]
id = "e"
name = "戊项"
clause = "七"
subject = "village"
points = 2
opens = "nothing"
floor = "none"
cap = 2

[[item.rule]]
id = "e-event"
kind = "per-event"
event = "戊事"
person = "none"
each = "time"
add = 3
charge = "village"

[[target]]"#;

/// Ten points from 50,000 元 on, of which a village has none: what the rule itself asks for is not out of reason, however far.
#[test]
fn what_a_rule_asks_for_is_looked_for_however_far_it_is() {
    let rule = "kind = \"stepped\"\nindicator = \"集体收入\"\nmeasure = \"year\"\nagain = \"replaces\"\n\
                brackets = [{ at-least = 50000, add = 10 }]\notherwise = 0";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let scheme = crate::rule_kinds::item(keys, rule).replace("opens = \"full-mark\"", "opens = \"nothing\"")
        + "\n[[indicator]]\nname = \"集体收入\"\nunit = \"元\"\nsource = \"entered\"\ncurrent = true\n";
    let facts = "villages = { \"1村\" = \"\", \"2村\" = \"\" }\nfigures = [\n\
                 { date = \"12-31\", village = \"1村\", indicator = \"集体收入\", value = 0 },\n\
                 { date = \"12-31\", village = \"2村\", indicator = \"集体收入\", value = 60000 }]";
    let case = crate::rule_kinds::Case::new(&scheme, facts);
    let found = ask(&case.rulebook, &case.records, &Asked::Place(1)).unwrap();
    assert_eq!(told(&found), [("集体收入".to_owned(), "50000".to_owned(), "10".to_owned())]);
}

/// A village with a figure of 80 and without a row of its register, of which a row holds 5 to 100; a prize asks for so many
/// points.
fn by_figure(formula: &str, at_least: u32, at_most: &str) -> Reach {
    let rule = format!("kind = \"formula\"\nformula = \"{formula}\"\nby = \"12-31\"");
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let of_register = |name: &str, how: &str| {
        format!(
            "\n[[indicator]]\nname = \"{name}\"\nunit = \"分\"\nsource = \"register\"\nregister = \"评比\"\ncolumn = \"得分\"\n\
             aggregate = \"{how}\"\n"
        )
    };
    let names = [("合计", "sum"), ("最高", "max"), ("次数", "count")];
    let read = names.iter().filter(|(name, _)| formula.contains(name));
    let register: String = read.map(|(name, how)| of_register(name, how)).collect();
    let scheme = crate::rule_kinds::item(keys, &rule).replace("opens = \"full-mark\"", "opens = \"nothing\"")
        + &format!(
            "\n[[indicator]]\nname = \"测评\"\nunit = \"分\"\nsource = \"entered\"\ncurrent = true\n{at_most}\n{register}\n\
             [[register]]\nname = \"评比\"\ncolumns = [{{ name = \"日期\", type = \"date\" }}, {{ name = \"村\", type = \"village\" }},\n\
             {{ name = \"得分\", type = \"number\", unit = \"分\", at-least = 5, at-most = 100 }}]\n\n\
             [[prize]]\nid = \"prize\"\nclause = \"四\"\nstanding = \"overall\"\nperiod = \"year\"\nties = \"share\"\n\
             unfilled = \"lapses\"\ntiers = [{{ name = \"优胜奖\", place = 1, at-least = {at_least}, amount = 100 }}]\n"
        );
    let facts = "villages = { \"1村\" = \"\" }\nfigures = [{ date = \"12-31\", village = \"1村\", indicator = \"测评\", value = 80 }]";
    let case = crate::rule_kinds::Case::new(&scheme, facts);
    ask(&case.rulebook, &case.records, &Asked::Prize("优胜奖".to_owned())).unwrap()
}

/// A figure of at most 100 is never to become 150, nor a row of a column of at most 100 one of 110; what several rows come to
/// may, unless the rules count the rows.
#[test]
fn nothing_is_advised_that_a_sheet_would_refuse() {
    assert_eq!(told(&by_figure("测评", 150, "")), [("测评".to_owned(), "150".to_owned(), "70".to_owned())]);
    let bound = by_figure("测评", 150, "at-most = 100");
    assert_eq!((told(&bound), bound.best.score), (Vec::new(), Number::HUNDRED));
    let free = by_figure("测评", 90, "at-most = 100");
    assert_eq!(told(&free), [("测评".to_owned(), "90".to_owned(), "10".to_owned())]);

    let of = |formula: &str, at_least: u32| told(&by_figure(formula, at_least, ""));
    let way = |to: &str| vec![("合计".to_owned(), to.to_owned(), to.to_owned())];
    // One row of more than 100 would be told by the largest.
    assert_eq!(of("合计 + if(最高 > 100, 1000, 0)", 110), way("110"));
    // Of 100 and 3 no row may be less than 5: 98 and 5 are.
    assert_eq!(of("合计", 103), way("103"));
    assert_eq!(of("合计", 3), way("5"));
    assert_eq!(of("最高", 3).first().map(|(_, to, _)| to.as_str()), Some("5"));
    assert_eq!(of("最高", 101), []);
    assert_eq!(of("if(次数 == 1, 合计, 0)", 100), way("100"));
    assert_eq!(of("if(次数 == 1, 合计, 0)", 110), []);
}

/// 99.97 of a hundred are 19.994 of 20 points, of which the part makes 19.99; from 99.98 on all is 20, and the item may rise
/// all the same.
#[test]
fn what_can_still_be_had_is_not_lost_for_vanishing_in_rounding() {
    let part = "\n[[part]]\nid = \"part\"\nname = \"部分\"\nclause = \"二\"\nsubject = \"village\"\npoints = 20\ncombine = \"sum\"\n\
                floor = \"zero\"\ncap = \"none\"\nround = \"two-places\"\n\n[[item]]";
    let rule = "kind = \"per-unit\"\nfigure = \"满意度\"\nrate = 0.2\nby = \"12-31\"";
    let keys = "under = \"part\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let scheme = crate::rule_kinds::item(keys, rule)
        .replace("opens = \"full-mark\"", "opens = \"nothing\"")
        .replace("points = 10", "points = 20")
        .replacen("\n[[item]]", part, 1)
        + "\n[[indicator]]\nname = \"满意度\"\nunit = \"%\"\nsource = \"entered\"\ncurrent = true\nat-most = 100\n";
    for figure in ["81.9", "99.97", "99.98", "99.99"] {
        let facts = format!(
            "villages = {{ \"1村\" = \"\" }}\nfigures = [{{ date = \"12-31\", village = \"1村\", indicator = \"满意度\", value = {figure} }}]"
        );
        let case = crate::rule_kinds::Case::new(&scheme, &facts);
        let found = ask(&case.rulebook, &case.records, &Asked::Place(1)).unwrap();
        assert_eq!((found.best.score, found.lost), (Number::from(20), Vec::new()), "{figure}");
    }
}

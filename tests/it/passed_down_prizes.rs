//! Prizes whose `barred-seat` is `passes-down`, over every case of four villages: what is paid and what is told as vacant come to
//! what the tiers provide.
//!
//! Worked out from the rulebook's own words (`[[prize]]` in the reference), of one first prize (place 1) and two second ones
//! (places 2 and 3), 甲 and 乙 sharing the first place, 甲 barred from every tier:
//!
//! | ties of the standing | `unfilled` | the first prize | where 乙 stands | who is behind |
//! |---|---|---|---|---|
//! | share-and-skip | any | reached | place 1, the whole first prize | 丙 place 2, 丁 place 3 |
//! | share-and-skip | lapses | out of reach | place 2: of the two that they hold, 甲 has the one of no use | 丙 place 3, 丁 none |
//! | share-and-skip | passes-down | out of reach | place 2, the first that 乙 reaches | 丙 place 3, 丁 none |
//! | share-and-go-on | any | reached | place 1, which the two hold together | 丙 place 2, 丁 place 3 |
//! | share-and-go-on | lapses | out of reach | place 1, of no use to either: the bar keeps nothing from 甲 | 丙 place 2, 丁 place 3 |
//! | share-and-go-on | passes-down | out of reach | place 2 | 丙 place 3, 丁 none |
//!
//! How the prize is given changes it so: by `full-each` the two hold the prize of place 1 alone, so that out of reach and lapsing it
//! leaves both with nothing, as without the bar; by `decide` each of those who share has a place of its own. A place that is
//! empty is told as below the minimum where nobody reaches it, and as barred only where a bar alone keeps it from somebody.
//! Where `barred-seat` is `lapses` nobody behind moves, and none of this is asked.
//!
//! With `best` 甲 has the second prize by place: place 2 where 乙 has the first. Where no place is skipped the two hold one place,
//! and 甲, left behind there, has what those behind leave.

use cunkao::engine::assessment::{Assessment, WhyVacant};
use cunkao::records::Records;
use cunkao::rulebook::Rulebook;

use crate::rule_kinds::{item, load};

const NAMES: [char; 4] = ['甲', '乙', '丙', '丁'];

/// Yuan of the three places: so much that every share of it is whole.
const AMOUNTS: [u32; 3] = [1200, 600, 600];

/// What a bar does to a village.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bar {
    None,
    /// From every tier.
    Whole,
    /// From the first prize.
    Second,
}

/// What a prize goes by.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Scheme {
    /// Whether places that are shared are skipped.
    skips: bool,
    ties: &'static str,
    /// Where a minimum is missed; the empty word where there is none.
    unfilled: &'static str,
    /// The least of the first and of the second prize.
    least: [u32; 2],
}

impl Scheme {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for skips in [true, false] {
            for ties in ["share", "full-each", "decide"] {
                all.push(Self { skips, ties, unfilled: "", least: [0, 0] });
                for least in [[9, 0], [7, 0], [9, 6], [7, 6], [9, 7]] {
                    all.push(Self { skips, ties, unfilled: "lapses", least });
                    if ties != "decide" {
                        all.push(Self { skips, ties, unfilled: "passes-down", least });
                    }
                }
            }
        }
        all
    }

    fn id(self) -> String {
        let standing = self.standing();
        let Self { ties, unfilled, least: [first, second], .. } = self;
        format!("{standing}-{ties}-{unfilled}-{first}-{second}").replace("--", "-")
    }

    fn standing(self) -> &'static str {
        if self.skips { "overall" } else { "dense" }
    }

    fn written(self) -> String {
        let least = |index: usize| match self.least[index] {
            0 => String::new(),
            least => format!("at-least = {least}, "),
        };
        let unfilled = match self.unfilled {
            "" => String::new(),
            word => format!("unfilled = \"{word}\"\n"),
        };
        let (id, standing, ties) = (self.id(), self.standing(), self.ties);
        let mut text = format!(
            "\n[[prize]]\nid = \"{id}\"\nclause = \"三\"\nstanding = \"{standing}\"\nperiod = \"year\"\nties = \"{ties}\"\n{unfilled}\
             barred-seat = \"passes-down\"\n\
             tiers = [{{ name = \"一等奖\", place = 1, {}amount = 1200 }}, {{ name = \"二等奖\", place = 2, until = 3, {}amount = 600 }}]\n\
             bars = [{{ event = \"通报\", person = \"none\", times = 1, clause = \"五\" }}, \
             {{ event = \"警告\", person = \"none\", times = 1, best = \"二等奖\", clause = \"六\" }}]\n",
            least(0),
            least(1)
        );
        if ties == "decide" {
            for set in 0..16_u32 {
                let order: Vec<_> = (0..4).filter(|one| set >> one & 1 == 1).map(|one| NAMES[one]).collect();
                if order.len() > 1 {
                    let order: Vec<_> = order.iter().map(|name| format!("\"{name}村\"")).collect();
                    text += &format!(
                        "\n[[decision]]\nprize = \"{id}\"\nperiod = \"2024\"\norder = [{}]\nbasis = \"党委会\"\n",
                        order.join(", ")
                    );
                }
            }
        }
        text
    }

    /// Whether a score does for a place, of which there are three.
    fn met(self, place: usize, score: u32) -> bool {
        match place {
            1 => score >= self.least[0],
            2 | 3 => score >= self.least[1],
            _ => false,
        }
    }
}

/// Of each village what it is paid; of each place that nobody has whether a bar is the reason.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    paid: [u32; 4],
    vacant: Vec<(usize, bool)>,
}

impl Outcome {
    /// Yuan, with those of the places that are vacant.
    fn sum(&self) -> u32 {
        self.paid.iter().sum::<u32>() + self.vacant.iter().map(|(place, _)| AMOUNTS[place - 1]).sum::<u32>()
    }
}

/// Those who share a rank, by number; the best first.
fn groups(scores: [u32; 4]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for village in 0..4 {
        match groups.last_mut().filter(|group| scores[group[0]] == scores[village]) {
            Some(group) => group.push(village),
            None => groups.push(vec![village]),
        }
    }
    groups
}

/// The rules read rank by rank, of villages that are free or barred from all. Beside it the first place that nobody comes to.
fn read(scheme: Scheme, scores: [u32; 4], barred: [bool; 4]) -> (Outcome, usize) {
    let mut outcome = Outcome::default();
    let (mut rank, mut next) = (1, 1);
    // Of each place the score of who stands there.
    let mut at: [Option<u32>; 4] = [None; 4];
    let (mut waits_for, mut waiting) = (0, barred);
    for group in groups(scores) {
        let score = scores[group[0]];
        let size = if scheme.skips { group.len() } else { 1 };
        let pooled = if scheme.ties == "full-each" { 1 } else { size };
        let free: Vec<usize> = group.iter().copied().filter(|one| !barred[*one]).collect();
        // A bar counts where it keeps anybody from what the rank brings, or brings further down.
        let reaches = if scheme.unfilled == "passes-down" { 4 } else { rank + pooled };
        let counts = (rank..reaches).any(|place| scheme.met(place, score));
        // Who loses nothing by it holds the place as without it.
        group.iter().for_each(|one| waiting[*one] &= counts || rank > 3);
        let gone = match (counts, scheme.skips) {
            (false, _) => 0,
            (true, true) => group.len() - free.len(),
            (true, false) => usize::from(free.is_empty()),
        };
        let latest = if scheme.skips { rank + gone } else { rank };
        let latest = if scheme.unfilled == "passes-down" { 4 } else { latest };
        let start = (next..latest).find(|place| scheme.met(*place, score)).unwrap_or(latest.max(next));
        let filled = size - gone;
        if !free.is_empty() || !counts && start >= rank {
            for place in (start..start + filled.min(pooled)).filter(|place| *place < 4) {
                at[place] = Some(score);
            }
        }
        if !free.is_empty() {
            waits_for = waits_for.max(start);
            pay(scheme, &free, (start, filled), score, &mut outcome.paid);
        }
        if filled > 0 {
            next = if start < rank && scheme.skips { start + free.len() } else { start + filled };
        }
        rank += size;
    }
    // Without bars nobody is gone, and the same reading ends where it ends.
    let end = if barred.contains(&true) { read(scheme, scores, [false; 4]).1 } else { next };
    let reached = |place: usize| (0..4).any(|one| waiting[one] && scheme.met(place, scores[one]));
    for (place, stands) in at.into_iter().enumerate().skip(1) {
        match stands {
            Some(score) if scheme.met(place, score) => {}
            Some(_) => outcome.vacant.push((place, false)),
            None if place <= waits_for => outcome.vacant.push((place, false)),
            None if place < end => outcome.vacant.push((place, reached(place))),
            None => {}
        }
    }
    (outcome, next)
}

/// What those of a rank get who fill places from one on.
fn pay(scheme: Scheme, free: &[usize], (start, filled): (usize, usize), score: u32, paid: &mut [u32; 4]) {
    let amount = |place: usize| if scheme.met(place, score) { AMOUNTS[place - 1] } else { 0 };
    let count = u32::try_from(free.len()).unwrap();
    for (after, village) in free.iter().enumerate() {
        paid[*village] = match scheme.ties {
            "share" => (start..start + filled).map(amount).sum::<u32>() / count,
            "full-each" => amount(start),
            _ if scheme.skips || after == 0 => amount(start + after),
            _ => 0,
        };
    }
}

/// What the program makes of it.
fn given(result: &Assessment, scheme: Scheme) -> Outcome {
    let mut outcome = Outcome::default();
    let id = scheme.id();
    for award in result.prizes.iter().filter(|award| award.prize == id) {
        let village = NAMES.iter().position(|name| award.who.name().starts_with(*name)).unwrap();
        outcome.paid[village] += award.amount.to_string().parse::<u32>().unwrap();
    }
    let vacant = result.vacant.iter().filter(|one| one.prize == id);
    outcome.vacant = vacant.map(|one| (one.place, one.why == WhyVacant::Barred)).collect();
    outcome
}

/// Every way for four villages to score 8, 6 or 5, the best first: by the names alone they differ in nothing.
fn vectors() -> Vec<[u32; 4]> {
    let scores = [8, 6, 5];
    let all = (0..81_usize).map(|number| [27, 9, 3, 1].map(|unit| scores[number / unit % 3]));
    all.filter(|scores| scores.is_sorted_by(|one, next| one >= next)).collect()
}

/// Every way to bar four villages by these.
fn barrings(bars: &[Bar]) -> Vec<[Bar; 4]> {
    let count = bars.len();
    let all = 0..count.pow(4);
    all.map(|number| [0, 1, 2, 3].map(|power| bars[number / count.pow(power) % count])).collect()
}

/// A rulebook with every scheme, and the facts of every case.
fn township(cases: &[([u32; 4], [Bar; 4])]) -> (Rulebook, Vec<Records>) {
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"\n";
    let dense = "\n[[standing]]\nid = \"dense\"\nname = \"不空出\"\nnode = \"village\"\ngroup = \"all\"\nties = \"share-and-go-on\"\n";
    let mut text = item("", noise) + dense;
    Scheme::all().into_iter().for_each(|scheme| text += &scheme.written());
    for (index, (scores, bars)) in cases.iter().enumerate() {
        text += &format!("\n[[example]]\nname = \"例{index}\"\nperiod = \"2024\"\nvillages = {{ ");
        text += &NAMES.map(|name| format!("\"{name}村\" = \"\"")).join(", ");
        text += " }\nevents = [";
        for ((name, score), bar) in NAMES.iter().zip(scores).zip(bars) {
            let lost = 10 - score;
            text +=
                &format!("{{ date = \"02-01\", village = \"{name}村\", event = \"吵闹\", count = {lost} }},");
            let event = match bar {
                Bar::None => continue,
                Bar::Whole => "通报",
                Bar::Second => "警告",
            };
            text += &format!("{{ date = \"02-02\", village = \"{name}村\", event = \"{event}\" }},");
        }
        text += "]\nexpect = [{ score = 0 }]\n";
    }
    let (rulebook, found) = load(&text);
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let records = rulebook.examples.iter().map(|example| example.records.clone()).collect();
    (rulebook, records)
}

/// A scheme in a case, by its name, and what came of it.
struct Tried {
    name: String,
    scheme: Scheme,
    scores: [u32; 4],
    bars: [Bar; 4],
    found: Outcome,
}

/// Every scheme in every case of such bars.
fn each(bars: &[Bar], check: &dyn Fn(Tried)) {
    let mut cases = Vec::new();
    for scores in vectors() {
        cases.extend(barrings(bars).into_iter().map(|bars| (scores, bars)));
    }
    let (rulebook, records) = township(&cases);
    for ((scores, bars), records) in cases.into_iter().zip(records) {
        let period = cunkao::period::Period::parse("2024").unwrap();
        let (result, found) = cunkao::engine::assess(&rulebook, &records, period);
        assert!(!found.has_errors(), "{found:?}");
        let told = NAMES.iter().zip(scores).zip(bars).map(|((name, score), bar)| {
            let bar = match bar {
                Bar::None => "",
                Bar::Whole => "不得",
                Bar::Second => "至多二等",
            };
            format!("{name}{score}{bar}")
        });
        let told = told.collect::<Vec<_>>().join(" ");
        for scheme in Scheme::all() {
            let name = format!("{} {told}", scheme.id());
            check(Tried { name, scheme, scores, bars, found: given(&result, scheme) });
        }
    }
}

/// Every case of villages that are barred from all or not, as the rules are read above: to the yuan, and to the reason.
#[test]
fn what_is_paid_and_what_is_vacant_come_to_what_the_tiers_provide() {
    each(&[Bar::None, Bar::Whole], &|Tried { name, scheme, scores, bars, found }| {
        let barred = bars.map(|bar| bar == Bar::Whole);
        let (expected, _) = read(scheme, scores, barred);
        assert_eq!(found.paid, expected.paid, "{name}");
        if scheme.ties == "full-each" {
            return;
        }
        assert_eq!(found.vacant, expected.vacant, "{name}");
        // Four villages hold the three places where they are skipped; otherwise as many as they come to without bars.
        let (_, end) = read(scheme, scores, [false; 4]);
        let provided: u32 = AMOUNTS.iter().take(end - 1).sum();
        assert_eq!(found.sum(), provided, "{name}");
        assert!(!scheme.skips || provided == 2400, "{name}");
    });
}

/// With some who may have the second prize the sum is the same, none of them has the first, and where whoever is next moves up
/// to the first, as anybody does where it asks for no score, nobody who is free has less than without the bars.
#[test]
fn whoever_is_kept_from_the_first_prize_costs_nobody_behind_theirs() {
    each(&[Bar::None, Bar::Second], &|Tried { name, scheme, scores, bars, found }| {
        let (without, end) = read(scheme, scores, [false; 4]);
        let provided: u32 = AMOUNTS.iter().take(end - 1).sum();
        if scheme.ties != "full-each" {
            assert!(
                found.sum() >= provided && (!scheme.skips || found.sum() == provided),
                "{name}: {found:?}"
            );
        }
        leaves_them_their_tier(&name, scheme, (scores, bars), found.paid);
        let moves_up = scheme.unfilled.is_empty();
        for ((bar, paid), without) in bars.iter().zip(found.paid).zip(without.paid) {
            let is_right = if *bar == Bar::None { !moves_up || paid >= without } else { paid <= 600 };
            assert!(is_right, "{name}: {found:?}");
        }
    });
}

/// Nobody behind one who alone has a rank, and whom the bar costs the first prize, gets more than this one, unless it has a second
/// prize in whole, or those before have both.
fn leaves_them_their_tier(name: &str, scheme: Scheme, (scores, bars): ([u32; 4], [Bar; 4]), paid: [u32; 4]) {
    let is_alone = |one: usize| scores.iter().filter(|score| **score == scores[one]).count() == 1;
    let is_kept = |one: usize| bars[one] == Bar::Second && scheme.met(1, scores[one]);
    for one in (0..4).filter(|one| is_alone(*one) && is_kept(*one)) {
        let most = paid.iter().skip(one + 1).max().copied().unwrap_or_default();
        let is_left = paid[..one].iter().filter(|paid| **paid == AMOUNTS[1]).count() < 2;
        assert!(!is_left || paid[one] >= most.min(AMOUNTS[1]), "{name}: {paid:?}");
    }
}

/// 甲 and 乙 have 8 points, 丙 6, 丁 5; the first prize asks for 9. Of their two places the first is of no use: 乙, no longer
/// beside 甲, has the second prize of the other in whole, and nothing of it is lost.
#[test]
fn the_share_of_a_next_tier_is_not_lost() {
    let scheme = |skips, unfilled| Scheme { skips, ties: "share", unfilled, least: [9, 0] };
    let cases = [([8, 8, 6, 5], [Bar::Whole, Bar::None, Bar::None, Bar::None])];
    let (rulebook, records) = township(&cases);
    let period = cunkao::period::Period::parse("2024").unwrap();
    let (result, _) = cunkao::engine::assess(&rulebook, &records[0], period);
    for (scheme, paid) in [
        (scheme(true, "lapses"), [0, 600, 600, 0]),
        (scheme(true, "passes-down"), [0, 600, 600, 0]),
        // One place, which is out of reach of both: those behind have theirs.
        (scheme(false, "lapses"), [0, 0, 600, 600]),
        (scheme(false, "passes-down"), [0, 600, 600, 0]),
    ] {
        assert_eq!(given(&result, scheme), Outcome { paid, vacant: vec![(1, false)] }, "{}", scheme.id());
    }
    // 甲 is told of what it is kept from, the second prize: the first it misses by points.
    let passed = result.passed_over.iter().filter(|one| one.prize == scheme(true, "lapses").id());
    let passed: Vec<_> = passed.map(|one| format!("{}{}", one.who.name(), one.tier)).collect();
    assert_eq!(passed, ["甲村二等奖"]);
}

/// What each gets of 6000, 4000 and 2000 yuan for places 1, 2 and 3, of five villages that lost so many points, where `barred` is
/// kept from what is better than `best`; and the places that were left to nobody.
fn of_three_tiers(ties: &str, best: &str, lost: [u32; 5], barred: char) -> ([u32; 5], Vec<usize>) {
    let names = ['甲', '乙', '丙', '丁', '戊'];
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"\n";
    let mut text = item("", noise);
    text += &format!(
        "\n[[prize]]\nid = \"p\"\nclause = \"三\"\nstanding = \"overall\"\nperiod = \"year\"\nties = \"{ties}\"\n\
         barred-seat = \"passes-down\"\n\
         tiers = [{{ name = \"一等奖\", place = 1, amount = 6000 }}, {{ name = \"二等奖\", place = 2, amount = 4000 }}, \
         {{ name = \"三等奖\", place = 3, amount = 2000 }}]\n\
         bars = [{{ event = \"警告\", person = \"none\", times = 1, best = \"{best}\", clause = \"六\" }}]\n"
    );
    if ties == "decide" {
        text += "\n[[decision]]\nprize = \"p\"\nperiod = \"2024\"\norder = [\"丙村\", \"乙村\"]\nbasis = \"党委会\"\n";
    }
    let villages = names.map(|name| format!("\"{name}村\" = \"\"")).join(", ");
    text +=
        &format!("\n[[example]]\nname = \"例\"\nperiod = \"2024\"\nvillages = {{ {villages} }}\nevents = [");
    for (name, lost) in names.iter().zip(lost).filter(|(_, lost)| *lost > 0) {
        text += &format!("{{ date = \"02-01\", village = \"{name}村\", event = \"吵闹\", count = {lost} }},");
    }
    text += &format!(
        "{{ date = \"02-02\", village = \"{barred}村\", event = \"警告\" }}]\nexpect = [{{ score = 0 }}]\n"
    );
    let (rulebook, found) = load(&text);
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let period = cunkao::period::Period::parse("2024").unwrap();
    let (result, found) = cunkao::engine::assess(&rulebook, &rulebook.examples[0].records, period);
    assert!(!found.has_errors(), "{found:?}");
    let paid = names.map(|name| {
        let own = result.prizes.iter().filter(|award| award.who.name().starts_with(name));
        own.map(|award| award.amount.to_string().parse::<u32>().unwrap()).sum()
    });
    (paid, result.vacant.iter().map(|one| one.place).collect())
}

/// A tie behind one who waits for a bar moves up to the places that this one may not have, or leaves: 甲, at most 二等奖, has
/// place 2, and 乙 and 丙, who share, have places 1 and 3, 8000 yuan.
#[test]
fn a_tie_behind_leaves_the_place_of_the_best_tier_to_whom_a_bar_keeps_from_better_ones() {
    let tied = [0, 1, 1, 2, 3];
    for (ties, best, lost, barred, paid) in [
        ("share", "二等奖", [0, 1, 2, 3, 4], '甲', [4000, 6000, 2000, 0, 0]),
        ("share", "二等奖", tied, '甲', [4000, 4000, 4000, 0, 0]),
        // In full is that of the first of their places.
        ("full-each", "二等奖", tied, '甲', [4000, 6000, 6000, 0, 0]),
        // 丙 was decided to come first.
        ("decide", "二等奖", tied, '甲', [4000, 2000, 6000, 0, 0]),
        // Place 3 is behind those that two fill.
        ("share", "三等奖", tied, '甲', [2000, 5000, 5000, 0, 0]),
        // Four fill places 1, 2, 4 and 5, of which the first two bring 10000 yuan.
        ("share", "三等奖", [0, 1, 1, 1, 1], '甲', [2000, 2500, 2500, 2500, 2500]),
        // 甲 has place 1, 乙 place 3: the two behind have places 2 and 4.
        ("share", "三等奖", [0, 1, 2, 2, 3], '乙', [6000, 2000, 2000, 2000, 0]),
    ] {
        let (found, vacant) = of_three_tiers(ties, best, lost, barred);
        assert_eq!((found, vacant), (paid, Vec::new()), "{ties} {best} {lost:?}");
    }
}

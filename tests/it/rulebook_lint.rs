//! One fixture a mistake in `tests/rulebooks/mistakes`: its first line names the code, a comment the line; what is
//! said in all is kept as a snapshot.

use std::fs;
use std::path::{Path, PathBuf};

use cunkao::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity};
use cunkao::{engine, rulebook};

use crate::support::repository;

fn fixtures() -> Vec<PathBuf> {
    let entries = fs::read_dir(repository("tests/rulebooks/mistakes")).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn check(path: &Path) -> Diagnostics {
    let (rulebook, mut found) = rulebook::load(path, path.parent().unwrap());
    found.extend(rulebook.as_ref().map(engine::check_examples).into_iter().flatten());
    found.sorted()
}

fn line(diagnostic: &Diagnostic) -> usize {
    match &diagnostic.location {
        Location::Text(span) => span.line_and_column().0,
        _ => 0,
    }
}

fn text(diagnostics: &Diagnostics) -> String {
    let told = diagnostics.iter().filter(|one| one.severity != Severity::Note).map(|one| {
        let hints: Vec<_> = one.hints.iter().map(|hint| format!("\n    {hint}")).collect();
        format!("{} {} {}: {}{}\n", line(one), one.severity, one.code, one.message, hints.concat())
    });
    told.collect()
}

#[test]
fn every_mistake_is_found_at_its_line() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 85, "{} fixtures", fixtures.len());
    let mut missed = Vec::new();
    for path in &fixtures {
        let source = fs::read_to_string(path).unwrap();
        let code = source.lines().next().unwrap().split(['：', '，']).nth(1).unwrap();
        let place = 1 + source.lines().position(|line| line.ends_with("# 错处")).unwrap();
        let found = check(path);
        if !found.iter().any(|one| one.code.name() == code && line(one) == place) {
            missed.push(format!("{}: {code} at {place}\n{}", path.display(), text(&found)));
        }
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn what_is_said_of_every_mistake() {
    for path in fixtures() {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../rulebooks/said", omit_expression => true }, {
            insta::assert_snapshot!(name, text(&check(&path)));
        });
    }
}

/// Rulebooks that are right, each near to a mistake: nothing is told of them but that they have no examples.
#[test]
fn nothing_is_said_of_what_is_right() {
    let entries = fs::read_dir(repository("tests/rulebooks/right")).unwrap();
    let paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    assert!(paths.len() >= 6, "{}", paths.len());
    for path in paths {
        let mut found = check(&path);
        found.retain(|one| one.code != Code::NoExample);
        assert_eq!(text(&found), "", "{}", path.display());
    }
}

/// Quarters that come to the full mark together, the sum of them taken by a cadre, and a mark of the year among monthly accounts
/// that are added up.
#[test]
fn what_adds_up_over_the_year_is_no_mistake() {
    for name in ["quarters-added-up", "months-added-up-and-a-mark-of-the-year"] {
        let found = check(&repository(&format!("tests/rulebooks/worked/{name}.toml")));
        assert_eq!(text(&found), "", "{name}");
    }
}

/// The same where scoring starts in April: of three quarters.
#[test]
fn quarters_before_an_item_starts_are_not_added_up() {
    let worked = fs::read_to_string(repository("tests/rulebooks/worked/quarters-added-up.toml")).unwrap();
    let of_three = worked
        .replacen("points = 100", "points = 90", 1)
        .replace("id = \"daily\"", "id = \"daily\"\nstarts = \"04-01\"")
        .replace("points = 40", "points = 30");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, of_three).unwrap();
    let told = text(&check(&path));
    assert!(!told.contains("points-sum"), "{told}");
}

/// In accounts of quarters what is judged on the last day of the year falls into the last of them alone: which is all that
/// there is of an item, or of a rule, in force from October on.
#[test]
fn what_is_judged_in_every_account_in_force_is_no_mistake() {
    let rule = "kind = \"per-unit\"\nfigure = \"参保率\"\nrate = 0.1\nby = \"12-31\"";
    let of = |keys: &str, of_rule: &str| {
        let keys = format!(
            "accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"zero\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n{keys}"
        );
        let scheme = crate::rule_kinds::item(&keys, &format!("{rule}\n{of_rule}"))
            .replace("opens = \"full-mark\"", "opens = \"nothing\"")
            .replace("points = 10\n", "");
        let figure = "\n[[indicator]]\nname = \"参保率\"\nunit = \"%\"\nsource = \"entered\"\ncurrent = true\nat-most = 100\n";
        let found = crate::rule_kinds::load(&(scheme + figure)).1;
        assert!(!found.has_errors(), "{}", text(&found));
        crate::rule_kinds::said(&found, Code::AccrualMismatch).len()
    };
    let from = ["", "from = \"07-01\"", "from = \"10-01\"", "from = \"11-15\"", "from = \"2024-10-01\""];
    assert_eq!(from.map(|from| of(from, "")), [1, 1, 0, 0, 1]);
    assert_eq!(of("from = \"2024-10-01\"\nuntil = \"2024-12-31\"", ""), 0);
    assert_eq!(["from = \"07-01\"", "from = \"10-01\""].map(|from| of("", from)), [1, 0]);
}

/// Of each thing that is told as a slip, what is written so on purpose.
#[test]
fn what_is_written_so_on_purpose_is_no_mistake() {
    let item = |keys: &str, rules: &[&str]| {
        let head = "[village]\ncap = 200\n[[item]]\nid = \"extra\"\nname = \"新项目\"\nclause = \"九\"\nsubject = \"village\"\npoints = 20\nopens = \"nothing\"\naccrue = \"year\"\nfloor = \"zero\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n";
        let rules: Vec<_> = rules
            .iter()
            .enumerate()
            .map(|(n, rule)| format!("[[item.rule]]\nid = \"r{n}\"\n{rule}\n"))
            .collect();
        format!(
            "{head}{keys}\n{}[[indicator]]\nname = \"投诉\"\nunit = \"件\"\nsource = \"entered\"\n[[indicator]]\nname = \"户数\"\nunit = \"户\"\nsource = \"entered\"\n",
            rules.concat()
        )
    };
    let completion = "kind = \"completion\"\nindicator = \"集体收入\"\ntarget = \"集体收入任务\"\nper-percent = 0.2\npartial = \"prorate\"\nover = \"counts-on\"\nby = \"12-31\"";
    let around = "kind = \"around-target\"\nindicator = \"集体收入\"\ntarget = 5\nby = \"12-31\"\nstep = 1\npartial = \"prorate\"\nunder-deduct = 1\nover-add = 1\nat-target = 10";
    let awards = "kind = \"per-event\"\nevent = \"表彰\"\nperson = \"none\"\neach = \"time\"\nadd = 2\ncharge = \"village\"";
    let mark = "kind = \"entered\"\nmark = \"季评\"\ngiven-by = \"组\"\nat-least = 0\nat-most = 5\nmeasure = \"quarter\"\nagain = \"adds\"";
    let until = format!("{mark}\nuntil = \"2024-06-30\"");
    let from = mark.replace("季评", "新评") + "\nfrom = \"2024-07-01\"";
    let few = "kind = \"stepped\"\nindicator = \"投诉\"\nbrackets = [{ at-least = 3, add = 5 }, { at-least = 1, below = 3, add = 10 }]\notherwise = { add = 20 }\nby = \"12-31\"";
    let of_households = "kind = \"stepped\"\nindicator = \"投诉\"\nof = \"户数\"\nbrackets = [{ at-least = 3, add = 0 }]\notherwise = { add = 20 }\nby = \"12-31\"";
    let folder = tempfile::tempdir().unwrap();
    let told = |base: &str, more: &str| {
        let path = folder.path().join("rulebook.toml");
        fs::write(&path, format!("extends = \"builtin:{base}\"\n{more}")).unwrap();
        let found: Vec<Diagnostic> = check(&path).iter().cloned().collect();
        let odd = found.into_iter().filter(|one| {
            one.severity != Severity::Note && !["no-example", "unused-name"].contains(&one.code.name())
        });
        odd.map(|one| format!("{}: {}", one.code, one.message)).collect::<Vec<_>>()
    };
    let sensible = [
        item("cap = 20", &[completion]),
        item("cap = 30", &[completion, &format!("{awards}\nlimit = 10")]),
        item("cap = 20", &[around]),
        item("cap = 20", &[awards]),
        item("cap = 20", &[&until, &from]),
        item("cap = 20", &[few]),
        item("cap = 20", &[of_households]),
    ];
    for more in &sensible {
        assert_eq!(told("tiers-deadlines", more), [""; 0], "{more}");
    }
    // A limit at what falls once, and below a unit or a step of which a part counts as what it is.
    let duty = "kind = \"duty\"\nduty = \"报送\"\ntimes = 2\nevery = \"month\"\ndeduct = 3";
    let units = "kind = \"per-unit\"\nfigure = \"户数\"\nrates = [{ below = 3, rate = 0 }, { at-least = 3, rate = 2 }]\non = \"slices\"\nby = \"12-31\"";
    let step = "kind = \"shortfall\"\nindicator = \"户数\"\ntarget = 100\nstep = 10\npartial = \"prorate\"\ndeduct = 5\nby = \"12-31\"";
    for (rule, limit, count) in [(duty, 3, 0), (duty, 2, 1), (units, 1, 0), (step, 3, 0)] {
        let told = told("tiers-deadlines", &item("cap = 20", &[&format!("{rule}\nlimit = {limit}"), awards]));
        assert_eq!(told.iter().filter(|one| one.contains("limit 只有")).count(), count, "{rule}: {told:?}");
    }
    // Over a cap that is written as the limit of the rule too.
    let over = completion.replace("0.2", "0.4");
    assert_eq!(told("tiers-deadlines", &item("cap = 20", &[&over])).len(), 1);
    assert_eq!(told("tiers-deadlines", &item("cap = 20", &[&format!("{over}\nlimit = 20")])), [""; 0]);
    // A coefficient of 1.05 lets a village come above the full mark, where there is no cap.
    let prize = "[village]\ncap = \"none\"\n[[prize]]\nid = \"new-prize\"\nclause = \"九\"\nstanding = \"STANDING\"\nperiod = \"year\"\nties = \"share\"\nunfilled = \"lapses\"\ntiers = [{ name = \"一等奖\", place = 1, at-least = 104, amount = 500 }]\n";
    let prize = prize.replace("STANDING", "overall");
    assert_eq!(told("weighted-vote", &prize).iter().filter(|one| one.starts_with("tier")).count(), 0);
}

/// A prize of the base is taken away, and a ruling of the base still says how its ties are read.
/// One grade takes the place of another in July; and who has the places of a better grade without the score that it asks
/// for falls to a later one, wherever that ends.
#[test]
fn grades_one_after_the_other_and_those_that_ask_for_a_score_are_no_mistakes() {
    let grades = "\n[[band]]\nid = \"flags\"\nname = \"旗\"\nclause = \"五\"\nstanding = \"by-post\"\nperiod = \"month\"\nuntil = \"06-30\"\nby = \"places\"\nties = \"better\"\nunfilled = \"passes-down\"\ngrades = [{ name = \"红旗\", until = 2 }, { name = \"高分红旗\", until = 7, at-least = 90 }, { name = \"无旗\", until = 5 }, { name = \"黄旗\" }]\n";
    let later = grades.replace("until = \"06-30\"", "from = \"07-01\"").replace("\"flags\"", "\"flags-7\"");
    let beside = grades.replace("\"flags\"", "\"others\"");
    let shadowed = grades.replace(
        "at-least = 90 }, { name = \"无旗\", until = 5",
        "at-least = 90 }, { name = \"无旗\", until = 5, at-least = 90",
    );
    let folder = tempfile::tempdir().unwrap();
    let told = |more: &[&str]| {
        let path = folder.path().join("rulebook.toml");
        fs::write(&path, ["extends = \"builtin:cadre-quarter\"\n", &more.concat()].concat()).unwrap();
        let found = check(&path);
        let odd = found.iter().filter(|one| ["unused-name", "tier-unreachable"].contains(&one.code.name()));
        odd.map(|one| one.code.name()).collect::<Vec<_>>()
    };
    assert_eq!(told(&[grades, &later]), [""; 0]);
    assert_eq!(told(&[grades, &later, &beside]), ["unused-name", "unused-name"]);
    assert_eq!(told(&[&shadowed]), ["tier-unreachable"]);
}

#[test]
fn what_is_removed_takes_its_rulings_along() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let found = |changes: &str| {
        fs::write(&path, format!("extends = \"builtin:village-cadre\"\n{changes}")).unwrap();
        let (rulebook, found) = rulebook::load(&path, folder.path());
        assert!(!found.has_errors(), "{}", text(&found));
        text(&rulebook::check_rulings(&rulebook.unwrap()))
    };
    let prize = "[[prize]]\nid = \"annual-prize\"\nremove = true\n";
    let told = found(prize);
    let way_out =
        "所管的条目已经删去的，这条读法也要删去（[[ruling]] id = \"prize-ties\"、remove = true）或改写";
    assert!(told.contains(way_out), "{told}");
    assert_eq!(found(&format!("{prize}[[ruling]]\nid = \"prize-ties\"\nremove = true\n")), "");
}

/// Accounts of quarters share the points when one item takes another's place in July; two bonuses of half a year that have
/// no full mark take nobody's place. The fixture `year-accounts-replaced-in-july` is what is told.
#[test]
fn items_that_share_their_points_and_bonuses_are_not_told_as_replaced() {
    let item = |id: &str, keys: &str| {
        format!(
            "\n[[item]]\nid = \"{id}\"\nname = \"{id}\"\nshort = \"项\"\nclause = \"九\"\nsubject = \"village\"\nfloor = \"zero\"\n\
             {keys}\n[[item.rule]]\nid = \"{id}-rule\"\nkind = \"per-event\"\nevent = \"{id}事\"\nperson = \"none\"\n\
             each = \"time\"\nadd = 1\ncharge = \"village\"\n"
        )
    };
    let quarter = "accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"zero\"\n";
    let full = format!("points = 60\nopens = \"full-mark\"\ncap = \"none\"\nfrom = \"07-01\"\n{quarter}");
    let bonus = |when: &str| format!("opens = \"nothing\"\ncap = 2\naccrue = \"year\"\n{when}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let base = format!(
        "extends = \"builtin:tiers-deadlines\"\n[[item]]\nid = \"welfare\"\nuntil = \"06-30\"\n{quarter}"
    );
    let items = [
        item("welfare-new", &full),
        item("bonus-a", &bonus("until = \"06-30\"")),
        item("bonus-b", &bonus("from = \"07-01\"")),
    ];
    fs::write(&path, base + &items.concat()).unwrap();
    let told = text(&check(&path));
    assert!(
        told.contains("no-example") && !told.contains(" error ") && !told.contains("points-sum"),
        "{told}"
    );
}

/// Of 200 points, 150 and more are not everybody's, and 150 and less neither. The fixture `sanction-for-everybody` is what is.
#[test]
fn a_sanction_within_what_can_be_reached_is_for_some() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    for limit in ["at-least = 150", "at-most = 150"] {
        let rulebook = format!(
            "extends = \"builtin:tiers-deadlines\"\n[village]\ncap = 200\n\n[[sanction]]\nid = \"some\"\nname = \"约谈\"\n\
             clause = \"九\"\nstanding = \"overall\"\nperiod = \"year\"\nplace = \"any\"\n{limit}\nties = \"all\"\n\
             action = \"talk\"\n"
        );
        fs::write(&path, rulebook).unwrap();
        let told = text(&check(&path));
        assert!(told.contains("no-example") && !told.contains("limit-suspect"), "{told}");
    }
}

/// What a ruling says that it decides moves no figure: it is told at its line, and results stand beside it. 口径 tries no
/// names, so that `name` is there and not tried.
#[test]
fn what_a_ruling_decides_and_nothing_tries_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let found = |decides: &str| {
        let ruling = format!(
            "extends = \"builtin:village-cadre\"\n[[ruling]]\nid = \"own\"\nquestion = \"问\"\nreading = \"读\"\n\
             basis = \"据\"\napproved-by = \"会\"\ndecides = [\"{decides}\"]\n"
        );
        fs::write(&path, ruling).unwrap();
        let (rulebook, _) = rulebook::load(&path, folder.path());
        let found = rulebook::check_rulings(&rulebook.unwrap());
        assert!(!found.has_errors());
        text(&found)
    };
    let one = |decides: &str| {
        let told = found(decides);
        // The eighth line is that of `decides`.
        assert!(told.starts_with("8 ") && told.matches("bad-value").count() == 1, "{told}");
        told
    };
    let there = one("annual-prize.clause");
    assert!(
        there.contains("有这个键") && there.contains("ruling.alternative") && !there.contains("删去的"),
        "{there}"
    );
    let gone = one("annual-price.ties");
    assert!(
        gone.contains("decides 里的 annual-price.ties 在细则里没有") && gone.contains("已经删去的"),
        "{gone}"
    );
    assert!(one("clause").contains("有这个键"));
    assert!(one("claws").contains("在细则里没有"));
    assert_eq!(found("annual-prize.ties"), "");
}

/// Rules of part of a year, two names of one unit, what goes to persons, shares of a target, the middle of an account.
#[test]
fn what_comes_to_the_full_mark_is_no_mistake() {
    let rulebook = |keys: &str, rules: &[&str], more: &str| {
        let rules: Vec<_> = rules
            .iter()
            .enumerate()
            .map(|(n, rule)| format!("[[item.rule]]\nid = \"r{n}\"\nclause = \"九\"\n{rule}\n"))
            .collect();
        format!(
            "extends = \"builtin:tiers-deadlines\"\n[village]\ncap = 200\n[[item]]\nid = \"extra\"\nname = \"新项目\"\nclause = \"九\"\n\
             subject = \"village\"\npoints = 20\naccrue = \"year\"\nfloor = \"zero\"\nwhen-not-applicable = \"exclude\"\n\
             when-not-reported = \"error\"\n{keys}\n{}{more}",
            rules.concat()
        )
    };
    let indicator = |name: &str, unit: &str, more: &str| {
        format!("[[indicator]]\nname = \"{name}\"\nunit = \"{unit}\"\nsource = \"entered\"\n{more}\n")
    };
    let open = "opens = \"nothing\"\ncap = \"none\"";
    let mark = "kind = \"entered\"\nmark = \"月评\"\ngiven-by = \"组\"\nat-least = 0\nat-most = 4\nmeasure = \"quarter\"\nagain = \"adds\"";
    let from = format!("{mark}\nfrom = \"04-01\"").replace("at-most = 4", "at-most = 6");
    let starts = format!("{open}\nstarts = \"07-01\"");
    let ten = mark.replace("at-most = 4", "at-most = 10");
    let award = "kind = \"per-event\"\nevent = \"表彰\"\nperson = \"none\"\neach = \"time\"\nadd = 2\ncharge = \"village\"\nlimit = 12";
    let since = award.replace("表彰", "报道").replace("12", "8") + "\nfrom = \"2024-01-01\"";
    let weight = "kind = \"shortfall\"\nindicator = \"已收\"\nof = \"应收\"\ntarget = 100\nby = \"12-31\"\nstep = 1\npartial = \"prorate\"\ndeduct = 1";
    let units = indicator("已收", "千克", "") + &indicator("应收", "公斤", "");
    let share = "kind = \"stepped\"\nindicator = \"完成数\"\nof-target = \"任务数\"\nbrackets = [{ at-least = 80, add = 20 }]\notherwise = 0\nby = \"12-31\"";
    let target = |most: u32| {
        let target =
            "[[target]]\nname = \"任务数\"\nunit = \"户\"\nby-class = { \"一类村\" = 60, \"二类村\" = 30 }\n";
        indicator("完成数", "户", &format!("at-most = {most}")) + target
    };
    let folder = tempfile::tempdir().unwrap();
    let told = |source: &str| {
        let path = folder.path().join("rulebook.toml");
        fs::write(&path, source).unwrap();
        let found: Vec<Diagnostic> = check(&path).iter().cloned().collect();
        let codes = ["limit-suspect", "unit-mismatch", "tier-unreachable"];
        let odd = found
            .into_iter()
            .filter(|one| one.severity == Severity::Error || codes.contains(&one.code.name()));
        odd.map(|one| format!("{}: {}", one.code, one.message)).collect::<Vec<_>>()
    };
    for (source, count) in [
        (rulebook(open, &[&from], ""), 0),
        (rulebook(open, &[&from.replace("04-01", "01-01")], ""), 1),
        (rulebook(&starts, &[&ten], ""), 0),
        (rulebook(open, &[&ten], ""), 1),
        (rulebook("opens = \"nothing\"\ncap = 20", &[award, &since], ""), 0),
        (rulebook("opens = \"full-mark\"\ncap = 20", &[weight], &units), 0),
        (rulebook("opens = \"full-mark\"\ncap = 20", &[weight], &units.replace("千克", "克")), 1),
        (rulebook("opens = \"nothing\"\ncap = 20", &[share], &target(50)), 0),
        (rulebook("opens = \"nothing\"\ncap = 20", &[share], &target(40)), 1),
    ] {
        assert_eq!(told(&source).len(), count, "{source}\n{:?}", told(&source));
    }
}

/// A veto of a prize and one that moves a place, the score of the village between cadres of equal scores, ties of two places of
/// one prize, and what counts for nothing for all but one post.
#[test]
fn what_does_something_is_not_told_as_idle() {
    let standing = |node: &str, group: &str, then: &str| {
        format!(
            "[[standing]]\nid = \"own\"\nname = \"自排\"\nnode = \"{node}\"\ngroup = \"{group}\"\n\
             leavers = \"ranked\"\nties = \"share-and-skip\"\nthen = [{then}]\n"
        )
    };
    let veto = |standing: &str, place: &str| {
        format!(
            "[[veto]]\nid = \"secret\"\nname = \"失密否决\"\nclause = \"七\"\nevent = \"失密事件\"\nperson = \"none\"\n\
             standing = \"{standing}\"\nperiod = \"year\"\neffect = \"bar\"\nplace = \"{place}\"\n"
        )
    };
    let decision = |first: &str, second: &str| {
        format!(
            "[[decision]]\nprize = \"annual-prize\"\nperiod = \"2024\"\norder = [\"{first}\", \"{second}\"]\nbasis = \"会\"\n"
        )
    };
    let decide = "[[prize]]\nid = \"annual-prize\"\nties = \"decide\"\n".to_owned();
    let of_cadres = standing("cadre", "post", "\"village\"");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    for (more, count) in [
        (veto("overall", "kept"), 0),
        (standing("village", "all", "").replace("leavers = \"ranked\"\n", "") + &veto("own", "last"), 0),
        (standing("village", "all", "").replace("leavers = \"ranked\"\n", "") + &veto("own", "kept"), 1),
        (of_cadres.clone(), 0),
        (of_cadres.replace("\"village\"", "\"cadre\""), 1),
        (decide.clone() + &decision("3村", "4村") + &decision("5村", "6村"), 0),
        (decide + &decision("3村", "4村") + &decision("4村", "3村"), 1),
    ] {
        fs::write(&path, format!("extends = \"builtin:village-cadre\"\n{more}")).unwrap();
        let found = check(&path);
        // That the veto of one standing leaves prizes of the other is another matter.
        let others = ["no-example", "veto-partial"];
        let told =
            found.iter().filter(|one| one.severity != Severity::Note && !others.contains(&one.code.name()));
        assert_eq!(told.count(), count, "{more}\n{}", text(&found));
    }
    let by_post = fs::read_to_string(repository("tests/rulebooks/mistakes/weight-of-no-post.toml")).unwrap();
    fs::write(&path, by_post.replace("weight = 40\n", "weight = 0\n")).unwrap();
    let told = text(&check(&path));
    assert!(told.contains("weight = 0") && !told.contains("不算数"), "{told}");
}

/// A mark that is asked for and counts nothing moves no points, so that no example could show it; one that counts is told.
#[test]
fn a_mark_worth_nothing_needs_no_example() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let right = "tests/rulebooks/right/floor-that-says-how-much-is-lost-at-most.toml";
    let rule = |id: &str, worth: u8| {
        format!(
            "[[item.rule]]\nid = \"{id}\"\nkind = \"entered\"\nmark = \"{id}评\"\ngiven-by = \"考核办\"\nat-least = 0\nat-most = 10\n\
             worth = {worth}\nby = \"12-31\"\n\n"
        )
    };
    let item = format!(
        "[[item]]\nid = \"marks\"\nname = \"评分\"\nclause = \"四\"\nsubject = \"village\"\nopens = \"nothing\"\naccrue = \"year\"\n\
         floor = \"none\"\ncap = \"none\"\nwhen-not-applicable = \"zero\"\nwhen-not-reported = \"error\"\n\n{}{}[[standing]]",
        rule("asked", 0),
        rule("counts", 5)
    );
    let right = fs::read_to_string(repository(right)).unwrap();
    fs::write(&path, right.replacen("[[standing]]", &item, 1)).unwrap();
    let told = text(&check(&path));
    assert!(told.contains("规则 counts 没有任何示例触及") && !told.contains("规则 asked"), "{told}");
}

/// What a floor takes at most is for the record where the full mark is given first, and a warning where nothing is.
#[test]
fn a_floor_says_how_much_is_lost_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let right = "tests/rulebooks/right/floor-that-says-how-much-is-lost-at-most.toml";
    let right = fs::read_to_string(repository(right)).unwrap();
    let told = |source: &str| -> Vec<String> {
        fs::write(&path, source).unwrap();
        let found = check(&path);
        let of_limits = found.iter().filter(|one| one.code.name() == "limit-suspect");
        of_limits.map(|one| format!("{} {}", one.severity, one.message)).collect()
    };
    let [part, item] = &told(&right)[..] else { panic!("{:?}", told(&right)) };
    assert!(part.starts_with("note ") && part.contains("下限是 30 分：先给满分，至多扣 70 分"), "{part}");
    assert!(item.starts_with("note ") && item.contains("下限是 10 分：先给满分，至多扣 50 分"), "{item}");
    // 至多扣70 written as floor = 70 leaves 30 to lose; so it is with 不低于70, which something says then, or shows.
    let wide = right.replace("floor = 30", "floor = 70");
    let first = |source: &str| told(source).remove(0);
    let doubted = "warning 日常工作（daily）的下限是 70 分：先给满分，至多扣 30 分";
    assert_eq!(first(&wide), doubted);
    let clause = |said: &str| {
        wide.replacen(
            "id = \"daily\"\nname = \"日常工作\"\nclause = \"二\"",
            &format!("id = \"daily\"\nname = \"日常工作\"\nclause = \"{said}\""),
            1,
        )
    };
    for said in ["二：得分不低于70分", "二：最多扣30分", "二：至多扣除 30 分"] {
        assert!(first(&clause(said)).starts_with("note "), "{said}");
    }
    for said in ["二：至多扣70分", "二：不低于700分"] {
        assert_eq!(first(&clause(said)), doubted, "{said}");
    }
    let small = right.replacen(
        "name = \"日常工作\"\nclause = \"二\"",
        "name = \"日常工作\"\nclause = \"二：至多扣30分\"",
        1,
    );
    assert!(first(&small).starts_with("warning 日常工作（daily）的下限是 30 分"), "{}", first(&small));
    let example = "\n[[example]]\nname = \"到县上访30次\"\nperiod = \"2024\"\n\
                   events = [{ date = \"03-01\", event = \"到县上访\", count = 30 }]\nexpect = [{ item = \"daily\", score = 70 }]\n";
    assert!(
        first(&format!("{wide}{example}")).starts_with("note "),
        "{:?}",
        told(&format!("{wide}{example}"))
    );
    // All of it, or more, cannot be lost; and what opens with nothing has it for nothing.
    let all = told(&right.replace("floor = 30", "floor = 100"));
    assert!(all.iter().any(|one| one.starts_with("warning ") && one.contains("下限是 100 分")), "{all:?}");
    let nothing = told(&right.replacen("opens = \"full-mark\"", "opens = \"nothing\"", 1));
    let of_part = "warning 日常工作（daily）的下限是 30 分，什么都没做也得 30 分";
    assert!(nothing.iter().any(|one| one == of_part), "{nothing:?}");
}

/// Of pay by what could be had so far, each thing without which nothing is earned bit by bit: one change of the fixture at a
/// time.
#[test]
fn pay_of_what_is_not_earned_in_instalments_is_no_mistake() {
    let fixture = repository("tests/rulebooks/mistakes/pay-by-what-is-earned-in-instalments.toml");
    let fixture = fs::read_to_string(fixture).unwrap() + "\n[village]\ncap = 300\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let told = |changes: &[(&str, &str)]| {
        let changed = changes.iter().fold(fixture.clone(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        fs::write(&path, changed).unwrap();
        let told = text(&check(&path));
        assert!(!told.contains(" error "), "{changes:?}\n{told}");
        told.contains("得一部分")
    };
    let of_quarters = "accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"zero\"";
    let events = "kind = \"per-event\"\nevent = \"表彰\"\nperson = \"none\"\neach = \"time\"\nadd = 25\ncharge = \"village\"";
    let mark = fixture
        .split_once("kind = \"entered\"")
        .and_then(|(_, rest)| rest.split_once("\n\n[[pay]]"))
        .unwrap();
    let mark = format!("kind = \"entered\"{}", mark.0);
    let monthly = "measure = \"month\"\nagain = \"adds\"";
    let quarterly = "measure = \"quarter\"\nagain = \"adds\"";
    assert!(told(&[]));
    assert!(told(&[("node = \"quarterly-mark\"", "node = \"village\"")]));
    assert!(told(&[(quarterly, monthly), ("period = \"quarter\"", "period = \"half-year\"")]));
    for changes in [
        // Of another score, or by all of it.
        &[("node = \"quarterly-mark\"", "node = \"welfare\"")][..],
        &[("of = \"available\"", "of = \"full\"")],
        &[("base = 1000\nof = \"available\"", "per-point = 10")],
        // Not before the account ends.
        &[("period = \"quarter\"", "period = \"year\"")],
        // In an account of its own each time.
        &[("accrue = \"year\"", of_quarters)],
        // Once, or anew each time.
        &[(quarterly, "by = \"12-31\"")],
        &[(quarterly, "measure = \"year\"")],
        &[(quarterly, "measure = \"quarter\"\nagain = \"replaces\"")],
        // From a full mark, or without any.
        &[("opens = \"nothing\"", "opens = \"full-mark\"")],
        &[("points = 100\n", "")],
        // For what happens.
        &[(mark.as_str(), events)],
    ] {
        assert!(!told(changes), "{changes:?}");
    }
    // A length that cannot be read is told, and stands for none.
    fs::write(&path, fixture.replace("accrue = \"year\"", "accrue = \"yaer\"")).unwrap();
    let told = text(&check(&path));
    assert!(told.contains("yaer") && !told.contains("得一部分"), "{told}");
}

/// Duties of half a year each, and one that comes into force in the middle of one year: of the next it is all.
#[test]
fn duties_of_parts_of_a_year_use_up_an_item_together() {
    let fixture = repository("tests/rulebooks/mistakes/duties-of-half-a-year-cannot-use-it-up.toml");
    let fixture = fs::read_to_string(fixture).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let told = |source: &str| {
        fs::write(&path, source).unwrap();
        let told = text(&check(&path));
        assert!(!told.contains(" error "), "{told}");
        told.contains("扣不完")
    };
    let (head, rule) = fixture.split_once("[[item.rule]]").unwrap();
    let before = rule.replace("\"r\"", "\"r-before\"").replace("from = \"07-01\"", "until = \"06-30\"");
    assert!(told(&fixture));
    assert!(!told(&format!("{head}[[item.rule]]{before}\n[[item.rule]]{rule}")));
    assert!(!told(&fixture.replace("from = \"07-01\"", "from = \"2025-07-01\"")));
    let of_year = fixture.replace("from = \"07-01\"\n", "");
    assert!(!told(&of_year));
    assert!(told(&of_year.replace("accrue = \"year\"", "accrue = \"year\"\nstarts = \"04-01\"")));
}

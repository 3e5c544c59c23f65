//! Indicators that may be less than zero: what each kind of rule makes of such a figure.

use cunkao::diagnostic::{Code, Severity};

use super::{Case, item, load, said};

const KEYS: &str = "when-not-applicable = \"zero\"\nwhen-not-reported = \"zero\"";

const GROWTH: &str = "\n[[indicator]]\nname = \"增长率\"\nunit = \"%\"\nsource = \"entered\"\ncurrent = true\nbelow-zero = true\n";

const NET: &str =
    "\n[[indicator]]\nname = \"净收入\"\nunit = \"万元\"\nsource = \"entered\"\nbelow-zero = true\n";

const TARGET: &str = "\n[[target]]\nname = \"任务\"\nunit = \"万元\"\nby-village = { \"例村\" = 100 }\n";

/// The score of a rule of the rate of growth, which was reported at the year's end.
fn grown(rule: &str, value: &str) -> String {
    let facts = format!("figures = [{{ date = \"12-31\", indicator = \"增长率\", value = {value} }}]");
    Case::new(&format!("{}{GROWTH}", item(KEYS, &format!("{rule}\nby = \"12-31\""))), &facts).score("2024")
}

/// 5 and 3.5 below zero lie 8.5 apart: 8, 9 or 8.5 steps of 1 off 10 points.
#[test]
fn what_falls_short_is_counted_through_zero() {
    let rule = |partial: &str| {
        format!(
            "kind = \"shortfall\"\nindicator = \"增长率\"\ntarget = 5\nstep = 1\npartial = \"{partial}\"\ndeduct = 1"
        )
    };
    let scores = ["completed", "begun", "prorate"].map(|partial| grown(&rule(partial), "-3.5"));
    assert_eq!(scores, ["2", "1", "1.5"]);
    assert_eq!(grown(&rule("prorate"), "6"), "10");
}

/// 8 below 5 are 4 steps of 2, at 1.5 each; 3 above are one whole step, at 0.5.
#[test]
fn around_a_target_it_lies_on_the_lower_side() {
    let rule = "kind = \"around-target\"\nindicator = \"增长率\"\ntarget = 5\nstep = 2\npartial = \"completed\"\n\
                under-deduct = 1.5\nover-add = 0.5";
    assert_eq!((grown(rule, "-3"), grown(rule, "8")), ("4".to_owned(), "10.5".to_owned()));
}

#[test]
fn brackets_and_bounds_hold_what_lies_below_zero() {
    let stepped = "kind = \"stepped\"\nindicator = \"增长率\"\notherwise = 0\n\
                   brackets = [{ at-least = 5, add = 3 }, { at-least = 0, below = 5, add = 1 }, { below = 0, deduct = 4 }]";
    let scores = ["7", "0", "-0.5", "-20"].map(|value| grown(stepped, value));
    assert_eq!(scores, ["13", "11", "6", "6"]);
    let otherwise = "kind = \"stepped\"\nindicator = \"增长率\"\notherwise = { deduct = 2 }\nbrackets = [{ at-least = 0, add = 1 }]";
    assert_eq!((grown(otherwise, "-1"), grown(otherwise, "0")), ("8".to_owned(), "11".to_owned()));
    let fall = "kind = \"all-or-nothing\"\nindicator = \"增长率\"\nbelow = 0\ndeduct = 3";
    assert_eq!((grown(fall, "-0.1"), grown(fall, "0")), ("7".to_owned(), "10".to_owned()));
}

/// 2 for each percent, and 3 off where it fell.
#[test]
fn a_formula_is_worked_out_with_the_sign() {
    let formula = "kind = \"formula\"\nformula = \"max(0, 增长率) * 2 + if(增长率 < 0, 增长率 / 2 - 3, 0)\"";
    assert_eq!((grown(formula, "-1"), grown(formula, "1.5")), ("6.5".to_owned(), "13".to_owned()));
}

/// 净收入 of the year so far: 50 of 100 by June is 5 points; at 20 below zero by December nothing of them is left, and no
/// more is taken.
#[test]
fn less_than_nothing_is_no_completion() {
    let rule = "kind = \"completion\"\nindicator = \"净收入\"\ntarget = \"任务\"\nper-percent = 0.1\npartial = \"prorate\"\n\
                over = \"counts-on\"\nmeasure = \"half-year\"";
    let facts = r#"figures = [
        { date = "06-30", indicator = "净收入", value = 50 },
        { date = "12-31", indicator = "净收入", value = -20 },
    ]"#;
    let case = Case::new(&format!("{}{NET}{TARGET}", item(KEYS, rule)), facts);
    assert_eq!((case.score("2024-06"), case.score("2024")), ("15".to_owned(), "10".to_owned()));
}

/// -20 of 100 is -20%, 80 points under 60%: 8 steps of 10.
#[test]
fn a_share_of_a_target_may_be_less_than_nothing() {
    let rule = "kind = \"shortfall\"\nindicator = \"净收入\"\nof-target = \"任务\"\ntarget = 60\nstep = 10\n\
                partial = \"completed\"\nby = \"12-31\"\ndeduct = 1";
    let facts = "figures = [{ date = \"12-31\", indicator = \"净收入\", value = -20 }]";
    let case = Case::new(&format!("{}{NET}{TARGET}", item(KEYS, rule)), facts);
    assert_eq!(case.score("2024"), "2");
    let reason = case.item("2024").postings.iter().find(|one| one.rule == "rule").unwrap().reason.to_string();
    assert_eq!(reason, "净收入2024年12月31日为-20.00%，应达到60%，按差80个百分点计，每10个百分点扣1分");
}

#[test]
fn what_such_a_figure_says_nothing_to_is_refused() {
    let refused = |scheme: &str, why: &str| {
        let (_, found) = load(scheme);
        let found: Vec<_> = found.iter().filter(|one| one.severity == Severity::Error).collect();
        assert!(found.iter().any(|one| one.message.contains(why)), "{why}: {found:?}");
    };
    let rest = "target = 60\nstep = 10\npartial = \"completed\"\nby = \"12-31\"\ndeduct = 1";
    let share = format!("kind = \"shortfall\"\nindicator = \"毛收入\"\nof = \"净收入\"\n{rest}");
    let gross = NET.replace("净收入", "毛收入");
    refused(
        &format!("{}{NET}{gross}", item(KEYS, &share)),
        "“净收入”可以是负数（below-zero），不能算占它的百分之几",
    );
    let priced = "kind = \"per-unit\"\nfigure = \"净收入\"\nrate = 1\nby = \"12-31\"";
    refused(&format!("{}{NET}", item(KEYS, priced)), "按数量计时负的怎样计没有写明");
    let money =
        format!("\n[[money]]\nid = \"m\"\nname = \"奖\"\nclause = \"三\"\nround = \"fen\"\n{priced}\n");
    let fall = "kind = \"all-or-nothing\"\nindicator = \"净收入\"\nbelow = 0\ndeduct = 3\nby = \"12-31\"";
    refused(&format!("{}{NET}{money}", item(KEYS, fall)), "按数量计时负的怎样计没有写明");
    let of_rows = GROWTH.replace(
        "\"entered\"\ncurrent = true",
        "\"register\"\nregister = \"账\"\ncolumn = \"数\"\naggregate = \"sum\"",
    );
    refused(&format!("{}{of_rows}", item(KEYS, "")), "这里不能写 below-zero");
}

/// Without the key an example may not state what no sheet may.
#[test]
fn an_example_states_what_a_sheet_may() {
    let rule = "kind = \"all-or-nothing\"\nindicator = \"增长率\"\nbelow = 5\ndeduct = 3\nby = \"12-31\"";
    let example = "\n[[example]]\nname = \"例\"\nperiod = \"2024\"\nfigures = [{ date = \"12-31\", indicator = \"增长率\", value = -3 }]\n\
                   expect = [{ score = 7 }]\n";
    let errors = |indicator: &str| {
        let found = load(&format!("{}{indicator}{example}", item(KEYS, rule))).1;
        found.iter().filter(|one| one.severity == Severity::Error).map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(errors(GROWTH), []);
    assert_eq!(errors(&GROWTH.replace("below-zero = true\n", "")), [Code::BadValue]);
}

/// 5 steps at most cost 5 of 10 points, unless the figure may fall through zero.
#[test]
fn what_may_fall_without_end_uses_up_any_full_mark() {
    let rule = "kind = \"shortfall\"\nindicator = \"增长率\"\ntarget = 5\nstep = 1\npartial = \"completed\"\ndeduct = 1\nby = \"12-31\"";
    let short =
        |indicator: &str| said(&load(&format!("{}{indicator}", item(KEYS, rule))).1, Code::FaultsShort).len();
    assert_eq!((short(GROWTH), short(&GROWTH.replace("below-zero = true\n", ""))), (0, 1));
}

//! Rules over figures: what they can take off at most, and what is said of odd figures.

use cunkao::diagnostic::Code;
use cunkao::engine;
use cunkao::number::Number;
use cunkao::period::Month;

use super::{Case, item, load, said};

const POLICY: &str = "when-not-applicable = \"full-mark\"\nwhen-not-reported = \"zero\"";

const FUND: &str = "\n[[indicator]]\nname = \"集资\"\nunit = \"元\"\nsource = \"entered\"\n";

/// What is said of an item of 10 points with one rule: a rule that cannot use them up is told with its most.
fn too_little(rule: &str, declared: &str) -> Vec<String> {
    let (rulebook, found) = load(&item(POLICY, &format!("{rule}\n{declared}")));
    assert!(rulebook.is_some(), "{found:?}");
    let found = said(&found, Code::FaultsShort);
    found.into_iter().map(|message| message.rsplit_once("合计").unwrap().1.to_owned()).collect()
}

#[test]
fn the_most_that_a_figure_takes_off_depends_on_how_often_it_counts() {
    let whole = "kind = \"all-or-nothing\"\nindicator = \"集资\"\nbelow = 5\ndeduct = 4";
    let steps = "kind = \"stepped\"\nindicator = \"集资\"\nbrackets = [{ at-least = 5, below = 8, deduct = 3 }, \
                 { below = 5, deduct = 4 }]\notherwise = 0";
    for rule in [whole, steps] {
        let most = |days: &str| too_little(&format!("{rule}\n{days}"), FUND);
        assert_eq!(most("by = \"12-31\""), ["至多 4，扣不完"], "{rule}");
        // The account holds what the latest quarter brings.
        assert_eq!(most("measure = \"quarter\"\nagain = \"replaces\""), ["至多 4，扣不完"], "{rule}");
        assert_eq!(most("measure = \"half-year\"\nagain = \"adds\""), ["至多 8，扣不完"], "{rule}");
        assert_eq!(most("measure = \"quarter\"\nagain = \"adds\""), Vec::<String>::new(), "{rule}");
    }
}

#[test]
fn marks_and_what_only_gives_take_nothing_off() {
    let mark = "kind = \"entered\"\nmark = \"评议\"\ngiven-by = \"小组\"\nat-least = 0\nat-most = 10\nby = \"12-31\"";
    // Told once, as marks on top of a full mark.
    assert_eq!(too_little(mark, ""), [""; 0]);
    assert_eq!(said(&load(&item(POLICY, mark)).1, Code::LimitSuspect).len(), 1);
    let bonus = "kind = \"all-or-nothing\"\nindicator = \"集资\"\nat-least = 5\nadd = 4\nby = \"12-31\"";
    assert_eq!(too_little(bonus, FUND), ["至多 0，扣不完"]);
}

/// What a rule gives is nothing that it takes off: a duty, a figure and events that each bring more than the ten points.
#[test]
fn what_a_rule_gives_uses_up_no_item() {
    let duty = "kind = \"duty\"\nduty = \"走访\"\ntimes = 1\nevery = \"quarter\"\nadd = 5";
    assert_eq!(too_little(duty, ""), ["至多 0，扣不完"]);
    let far = "kind = \"shortfall\"\nindicator = \"集资\"\ntarget = 60\nby = \"12-31\"\nstep = 1\npartial = \"completed\"\nadd = 1";
    assert_eq!(too_little(far, FUND), ["至多 0，扣不完"]);
    let events = |ladder: &str| {
        let rule = format!(
            "kind = \"per-event\"\nladder = [{ladder}]\nperson = \"none\"\neach = \"time\"\ncharge = \"village\""
        );
        let most = |keys: &str| said(&load(&item("", &format!("{rule}\n{keys}"))).1, Code::FaultsShort);
        [most("at-most = 3"), most("")].map(|said| said.concat())
    };
    let told = |most: u32| format!("项目（only）满分 10，各条扣分合计至多 {most}，扣不完");
    let praise = "{ event = \"表扬\", add = 5 }";
    assert_eq!(events(praise), [told(0), told(0)]);
    // Three reproaches of one point each; as many as there are use up anything.
    assert_eq!(events(&format!("{praise}, {{ event = \"批评\", deduct = 1 }}")), [told(3), String::new()]);
}

fn with_figures(rule: &str, figures: &str) -> Case {
    let declared = format!(
        "{FUND}\n[[indicator]]\nname = \"应收\"\nunit = \"元\"\nsource = \"entered\"\n\n\
         [[target]]\nname = \"任务\"\nunit = \"元\"\nby-village = {{ \"例村\" = 100 }}\n"
    );
    Case::new(&item(POLICY, &format!("{rule}\n{declared}")), &format!("figures = [{figures}]"))
}

/// 120 of 100 collected is odd; 120 yuan are not, nor is more than a target.
#[test]
fn more_than_the_whole_is_told_and_counts() {
    let look = |whole: &str, collected: u32| {
        let rule = format!(
            "kind = \"all-or-nothing\"\nindicator = \"集资\"\n{whole}\nbelow = 50\ndeduct = 4\nby = \"06-30\""
        );
        let figures = format!(
            "{{ date = \"06-30\", indicator = \"集资\", value = {collected} }}, \
             {{ date = \"06-30\", indicator = \"应收\", value = 100 }}"
        );
        let case = with_figures(&rule, &figures);
        (case.said("2024-06", Code::OverHundred).len(), case.score("2024-06"))
    };
    let kept = |told: usize| (told, "10".to_owned());
    assert_eq!(look("of = \"应收\"", 120), kept(1));
    assert_eq!(look("of = \"应收\"", 100), kept(0));
    assert_eq!(look("of-target = \"任务\"", 120), kept(0));
    assert_eq!(look("", 120), kept(0));
}

/// What the last posting of an item says.
fn last_reason(rule: &str, figures: &str) -> String {
    with_figures(rule, figures).item("2024-12").postings.last().unwrap().reason.to_string()
}

fn figure(day: &str, indicator: &str, value: &str) -> String {
    format!("{{ date = \"{day}\", indicator = \"{indicator}\", value = {value} }}, ")
}

/// 57.3 of 100 are 2.7 points under 60: two steps, or three, or 2.7, as the rule says; of 58 it is two without a remainder.
#[test]
fn steps_that_are_rounded_are_told() {
    let told = |collected: &str, partial: &str| {
        let rule = format!(
            "kind = \"shortfall\"\nindicator = \"集资\"\nof = \"应收\"\ntarget = 60\nby = \"12-31\"\nstep = 1\n\
             partial = \"{partial}\"\ndeduct = 0.5"
        );
        last_reason(&rule, &(figure("12-31", "集资", collected) + &figure("12-31", "应收", "100")))
    };
    let reason = |percent: &str, rest: &str| {
        format!("集资2024年12月31日为{percent}%，应达到60%，{rest}，每1个百分点扣0.5分")
    };
    assert_eq!(told("57.3", "completed"), reason("57.30", "按差2个百分点计（不足1个百分点的不计）"));
    assert_eq!(told("57.3", "begun"), reason("57.30", "按差3个百分点计（不足1个百分点的按1个百分点计）"));
    assert_eq!(told("57.3", "prorate"), reason("57.30", "按差2.7个百分点计"));
    assert_eq!(told("58", "completed"), reason("58.00", "按差2个百分点计"));
    // 2.9996 points are two whole ones: shown as 57.00 they would be three.
    assert_eq!(told("57.0004", "completed"), reason("57.0004", "按差2个百分点计（不足1个百分点的不计）"));
    assert_eq!(told("57.3004", "completed"), reason("57.30", "按差2个百分点计（不足1个百分点的不计）"));
    // Under 60, by however little.
    assert_eq!(told("59.9988", "begun"), reason("59.999", "按差1个百分点计（不足1个百分点的按1个百分点计）"));
}

/// 5 points short are 1 2/3 steps of 3; what is told is how far it lies below, and not what the steps come to.
#[test]
fn a_distance_that_is_counted_in_parts_is_told_as_it_is() {
    let rule = "kind = \"shortfall\"\nindicator = \"集资\"\ntarget = 95\nstep = 3\npartial = \"prorate\"\ndeduct = 0.5\n\
                by = \"12-31\"";
    for (value, told) in [("90", "按差5元计"), ("70", "按差25元计")] {
        let reason = last_reason(rule, &figure("12-31", "集资", value));
        assert!(reason.contains(told), "{reason}");
    }
}

/// 57.3 of 100 are three begun steps under 60, 1.5 points; what is above brings them back, and no step of it is counted.
#[test]
fn of_a_target_that_is_met_no_step_is_told() {
    let told = |collected: &str| {
        let rule = "kind = \"shortfall\"\nindicator = \"集资\"\nof = \"应收\"\ntarget = 60\nmeasure = \"half-year\"\n\
                    again = \"replaces\"\nstep = 1\npartial = \"begun\"\ndeduct = 0.5";
        let figures = [("06-30", "57.3"), ("12-31", collected)];
        let figures = figures.map(|(day, value)| figure(day, "集资", value) + &figure(day, "应收", "100"));
        last_reason(rule, &figures.concat())
    };
    let reason = |percent: &str| {
        format!(
            "集资2024年12月31日为{percent}%，应达到60%，按差0个百分点计，每1个百分点扣0.5分；\
             上次认定扣1.5分，改为不扣，冲回1.5分"
        )
    };
    assert_eq!(told("63.4"), reason("63.40"));
    // 3.9996 points above are as good as four.
    assert_eq!(told("63.9996"), reason("64.00"));
    assert_eq!(told("60"), reason("60.00"));
}

/// 27.41 of 100: 27 whole percents at 0.15 are 4.05 points, and prorated they are 4.1115.
#[test]
fn whole_percents_are_told_where_only_they_count() {
    let told = |collected: &str, partial: &str| {
        let rule = SOLD.replace("prorate", partial).replace("= 0.1\n", "= 0.15\n");
        last_reason(&rule, &figure("12-31", "集资", collected))
    };
    let reason = |collected: &str, rest: &str| format!("集资累计{collected}元，为任务100元的{rest}");
    assert_eq!(
        told("27.41", "completed"),
        reason("27.41", "27.41%，每1%得0.15分（不足1%的不计），应得4.05分")
    );
    assert_eq!(told("27.41", "prorate"), reason("27.41", "27.41%，每1%得0.15分，应得4.1115分"));
    assert_eq!(told("27", "completed"), reason("27", "27.00%，每1%得0.15分，应得4.05分"));
    assert_eq!(
        told("27.996", "completed"),
        reason("27.996", "27.996%，每1%得0.15分（不足1%的不计），应得4.05分")
    );
    // All of the target is all that counts, 15 points; of less than nothing, as a running total states it, no percent does.
    assert_eq!(
        told("120.996", "completed"),
        reason("120.996", "121.00%（超额不再加分，按100%计），每1%得0.15分，应得15分")
    );
    let below = SOLD.replace("prorate", "begun").replace("each-fact\"", "half-year\"");
    let mut case = with_figures(&below, &(figure("06-30", "集资", "50") + &figure("12-31", "集资", "50.4")));
    let readings = case.records.villages.get_mut("例村").unwrap().readings.get_mut("集资").unwrap();
    readings[1].value = Some(Number::parse("-50.4").unwrap());
    let below = case.item("2024-12").postings.last().unwrap().reason.to_string();
    assert!(below.contains("为任务100元的-50.40%，每1%得0.1分，应得0分"), "{below}");
}

/// The bounds of brackets stand in the unit of what they bound.
#[test]
fn bounds_are_told_in_their_units() {
    let stepped = "kind = \"stepped\"\nbrackets = [{ bounds = { \"集资\" = { at-least = 40 }, \"应收\" = { at-least = 50 } }, add = 1 }]\n\
                   otherwise = 0\nby = \"12-31\"";
    let figures = figure("12-31", "集资", "41") + &figure("12-31", "应收", "60");
    let both = "应收60元、集资41元，达到“应收50元以上且集资40元以上”一档，加1分";
    assert_eq!(last_reason(stepped, &figures), both);
    let whole = "kind = \"all-or-nothing\"\nindicator = \"集资\"\nbelow = 50\ndeduct = 4\nby = \"12-31\"";
    assert_eq!(last_reason(whole, &figures), "集资2024年12月31日为41元，属于“不足50元”，扣4分");
    let rates = "kind = \"per-unit\"\nfigure = \"集资\"\nmeasure = \"year\"\non = \"whole\"\n\
                 rates = [{ at-most = 40, rate = 0.1 }, { above = 40, rate = 0.2 }]";
    assert_eq!(last_reason(rates, &figures), "集资41元（超过40元档），每元0.2分");
    let of_target = rates.replace("on =", "of-target = \"任务\"\non =");
    assert_eq!(last_reason(&of_target, &figures), "集资41元，任务100元（超过40%档），每元0.2分");
}

const SOLD: &str = "kind = \"completion\"\nindicator = \"集资\"\ntarget = \"任务\"\nper-percent = 0.1\n\
                    partial = \"prorate\"\nover = \"stop-at-full\"\nmeasure = \"each-fact\"";

/// The account opens on 1 March: 20 of February count from that day, which is told; those of March are in their place.
#[test]
fn a_figure_from_before_the_account_opens_counts_from_its_first_day() {
    let declared =
        format!("{FUND}\n[[target]]\nname = \"任务\"\nunit = \"元\"\nby-village = {{ \"例村\" = 100 }}\n");
    let keys = format!("starts = \"03-01\"\n{POLICY}");
    let facts = r#"figures = [
        { date = "02-10", indicator = "集资", value = 20 },
        { date = "03-01", indicator = "集资", value = 30 },
        { date = "04-10", indicator = "集资", value = 50 },
    ]"#;
    let case = Case::new(&item(&keys, &format!("{SOLD}\n{declared}")), facts);
    assert_eq!(
        case.said("2024-06", Code::BeforeStart),
        ["2024年2月10日早于开始计分之日2024年3月1日，从该日起计入"]
    );
    // The full mark of 10, and a tenth of a point for each of 50 per cent.
    assert_eq!(case.score("2024-06"), "15");
}

/// Judged on 15 March, with a figure of the month's last day only.
#[test]
fn a_figure_dated_after_the_day_of_judging_is_told() {
    let rule = "kind = \"all-or-nothing\"\nindicator = \"集资\"\nbelow = 50\ndeduct = 4\nby = \"03-15\"";
    let told = |figures: &str| with_figures(rule, figures).said("2024-03", Code::DatedLate).len();
    let january = "{ date = \"01-31\", indicator = \"集资\", value = 60 }";
    let last_day = "{ date = \"03-31\", indicator = \"集资\", value = 70 }";
    let in_time = "{ date = \"03-10\", indicator = \"集资\", value = 70 }";
    assert_eq!(told(&format!("{january}, {last_day}")), 1);
    assert_eq!(told(&format!("{january}, {in_time}, {last_day}")), 0);
    assert_eq!(told(january), 0);
}

/// 20.53 亩: 5 × 120 + 15 × 80.5 + 0.53 × 33.33 = 1825.1649, and every part of it is named with its rate.
#[test]
fn what_is_priced_slice_by_slice_names_every_slice() {
    let register = "\n[[register]]\nname = \"台账\"\ncolumns = [\n { name = \"日期\", type = \"date\" },\n\
        { name = \"村\", type = \"village\" },\n { name = \"户主\", type = \"text\" },\n\
        { name = \"面积\", type = \"number\", unit = \"亩\", at-least = 0 },\n]\n\n[[indicator]]\nname = \"面积\"\nunit = \"亩\"\n\
        source = \"register\"\nregister = \"台账\"\ncolumn = \"面积\"\naggregate = \"sum\"\n";
    let money = "\n[[money]]\nid = \"subsidy\"\nname = \"补助\"\nclause = \"四\"\nkind = \"per-unit\"\nfigure = \"面积\"\n\
        per = \"household\"\nhousehold = \"户主\"\nsettle = \"11-30\"\non = \"slices\"\nrates = [\n { at-most = 5, rate = 120 },\n\
        { above = 5, at-most = 20, rate = 80.5 },\n { above = 20, rate = 33.33 },\n]\nround = \"fen\"\n";
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let facts = "rows = [\n { register = \"台账\", date = \"06-30\", values = { \"户主\" = \"甲\", \"面积\" = 20.53 } },\n\
        { register = \"台账\", date = \"06-30\", values = { \"户主\" = \"乙\", \"面积\" = 5 } },\n]";
    let case = Case::new(&(item("", noise) + register + money), facts);
    let paid: Vec<_> = case
        .at("2024")
        .0
        .money
        .iter()
        .map(|entry| (entry.amount.to_string(), entry.postings[0].reason.to_string()))
        .collect();
    let told = |amount: &str, reason: &str| (amount.to_owned(), reason.to_owned());
    assert_eq!(
        paid,
        [
            told("600", "面积5亩，各档分别计：5亩每亩120元"),
            told("1825.16", "面积20.53亩，各档分别计：5亩每亩120元，15亩每亩80.5元，0.53亩每亩33.33元"),
        ]
    );
    // A rule of points looks at the register too: what comes after the settlement is told all the same.
    let points = "\n[[item.rule]]\nid = \"much\"\nkind = \"per-unit\"\nfigure = \"面积\"\nrate = 0\nper = \"row\"\n\
                  settle-each = \"entry\"\n";
    let late =
        facts.replace("06-30\", values = { \"户主\" = \"乙\"", "12-05\", values = { \"户主\" = \"乙\"");
    let late = Case::new(&(item(POLICY, &(noise.to_owned() + points)) + register + money), &late);
    assert_eq!(
        late.said("2024", Code::AfterJudging),
        ["2024年12月5日在“补助”结算的2024年11月30日以后，这笔钱当年不再计它"]
    );
    let rule = &case.rulebook.money[0].rule;
    let told = rule.describe_in(&|_| "亩".to_owned());
    assert_eq!(
        told,
        "面积不超过5亩的每亩120元，超过5亩、不超过20亩的每亩80.5元，超过20亩的每亩33.33元，各档数量分别按各档计，按户合计，11月30日结算"
    );
}

/// A tenth of what a quarter brought in, stated quarter by quarter: the 100 of March are paid once, and that June says
/// nothing is told, since it may not mean nothing.
#[test]
fn what_is_stated_for_each_period_by_itself_is_measured_in_that_period() {
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let money = |keys: &str| {
        format!(
            "\n[[indicator]]\nname = \"收入\"\nunit = \"元\"\nsource = \"entered\"\n{keys}\n\n[[money]]\nid = \"share\"\n\
             name = \"分成\"\nclause = \"四\"\nkind = \"per-unit\"\nfigure = \"收入\"\nrate = 0.1\nmeasure = \"quarter\"\n\
             again = \"adds\"\nround = \"fen\"\n"
        )
    };
    let look = |keys: &str, figures: &str| {
        let case = Case::new(&(item("", noise) + &money(keys)), &format!("figures = [{figures}]"));
        let paid: Vec<_> = case.at("2024-H1").0.money.iter().map(|entry| entry.amount.to_string()).collect();
        (paid, case.said("2024-H1", Code::NotReported).len())
    };
    let march = "{ date = \"03-31\", indicator = \"收入\", value = 100 }";
    let june = "{ date = \"06-20\", indicator = \"收入\", value = 50 }";
    let paid = |amount: &str, missing: usize| (vec![amount.to_owned()], missing);
    assert_eq!(look("current = true", march), paid("10", 1));
    assert_eq!(look("current = true", &format!("{march}, {june}")), paid("15", 0));
    // A running total stands until another is stated, and is measured as it stands.
    assert_eq!(look("", march), paid("20", 0));
    assert_eq!(look("current = true", june), paid("5", 1));
}

/// Judged on 31 December, whose month has a column for the figure that was left blank: it goes by that of September.
#[test]
fn a_blank_in_the_month_of_judging_is_told_with_the_figure_that_counts() {
    let rule = "kind = \"all-or-nothing\"\nindicator = \"集资\"\nbelow = 50\ndeduct = 4\nby = \"12-31\"";
    let september = "{ date = \"09-30\", indicator = \"集资\", value = 60 }";
    let december = "{ date = \"12-15\", indicator = \"集资\", value = 70 }";
    let told = |figures: &str, columns: &[i8]| {
        let mut case = with_figures(rule, figures);
        let months = columns.iter().map(|month| Month::new(2024, *month).unwrap()).collect();
        case.records.columns.insert("集资".to_owned(), months);
        case.said("2024", Code::OlderFigure)
    };
    assert_eq!(
        told(september, &[9, 12]),
        ["“集资”2024年12月31日认定，12月的表里没有填，用的是以前的数：例村2024年9月30日的60"]
    );
    assert_eq!(told(&format!("{september}, {december}"), &[9, 12]), Vec::<String>::new());
    // Judged within the month, its own column is looked for all the same.
    let mid = rule.replace("12-31", "12-20");
    let mut case = with_figures(&mid, september);
    case.records.columns.insert("集资".to_owned(), [Month::new(2024, 12).unwrap()].into());
    assert_eq!(
        case.said("2024", Code::OlderFigure),
        ["“集资”2024年12月20日认定，12月的表里没有填，用的是以前的数：例村2024年9月30日的60"]
    );
    // No sheet of that month has the column.
    assert_eq!(
        told(september, &[9]),
        ["“集资”2024年12月31日认定，12月的表里没有这一列，用的是以前的数：例村2024年9月30日的60"]
    );
}

/// Six villages are named, and of seven the first six.
#[test]
fn many_blanks_in_the_month_of_judging_are_counted() {
    let rule = "kind = \"all-or-nothing\"\nindicator = \"集资\"\nbelow = 50\ndeduct = 4\nby = \"12-31\"";
    let told = |names: &[&str]| {
        let villages: Vec<_> = names.iter().map(|name| format!("\"{name}\" = \"\"")).collect();
        let figure = |name: &&str| {
            format!("{{ village = \"{name}\", date = \"09-30\", indicator = \"集资\", value = 60 }}")
        };
        let figures: Vec<_> = names.iter().map(figure).collect();
        let facts = format!("villages = {{ {} }}\nfigures = [{}]", villages.join(", "), figures.join(", "));
        let mut case = Case::new(&item(POLICY, &format!("{rule}\n{FUND}")), &facts);
        case.records.columns.insert("集资".to_owned(), [Month::new(2024, 12).unwrap()].into());
        case.said("2024", Code::OlderFigure)
    };
    let names = ["1村", "2村", "3村", "4村", "5村", "6村", "7村"];
    let six = names[..6].iter().map(|name| format!("{name}2024年9月30日的60")).collect::<Vec<_>>().join("、");
    let head = "“集资”2024年12月31日认定，12月的表里没有填，用的是以前的数：";
    assert_eq!(told(&names[..6]), [format!("{head}{six}")]);
    assert_eq!(told(&names), [format!("{head}{six} 等7个村")]);
}

/// Bounds are told in the unit of the figure, shares in percent; a side that costs nothing does not count.
#[test]
fn a_rule_is_told_in_the_unit_of_its_figure() {
    let told = |rule: &str| {
        let case = with_figures(rule, "");
        case.rulebook.items[0].rules()[0].rule.describe_in(&|_| "万元".to_owned())
    };
    let stepped = |whole: &str| {
        told(&format!(
            "kind = \"stepped\"\nindicator = \"集资\"\n{whole}\nbrackets = [{{ at-least = 3, add = 30 }}]\notherwise = 0\nby = \"12-31\""
        ))
    };
    assert_eq!(stepped(""), "集资，3万元以上：加30分，12月31日认定；其余0分");
    assert_eq!(stepped("of-target = \"任务\""), "集资占任务，3%以上：加30分，12月31日认定；其余0分");
    let around = told(
        "kind = \"around-target\"\nindicator = \"集资\"\ntarget = 20\nat-target = 0\nunder-deduct = 0\nover-add = 1\n\
         step = 1\npartial = \"completed\"\nby = \"12-31\"",
    );
    assert!(around.contains("，低的不计，每高1万元加1分，"), "{around}");
}

/// Each quarter by itself, 80 in the first: 8 points then, and of the second, which says nothing, none are known.
#[test]
fn a_quarters_own_figure_is_no_later_quarters_fulfilment() {
    let rule = SOLD.replace("each-fact", "quarter");
    let declared = FUND.replace("unit = \"元\"", "unit = \"元\"\ncurrent = true")
        + "\n[[target]]\nname = \"任务\"\nunit = \"元\"\nby-village = { \"例村\" = 100 }\n";
    let keys = "accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\"\nwhen-not-applicable = \"full-mark\"\n\
                when-not-reported = \"error\"";
    let facts = "figures = [{ date = \"03-31\", indicator = \"集资\", value = 80 }]";
    let case = Case::new(&item(keys, &format!("{rule}\n{declared}")), facts);
    assert_eq!((case.score("2024-Q1"), case.score("2024-Q2")), ("18".to_owned(), "未报".to_owned()));
}

/// The first figure is of the end of January: that nobody stated one for New Year's Day is nothing.
#[test]
fn a_figure_that_counts_as_it_comes_is_not_missed_before_it_came() {
    let policy = "when-not-applicable = \"full-mark\"\nwhen-not-reported = \"error\"";
    let declared =
        format!("{FUND}\n[[target]]\nname = \"任务\"\nunit = \"元\"\nby-village = {{ \"例村\" = 100 }}\n");
    let case = |figures: &str| {
        Case::new(&item(policy, &format!("{SOLD}\n{declared}")), &format!("figures = [{figures}]"))
    };
    let stated = case("{ date = \"01-31\", indicator = \"集资\", value = 30 }");
    assert_eq!(
        (stated.score("2024-01"), stated.said("2024-01", Code::NotReported).len()),
        ("13".to_owned(), 0)
    );
    assert_eq!(case("").score("2024-01"), "未报");
}

/// Who has no such target owes no figure of it; a target of 0 is none.
#[test]
fn a_share_of_a_target_waits_for_the_target() {
    let policy = "when-not-applicable = \"full-mark\"\nwhen-not-reported = \"error\"";
    let target = |value: &str| {
        format!("{FUND}\n[[target]]\nname = \"任务\"\nunit = \"元\"\nby-village = {{ \"例村\" = {value} }}\n")
    };
    let rule = "kind = \"all-or-nothing\"\nindicator = \"集资\"\nof-target = \"任务\"\nbelow = 50\ndeduct = 4\nby = \"06-30\"";
    let case = Case::new(&item(policy, &format!("{rule}\n{}", target("\"不适用\""))), "");
    assert_eq!((case.score("2024-06"), case.said("2024-06", Code::NotReported).len()), ("10".to_owned(), 0));
    let rates = "kind = \"per-unit\"\nfigure = \"集资\"\nof-target = \"任务\"\non = \"whole\"\nby = \"06-30\"\n\
                 rates = [{ at-most = 100, rate = 0.01 }, { above = 100, rate = 0.02 }]";
    let figures = "figures = [{ date = \"06-30\", indicator = \"集资\", value = 200 }]";
    let priced = |value: &str| {
        let case = Case::new(&item(policy, &format!("{rates}\n{}", target(value))), figures);
        (case.score("2024-06"), case.said("2024-06", Code::TargetZero).len())
    };
    assert_eq!(priced("100"), ("14".to_owned(), 0));
    assert_eq!(priced("0"), ("未报".to_owned(), 1));
}

/// One quarrel in February: what each quarter is added for counts it in the first alone.
#[test]
fn what_is_added_up_by_a_formula_counts_no_event_twice() {
    let rule = |again: &str| {
        format!(
            "kind = \"formula\"\nformula = \"-吵闹\"\nmeasure = \"quarter\"\nagain = \"{again}\"\n\n\
             [[item.rule]]\nid = \"seen\"\nkind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\n\
             deduct = 0\ncharge = \"village\""
        )
    };
    let facts = "events = [{ date = \"02-10\", event = \"吵闹\" }, { date = \"08-10\", event = \"吵闹\" }]";
    for again in ["adds", "replaces"] {
        let case = Case::new(&item(POLICY, &rule(again)), facts);
        let scores = ["2024-Q1", "2024-H1", "2024"].map(|period| case.score(period));
        assert_eq!(scores, ["9", "9", "8"], "{again}");
    }
}

/// What is said of a rulebook with a figure 存粮 and a task of it.
fn told_of(scheme: &str, code: Code) -> Vec<String> {
    let declared = "\n[[indicator]]\nname = \"存粮\"\nunit = \"斤\"\nsource = \"entered\"\n\n[[target]]\nname = \"任务\"\n\
                    unit = \"斤\"\nby-village = { \"例村\" = 100 }\n";
    said(&load(&format!("{scheme}{declared}")).1, code)
}

/// 25 and 50 of 100 by the end of June, 75 and 100 by that of the year: the second rule counts all 100 of a running total, of
/// which the first had counted 50. Where each quarter is an account of its own, or the figure one, nothing counts again.
#[test]
fn a_running_total_that_changes_its_rule_is_counted_again() {
    let rule = "kind = \"completion\"\nindicator = \"存粮\"\ntarget = \"任务\"\nper-percent = 0.1\npartial = \"prorate\"\n\
                over = \"stop-at-full\"\nmeasure = \"quarter\"\n";
    let scheme = |until: &str, from: &str, keys: &str| {
        let second = format!("{rule}from = \"{from}\"\n");
        item(keys, &format!("{rule}until = \"{until}\"\n\n[[item.rule]]\nid = \"second\"\n{second}"))
    };
    let told = "规则 second 从7月1日起接替 rule，“存粮”填的是累计数，rule计过的部分又从头计一遍";
    assert_eq!(told_of(&scheme("06-30", "07-01", POLICY), Code::CountedAgain), [told]);
    let dated = told_of(&scheme("2024-06-30", "2024-07-01", POLICY), Code::CountedAgain);
    assert_eq!(dated.len(), 1, "{dated:?}");
    let quarters = format!("accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\"\n{POLICY}");
    assert!(told_of(&scheme("06-30", "07-01", &quarters), Code::CountedAgain).is_empty());
    let apart = item(POLICY, &format!("{rule}until = \"06-30\"\n"));
    assert!(told_of(&apart, Code::CountedAgain).is_empty());
}

/// Below 80 costs two points and below 60 five: of 50 both hold, and the milder is the one that counts.
#[test]
fn a_milder_tier_of_several_figures_swallows_the_others() {
    let tiers = |mild: &str| {
        let rule = format!(
            "kind = \"stepped\"\nby = \"12-31\"\nbrackets = [\n{{ bounds = {{ \"存粮\" = {{ below = 60 }} }}, deduct = 5 }},\n\
             {{ bounds = {{ \"存粮\" = {{ {mild} }} }}, deduct = 2 }},\n]\notherwise = 0"
        );
        told_of(&item(POLICY, &rule), Code::TierUnreachable)
    };
    assert_eq!(tiers("below = 80"), ["“存粮不足60”一档永远轮不到：另一档数额更高，界限却更宽"]);
    assert!(tiers("at-least = 60, below = 80").is_empty());
}

/// Two points for each meeting that was held are easily written as two for each that was not.
#[test]
fn points_for_what_was_not_done_are_told() {
    let earning = |amount: &str| {
        let rule = format!("kind = \"duty\"\nduty = \"开会\"\nevery = \"quarter\"\ntimes = 1\n{amount} = 2");
        let scheme = item(POLICY, &rule).replace("opens = \"full-mark\"", "opens = \"nothing\"");
        told_of(&scheme, Code::AddsForMissing)
    };
    assert_eq!(earning("add"), ["规则 rule 每缺一次反而加分：做足的不得分，没有做的得分"]);
    assert!(earning("deduct").is_empty());
}

/// Three tenths of a point for each of 30亩 that lie idle; then 20 are left: the latest figure is what counts. No fault of ten
/// points is left over, as the area has no end.
#[test]
fn a_quantity_takes_off_what_each_unit_costs() {
    let rule = "kind = \"per-unit\"\nfigure = \"撂荒面积\"\ndeduct = 0.3\nmeasure = \"quarter\"\nagain = \"replaces\"";
    let area = "\n[[indicator]]\nname = \"撂荒面积\"\nunit = \"亩\"\nsource = \"entered\"\ncurrent = true\n";
    let facts = "figures = [{ date = \"03-30\", indicator = \"撂荒面积\", value = 30 }, \
                 { date = \"06-30\", indicator = \"撂荒面积\", value = 20 }, \
                 { date = \"09-30\", indicator = \"撂荒面积\", value = 20 }, \
                 { date = \"12-31\", indicator = \"撂荒面积\", value = 20 }]";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n";
    let case = Case::new(&(item(keys, rule) + area), facts);
    assert_eq!(["2024-03", "2024-06", "2024"].map(|period| case.score(period)), ["1", "4", "4"]);
    let first = &case.item("2024-03").postings[1];
    assert_eq!(first.reason.to_string(), "撂荒面积30亩，每亩扣0.3分");
    assert_eq!(
        (first.amount.to_string(), first.rate.unwrap().to_string()),
        ("-9".to_owned(), "-0.3".to_owned())
    );
    let (_, found) = load(&(item(keys, rule) + area));
    assert_eq!(said(&found, Code::FaultsShort), [""; 0]);
}

/// Figures with which nothing can be worked out: an example that expects nothing of them does not come out.
#[test]
fn an_example_that_expects_nothing_fails_where_nothing_was_worked_out() {
    let money = r#"
[[money]]
id = "award"
name = "奖"
clause = "九"
kind = "per-unit"
figure = "交售量"
rate = 999999999.999999
per = "village"
settle = "12-31"
round = "fen"

[[register]]
name = "烟叶"
columns = [
    { name = "日期", type = "date" },
    { name = "村", type = "village" },
    { name = "交售量", type = "number", unit = "斤", at-least = 0 },
]

[[indicator]]
name = "交售量"
unit = "斤"
source = "register"
register = "烟叶"
column = "交售量"
aggregate = "sum"

[[example]]
name = "过大"
period = "2024"
villages = { "甲村" = "" }
rows = [{ register = "烟叶", date = "09-01", values = { "交售量" = 999999999.999999 } }]
expect = [{ money = "award", amount = 0 }]
"#;
    let rule = "kind = \"per-event\"\nevent = \"迟报\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let (rulebook, found) = load(&format!("{}{money}", item("", rule)));
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let told = said(&engine::check_examples(&rulebook), Code::ExampleFailed);
    assert_eq!(told, ["示例“过大”没有算出来：有数字过大或小数位过多，无法精确计算"]);
}

/// The roster of the next year has the new name, and the old one among its spellings; the rulebook says the old one still.
#[test]
fn a_target_under_another_spelling_of_a_village_is_its_target() {
    let rule = "kind = \"completion\"\nindicator = \"收入\"\ntarget = \"任务\"\nper-percent = 0.1\npartial = \"prorate\"\n\
                over = \"stop-at-full\"\nby = \"12-31\"\n";
    let states = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n";
    let more = "\n[[indicator]]\nname = \"收入\"\nunit = \"万元\"\nsource = \"entered\"\n\n[[target]]\nname = \"任务\"\n\
                unit = \"万元\"\nby-village = { \"5村\" = 20, \"9村\" = 1 }\n";
    let scheme =
        format!("{}{more}", item(states, rule)).replace("opens = \"full-mark\"", "opens = \"nothing\"");
    let facts = "villages = { \"新河村\" = \"\" }\n\
                 figures = [{ date = \"12-31\", indicator = \"收入\", value = 10 }]\n";
    let mut case = Case::new(&scheme, facts);
    case.records.roster.villages[0].aliases = vec!["5村".to_owned()];
    assert_eq!(case.score("2024"), "5");
    assert_eq!(case.said("2024", Code::TargetGap), [""; 0]);
    assert_eq!(case.said("2024", Code::TargetUnused), ["任务“任务”写了花名册中没有的村“9村”，不计"]);
}

/// 415500 for 4155.00: by a slipped point a village has its full mark. It counts as written, and is told once.
#[test]
fn a_figure_many_times_its_target_is_told() {
    let rule = "kind = \"completion\"\nindicator = \"交售量\"\ntarget = \"任务\"\nper-percent = 0.1\npartial = \"prorate\"\n\
                over = \"stop-at-full\"\nmeasure = \"each-fact\"\n";
    let states = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let scheme = format!(
        "{}\n[[indicator]]\nname = \"交售量\"\nunit = \"斤\"\nsource = \"entered\"\n\
         \n[[target]]\nname = \"任务\"\nunit = \"斤\"\nby-village = {{ \"例村\" = 54000 }}\n",
        item(states, rule).replace("opens = \"full-mark\"", "opens = \"nothing\"")
    );
    let told = |figures: [u32; 3]| {
        let row = |(month, value): (usize, u32)| {
            format!("{{ date = \"{:02}-28\", indicator = \"交售量\", value = {value} }},", month + 7)
        };
        let rows: Vec<String> = figures.into_iter().enumerate().map(row).collect();
        Case::new(&scheme, &format!("figures = [{}]", rows.concat())).said("2024", Code::OverHundred)
    };
    assert_eq!(told([4155, 54000, 270_000]), [""; 0]);
    assert_eq!(told([4155, 415_500, 420_000]), ["“交售量”415500是任务“任务”54000的 5 倍以上，照常计入"]);
}

/// What a formula means stands before it wherever it is told: who reads no formulas has that.
#[test]
fn a_formula_says_what_it_means() {
    let formula =
        "kind = \"formula\"\nformula = \"if(上访 == 0, 2, 0)\"\nmeasure = \"quarter\"\nagain = \"adds\"";
    let figure = "\n[[indicator]]\nname = \"上访\"\nunit = \"件\"\nsource = \"entered\"\n";
    let told = |keys: &str| {
        let scheme = item(
            "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"",
            &format!("{formula}{keys}"),
        );
        let stated = "figures = [{ date = \"03-31\", indicator = \"上访\", value = 0 }]";
        let case = Case::new(&(scheme + figure), stated);
        let posting = case.item("2024-Q1").postings.last().unwrap().reason.to_string();
        (posting, case.rulebook.items[0].rules()[0].rule.describe_in(&|_| String::new()))
    };
    let (posting, provision) = told("\nmeaning = \"没有上访的加2分\"");
    assert!(posting.contains("没有上访的加2分，按公式 if("), "{posting}");
    assert!(provision.starts_with("没有上访的加2分，按公式 if("), "{provision}");
    let (posting, provision) = told("");
    assert!(!posting.contains('，') && provision.starts_with("按公式 if("), "{posting} {provision}");
}

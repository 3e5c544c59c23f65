//! Money that is measured again and again, what was paid, rounded, counting against what is owed; and the most a year.

use std::fs;

use cunkao::engine;
use cunkao::report::explain::{Question, Topic, document};
use cunkao::report::terminal;
use cunkao::rulebook;

use crate::explanation::{about, all};
use crate::rule_kinds::{Case, item};

/// 市级采用稿费 is 100 元 an item, to the 元, on the year's items less what was paid: 12.5 is owed in March and 13 paid,
/// then 0.5 more is owed each quarter, 14 in all. Rounded by itself, each 0.5 would be 1.
#[test]
fn what_is_owed_less_what_was_paid_is_paid() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let row = |day: &str, items: &str| {
        format!(
            r#"    {{ register = "信息报送", date = "{day}", values = {{ "标题" = "{day}", "市级采用" = {items} }} }},"#
        )
    };
    let rows = [row("01-05", "0.125"), row("04-05", "0.005"), row("07-05", "0.005"), row("10-05", "0.005")];
    let example = |period: &str, amount: &str| {
        let rows = rows.join("\n");
        let expected = format!(r#"expect = [{{ money = "adoption-fee", amount = {amount} }}]"#);
        let head = format!("[[example]]\nname = \"{period}\"\nperiod = \"{period}\"\nclass = \"站所\"");
        format!("{head}\nrows = [\n{rows}\n]\n{expected}\n\n")
    };
    let owed = [
        ("2024-Q1", "13"),
        ("2024-Q2", "0"),
        ("2024-Q3", "1"),
        ("2024-Q4", "0"),
        ("2024-06", "0"),
        ("2024", "14"),
    ];
    let examples: String = owed.iter().map(|(period, amount)| example(period, amount)).collect();
    fs::write(&path, format!("extends = \"builtin:information-quota\"\n\n{examples}")).unwrap();
    let (rulebook, diagnostics) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{diagnostics:?}"));
    assert_eq!(rulebook.examples.len(), owed.len());
    let found = engine::check_examples(&rulebook);
    assert!(found.is_empty(), "{found:?}");
}

/// 50 元 each time, at most 120 a year of one person: the third time 20, and from then on nothing. Earlier periods stay.
#[test]
fn a_rule_takes_no_more_from_one_person_than_its_limit() {
    let quiet = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                 charge = \"village\"";
    let money = "\n[[money]]\nid = \"fine\"\nname = \"缺席扣款\"\nclause = \"九\"\nkind = \"per-event\"\nevent = \"缺席\"\n\
                 person = \"required\"\neach = \"time\"\ndeduct = 50\ncharge = \"person\"\nlimit = 120\nround = \"fen\"\n";
    let missed =
        |day: &str, who: &str| format!("{{ date = \"{day}\", event = \"缺席\", person = \"{who}\" }}");
    let events = [
        missed("02-10", "张三"),
        missed("02-10", "李四"),
        missed("04-10", "张三"),
        missed("05-10", "张三"),
        missed("08-10", "张三"),
    ];
    let facts = format!(
        "cadres = [{{ name = \"张三\", post = \"主任\" }}, {{ name = \"李四\", post = \"会计\" }}]\nevents = [{}]",
        events.join(", ")
    );
    let case = Case::new(&(item("", quiet) + money), &facts);
    let taken = |period: &str, who: &str| {
        let money = case.at(period).0.money;
        money.into_iter().find(|entry| entry.party.name() == who).map(|entry| entry.amount.to_string())
    };
    let of = |who: &str| ["2024-Q1", "2024-Q2", "2024-Q3", "2024"].map(|period| taken(period, who));
    let told = |amounts: [Option<&str>; 4]| amounts.map(|amount| amount.map(str::to_owned));
    assert_eq!(of("张三"), told([Some("-50"), Some("-70"), None, Some("-120")]));
    assert_eq!(of("李四"), told([Some("-50"), None, None, Some("-50")]));
    let money = case.at("2024-05").0.money;
    let reason = money[0].postings[0].reason.to_string();
    assert!(reason.ends_with("；在本村全年合计至多120元，只计20元"), "{reason}");
}

/// 14511.5 斤 at 0.1 元 are 1451.15 元; to whole 元 the product is told all the same, with what became of it.
#[test]
fn a_product_that_is_rounded_to_whole_yuan_is_told() {
    let quiet = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                 charge = \"village\"";
    let money = |round: &str| {
        format!(
            "\n[[money]]\nid = \"leaf\"\nname = \"烟叶补助\"\nclause = \"九\"\nkind = \"per-unit\"\nfigure = \"烟叶\"\n\
             rate = 0.1\nby = \"08-31\"\nround = \"{round}\"\n\n[[indicator]]\nname = \"烟叶\"\nunit = \"斤\"\n\
             source = \"entered\"\n"
        )
    };
    let figure = "figures = [{ date = \"08-31\", indicator = \"烟叶\", value = 14511.5 }]";
    let told = |round: &str| {
        let case = Case::new(&item("", &(quiet.to_owned() + &money(round))), figure);
        let year = case.at("2024").0;
        let question = Question { topics: vec![Topic::Money], ..about("例村") };
        let answers = all(&case.rulebook, &case.records, &year, &question);
        terminal::render(&document(&year, &question, &answers).unwrap(), 400)
    };
    let (yuan, fen) = (told("yuan"), told("fen"));
    assert!(yuan.contains("发1451元：") && yuan.contains("14511.5*0.1，四舍五入到元为1451，"), "{yuan}");
    assert!(fen.contains("发1451.15元：") && fen.contains("14511.5*0.1=1451.15，"), "{fen}");
}

//! Money of villages that are gone: what nobody settles is told.

use cunkao::diagnostic::Code;
use cunkao::number::Number;
use cunkao::period::date;

use super::{Case, item};

const QUIET: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"";

/// A yuan for each 斤 that is reported, settled on some days; 甲村 is there until the end of May.
fn case(days: &str) -> Case {
    let money = format!(
        "\n[[money]]\nid = \"subsidy\"\nname = \"补贴\"\nclause = \"九\"\nkind = \"per-unit\"\nfigure = \"产量\"\n{days}\nrate = 1\n\
         round = \"yuan\"\n\n[[indicator]]\nname = \"产量\"\nunit = \"斤\"\nsource = \"entered\"\n"
    );
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\nfigures = [\n\
                 { date = \"03-31\", village = \"甲村\", indicator = \"产量\", value = 150 },\n\
                 { date = \"05-20\", village = \"甲村\", indicator = \"产量\", value = 250 },\n\
                 { date = \"12-31\", village = \"乙村\", indicator = \"产量\", value = 0 },\n\
                 { date = \"03-31\", village = \"乙村\", indicator = \"产量\", value = 0 }]";
    let mut case = Case::new(&(item("", QUIET) + &money), facts);
    let villages = case.records.roster.villages.iter_mut().filter(|village| village.name == "甲村");
    villages.for_each(|village| village.until = date(2024, 5, 31));
    case
}

/// 250 by the end of the year are paid nowhere, and of 250 by the end of June the hundred that came after March.
#[test]
fn a_figure_that_is_settled_later_is_told() {
    let year = case("by = \"12-31\"");
    let words =
        "“补贴”（九）2024年12月31日才按“产量”认定，甲村考核到2024年5月31日止：它填的数没有算钱，也没有并过去";
    assert_eq!(year.said("2024", Code::MoneyOfVillageGone), [words]);
    assert_eq!(year.said("2024-Q2", Code::MoneyOfVillageGone), [""; 0]);
    let quarters = case("measure = \"quarter\"\nagain = \"replaces\"");
    assert_eq!(quarters.said("2024-Q2", Code::MoneyOfVillageGone).len(), 1);
    assert_eq!(quarters.said("2024-Q4", Code::MoneyOfVillageGone), [""; 0]);
    let paid = quarters.at("2024").0.money;
    assert_eq!(paid.iter().map(|entry| entry.amount.to_string()).collect::<Vec<_>>(), ["150"]);
    // What was in force no more by the day, or not yet while the village was there, is nobody's.
    for days in ["until = \"2024-05-31\"", "from = \"07-01\"", "from = \"05-25\""] {
        let case = case(&format!("by = \"12-31\"\n{days}"));
        assert_eq!(case.said("2024", Code::MoneyOfVillageGone), [""; 0], "{days}");
    }
    // A yuan for each of nothing is nothing.
    let mut nothing = case("by = \"12-31\"");
    let readings = nothing.records.villages.values_mut().flat_map(|facts| facts.readings.values_mut());
    readings.flatten().for_each(|reading| reading.value = reading.value.map(|_| Number::ZERO));
    assert_eq!(nothing.said("2024", Code::MoneyOfVillageGone), [""; 0]);
    // Nor is what came to nothing in the end.
    let mut ended = case("by = \"12-31\"");
    let readings = ended.records.villages.values_mut().flat_map(|facts| facts.readings.values_mut());
    readings.filter_map(|own| own.last_mut()).for_each(|reading| reading.value = Some(Number::ZERO));
    assert_eq!(ended.said("2024", Code::MoneyOfVillageGone), [""; 0]);
    // Whoever is there to the end of the day is settled.
    let mut there = case("by = \"12-31\"");
    there.records.roster.villages.iter_mut().for_each(|village| village.until = None);
    assert_eq!(there.said("2024", Code::MoneyOfVillageGone), [""; 0]);
}

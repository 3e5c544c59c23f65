//! Who reports what, and by when: offices (责任办所), and what each village owes. No figure depends on it.

use std::collections::BTreeSet;

use super::Rulebook;
use super::declaration::{Form, IndicatorDeclaration};
use super::outcome::Bar;
use super::scheme::Item;
use crate::diagnostic::Span;
use crate::number::Number;
use crate::period::{Date, Length, Month, date};
use crate::rules::{CadreRows, CadreSheet, EventUse, Rule, Uses};
use crate::toml_table::{Node, Reader, Shape, Value};

/// An `[[office]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// 党建办
    pub name: String,
    /// Other names, as file names and receipts may write them.
    pub aliases: Vec<String>,
    /// The sheets it owes each of its months: forms and registers by name.
    pub forms: Vec<String>,
    /// Ids of the items, parts, money rules, vetoes, grades and payments whose facts it reports; empty for all that its forms
    /// hold.
    pub items: Vec<String>,
    /// The months, 1 to 12, in which it owes anything; empty for all. What it sends in another is taken all the same.
    pub months: Vec<i8>,
    /// The length of the shortest periods whose results need what it sends; `None` where all do. What comes for the year
    /// alone lies among the sheets of a month as everything else, and no seal of a month or quarter waits for it.
    pub serves: Option<Length>,
    /// Where it is declared.
    pub span: Span,
}

/// `[returns]`: when returns are due, and what the villages owe themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returns {
    /// Day of the following month, up to which a return is in time.
    pub due_day: u32,
    /// The sheets that every village owes.
    pub villages: Vec<String>,
    /// The event that a village's late return is proposed as.
    pub late_event: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// What one sender reports: sheets, and the names that may stand in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// Forms and registers by sheet name, in the order of a workbook.
    pub forms: Vec<String>,
    /// 事项
    pub events: Vec<String>,
    /// 规定动作
    pub duties: Vec<String>,
    /// 指标 that are entered.
    pub indicators: Vec<String>,
    /// 评分
    pub marks: Vec<String>,
}

impl Owed {
    /// The names of all that may stand in its sheets.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let all = [&self.events, &self.duties, &self.indicators, &self.marks];
        all.into_iter().flatten().map(String::as_str)
    }
}

/// Reads every `[[office]]`.
pub(super) fn read_offices(reader: &Reader<'_>) -> Vec<Office> {
    let offices = reader.tables("office", "责任办所：谁报哪些表");
    offices.into_iter().filter_map(read_office).collect()
}

fn read_office(reader: Reader<'_>) -> Option<Office> {
    let name = reader.text("name", "办所名称");
    let aliases = reader.words("aliases", "文件名和收件登记里的其他叫法");
    let forms = reader
        .required_words("forms", "要报的工作表，如 [\"事项登记\", \"规定动作\"]；没有写 months 的每月都报");
    let items = reader.words(
        "items",
        "只报哪些部分、项目、资金条目、否决、等次、报酬、写了 bars 的奖的事，写其 id；不写则不限",
    );
    let months = read_months(&reader);
    let serves = reader.optional_choice("serves", SERVES_MEANING, SERVES);
    let span = reader.span().clone();
    reader.finish();
    Some(Office { name: name?, aliases, forms, items, months: months?, serves, span })
}

const SERVES_MEANING: &str = "它报的只供哪一级以上的结果用，如年终测评（单列一条 [[office]]，文件也用它的名称）；更短的考核期封存不等它，封存以后也可以收进来，只要不动已封存的数；收进来的有错，和别的表一样要先改正或移走；不写则各期都要";

const SERVES: &[(&str, Length, &str)] = &[
    ("quarter", Length::Quarter, "季度和更长的，月份不等它"),
    ("half-year", Length::HalfYear, "半年和全年，月份、季度不等它"),
    ("year", Length::Year, "只供全年"),
];

/// The months of `months`; `None` where they are wrong.
fn read_months(reader: &Reader<'_>) -> Option<Vec<i8>> {
    const EXPECTED: &str = "方括号中的月份，1 至 12，如 [3, 6, 9, 12]";
    let meaning = "只在哪几个月的表里报，如一季一报的 [3, 6, 9, 12]、年底才报的 [12]；别的月份不催报、不出模板、不挡封存，报了的照收；不写则每月都报";
    let Some(node) = reader.special("months", meaning, Shape::Other("一列月份，如 [3, 6, 9, 12]"), false)
    else {
        return Some(Vec::new());
    };
    let month = |node: &Node| match &node.value {
        Value::Number(digits) => digits.parse::<i8>().ok().filter(|month| (1..=12).contains(month)),
        _ => None,
    };
    let Value::List(nodes) = &node.value else {
        reader.bad_value(node, "months", EXPECTED);
        return None;
    };
    let months: Option<Vec<i8>> = nodes.iter().map(month).collect();
    if months.as_ref().is_none_or(Vec::is_empty) {
        reader.bad_value(node, "months", EXPECTED);
        return None;
    }
    months
}

/// Reads `[returns]`.
pub(super) fn read_returns(reader: &Reader<'_>) -> Option<Returns> {
    let reader = reader.table("returns", "报送期限，以及各村自己要报的表")?;
    let day = reader.number("due-day", "次月几日前报齐（1 至 28，含当日）");
    let villages = reader.words("villages", "每个村自己每月要报的工作表");
    let late_event = reader.optional_text("late-event", "村迟报的，建议登记为哪个事项；程序不会自己扣分");
    let days = (1..=28).find(|due| day == Some(Number::from(*due)));
    if let (Some(node), Some(_), None) = (reader.node("due-day"), day, days) {
        reader.bad_value(node, "due-day", " 1 至 28 的整数");
    }
    let span = reader.span().clone();
    reader.finish();
    Some(Returns { due_day: days?, villages, late_event, span })
}

impl Returns {
    /// The day of the following month up to which a return is in time.
    pub fn due(&self, month: Month) -> Option<Date> {
        let next = month.last_day().tomorrow().ok()?;
        date(next.year(), next.month(), i8::try_from(self.due_day).ok()?)
    }
}

impl Office {
    /// Whether it owes anything for a month.
    pub fn reports_in(&self, month: Month) -> bool {
        self.months.is_empty() || self.months.contains(&month.number())
    }

    /// Whether the results of periods of a length need what it sends.
    pub fn serves(&self, length: Length) -> bool {
        self.serves.is_none_or(|shortest| shortest <= length)
    }

    /// Whether a word names it.
    pub fn is_named(&self, word: &str) -> bool {
        self.name == word || self.aliases.iter().any(|alias| alias == word)
    }
}

impl Rulebook {
    /// The sheets that the rulebook has anything for, in the order of a workbook.
    pub fn sheets(&self) -> Vec<String> {
        let declared = &self.declarations;
        let wanted = |form: &Form| match form {
            Form::Events => !declared.events.is_empty(),
            Form::Duties => !declared.duties.is_empty(),
            Form::Indicators => declared.entered_indicators().next().is_some(),
            Form::Marks => !declared.marks.is_empty(),
            Form::Attendance => self.counts(CadreSheet::Attendance),
            Form::Leaves => !self.leaves.is_empty() || self.counts(CadreSheet::Leaves),
            // What comes late is nobody's monthly duty.
            Form::Carried => false,
        };
        let forms = Form::ALL.iter().filter(|form| wanted(form)).map(|form| form.sheet_name().to_owned());
        forms.chain(declared.registers.iter().map(|register| register.name.clone())).collect()
    }

    /// What is reported in all.
    pub fn owed_in_all(&self) -> Owed {
        self.owed(&self.sheets(), &[])
    }

    /// What an office reports.
    pub fn owed_by(&self, office: &Office) -> Owed {
        self.owed(&office.forms, &office.items)
    }

    /// What every village reports itself.
    pub fn owed_by_villages(&self) -> Owed {
        self.returns.as_ref().map(|returns| self.owed(&returns.villages, &[])).unwrap_or_default()
    }

    /// A rule in one Chinese sentence, with the units that the indicators are declared in.
    pub fn sentence(&self, rule: &Rule) -> String {
        let told = |found: &IndicatorDeclaration| {
            found.place_unit().map_or_else(|| found.unit.to_string(), str::to_owned)
        };
        rule.describe_in(&|name| self.declarations.indicator(name).map(told).unwrap_or_default())
    }

    fn owed(&self, forms: &[String], items: &[String]) -> Owed {
        let declared = &self.declarations;
        let names = (!items.is_empty()).then(|| self.names_of(items));
        let owes = |form: Form| forms.iter().any(|name| name == form.sheet_name());
        let pick = |form: Form, all: Vec<&String>| -> Vec<String> {
            let own = |name: &&String| owes(form) && names.as_ref().is_none_or(|names| names.contains(*name));
            all.into_iter().filter(own).cloned().collect()
        };
        Owed {
            forms: self.sheets().into_iter().filter(|sheet| forms.contains(sheet)).collect(),
            events: pick(Form::Events, declared.events.iter().map(|event| &event.name).collect()),
            duties: pick(Form::Duties, declared.duties.iter().map(|duty| &duty.name).collect()),
            indicators: pick(
                Form::Indicators,
                declared.entered_indicators().map(|indicator| &indicator.name).collect(),
            ),
            marks: pick(Form::Marks, declared.marks.iter().map(|mark| &mark.name).collect()),
        }
    }

    /// Whether any rule counts the rows of a sheet of cadres.
    fn counts(&self, sheet: CadreSheet) -> bool {
        let points = self.items.iter().flat_map(Item::rules).map(|rule| &rule.uses);
        let mut all = points.chain(self.money.iter().map(|rule| &rule.uses));
        all.any(|uses| uses.counts.map(CadreRows::sheet) == Some(sheet))
    }

    /// The names that the rules of some items, parts and money rules read, and the events of vetoes, grades, prizes and payments.
    fn names_of(&self, ids: &[String]) -> BTreeSet<String> {
        let chosen = |item: &&Item| self.is_under(item, ids);
        let points = self.items.iter().filter(chosen).flat_map(Item::rules).map(|rule| &rule.uses);
        let money =
            self.money.iter().filter(|rule| ids.iter().any(|id| rule.id == *id)).map(|rule| &rule.uses);
        let events = self.events_of_outcomes(ids).map(|event| event.name.to_string());
        points.chain(money).flat_map(Uses::facts).map(str::to_owned).chain(events).collect()
    }

    /// The events that some vetoes, grades, prizes and payments look at.
    fn events_of_outcomes<'a>(&'a self, ids: &'a [String]) -> impl Iterator<Item = &'a EventUse> {
        let chosen = |own: &str| ids.iter().any(|id| id == own);
        let vetoes = self.vetoes.iter().filter(move |veto| chosen(&veto.id)).map(|veto| &veto.event);
        let bands = self.bands.iter().filter(move |band| chosen(&band.id));
        let pays = self.pays.iter().filter(move |pay| chosen(&pay.id));
        let prizes = self.prizes.iter().filter(move |prize| chosen(&prize.id));
        let of_prizes = prizes.flat_map(|prize| &prize.bars.all);
        let bars = bands.flat_map(|band| &band.bars.all).chain(of_prizes).filter_map(Bar::event);
        vetoes.chain(bars).chain(pays.flat_map(|pay| &pay.forfeits).map(|forfeit| &forfeit.event))
    }

    /// Whether an item, or a part above it, is among some ids.
    fn is_under(&self, item: &Item, ids: &[String]) -> bool {
        self.upwards(item).any(|node| ids.iter().any(|id| node.id == *id))
    }
}

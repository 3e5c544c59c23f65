//! Gathers what sheets may hold: events and duties from the rules that read them; indicators, registers and
//! sheet names from their own tables.

use std::sync::Arc;

use super::compared;
use super::declaration::{
    Aggregate, ColumnDeclaration, ColumnType, Declarations, DutyDeclaration, EventDeclaration, Form,
    IndicatorDeclaration, IndicatorSource, MarkDeclaration, NodeDeclaration, RegisterDeclaration,
};
use super::outcome::{Band, Pay, Prize, Veto};
use super::scheme::{self, Item, Subject};
use super::vocabulary;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::rules::{EventUse, FactLabel, MarkUse, Rule};
use crate::suggest;
use crate::text::Text;
use crate::toml_table::{Problems, Reader, Value};

/// A rule, where it stands, and in whose tree; money has none.
#[derive(Clone, Copy)]
pub(super) struct UsedRule<'a> {
    pub(super) rule: &'a Rule,
    pub(super) span: &'a Span,
    pub(super) subject: Option<Subject>,
}

/// All declarations of a rulebook.
pub(super) fn declarations(
    reader: &Reader<'_>,
    posts: Vec<String>,
    items: &[Item],
    rules: &[UsedRule<'_>],
) -> Declarations {
    let mut declarations = Declarations {
        indicators: reader
            .tables("indicator", "指标：规则要看的数")
            .into_iter()
            .filter_map(read_indicator)
            .collect(),
        registers: reader
            .tables("register", "台账：一行一笔的登记表")
            .into_iter()
            .filter_map(read_register)
            .collect(),
        sheet_aliases: read_sheet_aliases(reader),
        nodes: items.iter().map(|item| node(items, item)).collect(),
        posts,
        ..Declarations::default()
    };
    for used in rules {
        declare_uses(&mut declarations, used, reader.problems());
    }
    let aliases = vocabulary::read_columns(reader);
    vocabulary::check(&aliases, &declarations, reader.problems());
    declarations.column_aliases =
        aliases.into_iter().map(|alias| (alias.column.to_owned(), alias.alias)).collect();
    declarations
}

/// Several rules may read one event or duty, if they agree on it.
fn declare_uses(declarations: &mut Declarations, used: &UsedRule<'_>, problems: &Problems) {
    let UsedRule { rule, span, subject } = *used;
    let uses = rule.own_uses();
    for event in uses.events {
        declare_event(declarations, event, span, problems);
    }
    if let Some((name, aliases)) = uses.duty {
        match declarations.duties.iter_mut().find(|declared| declared.name == name) {
            None => {
                let times_a_month = uses.times_a_month;
                declarations.duties.push(DutyDeclaration { name, aliases, times_a_month });
            }
            Some(declared) => {
                add_missing(&mut declared.aliases, aliases);
                declared.times_a_month =
                    declared.times_a_month.zip(uses.times_a_month).map(|(one, other)| one.min(other));
            }
        }
    }
    if let Some(MarkUse { name, aliases, range, raters }) = uses.mark {
        let by_raters = raters.is_some();
        let of_cadres = subject == Some(Subject::Cadre);
        match declarations.marks.iter_mut().find(|declared| declared.name == name) {
            None => {
                declarations.marks.push(MarkDeclaration {
                    name: name.to_string(),
                    aliases,
                    range,
                    of_cadres,
                    by_raters,
                });
            }
            Some(declared)
                if declared.range != range
                    || declared.of_cadres != of_cadres
                    || declared.by_raters != by_raters =>
            {
                let message = format!("评分“{name}”在两条规则里的范围、考核对象或是否几个人评不一致");
                problems.push(Diagnostic::error(Code::BadValue, span, message));
            }
            Some(declared) => add_missing(&mut declared.aliases, aliases),
        }
    }
}

/// What one rule calls a thing, another may write as well.
fn add_missing(known: &mut Vec<String>, aliases: Vec<String>) {
    for alias in aliases {
        if !known.contains(&alias) {
            known.push(alias);
        }
    }
}

/// A node as 补扣补加 may name it.
fn node(items: &[Item], item: &Item) -> NodeDeclaration {
    let in_force = || scheme::upwards(items, item).map(|node| node.in_force);
    NodeDeclaration {
        id: item.id.to_string(),
        name: item.name.to_string(),
        short: item.short.to_string(),
        of_cadres: item.subject == Subject::Cadre,
        keeps_account: item.account().is_some(),
        starts: item.account().and_then(|account| account.starts),
        from: in_force().filter_map(|node| node.from).collect(),
        until: in_force().filter_map(|node| node.until).collect(),
    }
}

/// An event that vetoes, forfeits or bars of grades and prizes read, beside those of rules.
pub(super) fn declare_outcomes(
    declarations: &mut Declarations,
    (vetoes, pays, bands, prizes): (&[Veto], &[Pay], &[Band], &[Prize]),
    problems: &Problems,
) {
    for veto in vetoes {
        declare_event(declarations, veto.event.clone(), &veto.span, problems);
    }
    for pay in pays {
        for forfeit in &pay.forfeits {
            declare_event(declarations, forfeit.event.clone(), &pay.span, problems);
        }
    }
    let of_prizes = prizes.iter().flat_map(|prize| &prize.bars.all);
    for bar in bands.iter().flat_map(|band| &band.bars.all).chain(of_prizes) {
        if let Some(event) = bar.event() {
            declare_event(declarations, event.clone(), &bar.span, problems);
        }
    }
}

fn declare_event(declarations: &mut Declarations, event: EventUse, span: &Span, problems: &Problems) {
    match declarations.events.iter_mut().find(|declared| declared.name == event.name) {
        None => declarations.events.push(EventDeclaration {
            name: event.name.to_string(),
            aliases: event.aliases,
            person: event.person,
            range: event.range,
            direction: event.direction,
            prices: event.price.into_iter().collect(),
            by_matter: event.by_matter,
        }),
        Some(declared)
            if declared.person != event.person
                || declared.range != event.range
                || declared.direction != event.direction =>
        {
            let message = format!("事项“{}”在两条规则里的 person 或酌情幅度不一致", event.name);
            problems.push(Diagnostic::error(Code::BadValue, span, message));
        }
        Some(declared) => {
            let new = event.price.filter(|price| !declared.prices.contains(price));
            declared.prices.extend(new);
            add_missing(&mut declared.aliases, event.aliases);
            declared.by_matter |= event.by_matter;
        }
    }
}

/// A unit as it is meant: `％` of a Chinese keyboard is a percentage too.
pub(super) fn unit_of(typed: &str) -> String {
    typed.replace('％', "%")
}

fn read_indicator(reader: Reader<'_>) -> Option<IndicatorDeclaration> {
    const SOURCE: &[(&str, From, &str)] = &[
        ("entered", From::Entered, "填在指标进度表"),
        ("register", From::Register, "由台账得出"),
        ("villages", From::Villages, "由各村的同一个指标比出"),
        ("standing", From::Standing, "取在某个排名里的名次"),
    ];
    let name = reader.text("name", "指标名称，不带单位");
    let aliases = reader.words("aliases", "表头的其他写法");
    let unit = reader.text("unit", "单位，如 \"元\"、\"万元\"、\"%\"、\"斤\"");
    let words = vocabulary::read_words(&reader);
    let is_current = reader.optional_flag(
        "current",
        "true：每次填当期、当时的数（如当季收入、满意率），可增可减，按月、按季等认定的只用那一期里填的数，没填的算未报；不写则填从年初起的累计数",
    );
    let below_zero = reader.optional_flag(
        "below-zero",
        "true：可以是负数（如收入增长率、净收入），指标进度表里负的照填；按完成任务得分的（completion），负数得 0 分；不能当作 of 的整体，不能按数量计（per-unit）；不写则负数报错",
    );
    let at_most = reader.optional_number("at-most", "大于这个数的报错，如百分数的 100；不写则多大的数都收");
    let from = reader.choice("source", "数从哪里来", SOURCE);
    let of_register = read_of_register(&reader, from == Some(From::Register));
    let comparison = compared::read(&reader, from == Some(From::Villages));
    let flags = [("current", is_current), ("below-zero", below_zero)];
    let place = compared::read_place(&reader, from == Some(From::Standing));
    out_of_place(&reader, from, &flags);
    let span = reader.span().clone();
    reader.finish();
    let source = match from? {
        From::Entered => IndicatorSource::Entered,
        From::Register => of_register?,
        From::Villages => IndicatorSource::Villages(comparison?),
        From::Standing => IndicatorSource::Standing(place?),
    };
    let (name, unit) = (name?, Text::from(unit_of(&unit?)));
    let label = Arc::new(FactLabel { name: Text::from(&name), unit: unit.clone() });
    Some(IndicatorDeclaration {
        name,
        aliases,
        unit,
        label,
        words,
        is_current,
        below_zero,
        at_most,
        source,
        span,
    })
}

/// Where the figures of an indicator come from, before the keys of the source are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Entered,
    Register,
    Villages,
    Standing,
}

fn read_of_register(reader: &Reader<'_>, is_one: bool) -> Option<IndicatorSource> {
    const AGGREGATE: &[(&str, Aggregate, &str)] = &[
        ("sum", Aggregate::Sum, "各行相加"),
        ("max", Aggregate::Max, "取最大的一行"),
        ("count", Aggregate::Count, "有几行填了"),
    ];
    if !reader.needs(is_one) {
        reader.always();
        return None;
    }
    let register = reader.text("register", "取自哪个台账（由台账得出时写）");
    let column = reader.text("column", "取台账的哪一列（由台账得出时写）");
    let aggregate = reader.choice("aggregate", "各行怎样合成一个数（由台账得出时写）", AGGREGATE);
    reader.always();
    Some(IndicatorSource::Register { register: register?, column: column?, aggregate: aggregate? })
}

/// Keys of a column of 指标进度, where there is none.
fn out_of_place(reader: &Reader<'_>, from: Option<From>, flags: &[(&str, bool)]) {
    let said: &[(&str, &str)] = match from {
        Some(From::Register) => &[
            ("words", "由台账得出的指标不在表中填写，词写在台账的列上"),
            ("current", "由台账得出的指标不在表中填写"),
            ("below-zero", "由台账得出的指标不在表中填写，台账里的数不小于 0"),
            ("at-most", "由台账得出的指标不在表中填写，at-most 写在台账的列上"),
        ],
        Some(From::Villages) => &[
            ("aliases", "由各村比出的指标不在表中填写，没有表头"),
            ("words", "由各村比出的指标不在表中填写，词写在所比的指标上"),
            ("current", "由各村比出的指标不在表中填写，current 写在所比的指标上"),
            ("below-zero", "由各村比出的指标不在表中填写，below-zero 写在所比的指标上"),
            ("at-most", "由各村比出的指标不在表中填写，at-most 写在所比的指标上"),
        ],
        Some(From::Standing) => &[
            ("aliases", "名次不在表中填写，没有表头"),
            ("words", "名次不在表中填写"),
            ("current", "名次不在表中填写"),
            ("below-zero", "名次不会是负数"),
            ("at-most", "名次不在表中填写"),
        ],
        Some(From::Entered) | None => return,
    };
    for (key, why) in said {
        // A flag that is off says what is so anyway.
        let flag = flags.iter().find(|(flag, _)| flag == key);
        if flag.map_or_else(|| reader.has(key), |(_, is_on)| *is_on) {
            reader.out_of_place(key, why);
        }
    }
}

fn read_register(reader: Reader<'_>) -> Option<RegisterDeclaration> {
    let name = reader.text("name", "台账名称，即工作表名");
    let aliases = reader.words("aliases", "工作表的其他名称");
    let columns: Vec<_> = reader
        .required_tables("columns", "台账的各列，其中日期列、村列各一个")
        .into_iter()
        .filter_map(read_column)
        .collect();
    for (column_type, what) in [(ColumnType::Date, "日期"), (ColumnType::Village, "村")] {
        if reader.has("columns")
            && columns.iter().filter(|column| column.column_type == column_type).count() != 1
        {
            reader.missing("columns", &format!("台账必须有且只有一个{what}列"));
        }
    }
    let span = reader.span().clone();
    reader.finish();
    Some(RegisterDeclaration { name: name?, aliases, columns, span })
}

fn read_column(reader: Reader<'_>) -> Option<ColumnDeclaration> {
    const TYPES: &[(&str, ColumnType, &str)] = &[
        ("date", ColumnType::Date, "日期"),
        ("village", ColumnType::Village, "村名"),
        ("text", ColumnType::Text, "文字"),
        ("number", ColumnType::Number, "数"),
    ];
    let name = reader.text("name", "列名，不带单位");
    let aliases = reader.words("aliases", "表头的其他写法");
    let column_type = reader.choice("type", "这一列填什么", TYPES);
    let unit = unit_of(&reader.optional_text("unit", "单位，写在表头括号里").unwrap_or_default());
    let optional = reader.optional_flag("optional", "可否不填，true 为可以");
    let at_least = reader.optional_number("at-least", "小于这个数的报错");
    let at_most = reader.optional_number("at-most", "大于这个数的报错；不写则多大的数都收");
    if let (Some(least), Some(most)) = (at_least, at_most)
        && least > most
    {
        let message = format!("at-most {most} 小于 at-least {least}，没有数填得进去");
        reader.problems().push(Diagnostic::error(Code::BadValue, reader.span_of("at-most"), message));
    }
    let is_number = column_type.is_none_or(|column_type| column_type == ColumnType::Number);
    for key in ["at-least", "at-most"].into_iter().filter(|_| !is_number) {
        reader.out_of_place(key, "只有填数的列才有大小");
    }
    let words = vocabulary::read_words(&reader);
    if !is_number && reader.has("words") {
        reader.out_of_place("words", "只有填数的列才能用词代替数");
    }
    reader.finish();
    Some(ColumnDeclaration {
        name: name?.into(),
        aliases,
        column_type: column_type?,
        unit,
        optional,
        words,
        at_least,
        at_most,
    })
}

/// `[sheets]`: other names that an office gives the forms.
fn read_sheet_aliases(reader: &Reader<'_>) -> Vec<(Form, String)> {
    let Some(table) = reader.names("sheets", "七种表的其他表名", "一列表名，如 [\"考勤表\"]")
    else {
        return Vec::new();
    };
    let mut aliases = Vec::new();
    for entry in &table.entries {
        let names = || Form::ALL.iter().map(|form| form.sheet_name());
        let Some(form) = Form::ALL.into_iter().find(|form| form.sheet_name() == entry.key) else {
            reader.problems().push(
                Diagnostic::error(Code::UnknownName, &entry.key_span, format!("没有“{}”这种表", entry.key))
                    .maybe_hint(suggest::hint(&entry.key, names()))
                    .hint(format!("可选：{}", suggest::listed(names()))),
            );
            continue;
        };
        let Value::List(words) = &entry.node.value else {
            reader.bad_value(&entry.node, &entry.key, "方括号中的一列表名");
            continue;
        };
        for word in words {
            match &word.value {
                Value::Text(text) => aliases.push((form, text.clone())),
                _ => reader.bad_value(word, &entry.key, "加引号的表名"),
            }
        }
    }
    aliases
}

//! The scheme as a tree: the roots of villages and cadres, their items, and the rules at the leaves.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::Number;
use crate::period::MonthDay;
use crate::rules::{KINDS, Ledger, Rule};
use crate::suggest;
use crate::toml_table::{Node, Reader, Value};

/// Whose tree a node belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// 村
    Village,
    /// 村干部
    Cadre,
}

/// Whether an account begins with its full mark (items that take points off) or with nothing (items that earn).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// 满分
    FullMark,
    /// 0
    Nothing,
}

/// A floor or a cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clamp {
    /// Written as `"none"`.
    None,
    /// `"zero"` or a number.
    At(Number),
}

impl Clamp {
    /// The limit, if there is one.
    pub fn limit(self) -> Option<Number> {
        match self {
            Self::None => None,
            Self::At(limit) => Some(limit),
        }
    }
}

/// What becomes of an item whose every target is 不适用 for a village.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenNotApplicable {
    /// Leaves score and available points.
    Exclude,
    /// Keeps its full mark.
    FullMark,
}

/// What becomes of an item when something due is 未报.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenNotReported {
    /// An error: no score is final.
    Error,
}

/// A root: what a village's or a cadre's items add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// Name.
    pub name: String,
    /// Clause of the scheme.
    pub clause: String,
    /// Full mark, where the items must add up to one.
    pub points: Option<Number>,
    /// Lower limit of the whole.
    pub floor: Clamp,
    /// Upper limit of the whole.
    pub cap: Clamp,
    /// Where it is declared.
    pub span: Span,
}

impl Root {
    /// In place of a root whose mistakes are reported: nothing is added up against it.
    pub(super) fn unread(span: Span) -> Self {
        Self {
            name: String::new(),
            clause: String::new(),
            points: None,
            floor: Clamp::None,
            cap: Clamp::None,
            span,
        }
    }
}

/// A rule of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRule {
    /// Kebab-case id, unique in the rulebook.
    pub id: String,
    /// Clause of the scheme.
    pub clause: String,
    /// The ruling that decided how the clause is read.
    pub ruling: Option<String>,
    /// For charges to a person: the cadre's item that they go to.
    pub into: Option<String>,
    /// What it does.
    pub rule: Rule,
    /// Where it is declared.
    pub span: Span,
}

/// An item (考核项目): one account a subject and year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Kebab-case id.
    pub id: String,
    /// 名称
    pub name: String,
    /// At most 4 characters, for wide tables.
    pub short: String,
    /// Clause of the scheme.
    pub clause: String,
    /// Whose tree.
    pub subject: Subject,
    /// Full mark; `None` for items of cadres that only take off or take over.
    pub points: Option<Number>,
    /// With what it opens.
    pub opens: Opens,
    /// First day of the account; the year's first without one.
    pub starts: Option<MonthDay>,
    /// 扣完为止 or not.
    pub floor: Clamp,
    /// 封顶 or not.
    pub cap: Clamp,
    /// Derived: takes the score of the cadre's village.
    pub takes_village: bool,
    /// Required where the state can occur.
    pub when_not_applicable: WhenNotApplicable,
    /// Required where the state can occur.
    pub when_not_reported: WhenNotReported,
    /// Rules.
    pub rules: Vec<ItemRule>,
    /// Where it is declared.
    pub span: Span,
}

/// Reads `[village]` or `[cadre]`.
pub(super) fn read_root(reader: &Reader<'_>, key: &str, has_points: bool) -> Option<Root> {
    let Some(root) = reader.table(key) else {
        reader.missing(key, "这一类考核对象的总分怎样得出");
        return None;
    };
    let name = root.text("name", "名称");
    let clause = root.text("clause", "所依据的条款");
    let points = if has_points { root.number("points", "满分") } else { root.optional_number("points") };
    let combine = root.choice("combine", "各项怎样合成总分", &[("sum", (), "相加")]);
    let floor = read_clamp(&root, "floor", "总分有没有下限");
    let cap = read_clamp(&root, "cap", "总分有没有上限");
    let span = root.span().clone();
    root.finish();
    combine?;
    Some(Root { name: name?, clause: clause?, points, floor: floor?, cap: cap?, span })
}

/// `"zero"`, `"none"` or a number.
fn read_clamp(reader: &Reader<'_>, key: &str, meaning: &str) -> Option<Clamp> {
    let expected = " \"zero\"（到零为止）、\"none\"（没有）或一个数";
    let Some(Node { value, .. }) = reader.node(key) else {
        reader.missing(key, &format!("{meaning}，应为{expected}"));
        return None;
    };
    let clamp = match value {
        Value::Text(word) if word == "none" => Some(Clamp::None),
        Value::Text(word) if word == "zero" => Some(Clamp::At(Number::ZERO)),
        Value::Number(digits) => Number::parse(digits).map(Clamp::At),
        _ => None,
    };
    if clamp.is_none()
        && let Some(node) = reader.node(key)
    {
        reader.bad_value(node, key, expected);
    }
    clamp
}

/// Reads every `[[item]]`.
pub(super) fn read_items(reader: &Reader<'_>) -> Vec<Item> {
    if !reader.has("item") {
        reader.missing("item", "至少要有一个考核项目 [[item]]");
    }
    reader.tables("item").into_iter().filter_map(read_item).collect()
}

fn read_item(reader: Reader<'_>) -> Option<Item> {
    const SUBJECT: &[(&str, Subject, &str)] =
        &[("village", Subject::Village, "村"), ("cadre", Subject::Cadre, "村干部")];
    const OPENS: &[(&str, Opens, &str)] =
        &[("full-mark", Opens::FullMark, "先给满分再扣"), ("nothing", Opens::Nothing, "从零起计")];
    let id = read_id(&reader);
    let name = reader.text("name", "项目名称");
    let short = read_short(&reader, name.as_deref());
    let clause = reader.text("clause", "所依据的条款");
    let subject = reader.choice("subject", "考核谁", SUBJECT);
    let takes = reader.optional_choice("takes", &[("village", (), "取所在村的得分")]);
    let span = reader.span().clone();
    if takes.is_some() {
        reader.finish();
        return Some(taking_village(id?, name?, short?, clause?, subject?, span));
    }
    let opens = reader.choice("opens", "账从多少记起", OPENS);
    let points = match subject {
        Some(Subject::Cadre) if opens == Some(Opens::Nothing) => Some(reader.optional_number("points")),
        _ => reader.number("points", "本项满分").map(Some),
    };
    reader.choice("accrue", "一本账记多久", &[("year", (), "一年")]);
    let starts = reader.optional_day("starts");
    let floor = read_clamp(&reader, "floor", "扣完为止还是可扣成负分");
    let cap = read_clamp(&reader, "cap", "有没有封顶");
    let rules = read_rules(&reader, clause.as_deref());
    let (when_not_applicable, when_not_reported) = read_states(&reader, &rules);
    reader.finish();
    Some(Item {
        id: id?,
        name: name?,
        short: short?,
        clause: clause?,
        subject: subject?,
        points: points?,
        opens: opens?,
        starts,
        floor: floor?,
        cap: cap?,
        takes_village: false,
        when_not_applicable: when_not_applicable?,
        when_not_reported: when_not_reported?,
        rules,
        span,
    })
}

/// A derived item has no account, so it has no limits and states of its own.
fn taking_village(
    id: String,
    name: String,
    short: String,
    clause: String,
    subject: Subject,
    span: Span,
) -> Item {
    Item {
        id,
        name,
        short,
        clause,
        subject,
        points: None,
        opens: Opens::Nothing,
        starts: None,
        floor: Clamp::None,
        cap: Clamp::None,
        takes_village: true,
        when_not_applicable: WhenNotApplicable::Exclude,
        when_not_reported: WhenNotReported::Error,
        rules: Vec::new(),
        span,
    }
}

/// Where no rule measures anything the states cannot occur, and the keys are not asked for.
fn read_states(
    reader: &Reader<'_>,
    rules: &[ItemRule],
) -> (Option<WhenNotApplicable>, Option<WhenNotReported>) {
    let measures = rules.iter().any(|rule| {
        let uses = rule.rule.uses();
        uses.duty.is_some() || !uses.indicators.is_empty() || !uses.targets.is_empty()
    });
    let written = reader.has("when-not-applicable") || reader.has("when-not-reported");
    if !measures && !written {
        return (Some(WhenNotApplicable::Exclude), Some(WhenNotReported::Error));
    }
    let not_applicable = reader.choice(
        "when-not-applicable",
        "各项指标都不适用于某村时怎样计",
        &[
            ("exclude", WhenNotApplicable::Exclude, "不计本项，应得分相应减少"),
            ("full-mark", WhenNotApplicable::FullMark, "按满分计"),
        ],
    );
    let not_reported = reader.choice(
        "when-not-reported",
        "到期未报怎样处理",
        &[("error", WhenNotReported::Error, "报错，不出成绩")],
    );
    (not_applicable, not_reported)
}

/// The short name; the name itself does if it has at most four characters.
fn read_short(reader: &Reader<'_>, name: Option<&str>) -> Option<String> {
    let short = reader.optional_text("short");
    match (short, name) {
        (Some(short), _) if short.chars().count() > 4 => {
            if let Some(node) = reader.node("short") {
                reader.bad_value(node, "short", "至多 4 个字的简称");
            }
            None
        }
        (Some(short), _) => Some(short),
        (None, Some(name)) if name.chars().count() > 4 => {
            reader.missing("short", "名称超过 4 个字，要写简称（宽表用）");
            None
        }
        (None, name) => name.map(str::to_owned),
    }
}

/// A kebab-case ASCII id that is not reserved.
pub(super) fn read_id(reader: &Reader<'_>) -> Option<String> {
    const RESERVED: &[&str] = &["opening", "floor", "cap"];
    let id = reader.text("id", "编号，小写字母、数字和连字符")?;
    let plain = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if plain && !RESERVED.contains(&id.as_str()) {
        return Some(id);
    }
    if let Some(node) = reader.node("id") {
        reader.bad_value(node, "id", "小写字母、数字和连字符，且不是 opening、floor、cap");
    }
    None
}

fn read_rules(reader: &Reader<'_>, clause: Option<&str>) -> Vec<ItemRule> {
    reader.tables("rule").into_iter().filter_map(|rule| read_item_rule(rule, clause)).collect()
}

fn read_item_rule(reader: Reader<'_>, clause_of_item: Option<&str>) -> Option<ItemRule> {
    let id = read_id(&reader);
    let clause = reader.optional_text("clause").or_else(|| clause_of_item.map(str::to_owned));
    let ruling = reader.optional_text("ruling");
    let into = reader.optional_text("into");
    let span = reader.span().clone();
    let rule = read_rule(&reader, Ledger::Points);
    if rule.as_ref().is_some_and(|rule| rule.uses().charges_person) && into.is_none() {
        reader.missing("into", "扣当事人的分记入村干部的哪一项（其 id）");
    }
    finish_rule(reader, rule.is_some());
    Some(ItemRule { id: id?, clause: clause?, ruling, into, rule: rule?, span })
}

/// Unknown keys are told only where the kind is known: otherwise every key of it would be unknown.
pub(super) fn finish_rule(reader: Reader<'_>, read: bool) {
    let kind = reader.node("kind").map(|node| node.value.clone());
    let known = matches!(&kind, Some(Value::Text(kind)) if KINDS.contains(&kind.as_str()));
    if read || known {
        reader.finish();
    }
}

/// Reads the keys of a rule's kind.
pub(super) fn read_rule(reader: &Reader<'_>, ledger: Ledger) -> Option<Rule> {
    let kind = reader.text("kind", &format!("规则的种类：{}", suggest::listed(KINDS.iter().copied())))?;
    if !KINDS.contains(&kind.as_str()) {
        let message = format!("没有 {kind} 这种规则");
        reader.problems().push(
            Diagnostic::error(Code::BadValue, reader.span_of("kind"), message)
                .maybe_hint(suggest::hint(&kind, KINDS.iter().copied()))
                .hint(format!("可选：{}", suggest::listed(KINDS.iter().copied()))),
        );
        return None;
    }
    Rule::read(&kind, reader, ledger)
}

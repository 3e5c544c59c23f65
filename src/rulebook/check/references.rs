//! Every name that a rulebook uses must be declared somewhere in it.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{Band, Body, Item, Rulebook, ScoreOf, Standing, Subject};
use crate::rules::Uses;
use crate::suggest;
use crate::toml_table::{Table, Value};

/// The names that a section declares, whether or not its entries could be read.
pub(super) fn declared<'a>(table: &'a Table, section: &str, key: &'static str) -> Vec<&'a str> {
    let Some(Value::List(entries)) = table.get(section).map(|node| &node.value) else { return Vec::new() };
    let names = entries.iter().filter_map(|node| match &node.value {
        Value::Table(entry) => entry.text(key),
        _ => None,
    });
    names.collect()
}

/// A name used somewhere, to be found among those declared.
pub(super) struct Reference<'a> {
    pub(super) what: &'a str,
    pub(super) name: &'a str,
    pub(super) span: &'a Span,
}

/// More names are not listed where none is near.
const MOST_LISTED: usize = 8;

pub(super) fn require<'a>(
    found: &mut Diagnostics,
    reference: &Reference<'_>,
    declared: impl IntoIterator<Item = &'a str>,
) {
    let declared: Vec<_> = declared.into_iter().collect();
    if declared.contains(&reference.name) {
        return;
    }
    let message = format!("没有声明{}“{}”", reference.what, reference.name);
    let near = suggest::hint(reference.name, declared.iter().copied());
    let listed = (1..=MOST_LISTED)
        .contains(&declared.len())
        .then(|| format!("可以写的有：{}", suggest::listed(declared)));
    let hint = near.or(listed);
    found.push(Diagnostic::error(Code::UnknownName, reference.span, message).maybe_hint(hint));
}

/// Reports every name that is used but not declared.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    for (uses, span) in all_uses(rulebook) {
        for name in &uses.indicators {
            let names = declared(table, "indicator", "name");
            require(found, &Reference { what: "指标", name, span }, names);
        }
        for name in &uses.targets {
            let names = declared(table, "target", "name");
            require(found, &Reference { what: "任务", name, span }, names);
        }
        found.extend(uses.names.iter().filter_map(|name| in_a_formula(rulebook, table, name, span)));
        for name in &uses.posts {
            let names = rulebook.declarations.posts.iter().map(String::as_str);
            require(found, &Reference { what: "职务", name, span }, names);
        }
    }
    rule_references(rulebook, table, found);
    mark_references(rulebook, found);
    leave_references(rulebook, table, found);
    standing_references(rulebook, table, found);
    pay_references(rulebook, table, found);
    coefficient_references(rulebook, table, found);
    indicator_references(rulebook, table, found);
    class_references(rulebook, found);
}

/// A name of a formula that nothing declares, with how each kind of it is.
fn in_a_formula(rulebook: &Rulebook, table: &Table, name: &str, span: &Span) -> Option<Diagnostic> {
    const HOW: &str = "指标写 [[indicator]]，任务写 [[target]]；评分、票数由一条 kind = \"entered\" 的规则声明（mark 写这个名称，自己不计分的写 worth = 0），规定动作由 kind = \"duty\" 的规则声明";
    let names = nameable(rulebook, table);
    if names.contains(&name) {
        return None;
    }
    let message = format!("没有声明指标、任务、评分、规定动作或事项“{name}”");
    let near = suggest::hint(name, names);
    Some(Diagnostic::error(Code::UnknownName, span, message).maybe_hint(near).hint(HOW))
}

/// The parts and items that a section declares and that could not be read: what is wrong with them was told, and what refers
/// to them may be right.
pub(super) fn is_unread(rulebook: &Rulebook, table: &Table, id: &str) -> bool {
    let is_read = rulebook.items.iter().any(|item| item.id == id);
    !is_read && ["part", "item"].into_iter().any(|section| declared(table, section, "id").contains(&id))
}

/// What the rules of an item or of money declare by the way, whether or not they could be read.
fn declared_by_rules(table: &Table) -> Vec<&str> {
    const KEYS: [&str; 3] = ["mark", "duty", "event"];
    fn entries<'a>(table: &'a Table, section: &str) -> Vec<&'a Table> {
        let Some(Value::List(entries)) = table.get(section).map(|node| &node.value) else {
            return Vec::new();
        };
        let tables = entries.iter().filter_map(|node| match &node.value {
            Value::Table(entry) => Some(entry),
            _ => None,
        });
        tables.collect()
    }
    let items = entries(table, "item").into_iter().flat_map(|item| entries(item, "rule"));
    let rules = items.chain(entries(table, "money"));
    rules.flat_map(|rule| KEYS.into_iter().filter_map(|key| rule.text(key))).collect()
}

/// Every name that a formula may write.
fn nameable<'a>(rulebook: &'a Rulebook, table: &'a Table) -> Vec<&'a str> {
    let declarations = &rulebook.declarations;
    let mut names = declared(table, "indicator", "name");
    names.extend(declared(table, "target", "name"));
    names.extend(declarations.marks.iter().map(|mark| mark.name.as_str()));
    names.extend(declarations.duties.iter().map(|duty| duty.name.as_str()));
    names.extend(declarations.events.iter().map(|event| event.name.as_str()));
    names.extend(declared_by_rules(table));
    names
}

/// What every rule reads, with its place.
pub(super) fn all_uses(rulebook: &Rulebook) -> impl Iterator<Item = (&Uses, &Span)> {
    let items = rulebook.items.iter().flat_map(Item::rules).map(|rule| (&rule.uses, &rule.span));
    items.chain(rulebook.money.iter().map(|rule| (&rule.uses, &rule.span)))
}

fn rule_references(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let rulings = declared(table, "ruling", "id");
    for rule in rulebook.items.iter().flat_map(Item::rules) {
        if let Some(name) = &rule.ruling {
            require(found, &Reference { what: "读法", name, span: &rule.span }, rulings.clone());
        }
        if let Some(name) = &rule.into {
            let mut items = rulebook.items_of(Subject::Cadre);
            if let Some(item) =
                items.find(|item| item.id == *name && matches!(item.body, Body::TakesVillage(_)))
            {
                found.push(into_what_is_taken(item, &rule.span));
                continue;
            }
            let items = rulebook.items_of(Subject::Cadre).filter(|item| item.account().is_some());
            let declared = items.map(|item| item.id.as_str());
            if !is_unread(rulebook, table, name) {
                require(found, &Reference { what: "村干部的项目", name, span: &rule.span }, declared);
            }
        }
    }
    for rule in &rulebook.money {
        if let Some(name) = &rule.ruling {
            require(found, &Reference { what: "读法", name, span: &rule.span }, rulings.clone());
        }
    }
}

/// An item that takes the village's score has no account that points could go to.
fn into_what_is_taken(item: &Item, span: &Span) -> Diagnostic {
    let message = format!("into 所指的“{}”（{}）取村的得分，没有自己的账，记不进去", item.name, item.id);
    Diagnostic::error(Code::UnknownName, span, message)
        .related(&item.span, "写了 takes 的项目")
        .hint("另立一个 subject = \"cadre\" 的项目收这些分，如 opens = \"nothing\"、floor = \"none\"、cap = \"zero\"")
}

/// A formula reads the marks of the one who is judged: those given to villages say nothing of a cadre, and the other way
/// round. Money is kept for villages.
fn mark_references(rulebook: &Rulebook, found: &mut Diagnostics) {
    let items = rulebook.items.iter().flat_map(|item| {
        item.rules().iter().map(|rule| (item.subject == Subject::Cadre, &rule.uses, &rule.span))
    });
    let money = rulebook.money.iter().map(|rule| (false, &rule.uses, &rule.span));
    for (of_cadres, uses, span) in items.chain(money) {
        let marks = uses
            .names
            .iter()
            .filter_map(|name| rulebook.declarations.marks.iter().find(|mark| mark.name == *name));
        for mark in marks.filter(|mark| mark.of_cadres != of_cadres) {
            let (given, judged) = if of_cadres { ("村", "村干部") } else { ("村干部", "村") };
            let message = format!("评分“{}”是给{given}评的，而这条规则考核的是{judged}，用不上它", mark.name);
            let hint = if of_cadres {
                "改用给村干部评的评分"
            } else {
                "改用给村评的评分；按个人评分计的，写成村干部的项目，折算报酬写在 [[pay]]"
            };
            found.push(Diagnostic::error(Code::BadValue, span, message).hint(hint));
        }
    }
}

fn leave_references(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let posts = rulebook.declarations.posts.iter().map(String::as_str);
    for leave in &rulebook.leaves {
        let approvers = declared(table, "approver", "id");
        let name = &leave.rule.approver;
        require(found, &Reference { what: "审批人", name, span: &leave.span }, approvers);
        for name in leave.rule.posts.iter().chain(&leave.rule.unless_posts) {
            require(found, &Reference { what: "职务", name, span: &leave.span }, posts.clone());
        }
    }
    for approver in &rulebook.approvers {
        if let Some(name) = &approver.post {
            require(found, &Reference { what: "职务", name, span: &approver.span }, posts.clone());
        }
    }
}

fn standing_references(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let names = declared(table, "standing", "id");
    let bands = rulebook.bands.iter().map(|band| (&band.standing, &band.span));
    let prizes = rulebook.prizes.iter().map(|prize| (&prize.standing, &prize.span));
    let vetoes = rulebook.vetoes.iter().map(|veto| (&veto.standing, &veto.span));
    for veto in &rulebook.vetoes {
        for name in &veto.posts {
            let posts = rulebook.declarations.posts.iter().map(String::as_str);
            require(found, &Reference { what: "职务", name, span: &veto.span }, posts);
        }
    }
    let sanctions = rulebook.sanctions.iter().map(|sanction| (&sanction.standing, &sanction.span));
    for (name, span) in bands.chain(prizes).chain(vetoes).chain(sanctions) {
        require(found, &Reference { what: "排名", name, span }, names.clone());
    }
    for prize in &rulebook.prizes {
        for name in &prize.not_with {
            require(
                found,
                &Reference { what: "奖", name, span: &prize.span },
                declared(table, "prize", "id"),
            );
        }
    }
    for decision in &rulebook.decisions {
        let reference = Reference { what: "奖", name: &decision.prize, span: &decision.span };
        require(found, &reference, declared(table, "prize", "id"));
    }
    for standing in &rulebook.standings {
        for score in std::iter::once(&standing.node).chain(&standing.then) {
            require_node(found, rulebook, table, (score.word(), &standing.span));
        }
        found.extend(scores_of_others(rulebook, standing));
        if standing.leavers.is_some() && rulebook.subject_of(&standing.node) == Subject::Village {
            let message = format!("排名“{}”排的是村，leavers 只用于村干部的排名", standing.name);
            found.push(Diagnostic::error(Code::BadValue, &standing.span, message).hint("删去 leavers"));
        }
    }
}

/// Villages have no cadre's score to be told apart by; a cadre has that of the village.
fn scores_of_others(rulebook: &Rulebook, standing: &Standing) -> Option<Diagnostic> {
    let is_of_cadres = |score: &ScoreOf| rulebook.subject_of(score) == Subject::Cadre;
    let other = standing.then.iter().find(|score| is_of_cadres(score) && !is_of_cadres(&standing.node))?;
    let message = format!("排名“{}”排的是村，then 里的“{other}”是村干部的得分", standing.name);
    let found = Diagnostic::error(Code::BadValue, &standing.span, message);
    Some(found.hint("then 里写村的部分或项目；村干部的排名可以比本人的，也可以比所在村的"))
}

/// A part or item, by its id; who wrote the name is told the id.
fn require_node(found: &mut Diagnostics, rulebook: &Rulebook, table: &Table, (name, span): (&str, &Span)) {
    if let Some(item) = rulebook.items.iter().find(|item| item.name == *name && item.id != *name) {
        let message = format!("“{name}”是名称，这里要写编号（id）");
        found.push(Diagnostic::error(Code::UnknownName, span, message).hint(format!("写 \"{}\"", item.id)));
        return;
    }
    require(found, &Reference { what: "部分或项目", name, span }, nodes(table));
}

/// `village`, `cadre` and the ids of all parts and items.
fn nodes(table: &Table) -> Vec<&str> {
    let mut nodes: Vec<&str> = ScoreOf::WHOLES.iter().map(|(word, _)| *word).collect();
    nodes.extend(declared(table, "part", "id"));
    nodes.extend(declared(table, "item", "id"));
    nodes
}

fn pay_references(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    for pay in &rulebook.pays {
        let span = &pay.span;
        require_node(found, rulebook, table, (pay.node.word(), span));
        for name in pay.by_post.keys() {
            let posts = rulebook.declarations.posts.iter().map(String::as_str);
            require(found, &Reference { what: "职务", name, span }, posts);
        }
        if let Some(name) = &pay.ruling {
            require(found, &Reference { what: "读法", name, span }, declared(table, "ruling", "id"));
        }
        for (name, of_grades) in pay.by_grade() {
            require(found, &Reference { what: "等次", name, span }, declared(table, "band", "id"));
            let band = rulebook.bands.iter().find(|one| one.id == *name);
            for name in of_grades.keys().filter(|_| band.is_some()) {
                let names = band.map(Band::paid_names).unwrap_or_default();
                require(found, &Reference { what: "等次中的", name, span }, names);
            }
        }
        if let Some(target) = pay.rate.target() {
            let names = declared(table, "target", "name");
            require(found, &Reference { what: "任务", name: target, span }, names);
        }
    }
}

/// A coefficient's target, and the nodes under the part that it multiplies.
fn coefficient_references(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let of_roots = [Subject::Village, Subject::Cadre].into_iter().map(|subject| {
        let root = rulebook.root(subject);
        (root.coefficient.as_ref(), None, subject, &root.span)
    });
    let of_parts = rulebook.items.iter().filter_map(|item| match &item.body {
        Body::Part { coefficient, .. } => {
            Some((coefficient.as_ref(), Some(item.id.as_str()), item.subject, &item.span))
        }
        Body::Account(_) | Body::TakesVillage(_) => None,
    });
    for (coefficient, under, subject, span) in of_roots.chain(of_parts) {
        let Some(coefficient) = coefficient else { continue };
        let names = declared(table, "target", "name");
        require(found, &Reference { what: "任务", name: &coefficient.target, span }, names);
        for name in coefficient.over.iter().filter(|name| !is_unread(rulebook, table, name)) {
            let below = rulebook.children(subject, under).map(|item| item.id.as_str());
            require(found, &Reference { what: "这一级之下的部分或项目", name, span }, below);
        }
    }
}

fn indicator_references(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let declarations = &rulebook.declarations;
    for indicator in &declarations.indicators {
        let IndicatorSource::Register { register, column, .. } = &indicator.source else { continue };
        let span = &indicator.span;
        let registers = declared(table, "register", "name");
        require(found, &Reference { what: "台账", name: register, span }, registers);
        if let Some(register) = declarations.register(register) {
            let columns = register.columns.iter().map(|column| column.name.as_str());
            require(found, &Reference { what: "台账的列", name: column, span }, columns);
        }
    }
}

fn class_references(rulebook: &Rulebook, found: &mut Diagnostics) {
    let classes = rulebook.declarations.classes.iter().map(String::as_str);
    for target in &rulebook.targets {
        for name in target.by_class.keys() {
            require(found, &Reference { what: "类别", name, span: &target.span }, classes.clone());
        }
    }
}

//! Names that sheets are read by: a spelling that could mean two things is refused here, so that intake never has to
//! choose, and so are what no sheet can name and the same event twice in one rule, which would count it twice.

use std::collections::BTreeSet;

use super::references;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::declaration::{Form, POSTS_BETWEEN};
use crate::rulebook::{Group, Rulebook};
use crate::rules::EventUse;
use crate::toml_table::Table;
use crate::typed::tight;

/// A name that sheets may hold, with its other spellings.
struct Named<'a> {
    what: &'static str,
    name: String,
    aliases: Vec<String>,
    span: &'a Span,
}

/// Every spelling that could mean two things, or nothing.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let all = all_names(rulebook, table);
    let mut told = BTreeSet::new();
    for (index, own) in all.iter().enumerate() {
        found.extend(
            all.iter().take(index).find(|other| are_alike(own, other)).map(|other| alike(own, other)),
        );
        for alias in &own.aliases {
            let Some(rival) = all.iter().find(|other| is_meant_too(own, alias, other)) else { continue };
            // Two rules may read one thing by one alias, and either of two things may be met first.
            let mut pair = [own.name.as_str(), rival.name.as_str()];
            pair.sort_unstable();
            if told.insert((own.what, tight(alias), pair)) {
                found.push(ambiguous(own, alias, rival));
            }
        }
    }
    found.extend(all.iter().filter_map(post_in_pieces));
    found.extend(all.iter().filter_map(called_all));
    found.extend(written_twice(&all));
    columns_of_the_form(rulebook, &all, found);
    for (uses, span) in references::all_uses(rulebook) {
        let mut seen = BTreeSet::new();
        let twice = uses.events.iter().find(|event| !seen.insert(tight(&event.name)));
        found.extend(twice.map(|event| {
            let message = format!("事项“{}”在同一条规则里写了两次，发生一次会计两次", event.name);
            Diagnostic::error(Code::DuplicateId, span, message).hint("每个事项只写一级，去掉多余的")
        }));
    }
}

/// Whether a spelling of one thing is one of another of its kind.
fn is_meant_too(own: &Named<'_>, alias: &str, other: &Named<'_>) -> bool {
    let alias = tight(alias);
    let mut spellings = std::iter::once(&other.name).chain(&other.aliases);
    own.what == other.what && own.name != other.name && spellings.any(|one| tight(one) == alias)
}

fn ambiguous(own: &Named<'_>, alias: &str, rival: &Named<'_>) -> Diagnostic {
    let (what, name, other) = (own.what, &own.name, &rival.name);
    let message = if tight(alias) == tight(other) {
        format!("{what}“{name}”的别名“{alias}”就是另一个{what}的名称：填了它，只有一处会计")
    } else {
        format!("“{alias}”既是{what}“{name}”的别名，又是“{other}”的：填了它，只有一处会计")
    };
    let hint = if [SHEET, OFFICE].contains(&what) {
        "一个写法只给一处用，去掉其中一处"
    } else {
        "一个写法只给一处用，去掉其中一处；本是同一件事、两条规则都计的，两条写同一个名称"
    };
    Diagnostic::error(Code::AliasAmbiguous, own.span, message).related(rival.span, "另一处").hint(hint)
}

/// Posts and classes that stand twice in their list: which changes nothing, unless another was meant.
fn written_twice(all: &[Named<'_>]) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let listed = all.iter().filter(|own| [POST, CLASS].contains(&own.what));
    let twice = listed.filter(|own| !seen.insert((own.what, &own.name)));
    twice
        .map(|own| {
            let message = format!("{}“{}”写了两次", own.what, own.name);
            Diagnostic::warning(Code::DuplicateId, own.span, message).hint("去掉一个；是不是有一个本该写别的")
        })
        .collect()
}

/// What the forms of a month have columns for, beside those of the rulebook.
const COLUMNS: [(&str, Form, &[&str]); 3] = [
    (DUTY, Form::Duties, &["村"]),
    (MARK, Form::Marks, &["村", "姓名", "编号", "职务", "评分人"]),
    (INDICATOR, Form::Indicators, &["村", "截至"]),
];

/// A column of the rulebook's own that is called as one that its form has anyway: the sheet has two, and cannot be read.
fn columns_of_the_form(rulebook: &Rulebook, all: &[Named<'_>], found: &mut Diagnostics) {
    let declared = &rulebook.declarations;
    let indicators = declared.entered_indicators().map(|one| (INDICATOR, &one.name, &one.aliases, &one.span));
    let named = all.iter().map(|own| (own.what, &own.name, &own.aliases, own.span));
    let mut told = BTreeSet::new();
    for (what, name, aliases, span) in named.chain(indicators) {
        let Some((_, form, columns)) = COLUMNS.iter().find(|(of, ..)| *of == what) else { continue };
        let is_meant = |column: &&&str| {
            let spellings = || std::iter::once(**column).chain(declared.aliases_of(column));
            let mut own = std::iter::once(name).chain(aliases);
            own.any(|own| spellings().any(|one| tight(one) == tight(own)))
        };
        let column = columns.iter().find(is_meant).filter(|_| told.insert((what, name)));
        found.extend(column.map(|column| {
            let form = form.sheet_name();
            let message =
                format!("{what}“{name}”的列与《{form}》表的“{column}”列叫一个名字，填的是哪一列分不清");
            Diagnostic::error(Code::AliasAmbiguous, span, message)
                .hint(format!("给这个{what}换一个名称或别名"))
        }));
    }
}

/// Whether two names of a kind differ in their brackets or white space alone.
fn are_alike(own: &Named<'_>, other: &Named<'_>) -> bool {
    own.what == other.what && own.name != other.name && tight(&own.name) == tight(&other.name)
}

fn alike(own: &Named<'_>, other: &Named<'_>) -> Diagnostic {
    let (what, name, other_name) = (own.what, &own.name, &other.name);
    let message = format!("{what}“{name}”与“{other_name}”只差在全角、半角或空格，读表时分不清");
    Diagnostic::error(Code::AliasAmbiguous, own.span, message)
        .related(other.span, "另一处")
        .hint("是一个的，各处写成一样；是两个的，给其中一个换个名称")
}

/// A cell may name several posts with these between them: a post that has one inside is never found.
fn post_in_pieces(own: &Named<'_>) -> Option<Diagnostic> {
    (own.what == POST && tight(&own.name).contains(POSTS_BETWEEN)).then(|| {
        let message =
            format!("职务“{}”里有顿号、逗号或斜线：花名册的一格在这里分成两个职务，认不出它", own.name);
        Diagnostic::error(Code::BadValue, own.span, message)
            .hint("一人兼两职的，posts 里各写一个职务；确是一个职务的，换个写法，如“书记兼主任”")
    })
}

/// A standing of all has this for its group, and a class or post of that name would be taken for everybody.
fn called_all(own: &Named<'_>) -> Option<Diagnostic> {
    ([POST, CLASS].contains(&own.what) && own.name == Group::OF_ALL).then(|| {
        let message = format!("{}不能叫 {}：那是不分组、全部一起排的意思", own.what, Group::OF_ALL);
        Diagnostic::error(Code::BadValue, own.span, message).hint("换个名称")
    })
}

const POST: &str = "职务";
const CLASS: &str = "类别";
const DUTY: &str = "规定动作";
const MARK: &str = "评分";
const INDICATOR: &str = "指标";
const OFFICE: &str = "办所";
const SHEET: &str = "表";

fn all_names<'a>(rulebook: &'a Rulebook, table: &'a Table) -> Vec<Named<'a>> {
    let mut all = Vec::new();
    let declared = &rulebook.declarations;
    for (what, key, names) in [(POST, "posts", &declared.posts), (CLASS, "classes", &declared.classes)] {
        let span = table.get(key).map_or(&table.span, |node| &node.span);
        all.extend(names.iter().map(|name| Named { what, name: name.clone(), aliases: Vec::new(), span }));
    }
    for (uses, span) in references::all_uses(rulebook) {
        all.extend(uses.events.iter().map(|event| event_of(event.clone(), span)));
        let named = |what, name: &str, aliases: &Vec<String>| Named {
            what,
            name: name.to_owned(),
            aliases: aliases.clone(),
            span,
        };
        let duty = uses.duty.iter().map(|(name, aliases)| named(DUTY, name, aliases));
        let mark = uses.mark.iter().map(|mark| named(MARK, &mark.name, &mark.aliases));
        all.extend(duty.chain(mark));
    }
    all.extend(rulebook.vetoes.iter().map(|veto| event_of(veto.event.clone(), &veto.span)));
    all.extend(rulebook.bars().filter_map(|bar| Some(event_of(bar.event()?.clone(), &bar.span))));
    for pay in &rulebook.pays {
        all.extend(pay.forfeits.iter().map(|forfeit| event_of(forfeit.event.clone(), &pay.span)));
    }
    all.extend(sheets(rulebook, table));
    all.extend(rulebook.offices.iter().map(|office| Named {
        what: OFFICE,
        name: office.name.clone(),
        aliases: office.aliases.clone(),
        span: &office.span,
    }));
    all
}

/// The forms and registers.
fn sheets<'a>(rulebook: &'a Rulebook, table: &'a Table) -> impl Iterator<Item = Named<'a>> {
    let declared = &rulebook.declarations;
    let span = table.get("sheets").map_or(&table.span, |node| &node.span);
    let forms = Form::ALL.into_iter().map(move |form| {
        let aliases = declared.sheet_aliases.iter().filter(|(of, _)| *of == form);
        let aliases = aliases.map(|(_, alias)| alias.clone()).collect();
        Named { what: SHEET, name: form.sheet_name().to_owned(), aliases, span }
    });
    let registers = declared.registers.iter().map(|register| Named {
        what: SHEET,
        name: register.name.clone(),
        aliases: register.aliases.clone(),
        span: &register.span,
    });
    forms.chain(registers)
}

fn event_of(event: EventUse, span: &Span) -> Named<'_> {
    Named { what: "事项", name: event.name.to_string(), aliases: event.aliases, span }
}

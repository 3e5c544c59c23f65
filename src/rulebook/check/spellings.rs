//! Names that sheets are read by: a spelling that could mean two things is refused here, so that intake never has to
//! choose, and so are what no sheet can name and the same event twice in one rule, which would count it twice.

use std::collections::BTreeSet;

use super::references;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::declaration::POSTS_BETWEEN;
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
    Diagnostic::error(Code::AliasAmbiguous, own.span, message)
        .related(rival.span, "另一处")
        .hint("一个写法只给一处用，去掉其中一处；本是同一件事、两条规则都计的，两条写同一个名称")
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
        let duty = uses.duty.iter().map(|(name, aliases)| named("规定动作", name, aliases));
        let mark = uses.mark.iter().map(|mark| named("评分", &mark.name, &mark.aliases));
        all.extend(duty.chain(mark));
    }
    all.extend(rulebook.vetoes.iter().map(|veto| event_of(veto.event.clone(), &veto.span)));
    all.extend(rulebook.bars().filter_map(|bar| Some(event_of(bar.event()?.clone(), &bar.span))));
    for pay in &rulebook.pays {
        all.extend(pay.forfeits.iter().map(|forfeit| event_of(forfeit.event.clone(), &pay.span)));
    }
    all
}

fn event_of(event: EventUse, span: &Span) -> Named<'_> {
    Named { what: "事项", name: event.name.to_string(), aliases: event.aliases, span }
}

//! `[[item.rule]]`: what every rule has beside the keys of its kind.

use super::common::{read_id, read_in_force};
use super::head::Head;
use super::{ItemRule, Subject};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::rules::{KINDS, Ledger, Rule};
use crate::suggest;
use crate::text::Text;
use crate::toml_table::{Problems, Reader, Table, Value};

const CONTINUES: &str = "年中接替同一项目里的哪一条（其 id，写在它前面、已写 until 的），接着它算：第几次（deduct-growing、add-growing、beyond、at-most）连它管的日子里发生的一起数；同一件事（same-matter）与它计过的比；limit 连它已经扣（加）的合计。它记过的不变。不写则从头算起";

/// Reads every rule of an item.
pub(super) fn read_rules(reader: &Reader<'_>, head: Option<&Head>) -> Vec<ItemRule> {
    let (clause, subject) = (head.map(|head| head.clause.as_str()), head.map(|head| head.subject));
    let rules = reader.tables("rule", "计分的规则，一条一个 [[item.rule]]");
    rules.into_iter().filter_map(|rule| read_item_rule(rule, clause, subject)).collect()
}

fn read_item_rule(
    reader: Reader<'_>,
    clause_of_item: Option<&str>,
    subject: Option<Subject>,
) -> Option<ItemRule> {
    let id = read_id(&reader);
    let clause = reader.optional_text("clause", "所依据的条款；不写则同本项");
    let clause = clause.or_else(|| clause_of_item.map(str::to_owned));
    let ruling = reader.optional_text("ruling", "决定这条怎样读的 [[ruling]] 的 id");
    let into =
        reader.optional_text("into", "记入村干部的哪一项（其 id）；村的项目里扣（加）在个人名下的必须写");
    let limit = reader.optional_number(
        "limit",
        "这一条在一本账里合计至多扣（加）多少分，并村时接续过来的那一份算在内；不写则不限",
    );
    let continues = reader.optional_text("continues", CONTINUES);
    let in_force = read_in_force(&reader);
    let span = reader.span().clone();
    let rule = read_rule(&reader, Ledger::Points);
    if let Some(rule) = &rule {
        check_charges(&reader, rule, into.as_deref(), subject);
    }
    finish_rule(reader, Ledger::Points, rule.is_some());
    let rule = rule?;
    Some(ItemRule {
        id: id?.into(),
        clause: clause?.into(),
        ruling: ruling.map(Text::from),
        into: into.map(Text::from),
        limit,
        continues: continues.map(Text::from),
        in_force,
        uses: rule.own_uses(),
        timing: rule.timing(),
        rule,
        span,
    })
}

/// Charges to persons must say where they go; in an item of cadres they are the cadre's own.
fn check_charges(reader: &Reader<'_>, rule: &Rule, into: Option<&str>, subject: Option<Subject>) {
    let uses = rule.own_uses();
    if subject == Some(Subject::Cadre) {
        if into.is_some() {
            reader.out_of_place("into", "村干部的项目里，扣的就是本人的这一项");
        }
        if !uses.events.is_empty() && uses.charges.subject && reader.has("charge") {
            reader.out_of_place("charge", "村干部的项目只能记在当事人账上，写 charge = \"person\"");
        }
        if uses.charges.others {
            let key = if reader.has("charges") { "charges" } else { "charge" };
            reader.out_of_place(
                key,
                "村干部的项目只能记在当事人账上，写 charge = \"person\"；一件事扣全体村干部或担任某职务的人，把这一条写进村的项目，用 into 记入村干部的项目",
            );
        }
        return;
    }
    // Of whom an item is that could not be read, nobody knows.
    if uses.charges.persons && into.is_none() && subject.is_some() {
        reader.missing("into", "扣当事人的分记入村干部的哪一项（其 id）");
    }
}

/// Unknown keys are told only where the kind is known: otherwise every key of it would be unknown. What could not be read
/// may not have asked for all that its kind has.
pub(in crate::rulebook) fn finish_rule(reader: Reader<'_>, ledger: Ledger, is_read: bool) {
    if is_read || reader.is_describing() {
        return reader.finish();
    }
    let written = reader.node("kind").map(|node| &node.value);
    if let Some(Value::Text(kind)) = written
        && KINDS.iter().any(|(word, _)| word == kind)
    {
        let keys = keys_of(kind, ledger, reader.span());
        reader.finish_with(&keys);
    }
}

/// All keys that rules of a kind may have.
fn keys_of(kind: &str, ledger: Ledger, span: &Span) -> Vec<String> {
    let (problems, table) = (Problems::describing(), Table { entries: Vec::new(), span: span.clone() });
    read_rule(&Reader::new(&table, &problems, ""), ledger);
    let own = problems.into_catalogue().into_iter().filter(|doc| doc.path == format!("kind:{kind}"));
    own.flat_map(|doc| doc.keys).map(|key| key.key).collect()
}

/// Reads the rule that `kind` names.
pub(in crate::rulebook) fn read_rule(reader: &Reader<'_>, ledger: Ledger) -> Option<Rule> {
    let kinds: Vec<_> = KINDS.iter().map(|(word, title)| (*word, (), *title)).collect();
    if reader.is_describing() {
        reader.choice("kind", "规则的种类", &kinds);
        for (kind, _) in KINDS {
            let aspect = reader.aspect(format!("kind:{kind}"));
            Rule::read(kind, &aspect, ledger);
            reader.join(aspect);
        }
        return None;
    }
    let words = || KINDS.iter().map(|(word, _)| *word);
    let kind = reader.text("kind", &format!("规则的种类：{}", suggest::listed(words())))?;
    if !words().any(|word| word == kind) {
        let message = format!("没有 {kind} 这种规则");
        let listed: Vec<_> = KINDS.iter().map(|(word, title)| format!("{word}（{title}）")).collect();
        reader.problems().push(
            Diagnostic::error(Code::BadValue, reader.span_of("kind"), message)
                .maybe_hint(suggest::hint(&kind, words()))
                .hint(format!("可选：{}", suggest::listed(listed.iter().map(String::as_str)))),
        );
        return None;
    }
    Rule::read(&kind, reader, ledger)
}

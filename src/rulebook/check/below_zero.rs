//! Indicators that may be less than zero, in rules to which such a figure says nothing: of a whole below zero there is no
//! share, and a quantity below zero has no price.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::{Item, ItemRule, Rulebook};
use crate::rules::{Rule, Uses};

/// Every rule that reads one so.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    let items = rulebook.items.iter().flat_map(Item::rules).map(|rule| (&rule.rule, &rule.uses, &rule.span));
    let money = rulebook.money.iter().map(|rule| (&rule.rule, &rule.uses, &rule.span));
    for (rule, uses, span) in items.chain(money) {
        found.extend(share_of(rulebook, uses, span));
        found.extend(priced(rulebook, rule, uses, span));
    }
}

/// Whether what falling short costs has no end, as the figure may be as low as it likes.
pub(super) fn falls_without_end(rulebook: &Rulebook, rule: &ItemRule) -> bool {
    rule.rule.by_figure().falls_without_end()
        && rule.uses.indicators.iter().any(|name| is_one(rulebook, name))
}

fn is_one(rulebook: &Rulebook, name: &str) -> bool {
    rulebook.declarations.indicator(name).is_some_and(|indicator| indicator.below_zero)
}

fn share_of(rulebook: &Rulebook, uses: &Uses, span: &Span) -> Option<Diagnostic> {
    let whole = uses.wholes.iter().find(|name| is_one(rulebook, name))?;
    let message = format!("“{whole}”可以是负数（below-zero），不能算占它的百分之几");
    let found = Diagnostic::error(Code::BadValue, span, message);
    Some(
        found.hint(
            "of 换成不会是负数的指标，或去掉它的 below-zero；要用负数作除数的，用 kind = \"formula\" 写明",
        ),
    )
}

fn priced(rulebook: &Rulebook, rule: &Rule, uses: &Uses, span: &Span) -> Option<Diagnostic> {
    let figure = uses.indicators.iter().find(|name| is_one(rulebook, name))?;
    rule.by_figure().is_priced().then(|| {
        let message = format!("“{figure}”可以是负数（below-zero），按数量计时负的怎样计没有写明");
        Diagnostic::error(Code::BadValue, span, message)
            .hint("负的不计的，用 kind = \"formula\" 写 max(0, 指标) 乘单价；负的倒扣的，也用 formula 写明")
    })
}

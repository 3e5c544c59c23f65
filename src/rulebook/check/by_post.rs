//! Weights by post: every post has one, nobody else's are written, and what several posts of one person come to is said.

use super::references::{Reference, require};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::{ByPost, Item, Rulebook, Subject};

/// The posts for which the weights of some nodes are to be looked at one by one; nothing as one where all are alike. None
/// where a post is written that nobody declared, since nothing adds up then.
pub(super) fn posts<'a>(rulebook: &'a Rulebook, children: &[&Item]) -> Vec<Option<&'a str>> {
    if children.iter().all(|item| item.share.by_post.is_empty()) {
        return vec![None];
    }
    let declared = &rulebook.declarations.posts;
    let is_declared = |item: &&Item| item.share.by_post.keys().all(|post| declared.contains(post));
    let posts = declared.iter().filter(|_| children.iter().all(is_declared));
    posts.map(|post| Some(post.as_str())).collect()
}

/// Everything that is wrong with the weights by post of the nodes under another.
pub(super) fn check(
    rulebook: &Rulebook,
    (name, span): (&str, &Span),
    policy: Option<ByPost>,
    children: &[&Item],
) -> Diagnostics {
    let mut found = Diagnostics::new();
    let by_post = || children.iter().filter(|item| !item.share.by_post.is_empty());
    if let Some(item) = by_post().next().filter(|item| policy.is_none() && item.subject == Subject::Cadre) {
        let message = format!(
            "{name}缺少键 two-posts 和 changed-posts：{}的权重因职务而异（weight-by-post）",
            item.name
        );
        found.push(
            Diagnostic::error(Code::MissingKey, span, message)
                .hint(choices("two-posts", "兼任几个职务的", ByPost::AT_ONCE))
                .hint(choices("changed-posts", "期内换了职务的", ByPost::CHANGED)),
        );
    }
    if policy.is_some() && by_post().next().is_none() {
        let message = format!("{name}写了 two-posts、changed-posts，而下级没有一项的权重因职务而异");
        let hint = "去掉这两个键，或在下级用 weight-by-post 写各职务的权重";
        found.push(Diagnostic::error(Code::UnknownKey, span, message).hint(hint));
    }
    for item in by_post() {
        of_item(rulebook, item, &mut found);
    }
    found
}

fn of_item(rulebook: &Rulebook, item: &Item, found: &mut Diagnostics) {
    if item.subject != Subject::Cadre {
        let message = format!("{}考核的是村，没有职务，不能写 weight-by-post", item.name);
        found.push(Diagnostic::error(Code::UnknownKey, &item.span, message).hint("写 weight"));
        return;
    }
    let posts = || rulebook.declarations.posts.iter().map(String::as_str);
    for name in item.share.by_post.keys() {
        require(found, &Reference { what: "职务", name, span: &item.span }, posts());
    }
    let missing: Vec<_> = posts().filter(|post| !item.share.by_post.contains_key(*post)).collect();
    match (item.share.weight, missing.as_slice()) {
        (None, [_, ..]) => {
            let message = format!("{}的 weight-by-post 没有写{}占百分之几", item.name, missing.join("、"));
            let hint = "补上这些职务；其余职务都一样的，另写 weight";
            found.push(Diagnostic::error(Code::MissingKey, &item.span, message).hint(hint));
        }
        (Some(weight), []) => {
            let message =
                format!("{}的各职务都写在 weight-by-post 里了，weight = {weight} 没有人用", item.name);
            found.push(Diagnostic::warning(Code::UnusedName, &item.span, message).hint("去掉 weight"));
        }
        _ => {}
    }
}

fn choices<T>(key: &str, of: &str, choices: &[(&str, T, &str)]) -> String {
    let each = choices.iter().map(|(word, _, meaning)| format!("\"{word}\"（{meaning}）"));
    format!("{key}（{of}）可选：{}", each.collect::<Vec<_>>().join("、"))
}

//! Weights that differ by post: what of a cadre with several posts, or with one after another, they go by.

use crate::toml_table::Reader;

/// Whose weights count for who holds several posts at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostsAtOnce {
    /// Those of the post that `posts` lists first.
    First,
    /// The mean of those of all of them.
    Mean,
}

/// Whose weights count for who changed posts within the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangedPosts {
    /// Those of the last day in office.
    Last,
    /// Those of every day in office, as long as they held.
    ByDays,
}

/// How the weights of a cadre are found where they go by post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByPost {
    /// For several posts at once.
    pub at_once: PostsAtOnce,
    /// For one after another.
    pub changed: ChangedPosts,
}

impl ByPost {
    /// The choices of `two-posts`.
    pub const AT_ONCE: &[(&str, PostsAtOnce, &str)] = &[
        ("first", PostsAtOnce::First, "按 posts 里排在前面的那个职务的权重"),
        ("mean", PostsAtOnce::Mean, "按各职务权重的平均"),
    ];
    /// The choices of `changed-posts`.
    pub const CHANGED: &[(&str, ChangedPosts, &str)] = &[
        ("last", ChangedPosts::Last, "按期末的职务，已离任的按最后的职务"),
        ("by-days", ChangedPosts::ByDays, "各职务的权重按任职天数折算"),
    ];
}

/// `two-posts` and `changed-posts`, both or neither; `None` where one of them is wrong. Whether they must be written
/// depends on the nodes below, which `check` knows.
pub(super) fn read_by_post(reader: &Reader<'_>) -> Option<Option<ByPost>> {
    let at_once = "同时兼任几个职务的按哪个职务的权重；下级有 weight-by-post 的必须写";
    let changed = "换了职务的按哪个职务的权重，看这本账的第一天到本期末（一年一本账的，3月的结果看1月1日到3月31日），不只看本期；下级有 weight-by-post 的必须写";
    if reader.has("two-posts") || reader.has("changed-posts") {
        let at_once = reader.choice("two-posts", at_once, ByPost::AT_ONCE);
        let changed = reader.choice("changed-posts", changed, ByPost::CHANGED);
        return Some(Some(ByPost { at_once: at_once?, changed: changed? }));
    }
    reader.optional_choice("two-posts", at_once, ByPost::AT_ONCE);
    reader.optional_choice("changed-posts", changed, ByPost::CHANGED);
    Some(None)
}

//! Why a question has no answer: what it asks for is not there, or cannot be.

/// A question that cannot be put, or an assumption that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswerable {
    /// Why, in Chinese.
    pub message: String,
    /// What was named wrongly; empty if nothing was.
    pub named: String,
    /// The names that there are.
    pub candidates: Vec<String>,
}

impl Unanswerable {
    pub(super) fn because(message: impl Into<String>) -> Self {
        Self { message: message.into(), named: String::new(), candidates: Vec::new() }
    }

    pub(super) fn unknown(what: &str, named: &str, candidates: Vec<String>) -> Self {
        Self { message: format!("没有名为“{named}”的{what}"), named: named.to_owned(), candidates }
    }
}

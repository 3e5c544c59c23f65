//! `[[leave]]` 请销假：who asks whom, in which form for how many days; a breach is an action, never a fine.
//!
//! Days away without any leave are not judged here: they are a `per-event` rule of money.

use crate::diagnostic::{Code, Diagnostic};
use crate::fact::{Leave, LeaveForm};
use crate::number::Number;
use crate::period::days_between;
use crate::rules::View;
use crate::rules::judgement::{Action, ActionKind, Payee};
use crate::sentence;
use crate::text::Text;
use crate::toml_table::Reader;

/// Which forms do for leaves of up to so many days.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FormRule {
    /// Calendar days, first and last included; `None` for any number.
    up_to_days: Option<Number>,
    forms: Vec<LeaveForm>,
}

/// The leave rule of some posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaveRule {
    /// The posts it binds.
    pub posts: Vec<String>,
    /// Those who also hold one of these are bound by another rule.
    pub unless_posts: Vec<String>,
    /// The office that approves, an `[[approver]]`.
    pub approver: String,
    forms: Vec<FormRule>,
    breach: ActionKind,
    breach_text: Text,
}

const FORMS: &[(&str, LeaveForm, &str)] = &[
    ("telephone", LeaveForm::Telephone, LeaveForm::Telephone.chinese()),
    ("written", LeaveForm::Written, LeaveForm::Written.chinese()),
];

impl LeaveRule {
    /// Reads a `[[leave]]` table.
    pub fn read(reader: &Reader<'_>) -> Option<Self> {
        let posts = reader.required_words("posts", "约束哪些职务");
        if reader.has("posts") && posts.is_empty() && !reader.is_describing() {
            reader.missing("posts", "约束哪些职务，至少写一个");
        }
        let unless_posts = reader.words("unless-posts", "同时担任这些职务的，按另一条办");
        let approver = reader.text("approver", "由谁批准（[[approver]] 的编号）");
        let meaning = "请假方式：{ up-to-days = 天数, any-of = [\"telephone\", \"written\"] }";
        let forms: Vec<_> = reader.required_tables("forms", meaning).into_iter().map(read_form).collect();
        check_days(&forms, reader);
        let breach = reader.choice("breach", "程序不合规时的处理", ActionKind::CHOICES);
        let breach_text = reader.text("breach-text", "处理的说明");
        Some(Self {
            posts,
            unless_posts,
            approver: approver?,
            forms,
            breach: breach?,
            breach_text: breach_text?.into(),
        })
    }

    /// The actions that leaves which were asked for, but not as they should be, call for; who has not asked is another rule's.
    pub fn judge(&self, view: &dyn View) -> Vec<Action> {
        let leaves = view.facts().leaves().filter(|leave| leave.until <= view.as_of());
        leaves.filter_map(|leave| self.judge_leave(view, leave)).collect()
    }

    /// Whether it asks more of a leave than it would of a part of its days.
    pub fn looks_at_length(&self, view: &dyn View, leave: &Leave) -> bool {
        let days = length(leave);
        let is_short = |line: &FormRule| line.up_to_days.is_none_or(|limit| days <= limit);
        leave.form != LeaveForm::None && self.binds(view, leave) && !self.forms.first().is_some_and(is_short)
    }

    fn binds(&self, view: &dyn View, leave: &Leave) -> bool {
        let held = view.posts_on(&leave.person, leave.until);
        let holds = |posts: &[String]| held.iter().any(|post| posts.iter().any(|name| name == post));
        holds(&self.posts) && !holds(&self.unless_posts)
    }

    fn judge_leave(&self, view: &dyn View, leave: &Leave) -> Option<Action> {
        if leave.form == LeaveForm::None || !self.binds(view, leave) {
            return None;
        }
        let days = length(leave);
        let mut faults = Vec::new();
        if !self.form_does(leave.form, days) {
            faults.push(format!("离开{days}天，请假方式为{}", leave.form.chinese()));
        }
        match &leave.approver {
            None => faults.push("审批人空白".to_owned()),
            Some(typed) if !view.may_approve(&self.approver, typed, leave.from) => {
                faults.push(format!("审批人“{typed}”无此批准权限"));
            }
            Some(_) => {}
        }
        (!faults.is_empty()).then(|| self.breach(leave, &faults))
    }

    /// The first line whose days the leave does not exceed decides.
    fn form_does(&self, form: LeaveForm, days: Number) -> bool {
        let line = self.forms.iter().find(|line| line.up_to_days.is_none_or(|limit| days <= limit));
        line.is_some_and(|line| line.forms.contains(&form))
    }

    fn breach(&self, leave: &Leave, faults: &[String]) -> Action {
        Action {
            kind: self.breach,
            payee: Payee::Person(leave.person.clone()),
            date: leave.until,
            quantity: Number::ONE,
            reason: sentence!(
                "{}：{}至{}，{}",
                &self.breach_text,
                leave.from,
                leave.until,
                faults.join("，")
            ),
            cells: leave.cells.clone(),
        }
    }

    /// The rule in one Chinese sentence.
    pub fn describe(&self) -> String {
        let lines: Vec<_> = self
            .forms
            .iter()
            .map(|line| {
                let names: Vec<_> = line.forms.iter().map(|form| form.chinese()).collect();
                let days = line.up_to_days.map_or("以上的".to_owned(), |days| format!("{days}天以内"));
                format!("{days}{}", names.join("或"))
            })
            .collect();
        format!("{}请假：{}", self.posts.join("、"), lines.join("，"))
    }
}

/// Its calendar days, first and last included.
fn length(leave: &Leave) -> Number {
    Number::from_count(days_between(leave.from, leave.until).count())
}

/// The first line that the days do not exceed decides: one that does not go further than a line before it is never looked at,
/// and beyond the last there is none.
fn check_days(forms: &[FormRule], reader: &Reader<'_>) {
    // A number that could not be read is no line without an end.
    if reader.problems().has_errors() {
        return;
    }
    let days =
        |line: &FormRule| line.up_to_days.map_or("不限天数".to_owned(), |days| format!("{days}天以内"));
    let is_behind = |one: &FormRule, next: &FormRule| match (one.up_to_days, next.up_to_days) {
        (None, _) => true,
        (Some(one), Some(next)) => next <= one,
        (Some(_), None) => false,
    };
    let behind = forms.windows(2).find(|pair| matches!(pair, [one, next] if is_behind(one, next)));
    if let Some([one, next]) = behind {
        let message = format!("“{}”一行写在“{}”一行后面，永远用不到", days(next), days(one));
        let found = Diagnostic::warning(Code::BracketOrder, reader.span_of("forms"), message);
        reader.problems().push(found.hint("天数少的写在前面，不写 up-to-days 的写在最后"));
        return;
    }
    let Some(most) = forms.last().and_then(|line| line.up_to_days) else { return };
    let message = format!("离开超过{most}天的用什么方式请假没有写：这样的假一律判为方式不合");
    let found = Diagnostic::warning(Code::BracketOrder, reader.span_of("forms"), message);
    reader.problems().push(found.hint("最后加一行，不写 up-to-days；确实不准的，在 [[accepts]] 中写明理由"));
}

fn read_form(row: Reader<'_>) -> FormRule {
    let up_to_days = row.optional_number("up-to-days", "几天以内用这一行；不写则为其余天数");
    let words = row.required_words("any-of", "可用的请假方式：\"telephone\"、\"written\"");
    let mut forms = Vec::new();
    for word in words {
        match FORMS.iter().find(|(name, _, _)| *name == word) {
            Some((_, form, _)) => forms.push(*form),
            None => {
                if let Some(node) = row.node("any-of") {
                    row.bad_value(node, "any-of", " \"telephone\"、\"written\" 中的词");
                }
            }
        }
    }
    row.finish();
    FormRule { up_to_days, forms }
}

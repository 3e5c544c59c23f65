//! What changed, in sentences that a clerk understands. Counts nothing but lines.

use super::words;
use crate::analysis::comparison::{Change, Comparison, Entry, FileChange, Kind, SchemeName, Value, Whom};
use crate::number::Number;

/// Kinds in the order in which they are counted.
const KINDS: [Kind; 8] =
    [Kind::Subject, Kind::Score, Kind::Item, Kind::Rank, Kind::Grade, Kind::Prize, Kind::Money, Kind::Action];

impl Comparison {
    /// Everything: files, rulebook, a summary, every change with the postings that explain it.
    pub fn words(&self) -> Vec<String> {
        let mut lines = self.causes();
        lines.push(self.summary());
        for change in &self.changes {
            lines.push(format!("  {}", line(change)));
            lines.extend(change.came.iter().map(|entry| format!("      多了：{}", of_entry(entry))));
            lines.extend(change.went.iter().map(|entry| format!("      少了：{}", of_entry(entry))));
        }
        lines
    }

    /// The changes alone, no more than so many lines; of the rest the count.
    pub fn short_words(&self, most: usize) -> Vec<String> {
        let mut lines = vec![self.summary()];
        lines.extend(self.changes.iter().take(most).map(|change| format!("  {}", line(change))));
        let more = self.changes.len().saturating_sub(most);
        if more > 0 {
            lines.push(format!("  另有 {more} 处"));
        }
        lines
    }

    /// The files and the rulebook that changed.
    pub fn causes(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.files.iter().map(of_file).collect();
        if let Some((before, after)) = &self.rulebook {
            let named = |one: &SchemeName| match one.version.as_str() {
                "" => format!("《{}》", one.title),
                version => format!("《{}》（{version}）", one.title),
            };
            lines.push(if before.title != after.title {
                let (before, after) = (named(before), named(after));
                format!("两份结果按不同的办法算出：{before} → {after}；下面的变动不都是材料引起的")
            } else if before.version == after.version {
                format!("细则改动过（版本都写着 {}）", after.version)
            } else {
                format!("细则换了版本：{} → {}", before.version, after.version)
            });
        }
        lines
    }

    /// How many figures of each kind changed.
    pub fn summary(&self) -> String {
        let counted = KINDS.map(|kind| (kind, self.of(kind).count()));
        let counted: Vec<String> = counted
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| format!("{} {count} 处", kind.chinese()))
            .collect();
        if counted.is_empty() {
            "得分、名次、等次、奖励、资金、处理建议都没有变".to_owned()
        } else {
            format!("有变动的：{}；其余都没有变", counted.join("，"))
        }
    }
}

fn of_file(change: &FileChange) -> String {
    let what = match (change.was_there, change.is_there) {
        (false, _) => "多了文件",
        (true, false) => "少了文件",
        (true, true) => "改动的文件",
    };
    format!("{what} {}", change.file)
}

/// `3村 综合排名 第2名 → 第4名`
pub(super) fn line(change: &Change) -> String {
    let who = who(&change.whom);
    let clause = if change.clause.is_empty() { String::new() } else { format!("（{}）", change.clause) };
    let (before, after) = values(change);
    let parts = [who, format!("{}{clause}", change.what), format!("{before} → {after}")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `3村`, `3村张建国（07）`
pub fn who(whom: &Whom) -> String {
    let number = if whom.id.is_empty() { String::new() } else { format!("（{}）", whom.id) };
    format!("{}{}{number}", whom.village, whom.person)
}

/// Both values as they are told: rounded as everywhere, exact where that would hide the change.
pub fn values(change: &Change) -> (String, String) {
    let rounded =
        (shown(change.before.as_ref(), change.kind, true), shown(change.after.as_ref(), change.kind, true));
    if rounded.0 != rounded.1 {
        return rounded;
    }
    (shown(change.before.as_ref(), change.kind, false), shown(change.after.as_ref(), change.kind, false))
}

fn shown(value: Option<&Value>, kind: Kind, rounds: bool) -> String {
    let figure = |number: &Number| if rounds { words::figure(*number) } else { number.to_string() };
    match value {
        Some(Value::Points(points)) => figure(points),
        Some(Value::Yuan(yuan)) => format!("{yuan}元"),
        Some(Value::Place { rank, tied, vetoed }) => {
            let veto = if *vetoed { "（否决）" } else { "" };
            format!("{}{veto}", words::rank(usize::try_from(*rank).ok(), *tied))
        }
        Some(Value::Prize(tier, yuan)) => format!("{tier}{yuan}元"),
        Some(Value::Action { reason, quantity, .. }) => format!("{reason}（{quantity}）"),
        Some(Value::Words(words)) => words.clone(),
        None => match kind {
            Kind::Subject => "不参加考核",
            Kind::Rank => "不排名",
            Kind::Score | Kind::Item => "没有得分",
            Kind::Grade | Kind::Prize | Kind::Money | Kind::Action => "没有",
        }
        .to_owned(),
    }
}

fn of_entry(entry: &Entry) -> String {
    let cells =
        if entry.cells.is_empty() { String::new() } else { format!("，{}", entry.cells.join("、")) };
    format!("{} {}，{}{cells}", entry.date, entry.amount, entry.reason)
}

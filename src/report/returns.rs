//! Who has sent what for a month, and a reminder to those who have not, as text to paste.

use super::document::{Column, Document, Section};
use super::words;
use crate::input_name::InputName;
use crate::period::chinese_date;
use crate::returns::{Returns, Sender, SenderState};

/// The list of senders; nobody to list is no section.
pub fn list(returns: &Returns) -> Option<Document> {
    if returns.senders.is_empty() {
        return None;
    }
    let columns = vec![
        Column::text("报送单位").key(),
        Column::text("情况"),
        Column::prose("文件"),
        Column::prose("没有附上的表（视为没有事情）"),
        Column::text("收到时间"),
    ];
    let rows = returns.senders.iter().map(row).collect();
    let mut section = Section::new(counted(returns)).table(columns, rows);
    for sender in returns.senders.iter().filter(|sender| !sender.other_versions.is_empty()) {
        let versions = sender.other_versions.join("、");
        section = section.paragraph(format!("{}的表是按细则版本 {versions} 的空白表填的", sender.name));
    }
    for sender in returns.senders.iter().filter(|sender| sender.other_content) {
        section = section.paragraph(format!(
            "{}的空白表做好以后，细则改过，版本号没有换：请核对表上的项目；细则改了，version 也要换",
            sender.name
        ));
    }
    for file in &returns.of_nobody {
        section = section.paragraph(format!("看不出是谁报的：{file}（文件名写上单位，或用“收件”登记）"));
    }
    let due = returns.due.map(|due| format!("报送期限：{}", chinese_date(due)));
    Some(Document {
        title: format!("{} 报送情况", words::chinese_month(returns.month)),
        notes: due.into_iter().collect(),
        sections: vec![section],
    })
}

/// `应报5个，已报4个，未报1个`
fn counted(returns: &Returns) -> String {
    let count = |states: &[SenderState]| {
        returns.senders.iter().filter(|sender| states.contains(&sender.state)).count()
    };
    let mut parts = vec![format!("应报{}个", returns.senders.len())];
    for (words, state) in [
        ("已报", SenderState::Sent),
        ("零报告", SenderState::Zero),
        ("读不出", SenderState::Unread),
        ("未报", SenderState::Missing),
    ] {
        match count(&[state]) {
            0 => {}
            some => parts.push(format!("{words}{some}个")),
        }
    }
    parts.join("，")
}

fn row(sender: &Sender) -> Vec<String> {
    let state = match sender.state {
        SenderState::Sent => "已报",
        SenderState::Zero => "零报告",
        SenderState::Unread => "读不出",
        SenderState::Missing => "未报",
    };
    let files = sender.files.iter().map(|file| InputName(file).base().to_owned());
    let late = if sender.days_late > 0 { format!("，迟{}天", sender.days_late) } else { String::new() };
    let serves =
        sender.serves.map_or_else(String::new, |shortest| format!("（{}才用）", shortest.by_itself()));
    vec![
        sender.name.clone(),
        format!("{state}{late}{serves}"),
        files.collect::<Vec<_>>().join("\n"),
        without(sender),
        sender.received.map_or_else(String::new, |received| received.to_string()),
    ]
}

/// The sheets that are taken to have nothing to say; of a file that cannot be read nobody knows what it has.
fn without(sender: &Sender) -> String {
    match sender.state {
        SenderState::Missing => String::new(),
        SenderState::Unread => "读不出，不知道".to_owned(),
        SenderState::Zero | SenderState::Sent => match (sender.without.as_slice(), sender.unread.len()) {
            ([], _) => String::new(),
            (without, 0) => without.join("、"),
            (without, unread) => {
                format!("不知道：{unread}个文件读不出，{}可能在里面", without.join("、"))
            }
        },
    }
}

/// What came for a month, in a line: `应报5个，已报4个，未报1个；没有报：党建办`.
pub fn summary(returns: &Returns) -> String {
    if returns.is_untold() {
        return format!("有{}份表，看不出是谁报的", returns.of_nobody.len());
    }
    let missing = missing(returns).map(|missing| format!("；{missing}"));
    format!("{}{}", counted(returns), missing.unwrap_or_default())
}

/// `没有报：党建办、农业办；读不出：社保所`; nothing where all have sent, or nobody can tell who has.
pub fn missing(returns: &Returns) -> Option<String> {
    if returns.is_untold() {
        return None;
    }
    let mut parts: Vec<String> = [("没有报", SenderState::Missing), ("读不出", SenderState::Unread)]
        .into_iter()
        .filter_map(|(words, state)| {
            let senders = returns.senders.iter().filter(|sender| sender.state == state);
            let names: Vec<&str> = senders.map(|sender| sender.name.as_str()).collect();
            (!names.is_empty()).then(|| format!("{words}：{}", names.join("、")))
        })
        .collect();
    if !parts.is_empty() && !returns.of_nobody.is_empty() {
        parts.push(format!("另有{}份看不出是谁报的", returns.of_nobody.len()));
    }
    (!parts.is_empty()).then(|| parts.join("；"))
}

/// 催报单: a message to paste; `None` where nobody is missing.
pub fn reminder(returns: &Returns) -> Option<String> {
    let in_state = |state: SenderState| -> Vec<String> {
        let senders = returns.senders.iter().filter(|sender| sender.state == state);
        senders.map(|sender| format!("{}（{}）", sender.name, sender.owed.join("、"))).collect()
    };
    let (missing, unread) = (in_state(SenderState::Missing), in_state(SenderState::Unread));
    if missing.is_empty() && unread.is_empty() {
        return None;
    }
    let month = words::chinese_month(returns.month);
    let mut text = match returns.due {
        Some(due) => format!("【催报】{month}考核表应于{}前报齐。", chinese_date(due)),
        None => format!("【催报】{month}考核表："),
    };
    if !missing.is_empty() {
        text.push_str(&format!("还没有收到：{}。", missing.join("、")));
    }
    if !unread.is_empty() {
        text.push_str(&format!(
            "发来的文件读不出表（打不开，或文件名里没有写明是哪张表），核对后请重新发送：{}。",
            unread.join("、")
        ));
    }
    text.push_str("请尽快报送；当月没有事情的，也请报一份空表（零报告）。");
    Some(text)
}

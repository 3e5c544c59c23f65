//! The reference of the rulebook language, in Chinese Markdown: made from the readers themselves and from the
//! rulebooks in the executable, so that it can neither forget a key nor show one that does not work.

mod order;
mod snippet;

use std::fmt::Write;

use crate::diagnostic::Code;
use crate::rules::KINDS;
use crate::toml_table::{KeyDoc, Need, Shape, TableDoc};

const INTRODUCTION: &str = "# 细则参考

本页由程序生成（`cunkao rules --reference`），与程序读取细则的代码一致，请勿手工修改。
怎样从一份办法写起，见 [GUIDE.md](GUIDE.md)。

- “必写”栏：● 必须写；○ 满足含义中所说的条件时必须写；空白可以不写。用 `extends` 从别的细则写起的，只写要改的键和用来认出那一条的 `id` 或 `name`。
- 规则里的数不带正负号：扣写在 `deduct`，加写在 `add`。只有 `floor`、`cap`、示例里应得的数，以及示例里写了 `below-zero` 的指标的数可以是负的。
- 月日写 `\"03-20\"`，就是每年的这一天；月末写 `\"02-end\"`，即每年二月的最后一天。日期可以写月日，也可以写某一年的 `\"2024-03-20\"`。
- 没有列出的键都是错误，程序会指出最相近的键。没有说清的地方不设默认值，缺了会报错并列出可选的写法。
- 例子取自 `rules/` 中的细则；其中的规则，每条都有示例验算。
";

/// The whole reference. `rulebooks` are the texts that examples are taken from, best first.
pub fn reference(catalogue: &[TableDoc], rulebooks: &[&str]) -> String {
    let mut text = INTRODUCTION.to_owned();
    for section in order::SECTIONS {
        let _ = write!(text, "\n## {}\n\n{}\n", section.title, section.about);
        for path in section.paths {
            if *path == "kinds" {
                kinds(catalogue, rulebooks, &mut text);
            } else {
                table_with_inner(catalogue, path, rulebooks, &mut text);
            }
        }
    }
    codes(&mut text);
    text
}

/// The paths that no section names: the reference would lack them.
pub fn left_out(catalogue: &[TableDoc]) -> Vec<&str> {
    let named = |path: &str| {
        path.starts_with("kind:")
            || order::SECTIONS
                .iter()
                .flat_map(|section| section.paths)
                .any(|known| path == *known || (!known.is_empty() && path.starts_with(&format!("{known}."))))
    };
    catalogue.iter().map(|table| table.path.as_str()).filter(|path| !named(path)).collect()
}

/// The paths that a section names and no reader asks for.
pub fn unknown(catalogue: &[TableDoc]) -> Vec<&'static str> {
    let named = order::SECTIONS.iter().flat_map(|section| section.paths).copied();
    named.filter(|path| *path != "kinds" && catalogue.iter().all(|table| table.path != *path)).collect()
}

fn kinds(catalogue: &[TableDoc], rulebooks: &[&str], text: &mut String) {
    for (kind, title) in KINDS {
        let _ = write!(text, "\n### kind = \"{kind}\"　{title}\n");
        let path = format!("kind:{kind}");
        keys(catalogue, &path, text);
        inner(catalogue, &path, text);
        if let Some(snippet) = snippet::of_kind(kind, rulebooks) {
            let _ = write!(text, "\n```toml\n{snippet}\n```\n");
        }
    }
}

fn table_with_inner(catalogue: &[TableDoc], path: &str, rulebooks: &[&str], text: &mut String) {
    let heading = match path {
        "" => "顶层".to_owned(),
        "village" | "cadre" | "returns" | "publication" => format!("[{path}]"),
        "history" => "history.toml".to_owned(),
        _ => format!("[[{path}]]"),
    };
    let _ = write!(text, "\n### {heading}\n");
    keys(catalogue, path, text);
    if !path.is_empty() && path != "item" {
        inner(catalogue, path, text);
    }
    if let Some(snippet) = snippet::of_table(path, rulebooks) {
        let _ = write!(text, "\n```toml\n{snippet}\n```\n");
    }
}

/// The tables inside another, without a heading of their own in the contents.
fn inner(catalogue: &[TableDoc], path: &str, text: &mut String) {
    let prefix = format!("{path}.");
    for table in catalogue.iter().filter(|table| table.path.starts_with(&prefix)) {
        let name = table.path.strip_prefix(&prefix).unwrap_or_default();
        let _ = write!(text, "\n`{name}` 中的每一个：\n");
        keys(catalogue, &table.path, text);
    }
}

fn keys(catalogue: &[TableDoc], path: &str, text: &mut String) {
    let Some(table) = catalogue.iter().find(|table| table.path == path) else { return };
    text.push_str("\n| 键 | 必写 | 填什么 | 含义 |\n|---|---|---|---|\n");
    for key in &table.keys {
        let _ =
            writeln!(text, "| `{}` | {} | {} | {} |", key.key, must(key), shape(&key.shape), meaning(key));
    }
}

fn must(key: &KeyDoc) -> &'static str {
    // What its reader leaves to other keys, or to `check`, the meaning tells in one of these words.
    let told = ["必须写", "时写", "写一个"].iter().any(|word| key.meaning.contains(word));
    match (key.need, told && !key.meaning.contains("至多写一个")) {
        (Need::Always, _) => "●",
        (Need::Sometimes, _) | (Need::Never, true) => "○",
        (Need::Never, false) => "",
    }
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Text => "文字".to_owned(),
        Shape::Number => "数".to_owned(),
        Shape::Flag => "`true` 或 `false`".to_owned(),
        Shape::Day => "月日".to_owned(),
        Shape::Moment => "日期".to_owned(),
        Shape::Words => "一列文字".to_owned(),
        Shape::Choice(_) => "可选的词".to_owned(),
        Shape::Choices(_) => "一列可选的词".to_owned(),
        Shape::Limit => "`\"zero\"`、`\"none\"` 或数".to_owned(),
        Shape::Table => "表".to_owned(),
        Shape::Tables => "一组表".to_owned(),
        Shape::Names(values) => format!("表：名称 = {}", escaped(values)),
        Shape::Other(what) => escaped(what),
    }
}

fn meaning(key: &KeyDoc) -> String {
    let mut text = escaped(&key.meaning);
    if let Shape::Choice(choices) | Shape::Choices(choices) = &key.shape {
        let list: Vec<_> = choices.iter().map(|(word, meaning)| format!("`\"{word}\"` {meaning}")).collect();
        text.push('：');
        text.push_str(&list.join("；"));
    }
    text
}

/// Signs that would break a Markdown table.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('[', "\\[")
}

fn codes(text: &mut String) {
    text.push_str("\n## 问题代码\n\n`check` 报出的每个问题都有代码；`[[accepts]]` 用代码说明接受了哪个提醒。\n\n| 代码 | 含义 |\n|---|---|\n");
    for code in Code::ALL {
        let _ = writeln!(text, "| `{}` | {} |", code.name(), code.meaning());
    }
}

//! Writes the help of every command: `clap` would say `Usage:` and `[aliases: …]`, and takes a Chinese character
//! for one column.

use clap::{Arg, ArgAction, Command};

use super::Language;
use crate::report::text;

/// As wide as the narrowest console that is still met.
const WIDTH: usize = 80;

/// Names longer than this have their meaning below them.
const NAMES: usize = 34;

/// The command with its own help and that of its commands.
pub(super) fn written(command: Command, language: Language) -> Command {
    let whole = root(&command, language);
    let globals: Vec<Arg> = command.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
    let command = command.override_help(whole);
    command.mut_subcommands(|command| {
        let help = of_command(&command, &globals, language);
        command.override_help(help)
    })
}

fn root(command: &Command, language: Language) -> String {
    let mut out = format!("{}\n\n", about(command));
    let line = language.pick("命令 [参数] [选项]", "COMMAND [ARGUMENTS] [OPTIONS]");
    out.push_str(&format!("{}cunkao {line}\n", language.pick("用法：", "Usage: ")));
    let more = language.pick(
        "不写命令，双击或在窗口里直接运行，出现编了号的菜单。命令、选项和取值的中文、英文写法都可以用。",
        "Run without a command in a terminal, it shows a numbered menu, in Chinese. Result tables, names and \
         reasons stay Chinese whatever the language: they are official text, taken from rulebook and sheets.",
    );
    for line in text::wrap(more, WIDTH) {
        out.push_str(&format!("{line}\n"));
    }
    let rows = command.get_subcommands().map(|command| (names_of(command, language), about(command)));
    section(&mut out, language.pick("命令：", "Commands:"), &rows.collect::<Vec<_>>());
    section(&mut out, language.pick("选项：", "Options:"), &options(command.get_arguments()));
    out
}

fn of_command(command: &Command, globals: &[Arg], language: Language) -> String {
    let between = language.pick("：", ": ");
    let mut out = format!("{}{between}{}\n\n", names_of(command, language), about(command));
    out.push_str(&format!("{}{}\n", language.pick("用法：", "Usage: "), usage(command, language)));
    let arguments = command.get_positionals().map(|arg| (placeholder(arg), meaning(arg)));
    section(&mut out, language.pick("参数：", "Arguments:"), &arguments.collect::<Vec<_>>());
    let own = command.get_arguments().filter(|arg| !arg.is_positional());
    section(&mut out, language.pick("选项：", "Options:"), &options(own));
    section(&mut out, language.pick("各命令通用：", "For every command:"), &options(globals.iter()));
    out
}

/// `计分 score`: the name to be learned first.
fn names_of(command: &Command, language: Language) -> String {
    let name = command.get_name();
    match command.get_visible_aliases().next() {
        Some(alias) => language.pick(format!("{alias} {name}"), format!("{name}, {alias}")),
        None => name.to_owned(),
    }
}

/// What must be written, in order: `cunkao 计分 工作区 --period 考核期 [选项]`.
fn usage(command: &Command, language: Language) -> String {
    let name = command.get_name();
    let alias = command.get_visible_aliases().next().unwrap_or(name);
    let mut words = vec!["cunkao".to_owned(), language.pick(alias, name).to_owned()];
    words.extend(
        command.get_positionals().map(|arg| {
            if arg.is_required_set() { placeholder(arg) } else { format!("[{}]", placeholder(arg)) }
        }),
    );
    let needed = command.get_opts().filter(|arg| arg.is_required_set());
    words.extend(needed.map(|arg| format!("--{} {}", arg.get_long().unwrap_or_default(), placeholder(arg))));
    words.push(language.pick("[选项]", "[OPTIONS]").to_owned());
    words.join(" ")
}

fn options<'a>(args: impl Iterator<Item = &'a Arg>) -> Vec<(String, String)> {
    args.map(|arg| (option(arg), meaning(arg))).collect()
}

/// `-p, --period, --考核期 考核期`
fn option(arg: &Arg) -> String {
    let short = arg.get_short().map_or("    ".to_owned(), |short| format!("-{short}, "));
    let mut longs: Vec<String> = arg.get_long().map(|long| format!("--{long}")).into_iter().collect();
    let aliases = arg.get_visible_aliases().unwrap_or_default();
    longs.extend(aliases.into_iter().map(|alias| format!("--{alias}")));
    let takes_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let value = if takes_value { format!(" {}", placeholder(arg)) } else { String::new() };
    format!("{short}{}{value}", longs.join(", "))
}

fn placeholder(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    let name = names.first().map_or(arg.get_id().as_str(), |name| name.as_str());
    let many = matches!(arg.get_action(), ArgAction::Append);
    // Spelt as consoles are shown it, so that the columns fit.
    format!("{name}{}", if many { "..." } else { "" })
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

fn meaning(arg: &Arg) -> String {
    arg.get_help().map(ToString::to_string).unwrap_or_default()
}

/// Two columns under a heading; nothing where there are no rows.
fn section(out: &mut String, heading: &str, rows: &[(String, String)]) {
    if rows.is_empty() {
        return;
    }
    out.push_str(&format!("\n{heading}\n"));
    let widest = rows.iter().map(|(name, _)| text::width(name)).filter(|width| *width <= NAMES).max();
    let indent = widest.unwrap_or(NAMES) + 4;
    for (name, meaning) in rows {
        let lines = text::wrap(meaning, WIDTH.saturating_sub(indent));
        let beside = text::width(name) + 4 <= indent;
        let first = if beside { lines.first().map(String::as_str).unwrap_or_default() } else { "" };
        out.push_str(&format!("  {}", text::padded(name, indent - 2)));
        out.push_str(first);
        trim_end(out);
        for line in lines.iter().skip(usize::from(beside)) {
            out.push_str(&format!("{}{line}\n", " ".repeat(indent)));
        }
    }
}

fn trim_end(out: &mut String) {
    out.truncate(out.trim_end().len());
    out.push('\n');
}

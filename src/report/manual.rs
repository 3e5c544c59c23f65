//! The words that a new workspace comes with: how to use it, and a rulebook to begin with. In Chinese, for people
//! who do not program.

use super::text;
use crate::period::Month;
use crate::rulebook::{Publication, Rulebook};

/// Old editors of Windows need a byte order mark and both characters at the end of a line.
const MARK: char = '\u{feff}';

/// `使用说明.txt` for a folder of this name, with the commands of a month as examples; whether the folder has a file of
/// targets.
pub fn manual(folder: &str, township: &str, month: Month, has_targets: bool) -> String {
    let folder = text::quoted(folder);
    let heading = if township.is_empty() {
        "村考使用说明".to_owned()
    } else {
        format!("{township}村考使用说明")
    };
    let earlier = if month.number() > 1 {
        format!(
            "\n           年中开始用的，{}年1月到上个月也要各放一份：那几个月到期的照填，别的空着。",
            month.year()
        )
    } else {
        String::new()
    };
    let (targets, fill) = if has_targets {
        ("\n  targets.xlsx     各村的任务", "打开 targets.xlsx，填好各村的任务。")
    } else {
        ("", "")
    };
    let text = format!(
        "{heading}

这个文件夹里有什么
  rulebook.toml    考核细则，用记事本改
  roster.xlsx      花名册：村和村干部{targets}
  模板\\年月\\       每月发下去的空白表
  records\\年月\\    每月收上来的表
  使用说明.txt     本文

第一次用
  1. 打开 roster.xlsx，填好“村”和“干部”两张表。{fill}
  2. 把细则和本乡镇的考核办法逐条对一遍：cunkao 条款 {folder}
     不同的地方在 rulebook.toml 里改。
  3. 检查：cunkao 检查 {folder}

每月五步（以 {month} 为例）
  1. 发表  cunkao 模板 {folder} --month {month}
           空白表在 模板\\{month}。每个办所一份的，后面加 --by office；每个村一份的，加 --by village。
  2. 收件  cunkao 收件 {folder} 收到的文件
           表抄进 records\\{month}，记下谁在什么时候报的。不是用空白表填的，后面加 --from 谁报的 --month {month}。
           本月没有事情的也要交，原样交回来就是零报告。{earlier}
  3. 检查  cunkao 检查 {folder} --month {month}
           先看谁还没报，有催报的话可以粘贴。照提示改到没有“错误”为止。问题一次列全，每条都写明在哪个表哪一格。
  4. 计分  cunkao 计分 {folder} --period {month}
           存成工作簿：后面加 --format xlsx -o {month}.xlsx。季度写 {year}-Q1，全年写 {year}。
  5. 核对  cunkao 说明 {folder} --period {month} --village 村名
           每一分为什么扣、依据哪一条、出自哪一格，公布前给村里看。

公示、通报
  cunkao 发布 {folder} --period {month} --audience public    （会议 meeting，内部 internal）
  rulebook.toml 里要写好 [publication]：从内置细则建的，写法在文件末尾；别的见 cunkao 条款 --reference。
  材料放在 published 里，每次另建一个文件夹。

说明
  不想打命令的，双击程序，照菜单做。收错了表：cunkao 收件 {folder} --withdraw 文件名，移到 records\\不采用，不删除。
  命令在放着 {folder} 的那个文件夹里运行；每个命令后面加 --help 有详细说明。
  已有的文件从不覆盖：同一个月再做一次空白表，会另放一个“第2次”文件夹。
  备份：把整个文件夹复制一份就行。
",
        year = month.year(),
    );
    format!("{MARK}{}", text.replace('\n', "\r\n"))
}

/// `rulebook.toml` that starts from a builtin rulebook, with what to change first.
pub fn rulebook(builtin: &str, base: &Rulebook, township: &str) -> String {
    let title = quoted(&format!("{township}{}", bare(&base.title)));
    let version = quoted(&base.version);
    let mut text = format!(
        "{HEAD}
# 下面这一行把内置的细则整份搬来：这里写了的以这里为准，没写的照它。
# 它是样本，不是推荐的考核内容。先用 cunkao 条款 加本文件夹 从头读一遍，和本乡镇的办法逐条对。
extends = \"builtin:{builtin}\"

# 考核办法的名称，印在各种表上。
title = {title}

# 版本：细则每改一次就换一个，收上来的旧表一看便知。
version = {version}

# ---------------------------------------------------------------- 可以改什么
# 下面都是示例，去掉行首的“# ”才起作用。
"
    );
    if let Some((item, points)) = base.items.iter().find_map(|item| Some((item, item.points?))) {
        text.push_str(&format!(
            "
# 改一项（{name}）的满分：只写编号和要改的键，其余照旧。各项满分要仍然加得起来。
# [[item]]
# id = \"{id}\"
# points = {points}

# 不考核这一项的，上面的 points 一行换成 remove = true，再改其余各项的 points 或 [village] 的 points，
# 合计才对得上；示例、读法、办所里写到这一项的也要改，检查时会一处一处指出来。
",
            name = item.name,
            id = item.id,
        ));
    }
    for target in base.targets.iter().filter(|target| !target.by_village.is_empty()) {
        text.push_str(&format!(
            "
# {name}各村是多少（写了这里的，样本的村名和数就不起作用；没有该项任务的村写 \"不适用\"）：
# [[target]]
# name = {quoted}
# by-village = {{ \"某村\" = 100, \"另一个村\" = \"不适用\" }}
",
            name = target.name,
            quoted = quoted(&target.name),
        ));
    }
    let sheets: Vec<String> = base.sheets().iter().map(|sheet| quoted(sheet)).collect();
    text.push_str(&format!(
        "
# 每月几日前报齐（次月）：
# [returns]
# due-day = 5

# 责任办所，各报哪些表；写了才能给每个办所一份空白表，才知道谁还没报：
# [[office]]
# name = \"党建办\"
# forms = [{}]
",
        sheets.join(", ")
    ));
    text.push_str("\n# 要发通报、公示的，写本机关怎样署名（给谁看什么见 [[audience]]）：\n");
    for line in Publication::SAMPLE.lines() {
        text.push_str(&format!("# {line}\n"));
    }
    text
}

/// A copy of a rulebook under a few words on how to change it.
pub fn copied(text: &str) -> String {
    format!("{HEAD}# 以下照抄自带来的细则；改了内容，version 也换一个。\n\n{text}")
}

const HEAD: &str = "# 考核细则。用记事本改，保存为 UTF-8；改一点查一次：cunkao 检查 加本文件夹
# “#”后面是说明，不起作用。各键的含义：cunkao 条款 --reference
";

/// The title of a sample without saying that it is one.
fn bare(title: &str) -> &str {
    title.rsplit_once('（').filter(|(_, rest)| rest.ends_with("样本）")).map_or(title, |(bare, _)| bare)
}

/// Words as TOML quotes them.
pub(super) fn quoted(words: &str) -> String {
    let escaped = words.replace('\\', "\\\\").replace('"', "\\\"");
    let shown: String = escaped.chars().filter(|letter| !letter.is_control()).collect();
    format!("\"{shown}\"")
}

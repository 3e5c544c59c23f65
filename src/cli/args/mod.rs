//! What may be typed: commands, options and values, each under an English and a Chinese name.

mod analysis;
mod asking;
mod batch;
mod explaining;
mod finality;
mod format;
mod publishing;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use analysis::{BurdenArgs, BurdenFormat, TrendArgs, TrendFormat};
pub(super) use asking::{ReachArgs, SensitivityArgs, WhatIfArgs};
pub(super) use batch::{BatchArgs, BatchFormat};
pub(super) use explaining::ExplainArgs;
pub(super) use finality::{
    ApprovalArgs, ArchiveArgs, CorrectArgs, DiffArgs, ObjectionsArgs, SealArgs, StatusArgs, VerifyArgs,
};
pub(super) use publishing::{PublishArgs, Readers};

use crate::period::{self, Date, Minute, Month, Period};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "cunkao",
    about = "村考：按考核细则给村和村干部计分",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(super) struct CommandLine {
    #[command(subcommand)]
    pub(super) command: Command,
    /// 界面用的语言：zh 中文（默认）、en 英文；英文只管帮助和问题的种类，细节、成绩和原因照旧是中文
    #[arg(long, visible_alias = "语言", global = true, value_enum, value_name = "语言")]
    pub(super) lang: Option<Lang>,
    /// 输出到管道或文件时用的编码：utf-8（默认）、gbk、gb18030；-o 写的文件不受影响
    #[arg(long, visible_alias = "编码", global = true, value_enum, value_name = "编码")]
    pub(super) encoding: Option<Charset>,
    /// 显示帮助
    #[arg(short, long, visible_alias = "帮助", action = clap::ArgAction::Help, global = true)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, visible_alias = "版本", action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 某月、某季度、半年或全年的得分、排名、资金和处理建议
    #[command(visible_alias = "计分")]
    Score(ScoreArgs),
    /// 细则、花名册和全部表格中的问题，一次列全
    #[command(visible_alias = "检查")]
    Check(CheckArgs),
    /// 把办公室或村发来的表收进某个月，登记收到的时间
    #[command(visible_alias = "收件")]
    Receive(ReceiveArgs),
    /// 为什么是这个分、这个名次、这笔钱：逐笔说清，依据哪一条、哪个单元格；与别村、与上一期差在哪里
    #[command(visible_alias = "说明")]
    Explain(ExplainArgs),
    /// 如果某个数、某件事、某条细则不是这样，得分、名次、奖励、资金会怎样；不改动任何文件
    #[command(visible_alias = "推演")]
    WhatIf(WhatIfArgs),
    /// 条文没有说清的地方换一种读法，名次、奖励、资金会不会变：逐个试算
    #[command(visible_alias = "口径")]
    Sensitivity(SensitivityArgs),
    /// 某村要到某个名次、奖次或等次还差多少：最少再做好哪几项、做到多少，哪些分已经拿不回来；不改动任何文件
    #[command(visible_alias = "差多少")]
    Reach(ReachArgs),
    /// 通报、公示、反馈确认单、发放表、审计底稿、网页：一次做齐，与结果逐数核对后才放出来
    #[command(visible_alias = "发布")]
    Publish(PublishArgs),
    /// 到哪一步了：草稿、公示、异议、定稿、封存
    #[command(visible_alias = "进度")]
    Status(StatusArgs),
    /// 公示期间的异议：列出、登记、写上处理结果
    #[command(visible_alias = "异议")]
    Objections(ObjectionsArgs),
    /// 定稿的考核期封存起来，以后谁也不能悄悄改动；还差什么一次列全
    #[command(visible_alias = "封存")]
    Seal(SealArgs),
    /// 封存的有没有被改动：逐个文件核对，逐期重算
    #[command(visible_alias = "核验")]
    Verify(VerifyArgs),
    /// 封存以后发现有错：出新的一版和更正通报，或在后面的月份补扣补加
    #[command(visible_alias = "更正")]
    Correct(CorrectArgs),
    /// 两次结果差在哪里：分数、名次、奖励、资金，逐项列出
    #[command(visible_alias = "对比")]
    Diff(DiffArgs),
    /// 归档包：细则、材料、结果、发布、更正和目录，不用本程序也能看
    #[command(visible_alias = "归档")]
    Archive(ArchiveArgs),
    /// 各村逐月、历年的得分、名次和失分：表、工作簿或折线图
    #[command(visible_alias = "走势")]
    Trend(TrendArgs),
    /// 一个县、一个市的各乡镇一起算：各按自己的细则，汇成一份表和一个网页；可另出逐村、逐项、逐笔的数据表
    #[command(visible_alias = "批量")]
    Batch(BatchArgs),
    /// 为基层减负：要填多少格、发了多少字，哪些项目可以考虑不考
    #[command(visible_alias = "减负")]
    Burden(BurdenArgs),
    /// 把细则读成通顺的办法，查条款；参考手册和编辑器用的 JSON Schema
    #[command(visible_alias = "条款")]
    Rules(RulesArgs),
    /// 某月要填的空白表，带下拉框和填表说明；全部一份，或每个办所、每个村一份
    #[command(visible_alias = "模板")]
    Template(TemplateArgs),
    /// 一个新的工作区，内有细则、空白花名册和使用说明；或从上一年的工作区建下一年的
    #[command(visible_alias = "新建")]
    New(NewArgs),
}

/// Arguments of `template`.
#[derive(Debug, Args)]
pub(super) struct TemplateArgs {
    /// 工作区文件夹（内有 rulebook.toml、roster.xlsx）
    #[arg(value_name = "工作区")]
    pub(super) workspace: PathBuf,
    /// 月份，如 2024-04
    #[arg(short, long, visible_alias = "月份", value_name = "月份", value_parser = parse_month)]
    pub(super) month: Month,
    /// 怎样分：office（每个责任办所一份）、village（每个村一份）；不写则全部一份
    #[arg(long, visible_alias = "分法", value_enum, value_name = "分法")]
    pub(super) by: Option<Division>,
    /// 写到哪个文件夹，默认是 工作区/模板/月份；已有同名的表就另写一套到“…_第2次”
    #[arg(short, long, visible_alias = "输出", value_name = "文件夹")]
    pub(super) output: Option<PathBuf>,
}

/// Among whom `template` divides the sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Division {
    /// 每个责任办所一份
    #[value(alias = "办所")]
    Office,
    /// 每个村一份
    #[value(alias = "村")]
    Village,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// 要建的文件夹：还没有，或者是空的
    #[arg(value_name = "文件夹")]
    pub(super) folder: PathBuf,
    /// 细则：builtin:名称（默认 builtin:village-cadre），或一个细则文件
    #[arg(long, visible_alias = "细则", value_name = "细则", default_value = "builtin:village-cadre")]
    pub(super) rules: PathBuf,
    /// 乡镇名，写进使用说明；从内置细则建的，也写进考核办法的名称
    #[arg(long, visible_alias = "乡镇名", value_name = "乡镇名")]
    pub(super) name: Option<String>,
    /// 从哪个月开始，如 2024-04；默认本月
    #[arg(short, long, visible_alias = "月份", value_name = "月份", value_parser = parse_month)]
    pub(super) month: Option<Month>,
    /// 建下一年的：从上一年的工作区带来细则、年底在任的村和村干部、名次和处理记录
    #[arg(long, visible_alias = "上一年", value_name = "上一年的工作区", conflicts_with_all = ["rules", "roster"])]
    pub(super) from: Option<PathBuf>,
    /// 建下一年的，不带名次和处理记录（上一年还没有算完时）
    #[arg(long, visible_alias = "不带记录", requires = "from", conflicts_with_all = ["rules", "roster"])]
    pub(super) no_history: bool,
    /// 已经填好的花名册：照样放进去，并做好第一个月的空白表
    #[arg(long, visible_alias = "花名册", value_name = "花名册")]
    pub(super) roster: Option<PathBuf>,
}

/// Arguments of `rules`.
#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// 细则文件、工作区，或 builtin:名称；--reference 和 --schema 不用写
    #[arg(value_name = "细则", required_unless_present_any = ["reference", "schema"])]
    pub(super) rulebook: Option<PathBuf>,
    /// 只看含有这个词的条款
    #[arg(value_name = "词")]
    pub(super) word: Option<String>,
    /// 输出细则参考手册（Markdown）
    #[arg(long, visible_alias = "参考手册", conflicts_with_all = ["rulebook", "schema", "xlsx", "apply", "output"])]
    pub(super) reference: bool,
    /// 输出编辑器用的 JSON Schema
    #[arg(long, visible_alias = "架构", conflicts_with_all = ["rulebook", "xlsx", "apply", "output"])]
    pub(super) schema: bool,
    /// 把细则中的数写成表格，交各办公室核改（不得已存在）
    #[arg(long, visible_alias = "导出", value_name = "表格", conflicts_with_all = ["word", "apply"])]
    pub(super) xlsx: Option<PathBuf>,
    /// 把表格里改过的数写回细则，注释和排版不变；新细则写入 -o 指定的文件
    #[arg(long, visible_alias = "写回", value_name = "表格", requires = "output", conflicts_with = "word")]
    pub(super) apply: Option<PathBuf>,
    /// 新细则的文件名（不得已存在）
    #[arg(short, long, visible_alias = "输出", value_name = "文件", requires = "apply", conflicts_with_all = ["word", "xlsx"])]
    pub(super) output: Option<PathBuf>,
    /// 宽度（列），不写则与终端同宽，看不出的按 100
    #[arg(long, visible_alias = "宽度", value_name = "列数", value_parser = parse_width)]
    pub(super) width: Option<u16>,
}

/// Arguments of `score`.
#[derive(Debug, Args)]
pub(super) struct ScoreArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// 输出格式：表格 table（默认）、json、csv、工作簿 xlsx；不写的，看 -o 的文件名
    #[arg(short, long, visible_alias = "格式", value_enum, value_name = "格式")]
    pub(super) format: Option<Format>,
    /// 写入文件（不得已存在）；xlsx 格式必须写明
    #[arg(short, long, visible_alias = "输出", value_name = "文件")]
    pub(super) output: Option<PathBuf>,
    /// 表格宽度（列），不写则与终端同宽，看不出的按 100
    #[arg(long, visible_alias = "宽度", value_name = "列数", value_parser = parse_width)]
    pub(super) width: Option<u16>,
}

impl ScoreArgs {
    /// The format that is written.
    pub(super) fn format(&self) -> Result<Format, String> {
        format::settled(self.format, self.output.as_deref(), Format::Table)
    }
}

/// What `score`, `explain` and `publish` read.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// 工作区文件夹（内有 rulebook.toml、roster.xlsx、records）
    #[arg(value_name = "工作区")]
    pub(super) workspace: PathBuf,
    /// 考核期：2024-03、2024-Q1、2024-H1 或 2024
    #[arg(short, long, visible_alias = "考核期", value_name = "考核期", value_parser = parse_period)]
    pub(super) period: Period,
    /// 有错误也输出，每份结果都标明未定稿
    #[arg(long, visible_alias = "未定稿")]
    pub(super) allow_errors: bool,
    /// 连同说明一并列出
    #[arg(short, long, visible_alias = "详细")]
    pub(super) verbose: bool,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// 工作区文件夹、细则文件或某个表格
    #[arg(value_name = "路径")]
    pub(super) path: PathBuf,
    /// 输出格式：文字 text（默认）、json
    #[arg(short, long, visible_alias = "格式", value_enum, default_value_t = CheckFormat::Text, value_name = "格式")]
    pub(super) format: CheckFormat,
    /// 不在工作区里存问题清单和标注件
    #[arg(long, visible_alias = "不存")]
    pub(super) no_save: bool,
    /// 先列出这个月谁报了、谁零报告、谁没报，附催报文字；只检查到这个月为止
    #[arg(short, long, visible_alias = "月份", value_name = "月份", value_parser = parse_month)]
    pub(super) month: Option<Month>,
    /// 连同说明一并列出
    #[arg(short, long, visible_alias = "详细")]
    pub(super) verbose: bool,
}

/// Arguments of `receive`.
#[derive(Clone, Debug, Args)]
pub(super) struct ReceiveArgs {
    /// 工作区文件夹
    #[arg(value_name = "工作区")]
    pub(super) workspace: PathBuf,
    /// 收到的表格，可以有几份；*.xlsx 是文件夹里的全部
    #[arg(value_name = "文件", required_unless_present = "withdraw")]
    pub(super) files: Vec<PathBuf>,
    /// 谁报的：办所或村；空白表上写着、或文件名里有的，可以不写
    #[arg(long, visible_alias = "报送单位", value_name = "报送单位")]
    pub(super) from: Option<String>,
    /// 哪个月的表；本程序的空白表自己写着，可以不写
    #[arg(short, long, visible_alias = "月份", value_name = "月份", value_parser = parse_month)]
    pub(super) month: Option<Month>,
    /// 收到的时间，如 "2024-04-03 09:20"；不写就是现在
    #[arg(long, visible_alias = "收到时间", value_name = "时间", value_parser = parse_minute)]
    pub(super) at: Option<Minute>,
    /// 取代本月已有的哪份文件，旧的移到 records/不采用
    #[arg(long, visible_alias = "取代", value_name = "旧文件", conflicts_with = "beside")]
    pub(super) replaces: Option<String>,
    /// 与已有的并用，两份都算
    #[arg(long, visible_alias = "并用")]
    pub(super) beside: bool,
    /// 文件名、空白表或里面的日期说的是别的月份，也照收
    #[arg(long, visible_alias = "照收")]
    pub(super) insist: bool,
    /// 几份一起收时，有疑问的跳过，其余先收
    #[arg(long, visible_alias = "跳过")]
    pub(super) skip: bool,
    /// 撤回收错的一份：移到 records/不采用，并在收件登记里记一笔；不删除
    #[arg(long, visible_alias = "撤回", value_name = "文件名", conflicts_with_all = ["files", "from", "replaces", "beside", "insist", "skip"])]
    pub(super) withdraw: Option<String>,
    /// 写进收件登记的说明
    #[arg(long, visible_alias = "备注", value_name = "文字", value_parser = parse_words, allow_hyphen_values = true)]
    pub(super) remark: Option<String>,
}

/// Formats of `score`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// 终端里看的表
    #[value(alias = "表格")]
    Table,
    /// JSON
    Json,
    /// CSV（可用 WPS 打开）
    Csv,
    /// 工作簿
    #[value(alias = "工作簿")]
    Xlsx,
}

/// Formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// 文字
    #[value(alias = "文字")]
    Text,
    /// JSON
    Json,
}

/// Languages of help and messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    /// 中文
    #[value(alias = "中文")]
    Zh,
    /// English
    #[value(alias = "英文")]
    En,
}

/// Encodings of what goes into a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Charset {
    /// UTF-8
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// GBK
    Gbk,
    /// GB18030
    Gb18030,
}

fn parse_period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| "应为 2024-03、2024-Q1、2024-H1 或 2024".to_owned())
}

fn parse_month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| "应为 2024-03 这样的年月".to_owned())
}

fn parse_date(text: &str) -> Result<Date, String> {
    period::parse_date(text).ok_or_else(|| "应为 2024-04-08 这样的日期".to_owned())
}

/// Free words, which may begin with a sign (`-1分不对`). What begins with two is the next option, and the words were left
/// out.
fn parse_words(text: &str) -> Result<String, String> {
    if text.starts_with("--") {
        return Err("后面要写文字，写的像是另一个选项；文字确以 -- 开头的，前面加一个空格".to_owned());
    }
    Ok(text.to_owned())
}

fn parse_minute(text: &str) -> Result<Minute, String> {
    Minute::parse(text).ok_or_else(|| "应为 \"2024-04-03 09:20\" 这样的时间".to_owned())
}

/// The running number of an official paper.
fn parse_serial(text: &str) -> Result<u32, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "应为 5 这样的号数，从 1 起".to_owned())
}

fn parse_place(text: &str) -> Result<u32, String> {
    text.parse().ok().filter(|place| *place > 0).ok_or_else(|| "应为 2 这样的名次，从 1 起".to_owned())
}

fn parse_year(text: &str) -> Result<i16, String> {
    let is_whole = text.len() == 4 && text.bytes().all(|digit| digit.is_ascii_digit());
    let year = text.parse().ok().filter(|_| is_whole && !text.starts_with('0'));
    year.ok_or_else(|| "应为 2024 这样的四位年份".to_owned())
}

fn parse_jobs(text: &str) -> Result<u16, String> {
    let jobs = text.parse().ok().filter(|jobs| (1..=256).contains(jobs));
    jobs.ok_or_else(|| "应为 1 到 256 的整数".to_owned())
}

fn parse_width(text: &str) -> Result<u16, String> {
    let width = text.parse().ok().filter(|width| (40..=400).contains(width));
    width.ok_or_else(|| "应为 40 到 400 的整数".to_owned())
}

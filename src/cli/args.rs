//! What may be typed, and Chinese words for what may not.

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::period::{Month, Period};
use crate::returned::Minute;

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "cunkao",
    about = "村考：按考核细则给村和村干部计分",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    help_template = TEMPLATE,
    override_usage = "cunkao 命令 [参数]",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令"
)]
pub(super) struct CommandLine {
    #[command(subcommand)]
    pub(super) command: Command,
    /// 显示帮助
    #[arg(short, long, action = clap::ArgAction::Help, global = true, help_heading = "选项")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 计分：某月、某季度、半年或全年的得分、排名、资金和处理建议
    #[command(alias = "计分", help_template = TEMPLATE, override_usage = "cunkao score 工作区 --period 考核期 [选项]")]
    Score(ScoreArgs),
    /// 检查：细则、花名册和全部表格中的问题，一次列全
    #[command(alias = "检查", help_template = TEMPLATE, override_usage = "cunkao check 路径 [选项]")]
    Check(CheckArgs),
    /// 收件：把办公室或村发来的表收进某个月，登记收到的时间
    #[command(alias = "收件", help_template = TEMPLATE, override_usage = "cunkao receive 工作区 文件… --from 报送单位 [--month 月份] [选项]")]
    Receive(ReceiveArgs),
    /// 说明：某村、某干部或某项的每一笔加分扣分，依据哪一条、哪个单元格
    #[command(alias = "说明", help_template = TEMPLATE, override_usage = "cunkao explain 工作区 --period 考核期 [--village 村] [--cadre 干部] [--item 项目]")]
    Explain(ExplainArgs),
    /// 条款：把细则读成通顺的办法，查条款；参考手册和编辑器用的 JSON Schema
    #[command(alias = "条款", help_template = TEMPLATE, override_usage = "cunkao rules 细则 [词]")]
    Rules(RulesArgs),
    /// 模板：某月要填的空白表，带下拉框和填表说明；全部一份，或每个办所、每个村一份
    #[command(alias = "模板", help_template = TEMPLATE, override_usage = "cunkao template 工作区 --month 月份 [--by office|village] [-o 文件夹]")]
    Template(TemplateArgs),
    /// 新建：一个新的工作区，内有细则、空白花名册和使用说明
    #[command(alias = "新建", help_template = TEMPLATE, override_usage = "cunkao new 文件夹 [--rules 细则] [--name 乡镇名] [--month 月份] [--roster 花名册]")]
    New(NewArgs),
}

/// Arguments of `template`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct TemplateArgs {
    /// 工作区文件夹（内有 rulebook.toml、roster.xlsx）
    #[arg(value_name = "工作区", help_heading = "参数")]
    pub(super) workspace: PathBuf,
    /// 月份，如 2024-04
    #[arg(short, long, value_name = "月份", value_parser = parse_month)]
    pub(super) month: Month,
    /// 怎样分：office（每个责任办所一份）、village（每个村一份）；不写则全部一份
    #[arg(long, value_enum, value_name = "分法", hide_possible_values = true)]
    pub(super) by: Option<Division>,
    /// 写到哪个文件夹，默认是 工作区/模板/月份；已有同名的表就另写一套到“…_第2次”
    #[arg(short, long, value_name = "文件夹")]
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
#[command(next_help_heading = "选项")]
pub(super) struct NewArgs {
    /// 要建的文件夹：还没有，或者是空的
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub(super) folder: PathBuf,
    /// 细则：builtin:名称（默认 builtin:village-cadre），或一个细则文件
    #[arg(long, value_name = "细则", default_value = "builtin:village-cadre", hide_default_value = true)]
    pub(super) rules: PathBuf,
    /// 乡镇名，写进使用说明；从内置细则建的，也写进考核办法的名称
    #[arg(long, value_name = "乡镇名")]
    pub(super) name: Option<String>,
    /// 从哪个月开始，如 2024-04；默认本月
    #[arg(short, long, value_name = "月份", value_parser = parse_month)]
    pub(super) month: Option<Month>,
    /// 建下一年的：从上一年的工作区带来细则、年底在任的村和村干部、名次和处理记录
    #[arg(long, value_name = "上一年的工作区", conflicts_with_all = ["rules", "roster"])]
    pub(super) from: Option<PathBuf>,
    /// 建下一年的，不带名次和处理记录（上一年还没有算完时）
    #[arg(long, requires = "from")]
    pub(super) no_history: bool,
    /// 已经填好的花名册：照样放进去，并做好第一个月的空白表
    #[arg(long, value_name = "花名册")]
    pub(super) roster: Option<PathBuf>,
}

/// Arguments of `rules`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct RulesArgs {
    /// 细则文件、工作区，或 builtin:名称；--reference 和 --schema 不用写
    #[arg(value_name = "细则", help_heading = "参数", required_unless_present_any = ["reference", "schema"])]
    pub(super) rulebook: Option<PathBuf>,
    /// 只看含有这个词的条款
    #[arg(value_name = "词", help_heading = "参数")]
    pub(super) word: Option<String>,
    /// 输出细则参考手册（Markdown）
    #[arg(long, conflicts_with_all = ["rulebook", "schema"])]
    pub(super) reference: bool,
    /// 输出编辑器用的 JSON Schema
    #[arg(long, conflicts_with = "rulebook")]
    pub(super) schema: bool,
    /// 把细则中的数写成表格，交各办公室核改（不得已存在）
    #[arg(long, value_name = "表格", conflicts_with_all = ["word", "apply"])]
    pub(super) xlsx: Option<PathBuf>,
    /// 把表格里改过的数写回细则，注释和排版不变；新细则写入 -o 指定的文件
    #[arg(long, value_name = "表格", requires = "output", conflicts_with = "word")]
    pub(super) apply: Option<PathBuf>,
    /// 新细则的文件名（不得已存在）
    #[arg(short, long, value_name = "文件", requires = "apply")]
    pub(super) output: Option<PathBuf>,
    /// 宽度（列），默认 100
    #[arg(long, value_name = "列数", default_value_t = 100, hide_default_value = true, value_parser = clap::value_parser!(u16).range(40..=400))]
    pub(super) width: u16,
}

/// Arguments of `score`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ScoreArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// 输出格式：table（终端表格，默认）、json、csv、xlsx（工作簿）
    #[arg(short, long, value_enum, default_value_t = Format::Table, value_name = "格式", hide_possible_values = true, hide_default_value = true)]
    pub(super) format: Format,
    /// 写入文件（不得已存在）；xlsx 格式必须写明
    #[arg(short, long, value_name = "文件")]
    pub(super) output: Option<PathBuf>,
    /// 表格宽度（列），默认 100
    #[arg(long, value_name = "列数", default_value_t = 100, hide_default_value = true, value_parser = clap::value_parser!(u16).range(40..=400))]
    pub(super) width: u16,
}

/// What `score` and `explain` read.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct InputArgs {
    /// 工作区文件夹（内有 rulebook.toml、roster.xlsx、records）
    #[arg(value_name = "工作区", help_heading = "参数")]
    pub(super) workspace: PathBuf,
    /// 考核期：2024-03、2024-Q1、2024-H1 或 2024
    #[arg(short, long, value_name = "考核期", value_parser = parse_period)]
    pub(super) period: Period,
    /// 有错误也输出，每份结果都标明未定稿
    #[arg(long)]
    pub(super) allow_errors: bool,
    /// 连同说明一并列出
    #[arg(short, long)]
    pub(super) verbose: bool,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct CheckArgs {
    /// 工作区文件夹、细则文件或某个表格
    #[arg(value_name = "路径", help_heading = "参数")]
    pub(super) path: PathBuf,
    /// 输出格式：text（文字，默认）、json
    #[arg(short, long, value_enum, default_value_t = CheckFormat::Text, value_name = "格式", hide_possible_values = true, hide_default_value = true)]
    pub(super) format: CheckFormat,
    /// 不在工作区里存问题清单和标注件
    #[arg(long)]
    pub(super) no_save: bool,
    /// 先列出这个月谁报了、谁零报告、谁没报，附催报文字；只检查到这个月为止
    #[arg(short, long, value_name = "月份", value_parser = parse_month)]
    pub(super) month: Option<Month>,
    /// 连同说明一并列出
    #[arg(short, long)]
    pub(super) verbose: bool,
}

/// Arguments of `receive`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ReceiveArgs {
    /// 工作区文件夹
    #[arg(value_name = "工作区", help_heading = "参数")]
    pub(super) workspace: PathBuf,
    /// 收到的表格，可以有几份
    #[arg(value_name = "文件", help_heading = "参数", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// 谁报的：办所或村；本程序的空白表自己写着，可以不写
    #[arg(long, value_name = "报送单位")]
    pub(super) from: Option<String>,
    /// 哪个月的表；本程序的空白表自己写着，可以不写
    #[arg(short, long, value_name = "月份", value_parser = parse_month)]
    pub(super) month: Option<Month>,
    /// 收到的时间，如 "2024-04-03 09:20"；不写就是现在
    #[arg(long, value_name = "时间", value_parser = parse_minute)]
    pub(super) at: Option<Minute>,
    /// 取代本月已有的哪份文件，旧的移到 records/不采用
    #[arg(long, value_name = "旧文件", conflicts_with = "beside")]
    pub(super) replaces: Option<String>,
    /// 与已有的并用，两份都算
    #[arg(long)]
    pub(super) beside: bool,
    /// 写进收件登记的说明
    #[arg(long, value_name = "文字")]
    pub(super) remark: Option<String>,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// 村名
    #[arg(long, value_name = "村")]
    pub(super) village: Option<String>,
    /// 村干部的姓名或编号
    #[arg(long, value_name = "干部")]
    pub(super) cadre: Option<String>,
    /// 考核项目的名称、简称或编号
    #[arg(long, value_name = "项目")]
    pub(super) item: Option<String>,
    /// 表格宽度（列），默认 100
    #[arg(long, value_name = "列数", default_value_t = 100, hide_default_value = true, value_parser = clap::value_parser!(u16).range(40..=400))]
    pub(super) width: u16,
}

/// Formats of `score`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// 终端里看的表
    Table,
    /// JSON
    Json,
    /// CSV（可用 WPS 打开）
    Csv,
    /// 工作簿
    Xlsx,
}

/// Formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// 文字
    Text,
    /// JSON
    Json,
}

fn parse_period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| "应为 2024-03、2024-Q1、2024-H1 或 2024".to_owned())
}

fn parse_month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| "应为 2024-03 这样的年月".to_owned())
}

fn parse_minute(text: &str) -> Result<Minute, String> {
    Minute::parse(text).ok_or_else(|| "应为 2024-04-03 09:20".to_owned())
}

/// Chinese words for a mistake on the command line.
pub(super) fn explain_error(error: &clap::Error) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let choices = context(ContextKind::ValidValue);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", context(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("不认识的参数 {argument}"),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "没有写命令".to_owned()
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("参数 {argument} 后面缺少值"),
        ErrorKind::InvalidValue if !choices.is_empty() => {
            format!("{argument} 不能取“{value}”，可选：{choices}")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if argument.contains("--period") => {
            format!("考核期“{value}”不对，应为 2024-03、2024-Q1、2024-H1 或 2024")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if argument.contains("--month") => {
            format!("月份“{value}”不对，应为 2024-03 这样的年月")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if argument.contains("--at") => {
            format!("时间“{value}”不对，应为 \"2024-04-03 09:20\"")
        }
        ErrorKind::ValueValidation | ErrorKind::InvalidValue => format!("{argument} 不能取“{value}”"),
        ErrorKind::ArgumentConflict => format!("参数 {argument} 写了两次，或与别的参数冲突"),
        ErrorKind::InvalidUtf8 => "参数中有无法识别的字符".to_owned(),
        _ => "命令写得不对".to_owned(),
    };
    format!("{message}\n用 cunkao --help 查看命令，用 cunkao 命令 --help 查看参数")
}

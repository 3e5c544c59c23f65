//! What may be typed of results that become final: seal, verify, correct, diff, objections, status, archive.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::{parse_date, parse_month, parse_period, parse_serial, parse_words, parse_year};
use crate::number::Number;
use crate::period::{Date, Month, Period};

/// A workspace and a period.
#[derive(Debug, Args)]
pub(in crate::cli) struct OfPeriod {
    /// 工作区文件夹（内有 rulebook.toml、roster.xlsx、records）
    #[arg(value_name = "工作区")]
    pub(in crate::cli) workspace: PathBuf,
    /// 考核期：2024-03、2024-Q1、2024-H1 或 2024
    #[arg(short, long, visible_alias = "考核期", value_name = "考核期", value_parser = parse_period)]
    pub(in crate::cli) period: Period,
}

/// Who made a result final.
#[derive(Debug, Args)]
pub(in crate::cli) struct ApprovalArgs {
    /// 批准人
    #[arg(long, visible_alias = "批准", value_name = "姓名", value_parser = parse_words, allow_hyphen_values = true)]
    pub(in crate::cli) approved_by: Option<String>,
    /// 通过结果的会议，如 党政联席会；细则写明经会议才算数的必须写
    #[arg(long, visible_alias = "会议", value_name = "会议", requires = "date", value_parser = parse_words, allow_hyphen_values = true)]
    pub(in crate::cli) meeting: Option<String>,
    /// 会议日期，如 2024-04-18
    #[arg(long, visible_alias = "日期", value_name = "日期", value_parser = parse_date, requires = "meeting")]
    pub(in crate::cli) date: Option<Date>,
    /// 电脑的时钟没有错：离考核期很远，或早于以前一份封存的时间，也照现在的时间封存
    #[arg(long, visible_alias = "时钟无误")]
    pub(in crate::cli) clock_is_right: bool,
}

/// Arguments of `seal`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SealArgs {
    #[command(flatten)]
    pub(in crate::cli) of: OfPeriod,
    #[command(flatten)]
    pub(in crate::cli) approval: ApprovalArgs,
    /// 只列出还差什么，不封存
    #[arg(long, visible_alias = "只查")]
    pub(in crate::cli) check: bool,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub(in crate::cli) struct VerifyArgs {
    /// 工作区文件夹（内有 rulebook.toml、roster.xlsx、records）
    #[arg(value_name = "工作区")]
    pub(in crate::cli) workspace: PathBuf,
    /// 连同说明一并列出
    #[arg(short, long, visible_alias = "详细")]
    pub(in crate::cli) verbose: bool,
}

/// Arguments of `correct`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CorrectArgs {
    #[command(flatten)]
    pub(in crate::cli) of: OfPeriod,
    #[command(flatten)]
    pub(in crate::cli) approval: ApprovalArgs,
    /// 为什么更正、补扣或补加
    #[arg(long, visible_alias = "原因", value_name = "文字", value_parser = parse_words, allow_hyphen_values = true)]
    pub(in crate::cli) reason: String,
    /// 只看会改变什么，不出新的一版
    #[arg(long, visible_alias = "只查")]
    pub(in crate::cli) check: bool,
    /// 更正通报的发文字号里的顺序号，如 7
    #[arg(long, visible_alias = "文号", value_name = "号数", value_parser = parse_serial, conflicts_with = "into")]
    pub(in crate::cli) number: Option<u32>,
    /// 不重算，在还没有封存的这个月补扣补加，如 2024-05
    #[arg(long, visible_alias = "记入", value_name = "月份", value_parser = parse_month, requires = "village")]
    pub(in crate::cli) into: Option<Month>,
    /// 补扣补加的村
    #[arg(long, visible_alias = "村", value_name = "村", requires = "into")]
    pub(in crate::cli) village: Option<String>,
    /// 补扣补加的村干部：姓名、编号或“姓名（编号）”；不写则是村的
    #[arg(long, visible_alias = "干部", value_name = "姓名", requires = "into")]
    pub(in crate::cli) cadre: Option<String>,
    /// 补扣补加的项目：名称、简称或编号
    #[arg(long, visible_alias = "项目", value_name = "项目", requires = "into")]
    pub(in crate::cli) item: Option<String>,
    /// 分值：-1.5 是补扣，2 是补加
    #[arg(long, visible_alias = "分值", value_name = "分", value_parser = parse_number, allow_hyphen_values = true, requires = "into", conflicts_with = "money")]
    pub(in crate::cli) points: Option<Number>,
    /// 金额（元）：-50 是补扣，50 是补发
    #[arg(long, visible_alias = "金额", value_name = "元", value_parser = parse_number, allow_hyphen_values = true, requires = "into")]
    pub(in crate::cli) money: Option<Number>,
    /// 记在哪一天，默认是那个月的最后一天
    #[arg(long, visible_alias = "记账日期", value_name = "日期", value_parser = parse_date, requires = "into")]
    pub(in crate::cli) on: Option<Date>,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(in crate::cli) struct DiffArgs {
    #[command(flatten)]
    pub(in crate::cli) of: OfPeriod,
    /// 与哪一个比：第1版（封存的）、`公开_第1次`（发布的），或一个结果文件；不写则与封存的、没有封存的与最后一次发布的比
    #[arg(long, visible_alias = "对照", value_name = "哪一个")]
    pub(in crate::cli) since: Option<String>,
    /// 拿哪一个来比，写法同上；不写则是现在的材料算出的
    #[arg(long, visible_alias = "到", value_name = "哪一个")]
    pub(in crate::cli) until: Option<String>,
    /// 连同变动的每一笔账一并列出
    #[arg(short, long, visible_alias = "详细")]
    pub(in crate::cli) verbose: bool,
}

/// Arguments of `objections`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("act").args(["add", "decide"])))]
pub(in crate::cli) struct ObjectionsArgs {
    #[command(flatten)]
    pub(in crate::cli) of: OfPeriod,
    /// 登记一条异议：内容
    #[arg(long, visible_alias = "登记", value_name = "内容", requires = "by", conflicts_with = "decide", value_parser = parse_words, allow_hyphen_values = true)]
    pub(in crate::cli) add: Option<String>,
    /// 提出人，或处理人
    #[arg(long, visible_alias = "谁", value_name = "姓名", value_parser = parse_words, allow_hyphen_values = true, requires = "act")]
    pub(in crate::cli) by: Option<String>,
    /// 涉及的村或人
    #[arg(long, visible_alias = "涉及", value_name = "村或人", requires = "add", conflicts_with_all = ["decide", "decision"], value_parser = parse_words, allow_hyphen_values = true)]
    pub(in crate::cli) about: Option<String>,
    /// 写上处理结果：异议的编号
    #[arg(long, visible_alias = "处理", value_name = "编号", requires_all = ["decision", "by"])]
    pub(in crate::cli) decide: Option<String>,
    /// 处理结果
    #[arg(long, visible_alias = "结果", value_name = "文字", requires = "decide", conflicts_with = "add", value_parser = parse_words, allow_hyphen_values = true)]
    pub(in crate::cli) decision: Option<String>,
    /// 提出或处理的日期，默认是今天
    #[arg(long, visible_alias = "日期", value_name = "日期", value_parser = parse_date, requires = "act")]
    pub(in crate::cli) on: Option<Date>,
}

/// Arguments of `status`.
#[derive(Debug, Args)]
pub(in crate::cli) struct StatusArgs {
    /// 工作区文件夹（内有 rulebook.toml、roster.xlsx、records）
    #[arg(value_name = "工作区")]
    pub(in crate::cli) workspace: PathBuf,
    /// 哪一年，默认是最近有表的一年
    #[arg(long, visible_alias = "年", value_name = "年", value_parser = parse_year)]
    pub(in crate::cli) year: Option<i16>,
}

/// Arguments of `archive`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ArchiveArgs {
    #[command(flatten)]
    pub(in crate::cli) of: OfPeriod,
    /// 写到哪个文件夹里，默认是 工作区/归档；每次另建一个，如 2024-Q1_第1次
    #[arg(short, long, visible_alias = "输出", value_name = "文件夹")]
    pub(in crate::cli) output: Option<PathBuf>,
}

fn parse_number(text: &str) -> Result<Number, String> {
    Number::parse(text).ok_or_else(|| "应为 -1.5 这样的数".to_owned())
}

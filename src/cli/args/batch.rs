//! What may be typed of many townships at once.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{parse_jobs, parse_period, parse_width};
use crate::period::Period;

/// Arguments of `batch`.
#[derive(Debug, Args)]
pub(in crate::cli) struct BatchArgs {
    /// 放着各乡镇工作区的文件夹；下面几层里的工作区都会找到
    #[arg(value_name = "文件夹")]
    pub(in crate::cli) folder: PathBuf,
    /// 考核期：2024-03、2024-Q1、2024-H1 或 2024
    #[arg(short, long, visible_alias = "考核期", value_name = "考核期", value_parser = parse_period)]
    pub(in crate::cli) period: Period,
    /// 写到哪个文件夹（不得已存在），默认在该文件夹的“批量汇总”里，按考核期和次数取名
    #[arg(short, long, visible_alias = "输出", value_name = "输出文件夹")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// 另写出逐村、逐项、逐笔的表，供数据库或其他统计软件读取：csv（WPS 也能打开）、jsonl
    #[arg(short, long, visible_alias = "格式", value_enum, value_name = "格式")]
    pub(in crate::cli) format: Option<BatchFormat>,
    /// 说明各地细则可以比较，写明是谁认定的；写了才把各村合在一起排名，内存随村数增加（一万个村约 2 MB）
    #[arg(long, visible_alias = "可比", value_name = "谁认定的")]
    pub(in crate::cli) comparable: Option<String>,
    /// 有错误的乡镇也列数，标明未定稿
    #[arg(long, visible_alias = "未定稿")]
    pub(in crate::cli) allow_errors: bool,
    /// 把读过的表留在这个文件夹里，没有改动的表下次不再解析；可以随时删除，不影响结果
    #[arg(long, visible_alias = "留存", value_name = "文件夹")]
    pub(in crate::cli) cache: Option<PathBuf>,
    /// 同时算几个乡镇，默认与处理器核数相同
    #[arg(short, long, visible_alias = "并行数", value_name = "个数", value_parser = parse_jobs)]
    pub(in crate::cli) jobs: Option<u16>,
    /// 表格宽度（列），不写则与终端同宽，看不出的按 100
    #[arg(long, visible_alias = "宽度", value_name = "列数", value_parser = parse_width)]
    pub(in crate::cli) width: Option<u16>,
}

/// Formats of the tidy tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum BatchFormat {
    /// CSV（可用 WPS 打开）
    Csv,
    /// 每行一个 JSON
    #[value(alias = "每行一条")]
    Jsonl,
}

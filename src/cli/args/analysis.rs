//! What may be typed of questions asked of results.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{format, parse_period, parse_width};
use crate::period::Period;

/// Arguments of `trend`.
#[derive(Debug, Args)]
pub(in crate::cli) struct TrendArgs {
    /// 工作区文件夹（内有 rulebook.toml、roster.xlsx、records）
    #[arg(value_name = "工作区")]
    pub(in crate::cli) workspace: PathBuf,
    /// 考核期：2024 看全年各月，2024-H1、2024-Q1 只看其中各月
    #[arg(short, long, visible_alias = "考核期", value_name = "考核期", value_parser = parse_period)]
    pub(in crate::cli) period: Period,
    /// 以前各年的工作区，可以有几个：列出同一时期的历年
    #[arg(long, visible_alias = "历年", value_name = "以前的工作区", num_args = 1..)]
    pub(in crate::cli) with: Vec<PathBuf>,
    /// 只看一个村
    #[arg(long, visible_alias = "村", value_name = "村")]
    pub(in crate::cli) village: Option<String>,
    /// 输出格式：表格 table（默认）、csv、工作簿 xlsx、图 svg；不写的，看 -o 的文件名
    #[arg(short, long, visible_alias = "格式", value_enum, value_name = "格式")]
    pub(in crate::cli) format: Option<TrendFormat>,
    /// 写入文件（不得已存在）；xlsx 格式必须写明
    #[arg(short, long, visible_alias = "输出", value_name = "文件")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// 表格宽度（列），不写则与终端同宽，看不出的按 100
    #[arg(long, visible_alias = "宽度", value_name = "列数", value_parser = parse_width)]
    pub(in crate::cli) width: Option<u16>,
}

impl TrendArgs {
    /// The format that is written.
    pub(in crate::cli) fn format(&self) -> Result<TrendFormat, String> {
        format::settled(self.format, self.output.as_deref(), TrendFormat::Table)
    }
}

/// Formats of `trend`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TrendFormat {
    /// 终端里看的表
    #[value(alias = "表格")]
    Table,
    /// CSV（可用 WPS 打开）
    Csv,
    /// 工作簿，带折线图
    #[value(alias = "工作簿")]
    Xlsx,
    /// 折线图，浏览器可看
    #[value(alias = "图")]
    Svg,
}

/// Arguments of `burden`.
#[derive(Debug, Args)]
pub(in crate::cli) struct BurdenArgs {
    /// 工作区文件夹（内有 rulebook.toml、roster.xlsx、records）
    #[arg(value_name = "工作区")]
    pub(in crate::cli) workspace: PathBuf,
    /// 考核期：2024 看全年，2024-H1、2024-Q1、2024-03 看其中各月
    #[arg(short, long, visible_alias = "考核期", value_name = "考核期", value_parser = parse_period)]
    pub(in crate::cli) period: Period,
    /// 输出格式：表格 table（默认）、json、工作簿 xlsx；不写的，看 -o 的文件名
    #[arg(short, long, visible_alias = "格式", value_enum, value_name = "格式")]
    pub(in crate::cli) format: Option<BurdenFormat>,
    /// 写入文件（不得已存在）；xlsx 格式必须写明
    #[arg(short, long, visible_alias = "输出", value_name = "文件")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// 表格宽度（列），不写则与终端同宽，看不出的按 100
    #[arg(long, visible_alias = "宽度", value_name = "列数", value_parser = parse_width)]
    pub(in crate::cli) width: Option<u16>,
}

impl BurdenArgs {
    /// The format that is written.
    pub(in crate::cli) fn format(&self) -> Result<BurdenFormat, String> {
        format::settled(self.format, self.output.as_deref(), BurdenFormat::Table)
    }
}

/// Formats of `burden`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum BurdenFormat {
    /// 终端里看的表
    #[value(alias = "表格")]
    Table,
    /// JSON
    Json,
    /// 工作簿
    #[value(alias = "工作簿")]
    Xlsx,
}

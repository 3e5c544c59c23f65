//! What may be typed of publishing.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{InputArgs, parse_date, parse_serial, parse_words};
use crate::period::{Date, Length};

/// Arguments of `publish`.
#[derive(Debug, Args)]
pub(in crate::cli) struct PublishArgs {
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
    /// 给谁看：public（公开）、meeting（会议）、internal（内部）；各能看到什么，由细则的 [[audience]] 定
    #[arg(short, long, visible_alias = "给谁看", value_enum, value_name = "对象")]
    pub(in crate::cli) audience: Readers,
    /// 写到哪个文件夹里，默认是 工作区/published；每次另建一个，如 2024-Q1_公开_第1次
    #[arg(short, long, visible_alias = "输出", value_name = "文件夹")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// 成文（公示）日期，如 2024-04-08；不写的是草稿，留着空
    #[arg(long, visible_alias = "日期", value_name = "日期", value_parser = parse_date)]
    pub(in crate::cli) date: Option<Date>,
    /// 发文字号里的顺序号，如 5
    #[arg(long, visible_alias = "文号", value_name = "号数", value_parser = parse_serial)]
    pub(in crate::cli) number: Option<u32>,
    /// 定稿：还有待定的地方就不出
    #[arg(long = "final", visible_alias = "定稿")]
    pub(in crate::cli) is_final: bool,
    /// 套打：纸上已经印好红头，只留位置
    #[arg(long, visible_alias = "套打")]
    pub(in crate::cli) preprinted: bool,
    /// 公示到哪一天；不写则按细则写几个工作日
    #[arg(long, visible_alias = "公示到", value_name = "日期", value_parser = parse_date)]
    pub(in crate::cli) objections_until: Option<Date>,
    /// 公示期间的异议和处理情况，定稿的公示要写，如 没有收到异议
    #[arg(long, visible_alias = "异议", value_name = "文字", value_parser = parse_words, allow_hyphen_values = true)]
    pub(in crate::cli) objections: Option<String>,
    /// 改好的草稿（docx 或 txt）：取其中的工作亮点、存在问题、下步要求
    #[arg(long, visible_alias = "文稿", value_name = "文件")]
    pub(in crate::cli) manuscript: Option<PathBuf>,
    /// 文稿里有的分数、金额不是本次结果里的，已经由人核对
    #[arg(long, visible_alias = "另有来源", requires = "manuscript")]
    pub(in crate::cli) own_figures: bool,
}

impl PublishArgs {
    /// What came of the time for objections; blank words say nothing of it.
    pub(in crate::cli) fn objections(&self) -> Option<&str> {
        self.objections.as_deref().map(str::trim).filter(|words| !words.is_empty())
    }

    /// Whether the set holds an official paper, which alone has a red head and a number: what hangs on a wall for a month has
    /// none, nor has what the inside reads.
    pub(in crate::cli) fn is_official(&self) -> bool {
        self.input.period.length() != Length::Month && !matches!(self.audience, Readers::Internal)
    }
}

/// For whom papers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Readers {
    /// 向社会公开
    #[value(alias = "公开")]
    Public,
    /// 村干部会议
    #[value(alias = "会议")]
    Meeting,
    /// 内部
    #[value(alias = "内部")]
    Internal,
}

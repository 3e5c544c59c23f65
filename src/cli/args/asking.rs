//! What may be typed of questions asked of a result: what if, under which readings, and how far.

use clap::Args;

use super::{CheckFormat, InputArgs, parse_place, parse_width};

/// Arguments of `what-if`.
#[derive(Debug, Args)]
pub(in crate::cli) struct WhatIfArgs {
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
    /// 某村的数：指标、评分、规定动作次数或任务，如 "3村.烟叶交售量=16000"、"3村.集资已收@2024-03-30=52000"
    #[arg(long, visible_alias = "假设", value_name = "村.名称=数", allow_hyphen_values = true)]
    pub(in crate::cli) set: Vec<String>,
    /// 添一行事项登记："日期,村,事项,次数[,当事人[,分值[,同一件事]]]"，中间没有的空着
    #[arg(long, visible_alias = "添事项", value_name = "一行")]
    pub(in crate::cli) add_event: Vec<String>,
    /// 当作没有报：来源里的单元格，如 "records/2024-08/综治办.xlsx!事项登记!D4"，也可以照抄“说明”里的写法
    #[arg(long, visible_alias = "去掉", value_name = "单元格")]
    pub(in crate::cli) remove: Vec<String>,
    /// 细则的一个键改成别的值："编号.键=值"，如 "tobacco-completion.partial=prorate"
    #[arg(long, visible_alias = "改细则", value_name = "编号.键=值")]
    pub(in crate::cli) key: Vec<String>,
    /// 整个换一份细则：文件或 builtin:名称
    #[arg(long, visible_alias = "细则", value_name = "细则", conflicts_with = "key")]
    pub(in crate::cli) rules: Option<String>,
    /// 输出格式：文字 text（默认）、json
    #[arg(short, long, visible_alias = "格式", value_enum, default_value_t = CheckFormat::Text, value_name = "格式")]
    pub(in crate::cli) format: CheckFormat,
}

/// Arguments of `sensitivity`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SensitivityArgs {
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
    /// 不同的地方两两一起换（种数多，要等一等）
    #[arg(long, visible_alias = "两两")]
    pub(in crate::cli) pairs: bool,
    /// 输出格式：文字 text（默认）、json
    #[arg(short, long, visible_alias = "格式", value_enum, default_value_t = CheckFormat::Text, value_name = "格式")]
    pub(in crate::cli) format: CheckFormat,
    /// 表格宽度（列），不写则与终端同宽，看不出的按 100
    #[arg(long, visible_alias = "宽度", value_name = "列数", value_parser = parse_width)]
    pub(in crate::cli) width: Option<u16>,
}

/// Arguments of `reach`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ReachArgs {
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
    /// 哪个村
    #[arg(long, visible_alias = "村", value_name = "村名")]
    pub(in crate::cli) village: String,
    /// 要到的名次：2 是第2名或更靠前；名次、奖次、等次写一个
    #[arg(long, visible_alias = "名次", value_name = "名次", value_parser = parse_place, required_unless_present_any = ["prize", "band"])]
    pub(in crate::cli) place: Option<u32>,
    /// 要得的奖次，如 二等奖
    #[arg(long, visible_alias = "奖次", value_name = "奖次", conflicts_with = "place")]
    pub(in crate::cli) prize: Option<String>,
    /// 要评上的等次，如 优秀
    #[arg(long, visible_alias = "等次", value_name = "等次", conflicts_with_all = ["place", "prize"])]
    pub(in crate::cli) band: Option<String>,
    /// 按哪个排名，写编号或名称；不写则按第一个全部村一起排的；没有的，按第一个分类排的，在本类里比
    #[arg(long, visible_alias = "排名", value_name = "排名")]
    pub(in crate::cli) standing: Option<String>,
    /// 输出格式：文字 text（默认）、json
    #[arg(short, long, visible_alias = "格式", value_enum, default_value_t = CheckFormat::Text, value_name = "格式")]
    pub(in crate::cli) format: CheckFormat,
}

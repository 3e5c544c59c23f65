//! What may be asked of a result.

use clap::Args;

use super::{CheckFormat, InputArgs, parse_period, parse_width};
use crate::period::Period;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
    /// 村名
    #[arg(long, visible_alias = "村", value_name = "村")]
    pub(in crate::cli) village: Option<String>,
    /// 村干部：姓名、编号或“姓名（编号）”
    #[arg(long, visible_alias = "干部", value_name = "干部")]
    pub(in crate::cli) cadre: Option<String>,
    /// 考核项目的名称、简称或编号
    #[arg(long, visible_alias = "项目", value_name = "项目", conflicts_with_all = ["rank", "standing", "prize", "money", "action"])]
    pub(in crate::cli) item: Option<String>,
    /// 名次是怎样来的：前后是谁、差多少、同分怎样排
    #[arg(long, visible_alias = "名次")]
    pub(in crate::cli) rank: bool,
    /// 只说这一个排名里的名次，如 综合排名
    #[arg(long, visible_alias = "排名", value_name = "排名")]
    pub(in crate::cli) standing: Option<String>,
    /// 得了什么奖、为什么；没得的差在哪里
    #[arg(long, visible_alias = "奖励")]
    pub(in crate::cli) prize: bool,
    /// 每笔发放和扣款：数量、单价、条款、单元格；后面可以写名目，只看这一种
    #[arg(long, visible_alias = "资金", value_name = "名目", num_args = 0..=1)]
    pub(in crate::cli) money: Option<Option<String>>,
    /// 处理建议依据哪一条、到了什么次数
    #[arg(long, visible_alias = "处理")]
    pub(in crate::cli) action: bool,
    /// 与另一个村比（写了 --cadre 的，与另一个村干部比）：哪些项多、哪些项少、为什么
    #[arg(long, visible_alias = "相比", value_name = "另一个")]
    pub(in crate::cli) versus: Option<String>,
    /// 从哪一期以来：与那一期比，多了少了哪几笔
    #[arg(long, visible_alias = "以来", value_name = "考核期", value_parser = parse_period)]
    pub(in crate::cli) since: Option<Period>,
    /// 输出格式：文字 text（默认）、json
    #[arg(short, long, visible_alias = "格式", value_enum, default_value_t = CheckFormat::Text, value_name = "格式")]
    pub(in crate::cli) format: CheckFormat,
    /// 表格宽度（列），不写则与终端同宽，看不出的按 100
    #[arg(long, visible_alias = "宽度", value_name = "列数", value_parser = parse_width)]
    pub(in crate::cli) width: Option<u16>,
}

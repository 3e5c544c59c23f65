//! What the office declares that its sheets may hold: events, duties, indicators, registers, posts, sheets.
//!
//! Intake binds sheets and columns to these names and to nothing else.

pub use super::indicator::{Aggregate, IndicatorDeclaration, IndicatorSource};
use crate::diagnostic::Span;
pub use crate::fact::PersonPolicy;
use crate::number::Number;
use crate::period::{Date, Moment, MonthDay, date};
pub use crate::rules::Direction;
use crate::rules::MarkRange;
use crate::text::Text;

/// An event that 事项登记 may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDeclaration {
    /// 事项
    pub name: String,
    /// Other wordings that sheets may use.
    pub aliases: Vec<String>,
    /// Whether it names a person.
    pub person: PersonPolicy,
    /// The ends of 分值, where the row states the mark; otherwise 分值 stays blank.
    pub range: Option<MarkRange>,
    /// Whether 分值 is taken off or given; `None` where it stays blank.
    pub direction: Option<Direction>,
    /// The points that rules take off or give each time of themselves: 分值 may repeat the only one.
    pub prices: Vec<(Number, Direction)>,
    /// Whether any rule looks at 同一件事.
    pub by_matter: bool,
}

/// A column of 评分录入.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkDeclaration {
    /// Column name.
    pub name: String,
    /// Other column names.
    pub aliases: Vec<String>,
    /// Smallest and largest mark.
    pub range: MarkRange,
    /// Whether it is given to cadres, and not to villages.
    pub of_cadres: bool,
    /// Whether several people give one each, who are named beside it.
    pub by_raters: bool,
}

/// A column of 规定动作.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyDeclaration {
    /// Column name.
    pub name: String,
    /// Other column names.
    pub aliases: Vec<String>,
    /// How often it is to be done every month, where that is more than once for every rule that reads it: the least.
    pub times_a_month: Option<Number>,
}

/// What a column of a register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// The day of the row; each register has exactly one.
    Date,
    /// The village of the row; each register has exactly one.
    Village,
    /// Words.
    Text,
    /// A figure ≥ `at-least` in the declared unit.
    Number,
}

/// A column of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDeclaration {
    /// Name without unit.
    pub name: Text,
    /// Other column names.
    pub aliases: Vec<String>,
    /// What it holds.
    pub column_type: ColumnType,
    /// Unit in brackets behind the name; empty if none.
    pub unit: String,
    /// Whether the column may be left out and its cells left blank.
    pub optional: bool,
    /// Words that stand for a figure in it.
    pub words: Vec<(String, Number)>,
    /// Smallest figure that is believed.
    pub at_least: Option<Number>,
    /// Largest figure that is believed.
    pub at_most: Option<Number>,
}

/// A register (台账) that the rulebook declares: one sheet, one row an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterDeclaration {
    /// Sheet name.
    pub name: String,
    /// Other sheet names.
    pub aliases: Vec<String>,
    /// Columns in the order of the blank sheet.
    pub columns: Vec<ColumnDeclaration>,
    /// Where it is declared.
    pub span: Span,
}

/// A sheet of targets: 村, then one column a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetSheet {
    /// Its name.
    pub name: String,
    /// Targets with their units.
    pub targets: Vec<(String, Text)>,
}

/// A node of the tree, as 补扣补加 may name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeDeclaration {
    /// Its id.
    pub id: String,
    /// 名称
    pub name: String,
    /// 简称
    pub short: String,
    /// Whether it is of the cadres' tree.
    pub of_cadres: bool,
    /// Whether it keeps an account: others are derived, and nothing can be posted to them.
    pub keeps_account: bool,
    /// The first day of its account in each year.
    pub starts: Option<MonthDay>,
    /// The first days on which it and each part above it are in force.
    pub from: Vec<Moment>,
    /// The last days on which it and each part above it are in force.
    pub until: Vec<Moment>,
}

impl NodeDeclaration {
    /// The words that mean it.
    pub fn names(&self) -> [&str; 3] {
        [&self.name, &self.short, &self.id]
    }

    /// The first day of the year of `day` on which it is scored, if it is not the first of all.
    pub fn opens(&self, day: Date) -> Option<Date> {
        let starts = self.starts.map(|starts| starts.in_year(day.year()));
        let from = self.from.iter().map(|from| from.in_year(day.year()));
        starts.into_iter().chain(from).max()
    }

    /// The last day of the year of `day` on which it is scored, if there is one.
    pub fn closes(&self, day: Date) -> Option<Date> {
        self.until.iter().map(|until| until.in_year(day.year())).min()
    }
}

/// The forms that every rulebook shares: six that are asked for every month, and one for what comes late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// 事项登记
    Events,
    /// 规定动作
    Duties,
    /// 指标进度
    Indicators,
    /// 会议签到
    Attendance,
    /// 请销假
    Leaves,
    /// 评分录入
    Marks,
    /// 补扣补加: no month's blank workbook asks for it.
    Carried,
}

impl Form {
    /// All of them, in the order of a workbook.
    pub const ALL: [Self; 7] = [
        Self::Events,
        Self::Duties,
        Self::Indicators,
        Self::Attendance,
        Self::Leaves,
        Self::Marks,
        Self::Carried,
    ];

    /// The sheet's name.
    pub fn sheet_name(self) -> &'static str {
        match self {
            Self::Events => "事项登记",
            Self::Duties => "规定动作",
            Self::Indicators => "指标进度",
            Self::Attendance => "会议签到",
            Self::Leaves => "请销假",
            Self::Marks => "评分录入",
            Self::Carried => "补扣补加",
        }
    }
}

/// All that sheets may hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declarations {
    /// 事项
    pub events: Vec<EventDeclaration>,
    /// 规定动作
    pub duties: Vec<DutyDeclaration>,
    /// 评分
    pub marks: Vec<MarkDeclaration>,
    /// 指标
    pub indicators: Vec<IndicatorDeclaration>,
    /// Whether any of these says how a village stands beside others: where none does, nobody need look for one.
    pub has_relative: bool,
    /// 台账
    pub registers: Vec<RegisterDeclaration>,
    /// Sheets of `targets.xlsx`.
    pub target_sheets: Vec<TargetSheet>,
    /// Nodes of both trees, in the order of the scheme.
    pub nodes: Vec<NodeDeclaration>,
    /// 类别 that the roster may name; empty allows any.
    pub classes: Vec<String>,
    /// 职务, as the roster may name them.
    pub posts: Vec<String>,
    /// Other names of the forms' sheets: (form, alias).
    pub sheet_aliases: Vec<(Form, String)>,
    /// Other names that the office gives the shared columns: (column, alias).
    pub column_aliases: Vec<(String, String)>,
}

/// What stands between several posts that one cell names.
pub const POSTS_BETWEEN: [char; 3] = ['、', ',', '/'];

impl Declarations {
    /// The first day of a year on which anything is scored, where that is not the first of all: a month before it owes no
    /// records. Registers may hold what is paid for and not scored, from the first day on.
    pub fn begins(&self, year: i16) -> Option<Date> {
        let first = date(year, 1, 1)?;
        let accounts = self.nodes.iter().filter(|node| node.keeps_account);
        let opens: Option<Vec<Date>> = accounts.map(|node| node.opens(first)).collect();
        opens?.into_iter().min().filter(|_| self.registers.is_empty())
    }
}

/// The columns that every rulebook shares, each with the other names that mean the very same.
pub const COLUMNS: &[(&str, &[&str])] = &[
    ("村", &["村名", "行政村", "村名称"]),
    ("日期", &["发生日期"]),
    ("事项", &["事项名称", "考核事项"]),
    ("次数", &["发生次数"]),
    ("当事人", &["当事人姓名"]),
    ("分值", &[]),
    ("情况说明", &["具体情况"]),
    ("同一件事", &["同一事由", "同一事项", "所属事由"]),
    ("截至", &["截至日期", "截止日期"]),
    ("姓名", &["干部姓名", "村干部姓名"]),
    ("职务", &["现任职务", "担任职务"]),
    ("编号", &["干部编号"]),
    ("离开日期", &["外出日期"]),
    ("返回日期", &["返岗日期"]),
    ("请假方式", &[]),
    ("审批人", &["批准人"]),
    ("查实", &["是否查实"]),
    ("评分人", &[]),
    ("项目", &["考核项目", "项目名称"]),
    ("金额", &[]),
    ("所属考核期", &["所属期"]),
    ("事由", &[]),
    ("批准", &[]),
];

impl Declarations {
    /// The indicators that 指标进度 has a column for.
    pub fn entered_indicators(&self) -> impl Iterator<Item = &IndicatorDeclaration> {
        self.indicators.iter().filter(|indicator| indicator.source == IndicatorSource::Entered)
    }

    /// The other names of a shared column: those that mean the same everywhere, and the office's own.
    pub fn aliases_of<'a>(&'a self, column: &'a str) -> Vec<&'a str> {
        let shared = COLUMNS
            .iter()
            .filter(move |(name, _)| *name == column)
            .flat_map(|(_, others)| others.iter().copied());
        let own = self
            .column_aliases
            .iter()
            .filter(move |(name, _)| name == column)
            .map(|(_, alias)| alias.as_str());
        shared.chain(own).collect()
    }

    /// The indicator of this name.
    pub fn indicator(&self, name: &str) -> Option<&IndicatorDeclaration> {
        self.indicators.iter().find(|indicator| indicator.name == name)
    }

    /// Whether an indicator is typed as what it comes to since the beginning of the year.
    pub fn is_total(&self, name: &str) -> bool {
        let declared = self.indicator(name);
        declared.is_some_and(|one| one.source == IndicatorSource::Entered && !one.is_current)
    }

    /// Whether a figure of any name goes on from what it was before: an amount that is typed as a total, what is put together
    /// from rows, or what is counted; not a mark, a rate, a place or a target.
    pub fn runs_on(&self, name: &str) -> bool {
        match self.indicator(name) {
            Some(one) => match one.source {
                // A rate that ends at a hundred is none, whether or not that is said of it; any other number guards against
                // slips of typing alone.
                IndicatorSource::Entered => {
                    !one.is_current && &*one.unit != "%" && one.at_most != Some(Number::HUNDRED)
                }
                IndicatorSource::Register { aggregate, .. } => aggregate != Aggregate::Max,
                IndicatorSource::Villages(_) | IndicatorSource::Standing(_) => false,
            },
            None => {
                self.events.iter().any(|event| event.name == *name)
                    || self.duties.iter().any(|duty| duty.name == *name)
            }
        }
    }

    /// The register of this name.
    pub fn register(&self, name: &str) -> Option<&RegisterDeclaration> {
        self.registers.iter().find(|register| register.name == name)
    }
}

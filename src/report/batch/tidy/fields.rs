//! The tables and their columns. Names stay for good; new columns come last.

use crate::report::csv;

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// 乡镇
    Townships,
    /// 村
    Villages,
    /// 村干部
    Cadres,
    /// 项目
    Items,
    /// 明细
    Postings,
    /// 奖惩
    Money,
    /// 问题
    Problems,
    /// 名次
    Standings,
    /// 排名
    Ranking,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Decimal,
    Integer,
    Date,
    Flag,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Decimal => "decimal",
            Self::Integer => "integer",
            Self::Date => "date",
            Self::Flag => "boolean",
        }
    }
}

/// A column: name, kind, meaning.
pub(super) type Field = (&'static str, Kind, &'static str);

const TOWNSHIP: Field =
    ("township", Kind::Text, "乡镇：工作区文件夹的名称，在下级文件夹里的带上级，如 青山县/青溪乡");
const PERIOD: Field = ("period", Kind::Text, "考核期：2024-03、2024-Q1、2024-H1 或 2024");
const DRAFT: Field = ("draft", Kind::Flag, "true 为未定稿：该乡镇有错误，用 --allow-errors 才列出");
const VILLAGE: Field = ("village", Kind::Text, "村");
const PERSON: Field = ("person", Kind::Text, "村干部或农户姓名；村的为空");
const PERSON_ID: Field = ("person_id", Kind::Text, "花名册或登记表里的编号，用来区分同名的人；没有的为空");
const ACCOUNT: Field = ("account", Kind::Text, "谁的：village 村、cadre 村干部、household 农户");

const TOWNSHIPS: &[Field] = &[
    TOWNSHIP,
    PERIOD,
    ("rulebook", Kind::Text, "细则的名称"),
    ("rulebook_version", Kind::Text, "细则的版本"),
    ("rulebook_sha256", Kind::Text, "细则的校验码；相同的才是同一份细则"),
    ("state", Kind::Text, "whole 没有错误，draft 未定稿，withheld 有错误、未列数"),
    ("villages", Kind::Integer, "村数"),
    ("cadres", Kind::Integer, "村干部人数；年中调到别村的只计一人，在 村干部 里各村一行"),
    ("scored", Kind::Integer, "有得分的村数"),
    ("best_score", Kind::Decimal, "最高分"),
    ("best_available", Kind::Decimal, "最高分的村可得的分；并列而不一样的为空"),
    ("best_villages", Kind::Text, "最高分的村；并列的用顿号隔开，至多列三个"),
    ("lowest_score", Kind::Decimal, "最低分"),
    ("lowest_available", Kind::Decimal, "最低分的村可得的分"),
    ("lowest_villages", Kind::Text, "最低分的村"),
    ("spread", Kind::Decimal, "最高分减最低分"),
    ("mean", Kind::Decimal, "平均分；除不尽的四舍五入到第十二位小数"),
    ("fines", Kind::Decimal, "扣款合计（元），负数"),
    ("awards", Kind::Decimal, "奖补合计（元）"),
    ("prizes", Kind::Decimal, "奖金合计（元）"),
    ("money", Kind::Decimal, "以上三项之和（元）"),
    ("errors", Kind::Integer, "错误数"),
    ("warnings", Kind::Integer, "提醒数"),
];

const VILLAGES: &[Field] = &[
    TOWNSHIP,
    PERIOD,
    VILLAGE,
    ("class", Kind::Text, "类别"),
    ("rank", Kind::Integer, "全乡镇不分组的排名里的名次；没有的为空。分类别排的、否决的，见 名次"),
    ("tied", Kind::Flag, "是否并列"),
    ("score", Kind::Decimal, "得分；未定的为空"),
    ("available", Kind::Decimal, "到期末可得的分"),
    ("points", Kind::Decimal, "细则写的满分；各期相加的，是一期的满分"),
    (
        "period_change",
        Kind::Decimal,
        "本期变动：得分在期内的增减，开账的满分（opening）和上下限、舍入因它而动的不算",
    ),
    ("lost", Kind::Decimal, "本期失分：各项期内净减的分之和，还没有得到的分不算；得分不是各项之和的为空"),
    ("band", Kind::Text, "等次"),
    DRAFT,
];

const CADRES: &[Field] = &[
    TOWNSHIP,
    PERIOD,
    VILLAGE,
    PERSON,
    PERSON_ID,
    ("post", Kind::Text, "职务，兼任的用顿号隔开"),
    ("rank", Kind::Integer, "全乡镇不分组的排名里的名次；没有的为空。分职务排的、否决的，见 名次"),
    ("score", Kind::Decimal, "得分；未定的为空"),
    ("available", Kind::Decimal, "到期末可得的分"),
    ("points", Kind::Decimal, "满分"),
    ("band", Kind::Text, "等次"),
    ("partial", Kind::Flag, "是否只任职一部分时间"),
    DRAFT,
];

/// What the rows of items and of postings begin with: whose account it is.
pub(super) const OF_ACCOUNT: &[Field] = &[TOWNSHIP, PERIOD, ACCOUNT, VILLAGE, PERSON, PERSON_ID];

const ITEMS: &[Field] = &[
    TOWNSHIP,
    PERIOD,
    ACCOUNT,
    VILLAGE,
    PERSON,
    PERSON_ID,
    ("level", Kind::Integer, "层次：1 为直接计入总分的项目或部分，2 为其下一层"),
    ("parent", Kind::Text, "上一层的编号；第一层为空"),
    ("item", Kind::Text, "项目编号"),
    ("name", Kind::Text, "项目名称"),
    ("item_period", Kind::Text, "该项或它的上一层分期记账的，是哪一期；否则为空"),
    ("state", Kind::Text, "scored 已计分，not-due 未到期，not-applicable 不适用，not-reported 未报"),
    ("score", Kind::Decimal, "得分；未定的为空"),
    ("available", Kind::Decimal, "到期末可得的分"),
    ("points", Kind::Decimal, "满分"),
    (
        "period_change",
        Kind::Decimal,
        "本期变动：得分在期内的增减，开账的满分（opening）和上下限、舍入因它而动的不算",
    ),
    ("due", Kind::Date, "从哪一天起计分；从头就计的为空"),
    ("clause", Kind::Text, "条款"),
    DRAFT,
    ("counted", Kind::Flag, "是否计入上一层；分期记账、那一期什么也没有报、细则又说不计的为 false"),
    ("stopped", Kind::Date, "not-due 而规则都已停用、不会再计分的，规则施行的最后一天；其余为空"),
];

const POSTINGS: &[Field] = &[
    TOWNSHIP,
    PERIOD,
    ACCOUNT,
    VILLAGE,
    PERSON,
    PERSON_ID,
    ("item", Kind::Text, "项目编号；总分自己的上下限和舍入为空"),
    ("item_period", Kind::Text, "记在该项哪一期的账上，同 项目 的 item_period；不分期的为空"),
    ("posting", Kind::Text, "这一笔的编号，在一个乡镇的一期里不重复"),
    ("date", Kind::Date, "日期"),
    ("kind", Kind::Text, "opening 满分，merger 并村，rule 规则，floor 扣完为止，cap 封顶，round 舍入"),
    ("rule", Kind::Text, "规则编号"),
    ("clause", Kind::Text, "条款"),
    (
        "amount",
        Kind::Decimal,
        "分值；一个人或村的一个项目、一期的各笔之和，就是 项目 里那一行的得分（那里空着的除外：到期未报，没有得分）；derived 为 true 的各笔不在此列",
    ),
    ("quantity", Kind::Decimal, "量出来的数"),
    ("rate", Kind::Decimal, "规则里的标准"),
    ("balance", Kind::Decimal, "记这一笔以后的余额（按日期、满分、规则、上下限的顺序）"),
    ("reason", Kind::Text, "原因"),
    ("ruling", Kind::Text, "所依据的口径的编号"),
    ("cells", Kind::Text, "来自哪个文件、工作表、单元格；几处的用分号隔开"),
    (
        "in_period",
        Kind::Flag,
        "是否在本考核期内；本年以前各月的也列出，得分由它们累计；以前就有的封顶、下限不在本期内",
    ),
    DRAFT,
    (
        "derived",
        Kind::Flag,
        "所在的项目或总分由下级项目、各期或村的得分合成：这一笔只是它自己的上下限或舍入，加起来不是它的得分",
    ),
];

const MONEY: &[Field] = &[
    TOWNSHIP,
    PERIOD,
    ("source", Kind::Text, "money 按条款的扣款和奖补，prize 按名次的奖金"),
    ACCOUNT,
    VILLAGE,
    PERSON,
    PERSON_ID,
    ("rule", Kind::Text, "规则编号，奖金为奖项编号"),
    ("name", Kind::Text, "名目，奖金为奖次"),
    ("clause", Kind::Text, "条款"),
    ("amount", Kind::Decimal, "金额（元）：正数为发放，负数为扣款"),
    ("settled", Kind::Date, "结算日；奖金为空"),
    ("prize_period", Kind::Text, "奖金是哪一期的；其他为空"),
    ("rank", Kind::Integer, "奖金的名次；其他为空"),
    DRAFT,
];

const PROBLEMS: &[Field] = &[
    TOWNSHIP,
    PERIOD,
    ("severity", Kind::Text, "error 错误，warning 提醒，note 说明"),
    ("code", Kind::Text, "问题代码；internal 为程序内部错误"),
    ("place", Kind::Text, "文件、工作表、单元格，或细则的行和列"),
    ("message", Kind::Text, "问题"),
    ("hint", Kind::Text, "怎样改"),
];

const STANDINGS: &[Field] = &[
    TOWNSHIP,
    PERIOD,
    ("standing", Kind::Text, "排名的编号"),
    ("name", Kind::Text, "排名的名称"),
    ("node", Kind::Text, "按什么的得分排：village 村的总分，cadre 村干部的总分，或项目、部分的编号"),
    ("group", Kind::Text, "哪一组：类别、职务或村（各村的人分别排的）；all 为不分组"),
    ACCOUNT,
    VILLAGE,
    PERSON,
    PERSON_ID,
    ("score", Kind::Decimal, "得分；未定的为空"),
    ("rank", Kind::Integer, "名次；否决而不排名的、得分未定的为空"),
    ("tied", Kind::Flag, "是否并列"),
    ("of", Kind::Integer, "这一组有几个名次"),
    ("change", Kind::Integer, "比上一期前进了几名，负数为后退；没有上一期的为空"),
    ("veto", Kind::Text, "否决的名称；没有的为空"),
    DRAFT,
];

const RANKING: &[Field] = &[
    (
        "rank",
        Kind::Integer,
        "合并名次：比它分数高的村数加一；在本乡镇因否决不排名或排在末位的为空；未定稿的（draft）和重复的乡镇也排在里面",
    ),
    ("tied", Kind::Flag, "是否并列"),
    TOWNSHIP,
    PERIOD,
    VILLAGE,
    ("class", Kind::Text, "类别"),
    ("score", Kind::Decimal, "得分"),
    ("available", Kind::Decimal, "到期末可得的分"),
    ("comparable", Kind::Text, "谁说各地细则可以比较"),
    DRAFT,
    ("veto", Kind::Text, "在本乡镇受的否决；没有的为空"),
];

impl Table {
    /// All of them, but for the ranking that is not always there.
    pub const OF_EVERY_BATCH: [Self; 8] = [
        Self::Townships,
        Self::Villages,
        Self::Cadres,
        Self::Items,
        Self::Postings,
        Self::Money,
        Self::Problems,
        Self::Standings,
    ];

    /// The name of its file without its ending.
    pub(super) fn stem(self) -> &'static str {
        match self {
            Self::Townships => "乡镇",
            Self::Villages => "村",
            Self::Cadres => "村干部",
            Self::Items => "项目",
            Self::Postings => "明细",
            Self::Money => "奖惩",
            Self::Problems => "问题",
            Self::Standings => "名次",
            Self::Ranking => "排名",
        }
    }

    pub(super) fn fields(self) -> &'static [Field] {
        match self {
            Self::Townships => TOWNSHIPS,
            Self::Villages => VILLAGES,
            Self::Cadres => CADRES,
            Self::Items => ITEMS,
            Self::Postings => POSTINGS,
            Self::Money => MONEY,
            Self::Problems => PROBLEMS,
            Self::Standings => STANDINGS,
            Self::Ranking => RANKING,
        }
    }
}

/// 字段说明.csv: every column of every table, with its type and its meaning.
pub fn description() -> String {
    let mut out = String::from('\u{feff}');
    out.push_str(&csv::register_row(&["文件", "字段", "类型", "含义"]));
    for table in Table::OF_EVERY_BATCH.into_iter().chain([Table::Ranking]) {
        for (name, kind, meaning) in table.fields() {
            out.push_str(&csv::register_row(&[table.stem(), name, kind.word(), meaning]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_stand_once_in_a_table() {
        for table in Table::OF_EVERY_BATCH.into_iter().chain([Table::Ranking]) {
            let names: Vec<_> = table.fields().iter().map(|(name, ..)| *name).collect();
            for (at, name) in names.iter().enumerate() {
                assert!(
                    name.bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_digit())
                );
                assert!(!names[..at].contains(name), "{table:?} {name}");
            }
        }
    }

    #[test]
    fn rows_of_accounts_begin_alike() {
        for table in [Table::Items, Table::Postings] {
            assert!(table.fields().starts_with(OF_ACCOUNT), "{table:?}");
        }
    }

    #[test]
    fn every_column_is_explained() {
        let told = description();
        let columns: usize =
            Table::OF_EVERY_BATCH.into_iter().chain([Table::Ranking]).map(|table| table.fields().len()).sum();
        assert_eq!(told.lines().count(), columns + 1);
    }
}

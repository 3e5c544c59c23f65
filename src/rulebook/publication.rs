//! What is handed out and to whom: the office that issues it, and what each audience may see. No figure depends on it.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::Number;
use crate::period::Length;
use crate::toml_table::Reader;

/// `[publication]`: what official papers say of the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// 发文机关, as it signs.
    pub office: String,
    /// 发文机关标志: the red head.
    pub mark: String,
    /// 发文机关代字: `青政` in `青政〔2024〕5号`.
    pub code: String,
    /// 主送机关
    pub addressee: String,
    /// 抄送机关; empty if nobody is sent a copy.
    pub copies: Vec<String>,
    /// 印发机关
    pub printer: String,
    /// What papers call that which is assessed: 村, or 村（社区）, 站所.
    pub unit: String,
    /// What the titles call the work that is assessed; by what is scored where it is not stated.
    pub work: Option<String>,
    /// Who signs the slip of a unit.
    pub signatory: String,
    /// The documents that the assessment rests on, as they are cited.
    pub basis: Vec<String>,
    /// To whom objections go: the one place where a telephone number may be printed.
    pub contact: String,
    /// How many working days a notice stands open to objections.
    pub objection_days: u32,
    /// More characters than this in one official paper are warned about.
    pub length_limit: usize,
    /// How many places from the top are on the red list (红榜); no list without it.
    pub red: Option<usize>,
    /// How many places from the bottom are on the black list (黑榜); no list without it.
    pub black: Option<usize>,
    /// Of which periods those lists are made.
    pub list_period: Length,
    /// Where it is declared.
    pub span: Span,
}

impl Publication {
    /// What an office that has not declared itself is shown, to be copied and changed.
    pub const SAMPLE: &str = "\
[publication]
office = \"某某镇人民政府\"
mark = \"某某镇人民政府文件\"
code = \"某政\"
addressee = \"各村民委员会\"
copies = []
printer = \"某某镇党政综合办公室\"
basis = [\"《某某镇村级工作考核办法》（某政〔2024〕1号）\"]
contact = \"某某镇考核办公室（电话……）\"
objection-days = 5
length-limit = 4000
# 考核的不止是村的，去掉下面两行前面的 #，写明怎样称呼、反馈单由谁签字：
# unit = \"村（社区）\"
# signatory = \"村（社区）党组织书记\"
";
}

/// For whom papers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AudienceKind {
    /// 向社会公开
    Public,
    /// 村干部会议
    Meeting,
    /// 内部
    Internal,
}

impl AudienceKind {
    /// The words of the rulebook and of the command line, with their meaning.
    pub const CHOICES: &[(&str, Self, &str)] = &[
        ("public", Self::Public, "向社会公开"),
        ("meeting", Self::Meeting, "村干部会议"),
        ("internal", Self::Internal, "内部"),
    ];

    /// In Chinese, as folders are named.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Public => "公开",
            Self::Meeting => "会议",
            Self::Internal => "内部",
        }
    }

    /// The one of a Chinese name.
    pub fn named(chinese: &str) -> Option<Self> {
        Self::CHOICES.iter().map(|(_, kind, _)| *kind).find(|kind| kind.chinese() == chinese)
    }

    /// The word of the rulebook.
    pub fn word(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, kind, _)| *kind == self).map_or("", |(word, _, _)| word)
    }
}

/// What may be shown to an audience. What is not listed is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 村的得分和名次
    Scores,
    /// 村的各项得分
    Items,
    /// 村的失分事由
    Losses,
    /// 村的加分事由
    Gains,
    /// 登记人写的情况说明
    Remarks,
    /// 等次
    Grades,
    /// 奖励
    Prizes,
    /// 村的奖补和扣款
    VillageMoney,
    /// 村干部的得分
    CadreScores,
    /// 村干部的个人扣分
    CadreLosses,
    /// 村干部的扣款和报酬
    CadreMoney,
    /// 农户的奖补
    HouseholdMoney,
    /// 处理建议
    Actions,
}

impl Field {
    /// The words of the rulebook, with their meaning.
    pub const CHOICES: &[(&str, Self, &str)] = &[
        ("scores", Self::Scores, "村的得分和名次"),
        ("items", Self::Items, "村的各项得分"),
        ("losses", Self::Losses, "村的失分事由和条款"),
        ("gains", Self::Gains, "村的加分事由和条款，和封顶等其他变动"),
        ("remarks", Self::Remarks, "登记人手写的情况说明"),
        ("grades", Self::Grades, "等次"),
        ("prizes", Self::Prizes, "奖励"),
        ("village-money", Self::VillageMoney, "村的奖补和扣款"),
        ("cadre-scores", Self::CadreScores, "村干部的得分"),
        ("cadre-losses", Self::CadreLosses, "村干部的个人扣分"),
        ("cadre-money", Self::CadreMoney, "村干部的扣款和报酬"),
        ("household-money", Self::HouseholdMoney, "农户的奖补"),
        ("actions", Self::Actions, "处理建议（诫勉、移交等），只能给内部看"),
    ];

    /// What it is, in Chinese.
    pub fn chinese(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, field, _)| *field == self).map_or("", |(_, _, meaning)| meaning)
    }

    /// Whether it is about persons.
    pub fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Remarks
                | Self::CadreScores
                | Self::CadreLosses
                | Self::CadreMoney
                | Self::HouseholdMoney
                | Self::Actions
        )
    }
}

/// How persons are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// 张建国
    Full,
    /// 张*
    Masked,
    /// The post alone: 文书.
    Post,
}

impl Names {
    /// The words of the rulebook, with their meaning.
    pub const CHOICES: &[(&str, Self, &str)] = &[
        ("full", Self::Full, "写全名"),
        ("masked", Self::Masked, "只写姓，名用 * 代替"),
        ("post", Self::Post, "不写姓名，只写职务"),
    ];

    /// What it is, in Chinese.
    pub fn chinese(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, names, _)| *names == self).map_or("", |(_, _, meaning)| meaning)
    }
}

/// An `[[audience]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// Which.
    pub kind: AudienceKind,
    /// What may be shown to it.
    pub fields: Vec<Field>,
    /// How persons are named to it.
    pub names: Names,
    /// On what basis that may be shown.
    pub basis: String,
    /// Who decided so.
    pub approved_by: String,
    /// Where it is declared.
    pub span: Span,
}

impl Audience {
    /// Whether something may be shown to it.
    pub fn sees(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }
}

/// Reads `[publication]`.
pub(super) fn read_publication(reader: &Reader<'_>) -> Option<Publication> {
    let reader = reader.table("publication", "发文：通报、公示上怎样写本机关")?;
    let office = reader.text("office", "发文机关署名，如 \"青溪乡人民政府\"");
    let mark = reader.text("mark", "发文机关标志（红头），如 \"青溪乡人民政府文件\"");
    let code = reader.text("code", "发文机关代字，如 \"青政\"");
    let addressee = reader.text("addressee", "主送机关，如 \"各村民委员会\"");
    let copies = reader.words("copies", "抄送机关");
    let printer = reader.text("printer", "印发机关");
    let unit = reader.optional_text(
        "unit",
        "被考核单位的称呼，如 \"村（社区）\"、\"站所\"，各表“村”一列也可以用它作表头；不写则称“村”",
    );
    let work = reader.optional_text("work", "月度公示、红黑榜的题目里称什么工作，如 \"信息报送\"；不写则称“村级工作”，只考核村干部的称“村干部工作”");
    let signs = "反馈确认单由单位的谁签字，如 \"村（社区）党组织书记\"；写了 unit 的必须写";
    let signatory = reader.optional_text("signatory", signs);
    // Whose name stands under a slip is not to be guessed of units that are no villages.
    if unit.is_some() && signatory.is_none() {
        reader.missing("signatory", signs);
    }
    let basis = reader.required_words("basis", "依据的文件，连同文号，写在通报导语里");
    let contact = reader.text("contact", "向谁反映异议，连同电话；只有这里的电话可以印出来");
    let days = reader.number("objection-days", "公示几个工作日");
    let limit = reader.number("length-limit", "一份公文几字以内，超过的提醒");
    let red =
        reader.optional_number("red", "红榜列前几名，照村总分的名次，受到一票否决的不列；不写则不出红榜");
    let black = reader.optional_number(
        "black",
        "黑榜列后几名，照村总分的名次，本期没有扣分、评分也都满的不列；不写则不出黑榜",
    );
    let days = whole(&reader, "objection-days", days, 1..=60);
    let limit = whole(&reader, "length-limit", limit, 500..=100_000);
    let meaning = "红黑榜每多久出一次，列的是那一期的名次；不写则每月";
    let list_period = reader.optional_choice("list-period", meaning, Length::CHOICES);
    if red.is_none() && black.is_none() {
        reader.out_of_place("list-period", "没有写 red、black，不出红黑榜");
    }
    let lists = [("red", red), ("black", black)].map(|(key, count)| whole(&reader, key, count, 1..=1000));
    let span = reader.span().clone();
    reader.finish();
    let [red, black] = lists;
    Some(Publication {
        office: office?,
        mark: mark?,
        code: code?,
        addressee: addressee?,
        copies,
        printer: printer?,
        unit: unit.unwrap_or_else(|| "村".to_owned()),
        work,
        signatory: signatory.unwrap_or_else(|| "村党组织书记".to_owned()),
        basis,
        contact: contact?,
        objection_days: u32::try_from(days?).ok()?,
        length_limit: limit?,
        red,
        black,
        list_period: list_period.unwrap_or(Length::Month),
        span,
    })
}

/// A count within a range; anything else is reported.
fn whole(
    reader: &Reader<'_>,
    key: &str,
    number: Option<Number>,
    range: std::ops::RangeInclusive<usize>,
) -> Option<usize> {
    let expected = format!(" {} 至 {} 的整数", range.start(), range.end());
    let found = range.into_iter().find(|count| number == Some(Number::from_count(*count)));
    if let (Some(node), Some(_), None) = (reader.node(key), number, found) {
        reader.bad_value(node, key, &expected);
    }
    found
}

/// Reads every `[[audience]]`.
pub(super) fn read_audiences(reader: &Reader<'_>) -> Vec<Audience> {
    let audiences = reader.tables("audience", "发布的材料给谁看，各能看到什么");
    audiences.into_iter().filter_map(|reader| read_audience(reader)).collect()
}

fn read_audience(reader: Reader<'_>) -> Option<Audience> {
    let kind = reader.choice("id", "给谁看", AudienceKind::CHOICES);
    let fields = reader.choices("fields", "可以给他们看的内容；没有列出的一律不给。一票否决的名目随 losses 给；事项涉及个人的（person 是 required 或 allowed，或者名目、事项里写着干部或 posts 里的职务）随 cadre-losses 给，看不到的只写受到一票否决和条款", Field::CHOICES);
    let names = reader.choice("names", "材料里怎样写人名", Names::CHOICES);
    let basis = reader.text("basis", "可以这样给他们看的依据");
    let approved_by = reader.text("approved-by", "由谁审定");
    let span = reader.span().clone();
    if let (Some(kind), Some(fields)) = (kind, &fields)
        && kind != AudienceKind::Internal
        && fields.contains(&Field::Actions)
    {
        let message = format!("{}的材料不能有处理建议（actions）：决定以前只供内部使用", kind.chinese());
        let place = reader.span_of("fields");
        reader
            .problems()
            .push(Diagnostic::error(Code::BadValue, place, message).hint("从 fields 里去掉 actions"));
    }
    reader.finish();
    Some(Audience {
        kind: kind?,
        fields: fields?,
        names: names?,
        basis: basis?,
        approved_by: approved_by?,
        span,
    })
}

//! How results become final: which periods are sealed, after what, and how long their papers are kept. No figure
//! depends on it.

use crate::diagnostic::Span as Place;
use crate::period::Length;
use crate::toml_table::Reader;

/// A `[[sealing]]`: one length of period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealing {
    /// 月、季度、半年、年
    pub span: Length,
    /// Whether results are posted (公示) before they are final.
    pub is_posted: bool,
    /// By what they become final.
    pub stands_after: StandsAfter,
    /// How long the papers of such a period are kept.
    pub retention: Retention,
    /// Where it is declared.
    pub place: Place,
}

/// By what results become final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandsAfter {
    /// Somebody's approval.
    Approval,
    /// A meeting's decision.
    Meeting,
}

impl StandsAfter {
    const CHOICES: &[(&str, Self, &str)] = &[
        ("approval", Self::Approval, "由人批准（seal 要写 --approved-by）"),
        ("meeting", Self::Meeting, "经会议研究（seal 要写 --meeting 和 --date，也要写 --approved-by）"),
    ];
}

/// How long papers are kept, in the words of 国家档案局令第8号.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// 永久
    Forever,
    /// 30年
    ThirtyYears,
    /// 10年
    TenYears,
}

impl Retention {
    const CHOICES: &[(&str, Self, &str)] = &[
        ("永久", Self::Forever, "永久"),
        ("30年", Self::ThirtyYears, "定期30年"),
        ("10年", Self::TenYears, "定期10年"),
    ];

    /// In Chinese.
    pub fn chinese(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, retention, _)| *retention == self).map_or("", |(word, _, _)| word)
    }
}

impl Sealing {
    /// The word of the rulebook for its length of period.
    pub fn word(&self) -> &'static str {
        Length::CHOICES.iter().find(|(_, span, _)| *span == self.span).map_or("", |(word, _, _)| word)
    }

    /// What an office that has not decided is shown, to be copied and changed.
    pub const SAMPLE: &str = "\
[[sealing]]
id = \"month\"
posting = \"required\"
stands-after = \"approval\"
retention = \"10年\"

[[sealing]]
id = \"quarter\"
posting = \"none\"
stands-after = \"meeting\"
retention = \"30年\"

[[sealing]]
id = \"year\"
posting = \"required\"
stands-after = \"meeting\"
retention = \"30年\"
";
}

/// Reads every `[[sealing]]`.
pub(super) fn read_sealings(reader: &Reader<'_>) -> Vec<Sealing> {
    let sealings = reader.tables("sealing", "封存：哪些考核期定稿后封存，之前要做什么，保管多久");
    sealings.into_iter().filter_map(|reader| read_sealing(reader)).collect()
}

fn read_sealing(reader: Reader<'_>) -> Option<Sealing> {
    let span = reader.choice("id", "哪种考核期要封存", Length::CHOICES);
    let is_posted = reader.choice("posting", "定稿以前要不要公示", POSTING);
    let stands_after = reader.choice("stands-after", "怎样才算定稿", StandsAfter::CHOICES);
    let retention = reader.choice("retention", "归档保管多久", Retention::CHOICES);
    let place = reader.span().clone();
    reader.finish();
    Some(Sealing {
        span: span?,
        is_posted: is_posted?,
        stands_after: stands_after?,
        retention: retention?,
        place,
    })
}

const POSTING: &[(&str, bool, &str)] =
    &[("required", true, "要：公示期满、异议都有了处理，才能封存"), ("none", false, "不要")];

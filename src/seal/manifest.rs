//! A seal: what a result was worked out from, what it is, what was published of it, who approved it, and which seal
//! came before. Written as a listing, 封存单.txt.

use super::listing::{self, Entry, Listing};
use crate::period::{Date, Minute, Period, parse_date};

/// Where seals lie in a workspace.
pub const FOLDER: &str = "sealed";

/// The name of a seal's listing.
pub const MANIFEST_FILE: &str = "封存单.txt";

const TITLE: &str = "封存单";
const PERIOD: &str = "考核期";
const REVISION: &str = "版次";
const REASON: &str = "更正原因";
const NUMBER: &str = "更正通报文号";
const SEALED: &str = "封存时间";
const APPROVED_BY: &str = "批准";
const MEETING: &str = "会议";
const MEETING_DATE: &str = "会议日期";
const SCHEME: &str = "考核办法";
const VERSION: &str = "细则版本";
const PROGRAM: &str = "程序";
const CALCULATION: &str = "计算版本";
const PREVIOUS: &str = "上一份封存单";
const PREVIOUS_DIGEST: &str = "上一份的 SHA-256";
const HOW: &str = "怎样核对";
const FIRST: &str = "没有，这是第一份";

const INPUTS: &str = "材料";
const RULEBOOK: &str = "细则";
const RESULT: &str = "结果";
const PUBLISHED: &str = "发布";
const KEPT: &str = "留存";

/// Who made a result final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// 批准人
    pub by: String,
    /// The meeting, where results stand only after one.
    pub meeting: Option<Meeting>,
}

/// A meeting that looked at results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// What it is called.
    pub name: String,
    /// Its day.
    pub day: Date,
}

impl Approval {
    /// `王大山批准`, `经2024年4月18日党政联席会研究，王大山批准`.
    pub fn words(&self) -> String {
        let by = &self.by;
        match &self.meeting {
            Some(Meeting { name, day }) => {
                format!("经{}{name}研究，{by}批准", crate::period::chinese_date(*day))
            }
            None => format!("{by}批准"),
        }
    }

    /// The same without a name, for whom none is told: `经2024年4月18日党政联席会研究`, `经批准`.
    pub fn words_without_name(&self) -> String {
        match &self.meeting {
            Some(Meeting { name, day }) => format!("经{}{name}研究", crate::period::chinese_date(*day)),
            None => "经批准".to_owned(),
        }
    }
}

/// The seal before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previous {
    /// Its folder: `sealed/2024-03/第1版`.
    pub folder: String,
    /// The digest that it ends with.
    pub digest: String,
}

/// A seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Of which period.
    pub period: Period,
    /// 1 for the first; each correction is one more.
    pub revision: u32,
    /// Why it was corrected; empty for the first.
    pub reason: String,
    /// The official number of the paper that tells of the correction; empty where none lies with this seal.
    pub number: String,
    /// When.
    pub sealed: Minute,
    /// By whom.
    pub approval: Approval,
    /// Title of the scheme.
    pub scheme: String,
    /// Version of the rulebook.
    pub version: String,
    /// Name and version of the program.
    pub program: String,
    /// Which way of calculating; see `engine::CALCULATION`.
    pub calculation: u32,
    /// The seal before; none for the first of a workspace.
    pub previous: Option<Previous>,
    /// What was read, where it lies in the workspace.
    pub inputs: Vec<Entry>,
    /// The rulebook's files as kept, the workspace's own first.
    pub rulebook: Vec<Entry>,
    /// The result as kept.
    pub result: Entry,
    /// What was published, where it lies in the workspace.
    pub published: Vec<Entry>,
    /// Copies of inputs, publications and registers, here or in an earlier seal.
    pub kept: Vec<Entry>,
}

impl Manifest {
    /// `sealed/2024-Q1/第1版`
    pub fn folder(&self) -> String {
        folder(self.period, self.revision)
    }

    /// Whether a listed file lies in the seal's own folder.
    pub(super) fn holds(&self, entry: &Entry) -> bool {
        entry.path.strip_prefix(&self.folder()).is_some_and(|rest| rest.starts_with('/'))
    }

    /// As the text of 封存单.txt.
    pub fn render(&self) -> String {
        let mut facts = vec![(PERIOD, self.period.to_string()), (REVISION, format!("第{}版", self.revision))];
        if !self.reason.is_empty() {
            facts.push((REASON, self.reason.clone()));
        }
        if !self.number.is_empty() {
            facts.push((NUMBER, self.number.clone()));
        }
        facts.push((SEALED, self.sealed.to_string()));
        facts.push((APPROVED_BY, self.approval.by.clone()));
        if let Some(Meeting { name, day }) = &self.approval.meeting {
            facts.extend([(MEETING, name.clone()), (MEETING_DATE, day.to_string())]);
        }
        let calculation = self.calculation.to_string();
        facts.extend([
            (SCHEME, self.scheme.clone()),
            (VERSION, self.version.clone()),
            (PROGRAM, self.program.clone()),
            (CALCULATION, calculation),
        ]);
        match &self.previous {
            Some(previous) => {
                facts.extend([
                    (PREVIOUS, previous.folder.clone()),
                    (PREVIOUS_DIGEST, previous.digest.clone()),
                ]);
            }
            None => facts.push((PREVIOUS, FIRST.to_owned())),
        }
        let how = format!(
            "在工作区文件夹里 sha256sum -c {}/{MANIFEST_FILE}；Windows 上逐个 certutil -hashfile 文件名 SHA256",
            self.folder()
        );
        facts.push((HOW, how));
        let sections = [
            (INPUTS, self.inputs.clone()),
            (RULEBOOK, self.rulebook.clone()),
            (RESULT, vec![self.result.clone()]),
            (PUBLISHED, self.published.clone()),
            (KEPT, self.kept.clone()),
        ];
        let listing = Listing {
            title: TITLE.to_owned(),
            facts: facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            sections: sections.map(|(heading, entries)| (heading.to_owned(), entries)).into(),
        };
        listing.render()
    }

    /// Reads the text of a 封存单.txt, or says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let listing = Listing::parse(text)?;
        if listing.title != TITLE {
            return Err("不是封存单".to_owned());
        }
        let seal = of(&listing).ok_or("封存单缺项，或写法不对")?;
        // The listing is whole; the same digest is the same lines, under whichever words it stands.
        if listing::own_digest(&seal.render()) == listing::own_digest(text) {
            Ok(seal)
        } else {
            Err("封存单的写法与程序写的不同".to_owned())
        }
    }

    /// The digest that a text of a seal ends with; it is not held against the text.
    pub fn digest(text: &str) -> String {
        listing::own_digest(text).unwrap_or_default().to_owned()
    }
}

/// Where a revision of a period lies in a workspace.
pub(super) fn folder(period: Period, revision: u32) -> String {
    format!("{FOLDER}/{period}/第{revision}版")
}

/// `第2版` → 2
pub(super) fn revision_of(text: &str) -> Option<u32> {
    text.strip_prefix('第')?.strip_suffix('版')?.parse().ok().filter(|revision| *revision > 0)
}

fn of(listing: &Listing) -> Option<Manifest> {
    let [result] = listing.section(RESULT) else { return None };
    let meeting = match listing.fact(MEETING) {
        "" => None,
        name => Some(Meeting { name: name.to_owned(), day: parse_date(listing.fact(MEETING_DATE))? }),
    };
    let previous = match listing.fact(PREVIOUS) {
        FIRST => None,
        folder => {
            Some(Previous { folder: folder.to_owned(), digest: listing.fact(PREVIOUS_DIGEST).to_owned() })
        }
    };
    let text = |name: &str| listing.fact(name).to_owned();
    let files = |heading: &str| listing.section(heading).to_vec();
    Some(Manifest {
        period: Period::parse(listing.fact(PERIOD))?,
        revision: revision_of(listing.fact(REVISION))?,
        reason: text(REASON),
        number: text(NUMBER),
        sealed: Minute::parse(listing.fact(SEALED))?,
        approval: Approval { by: text(APPROVED_BY), meeting },
        scheme: text(SCHEME),
        version: text(VERSION),
        program: text(PROGRAM),
        calculation: listing.fact(CALCULATION).parse().ok()?,
        previous,
        inputs: files(INPUTS),
        rulebook: files(RULEBOOK),
        result: result.clone(),
        published: files(PUBLISHED),
        kept: files(KEPT),
    })
}

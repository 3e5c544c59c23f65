//! A paper to be handed out, without a format: sections of blocks, and texts whose figures point into a result.
//!
//! Everything in it is already worded and rounded for print; a renderer only lays it out, in the order of
//! [`Paper::texts`], so that what was written can be read back and held against the result figure by figure.

use crate::number::Number;
use crate::period::Period;

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What it is called: window title of a page, property of a document.
    pub title: String,
    /// The red head of an official document; plain papers have none.
    pub letterhead: Option<Letterhead>,
    /// Names and values that head a page on the web: 索引号, 文号, 发布机构, 生成日期.
    pub record: Vec<(String, Text)>,
    /// One after the other; each begins a new page of print.
    pub sections: Vec<PaperSection>,
    /// 版记, at the foot of the last page.
    pub imprint: Option<Imprint>,
}

/// The red head: 发文机关标志, 发文字号, and the red line below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// `青溪乡人民政府文件`
    pub mark: Text,
    /// `青政〔2024〕5号`
    pub number: Text,
    /// 套打: mark and line are on the paper already, so that only their room is kept.
    pub preprinted: bool,
}

/// 版记: 抄送, then 印发机关 and day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    /// `抄送：…。`; none if nobody is sent a copy.
    pub copies: Option<Text>,
    /// 印发机关
    pub printer: Text,
    /// `2024年4月8日印发`
    pub printed: Text,
}

/// How the pages of a section lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// 竖排
    Portrait,
    /// 横排
    Landscape,
}

/// How large the text of a paper is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// 22 lines of 28 characters of 3号仿宋: the body of an official document.
    Official,
    /// Small text that has to fit one page: notices, slips, attachments.
    Compact,
}

/// Pages of one orientation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSection {
    /// How they lie.
    pub orientation: Orientation,
    /// How large their text is.
    pub measure: Measure,
    /// Whether their numbers begin at 1 again: each is given to somebody else.
    pub numbered_anew: bool,
    /// From the top down.
    pub blocks: Vec<Block>,
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title: 2号小标宋, centred; each text a line, broken where its meaning allows.
    Title(Vec<Text>),
    /// 公示前稿 and the like, centred under the title.
    Subtitle(Text),
    /// 主送机关, flush left.
    Addressee(Text),
    /// `一、` (level 1) or `（一）` (level 2); the number is part of the text.
    Heading(u8, Text),
    /// A paragraph whose first line is indented by two characters.
    Paragraph(Text),
    /// A line without indent: remarks under tables, contact, checksum.
    Line(Text),
    /// A table.
    Table(PaperTable),
    /// A chart, on the web only; print has the table beside it.
    Chart(Chart),
    /// `附件：1. …`: the names of what is attached, without numbers.
    Attachments(Vec<Text>),
    /// `附件1`, flush left in 黑体, at the top of an attachment.
    AttachmentMark(Text),
    /// Office and day of signing, with room for the seal that presses both.
    Signature(Text, Text),
    /// Words before a line to sign on: `村党组织书记（签字）：`, each with its own line.
    SignHere(Vec<Text>),
}

/// On which side a column's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Places, names, short words.
    Middle,
    /// Figures.
    Right,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperColumn {
    /// Heading.
    pub title: String,
    /// Side.
    pub side: Side,
    /// Width in characters of Chinese, from which shares of the page's width are taken.
    pub width: u32,
}

/// A table. Every row has as many cells as there are columns; the header is repeated on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperTable {
    /// What it shows: caption on the web, heading above it in print where it is not empty.
    pub caption: Text,
    /// Columns.
    pub columns: Vec<PaperColumn>,
    /// Which column names the row, for those who hear the table read.
    pub names_row: usize,
    /// Rows of cells.
    pub rows: Vec<Vec<Text>>,
    /// Whether the last row is a total.
    pub total: bool,
}

/// A chart of figures that stand in a table too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chart {
    /// One bar each, from the top down.
    Bars {
        /// What it shows.
        title: Text,
        /// In words, for those who do not see it.
        alternative: Text,
        /// Name, length, and the figure as printed.
        bars: Vec<(Text, Number, Text)>,
    },
    /// One line each over periods.
    Lines {
        /// What it shows.
        title: Text,
        /// In words, for those who do not see it.
        alternative: Text,
        /// The periods, from the left.
        periods: Vec<Text>,
        /// Lines.
        lines: Vec<Line>,
    },
}

/// A line of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whose it is.
    pub name: Text,
    /// A point a period; none where nothing is known.
    pub points: Vec<Option<Number>>,
    /// The last figure, as printed.
    pub last: Text,
}

/// Words with figures among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Piece>);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words that no result decides.
    Words(String),
    /// What a result says.
    Figure(Figure),
}

/// A figure, a name or a sentence of a result, as printed, with the place that it was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// As printed.
    pub shown: String,
    /// The result that it is of; that of the paper itself where there is none.
    pub period: Option<Period>,
    /// Its place in the result's JSON, as RFC 6901 has it: `/villages/2/score`.
    pub pointer: String,
    /// How the value there is printed.
    pub form: Form,
}

/// How a value of a result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Two decimals, half up.
    Fixed,
    /// Two decimals, half up, without its sign: the words say whether it is a loss.
    Unsigned,
    /// In full where that takes few decimals, so that a column can be added up: see [`few_decimals`].
    Full,
    /// The same without its sign.
    UnsignedFull,
    /// A count, without its sign.
    Count,
    /// Every digit.
    Exact,
    /// As the words that they are.
    Words,
    /// As the words that they are, but for quotients, which are short on paper.
    Sentence,
    /// The same, but for names that are masked and remarks that are left out: digits agree.
    Masked,
    /// An amount of money in Chinese capitals: 叁仟元整.
    Capitals,
}

/// Decimals that everybody adds up, and that a narrow column has room for.
pub const ADDED_UP: u32 = 4;

/// Two decimals, or as many as there are up to four: what is rounded does not add up to a total. With more of them a figure
/// is a quotient, and nobody adds those up.
pub fn few_decimals(number: Number) -> String {
    let places = (2..=ADDED_UP).find(|places| number.ends_within(*places));
    number.fixed(places.unwrap_or(2))
}

impl Text {
    /// The text as it is printed.
    pub fn shown(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Figure(figure) => figure.shown.clone(),
        };
        self.0.iter().map(piece).collect()
    }

    /// With more behind it.
    #[must_use]
    pub fn and(mut self, more: impl Into<Self>) -> Self {
        self.0.extend(more.into().0);
        self
    }

    /// The same with its figures taken from the result of a period.
    #[must_use]
    pub fn of(mut self, period: Period) -> Self {
        for piece in &mut self.0 {
            if let Piece::Figure(figure) = piece {
                figure.period = Some(period);
            }
        }
        self
    }

    /// Whether nothing would be printed.
    pub fn is_empty(&self) -> bool {
        self.shown().is_empty()
    }

    /// Its figures.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Words(_) => None,
            Piece::Figure(figure) => Some(figure),
        })
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self(vec![Piece::Words(words.to_owned())])
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self(vec![Piece::Words(words)])
    }
}

impl From<Figure> for Text {
    fn from(figure: Figure) -> Self {
        Self(vec![Piece::Figure(figure)])
    }
}

/// For what a paper is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A document for print: head and imprint, no charts.
    Print,
    /// A page on the web: the record, charts, no head or imprint.
    Web,
}

impl Paper {
    /// Every text in the order in which a renderer writes them, and in which they are read back. Empty texts and the
    /// numbers of pages are not among them; whatever else a renderer adds of its own holds no digit.
    pub fn texts(&self, medium: Medium) -> Vec<&Text> {
        let mut texts = Vec::new();
        match medium {
            Medium::Print => texts.extend(self.letterhead.iter().flat_map(Letterhead::texts)),
            Medium::Web => texts.extend(self.record.iter().map(|(_, text)| text)),
        }
        for block in self.sections.iter().flat_map(|section| &section.blocks) {
            block.texts(medium, &mut texts);
        }
        if medium == Medium::Print {
            texts.extend(self.imprint.iter().flat_map(Imprint::texts));
        }
        texts.retain(|text| !text.is_empty());
        texts
    }
}

impl Letterhead {
    /// The mark is not printed on paper that has it.
    fn texts(&self) -> impl Iterator<Item = &Text> {
        (!self.preprinted).then_some(&self.mark).into_iter().chain([&self.number])
    }
}

impl Imprint {
    fn texts(&self) -> impl Iterator<Item = &Text> {
        self.copies.iter().chain([&self.printer, &self.printed])
    }
}

impl Block {
    fn texts<'a>(&'a self, medium: Medium, texts: &mut Vec<&'a Text>) {
        match self {
            Self::Subtitle(text)
            | Self::Addressee(text)
            | Self::Heading(_, text)
            | Self::Paragraph(text)
            | Self::Line(text)
            | Self::AttachmentMark(text) => texts.push(text),
            Self::Title(lines) | Self::Attachments(lines) | Self::SignHere(lines) => texts.extend(lines),
            Self::Table(table) => table.texts(texts),
            Self::Chart(chart) if medium == Medium::Web => chart.texts(texts),
            Self::Signature(office, day) => texts.extend([office, day]),
            Self::Chart(_) => {}
        }
    }
}

impl PaperTable {
    /// The titles of columns hold no figure and are left out.
    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        texts.push(&self.caption);
        texts.extend(self.rows.iter().flatten());
    }
}

impl Chart {
    /// Title and alternative, then bar by bar its name and figure; of lines the periods, then name and last figure.
    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        match self {
            Self::Bars { title, alternative, bars } => {
                texts.extend([title, alternative]);
                texts.extend(bars.iter().flat_map(|(name, _, shown)| [name, shown]));
            }
            Self::Lines { title, alternative, periods, lines } => {
                texts.extend([title, alternative]);
                texts.extend(periods);
                texts.extend(lines.iter().flat_map(|line| [&line.name, &line.last]));
            }
        }
    }
}

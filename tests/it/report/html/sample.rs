//! Papers of an invented township, as large as offices have them. Texts of the model alone hold digits.

use cunkao::number::Number;
use cunkao::report::paper::{
    Block, Chart, Figure, Form, Imprint, Letterhead, Line, Measure, Orientation, Paper, PaperColumn,
    PaperSection, PaperTable, Side, Text,
};

const VILLAGES: [&str; 8] =
    ["上坪村", "石桥村", "河东村", "柳树湾村", "𠮷家村", "新庄村", "大槐树村", "南山村"];
const ITEMS: [&str; 13] = [
    "班子建设",
    "党建工作",
    "信访稳定",
    "安全生产",
    "环境整治",
    "森林防火",
    "粮食生产",
    "医保收缴",
    "统计报表",
    "项目建设",
    "产业发展",
    "民生实事",
    "临时任务",
];
const REASONS: [&str; 4] = [
    "第一季度应召开党员大会一次，实有0次，缺1次，每次扣0.5分",
    "环境整治检查发现垃圾堆放3处，其中主干道2处，逾期7天未整改；经乡人居办2024年3月18日复查，仍有1处未清理，按每处0.5分计，扣1.5分",
    "统计报表迟报2次",
    "医保收缴率94.37%，差0.63个百分点，按每差1个百分点扣1分计算，扣0.63分，由民政办提供数据，村级已签字确认",
];

pub(crate) fn figure(shown: &str) -> Text {
    Text::from(Figure {
        shown: shown.to_owned(),
        period: None,
        pointer: "/villages/0/score".to_owned(),
        form: Form::Fixed,
    })
}

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

/// A figure that nobody computed, from a seed: 85.00 to 99.99.
fn score(seed: usize) -> String {
    let hundredths = 8500 + (seed * 7919 + seed * seed * 104_729) % 1500;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn column(title: &str, side: Side, width: u32) -> PaperColumn {
    PaperColumn { title: title.to_owned(), side, width }
}

fn section(orientation: Orientation, blocks: Vec<Block>) -> PaperSection {
    PaperSection { orientation, measure: Measure::Compact, numbered_anew: false, blocks }
}

fn paper(title: &str, sections: Vec<PaperSection>) -> Paper {
    Paper {
        title: title.to_owned(),
        letterhead: Some(Letterhead {
            mark: "青溪乡人民政府文件".into(),
            number: "青政〔2024〕5号".into(),
            preprinted: false,
        }),
        record: vec![
            ("索引号".to_owned(), "QX0001-2024-00005".into()),
            ("文号".to_owned(), "青政〔2024〕5号".into()),
            ("发布机构".to_owned(), "青溪乡人民政府".into()),
            ("生成日期".to_owned(), "2024年4月8日".into()),
        ],
        sections,
        imprint: Some(Imprint {
            copies: Some("抄送：县委组织部。".into()),
            printer: "青溪乡党政办公室".into(),
            printed: "2024年4月8日印发".into(),
        }),
    }
}

fn items() -> Block {
    let mut columns = vec![column("序号", Side::Middle, 2), column("村", Side::Middle, 4)];
    columns.extend(ITEMS.map(|item| column(item, Side::Right, 3)));
    columns.push(column("得分", Side::Right, 4));
    let row = |index: usize, name: &str| {
        let mut row = vec![Text::from((index + 1).to_string()), name.into()];
        row.extend(
            (0..ITEMS.len())
                .map(|item| figure(if (index + item).is_multiple_of(5) { "-0.50" } else { "0.00" })),
        );
        row.push(figure(&score(index)));
        row
    };
    let mut rows: Vec<_> = VILLAGES.iter().enumerate().map(|(index, name)| row(index, name)).collect();
    let mut total = row(8, "全乡合计");
    total[0] = Text::default();
    rows.push(total);
    let caption = "青溪乡2024年第一季度各村分项得分表（单位：分）".into();
    Block::Table(PaperTable { caption, columns, names_row: 1, rows, total: true })
}

fn ranking() -> Block {
    let columns = vec![
        column("名次", Side::Middle, 4),
        column("村", Side::Middle, 5),
        column("类别", Side::Middle, 4),
        column("上期得分", Side::Right, 5),
        column("本期得分", Side::Right, 5),
        column("升降", Side::Middle, 4),
        column("等次", Side::Middle, 4),
        column("备注", Side::Left, 8),
    ];
    let row = |(index, name): (usize, &&str)| {
        let place = if index == 2 { "并列第2名".to_owned() } else { format!("第{}名", index + 1) };
        let class = if index.is_multiple_of(2) { "红榜" } else { "黑榜" };
        let remark = if index == 3 { "2024年2月由两村合并" } else { "" };
        let cells = [place.as_str(), name, "大村", &score(index + 20), &score(index), "升2", class, remark];
        cells.map(figure).to_vec()
    };
    let rows = VILLAGES.iter().enumerate().map(row).collect();
    Block::Table(PaperTable { caption: Text::default(), columns, names_row: 1, rows, total: false })
}

fn losses() -> Block {
    let columns = vec![
        column("村", Side::Middle, 4),
        column("项目", Side::Left, 6),
        column("扣分", Side::Right, 4),
        column("扣分事由", Side::Left, 30),
    ];
    let row = |index: usize| {
        let village = VILLAGES[index / 2];
        vec![village.into(), ITEMS[index % 13].into(), figure("-1.50"), figure(REASONS[index % 4])]
    };
    let caption = "各村扣分明细".into();
    Block::Table(PaperTable {
        caption,
        columns,
        names_row: 0,
        rows: (0..16).map(row).collect(),
        total: false,
    })
}

pub(crate) fn bars(count: usize) -> Block {
    let bar = |index: usize| {
        let name =
            VILLAGES.get(index).map_or_else(|| format!("第{}村", index + 1), |name| (*name).to_owned());
        (Text::from(name), number(&score(index)), figure(&score(index)))
    };
    let bars = (0..count).map(bar).collect();
    let alternative = "横条图：各村得分由高到低排列，数值见上表。".into();
    Block::Chart(Chart::Bars { title: "各村第1季度得分".into(), alternative, bars })
}

/// Gains and losses: some bars to the left of 0.
pub(crate) fn changes() -> Block {
    let values = ["3.50", "0.25", "0.00", "-1.75", "-4.00"];
    let bars =
        VILLAGES.iter().zip(values).map(|(name, value)| ((*name).into(), number(value), figure(value)));
    let alternative = "横条图：石桥村升，南山村降。".into();
    Block::Chart(Chart::Bars { title: "与上季度相比".into(), alternative, bars: bars.collect() })
}

pub(crate) fn lines(count: usize) -> Block {
    let line = |village: usize| {
        let name =
            VILLAGES.get(village).map_or_else(|| format!("第{}村", village + 1), |name| (*name).to_owned());
        let known = |month: usize| !(village == 3 && month < 2 || village == 5 && (5..7).contains(&month));
        let point = |month: usize| known(month).then(|| number(&score(village * 13 + month * month / 9)));
        let points: Vec<_> = (0..12).map(point).collect();
        let last = figure(&score(village * 13 + 13));
        Line { name: name.into(), points, last }
    };
    Block::Chart(Chart::Lines {
        title: "各村2024年逐月得分".into(),
        alternative: "折线图：自1月至12月，各村得分大体平稳，12月最高为上坪村。".into(),
        periods: (1..=12).map(|month| Text::from(format!("{month}月"))).collect(),
        lines: (0..count).map(line).collect(),
    })
}

/// A quarter's bulletin with its attachments.
pub(crate) fn bulletin() -> Paper {
    let body = vec![
        Block::Title(vec!["青溪乡人民政府".into(), "关于2024年第一季度村级工作考核情况的通报".into()]),
        Block::Subtitle("（公示前稿）".into()),
        Block::Addressee("各村党支部、村民委员会，乡直各单位：".into()),
        Block::Paragraph(Text::from("根据《青溪乡村级工作考核办法》，乡考核办对全乡").and(figure("8")).and("个村2024年第一季度工作进行了考核，全乡平均").and(figure("93.47")).and("分。现将有关情况通报如下。")),
        Block::Heading(1, "一、总体情况".into()),
        Block::Paragraph("上坪村等3个村列红榜，柳树湾村列黑榜。各村名次、得分和与上期相比的升降见下表；得分相同的并列，其后名次顺延。".into()),
        ranking(),
        bars(8),
        Block::Heading(2, "（一）升降".into()),
        changes(),
        Block::Heading(2, "（二）逐月得分".into()),
        lines(8),
        Block::Heading(1, "二、扣分情况".into()),
        losses(),
        Block::Line("注：扣分以乡直各单位书面提供的数据为准，联系电话0938-0000000。".into()),
        Block::Heading(1, "三、工作要求".into()),
        Block::Paragraph("各村要对照扣分事由逐项整改，于2024年4月20日前书面反馈。".into()),
        Block::Attachments(vec!["各村分项得分表".into(), "扣分反馈确认单".into()]),
        Block::Signature("青溪乡人民政府".into(), "2024年4月8日".into()),
    ];
    let slip = vec![
        Block::AttachmentMark("附件2".into()),
        Block::Title(vec!["扣分反馈确认单".into()]),
        Block::Paragraph("本村已收到2024年第一季度考核扣分明细，对扣分事由无异议。".into()),
        Block::SignHere(vec![
            "村党组织书记（签字）：".into(),
            "村民委员会主任（签字）：".into(),
            "日期：".into(),
        ]),
        Block::Line("（此页留存）".into()),
    ];
    let table =
        vec![Block::AttachmentMark("附件1".into()), Block::Title(vec!["各村分项得分表".into()]), items()];
    paper(
        "青溪乡人民政府关于2024年第一季度村级工作考核情况的通报",
        vec![
            section(Orientation::Portrait, body),
            section(Orientation::Landscape, table),
            section(Orientation::Portrait, slip),
        ],
    )
}

/// A month's notice on one page.
pub(crate) fn notice() -> Paper {
    let blocks = vec![
        Block::Title(vec!["青溪乡2024年3月份村级工作考核情况公示".into()]),
        items(),
        Block::Line("公示时间：2024年4月3日至2024年4月9日（5个工作日）。".into()),
        Block::Line("如有异议，请于公示期内向乡考核办反映，联系电话：0938-0000000。".into()),
        Block::Signature("青溪乡考核工作领导小组办公室".into(), "2024年4月3日".into()),
    ];
    paper("青溪乡2024年3月份村级工作考核情况公示", vec![section(Orientation::Landscape, blocks)])
}

/// As many villages as the largest townships have.
pub(crate) fn many() -> Paper {
    let blocks = vec![Block::Title(vec!["三十村图示".into()]), bars(30), lines(30)];
    paper("三十村图示", vec![section(Orientation::Portrait, blocks)])
}

/// A paper of some blocks.
pub(crate) fn of(blocks: Vec<Block>) -> Paper {
    paper("样页", vec![section(Orientation::Portrait, blocks)])
}

/// A paper in which every kind of text is taken from a list.
pub(crate) fn of_texts(texts: &[String]) -> Paper {
    let mut next = texts.iter().cycle().cloned().map(Text::from);
    let mut text = || next.next().unwrap_or_default();
    let row = vec![text(), text()];
    let columns = vec![column("村", Side::Left, 4), column("得分", Side::Right, 4)];
    let table = PaperTable { caption: text(), columns, names_row: 0, rows: vec![row], total: false };
    let bars = vec![(text(), number("-1"), text()), (text(), number("2.5"), text())];
    let points = vec![Some(number("1")), None];
    let lines = vec![
        Line { name: text(), points, last: text() },
        Line { name: text(), points: vec![], last: text() },
    ];
    let mut paper = of(vec![
        Block::Title(vec![text(), text()]),
        Block::Title(vec![text()]),
        Block::Subtitle(text()),
        Block::Addressee(text()),
        Block::Heading(1, text()),
        Block::Heading(2, text()),
        Block::Paragraph(text()),
        Block::Line(text()),
        Block::Table(table),
        Block::Chart(Chart::Bars { title: text(), alternative: text(), bars }),
        Block::Chart(Chart::Lines {
            title: text(),
            alternative: text(),
            periods: vec![text(), text()],
            lines,
        }),
        Block::Attachments(vec![text(), text()]),
        Block::AttachmentMark(text()),
        Block::Signature(text(), text()),
        Block::SignHere(vec![text()]),
    ]);
    paper.title = text().shown();
    paper.record = vec![("文号".to_owned(), text())];
    paper
}

//! Papers put together by hand, as an office would hand them out. Named by `CUNKAO_SAMPLES`, a folder is given their
//! documents, to be looked at in an editor.

use cunkao::report::docx;
use cunkao::report::paper::{
    Block, Imprint, Letterhead, Measure, Orientation, Paper, PaperColumn, PaperSection, PaperTable, Side,
    Text,
};

fn text(words: &str) -> Text {
    words.into()
}

fn column(title: &str, side: Side, width: u32) -> PaperColumn {
    PaperColumn { title: title.into(), side, width }
}

fn table(caption: &str, columns: Vec<PaperColumn>, rows: Vec<Vec<Text>>) -> PaperTable {
    PaperTable { caption: caption.into(), columns, names_row: 1, rows, total: true }
}

const VILLAGES: [&str; 20] = [
    "青溪",
    "石桥",
    "柳树湾",
    "大坪",
    "红岩",
    "双河口",
    "白果",
    "龙潭",
    "新民",
    "团结",
    "高峰",
    "竹园",
    "黄泥坝",
    "马鞍山",
    "清水塘",
    "五里",
    "长岭",
    "和平",
    "东升",
    "杨家院",
];

/// Running text that fills more than a page, digits and punctuation among it.
const LONG: &str = "根据《青溪乡村级工作考核办法》和年初下达的目标任务，乡考核工作领导小组于4月1日至3日对全乡20个行政村第一季度\
    工作进行了考核。考核采取听取汇报、查阅资料、实地查看、入户走访等方式进行，涉及党的建设、产业发展、乡村治理、人居环境、\
    安全生产、民生保障六个方面共48项内容。各村能够围绕中心、服务大局，较好地完成了各项工作任务，但也存在一些不容忽视的\
    问题，主要表现在个别村台账资料不完整、整改落实不到位、数据上报不及时等方面，需要在下一阶段工作中认真加以解决。";

/// The ranking: figures as a result prints them.
fn ranking() -> PaperTable {
    let columns = vec![
        column("名次", Side::Middle, 3),
        column("村", Side::Middle, 5),
        column("得分", Side::Right, 5),
        column("较上季", Side::Right, 5),
        column("主要扣分事由", Side::Left, 16),
    ];
    let mut rows: Vec<Vec<Text>> =
        VILLAGES.iter().zip(1..).map(|(name, place)| ranked(name, place)).collect();
    rows.push(["", "全乡平均", "90.25", "+0.35", ""].map(text).to_vec());
    table("2024年第一季度村级工作考核得分及排名", columns, rows)
}

fn ranked(name: &str, place: u32) -> Vec<Text> {
    let reason = if place.is_multiple_of(3) {
        "人居环境整治2处未按期整改，扣1.5分；数据迟报1次，扣0.5分"
    } else {
        "无"
    };
    let cells =
        [place.to_string(), format!("{name}村"), format!("{}.25", 99 - place), "-1.50".into(), reason.into()];
    cells.map(Text::from).to_vec()
}

/// A table that is too wide for an upright page.
fn wide() -> PaperTable {
    let titles = [
        "党建工作",
        "产业发展",
        "乡村治理",
        "人居环境",
        "安全生产",
        "民生保障",
        "财务公开",
        "防汛抗旱",
        "护林防火",
    ];
    let mut columns = vec![column("名次", Side::Middle, 2), column("村", Side::Middle, 4)];
    columns.extend(titles.iter().map(|title| column(title, Side::Right, 3)));
    columns.extend(["加分", "扣分", "得分"].map(|title| column(title, Side::Right, 3)));
    columns.extend([column("等次", Side::Middle, 2), column("备注", Side::Left, 5)]);
    let rows = VILLAGES.iter().zip(1..).map(|(name, place)| {
        let mut row = vec![text(&place.to_string()), text(&format!("{name}村"))];
        row.extend((0..12).map(|item| text(&format!("{}.50", 10 + (place + item) % 7))));
        row.extend([text("良好"), text(if place == 4 { "补报2月数据" } else { "" })]);
        row
    });
    PaperTable { total: false, ..table("", columns, rows.collect()) }
}

fn body() -> Vec<Block> {
    vec![
        Block::Title(vec![text("青溪乡人民政府关于2024年第一季度"), text("村级工作考核情况的通报")]),
        Block::Addressee(text("各村民委员会：")),
        Block::Paragraph(text(LONG)),
        Block::Heading(1, text("一、考核情况")),
        Block::Paragraph(text("全乡平均90.25分，最高98.25分（青溪村），最低79.25分（杨家院村）。")),
        Block::Heading(2, text("（一）得分及排名")),
        Block::Table(ranking()),
        Block::Line(text("注：得分相同的村名次并列，其后名次顺延。")),
        Block::Heading(1, text("二、存在问题")),
        Block::Paragraph(text(LONG)),
        Block::Paragraph(text(&LONG.repeat(4))),
        Block::Heading(1, text("三、下步要求")),
        Block::Paragraph(text("各村要于4月20日前完成整改，并将整改情况书面报乡党政办公室。")),
        Block::Attachments(vec![
            text("2024年第一季度村级工作考核各项得分表"),
            text("2024年第一季度村级工作考核加分、扣分事项和整改时限、责任人明细表（含上季度结转事项）"),
        ]),
        Block::Signature(text("青溪乡人民政府"), text("2024年4月8日")),
    ]
}

fn section(orientation: Orientation, measure: Measure, blocks: Vec<Block>) -> PaperSection {
    PaperSection { orientation, measure, numbered_anew: false, blocks }
}

fn letterhead(preprinted: bool) -> Letterhead {
    Letterhead {
        mark: "青溪乡人民政府文件".into(), number: "青政〔2024〕5号".into(), preprinted
    }
}

fn imprint() -> Imprint {
    let copies = "抄送：县委组织部，县农业农村局，县乡村振兴局，县民政局，县财政局，乡党委各委员，乡人大主席团，各驻村工作队。";
    let (printer, printed) = ("青溪乡党政办公室".into(), "2024年4月8日印发".into());
    Imprint { copies: Some(copies.into()), printer, printed }
}

/// A bulletin of an upright body and two turned attachments.
pub(super) fn bulletin() -> Paper {
    let attachment = |mark, title| {
        let blocks = vec![
            Block::AttachmentMark(text(mark)),
            Block::Title(vec![text(title)]),
            Block::Table(wide()),
            Block::Line(text("注：本表各项得分保留两位小数。")),
        ];
        section(Orientation::Landscape, Measure::Compact, blocks)
    };
    Paper {
        title: "青溪乡2024年第一季度村级工作考核情况的通报".into(),
        letterhead: Some(letterhead(false)),
        record: Vec::new(),
        sections: vec![
            section(Orientation::Portrait, Measure::Official, body()),
            attachment("附件1", "各项得分表"),
            attachment("附件2", "加分、扣分事项明细表"),
        ],
        imprint: Some(imprint()),
    }
}

/// Upright throughout, for paper with a red head on it; the imprint shares the last page.
pub(super) fn preprinted() -> Paper {
    let mut blocks = body();
    blocks.retain(|block| !matches!(block, Block::Attachments(_)));
    blocks.insert(3, Block::Attachments(vec![text("考核细则")]));
    Paper {
        letterhead: Some(letterhead(true)),
        sections: vec![section(Orientation::Portrait, Measure::Official, blocks)],
        ..bulletin()
    }
}

/// Running text without end, to count lines and characters on.
pub(super) fn running_text() -> Paper {
    let blocks =
        vec![Block::Paragraph(text(&"永字八法".repeat(560))), Block::Paragraph(text(&LONG.repeat(8)))];
    Paper {
        title: "版心".into(),
        letterhead: None,
        record: Vec::new(),
        sections: vec![section(Orientation::Portrait, Measure::Official, blocks)],
        imprint: None,
    }
}

/// What hangs on the village's board, and the slip that is handed in.
pub(super) fn notice() -> Paper {
    let notice = vec![
        Block::Title(vec![text("青溪乡2024年3月份村级工作考核情况公示")]),
        Block::Subtitle(text("（公示前稿）")),
        Block::Paragraph(text("现将2024年3月份村级工作考核情况予以公示，接受群众监督。")),
        Block::Table(ranking()),
        Block::Line(text("公示时间：自2024年4月8日至2024年4月12日")),
        Block::Line(text("如有异议，请于公示期内向乡党政办公室反映。联系电话：0000-0000000")),
        Block::Signature(text("青溪乡村级工作考核领导小组办公室"), text("2024年4月8日")),
    ];
    let slip = vec![
        Block::Title(vec![text("扣分告知单")]),
        Block::Addressee(text("青溪村村民委员会：")),
        Block::Paragraph(text("经核查，你村3月份因人居环境整治2处未按期整改，扣1.5分。")),
        Block::Table(PaperTable { caption: Text::default(), ..ranking() }),
        Block::Table(PaperTable { rows: Vec::new(), caption: Text::default(), ..ranking() }),
        Block::SignHere(vec![text("村党组织书记（签字）："), text("经办人（签字）："), text("日期：")]),
    ];
    Paper {
        title: "公示".into(),
        letterhead: None,
        record: Vec::new(),
        sections: vec![
            section(Orientation::Portrait, Measure::Compact, notice),
            section(Orientation::Portrait, Measure::Compact, slip),
        ],
        imprint: None,
    }
}

/// Every sample by name.
pub(super) fn all() -> Vec<(&'static str, Paper)> {
    vec![
        ("bulletin", bulletin()),
        ("preprinted", preprinted()),
        ("running", running_text()),
        ("notice", notice()),
    ]
}

#[test]
fn samples_are_written_where_they_are_asked_for() {
    let Some(folder) = std::env::var_os("CUNKAO_SAMPLES") else { return };
    std::fs::create_dir_all(&folder).unwrap();
    for (name, paper) in all() {
        let path = std::path::Path::new(&folder).join(format!("{name}.docx"));
        std::fs::write(path, docx::render(&paper).unwrap()).unwrap();
    }
}

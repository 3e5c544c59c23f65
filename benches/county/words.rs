//! The words that a made-up county is written in: names of places and people, events and what is typed of them.
//! Invented all of them; only events, duties and posts are those of the founding rulebook.

/// First and second syllable of the name of a township.
pub const TOWNSHIP_FIRST: [&str; 20] = [
    "青", "白", "龙", "石", "金", "清", "红", "凤", "双", "长", "黄", "太", "永", "新", "云", "水", "天",
    "东", "南", "大",
];
pub const TOWNSHIP_SECOND: [&str; 20] = [
    "溪", "河", "山", "坪", "桥", "沟", "岭", "湾", "泉", "坝", "林", "塘", "潭", "峰", "井", "坡", "湖",
    "屯", "关", "竹",
];

/// First and second syllable of the name of a village.
pub const VILLAGE_FIRST: [&str; 12] =
    ["上", "下", "中", "前", "后", "老", "小", "高", "平", "野", "花", "松"];
pub const VILLAGE_SECOND: [&str; 12] =
    ["寨", "田", "院", "庄", "箐", "垭", "营", "店", "冲", "甸", "磨", "岩"];

/// Surnames and given names.
pub const SURNAMES: [&str; 24] = [
    "陈", "李", "张", "刘", "杨", "黄", "吴", "蒋", "彭", "苏", "段", "龙", "韩", "谭", "周", "何", "谢",
    "罗", "邓", "冯", "唐", "曾", "魏", "赵",
];
pub const GIVEN: [&str; 32] = [
    "国华", "春梅", "小军", "德福", "建军", "永贵", "桂芳", "伟", "志明", "丽", "成", "大勇", "秀兰", "强",
    "文斌", "红", "有才", "家明", "建平", "东", "正国", "秀珍", "小龙", "永福", "志刚", "桂英", "晓燕", "磊",
    "国平", "世荣", "明德", "仕全",
];

/// Classes of villages; the first is the largest.
pub const CLASSES: [&str; 3] = ["大村", "中村", "小村"];

/// The posts that a village has, the first ones first.
pub const POSTS: [&str; 4] = ["支部书记", "主任", "文书", "委员"];

/// An event of the rulebook, what a clerk says of it, on what paper it rests, and who reports it.
pub struct Kind {
    pub name: &'static str,
    pub detail: &'static str,
    pub basis: &'static str,
    pub recorder: &'static str,
    /// The workbook it stands in where each office sends its own.
    pub office: usize,
    /// Whether it must name a cadre.
    pub names_person: bool,
    /// How often it happens, against the others.
    pub weight: usize,
}

const fn kind(
    (name, office, weight): (&'static str, usize, usize),
    detail: &'static str,
    basis: &'static str,
    recorder: &'static str,
) -> Kind {
    Kind { name, detail, basis, recorder, office, names_person: false, weight }
}

/// Offices, as they name their workbooks.
pub const OFFICES: [&str; 5] = ["党建办", "财政所", "社保所", "综治办", "农业办"];

pub const KINDS: [Kind; 16] = [
    kind(("报表缺报或不合规定", 1, 9), "进度表迟报", "收表登记", "统计站"),
    kind(("计生报表迟报或错报", 2, 7), "月报两处数字不符", "退表单", "计生办"),
    kind(("排查表迟报或不到位", 3, 7), "排查漏一户", "抽查记录", "综治办"),
    kind(("安全事故", 3, 5), "村民私拉电线起火", "处置记录", "应急办"),
    kind(("矛盾激化上交", 3, 4), "地界纠纷未及时调解", "接访登记", "综治办"),
    kind(("违规建房毁林未制止未报告", 3, 4), "公路边违规搭建未上报", "巡查照片", "村镇办"),
    Kind {
        names_person: true, ..kind(("廉政作风问题", 0, 3), "违规操办酒席", "谈话笔录", "纪委")
    },
    kind(("拒不执行临时任务", 0, 3), "未按通知组织扑火队", "值班记录", "党政办"),
    kind(("越级上访", 3, 2), "因补偿到市上访", "信访件", "综治办"),
    kind(("违规出具上户证明", 2, 2), "未核实即出证明", "核查记录", "计生办"),
    kind(("报批优亲厚友", 2, 2), "低保未经评议", "核查记录", "民政所"),
    kind(("产业发展无规划", 4, 2), "无产业规划文本", "资料核查", "农业办"),
    kind(("无种养大户", 4, 2), "全村无规模种养户", "实地核查", "农业办"),
    kind(("扶贫无起色", 4, 1), "群众满意度测评最低", "测评表", "农业办"),
    kind(("瞒报出生人口", 2, 1), "瞒报一人", "核查记录", "计生办"),
    Kind {
        names_person: true, ..kind(("廉政作风问题情节严重", 0, 1), "评议中收受礼金", "立案材料", "纪委")
    },
];

/// Duties of every quarter, then those of a day: its month and the last day.
pub const QUARTER_DUTIES: [&str; 6] =
    ["党员和群众代表会", "村民会议", "党务公开", "政务公开", "财务公开", "惠农政策公开"];
pub const DATED_DUTIES: [(&str, i8, i8); 4] =
    [("分工职责上墙", 1, 31), ("年初工作计划", 1, 31), ("集资方案与台账", 3, 20), ("年终工作总结", 12, 31)];

/// Indicators with their units, in the order of the columns.
pub const INDICATORS: [(&str, &str); 5] = [
    ("集资应收", "元"),
    ("集资已收", "元"),
    ("新农合参保率", "%"),
    ("新农保参保率", "%"),
    ("融资完成额", "万元"),
];

/// What a class of villages is to deliver (jin) and to raise (ten thousand yuan), as `county.toml` says too.
pub const TOBACCO_TASKS: [i64; 3] = [54000, 27000, 15000];
pub const FINANCING_TASKS: [i64; 3] = [100, 80, 60];

pub const MEETINGS: [&str; 6] =
    ["年度工作会", "集资推进会", "烟叶田管现场会", "防汛工作会", "参保收缴动员会", "冬春防火会"];

pub const PLACES: [&str; 8] =
    ["李家湾连片", "大坝口", "茶园坡", "石板田", "新田沟", "河边", "东坡", "烤房后"];
pub const NOTES: [&str; 5] = ["外出考察烤房", "陪护病人", "到县医院复查", "子女毕业", "走亲"];

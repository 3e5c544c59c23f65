//! The chapters of the reference: which tables stand in which, and what each is about.

/// A chapter.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    /// Paths of tables; `kinds` stands for all kinds of rule.
    pub(super) paths: &'static [&'static str],
}

/// In the order in which one writes a rulebook.
pub(super) const SECTIONS: &[Section] = &[
    Section {
        title: "一、开头",
        about: "办法的名称、版本，村的类别和职务。从别的细则写起的，首行写 `extends = \"builtin:village-cadre\"` 或文件名，然后只写不同的地方：同 `id`（没有 id 的按 `name`）的条目逐键替换，`remove = true` 删去一条；删去的条目有 `[[ruling]]` 管着的（`decides` 里写着它），那条 `[[ruling]]` 也要删去或改写。上级细则的示例不带过来。",
        paths: &["", "village", "cadre"],
    },
    Section {
        title: "二、考核的树：部分与项目",
        about: "总分之下可以有部分 `[[part]]`，部分之下可以再有部分；项目 `[[item]]` 是最末一级，一个项目一本账，规则写在项目里。`under` 说明属于哪一级。",
        paths: &["part", "item", "item.rule"],
    },
    Section {
        title: "三、规则的种类",
        about: "每条规则用 `kind` 说明种类，各种类另有自己的键。`[[item.rule]]` 里以分计，`[[money]]` 里以元计。",
        paths: &["kinds"],
    },
    Section {
        title: "四、任务、指标、台账",
        about: "规则要看的数从哪里来。表头的单位必须与这里写的一致。",
        paths: &["target", "indicator", "register"],
    },
    Section {
        title: "五、资金与请销假",
        about: "以元计的奖补和扣款；按得分发的报酬写在 `[[pay]]`。",
        paths: &["money", "pay", "leave", "approver"],
    },
    Section {
        title: "六、排名、等次、奖励、否决、处理",
        about: "只看得分和名次，不改变得分。",
        paths: &["standing", "band", "prize", "decision", "veto", "sanction"],
    },
    Section {
        title: "七、读法与已接受的提醒",
        about: "条文没有说清的地方，记下问题、采用的读法、依据和审定人。",
        paths: &["ruling", "accepts"],
    },
    Section {
        title: "八、报送",
        about: "每月谁报哪些表、几日前报齐：空白表按办所分发、检查时列出谁没有报，都照这里。与得分无关。",
        paths: &["office", "returns"],
    },
    Section {
        title: "九、发布",
        about: "通报、公示上怎样写本机关，给谁看什么。没有列给某一类人看的，他们的材料里一律没有。与得分无关。",
        paths: &["publication", "audience"],
    },
    Section {
        title: "十、定稿与封存",
        about: "哪些考核期要封存，之前要不要公示，经谁同意，归档保管多久。与得分无关。",
        paths: &["sealing"],
    },
    Section {
        title: "十一、示例",
        about: "写几个村、几件事和应得的结果，`cunkao check` 逐个验算；不符时列出应得、算得、相差和每一笔账。没有被任何示例触及的规则会有提醒。",
        paths: &["example"],
    },
    Section {
        title: "十二、以前年度",
        about: "要看上一年的名次或处理次数时，在工作区放 `history.toml`。",
        paths: &["history"],
    },
];

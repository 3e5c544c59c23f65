//! The figures of 减负 one by one, each with how it was counted: the same words in every format.

use crate::analysis::burden::Burden;
use crate::number::Number;
use crate::report::words;

/// A figure as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownFigure {
    /// A stable name for programs.
    pub id: &'static str,
    /// In Chinese, with its unit.
    pub name: String,
    /// The figure; words where there is none.
    pub value: String,
    /// How it was counted.
    pub how: String,
}

fn shown(id: &'static str, name: &str, value: impl std::fmt::Display, how: &str) -> ShownFigure {
    ShownFigure { id, name: name.to_owned(), value: value.to_string(), how: how.to_owned() }
}

/// Every figure, in order.
pub fn figures(burden: &Burden) -> Vec<ShownFigure> {
    let mut all = scheme(burden);
    all.extend(cells(burden));
    all.extend([
        shown("published-characters", "发出的字数", burden.went_out.characters, "本期各次公示、定稿的文稿，空格不算；草稿不计；与文稿同名的网页不重复计；工作簿、JSON 不计"),
        shown("published-pages", "发出的页数（估算）", burden.went_out.pages, "按公文每页22行、每行28字折算，每份不足一页按一页"),
        shown("alike-items", "没有拉开差距的项目（个）", burden.alike.len(), "村的项目中，本期凡能比较的月份，各村月末得分都一样的；有村未报的、项目还没有到期的月份不比"),
        shown("unreported-items", "没有报过的项目（个）", burden.unreported.len(), "它的规则所看的事项、动作、指标、评分、台账、签到，本期一样也没有报过；还没有到期的、全期没有数据的不列"),
        shown("always-met-duties", "各村都做到的规定动作（个）", burden.always_met.len(), "本期各村报的次数都一样，没有填“未”的，也没有村或村干部因它扣过分、少得分"),
    ]);
    all
}

fn scheme(burden: &Burden) -> Vec<ShownFigure> {
    let scheme = burden.scheme;
    vec![
        shown(
            "village-items",
            "考村的项目（个）",
            scheme.village_items,
            "细则里自己记分的项目，只起汇总作用的部分不算",
        ),
        shown("cadre-items", "考村干部的项目（个）", scheme.cadre_items, "同上"),
        shown("rules", "计分规则（条）", scheme.rules, "细则里各项目下的计分规则，包括考干部的"),
        shown("money-rules", "奖扣资金的规则（条）", scheme.money_rules, "细则里奖补、扣款的规则"),
        shown("names", "可报的事项、动作、指标、评分（个）", scheme.names, "细则声明、表里可以填的名目"),
        shown("sheets", "每月的表和台账（种）", scheme.sheets, "细则用得着的表"),
    ]
}

fn cells(burden: &Burden) -> Vec<ShownFigure> {
    let total = &burden.total;
    let all = total.cells();
    let share = burden
        .not_of_villages
        .map_or_else(|| "不详".to_owned(), |share| format!("{}%", words::figure(share)));
    let how = if total.unsaid.asked > 0 {
        "细则没有写明哪些表由谁填（[[office]]、[returns]），分不出村填的和办所填的"
    } else {
        "（已填好的格＋办所必填的格）÷（已填好的格＋全部必填的格）；备用格不算"
    };
    let mean = |of: Option<Number>| of.map_or_else(|| "-".to_owned(), words::full_mark);
    let mut figures = vec![
        shown(
            "asked-of-villages",
            "要村填的格（个）",
            total.of_villages.asked,
            "本期各月空白表里由村填的必填格之和；每村一份，几个村就是几份",
        ),
        shown(
            "asked-of-offices",
            "要办所填的格（个）",
            total.of_offices.asked,
            "本期各月空白表里由责任办所填的必填格之和",
        ),
    ];
    let each = "要村填的格÷各月村数之和；各月各村的格数见下表";
    let about = "全部必填的格（不论村填还是办所填）÷各月村数之和";
    figures
        .insert(1, shown("each-village-month", "平均每村每月要填的格（个）", mean(total.each_village), each));
    let every = mean(burden.about_each_village);
    figures.push(shown("about-each-village-month", "平均每村每月要有人填的格（个）", every, about));
    if total.unsaid.asked > 0 {
        figures.push(shown(
            "asked-of-unsaid",
            "没有写明谁填的格（个）",
            total.unsaid.asked,
            "细则没有写责任办所，也没有写村要报什么；按全部一份的空白表数",
        ));
    }
    figures.extend([
        shown("ready", "已填好的格（个）", all.ready, "空白表里已经印上的村名、姓名、职务、截至日期"),
        shown("room", "备用的格（个）", all.room, "有事才填的行、开会才填的列；空着不算负担"),
        shown("not-of-villages", "不要村填的比例", share, how),
        shown(
            "filled",
            "实际填了的格（个）",
            total.filled,
            "本期各月报来的表里，程序读到了内容的格；日期、村名、情况说明等不算",
        ),
        shown(
            "filled-by-villages",
            "其中村报的（个）",
            total.filled_by_villages,
            "在空白表上、收件登记里或文件名上写明是村报的文件里的",
        ),
    ]);
    for (sheet, count) in &burden.filled {
        figures.push(shown("filled-of-sheet", &format!("实填：{sheet}（个）"), count, "同上，分表"));
    }
    figures
}

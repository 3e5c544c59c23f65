//! `[village]` and `[cadre]`, the roots; `[[part]]`, a group of items under one name, mark and limit.

use super::accrual::read_accrual;
use super::by_post::read_by_post;
use super::common::{read_clamp, read_in_force, read_round, read_round_of_whole};
use super::head::{Head, Limits};
use super::{Body, Coefficient, Combine, Item, Merge, Root};
use crate::toml_table::Reader;

const COMBINE: &[(&str, Combine, &str)] = &[
    ("sum", Combine::Sum, "相加"),
    ("weighted", Combine::Weighted, "按各自的 weight（百分比）加权"),
    ("mean", Combine::Mean, "平均"),
];

/// Reads `[village]` or `[cadre]`; a scheme may do without one of them.
pub(in crate::rulebook) fn read_root(reader: &Reader<'_>, key: &str) -> Option<Root> {
    let (meaning, full_mark) = match key {
        "village" => {
            ("村的总分怎样得出；考核村的必须写", "满分；下级中有满分的必须写，都从零起、不设满分的不写")
        }
        _ => ("村干部的总分怎样得出；考核村干部、给村干部发报酬的必须写", "满分；只扣不设满分的不写"),
    };
    let root = reader.table(key, meaning)?;
    let name = root.text(
        "name",
        "名称，印在通报、公示的标题里，如 村级工作考核；季度、月份的也用它，不要写成“年度得分”",
    );
    let clause = root.text("clause", "所依据的条款");
    let points = root.optional_number("points", full_mark);
    let combine = root.choice("combine", "各项怎样合成总分", COMBINE);
    let coefficient = read_coefficient(&root);
    let by_post = if key == "cadre" { read_by_post(&root) } else { Some(None) };
    let floor = read_clamp(&root, "floor", "总分有没有下限");
    let cap = read_clamp(&root, "cap", "总分有没有上限");
    let round = read_round_of_whole(&root);
    let accrual = read_accrual(&root);
    let merge = if key == "village" { read_merge(&root) } else { None };
    let span = root.span().clone();
    root.finish();
    Some(Root {
        is_declared: true,
        name: name?,
        clause: clause?.into(),
        points,
        floor: floor?,
        cap: cap?,
        round: round?,
        combine: combine?,
        coefficient: coefficient?,
        by_post: by_post?,
        accrual: accrual.accrual,
        accrue: accrual.accrue,
        merge,
        span,
    })
}

fn read_merge(reader: &Reader<'_>) -> Option<Merge> {
    const MERGE: &[(&str, Merge, &str)] = &[
        ("mean", Merge::Mean, "各项取并村前各村得分的平均，这一项不适用、还没有到计分日的村不算在内"),
        ("worst", Merge::Worst, "各项取并村前各村得分中最低的，不算在内的村同上"),
        ("fresh", Merge::Fresh, "不结转：接收的村照自己的账，新设的村从头记"),
    ];
    reader.optional_choice(
        "merge",
        "年中有村并入别村时，合并后的村各项（全年一本账的）怎样接续；花名册有“并入”时必须写",
        MERGE,
    )
}

/// Reads every `[[part]]`.
pub(in crate::rulebook) fn read_parts(reader: &Reader<'_>) -> Vec<Item> {
    let parts = reader.tables("part", "由下级合成的一级：部分、大项，或共用一个上限的几项");
    parts.into_iter().filter_map(read_part).collect()
}

fn read_part(reader: Reader<'_>) -> Option<Item> {
    let head = Head::read(&reader);
    let points = reader.optional_number("points", "满分；只有加分或减分、不设满分的不写");
    let combine = reader.choice("combine", "下级各项怎样合成", COMBINE);
    let coefficient = read_coefficient(&reader);
    let by_post = read_by_post(&reader);
    let floor = read_clamp(&reader, "floor", "这一级有没有下限");
    let cap = read_clamp(&reader, "cap", "这一级有没有上限");
    let round = read_round(&reader);
    let in_force = read_in_force(&reader);
    let accrual = read_accrual(&reader);
    reader.finish();
    let limits = Limits { floor: floor?, cap: cap?, round };
    let body = Body::Part { combine: combine?, coefficient: coefficient?, by_post: by_post? };
    Some(head?.with(points, limits, in_force, accrual, body))
}

/// `coefficient = { target = "难度系数", over = ["…"] }`; `None` where it is wrong.
fn read_coefficient(reader: &Reader<'_>) -> Option<Option<Coefficient>> {
    let Some(table) = reader.table("coefficient", "难度系数：各村一个，乘在所列的下级上")
    else {
        return (!reader.has("coefficient")).then_some(None);
    };
    let target = table.text("target", "写各村系数的 [[target]] 的名称");
    let over = table.required_words("over", "系数乘哪些下级（id）；加分项一般不乘");
    table.finish();
    Some(Some(Coefficient { target: target?, over }))
}

//! Keys that nodes of several sorts share: id, short name, limits, when it is in force.

use super::{Clamp, InForce, InShorter, Share};
use crate::number::Number;
use crate::toml_table::{Reader, Shape, Value};

/// A kebab-case ASCII id that is not reserved.
pub(in crate::rulebook) fn read_id(reader: &Reader<'_>) -> Option<String> {
    const RESERVED: &[&str] =
        &["opening", "not-reported", "merger", "floor", "cap", "round", "carried", "village", "cadre"];
    let id = reader.text("id", "编号，小写字母、数字和连字符")?;
    let plain = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if plain && !RESERVED.contains(&id.as_str()) {
        return Some(id);
    }
    if let Some(node) = reader.node("id") {
        let others = RESERVED.join("、");
        reader.bad_value(node, "id", &format!("小写字母、数字和连字符，且不是 {others}"));
    }
    None
}

/// The short name; the name itself does if it has at most four characters.
pub(super) fn read_short(reader: &Reader<'_>, name: Option<&str>) -> Option<String> {
    let short = reader.optional_text("short", "至多 4 个字的简称，用于宽表；名称超过 4 个字的必须写");
    match (short, name) {
        (Some(short), _) if short.chars().count() > 4 => {
            if let Some(node) = reader.node("short") {
                reader.bad_value(node, "short", "至多 4 个字的简称");
            }
            None
        }
        (Some(short), _) => Some(short),
        (None, Some(name)) if name.chars().count() > 4 => {
            reader.missing("short", "名称超过 4 个字，要写简称（宽表用）");
            None
        }
        (None, name) => name.map(str::to_owned),
    }
}

/// `"zero"`, `"none"` or a number.
pub(super) fn read_clamp(reader: &Reader<'_>, key: &str, meaning: &str) -> Option<Clamp> {
    let (expected, choices) = match key {
        "cap" => (
            " \"none\"（不封顶）、一个数（至多加到 105 分的写 105）或 \"zero\"（至多 0 分）",
            "可选：cap = \"none\"（不封顶），cap = 105（一个数：至多加到 105 分），cap = \"zero\"（至多 0 分）",
        ),
        _ => (
            " \"zero\"（到零为止）、\"none\"（没有）或一个数（至多扣成 -20 分的写 -20；大于 0 的是保底：到期以后不足的补到它；在单项上，不适用、清零、按零分计的不补，在大类和总分上，其中有的项这样计的照补）",
            "可选：floor = \"zero\"（到零为止），floor = \"none\"（没有），floor = -20（一个数：至多扣成 -20 分）",
        ),
    };
    let told = format!("{meaning}；看加减的合计，不论先后；应为{expected}");
    let node = reader.listed(key, &told, Shape::Limit, choices)?;
    let clamp = match &node.value {
        Value::Text(word) if word == "none" => Some(Clamp::None),
        Value::Text(word) if word == "zero" => Some(Clamp::At(Number::ZERO)),
        Value::Number(digits) => Number::parse(digits).map(Clamp::At),
        _ => None,
    };
    if clamp.is_none() {
        reader.bad_value(node, key, expected);
    }
    clamp
}

const ROUND: &[(&str, Option<u32>, &str)] = &[
    ("exact", None, "不舍入"),
    ("two-places", Some(2), "四舍五入到两位小数"),
    ("one-place", Some(1), "四舍五入到一位小数"),
    ("whole", Some(0), "四舍五入到整数"),
];

/// `round` of a root, which must be written: it decides places.
pub(super) fn read_round_of_whole(reader: &Reader<'_>) -> Option<Option<u32>> {
    reader.choice(
        "round",
        "总分排名以前舍入到哪一位；分期记账的（accrue），各期的得分先各自舍入，合成以后再舍入一次",
        ROUND,
    )
}

/// `round` of a part or item.
pub(super) fn read_round(reader: &Reader<'_>) -> Option<u32> {
    reader.optional_choice("round", "本级得分计入上一级以前舍入到哪一位；不写则不舍入；本级分期记账的，各期先各自舍入，合成以后再舍入一次", ROUND).flatten()
}

/// `from` and `until`.
pub(in crate::rulebook) fn read_in_force(reader: &Reader<'_>) -> InForce {
    let from = reader.optional_moment("from", "从哪一天起施行；不写则一直施行");
    let until = reader.optional_moment("until", "施行到哪一天（含当日）；不写则一直施行");
    InForce { from, until }
}

const WEIGHT_BY_POST: &str = "各职务不同的：在上一级中占百分之几，{ \"支部书记\" = 70, \"主任\" = 60 }；没有列出的职务都按 weight，没有 weight 的要列全（只用于村干部，上一级 combine = \"weighted\" 时写）";

const IN_SHORTER: &str = "考核期比这一级的账短时（如年终才评的，看月份、季度的结果）怎样算（处理建议照提）；不写则照到那时为止的分计入";

/// `weight`, `weight-by-post`, `counts-as` and `in-shorter-periods`; `None` where the weight that is written is none.
pub(super) fn read_share(reader: &Reader<'_>) -> Option<Share> {
    let weight =
        reader.optional_number("weight", "在上一级中占百分之几（上一级 combine = \"weighted\" 时写）");
    let by_post = reader.names("weight-by-post", WEIGHT_BY_POST, "百分之几，如 70");
    let entries = by_post.map(|table| table.entries.as_slice()).unwrap_or_default();
    if let (Some(node), Some([])) = (reader.node("weight-by-post"), by_post.map(|_| entries)) {
        reader.bad_value(node, "weight-by-post", "至少一个职务的权重：{ \"支部书记\" = 70 }");
    }
    let by_post = entries.iter();
    let by_post = by_post
        .filter_map(|entry| Some((entry.key.clone(), reader.as_number(&entry.node, &entry.key)?)))
        .collect();
    let counts_as = reader.optional_number("counts-as", "满分折合为上一级的多少分，如百分卷折合 80 分");
    let in_shorter = reader.optional_choice(
        "in-shorter-periods",
        IN_SHORTER,
        &[
            ("exclude", InShorter::Exclude, "不计，其余各项照计"),
            ("rescale", InShorter::Rescale, "不计，其余各项（加分也在内）按权重（满分）折算成整个"),
        ],
    );
    let is_read = weight.is_some() || !reader.has("weight");
    is_read.then_some(Share { weight, by_post, counts_as, in_shorter })
}

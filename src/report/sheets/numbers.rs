//! The numbers of a rulebook as sheets to be filled in: what each is, its present value, room for a new one.

use super::{Cell, Sheet};
use crate::rulebook::{WrittenNumber, catalogue};
use crate::toml_table::TableDoc;

/// The sheet 数值, and the one that says how to fill it in.
pub(in crate::report) fn numbers(numbers: &[WrittenNumber]) -> Vec<Sheet> {
    let catalogue = catalogue();
    let rows = numbers.iter().map(|number| {
        vec![
            number.path.as_str().into(),
            number.belongs.as_str().into(),
            number.clause.as_str().into(),
            number.key.as_str().into(),
            told(&catalogue, number).into(),
            number.digits.as_str().into(),
            Cell::Empty,
        ]
    });
    let titles = ["位置", "所属", "条款", "键", "含义", "现值", "新值"];
    vec![Sheet::new("数值", &titles, rows.collect()), explanation()]
}

/// What a number decides: the reference speaks of points, where rules of money mean yuan.
fn told(catalogue: &[TableDoc], number: &WrittenNumber) -> String {
    let meaning = meaning(catalogue, &number.table, &number.key);
    if number.path.starts_with("money[") {
        meaning.replace("多少分", "多少元")
    } else {
        meaning.to_owned()
    }
}

/// What a key decides. Of a table from names to numbers, its own key says it; beside the keys of a kind stand
/// those of every rule.
fn meaning<'a>(catalogue: &'a [TableDoc], table: &str, key: &str) -> &'a str {
    let of = |path: &str, key: &str| {
        let doc = catalogue.iter().find(|doc| doc.path == path)?;
        doc.keys.iter().find(|known| known.key == key).map(|known| known.meaning.as_str())
    };
    let named = || table.rsplit_once('.').and_then(|(above, name)| of(above, name));
    of(table, key)
        .or_else(named)
        .or_else(|| of("item.rule", key))
        .or_else(|| of("money", key))
        .unwrap_or_default()
}

fn explanation() -> Sheet {
    let lines = [
        "只填“新值”一栏：要改哪个数，就在那一行写上新的数；不改的空着。",
        "不要改动“位置”和“现值”：程序靠它们找到细则里的那个数，对不上的不会改。",
        "数不带正负号和单位；百分之五写 5。",
        "填好保存后运行：cunkao rules 细则.toml --apply 本表.xlsx -o 新细则.toml",
        "细则里的注释和排版不变；新细则写成另一个文件，原文件不动。",
    ];
    let rows = lines.into_iter().map(|line| vec![line.into()]).collect();
    Sheet::new("填表说明", &["填表说明"], rows)
}

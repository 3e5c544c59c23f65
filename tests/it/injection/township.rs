//! The demo township, with names that a spreadsheet would run, a browser would follow or Word would fetch.

use std::path::{Path, PathBuf};

use crate::intake::package::{book, data, parts, zip};
use crate::support::{demo_copy, repository};

/// Stands in every hostile name, so that it can be found again wherever it got to. No other text has it.
pub(super) const MARK: char = '毒';

/// What is called something else: villages, persons, items, events, duties, indicators, registers, offices, remarks.
const NAMES: &[(&str, &str)] = &[
    ("1村", "=HYPERLINK(\"http://evil.invalid/\",\"毒村\")"),
    ("2村", "+cmd|'/c毒'!A1"),
    ("3村", "-3毒<script>alert(1)</script>"),
    ("4村", "@SUM(毒)&amp;"),
    ("5村", "=5毒'!A1"),
    ("6村", "-毒6"),
    ("陈国华", "=毒华"),
    ("李春梅", "+毒<b>梅"),
    ("王小军", "@毒军\"&"),
    ("周桂芳", "-毒强"),
    ("支部书记", "-毒书记"),
    ("党建工作", "=毒工作"),
    ("安全工作", "+毒安全\"},{"),
    ("调解", "@毒调解"),
    ("烟叶发展", "-毒烟叶<i>"),
    ("党建", "=毒建"),
    ("综合排名", "=毒排名&\"A\""),
    ("烟叶交售奖励", "=毒奖励"),
    ("报表缺报或不合规定", "=毒报表"),
    ("党员和群众代表会", "=毒会"),
    ("集资应收", "-毒应收"),
    ("烟叶交售", "=毒交售"),
    ("党建办", "=毒党建办"),
    ("财政所", "@毒财政所"),
    ("春耕进度表未盖章", "=毒!A1+INCLUDETEXT(\"/etc/passwd\")"),
    ("收表登记", "{HYPERLINK \"http://evil.invalid/毒\"}"),
    ("统计站", "\t=毒站"),
    ("蒋德明", "=毒农"),
];

fn xml(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

fn toml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\t', "\\t"))
}

/// The workspace in a folder of its own.
pub(super) struct Township(tempfile::TempDir);

impl Township {
    pub(super) fn new() -> Self {
        Self::named(NAMES)
    }

    /// One whose things bear these names instead of their own.
    pub(super) fn named(names: &[(&str, &str)]) -> Self {
        let folder = demo_copy();
        let demo = std::fs::read_to_string(folder.path().join("rulebook.toml")).unwrap();
        let own = demo.replace("extends = \"builtin:village-cadre\"\n", "").replace("青溪乡", "=毒乡");
        let builtin = std::fs::read_to_string(repository("rules/village-cadre.toml")).unwrap();
        let mut rulebook = builtin.replace("title = \"", "title = \"=毒：") + &own;
        for (name, hostile) in names {
            rulebook = rulebook.replace(&format!("\"{name}\""), &toml(hostile));
        }
        std::fs::write(folder.path().join("rulebook.toml"), rulebook).unwrap();
        let township = Self(folder);
        for file in township.files("", "xlsx") {
            poison(&file, names);
        }
        township
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn word(&self) -> &str {
        self.path().to_str().unwrap()
    }

    /// The files below a folder whose names end so.
    pub(super) fn files(&self, below: &str, ending: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.path().join(below)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == ending) {
                    found.push(path);
                }
            }
        }
        found.sort();
        found
    }

    /// Adds sheets full of mistakes to March: a workbook and two files of CSV, whose names are hostile too.
    pub(super) fn spoil(&self) {
        let march = self.path().join("records/2024-03");
        let head = "日期,村,事项,次数,情况说明\n2024-03-05,=毒村甲,=毒报表,=1+1,=毒说明\n";
        std::fs::write(march.join("-毒办_事项登记.csv"), head).unwrap();
        std::fs::write(march.join("=毒[1]表.csv"), "村,什么\n@毒村乙,-毒\n").unwrap();
        let rows: [&[&str]; 2] = [
            &["日期", "村", "事项", "次数", "情况说明"],
            &["2024-03-05", "=毒村丙&lt;script&gt;", "=毒报表", "=毒次", "@毒"],
        ];
        let sheet = data(&rows, &[]);
        let bytes = book(&[("事项登记", &sheet), ("=毒&amp;表", &sheet)]);
        std::fs::write(march.join("+毒'#%办.xlsx"), bytes).unwrap();
    }
}

/// Renames whatever a workbook names, and the workbook itself: a backslash stands for what no file's name may hold here.
fn poison(file: &Path, names: &[(&str, &str)]) {
    let all = parts(std::fs::read(file).unwrap());
    let all: Vec<(String, Vec<u8>)> = all
        .into_iter()
        .map(|(name, bytes)| {
            if !name.starts_with("xl/work") {
                return (name, bytes);
            }
            let mut text = String::from_utf8(bytes).unwrap();
            for (old, hostile) in names {
                let new = xml(hostile);
                text = text.replace(&format!("<t>{old}</t>"), &format!("<t>{new}</t>"));
                text = text.replace(&format!("<t>{old}("), &format!("<t>{new}("));
                text = text.replace(&format!("name=\"{old}\""), &format!("name=\"{new}\""));
            }
            (name, text.into_bytes())
        })
        .collect();
    let all: Vec<_> = all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let stem = file.file_stem().unwrap().to_str().unwrap();
    let stem = names.iter().find(|(name, _)| *name == stem).map_or(stem, |(_, hostile)| hostile);
    let stem = stem.replace('/', "\\");
    std::fs::remove_file(file).unwrap();
    std::fs::write(file.with_file_name(format!("{stem}.xlsx")), zip(&all)).unwrap();
}

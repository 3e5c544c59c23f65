//! A made-up county, the same in every run: townships with their villages, cadres and a year of records in the forms
//! of the founding rulebook, as workbooks on disk or as facts in memory.
//!
//! ```sh
//! cargo bench --bench county -- --write DIR --townships 30
//! ```

#![allow(dead_code, missing_docs, unreachable_pub)]
#![allow(clippy::disallowed_types, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::float_arithmetic, clippy::cast_precision_loss)]

mod random;
pub mod reading;
mod records;
mod sheets;
mod words;
mod workbooks;
mod year;

use std::path::{Path, PathBuf};

use cunkao::rulebook::Rulebook;

pub use records::records;
use words::{CLASSES, TOBACCO_TASKS};
pub use year::{Size, Year};

/// The program.
pub const CUNKAO: &str = env!("CARGO_BIN_EXE_cunkao");

/// The rulebook that all townships start from.
pub const COUNTY_RULEBOOK: &str = "county.toml";

/// The rulebook of the county.
pub fn rulebook() -> Rulebook {
    let base = cunkao::rulebook::builtin_text("village-cadre").expect("the founding rulebook");
    let files = [
        ("county.toml".to_owned(), county_rulebook()),
        ("builtin:village-cadre".to_owned(), base.to_owned()),
    ];
    let (rulebook, problems) = cunkao::rulebook::load_kept(&files);
    rulebook.unwrap_or_else(|| panic!("{:?}", problems.iter().map(|one| &one.message).collect::<Vec<_>>()))
}

/// How large the townships of the county are: 6 to 10 villages, with four events in the year.
pub fn usual(number: usize) -> Size {
    Size { villages: 6 + number % 5, events: 4 }
}

/// The folder of a township.
pub fn folder(number: usize, year: &Year) -> String {
    format!("{:04}{}", number + 1, year.name)
}

/// Writes a county into a folder, township by township, and gives their folders.
pub fn write(into: &Path, townships: usize, size: impl Fn(usize) -> Size) -> Vec<PathBuf> {
    std::fs::create_dir_all(into).expect("a folder that can be made");
    std::fs::write(into.join(COUNTY_RULEBOOK), county_rulebook()).expect("a file that can be written");
    (0..townships)
        .map(|number| {
            let year = Year::of(number, size(number));
            let own = into.join(folder(number, &year));
            std::fs::create_dir_all(&own).expect("a folder that can be made");
            let rulebook = format!("extends = \"../{COUNTY_RULEBOOK}\"\n");
            std::fs::write(own.join("rulebook.toml"), rulebook).expect("a file that can be written");
            workbooks::write(&year, &own);
            own
        })
        .collect()
}

/// The founding rulebook with tasks by class, since the villages are not those of the scheme.
pub fn county_rulebook() -> String {
    let mut text = "extends = \"builtin:village-cadre\"\n\n".to_owned();
    text += "[[target]]\nname = \"烟叶任务\"\nremove = true\n\n";
    text += "[[target]]\nname = \"烟叶任务\"\nunit = \"斤\"\n";
    let tasks = CLASSES.iter().zip(TOBACCO_TASKS).map(|(class, task)| format!("\"{class}\" = {task}"));
    text += &format!("by-class = {{ {} }}\n", tasks.collect::<Vec<_>>().join(", "));
    text
}

//! The format of a file that is written: as asked for, or as its name ends. The two never differ.

use std::path::Path;

use clap::ValueEnum;

/// Endings of files that programs of an office open by what they are called.
const KNOWN: [&str; 12] =
    ["xlsx", "xls", "et", "csv", "json", "jsonl", "svg", "html", "docx", "doc", "wps", "pdf"];

/// The format to be written; the first of its kind where neither an option nor the file's name tells one.
pub(super) fn settled<F: ValueEnum + PartialEq>(
    asked: Option<F>,
    output: Option<&Path>,
    default: F,
) -> Result<F, String> {
    let ending = output.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    let ending = ending.filter(|ending| KNOWN.contains(&ending.as_str()));
    let named = ending.as_deref().and_then(|ending| F::from_str(ending, true).ok());
    match (asked, named, ending) {
        (Some(asked), Some(named), _) if asked == named => Ok(asked),
        (None, Some(named), _) => Ok(named),
        (asked, None, None) => {
            let format = asked.unwrap_or(default);
            let needs_file = name(&format) == "xlsx" && output.is_none();
            if needs_file { Err("xlsx 格式要用 -o 写明文件名".to_owned()) } else { Ok(format) }
        }
        (Some(asked), Some(_), Some(ending)) => {
            Err(format!("-o 的文件名是 .{ending}，--format 写的是 {}：两处改成一样的", name(&asked)))
        }
        (_, _, ending) => Err(format!(
            "不能写成 .{} 文件；-o 的文件名可以是 {}，文字的表用 .txt",
            ending.unwrap_or_default(),
            endings::<F>()
        )),
    }
}

fn name<F: ValueEnum>(format: &F) -> String {
    format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// `.json、.csv、.xlsx`
fn endings<F: ValueEnum>() -> String {
    let names = F::value_variants().iter().map(name).filter(|name| KNOWN.contains(&name.as_str()));
    names.map(|name| format!(".{name}")).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::super::{BurdenFormat, Format, TrendFormat};
    use super::*;

    fn score(asked: Option<Format>, output: Option<&str>) -> Result<Format, String> {
        settled(asked, output.map(Path::new), Format::Table)
    }

    #[test]
    fn a_file_is_what_its_name_says() {
        assert_eq!(score(None, None), Ok(Format::Table));
        assert_eq!(score(None, Some("一.xlsx")), Ok(Format::Xlsx));
        assert_eq!(score(None, Some("一.CSV")), Ok(Format::Csv));
        assert_eq!(score(None, Some("a.b/一")), Ok(Format::Table));
        assert_eq!(score(None, Some("一.txt")), Ok(Format::Table));
        assert_eq!(score(Some(Format::Json), Some("一.txt")), Ok(Format::Json));
        assert_eq!(score(Some(Format::Xlsx), Some("一.xlsx")), Ok(Format::Xlsx));
        assert_eq!(settled(None, Some(Path::new("走.svg")), TrendFormat::Table), Ok(TrendFormat::Svg));
        for (asked, output) in [
            (Some(Format::Xlsx), None),
            (Some(Format::Csv), Some("一.xlsx")),
            (Some(Format::Table), Some("一.xlsx")),
            (Some(Format::Xlsx), Some("一.xls")),
            (None, Some("一.docx")),
        ] {
            assert!(score(asked, output).is_err(), "{asked:?} {output:?}");
        }
        let told = settled(None, Some(Path::new("减.csv")), BurdenFormat::Table).unwrap_err();
        assert!(told.contains(".json、.xlsx"), "{told}");
    }
}

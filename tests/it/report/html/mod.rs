//! Pages: whatever the paper says is read back from them, and nothing else that could be mistaken for it.

mod sample;

use cunkao::number::Number;
use cunkao::report::html::{as_read, read, render};
use cunkao::report::paper::{Block, Chart, Line, Medium, Paper, Text};
use proptest::collection::vec;
use proptest::prelude::*;

fn papers() -> [(&'static str, Paper); 3] {
    [("bulletin", sample::bulletin()), ("notice", sample::notice()), ("many", sample::many())]
}

/// The texts of the paper that a page can say.
fn expected(paper: &Paper) -> Vec<String> {
    paper.texts(Medium::Web).into_iter().map(as_read).filter(|text| !text.is_empty()).collect()
}

/// The first text of the paper that the page does not say in its turn.
fn missing(paper: &Paper) -> Option<String> {
    let said = read(&render(paper)).unwrap();
    let mut rest = said.iter();
    expected(paper).into_iter().find(|text| !rest.any(|said| said == text))
}

#[test]
fn a_page_says_what_its_paper_says_in_its_order() {
    for (name, paper) in papers() {
        assert_eq!(missing(&paper), None, "{name}");
    }
}

#[test]
fn no_digit_is_of_the_page_itself() {
    for (name, paper) in papers() {
        let known = expected(&paper);
        for said in read(&render(&paper)).unwrap() {
            assert!(!said.contains(char::is_numeric) || known.contains(&said), "{name}: {said}");
        }
    }
}

#[test]
fn a_page_needs_nothing_and_runs_nothing() {
    for (_, paper) in papers() {
        let page = render(&paper);
        for forbidden in ["<script", "http", "url(", "@import", " href=", " src=", "author", " onclick"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        for wanted in
            ["<!DOCTYPE html>\n<html lang=\"zh-CN\">", "charset=\"utf-8\"", "content=\"no-referrer\""]
        {
            assert!(page.contains(wanted), "{wanted}");
        }
        assert_eq!(page, render(&paper.clone()));
    }
}

#[test]
fn head_and_imprint_are_for_print() {
    let said = read(&render(&sample::bulletin())).unwrap();
    assert!(
        !said
            .iter()
            .any(|text| text.contains("人民政府文件") || text.contains("印发") || text.contains("抄送"))
    );
}

#[test]
fn tables_name_their_cells() {
    for (_, paper) in papers() {
        let page = render(&paper);
        for table in page.split("<table").skip(1).map(|rest| rest.split("</table>").next().unwrap()) {
            let caption = table.split("<caption>").nth(1).unwrap().split("</caption>").next().unwrap();
            assert!(caption.split(['<', '>']).any(|part| part.contains('表') || part.contains("明细")));
            let body = table.split("<tbody>").nth(1).unwrap();
            assert_eq!(body.matches("<tr").count(), body.matches(" scope=\"row\"").count());
            assert!(body.matches("<tr").count() > 0);
            let head = table.split("<tbody>").next().unwrap();
            assert_eq!(head.matches("<th scope=\"col\"").count(), head.matches("<col").count() - 1);
        }
    }
}

/// The levels of a page's headings, in order.
fn levels(page: &str) -> Vec<u8> {
    let starts = page.split("<h").skip(1).filter_map(|rest| rest.bytes().next());
    starts.filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect()
}

#[test]
fn headings_go_down_by_one_level_at_most() {
    assert_eq!(levels(&render(&sample::bulletin())), [1, 2, 3, 3, 2, 2, 2, 2]);
    let odd = sample::of(vec![Block::Heading(2, "（一）".into()), Block::Title(vec!["题".into()])]);
    assert_eq!(levels(&render(&odd)), [1, 1]);
    let deep = sample::of(vec![Block::Title(vec!["题".into()]), Block::Heading(9, "深".into())]);
    assert_eq!(levels(&render(&deep)), [1, 2]);
}

/// HTML closes only what it knows to be empty; an SVG's elements may close themselves.
#[test]
fn only_void_elements_close_themselves() {
    let known = ["meta", "col", "hr", "rect", "line", "polyline", "path", "circle"];
    for (_, paper) in papers() {
        for tag in render(&paper).split('<').filter_map(|rest| rest.split('>').next()?.strip_suffix('/')) {
            let name = tag.split(' ').next().unwrap();
            assert!(known.contains(&name), "{name}");
        }
    }
}

#[test]
fn nothing_is_read_from_what_is_no_page() {
    assert_eq!(read("<html><body><p>一</body></html>"), None);
    assert_eq!(read("<html><body><p>&nbsp;</p></body></html>"), None);
    assert_eq!(read("<html><body><p>一</p>"), None);
    let read =
        read("<html><head><title>0</title></head><body>\n<p>一<b>二</b>三</p><p/> <p> </p></body></html>");
    assert_eq!(read.unwrap(), ["一", "二", "三", " "]);
}

/// All the coordinates of a page's drawings.
fn drawn(blocks: Vec<Block>) -> String {
    let paper = sample::of(blocks);
    assert_eq!(missing(&paper), None);
    let page = render(&paper);
    page.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap().to_owned()
}

fn bars_of(values: &[&str]) -> Block {
    let bar = |value: &&str| (Text::from("村"), Number::parse(value).unwrap(), Text::from(*value));
    Block::Chart(Chart::Bars {
        title: "图".into(),
        alternative: "说明".into(),
        bars: values.iter().map(bar).collect(),
    })
}

#[test]
fn bars_start_at_zero_whatever_their_sign() {
    assert_eq!(drawn(vec![bars_of(&["0", "0"])]).matches("<rect").count(), 0);
    assert_eq!(drawn(vec![bars_of(&[])]).matches("<rect").count(), 0);
    let equal = drawn(vec![bars_of(&["7", "7"])]);
    let widths: Vec<&str> =
        equal.split(" width=\"").skip(2).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(widths.len(), 2);
    assert_eq!(widths[0], widths[1]);
    let signs = drawn(vec![sample::changes()]);
    assert_eq!(signs.matches("class=\"gain\"").count(), 2);
    assert_eq!(signs.matches("class=\"loss\"").count(), 2);
}

#[test]
fn bars_that_fill_no_sheet_of_paper_are_one_drawing() {
    for (count, drawings) in [(0, 1), (30, 1), (31, 2), (70, 3)] {
        let paper = sample::of(vec![sample::bars(count)]);
        assert_eq!(missing(&paper), None);
        assert_eq!(render(&paper).matches("<svg").count(), drawings, "{count}");
    }
}

fn lines_of(lines: &[&[Option<&str>]]) -> Block {
    let points = |points: &[Option<&str>]| points.iter().map(|point| point.and_then(Number::parse)).collect();
    let line = |line: &&[Option<&str>]| Line { name: "村".into(), points: points(line), last: "末".into() };
    let count = lines.iter().map(|line| line.len()).max().unwrap_or(0);
    Block::Chart(Chart::Lines {
        title: "图".into(),
        alternative: "说明".into(),
        periods: (1..=count).map(|month| Text::from(format!("{month}月"))).collect(),
        lines: lines.iter().map(line).collect(),
    })
}

#[test]
fn lines_have_gaps_where_nothing_is_known() {
    // A line's own strokes and its sample; without them only the mark of a lone point is left.
    let strokes =
        |points: &[Option<&str>]| drawn(vec![lines_of(&[points])]).matches("stroke-dasharray").count() - 1;
    assert_eq!(strokes(&[Some("1"), Some("2"), None, Some("2"), Some("3")]), 2);
    assert_eq!(strokes(&[Some("1"), None, Some("2")]), 0);
    assert_eq!(strokes(&[Some("1")]), 0);
    assert_eq!(strokes(&[None, None]), 0);
    assert!(drawn(vec![lines_of(&[])]).contains("<title"));
}

#[test]
fn thirty_lines_differ_without_colour() {
    let page = drawn(vec![sample::lines(30)]);
    let mut samples: Vec<String> = Vec::new();
    for part in page.split("<polyline").skip(1).filter(|part| part.contains("<text")) {
        let dashes = part.split("stroke-dasharray=\"").nth(1).unwrap().split('"').next().unwrap();
        let mark =
            part.split(['\n', '<']).find(|tag| tag.starts_with("path") || tag.starts_with("circle")).unwrap();
        let form = mark
            .split(" d=\"M")
            .nth(1)
            .map_or("disc", |path| path.trim_start_matches(|c| c != 'h' && c != 'l'));
        samples.push(format!("{dashes} {}", form.split('"').next().unwrap()));
    }
    assert_eq!(samples.len(), 30);
    samples.sort_unstable();
    samples.dedup();
    assert_eq!(samples.len(), 30);
}

/// Pages to look at, for whoever changes how they look: into the folder that the variable names.
#[test]
fn samples_to_look_at() {
    if let Some(folder) = std::env::var_os("CUNKAO_SAMPLES") {
        for (name, paper) in papers() {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.html")), render(&paper))
                .unwrap();
        }
    }
}

fn odd() -> impl Strategy<Value = String> {
    let odd = proptest::sample::select(vec![
        "&",
        "<",
        ">",
        "\"",
        "'",
        "&amp;",
        "]]>",
        "<!--",
        "</title>",
        "</style>",
        "😀",
        "👨‍👩‍👧",
        "𠮷",
        "䶮",
        "\u{0}",
        "\u{1b}",
        "\u{85}",
        "\u{fffe}",
        "\n",
        "\r\n",
        "\t",
        " ",
        "　",
        "\u{feff}",
        "5",
        "村",
    ]);
    let any = any::<char>().prop_map(String::from);
    vec(prop_oneof![4 => odd.prop_map(str::to_owned), 1 => any], 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(crate::support::cases(256))]
    #[test]
    fn odd_texts_are_read_back(texts in vec(odd(), 1..40)) {
        let paper = sample::of_texts(&texts);
        prop_assert_eq!(missing(&paper), None);
    }
}

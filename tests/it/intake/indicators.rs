//! 指标进度: figures as of a day, percentages, contradictions.

use super::workspace::{Outcome, Workspace, error, january, said, warning};

const HEADER: &[&str] = &["村", "截至", "集资已收(元)", "新农合参保率(%)"];

fn rows(rows: &[&[&str]]) -> Outcome {
    let mut all = vec![HEADER];
    all.extend(rows);
    january("指标进度", &all).read()
}

/// Day and figure, 不适用 as such.
fn readings(outcome: &Outcome, indicator: &str) -> Vec<(String, String)> {
    let readings = outcome.village("1村").readings(indicator).iter();
    let shown =
        |value: Option<cunkao::number::Number>| value.map_or("不适用".into(), |value| value.to_string());
    readings.map(|reading| (reading.date.to_string(), shown(reading.value))).collect()
}

fn stated(day: &str, figure: &str) -> (String, String) {
    (day.to_owned(), figure.to_owned())
}

fn percent(typed: &str) -> Outcome {
    rows(&[&["1村", "", "", typed]])
}

#[test]
fn a_row_is_dated_by_its_day_or_by_the_last_of_the_month() {
    let outcome = rows(&[&["1村", "1月10日", "#500"], &["1村", "@2024-01-20", "#800"]]);
    assert_eq!(readings(&outcome, "集资已收"), [stated("2024-01-10", "500"), stated("2024-01-20", "800")]);
    assert_eq!(outcome.problems(), []);

    let outcome = january("指标进度", &[&["村", "集资已收(元)"], &["1村", "#500"]]).read();
    assert_eq!(readings(&outcome, "集资已收"), [stated("2024-01-31", "500")]);
    assert_eq!(outcome.problems(), []);
}

#[test]
fn a_day_outside_the_month_is_an_error() {
    assert_eq!(rows(&[&["1村", "2月1日", "#500"]]).problems(), error("date-outside-month", "B2"));
}

#[test]
fn a_bad_day_hides_no_other_problem_of_its_row() {
    let outcome = rows(&[&["1村", "月底", "约500", "#0.9"], &["9村", "2月30日", "#5", "#90"]]);
    let expected = [
        said("date-unreadable", "B2", "error"),
        said("cell-unreadable", "C2", "error"),
        said("ratio-or-percent", "D2", "error"),
        said("village-unknown", "A3", "error"),
        said("date-unreadable", "B3", "error"),
    ];
    assert_eq!(outcome.problems(), expected);
    // What has no day states nothing.
    let outcome = rows(&[&["1村", "月底", "#500", "#90"]]);
    assert_eq!(outcome.problems(), error("date-unreadable", "B2"));
    assert_eq!(readings(&outcome, "集资已收"), []);
}

#[test]
fn blank_states_nothing_and_zero_states_zero() {
    let outcome = rows(&[&["1村", "", "", "#96"]]);
    assert_eq!(readings(&outcome, "集资已收"), []);
    assert_eq!(outcome.problems(), []);
    assert_eq!(readings(&rows(&[&["1村", "", "#0"]]), "集资已收"), [stated("2024-01-31", "0")]);
}

#[test]
fn not_applicable_is_stated() {
    let outcome = rows(&[&["1村", "", "不适用", " 不适用 "]]);
    assert_eq!(readings(&outcome, "集资已收"), [stated("2024-01-31", "不适用")]);
    assert_eq!(readings(&outcome, "新农合参保率"), [stated("2024-01-31", "不适用")]);
    assert_eq!(outcome.problems(), []);
}

#[test]
fn two_figures_of_one_day_are_an_error_and_equal_ones_are_one() {
    let outcome = rows(&[&["1村", "1月10日", "#500"], &["1村", "1月10日", "#600"]]);
    assert_eq!(outcome.problems(), error("figure-conflict", "C3"));

    let outcome = rows(&[&["1村", "1月10日", "#500"], &["1村", "1月10日", "500.0"]]);
    assert_eq!(readings(&outcome, "集资已收"), [stated("2024-01-10", "500")]);
    assert_eq!(outcome.problems(), []);

    let outcome = rows(&[&["1村", "1月10日", "#500"], &["1村", "1月10日", "不适用"]]);
    assert_eq!(outcome.problems().len(), 1);
    assert_eq!(outcome.problems()[0].0, "figure-conflict");
}

#[test]
fn a_figure_that_falls_is_told_and_kept() {
    let outcome = rows(&[&["1村", "1月10日", "#500"], &["1村", "1月20日", "#400"]]);
    assert_eq!(readings(&outcome, "集资已收").len(), 2);
    assert_eq!(outcome.problems(), warning("falling-figure", "C3"));

    let outcome = Workspace::new()
        .sheet("2024-01/a.xlsx", "指标进度", &[&["村", "集资已收"], &["1村", "#500"]])
        .sheet("2024-02/a.xlsx", "指标进度", &[&["村", "集资已收"], &["1村", "#400"]])
        .read_to("2024-02");
    assert_eq!(outcome.problems(), warning("falling-figure", "B2"));
}

/// A rate is of its own time, and no running total.
#[test]
fn a_figure_of_its_own_time_may_fall() {
    let book = january("指标进度", &[HEADER, &["1村", "1月10日", "#500"], &["1村", "1月20日", "#400"]]);
    let outcome = book.read_under(|declarations| {
        let indicator = declarations.indicators.iter_mut().find(|one| one.name == "集资已收").unwrap();
        indicator.is_current = true;
    });
    assert_eq!(outcome.problems(), []);
}

#[test]
fn a_percentage_is_read_in_each_of_its_forms() {
    for typed in ["#95.5", "95.5", "95.5%", "%0.955", "９５．５％", "95.5 %"] {
        let outcome = percent(typed);
        assert_eq!(readings(&outcome, "新农合参保率"), [stated("2024-01-31", "95.5")], "{typed}");
        assert_eq!(outcome.problems(), [], "{typed}");
    }
    for (typed, figure) in
        [("%1", "100"), ("#0", "0"), ("%0", "0"), ("0.5%", "0.5"), ("%0.005", "0.5"), ("#120", "120")]
    {
        let outcome = percent(typed);
        assert_eq!(readings(&outcome, "新农合参保率"), [stated("2024-01-31", figure)], "{typed}");
        assert_eq!(outcome.problems(), [], "{typed}");
    }
}

#[test]
fn a_bare_number_up_to_one_may_be_a_ratio_or_a_percentage() {
    for typed in ["#0.955", "0.955", "#1", "1", "#0.01"] {
        let outcome = percent(typed);
        assert_eq!(outcome.problems(), error("ratio-or-percent", "D2"), "{typed}");
        assert_eq!(readings(&outcome, "新农合参保率"), []);
    }
}

/// 1.05 is taken for 1.05 %, as it stands, and told: it may have been meant for 105 %.
#[test]
fn a_bare_number_just_above_one_is_read_as_it_stands_and_told() {
    for (typed, doubtful) in
        [("#1.05", true), ("1.999", true), ("#2", false), ("1.05%", false), ("%1.05", false)]
    {
        let outcome = percent(typed);
        let told = if doubtful { warning("ratio-or-percent", "D2") } else { vec![] };
        assert_eq!(outcome.problems(), told, "{typed}");
        let figure = if typed == "%1.05" { "105" } else { typed.trim_matches(['#', '%']) };
        assert_eq!(readings(&outcome, "新农合参保率"), [stated("2024-01-31", figure)], "{typed}");
    }
    assert!(percent("#1.05").hints().contains("如果是比例，填 105%"), "{}", percent("#1.05").hints());
}

#[test]
fn money_may_say_that_it_is_money() {
    for (typed, figure) in [
        ("￥1000", "1000"),
        ("¥1,000.5", "1000.5"),
        ("1000元", "1000"),
        ("1000元整", "1000"),
        ("人民币1,000元整", "1000"),
        ("1,000", "1000"),
        ("¥1.5万", "15000"),
    ] {
        let outcome = rows(&[&["1村", "", typed]]);
        assert_eq!(outcome.problems(), [], "{typed}");
        assert_eq!(readings(&outcome, "集资已收"), [stated("2024-01-31", figure)], "{typed}");
        assert_eq!(outcome.noted(), ["C2"], "{typed}");
    }
    for typed in ["¥", "人民币", "1000整", "￥1000万元整数", "$1000", "¥¥5"] {
        assert_eq!(rows(&[&["1村", "", typed]]).problems(), error("cell-unreadable", "C2"), "{typed}");
    }
    // Under another unit the sign of 元 says that another one was meant.
    let outcome = rows(&[&["1村", "", "", "￥90"]]);
    assert_eq!(outcome.problems(), error("cell-unreadable", "D2"));
}

#[test]
fn what_is_no_figure_is_an_error() {
    for (typed, code) in [
        ("约95", "cell-unreadable"),
        ("#-5", "number-range"),
        ("-5%", "number-range"),
        ("√", "cell-unreadable"),
    ] {
        assert_eq!(percent(typed).problems(), error(code, "D2"), "{typed}");
    }
    for typed in ["%0.5", "无", "—", "@2024-01-05", "500,0"] {
        assert_eq!(rows(&[&["1村", "", typed]]).problems(), error("cell-unreadable", "C2"), "{typed}");
    }
}

/// 集资已收 with words declared for it.
fn with_words(typed: &str) -> Outcome {
    january("指标进度", &[&["村", "集资已收(元)"], &["1村", typed]]).read_under(|declarations| {
        let indicator = declarations.indicators.iter_mut().find(|one| one.name == "集资已收").unwrap();
        let word = |word: &str, value: u32| (word.to_owned(), cunkao::number::Number::from(value));
        indicator.words = vec![word("无", 0), word("√", 1), word("—", 0)];
    })
}

#[test]
fn a_word_counts_for_what_is_declared_and_is_noted() {
    for (typed, figure) in [("无", "0"), (" 无\u{3000}", "0"), ("√", "1"), ("—", "0")] {
        let outcome = with_words(typed);
        assert_eq!(readings(&outcome, "集资已收"), [stated("2024-01-31", figure)], "{typed}");
        assert_eq!(outcome.problems(), [], "{typed}");
        assert_eq!(outcome.noted(), ["B2"], "{typed}");
    }
}

#[test]
fn a_word_that_is_not_declared_is_an_error_that_tells_which_are() {
    let outcome = with_words("没有");
    assert_eq!(outcome.problems(), error("cell-unreadable", "B2"));
    assert!(outcome.hints().contains("“无”算 0、“√”算 1"), "{}", outcome.hints());
    let undeclared = rows(&[&["1村", "", "无"]]);
    assert_eq!(undeclared.problems(), error("cell-unreadable", "C2"));
    assert!(undeclared.hints().contains("没有为这一列写明任何词"), "{}", undeclared.hints());
}

#[test]
fn words_and_names_of_columns_are_read_from_the_rulebook() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let text = r#"
extends = "builtin:village-cadre"
[columns]
"村" = ["村居"]
[[indicator]]
name = "集资已收"
words = { "无" = 0, "√" = 1.5 }
"#;
    std::fs::write(&path, text).unwrap();
    let (rulebook, found) = cunkao::rulebook::load(&path, folder.path());
    assert!(!found.has_errors(), "{found:?}");
    let declarations = rulebook.unwrap().declarations;
    let sheet = january("指标进度", &[&["村居", "集资已收(元)"], &["1村", "√"]]);
    let outcome = sheet.read_under(|own| own.clone_from(&declarations));
    assert_eq!(readings(&outcome, "集资已收"), [stated("2024-01-31", "1.5")]);
    assert_eq!(outcome.problems(), []);
}

/// 12.6万 under 万元 leaves out the 元 alone; under 千元 nobody knows which of the two was meant, and under no unit
/// nothing is left out.
#[test]
fn ten_thousands_are_read_by_the_unit_of_the_column() {
    let typed_under = |unit: &str, typed: &str| {
        let rows: &[&[&str]] = &[&["村", "集资已收"], &["1村", typed]];
        january("指标进度", rows).read_under(|declarations| {
            let own = declarations.indicators.iter_mut().find(|one| one.name == "集资已收").unwrap();
            own.unit = unit.into();
        })
    };
    for (unit, typed, figure) in [
        ("万元", "12.6万", "12.6"),
        ("万元", "12.6万元", "12.6"),
        ("元", "12.6万", "126000"),
        ("斤", "1万", "10000"),
    ] {
        let outcome = typed_under(unit, typed);
        assert_eq!(outcome.problems(), [], "{unit} {typed}");
        assert_eq!(readings(&outcome, "集资已收"), [stated("2024-01-31", figure)], "{unit} {typed}");
        assert_eq!(outcome.noted(), ["B2"], "{unit} {typed}");
    }
    for (unit, hint) in [
        ("千元", "不要写“万”，按千元换算好再填，只写数"),
        ("亿元", "不要写“万”，按亿元换算好再填，只写数"),
        ("", "不要写“万”，把数写全，如 126000"),
    ] {
        let outcome = typed_under(unit, "12.6万");
        assert_eq!(outcome.problems(), error("cell-unreadable", "B2"), "{unit}");
        assert_eq!(outcome.hints(), hint);
    }
}

/// A blank in a column that is there was left blank; what has no column has nothing to report.
#[test]
fn the_columns_of_a_sheet_with_rows_are_known() {
    let columns = |outcome: &Outcome| outcome.records.columns.keys().cloned().collect::<Vec<_>>();
    assert_eq!(columns(&rows(&[&["1村", "", "#500", ""]])), ["新农合参保率", "集资已收"]);
    assert_eq!(columns(&rows(&[])), Vec::<String>::new());
    let one = january("指标进度", &[&["村", "集资已收(元)"], &["1村", "#500"]]).read();
    assert_eq!(columns(&one), ["集资已收"]);
}

/// 80 万元 of 集资已收(元), however a format comes to show it.
#[test]
fn a_figure_is_read_in_the_unit_that_its_format_shows() {
    let read = |typed: &str| {
        let outcome = january("指标进度", &[&["村", "集资已收(元)"], &["1村", typed]]).read();
        let values: Vec<_> =
            outcome.village("1村").readings("集资已收").iter().map(|one| one.value).collect();
        (outcome.problems(), values)
    };
    let yuan = |digits: &str| (vec![], vec![cunkao::number::Number::parse(digits)]);
    for typed in
        ["&0.00\\ \"万元\"|80", "&\"¥\"#,##0.00\"万元\"|80", "&0.0\\万\\元|80", "&0!.0,\"万\"|800000"]
    {
        assert_eq!(read(typed), yuan("800000"), "{typed}");
    }
    // The figure is 800 or 800000: the sheet does not say.
    for typed in ["&0.0,|800000", "&0!.0,|800000"] {
        let (problems, values) = read(typed);
        assert_eq!((problems[0].2.as_str(), values), ("error", vec![]), "{typed}");
    }
}

/// January under a rulebook that lets both indicators be less than zero.
fn below_zero(rows: &[&[&str]]) -> Outcome {
    let mut all = vec![HEADER];
    all.extend(rows);
    january("指标进度", &all).read_under(|declarations| {
        for indicator in &mut declarations.indicators {
            indicator.below_zero = ["集资已收", "新农合参保率"].contains(&indicator.name.as_str());
        }
    })
}

#[test]
fn figures_below_zero_are_read_where_the_rulebook_says_that_they_may_be() {
    for (typed, read) in
        [("#-3.5", "-3.5"), ("-3.5", "-3.5"), ("－３.5", "-3.5"), ("−3.5%", "-3.5"), ("%-0.035", "-3.5")]
    {
        let outcome = below_zero(&[&["1村", "", "", typed]]);
        assert_eq!(outcome.problems(), [], "{typed}");
        assert_eq!(readings(&outcome, "新农合参保率"), [stated("2024-01-31", read)], "{typed}");
    }
    let outcome = below_zero(&[&["1村", "", "-1.2万元"]]);
    assert_eq!(readings(&outcome, "集资已收"), [stated("2024-01-31", "-12000")]);
    // -0.5 may be half a percent, or half of all.
    assert_eq!(below_zero(&[&["1村", "", "", "#-0.5"]]).problems(), error("ratio-or-percent", "D2"));
    // What may be less than zero may fall.
    let falls = below_zero(&[&["1村", "1月10日", "#500"], &["1村", "1月20日", "#-200"]]);
    assert_eq!(falls.problems(), []);
}

/// A rate of up to 100: 955 is 95.5 without its point. What is as large as it may be is read.
#[test]
fn figures_above_what_the_rulebook_believes_are_errors() {
    let bounded = |typed: &str| {
        january("指标进度", &[HEADER, &["1村", "", "", typed]]).read_under(|declarations| {
            for indicator in &mut declarations.indicators {
                let is_rate = indicator.name == "新农合参保率";
                indicator.at_most = is_rate.then_some(cunkao::number::Number::HUNDRED);
            }
        })
    };
    for typed in ["#955", "955%", "%9.55", "#100.01"] {
        let outcome = bounded(typed);
        assert_eq!(outcome.problems(), error("number-range", "D2"), "{typed}");
        assert!(outcome.hints().contains("at-most（现为 100）"), "{}", outcome.hints());
        assert_eq!(readings(&outcome, "新农合参保率"), []);
    }
    for (typed, read) in [("#100", "100"), ("95.5%", "95.5"), ("%0.955", "95.5")] {
        let outcome = bounded(typed);
        assert_eq!(outcome.problems(), [], "{typed}");
        assert_eq!(readings(&outcome, "新农合参保率"), [stated("2024-01-31", read)], "{typed}");
    }
    assert_eq!(percent("#955").problems(), [], "no bound is written");
}

#[test]
fn figures_below_zero_are_errors_elsewhere_and_the_hint_names_the_key() {
    for typed in ["#-3.5", "-3.5", "%-0.035", "#-0.5"] {
        let outcome = percent(typed);
        assert_eq!(outcome.problems(), error("number-range", "D2"), "{typed}");
        assert!(outcome.hints().contains("below-zero = true"), "{}", outcome.hints());
    }
    let register: &[&[&str]] = &[&["日期", "村", "地点", "面积(亩)"], &["1月5日", "1村", "坡地", "#-3"]];
    let outcome = january("烟叶示范点", register).read();
    assert_eq!(outcome.problems(), error("number-range", "D2"));
    assert!(!outcome.hints().contains("below-zero"), "{}", outcome.hints());
}

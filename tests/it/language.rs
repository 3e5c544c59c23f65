//! The other language, and the other encodings: what the program says goes out in them; what it is about stays.

use crate::support::{cunkao, demo_copy, repository, stderr, stdout};

#[test]
fn mistakes_and_problems_are_told_in_english_where_that_is_asked_for() {
    let output = cunkao(["score", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("error: "), "{}", stderr(&output));

    let demo = demo_copy();
    std::fs::write(demo.path().join("records/2024-03/规定动作.csv"), "村,村民会议\r\n9村,1\r\n").unwrap();
    let folder = demo.path().to_str().unwrap();
    let told = stdout(&cunkao(["check", folder, "--lang", "en", "--no-save"]));
    // The English sentence of the code, then the message with its names.
    assert!(told.contains("error[village-unknown]"), "{told}");
    assert!(told.contains("花名册中没有「9村」") && told.contains("1 error"), "{told}");
    let usual = stdout(&cunkao(["check", folder, "--no-save"]));
    assert!(usual.contains("错误[village-unknown]") && usual.contains("1 个错误"), "{usual}");
}

#[test]
fn every_command_answers_to_its_chinese_name_and_options() {
    let demo = repository("examples/demo-township");
    let demo = demo.to_str().unwrap();
    let chinese = cunkao(["计分", demo, "--考核期", "2024-03", "--格式", "表格"]);
    let english = cunkao(["score", demo, "--period", "2024-03", "--format", "table"]);
    assert_eq!(stdout(&chinese), stdout(&english));
    assert!(stdout(&cunkao(["--帮助"])).contains("计分 score"));
}

/// 村 is B4 E5 in GBK.
#[test]
fn pipes_get_the_encoding_that_was_asked_for() {
    let demo = repository("examples/demo-township");
    let demo = demo.to_str().unwrap();
    let plain = stdout(&cunkao(["score", demo, "--period", "2024-03", "--format", "csv"]));
    let output = cunkao(["score", demo, "--period", "2024-03", "--format", "csv", "--encoding", "gbk"]);
    assert!(output.stdout.windows(2).any(|pair| pair == [0xB4, 0xE5]));
    let (text, _, malformed) = encoding_rs::GBK.decode(&output.stdout);
    assert!(!malformed);
    assert_eq!(text, plain.trim_start_matches('\u{feff}'));
}

#[test]
fn of_two_options_that_exclude_each_other_both_are_named() {
    let line =
        ["correct", "某地", "--period", "2024-03", "--into", "2024-04", "--points", "-1", "--money", "5"];
    let told = stderr(&cunkao(line));
    assert!(told.contains("--points") && told.contains("--money") && told.contains("只能写一个"), "{told}");
    let told = stderr(&cunkao(line.into_iter().chain(["--lang", "en"])));
    assert!(told.contains("only one of") && !told.contains("twice"), "{told}");
}

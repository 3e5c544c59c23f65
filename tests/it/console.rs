//! What goes to a console is even: no sign whose width old Chinese consoles and everybody else disagree about. What was
//! read in a cell is quoted as it stands there.

use unicode_width::UnicodeWidthChar;

use crate::support::{cunkao, demo_copy, repository, stderr, stdout};

/// √ is what people type for what was done.
const TYPED: char = '√';

fn is_uneven(character: char) -> bool {
    character != TYPED && character.width() != character.width_cjk()
}

/// A line without what it quotes.
fn unquoted(line: &str) -> String {
    let mut quotes = 0_usize;
    let own = |character: &char| {
        quotes = match character {
            '「' => quotes + 1,
            '」' => quotes.saturating_sub(1),
            _ => quotes,
        };
        quotes == 0
    };
    line.chars().filter(own).collect()
}

#[track_caller]
fn is_even(arguments: &[&str]) {
    let output = cunkao(arguments);
    let text = stdout(&output) + &stderr(&output);
    assert!(!text.is_empty(), "{arguments:?}");
    for line in text.lines() {
        let uneven: String = unquoted(line).chars().filter(|character| is_uneven(*character)).collect();
        assert!(uneven.is_empty(), "{arguments:?}: {uneven} in {line}");
    }
}

#[test]
fn results_and_explanations_are_even() {
    let demo = repository("examples/demo-township");
    let demo = demo.to_str().unwrap();
    for period in ["2024-03", "2024-Q1", "2024"] {
        is_even(&["score", demo, "--period", period, "--verbose"]);
    }
    is_even(&["explain", demo, "--period", "2024", "--village", "3村"]);
    is_even(&["explain", demo, "--period", "2024", "--cadre", "陈国华"]);
    is_even(&["check", demo, "--month", "2024-03", "--verbose", "--no-save"]);
    for rulebook in ["village-cadre", "weighted-vote", "monthly-blend", "cadre-quarter", "tiers-deadlines"] {
        is_even(&["rules", &format!("builtin:{rulebook}")]);
    }
}

#[test]
fn problems_and_help_are_even() {
    let demo = demo_copy();
    let folder = demo.path().to_str().unwrap();
    std::fs::write(demo.path().join("records/2024-03/规定动作.csv"), "村,村民会议\r\n9村,约5\r\n").unwrap();
    std::fs::write(demo.path().join("records/2024-03/坏.xlsx"), "PK").unwrap();
    is_even(&["check", folder]);
    is_even(&["check", folder, "--month", "2024-03", "--verbose"]);
    is_even(&["--help"]);
    for command in ["new", "template", "receive", "check", "score", "explain", "rules"] {
        is_even(&[command, "--help"]);
        is_even(&[command]);
        is_even(&[command, "--没有这个"]);
    }
    is_even(&["score", folder, "--period", "2024-13"]);
}

/// Who looks for what is told must find it: no star where × was typed.
#[test]
fn a_cell_is_quoted_as_it_stands() {
    let demo = demo_copy();
    let folder = demo.path().to_str().unwrap();
    let sheet = "村,村民会议\r\n1村,×\r\n2村,——\r\n";
    std::fs::write(demo.path().join("records/2024-03/规定动作.csv"), sheet).unwrap();
    let told = stdout(&cunkao(["check", folder, "--month", "2024-03", "--no-save"]));
    assert!(told.contains("「×」") && told.contains("「——」"), "{told}");
    assert!(!told.contains("「*」") && !told.contains("「--」"), "{told}");
}

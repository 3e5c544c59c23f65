//! The colours of a page and the style sheet that they are put into.
//!
//! Text is at least seven times as bright or dark as what it stands on; a test computes it.

/// What text stands on.
pub(super) const GROUNDS: [(&str, &str); 2] = [("$paper", "#ffffff"), ("$band", "#f2f4f7")];

/// What text, bars and lines are drawn in.
pub(super) const INKS: [(&str, &str); 3] = [("$ink", "#1a1a1a"), ("$quiet", "#404040"), ("$bar", "#1f4e79")];

/// What only divides.
pub(super) const RULES: [(&str, &str); 2] = [("$rule", "#8a8f98"), ("$focus", "#0b57d0")];

/// The colours of lines, apart in darkness as far as they can be; dashes and marks tell lines apart without them.
pub(in crate::report) const LINES: [&str; 7] =
    ["#1a1a1a", "#0d4a8f", "#8a1515", "#14532d", "#5b2a86", "#6b3a00", "#00505c"];

const STYLE: &str = include_str!("style.css");
/// The part of it that is about charts.
const CHARTS: &str = include_str!("chart.css");

/// The style sheet with its colours.
pub(super) fn style() -> String {
    coloured(&STYLE.replace("$charts\n", CHARTS))
}

/// What charts need of it where they stand alone.
pub(super) fn style_of_charts() -> String {
    coloured(CHARTS)
}

fn coloured(style: &str) -> String {
    let colours = GROUNDS.iter().chain(&INKS).chain(&RULES);
    colours.fold(style.to_owned(), |style, (name, colour)| style.replace(name, colour))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLION: u128 = 1_000_000;

    /// A channel's light in millionths, by the definition of relative luminance: ((c + 0.055) ÷ 1.055) to the power of
    /// 2.4, which is its square times the fifth root of its square.
    fn light(channel: u8) -> u128 {
        let share = u128::from(channel) * MILLION / 255;
        if share <= 40_450 {
            return share * 100 / 1292;
        }
        let base = (share + 55_000) * 1000 / 1055;
        let square = base * base / MILLION;
        // In thousandths, so that the fifth power fits.
        let root = (0..=1000_u128).rev().find(|root| root.pow(5) <= square * 1_000_000_000).unwrap();
        square * root / 1000
    }

    fn luminance(colour: &str) -> u128 {
        let channel = |at: usize| light(u8::from_str_radix(&colour[at..at + 2], 16).unwrap());
        (channel(1) * 2126 + channel(3) * 7152 + channel(5) * 722) / 10_000
    }

    /// In hundredths.
    fn contrast(one: &str, other: &str) -> u128 {
        let (one, other) = (luminance(one) + 50_000, luminance(other) + 50_000);
        one.max(other) * 100 / one.min(other)
    }

    #[test]
    fn contrast_is_computed_as_others_do() {
        assert_eq!(contrast("#000000", "#ffffff"), 2100);
        let known = [("#595959", 700), ("#767676", 454), ("#0000ff", 859), ("#ff0000", 399)];
        for (colour, ratio) in known {
            assert!(contrast(colour, "#ffffff").abs_diff(ratio) <= 3, "{colour}");
        }
    }

    #[test]
    fn whatever_is_read_can_be_read_by_weak_eyes() {
        for (_, ground) in GROUNDS {
            for ink in INKS.iter().map(|(_, ink)| *ink).chain(LINES) {
                assert!(contrast(ink, ground) >= 700, "{ink} on {ground}");
            }
            for (_, rule) in RULES {
                assert!(contrast(rule, ground) >= 275, "{rule} on {ground}");
            }
        }
    }

    #[test]
    fn the_style_has_no_colour_of_its_own() {
        assert!([STYLE, CHARTS].iter().all(|style| !style.contains('#') && !style.contains("rgb")));
        assert!(!style().contains('$'));
        assert!(!style().contains(['<', '>', '&']), "the style must mean the same in HTML and XML");
    }
}

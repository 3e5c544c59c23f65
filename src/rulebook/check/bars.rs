//! Bars of grades and prizes that name what is not there, fall on nobody, or can never be reached.

use super::references::{Reference, declared, require};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fact::PersonPolicy;
use crate::number::Number;
use crate::rulebook::{Bar, BarredBy, Rulebook, Sanction, Subject};
use crate::toml_table::Table;

/// What has bars: a band or a prize.
struct Barring<'a> {
    /// `年度等次`, `一等奖、二等奖`
    name: String,
    standing: &'a str,
    bars: &'a [Bar],
    /// The grades or tiers, best first.
    best_first: Vec<&'a str>,
    words: &'static Words,
}

/// How it is spoken of.
struct Words {
    /// What one of its grades or tiers is.
    one: &'static str,
    /// What is said of the best of them.
    is_best: &'static str,
    best_left: &'static str,
    elsewhere: &'static str,
}

const GRADES: Words = Words {
    one: "等次中的",
    is_best: "就是最高等次",
    best_left: "best 写仍可评的最好一等：不得评优秀的，写优秀的下一等",
    elsewhere: "写管村的处理；村干部的等次另写一个 [[band]]",
};

const TIERS: Words = Words {
    one: "奖次中的",
    is_best: "就是最高一档",
    best_left: "best 写仍可得的最好一档：不得评为一等奖的，写二等奖；各档都不得的，不写 best",
    elsewhere: "写管村的处理；村干部的奖另写一个 [[prize]]",
};

/// Everything that is wrong with bars.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let bands = rulebook.bands.iter().map(|band| Barring {
        name: band.name.clone(),
        standing: &band.standing,
        bars: &band.bars.all,
        best_first: band.names(),
        words: &GRADES,
    });
    let prizes = rulebook.prizes.iter().map(|prize| Barring {
        name: prize.names(),
        standing: &prize.standing,
        bars: &prize.bars.all,
        best_first: prize.best_first(),
        words: &TIERS,
    });
    for barring in bands.chain(prizes) {
        for bar in barring.bars {
            if let Some(name) = &bar.best {
                let best = Reference { what: barring.words.one, name, span: &bar.span };
                require(found, &best, barring.best_first.iter().copied());
                found.extend(bars_nothing(&barring, bar, name));
            }
            if let BarredBy::Sanction(id) = &bar.by {
                let sanction = Reference { what: "处理", name: id, span: &bar.span };
                require(found, &sanction, declared(table, "sanction", "id"));
            }
            for name in &bar.posts {
                let posts = rulebook.declarations.posts.iter().map(String::as_str);
                require(found, &Reference { what: "职务", name, span: &bar.span }, posts);
            }
            found.extend(of_nobody(rulebook, &barring, bar).or_else(|| too_often(rulebook, bar)));
        }
    }
}

fn bars_nothing(barring: &Barring<'_>, bar: &Bar, best: &str) -> Option<Diagnostic> {
    (barring.best_first.first() == Some(&best)).then(|| {
        let Words { is_best, best_left, .. } = barring.words;
        let message = format!("“{}”的 bars 里 best = \"{best}\" {is_best}，限不了什么", barring.name);
        Diagnostic::error(Code::BadValue, &bar.span, message).hint(*best_left)
    })
}

/// Cadres are barred by events that name them, and by sanctions of their own or of their village; villages by no cadre's.
fn of_nobody(rulebook: &Rulebook, barring: &Barring<'_>, bar: &Bar) -> Option<Diagnostic> {
    let of_cadres = |standing: &str| {
        let standing = rulebook.standings.iter().find(|one| one.id == *standing)?;
        Some(rulebook.subject_of(&standing.node) == Subject::Cadre)
    };
    let name = &barring.name;
    let is_of_cadres = of_cadres(barring.standing)?;
    let (message, hint) = match &bar.by {
        BarredBy::Event(event)
            if is_of_cadres && event.person == PersonPolicy::None && bar.posts.is_empty() =>
        {
            (
                format!("“{name}”评的是村干部，bars 里的事项“{}”不写当事人，落不到任何人", event.name),
                "由当天任某些职务的受的，写 posts = [\"职务\"]；写当事人的，写 person = \"required\"",
            )
        }
        BarredBy::Event(_) if !is_of_cadres && !bar.posts.is_empty() => (
            format!("“{name}”评的是村，村没有职务，bars 里不能写 posts"),
            "删去 posts；村干部也受的，写在评村干部的那一条里",
        ),
        BarredBy::Sanction(id) if !is_of_cadres && of_cadres(&sanction(rulebook, id)?.standing)? => {
            (format!("“{name}”评的是村，bars 里的处理 {id} 管的是村干部"), barring.words.elsewhere)
        }
        BarredBy::Event(_) | BarredBy::Sanction(_) => return None,
    };
    Some(Diagnostic::error(Code::BadValue, &bar.span, message).hint(hint))
}

/// A sanction that comes round less often than it would have to.
fn too_often(rulebook: &Rulebook, bar: &Bar) -> Option<Diagnostic> {
    let BarredBy::Sanction(id) = &bar.by else { return None };
    let sanction = sanction(rulebook, id)?;
    let rounds = bar.within.months() / sanction.period.months();
    (Number::from(u32::from(rounds.unsigned_abs())) < bar.times).then(|| {
        let (times, within, each) = (bar.times, bar.within.chinese(), sanction.period.chinese());
        let message =
            format!("处理 {id} 每{each}认定一次，{within}之内至多{rounds}次，到不了 bars 里写的{times}次");
        Diagnostic::error(Code::BadValue, &bar.span, message).hint("核对 times，和处理的 period")
    })
}

fn sanction<'a>(rulebook: &'a Rulebook, id: &str) -> Option<&'a Sanction> {
    rulebook.sanctions.iter().find(|one| one.id == *id)
}

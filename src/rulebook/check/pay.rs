//! Pay that can be read and is hardly meant: posts and grades without a figure, a full mark of nothing, grades that bring
//! less than the next lower one.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rulebook::{Basis, Pay, Rate, Rulebook};

/// Everything that is odd about pay.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    grades_without_pay(rulebook, found);
    grades_backwards(rulebook, found);
    posts_without_pay(rulebook, found);
    found.extend(rulebook.pays.iter().filter_map(scale_backwards));
    found.extend(rulebook.pays.iter().filter_map(|pay| share_of_nothing(rulebook, pay)));
}

/// Pay in proportion to a full mark of nothing: nobody is ever paid.
fn share_of_nothing(rulebook: &Rulebook, pay: &Pay) -> Option<Diagnostic> {
    let full = rulebook.full_mark(&pay.node, pay.period);
    let is_share = matches!(pay.rate, Rate::OfBase(_, Basis::Full | Basis::Available));
    let is_nothing = is_share && full.is_some_and(|full| full.in_all.is_zero());
    is_nothing.then(|| {
        let message = format!("“{}”按得分占满分的比例发，而满分是 0，一笔也发不出", pay.name);
        Diagnostic::warning(Code::PayWithoutBase, &pay.span, message)
            .hint("从零起积分的，用 per-point 写每分多少元，或按等次发（band 和 amounts）")
    })
}

fn posts_without_pay(rulebook: &Rulebook, found: &mut Diagnostics) {
    for pay in rulebook.pays.iter().filter(|pay| !pay.by_post.is_empty()) {
        let posts = rulebook.declarations.posts.iter();
        let missing: Vec<_> =
            posts.filter(|post| !pay.by_post.contains_key(*post)).map(String::as_str).collect();
        if !missing.is_empty() {
            let message = format!("{}没有写{}的系数，这些职务不发", pay.name, missing.join("、"));
            found.push(Diagnostic::warning(Code::PostWithoutPay, &pay.span, message));
        }
    }
}

fn grades_without_pay(rulebook: &Rulebook, found: &mut Diagnostics) {
    for pay in &rulebook.pays {
        for (place, (band, of_grades)) in pay.by_grade().enumerate() {
            let Some(band) = rulebook.bands.iter().find(|one| one.id == *band) else { continue };
            let missing: Vec<_> =
                band.paid_names().into_iter().filter(|grade| !of_grades.contains_key(*grade)).collect();
            if missing.is_empty() {
                continue;
            }
            let is_amount = place == 0 && matches!(pay.rate, Rate::ByBand { .. });
            let (what, key) = if is_amount { ("金额", "amounts") } else { ("系数", "rates") };
            let message = format!("{}没有写{}的{what}，这些等次不发", pay.name, missing.join("、"));
            let hint = format!("确实不发的，在 {key} 里写 0");
            found.push(Diagnostic::warning(Code::GradeWithoutPay, &pay.span, message).hint(hint));
        }
    }
}

/// A grade that brings less than the one below it.
fn grades_backwards(rulebook: &Rulebook, found: &mut Diagnostics) {
    for pay in &rulebook.pays {
        for (place, (band, of_grades)) in pay.by_grade().enumerate() {
            let Some(band) = rulebook.bands.iter().find(|one| one.id == *band) else { continue };
            let brought: Vec<_> =
                band.names().into_iter().filter_map(|grade| Some((grade, *of_grades.get(grade)?))).collect();
            let is_amount = place == 0 && matches!(pay.rate, Rate::ByBand { .. });
            let (what, unit) = if is_amount { ("金额", " 元") } else { ("系数", "") };
            found.extend(brought.windows(2).filter_map(|pair| {
                let [(better, high), (worse, low)] = pair else { return None };
                let message = format!(
                    "{}：“{worse}”的{what}是 {low}{unit}，反而高于较好的“{better}”的 {high}{unit}",
                    pay.name
                );
                let hint = "核对是不是写反了；确属本意的，在 [[accepts]] 中写明理由";
                (low > high).then(|| {
                    Diagnostic::warning(Code::GradeBackwards, &pay.span, message)
                        .related(&band.span, "各等从好到差")
                        .hint(hint)
                })
            }));
        }
    }
}

/// A lower score that brings a higher percentage.
fn scale_backwards(pay: &Pay) -> Option<Diagnostic> {
    let Rate::OfBase(_, Basis::Scale(scale)) = &pay.rate else { return None };
    let rising = scale.points().windows(2).find_map(|pair| match pair {
        [high, low] if low.percent > high.percent => Some((high, low)),
        _ => None,
    });
    rising.map(|(high, low)| {
        let message = format!(
            "{}：得 {} 分发 {}%，反而高于得 {} 分的 {}%",
            pay.name, low.score, low.percent, high.score, high.percent
        );
        Diagnostic::warning(Code::GradeBackwards, &pay.span, message)
            .hint("核对是不是写反了；确属本意的，在 [[accepts]] 中写明理由")
    })
}

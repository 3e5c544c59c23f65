//! Why nobody has a prize, or somebody none of it, in words. No arithmetic.

use crate::engine::assessment::WhyVacant;
use crate::number::Number;
use crate::report::paper::Text;

/// What stands in place of a name where nobody has a prize.
pub(crate) const NOBODY: &str = "空缺";

/// `受到一票否决`, `照条款不得评`, `得分不足90分`: the score as `figure` writes it.
pub(crate) fn why(why: WhyVacant, figure: impl Fn(Number) -> Text) -> Text {
    match why {
        WhyVacant::Vetoed => "受到一票否决".into(),
        WhyVacant::Barred => "照条款不得评".into(),
        WhyVacant::HasAnother => "已得另一奖，不重复得".into(),
        WhyVacant::Below(least) => Text::from("得分不足").and(figure(least)).and("分"),
    }
}

/// What stands before the tier that somebody was left out of.
pub(crate) const PASSED_OVER: &str = "未评";

/// The same where no place in the result is told with it.
pub(crate) fn plainly(vacant: WhyVacant) -> String {
    why(vacant, |least| least.to_string().into()).shown()
}

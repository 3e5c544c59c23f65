//! How figures, places, states and sources are worded, so that every format words them alike. No arithmetic.

use crate::diagnostic::CellRef;
use crate::engine::assessment::{
    Assessment, BandResult, CadreResult, ItemResult, Party, PartyKind, Posting, PostingKind, StandingResult,
    StandingRow, VillageResult,
};
use crate::fact::Person;
use crate::number::Number;
use crate::period::Month;
use crate::rulebook::{Clamp, PrizeTies, ScoreOf, Subject};
use crate::typed::NUMERALS;

/// Stands before what is answered of a draft.
pub(crate) const DRAFT_ANSWER: &str = "未定稿，有错误没有改：只供参考";

/// Marks a draft in titles.
pub(super) const DRAFT: &str = "（未定稿）";

/// What stands for a figure that is undecided.
pub(crate) const NOT_REPORTED: &str = "未报";

/// What every action waits for.
pub(super) const UNDECIDED: &str = "待研究决定";

/// `2024年4月`
pub(super) fn chinese_month(month: Month) -> String {
    format!("{}年{}月", month.year(), month.number())
}

/// Points or yuan for print: two decimals.
pub(super) fn figure(number: Number) -> String {
    number.fixed(2)
}

/// A score that may be undecided.
pub(super) fn score(score: Option<Number>) -> String {
    score.map_or_else(|| NOT_REPORTED.to_owned(), figure)
}

/// The score of a standing's row, or the state that stands in its place.
pub(super) fn standing_score(row: &StandingRow) -> String {
    row.closed_told().map_or_else(|| score(row.score), str::to_owned)
}

/// The score of a whole, or the state that stands in its place.
pub(super) fn village_score(village: &VillageResult) -> String {
    village.closed_told().map_or_else(|| score(village.score), str::to_owned)
}

/// A full mark: as the scheme writes it where it is whole.
pub(super) fn full_mark(points: Number) -> String {
    if points.is_whole() { points.to_string() } else { figure(points) }
}

/// `第1名`, `并列第2名`
pub(super) fn rank(rank: Option<usize>, tied: bool) -> String {
    match rank {
        None => "未排名".to_owned(),
        Some(rank) if tied => format!("并列第{rank}名"),
        Some(rank) => format!("第{rank}名"),
    }
}

/// The place, and the veto that stands against its holder.
pub(super) fn rank_with_veto(place: Option<usize>, tied: bool, veto: Option<&str>) -> String {
    let place = rank(place, tied);
    veto.map_or_else(|| place.clone(), |veto| format!("{place}（否决：{veto}）"))
}

/// Places gained: `升2`, `降1`, `持平`; `-` if there is no earlier place.
pub(super) fn rank_change(change: Option<i64>) -> String {
    match change {
        None => "-".to_owned(),
        Some(0) => "持平".to_owned(),
        Some(gained) if gained > 0 => format!("升{gained}"),
        Some(lost) => format!("降{}", lost.unsigned_abs()),
    }
}

/// The name of an item; of one of its periods, with the period.
pub(super) fn item_title(item: &ItemResult) -> String {
    match item.period {
        None => item.name.to_string(),
        Some(period) => format!("{}（{}）", item.name, period.chinese()),
    }
}

/// What stands before and behind a clause where a sentence names it, so that `2(9)` and `第九条` read alike.
/// A part of a chapter, `二（九）`, is no article and stands as it is, and so does `附件1`.
pub(crate) fn article_marks(clause: &str) -> (&'static str, &'static str) {
    let is_chapter = clause.starts_with(|sign| NUMERALS.contains(sign));
    let is_of = |sign: char| sign.is_ascii_digit() || "(（①②③④⑤⑥⑦⑧⑨⑩".contains(sign);
    let is_number = is_chapter || clause.starts_with('第') || clause.starts_with(is_of);
    if !is_number || is_chapter && clause.contains(is_of) {
        return ("", "");
    }
    let before = if clause.starts_with('第') { "" } else { "第" };
    let is_whole = clause.ends_with('条') || before.is_empty() && clause.contains('条');
    (before, if is_whole { "" } else { "条" })
}

/// `第2(9)条`, `第九条`
pub(crate) fn article(clause: &str) -> String {
    let (before, behind) = article_marks(clause);
    format!("{before}{clause}{behind}")
}

/// What equal scores do in some standings of the result.
pub(crate) fn ties<'a>(
    assessment: &Assessment,
    standings: impl IntoIterator<Item = &'a StandingResult>,
) -> String {
    let mut told: Vec<(&str, Vec<String>)> = Vec::new();
    let mut is_lacking = false;
    for standing in standings {
        let ranked = standing.rows.iter().filter(|row| row.tied);
        is_lacking |= ranked.flat_map(|row| &row.then).any(Option::is_none);
        if told.iter().all(|(name, _)| *name != standing.name) {
            told.push((
                &standing.name,
                standing.then.iter().map(|score| score_of(assessment, score)).collect(),
            ));
        }
    }
    let is_one = told.windows(2).all(|pair| matches!(pair, [(_, one), (_, next)] if one == next));
    let alike = |then: &[String]| match then {
        [] => "同分的并列同一名次".to_owned(),
        [one] => format!("同分的比{one}的得分，仍相同的并列同一名次"),
        several => format!("同分的依次比{}的得分，仍相同的并列同一名次", several.join("、")),
    };
    let lacking = if is_lacking { "同分的有人没有那项得分的，那一项不比。" } else { "" };
    match told.first() {
        None => format!("{}。", alike(&[])),
        Some((_, then)) if is_one => format!("{}。{lacking}", alike(then)),
        Some(_) => {
            let each = told.iter().map(|(name, then)| format!("{name}{}", alike(then)));
            format!("{}。{lacking}", each.collect::<Vec<_>>().join("；"))
        }
    }
}

/// `两位小数`
pub(crate) fn decimals(places: u32) -> String {
    match places {
        0 => "整数".to_owned(),
        1 => "一位小数".to_owned(),
        2 => "两位小数".to_owned(),
        3 => "三位小数".to_owned(),
        4 => "四位小数".to_owned(),
        more => format!("{more}位小数"),
    }
}

/// `四舍五入到分`
pub(super) fn rounded_money(places: u32) -> String {
    match places {
        0 => "四舍五入到元".to_owned(),
        2 => "四舍五入到分".to_owned(),
        other => format!("四舍五入到{}", decimals(other)),
    }
}

/// What those who share a place get of a prize.
pub(crate) fn prize_ties(ties: PrizeTies) -> &'static str {
    match ties {
        PrizeTies::Share => "并列的平分所占名次的奖金",
        PrizeTies::FullEach => "并列的各得全额",
        PrizeTies::Decide => "并列的由人决定先后",
    }
}

/// Which score it is, by the name of its node; by the id if the result does not hold it.
pub(super) fn score_of(assessment: &Assessment, score: &ScoreOf) -> String {
    let id = match score {
        ScoreOf::Whole(Subject::Village) => return "村总分".to_owned(),
        ScoreOf::Whole(Subject::Cadre) => return "本人总分".to_owned(),
        ScoreOf::Node(id) => id,
    };
    let items = assessment.villages.iter().flat_map(|village| &village.items);
    let items = items.chain(assessment.cadres.iter().flat_map(|cadre| &cadre.items));
    let found = items.flat_map(ItemResult::flattened).find(|item| item.id == *id);
    found.map_or(id, |item| &item.name).to_string()
}

/// Where a village stands in the roster; one of nobody's comes last.
pub(crate) fn roster_order(assessment: &Assessment, village: &str) -> usize {
    let villages = assessment.villages.iter().map(|one| one.name.as_str());
    let cadres = assessment.cadres.iter().map(|cadre| cadre.person.village.as_str());
    villages.chain(cadres).position(|one| one == village).unwrap_or(usize::MAX)
}

/// Where a payee stands in lists: by village, and within it as the roster names the cadres; others as they come.
pub(super) fn payee_order(assessment: &Assessment, party: &Party) -> (usize, usize) {
    let is_own = |cadre: &CadreResult| matches!(party, Party::Cadre(person) if *person == cadre.person);
    let place = assessment.cadres.iter().position(is_own);
    let last = if party.kind() == PartyKind::Cadre { usize::MAX } else { 0 };
    (roster_order(assessment, party.village()), place.unwrap_or(last))
}

/// A checksum in groups of four digits, as it is read aloud.
pub(crate) fn in_fours(checksum: &str) -> String {
    let mut text = String::new();
    for (place, sign) in checksum.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push(' ');
        }
        text.push(sign);
    }
    text
}

/// How a posting came about: 满分, 规则 with its id, 扣完为止, 封顶.
pub(super) fn kind(posting: &Posting) -> &'static str {
    match posting.kind {
        PostingKind::Opening if posting.amount.is_negative() => "退出",
        PostingKind::Opening => "满分",
        PostingKind::Unreported => "未报",
        PostingKind::Merger => "并村",
        PostingKind::Rule => "规则",
        PostingKind::Floor => "扣完为止",
        PostingKind::Raised => "保底",
        PostingKind::Cap => "封顶",
        PostingKind::Rounding => "舍入",
    }
}

/// A floor and a cap in words; that there is none is worth a word only where something can give points.
pub(super) fn limits(floor: Clamp, cap: Clamp, can_add: bool) -> String {
    let floor = floor.limit().map_or("可以扣成负分".to_owned(), |limit| {
        if limit.is_zero() { "扣完为止".to_owned() } else { format!("最低{limit}分") }
    });
    match cap.limit() {
        Some(limit) => format!("{floor}，最高{limit}分"),
        None if can_add => format!("{floor}，不封顶"),
        None => floor,
    }
}

/// The name of an account, for where its village stands beside it. Where another cadre of the village bears it too, the
/// post is added, or the number where the posts do not tell them apart.
pub(crate) fn name(assessment: &Assessment, party: &Party) -> String {
    let is_own = |cadre: &&CadreResult| matches!(party, Party::Cadre(person) if *person == cadre.person);
    let own = assessment.cadres.iter().find(is_own).map_or("", |cadre| cadre.post.as_str());
    let mut others = namesakes(assessment, party).peekable();
    let is_told_by_post = others.peek().is_some() && !own.is_empty() && others.all(|other| other.post != own);
    if is_told_by_post { format!("{}（{own}）", party.name()) } else { numbered_name(assessment, party) }
}

/// The same for where the post stands beside it too: with the number.
pub(super) fn numbered_name(assessment: &Assessment, party: &Party) -> String {
    match telling_number(assessment, party) {
        Some(id) => format!("{}（{id}）", party.name()),
        None => party.name().to_owned(),
    }
}

/// The same for where the village stands nowhere beside it.
pub(super) fn name_with_village(assessment: &Assessment, party: &Party) -> String {
    let village = if party.kind() == PartyKind::Village { "" } else { party.village() };
    format!("{village}{}", name(assessment, party))
}

/// The number of an account, where another cadre or household of the village bears the same name.
pub(crate) fn telling_number<'a>(assessment: &Assessment, party: &'a Party) -> Option<&'a str> {
    let is_namesake = |other: &Party| {
        other.kind() == PartyKind::Household
            && (other.village(), other.name()) == (party.village(), party.name())
            && other.id() != party.id()
    };
    let is_homonym = match party {
        Party::Village(_) => false,
        Party::Cadre(_) => namesakes(assessment, party).next().is_some(),
        Party::Household { .. } => assessment.money.iter().any(|entry| is_namesake(&entry.party)),
    };
    party.id().filter(|_| is_homonym)
}

/// The other cadres of the same name in the same village.
fn namesakes<'a>(assessment: &'a Assessment, party: &'a Party) -> impl Iterator<Item = &'a CadreResult> {
    assessment.cadres.iter().filter(move |cadre| {
        let Person { village, name, id } = &cadre.person;
        party.kind() == PartyKind::Cadre
            && (village.as_str(), name.as_str()) == (party.village(), party.name())
            && Some(id.as_str()).filter(|id| !id.is_empty()) != party.id()
    })
}

/// Cells as `file › sheet › C12`; those that follow on one sheet by address alone: `…C12、C13`.
pub(super) fn sources(cells: &[CellRef]) -> Vec<String> {
    cells
        .chunk_by(|one, next| one.sheet == next.sheet)
        .filter_map(|group| {
            let (first, rest) = group.split_first()?;
            let addresses = rest.iter().map(CellRef::address);
            Some(std::iter::once(first.to_string()).chain(addresses).collect::<Vec<_>>().join("、"))
        })
        .collect()
}

/// Why nobody is paid yet what goes by grade.
pub(crate) const GRADE_OPEN: &str = "成绩未定，还没有等次";

/// `优秀`; `不定等次（任职4个整月，不满6个月）` where there is none; why there is none better, where somebody is barred.
pub(crate) fn grade(band: &BandResult) -> String {
    match band.ungraded.as_ref().or(band.barred.as_ref()) {
        Some(why) => format!("{}（{why}）", band.grade),
        None => band.grade.clone(),
    }
}

/// The ruling behind a posting as question and reading; its id if the rulebook does not hold it.
pub(super) fn ruling(assessment: &Assessment, posting: &Posting) -> Option<String> {
    let id = posting.ruling.as_ref()?;
    let stated = assessment.rulings.iter().find(|ruling| ruling.id == *id);
    Some(stated.map_or_else(|| id.to_string(), |ruling| format!("{}：{}", ruling.question, ruling.reading)))
}

#[cfg(test)]
mod tests {
    use super::article;

    #[test]
    fn a_clause_is_an_article_however_it_is_written() {
        for (clause, expected) in [
            ("2(9)", "第2(9)条"),
            ("二（九）", "二（九）"),
            ("附件1", "附件1"),
            ("二(一)", "二(一)"),
            ("三7", "三7"),
            ("第一条", "第一条"),
            ("第七条第二款", "第七条第二款"),
            ("第八", "第八条"),
            ("六条", "第六条"),
        ] {
            assert_eq!(article(clause), expected);
        }
    }
}

//! `[[veto]]` 一票否决: an event that bars from prizes or forces the lowest grade, whatever the score.

use std::ops::RangeInclusive;

use super::super::scheme::read_id;
use super::PERIODS;
use crate::diagnostic::Span;
use crate::fact::PersonPolicy;
use crate::period::{Date, Length, Period};
use crate::rules::EventUse;
use crate::rules::read_person_policy;
use crate::toml_table::Reader;

/// What a veto does, the strictest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VetoEffect {
    /// No prize; the score stays.
    Bar,
    /// No prize, and not the best grade: the second at best.
    NotTopBand,
    /// No prize, and the grade below the own one, if there is one: what is first then is not first any more.
    OneBandLower,
    /// No prize, and the lowest grade.
    LowestBand,
}

/// What becomes of the place, the strictest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VetoPlace {
    /// Keeps the place; its prize lapses.
    Kept,
    /// Goes behind all others.
    Last,
    /// Has no place; those behind move up.
    Unranked,
}

/// A veto.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Veto {
    /// Kebab-case id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Clause of the scheme.
    pub clause: String,
    /// The event.
    pub event: EventUse,
    /// Of an event that names nobody, in a standing of cadres: whoever held one of these posts in the village on its day.
    pub posts: Vec<String>,
    /// The standing it acts on.
    pub standing: String,
    /// For how long: an event acts to the end of the period of this length that it lies in, on the standings of that and
    /// of the shorter periods that end by then; on no longer one.
    pub period: Length,
    /// What it does.
    pub effect: VetoEffect,
    /// What becomes of the place.
    pub place: VetoPlace,
    /// Where it is declared.
    pub span: Span,
}

impl Veto {
    /// Whether it acts in a standing at the end of a period.
    pub fn acts_in(&self, standing: &str, period: Period) -> bool {
        self.standing == standing && period.length() <= self.period
    }

    /// Whether what happened is of a person, so that its name tells what somebody did: a row of it may name one, or its own
    /// words speak of who holds a post.
    pub fn is_of_person(&self, posts: &[String]) -> bool {
        let speaks = |words: &str| speaks_of_person(words, posts);
        self.event.person != PersonPolicy::None || speaks(&self.name) || speaks(&self.event.name)
    }

    /// The days whose events act at the end of a period.
    pub fn days(&self, period: Period) -> RangeInclusive<Date> {
        period.around(self.period).first_day()..=period.last_day()
    }
}

/// `posts`, against whose holders an event of the village is held that names nobody. Whether they must be written hangs on
/// whom the standing ranks; `None` where they are wrong.
pub(super) fn read_posts(reader: &Reader<'_>, person: Option<PersonPolicy>) -> Option<Vec<String>> {
    const MEANING: &str = "由谁受：事项发生那一天在该村担任这些职务的（当天到任、离任的都算）；评的是村干部而 person = \"none\" 的必须写明，全体都受的把各个职务写全；别处不写";
    let posts = if reader.needs(false) {
        reader.required_words("posts", MEANING)
    } else {
        reader.words("posts", MEANING)
    };
    reader.always();
    if person.is_some_and(|person| person != PersonPolicy::None) {
        reader.out_of_place("posts", "事项写当事人（person 不是 \"none\"），由当事人受");
    }
    if let Some(node) = reader.node("posts").filter(|_| posts.is_empty()) {
        reader.bad_value(node, "posts", "至少一个职务");
        return None;
    }
    Some(posts)
}

/// Whether words speak of who holds a post.
pub(super) fn speaks_of_person(words: &str, posts: &[String]) -> bool {
    const HOLDERS: [&str; 4] = ["干部", "负责人", "书记", "主任"];
    let mut named =
        HOLDERS.into_iter().chain(posts.iter().map(String::as_str)).filter(|post| !post.is_empty());
    named.any(|post| words.contains(post))
}

/// Reads every `[[veto]]`: one that names several standings is one of each.
pub(in crate::rulebook) fn read_vetoes(reader: &Reader<'_>) -> Vec<Veto> {
    reader.tables("veto", "一票否决").into_iter().filter_map(read_veto).flatten().collect()
}

/// The standings it acts on, by one key or the other.
fn read_standings(reader: &Reader<'_>) -> Vec<String> {
    let one = reader
        .optional_text("standing", "在哪个排名中否决（[[standing]] 的 id）；standing、standings 写一个");
    let several = reader.words("standings", "在哪几个排名中否决，都照这一条办；standing、standings 写一个");
    if reader.has("standing") {
        reader.out_of_place("standings", "已写了 standing；几个排名的只写 standings");
        return one.into_iter().collect();
    }
    let twice =
        several.iter().enumerate().find(|(place, name)| several.iter().take(*place).any(|one| one == *name));
    if let (Some(node), Some((_, name))) = (reader.node("standings"), twice) {
        reader.bad_value(node, "standings", &format!("每个排名只写一次，“{name}”写了两次"));
    }
    if several.is_empty() && !reader.is_describing() {
        reader.missing(
            "standing",
            "在哪个排名中否决（[[standing]] 的 id）；几个排名都管的写 standings = [\"…\", \"…\"]",
        );
    }
    several
}

fn read_veto(reader: Reader<'_>) -> Option<Vec<Veto>> {
    const EFFECT: &[(&str, VetoEffect, &str)] = &[
        ("bar", VetoEffect::Bar, "取消评奖资格，得分和等次不变，仍可评最高等次；不得评优的用 not-top-band"),
        (
            "not-top-band",
            VetoEffect::NotTopBand,
            "取消评奖资格，且不评最高等次：本来够的归下一等；名次保留而按名次、比例分等的，它占着的最高等次名额空缺，别人不因此递补",
        ),
        (
            "one-band-lower",
            VetoEffect::OneBandLower,
            "取消评奖资格，且等次降低一等：评到哪一等，归它的下一等，最低等次不再降，没有等次的无可降；事项发生几次、几条都是降一等的，也只降一等；按名次、比例分等的，它降出的名额空缺，别人不因此递补，降入的一等因此会多于自己的名额",
        ),
        ("lowest-band", VetoEffect::LowestBand, "取消评奖资格，并定为最低等次"),
    ];
    const PLACE: &[(&str, VetoPlace, &str)] = &[
        (
            "kept",
            VetoPlace::Kept,
            "名次保留，该名次的奖空缺；与别的并列的，照占一份奖，这一份也空缺；够不到这一档的分数而奖往下顺延（unfilled = \"passes-down\"）的，空缺的是顺延所到的那一份",
        ),
        ("unranked", VetoPlace::Unranked, "不排名次，后面的依次前移；也没有等次，定为最低等次的除外"),
        ("last", VetoPlace::Last, "排在最后"),
    ];
    let id = read_id(&reader);
    let name = reader.text("name", "名称");
    let clause = reader.text("clause", "所依据的条款");
    let event = reader.text("event", "登记表中的事项名称");
    let aliases = reader.words("aliases", "这个事项在登记表里的其他写法");
    let person = read_person_policy(&reader);
    let posts = read_posts(&reader, person);
    let standings = read_standings(&reader);
    let period = reader.choice(
        "period",
        "否决管多久：从事项发生起，到它所在的这一期末；其间更短的各期也管，更长的期不管，要管的另写一条。村干部调到别村的，只在事发时所在的村否决。同时受几条否决的，名次和后果各从最严的一条：名次 kept 最轻，其次 last，unranked 最严；后果 bar 最轻，其次 not-top-band，再次 one-band-lower，lowest-band 最严",
        PERIODS,
    );
    let effect = reader.choice("effect", "否决的后果", EFFECT);
    let place = reader.choice("place", "否决后的名次", PLACE);
    let span = reader.span().clone();
    reader.finish();
    let veto = Veto {
        id: id?,
        name: name?,
        clause: clause?,
        event: EventUse::new(event?, aliases, person?),
        posts: posts?,
        standing: String::new(),
        period: period?,
        effect: effect?,
        place: place?,
        span,
    };
    Some(standings.into_iter().map(|standing| Veto { standing, ..veto.clone() }).collect())
}

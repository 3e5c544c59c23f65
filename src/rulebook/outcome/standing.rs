//! `[[standing]]` 排名: who is ranked by which score, among whom, and what equal scores do.

use super::super::scheme::{ScoreOf, read_id};
use crate::diagnostic::Span;
use crate::toml_table::Reader;

/// Among whom places are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// All together.
    All,
    /// Those of one class of villages.
    Class,
    /// Cadres of one post: that of the last day of the period, or of their last in it.
    Post,
    /// Cadres of one village.
    Village,
}

impl Group {
    /// What the one group of all together is called, in rulebooks and results; no class, post or village may
    /// be.
    pub const OF_ALL: &'static str = "all";
}

/// Where who holds several posts at once stands among those of one post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeveralPosts {
    /// With those of the post that `posts` lists first.
    First,
    /// In a group of those who hold the same several.
    Apart,
}

/// Whether cadres who are no longer in office in the village on the last day of the period have a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leavers {
    /// As everybody.
    Ranked,
    /// None; grades by score they have all the same.
    Unranked,
}

/// What equal scores do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankTies {
    /// 1, 1, 3.
    ShareAndSkip,
    /// 1, 1, 2.
    ShareAndGoOn,
}

impl RankTies {
    /// The words of the rulebook, with their meaning.
    pub const CHOICES: &[(&str, Self, &str)] = &[
        ("share-and-skip", Self::ShareAndSkip, "并列，后面的名次空出"),
        ("share-and-go-on", Self::ShareAndGoOn, "并列，后面的名次不空出"),
    ];
}

/// A ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Kebab-case id.
    pub id: String,
    /// Name.
    pub name: String,
    /// By which score.
    pub node: ScoreOf,
    /// Among whom.
    pub group: Group,
    /// Where several posts at once belong; nothing where the rulebook does not say, which is as [`SeveralPosts::Apart`]
    /// and is told.
    pub several: Option<SeveralPosts>,
    /// Whether leavers have a place; nothing where the rulebook does not say, which is as [`Leavers::Ranked`] and is told.
    pub leavers: Option<Leavers>,
    /// What equal scores do.
    pub ties: RankTies,
    /// The scores that decide between equal ones, first to last.
    pub then: Vec<ScoreOf>,
    /// Where it is declared.
    pub span: Span,
}

/// Reads every `[[standing]]`.
pub(in crate::rulebook) fn read_standings(reader: &Reader<'_>) -> Vec<Standing> {
    reader.tables("standing", "排名").into_iter().filter_map(read_standing).collect()
}

fn read_standing(reader: Reader<'_>) -> Option<Standing> {
    const GROUP: &[(&str, Group, &str)] = &[
        (Group::OF_ALL, Group::All, "全部一起排"),
        ("class", Group::Class, "按村的类别分别排"),
        ("post", Group::Post, "按职务分别排（只用于村干部）；期内改任的，按期末的职务"),
        (
            "village",
            Group::Village,
            "每个村的分别排（只用于村干部）；在几个村任职、期内调了村的，在各村各排各的（期末不在任的照 leavers）",
        ),
    ];
    const SEVERAL: &[(&str, SeveralPosts, &str)] = &[
        ("first", SeveralPosts::First, "和 posts 里排在前面的那个职务一起排"),
        ("apart", SeveralPosts::Apart, "兼任同样几个职务的自成一组"),
    ];
    const LEAVERS: &[(&str, Leavers, &str)] = &[
        ("ranked", Leavers::Ranked, "照常排名次"),
        ("unranked", Leavers::Unranked, "不排名次，按名次、比例评的等次和奖也没有；按分数评的等次照评"),
    ];
    let id = read_id(&reader);
    let name = reader.text("name", "排名的名称");
    let node = reader
        .text("node", "按什么排：\"village\"（村总分）、\"cadre\"（村干部总分），或某一部分、项目的 id");
    let group = reader.choice("group", "在谁之间排", GROUP);
    let meaning = "同时兼任几个职务的和谁一起排（group = \"post\" 时可写）；不写则自成一组，有这样的人就提醒";
    let several = if reader.needs(group == Some(Group::Post)) {
        reader.optional_choice("several", meaning, SEVERAL)
    } else {
        None
    };
    reader.always();
    let meaning =
        "期末已不在该村任职的村干部排不排（调到别村的，在原来的村算不在任）；不写则照常排，有这样的人就提醒";
    let leavers = reader.optional_choice("leavers", meaning, LEAVERS);
    let then = reader.words(
        "then",
        "同分时依次比哪些得分：部分或项目的 id；村干部的排名还可以写 \"village\"（所在村的总分）；同分的有人没有那项得分（如不适用）的，那一项不比",
    );
    let ties = reader.choice("ties", "同分怎样排", RankTies::CHOICES);
    let span = reader.span().clone();
    reader.finish();
    Some(Standing {
        id: id?,
        name: name?,
        node: ScoreOf::named(&node?),
        group: group?,
        several,
        leavers,
        ties: ties?,
        then: then.iter().map(|word| ScoreOf::named(word)).collect(),
        span,
    })
}

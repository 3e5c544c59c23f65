//! Rules of the ledger of money, leave rules, and the offices that approve leave.

use super::Rulebook;
use super::outcome::PERIODS;
use super::scheme::{InForce, finish_rule, read_id, read_in_force, read_rule};
use crate::diagnostic::Span;
use crate::number::Number;
use crate::period::Length;
use crate::rules::leave::LeaveRule;
use crate::rules::{Ledger, Rule, Uses};
use crate::text::Text;
use crate::toml_table::Reader;

/// A `[[money]]`: yuan by one of the rule kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyRule {
    /// Kebab-case id.
    pub id: Text,
    /// 名目
    pub name: Text,
    /// Clause of the scheme.
    pub clause: Text,
    /// The ruling that decided how the clause is read.
    pub ruling: Option<Text>,
    /// Decimal places kept of what is posted, half up: 2 is 分.
    pub places: u32,
    /// The most that it takes from or gives to one payee of a village.
    pub limit: Option<MoneyLimit>,
    /// Ids of the rules that its limit holds for together with it.
    pub limit_with: Vec<String>,
    /// When it is in force.
    pub in_force: InForce,
    /// What it does.
    pub rule: Rule,
    /// The declared names that it reads.
    pub uses: Uses,
    /// Where it is declared.
    pub span: Span,
}

/// The most that a rule takes or gives within each period of a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyLimit {
    /// Yuan, without sign; > 0.
    pub most: Number,
    /// Within which periods.
    pub each: Length,
}

impl MoneyLimit {
    /// 全年, 每月: within what it is the most.
    pub fn chinese(&self) -> &'static str {
        match self.each {
            Length::Month => "每月",
            Length::Quarter => "每季度",
            Length::HalfYear => "每半年",
            Length::Year => "全年",
        }
    }
}

impl MoneyRule {
    /// Whether its limit, if it has one, holds for a rule: for itself, or for one that it names.
    pub fn limits(&self, rule: &Self) -> bool {
        self.limit.is_some() && (self.id == rule.id || self.limit_with.iter().any(|id| rule.id == *id))
    }
}

/// The limit that holds for a rule, with all that it holds for together.
#[derive(Clone, Debug)]
pub struct LimitOf<'a> {
    /// The limit.
    pub limit: MoneyLimit,
    /// Id of the rule that it is written in.
    pub holder: &'a str,
    /// Those that it holds for, in the order of the rulebook; the rule is one of them.
    pub rules: Vec<&'a MoneyRule>,
}

impl Rulebook {
    /// The limit that holds for a rule of money: its own, or that of a rule that names it.
    pub fn money_limit(&self, rule: &MoneyRule) -> Option<LimitOf<'_>> {
        let holder = self.money.iter().find(|holder| holder.limits(rule))?;
        let rules = self.money.iter().filter(|one| holder.limits(one)).collect();
        Some(LimitOf { limit: holder.limit?, holder: &holder.id, rules })
    }
}

/// A `[[leave]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeavePolicy {
    /// Kebab-case id.
    pub id: Text,
    /// Clause of the scheme.
    pub clause: Text,
    /// Who asks whom in which form.
    pub rule: LeaveRule,
    /// Where it is declared.
    pub span: Span,
}

/// An `[[approver]]`: the words by which 审批人 names an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approver {
    /// Kebab-case id.
    pub id: String,
    /// Words for the office.
    pub words: Vec<String>,
    /// Names of those who hold it.
    pub names: Vec<String>,
    /// A post of the cadre's own village whose holder on the day is the office.
    pub post: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// Reads every `[[money]]`.
pub(super) fn read_money(reader: &Reader<'_>) -> Vec<MoneyRule> {
    reader.tables("money", "以元计的奖补和扣款，一条一个").into_iter().filter_map(read_money_rule).collect()
}

fn read_money_rule(reader: Reader<'_>) -> Option<MoneyRule> {
    const ROUND: &[(&str, u32, &str)] = &[("fen", 2, "四舍五入到分"), ("yuan", 0, "四舍五入到元")];
    let id = read_id(&reader);
    let name = reader.text("name", "名目，印在发放表上");
    let clause = reader.text("clause", "所依据的条款");
    let ruling = reader.optional_text("ruling", "决定这条怎样读的 [[ruling]] 的 id");
    let places = reader.choice("round", "每次结算（这条规则发钱或扣钱的每一天）的金额舍入到哪一位", ROUND);
    let limit = read_limit(&reader, places);
    let limit_with = reader.words("limit-with", LIMIT_WITH);
    if !reader.has("limit") {
        reader.out_of_place("limit-with", "没有写 limit，无从限起");
    }
    let in_force = read_in_force(&reader);
    let span = reader.span().clone();
    let rule = read_rule(&reader, Ledger::Money);
    if limit.is_some_and(|limit| limit.each != Length::Year)
        && rule.as_ref().is_some_and(|rule| rule.own_uses().takes_back())
    {
        let why = "后来的冲回先前的（again = \"replaces\"、same-matter），限额只能管全年";
        reader.out_of_place("limit-each", why);
    }
    finish_rule(reader, Ledger::Money, rule.is_some());
    Some(MoneyRule {
        id: id?.into(),
        name: name?.into(),
        clause: clause?.into(),
        ruling: ruling.map(Text::from),
        places: places?,
        limit,
        limit_with,
        in_force,
        uses: rule.as_ref().map(Rule::own_uses)?,
        rule: rule?,
        span,
    })
}

const LIMIT_WITH: &str = "limit 是这一条与哪几条资金规则（id）合计的，如“各项扣款每月合计不超过300元”；那几条不再写 limit，一条只能在一个限额里。同一个人（户、村）在一个村的合在一起，按日子先后计，同一天的按细则里的先后，超出的不计；后来的冲回先前的（again = \"replaces\"、same-matter）不能合计；不写则只限这一条";

fn read_limit(reader: &Reader<'_>, places: Option<u32>) -> Option<MoneyLimit> {
    let meaning = "这一条对一个人（户、村）在一个村至多扣（发）多少元，大于 0；不写则不限";
    let most = reader.optional_number("limit", meaning);
    let each = reader.optional_choice("limit-each", "limit 是多久之内合计的；不写则为全年", PERIODS);
    if let (Some(node), Some(most), Some(places)) = (reader.node("limit"), most, places)
        && (most <= Number::ZERO || !most.ends_within(places))
    {
        reader.bad_value(node, "limit", "大于 0 的数，不比 round 更细");
    }
    if !reader.has("limit") {
        reader.out_of_place("limit-each", "没有写 limit，无从限起");
    }
    Some(MoneyLimit { most: most?, each: each.unwrap_or(Length::Year) })
}

/// Reads every `[[leave]]`.
pub(super) fn read_leaves(reader: &Reader<'_>) -> Vec<LeavePolicy> {
    reader.tables("leave", "请销假的规定").into_iter().filter_map(read_leave).collect()
}

fn read_leave(reader: Reader<'_>) -> Option<LeavePolicy> {
    let id = read_id(&reader);
    let clause = reader.text("clause", "所依据的条款");
    let rule = LeaveRule::read(&reader);
    let span = reader.span().clone();
    reader.finish();
    Some(LeavePolicy { id: id?.into(), clause: clause?.into(), rule: rule?, span })
}

/// Reads every `[[approver]]`.
pub(super) fn read_approvers(reader: &Reader<'_>) -> Vec<Approver> {
    reader
        .tables("approver", "有权批假的是谁，表里可写哪些称呼")
        .into_iter()
        .filter_map(read_approver)
        .collect()
}

fn read_approver(reader: Reader<'_>) -> Option<Approver> {
    let id = read_id(&reader);
    let words = reader.words("words", "审批人一栏可写的称呼；words、names、post 至少写一个");
    let names = reader.words("names", "审批人一栏可写的姓名；三个键至少写一个");
    let post = reader.optional_text("post", "由本村担任哪个职务的人批准；三个键至少写一个");
    if words.is_empty() && names.is_empty() && post.is_none() {
        reader.missing("words", "审批人一栏可写哪些称呼（words），或由本村哪个职务批准（post）");
    }
    let span = reader.span().clone();
    reader.finish();
    Some(Approver { id: id?, words, names, post, span })
}

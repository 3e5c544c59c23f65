//! `same-matter`: of one matter (同一件事) only the largest amount counts, on each account by itself. A larger one that comes
//! later takes the place of the one before on its own day, so that what an earlier day told stays.

use std::collections::{BTreeMap, BTreeSet};

use super::counted::{Counted, Occurrence};
use super::step::Step;
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Number;
use crate::period::{Date, chinese_date};
use crate::rules::Merged;
use crate::rules::amount::{Direction, Ledger};
use crate::rules::judgement::{Entry, HeldMatter, Judgement, Outcounted, Payee};
use crate::sentence;
use crate::sentence::Sentence;
use crate::suggest;
use crate::text::Text;
use crate::toml_table::Reader;

/// Reads `same-matter`: whether it is written.
pub(super) fn read(reader: &Reader<'_>, ledger: Ledger) -> bool {
    let (account, rounded) = match ledger {
        Ledger::Points => ("同一个村一本账里", ""),
        Ledger::Money => ("同一个村一年里", "；每件事的金额单独舍入，冲回后合计不差"),
    };
    let meaning = format!(
        "登记表“同一件事”一栏写得一样的几行怎样计：{account}记给村的、记给同一个人的各自合起来看，账的长短看这条规则所在的项目，用 into 记到干部项目的也是，换了一本账以后重新看（接续得分的并村，并村前的照接续过来的那一份看）；空着的各算一件；后来的数额更大，就在那一天冲回先前的{rounded}；处理建议照提。不能与 deduct-growing、add-growing、at-most、beyond 同用，也不能有扣有加。不写则每行都计"
    );
    let words = &[("highest", (), "只计数额最大的一行，一样大的计最先的")];
    reader.optional_choice("same-matter", &meaning, words).is_some()
}

/// Tells of keys that count rows one after the other, where of several rows only one may count.
pub(super) fn check(reader: &Reader<'_>, counted: &Counted, steps: &[Step]) {
    let gives = |step: &&Step| step.price.direction() == Direction::Add;
    let takes = |step: &&Step| step.price.direction() == Direction::Deduct;
    let mut costing = steps.iter().filter(|step| !step.price.is_zero());
    let why = if *counted != Counted::Events {
        "签到、请销假没有“同一件事”一栏，只有计事项的才写"
    } else if steps.iter().any(|step| step.price.is_growing()) {
        "逐次递增的每次数额不同，比不出哪一行最大"
    } else if reader.has("at-most") || reader.has("beyond") {
        "同一件事只计一行，就说不清前几次、至多几次是哪几次；at-most、beyond 不能一起写"
    } else if costing.clone().any(|step| gives(&step)) && costing.any(|step| takes(&step)) {
        "有扣有加的，比不出哪一行最大；扣的和加的分成两条规则"
    } else {
        return;
    };
    reader.out_of_place("same-matter", why);
}

/// What a row would bring if it stood alone, or what a merger carried over of one.
struct Claim<'a> {
    event: &'a Text,
    happened: Date,
    entry: Entry,
    /// Whether it is of a rule that this one goes on from, which has told of it.
    is_past: bool,
    /// Whether a merger carried it over, so that nothing is posted of it.
    is_carried: bool,
}

/// The rows of each matter by account, in the order of date, and where mergers leave them.
#[derive(Default)]
pub(super) struct Matters<'a> {
    claims: BTreeMap<(Payee, &'a str), Vec<Claim<'a>>>,
    mergers: Vec<Merged<'a>>,
}

impl<'a> Matters<'a> {
    /// Keeps what a row would bring until all rows of its matter are known; what is a matter of its own stays.
    pub(super) fn keep(&mut self, occurrence: &Occurrence<'a>, first: usize, judgement: &mut Judgement) {
        let Some((matter, event)) = occurrence.matter() else { return };
        for entry in judgement.entries.drain(first..) {
            let entry = Entry { matter: matter.into(), ..entry };
            let claim = Claim { event, happened: occurrence.date, entry, is_past: false, is_carried: false };
            self.claims.entry((claim.entry.payee.clone(), matter)).or_default().push(claim);
        }
    }

    /// Keeps where mergers leave the matters of the account of whoever is judged, which later ones look back on.
    pub(super) fn merge(&mut self, mergers: Vec<Merged<'a>>) {
        for held in mergers.iter().flat_map(|merger| merger.matters) {
            self.claims.entry((Payee::Subject, &held.matter)).or_default();
        }
        self.mergers.extend(mergers);
    }

    /// What is kept so far is of rules that this one goes on from.
    pub(super) fn are_past(&mut self) {
        self.claims.values_mut().flatten().for_each(|claim| claim.is_past = true);
    }

    /// Posts the largest of each matter, day by day.
    pub(super) fn settle(self, judgement: &mut Judgement) {
        if self.claims.is_empty() {
            return;
        }
        self.tell_alike(judgement);
        // A row that falls on several accounts is told once.
        let mut told = BTreeSet::new();
        for ((payee, matter), claims) in &self.claims {
            // Persons' accounts do not merge.
            let mergers = self.mergers.iter().filter(|_| *payee == Payee::Subject);
            let left: Vec<_> = mergers.map(|merger| (merger.day, Claim::carried(merger, matter))).collect();
            let mut left = left.iter().peekable();
            let mut standing: Option<&Claim<'_>> = None;
            for day in claims.chunk_by(|one, next| one.entry.date == next.entry.date) {
                // What happens on the day of a merger happens behind it.
                let [first, ..] = day else { continue };
                while let Some((_, carried)) = left.next_if(|(merged, _)| *merged <= first.entry.date) {
                    standing = carried.as_ref();
                }
                let before = standing;
                for claim in day {
                    let is_larger = |held: &Claim<'_>| claim.size() > held.size();
                    if standing.is_none_or(is_larger) {
                        standing = Some(claim);
                    }
                }
                let Some(stands) = standing.filter(|_| !day.iter().all(|claim| claim.is_past)) else {
                    continue;
                };
                if !before.is_some_and(|before| std::ptr::eq(before, stands)) {
                    judgement.entries.extend(before.map(|before| before.reversed_for(stands)));
                    judgement.entries.push(stands.entry.clone());
                }
                let others = day.iter().filter(|claim| !std::ptr::eq(*claim, stands));
                let not_counted =
                    others.filter_map(|claim| Some((claim, claim.not_counted(stands, matter)?)));
                for (claim, note) in not_counted {
                    if told.insert((note.location.clone(), note.message.clone())) {
                        judgement.outcounted.push(claim.outcounted_by(stands));
                        judgement.diagnostics.push(note);
                    }
                }
            }
            let last = left.last().map_or(standing, |(_, carried)| carried.as_ref());
            judgement.held.extend(last.filter(|_| *payee == Payee::Subject).map(Claim::held));
        }
    }

    /// Tells of two spellings of an account that are hardly meant as two matters: each counts for itself.
    fn tell_alike(&self, judgement: &mut Judgement) {
        let mut told = BTreeSet::new();
        for (index, ((payee, matter), claims)) in self.claims.iter().enumerate() {
            let before = self.claims.iter().take(index).filter(|((other, _), _)| other == payee);
            for ((_, other), others) in before.filter(|((_, other), _)| suggest::are_alike(matter, other)) {
                // Two of the past were told then.
                let found = others.first().zip(claims.first());
                let found = found.filter(|(one, other)| !one.is_past || !other.is_past);
                if told.insert((*other, *matter)) {
                    judgement.diagnostics.extend(found.and_then(|(one, other)| one.alike(other)));
                }
            }
        }
    }
}

impl<'a> Claim<'a> {
    /// What a merger carried over of a matter, if anything.
    fn carried(merger: &Merged<'a>, matter: &str) -> Option<Self> {
        let held = merger.matters.iter().find(|held| held.matter == *matter)?;
        let HeldMatter { event, happened, entry, .. } = held;
        Some(Self { event, happened: *happened, entry: entry.clone(), is_past: false, is_carried: true })
    }

    fn held(&self) -> HeldMatter {
        let Self { event, happened, entry, is_carried, .. } = self;
        let matter = entry.matter.clone();
        let (event, entry) = ((*event).clone(), entry.clone());
        HeldMatter { matter, event, happened: *happened, entry, is_carried: *is_carried }
    }

    /// That two spellings are nearly one; the later row is where it is mended.
    fn alike(&self, other: &Self) -> Option<Diagnostic> {
        let is_later = (self.happened, &self.entry.cells) > (other.happened, &other.entry.cells);
        let (earlier, later) = if is_later { (other, self) } else { (self, other) };
        let message = format!(
            "同一件事“{}”与{}的“{}”写法相近，当作两件事，各计各的",
            later.entry.matter,
            chinese_date(earlier.happened),
            earlier.entry.matter
        );
        Some(
            Diagnostic::warning(Code::MatterSpelling, later.entry.cells.last()?, message)
                .related(earlier.entry.cells.last()?, "相近的写法")
                .hint("是同一件事的，两处写一样的几个字；确是两件事的，不用改"),
        )
    }

    fn size(&self) -> Number {
        self.entry.amount.unsigned()
    }

    /// What takes it back on the day on which a larger one of the matter is posted.
    fn reversed_for(&self, larger: &Self) -> Entry {
        let Entry { payee, amount, quantity, rate, facts, cells, matter, .. } = self.entry.clone();
        let verb = if amount.is_negative() { Direction::Deduct } else { Direction::Add };
        Entry {
            date: larger.entry.date,
            payee,
            amount: amount.negated(),
            quantity: quantity.negated(),
            rate,
            reason: self.reversed_reason(larger, verb),
            facts,
            cells,
            matter,
        }
    }

    fn reversed_reason(&self, larger: &Self, verb: Direction) -> Sentence {
        let (of, with) = ((self.happened, self.event), (larger.happened, larger.event));
        if self.is_carried {
            let carried = self.size();
            return sentence!(
                "{}“{}”所{}、并村时接续的{}分不再计：与{}“{}”是同一件事，只计数额最大的",
                of.0,
                of.1,
                verb.chinese(),
                carried,
                with.0,
                with.1
            );
        }
        sentence!(
            "{}“{}”所{}的不再计：与{}“{}”是同一件事，只计数额最大的",
            of.0,
            of.1,
            verb.chinese(),
            with.0,
            with.1
        )
    }

    fn outcounted_by(&self, counts: &Self) -> Outcounted {
        Outcounted {
            date: self.entry.date,
            happened: self.happened,
            event: self.event.clone(),
            counted_on: counts.happened,
            counted: counts.event.clone(),
        }
    }

    /// That it does not count beside another.
    fn not_counted(&self, counts: &Self, matter: &str) -> Option<Diagnostic> {
        // 同一件事 stands last in a row: it is what would be changed.
        let (cell, other) = (self.entry.cells.last()?, counts.entry.cells.first()?);
        let (date, event) = (chinese_date(counts.happened), counts.event);
        let message = format!("同一件事“{matter}”计的是{date}的“{event}”，这一行数额不比它大，不计");
        Some(
            Diagnostic::note(Code::MatterCounted, cell, message)
                .related(other, "计的一行")
                .hint("不是同一件事的，在“同一件事”一栏写成不一样的，或清空"),
        )
    }
}

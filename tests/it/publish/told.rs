//! What papers say of a result beside its figures, and that no sentence speaks against a table.

use cunkao::analysis::lowering::Remeasured;
use cunkao::diagnostic::Diagnostics;
use cunkao::engine;
use cunkao::engine::assessment::{
    Assessment, Derivation, ItemResult, LeftOut, MarkGiven, Party, Posting, PostingKind, State, Term,
    VillageResult,
};
use cunkao::intake::{self, Months};
use cunkao::number::Number;
use cunkao::period::{Period, date};
use cunkao::publication::{self, Order, Private, Request};
use cunkao::records::Records;
use cunkao::report::{docx, overview};
use cunkao::rulebook::{self, AudienceKind, Body, Field, Opens, Rulebook, ScoreOf, Subject};
use cunkao::rules::MarkRange;

use super::{files, publish, raw_text};
use crate::support::{demo_copy, repository, stderr};

/// A period of an example, to be changed before it is published.
pub(super) struct Worked {
    pub(super) rulebook: Rulebook,
    records: Records,
    pub(super) assessment: Assessment,
}

pub(super) fn worked(example: &str, period: &str) -> Worked {
    let folder = repository(&format!("examples/{example}"));
    worked_in(&folder, period)
}

pub(super) fn worked_in(folder: &std::path::Path, period: &str) -> Worked {
    let rulebook = rulebook::load(&folder.join("rulebook.toml"), folder).0.unwrap();
    let period = Period::parse(period).unwrap();
    let (records, _) = intake::read_workspace(folder, &rulebook.declarations, Months::UpTo(period));
    Worked::of(rulebook, records, period)
}

impl Worked {
    pub(super) fn of(rulebook: Rulebook, records: Records, period: Period) -> Self {
        let (assessment, _) = engine::assess(&rulebook, &records, period);
        Self { rulebook, records, assessment }
    }

    /// What a paper of the set for an audience says, a text a line.
    pub(super) fn says(&self, audience: AudienceKind, paper: &str) -> String {
        let set = self.set(audience);
        let own = match audience {
            AudienceKind::Public => String::new(),
            AudienceKind::Meeting => format!("{paper}（会议）.docx"),
            AudienceKind::Internal => format!("{paper}（内部）.docx"),
        };
        let is_it = |name: &str| name == format!("{paper}.docx") || name == own;
        let file = set.files.iter().find(|file| is_it(&file.name)).unwrap();
        docx::read(&file.bytes).unwrap().join("\n")
    }

    fn set(&self, audience: AudienceKind) -> publication::Set {
        let private = Private::of(&self.rulebook, &self.records, &self.assessment);
        let set = publication::set(&Request {
            robustness: None,
            rulebook: &self.rulebook,
            assessment: &self.assessment,
            diagnostics: &Diagnostics::new(),
            months: &[],
            way_up: Some(""),
            private: &private,
            audience,
            order: &Order::default(),
        });
        set.unwrap_or_else(|found| panic!("{found:?}"))
    }

    /// Whether the set for an audience has a file.
    pub(super) fn has(&self, audience: AudienceKind, name: &str) -> bool {
        self.set(audience).files.iter().any(|file| file.name == name)
    }

    pub(super) fn inside(&self, paper: &str) -> String {
        self.says(AudienceKind::Internal, paper)
    }

    pub(super) fn village(&mut self, name: &str) -> &mut VillageResult {
        self.assessment.villages.iter_mut().find(|village| village.name == name).unwrap()
    }

    fn is_deduction(&self) -> impl Fn(&Posting) -> bool + use<> {
        let period = self.assessment.period;
        move |posting| {
            posting.kind == PostingKind::Rule && posting.amount.is_negative() && period.contains(posting.date)
        }
    }
}

/// The quarter of the demo township; of its villages only 1村 and 3村 lose nothing in it.
fn quarter() -> Worked {
    worked("demo-township", "2024-Q1")
}

#[track_caller]
pub(super) fn holds(said: &str, words: &str) {
    assert!(said.contains(words), "{words} is missing:\n{said}");
}

#[track_caller]
pub(super) fn holds_not(said: &str, words: &str) {
    assert!(!said.contains(words), "{words} is there:\n{said}");
}

/// The line in which items are praised.
fn praised(said: &str) -> &str {
    said.lines().find(|line| line.ends_with("各村都没有扣分。")).unwrap_or("")
}

/// Gains of the same items make up for every deduction: no item is lower, and yet points were deducted.
#[test]
fn deductions_that_gains_make_up_for_are_told() {
    let mut worked = quarter();
    let is_deduction = worked.is_deduction();
    for village in &mut worked.assessment.villages {
        village.lost = Some(Number::ZERO);
        for item in &mut village.items {
            let deductions = item.postings.iter().filter(|posting| is_deduction(posting));
            let gains: Vec<_> = deductions
                .map(|posting| Posting {
                    amount: posting.amount.negated(),
                    rule: "another".into(),
                    ..posting.clone()
                })
                .collect();
            item.postings.extend(gains);
            item.period_change = Number::ZERO;
        }
    }
    worked.assessment.summary.as_mut().unwrap().lost.clear();
    let said = worked.inside("季度通报");
    holds(&said, "本季度2村、4村、5村、6村、7村、8村有扣分；与同项加分相抵后，各项合计没有减分。");
    holds(&said, "扣分为本季度内的扣分（与同项加分相抵后）。");
    holds(&said, "\n1村、3村本季度没有扣分。");
    holds_not(&said, "本季度各村没有扣分");
    for lost in ["党建工作", "计划生育", "调解", "村道硬化集资收取", "统计报表"] {
        holds_not(praised(&said), lost);
    }
}

/// Where parts count by weights, or months become their mean, the figures are not what was deducted, and the annex is.
#[test]
fn weights_between_deductions_and_figures_are_told() {
    holds_not(&quarter().inside("季度通报"), "折算");
    let month = Period::parse("2024-01").unwrap();
    told_after(Derivation::Weighted, None, "按权重折算后");
    told_after(Derivation::Mean, Some(month), "各期平均后");
}

fn told_after(combine: Derivation, period: Option<Period>, after: &str) {
    let mut worked = quarter();
    for village in &mut worked.assessment.villages {
        for item in &mut village.items {
            let term = Term {
                id: item.id.clone(),
                period,
                score: item.score,
                weight: Number::parse("60").unwrap(),
                divisor: Number::HUNDRED,
                contribution: item.score,
            };
            let inner = item.clone();
            *item = ItemResult {
                combine: Some(combine),
                terms: vec![term],
                postings: Vec::new(),
                items: vec![inner.clone()],
                ..inner
            };
        }
    }
    let said = worked.inside("季度通报");
    holds(&said, &format!("本季度分项目扣分情况（{after}）"));
    holds(&said, &format!("扣分为本季度内的扣分（{after}）。"));
    holds(&said, &format!("7村扣14.50分、6村扣5.50分、4村扣2.00分（{after}）。"));
    holds(&said, &format!("本表是折算、相抵以前的逐笔扣分；通报中的扣分是{after}的数。"));
}

/// Whose 烟叶 is not applicable has the rest scaled to 100 of 85, and the printed row says so wherever it stands.
#[test]
fn a_row_that_is_scaled_says_by_what() {
    let mut worked = quarter();
    holds_not(&worked.inside("季度通报"), "不适用，其余");
    let village = worked.village("5村");
    let item = village.items.iter_mut().find(|item| item.name == "烟叶发展").unwrap();
    (item.state, item.left_out) = (State::NotApplicable, Some(LeftOut::MadeUpFor));
    for term in &mut village.terms {
        (term.weight, term.divisor) = (Number::HUNDRED, Number::parse("85").unwrap());
    }
    let sentence = "5村烟叶发展不适用，其余各项得分合计×100÷85。";
    holds(&worked.says(AudienceKind::Public, "季度通报"), &format!("\n{sentence}\n"));
    let slips = worked.inside("反馈确认单（村）");
    assert_eq!(slips.matches(sentence).count(), 1, "on the slip of 5村 alone");
    let document = overview::overview(&worked.assessment, &Remeasured::default());
    assert!(document.sections.iter().flat_map(|section| &section.paragraphs).any(|line| line == sentence));
    worked.village("5村").terms[0].weight = Number::ONE;
    holds(&worked.inside("季度通报"), "5村烟叶发展不适用，其余各项按比例放大到满分。");
}

/// What 本期变动 is where each month has its own account; where there is one for the year, nothing needs a word.
#[test]
fn a_change_of_several_accounts_is_told_what_it_is() {
    let notes = |example: &str, period: &str| -> Vec<String> {
        let document = overview::overview(&worked(example, period).assessment, &Remeasured::default());
        let paragraphs = document.sections.into_iter().flat_map(|section| section.paragraphs);
        paragraphs.filter(|text| text.starts_with("本期变动：")).collect()
    };
    let said = notes("monthly-blend", "2024-Q1");
    assert!(said.iter().any(|note| note.contains("一样平均或取最后一期，不是各期相加")), "{said:?}");
    assert_eq!(notes("demo-township", "2024-Q1"), Vec::<String>::new());
}

/// A cadre is charged by clause 2(7), to whose item no village lost a point; and a bonus begins with nothing.
#[test]
fn no_item_is_praised_that_somebody_was_charged_by_or_that_only_gives() {
    let worked = worked("demo-township", "2024");
    let charged = worked.assessment.cadres.iter().flat_map(|cadre| &cadre.items);
    let mut charged = charged.flat_map(ItemResult::all_postings);
    assert!(charged.any(|posting| posting.clause == "2(7)" && posting.amount.is_negative()));
    holds_not(praised(&worked.says(AudienceKind::Public, "年终总评")), "党风廉政建设");

    let mut worked = quarter();
    holds(praised(&worked.inside("季度通报")), "安全工作");
    let item = worked.rulebook.items.iter_mut().find(|item| item.name == "安全工作").unwrap();
    let Body::Account(account) = &mut item.body else { panic!("a part") };
    account.opens = Opens::Nothing;
    let said = worked.inside("季度通报");
    holds_not(praised(&said), "安全工作");
    holds(praised(&said), "社会保障");
}

/// What a limit takes from a bonus is no deduction of the best village; what one gives back is told as that.
#[test]
fn limits_are_no_deductions() {
    for (period, papers) in [
        ("2024-03", &["月度考核结果（内部）", "红黑榜（内部）", "反馈确认单（村）"][..]),
        ("2024-Q1", &["季度通报"]),
    ] {
        let mut worked = worked("demo-township", period);
        let last = worked.assessment.period.last_day();
        let item = worked.village("3村").items.first_mut().unwrap();
        let opening = item.postings.first().unwrap();
        let capped = Posting {
            kind: PostingKind::Cap,
            date: last,
            amount: Number::parse("1.5").unwrap().negated(),
            reason: "本条至多加2分".into(),
            ..opening.clone()
        };
        item.postings.push(capped);
        for paper in papers {
            holds_not(&worked.inside(paper), "本条至多加2分");
        }
        let document = overview::overview(&worked.assessment, &Remeasured::default());
        let tables = document.sections.iter().filter_map(|section| section.table.as_ref());
        let mut cells = tables.flat_map(|table| table.rows.iter().flatten());
        assert!(cells.all(|cell| !cell.contains("本条至多加2分")), "{period}");
    }
    // 8.4 points are deducted of 8 that are left, so that 0.4 are given back.
    let said = worked("demo-township", "2024").inside("年终总评");
    holds(&said, "\n8.40\n");
    holds(&said, "\n-0.40\n扣完为止，下限0分（多扣的0.40分不扣）\n");
    holds_not(&said, "-8.40");
}

const VETO: &str = "[[veto]]\nid = \"petition\"\nname = \"进京上访\"\nclause = \"5\"\nevent = \"进京上访\"\n\
    person = \"none\"\nstanding = \"overall\"\nperiod = \"year\"\neffect = \"bar\"\nplace = \"last\"\n";

/// 3村 has the highest score and stands last.
#[test]
fn a_veto_is_told_where_places_are() {
    let demo = demo_copy();
    let path = demo.path().join("rulebook.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let write = |more: &str| std::fs::write(&path, format!("{text}\n{VETO}\n{more}")).unwrap();
    write("");
    let row = "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人\n2024-03-06,3村,进京上访,1,,,,,\n";
    std::fs::write(demo.path().join("records/2024-03/补充_事项登记.csv"), row).unwrap();
    let worked = worked_in(demo.path(), "2024-Q1");
    let sentence = "3村受到一票否决（进京上访），综合排名不论得分排在最后，取消评奖资格。";
    for (paper, place) in
        [("季度通报", "\n8（否决：进京上访）\n"), ("反馈确认单（村）", "　　名次：第8名（否决：进京上访）")]
    {
        let said = worked.inside(paper);
        holds(&said, place);
        holds(&said, sentence);
        holds(&said, "8（否决）");
    }
    holds_not(&worked.inside("季度通报"), "1村、3村本季度没有扣分");
    // Who may not read why points were lost is not told what happened either.
    write("[[audience]]\nid = \"public\"\nfields = [\"scores\", \"items\"]\n");
    let said = worked_in(demo.path(), "2024-Q1").says(AudienceKind::Public, "季度通报");
    holds(&said, "3村受到一票否决，综合排名不论得分排在最后，取消评奖资格。");
    holds_not(&said, "进京上访");
}

/// What somebody did is not told to who reads nothing of persons, whether the row may name one or the veto's own words do.
#[test]
fn a_veto_of_a_person_is_told_by_its_clause_alone() {
    let demo = demo_copy();
    let path = demo.path().join("rulebook.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let row = "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人\n2024-03-06,3村,立案审查,1,,,,,\n";
    std::fs::write(demo.path().join("records/2024-03/补充_事项登记.csv"), row).unwrap();
    let sentence =
        |named: &str| format!("3村受到一票否决（{named}），综合排名不论得分排在最后，取消评奖资格。");
    for (name, person) in [("立案审查", "allowed"), ("文书被立案审查", "none"), ("村干部立案审查", "none")]
    {
        let veto = VETO.replace("name = \"进京上访\"", &format!("name = \"{name}\""));
        let veto = veto.replace("\"进京上访\"", "\"立案审查\"").replace("\"none\"", &format!("\"{person}\""));
        std::fs::write(&path, format!("{text}\n{veto}")).unwrap();
        let worked = worked_in(demo.path(), "2024-Q1");
        let said = worked.says(AudienceKind::Public, "季度通报");
        holds(&said, &sentence("第5条"));
        holds(&said, "\n8（否决）\n");
        holds_not(&said, "立案");
        holds(&worked.says(AudienceKind::Meeting, "季度通报"), &sentence(name));
        holds(&worked.inside("季度通报"), &sentence(name));
    }
}

/// 3村 has no place, so that neither list holds it: under the lists it says so, and why.
#[test]
fn who_has_no_place_is_named_under_the_lists() {
    let demo = demo_copy();
    let path = demo.path().join("rulebook.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let write = |more: &str| {
        let veto = VETO.replace("\"last\"", "\"unranked\"");
        std::fs::write(&path, format!("{text}\n{veto}\n{more}")).unwrap();
    };
    write("");
    let why = "没有名次的不列入红黑榜：";
    holds_not(&worked_in(demo.path(), "2024-03").says(AudienceKind::Public, "红黑榜"), why);
    let row = "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人\n2024-03-06,3村,进京上访,1,,,,,\n";
    std::fs::write(demo.path().join("records/2024-03/补充_事项登记.csv"), row).unwrap();
    let mut worked = worked_in(demo.path(), "2024-03");
    let said = worked.says(AudienceKind::Public, "红黑榜");
    holds(&said, &format!("\n{why}3村受到一票否决（进京上访），综合排名不排名次，取消评奖资格。\n"));
    // Who may not read why points were lost is not told what happened either; nor has an undecided score a place.
    write("[[audience]]\nid = \"public\"\nfields = [\"scores\"]\n");
    worked.rulebook = worked_in(demo.path(), "2024-03").rulebook;
    (worked.village("5村").score, worked.village("5村").rank) = (None, None);
    let said = worked.says(AudienceKind::Public, "红黑榜");
    holds(&said, &format!("\n{why}3村受到一票否决，综合排名不排名次，取消评奖资格。5村成绩未定。\n"));
}

/// What equal scores do among cadres is told where a standing of theirs is.
#[test]
fn a_paper_tells_of_ties_in_its_own_standings_alone() {
    let mut worked = quarter();
    let cadre = Party::Cadre(worked.assessment.cadres[0].person.clone());
    let mut own = worked.assessment.standings[0].clone();
    (own.id, own.name) = ("cadres".to_owned(), "村干部排名".to_owned());
    own.rows.truncate(1);
    (own.rows[0].who, own.rows[0].veto) = (cadre, None);
    own.then = vec![ScoreOf::Whole(Subject::Village)];
    worked.assessment.standings.push(own);
    let both = "综合排名同分的并列同一名次；村干部排名同分的比村总分的得分，仍相同的并列同一名次。";
    holds(&worked.inside("季度通报"), both);
    for said in [worked.says(AudienceKind::Public, "季度通报"), worked.inside("反馈确认单（村）")]
    {
        holds(&said, "\n同分的并列同一名次。");
        holds_not(&said, "村干部排名");
    }
}

/// Scores are printed with two decimals, and a deduction of 0.4444 with all of them.
#[test]
fn finer_postings_than_scores_are_told() {
    let note = "印出时四舍五入到两位小数。逐笔的分值在四位小数以内的照实写出。";
    let said = |amount: &str| {
        let mut worked = quarter();
        let Assessment { villages, cadres, .. } = &mut worked.assessment;
        let items = villages.iter_mut().flat_map(|village| &mut village.items);
        let items = items.chain(cadres.iter_mut().flat_map(|cadre| &mut cadre.items));
        let postings = items.flat_map(|item| &mut item.postings).filter(|one| !one.amount.ends_within(2));
        postings.for_each(|posting| posting.amount = Number::parse_exact(amount).unwrap());
        worked.inside("季度通报")
    };
    holds_not(&said("0.44"), note);
    holds(&said("0.4444"), note);
    // What has no end as a decimal is rounded there too.
    holds_not(&said("0.444444444444"), note);
}

#[test]
fn the_note_on_places_is_that_of_the_rulebook() {
    let mut worked = quarter();
    let exact = "同分的并列同一名次。得分按精确数计算和排名，印出时四舍五入到两位小数。";
    holds(&worked.inside("季度通报"), exact);
    worked.rulebook.village.round = Some(2);
    let id = |worked: &Worked, name: &str| {
        worked.rulebook.items.iter().find(|item| item.name == name).unwrap().id.to_string()
    };
    let then = [id(&worked, "安全工作"), id(&worked, "调解")].map(|id| ScoreOf::named(&id));
    worked.assessment.standings.iter_mut().for_each(|standing| standing.then = then.to_vec());
    let said = worked.inside("季度通报");
    let note = "同分的依次比安全工作、调解的得分，仍相同的并列同一名次。";
    holds(&said, &format!("{note}总分四舍五入到两位小数后排名。"));
    holds_not(&said, "按精确数");
    let document = overview::overview(&worked.assessment, &Remeasured::default());
    assert!(document.sections.iter().flat_map(|section| &section.paragraphs).any(|line| line == note));
}

#[test]
fn a_notice_of_nothing_is_refused() {
    let into = tempfile::tempdir().unwrap();
    let run = publish(&repository("examples/cadre-quarter"), "2024-01", "public", into.path(), &[]);
    assert_eq!(run.status.code(), Some(1));
    let said = stderr(&run);
    holds(&said, "2024年1月没有可以公布的内容：细则只给村干部打分");
    holds(&said, "id = \"public\" 的 [[audience]] 不给看村干部的得分");
    assert_eq!(std::fs::read_dir(into.path()).unwrap().count(), 0);
}

#[test]
fn a_slip_tells_the_place_within_the_group_and_no_score_of_whom_none_scores() {
    let said = worked("tiers-deadlines", "2024-01").inside("反馈确认单（村）");
    holds(&said, "考核对象：甲村");
    holds(&said, "名次：一类村第1名");
    holds(&said, "*：还没有到计分的日子");
    holds_not(&said, "未排名");
    let mut grouped = worked("tiers-deadlines", "2024-01");
    holds(&grouped.inside("月度考核结果（内部）"), "\n二类村第1名\n乙村\n");
    let audiences = grouped.rulebook.audiences.iter_mut();
    audiences.for_each(|audience| audience.fields.retain(|field| *field != Field::Items));
    let said = grouped.inside("月度考核结果（内部）");
    holds(&said, "\n一类村第1名\n甲村\n");
    holds_not(&said, "未排名");
    let said = worked("monthly-blend", "2024-01").inside("反馈确认单（村干部）");
    holds(&said, "考核对象：");
    holds_not(&said, "得分：");
    let mut worked = quarter();
    worked.village("3村").score = Number::parse("86");
    let said = worked.inside("反馈确认单（村）");
    // The running account of the year is called that, as in every other paper.
    holds(&said, "　　累计得分：86.00分（含加分；不含加分可得85.00分）　　名次：第1名");
    holds(&said, "　　累计得分：80.94分（可得85.00分）");
    holds(&said, "未到期：还没有到计分的日子，不是0分。");
}

#[test]
fn a_quarter_without_deductions_refers_to_none() {
    let mut worked = quarter();
    let is_deduction = worked.is_deduction();
    for village in &mut worked.assessment.villages {
        village.lost = Some(Number::ZERO);
        for item in &mut village.items {
            item.postings.retain(|posting| !is_deduction(posting));
            item.period_change = item.period_change.max(Number::ZERO);
        }
    }
    worked.assessment.summary.as_mut().unwrap().lost.clear();
    let said = worked.says(AudienceKind::Public, "季度通报");
    holds(&said, "\n本季度各村没有扣分。\n");
    holds(&said, "扣分为本季度内的扣分。分项得分见附件。");
    holds(&said, "本季度各村没有扣分，得分最低的是7村，65.81分，其中");
    holds_not(&said, "扣分明细");
    holds_not(&said, "逐条整改");
    holds(&quarter().says(AudienceKind::Public, "季度通报"), "分项得分和扣分明细见附件。");
}

#[test]
fn notices_are_called_what_they_are() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let last = ["--final", "--date", "2024-04-16", "--objections", "没有收到异议"];
    for more in [&[][..], &last] {
        let run = publish(demo.path(), "2024-03", "public", into.path(), more);
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    }
    let said = |number: usize, paper: &str| {
        let set = files(&into.path().join(format!("2024-03_公开_第{number}次")));
        docx::read(&set[&format!("{paper}.docx")]).unwrap().join("\n")
    };
    holds(&said(1, "红黑榜"), "青溪乡人民政府关于2024年3月村级工作红黑榜的公示");
    // What stands in place of an item's score is told where items stand.
    holds_not(&said(1, "红黑榜"), "未到期");
    holds(&said(1, "红黑榜"), "现将2024年3月村级工作红黑榜公示如下");
    let fixed = said(2, "月度公示");
    holds(&fixed, "青溪乡人民政府关于2024年3月村级工作考核结果的通报\n");
    holds_not(&fixed, "定稿");
    holds(&fixed, "经公示，现将2024年3月考核得分公布如下");
    holds_not(&fixed, "公示如下");
}

/// What is for few asks nobody on a wall for objections, and its file is not called like that which hangs there.
#[test]
fn what_a_month_tells_the_inside_is_no_posting() {
    let worked = worked("demo-township", "2024-03");
    for (audience, paper, title) in [
        (AudienceKind::Internal, "月度考核结果（内部）", "青溪乡人民政府2024年3月村级工作考核结果"),
        (AudienceKind::Internal, "红黑榜（内部）", "青溪乡人民政府2024年3月村级工作红黑榜"),
        (AudienceKind::Meeting, "月度考核结果（会议）", "青溪乡人民政府2024年3月村级工作考核结果"),
        (AudienceKind::Meeting, "红黑榜（会议）", "青溪乡人民政府2024年3月村级工作红黑榜"),
    ] {
        let said = worked.says(audience, paper);
        holds(&said, &format!("{title}\n内部资料，不得外传\n"));
        for words in ["公示", "异议", "公布"] {
            holds_not(&said, words);
        }
    }
}

#[test]
fn pages_of_whatever_paper_are_numbered() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    for (audience, folder, papers) in [
        ("public", "公开", &["月度公示", "红黑榜", "公开审查"][..]),
        ("internal", "内部", &["月度考核结果（内部）", "反馈确认单（村）", "反馈确认单（村干部）"]),
    ] {
        publish(demo.path(), "2024-03", audience, into.path(), &[]);
        let set = files(&into.path().join(format!("2024-03_{folder}_第1次")));
        for paper in papers {
            let text = raw_text(&set[&format!("{paper}.docx")]);
            holds(&text, "w:footerReference");
            holds(&text, " PAGE ");
        }
    }
}

/// The public of the demo is told of households only, which are paid and never fined.
#[test]
fn money_is_told_by_its_signs_in_the_order_of_the_roster_with_its_sum() {
    let mut worked = worked("demo-township", "2024");
    worked.assessment.villages.reverse();
    let said = worked.inside("年终总评");
    holds(&said, "扣款和奖补资金\n正数为发放，负数为扣款。");
    let money = said.split("扣款和奖补资金").nth(1).unwrap();
    let households: Vec<&str> =
        money.split("\n农户\n").skip(1).map(|row| row.lines().next().unwrap()).collect();
    let place = |village: &str| worked.assessment.villages.iter().position(|one| one.name == village);
    let places: Vec<_> = households.iter().filter_map(|village| place(village)).collect();
    assert!(places.len() > 1 && places.is_sorted(), "{households:?}");
    assert_eq!(households.last(), Some(&"发放合计"));
    let path = "[[audience]]\nid = \"public\"\nfields = [\"scores\", \"household-money\"]\n";
    let demo = demo_copy();
    let rulebook = demo.path().join("rulebook.toml");
    let text = std::fs::read_to_string(&rulebook).unwrap();
    std::fs::write(&rulebook, format!("{text}\n{path}")).unwrap();
    let said = worked_in(demo.path(), "2024").says(AudienceKind::Public, "年终总评");
    holds(&said, "、奖补资金\n");
    holds(&said, "\n农户\n合计\n");
    holds_not(&said, "扣款");
}

/// 山下村 has 90 points of 月度实绩, and others of the whole beside it on the paper: the proposal says of which it speaks.
#[test]
fn a_proposal_names_its_standing_where_there_are_several() {
    let mut worked = worked("weighted-vote", "2024-01");
    let told = "\n提醒谈话：2024年1月第2名（末位），得90分";
    let named = format!("{told}（名次和得分按“月度实绩排名”）\n");
    holds(&worked.inside("月度考核结果（内部）"), &named);
    worked.rulebook.standings.retain(|standing| standing.id == "monthly");
    holds(&worked.inside("月度考核结果（内部）"), &format!("{told}\n"));
}

/// In every village the rules stand as in the rulebook, whatever came to something first.
#[test]
fn money_of_every_village_stands_in_the_order_of_the_rulebook() {
    let mut worked = worked("demo-township", "2024");
    let villages: Vec<String> =
        worked.assessment.villages.iter().map(|village| village.name.to_string()).collect();
    for _ in 0..2 {
        let place = |name: &str| worked.rulebook.money.iter().position(|rule| rule.name == *name);
        let said = worked.inside("年终总评");
        let lines: Vec<&str> = said.split("扣款和奖补资金").nth(1).unwrap().lines().collect();
        let rows = lines.windows(3).filter(|row| villages.iter().any(|village| village == row[1]));
        let rows: Vec<_> = rows.filter_map(|row| Some((row[0], row[1], place(row[2])?))).collect();
        let own: Vec<_> = rows.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1)).collect();
        assert!(own.iter().any(|rows| rows.len() > 1), "{rows:?}");
        assert!(own.iter().all(|rows| rows.is_sorted_by_key(|row| row.2)), "{rows:?}");
        worked.rulebook.money.reverse();
    }
}

#[test]
fn a_column_of_classes_is_there_only_where_there_are_classes() {
    let mut worked = quarter();
    let titles = |worked: &Worked| {
        let document = overview::overview(&worked.assessment, &Remeasured::default());
        let table = document.sections.first().and_then(|section| section.table.clone()).unwrap();
        table.columns.iter().map(|column| column.title.clone()).collect::<Vec<_>>()
    };
    holds(&worked.inside("季度通报"), "\n类别\n");
    assert!(titles(&worked).contains(&"类别".to_owned()));
    worked.assessment.villages.iter_mut().for_each(|village| village.class = "".into());
    holds_not(&worked.inside("季度通报"), "\n类别\n");
    assert!(!titles(&worked).contains(&"类别".to_owned()));
}

#[test]
fn a_reason_reads_as_a_sentence() {
    let mut worked = worked("demo-township", "2024-03");
    // 4村 lost 1 point in 计生 on 8 March.
    let item = worked.village("4村").items.iter_mut().find(|item| item.short == "计生").unwrap();
    item.postings.iter_mut().for_each(|posting| posting.clause = "第二条".into());
    holds(&worked.inside("月度考核结果（内部）"), "3月8日计生扣1.00分（第二条）：计生报表迟报或错报");
    let item = worked.village("4村").items.iter_mut().find(|item| item.short == "计生").unwrap();
    item.short = "差错扣分".into();
    item.postings.iter_mut().for_each(|posting| posting.clause = "2(2)".into());
    holds(&worked.inside("月度考核结果（内部）"), "3月8日差错扣分1.00分（第2(2)条）：计生报表迟报或错报");
}

/// Of the first month's 100 points 15 for tobacco and 5 for collected debts cannot be had yet, and the notice says so.
#[test]
fn a_notice_tells_what_could_be_had_where_that_is_not_all() {
    let month = worked("demo-township", "2024-01");
    let said = month.says(AudienceKind::Public, "月度公示");
    holds(&said, "\n可得分\n");
    holds(&said, "\n80.00\n");
    holds_not(&worked("demo-township", "2024-12").says(AudienceKind::Public, "月度公示"), "可得分");
}

/// Marks are given at the end of the quarter alone: in its second month nobody has a score, and a table would rank zeros.
#[test]
fn a_month_in_which_nothing_is_due_is_told_in_a_sentence() {
    let mut worked = worked("demo-township", "2024-02");
    for village in &mut worked.assessment.villages {
        for item in &mut village.items {
            (item.state, item.score) = (State::NotDue, Some(Number::ZERO));
            item.postings.clear();
            item.items.clear();
        }
    }
    worked.assessment.cadres.clear();
    let said = worked.says(AudienceKind::Public, "月度公示");
    holds(&said, "2024年2月没有到期计分的项目，各村都没有得分，不排名次，特此公示。");
    holds_not(&said, "未到期");
    holds_not(&said, "名次\n");
}

/// Marks that were not given are no deductions: who lacks them is not praised for having lost none, nor is who stands among
/// the last; the lowest is told with what is lacking.
#[test]
fn who_was_not_given_all_marks_is_not_praised() {
    let mut worked = quarter();
    holds(&worked.inside("季度通报"), "\n1村、3村本季度没有扣分。");
    only_gives_marks(&mut worked.rulebook, |name| name == "安全工作");
    for village in ["3村", "7村"] {
        let item = worked.village(village).items.iter_mut().find(|item| item.name == "安全工作").unwrap();
        assert_eq!(item.points, Some(item.available));
        item.score = Number::parse("0.5");
        let range = MarkRange { low: Number::ZERO, high: item.available };
        let (name, date, value) = ("安全".into(), date(2024, 3, 31).unwrap(), item.score.unwrap());
        item.marks.push(MarkGiven { rule: "safe".into(), name, date, value, range });
    }
    let said = worked.inside("季度通报");
    holds(&said, "\n1村本季度没有扣分。");
    holds(&said, "\n得分最低的是7村，65.81分，其中");
    holds(&said, "安全工作0.50分（满分");
    // Put among the last three of eight, the best is praised no more.
    let row = worked.assessment.standings[0].rows.iter_mut().find(|row| row.who.village() == "1村").unwrap();
    row.rank = Some(6);
    holds_not(&worked.inside("季度通报"), "1村本季度没有扣分");
}

fn only_gives_marks(rulebook: &mut Rulebook, which: impl Fn(&str) -> bool) {
    for item in rulebook.items.iter_mut().filter(|item| which(&item.name)) {
        if let Body::Account(account) = &mut item.body {
            account.opens = Opens::Nothing;
            account.rules.clear();
        }
    }
}

/// Where marks are all there is, papers say nothing of deductions, of which the scheme knows none.
#[test]
fn papers_of_marks_alone_do_not_speak_of_deductions() {
    for (period, paper) in [("2024-Q1", "季度通报"), ("2024-03", "月度公示")] {
        let mut worked = worked("demo-township", period);
        let is_deduction = worked.is_deduction();
        only_gives_marks(&mut worked.rulebook, |_| true);
        for village in &mut worked.assessment.villages {
            village.lost = None;
            for item in &mut village.items {
                item.postings.retain(|posting| !is_deduction(posting));
            }
        }
        worked.assessment.summary.as_mut().unwrap().lost.clear();
        let said = worked.says(AudienceKind::Public, paper);
        holds_not(&said, "没有扣分");
        holds_not(&said, "扣分只计扣掉的分");
    }
}

/// What is scaled since an item is not applicable has no weights, and says so.
#[test]
fn deductions_of_who_is_scaled_are_not_said_to_be_weighed() {
    let mut worked = quarter();
    let village = worked.village("7村");
    let item = village.items.iter_mut().find(|item| item.name == "烟叶发展").unwrap();
    (item.state, item.left_out) = (State::NotApplicable, Some(LeftOut::MadeUpFor));
    for term in &mut village.terms {
        (term.weight, term.divisor) = (Number::HUNDRED, Number::parse("85").unwrap());
    }
    let said = worked.inside("季度通报");
    holds(&said, "扣分为本季度内的扣分（有不适用项目的按比例放大后）。");
    holds_not(&said, "权重");
}

/// An audience that is shown the items, and neither places nor totals, reads them in the order of the roster.
#[test]
fn items_without_scores_tell_no_place_and_no_total() {
    let mut worked = quarter();
    let heading = "2024年第一季度各村分项得分表";
    let of_items = |worked: &Worked| {
        let said = worked.inside("季度通报");
        holds(&said, heading);
        let (_, table) = said.rsplit_once(heading).unwrap();
        table.to_owned()
    };
    let totals = |worked: &Worked| -> Vec<String> {
        let scores = worked.assessment.villages.iter().filter_map(|village| village.score);
        let two_places = |score: Number| {
            let text = score.rounded(2).to_string();
            let (whole, parts) = text.split_once('.').unwrap_or((&text, ""));
            format!("\n{whole}.{parts:0<2}\n")
        };
        scores.map(two_places).collect()
    };
    let before = of_items(&worked);
    holds(&before, "名次\n村\n");
    assert!(totals(&worked).iter().any(|total| before.contains(total)), "{before}");
    let audiences = worked.rulebook.audiences.iter_mut();
    audiences.for_each(|audience| audience.fields = vec![Field::Items]);
    let after = of_items(&worked);
    holds_not(&after, "名次");
    for total in totals(&worked) {
        holds_not(&after, &total);
    }
    let places: Vec<_> = (1..=8).map(|number| after.find(&format!("\n{number}村\n")).unwrap()).collect();
    assert!(places.is_sorted(), "{after}");
}

/// Of scores nothing is said to those who see none.
#[test]
fn the_lead_tells_of_scores_those_who_see_some() {
    let mut worked = quarter();
    holds(&worked.inside("季度通报"), "的工作进行了考核，得分计算到2024年3月31日。");
    let audiences = worked.rulebook.audiences.iter_mut();
    audiences.for_each(|audience| audience.fields = vec![Field::Losses]);
    let said = worked.inside("季度通报");
    holds(&said, "的工作进行了考核。现将有关情况通报如下：");
    holds_not(&said, "得分计算到");
}

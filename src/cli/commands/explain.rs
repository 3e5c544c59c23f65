//! `explain` 说明：why a score, a place, a prize, a payment or a proposed action; what separates two villages or two
//! periods. Writes nothing.

use crate::cli::args::{CheckFormat, ExplainArgs};
use crate::cli::run::Ending;
use crate::cli::{inputs, output, width};
use crate::report::explain::{Basis, NotFound, Query, Question, Refused, Topic, answers, document};
use crate::report::{json, terminal};
use crate::suggest;
use crate::workspace::Worked;

pub(in crate::cli) fn run(args: &ExplainArgs) -> Ending {
    let mut question = question(args);
    let period = args.input.period;
    if let Some(since) = question.since
        && since.last_day() >= period.last_day()
    {
        return Ending::failure(format!("--since {since} 应当早于 --period {period}"));
    }
    inputs::worked(&args.input, |worked, _| {
        let called = |word: String| inputs::village_called(&worked.records.roster, &word);
        question.query.village = question.query.village.take().map(called);
        if question.query.cadre.is_none() {
            question.versus = question.versus.take().map(called);
        }
        let Some(since) = question.since else { return write(args, &question, worked, None) };
        let (earlier, diagnostics) = inputs::work_out(&args.input.workspace, since);
        let is_firm = !diagnostics.has_errors() || args.input.allow_errors;
        let earlier = earlier.filter(|_| is_firm);
        let earlier = earlier.ok_or_else(|| format!("{}有错误，成绩还不能定，不能相比", since.chinese()))?;
        if adds_up_periods(worked) != adds_up_periods(&earlier) {
            let (now, before) = (period.chinese(), since.chinese());
            return Err(format!(
                "{now}和{before}的得分，一个由其间各期合成，一个由各项合成，逐项比不了；--since 写与 --period 一样长的一期"
            ));
        }
        write(args, &question, worked, Some(&earlier))
    })
}

/// Whether scores of the period are made of those of shorter periods.
fn adds_up_periods(worked: &Worked) -> bool {
    let Worked { assessment, .. } = worked;
    let villages = assessment.villages.iter().flat_map(|village| &village.terms);
    let cadres = assessment.cadres.iter().flat_map(|cadre| &cadre.terms);
    villages.chain(cadres).any(|term| term.period.is_some())
}

fn question(args: &ExplainArgs) -> Question {
    Question {
        query: Query { village: args.village.clone(), cadre: args.cadre.clone(), item: args.item.clone() },
        topics: topics(args),
        standing: args.standing.clone(),
        fund: args.money.clone().flatten(),
        versus: args.versus.clone(),
        since: args.since,
    }
}

fn topics(args: &ExplainArgs) -> Vec<Topic> {
    let asked = [
        (args.rank, Topic::Rank),
        (args.prize, Topic::Prize),
        (args.money.is_some(), Topic::Money),
        (args.action, Topic::Action),
    ];
    asked.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, topic)| topic).collect()
}

fn write(
    args: &ExplainArgs,
    question: &Question,
    worked: &Worked,
    earlier: Option<&Worked>,
) -> Result<(), String> {
    let assessment = &worked.assessment;
    let earlier = earlier.map(|earlier| &earlier.assessment);
    let Worked { rulebook, records, .. } = worked;
    let basis = Basis { rulebook, records, assessment, earlier };
    let answers = answers(basis, question).map_err(|refused| match refused {
        Refused::NotFound(missing) => unknown(&missing),
        Refused::Inexact => "有数字位数过多，不能精确相加减".to_owned(),
    })?;
    match args.format {
        CheckFormat::Json => output::to_stdout(json::explanation(assessment, question, &answers).as_bytes()),
        CheckFormat::Text => {
            let document = document(assessment, question, &answers).map_err(|missing| unknown(&missing))?;
            output::to_stdout(terminal::render(&document, width::of_tables(args.width)).as_bytes())
        }
    }
}

/// With the nearest name, and all that there are.
fn unknown(missing: &NotFound) -> String {
    let names = || missing.candidates.iter().map(String::as_str);
    // Who is known to have left was not misspelt.
    let near = suggest::hint(&missing.name, names()).filter(|_| missing.out_of_office.is_empty());
    let near = near.map(|hint| format!("；{hint}"));
    format!("{missing}{}\n可选：{}", near.unwrap_or_default(), suggest::listed(names()))
}

//! `receive` 收件：copies files of an office or a village into a month, and writes down when they came. Decides
//! nothing: which of two versions counts the user says, and lateness is told, never posted.

mod desk;
mod filing;
mod plan;

use crate::cli::args::ReceiveArgs;
use crate::cli::output;
use crate::cli::run::Ending;
use crate::intake::Inspected;
use crate::period::chinese_date;
use crate::suggest;
use desk::Desk;
use plan::{Choice, Plan};

pub(in crate::cli) fn run(args: &ReceiveArgs) -> Ending {
    match receive(args) {
        Ok(told) => match output::say(&told) {
            Ok(()) => Ending { code: 0, message: String::new() },
            Err(message) => Ending::failure(message),
        },
        Err(message) => Ending::failure(message),
    }
}

/// Nothing is copied unless everything is clear.
fn receive(args: &ReceiveArgs) -> Result<String, String> {
    let desk = Desk::open(args)?;
    let plans = plan::plan(&desk, args)?;
    let mut told = String::new();
    for plan in &plans {
        filing::file(&desk, plan)?;
        told.push_str(&tell(&desk, plan));
    }
    Ok(told)
}

fn tell(desk: &Desk, plan: &Plan) -> String {
    let original = &plan.incoming.name;
    let mut told = match &plan.choice {
        Choice::Repeats(existing) => format!("{original} 与 {existing} 内容相同，没有另存，只作登记\n"),
        _ => format!("{original} 收到 {}\n", plan.file),
    };
    if let Choice::Replaces { old, set_aside } = &plan.choice {
        told.push_str(&format!("    取代 {old}，旧的移到 {set_aside}\n"));
    }
    told.push_str(&format!("    {}报送，{} 收到\n", plan.sender, desk.received));
    let Inspected { forms, problems, .. } = &plan.incoming.inspected;
    match forms.as_slice() {
        [] if problems.has_errors() => {}
        [] => told.push_str("    认不出其中的表，检查时会说明\n"),
        _ => told.push_str(&format!("    其中有：{}\n", suggest::listed(forms.iter().map(String::as_str)))),
    }
    for problem in problems.iter() {
        told.push_str(&format!("    {}；{}\n", problem.message, problem.hints.join("；")));
    }
    told.push_str(&lateness(desk, plan));
    told
}

/// Late is late, but what it costs is for people to enter.
fn lateness(desk: &Desk, plan: &Plan) -> String {
    let Some((days, due)) = desk.late().filter(|(days, _)| *days > 0) else { return String::new() };
    let mut told = format!("    迟报 {days} 天（期限是{}）\n", chinese_date(due));
    let event = desk.rulebook.returns.as_ref().and_then(|returns| returns.late_event.as_ref());
    if let Some(event) = event.filter(|_| desk.records.roster.village(&plan.sender).is_some()) {
        let (day, village) = (desk.received.day, &plan.sender);
        told.push_str(&format!(
            "    程序不会自己扣分；要扣的，请在“事项登记”里写一行：日期 {day}，村 {village}，事项 {event}，次数 1\n"
        ));
    }
    told
}

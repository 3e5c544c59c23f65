//! `objections` 异议：lists the objections of a period, registers one, writes down what was decided. The register is a
//! text that may be filled in by hand as well; no row is ever removed.

use std::path::Path;

use crate::cli::args::ObjectionsArgs;
use crate::cli::run::Ending;
use crate::cli::{clock, inputs, output};
use crate::intake;
use crate::period::{Date, Period, parse_date};
use crate::records::Roster;
use crate::report::csv;
use crate::seal::{self, Objection};
use crate::storage::{self, System};
use crate::suggest;

pub(in crate::cli) fn run(args: &ObjectionsArgs, system: &dyn System) -> Ending {
    match work(args, system) {
        Ok(told) => Ending::of(output::say(&told)),
        Err(ending) => ending,
    }
}

fn work(args: &ObjectionsArgs, system: &dyn System) -> Result<String, Ending> {
    let folder = &args.of.workspace;
    inputs::require(folder)?;
    let _held = storage::lock(folder)?;
    let period = args.of.period;
    let mut objections = seal::objections(folder, period).map_err(Ending::against)?;
    let day = args.on.map_or_else(|| today(system), Ok);
    if let Some(text) = &args.add {
        let number = seal::next_number(&objections).to_string();
        let day = day?;
        if day < period.first_day() {
            return Err(Ending::failure(format!(
                "没有登记：{day} 的时候 {period} 还没有开始；考核期写错的改 --period，日期不对的用 --on 写明"
            )));
        }
        objections.push(Objection {
            number,
            raised: day.to_string(),
            by: said(args.by.as_ref(), "提出人（--by）")?,
            about: args.about.as_ref().map_or(Ok(String::new()), |about| named(folder, period, about))?,
            text: said(Some(text), "异议的内容（--add）")?,
            ..Objection::default()
        });
    } else if let Some(number) = &args.decide {
        let objection = meant(&mut objections, number, period)?;
        objection.decision = said(args.decision.as_ref(), "处理结果（--decision）")?;
        objection.decided_by = said(args.by.as_ref(), "处理人（--by）")?;
        objection.decided = decided(objection, day?)?;
    } else {
        return Ok(listed(period, &objections));
    }
    let file = folder.join(seal::objections_file(period));
    storage::make_folder(system, file.parent().unwrap_or(folder))?;
    let own = seal::own_columns(folder, period);
    storage::replace_own(system, &file, register(&objections, &own).as_bytes())?;
    // What is sealed stays as it is, whatever is objected to.
    let seals = seal::read(folder);
    let is_sealed = !matches!(seals.standing(period), Ok(None));
    let around = seals.around(period).map(|sealed| format!("在封存的 {sealed} 里"));
    let how = around.or_else(|| is_sealed.then(|| "已经封存".to_owned())).filter(|_| args.add.is_some());
    let sealed = how.map_or_else(String::new, |how| {
        format!(
            "提醒：{period} {how}，结果不会变；异议属实的，改好材料，用 correct（更正）出新的一版，或记入后面的月份\n"
        )
    });
    Ok(listed(period, &objections) + &sealed + &yet_to_come(args, system))
}

/// The day of a decision, which is none before that of its objection. One that was filled in by hand may be no day.
fn decided(objection: &Objection, day: Date) -> Result<String, String> {
    let raised = parse_date(objection.raised.trim()).filter(|raised| day < *raised);
    match raised {
        Some(raised) => Err(format!(
            "没有登记：异议{}是 {raised} 提出的，{day} 还处理不了；用 --on 写明处理的日期",
            objection.number
        )),
        None => Ok(day.to_string()),
    }
}

/// That a day is still to come, by a clock that may be wrong itself.
fn yet_to_come(args: &ObjectionsArgs, system: &dyn System) -> String {
    let today = clock::now(system).map(|now| now.day);
    match args.on.zip(today).filter(|(day, today)| day > today) {
        Some((day, today)) => {
            format!("提醒：{day} 还没有到（电脑的时钟是 {today}）；写错的，在登记里改\n")
        }
        None => String::new(),
    }
}

/// The open one of a number. A register that is filled in by hand may have a number twice.
fn meant<'a>(
    objections: &'a mut [Objection],
    number: &str,
    period: Period,
) -> Result<&'a mut Objection, String> {
    let is_it = |objection: &Objection| objection.number.trim() == number.trim();
    let decided = objections.iter().find(|objection| is_it(objection)).map(|objection| {
        format!("异议{number}已有处理结果：{}（{}）", objection.decision, objection.decided_by)
    });
    let mut open = objections.iter_mut().filter(|objection| is_it(objection) && objection.is_open());
    let first = open.next();
    let Some(second) = open.next() else {
        let why = decided.unwrap_or_else(|| format!("{period} 没有编号 {number} 的异议"));
        return first.ok_or(why);
    };
    let both = [first.map(|objection| objection.words()).unwrap_or_default(), second.words()].join("、");
    let file = seal::objections_file(period);
    Err(format!("没有登记：编号 {number} 的不止一条：{both}；先在 {file} 里改成不同的编号"))
}

/// Words that must be there: a blank one would make an objection of nothing, or leave it open.
fn said(words: Option<&String>, what: &str) -> Result<String, String> {
    let said = words.filter(|words| !words.trim().is_empty());
    said.cloned().ok_or_else(|| format!("没有登记：{what}是空的，请写上"))
}

/// Whom an objection is about, each one known: a village, a cadre, or whom money is paid to. Where nobody can be looked up,
/// for the rulebook or the roster is at fault, it is taken as it is: an objection waits for nothing.
fn named(folder: &Path, period: Period, about: &str) -> Result<String, String> {
    let (Some(rulebook), _) = crate::workspace::load_rulebook(folder) else { return Ok(about.to_owned()) };
    let (roster, found) = intake::read_roster(folder, &rulebook.declarations, None);
    if found.has_errors() && roster.villages.is_empty() {
        return Ok(about.to_owned());
    }
    let parts = about.split(['、', '，', ',', '；', ';']).map(str::trim).filter(|part| !part.is_empty());
    let mut unknown = parts.filter(|part| !is_on(&roster, part)).peekable();
    if unknown.peek().is_none() {
        return Ok(about.to_owned());
    }
    let (worked, _) = inputs::work_out_freely(folder, period);
    let payees = worked.iter().flat_map(|worked| &worked.assessment.money).map(|entry| &entry.party);
    let payees: Vec<String> =
        payees.flat_map(|who| [who.name().to_owned(), format!("{}{}", who.village(), who.name())]).collect();
    match unknown.find(|part| !payees.iter().any(|name| name == part)) {
        None => Ok(about.to_owned()),
        Some(part) => Err(told(&roster, part)),
    }
}

/// Whether a roster has whoever is called so: `3村`, `张伟`, `张伟（04）`, `3村张伟`.
fn is_on(roster: &Roster, part: &str) -> bool {
    intake::village_called(roster, part).is_some()
        || roster.tenures.iter().any(|tenure| {
            let person = &tenure.person;
            person.is_called(part)
                || part.strip_prefix(&*person.village).is_some_and(|rest| person.is_called(rest))
        })
}

fn told(roster: &Roster, part: &str) -> String {
    let villages = || roster.villages.iter().map(|village| &*village.name);
    let people = roster.tenures.iter().map(|tenure| &*tenure.person.name);
    let near = suggest::hint(part, villages().chain(people)).map(|hint| format!("；{hint}"));
    let near = near.unwrap_or_default();
    format!("没有登记：没有名为“{part}”的村或人{near}\n村：{}", suggest::listed(villages()))
}

fn today(system: &dyn System) -> Result<Date, String> {
    let now = clock::now(system).ok_or("电脑的时钟不对，请用 --on 写明日期")?;
    Ok(now.day)
}

/// The whole register, with what stands in columns of the office's own; the mark at the start tells spreadsheets that it is
/// UTF-8.
fn register(objections: &[Objection], own: &[String]) -> String {
    let header: Vec<&str> = Objection::COLUMNS.into_iter().chain(own.iter().map(String::as_str)).collect();
    let row = |objection: &Objection| {
        let more = objection.more.iter().map(|(_, cell)| cell.as_str());
        csv::register_row(&objection.cells().into_iter().chain(more).collect::<Vec<_>>())
    };
    let rows: String = objections.iter().map(row).collect();
    format!("\u{feff}{}{rows}", csv::register_row(&header))
}

fn listed(period: Period, objections: &[Objection]) -> String {
    if objections.is_empty() {
        return format!("{period} 没有异议登记\n");
    }
    let open = objections.iter().filter(|objection| objection.is_open()).count();
    let mut text = format!("{period} 有 {} 条异议，{open} 条还没有处理\n", objections.len());
    for objection in objections {
        let Objection { number, raised, by, about, text: what, decision, decided_by, decided, .. } =
            objection;
        let about = if about.is_empty() { String::new() } else { format!("（涉及{about}）") };
        text.push_str(&format!("  {number}. {raised} {by}{about}：{what}\n"));
        text.push_str(&if objection.is_open() {
            "     还没有处理\n".to_owned()
        } else {
            format!("     {decided} {decided_by}：{decision}\n")
        });
    }
    text
}

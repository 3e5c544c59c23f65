//! Who reports what must add up: sheets and items that exist, and nothing that nobody reports.

use std::collections::BTreeSet;

use super::references::declared;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::period::{Length, Month, Period, day_of_year};
use crate::rulebook::declaration::{Form, IndicatorSource};
use crate::rulebook::scheme::ANY_YEAR;
use crate::rulebook::{Bar, Bars, InForce, Item, Office, Owed, Rulebook};
use crate::rules::{CadreSheet, Uses};
use crate::suggest;
use crate::toml_table::{Table, Value};

/// Names that must exist; where they do, what nobody reports.
pub(super) fn check(rulebook: &Rulebook, table: &Table, whole: bool, found: &mut Diagnostics) {
    let mut missing = Diagnostics::new();
    names(rulebook, table, &mut missing);
    if whole && !missing.has_errors() {
        gaps(rulebook, found);
        months_without(rulebook, found);
        rulebook.offices.iter().for_each(|office| found.extend(needed_sooner(rulebook, office)));
    }
    found.extend(missing);
}

/// What an office may be asked for by its id, with the sections of the rulebook.
const KINDS: [(&str, &[&str]); 5] = [
    ("部分或项目", &["part", "item"]),
    ("资金条目", &["money"]),
    ("否决", &["veto"]),
    ("等次", &["band"]),
    ("报酬", &["pay"]),
];

/// Names of sheets and items, and of the late event.
fn names(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let sheets = rulebook.sheets();
    let kinds = || {
        let all = KINDS.into_iter().map(|(kind, sections)| {
            let ids = sections.iter().flat_map(|section| declared(table, section, "id"));
            (kind, ids.collect::<Vec<&str>>())
        });
        all.chain([("奖", prizes_with_bars(table))])
    };
    let items: Vec<&str> = kinds().flat_map(|(_, ids)| ids).collect();
    for office in &rulebook.offices {
        sheets_exist(&office.forms, &sheets, &office.span, found);
        for item in &office.items {
            let own: Vec<&str> =
                kinds().filter(|(_, ids)| ids.contains(&item.as_str())).map(|(kind, _)| kind).collect();
            if own.len() > 1 {
                let message = format!("{item} 既是{}的编号：不知道报哪一样的事", own.join("，又是"));
                let told = Diagnostic::error(Code::BadValue, &office.span, message);
                found.push(told.hint("给其中一样换一个编号"));
            }
        }
        for item in office.items.iter().filter(|item| !items.contains(&item.as_str())) {
            let message =
                format!("没有编号为 {item} 的部分、项目、资金条目、否决、等次、报酬或写了 bars 的奖");
            found.push(
                Diagnostic::error(Code::UnknownName, &office.span, message)
                    .maybe_hint(suggest::hint(item, items.iter().copied())),
            );
        }
    }
    let Some(returns) = &rulebook.returns else { return };
    sheets_exist(&returns.villages, &sheets, &returns.span, found);
    let events = || rulebook.declarations.events.iter().map(|event| event.name.as_str());
    if let Some(late) = returns.late_event.as_deref().filter(|late| !events().any(|event| event == *late)) {
        let message = format!("没有任何规则使用事项“{late}”");
        found.push(
            Diagnostic::error(Code::UnknownName, &returns.span, message)
                .maybe_hint(suggest::hint(late, events())),
        );
    }
}

/// The prizes for which anything has to be reported.
fn prizes_with_bars(table: &Table) -> Vec<&str> {
    let Some(Value::List(entries)) = table.get("prize").map(|node| &node.value) else { return Vec::new() };
    let prizes = entries.iter().filter_map(|node| match &node.value {
        Value::Table(prize) => prize.get("bars").and(prize.text("id")),
        _ => None,
    });
    prizes.collect()
}

fn sheets_exist(named: &[String], sheets: &[String], span: &Span, found: &mut Diagnostics) {
    for sheet in named.iter().filter(|sheet| !sheets.contains(sheet)) {
        let known = sheets.iter().map(String::as_str);
        found.push(
            Diagnostic::error(Code::UnknownName, span, format!("这份细则用不到“{sheet}”这张表"))
                .maybe_hint(suggest::hint(sheet, known.clone()))
                .hint(format!("要报的表有：{}", suggest::listed(known))),
        );
    }
}

/// What is measured at the end of periods in which none of those who report it report anything.
fn months_without(rulebook: &Rulebook, found: &mut Diagnostics) {
    let villages = rulebook.owed_by_villages();
    let owed: Vec<(&Office, Owed)> =
        rulebook.offices.iter().map(|office| (office, rulebook.owed_by(office))).collect();
    let mut told = BTreeSet::new();
    for (item, rule) in
        rulebook.items.iter().flat_map(|item| item.rules().iter().map(move |rule| (item, rule)))
    {
        let mut in_force = rulebook.upwards(item).map(|node| node.in_force).chain([rule.in_force]);
        let is_always = in_force.all(|one| one == InForce::default())
            && item.account().is_some_and(|terms| terms.starts.is_none());
        let Some(every) = rule.timing.every().filter(|_| is_always) else { continue };
        let duty = rule.uses.duty.iter().map(|(name, _)| name.as_str());
        let mark = rule.uses.mark.iter().map(|mark| mark.name.as_str());
        for name in rule.uses.figures().map(String::as_str).chain(duty).chain(mark) {
            let reporters: Vec<&Office> =
                owed.iter().filter(|(_, owed)| owes(owed, name)).map(|(office, _)| *office).collect();
            if reporters.is_empty() || owes(&villages, name) || !told.insert(name.to_owned()) {
                continue;
            }
            let Some(missed) = unreported(rulebook, name, every, &reporters) else { continue };
            let names = suggest::listed(reporters.iter().map(|office| office.name.as_str()));
            let message = format!(
                "规则 {} 每{}末认定，而报“{name}”的{names}到{}认定时没有要报的月份（months）",
                rule.id,
                every.chinese(),
                day_of_year(missed.last_day()),
            );
            let span = reporters.first().map_or(&rule.span, |office| &office.span);
            found.push(
                Diagnostic::warning(Code::OfficeGap, span, message)
                    .hint("months 写齐每次认定所要报的月份，每月都报的不写 months；或改正 measure、every"),
            );
        }
    }
}

fn owes(owed: &Owed, name: &str) -> bool {
    [&owed.indicators, &owed.duties, &owed.marks].into_iter().flatten().any(|one| one == name)
}

/// The first period of a year for which nobody reports a name; what runs on stands from the months before.
fn unreported(rulebook: &Rulebook, name: &str, every: Length, reporters: &[&Office]) -> Option<Period> {
    let runs_on = rulebook.declarations.is_total(name);
    every.periods(ANY_YEAR).find(|period| {
        let months = Length::Month.periods(ANY_YEAR).filter(|month| {
            month.last_day() <= period.last_day() && (runs_on || month.first_day() >= period.first_day())
        });
        let months: Vec<Month> = months.map(|month| Month::of(month.last_day())).collect();
        !months.iter().any(|month| reporters.iter().any(|office| office.reports_in(*month)))
    })
}

/// What an office sends for longer results alone while shorter ones that are sealed count it too: they would be sealed without
/// it, and moved by it.
fn needed_sooner(rulebook: &Rulebook, office: &Office) -> Option<Diagnostic> {
    let shortest = office.serves?;
    let owed = rulebook.owed_by(office);
    let sealed =
        rulebook.sealings.iter().map(|sealing| sealing.span).filter(|length| !office.serves(*length));
    let sealed: Vec<Length> = sealed.collect();
    let counted = |item: &Item| sealed.iter().find(|length| rulebook.left_out_in(item, **length).is_none());
    let of_items = rulebook.items.iter().flat_map(|item| {
        item.rules().iter().map(move |rule| (item.name.as_str(), &rule.uses, counted(item)))
    });
    // Money has its days, whatever the length of the result.
    let of_money = rulebook.money.iter().map(|rule| (rule.name.as_str(), &rule.uses, sealed.first()));
    let sooner = |(name, uses, length): (&str, &Uses, Option<&Length>)| {
        let read = read_of(rulebook, &owed, uses)?;
        Some(format!(
            "{}报的只供{}的结果用（serves），而“{name}”用其中的“{read}”，封存{}时也计它",
            office.name,
            shortest.by_itself(),
            length?.chinese()
        ))
    };
    let of_outcomes = || events_of_shorter(rulebook, shortest).find(|(_, event)| owed.events.contains(event));
    let outcome = || {
        let (what, event) = of_outcomes().filter(|_| !sealed.is_empty())?;
        Some(format!(
            "{}报的只供{}的结果用（serves），而其中的“{event}”由{what}在更短的考核期里就看",
            office.name,
            shortest.by_itself(),
        ))
    };
    let message = of_items.chain(of_money).find_map(sooner).or_else(outcome)?;
    Some(Diagnostic::warning(Code::OfficeGap, &office.span, message).hint(
        "年终才计的项目写 in-shorter-periods = \"exclude\"；不止年终报的，去掉 serves，或分写两个 [[office]]，各用 items 写明报哪些",
    ))
}

/// What a rule reads of what an office reports: by its name, or the sheet whose rows it counts or adds up.
fn read_of<'a>(rulebook: &'a Rulebook, owed: &'a Owed, uses: &'a Uses) -> Option<&'a str> {
    let sheet_of = |figure: &String| match &rulebook.declarations.indicator(figure)?.source {
        IndicatorSource::Register { register, .. } => Some(register.as_str()),
        IndicatorSource::Entered | IndicatorSource::Villages(_) | IndicatorSource::Standing(_) => None,
    };
    let of_cadres = uses.counts.map(|rows| match rows.sheet() {
        CadreSheet::Attendance => Form::Attendance.sheet_name(),
        CadreSheet::Leaves => Form::Leaves.sheet_name(),
    });
    let mut sheets = uses.figures().filter_map(sheet_of).chain(of_cadres);
    let named = owed.names().find(|own| uses.reads(own));
    named.or_else(|| sheets.find(|sheet| owed.forms.iter().any(|own| own == sheet)))
}

/// The events that vetoes, grades, prizes and payments look at in periods shorter than one of a length, each with what it is
/// that does.
fn events_of_shorter(rulebook: &Rulebook, length: Length) -> impl Iterator<Item = (String, String)> {
    // A veto of the year acts in its months and quarters too.
    let is_ranked_sooner = rulebook.sealings.iter().any(|sealing| sealing.span < length);
    let vetoes = rulebook.vetoes.iter().filter(move |_| is_ranked_sooner);
    let vetoes = vetoes.map(|veto| (format!("否决“{}”", veto.name), veto.event.name.to_string()));
    let of_bars = |what: String, bars: &Bars| -> Vec<(String, String)> {
        let events = bars.all.iter().filter_map(Bar::event);
        events.map(|event| (what.clone(), event.name.to_string())).collect()
    };
    let bands = rulebook.bands.iter().filter(move |band| band.period < length);
    let bands = bands.flat_map(move |band| of_bars(format!("“{}”的 bars", band.name), &band.bars));
    let prizes = rulebook.prizes.iter().filter(move |prize| prize.period < length);
    let prizes = prizes.flat_map(move |prize| of_bars(format!("奖 {} 的 bars", prize.id), &prize.bars));
    let pays = rulebook.pays.iter().filter(move |pay| pay.period < length);
    let pays = pays.flat_map(|pay| {
        let events = pay.forfeits.iter().map(|forfeit| forfeit.event.name.to_string());
        events.map(|event| (format!("“{}”的 forfeit", pay.name), event)).collect::<Vec<_>>()
    });
    vetoes.chain(bands).chain(prizes).chain(pays)
}

/// A list of what a sender owes.
type Names = fn(&Owed) -> &Vec<String>;

/// What no office and no village reports would be missing every month without anybody being asked for it.
fn gaps(rulebook: &Rulebook, found: &mut Diagnostics) {
    let Some(first) = rulebook.offices.first() else { return };
    let mut all: Vec<Owed> = rulebook.offices.iter().map(|office| rulebook.owed_by(office)).collect();
    all.push(rulebook.owed_by_villages());
    let whole = rulebook.owed_in_all();
    let kinds: [(&str, Names); 5] = [
        ("工作表", |owed| &owed.forms),
        ("事项", |owed| &owed.events),
        ("规定动作", |owed| &owed.duties),
        ("指标", |owed| &owed.indicators),
        ("评分", |owed| &owed.marks),
    ];
    for (what, names) in kinds {
        let reported = |name: &&String| all.iter().any(|owed| names(owed).contains(*name));
        let nobodys: Vec<_> = names(&whole).iter().filter(|name| !reported(name)).collect();
        if !nobodys.is_empty() {
            let listed = suggest::listed(nobodys.iter().map(|name| name.as_str()));
            found.push(
                Diagnostic::warning(
                    Code::OfficeGap,
                    &first.span,
                    format!("没有哪个办所报这些{what}：{listed}"),
                )
                .hint("在 [[office]] 的 forms、items 或 [returns] 的 villages 里写明由谁报"),
            );
        }
    }
}

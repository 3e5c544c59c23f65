//! The facts of a month as the tables of an office: form, columns, rows of cells. Knows no file format.

use super::words::{DATED_DUTIES, INDICATORS, OFFICES, QUARTER_DUTIES};
use super::year::{Day, Done, Hundredths, Year};

/// What stands in a cell.
#[derive(Clone)]
pub enum Cell {
    Blank,
    Words(String),
    Figure(Hundredths),
    Day(Day),
}

/// A sheet below its title.
pub struct Sheet {
    pub form: &'static str,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

fn words(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Blank } else { Cell::Words(text) }
}

fn whole(count: i64) -> Cell {
    Cell::Figure(100 * count)
}

fn sheet<const N: usize>(form: &'static str, columns: [&str; N]) -> Sheet {
    Sheet { form, columns: columns.map(str::to_owned).to_vec(), rows: Vec::new() }
}

/// The sheets of the roster.
pub fn roster(year: &Year) -> Vec<Sheet> {
    let mut villages = sheet("村", ["村", "类别", "别名", "起", "止"]);
    villages
        .rows
        .extend(year.villages.iter().map(|village| vec![words(&*village.name), words(village.class())]));
    let mut cadres = sheet("干部", ["编号", "姓名", "村", "职务", "起", "止"]);
    let row = |cadre: &super::year::Cadre| {
        let village = &*year.villages[cadre.village].name;
        vec![words(&*cadre.id), words(&*cadre.name), words(village), words(cadre.post)]
    };
    cadres.rows.extend(year.cadres.iter().map(row));
    vec![villages, cadres]
}

/// The sheets of a month, in one workbook.
pub fn of_all(year: &Year, month: i8) -> Vec<Sheet> {
    let duties: Vec<_> = QUARTER_DUTIES.into_iter().chain(DATED_DUTIES.map(|(duty, ..)| duty)).collect();
    vec![
        events(year, month, None),
        of_duties(year, month, &duties),
        figures(year, month, &[0, 1, 2, 3, 4]),
        meetings(year, month),
        leaves(year, month),
        deliveries(year, month),
        plots(year, month),
    ]
}

/// The sheets of a month by office. The office of agriculture has nothing to send before the tobacco is sown.
pub fn of_offices(year: &Year, month: i8) -> Vec<(&'static str, Vec<Sheet>)> {
    let levy = DATED_DUTIES[2].0;
    let party: Vec<_> = QUARTER_DUTIES.into_iter().chain(DATED_DUTIES.map(|(duty, ..)| duty)).collect();
    let party: Vec<_> = party.into_iter().filter(|duty| *duty != levy).collect();
    let mut offices = Vec::new();
    for (place, office) in OFFICES.into_iter().enumerate() {
        let mut sheets = match place {
            0 => vec![of_duties(year, month, &party), meetings(year, month), leaves(year, month)],
            1 => vec![of_duties(year, month, &[levy]), figures(year, month, &[0, 1, 4])],
            2 => vec![figures(year, month, &[2, 3])],
            3 => Vec::new(),
            _ => vec![deliveries(year, month), plots(year, month)],
        };
        sheets.push(events(year, month, Some(place)));
        if place < 4 || sheets.iter().any(|sheet| !sheet.rows.is_empty()) {
            offices.push((office, sheets));
        }
    }
    offices
}

fn events(year: &Year, month: i8, office: Option<usize>) -> Sheet {
    let columns = ["日期", "村", "事项", "次数", "当事人", "分值", "情况说明", "依据", "登记人"];
    let mut sheet = sheet("事项登记", columns);
    let own = year.events.iter().filter(|event| event.day.0 == month);
    for event in own.filter(|event| office.is_none_or(|office| office == event.kind.office)) {
        let person = event.person.map_or("", |person| &*year.cadres[person].name);
        sheet.rows.push(vec![
            Cell::Day(event.day),
            words(&*year.villages[event.village].name),
            words(event.kind.name),
            whole(event.count),
            words(person),
            Cell::Blank,
            words(event.detail()),
            words(event.kind.basis),
            words(event.kind.recorder),
        ]);
    }
    sheet
}

fn of_duties(year: &Year, month: i8, duties: &[&'static str]) -> Sheet {
    let mut sheet = sheet("规定动作", ["村"]);
    sheet.columns.extend(duties.iter().map(|duty| (*duty).to_owned()));
    for (village, named) in year.villages.iter().enumerate() {
        let said = |duty: &&'static str| {
            let own =
                year.duties.iter().find(|own| (own.month, own.village, own.duty) == (month, village, *duty));
            own.map_or(Cell::Blank, |own| match own.done {
                Done::Ticked => words("√"),
                Done::Times(times) => whole(times),
                Done::On(day) => Cell::Day(day),
                Done::Missed => words("未"),
            })
        };
        let cells: Vec<Cell> = duties.iter().map(said).collect();
        if cells.iter().any(|cell| !matches!(cell, Cell::Blank)) {
            sheet.rows.push(std::iter::once(words(&*named.name)).chain(cells).collect());
        }
    }
    sheet
}

/// The column 截至 stands where a row is of another day than the last one.
fn figures(year: &Year, month: i8, shown: &[usize]) -> Sheet {
    let dated = matches!(month, 3 | 4);
    let mut sheet = sheet("指标进度", ["村"]);
    sheet.columns.extend(dated.then(|| "截至".to_owned()));
    sheet.columns.extend(shown.iter().map(|place| {
        let (name, unit) = INDICATORS[*place];
        format!("{name}({unit})")
    }));
    for reading in year.readings.iter().filter(|reading| reading.day.0 == month) {
        let cells: Vec<_> = shown.iter().map(|place| reading.figures[*place]).collect();
        if cells.iter().any(Option::is_some) {
            let mut row = vec![words(&*year.villages[reading.village].name)];
            row.extend(dated.then_some(Cell::Day(reading.day)));
            row.extend(cells.into_iter().map(|figure| figure.map_or(Cell::Blank, Cell::Figure)));
            sheet.rows.push(row);
        }
    }
    sheet
}

fn meetings(year: &Year, month: i8) -> Sheet {
    let held: Vec<_> = year.meetings.iter().filter(|meeting| meeting.day.0 == month).collect();
    let mut sheet = sheet("会议签到", ["村", "姓名", "职务"]);
    sheet.columns.extend(held.iter().map(|meeting| meeting.head()));
    if held.is_empty() {
        return sheet;
    }
    for (place, cadre) in year.cadres.iter().enumerate() {
        let village = &*year.villages[cadre.village].name;
        let mut row = vec![words(village), words(&*cadre.name), words(cadre.post)];
        row.extend(held.iter().map(|meeting| words(meeting.marks[place])));
        sheet.rows.push(row);
    }
    sheet
}

fn leaves(year: &Year, month: i8) -> Sheet {
    let columns = ["姓名", "村", "离开日期", "返回日期", "请假方式", "审批人", "查实", "说明"];
    let mut sheet = sheet("请销假", columns);
    for leave in year.leaves.iter().filter(|leave| leave.until.0 == month) {
        let cadre = &year.cadres[leave.cadre];
        sheet.rows.push(vec![
            words(&*cadre.name),
            words(&*year.villages[cadre.village].name),
            Cell::Day(leave.from),
            Cell::Day(leave.until),
            words(leave.form),
            words(leave.approver),
            words(if leave.verified { "是" } else { "" }),
            words(leave.note),
        ]);
    }
    sheet
}

fn deliveries(year: &Year, month: i8) -> Sheet {
    let mut sheet = sheet("烟叶交售", ["日期", "村", "烟农", "种植面积(亩)", "交售量(斤)", "产值(元)"]);
    let own = year.deliveries.iter().filter(|delivery| delivery.day.0 == month);
    sheet.rows.extend(own.map(|delivery| {
        vec![
            Cell::Day(delivery.day),
            words(&*year.villages[delivery.village].name),
            words(&*delivery.grower),
            Cell::Figure(delivery.area),
            Cell::Figure(delivery.weight),
            Cell::Figure(delivery.value),
        ]
    }));
    sheet
}

fn plots(year: &Year, month: i8) -> Sheet {
    let mut sheet = sheet("烟叶示范点", ["日期", "村", "地点", "面积(亩)"]);
    let own = year.plots.iter().filter(|plot| plot.day.0 == month);
    sheet.rows.extend(own.map(|plot| {
        let village = &*year.villages[plot.village].name;
        vec![Cell::Day(plot.day), words(village), words(plot.place), Cell::Figure(plot.area)]
    }));
    sheet
}

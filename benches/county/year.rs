//! The facts of one made-up township over a year, drawn from its number: plain figures, before any question of how a
//! sheet or a record looks. Every village reports all that the founding rulebook asks for, so that nothing is an error.

use super::random::Random;
use super::words::{
    CLASSES, DATED_DUTIES, FINANCING_TASKS, GIVEN, INDICATORS, KINDS, Kind, MEETINGS, NOTES, PLACES, POSTS,
    QUARTER_DUTIES, SURNAMES, TOBACCO_TASKS, TOWNSHIP_FIRST, TOWNSHIP_SECOND, VILLAGE_FIRST, VILLAGE_SECOND,
};

/// The year of every record.
pub const YEAR: i16 = 2024;

/// Month and day.
pub type Day = (i8, i8);

/// A figure in hundredths.
pub type Hundredths = i64;

/// How large a township is.
#[derive(Clone, Copy)]
pub struct Size {
    pub villages: usize,
    /// Events in the year that each village has.
    pub events: usize,
}

pub struct Village {
    pub name: String,
    /// In `CLASSES`.
    pub class: usize,
}

pub struct Cadre {
    pub id: String,
    pub name: String,
    pub village: usize,
    pub post: &'static str,
}

pub struct Event {
    pub day: Day,
    pub village: usize,
    pub kind: &'static Kind,
    pub count: i64,
    /// In `cadres`.
    pub person: Option<usize>,
    /// Tells the event apart from others of its kind and day.
    pub number: usize,
}

/// What a duty's cell says.
#[derive(Clone, Copy)]
pub enum Done {
    Ticked,
    Times(i64),
    On(Day),
    Missed,
}

pub struct Duty {
    pub month: i8,
    pub village: usize,
    pub duty: &'static str,
    pub done: Done,
}

pub struct Reading {
    pub day: Day,
    pub village: usize,
    /// By the places of `INDICATORS`.
    pub figures: [Option<Hundredths>; INDICATORS.len()],
}

pub struct Meeting {
    pub day: Day,
    pub title: &'static str,
    /// √ 迟 假 缺, by cadre.
    pub marks: Vec<char>,
}

pub struct Leave {
    pub from: Day,
    pub until: Day,
    pub cadre: usize,
    /// 书面 电话 未请假
    pub form: &'static str,
    pub approver: &'static str,
    pub verified: bool,
    pub note: &'static str,
}

pub struct Delivery {
    pub day: Day,
    pub village: usize,
    pub grower: String,
    pub area: Hundredths,
    pub weight: Hundredths,
    pub value: Hundredths,
}

pub struct Plot {
    pub day: Day,
    pub village: usize,
    pub place: &'static str,
    pub area: Hundredths,
}

/// A township and its year.
pub struct Year {
    pub name: String,
    pub villages: Vec<Village>,
    pub cadres: Vec<Cadre>,
    pub events: Vec<Event>,
    pub duties: Vec<Duty>,
    pub readings: Vec<Reading>,
    pub meetings: Vec<Meeting>,
    pub leaves: Vec<Leave>,
    pub deliveries: Vec<Delivery>,
    pub plots: Vec<Plot>,
}

impl Village {
    pub fn class(&self) -> &'static str {
        CLASSES[self.class]
    }
}

impl Event {
    /// 情况说明
    pub fn detail(&self) -> String {
        format!("{}（第{}件）", self.kind.detail, self.number)
    }
}

impl Meeting {
    /// The head of its column.
    pub fn head(&self) -> String {
        format!("{}月{}日 {}", self.day.0, self.day.1, self.title)
    }
}

impl Year {
    /// The township of a number, always the same.
    pub fn of(number: usize, size: Size) -> Self {
        let mut random = Random::new(number as u64);
        let first = TOWNSHIP_FIRST[number % TOWNSHIP_FIRST.len()];
        let second = TOWNSHIP_SECOND[(number * 7 + number / TOWNSHIP_FIRST.len()) % TOWNSHIP_SECOND.len()];
        let kind = if number.is_multiple_of(3) { "镇" } else { "乡" };
        let mut year = Self {
            name: format!("{first}{second}{kind}"),
            villages: villages(size.villages, &mut random),
            cadres: Vec::new(),
            events: Vec::new(),
            duties: Vec::new(),
            readings: Vec::new(),
            meetings: Vec::new(),
            leaves: Vec::new(),
            deliveries: Vec::new(),
            plots: Vec::new(),
        };
        year.appoint(&mut random);
        for village in 0..year.villages.len() {
            // Each village is a good one or a poor one, in a hundred.
            let trouble = random.one_of(&[2, 5, 5, 10, 25]);
            year.report_duties(village, trouble, &mut random);
            year.report_figures(village, trouble, &mut random);
            year.deliver(village, trouble, &mut random);
            for _ in 0..size.events {
                year.happen(village, &mut random);
            }
        }
        year.take_leave(&mut random);
        year.meet(&mut random);
        year.events.sort_by_key(|event| event.day);
        year.deliveries.sort_by_key(|delivery| delivery.day);
        year.plots.sort_by_key(|plot| plot.day);
        year.leaves.sort_by_key(|leave| leave.until);
        year.readings.sort_by_key(|reading| (reading.day.0, reading.village, reading.day.1));
        year
    }

    /// Three or four cadres a village; no name twice, since sheets without numbers would leave it open who is meant.
    fn appoint(&mut self, random: &mut Random) {
        let mut place = random.below(SURNAMES.len() * GIVEN.len());
        for village in 0..self.villages.len() {
            let posts = 3 + random.below(2);
            for post in POSTS.iter().copied().take(posts) {
                // Coprime to the number of names, so that none comes again before all came.
                place = (place + 97) % (SURNAMES.len() * GIVEN.len());
                let name = format!("{}{}", SURNAMES[place % SURNAMES.len()], GIVEN[place / SURNAMES.len()]);
                let id = format!("C{:03}", self.cadres.len() + 1);
                self.cadres.push(Cadre { id, name, village, post });
            }
        }
    }

    fn report_duties(&mut self, village: usize, trouble: usize, random: &mut Random) {
        for quarter in 0..4 {
            let last = 3 * quarter + 3;
            for (place, duty) in QUARTER_DUTIES.iter().copied().enumerate() {
                let done = match place {
                    _ if random.percent(trouble) => Done::Missed,
                    0 | 1 => Done::On((last, random.day_of_month())),
                    4 => Done::Times(3),
                    _ => Done::Ticked,
                };
                self.duties.push(Duty { month: last, village, duty, done });
            }
        }
        for (duty, month, day) in DATED_DUTIES {
            let done = match random.below(100) {
                chance if chance < trouble => Done::Missed,
                chance if chance < 50 => Done::Ticked,
                _ => Done::On((month, i8::try_from(random.between(1, day.into())).expect("a day"))),
            };
            self.duties.push(Duty { month, village, duty, done });
        }
    }

    fn report_figures(&mut self, village: usize, trouble: usize, random: &mut Random) {
        let class = self.villages[village].class;
        let short = |random: &mut Random, most: i64| {
            if random.percent(3 * trouble) { random.between(0, most) } else { 0 }
        };
        let owed = 100 * random.between(600, 1600) * 100;
        let paid_in_march = owed / 10_000 * (random.between(6000, 7000) - short(random, 1500));
        let paid_in_april = owed / 10_000 * (random.between(9000, 9900) - short(random, 2000));
        self.read((3, 30), village, [Some(owed), Some(paid_in_march), None, None, None]);
        self.read((4, 15), village, [Some(owed), Some(paid_in_april), None, None, None]);
        let task = 100 * FINANCING_TASKS[class];
        let mut raised = 0;
        for day in [(3, 31), (6, 30), (9, 30), (12, 31)] {
            raised += task * random.between(12, 30) / 100;
            self.read(day, village, [None, None, None, None, Some(raised)]);
        }
        let health = random.between(9500, 9900) - short(random, 800);
        let pension = random.between(9000, 9600) - short(random, 900);
        self.read((10, 31), village, [None, None, Some(health - 900), None, None]);
        self.read((12, 31), village, [None, None, Some(health), Some(pension), None]);
    }

    fn read(&mut self, day: Day, village: usize, figures: [Option<Hundredths>; INDICATORS.len()]) {
        match self.readings.iter_mut().find(|reading| reading.day == day && reading.village == village) {
            Some(reading) => {
                for (held, figure) in reading.figures.iter_mut().zip(figures) {
                    *held = held.or(figure);
                }
            }
            None => self.readings.push(Reading { day, village, figures }),
        }
    }

    /// A season's tobacco, near the task, by three growers in three deliveries each.
    fn deliver(&mut self, village: usize, trouble: usize, random: &mut Random) {
        let task = 100 * TOBACCO_TASKS[self.villages[village].class];
        let season = task * (random.between(96, 108) - if random.percent(trouble) { 30 } else { 0 }) / 100;
        let start = random.below(SURNAMES.len() * GIVEN.len());
        for (grower, share) in [48, 32, 20].into_iter().enumerate() {
            let place = (start + 101 * grower) % (SURNAMES.len() * GIVEN.len());
            let grower = format!("{}{}", SURNAMES[place % SURNAMES.len()], GIVEN[place / SURNAMES.len()]);
            let own = season * share / 100;
            let area = own / 33_000 * 100 + random.between(0, 9) * 10;
            for (month, part, price) in [(8, 30, 1260), (9, 45, 1425), (10, 25, 1180)] {
                let weight = own * part / 1000 * 10;
                let value = weight * price / 100;
                let day = (month, random.day_of_month());
                let grower = grower.clone();
                self.deliveries.push(Delivery { day, village, grower, area, weight, value });
            }
        }
        if random.percent(60) {
            let area = random.between(250, 1300) * 10;
            let day = (random.month(5, 7), random.day_of_month());
            self.plots.push(Plot { day, village, place: random.one_of(&PLACES), area });
        }
    }

    fn happen(&mut self, village: usize, random: &mut Random) {
        let total: usize = KINDS.iter().map(|kind| kind.weight).sum();
        let mut left = random.below(total);
        let kind = KINDS.iter().find(|kind| {
            let found = left < kind.weight;
            left = left.saturating_sub(kind.weight);
            found
        });
        let kind = kind.expect("the weights sum up to the total");
        let named = kind.names_person || random.percent(15);
        let person = named.then(|| self.cadre_of(village, random));
        let count = if random.percent(15) { 2 } else { 1 };
        let day = (random.month(1, 12), random.day_of_month());
        let number = self.events.len() + 1;
        self.events.push(Event { day, village, kind, count, person, number });
    }

    fn cadre_of(&self, village: usize, random: &mut Random) -> usize {
        let mut own = self.cadres.iter().enumerate().filter(|(_, cadre)| cadre.village == village);
        let count = own.clone().count();
        own.nth(random.below(count)).expect("every village has cadres").0
    }

    /// A meeting every second month; who is away is not there.
    fn meet(&mut self, random: &mut Random) {
        for (title, month) in MEETINGS.into_iter().zip((1_i8..=12).step_by(2)) {
            let day = (month, random.day_of_month());
            let away = |cadre: usize| {
                let on_leave = |leave: &&Leave| leave.from <= day && day <= leave.until;
                self.leaves.iter().filter(on_leave).find(|leave| leave.cadre == cadre)
            };
            let mark = |cadre: usize| match random.below(100) {
                _ if away(cadre).is_some_and(|leave| leave.form == "未请假") => '缺',
                _ if away(cadre).is_some() => '假',
                0..=2 => '缺',
                3..=5 => '迟',
                6..=8 => '假',
                _ => '√',
            };
            let marks = (0..self.cadres.len()).map(mark).collect();
            self.meetings.push(Meeting { day, title, marks });
        }
    }

    /// About one leave a village; a cadre takes no more than one, so that none lies over another.
    fn take_leave(&mut self, random: &mut Random) {
        for village in 0..self.villages.len() {
            let cadre = self.cadre_of(village, random);
            let (month, first) = (random.month(1, 12), i8::try_from(random.between(1, 22)).expect("a day"));
            let days = i8::try_from(random.between(1, 5)).expect("a few days");
            let leader = matches!(self.cadres[cadre].post, "支部书记" | "主任");
            let (form, approver, verified) = match random.below(6) {
                0 => ("未请假", "", true),
                1 | 2 if days <= 2 => ("电话", if leader { "乡长" } else { "支部书记" }, false),
                _ => ("书面", if leader { "乡党委书记" } else { "支部书记" }, false),
            };
            let (from, until) = ((month, first), (month, first + days - 1));
            self.leaves.push(Leave {
                from,
                until,
                cadre,
                form,
                approver,
                verified,
                note: random.one_of(&NOTES),
            });
        }
    }
}

impl Random {
    /// A day that every month has.
    fn day_of_month(&mut self) -> i8 {
        i8::try_from(self.between(1, 28)).expect("a day")
    }

    fn month(&mut self, first: i8, last: i8) -> i8 {
        i8::try_from(self.between(first.into(), last.into())).expect("a month")
    }
}

fn villages(count: usize, random: &mut Random) -> Vec<Village> {
    let all = VILLAGE_FIRST.len() * VILLAGE_SECOND.len();
    let start = random.below(all);
    let named = |number: usize| {
        let place = (start + 13 * number) % all;
        format!(
            "{}{}村",
            VILLAGE_FIRST[place % VILLAGE_FIRST.len()],
            VILLAGE_SECOND[place / VILLAGE_FIRST.len()]
        )
    };
    (0..count).map(|number| Village { name: named(number), class: random.below(CLASSES.len()) }).collect()
}

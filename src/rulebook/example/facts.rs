//! The facts of an example, table by table as the forms have them.

use std::collections::BTreeMap;

use super::names::{NOT_HERE, declared, meant, unknown};
use super::nowhere;
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::{
    Attendance, AttendanceMark, DutyCell, DutyValue, Event, Leave, LeaveForm, Mark, NOT_APPLICABLE, Person,
    Reading, RegisterRow, RegisterValue, VillageFacts,
};
use crate::number::Number;
use crate::period::{Date, Moment, Month, Period};
use crate::records::Roster;
use crate::rulebook::declaration::{Declarations, EventDeclaration};
use crate::rules::MarkRange;
use crate::suggest;
use crate::text::Text;
use crate::toml_table::{Node, Reader, Shape, Value};
use crate::typed::tight;

/// Facts as they are read, village by village.
pub(super) struct Builder<'a> {
    pub(super) roster: &'a Roster,
    pub(super) declarations: &'a Declarations,
    pub(super) facts: BTreeMap<Text, VillageFacts>,
    pub(super) period: Option<Period>,
}

/// A date that may be left out; the year is that of the example.
pub(super) fn optional_date(reader: &Reader<'_>, key: &str, meaning: &str) -> Option<Date> {
    reader.optional_moment(key, meaning).map(|moment| moment.in_year(2024))
}

impl Builder<'_> {
    /// Reads every table of facts.
    pub(super) fn read(&mut self, reader: &Reader<'_>) {
        for row in reader.tables("events", "事项：{ date = \"03-05\", event = \"越级上访\", count = 1 }")
        {
            self.event(row);
        }
        for row in reader.tables("duties", "规定动作：{ month = 3, duty = \"村民会议\", times = 1 }")
        {
            self.duty(row);
        }
        for row in
            reader.tables("figures", "指标：{ date = \"03-30\", indicator = \"集资已收\", value = 60 }")
        {
            self.figure(row);
        }
        for row in reader.tables("marks", "评分：{ month = 3, mark = \"民主测评\", value = 90 }") {
            self.mark(row);
        }
        for row in
            reader.tables("rows", "台账的行：{ register = \"烟叶交售\", date = \"09-01\", values = { … } }")
        {
            self.row(row);
        }
        for row in reader
            .tables("attendance", "会议签到：{ date = \"03-05\", person = \"张三\", mark = \"absent\" }")
        {
            self.attendance(row);
        }
        for row in reader.tables(
            "leaves",
            "请销假：{ from = \"03-01\", until = \"03-03\", person = \"张三\", form = \"none\" }",
        ) {
            self.leave(row);
        }
    }

    fn village(&mut self, reader: &Reader<'_>) -> Option<(String, &mut VillageFacts)> {
        let written = reader.optional_text("village", "哪个村；只有一个村时不写");
        let name = match written {
            Some(name) => name,
            None => self.roster.villages.first()?.name.to_string(),
        };
        let known: Vec<_> = self.roster.villages.iter().map(|village| village.name.as_str()).collect();
        let Some(facts) = self.facts.get_mut(name.as_str()) else {
            unknown(reader, "village", &name, NOT_HERE, known);
            return None;
        };
        Some((name, facts))
    }

    fn person(&self, reader: &Reader<'_>, village: &str, required: bool) -> Option<Person> {
        let meaning = "哪个村干部";
        let name =
            if required { reader.text("person", meaning) } else { reader.optional_text("person", meaning) }?;
        let cadres = self.roster.tenures.iter().map(|tenure| &tenure.person);
        let found = cadres.clone().find(|person| person.name == name && person.village == village);
        if found.is_none() {
            let known = cadres.map(|person| person.name.as_str()).collect();
            unknown(reader, "person", &name, "示例的 cadres 里没有", known);
        }
        found.cloned()
    }

    fn year(&self) -> i16 {
        self.period.map_or(2024, Period::year)
    }

    fn date(&self, reader: &Reader<'_>, key: &str, meaning: &str) -> Option<Date> {
        let moment = reader.special(key, meaning, Shape::Moment, true)?;
        let read = match &moment.value {
            Value::Text(text) => Moment::parse(text),
            _ => None,
        };
        if read.is_none() {
            reader.bad_value(moment, key, "日期，如 \"03-05\"");
        }
        read.map(|moment| moment.in_year(self.year()))
    }

    fn month(&self, reader: &Reader<'_>, meaning: &str) -> Option<Month> {
        let number = reader.number("month", meaning)?;
        let month = number.to_string().parse().ok().and_then(|month| Month::new(self.year(), month));
        if month.is_none()
            && let Some(node) = reader.node("month")
        {
            reader.bad_value(node, "month", " 1 到 12 的数");
        }
        month
    }

    fn event(&mut self, reader: Reader<'_>) {
        let date = self.date(&reader, "date", "发生的日期");
        let known = self.declarations.events.iter().map(|one| (one.name.as_str(), one.aliases.as_slice()));
        let name = meant(reader.text("event", "事项名称"), known);
        let count = reader.optional_count("count", "次数；不写为 1");
        let mark = reader.optional_number("mark", "分值；酌情扣（加）分的事项写");
        let matter = reader.optional_text("matter", "“同一件事”一栏所写；不写则自成一件");
        let village = self.village(&reader).map(|(name, _)| name);
        let person = village.as_ref().and_then(|village| self.person(&reader, village, false));
        let known = name.as_ref().is_some_and(|name| {
            let events = self.declarations.events.iter().map(|event| event.name.as_str());
            declared(&reader, "event", name, events)
        });
        let event = self.declarations.events.iter().find(|event| Some(&event.name) == name.as_ref());
        event.into_iter().for_each(|event| check_mark(&reader, event, mark));
        reader.finish();
        let (Some(date), Some(name), Some(village), true) = (date, name, village, known) else { return };
        let count = count.map_or(Number::ONE, Number::from);
        let event = Event {
            date,
            name: name.clone(),
            count,
            person,
            mark,
            detail: String::new().into(),
            matter: tight(&matter.unwrap_or_default()).as_ref().into(),
            cells: nowhere().into(),
        };
        self.of(&village).events.entry(name).or_default().push(event);
    }

    fn of(&mut self, village: &str) -> &mut VillageFacts {
        self.facts.entry(village.into()).or_default()
    }

    fn duty(&mut self, reader: Reader<'_>) {
        let known = self.declarations.duties.iter().map(|one| (one.name.as_str(), one.aliases.as_slice()));
        let duty = meant(reader.text("duty", "规定动作的名称"), known);
        let on = optional_moment(&reader, "date", "完成的日期；与 month 二者写一个", self.year());
        let month = if on.is_some() || (reader.has("date") && !reader.is_describing()) {
            on.map(Month::of)
        } else {
            reader.needs(!reader.is_describing());
            self.month(&reader, "填在哪个月的表里，如 3；与 date 二者写一个")
        };
        reader.always();
        let times = reader.optional_number("times", "做了几次；没有做写 0，不适用改写 not-applicable = true");
        let not_applicable = reader.optional_flag("not-applicable", "true 为不适用");
        let village = self.village(&reader).map(|(name, _)| name);
        let known = duty.as_ref().is_some_and(|name| {
            let duties = self.declarations.duties.iter().map(|duty| duty.name.as_str());
            declared(&reader, "duty", name, duties)
        });
        reader.finish();
        let (Some(duty), Some(month), Some(village), true) = (duty, month, village, known) else { return };
        let value = match (not_applicable, on) {
            (true, _) => DutyValue::NotApplicable,
            (false, Some(day)) => DutyValue::On(day),
            (false, None) => DutyValue::Times(times.unwrap_or(Number::ONE)),
        };
        let cell = DutyCell { month, value, cell: nowhere() };
        self.of(&village).duties.entry(duty).or_default().push(cell);
    }

    fn figure(&mut self, reader: Reader<'_>) {
        let date = self.date(&reader, "date", "截至哪一天");
        let known =
            self.declarations.indicators.iter().map(|one| (one.name.as_str(), one.aliases.as_slice()));
        let name = meant(reader.text("indicator", "指标名称"), known);
        let declared_as = name.as_ref().and_then(|name| self.declarations.indicator(name));
        let value = value(&reader, declared_as.is_some_and(|indicator| indicator.below_zero));
        let refused = value.flatten().zip(declared_as).and_then(|(value, one)| one.refuses(value));
        if let Some(expected) = refused {
            let message = format!("示例里的指标不会有这样的数：{expected}");
            reader.problems().push(Diagnostic::error(Code::BadValue, reader.span_of("value"), message));
        }
        let village = self.village(&reader).map(|(name, _)| name);
        let known = name.as_ref().is_some_and(|name| {
            let names = self.declarations.entered_indicators().map(|indicator| indicator.name.as_str());
            declared(&reader, "indicator", name, names)
        });
        reader.finish();
        let (Some(date), Some(name), Some(value), Some(village), true) = (date, name, value, village, known)
        else {
            return;
        };
        let reading = Reading { date, value, cell: nowhere() };
        self.of(&village).readings.entry(name).or_default().push(reading);
    }

    fn mark(&mut self, reader: Reader<'_>) {
        let month = self.month(&reader, "填在哪个月的表里，如 3");
        let known = self.declarations.marks.iter().map(|one| (one.name.as_str(), one.aliases.as_slice()));
        let name = meant(reader.text("mark", "评分的名称"), known);
        let value = value(&reader, false);
        let rater = reader.optional_text("rater", "评分人；几个人评的（规则写了 raters）必须写，如 \"甲\"");
        let village = self.village(&reader).map(|(name, _)| name);
        let person = village.as_ref().and_then(|village| self.person(&reader, village, false));
        let known = name.as_ref().is_some_and(|name| {
            let marks = self.declarations.marks.iter().map(|mark| mark.name.as_str());
            declared(&reader, "mark", name, marks)
        });
        let rated = self.declarations.marks.iter().find(|mark| Some(&mark.name) == name.as_ref());
        match rated.map(|mark| mark.by_raters) {
            Some(true) if rater.is_none() => reader.missing("rater", "评分人：这一项由几个人评，每人一行"),
            Some(false) => reader.out_of_place("rater", "这一项只有一个评分"),
            _ => {}
        }
        reader.finish();
        let (Some(month), Some(name), Some(value), Some(village), true) =
            (month, name, value, village, known)
        else {
            return;
        };
        let rater = tight(&rater.unwrap_or_default()).as_ref().into();
        let (date, remark) = (month.last_day(), Text::default());
        let mark = Mark { date, person, rater, value, remark, cell: nowhere(), rater_cell: None };
        self.of(&village).marks.entry(name).or_default().push(mark);
    }

    fn row(&mut self, reader: Reader<'_>) {
        let date = self.date(&reader, "date", "日期");
        let known = self.declarations.registers.iter().map(|one| (one.name.as_str(), one.aliases.as_slice()));
        let register = meant(reader.text("register", "台账名称"), known);
        let table = reader.names("values", "各列的值，日期和村除外", "数或文字");
        let village = self.village(&reader).map(|(name, _)| name);
        let declared = register.as_ref().and_then(|name| self.declarations.register(name));
        if let (Some(name), None) = (&register, declared) {
            let names = self.declarations.registers.iter().map(|register| register.name.as_str());
            unknown(&reader, "register", name, "没有声明", names.collect());
        }
        let mut values = BTreeMap::new();
        for entry in table.map(|table| table.entries.as_slice()).unwrap_or_default() {
            let columns = declared.map(|declared| declared.columns.as_slice()).unwrap_or_default();
            if !columns.iter().any(|column| column.name == entry.key) {
                let names = columns.iter().map(|column| column.name.as_str());
                let message = format!("台账没有“{}”这一列", entry.key);
                reader.problems().push(
                    Diagnostic::error(Code::UnknownName, &entry.key_span, message)
                        .maybe_hint(suggest::hint(&entry.key, names)),
                );
            }
            let value = match &entry.node.value {
                Value::Text(text) => Some(RegisterValue::Text(text.into())),
                _ => reader.as_number(&entry.node, &entry.key).map(RegisterValue::Number),
            };
            values.extend(value.map(|value| (entry.key.as_str().into(), (value, nowhere()))));
        }
        reader.finish();
        let (Some(date), Some(register), Some(village)) = (date, register, village) else { return };
        self.of(&village).registers.entry(register).or_default().push(RegisterRow { date, values });
    }

    fn attendance(&mut self, reader: Reader<'_>) {
        const MARKS: &[(&str, AttendanceMark, &str)] = &[
            ("present", AttendanceMark::Present, "出席"),
            ("late", AttendanceMark::Late, "迟到"),
            ("excused", AttendanceMark::Excused, "准假"),
            ("absent", AttendanceMark::Absent, "缺席"),
        ];
        let date = self.date(&reader, "date", "会议日期");
        let meeting = reader.optional_text("meeting", "会议名称");
        let mark = reader.choice("mark", "签到结果", MARKS);
        let village = self.village(&reader).map(|(name, _)| name);
        let person = village.as_ref().and_then(|village| self.person(&reader, village, true));
        reader.finish();
        let (Some(date), Some(mark), Some(village), Some(person)) = (date, mark, village, person) else {
            return;
        };
        let meeting = meeting.unwrap_or_else(|| "例会".to_owned());
        self.of(&village).attendance.push(Attendance {
            date,
            meeting: meeting.into(),
            person,
            mark,
            cell: nowhere(),
        });
    }

    fn leave(&mut self, reader: Reader<'_>) {
        const FORMS: &[(&str, LeaveForm, &str)] = &[
            ("telephone", LeaveForm::Telephone, LeaveForm::Telephone.chinese()),
            ("written", LeaveForm::Written, LeaveForm::Written.chinese()),
            ("none", LeaveForm::None, LeaveForm::None.chinese()),
        ];
        let from = self.date(&reader, "from", "离开日期");
        let until = self.date(&reader, "until", "返回日期");
        let form = reader.choice("form", "请假方式", FORMS);
        let approver = reader.optional_text("approver", "审批人");
        let verified = reader.optional_flag("verified", "未请假的是否查实");
        let village = self.village(&reader).map(|(name, _)| name);
        let person = village.as_ref().and_then(|village| self.person(&reader, village, true));
        reader.finish();
        let (Some(from), Some(until), Some(form), Some(village), Some(person)) =
            (from, until, form, village, person)
        else {
            return;
        };
        let leave = Leave { until, from, person, form, approver, verified, cells: nowhere().into() };
        self.of(&village).leaves.push(leave);
    }
}

/// 分值 as a sheet may state it: within the range that the rule prints; beside a price of the rule's own, that alone.
fn check_mark(reader: &Reader<'_>, event: &EventDeclaration, mark: Option<Number>) {
    let name = &event.name;
    match (event.range, mark, reader.node("mark")) {
        (Some(MarkRange { low, high }), None, None) => {
            reader.missing("mark", &format!("分值，“{name}”扣（加）多少，{low} 至 {high}"));
        }
        (Some(range), Some(mark), Some(node)) if !range.holds(mark) => {
            reader.bad_value(node, "mark", &format!(" {} 至 {} 的数", range.low, range.high));
        }
        (None, Some(mark), _) if !matches!(event.prices.as_slice(), [(each, _)] if *each == mark) => {
            reader.out_of_place("mark", &format!("“{name}”的分值由细则规定"));
        }
        _ => {}
    }
}

fn optional_moment(reader: &Reader<'_>, key: &str, meaning: &str, year: i16) -> Option<Date> {
    reader.optional_moment(key, meaning).map(|moment| moment.in_year(year))
}

/// A number, or `"不适用"`; one below zero only where that may be.
fn value(reader: &Reader<'_>, below_zero: bool) -> Option<Option<Number>> {
    let node = reader.special("value", "数，或 \"不适用\"", Shape::Other("数，或 \"不适用\""), true)?;
    match &node.value {
        Value::Text(word) if word == NOT_APPLICABLE => Some(None),
        Value::Number(_) if below_zero => signed_value(reader, "value", node).map(Some),
        _ => reader.as_number(node, "value").map(Some),
    }
}

/// A number of either sign; reported if it is none.
pub(super) fn signed_value(reader: &Reader<'_>, key: &str, node: &Node) -> Option<Number> {
    let read = reader.as_signed(node);
    if read.is_none() {
        reader.bad_value(node, key, "数");
    }
    read
}

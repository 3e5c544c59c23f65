"""A month's facts as logical tables (form, columns, rows), before any question of how a sheet looks.

The selection arguments let the same facts be dealt out over one file, one file a village or one file an office.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import scheme
from township import Post, Township


@dataclass(frozen=True)
class Percent:
    """A share in %, which a sheet may show in three ways."""

    value: Fraction


@dataclass
class Table:
    """`rows` map a column to a string, int, Fraction, Percent or date; a missing column is a blank cell."""

    form: str
    columns: list[str]
    rows: list[dict] = field(default_factory=list)

    @property
    def says_nothing(self) -> bool:
        """No row, or rows that hold nothing but village names."""
        return not any(set(row) - {"村"} for row in self.rows)


@dataclass(frozen=True)
class Share:
    """Which part of a month's facts one file holds; `None` is all of them."""

    file: str
    forms: tuple[str, ...] | None = None
    village: str | None = None
    duties: tuple[str, ...] = tuple(scheme.DUTIES)
    indicators: tuple[str, ...] = tuple(scheme.INDICATORS)
    event_items: tuple[str, ...] = tuple(scheme.ITEMS)

    def has(self, village: str) -> bool:
        return self.village in (None, village)


FORMS = ["事项登记", "规定动作", "指标进度", "会议签到", "请销假", "烟叶交售", "烟叶示范点"]

# One file an office; some forms are dealt out over several offices by event, duty or indicator.
OFFICES = [
    Share("党建办", ("规定动作", "会议签到", "请销假", "事项登记"), None,
          tuple(scheme.QUARTER_DUTIES) + tuple(scheme.DATED_DUTIES), (), ("integrity", "urgent-tasks")),
    Share("财政所", ("规定动作", "指标进度", "事项登记"), None, (scheme.LEVY_DUTY,),
          (scheme.LEVY_DUE, scheme.LEVY_PAID, scheme.FINANCING), ("road-levy", "statistics")),
    Share("社保所", ("指标进度", "事项登记"), None, (), tuple(scheme.INSURANCE),
          ("social-security", "family-planning")),
    Share("综治办", ("事项登记",), None, (), (), ("safety", "mediation", "village-building")),
    Share("农业办", ("烟叶交售", "烟叶示范点", "事项登记"), None, (), (), ("industry-poverty",)),
]  # fmt: skip


def tables(t: Township, month: int, share: Share, always: bool = False) -> list[Table]:
    """The share's tables of a month; those that say nothing are left out or, with `always`, keep only a header."""
    makers = {
        "事项登记": _events, "规定动作": _duties, "指标进度": _readings, "会议签到": _meetings,
        "请销假": _leaves, "烟叶交售": _deliveries, "烟叶示范点": _plots,
    }  # fmt: skip
    made = [makers[form](t, month, share) for form in FORMS if form in (share.forms or FORMS)]
    for table in made:
        if table.says_nothing:
            table.rows = []
    return [table for table in made if always or table.rows]


def _events(t: Township, month: int, share: Share) -> Table:
    columns = ["日期", "村", "事项", "次数", "当事人", "分值", "情况说明", "依据", "登记人"]
    table = Table("事项登记", columns)
    for event in t.events:
        item = scheme.EVENTS[event.kind].item
        if event.day.month == month and share.has(event.village) and item in share.event_items:
            row = {"日期": event.day, "村": event.village, "事项": event.kind, "次数": event.count}
            row |= {"当事人": event.person, "情况说明": event.note, "依据": event.basis, "登记人": event.recorder}
            table.rows.append({column: value for column, value in row.items() if value != ""})
    return table


def _duties(t: Township, month: int, share: Share) -> Table:
    table = Table("规定动作", ["村", *share.duties])
    for village in t.villages:
        if share.has(village.name):
            row = {"村": village.name}
            for cell in t.duties:
                if (cell.month, cell.village) == (month, village.name) and cell.duty in share.duties:
                    row[cell.duty] = cell.value
            table.rows.append(row)
    return table


def _readings(t: Township, month: int, share: Share) -> Table:
    """The column 截至 stands in the sheet exactly when the month's rows are dated."""
    readings = [r for r in t.readings if r.month == month and share.has(r.village)]
    dated = any(r.as_of for r in readings)
    table = Table("指标进度", ["村", *(["截至"] if dated else []), *share.indicators])
    for reading in readings:
        figures = {name: figure for name, figure in reading.figures.items() if name in share.indicators}
        for name in scheme.INSURANCE:
            if isinstance(figures.get(name), Fraction):
                figures[name] = Percent(figures[name])
        if figures:
            when = {"截至": reading.as_of} if dated else {}
            table.rows.append({"村": reading.village} | when | figures)
    return table


def _meetings(t: Township, month: int, share: Share) -> Table:
    """One row a person and village; blank where the person was not in office there that day."""
    meetings = [m for m in t.meetings if m.day.month == month]
    heads = [f"{m.day.month}月{m.day.day}日 {m.title}" for m in meetings]
    table = Table("会议签到", ["村", "姓名", "职务", *heads])
    people: dict[tuple[str, str], list[Post]] = {}
    for post in t.posts:
        if share.has(post.village) and any((post.id, post.village) in m.marks for m in meetings):
            people.setdefault((post.id, post.village), []).append(post)
    for key, held in people.items():
        posts = [p.post for p in held if any(p.held_on(m.day) for m in meetings)]
        row = {"村": held[0].village, "姓名": held[0].name, "职务": "、".join(dict.fromkeys(posts))}
        for head, meeting in zip(heads, meetings):
            if key in meeting.marks:
                row[head] = meeting.marks[key]
        table.rows.append(row)
    return table


def _leaves(t: Township, month: int, share: Share) -> Table:
    columns = ["姓名", "村", "离开日期", "返回日期", "请假方式", "审批人", "查实", "说明"]
    table = Table("请销假", columns)
    for leave in t.leaves:
        if leave.back.month == month and share.has(leave.village):
            cells = [leave.name, leave.village, leave.left, leave.back, leave.form, leave.approver]
            row = dict(zip(columns, [*cells, leave.verified, leave.note]))
            table.rows.append({column: value for column, value in row.items() if value != ""})
    return table


def _deliveries(t: Township, month: int, share: Share) -> Table:
    rows = [d for d in t.deliveries if d.day.month == month and share.has(d.village)]
    numbered = ["烟农编号"] if any(d.grower_id for d in rows) else []
    table = Table("烟叶交售", ["日期", "村", "烟农", *numbered, "种植面积(亩)", "交售量(斤)", "产值(元)"])
    for d in rows:
        row = {"日期": d.day, "村": d.village, "烟农": d.grower, "种植面积(亩)": d.mu}
        row |= {"交售量(斤)": d.jin, "产值(元)": d.value}
        table.rows.append(row | ({"烟农编号": d.grower_id} if d.grower_id else {}))
    return table


def _plots(t: Township, month: int, share: Share) -> Table:
    table = Table("烟叶示范点", ["日期", "村", "地点", "面积(亩)"])
    for plot in t.plots:
        if plot.day.month == month and share.has(plot.village):
            table.rows.append({"日期": plot.day, "村": plot.village, "地点": plot.place, "面积(亩)": plot.mu})
    return table

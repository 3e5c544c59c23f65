"""Writes the facts of a year under any rulebook as a workspace: real workbooks, in the many shapes clerks give them.

Knows no rule.  The names of a rulebook's columns and units come from the facts and from what its model states.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from exact import month_end, plain
from facts_of_year import NOT_APPLICABLE, Facts
from tables import Percent, Table
from workbooks import Style, new_book, random_style, save, write_table


@dataclass(frozen=True)
class Forms:
    """What a rulebook calls the columns of its forms."""

    units: dict[str, str] = field(default_factory=dict)  # of indicators
    registers: dict[str, list[str]] = field(default_factory=dict)  # their columns after 日期 and 村


def write_year(facts: Facts, forms: Forms, folder: Path, rng: random.Random) -> None:
    """A workspace whose rulebook is the built-in one, with the year's own targets."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rulebook.toml").write_text(_rulebook(facts), encoding="utf-8")
    history = _history(facts)
    if history:
        (folder / "history.toml").write_text(history, encoding="utf-8")
    _write_roster(facts, folder, rng)
    by_village = rng.random() < 0.3
    for month in range(1, 13):
        _write_month(facts, forms, folder, month, by_village, rng)


def _rulebook(facts: Facts) -> str:
    lines = [f'extends = "builtin:{facts.rulebook}"\n']
    for name, of in facts.targets.items():
        figures = ", ".join(f'"{village}" = {plain(value)}' for village, value in of.items())
        lines.append(f'\n[[target]]\nname = "{name}"\nby-village = {{ {figures} }}\n')
    return "".join(lines)


def _history(facts: Facts) -> str:
    lines = []
    for past in facts.past_places:
        person = f'person = "{past.person}"\nnumber = "{past.number}"\n' if past.person else ""
        lines.append(f'[[place]]\nperiod = "{past.period}"\nstanding = "{past.standing}"\n')
        lines.append(f'village = "{past.village}"\n{person}place = {past.place}\n\n')
    for past in facts.past_sanctions:
        person = f'person = "{past.person}"\n' if past.person else ""
        lines.append(f'[[sanction]]\nperiod = "{past.period}"\nsanction = "{past.sanction}"\n')
        lines.append(f'village = "{past.village}"\n{person}\n')
    return "".join(lines)


def _write_roster(facts: Facts, folder: Path, rng: random.Random) -> None:
    villages = Table("村", ["村", "类别", "别名", "起", "止"])
    for v in facts.villages:
        row = {"村": v.name, "类别": v.klass, "别名": v.alias}
        villages.rows.append({column: value for column, value in row.items() if value})
    cadres = Table("干部", ["编号", "姓名", "村", "职务", "起", "止"])
    for p in facts.posts:
        row = {"编号": p.id, "姓名": p.name, "村": p.village, "职务": p.post, "起": p.start, "止": p.end}
        cadres.rows.append({column: value for column, value in row.items() if value})
    book = new_book()
    for table in (villages, cadres):
        write_table(book, facts, None, table, Style(), rng)
    save(book, folder / "roster.xlsx", facts.year)


def _write_month(facts: Facts, forms: Forms, folder: Path, month: int, by_village: bool, rng: random.Random) -> None:
    """One file for all, or one a village.  A month with nothing to say still has a workbook with an empty sheet."""
    records = folder / "records" / f"{facts.year}-{month:02}"
    records.mkdir(parents=True, exist_ok=True)
    shares = [(v.name, {v.name}) for v in facts.villages] if by_village else []
    shares = shares or [("村级考核", {v.name for v in facts.villages})]
    wrote = False
    for name, villages in shares:
        found = [table for table in _tables(facts, forms, month, villages, rng) if table.rows]
        if not found and not (name == shares[-1][0] and not wrote):
            continue
        book, style = new_book(), random_style(rng)
        for table in found or [_events(facts, month, set())]:
            rng.shuffle(table.rows)
            write_table(book, facts, month, table, style, rng)
        save(book, records / f"{name}.xlsx", facts.year)
        wrote = True


def _tables(facts: Facts, forms: Forms, month: int, villages: set[str], rng: random.Random) -> list[Table]:
    return [
        _events(facts, month, villages),
        _duties(facts, month, villages),
        _figures(facts, forms, month, villages, rng),
        *_marks(facts, month, villages),
        _attendance(facts, month, villages),
        _leaves(facts, month, villages),
        *_registers(facts, forms, month, villages, rng),
    ]


def _events(facts: Facts, month: int, villages: set[str]) -> Table:
    table = Table("事项登记", ["日期", "村", "事项", "次数", "当事人", "分值", "情况说明"])
    for e in facts.events:
        if e.day.month == month and e.village in villages:
            row = {"日期": e.day, "村": e.village, "事项": e.event, "次数": e.count, "当事人": e.person, "分值": e.mark}
            # Rows that are equal in all things would be a warning; a remark tells them apart.
            row["情况说明"] = f"第{len(table.rows) + 1}件"
            table.rows.append({column: value for column, value in row.items() if value not in ("", None)})
    return table


def _duties(facts: Facts, month: int, villages: set[str]) -> Table:
    table = Table("规定动作", ["村", *dict.fromkeys(d.duty for d in facts.duties)])
    for name in (v.name for v in facts.villages if v.name in villages):
        cells = {d.duty: d.value for d in facts.duties if (d.month, d.village) == (month, name)}
        if cells:
            table.rows.append({"村": name} | {duty: "未" if value == 0 else value for duty, value in cells.items()})
    return table


def _figures(facts: Facts, forms: Forms, month: int, villages: set[str], rng: random.Random) -> Table:
    """The column 截至 may be left out where every row stands for the last day of the month."""
    shown = [f for f in facts.figures if f.day.month == month and f.village in villages]
    last = month_end(facts.year, month)
    heads = {name: f"{name}({unit})" for name, unit in forms.units.items()}
    dated = any(f.day != last for f in shown) or rng.random() < 0.3
    names = [name for name in forms.units if any(f.indicator == name for f in shown)]
    table = Table("指标进度", ["村", *(["截至"] if dated else []), *(heads[name] for name in names)])
    rows: dict[tuple[str, date], dict] = {}
    for f in shown:
        row = rows.setdefault((f.village, f.day), {"村": f.village} | ({"截至": f.day} if dated else {}))
        is_share = forms.units[f.indicator] == "%" and f.value != NOT_APPLICABLE
        row[heads[f.indicator]] = Percent(f.value) if is_share else f.value
    table.rows += rows.values()
    return table


def _marks(facts: Facts, month: int, villages: set[str]) -> list[Table]:
    shown = [m for m in facts.marks if m.month == month and m.village in villages]
    names = list(dict.fromkeys(m.mark for m in shown))
    persons = ["姓名"] if any(m.person for m in shown) else []
    table = Table("评分录入", ["村", *persons, *names])
    rows: dict[tuple[str, str], dict] = {}
    for m in shown:
        row = rows.setdefault((m.village, m.person), {"村": m.village} | ({"姓名": m.person} if m.person else {}))
        row[m.mark] = m.value
    table.rows += rows.values()
    return [table]


def _attendance(facts: Facts, month: int, villages: set[str]) -> Table:
    shown = [a for a in facts.attendance if a.day.month == month and a.village in villages]
    heads = dict.fromkeys(_head(a.day, a.meeting) for a in shown)
    table = Table("会议签到", ["村", "姓名", "职务", *heads])
    rows: dict[tuple[str, str], dict] = {}
    for a in shown:
        row = rows.setdefault((a.village, a.person), {"村": a.village, "姓名": a.person})
        row[_head(a.day, a.meeting)] = a.mark
        held = [p.post for p in facts.posts if (p.village, p.name) == (a.village, a.person) and p.held_on(a.day)]
        row["职务"] = "、".join(dict.fromkeys([*row.get("职务", "").split("、"), *held])).strip("、")
    table.rows += rows.values()
    return table


def _head(day: date, meeting: str) -> str:
    return f"{day.month}月{day.day}日 {meeting}"


def _leaves(facts: Facts, month: int, villages: set[str]) -> Table:
    table = Table("请销假", ["姓名", "村", "离开日期", "返回日期", "请假方式", "审批人", "查实"])
    for x in facts.leaves:
        if x.back.month == month and x.village in villages:
            row = {"姓名": x.person, "村": x.village, "离开日期": x.left, "返回日期": x.back, "请假方式": x.form}
            row |= {"审批人": x.approver, "查实": x.verified}
            table.rows.append({column: value for column, value in row.items() if value != ""})
    return table


def _registers(facts: Facts, forms: Forms, month: int, villages: set[str], rng: random.Random) -> list[Table]:
    tables = []
    for name, columns in forms.registers.items():
        table = Table(name, ["日期", "村", *columns])
        for row in facts.rows:
            if row.register == name and row.day.month == month and row.village in villages:
                table.rows.append({"日期": row.day, "村": row.village} | dict(row.values))
        tables.append(table)
    return tables

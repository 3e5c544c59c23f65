"""Which rows of the readings a year put to the test: a comparison that never met a case has said nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction as F
from math import floor

import scheme
from exact import finite, quarter_ends
from payments import award, days_away, delivered, growers, improper
from points import latest
from recompute import Result, personal_deductions
from township import NOT_APPLICABLE, Township

ROWS = [*map(str, range(1, 25)), "24a", *map(str, range(25, 29))]


def cases(t: Township, year: Result) -> set[tuple[str, str]]:
    """(row, case) pairs that occurred; `year` is the result of the whole year."""
    found: set[tuple[str, str]] = set()
    for part in (_points, _tobacco_money, _levy_and_shares, _people, _standing, _dates):
        found |= set(part(t, year))
    # A row about the whole run: without an accepted lint or with a monthly prize, every comparison would fail.
    return found | {("24a", "months without prizes"), ("28", "no diagnostics of severity error")}


Cases = Iterator[tuple[str, str]]

_EVENT_ROWS = {
    "family-planning": "3", "safety": "4", "mediation": "5", "road-levy": "11", "integrity": "12",
    "social-security": "13", "statistics": "14", "village-building": "15", "industry-poverty": "16",
    "urgent-tasks": "18",
}  # fmt: skip


def _points(t: Township, year: Result) -> Cases:
    for village in year.villages:
        for item, stood in village.items.items():
            if stood.raw < 0:
                yield "1", f"{item} at its floor"
            if stood.state == "not-applicable":
                yield "27", f"{item} excluded"
    for event in t.events:
        yield _EVENT_ROWS[scheme.EVENTS[event.kind].item], event.kind
    kinds = [(e.village, e.kind) for e in t.events if scheme.EVENTS[e.kind].once]
    if len(kinds) > len(set(kinds)):
        yield "16", "an event of item 11 twice, taken once"
    for cell in t.duties:
        if cell.value in ("未", 0):
            yield ("10" if cell.duty == scheme.LEVY_DUTY else "2"), f"{cell.duty} 未"
        if cell.value == NOT_APPLICABLE:
            yield "27", "a duty taken off"


def _dates(t: Township, year: Result) -> Cases:
    for cell in t.duties:
        due = {**scheme.DATED_DUTIES, scheme.LEVY_DUTY: scheme.LEVY_DUTY_DUE}.get(cell.duty)
        if due and isinstance(cell.value, date):
            row = "10" if cell.duty == scheme.LEVY_DUTY else "2"
            if cell.value == date(t.year, *due):
                yield "26", "a duty done on its last day"
            yield row, "a duty dated late" if cell.value > date(t.year, *due) else "a duty dated in time"
    for reading in t.readings:
        if reading.as_of in (date(t.year, 3, 30), date(t.year, 4, 15)):
            yield "26", "a figure dated on the day of the check"
        if reading.as_of in (date(t.year, 3, 31), date(t.year, 4, 16)):
            yield "10", "a figure dated after the check"


def _tobacco_money(t: Township, year: Result) -> Cases:
    for village in t.villages:
        jin = delivered(t, village.name, year.period.last)
        task = scheme.tobacco_task(village)
        percent = jin * 100 / task
        if jin:
            yield "6", "whole percent" if percent == floor(percent) else "a begun percent"
            yield "7", "exactly the task" if jin == task else "exceeded" if jin > task else "short"
    if any(d.day < date(t.year, 8, 1) for d in t.deliveries):
        yield "6", "a delivery before 1 August"
    names: set[tuple[str, str]] = set()
    for (village, name, _), (mu, jin, value) in growers(t).items():
        yield "8", f"award {award(mu, jin)}"
        if award(mu, jin) == 0 and (mu >= 6) != (jin >= 2000):
            yield "8", "one bound of two met"
        if mu in (6, 12) or jin in (2000, 4000):
            yield "26", "a grower at the edge of a bracket"
        if (value * scheme.SUBSIDY * 100) % 1 == F(1, 2):
            yield "25", "half a fen"
        if (village, name) in names:
            yield "8", "homonymous growers"
        names.add((village, name))
        if len({d.mu for d in t.deliveries if (d.village, d.grower) == (village, name)}) > 1:
            yield "8", "differing areas"
    for plot in t.plots:
        yield "9", f"plot {next((yuan for mu, yuan in scheme.PLOTS if plot.mu >= mu), 0)}"
        if plot.mu in (30, 50, 100):
            yield "26", "a plot at the edge of a bracket"


def _levy_and_shares(t: Township, year: Result) -> Cases:
    for village in t.villages:
        for month, day, required, _ in scheme.LEVY_CHECKS:
            owed = latest(t, village.name, scheme.LEVY_DUE, date(t.year, month, day))
            paid = latest(t, village.name, scheme.LEVY_PAID, date(t.year, month, day))
            if paid == NOT_APPLICABLE:
                yield "27", "a levy check taken off"
            else:
                yield "10", f"{required} %: " + _edge(paid / owed * 100, required)
        for name, required in scheme.INSURANCE.items():
            share = latest(t, village.name, name, year.period.last)
            if share == NOT_APPLICABLE:
                yield "27", "a share taken off"
            else:
                yield "13", f"{name}: " + _edge(share, required)
        target = scheme.FINANCING_TARGET[village.klass]
        for end in quarter_ends(t.year):
            done = latest(t, village.name, scheme.FINANCING, end)
            if done == NOT_APPLICABLE:
                yield "27", "融资 taken off"
            else:
                yield "17", village.klass + (" full" if done >= target else " short")
                if not finite(5 * done / target):
                    yield "25", "a quotient at the 12th place"


def _edge(share: F, required: int) -> str:
    if share >= required:
        return "met"
    return "short by whole points" if share.denominator == 1 else "short by a begun point"


def _people(t: Township, year: Result) -> Cases:
    if any("缺" in m.marks.values() for m in t.meetings):
        yield "19", "absent from a meeting"
    missed = {(who, m.day) for m in t.meetings for (who, _), mark in m.marks.items() if mark == "缺"}
    away: set[tuple[str, date]] = set()
    for leave in t.leaves:
        posts = {p.post for p in t.in_office(leave.back, leave.village) if p.id == leave.id}
        if leave.form != "未请假":
            led = "main leader's" if posts & scheme.LED_BY_TOWNSHIP else "secretary's"
            yield "20", f"{led}: " + ("flagged" if improper(t, leave) else "proper")
            if not leave.approver:
                yield "20", "a blank approver"
        elif leave.verified != "是":
            yield "19", "an absence not verified"
        elif posts == {"组长"}:
            yield "20", "组长 away, not bound"
        else:
            days = {(leave.id, day) for day in days_away(leave)}
            yield "19", "days away"
            if leave.left.month != leave.back.month:
                yield "20", "filed in the month of return"
            if days & away:
                yield "19", "overlapping absences"
            if days & missed:
                yield "19", "both fines on one day"
            away |= days
    for cadre in year.cadres:
        if len(cadre.posts) > 1:
            yield "21", "several posts, one account"
        if cadre.partial:
            yield "21", "partial"
        if sum(c.id == cadre.id for c in year.cadres) > 1:
            yield "21", "a move, two accounts"
        person = next(p for p in t.posts if (p.id, p.village) == (cadre.id, cadre.village))
        if personal_deductions(t, person, year.period.last):
            yield "21", "own deduction" if cadre.score else "at the floor"
    names = {(p.name, p.id) for p in t.posts}
    if len({name for name, _ in names}) < len(names):
        yield "21", "homonyms in different villages"


def _standing(t: Township, year: Result) -> Cases:
    if any(v.tied for v in year.villages):
        yield "22", "equal scores"
    for prize in year.prizes:
        yield "23", f"shared {'+'.join(prize.shared)}" if prize.shared else "alone"
    if year.remainder:
        yield "23", "fen left over" if year.remainder > 0 else "fen overspent"
    talks = [a for a in year.actions if a.kind == "talk"]
    lowest = min(v.score for v in year.villages)
    yield "24", "talk" if talks else "last, but above 80"
    if len(talks) > 1:
        yield "24", "a tie for last"
    if lowest == 80:
        yield "24", "last with exactly 80"

"""The founding scheme's random years as a stream of facts, with everything the recomputation says of them."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from fractions import Fraction

import scheme
from coverage import ROWS, cases
from exact import Period, month_end, periods_of
from facts import Lines, Year, is_month, who
from random_year import random_year
from recompute import Recomputation, Result
from township import Leave, Township

__all__ = ["ROWS", "RULEBOOK", "year"]

RULEBOOK = "village-cadre"

_ATTENDANCE = {"√": "present", "迟": "late", "假": "excused", "缺": "absent"}
_FORMS = {"电话": "telephone", "书面": "written", "未请假": "none"}


# How many villages a township has: the scheme's eight, and enough for 200,000 village-months.
_SIZES = [8, 8, 8, 20, 40, 60]


def year(seed: int, periods: Callable[[Period], bool], size: int = 0) -> Year:
    """The year of a seed, always the same; `periods` says which are asked for."""
    size = size or random.Random(f"size {seed}").choice(_SIZES)
    t = random_year(seed, size)
    lines = Lines(RULEBOOK, f"{seed} of {size} villages")
    _roster(t, lines)
    _facts(t, lines)
    recomputation = Recomputation(t)
    months = 0
    for period in filter(periods, periods_of(t.year)):
        result = recomputation.of(period)
        _expected(t, result, lines)
        months += is_month(period)
    # The last period is the year, unless only some are asked for.
    met = cases(t, result) if result.period.label == str(t.year) else set()
    return Year(lines.end(), size * months, met)


def _roster(t: Township, lines: Lines) -> None:
    for village in t.villages:
        lines.village(village.name, village.klass)
        if village.task is not None:
            lines.target("烟叶任务", village.name, village.task)
    for post in t.posts:
        lines.tenure(post.village, post.name, post.id, post.post, post.start, post.end)


def _facts(t: Township, lines: Lines) -> None:
    numbers: dict[tuple[str, str], list] = defaultdict(list)
    for post in t.posts:
        numbers[post.village, post.name].append(post)
    for event in t.events:
        held = numbers.get((event.village, event.person), [])
        number = next((post.id for post in held if post.held_on(event.day)), "")
        lines.event(event.day, event.village, event.kind, event.count, event.person, number)
    for cell in t.duties:
        value = {"√": 1, "未": 0}.get(cell.value, cell.value)
        lines.duty(t.year, cell.month, cell.village, cell.duty, value)
    for reading in t.readings:
        for name, figure in reading.figures.items():
            day = reading.as_of or month_end(t.year, reading.month)
            lines.figure(day, reading.village, name.split("(")[0], figure)
    names = {post.id: post.name for post in t.posts}
    for meeting in t.meetings:
        for (number, village), mark in meeting.marks.items():
            lines.attendance(meeting.day, village, meeting.title, names[number], number, _ATTENDANCE[mark])
    for leave in t.leaves:
        _leave(leave, lines)
    for d in t.deliveries:
        values = {"烟农": d.grower, "烟农编号": d.grower_id, "种植面积": d.mu, "交售量": d.jin, "产值": d.value}
        lines.row(d.day, d.village, "烟叶交售", values)
    for plot in t.plots:
        lines.row(plot.day, plot.village, "烟叶示范点", {"地点": plot.place, "面积": plot.mu})


def _leave(leave: Leave, lines: Lines) -> None:
    is_verified = leave.verified == "是"
    form = _FORMS[leave.form]
    lines.leave(leave.left, leave.back, leave.village, leave.name, leave.id, form, leave.approver, is_verified)


def _expected(t: Township, result: Result, lines: Lines) -> None:
    lines.period(result.period.label)
    for v in result.villages:
        figures = [("class", t.village(v.name).klass), ("score", v.score), ("available", v.available)]
        figures += [("rank", v.rank), ("tied", v.tied), ("band", ""), ("items", " ".join(scheme.ITEMS))]
        for name, item in v.items.items():
            figures += [(f"{name}.score", item.score), (f"{name}.state", item.state)]
        lines.expect("village", v.name, figures)
    for c in result.cadres:
        figures = [("post", " ".join(sorted(c.posts))), ("from", c.start), ("until", c.end), ("partial", c.partial)]
        lines.expect("cadre", f"{c.village} {c.name} {c.id}", [*figures, ("rank", ""), ("score", c.score)])
    money: dict[str, Counter] = defaultdict(Counter)
    for payee, amount in result.money.items():
        sums = money[who(payee.account, payee.village, payee.name, payee.id)]
        for name in (f"clause {payee.clause}", "total"):
            sums[name] += amount
    for subject, sums in money.items():
        lines.expect("money", subject, [(name, Fraction(amount)) for name, amount in sums.items()])
    for p in result.prizes:
        figures = [("tier", p.tier), ("rank", p.rank), ("amount", p.amount), ("shared", " ".join(p.shared))]
        lines.expect("prize", f"annual-prize {result.period.label} {who('village', p.village)}", figures)
    lines.expect("standing", "overall all", [("rows", len(result.villages)), ("remainder", result.remainder)])
    actions = Counter(f"{a.kind} {a.day.isoformat()} {a.village} {a.subject}" for a in result.actions)
    for subject, count in actions.items():
        lines.expect("action", subject, [("count", count)])

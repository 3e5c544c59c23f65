"""The random years of the other rulebooks as streams of facts, with what their models say of them.

A model is a module `model_NAME.py`, NAME being that of a rulebook with _ for -: it has RULEBOOK, CASES, random_year()
and Model.  Whichever stand beside this file are found.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from exact import Period, periods_of
from facts import Lines, Year, is_month

_ATTENDANCE = {"√": "present", "迟": "late", "假": "excused", "缺": "absent"}
_FORMS = {"电话": "telephone", "书面": "written", "未请假": "none"}


def models() -> list[RulebookModel]:
    """Those that stand beside this file, by name."""
    here = Path(__file__).parent
    names = sorted(path.stem.removeprefix("model_") for path in here.glob("model_*.py"))
    rules = here.parents[1] / "rules"
    return [RulebookModel(name) for name in names if (rules / f"{name.replace('_', '-')}.toml").exists()]


class RulebookModel:
    """One of them, as a run wants it."""

    def __init__(self, name: str) -> None:
        self._module = importlib.import_module(f"model_{name}")
        self.RULEBOOK = self._module.RULEBOOK
        self.ROWS = self._module.CASES

    def year(self, seed: int, periods: Callable[[Period], bool], size: int = 0) -> Year:
        facts = self._module.random_year(seed, size)
        model = self._module.Model(facts)
        lines = Lines(self.RULEBOOK, str(seed))
        _write(facts, lines)
        months = 0
        for period in filter(periods, periods_of(facts.year)):
            lines.period(period.label)
            for (kind, subject), figures in model.of(period).items():
                lines.expect(kind, subject, figures.items())
            months += is_month(period)
        return Year(lines.end(), len(facts.villages) * months, {(case, case) for case in model.cases})


def _write(facts, lines: Lines) -> None:
    """`facts` is a `facts_of_year.Facts`."""
    for v in facts.villages:
        lines.village(v.name, v.klass)
    for target, of in facts.targets.items():
        for village, value in of.items():
            lines.target(target, village, value)
    for p in facts.posts:
        lines.tenure(p.village, p.name, p.id, p.post, p.start, p.end)
    for past in facts.past_places:
        lines.past_place(past.period, past.standing, past.village, past.person, past.number, past.place)
    for past in facts.past_sanctions:
        lines.past_sanction(past.period, past.sanction, past.village, past.person)
    numbers = {(p.village, p.name): p.id for p in facts.posts}
    numbers |= {(v.name, ""): "" for v in facts.villages}
    for e in facts.events:
        lines.event(e.day, e.village, e.event, e.count, e.person, numbers[e.village, e.person], e.mark)
    for d in facts.duties:
        lines.duty(facts.year, d.month, d.village, d.duty, d.value)
    for f in facts.figures:
        lines.figure(f.day, f.village, f.indicator, f.value)
    for m in facts.marks:
        lines.mark(facts.year, m.month, m.village, m.mark, m.value, m.person, numbers[m.village, m.person])
    for row in facts.rows:
        lines.row(row.day, row.village, row.register, row.values)
    for a in facts.attendance:
        lines.attendance(a.day, a.village, a.meeting, a.person, numbers[a.village, a.person], _ATTENDANCE[a.mark])
    for x in facts.leaves:
        number, verified = numbers[x.village, x.person], x.verified == "是"
        lines.leave(x.left, x.back, x.village, x.person, number, _FORMS[x.form], x.approver, verified)

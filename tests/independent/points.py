"""Points: what each of the thirteen items stands at on a day.  Row numbers are those of the readings.

No postings are kept here.  A floor looks at the raw sum only, so an item's score on a day is a function of the
facts up to that day, and that is all this independent side needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction as F
from math import floor

import scheme
from exact import month_end, quarter_ends, quotient
from township import NOT_APPLICABLE, Township


@dataclass(frozen=True)
class Item:
    """An item's score and state; `raw` is the sum before the floor (row 1: every item stops at zero)."""

    score: F
    state: str
    raw: F


def items_on(t: Township, village: str, day: date) -> dict[str, Item]:
    """All thirteen items of a village, as they stand at the end of `day`."""
    return {item: _item(t, village, item, day) for item in scheme.ITEMS}


def available(items: dict[str, Item]) -> F:
    """Full marks of the items that can be scored yet: an earning item not yet due, or one taken off, is out."""
    total = 0
    for name, item in items.items():
        earning = name in ("tobacco", "debt-financing")
        if item.state == "not-applicable" or (item.state == "not-due" and earning):
            continue
        total += scheme.ITEMS[name]
    return F(total)


def _item(t: Township, village: str, item: str, day: date) -> Item:
    full = F(scheme.ITEMS[item])
    if item == "tobacco":
        return _tobacco(t, village, day)
    if item == "debt-financing":
        return _financing(t, village, day)
    if item == "party-building":
        return _judged(full, _party_verdicts(t, village, day), _party_rules())
    if item == "road-levy":
        if day < date(t.year, *scheme.LEVY_DUTY_DUE):
            return Item(full, "not-due", full)
        return _judged(full, _levy_verdicts(t, village, day), 1 + len(scheme.LEVY_CHECKS))
    off = _events_off(t, village, item, day)
    if item == "social-security":
        off += _insurance_off(t, village, day)
    return _scored(full - off)


def _scored(raw: F) -> Item:
    return Item(max(raw, F(0)), "scored", raw)  # row 1


# --- items whose every rule can be taken off ------------------------------------------------------------------

# Rule name and what it takes off; None is a judgement of 不适用.
Verdict = tuple[str, F | None]


def _judged(full: F, verdicts: list[Verdict], rules: int) -> Item:
    """Full mark less what the judgements take; row 27: all rules judged, and all of them 不适用, is an exclusion."""
    if len({rule for rule, _ in verdicts}) == rules and all(off is None for _, off in verdicts):
        return Item(F(0), "not-applicable", F(0))
    return _scored(full - sum((off for _, off in verdicts if off is not None), F(0)))


def _party_rules() -> int:
    return len(scheme.QUARTER_DUTIES) + len(scheme.DATED_DUTIES)


def _party_verdicts(t: Township, village: str, day: date) -> list[Verdict]:
    """Row 2: each quarterly duty on the last day of its quarter, the others on their date."""
    found: list[Verdict] = []
    for end in quarter_ends(t.year):
        if end <= day:
            months = range(end.month - 2, end.month + 1)
            found += [(d, _duty_in_months(t, village, d, months)) for d in scheme.QUARTER_DUTIES]
    for duty, (month, last) in scheme.DATED_DUTIES.items():
        due = date(t.year, month, last)
        if due <= day:
            found.append((duty, _duty_by_date(t, village, duty, due, scheme.DUTY_OFF)))
    return found


def _duty_in_months(t: Township, village: str, duty: str, months: range) -> F | None:
    """Cells of a duty add up over its period: a number is how often, √ and a date are once (rows 2, 27)."""
    cells = _cells(t, village, duty, months)
    if NOT_APPLICABLE in cells:
        return None
    done = sum(cell if isinstance(cell, int) else cell != "未" for cell in cells)
    return scheme.DUTY_OFF if done < 1 else F(0)


def _duty_by_date(t: Township, village: str, duty: str, due: date, off: F) -> F | None:
    """Done in time by a date on or before the due one (row 26), or by √ or a count up to the due month."""
    cells = _cells(t, village, duty, range(1, due.month + 1))
    if NOT_APPLICABLE in cells:
        return None
    in_time = any(
        cell <= due if isinstance(cell, date) else cell == "√" or (isinstance(cell, int) and cell >= 1)
        for cell in cells
    )
    return F(0) if in_time else off


def _cells(t: Township, village: str, duty: str, months: range) -> list:
    cells = [c.value for c in t.duties if (c.village, c.duty) == (village, duty) and c.month in months]
    if not cells:
        raise ValueError(f"{village} {duty} {months}: 未报, which the facts must avoid")
    return cells


def _levy_verdicts(t: Township, village: str, day: date) -> list[Verdict]:
    """Row 10: the meetings, plan and ledger, then the two checkpoints."""
    due = date(t.year, *scheme.LEVY_DUTY_DUE)
    found: list[Verdict] = []
    if due <= day:
        off = _duty_by_date(t, village, scheme.LEVY_DUTY, due, scheme.LEVY_DUTY_OFF)
        found.append((scheme.LEVY_DUTY, off))
    for month, last, required, per_point in scheme.LEVY_CHECKS:
        checked = date(t.year, month, last)
        if checked <= day:
            owed = latest(t, village, scheme.LEVY_DUE, checked)
            paid = latest(t, village, scheme.LEVY_PAID, checked)
            off = None
            if owed != NOT_APPLICABLE and paid != NOT_APPLICABLE:
                off = whole_points_short(paid / owed * 100, required) * per_point
            found.append((f"{month}-{last}", off))
    return found


# --- deductions by event and by share -------------------------------------------------------------------------


def _events_off(t: Township, village: str, item: str, day: date) -> F:
    """Rows 3, 4, 5, 13, 14, 15, 16, 18.  Row 12: what a person is charged with, the village is not."""
    off = F(0)
    once: set[str] = set()
    for event in t.events:
        rule = scheme.EVENTS[event.kind]
        if event.village != village or rule.item != item or event.day > day or rule.on_person:
            continue
        if rule.once:
            once.add(event.kind)
        else:
            off += rule.off * event.count
    if day >= date(t.year, 12, 31):  # row 16: judged at the year's end, each at most once
        off += sum(scheme.EVENTS[kind].off for kind in once)
    return off


def _insurance_off(t: Township, village: str, day: date) -> F:
    """Row 13: both shares are judged on 31 December."""
    judged = date(t.year, 12, 31)
    if day < judged:
        return F(0)
    off = F(0)
    for name, required in scheme.INSURANCE.items():
        share = latest(t, village, name, judged)
        if share != NOT_APPLICABLE:
            off += whole_points_short(share, required) * scheme.INSURANCE_OFF
    return off


def whole_points_short(share: F, required: int) -> int:
    """Whole percentage points under the requirement; a begun point costs nothing."""
    return max(0, floor(required - share))


def latest(t: Township, village: str, indicator: str, day: date) -> F | str:
    """The latest statement dated on or before `day`: a figure or 不适用 (row 10: none is an error, not zero)."""
    stated = [
        (reading.as_of or month_end(t.year, reading.month), reading.figures[indicator])
        for reading in t.readings
        if reading.village == village and indicator in reading.figures
    ]
    stated = [(when, figure) for when, figure in stated if when <= day]
    if not stated:
        raise ValueError(f"{village} {indicator} {day}: 未报, which the facts must avoid")
    return max(stated, key=lambda pair: pair[0])[1]


# --- items that earn ------------------------------------------------------------------------------------------


def delivered(t: Township, village: str, day: date) -> F:
    """Jin delivered to date, those before 1 August included: odd, but counted as written."""
    return sum((d.jin for d in t.deliveries if d.village == village and d.day <= day), F(0))


def _tobacco(t: Township, village: str, day: date) -> Item:
    """Row 6: 0.15 for every whole percentage point of the task, at most 15; counted from 1 August."""
    if day < date(t.year, 8, 1):
        return Item(F(0), "not-due", F(0))
    percent = floor(delivered(t, village, day) * 100 / scheme.tobacco_task(t.village(village)))
    raw = percent * F("0.15")
    return Item(min(raw, F(15)), "scored", raw)


def _financing(t: Township, village: str, day: date) -> Item:
    """Row 17: 5 × fulfilment, at most 5, measured on the last day of each quarter; rows 25 and 27."""
    klass = t.village(village).klass
    due = [end for end in quarter_ends(t.year) if end <= day]
    if not due:
        return Item(F(0), "not-due", F(0))
    stated = [latest(t, village, scheme.FINANCING, end) for end in due]
    figures = [figure for figure in stated if figure != NOT_APPLICABLE]
    if not figures:
        return Item(F(0), "not-applicable", F(0))
    raw = 5 * figures[-1] / scheme.FINANCING_TARGET[klass]
    return Item(min(quotient(raw), F(5)), "scored", raw)

"""A seeded generator of valid years: warnings may come of them, errors may not.

Years come in two moods.  In a *busy* year every village has its own troubles; in a *quiet* one villages share a
few bundles of facts, so that they tie at prize edges and at the last place.  Figures are drawn close to the
edges at which the scheme's readings decide.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction as F

import random_staff
import scheme
from exact import month_end, quarter_ends
from township import NOT_APPLICABLE, Delivery, DutyCell, Event, Plot, Reading, Township, Village


@dataclass
class Mood:
    """How likely troubles are in one village (chances out of 1), and what its figures aim at."""

    trouble: float
    not_applicable: float
    event_chance: float
    tobacco: str  # "none", "full" or "any"
    levy: str  # "full", "zero" or "any"
    money: str  # 融资: "full", "zero" or "any"


def random_year(seed: int, size: int = len(scheme.CLASSES)) -> Township:
    """The year of a seed, always the same: the eight villages of the scheme, and more beyond them up to `size`."""
    rng = random.Random(seed)
    year = rng.choice([2023, 2024, 2024, 2025, 2026])
    t = Township(year=year, villages=[_village(name, rng) for name in scheme.CLASSES])
    t.villages += [_further_village(number, rng) for number in range(len(t.villages) + 1, size + 1)]
    random_staff.staff(t, rng)
    quiet = rng.random() < 0.45
    bundles = [(rng.random(), _mood(rng, quiet)) for _ in range(rng.choice([1, 2, 2, 3, 3, 4, 5]))]
    for village in t.villages:
        # In a quiet year the generator of a bundle's first village starts again for each of its others.
        if quiet:
            start, mood = rng.choice(bundles)
            own = random.Random(start)
        else:
            mood, own = _mood(rng, quiet), random.Random(rng.random())
        _village_year(t, village.name, mood, own)
    random_staff.personal_events(t, rng)
    random_staff.meetings(t, rng)
    random_staff.leaves(t, rng)
    _one_row_a_date(t)
    if rng.random() < 0.15:
        t.readings.append(rng.choice(t.readings))  # two offices may state the same figure
    for rows in (t.events, t.duties, t.readings, t.leaves, t.deliveries, t.plots):
        rng.shuffle(rows)
    return t


def _village(name: str, rng: random.Random) -> Village:
    words = dict(zip(scheme.CLASSES, ["一村", "二村", "三村", "四村", "五村", "六村", "七村", "八村"]))
    return Village(name, scheme.CLASSES[name], words[name] if rng.random() < 0.5 else "")


def _further_village(number: int, rng: random.Random) -> Village:
    task = rng.choice([9000, 15000, 27000, 31400, 42000, 54000])
    return Village(f"{number}村", rng.choice(list(scheme.FINANCING_TARGET)), task=task)


def _mood(rng: random.Random, quiet: bool) -> Mood:
    if quiet:
        return Mood(
            trouble=rng.choice([0, 0, 0.1]), not_applicable=0,
            event_chance=rng.choice([0, 0.05, 0.1]),
            tobacco=rng.choice(["none", "full", "full"]), levy=rng.choice(["full", "full", "zero"]),
            money=rng.choice(["full", "full", "zero"]),
        )  # fmt: skip
    return Mood(
        trouble=rng.choice([0.05, 0.2, 0.6]), not_applicable=rng.choice([0, 0.05, 0.2, 1]),
        event_chance=rng.choice([0.1, 0.3]),
        tobacco="any", levy=rng.choice(["any", "any", "any", "zero"]), money="any",
    )  # fmt: skip


def _village_year(t: Township, village: str, mood: Mood, rng: random.Random) -> None:
    _duties(t, village, mood, rng)
    _levy(t, village, mood, rng)
    _insurance(t, village, mood, rng)
    _financing(t, village, mood, rng)
    _events(t, village, mood, rng)
    _tobacco(t, village, mood, rng)
    for _ in range(rng.choice([0, 0, 1, 2]) if mood.tobacco != "none" else 0):
        mu = rng.choice(["29.9", "30", "49.99", "50", "75.5", "99.9", "100", "130"])
        t.plots.append(Plot(random_day(t.year, rng), village, f"{rng.choice('东南西北')}坡", F(mu)))


def random_day(year: int, rng: random.Random, first: int = 1, last: int = 12) -> date:
    """A day in the months `first` to `last`."""
    start, end = date(year, first, 1), month_end(year, last)
    return start + timedelta(days=rng.randint(0, (end - start).days))


# --- duties ---------------------------------------------------------------------------------------------------


def _outcome(mood: Mood, rng: random.Random) -> str:
    if rng.random() < mood.not_applicable:
        return "taken off"
    return "missed" if rng.random() < mood.trouble else "done"


def _duties(t: Township, village: str, mood: Mood, rng: random.Random) -> None:
    for quarter in range(4):
        months = [3 * quarter + 1, 3 * quarter + 2, 3 * quarter + 3]
        for duty in scheme.QUARTER_DUTIES:
            for month, value in _quarter_cells(t.year, months, _outcome(mood, rng), rng).items():
                t.duties.append(DutyCell(month, village, duty, value))
    for duty, (month, day) in {**scheme.DATED_DUTIES, scheme.LEVY_DUTY: scheme.LEVY_DUTY_DUE}.items():
        cells = _dated_cells(date(t.year, month, day), _outcome(mood, rng), rng)
        t.duties += [DutyCell(at, village, duty, value) for at, value in cells.items()]


def _quarter_cells(year: int, months: list[int], outcome: str, rng: random.Random) -> dict:
    if outcome == "taken off":
        return {rng.choice(months): NOT_APPLICABLE}
    cells = {m: rng.choice(["未", 0]) for m in months if rng.random() < 0.25}
    chosen = rng.choice(months)
    if outcome == "missed":
        return cells or {chosen: rng.choice(["未", 0])}
    cells[chosen] = rng.choice(["√", "√", 1, 1, 2, random_day(year, rng, chosen, chosen)])
    return cells


def _dated_cells(due: date, outcome: str, rng: random.Random) -> dict:
    """A statement stands in or before the due month, so that no period before it is left open."""
    month = due.month if rng.random() < 0.7 else rng.randint(1, due.month)
    if outcome == "taken off":
        return {month: NOT_APPLICABLE}
    if outcome == "done":
        in_time = rng.choice([due, due.replace(day=rng.randint(1, due.day))])
        at = in_time if month == due.month else in_time.replace(month=month, day=min(in_time.day, 28))
        return {month: rng.choice(["√", 1, at, at])}
    cells = {due.month: rng.choice(["未", 0])}
    last_day = month_end(due.year, due.month).day
    if due.day < last_day and rng.random() < 0.5:  # late, but within the due month
        return {due.month: due.replace(day=rng.randint(due.day + 1, last_day))}
    if due.month < 12 and rng.random() < 0.5:  # late, in a later month: the date says so
        later = rng.randint(due.month + 1, 12)
        cells[later] = date(due.year, later, rng.randint(1, 28))
    return cells


# --- indicators -----------------------------------------------------------------------------------------------


def _levy(t: Township, village: str, mood: Mood, rng: random.Random) -> None:
    """Figures for 30 March and 15 April near whole points, and others dated so as not to count."""
    owed = F(rng.choice([100000, 48000, 73530, 33333]))
    first, second = _levy_share(mood, 60, rng), _levy_share(mood, 90, rng)
    if rng.random() < mood.not_applicable:
        first = rng.choice([first, NOT_APPLICABLE])
        second = NOT_APPLICABLE

    def paid(share):
        return share if share == NOT_APPLICABLE else F(int(owed * share * 100), 10000)

    early = {scheme.LEVY_DUE: owed, scheme.LEVY_PAID: paid(first)}
    if rng.random() < 0.4:  # stated for the end of February by an undated row
        t.readings.append(Reading(2, village, early))
    else:
        t.readings.append(Reading(3, village, early, date(t.year, 3, rng.choice([30, 30, 28, 11]))))
    if rng.random() < 0.3:  # 31 March is too late for the first checkpoint, in time for the second
        t.readings.append(Reading(3, village, {scheme.LEVY_PAID: paid(second)}, date(t.year, 3, 31)))
    else:
        later = {scheme.LEVY_PAID: paid(second)} | ({scheme.LEVY_DUE: owed} if rng.random() < 0.5 else {})
        t.readings.append(Reading(4, village, later, date(t.year, 4, rng.choice([15, 15, 10]))))
    if rng.random() < 0.4:
        t.readings.append(Reading(4, village, {scheme.LEVY_PAID: owed}, date(t.year, 4, rng.choice([16, 30]))))


def _levy_share(mood: Mood, required: int, rng: random.Random) -> F:
    """In %."""
    if mood.levy == "full":
        return F(100)
    if mood.levy == "zero":
        return F(0)
    short = rng.choice([0, 0, 1, 2, 5, 9, 20, required])
    return F(required - short) + rng.choice([F(0), F("0.01"), F("-0.01"), F("0.5")]) * (short < required)


def _insurance(t: Township, village: str, mood: Mood, rng: random.Random) -> None:
    for name, required in scheme.INSURANCE.items():
        for month in sorted(rng.sample(range(9, 13), rng.randint(1, 2))):
            share: F | str = F(required)
            if rng.random() < mood.trouble + 0.2 * bool(mood.trouble):
                share = required - rng.choice([F(0), F("0.01"), F("0.99"), F(1), F("1.01"), F("3.5"), F(12)])
            if rng.random() < mood.not_applicable / 2:
                share = NOT_APPLICABLE
            if rng.random() < 0.1 * bool(mood.trouble):
                share = rng.choice([F(0), F("0.5"), F(1), F(100), F("101.2")])
            t.readings.append(Reading(month, village, {name: share}))


def _financing(t: Township, village: str, mood: Mood, rng: random.Random) -> None:
    target = F(scheme.FINANCING_TARGET[t.village(village).klass])
    done = F(0)
    none = rng.random() < mood.not_applicable * 0.7
    for end in quarter_ends(t.year):
        if end.month > 3 and rng.random() < 0.2:
            continue  # the earlier figure stands
        step = rng.choice([F(0), F("17.5"), F("23.45"), F("9.1"), target / 4, target / 2, F(-1)])
        done = max(F(0), done + step)
        figure: F | str = {"full": target, "zero": F(0)}.get(mood.money, done)
        if none or rng.random() < mood.not_applicable * 0.1:
            figure = NOT_APPLICABLE
        month = end.month - rng.choice([0, 0, 1, 2])
        t.readings.append(Reading(month, village, {scheme.FINANCING: figure}))


def _one_row_a_date(t: Township) -> None:
    """One row a village and date; if a month has a dated row, its sheet has 截至 and all its rows are dated.

    Of two different figures for one cell the first stands.
    """
    dated_months = {r.month for r in t.readings if r.as_of}
    rows: dict[tuple[int, str, date], dict[str, F | str]] = {}
    for r in t.readings:
        figures = rows.setdefault((r.month, r.village, r.as_of or month_end(t.year, r.month)), {})
        for name, figure in r.figures.items():
            figures.setdefault(name, figure)
    t.readings = [
        Reading(month, village, figures, when if month in dated_months else None)
        for (month, village, when), figures in rows.items()
    ]


# --- events and tobacco ---------------------------------------------------------------------------------------


def _events(t: Township, village: str, mood: Mood, rng: random.Random) -> None:
    """Events that need no person; some name one all the same."""
    for kind, rule in scheme.EVENTS.items():
        while not rule.on_person and rng.random() < mood.event_chance:
            day = random_day(t.year, rng)
            holders = t.in_office(day, village)
            person = rng.choice(holders).name if holders and mood.trouble and rng.random() < 0.4 else ""
            t.events.append(Event(day, village, kind, rng.choice([1, 1, 1, 2, 4, 7]), person))


def _tobacco(t: Township, village: str, mood: Mood, rng: random.Random) -> None:
    """A season's total near an edge, dealt out over growers whose own totals are near the award's edges."""
    if mood.tobacco == "none":
        return
    task = F(scheme.tobacco_task(t.village(village)))
    percent = 100 if mood.tobacco == "full" else rng.choice([0, 1, 37, 63, 88, 99, 100, 100, 101, 117])
    total = task * percent / 100 + (rng.choice([F(0), F("0.1"), F("-0.1"), F("57.3")]) if mood.tobacco == "any" else 0)
    number = 0
    while total > 0:
        number += 1
        jin = rng.choice([F(2000), F("1999.9"), F(4000), F("3999.5"), F(310), F("6123.4")])
        if jin > total or number == 5:
            jin = total
        total -= jin
        name, own_number = f"烟农{number}", rng.choice(["", "", f"Y{number}"])
        if number > 1 and rng.random() < 0.25:  # homonyms, told apart by their number
            name, own_number = "烟农1", f"N{number}"
        _season(t, village, name, own_number, jin, rng)


def _season(t: Township, village: str, name: str, number: str, jin: F, rng: random.Random) -> None:
    mu = F(rng.choice(["5.99", "6", "8.5", "11.9", "12", "20"]))
    parts = [jin] if jin < 100 or rng.random() < 0.4 else [F(100), F(int(jin / 3)), jin - 100 - int(jin / 3)]
    for n, part in enumerate(p for p in parts if p > 0):
        stated = mu - rng.choice([0, 0, F("0.5")]) if n else mu
        day = random_day(t.year, rng, rng.choice([6, 8, 8, 8, 8, 8]), 11)
        value = F(int(part * F("12.37"))) + rng.choice([F(0), F("0.5"), F("0.07"), F("0.36")])
        t.deliveries.append(Delivery(day, village, name, number, stated, part, value))

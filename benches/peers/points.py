"""The thirteen items of a village on the last day of the year: shared by the openpyxl and the python-calamine peer."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import scheme
from facts import Facts, Village

ZERO = Decimal(0)
TWELFTH_PLACE = Decimal("1e-12")


def item_scores(facts: Facts, village: Village) -> Iterator[tuple[str, Decimal]]:
    """Item and score; every item stops at zero, and no item rises above its full mark."""
    special = {
        "party-building": party_building,
        "tobacco": tobacco,
        "road-levy": road_levy,
        "debt-financing": financing,
    }
    for item, full in scheme.ITEMS.items():
        if item in special:
            score = special[item](facts, village)
        else:
            score = full - events_off(facts, village, item)
            if item == "social-security":
                score -= insurance_off(facts, village)
        yield item, max(score, ZERO)


def events_off(facts: Facts, village: Village, item: str) -> Decimal:
    if item == scheme.ONCE_ITEM:
        return sum((off for kind, off in scheme.ONCE.items() if (village.name, kind) in facts.events), ZERO)
    kinds = scheme.EVENTS.get(item, {}).items()
    return sum((off * facts.events.get((village.name, kind), 0) for kind, off in kinds), ZERO)


def party_building(facts: Facts, village: Village) -> Decimal:
    """Six duties every quarter and three by a date; an item of which everything is taken off stands at zero."""
    offs = [
        duty_in_quarter(facts, village, duty, quarter)
        for duty in scheme.QUARTER_DUTIES
        for quarter in range(4)
    ]
    offs += [duty_by(facts, village, duty, due, scheme.DUTY_OFF) for duty, due in scheme.DATED_DUTIES.items()]
    return less(scheme.ITEMS["party-building"], offs)


def duty_in_quarter(facts: Facts, village: Village, duty: str, quarter: int) -> Decimal | None:
    """What a missed duty takes off; None where it is 不适用."""
    cells = [cell for month, cell in facts.duties[village.name, duty] if (month - 1) // 3 == quarter]
    if None in cells:
        return None
    times = sum(cell if isinstance(cell, Decimal) else 1 for cell in cells)
    return ZERO if times >= 1 else scheme.DUTY_OFF


def duty_by(facts: Facts, village: Village, duty: str, due: date, off: Decimal) -> Decimal | None:
    """Done in time by a date up to the due one, or by √ or a number in a month up to the due one."""
    cells = [cell for month, cell in facts.duties[village.name, duty] if month <= due.month]
    if None in cells:
        return None
    in_time = any(
        cell <= due if isinstance(cell, date) else cell == "√" or (isinstance(cell, Decimal) and cell >= 1)
        for cell in cells
    )
    return ZERO if in_time else off


def road_levy(facts: Facts, village: Village) -> Decimal:
    offs = [duty_by(facts, village, scheme.LEVY_DUTY, scheme.LEVY_DUTY_DUE, scheme.LEVY_DUTY_OFF)]
    for when, required, per_point in scheme.LEVY_CHECKS:
        owed = latest(facts, village, scheme.LEVY_OWED, when)
        paid = latest(facts, village, scheme.LEVY_PAID, when)
        short = None if owed is None or paid is None else max(ZERO, (required * owed - 100 * paid) // owed)
        offs.append(None if short is None else short * per_point)
    return less(scheme.ITEMS["road-levy"], offs)


def less(full: int, offs: list[Decimal | None]) -> Decimal:
    if all(off is None for off in offs):
        return ZERO
    return full - sum((off for off in offs if off is not None), ZERO)


def insurance_off(facts: Facts, village: Village) -> Decimal:
    off = ZERO
    for indicator, required in scheme.INSURANCE.items():
        share = latest(facts, village, indicator, scheme.INSURANCE_DAY)
        if share is not None:
            off += max(ZERO, (required - share) // 1) * scheme.INSURANCE_OFF
    return off


def tobacco(facts: Facts, village: Village) -> Decimal:
    percent = facts.jin.get(village.name, ZERO) * 100 // village.task
    return min(percent * scheme.TOBACCO_PER_POINT, Decimal(scheme.ITEMS["tobacco"]))


def financing(facts: Facts, village: Village) -> Decimal:
    """The last figure that any quarter's end found, against the target of the village's class."""
    found = [latest(facts, village, scheme.FINANCING, when) for when in scheme.FINANCING_DAYS]
    figures = [figure for figure in found if figure is not None]
    if not figures:
        return ZERO
    full = scheme.ITEMS["debt-financing"]
    return min(quotient(full * figures[-1], Decimal(scheme.FINANCING_TARGET[village.size])), Decimal(full))


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Half up at the twelfth place; one that ends, ends well before it."""
    return (dividend / divisor).quantize(TWELFTH_PLACE, ROUND_HALF_UP)


def latest(facts: Facts, village: Village, indicator: str, when: date) -> Decimal | None:
    """The latest figure dated on or before a day; None for 不适用. None at all is an error, as it is for the program."""
    stated = facts.readings[village.name, indicator]
    return stated[max(dated for dated in stated if dated <= when)]

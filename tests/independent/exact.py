"""Exact figures and periods: the little arithmetic that everything else shares."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from math import floor

_PRINTING = Context(prec=80)


def finite(x: Fraction) -> bool:
    """Whether `x` can be written out as a decimal that ends."""
    rest = x.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def half_up(x: Fraction, places: int) -> Fraction:
    """`x` rounded to `places` decimals, halves away from zero."""
    scaled = abs(x) * 10**places
    whole = floor(scaled + Fraction(1, 2))
    return Fraction(whole if x >= 0 else -whole, 10**places)


def quotient(x: Fraction) -> Fraction:
    """A quotient as it is told: exact if it ends, else half up at the 12th place. A node above counts with it unrounded."""
    return x if finite(x) else half_up(x, 12)


def plain(x: Fraction) -> str:
    """The exact decimal, without trailing zeros and without an exponent."""
    if not finite(x):
        raise ValueError(f"{x} has no finite decimal")
    if x.denominator == 1:
        return str(x.numerator)
    text = format(_PRINTING.divide(Decimal(x.numerator), Decimal(x.denominator)), "f")
    return text.rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Period:
    """A month, quarter, half or year, by the label the program takes."""

    label: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def quarter_ends(year: int) -> list[date]:
    return [month_end(year, m) for m in (3, 6, 9, 12)]


def periods_of(year: int) -> list[Period]:
    """The twelve months, four quarters, two halves and the year."""
    spans = [(f"{year}-{m:02}", m, m) for m in range(1, 13)]
    spans += [(f"{year}-Q{q}", 3 * q - 2, 3 * q) for q in range(1, 5)]
    spans += [(f"{year}-H1", 1, 6), (f"{year}-H2", 7, 12), (str(year), 1, 12)]
    return [Period(label, date(year, a, 1), month_end(year, b)) for label, a, b in spans]

"""Writes the lines of a stream of facts, as `tests/facts/README.md` describes them.  Knows no scheme and no rule.

A model hands its year over as lines made here: `Lines` takes the facts, then for each period what must come of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple, Protocol

from exact import Period, plain

NOT_APPLICABLE = "不适用"
KINDS = "village cadre money prize standing band action"

# A figure, a date, words, or nothing.
Field = Fraction | int | str | date | bool | None


def text(field: Field) -> str:
    """As a field of a line: exact decimals, ISO dates, nothing for nothing."""
    if field is None:
        return ""
    if isinstance(field, bool):
        return "true" if field else "false"
    if isinstance(field, Fraction):
        return plain(field)
    if isinstance(field, date):
        return field.isoformat()
    return str(field)


def is_month(period: Period) -> bool:
    return (period.first.year, period.first.month) == (period.last.year, period.last.month)


def who(account: str, village: str, name: str = "", number: str = "") -> str:
    """A subject: `village`, `cadre` or `household`, its village, its name and its number."""
    return " ".join(part for part in (account, village, name, number) if part)


class Year(NamedTuple):
    """What a model says of a random year: its lines, how much it is, and which cases it puts to the test."""

    lines: str
    village_months: int
    cases: set[tuple[str, str]]  # (row, case)


class Model(Protocol):
    """What works one rulebook out by itself."""

    RULEBOOK: str
    ROWS: list[str]  # a run in which one of these is never met has said nothing of it

    def year(self, seed: int, periods: Callable[[Period], bool], size: int = 0) -> Year:
        """The year of a seed, always the same; `periods` says which are asked for.  Size 0 is its own choice."""
        ...


class Lines:
    """The lines of one township year."""

    def __init__(self, rulebook: str, label: str) -> None:
        self._lines = [f"year\t{rulebook}\t{label}\n"]

    def _add(self, *fields: Field) -> None:
        self._lines.append("\t".join(map(text, fields)) + "\n")

    def village(self, name: str, klass: str = "", start: date | None = None, end: date | None = None) -> None:
        self._add("village", name, klass, start, end)

    def tenure(self, village: str, name: str, number: str, post: str, start=None, end=None) -> None:
        self._add("tenure", village, name, number, post, start, end)

    def target(self, target: str, village: str, value: Field) -> None:
        self._add("target", target, village, value)

    def event(self, day: date, village: str, event: str, count: Field = 1, person="", number="", mark=None) -> None:
        self._add("event", day, village, event, count, person, number, mark)

    def duty(self, year: int, month: int, village: str, duty: str, value: Field) -> None:
        """`value`: how often, a day, or 不适用."""
        self._add("duty", f"{year}-{month:02}", village, duty, value)

    def figure(self, day: date, village: str, indicator: str, value: Field) -> None:
        self._add("figure", day, village, indicator, value)

    def mark(self, year: int, month: int, village: str, mark: str, value: Field, person="", number="") -> None:
        self._add("mark", f"{year}-{month:02}", village, mark, person, number, value)

    def row(self, day: date, village: str, register: str, values: Mapping[str, Field]) -> None:
        """A blank column is left out."""
        cells = [f"{column}={_typed(value)}" for column, value in values.items() if value not in ("", None)]
        self._add("row", day, village, register, *cells)

    def attendance(self, day: date, village: str, meeting: str, person: str, number: str, mark: str) -> None:
        """`mark`: present, late, excused or absent."""
        self._add("attendance", day, village, meeting, person, number, mark)

    def leave(self, left: date, back: date, village: str, person: str, number: str, form, approver, verified) -> None:
        """`form`: telephone, written or none."""
        self._add("leave", left, back, village, person, number, form, approver, verified)

    def past_place(self, period: str, standing: str, village: str, person: str, number: str, place: int) -> None:
        self._add("place", period, standing, village, person, number, place)

    def past_sanction(self, period: str, sanction: str, village: str, person: str = "") -> None:
        self._add("sanction", period, sanction, village, person)

    def period(self, label: str, kinds: str = KINDS) -> None:
        """What follows is of this period; of each of these kinds every subject will be stated."""
        self._add("period", label, kinds)

    def expect(self, kind: str, subject: str, figures: Iterable[tuple[str, Field]]) -> None:
        cells = "\t".join([f"{name}={text(value)}" for name, value in figures])
        self._lines.append(f"=\t{kind}\t{subject}\t{cells}\n")

    def end(self) -> str:
        """The whole year."""
        return "".join([*self._lines, "end\n"])


def _typed(value: Field) -> str:
    if isinstance(value, date):
        return f"d:{value.isoformat()}"
    return f"t:{value}" if isinstance(value, str) else f"n:{text(value)}"

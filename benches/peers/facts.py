"""What a township's workbooks say, as far as village points need it: shared by the openpyxl and the python-calamine peer.

A workbook comes in as (sheet name, rows of plain values); what a cell says is worked out here, with Decimal.
"""

import calendar
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import scheme

Cell = object
Rows = Iterable[Sequence[Cell]]
Book = Iterable[tuple[str, Rows]]

NOT_APPLICABLE = "不适用"
_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?")


@dataclass
class Village:
    """A row of the roster's sheet 村, with the tobacco it is to deliver."""

    name: str
    size: str
    task: Decimal


@dataclass
class Facts:
    """A township's year. Keys begin with the village."""

    villages: list[Village]
    names: dict[str, str]
    events: dict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    duties: dict[tuple[str, str], list[tuple[int, Cell]]] = field(default_factory=lambda: defaultdict(list))
    readings: dict[tuple[str, str], dict[date, Decimal | None]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    jin: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add_book(self, book: Book, month: int) -> None:
        """Takes in a workbook of a month; sheets that village points do not need are passed over."""
        takers = {
            "事项登记": self._add_event,
            "规定动作": self._add_duties,
            "指标进度": self._add_readings,
            "烟叶交售": self._add_delivery,
        }
        for sheet, rows in book:
            taker = takers.get(sheet.strip())
            if taker is not None:
                for record in records(rows):
                    taker(self.names[text(record["村"])], record, month)

    def _add_event(self, village: str, record: dict[str, Cell], month: int) -> None:
        self.events[village, text(record["事项"])] += number(record["次数"])

    def _add_duties(self, village: str, record: dict[str, Cell], month: int) -> None:
        for duty in scheme.DUTIES:
            cell = record.get(duty)
            if not blank(cell):
                self.duties[village, duty].append((month, done(cell)))

    def _add_readings(self, village: str, record: dict[str, Cell], month: int) -> None:
        stated = record.get("截至")
        when = month_end(month) if blank(stated) else day(stated)
        for indicator in scheme.INDICATORS:
            cell = record.get(indicator)
            if not blank(cell):
                read = percent if indicator in scheme.INSURANCE else number
                self.readings[village, indicator][when] = None if cell == NOT_APPLICABLE else read(cell)

    def _add_delivery(self, village: str, record: dict[str, Cell], month: int) -> None:
        self.jin[village] += number(record["交售量(斤)"])


def roster(book: Book, tasks: dict[str, Decimal]) -> Facts:
    """The villages of `roster.xlsx`, and no facts yet."""
    villages: list[Village] = []
    names: dict[str, str] = {}
    for sheet, rows in book:
        if sheet == "村":
            for record in records(rows):
                name = text(record["村"])
                size = text(record["类别"])
                villages.append(Village(name, size, tasks[name] if name in tasks else tasks[size]))
                aliases = record.get("别名")
                for alias in [] if blank(aliases) else re.split("[、,]", text(aliases)):
                    names[alias] = name
                names[name] = name
    return Facts(villages, names)


def tobacco_tasks(rulebook: Path) -> dict[str, Decimal]:
    """The target 烟叶任务 by village or class, of a rulebook or, where it states none, of the one it extends."""
    rules = tomllib.loads(rulebook.read_text(encoding="utf-8"))
    for target in rules.get("target", []):
        if target["name"] == "烟叶任务" and not target.get("remove"):
            tasks = target.get("by-village", {}) | target.get("by-class", {})
            return {name: Decimal(str(jin)) for name, jin in tasks.items()}
    base = rules.get("extends", "builtin:village-cadre")
    if base.startswith("builtin:"):
        return {village: Decimal(jin) for village, jin in scheme.TOBACCO_TASK.items()}
    return tobacco_tasks(rulebook.parent / base)


def records(rows: Rows) -> Iterator[dict[str, Cell]]:
    """The rows below the header, which is the first with a cell 村; a merged village cell holds for the rows below it."""
    header: list[str] | None = None
    village: Cell = None
    for row in rows:
        if header is None:
            names = [text(cell) for cell in row]
            header = names if "村" in names else None
        elif any(not blank(cell) for cell in row):
            record = dict(zip(header, row))
            village = record["村"] = village if blank(record["村"]) else record["村"]
            yield record


def blank(cell: Cell) -> bool:
    return cell is None or cell == ""


def text(cell: Cell) -> str:
    """Full-width digits and brackets as half-width ones, without spaces around."""
    return "" if cell is None else unicodedata.normalize("NFKC", str(cell)).strip()


def number(cell: Cell) -> Decimal:
    """The decimal as it was typed: the shortest that stands for the cell's binary number."""
    if isinstance(cell, (int, float)):
        return Decimal(repr(cell))
    return Decimal(text(cell).replace(",", ""))


def percent(cell: Cell) -> Decimal:
    """95.5, '95.5%', or 0.955 shown as a percentage: no share in use is 1 % or less."""
    if isinstance(cell, str) and text(cell).endswith("%"):
        return Decimal(text(cell).rstrip("%"))
    figure = number(cell)
    return figure * 100 if figure <= 1 else figure


def day(cell: Cell) -> date:
    """A date cell, or 2024-03-05, 2024.3.5, 2024年3月5日."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = _DAY.fullmatch(text(cell))
    if found is None:
        raise ValueError(f"not a date: {cell!r}")
    return date(*map(int, found.groups()))


def done(cell: Cell) -> Decimal | date | str | None:
    """A cell of 规定动作: how often, on which day, √, or None for 不适用."""
    if isinstance(cell, (int, float)):
        return Decimal(repr(cell))
    if isinstance(cell, date):
        return day(cell)
    written = text(cell)
    if written == NOT_APPLICABLE:
        return None
    if written == "√":
        return written
    if written == "未":
        return Decimal(0)
    return Decimal(written) if written.isdecimal() else day(written)


def month_end(month: int) -> date:
    return date(scheme.YEAR, month, calendar.monthrange(scheme.YEAR, month)[1])

"""The facts of a year under any rulebook, and what a model says must come of them: plain data, and nothing else.

A model reads a `Facts`; `year_workbooks.py` writes it as the workbooks of an office, and any other way into the program
may write it as it likes.  Knows no rule, no sheet and no program.  Every figure is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from township import NOT_APPLICABLE, Post, Village

__all__ = [
    "NOT_APPLICABLE", "Attendance", "Duty", "Event", "Expected", "Facts", "Field", "Figure", "Leave", "Mark",
    "PastPlace", "PastSanction", "Post", "Row", "Village", "who",
]  # fmt: skip

# A figure, a date, words, a yes or no, or nothing.
Field = Fraction | int | str | date | bool | None

# By kind (village, cadre, money, prize, standing, band, action) and subject: its figures by name.
Expected = dict[tuple[str, str], dict[str, Field]]


@dataclass(frozen=True)
class Event:
    """A row of 事项登记; `mark` is its 分值, for a rule with a range."""

    day: date
    village: str
    event: str
    count: int = 1
    person: str = ""
    mark: Fraction | None = None


@dataclass(frozen=True)
class Duty:
    """A filled cell of 规定动作 in the workbook of `month`: how often, a day or 不适用; 0 is 未."""

    month: int
    village: str
    duty: str
    value: int | date | str


@dataclass(frozen=True)
class Figure:
    """A cell of 指标进度: cumulative as of `day`, or 不适用."""

    day: date
    village: str
    indicator: str
    value: Fraction | str


@dataclass(frozen=True)
class Mark:
    """A cell of 评分录入 in the workbook of `month`; a mark of a person names one."""

    month: int
    village: str
    mark: str
    value: Fraction | str
    person: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a register; a column that is missing is a blank cell."""

    day: date
    village: str
    register: str
    values: Mapping[str, Fraction | int | str]


@dataclass(frozen=True)
class Attendance:
    """A cell of 会议签到: √ 迟 假 缺."""

    day: date
    village: str
    meeting: str
    person: str
    mark: str


@dataclass(frozen=True)
class Leave:
    """A row of 请销假; `form` is 电话, 书面 or 未请假."""

    left: date
    back: date
    village: str
    person: str
    form: str
    approver: str = ""
    verified: str = ""


@dataclass(frozen=True)
class PastPlace:
    """A place of an earlier year, as history.toml states it."""

    period: str
    standing: str
    village: str
    place: int
    person: str = ""
    number: str = ""


@dataclass(frozen=True)
class PastSanction:
    """A sanction of an earlier year, as history.toml states it."""

    period: str
    sanction: str
    village: str
    person: str = ""


@dataclass
class Facts:
    """Everything that was recorded in one year, under one of the built-in rulebooks."""

    rulebook: str
    year: int
    villages: list[Village] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    # By target and village: what stands in place of the rulebook's own figures.
    targets: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    attendance: list[Attendance] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    past_places: list[PastPlace] = field(default_factory=list)
    past_sanctions: list[PastSanction] = field(default_factory=list)

    def number_of(self, village: str, person: str) -> str:
        """A person's number.  Homonyms never share a village in these years."""
        return next((p.id for p in self.posts if (p.village, p.name) == (village, person)), "")


def who(account: str, village: str, name: str = "", number: str = "") -> str:
    """A subject: `village`, `cadre` or `household`, its village, its name and its number."""
    return " ".join(part for part in (account, village, name, number) if part)

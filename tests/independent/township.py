"""The facts of one township and one year, as plain data.

These classes know nothing of rules and nothing of spreadsheets: `recompute.py` reads them to say what the
year must come to, `workbooks.py` writes them down for the program under test.  Every figure is a `Fraction`,
so that neither side ever meets a binary float.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

NOT_APPLICABLE = "不适用"


@dataclass(frozen=True)
class Village:
    """A village of the roster; `alias` is another way in which sheets may write its name.

    `task` is the tobacco it is to deliver, for villages that the scheme does not name.
    """

    name: str
    klass: str
    alias: str = ""
    task: int | None = None


@dataclass(frozen=True)
class Post:
    """One roster row: a person holds a post in a village; open ends are `None`."""

    id: str
    name: str
    village: str
    post: str
    start: date | None = None
    end: date | None = None

    def held_on(self, day: date) -> bool:
        """Both end days belong to the post."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, first: date, last: date) -> bool:
        """Whether the post was held on any day from `first` to `last`."""
        return (self.start is None or self.start <= last) and (self.end is None or first <= self.end)


@dataclass(frozen=True)
class Event:
    """A row of 事项登记; `person` is the name typed under 当事人, or empty."""

    day: date
    village: str
    kind: str
    count: int = 1
    person: str = ""
    note: str = ""
    basis: str = ""
    recorder: str = ""


@dataclass(frozen=True)
class DutyCell:
    """A filled cell of 规定动作 in the workbook of `month`: a count, `√`, `未`, `不适用` or a date."""

    month: int
    village: str
    duty: str
    value: int | str | date


@dataclass(frozen=True)
class Reading:
    """A row of 指标进度.  Without `as_of` it stands for the last day of `month`."""

    month: int
    village: str
    figures: dict[str, Fraction | str]
    as_of: date | None = None


@dataclass(frozen=True)
class Meeting:
    """A meeting and the mark (√ 迟 假 缺) of every cadre in office that day, by (person id, village)."""

    day: date
    title: str
    marks: dict[tuple[str, str], str]


@dataclass(frozen=True)
class Leave:
    """A row of 请销假; `form` is 电话, 书面 or 未请假, `verified` is 是, 否 or blank."""

    id: str
    name: str
    village: str
    left: date
    back: date
    form: str
    approver: str = ""
    verified: str = ""
    note: str = ""

    @property
    def days(self) -> int:
        """Calendar days, the first and the last included."""
        return (self.back - self.left).days + 1


@dataclass(frozen=True)
class Delivery:
    """A row of 烟叶交售."""

    day: date
    village: str
    grower: str
    grower_id: str
    mu: Fraction
    jin: Fraction
    value: Fraction


@dataclass(frozen=True)
class Plot:
    """A row of 烟叶示范点: one row is one plot."""

    day: date
    village: str
    place: str
    mu: Fraction


@dataclass
class Township:
    """Everything that was recorded in one year."""

    year: int
    villages: list[Village]
    posts: list[Post] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    duties: list[DutyCell] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    plots: list[Plot] = field(default_factory=list)

    def village(self, name: str) -> Village:
        """The village of that name."""
        return next(v for v in self.villages if v.name == name)

    def parts(self) -> dict[str, Township]:
        """Each village with its own facts alone, meetings aside: what it scores does not hang on the others."""
        parts = {v.name: Township(self.year, [v]) for v in self.villages}
        for kind in ("posts", "events", "duties", "readings", "leaves", "deliveries", "plots"):
            for row in getattr(self, kind):
                getattr(parts[row.village], kind).append(row)
        return parts

    def in_office(self, day: date, village: str | None = None) -> list[Post]:
        """The posts held on `day`, in one village or in all."""
        return [p for p in self.posts if p.held_on(day) and village in (None, p.village)]

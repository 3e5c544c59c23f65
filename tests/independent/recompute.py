"""The year's results, worked out a second time and without the program: villages, cadres, money, prizes, actions.

Points are in `points.py`, money and actions in `payments.py`, the scheme's figures in `scheme.py`; this file
puts them together for a period.  Row numbers are those of the readings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction as F

import scheme
from exact import Period, half_up
from payments import Action, Payee, actions, money, postings
from points import Item, available, items_on
from township import Post, Township


@dataclass(frozen=True)
class VillageResult:
    name: str
    score: F
    available: F
    rank: int
    tied: bool
    items: dict[str, Item]


@dataclass(frozen=True)
class CadreResult:
    """One account a person and village; `start` and `end` are cut to the period."""

    id: str
    name: str
    village: str
    posts: frozenset[str]
    start: date
    end: date
    partial: bool
    score: F


@dataclass(frozen=True)
class Prize:
    village: str
    tier: str
    rank: int
    amount: F
    shared: list[str]


@dataclass(frozen=True)
class Result:
    period: Period
    villages: list[VillageResult]
    cadres: list[CadreResult]
    money: dict[Payee, F]
    prizes: list[Prize]
    remainder: F
    actions: list[Action]


def recompute(t: Township, period: Period) -> Result:
    """Everything the program must say of `period`."""
    return Recomputation(t).of(period)


class Recomputation:
    """A year whose facts are complete.  What several periods need is worked out once: the villages as they stand on a
    day, and the money and the actions of the year, of which a period takes those dated within it."""

    def __init__(self, t: Township) -> None:
        self._t = t
        self._parts = t.parts()
        self._posted = list(postings(t))
        self._actions = actions(t)
        self._standing: dict[date, list[VillageResult]] = {}

    def of(self, period: Period) -> Result:
        """Everything the program must say of `period`."""
        if period.last not in self._standing:
            self._standing[period.last] = _villages(self._parts, period.last)
        villages = self._standing[period.last]
        of_year = period.label == str(self._t.year)  # row 24a: prizes and last place: for the year only
        prizes, remainder = _prizes(villages) if of_year else ([], F(0))
        talks = _talks(villages, period.last) if of_year else []
        return Result(
            period=period,
            villages=villages,
            cadres=_cadres(self._parts, period, {v.name: v.score for v in villages}),
            money=money(self._posted, period),
            prizes=prizes,
            remainder=remainder,
            actions=sorted([a for a in self._actions if period.holds(a.day)] + talks),
        )


def _villages(parts: dict[str, Township], day: date) -> list[VillageResult]:
    """Row 22: by the exact score; equal scores share the place and the next is skipped."""
    items = {name: items_on(part, name, day) for name, part in parts.items()}
    scores = {name: sum((item.score for item in of.values()), F(0)) for name, of in items.items()}
    everyone = sorted(scores.values(), reverse=True)
    return [
        VillageResult(
            name=name,
            score=score,
            available=available(items[name]),
            rank=1 + everyone.index(score),
            tied=everyone.count(score) > 1,
            items=items[name],
        )
        for name, score in scores.items()
    ]


def _prizes(villages: list[VillageResult]) -> tuple[list[Prize], F]:
    """Row 23: tied villages share equally the prizes of the places they fill, to the fen; the rest is left over."""
    found: list[Prize] = []
    pot = F(0)
    for rank, (tier, _) in enumerate(scheme.PRIZES, start=1):
        holders = [v for v in villages if v.rank == rank]
        if not holders:
            continue
        filled = scheme.PRIZES[rank - 1 : rank - 1 + len(holders)]
        pool = F(sum(amount for _, amount in filled))
        shared = [name for name, _ in filled] if len(holders) > 1 else []
        share = half_up(pool / len(holders), 2)
        found += [Prize(v.name, tier, rank, share, shared) for v in holders]
        pot += pool
    return found, pot - sum((prize.amount for prize in found), F(0))


def _talks(villages: list[VillageResult], day: date) -> list[Action]:
    """Row 24: last and 80 or less (row 26: 80 included); a tie for last names all of them."""
    lowest = min(v.score for v in villages)
    if lowest > scheme.TALK_AT_OR_BELOW:
        return []
    return [Action("talk", v.name, v.name, day) for v in villages if v.score == lowest]


# --- cadres (row 21) ------------------------------------------------------------------------------------------


def _cadres(parts: dict[str, Township], period: Period, scores: dict[str, F]) -> list[CadreResult]:
    accounts: dict[tuple[str, str], list[Post]] = {}
    for part in parts.values():
        for post in part.posts:
            if post.overlaps(period.first, period.last):
                accounts.setdefault((post.id, post.village), []).append(post)
    return [
        _cadre(parts[village], period, held, scores[village]) for (_, village), held in sorted(accounts.items())
    ]


def _cadre(t: Township, period: Period, held: list[Post], village_score: F) -> CadreResult:
    """The village's whole score on the period's last day, less the person's own deductions, never below zero."""
    person = held[0]
    score = max(F(0), village_score - personal_deductions(t, person, period.last))
    return CadreResult(
        id=person.id,
        name=person.name,
        village=person.village,
        posts=frozenset(post.post for post in held),
        start=max(period.first, min(post.start or date.min for post in held)),
        end=min(period.last, max(post.end or date.max for post in held)),
        partial=not _covers(held, period),
        score=score,
    )


def _covers(held: list[Post], period: Period) -> bool:
    """Whether the posts leave no day of the period out."""
    day = period.first
    while day <= period.last:
        ends = [post.end or period.last for post in held if post.held_on(day)]
        if not ends:
            return False
        day = max(ends) + timedelta(days=1)
    return True


def personal_deductions(t: Township, person: Post, last: date) -> F:
    """Row 12: deductions of 廉政 events that name the person, dated within posts held in that village."""
    here = [post for post in t.posts if (post.id, post.village) == (person.id, person.village)]
    off = F(0)
    for event in t.events:
        rule = scheme.EVENTS[event.kind]
        named = rule.on_person and event.village == person.village and event.person == person.name
        if named and event.day <= last and any(post.held_on(event.day) for post in here):
            off += rule.off * event.count
    return off

"""Money and actions (处理): everything that is not points.  Row numbers are those of the readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction as F
from typing import NamedTuple

import scheme
from exact import Period, half_up
from points import delivered
from township import Event, Leave, Township


class Payee(NamedTuple):
    """Who is paid or fined, and under which clause."""

    account: str
    village: str
    name: str
    id: str
    clause: str


# Who, when, how much.
Posting = tuple[Payee, date, F]


class Action(NamedTuple):
    """A candidate for decision; the subject is a person where one is named, else the village."""

    kind: str
    subject: str
    village: str
    day: date


def money(posted: list[Posting], period: Period) -> dict[Payee, F]:
    """Yuan posted within the period, of the year's postings; zero entries are left out."""
    sums: dict[Payee, F] = defaultdict(F)
    for payee, day, amount in posted:
        if period.holds(day):
            sums[payee] += amount
    return {payee: amount for payee, amount in sums.items() if amount}


def postings(t: Township) -> Iterator[Posting]:
    """Everything that is posted in the year."""
    yield from _meeting_fines(t)
    yield from _absence_fines(t)
    yield from _plots(t)
    yield from _deliveries(t)
    yield from _growers(t)


def _meeting_fines(t: Township):
    """Row 19: 缺 alone decides; a meeting is a fine, on its day."""
    names = {post.id: post.name for post in t.posts}
    for meeting in t.meetings:
        for (person, village), mark in meeting.marks.items():
            if mark == "缺":
                yield Payee("cadre", village, names[person], person, "3(1)"), meeting.day, -scheme.FINE


def _absence_fines(t: Township):
    """Row 19: each calendar day away once a person, however many rows name it; posted on the day of return."""
    counted: dict[str, set[date]] = defaultdict(set)
    for leave in sorted(t.leaves, key=lambda row: row.back):
        if leave.form != "未请假" or leave.verified != "是" or not _bound(t, leave):
            continue
        new = days_away(leave) - counted[leave.id]
        counted[leave.id] |= new
        payee = Payee("cadre", leave.village, leave.name, leave.id, "3(2)")
        yield payee, leave.back, -scheme.FINE * len(new)


def days_away(leave: Leave) -> set[date]:
    """The first and the last day included."""
    return {leave.left + timedelta(days=n) for n in range(leave.days)}


def _plots(t: Township):
    """Row 9: each plot by the highest bracket it meets, on the day it is entered."""
    for plot in t.plots:
        yuan = next((yuan for mu, yuan in scheme.PLOTS if plot.mu >= mu), 0)
        yield Payee("village", plot.village, "", "", "2(5)"), plot.day, F(yuan)


def _deliveries(t: Township):
    """Row 7: the village's yuan a jin, on all jin, at the rate of what the year came to."""
    settled = date(t.year, 12, 31)
    for village in t.villages:
        jin = delivered(t, village.name, settled)
        exceeded = jin > scheme.tobacco_task(village)
        rate = scheme.PER_JIN_EXCEEDED if exceeded else scheme.PER_JIN
        yield Payee("village", village.name, "", "", "2(5)"), settled, half_up(jin * rate, 2)


def growers(t: Township) -> dict[tuple[str, str, str], tuple[F, F, F]]:
    """Season of each grower (village, name, number or blank): the largest stated mu, all jin, all value."""
    seasons: dict[tuple[str, str, str], tuple[F, F, F]] = {}
    for row in t.deliveries:
        key = (row.village, row.grower, row.grower_id)
        mu, jin, value = seasons.get(key, (F(0), F(0), F(0)))
        seasons[key] = (max(mu, row.mu), jin + row.jin, value + row.value)
    return seasons


def _growers(t: Township):
    """Row 8: the subsidy and the award are two rules, each rounded to the fen; one award, the highest met."""
    settled = date(t.year, 12, 31)
    for (village, name, number), (mu, jin, value) in growers(t).items():
        payee = Payee("household", village, name, number, "2(5)")
        yield payee, settled, half_up(value * scheme.SUBSIDY, 2)
        yield payee, settled, F(award(mu, jin))


def award(mu: F, jin: F) -> int:
    """Both figures must be met."""
    return next((yuan for least_mu, least_jin, yuan in scheme.AWARDS if mu >= least_mu and jin >= least_jin), 0)


# --- actions --------------------------------------------------------------------------------------------------


def actions(t: Township) -> list[Action]:
    """Referrals and flags of the year, sorted; the year's talks come from the standing."""
    found = [_referral(event) for event in t.events if scheme.EVENTS[event.kind].refer]
    found += [Action("flag", leave.name, leave.village, leave.back) for leave in t.leaves if improper(t, leave)]
    return sorted(found)


def _referral(event: Event) -> Action:
    """Rows 4, 11, 12, 15, 18."""
    return Action("refer", event.person or event.village, event.village, event.day)


def improper(t: Township, leave: Leave) -> bool:
    """Row 20: an approved leave in the wrong form, or granted by another than the rules name, or by nobody."""
    if leave.form == "未请假" or not _bound(t, leave):
        return False
    by_telephone_too_long = leave.form == "电话" and leave.days > scheme.TELEPHONE_DAYS
    return by_telephone_too_long or leave.approver not in _may_approve(t, leave)


def _posts_of(t: Township, leave: Leave) -> set[str]:
    """The posts held on the day of return."""
    return {post.post for post in t.in_office(leave.back, leave.village) if post.id == leave.id}


def _bound(t: Township, leave: Leave) -> bool:
    """Row 20: 组长 are not bound by the leave rules; one who holds another post besides is."""
    return bool(_posts_of(t, leave) - scheme.NOT_BOUND_BY_LEAVE)


def _may_approve(t: Township, leave: Leave) -> set[str]:
    if _posts_of(t, leave) & scheme.LED_BY_TOWNSHIP:
        return set(scheme.MAIN_LEADER)
    here = t.in_office(leave.back, leave.village)
    return {"支部书记"} | {post.name for post in here if post.post == "支部书记"}

"""What the models of several rulebooks share: limits, places, days, people.  Knows no rulebook's figures."""

from __future__ import annotations

import random
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction as F

from exact import Period, month_end, periods_of
from facts_of_year import Expected, Post, who

Score = tuple[F, ...]  # the score, then what breaks ties


def clamp(x: F, low: int | F | None = None, high: int | F | None = None) -> F:
    """A floor and a cap look at the raw sum."""
    if high is not None:
        x = min(x, F(high))
    return x if low is None else max(x, F(low))


def places(scores: Mapping[str, Score], skips: bool = True) -> dict[str, tuple[int, bool]]:
    """Place and whether it is shared; after a shared place the next are skipped, or not."""
    everyone = list(scores.values())
    ahead = everyone if skips else set(everyone)
    return {name: (1 + sum(other > own for other in ahead), everyone.count(own) > 1) for name, own in scores.items()}


def growing(amounts: list[F], counts: Iterable[int]) -> F:
    """The first time, the second time …; from then on the last amount."""
    total = sum(counts)
    return sum((amounts[min(n, len(amounts) - 1)] for n in range(total)), F(0))


def months_of(period: Period) -> range:
    return range(period.first.month, period.last.month + 1)


def parts_of(period: Period, months: int) -> list[Period]:
    """The periods of that many months that lie within `period`."""
    found = [p for p in periods_of(period.first.year) if len(months_of(p)) == months]
    return [p for p in found if period.first <= p.first and p.last <= period.last]


def quarter_of(month: int) -> int:
    return (month + 2) // 3


def days_of(period: Period) -> list[date]:
    return [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]


def cadres_of(posts: Iterable[Post], period: Period) -> dict[tuple[str, str], list[Post]]:
    """Accounts by village and name, with the posts held there on any day of the period."""
    found: dict[tuple[str, str], list[Post]] = {}
    for post in posts:
        if post.overlaps(period.first, period.last):
            found.setdefault((post.village, post.name), []).append(post)
    return found


def cadre_figures(held: list[Post], period: Period) -> dict:
    """What a cadre's result says of the posts."""
    covered = all(any(p.held_on(day) for p in held) for day in days_of(period))
    return {
        "post": " ".join(sorted({p.post for p in held})),
        "from": max(period.first, min(p.start or date.min for p in held)),
        "until": min(period.last, max(p.end or date.max for p in held)),
        "partial": not covered,
    }


def cadre_who(post: Post) -> str:
    return who("cadre", post.village, post.name, post.id)


def add_money(expected: Expected, subject: str, rule: str, amount: F) -> None:
    """Zero entries are left out."""
    if amount:
        sums = expected.setdefault(("money", subject), {})
        for name in (f"rule {rule}", "total"):
            sums[name] = sums.get(name, F(0)) + amount


def add_action(expected: Expected, kind: str, day: date, village: str, subject: str) -> None:
    row = expected.setdefault(("action", f"{kind} {day.isoformat()} {village} {subject}"), {"count": 0})
    row["count"] += 1


def random_day(year: int, rng: random.Random, month: int | None = None) -> date:
    month = month or rng.randint(1, 12)
    return date(year, month, rng.randint(1, monthrange(year, month)[1]))


_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = ["建国", "秀英", "明", "丽", "志强"]


def random_posts(year: int, villages: list[str], posts: list[str], rng: random.Random, turns=range(1, 13)) -> list[Post]:
    """Two to four people a village: two posts at once, changes within the year, homonyms in different villages."""
    found: list[Post] = []
    for village in villages:
        names = rng.sample([s + g for s in _SURNAMES for g in _GIVEN], 4)
        for n in range(rng.randint(2, 4)):
            twin = rng.choice(found).name if found and rng.random() < 0.15 else ""
            name = names[n] if not twin or any(p.village == village and p.name == twin for p in found) else twin
            post = posts[0] if n == 0 else rng.choice(posts[1:])
            found += _career(year, f"C{len(found) + 1:03}", name, village, post, posts, rng, turns)
    return found


def _career(year: int, id: str, name: str, village: str, post: str, posts: list[str], rng, turns) -> list[Post]:
    turn = random_day(year, rng, rng.choice(list(turns)))
    other = rng.choice([p for p in posts if p != post])
    after = turn + timedelta(days=1)
    careers = {
        "whole": [(post, None, None)],
        "two posts": [(post, None, None), (other, None, None)],
        "adds": [(post, None, None), (other, after, None)],
        "change": [(post, None, turn), (other, after, None)],
        "leaves": [(post, None, turn)],
        "joins": [(post, after, None)],
        "returns": [(post, None, month_end(year, 2)), (post, date(year, 8, 20), None)],
    }
    kind = rng.choice(["whole"] * 5 + list(careers))
    return [Post(id, name, village, held, start, end) for held, start, end in careers[kind] if _within(year, start)]


def _within(year: int, start: date | None) -> bool:
    return start is None or start.year == year

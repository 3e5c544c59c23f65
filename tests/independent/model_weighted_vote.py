"""Works the rulebook weighted-vote out by itself, from its clauses, and draws random years for it.

Monthly work and a vote at the year's end count seventy to thirty; the work is multiplied by a village's difficulty.
"""

from __future__ import annotations

import random
from fractions import Fraction as F

from exact import Period, half_up, month_end, quotient
from facts_of_year import NOT_APPLICABLE as NA
from facts_of_year import Duty, Event, Expected, Facts, Mark, Village, who
from model_parts import (
    add_action, add_money, cadre_figures, cadre_who, cadres_of, clamp, days_of, months_of, parts_of, places,
    random_day, random_posts, twins,
)  # fmt: skip
from year_workbooks import Forms

RULEBOOK = "weighted-vote"
PRIZES: dict[str, str] = {}
FORMS = Forms()
CASES = [
    "party day missing", "party day not applicable", "party day not reported", "several party days", "dirty",
    "dirty by the county", "environment at its floor", "a vote not applicable", "honours at their cap",
    "basic score at its cap", "both parts at their caps", "difficulty above one", "difficulty below one",
    "mean unending", "bonus", "bonus: part of a month", "bonus: two posts", "bonus: post changed", "bonus forfeited", "yearly pay by days",
    "population under 1000", "population under 2500", "population of 2500", "一等", "二等", "三等",
    "tied over two grades", "vetoed", "tie by work", "tied", "last: first time", "last: again", "last but tied",
    "homonyms",
]  # fmt: skip

_FACTOR = {"支部书记": F(1), "主任": F(9, 10), "文书": F(8, 10)}
_ITEMS = ("party-day", "environment")


def random_year(seed: int, size: int = 0) -> Facts:
    rng = random.Random(f"{RULEBOOK} {seed}")
    facts = Facts(RULEBOOK, rng.choice([2023, 2024, 2025]))
    facts.villages = [Village(f"{n}号村", "") for n in range(1, (size or rng.choice([3, 6, 10, 17])) + 1)]
    names = [v.name for v in facts.villages]
    facts.posts = random_posts(facts.year, names, list(_FACTOR), rng)
    factors = [F(1), F(1), F(1), F(105, 100), F(11, 10), F(95, 100), F(1037, 1000)]
    facts.targets["难度系数"] = {name: rng.choice(factors) for name in names}
    facts.targets["人口"] = {name: F(rng.choice([800, 999, 1000, 2499, 2500, 3100])) for name in names}
    for name in names:
        _village_year(facts, name, rng)
    twins(facts, 0.3, rng)
    return facts


def _village_year(facts: Facts, name: str, rng: random.Random) -> None:
    tidy = rng.random() < 0.4
    for month in range(1, 13):
        if tidy or rng.random() < 0.9:
            value = 1 if tidy else rng.choice([1, 1, 1, 1, 2, 0, NA, random_day(facts.year, rng, month)])
            facts.duties.append(Duty(month, name, "主题党日", value))
    for _ in range(0 if tidy else rng.choice([0, 2, 6])):
        event = rng.choice(["暗访发现脏乱", "暗访发现脏乱", "被县通报脏乱"])
        facts.events.append(Event(random_day(facts.year, rng), name, event, rng.choice([1, 1, 1, 2, 5])))
    for _ in range(rng.choice([0, 1, 3])):
        event = rng.choice(["县级荣誉", "市级荣誉"])
        facts.events.append(Event(random_day(facts.year, rng), name, event, rng.choice([1, 1, 2])))
    if rng.random() < 0.2:
        facts.events.append(Event(random_day(facts.year, rng), name, "群体性事件"))
    masses = rng.choice([F(100), F(100), F(90), F(965, 10), F(70), NA if rng.random() < 0.2 else F(80)])
    leaders = rng.choice([F(40), F(40), F(38), F(333, 10), NA if rng.random() < 0.2 else F(36)])
    facts.marks.append(Mark(12, name, "群众满意率", masses))
    facts.marks.append(Mark(12, name, "班子评分", leaders))


class Model:
    """What must come of a year, period by period."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.cases: set[str] = set()
        self._months = {(v.name, m): self._month(v.name, m) for v in facts.villages for m in range(1, 13)}
        self._meet("homonyms", len({p.id for p in facts.posts}) > len({p.name for p in facts.posts}))

    def _meet(self, case: str, occurred: bool) -> None:
        if occurred:
            self.cases.add(case)

    def of(self, period: Period) -> Expected:
        expected: Expected = {}
        of = {v.name: self._village(v.name, period) for v in self.facts.villages}
        for name, figures in of.items():
            expected["village", name] = figures
        for (village, name), held in cadres_of(self.facts.posts, period).items():
            figures = cadre_figures(held, period) | {"rank": None, "band": None, "items": "village-score"}
            figures |= {key: of[village][key] for key in ("score", "available")}
            figures |= {"village-score.score": of[village]["score"], "village-score.state": "scored"}
            expected["cadre", f"{village} {name} {held[0].id}"] = figures
        self._overall(of, period, expected)
        self._monthly({name: (row["work.score"],) for name, row in of.items()}, expected)
        for month in parts_of(period, 1):
            self._bonus(month, expected)
            self._last(month, expected)
        if len(months_of(period)) == 12:
            self._grades(of, period, expected)
            self._yearly_pay(of, period, expected)
        return expected

    def _events(self, village: str, within: Period) -> list[Event]:
        return [e for e in self.facts.events if e.village == village and within.holds(e.day)]

    def _year_to(self, period: Period) -> Period:
        return Period("", period.first.replace(month=1, day=1), period.last)

    # --- scores (clauses 二 and 三) ------------------------------------------------------------------------------

    def _month(self, village: str, month: int) -> dict[str, F]:
        """Not applicable is the full mark, not reported is nothing."""
        cells = [d.value for d in self.facts.duties if (d.village, d.month) == (village, month)]
        held = cells and cells[0] != 0
        last = month_end(self.facts.year, month)
        events = self._events(village, Period("", last.replace(day=1), last))
        dirty = sum(e.count for e in events if e.event == "暗访发现脏乱")
        noted = sum(e.count for e in events if e.event == "被县通报脏乱")
        self._meet("party day missing", cells == [0])
        self._meet("party day not applicable", cells == [NA])
        self._meet("party day not reported", not cells)
        self._meet("several party days", cells == [2])
        self._meet("dirty", dirty > 0)
        self._meet("dirty by the county", noted > 0)
        self._meet("environment at its floor", 5 * dirty + 15 * noted > 70)
        return {"party-day": F(30 if held else 0), "environment": clamp(F(70 - 5 * dirty - 15 * noted), 0)}

    def _state(self, village: str, month: int) -> str:
        cells = [d.value for d in self.facts.duties if (d.village, d.month) == (village, month)]
        return "not-applicable" if cells == [NA] else "scored" if cells else "not-reported"

    def _work(self, village: str, period: Period) -> F:
        """The mean of the months. No month is without an account: where the party day was not reported, the environment,
        of which nobody need report anything, has its points all the same."""
        months = months_of(period)
        return sum((sum(self._months[village, m].values(), F(0)) for m in months), F(0)) / len(months)

    def _mark(self, village: str, name: str) -> F | None:
        value = next(m.value for m in self.facts.marks if (m.village, m.mark) == (village, name))
        return None if value == NA else value

    def _votes(self, village: str, ended: bool) -> dict[str, tuple[F, str]]:
        if not ended:
            return {"masses": (F(0), "not-due"), "leaders": (F(0), "not-due")}
        found = {}
        for item, mark, worth in (("masses", "群众满意率", F(6, 10)), ("leaders", "班子评分", F(1))):
            value = self._mark(village, mark)
            self._meet("a vote not applicable", value is None)
            found[item] = (F(0), "not-applicable") if value is None else (value * worth, "scored")
        return found

    def _village(self, village: str, period: Period) -> dict:
        months, ended = months_of(period), period.last.month == 12
        mean, hardness = self._work(village, period), self.facts.targets["难度系数"][village]
        votes = self._votes(village, ended)
        vote = sum((score for score, _ in votes.values()), F(0))
        base = quotient((mean * 70 * hardness + vote * 30) / 100)
        honours = F(sum(e.count * {"县级荣誉": 1, "市级荣誉": 3}.get(e.event, 0) for e in self._events(village, self._year_to(period))))
        score = min(base, F(100)) + min(honours, F(5))
        self._meet("honours at their cap", honours > 5)
        self._meet("basic score at its cap", base > 100)
        self._meet("both parts at their caps", score == 105)
        self._meet("difficulty above one", hardness > 1)
        self._meet("difficulty below one", hardness < 1)
        self._meet("mean unending", quotient(mean) != mean)
        possible = {"masses": 60, "leaders": 40}
        states = {state for _, state in votes.values()}
        figures = {
            "class": "", "score": score, "items": "base bonus", "band": None, "base.score": min(base, F(100)), "base.state": "scored",
            "available": min(F(100), 70 * hardness + F(sum(possible[i] for i, (_, s) in votes.items() if s == "scored")) * F(3, 10)),
            "work.score": quotient(mean), "work.state": "scored", "vote.score": vote,
            "vote.state": states.pop() if len(states) == 1 else "scored",
            "bonus.score": min(honours, F(5)), "bonus.state": "scored",
        }  # fmt: skip
        for item, (points, state) in votes.items():
            figures |= {f"{item}.score": points, f"{item}.state": state}
        for month in months:
            at = f"@{self.facts.year}-{month:02}" if len(months) > 1 else ""
            if at:
                figures |= {f"work{at}.score": sum(self._months[village, month].values(), F(0)), f"work{at}.state": "scored"}
            figures |= {f"{item}{at}.score": self._months[village, month][item] for item in _ITEMS}
            figures |= {f"party-day{at}.state": self._state(village, month), f"environment{at}.state": "scored"}
        return figures

    # --- pay (clause 五) -----------------------------------------------------------------------------------------

    def _bonus(self, month: Period, expected: Expected) -> None:
        """Five yuan a point; nothing for who was not in office all month.

        Of posts held at once the larger factor; of those held one after the other each for its days, since no clause
        gives a month at the factor of a post that was held for a part of it.
        """
        days = days_of(month)
        for (village, name), held in cadres_of(self.facts.posts, month).items():
            served = all(any(p.held_on(d) for p in held) for d in days)
            self._meet("bonus: part of a month", not served)
            self._meet("bonus: two posts", any(sum(p.held_on(d) for p in held) > 1 for d in days))
            self._meet("bonus: post changed", served and not any(all(p.held_on(d) for d in days) for p in held))
            factors = [max((_FACTOR[p.post] for p in held if p.held_on(d)), default=F(0)) for d in days]
            factor = sum(factors, F(0)) / len(days) if served else F(0)
            amount = half_up(5 * self._work(village, month) * factor, 2)
            # Whoever was in office on its day; nobody loses by what happened before, or after.
            incidents = [e.day for e in self._events(village, month) if e.event == "群体性事件"]
            forfeit = any(p.held_on(d) for d in incidents for p in held)
            self._meet("bonus forfeited" if forfeit else "bonus", amount > 0)
            if forfeit and amount:
                add_action(expected, "suspend", month.last, village, name)
            add_money(expected, cadre_who(held[0]), "monthly-bonus", F(0) if forfeit else amount)

    def _yearly_pay(self, of: dict[str, dict], period: Period, expected: Expected) -> None:
        days = days_of(period)
        for (village, _), held in cadres_of(self.facts.posts, period).items():
            people = self.facts.targets["人口"][village]
            base = 6000 if people < 1000 else 8000 if people < 2500 else 10000
            self._meet(f"population {'under 1000' if people < 1000 else 'under 2500' if people < 2500 else 'of 2500'}", True)
            served = sum(any(p.held_on(d) for p in held) for d in days)
            self._meet("yearly pay by days", served < len(days))
            amount = half_up(base * of[village]["score"] / 100 * served / len(days), 0)
            add_money(expected, cadre_who(held[0]), "yearly-pay", amount)

    # --- places, grades, the last (clauses 四 and 六) ------------------------------------------------------------

    def _vetoed(self, village: str, period: Period) -> bool:
        return any(e.event == "群体性事件" for e in self._events(village, self._year_to(period)))

    def _overall(self, of: dict[str, dict], period: Period, expected: Expected) -> None:
        scores = {n: (r["score"], r["work.score"], r["masses.score"]) for n, r in of.items() if not self._vetoed(n, period)}
        ranked = places(scores)
        self._meet("tie by work", len({s[0] for s in scores.values()}) < len({s[:2] for s in scores.values()}))
        figures = {"rows": len(of), "remainder": F(0)}
        for name, row in of.items():
            at, vetoed = who("village", name), self._vetoed(name, period)
            rank, tied = ranked.get(name, (None, False))
            self._meet("tied", tied)
            figures |= {f"{at}.score": row["score"], f"{at}.rank": rank, f"{at}.tied": tied}
            figures[f"{at}.veto"] = "群体性事件" if vetoed else None
            expected["village", name] |= {"rank": rank, "tied": tied}
        expected["standing", "overall all"] = figures

    def _monthly(self, scores: dict[str, tuple[F, ...]], expected: Expected) -> None:
        figures = {"rows": len(scores), "remainder": F(0)}
        for name, (rank, tied) in places(scores).items():
            at = who("village", name)
            figures |= {f"{at}.score": scores[name][0], f"{at}.rank": rank, f"{at}.tied": tied, f"{at}.veto": None}
        expected["standing", "monthly all"] = figures

    def _grades(self, of: dict[str, dict], period: Period, expected: Expected) -> None:
        """The first seven, the next seven, the rest; who ties over a bound goes up, who is vetoed goes to the last."""
        for name, row in of.items():
            rank = expected["village", name]["rank"]
            grade = "三等" if rank is None or rank > 14 else "二等" if rank > 7 else "一等"
            self.cases.add(grade)
            self._meet("vetoed", rank is None)
            tied = sum(other["rank"] == rank for (kind, _), other in expected.items() if kind == "village")
            self._meet("tied over two grades", rank is not None and any(rank <= last < rank + tied - 1 for last in (7, 14)))
            expected["village", name]["band"] = grade
            expected["band", f"grade {period.label} {who('village', name)}"] = {"score": row["score"], "grade": grade, "group": "all"}

    def _lowest(self, month: Period) -> str | None:
        """The last of a month, if it is one alone."""
        scores = {v.name: self._work(v.name, month) for v in self.facts.villages}
        last = [name for name, score in scores.items() if score == min(scores.values())]
        self._meet("last but tied", len(last) > 1)
        return last[0] if len(last) == 1 else None

    def _last(self, month: Period, expected: Expected) -> None:
        name = self._lowest(month)
        if name:
            year = Period("", month.first.replace(month=1), month.last)
            count = sum(self._lowest(earlier) == name for earlier in parts_of(year, 1))
            self._meet("last: first time" if count == 1 else "last: again", True)
            add_action(expected, "flag" if count == 1 else "talk", month.last, name, name)

"""Works the rulebook monthly-blend out by itself, from its clauses, and draws random years for it.

A paper each month and one for the year count sixty to forty; awards and criticism stand outside the weights.
"""

from __future__ import annotations

import random
from fractions import Fraction as F

from exact import Period, half_up, month_end, quotient
from facts_of_year import NOT_APPLICABLE as NA
from facts_of_year import Event, Expected, Facts, Mark, Village, who
from model_parts import (
    add_action, add_money, cadre_figures, cadre_who, cadres_of, clamp, days_of, months_of, parts_of, places, random_day,
    random_posts, twins,
)  # fmt: skip
from year_workbooks import Forms

RULEBOOK = "monthly-blend"
PRIZES = {"一等奖": "year-end", "二等奖": "year-end", "三等奖": "year-end"}
FORMS = Forms()
CASES = [
    "key work not applicable", "stage work at its cap", "assigned work at its cap", "daily work at its floor",
    *(f"limit: {rule}" for rule in ("违法建筑", "脏乱点", "隐患", "上访", "无人接听")),
    "month over a hundred", "honours at their cap", "criticism", "year below the papers", "month's mean unending",
    "bonus over its base", "bonus by days", "bonus: two posts", "bonus: post changed", "bonus forfeited",
    "好", "较好", "一般", "差", "vetoed", "vetoed on a place with a prize", "一等奖", "二等奖", "三等奖",
    "prize passed down", "full prize each for tied", "no prize: points", "no prize: place", "tied", "homonyms",
]  # fmt: skip

_FACTOR = {"支部书记": F(1), "主任": F(3, 4), "会计": F(1, 2)}
# Events of the daily work by the line that has a limit, with points off.
_DAILY = {
    "发现违法建筑": ("违法建筑", F(1)), "发现脏乱点": ("脏乱点", F(1, 2)), "隐患逾期未改": ("隐患", F(2)),
    "到县上访": ("上访", F(1)), "到市上访": ("上访", F(3)), "到市以上上访": ("上访", F(5)), "电话无人接听": ("无人接听", F(1, 2)),
}  # fmt: skip
_HONOURS = {"受镇表彰": 1, "受县表彰": 2, "受市表彰": 5}
# Tier, its last slot, the least points, yuan.
_TIERS = [("一等奖", 2, 90, 30000), ("二等奖", 6, 80, 20000), ("三等奖", 12, 70, 10000)]
_MONTHLY = ["key-work", "stage-work", "assigned-work", "daily-work"]


def random_year(seed: int, size: int = 0) -> Facts:
    rng = random.Random(f"{RULEBOOK} {seed}")
    facts = Facts(RULEBOOK, rng.choice([2023, 2024, 2025]))
    facts.villages = [Village(f"村{n:02}", "") for n in range(1, (size or rng.choice([4, 8, 13, 15])) + 1)]
    facts.posts = random_posts(facts.year, [v.name for v in facts.villages], list(_FACTOR), rng)
    levels = [F(30), F(30), F(28), F(3)] if rng.random() < 0.4 else [F(40), F(40), F(38), F(36), F(30), F(20), F(3)]
    for v in facts.villages:
        level = rng.choice(levels)
        for month in range(1, 13):
            value = NA if rng.random() < 0.01 else clamp(level + rng.choice([0, 0, 0, -2, 1, F(3, 2)]), 0, 40)
            facts.marks.append(Mark(month, v.name, "重点工作评分", value))
        facts.marks.append(Mark(12, v.name, "年卷评分", clamp(level * 2 + rng.choice([20, 20, 10, F(25, 2)]), 0, 100)))
        _happenings(facts, v.name, level, rng)
    twins(facts, 0.2, rng)
    return facts


def _happenings(facts: Facts, village: str, level: F, rng: random.Random) -> None:
    def add(event: str, count: int = 1, mark: F | None = None) -> None:
        facts.events.append(Event(random_day(facts.year, rng), village, event, count, "", mark))

    for _ in range(rng.choice([0, 2, 5])):
        event = rng.choice(["阶段性任务办结", "交办任务办结"])
        add(event, rng.choice([1, 1, 2]), rng.choice([F(1, 2), F(2), F(3), F(5), F(10)]))
    for _ in range(rng.choice([0, 3, 8]) if level > 3 else 10):
        add(rng.choice(list(_DAILY)), rng.choice([1, 1, 2, 3, 9, 25, 42]))
    if level == 3:
        for event in _DAILY:
            facts.events.append(Event(random_day(facts.year, rng, 5), village, event, 42))
    for _ in range(rng.choice([0, 0, 1, 3])):
        add(rng.choice(list(_HONOURS)), rng.choice([1, 1, 2]))
    for event, chance in (("受县通报批评", 0.3), ("安全事故致人死亡", 0.15), ("群体性事件", 0.12)):
        if rng.random() < chance:
            add(event)


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
        for v in self.facts.villages:
            expected["village", v.name] = self._village(v.name, period)
        for (village, name), held in cadres_of(self.facts.posts, period).items():
            figures = cadre_figures(held, period) | {"rank": None, "band": None, "score": F(0), "available": F(0)}
            expected["cadre", f"{village} {name} {held[0].id}"] = figures | {"items": ""}
        ranked = {v.name: expected["village", v.name] for v in self.facts.villages}
        self._standing("overall", {name: of["score"] for name, of in ranked.items()}, period, expected)
        self._standing("month-order", {name: of["monthly.score"] for name, of in ranked.items()}, period, expected)
        for month in parts_of(period, 1):
            self._bonus(month, expected)
        if len(months_of(period)) == 12:
            self._year_end({name: of["score"] for name, of in ranked.items()}, period, expected)
        return expected

    def _events(self, village: str, within: Period) -> list[Event]:
        return [e for e in self.facts.events if e.village == village and within.holds(e.day)]

    # --- papers (clauses 一 and 二) ------------------------------------------------------------------------------

    def _month(self, village: str, month: int) -> dict[str, F | None]:
        """Items of the month's paper; None does not apply."""
        last = month_end(self.facts.year, month)
        events = self._events(village, Period("", last.replace(day=1), last))
        (mark,) = (m.value for m in self.facts.marks if (m.village, m.month, m.mark) == (village, month, "重点工作评分"))
        stage, assigned = (
            sum((e.count * e.mark for e in events if e.event == name), F(0))
            for name in ("阶段性任务办结", "交办任务办结")
        )
        lines: dict[str, F] = {}
        for e in events:
            if e.event in _DAILY:
                line, off = _DAILY[e.event]
                lines[line] = lines.get(line, F(0)) + e.count * off
        for line, off in lines.items():
            self._meet(f"limit: {line}", off > 20)
        daily = 60 - sum((min(F(20), off) for off in lines.values()), F(0))
        self._meet("key work not applicable", mark == NA)
        self._meet("stage work at its cap", stage > 10)
        self._meet("assigned work at its cap", assigned > 10)
        self._meet("daily work at its floor", daily < 0)
        key = None if mark == NA else mark
        return {"key-work": key, "stage-work": min(stage, F(10)), "assigned-work": min(assigned, F(10)), "daily-work": clamp(daily, 0)}

    def _paper(self, village: str, month: int) -> F:
        return sum((score or F(0) for score in self._months[village, month].values()), F(0))

    def _exact_mean(self, village: str, period: Period) -> F:
        return sum((self._paper(village, m) for m in months_of(period)), F(0)) / len(months_of(period))

    def _village(self, village: str, period: Period) -> dict:
        months = months_of(period)
        ended = period.last.month == 12
        yearly = next(m.value for m in self.facts.marks if (m.village, m.mark) == (village, "年卷评分")) if ended else F(0)
        mean = self._exact_mean(village, period)
        papers = quotient((mean * 60 + yearly * 40) / 100)
        events = self._events(village, Period("", period.first.replace(month=1, day=1), period.last))
        honours = sum((F(_HONOURS.get(e.event, 0) * e.count) for e in events), F(0))
        criticism = F(-2 * sum(e.count for e in events if e.event == "受县通报批评"))
        self._meet("honours at their cap", honours > 10)
        self._meet("criticism", criticism < 0)
        self._meet("month's mean unending", quotient(mean) != mean)
        self._meet("month over a hundred", len(months) == 1 and mean > 100)
        score = papers + min(honours, F(10)) + criticism
        self._meet("year below the papers", score < papers)
        figures = {
            "class": "", "score": score, "available": self._available(village, period), "items": "two-papers honours yearly-deduction",
            "two-papers.score": papers, "two-papers.state": "scored", "monthly.score": quotient(mean), "monthly.state": "scored",
            "yearly-paper.score": yearly, "yearly-paper.state": "scored" if ended else "not-due",
            "honours.score": min(honours, F(10)), "honours.state": "scored",
            "yearly-deduction.score": criticism, "yearly-deduction.state": "scored",
            "band": self._grade(village, score, period) if len(months) == 12 else None,
        }  # fmt: skip
        for month in months:
            at = f"@{self.facts.year}-{month:02}" if len(months) > 1 else ""
            if at:
                figures |= {f"monthly{at}.score": self._paper(village, month), f"monthly{at}.state": "scored"}
            for item, points in self._months[village, month].items():
                figures[f"{item}{at}.score"] = points or F(0)
                figures[f"{item}{at}.state"] = "not-applicable" if points is None else "scored"
        return figures

    def _available(self, village: str, period: Period) -> F:
        months = months_of(period)
        of = sum(60 if self._months[village, m]["key-work"] is None else 100 for m in months)
        return quotient(F(of, len(months)) * F(6, 10)) + (40 if period.last.month == 12 else 0)

    # --- bonus (clause 三) ---------------------------------------------------------------------------------------

    def _bonus(self, month: Period, expected: Expected) -> None:
        days = days_of(month)
        for (village, name), held in cadres_of(self.facts.posts, month).items():
            factors = [max((_FACTOR[p.post] for p in held if p.held_on(d)), default=F(0)) for d in days]
            paper = self._paper(village, month.first.month)
            amount = half_up(800 * paper / 100 * sum(factors, F(0)) / len(days), 2)
            # Whoever was in office on its day; nobody loses by what happened before, or after.
            deaths = [e.day for e in self._events(village, month) if e.event == "安全事故致人死亡"]
            forfeit = any(p.held_on(d) for d in deaths for p in held)
            self._meet("bonus over its base", paper > 100)
            self._meet("bonus by days", F(0) in factors)
            self._meet("bonus: two posts", any(sum(p.held_on(d) for p in held) > 1 for d in days))
            self._meet("bonus: post changed", len(set(factors) - {F(0)}) > 1)
            self._meet("bonus forfeited", forfeit)
            if forfeit and amount:
                add_action(expected, "suspend", month.last, village, name)
            add_money(expected, cadre_who(held[0]), "monthly-bonus", F(0) if forfeit else amount)

    # --- places, grades, prizes (clause 四) ----------------------------------------------------------------------

    def _vetoed(self, village: str, period: Period) -> bool:
        so_far = Period("", period.first.replace(month=1, day=1), period.last)
        return any(e.event == "群体性事件" for e in self._events(village, so_far))

    def _standing(self, id: str, scores: dict[str, F], period: Period, expected: Expected) -> None:
        figures = {"rows": len(scores), "remainder": F(0)}
        for name, (rank, tied) in places({name: (score,) for name, score in scores.items()}).items():
            at = who("village", name)
            vetoed = id == "overall" and self._vetoed(name, period)
            figures |= {f"{at}.score": scores[name], f"{at}.rank": rank, f"{at}.tied": tied}
            figures[f"{at}.veto"] = "群体性事件一票否决" if vetoed else None
            if id == "overall":
                expected["village", name] |= {"rank": rank, "tied": tied}
                self._meet("tied", tied)
        expected["standing", f"{id} all"] = figures

    def _grade(self, village: str, score: F, period: Period) -> str:
        if self._vetoed(village, period):
            return "差"
        return next((name for name, least in (("好", 90), ("较好", 80), ("一般", 70)) if score >= least), "差")

    def _year_end(self, scores: dict[str, F], period: Period, expected: Expected) -> None:
        """Slots are filled in the order of places; who lacks the points takes the next tier's first free slot. A vetoed
        village keeps its place, and with it the slot that it would have: that one stays empty."""
        slot = 1
        ranked = places({name: (score,) for name, score in scores.items()})
        for rank in sorted({rank for rank, _ in ranked.values()}):
            tied = [name for name, (of, _) in ranked.items() if of == rank]
            self._meet("vetoed", any(self._vetoed(name, period) for name in tied))
            at = slot = max(slot, rank)
            for tier, last, least, yuan in _TIERS:
                if at > last:
                    continue
                if scores[tied[0]] < least:
                    at = last + 1
                    continue
                self._award(tied, (tier, yuan, rank), period, expected)
                self._meet("prize passed down", at > slot)
                slot = at + len(tied)
                break
            else:
                self._meet("no prize: points" if slot <= 12 else "no prize: place", True)
        for name, score in scores.items():
            grade = self._grade(name, score, period)
            self.cases.add(grade)
            expected["band", f"grade {period.label} {who('village', name)}"] = {"score": score, "grade": grade, "group": "all"}

    def _award(self, names: list[str], prize: tuple[str, int, int], period: Period, expected: Expected) -> None:
        tier, yuan, rank = prize
        self._meet(tier, not all(self._vetoed(name, period) for name in names))
        self._meet("full prize each for tied", len(names) > 1)
        for name in names:
            if self._vetoed(name, period):
                self._meet("vetoed on a place with a prize", True)
                continue
            figures = {"tier": tier, "rank": rank, "amount": F(yuan), "shared": ""}
            expected["prize", f"year-end {period.label} {who('village', name)}"] = figures

"""Works the rulebook tiers-deadlines out by itself, from its clauses, and draws random years for it.

Two hundred points by targets, tiers and deadlines, on yearly accounts; petitions also fall on the cadres.
"""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction as F
from math import ceil, floor

from exact import Period, half_up, quarter_ends, quotient
from facts_of_year import NOT_APPLICABLE as NA
from facts_of_year import Duty, Event, Expected, Facts, Figure, Village, who
from model_parts import add_money, cadre_figures, cadres_of, clamp, places, random_day, random_posts, twins
from year_workbooks import Forms

RULEBOOK = "tiers-deadlines"
PRIZES = {"一等奖": "annual", "二等奖": "annual"}
FORMS = Forms(
    units={"税费入库": "万元", "到位资金": "万元", "集体收入": "万元", "外部审计评分": "分", "县级名次": "名", "医保参保率": "%", "饮水安全率": "%"},
)  # fmt: skip
CASES = [
    *(f"tax {points}" for points in (20, 18, 16, 12, 10)), "tax replaced", "tax: exactly on a bound",
    "investment over", "investment short", "investment at its cap", "income over", "income prorated", "audit failed",
    "audit failed, nothing earned", "plan in time", "plan late", "plan too late", "plan not reported", "plan not done",
    "plan not applicable", "meeting missing", "meetings at the rule's limit", "meeting not applicable",
    "county place 10", "county place 5", "county place 0", "county place -3", "county place not reported",
    "county place not applicable", "insurance short twice", "step begun", "water failed", "petition",
    "welfare below zero", "economy at its cap", "whole score below zero", "clean-up before it began",
    "clean-up at its cap", "flood out of season", "urgent at its cap", "cadre with two posts charged once",
    "cadre of no head post charged", "not in office, not charged", "reward by slices", "reward of both slices",
    "reward rounded", "先进", "达标", "一般", "tied over two grades", "一等奖", "二等奖", "first prize lapses",
    "second prize lapses", "full prize each for tied", "tie by economy", "tied, next not skipped", "homonyms",
]  # fmt: skip

_TARGETS = {"一类村": (50, 500, 40), "二类村": (30, 200, 20)}
_PETITIONS = {"到县上访": 2, "到市上访": 5, "到省上访": 10, "进京上访": 30}
_EACH = {"支部书记": 3, "主任": 2}


def random_year(seed: int, size: int = 0) -> Facts:
    rng = random.Random(f"{RULEBOOK} {seed}")
    facts = Facts(RULEBOOK, rng.choice([2023, 2024, 2025]))
    size = size or rng.randint(4, 10)
    facts.villages = [Village(f"{n}屯", "一类村" if n % 2 else "二类村") for n in range(1, size + 1)]
    facts.posts = random_posts(facts.year, [v.name for v in facts.villages], ["支部书记", "主任", "委员"], rng)
    hard_year = rng.random() < 0.3
    for v in facts.villages:
        good = not hard_year and rng.choice([True, True, False])
        _figures(facts, v, good, rng)
        _duties(facts, v.name, good, rng)
        _events(facts, v.name, good, rng)
    twins(facts, 0.25, rng)
    return facts


def _figures(facts: Facts, v: Village, good: bool, rng: random.Random) -> None:
    tax, investment, income = map(F, _TARGETS[v.klass])
    last = date(facts.year, 12, 31)

    def state(day: date, indicator: str, value: F | str) -> None:
        facts.figures.append(Figure(day, v.name, indicator, value))

    grown = F(0)
    for day, part in zip(quarter_ends(facts.year), (F(8, 10), F(9, 10), F(95, 100), F(1))):
        chosen = rng.choice([F(1), part, F(85, 100), F(849, 1000), F(90, 100), F(95, 100), F(11, 10), F(123, 100), F(13337, 10000)])
        grown = max(grown, tax * chosen)
        state(day, "税费入库", grown)
    share = [F(1), F(9, 8), F(11, 10), F(3, 2), F(4)] if good else [F(1), F(3, 4), F(1, 10), F(0), F(63, 64)]
    state(last, "到位资金", half_up(investment * rng.choice(share), 2))
    state(last, "集体收入", half_up(income * rng.choice([*share, F(1, 3)]), 4))
    state(last, "外部审计评分", rng.choice([F(60), F(88), F(95), F(599, 10), F(40)] if not good else [F(90)]))
    if rng.random() < 0.85:
        state(last, "县级名次", NA if rng.random() < 0.1 else F(rng.choice([1, 3, 3, 4, 10, 11, 20, 21, 40])))
    for day in (date(facts.year, 6, 30), last):
        state(day, "医保参保率", rng.choice([F(95), F(99), F(100), F(94), F(92), F(919, 10), F(89)]))
    state(date(facts.year, 6, 30), "饮水安全率", rng.choice([F(100), F(100), F(995, 10)]))


def _duties(facts: Facts, name: str, good: bool, rng: random.Random) -> None:
    year = facts.year
    plan = rng.choice([(3, 1), (1, date(year, 1, 20)), (3, date(year, 3, 31)), (4, date(year, 4, 1)), (4, date(year, 4, 15)),
                       (4, date(year, 4, 16)), (5, date(year, 5, 20)), (2, NA), (4, 0), None])  # fmt: skip
    if good:
        plan = (3, 1)
    if plan:
        facts.duties.append(Duty(plan[0], name, "年度计划上报", plan[1]))
    lazy = not good and rng.random() < 0.3
    for quarter in range(4):
        month = 3 * quarter + rng.randint(1, 3)
        value = 1 if good else 0 if lazy else rng.choice([1, 2, 0, 0, NA if rng.random() < 0.3 else 0, random_day(year, rng, month)])
        facts.duties.append(Duty(month, name, "支部党员大会", value))


def _events(facts: Facts, name: str, good: bool, rng: random.Random) -> None:
    for _ in range(0 if good else rng.choice([0, 1, 3])):
        event = rng.choice(list(_PETITIONS))
        facts.events.append(Event(random_day(facts.year, rng), name, event, rng.choice([1, 1, 2, 9])))
    for _ in range(rng.choice([0, 2, 5])):
        event = rng.choice(["环境整治验收合格", "防汛任务完成"])
        month = rng.choice([1, 2, 4, 7, 8, 8, 9, 10])
        facts.events.append(Event(random_day(facts.year, rng, month), name, event, rng.choice([1, 1, 2])))


Item = tuple[F, str]  # score and state


# What is not applicable, but counted as full or as nothing, stays in what could be earned.
_STAYS = {("plan", "not-applicable"), ("county-place", "not-applicable")}


def _state(items: dict[str, Item]) -> str:
    """A part is due as soon as one of its items is."""
    return "not-due" if {state for _, state in items.values()} <= {"not-due", "not-applicable"} else "scored"


class Model:
    """What must come of a year, period by period."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.cases: set[str] = set()
        self._klass = {v.name: v.klass for v in facts.villages}
        self._meet("homonyms", len({p.id for p in facts.posts}) > len({p.name for p in facts.posts}))

    def _meet(self, case: str, occurred: bool) -> None:
        if occurred:
            self.cases.add(case)

    def of(self, period: Period) -> Expected:
        expected: Expected = {}
        for name in self._klass:
            expected["village", name] = self._village(name, period.last)
        for (village, name), held in cadres_of(self.facts.posts, period).items():
            off = self._charged(village, name, period.last)
            figures = cadre_figures(held, period) | {"rank": None, "band": None, "score": -off, "available": F(0)}
            figures |= {"items": "shared-faults", "shared-faults.score": -off, "shared-faults.state": "scored"}
            expected["cadre", f"{village} {name} {held[0].id}"] = figures
        whole_year = (period.first.month, period.last.month) == (1, 12)
        for klass in _TARGETS:
            self._standing(klass, expected)
            if whole_year:
                self._grades(klass, period, expected)
        if period.last.month == 12:
            for name in self._klass:
                self._reward(name, expected)
        return expected

    def _figure(self, village: str, indicator: str, last: date) -> F | str | None:
        of = [f for f in self.facts.figures if (f.village, f.indicator) == (village, indicator) and f.day <= last]
        return max(of, key=lambda f: f.day).value if of else None

    def _count(self, village: str, event: str, last: date, start: tuple = (1, 1), end: tuple = (12, 31)) -> int:
        return sum(
            e.count for e in self.facts.events
            if (e.village, e.event) == (village, event) and e.day <= last and start <= (e.day.month, e.day.day) <= end
        )  # fmt: skip

    # --- economy (clause 二) -------------------------------------------------------------------------------------

    def _economy(self, name: str, last: date) -> dict[str, Item]:
        tax, investment, income = map(F, _TARGETS[self._klass[name]])
        found: dict[str, Item] = {"tax": (F(0), "not-due"), "investment": (F(40), "not-due"), "income": (F(0), "not-due")}
        if last >= quarter_ends(last.year)[0]:
            done = self._figure(name, "税费入库", last) / tax * 100
            points = next((p for p, least in ((20, 100), (18, 95), (16, 90), (12, 85)) if done >= least), 10)
            self.cases.add(f"tax {points}")
            self._meet("tax replaced", last.month > 3)
            self._meet("tax: exactly on a bound", done in (85, 90, 95))
            found["tax"] = F(points), "scored"
        if last.month == 12:
            over = self._figure(name, "到位资金", last) - investment
            steps = floor(abs(over) / 20) * (1 if over > 0 else -1)
            self._meet("investment over" if steps > 0 else "investment short", steps != 0)
            self._meet("investment at its cap", steps > 20)
            found["investment"] = clamp(40 + F(steps), None, 60), "scored"
            found["income"] = self._income(name, income, last), "scored"
        return found

    def _income(self, name: str, target: F, last: date) -> F:
        """0.4 for each per cent, the part of one too; a failed audit takes what is earned, up to 40, and five more."""
        done = self._figure(name, "集体收入", last)
        earned = quotient(done * 100 * F(4, 10) / target)
        self._meet("income over", earned > 40)
        self._meet("income prorated", (done / target * 100).denominator > 1)
        if self._figure(name, "外部审计评分", last) < 60:
            self._meet("audit failed", True)
            self._meet("audit failed, nothing earned", earned == 0)
            earned += -max(F(0), min(F(40), quotient(done / target * 40))) - 5
        return clamp(earned, None, 60)

    # --- party (clause 三) ---------------------------------------------------------------------------------------

    def _plan(self, name: str, last: date) -> Item:
        """Ten points by 31 March, six by 15 April; not reported by then is nothing."""
        cells = [d for d in self.facts.duties if (d.village, d.duty) == (name, "年度计划上报") and d.month <= last.month]
        value = cells[0].value if cells else None
        day = date(last.year, cells[0].month, 31) if value == 1 else value
        if value == NA:
            self._meet("plan not applicable", True)
            return F(10), "not-applicable"
        if isinstance(day, date) and day <= last:
            points = 10 if (day.month, day.day) <= (3, 31) else 6 if (day.month, day.day) <= (4, 15) else 0
            self.cases.add({10: "plan in time", 6: "plan late", 0: "plan too late"}[points])
            return F(points), "scored"
        if (last.month, last.day) < (4, 15):
            return F(0), "not-due"
        self._meet("plan not reported" if value is None else "plan not done", value in (None, 0))
        return F(0), "not-reported" if value is None else "scored"

    def _meetings(self, name: str, last: date) -> Item:
        missed, judged = 0, []
        for quarter in range(4):
            if last < quarter_ends(last.year)[quarter]:
                break
            (value,) = (d.value for d in self.facts.duties if (d.village, d.duty) == (name, "支部党员大会") and (d.month - 1) // 3 == quarter)
            missed += value == 0
            judged.append(value)
            self._meet("meeting not applicable", value == NA)
        self._meet("meeting missing", missed > 0)
        self._meet("meetings at the rule's limit", missed > 3)
        state = "not-due" if not judged else "not-applicable" if set(judged) == {NA} else "scored"
        return 20 - min(F(6), F(2 * missed)), state

    def _county(self, name: str, last: date) -> Item:
        if last.month < 12:
            return F(0), "not-due"
        place = self._figure(name, "县级名次", last)
        if place is None:
            self._meet("county place not reported", True)
            return F(10), "not-reported"
        if place == NA:
            self._meet("county place not applicable", True)
            return F(0), "not-applicable"
        points = 10 if place <= 3 else 5 if place <= 10 else 0 if place <= 20 else -3
        self.cases.add(f"county place {points}")
        return F(points), "scored"

    # --- welfare and urgent tasks (clauses 四 and 五) ------------------------------------------------------------

    def _welfare(self, name: str, last: date) -> Item:
        off, short = F(0), 0
        for day in (date(last.year, 6, 30), date(last.year, 12, 31)):
            if day <= last:
                missing = 95 - self._figure(name, "医保参保率", day)
                steps = ceil(max(F(0), missing) / 3)
                short += steps > 0
                self._meet("step begun", missing > 0 and (missing / 3).denominator > 1)
                off += F(steps, 2)
        if last >= date(last.year, 6, 30) and self._figure(name, "饮水安全率", last) < 100:
            self._meet("water failed", True)
            off += 10
        petitions = sum(points * self._count(name, event, last) for event, points in _PETITIONS.items())
        self._meet("insurance short twice", short > 1)
        self._meet("petition", petitions > 0)
        self._meet("welfare below zero", off + petitions > 60)
        return 60 - off - petitions, "scored"

    def _urgent(self, name: str, last: date) -> dict[str, Item]:
        clean, flood = 4 * self._count(name, "环境整治验收合格", last, (3, 1)), 3 * self._count(name, "防汛任务完成", last, (7, 1), (9, 30))
        self._meet("clean-up before it began", 4 * self._count(name, "环境整治验收合格", last) > clean)
        self._meet("flood out of season", 3 * self._count(name, "防汛任务完成", last) > flood)
        self._meet("clean-up at its cap", clean > 8)
        found: dict[str, Item] = {"clean-up": (F(0), "not-due"), "flood": (F(0), "not-due")}
        if last.month >= 3:
            found["clean-up"] = F(min(clean, 8)), "scored"
        if last.month >= 7:
            found["flood"] = F(min(flood, 8)), "scored"
        return found

    # --- whole villages and cadres -------------------------------------------------------------------------------

    def _village(self, name: str, last: date) -> dict:
        economy, urgent = self._economy(name, last), self._urgent(name, last)
        party = {"plan": self._plan(name, last), "meetings": self._meetings(name, last), "county-place": self._county(name, last)}
        sums = {key: sum((s for s, _ in of.values()), F(0)) for key, of in (("economy", economy), ("party", party), ("urgent", urgent))}
        self._meet("economy at its cap", sums["economy"] > 120)
        self._meet("urgent at its cap", sums["urgent"] > 10)
        parts: dict[str, Item] = {
            "economy": (clamp(sums["economy"], 0, 120), _state(economy)), "party": (clamp(sums["party"], 0), _state(party)),
            "welfare": self._welfare(name, last), "urgent": (clamp(sums["urgent"], 0, 10), _state(urgent)),
        }  # fmt: skip
        score = sum((s for s, _ in parts.values()), F(0))
        self._meet("whole score below zero", score < 0)
        figures = {"class": self._klass[name], "score": score, "available": F(0), "rank": None, "tied": False, "band": None}
        figures["items"] = "economy party urgent welfare"  # parts first
        full = {"tax": 20, "investment": 40, "income": 40, "plan": 10, "meetings": 20, "county-place": 10, "welfare": 60}
        for item, (points, state) in (parts | economy | party | urgent).items():
            figures |= {f"{item}.score": points, f"{item}.state": state}
            counts = item in ("investment", "meetings", "welfare") or state in ("scored", "not-reported") or (item, state) in _STAYS
            figures["available"] += full.get(item, 0) if counts else 0
        return figures

    def _charged(self, village: str, name: str, last: date) -> F:
        """Three for the secretary, two for the head, one for every cadre; nobody twice, the larger counts."""
        total = F(0)
        for e in self.facts.events:
            if e.village != village or e.event not in _PETITIONS or e.day > last:
                continue
            posts = {p.post for p in self.facts.posts if (p.village, p.name) == (village, name) and p.held_on(e.day)}
            total += max((_EACH.get(post, 1) for post in posts), default=0) * e.count
            self._meet("cadre with two posts charged once", len(posts) > 1)
            self._meet("cadre of no head post charged", posts == {"委员"})
            self._meet("not in office, not charged", not posts)
        return total

    def _reward(self, name: str, expected: Expected) -> None:
        """Clause 七: 500 yuan for each 万元 from 100 to 120 per cent of the task, 800 above."""
        task = F(_TARGETS[self._klass[name]][0])
        done = self._figure(name, "税费入库", date(self.facts.year, 12, 31))
        middle, high = clamp(done - task, 0, task / 5), clamp(done - task * F(6, 5), 0)
        exact = 500 * middle + 800 * high
        self._meet("reward by slices", middle > 0)
        self._meet("reward of both slices", high > 0)
        self._meet("reward rounded", exact != half_up(exact, 0))
        add_money(expected, who("village", name), "tax-reward", half_up(exact, 0))

    # --- places, grades, prizes (clause 八) ----------------------------------------------------------------------

    def _standing(self, klass: str, expected: Expected) -> None:
        rows = {name: expected["village", name] for name, of in self._klass.items() if of == klass}
        scores = {name: (row["score"], row["economy.score"]) for name, row in rows.items()}
        ranked = places(scores, skips=False)
        self._meet("tie by economy", len({s[0] for s in scores.values()}) < len(set(scores.values())))
        self._meet("tied, next not skipped", any(t and any(r > rank for r, _ in ranked.values()) for rank, t in ranked.values()))
        figures = {"rows": len(rows), "remainder": F(0)}
        for name, (rank, tied) in ranked.items():
            at = who("village", name)
            figures |= {f"{at}.score": scores[name][0], f"{at}.rank": rank, f"{at}.tied": tied, f"{at}.veto": None}
        expected["standing", f"overall {klass}"] = figures

    def _grades(self, klass: str, period: Period, expected: Expected) -> None:
        """The first 30 per cent, the first 80, the rest; a part of one is dropped, who ties over a bound goes down."""
        rows = {name: expected["village", name] for name, of in self._klass.items() if of == klass}
        ranked = places({name: (row["score"], row["economy.score"]) for name, row in rows.items()}, skips=False)
        first, both = floor(F(3, 10) * len(rows)), floor(F(8, 10) * len(rows))
        for name, (rank, _) in ranked.items():
            reached = sum(of <= rank for of, _ in ranked.values())  # those tied stand on the last of their places
            grade = "先进" if reached <= first else "达标" if reached <= both else "一般"
            before = sum(of < rank for of, _ in ranked.values())
            self._meet("tied over two grades", any(before < bound < reached for bound in (first, both)))
            self.cases.add(grade)
            score = rows[name]["score"]
            expected["village", name]["band"] = grade
            expected["band", f"grade {period.label} {who('village', name)}"] = {"score": score, "grade": grade, "group": klass}
            tier, least, yuan = ("一等奖", 180, 10000) if rank == 1 else ("二等奖", 160, 5000)
            if rank > 3:
                continue
            self._meet(tier if score >= least else f"{'first' if rank == 1 else 'second'} prize lapses", True)
            if score >= least:
                self._meet("full prize each for tied", reached - before > 1)
                figures = {"tier": tier, "rank": rank, "amount": F(yuan), "shared": ""}
                expected["prize", f"annual {period.label} {who('village', name)}"] = figures

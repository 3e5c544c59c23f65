"""Works the rulebook information-quota out by itself, from its clauses, and draws random years for it.

Units (as villages) report items of news each month; a monthly account, quarters and the year are sums of months.
"""

from __future__ import annotations

import random
from fractions import Fraction as F

from exact import Period, half_up, month_end
from facts_of_year import Event, Expected, Facts, PastPlace, Row, Village, who
from model_parts import add_action, add_money, clamp, growing, months_of, parts_of, places, random_day, random_posts
from year_workbooks import Forms

RULEBOOK = "information-quota"
PRIZES = {"进步奖": "progress", "先进单位": "leader"}
FORMS = Forms(registers={"信息报送": ["标题", "县级采用", "市级采用"]})
CASES = [
    "quota short", "quota exceeded", "quota met", "quota at its cap", "adopted by the county", "adopted by the city",
    "faults at their floor", "urgent missed more than twice in a month", "false news", "false news with effect",
    "a fault that names a person", "fee", "fee rounded to the yuan", "nothing handed in", "leader", "leaders tied",
    "progress", "progress after last year's place", "leader's progress not paid", "fallen", "fallen since last year",
]  # fmt: skip

_TASK = {"办公室": 4, "站所": 1}


def random_year(seed: int, size: int = 0) -> Facts:
    rng = random.Random(f"{RULEBOOK} {seed}")
    facts = Facts(RULEBOOK, rng.choice([2023, 2024, 2025]))
    size = size or rng.randint(5, 9)
    facts.villages = [Village(f"单位{n}", "办公室" if n % 2 else "站所") for n in range(1, size + 1)]
    names = [v.name for v in facts.villages]
    facts.posts = random_posts(facts.year, names, ["负责人", "信息员"], rng)
    for village in facts.villages:
        keen = rng.choice([0, 1, 1, 2])
        for month in range(1, 13):
            _reports(facts, village, month, keen, rng)
    for _ in range(size * rng.randint(1, 5)):
        _fault(facts, rng)
    if rng.random() < 0.6:
        _last_year(facts, rng)
    return facts


def _reports(facts: Facts, village: Village, month: int, keen: int, rng: random.Random) -> None:
    count = max(0, _TASK[village.klass] + rng.choice([-4, -1, -1, 0, 0, 0, 1, 2, 3, 6]) * keen)
    for n in range(count):
        values: dict = {"标题": f"{village.name}{month}月第{n + 1}条"}
        if rng.random() < 0.15:
            values["县级采用"] = rng.choice([1, 1, 2, 0, F(1, 2)])
        if rng.random() < 0.08:
            values["市级采用"] = rng.choice([1, 1, 1, 2, F(1, 8), F(5, 1000)])
        facts.rows.append(Row(random_day(facts.year, rng, month), village.name, "信息报送", values))


def _fault(facts: Facts, rng: random.Random) -> None:
    day = random_day(facts.year, rng)
    village = rng.choice(facts.villages).name
    event = rng.choice(["紧急信息漏报", "紧急信息漏报", "信息失实", "信息失实造成影响"])
    count = rng.choice([1, 1, 1, 2, 3, 12])
    held = [p.name for p in facts.posts if p.village == village and p.held_on(day)]
    person = rng.choice(held) if held and rng.random() < 0.4 else ""
    facts.events.append(Event(day, village, event, count, person))


def _last_year(facts: Facts, rng: random.Random) -> None:
    for klass in _TASK:
        of = [v.name for v in facts.villages if v.klass == klass]
        rng.shuffle(of)
        for place, name in enumerate(of, start=1):
            if rng.random() < 0.8:
                facts.past_places.append(PastPlace(f"{facts.year - 1}-Q4", "by-class", name, place))


class Model:
    """What must come of a year, period by period."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.cases: set[str] = set()
        self._months = {
            (v.name, month): self._month(v, month) for v in facts.villages for month in range(1, 13)
        }  # fmt: skip

    def of(self, period: Period) -> Expected:
        expected: Expected = {}
        for v in self.facts.villages:
            expected["village", v.name] = self._village(v, period)
        self._standings(period, expected)
        self._money(period, expected)
        for e in self.facts.events:
            if e.event == "信息失实造成影响" and period.holds(e.day):
                add_action(expected, "talk", e.day, e.village, e.person or e.village)
        for quarter in parts_of(period, 3):
            self._quarter(quarter, expected)
        return expected

    def _month(self, v: Village, month: int) -> dict[str, F]:
        """Clauses 二, 三 and 四: one account a month."""
        rows = self._rows(v, month, month)
        events = [e for e in self.facts.events if (e.village, e.day.month) == (v.name, month)]
        over = len(rows) - _TASK[v.klass]
        quota = 10 + (over * F(1, 2) if over > 0 else F(over))
        county, city = (sum((F(r.values.get(f"{by}级采用", 0)) for r in rows), F(0)) for by in "县市")
        urgent = sum(e.count for e in events if e.event == "紧急信息漏报")
        false = sum(e.count * (2 if e.event.endswith("影响") else 1) for e in events if e.event.startswith("信息失实"))
        faults = -growing([F(1), F(2)], [urgent]) - false
        self._note(v, rows, over, quota, county, city, urgent, faults, events)
        return {"quota": clamp(quota, None, 12), "adopted": county + 3 * city, "faults": clamp(faults, -5)}

    def _note(self, v, rows, over, quota, county, city, urgent, faults, events) -> None:
        met = {
            "quota short": over < 0, "quota exceeded": over > 0, "quota met": over == 0, "quota at its cap": quota > 12,
            "adopted by the county": county > 0, "adopted by the city": city > 0, "nothing handed in": not rows,
            "faults at their floor": faults < -5, "urgent missed more than twice in a month": urgent > 2,
            "false news": any(e.event == "信息失实" for e in events),
            "false news with effect": any(e.event == "信息失实造成影响" for e in events),
            "a fault that names a person": any(e.person for e in events),
        }  # fmt: skip
        self.cases |= {case for case, occurred in met.items() if occurred}

    def _rows(self, v: Village, first: int, last: int) -> list[Row]:
        return [r for r in self.facts.rows if r.village == v.name and first <= r.day.month <= last]

    def _score(self, name: str, period: Period) -> F:
        return sum((sum(self._months[name, m].values(), F(0)) for m in months_of(period)), F(0))

    def _village(self, v: Village, period: Period) -> dict:
        figures = {"class": v.klass, "score": self._score(v.name, period), "available": F(10 * len(months_of(period)))}
        figures |= {"rank": None, "tied": False, "band": None, "items": "quota adopted faults"}
        for item in ("quota", "adopted", "faults"):
            of = {m: self._months[v.name, m][item] for m in months_of(period)}
            figures |= {f"{item}.score": sum(of.values(), F(0)), f"{item}.state": "scored"}
            if len(of) > 1:
                for month, score in of.items():
                    at = f"{item}@{self.facts.year}-{month:02}"
                    figures |= {f"{at}.score": score, f"{at}.state": "scored"}
        return figures

    def _places(self, klass: str, period: Period) -> dict[str, tuple[int, bool]]:
        names = [v.name for v in self.facts.villages if v.klass == klass]
        return places({name: (self._score(name, period),) for name in names})

    def _standings(self, period: Period, expected: Expected) -> None:
        for klass in _TASK:
            found = self._places(klass, period)
            figures = {"rows": len(found), "remainder": F(0)}
            for name, (rank, tied) in found.items():
                at = who("village", name)
                figures |= {f"{at}.score": self._score(name, period), f"{at}.rank": rank, f"{at}.tied": tied}
                figures[f"{at}.veto"] = None
            expected["standing", f"by-class {klass}"] = figures

    def _money(self, period: Period, expected: Expected) -> None:
        """Clause 五: at the end of a quarter the year's adopted items, less what was paid."""
        for v in self.facts.villages:
            posted = F(0)
            for month in (3, 6, 9, 12):
                adopted = sum((F(r.values.get("市级采用", 0)) for r in self._rows(v, 1, month)), F(0))
                due = half_up(100 * adopted - posted, 0)
                if due != 100 * adopted - posted:
                    self.cases.add("fee rounded to the yuan")
                posted += due
                if period.holds(month_end(self.facts.year, month)) and due:
                    self.cases.add("fee")
                    add_money(expected, who("village", v.name), "adoption-fee", due)

    def _quarter(self, quarter: Period, expected: Expected) -> None:
        """Clause 六: the first of each class, those two places up, those two places down."""
        for klass in _TASK:
            now, before = self._places(klass, quarter), self._before(klass, quarter)
            leaders = {name for name, (rank, _) in now.items() if rank == 1}
            self.cases |= {"leaders tied" if len(leaders) > 1 else "leader"}
            for name, (rank, _) in now.items():
                gain = before[name] - rank if name in before else 0
                if name in leaders:
                    self._award(expected, "先进单位", name, rank, quarter, 500)
                    if gain >= 2:
                        self.cases.add("leader's progress not paid")
                elif gain >= 2:
                    self._award(expected, "进步奖", name, rank, quarter, 200)
                    self.cases.add("progress after last year's place" if self._is_first(quarter) else "progress")
                if gain <= -2:
                    self.cases.add("fallen since last year" if self._is_first(quarter) else "fallen")
                    add_action(expected, "flag", quarter.last, name, name)

    def _is_first(self, quarter: Period) -> bool:
        return quarter.first.month == 1

    def _before(self, klass: str, quarter: Period) -> dict[str, int]:
        """Places of the quarter before; those of last year where they are on record."""
        if self._is_first(quarter):
            return {p.village: p.place for p in self.facts.past_places}
        whole = Period("", month_end(quarter.first.year, 1).replace(day=1), month_end(quarter.first.year, 12))
        quarters = parts_of(whole, 3)
        before = quarters[quarters.index(quarter) - 1]
        return {name: rank for name, (rank, _) in self._places(klass, before).items()}

    def _award(self, expected: Expected, tier: str, name: str, rank: int, quarter: Period, amount: int) -> None:
        figures = {"tier": tier, "rank": rank, "amount": F(amount), "shared": ""}
        expected["prize", f"{PRIZES[tier]} {quarter.label} {who('village', name)}"] = figures

"""Works the rulebook cadre-quarter out by itself, from its clauses, and draws random years for it.

Cadres are scored as persons by the quarter; half-years and the year are the mean of the quarters they served in.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction as F

from exact import Period, half_up, month_end, periods_of, quotient
from facts_of_year import NOT_APPLICABLE as NA
from facts_of_year import Attendance, Event, Expected, Facts, Leave, Mark, PastSanction, Post, Village
from model_parts import (
    add_action, add_money, cadre_figures, cadre_who, cadres_of, clamp, days_of, growing, months_of, parts_of, places,
    random_day, random_posts,
)  # fmt: skip
from year_workbooks import Forms

RULEBOOK = "cadre-quarter"
PRIZES: dict[str, str] = {}
FORMS = Forms()
CASES = [
    "off duty beyond the limit", "late", "absent three times in a quarter", "leave beyond ten days",
    "leave over a quarter's end", "late report", "false report", "shirking", "accident", "accident and other faults",
    "daily duty at its floor", "key work excluded", "opinion rescaled", "both not applicable", "honours at their cap",
    "whole score at its cap", "优秀", "称职", "基本称职", "不称职", "two posts", "post changed within the quarter",
    "part of a quarter", "quarter out of office", "pay forfeited", "veto", "two vetoed in a group", "tie by key work",
    "tied", "talk", "suspend", "suspend after last year", "gap between low quarters", "homonyms",
    "left and not marked", "marked in the month of leaving",
]  # fmt: skip

_POSTS = ["支部书记", "主任", "副主任", "委员"]
_FACTOR = {"支部书记": F(1), "主任": F(1), "副主任": F(9, 10), "委员": F(8, 10)}
_PAY = {"优秀": 3000, "称职": 2400, "基本称职": 1500, "不称职": 0}
_HONOURS = {"县级表彰": 2, "市级表彰": 4, "省级表彰": 6}
_EVENTS = ["值班脱岗", "值班脱岗", "报表迟报", "报表弄虚作假", "工作推诿", "责任事故", "酒驾醉驾", *_HONOURS]

Key = tuple[str, str]  # village and name


def random_year(seed: int, size: int = 0) -> Facts:
    rng = random.Random(f"{RULEBOOK} {seed}")
    facts = Facts(RULEBOOK, rng.choice([2023, 2024, 2025]))
    facts.villages = [Village(f"第{n}村", "") for n in range(1, (size or rng.randint(2, 5)) + 1)]
    facts.posts = random_posts(facts.year, [v.name for v in facts.villages], _POSTS, rng)
    people = sorted({(p.village, p.name) for p in facts.posts})
    for quarter in _quarters(facts.year):
        for (village, name), held in cadres_of(facts.posts, quarter).items():
            months = [m for m in months_of(quarter) if _served_in(held, facts.year, m)]
            _marks(facts, months[-1], village, name, rng, any(p.held_on(quarter.last) for p in held))
    for key in people:
        _conduct(facts, key, rng)
    _meetings(facts, rng)
    if rng.random() < 0.5:
        _exemplary(facts, rng.choice(people), rng.choice(_quarters(facts.year)))
    for village, name in people:
        for quarter in (f"{facts.year - 1}-Q4", f"{facts.year - 1}-Q3"):
            if rng.random() < 0.2:
                facts.past_sanctions.append(PastSanction(quarter, "low-score", village, name))
    return facts


def _quarters(year: int) -> list[Period]:
    return [p for p in periods_of(year) if len(months_of(p)) == 3]


def _served_in(held: list[Post], year: int, month: int) -> bool:
    return any(p.overlaps(date(year, month, 1), month_end(year, month)) for p in held)


def _marks(facts: Facts, month: int, village: str, name: str, rng: random.Random, due: bool) -> None:
    """Both marks where they are due; who has left before the quarter's end may have either, or none."""
    level = rng.choice(["high", "low", "any", "any"])
    key = {"high": F(30), "low": rng.choice([F(0), F(5)]), "any": rng.choice([F(27), F(30), F(24), F(57, 2), F(20)])}[level]
    opinion = {"high": F(100), "low": F(0), "any": rng.choice([F(100), F(80), F(50), F(95), F(877, 10)])}[level]
    key = NA if rng.random() < 0.1 else key
    opinion = NA if rng.random() < 0.2 else opinion
    for mark, value in (("重点工作评分", key), ("群众评议得票率", opinion)):
        if due or rng.random() < 0.6:
            facts.marks.append(Mark(month, village, mark, value, name))


def _conduct(facts: Facts, key: Key, rng: random.Random) -> None:
    village, name = key
    held = [p for p in facts.posts if (p.village, p.name) == key]
    weights = [3, 3, 3, 2, 2, 0.5, 0.7, 2, 1, 1]
    for _ in range(rng.choice([0, 2, 4, 10])):
        day, event = random_day(facts.year, rng), rng.choices(_EVENTS, weights)[0]
        if any(p.held_on(day) for p in held):
            mark = rng.choice([F(1, 2), F(1), F(3, 2), F(2)]) if event == "工作推诿" else None
            count = 1 if event in ("责任事故", "酒驾醉驾") else rng.choice([1, 1, 1, 2, 4])
            facts.events.append(Event(day, village, event, count, name, mark))
    for _ in range(rng.choice([0, 1, 2, 4])):
        left = random_day(facts.year, rng)
        back = left + timedelta(days=rng.choice([0, 1, 4, 6, 9, 10, 11, 20]))
        if back.year == facts.year and any(p.held_on(left) and p.held_on(back) for p in held):
            facts.leaves.append(Leave(left, back, village, name, rng.choice(["电话", "书面"]), "镇长"))


def _exemplary(facts: Facts, key: Key, quarter: Period) -> None:
    """A quarter with nothing but honours, in which the votes are not applicable: what is scaled up passes the cap."""
    of = [m for m in facts.marks if (m.village, m.person) == key and m.month in months_of(quarter)]
    held = [p for p in facts.posts if (p.village, p.name) == key]
    day = quarter.last - timedelta(days=1)
    if not of or not any(p.held_on(day) for p in held):
        return
    facts.events = [e for e in facts.events if (e.village, e.person) != key or not quarter.holds(e.day)]
    facts.leaves = [x for x in facts.leaves if (x.village, x.person) != key]
    facts.attendance = [a for a in facts.attendance if (a.village, a.person) != key or not quarter.holds(a.day)]
    facts.events.append(Event(day, key[0], "省级表彰", 2, key[1], None))
    facts.marks = [
        replace(m, value=F(30) if m.mark == "重点工作评分" else NA) if m in of else m for m in facts.marks
    ]


def _meetings(facts: Facts, rng: random.Random) -> None:
    for month in range(1, 13):
        for day in sorted({random_day(facts.year, rng, month) for _ in range(rng.choice([0, 1, 2]))}):
            for (village, name), _ in cadres_of(facts.posts, Period("", day, day)).items():
                mark = rng.choices(["√", "假", "迟", "缺"], [8, 1, 2, 2])[0]
                facts.attendance.append(Attendance(day, village, "例会", name, mark))


class Model:
    """What must come of a year, period by period."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.cases: set[str] = set()
        self._leave_days = self._leaves()
        self._quarters = _quarters(facts.year)
        names = [name for _, name in {(p.village, p.name) for p in facts.posts}]
        self._meet("homonyms", len(names) > len(set(names)))

    def _meet(self, case: str, occurred: bool) -> None:
        if occurred:
            self.cases.add(case)

    def of(self, period: Period) -> Expected:
        expected: Expected = {}
        cadres = cadres_of(self.facts.posts, period)
        for key, held in cadres.items():
            expected["cadre", f"{key[0]} {key[1]} {held[0].id}"] = self._cadre(key, held, period)
        self._standings(cadres, period, expected)
        for e in self.facts.events:
            if e.event == "报表弄虚作假" and period.holds(e.day):
                add_action(expected, "interview", e.day, e.village, e.person)
        for quarter in self._quarters:
            if period.first <= quarter.first and quarter.last <= period.last:
                self._grades(quarter, expected)
                self._sanctions(quarter, expected)
                self._pay(quarter, expected)
        return expected

    # --- one account a quarter (clauses 二 and 三) ---------------------------------------------------------------

    def _leaves(self) -> dict[Key, dict[date, int]]:
        """Days of leave by the day of return, no day twice."""
        found: dict[Key, dict[date, int]] = {}
        seen: set[tuple] = set()
        for x in sorted(self.facts.leaves, key=lambda x: (x.back, x.left)):
            days = {(x.village, x.person, d) for d in days_of(Period("", x.left, x.back))} - seen
            seen |= days
            of = found.setdefault((x.village, x.person), {})
            of[x.back] = of.get(x.back, 0) + len(days)
            self._meet("leave over a quarter's end", (x.left.month - 1) // 3 != (x.back.month - 1) // 3)
        return found

    def _account(self, key: Key, quarter: Period, last: date) -> dict[str, tuple[F, str]]:
        """Items of a quarter on a day: score and state."""
        day = Period("", quarter.first, last)
        found = {"daily-duty": (self._daily(key, day), "scored")}
        for item, mark, worth in (("key-work", "重点工作评分", F(1)), ("public-opinion", "群众评议得票率", F(1, 5))):
            value = self._mark(key, quarter, mark)
            left = not self._holds(key, quarter.last)
            self._meet("left and not marked", left and value is None)
            self._meet("marked in the month of leaving", left and value is not None)
            assert left or value is not None
            if last < quarter.last or value is None:
                found[item] = F(0), "not-due"
            elif value == NA:
                found[item] = F(0), "not-applicable"
            else:
                found[item] = value * worth, "scored"
        honours = sum((F(_HONOURS.get(e.event, 0) * e.count) for e in self._events(key, day)), F(0))
        self._meet("honours at their cap", honours > 10)
        return found | {"honours": (clamp(honours, 0, 10), "scored")}

    def _holds(self, key: Key, day: date) -> bool:
        return any(p.held_on(day) for p in self.facts.posts if (p.village, p.name) == key)

    def _mark(self, key: Key, quarter: Period, name: str) -> F | str | None:
        """A mark is due from who holds a post there on the quarter's last day; of others one counts if there is one."""
        of = [m.value for m in self.facts.marks if (m.village, m.person, m.mark) == (*key, name) and m.month in months_of(quarter)]
        return of[-1] if of else None

    def _events(self, key: Key, within: Period) -> list[Event]:
        return [e for e in self.facts.events if (e.village, e.person) == key and within.holds(e.day)]

    def _daily(self, key: Key, within: Period) -> F:
        counts = {name: F(0) for name in _EVENTS}
        for e in self._events(key, within):
            counts[e.event] += e.count * (e.mark or 1)
        marks = [a.mark for a in self.facts.attendance if (a.village, a.person) == key and within.holds(a.day)]
        days = sum(n for back, n in self._leave_days.get(key, {}).items() if within.holds(back))
        off = min(F(10), 2 * counts["值班脱岗"]) + marks.count("迟") * F(1, 2)
        off += growing([F(1), F(2), F(3)], [marks.count("缺")]) + max(0, days - 10) * F(1, 5)
        off += counts["报表迟报"] * F(1, 2) + counts["报表弄虚作假"] + counts["工作推诿"]
        accident = counts["责任事故"] > 0
        met = {
            "off duty beyond the limit": counts["值班脱岗"] > 5, "late": "迟" in marks, "accident": accident,
            "absent three times in a quarter": marks.count("缺") > 2, "leave beyond ten days": days > 10,
            "late report": counts["报表迟报"] > 0, "false report": counts["报表弄虚作假"] > 0,
            "shirking": counts["工作推诿"] > 0, "accident and other faults": accident and off > 0,
            "daily duty at its floor": accident or off > 50,
        }  # fmt: skip
        self.cases |= {case for case, occurred in met.items() if occurred}
        return F(0) if accident else max(F(0), 50 - off)

    def _score(self, key: Key, quarter: Period, last: date) -> F:
        """The sum; what is not applicable and rescaled is made up for by the rest."""
        items = self._account(key, quarter, last)
        total = sum((score for score, _ in items.values()), F(0))
        excluded = items["key-work"][1] == "not-applicable"
        if items["public-opinion"][1] == "not-applicable":
            self._meet("opinion rescaled", True)
            self._meet("both not applicable", excluded)
            total = quotient(total * 100 / 80)
        self._meet("key work excluded", excluded)
        self._meet("whole score at its cap", total > 110)
        return clamp(total, 0, 110)

    def _available(self, key: Key, quarter: Period, last: date) -> F:
        states = self._account(key, quarter, last)
        worth = {"daily-duty": 50, "key-work": 30, "public-opinion": 20}
        scored = F(sum(points for item, points in worth.items() if states[item][1] == "scored"))
        if states["public-opinion"][1] == "not-applicable":
            scored *= F(100, 80)  # scaled up with the score
        return scored

    # --- views ---------------------------------------------------------------------------------------------------

    def _served(self, key: Key, period: Period) -> list[Period]:
        """The quarters of a view in which the person held a post there, begun ones for a view of months."""
        within = parts_of(period, 3) or [q for q in self._quarters if q.holds(period.first)]
        return [q for q in within if key in cadres_of(self.facts.posts, q)]

    def _total(self, key: Key, period: Period) -> F:
        quarters = self._served(key, period)
        return quotient(sum((self._score(key, q, min(q.last, period.last)) for q in quarters), F(0)) / len(quarters))

    def _cadre(self, key: Key, held: list[Post], period: Period) -> dict:
        quarters = self._served(key, period)
        figures = cadre_figures(held, period) | {"rank": None, "band": None, "score": self._total(key, period)}
        figures["items"] = "daily-duty key-work public-opinion honours"
        available = [self._available(key, q, min(q.last, period.last)) for q in quarters]
        figures["available"] = quotient(sum(available, F(0)) / len(quarters))
        if len(months_of(period)) == 3:
            figures["band"] = self._grade(key, period)
        self._meet("two posts", len({p.post for p in held if p.held_on(period.last)}) > 1)
        self._meet("quarter out of office", len(quarters) < len(parts_of(period, 3)))
        accounts = {q.label: self._account(key, q, min(q.last, period.last)) for q in quarters}
        for item in figures["items"].split():
            of = {label: account[item] for label, account in accounts.items()}
            if len(parts_of(period, 3)) < 2:
                (score, state), = of.values()
                figures |= {f"{item}.score": score, f"{item}.state": state}
                continue
            # A quarter to which an item does not apply brings it nothing, so that items still add up to the score.
            states = {state for _, state in of.values()}
            state = "scored" if "scored" in states else "not-due" if "not-due" in states else "not-applicable"
            mean = quotient(sum((score for score, _ in of.values()), F(0)) / len(of))
            figures |= {f"{item}.score": mean, f"{item}.state": state}
            for label, (score, state) in of.items():
                figures |= {f"{item}@{label}.score": score, f"{item}@{label}.state": state}
        return figures

    # --- places, grades, pay (clauses 四 and 五) -----------------------------------------------------------------

    def _groups(self, cadres: dict[Key, list[Post]], period: Period) -> dict[str, list[Key]]:
        """By what is held at the end of the period, or at the end of service in it."""
        groups: dict[str, list[Key]] = {}
        for key, held in cadres.items():
            last = max(min(p.end or period.last, period.last) for p in held)
            groups.setdefault("、".join(sorted({p.post for p in held if p.held_on(last)})), []).append(key)
        return groups

    def _quarter_of(self, period: Period) -> Period:
        return next(q for q in self._quarters if q.holds(period.last))

    def _vetoed(self, key: Key, period: Period) -> bool:
        return any(e.event == "酒驾醉驾" for e in self._events(key, period))

    def _standings(self, cadres: dict[Key, list[Post]], period: Period, expected: Expected) -> None:
        for group, of in self._groups(cadres, period).items():
            figures = {"rows": len(of), "remainder": F(0)}
            key_work = {key: self._key_work(key, period) for key in of}
            # The veto holds to the end of its quarter, and is none of halves and the year.
            quarter = self._quarter_of(period)
            so_far = Period("", quarter.first, period.last)
            veto = {key: period.first >= quarter.first and self._vetoed(key, so_far) for key in of}
            scores = {key: (F(not veto[key]), self._total(key, period), key_work[key]) for key in of}
            self._meet("two vetoed in a group", sum(veto.values()) > 1)
            self._meet("veto", any(veto.values()))
            self._meet("tie by key work", len({s[:2] for s in scores.values()}) < len(set(scores.values())))
            for key, (rank, tied) in places(scores).items():
                self._meet("tied", tied)
                at = cadre_who(cadres[key][0])
                figures |= {f"{at}.score": scores[key][1], f"{at}.rank": rank, f"{at}.tied": tied}
                figures[f"{at}.veto"] = "酒驾醉驾" if veto[key] else None
            expected["standing", f"by-post {group}"] = figures

    def _key_work(self, key: Key, period: Period) -> F:
        return self._cadre(key, cadres_of(self.facts.posts, period)[key], period)["key-work.score"]

    def _grade(self, key: Key, quarter: Period) -> str:
        score = self._score(key, quarter, quarter.last)
        if self._vetoed(key, quarter) or score < 60:
            return "不称职"
        return "优秀" if score >= 95 else "称职" if score >= 80 else "基本称职"

    def _grades(self, quarter: Period, expected: Expected) -> None:
        cadres = cadres_of(self.facts.posts, quarter)
        for group, of in self._groups(cadres, quarter).items():
            for key in of:
                grade = self._grade(key, quarter)
                self.cases.add(grade)
                figures = {"score": self._score(key, quarter, quarter.last), "grade": grade, "group": group}
                expected["band", f"grade {quarter.label} {cadre_who(cadres[key][0])}"] = figures

    def _pay(self, quarter: Period, expected: Expected) -> None:
        """By days in office, each at the larger factor of the posts held on it."""
        days = days_of(quarter)
        for key, held in cadres_of(self.facts.posts, quarter).items():
            forfeit = self._vetoed(key, quarter)
            self._meet("pay forfeited", forfeit)
            factors = [max((_FACTOR[p.post] for p in held if p.held_on(d)), default=F(0)) for d in days]
            self._meet("part of a quarter", F(0) in factors)
            self._meet("post changed within the quarter", len(set(factors) - {F(0)}) > 1)
            share = sum(factors, F(0)) / len(days)
            amount = half_up(_PAY[self._grade(key, quarter)] * share, 0)
            if forfeit and amount:
                add_action(expected, "suspend", quarter.last, *key)
            add_money(expected, cadre_who(held[0]), "quarter-pay", F(0) if forfeit else amount)

    def _sanctions(self, quarter: Period, expected: Expected) -> None:
        for key in cadres_of(self.facts.posts, quarter):
            count = self._low_in_a_row(key, quarter)
            self._meet("talk", count == 1)
            self._meet("suspend", count > 1)
            if count:
                add_action(expected, "interview" if count == 1 else "suspend", quarter.last, *key)

    def _low_in_a_row(self, key: Key, quarter: Period) -> int:
        """This quarter and those right before it, across the year's end as far as is on record."""
        if key not in cadres_of(self.facts.posts, quarter) or self._score(key, quarter, quarter.last) > 60:
            return 0
        at = self._quarters.index(quarter)
        if at:
            before = self._low_in_a_row(key, self._quarters[at - 1])
            self._meet("gap between low quarters", not before and at > 1 and self._low_in_a_row(key, self._quarters[at - 2]) > 0)
            return 1 + before
        past = {p.period for p in self.facts.past_sanctions if (p.village, p.person) == key}
        self._meet("suspend after last year", f"{self.facts.year - 1}-Q4" in past)
        count = 1
        for label in ("Q4", "Q3"):
            if f"{self.facts.year - 1}-{label}" not in past:
                break
            count += 1
        return count

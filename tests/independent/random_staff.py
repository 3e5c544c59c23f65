"""The people of a random year: who held which post when, what named them, their meetings and their leaves."""

from __future__ import annotations

import random
from datetime import date, timedelta

import random_year
import scheme
from exact import month_end
from payments import days_away
from township import Event, Leave, Meeting, Post, Township

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜䶮"
_GIVEN = ["建国", "秀英", "明", "丽", "志强", "桂兰", "勇", "国平", "小红", "德胜"]
_TITLES = ["经济工作会", "党员学习会", "安全例会", "防汛部署会", "烟叶推进会"]


def staff(t: Township, rng: random.Random) -> None:
    """12 to 30 cadres to eight villages: changes of post, moves, returns, two posts at once, homonyms in different villages."""
    size = len(t.villages)
    wanted = rng.randint(size * 3 // 2, size * 15 // 4)
    homes: dict[str, set[str]] = {}  # the villages in which a name was ever in office
    names = [f"{s}{g}" for g in _GIVEN for s in _SURNAMES]
    rng.shuffle(names)
    for number in range(wanted):
        # Everyone of a township may share a name with somebody of another village, never of the same one.
        village = t.villages[number].name if number < size else rng.choice(t.villages).name
        name = names[number]
        others = [p.name for p in t.posts if p.village != village and len(homes[p.name]) == 1]
        if others and rng.random() < 0.12:
            twin = rng.choice(others)
            name = name if any(p.name == twin and p.village == village for p in t.posts) else twin
        post = "支部书记" if number < size else rng.choice(scheme.POSTS[1:])
        career = _career(t, f"C{number + 1:02}", name, village, post, name in homes, rng)
        homes.setdefault(name, set()).update(p.village for p in career)
        t.posts += career


def _career(t: Township, id: str, name: str, village: str, post: str, homonym: bool, rng) -> list[Post]:
    turn = random_year.random_day(t.year, rng, 2, 11)
    after = turn + timedelta(days=1)
    started = rng.choice([None, date(t.year - 3, 5, 1), date(t.year, 1, 1)])
    other_village = rng.choice([v.name for v in t.villages if v.name != village])
    other_post = rng.choice([p for p in scheme.POSTS[1:] if p != post])
    kind = rng.choice(["whole"] * 6 + ["two posts", "change", "move", "leaves", "joins", "returns", "adds", "away"])
    if kind == "move" and homonym:
        kind = "whole"  # a homonym who moves could meet the namesake
    careers = {
        "whole": [(village, post, started, None)],
        "two posts": [(village, post, started, None), (village, other_post, started, None)],
        "adds": [(village, post, started, None), (village, other_post, after, None)],
        "change": [(village, post, started, turn), (village, other_post, after, None)],
        "move": [(village, post, started, turn), (other_village, other_post, after, None)],
        "leaves": [(village, post, started, turn)],
        "joins": [(village, post, after, None)],
        "returns": [
            (village, post, started, date(t.year, 3, 11)),
            (village, post, date(t.year, 8, 20), None),
        ],
        "away": [
            (village, post, started, date(t.year, 4, 30)),
            (village, post, date(t.year, 7, 1), date(t.year, 11, 30)),
        ],
    }
    return [Post(id, name, where, what, start, end) for where, what, start, end in careers[kind]]


def personal_events(t: Township, rng: random.Random) -> None:
    """廉政 events must name a cadre in office; now and then one large enough to empty an account."""
    kinds = [kind for kind, rule in scheme.EVENTS.items() if rule.on_person]
    for post in t.posts:
        while rng.random() < 0.12:
            day = random_year.random_day(t.year, rng)
            if post.held_on(day):
                count = rng.choice([1, 1, 1, 2, 3, 60])
                t.events.append(Event(day, post.village, rng.choice(kinds), count, post.name))


def meetings(t: Township, rng: random.Random) -> None:
    """Up to three a month, everyone in office marked; two may fall on one day."""
    weights = rng.choice([["√"] * 9 + ["缺"], ["√"] * 4 + ["缺", "假", "迟"], ["√"]])
    for month in range(1, 13):
        day = random_year.random_day(t.year, rng, month, month)
        for number in range(rng.choice([0, 1, 1, 2, 3])):
            if number != 1:
                day = random_year.random_day(t.year, rng, month, month)
            title = _TITLES[number]
            keys = {(p.id, p.village) for p in t.in_office(day)}
            t.meetings.append(Meeting(day, title, {key: rng.choice(weights) for key in sorted(keys)}))


def leaves(t: Township, rng: random.Random) -> None:
    """Approved leaves of a person overlap nothing; absences without leave may overlap each other."""
    approved: dict[str, set[date]] = {}
    away: dict[str, set[date]] = {}
    chance = rng.choice([0, 0.3, 0.6])
    for post in t.posts:
        while rng.random() < chance:
            back = _return_day(t, post, rng)
            left = back - timedelta(days=rng.choice([0, 1, 1, 2, 2, 3, 6]))
            if not post.held_on(back):
                continue
            if rng.random() < 0.5:
                rows, taken, own = [_approved(t, post, left, back, rng)], (approved, away), approved
            else:
                rows, taken, own = _unapproved(t, post, left, back, rng), (approved,), away
            days = set().union(*(days_away(row) for row in rows))
            if min(days).year == t.year and not any(days & other.get(post.id, set()) for other in taken):
                own.setdefault(post.id, set()).update(days)
                t.leaves += rows


def _return_day(t: Township, post: Post, rng: random.Random) -> date:
    """Often a meeting day, often the first days of a month, so that fines meet and absences cross months."""
    day = random_year.random_day(t.year, rng)
    if t.meetings and rng.random() < 0.3:
        return rng.choice(t.meetings).day
    return day.replace(day=rng.randint(1, 3)) if rng.random() < 0.3 else day


def _approved(t: Township, post: Post, left: date, back: date, rng: random.Random) -> Leave:
    secretaries = [p.name for p in t.in_office(back, post.village) if p.post == "支部书记"]
    approver = rng.choice([*rng.sample(scheme.MAIN_LEADER, 2), "支部书记", "支部书记", "文书", "", *secretaries])
    form = rng.choice(["电话", "书面"])
    return Leave(post.id, post.name, post.village, left, back, form, approver, rng.choice(["", "是"]))


def _unapproved(t: Township, post: Post, left: date, back: date, rng: random.Random) -> list[Leave]:
    def row(left: date, back: date) -> Leave:
        verified = rng.choice(["是", "是", "是", "否", ""])
        return Leave(post.id, post.name, post.village, left, back, "未请假", "", verified)

    rows = [row(left, back)]
    again = back + timedelta(days=rng.randint(0, 3))  # overlaps the first; may fall into the next month
    if rng.random() < 0.4 and again <= month_end(t.year, 12) and post.held_on(again):
        rows.append(row(max(left, again - timedelta(days=4)), again))
    return rows

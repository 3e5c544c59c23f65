"""Lays the recomputation and the program's JSON out as flat `path -> figure` tables, which can be compared.

Representation that the contract leaves free is evened out here, and only here: null and "" are the same absence,
a cadre's `from` and `until` are cut to the period, a village may stand in `village` or in `name`, and the posts of
an account have no order.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

from exact import Period, plain
from recompute import Result

Figures = dict[str, object]


def expected_figures(result: Result) -> Figures:
    table: Figures = {}
    for v in result.villages:
        at = f"villages[{v.name}]"
        table |= {f"{at}.score": plain(v.score), f"{at}.available": plain(v.available)}
        table |= {f"{at}.rank": v.rank, f"{at}.tied": v.tied}
        table[f"{at}.items"] = " ".join(v.items)
        for name, item in v.items.items():
            table |= {f"{at}.{name}.score": plain(item.score), f"{at}.{name}.state": item.state}
    for c in result.cadres:
        at = f"cadres[{c.id} {c.village}]"
        table |= {f"{at}.name": c.name, f"{at}.post": sorted(c.posts), f"{at}.score": plain(c.score)}
        table |= {f"{at}.from": c.start.isoformat(), f"{at}.until": c.end.isoformat()}
        table |= {f"{at}.partial": c.partial, f"{at}.rank": None}
    entries = [((*payee[:4],), payee.clause, amount) for payee, amount in result.money.items()]
    table |= _money(entries)
    for p in result.prizes:
        at = f"prizes[{p.village}]"
        table |= {f"{at}.tier": p.tier, f"{at}.rank": p.rank, f"{at}.amount": plain(p.amount)}
        table[f"{at}.shared"] = p.shared
    table["standing.remainder"] = plain(result.remainder)
    table |= _actions((a.kind, a.subject, a.village, a.day.isoformat()) for a in result.actions)
    return table


def found_figures(result: dict, period: Period) -> Figures:
    table: Figures = {"standing.remainder": _remainder(result)}
    for v in result["villages"]:
        at = f"villages[{v['name']}]"
        table |= {f"{at}.{key}": v[key] for key in ("score", "available", "rank", "tied")}
        table[f"{at}.items"] = " ".join(item["id"] for item in v["items"])
        for item in v["items"]:
            table |= {f"{at}.{item['id']}.{key}": item[key] for key in ("score", "state")}
    for c in result["cadres"]:
        at = f"cadres[{c['id']} {c['village']}]"
        if f"{at}.score" in table:
            raise ValueError(f"{at} stands twice")
        table |= {f"{at}.{key}": c[key] for key in ("name", "score", "partial", "rank")}
        table[f"{at}.post"] = sorted(c["post"].split("、"))
        # ISO dates compare as text
        table[f"{at}.from"] = max(period.first.isoformat(), c["from"] or date.min.isoformat())
        table[f"{at}.until"] = min(period.last.isoformat(), c["until"] or date.max.isoformat())
    entries = [(_who(entry), entry["clause"], Fraction(entry["amount"])) for entry in result["money"]]
    table |= _money(entries)
    for p in result["prizes"]:
        at = f"prizes[{p['subject']}]"
        table |= {f"{at}.{key}": p[key] for key in ("tier", "rank", "amount", "shared")}
    table |= _actions(
        (a["kind"], a["subject"], a["who"]["village"] or a["who"]["name"], a["date"]) for a in result["actions"]
    )
    return table


def _who(subject: dict) -> tuple[str, str, str, str]:
    """(account, village, name, id), a village by its name alone."""
    village, name = subject["village"] or "", subject["name"] or ""
    if subject["account"] == "village":
        return "village", village or name, "", ""
    return subject["account"], village, name, subject["id"] or ""


def _money(entries: list) -> Figures:
    """Yuan by payee and clause, and in all."""
    sums: Counter = Counter()
    for who, clause, amount in entries:
        at = f"money[{' '.join(part for part in who if part)}]"
        sums[f"{at}.{clause}"] += amount
        sums[f"{at}.total"] += amount
    return {path: plain(Fraction(amount)) for path, amount in sums.items()}


def _actions(actions) -> Figures:
    """How often each action stands: an event row or a leave row is one action."""
    return dict(Counter(f"actions[{' '.join(action)}]" for action in actions))


def _remainder(result: dict) -> str:
    """Of the first standing over all villages; none is nothing left over."""
    over_all = [s for s in result["standings"] if s["rows"] and s["rows"][0]["subject"]["account"] == "village"]
    return (over_all[0]["remainder"] if over_all else None) or "0"

"""Lays a result of any rulebook out by kind and subject, as `facts_of_year.Expected` does, and compares the two.

Evened out here, and only here: null is an empty field, the posts of an account have no order, a village stands by its
name alone, and a cadre's days are cut to the period.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

from exact import Period, plain
from facts_of_year import Expected, Field, who

Table = dict[tuple[str, str], dict[str, str]]


def text(value: Field) -> str:
    """A field as it is compared: exact decimals, ISO dates, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def differences(expected: Expected, found: Table) -> tuple[int, list[str]]:
    """How many figures were compared, and a line for each that differs or stands on one side only."""
    count, lines = 0, []
    for key in sorted(expected.keys() | found.keys()):
        at = f"{key[0]} {key[1]}"
        if key not in expected or key not in found:
            lines.append(f"{at}: {'only the program has' if key in found else 'the program lacks'} {found.get(key)}")
            continue
        wanted = {name: text(value) for name, value in expected[key].items()}
        for name in sorted(wanted.keys() | found[key].keys()):
            count += 1
            want, got = wanted.get(name, "(nothing)"), found[key].get(name, "(nothing)")
            if want != got:
                lines.append(f"{at}.{name}: expected {want!r}, program says {got!r}")
    return count, lines


def found_figures(result: dict, period: Period, prize_of_tier: dict[str, str]) -> Table:
    """Every figure of a result; the contract names a prize by its tier only, the model says whose tier it is."""
    table: Table = {}
    for village in result["villages"]:
        table["village", village["name"]] = _village(village)
    for cadre in result["cadres"]:
        key = "cadre", " ".join(part for part in (cadre["village"], cadre["name"], cadre["id"]) if part)
        if key in table:
            raise ValueError(f"{key} stands twice")
        table[key] = _cadre(cadre, period)
    table |= _money(result["money"])
    for prize in result["prizes"]:
        subject = f"{prize_of_tier[prize['tier']]} {prize['period']} {_who(prize['who'])}"
        table["prize", subject] = {key: text(prize[key]) for key in ("tier", "rank", "amount")}
        table["prize", subject]["shared"] = " ".join(prize["shared"])
    for standing in result["standings"]:
        table["standing", f"{standing['id']} {_group(standing['group'])}"] = _standing(standing)
    for band in result["bands"]:
        subject = f"{band['band']} {band['period']} {_who(band['subject'])}"
        table["band", subject] = {key: text(band[key]) for key in ("score", "grade")} | {"group": _group(band["group"])}
    actions = Counter(_action(action) for action in result["actions"])
    return table | {("action", subject): {"count": text(count)} for subject, count in actions.items()}


def _village(village: dict) -> dict[str, str]:
    row = {key: text(village[key]) for key in ("class", "score", "available", "rank", "tied", "band")}
    return row | _items(village["items"])


def _cadre(cadre: dict, period: Period) -> dict[str, str]:
    row = {key: text(cadre[key]) for key in ("partial", "rank", "band", "score", "available")}
    row["post"] = " ".join(sorted(cadre["post"].split("、")))
    # ISO dates compare as text.
    row["from"] = max(period.first.isoformat(), cadre["from"] or date.min.isoformat())
    row["until"] = min(period.last.isoformat(), cadre["until"] or date.max.isoformat())
    return row | _items(cadre["items"])


def _items(items: list[dict]) -> dict[str, str]:
    """Scores and states of items and of those under them; the account of a period and all in it carry its label."""
    row = {"items": " ".join(item["id"] for item in items)}
    waiting = [(item, "") for item in items]
    while waiting:
        item, of = waiting.pop()
        of = f"@{item['period']}" if item.get("period") else of
        name = item["id"] + of
        if f"{name}.score" in row:
            raise ValueError(f"{name} stands twice")
        row |= {f"{name}.score": text(item["score"]), f"{name}.state": item["state"]}
        waiting += [(child, of) for child in item["items"]]
    return row


def _money(entries: list[dict]) -> Table:
    """Yuan of each payee by rule and in all."""
    sums: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for entry in entries:
        for name in (f"rule {entry['rule']}", "total"):
            sums["money", _who(entry)][name] += Fraction(entry["amount"])
    return {key: {name: text(Fraction(amount)) for name, amount in of.items()} for key, of in sums.items()}


def _standing(standing: dict) -> dict[str, str]:
    row = {"rows": str(len(standing["rows"])), "remainder": text(standing["remainder"])}
    for ranked in standing["rows"]:
        subject = _who(ranked["subject"])
        row |= {f"{subject}.{key}": text(ranked[key]) for key in ("score", "rank", "tied", "veto")}
    return row


def _group(name: str) -> str:
    """A group of two posts has them in no order."""
    return "、".join(sorted(name.split("、")))


def _action(action: dict) -> str:
    village = action["who"]["village"] or action["who"]["name"]
    return f"{action['kind']} {action['date']} {village} {action['subject']}"


def _who(subject: dict) -> str:
    village, name = subject["village"] or "", subject["name"] or ""
    if subject["account"] == "village":
        return who("village", village or name)
    return who(subject["account"], village, name, subject["id"] or "")

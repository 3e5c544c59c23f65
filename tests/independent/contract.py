"""What every result must satisfy whatever the facts: the contract's keys, and that the ledgers add up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

_KEYS = {
    "result": "schema period year from as_of draft rulebook inputs standings villages cadres money prizes"
    " actions diagnostics",
    "rulebook": "title version sha256",
    "input": "file sha256",
    "standing": "id node group rows remainder",
    "row": "subject score rank tied of change",
    "subject": "account village name id",
    "village": "name class group rank tied score available band period_change items",
    "cadre": "id name village post from until partial rank score band items",
    "money": "account village name id rule clause amount settled postings",
    "prize": "tier subject who standing rank period amount shared",
    "vacant": "tier prize standing group clause place period why at_least",
    "passed_over": "tier prize who standing group clause rank period barred",
    "action": "kind subject who rule clause date quantity reason cells decision",
    "diagnostic": "code severity message location",
    "item": "id name short clause points score state due period_change floor cap postings items",
    "term": "score weight divisor contribution",
    "posting": "id kind date rule clause amount quantity rate reason ruling facts cells",
    "cell": "file sheet cell",
}

_VALUES = {
    "state": {"scored", "not-due", "not-applicable", "not-reported"},
    "severity": {"error", "warning", "note"},
    "account": {"village", "cadre", "household"},
    "why": {"vetoed", "barred", "has-another", "score-below"},
}

Problem = tuple[str, str]  # where, what


def problems(result: Any, founding: bool = True) -> Iterator[Problem]:
    """Everything in a result that breaks the contract; some of it only the `founding` scheme must satisfy."""
    yield from _shape("result", result, "result")
    if not isinstance(result, dict) or not set(_KEYS["result"].split()) <= set(result):
        return
    yield from _shape("rulebook", result["rulebook"], "rulebook")
    yield from _each("input", result["inputs"], "inputs")
    for n, standing in enumerate(result["standings"]):
        yield from _shape("standing", standing, f"standings[{n}]")
        for m, row in enumerate(standing.get("rows", [])):
            yield from _shape("row", row, f"standings[{n}].rows[{m}]")
            yield from _shape("subject", row.get("subject"), f"standings[{n}].rows[{m}].subject")
    for village in result["villages"]:
        yield from _account("village", village, f"villages[{village.get('name')}]")
        yield from _sum_of_items(village) if founding else _derived(village, f"villages[{village.get('name')}]")
    for cadre in result["cadres"]:
        where = f"cadres[{cadre.get('village')} {cadre.get('id')}]"
        yield from _account("cadre", cadre, where)
        if not founding:
            yield from _derived(cadre, where)
        elif not cadre.get("items") or cadre["items"][0].get("id") != "village-score":
            yield where, "the first item is not village-score"
    for n, entry in enumerate(result["money"]):
        yield from _money(entry, f"money[{n}]")
    for n, prize in enumerate(result["prizes"]):
        yield from _shape("prize", prize, f"prizes[{n}]")
        yield from _shape("subject", prize.get("who"), f"prizes[{n}].who")
    for n, vacant in enumerate(result.get("vacant", [])):
        yield from _shape("vacant", vacant, f"vacant[{n}]")
    for n, one in enumerate(result.get("passed_over", [])):
        yield from _shape("passed_over", one, f"passed_over[{n}]")
        yield from _shape("subject", one.get("who"), f"passed_over[{n}].who")
    for n, action in enumerate(result["actions"]):
        yield from _shape("action", action, f"actions[{n}]")
        yield from _shape("subject", action.get("who"), f"actions[{n}].who")
        yield from _each("cell", action.get("cells", []), f"actions[{n}].cells")
        if action.get("decision") != "candidate":
            yield f"actions[{n}]", f"decision is {action.get('decision')!r}"
    for n, diagnostic in enumerate(result["diagnostics"]):
        yield from _shape("diagnostic", diagnostic, f"diagnostics[{n}]")
        if diagnostic.get("severity") == "error":
            yield f"diagnostics[{n}]", f"an error: {diagnostic}"


def _shape(kind: str, value: Any, where: str) -> Iterator[Problem]:
    """The object has at least the contract's keys, and the closed words are among theirs."""
    if not isinstance(value, dict):
        yield where, f"is not an object but {value!r}"
        return
    missing = [key for key in _KEYS[kind].split() if key not in value]
    if missing:
        yield where, f"lacks {' '.join(missing)}"
    for key, words in _VALUES.items():
        if key in value and key in _KEYS[kind].split() and value[key] not in words:
            yield where, f"{key} is {value[key]!r}"


def _each(kind: str, values: Any, where: str) -> Iterator[Problem]:
    if not isinstance(values, list):
        yield where, f"is not a list but {values!r}"
        return
    for n, value in enumerate(values):
        yield from _shape(kind, value, f"{where}[{n}]")


def _account(kind: str, account: dict, where: str) -> Iterator[Problem]:
    yield from _shape(kind, account, where)
    for item in account.get("items", []):
        yield from _item(item, f"{where}.{item.get('id')}")


def _sum_of_items(village: dict) -> Iterator[Problem]:
    """The founding scheme's village score is the plain sum of its thirteen items."""
    if village.get("score") is None or any(i.get("score") is None for i in village.get("items", [])):
        return
    total = sum(Fraction(i["score"]) for i in village["items"])
    if total != Fraction(village["score"]):
        yield f"villages[{village['name']}]", f"score {village['score']} is not the items' sum {float(total)}"


def _derived(account: dict, where: str) -> Iterator[Problem]:
    """Under any rulebook a whole score is the sum of its terms' contributions and its own postings."""
    terms = account.get("terms")
    if account.get("score") is None or not terms:
        return
    total = sum(Fraction(term["contribution"]) for term in terms)
    total += sum(Fraction(p["amount"]) for p in account.get("postings") or [])
    if total != Fraction(account["score"]):
        yield where, f"score {account['score']} is not the sum of its terms and postings, {float(total)}"


def _item(item: dict, where: str) -> Iterator[Problem]:
    """An account is the sum of its postings; a derived node adds its terms' contributions to its own postings."""
    yield from _shape("item", item, where)
    postings = item.get("postings", [])
    yield from _postings(postings, where)
    for child in item.get("items", []):
        yield from _item(child, f"{where}.{child.get('id')}")
    terms = item.get("terms")
    if terms:
        if "combine" not in item:
            yield where, "has terms, but lacks combine"
        for n, term in enumerate(terms):
            yield from _shape("term", term, f"{where}.terms[{n}]")
            if not {"id", "period"} & set(term):
                yield f"{where}.terms[{n}]", "has neither id nor period"
    if item.get("score") is None:
        return
    total = sum(Fraction(p["amount"]) for p in postings)
    total += sum(Fraction(term["contribution"]) for term in terms or [])
    if total != Fraction(item["score"]):
        yield where, f"score {item['score']} is not the sum of its postings and terms, {float(total)}"


def _postings(postings: list[dict], where: str) -> Iterator[Problem]:
    for n, posting in enumerate(postings):
        yield from _shape("posting", posting, f"{where}.postings[{n}]")
        yield from _each("cell", posting.get("cells", []), f"{where}.postings[{n}].cells")
        for key in ("amount", "quantity", "rate"):
            if isinstance(posting.get(key), (int, float)):
                yield f"{where}.postings[{n}]", f"{key} is a number, not a string"
    dates = [p.get("date") or "" for p in postings]
    if dates != sorted(dates):
        yield where, f"postings out of date order: {dates}"


def _money(entry: dict, where: str) -> Iterator[Problem]:
    yield from _shape("money", entry, where)
    postings = entry.get("postings", [])
    yield from _postings(postings, where)
    total = sum((Fraction(p["amount"]) for p in postings), Fraction(0))
    if "amount" in entry and total != Fraction(entry["amount"]):
        yield where, f"amount {entry['amount']} is not the sum of its postings {float(total)}"

"""Writes the demonstration township and what its year must come to.

    python demo.py [--root REPOSITORY]

The same facts give the same bytes, so a change in either output is a change of facts or of readings.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import shutil
from datetime import datetime
from pathlib import Path

import scheme
from demo_facts import YEAR, add_facts
from demo_people import add_people
from exact import periods_of, plain
from recompute import Result, recompute
from tables import OFFICES, Share
from township import Township, Village
from workbooks import Style, write_month, write_roster

_IN_ONE_FILE = {1, 2, 5, 7, 11, 12}  # the other months come as one file an office
_ALIASES = {"1村": "河口村", "8村": "高山村"}


def demo_township() -> Township:
    t = Township(YEAR, [Village(name, klass, _ALIASES.get(name, "")) for name, klass in scheme.CLASSES.items()])
    add_people(t)
    add_facts(t)
    for rows in (t.events, t.deliveries, t.plots):
        rows.sort(key=lambda row: row.day)
    t.leaves.sort(key=lambda leave: leave.back)
    return t


def write_demo(t: Township, folder: Path) -> None:
    """Replaces the roster and the records with their register; whatever else lies in the folder stays."""
    shutil.rmtree(folder / "records", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    nothing_random = random.Random(0)  # this style leaves nothing to chance
    write_roster(t, folder, nothing_random)
    for month in range(1, 13):
        shares = [Share(f"{month}月村级考核")] if month in _IN_ONE_FILE else OFFICES
        write_month(t, folder, month, shares, nothing_random, lambda: Style(title_rows=1), always=True)
    write_receipts(folder)


def write_receipts(folder: Path) -> None:
    """收件登记.csv: that all offices sent the months of one file together, on the third of the month after."""
    rows = [["收到时间", "报送单位", "月份", "文件", "原文件名", "SHA-256", "处理", "说明"]]
    for month in sorted(_IN_ONE_FILE):
        name = f"{month}月村级考核.xlsx"
        place = f"records/{YEAR}-{month:02}/{name}"
        digest = hashlib.sha256((folder / place).read_bytes()).hexdigest()
        came = datetime(YEAR + month // 12, month % 12 + 1, 3, 9, 10 + month % 7)
        rows.append([f"{came:%Y-%m-%d %H:%M}", "全部", f"{YEAR}年{month}月", place, name, digest, "收下", ""])
    with (folder / "records" / "收件登记.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


# --- expected results -----------------------------------------------------------------------------------------


def expected(t: Township) -> dict[str, dict[str, list]]:
    """By period, then by ledger: rows that each fit on a line."""
    return {period.label: _rows(recompute(t, period)) for period in periods_of(t.year)}


def _rows(result: Result) -> dict[str, list]:
    return {
        "villages": [
            {
                "name": v.name, "score": plain(v.score), "available": plain(v.available),
                "rank": v.rank, "tied": v.tied,
                "items": {name: [plain(item.score), item.state] for name, item in v.items.items()},
            }
            for v in result.villages
        ],
        "cadres": [
            {
                "id": c.id, "village": c.village, "name": c.name,
                "posts": sorted(c.posts, key=scheme.POSTS.index), "from": c.start.isoformat(),
                "until": c.end.isoformat(), "partial": c.partial, "score": plain(c.score),
            }
            for c in result.cadres
        ],
        "money": [
            {**payee._asdict(), "amount": plain(amount)} for payee, amount in sorted(result.money.items())
        ],
        "prizes": [
            {"village": p.village, "tier": p.tier, "rank": p.rank, "amount": plain(p.amount), "shared": p.shared}
            for p in result.prizes
        ],
        "remainder": [plain(result.remainder)],
        "actions": [
            {"kind": a.kind, "subject": a.subject, "village": a.village, "date": a.day.isoformat()}
            for a in result.actions
        ],
    }  # fmt: skip


def dump(periods: dict[str, dict[str, list]]) -> str:
    """JSON with one line a row, so that a diff names the village or the payee."""
    lines = ["{"]
    for n, (label, ledgers) in enumerate(periods.items(), start=1):
        lines.append(f" {json.dumps(label)}: {{")
        for m, (ledger, rows) in enumerate(ledgers.items(), start=1):
            comma = "," if m < len(ledgers) else ""
            body = ",\n".join("   " + json.dumps(row, ensure_ascii=False) for row in rows)
            lines.append(f'  "{ledger}": [\n{body}\n  ]{comma}' if rows else f'  "{ledger}": []{comma}')
        lines.append(" }" + ("," if n < len(periods) else ""))
    return "\n".join([*lines, "}"]) + "\n"


def main() -> None:
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description="Write the demonstration township and its expected results.")
    parser.add_argument("--root", type=Path, default=here, help="the repository")
    root = parser.parse_args().root
    t = demo_township()
    write_demo(t, root / "examples" / "demo-township")
    target = root / "tests" / "expected" / f"demo-{YEAR}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(dump(expected(t)), encoding="utf-8")


if __name__ == "__main__":
    main()

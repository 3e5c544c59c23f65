"""Lets LibreOffice work the audit workbook out again, and compares every figure with the JSON result.

Needs soffice on the path. The cached values are struck out of a copy first, so that nothing but the formulas can
speak; then every formula of the workbook is held against its cached value, and every score, term, place, posting,
sum of money, trend and loss against the JSON.

    python recalculate.py --binary ../../target/release/cunkao
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import openpyxl

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DEMO_PERIODS = ["2024", "2024-Q1", "2024-03"]
# The other examples hold January alone; longer periods are drafts, full of figures that are not reported.
OTHER_PERIODS = ["2024-01", "2024-Q1", "2024"]
TOLERANCE = Decimal("0.0000000005")
FIRST_ROW = 4
STATES = {"未报", "未到期", "不适用"}
KINDS = {"village": "村", "cadre": "村干部", "household": "农户"}


class Comparison:
    def __init__(self, name):
        self.name, self.count, self.wrong = name, 0, []

    def equal(self, where, found, expected):
        self.count += 1
        if expected is None:
            same = found is None or found == "未报"
        elif isinstance(found, (int, float)):
            same = abs(Decimal(repr(found)) - Decimal(str(expected))) <= TOLERANCE
        else:
            same = found in STATES and Decimal(str(expected)) == 0 or found == expected
        if not same:
            self.wrong.append(f"{where}: {found!r}, expected {expected!r}")


def score(binary, workspace, period, *options):
    command = [binary, "score", str(workspace), "--period", period, "--allow-errors", *options]
    return subprocess.run(command, capture_output=True, check=False).stdout


def recalculated(path, folder):
    """The workbook without cached values, worked out by LibreOffice."""
    bare = folder / "bare" / path.name
    bare.parent.mkdir(exist_ok=True)
    openpyxl.load_workbook(path).save(bare)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / "recalculated"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(out), str(bare)]
    subprocess.run(command, capture_output=True, check=True)
    return openpyxl.load_workbook(out / path.name, data_only=True)


def rows(book, sheet):
    """Rows by title, as far as the first column is filled in."""
    sheet = book[sheet]
    titles = [cell.value for cell in sheet[FIRST_ROW - 1]]
    found = []
    for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True):
        if any(value is not None for value in row[:4]):
            found.append(list(row))
    return titles, found


def accounts(subject, prefix):
    """Every node of a village or cadre: number, score, terms, postings."""

    def of_item(item, above):
        period = item.get("period") or above
        for child in item["items"]:
            yield from of_item(child, period)
        number = f"{prefix}/{item['id']}" + (f"/{period}" if period else "")
        yield number, item["score"], item.get("terms", []), item["postings"]

    for item in subject["items"]:
        yield from of_item(item, None)
    for total in subject.get("periods", []):
        yield f"{prefix}/{total['period']}", total["score"], total["terms"], total["postings"]
    yield prefix, subject["score"], subject["terms"], subject["postings"]


def everybody(result):
    for village in result["villages"]:
        yield from accounts(village, f"村:{village['name']}")
    for cadre in result["cadres"]:
        yield from accounts(cadre, f"村干部:{cadre['village']}/{cadre['name']}{cadre['id']}")


def compare_scores(check, book, result):
    titles, found = rows(book, "各项得分")
    by_name = {row[1]: row for row in found}
    check.equal("各项得分", len(found), len(result["villages"]))
    for village in result["villages"]:
        row = by_name[village["name"]]
        check.equal(f"各项得分 {village['name']} place", row[0], village["rank"])
        check.equal(f"各项得分 {village['name']} total", row[titles.index("得分")], village["score"])
        for item, value in zip(village["items"], row[3:], strict=False):
            check.equal(f"各项得分 {village['name']} {item['id']}", value, item["score"])
    _, found = rows(book, "干部")
    check.equal("干部", len(found), len(result["cadres"]))
    for row, cadre in zip(found, result["cadres"], strict=True):
        check.equal(f"干部 {cadre['name']}", row[7], cadre["score"])
        for item, value in zip(cadre["items"], row[8:], strict=False):
            check.equal(f"干部 {cadre['name']} {item['id']}", value, item["score"])


def compare_standings(check, book, result):
    _, found = rows(book, "排名")
    expected = [(one, row) for one in result["standings"] for row in one["rows"]]
    check.equal("排名", len(found), len(expected))
    for row, (standing, place) in zip(found, expected, strict=True):
        where = f"排名 {standing['id']} {place['subject']['name']}"
        check.equal(f"{where} place", row[2], place["rank"])
        check.equal(f"{where} score", row[7], place["score"])


def compare_ledger(check, book, result):
    titles, found = rows(book, "明细账")
    account, number = titles.index("账户"), titles.index("分录号")
    amounts = {(row[account], row[number]): row[8] for row in found}
    expected = {(node, one["id"]): one["amount"] for node, _, _, postings in everybody(result) for one in postings}
    check.equal("明细账", len(found), len(expected))
    for key, amount in expected.items():
        check.equal(f"明细账 {key}", amounts.get(key), amount)
    titles, found = rows(book, "合成")
    terms = [(node, term) for node, _, terms, _ in everybody(result) for term in terms]
    check.equal("合成", len(found), len(terms))
    by_node = {}
    for row in found:
        by_node.setdefault(row[titles.index("合成账户")], []).append(row)
    seen = {}
    for node, term in terms:
        row = by_node[node][seen.setdefault(node, 0)]
        seen[node] += 1
        for title, key in [("得分", "score"), ("权重", "weight"), ("除数", "divisor"), ("折算分", "contribution")]:
            check.equal(f"合成 {node} {term['id']} {key}", row[titles.index(title)], term[key])


def compare_money(check, book, result):
    _, found = rows(book, "资金")
    postings = [(entry, one) for entry in result["money"] for one in entry["postings"]]
    check.equal("资金", len(found), len(postings))
    for row, (entry, posting) in zip(found, postings, strict=True):
        check.equal(f"资金 {posting['id']}", row[10], posting["amount"])
        if posting is entry["postings"][-1]:
            check.equal(f"资金 {posting['id']} entry", row[11], entry["amount"])
    totals = {}
    for entry in result["money"]:
        key = (KINDS[entry["account"]], entry["village"], entry["title"], entry["clause"])
        count, amount = totals.get(key, (0, Decimal(0)))
        totals[key] = (count + 1, amount + Decimal(entry["amount"]))
    _, found = rows(book, "资金汇总")
    check.equal("资金汇总", len(found), len(totals))
    for row in found:
        count, amount = totals[tuple(row[:4])]
        check.equal(f"资金汇总 {row[:4]} count", row[4], count)
        check.equal(f"资金汇总 {row[:4]} amount", row[5], amount)
    _, found = rows(book, "奖励与处理")
    prizes = [row for row in found if row[0] == "奖励"]
    for row, prize in zip(prizes, result["prizes"], strict=False):
        check.equal("奖励", row[7], prize["amount"])
    if result["prizes"]:
        check.equal("奖励 sum", prizes[-1][7], sum(Decimal(prize["amount"]) for prize in result["prizes"]))


def compare_pictures(check, book, result, months):
    _, found = rows(book, "图表")
    # What only gives loses nothing.
    gives = lambda loss: Decimal(loss["available"]) == 0 and Decimal(loss["lost"]) < 0
    losses = [loss for loss in result["losses"] if not gives(loss)]
    check.equal("图表", len(found), len(losses))
    for row, loss in zip(found, losses, strict=True):
        for value, key in zip(row[1:4], ["available", "score", "lost"], strict=True):
            check.equal(f"图表 {loss['id']} {key}", value, loss[key])
    _, found = rows(book, "走势")
    kind = "villages" if result["villages"] else "cadres"
    for row in found:
        for value, month in zip(row[3:], months, strict=False):
            own = [one for one in month[kind] if row[2] in (None, one["name"]) and row[1] == one.get("village", one["name"])]
            if own:
                check.equal(f"走势 {row[:3]} {month['period']}", value, own[0]["score" if row[0] == "得分" else "rank"])


def compare_formulas(check, written, cached, book):
    for sheet in written:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("=") and cell.data_type == "f":
                    expected, found = cached[sheet.title][cell.coordinate].value, book[sheet.title][cell.coordinate].value
                    check.equal(f"{sheet.title}!{cell.coordinate}", found, expected)


def compare(binary, workspace, period, folder):
    check = Comparison(f"{workspace.name} {period}")
    result = json.loads(score(binary, workspace, period, "--format", "json"))
    last = int(result["as_of"][5:7])
    months = [json.loads(score(binary, workspace, f"{result['year']}-{month:02}", "--format", "json")) for month in range(1, last + 1)]
    path = folder / f"{workspace.name}-{period}.xlsx"
    score(binary, workspace, period, "--format", "xlsx", "-o", str(path))
    book = recalculated(path, folder)
    written, cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    compare_scores(check, book, result)
    compare_standings(check, book, result)
    compare_ledger(check, book, result)
    compare_money(check, book, result)
    compare_pictures(check, book, result, months)
    before = check.count
    compare_formulas(check, written, cached, book)
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            check.wrong.extend(f"{sheet.title}: {value}" for value in row if isinstance(value, str) and re.match(r"#\w+[/!?]|Err:", value))
    print(f"{check.name}: {check.count} figures, {check.count - before} of them formulas, {len(check.wrong)} wrong")
    for line in check.wrong[:20]:
        print("   ", line)
    return not check.wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True)
    arguments = parser.parse_args()
    binary = str(Path(arguments.binary).resolve())
    right = True
    with tempfile.TemporaryDirectory() as folder:
        for workspace in sorted(EXAMPLES.iterdir()):
            periods = DEMO_PERIODS if workspace.name == "demo-township" else OTHER_PERIODS
            for period in periods:
                right &= compare(binary, workspace, period, Path(folder))
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()

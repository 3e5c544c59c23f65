"""Whether cases.toml lists every scored cell that was filled, as another reader of workbooks finds them.

    python complete.py        (needs openpyxl, as make.py does)

It looks at every sheet that openpyxl can read, below the row of headers, in every column that is scored: not in one that
the case says is unknown, nor in sheets that explain how to fill the others in.
"""

import re
import sys
import tomllib
import unicodedata
from pathlib import Path

import openpyxl

HERE = Path(__file__).parent
KEYS = {"村", "日期", "姓名", "行政村", "单位"}
UNSCORED = KEYS | {"事项", "当事人", "责任人", "情况说明", "职务", "编号", "请假方式", "审批人", "查实", "烟农", "序号", "备注", "联系电话"}
NO_ROWS = ("合计", "小计", "平均")
EXPLAINING = {"说明", "填表说明"}


def text(value):
    """What is to be seen of a cell."""
    seen = (letter for letter in str("" if value is None else value) if unicodedata.category(letter) not in ("Cf", "Mn"))
    return "".join(seen).strip(" \u3000")


def filled(page):
    """The addresses of filled scored cells of a sheet."""
    row = next((row for row in range(1, 12) if KEYS & {text(cell.value) for cell in page[row]}), None)
    if row is None:
        return
    levels = 2 if "A1:A2" in map(str, page.merged_cells.ranges) else 1
    for cells in page.iter_rows(min_row=row + levels):
        first = text(cells[0].value)
        if any(word in first for word in NO_ROWS) or "：" in first:
            continue
        for cell in cells:
            headers = {text(page.cell(row + level, cell.column).value) for level in range(levels)}
            if text(cell.value) and not headers & UNSCORED:
                yield cell.coordinate


def missing(case):
    files = [file for file in (HERE / "files" / case["id"]).glob("*.xls*") if not file.name.startswith("~$")]
    several = len([file for file in (HERE / "files" / case["id"]).iterdir() if not file.name.startswith("~$")]) > 1
    listed = {re.match(r".*![A-Z]+\d+", line).group() for line in case["scored"]}
    unknown = {re.sub(r"\d+$", "", line.split(maxsplit=2)[2]) for line in case["said"] if " column-unknown " in line}
    for file in files:
        try:
            book = openpyxl.load_workbook(file.open("rb"))
        except Exception:  # What cannot be opened has no cells to list.
            continue
        for page in book:
            own = page.sheet_state == "visible" or page.title == "规定动作"
            for address in filled(page) if own and page.title not in EXPLAINING else []:
                place = f"{file.name}›{page.title}!{address}" if several else f"{page.title}!{address}"
                if place not in listed and re.sub(r"\d+$", "", place) not in unknown:
                    yield place


if __name__ == "__main__":
    cases = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["case"]
    found = [f"{case['id']}: {place}" for case in cases if (HERE / "files" / case["id"]).is_dir() for place in missing(case)]
    print("\n".join(found) or "complete")
    sys.exit(bool(found))

"""Village points of a county as workbooks of formulas, one a township, recalculated by one headless LibreOffice.

    formulas.py write COUNTY FOLDER        facts pasted below each other, a sheet a form, and the formulas; no results
    formulas.py recalculate FOLDER OUTPUT  one soffice converts all the books; their results go into one CSV file
    formulas.py open COUNTY FOLDER         every workbook of the county opened by LibreOffice, its sheets as CSV files

What is pasted comes from python-calamine, since a book of formulas cannot collect 600 workbooks by itself; `open` is what
that takes where LibreOffice has to do it.
"""

import argparse
import csv
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import county
import scheme
from calamine_peer import read_book
from facts import (
    NOT_APPLICABLE,
    Cell,
    Facts,
    blank,
    day,
    done,
    month_end,
    number,
    percent,
    records,
    roster,
    text,
    tobacco_tasks,
)
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

# UTF-8, comma, quoted where needed, figures in full and not as shown.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"
# The same for every sheet of a book, not the first alone.
ALL_SHEETS = AS_CSV + ",false,false,-1"
# LibreOffice 7.4 ends without a word in the middle of more books than some 240 in one call.
BOOKS_A_CALL = 200
# Dates are numbers of days in a spreadsheet: from here on a number is a day, below it is how often.
FIRST_DAY = 40000

CHECKS = [(name, when) for when, *_ in scheme.LEVY_CHECKS for name in (scheme.LEVY_OWED, scheme.LEVY_PAID)]
CHECKS += [(name, scheme.INSURANCE_DAY) for name in scheme.INSURANCE]
CHECKS += [(scheme.FINANCING, when) for when in scheme.FINANCING_DAYS]


# --- facts as sheets ------------------------------------------------------------------------------------------


def typed(cell: Cell) -> Cell:
    """A figure, day or word as a spreadsheet's cell."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == int(cell) else float(cell)
    return NOT_APPLICABLE if cell is None else cell


def event_row(record: dict[str, Cell], month: int) -> list[Cell]:
    return [text(record["事项"]), typed(number(record["次数"]))]


def duty_row(record: dict[str, Cell], month: int) -> list[Cell]:
    cells = [record.get(duty) for duty in scheme.DUTIES]
    return [month, *(None if blank(cell) else typed(done(cell)) for cell in cells)]


def reading_row(record: dict[str, Cell], month: int) -> list[Cell]:
    stated = record.get("截至")
    row: list[Cell] = [month_end(month) if blank(stated) else day(stated)]
    for name in scheme.INDICATORS:
        cell = record.get(name)
        read = percent if name in scheme.INSURANCE else number
        row.append(None if blank(cell) else cell if cell == NOT_APPLICABLE else typed(read(cell)))
    return row


def delivery_row(record: dict[str, Cell], month: int) -> list[Cell]:
    return [typed(number(record["交售量(斤)"]))]


FORMS = {
    "事项登记": (event_row, ["事项", "次数"]),
    "规定动作": (duty_row, ["月份", *scheme.DUTIES]),
    "指标进度": (reading_row, ["截至", *scheme.INDICATORS]),
    "烟叶交售": (delivery_row, ["交售量(斤)"]),
}


def paste(book: Workbook, township: Path, facts: Facts) -> None:
    """The year's rows of each form, all months below each other, behind the column 村."""
    for form, (_, columns) in FORMS.items():
        book.create_sheet(form).append(["村", *columns])
    for month, path in county.month_books(township):
        for form, rows in read_book(path):
            if form in FORMS:
                for record in records(rows):
                    village = facts.names[text(record["村"])]
                    book[form].append([village, *FORMS[form][0](record, month)])


# --- formulas -------------------------------------------------------------------------------------------------


class Ranges:
    """Absolute ranges of the pasted columns, by form and title."""

    def __init__(self, book: Workbook) -> None:
        self._book = book

    def __call__(self, form: str, title: str) -> str:
        sheet = self._book[form]
        letter = get_column_letter([cell.value for cell in sheet[1]].index(title) + 1)
        return f"{form}!${letter}$2:${letter}${max(2, sheet.max_row)}"


def event(ranges: Ranges, kind: str) -> str:
    of, village, kinds = (ranges("事项登记", title) for title in ("次数", "村", "事项"))
    return f'SUMIFS({of},{village},$A{{row}},{kinds},"{kind}")'


def events_item(ranges: Ranges, item: str) -> str:
    offs = [f"-{off}*{event(ranges, kind)}" for kind, off in scheme.EVENTS.get(item, {}).items()]
    if item == scheme.ONCE_ITEM:
        offs = [f"-{off}*({event(ranges, kind)}>0)" for kind, off in scheme.ONCE.items()]
    return f"{scheme.ITEMS[item]}{''.join(offs)}"


def duty(ranges: Ranges, name: str, first: int, last: int, due: date | None, off: Decimal) -> str:
    """What a duty takes off: in the months given, or by its day."""
    cells, months = ranges("规定动作", name), ranges("规定动作", "月份")
    where = f'{ranges("规定动作", "村")},$A{{row}},{months},">={first}",{months},"<={last}",{cells}'
    ticks = f'COUNTIFS({where},"√")'
    if due is None:
        dated = f'COUNTIFS({where},">={FIRST_DAY}")'
        times = f'SUMIFS({cells},{where},"<{FIRST_DAY}")'
    else:
        dated = f'COUNTIFS({where},">={FIRST_DAY}",{cells},"<="&{as_date(due)})'
        times = f'COUNTIFS({where},">=1",{cells},"<{FIRST_DAY}")'
    taken_off = f'COUNTIFS({where},"{NOT_APPLICABLE}")>0'
    return f'IF({taken_off},"{NOT_APPLICABLE}",IF({ticks}+{dated}+{times}>=1,0,{off}))'


def as_date(when: date) -> str:
    return f"DATE({when.year},{when.month},{when.day})"


def latest_day(ranges: Ranges, indicator: str, when: date) -> str:
    days, village = ranges("指标进度", "截至"), ranges("指标进度", "村")
    return f'_xlfn.MAXIFS({days},{village},$A{{row}},{days},"<="&{as_date(when)},{ranges("指标进度", indicator)},"<>")'


def latest(ranges: Ranges, indicator: str, day_cell: str) -> str:
    """The figure of the day in the cell before it, or 不适用."""
    cells = ranges("指标进度", indicator)
    where = f'{ranges("指标进度", "村")},$A{{row}},{ranges("指标进度", "截至")},{day_cell}'
    taken_off = f'COUNTIFS({where},{cells},"{NOT_APPLICABLE}")>0'
    return f'IF({taken_off},"{NOT_APPLICABLE}",_xlfn.MAXIFS({cells},{where}))'


def duties() -> list[tuple[str, str, int, int, date | None, Decimal]]:
    """Title and arguments of every judgement of a duty: 27 of the party's, then the levy's."""
    found: list[tuple[str, str, int, int, date | None, Decimal]] = []
    for name in scheme.QUARTER_DUTIES:
        for first in (1, 4, 7, 10):
            found.append((f"{name}{first}", name, first, first + 2, None, scheme.DUTY_OFF))
    for name, due in scheme.DATED_DUTIES.items():
        found.append((name, name, 1, due.month, due, scheme.DUTY_OFF))
    due = scheme.LEVY_DUTY_DUE
    found.append((scheme.LEVY_DUTY, scheme.LEVY_DUTY, 1, due.month, due, scheme.LEVY_DUTY_OFF))
    return found


def judgements(book: Workbook, villages: int) -> None:
    """The sheet 判定: what each duty takes off, and each figure as it stands on the day that it is judged."""
    ranges = Ranges(book)
    titles = ["村"]
    formulas = ["得分!$A{row}"]
    for title, name, first, last, due, off in duties():
        titles.append(title)
        formulas.append(duty(ranges, name, first, last, due, off))
    for name, when in CHECKS:
        titles += [f"{name}截至{when}", f"{name}{when}"]
        formulas.append(latest_day(ranges, name, when))
        formulas.append(latest(ranges, name, f"{get_column_letter(len(formulas))}{{row}}"))
    for when, required, off in scheme.LEVY_CHECKS:
        owed, paid = (letter_of(titles, f"{name}{when}") for name in (scheme.LEVY_OWED, scheme.LEVY_PAID))
        titles.append(f"{scheme.LEVY_DUTY}{when}")
        formulas.append(levy_short(f"{owed}{{row}}", f"{paid}{{row}}", required, off))
    fill(book.create_sheet("判定"), titles, formulas, villages)


def letter_of(titles: list[str], title: str) -> str:
    return get_column_letter(titles.index(title) + 1)


class Judged:
    """Cells of the sheet 判定 by title."""

    def __init__(self, book: Workbook) -> None:
        self._titles = [cell.value for cell in book["判定"][1]]

    def __call__(self, title: str) -> str:
        return f"判定!${letter_of(self._titles, title)}{{row}}"


def levy_short(owed: str, paid: str, required: int, off: Decimal) -> str:
    """Whole points of the levy short; figures to the hundredth as whole numbers, so that the floor is exact."""
    missing = f"ROUND({required}*100*{owed}-10000*{paid},0)"
    points = f"MAX(0,INT({missing}/ROUND(100*{owed},0)))"
    return f'IF(AND(ISNUMBER({owed}),ISNUMBER({paid})),{off}*{points},"{NOT_APPLICABLE}")'


def share_short(judged: Judged, name: str, required: int) -> str:
    share = judged(f"{name}{scheme.INSURANCE_DAY}")
    missing = f"INT(ROUND(({required}-{share})*10000,0)/10000)"
    return f"IF(ISNUMBER({share}),{scheme.INSURANCE_OFF}*MAX(0,{missing}),0)"


def results(book: Workbook, villages: int) -> None:
    """The sheet 得分: thirteen items and their sum."""
    ranges, judged = Ranges(book), Judged(book)
    party = [title for title, *_ in duties()][:-1]
    of_party = f"{judged(party[0])}:{judged(party[-1]).removeprefix('判定!')}"
    offs = [
        judged(scheme.LEVY_DUTY),
        *(judged(f"{scheme.LEVY_DUTY}{when}") for when, *_ in scheme.LEVY_CHECKS),
    ]
    taken_off = "+".join(f"ISTEXT({off})" for off in offs)
    figures = [judged(f"{scheme.FINANCING}{when}") for when in reversed(scheme.FINANCING_DAYS)]
    raised = "0"
    for figure in reversed(figures):
        raised = f"IF(ISNUMBER({figure}),{figure},{raised})"
    delivered = f'SUMIFS({ranges("烟叶交售", "交售量(斤)")},{ranges("烟叶交售", "村")},$A{{row}})'
    insurance = "".join(f"-{share_short(judged, name, share)}" for name, share in scheme.INSURANCE.items())
    special = {
        "party-building": f'IF(COUNTIF({of_party},"{NOT_APPLICABLE}")={len(party)},0,5-SUM({of_party}))',
        "road-levy": f"IF({taken_off}=3,0,20-SUM({','.join(offs)}))",
        "tobacco": f"MIN(15,INT(ROUND({delivered}*10000,0)/ROUND(村!$C{{row}}*100,0))*{scheme.TOBACCO_PER_POINT})",
        "debt-financing": f"MIN(5,5*{raised}/村!$D{{row}})",
        "social-security": events_item(ranges, "social-security") + insurance,
    }
    items = [f"MAX(0,{special.get(item) or events_item(ranges, item)})" for item in scheme.ITEMS]
    fill(
        book["得分"],
        ["村", *scheme.ITEMS, county.TOTAL],
        ["村!A{row}", *items, "SUM(B{row}:N{row})"],
        villages,
    )


def fill(sheet, titles: list[str], formulas: list[str], villages: int) -> None:
    sheet.append(titles)
    for row in range(2, villages + 2):
        sheet.append(["=" + formula.replace("{row}", str(row)) for formula in formulas])


def write_book(township: Path, path: Path) -> None:
    facts = roster(read_book(township / "roster.xlsx"), tobacco_tasks(township / "rulebook.toml"))
    book = Workbook()
    book.active.title = "得分"
    villages = book.create_sheet("村")
    villages.append(["村", "类别", "烟叶任务", "融资任务"])
    for village in facts.villages:
        target = scheme.FINANCING_TARGET[village.size]
        villages.append([village.name, village.size, typed(village.task), target])
    paste(book, township, facts)
    judgements(book, len(facts.villages))
    results(book, len(facts.villages))
    book.save(path)


# --- recalculation --------------------------------------------------------------------------------------------


def convert(books: list[Path], to: str, folder: Path) -> None:
    """All books by one soffice with a profile of its own; it has to have written as many files at least."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to]
    subprocess.run([*command, "--outdir", f"{folder}/out", *map(str, books)], check=True, capture_output=True)
    written = len(list((folder / "out").iterdir()))
    if written < len(books):
        raise RuntimeError(f"soffice wrote {written} files of {len(books)} books")


def recalculate(books: list[Path]) -> Iterator[tuple[str, str, str, str]]:
    """Township, village, item, score as LibreOffice writes it."""
    with tempfile.TemporaryDirectory() as folder:
        convert(books, AS_CSV, Path(folder))
        for book in books:
            with open(f"{folder}/out/{book.stem}.csv", encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream):
                    yield from (
                        (book.stem, row["村"], item, row[item]) for item in [*scheme.ITEMS, county.TOTAL]
                    )


def open_all(source: Path, target: Path) -> int:
    """Opens every workbook of a county, under names that tell them apart; gives how many sheets came of it."""
    with tempfile.TemporaryDirectory() as folder:
        named = Path(folder)
        paths = sorted(source.rglob("*.xlsx"))
        for path in paths:
            (named / "-".join(path.relative_to(source).parts)).symlink_to(path.resolve())
        books = sorted(named.iterdir())
        for first in range(0, len(books), BOOKS_A_CALL):
            part = target / str(first)
            part.mkdir(parents=True)
            convert(books[first : first + BOOKS_A_CALL], ALL_SHEETS, part)
    return len(list(target.glob("*/out/*.csv")))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=["write", "recalculate", "open"])
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    if given.step == "write":
        given.target.mkdir(parents=True, exist_ok=True)
        for township in county.townships(given.source):
            write_book(township, given.target / f"{township.name}.xlsx")
        return
    if given.step == "open":
        print(open_all(given.source, given.target), "sheets")
        return
    with open(given.target, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(county.HEADER)
        writer.writerows(recalculate(sorted(given.source.glob("*.xlsx"))))


if __name__ == "__main__":
    main()

"""Writes facts down as the workbooks an office would hand in, in every shape a clerk may give them."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from exact import month_end, plain
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from tables import OFFICES, Percent, Share, Table, tables
from township import Township

_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass(frozen=True)
class Style:
    """How one file is typed.  The numbers are chances out of 1; `dates` is one of real 年 . -"""

    title_rows: int = 0
    shuffle: bool = False
    merge: bool = False
    blank_rows: float = 0
    text_numbers: float = 0
    full_width: float = 0
    alias: float = 0
    dates: str = "real"


def random_style(rng: random.Random) -> Style:
    return Style(
        title_rows=rng.choice([0, 0, 1, 2]),
        shuffle=rng.random() < 0.4,
        merge=rng.random() < 0.4,
        blank_rows=rng.choice([0, 0, 0.15]),
        text_numbers=rng.choice([0, 0, 0.3, 1]),
        full_width=rng.choice([0, 0, 0.1]),
        alias=rng.choice([0, 0, 0.2]),
        dates=rng.choice(["real", "real", "年", ".", "-"]),
    )


def write_workspace(t: Township, folder: Path, rng: random.Random) -> None:
    """A whole workspace whose rulebook is the built-in one, unchanged."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rulebook.toml").write_text('extends = "builtin:village-cadre"\n', encoding="utf-8")
    write_roster(t, folder, rng)
    for month in range(1, 13):
        write_month(t, folder, month, _random_shares(t, rng), rng, lambda: random_style(rng))


def _random_shares(t: Township, rng: random.Random) -> list[Share]:
    """One file for all, one a village or one an office."""
    by_village = [Share(f"{village.name}报表", village=village.name) for village in t.villages]
    return rng.choice([[Share("村级考核")], by_village, OFFICES])


def write_roster(t: Township, folder: Path, rng: random.Random) -> None:
    villages = Table("村", ["村", "类别", "别名", "起", "止"])
    for v in t.villages:
        villages.rows.append({"村": v.name, "类别": v.klass} | ({"别名": v.alias} if v.alias else {}))
    cadres = Table("干部", ["编号", "姓名", "村", "职务", "起", "止"])
    for p in t.posts:
        row = {"编号": p.id, "姓名": p.name, "村": p.village, "职务": p.post}
        cadres.rows.append(row | {k: v for k, v in (("起", p.start), ("止", p.end)) if v})
    book = new_book()
    for table in (villages, cadres):
        write_table(book, t, None, table, Style(), rng)
    save(book, folder / "roster.xlsx", t.year)


def write_month(t: Township, folder: Path, month: int, shares: list[Share], rng, style_of, always=False) -> None:
    """The month's files.  A month with nothing to say still has a workbook, with one empty sheet."""
    records = folder / "records" / f"{t.year}-{month:02}"
    records.mkdir(parents=True, exist_ok=True)
    pages = [(share, tables(t, month, share, always)) for share in shares]
    if not any(found for _, found in pages):
        pages = [(shares[0], [Table("事项登记", tables(t, month, Share(""), True)[0].columns)])]
    for share, found in pages:
        if found:
            book = new_book()
            style = style_of()
            for table in found:
                write_table(book, t, month, table, style, rng)
            save(book, records / f"{share.file}.xlsx", t.year)


def new_book() -> Workbook:
    book = Workbook()
    book.remove(book.active)
    return book


def write_table(book: Workbook, t: Township, month: int | None, table: Table, style: Style, rng) -> None:
    sheet = book.create_sheet(table.form)
    columns = list(table.columns)
    if style.shuffle:
        rng.shuffle(columns)
    at = _write_title(sheet, t, month, table.form, len(columns), style)
    for col, name in enumerate(columns, start=1):
        sheet.cell(at, col, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(col)].width = max(10, 2 * len(name) + 2)
    rows = _ordered(table, style)
    aliases = {v.name: v.alias for v in t.villages if v.alias}
    for row in rows:
        at += 1
        if style.blank_rows and not style.merge and rng.random() < style.blank_rows:
            at += 1
        for col, name in enumerate(columns, start=1):
            if name in row:
                value = row[name]
                if name == "村" and month is not None:
                    value = _village_name(value, aliases, style, rng)
                _write_cell(sheet.cell(at, col), value, style, rng)
    if style.merge and "村" in columns:
        _merge_villages(sheet, rows, at - len(rows) + 1, columns.index("村") + 1)


def _write_title(sheet, t: Township, month: int | None, form: str, width: int, style: Style) -> int:
    """Merged rows above the header; returns the header's row."""
    texts = [f"青溪乡{t.year}年{month}月{form}表", f"填报单位:乡考核办　填报时间:{t.year}年{month}月"]
    for at in range(1, style.title_rows + 1):
        cell = sheet.cell(at, 1, texts[at - 1])
        cell.alignment = Alignment(horizontal="center" if at == 1 else "left")
        if width > 1:
            sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=width)
    return style.title_rows + 1


def _ordered(table: Table, style: Style) -> list[dict]:
    """Rows of one village together, where their village cells are to be merged."""
    if not style.merge or table.form in ("村", "干部"):
        return table.rows
    return sorted(table.rows, key=lambda row: row.get("村", ""))


def _merge_villages(sheet, rows: list[dict], top: int, col: int) -> None:
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or rows[end]["村"] != rows[start]["村"]:
            if end - start > 1:
                for at in range(start + 1, end):
                    sheet.cell(top + at, col).value = None
                sheet.merge_cells(start_row=top + start, end_row=top + end - 1, start_column=col, end_column=col)
            start = end


def _village_name(name: str, aliases: dict[str, str], style: Style, rng) -> str:
    if name in aliases and rng.random() < style.alias:
        return aliases[name]
    if rng.random() < style.full_width:
        return name.translate(_FULL_WIDTH)
    return name + " " if rng.random() < style.full_width else name


def _write_cell(cell, value, style: Style, rng) -> None:
    if isinstance(value, Percent):
        _write_percent(cell, value.value, style, rng)
    elif isinstance(value, date):
        _write_date(cell, value, style)
    elif isinstance(value, (int, Fraction)):
        _write_number(cell, Fraction(value), style, rng)
    else:
        cell.value = value


def _write_number(cell, value: Fraction, style: Style, rng) -> None:
    text = plain(value)
    if rng.random() < style.text_numbers:
        cell.value = text.translate(_FULL_WIDTH) if rng.random() < 0.3 else text
        cell.number_format = "@"
    else:
        cell.value = int(text) if value.denominator == 1 else float(text)


def _write_percent(cell, value: Fraction, style: Style, rng) -> None:
    """95.5, '95.5%' or 0.955 shown as a percentage; a bare figure up to 1 would be ambiguous."""
    choice = rng.randrange(3) if style.text_numbers or style.shuffle else 0
    if choice == 1 or 0 < value <= 1:
        cell.value = plain(value) + "%"
    elif choice == 2:
        cell.value = float(plain(value / 100))
        cell.number_format = "0.0%" if (value * 10).denominator == 1 else "0.00%"
    else:
        _write_number(cell, value, style, rng)


def _write_date(cell, day: date, style: Style) -> None:
    if style.dates == "real":
        cell.value = day
        cell.number_format = "yyyy-mm-dd"
    elif style.dates == "年":
        cell.value = f"{day.year}年{day.month}月{day.day}日"
    elif style.dates == ".":
        cell.value = f"{day.year}.{day.month}.{day.day}"
    else:
        cell.value = day.isoformat()


def save(book: Workbook, path: Path, year: int) -> None:
    """The same facts give the same bytes: the library stamps the clock in three places, which are reset here."""
    raw = io.BytesIO()
    book.save(raw)
    stamp = f"{month_end(year, 12).isoformat()}T00:00:00Z"
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                text = content.decode()
                text = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", stamp, text)
                content = text.replace("<dc:creator>openpyxl</dc:creator>", "").encode()
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)

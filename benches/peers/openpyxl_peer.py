"""Village points of a county with openpyxl, in its read-only mode, which is the faster one on these small books too."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
from county import main
from facts import Rows


def read_book(path: Path) -> Iterator[tuple[str, Rows]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book:
        yield sheet.title, sheet.iter_rows(values_only=True)
    book.close()


if __name__ == "__main__":
    main(read_book, __doc__)

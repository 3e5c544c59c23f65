"""Village points of a county with python-calamine; everything behind the reading is shared with the openpyxl peer."""

from collections.abc import Iterator
from pathlib import Path

import python_calamine
from county import main
from facts import Rows


def read_book(path: Path) -> Iterator[tuple[str, Rows]]:
    with python_calamine.load_workbook(path) as book:
        for sheet in book.sheet_names:
            yield sheet, book.get_sheet_by_name(sheet).to_python()


if __name__ == "__main__":
    main(read_book, __doc__)

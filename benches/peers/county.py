"""Walks the townships of a county on all cores and writes one CSV row a village and item."""

import argparse
import csv
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

import scheme
from facts import Book, roster, tobacco_tasks
from points import item_scores

ReadBook = Callable[[Path], Book]
Score = tuple[str, str, str, Decimal]  # township, village, item, score

HEADER = ("township", "village", "item", "score")
TOTAL = "total"


def townships(county: Path) -> list[Path]:
    """Folders with a roster: those of a county or, for a single township, itself."""
    return sorted(found.parent for found in county.rglob("roster.xlsx"))


def month_books(township: Path) -> Iterator[tuple[int, Path]]:
    for folder in sorted((township / "records").glob(f"{scheme.YEAR}-??")):
        month = int(folder.name[-2:])
        yield from ((month, book) for book in sorted(folder.glob("*.xlsx")) if not book.name.startswith("~$"))


def township_scores(read_book: ReadBook, township: Path) -> list[Score]:
    """All villages and items of a township; each village ends with its total."""
    facts = roster(read_book(township / "roster.xlsx"), tobacco_tasks(township / "rulebook.toml"))
    for month, book in month_books(township):
        facts.add_book(read_book(book), month)
    scores: list[Score] = []
    for village in facts.villages:
        items = list(item_scores(facts, village))
        scores += [(township.name, village.name, item, score) for item, score in items]
        scores.append((township.name, village.name, TOTAL, sum((score for _, score in items), Decimal(0))))
    return scores


def plain(score: Decimal) -> str:
    """Without exponent and trailing zeros."""
    written = format(score, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def write(scores: Iterator[Score], output: str) -> None:
    with open(output, "w", encoding="utf-8", newline="") if output != "-" else sys.stdout as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows((*keys, plain(score)) for *keys, score in scores)


def arguments(about: str, **switches: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("county", type=Path, help="folder of township workspaces")
    parser.add_argument("-o", "--output", default="-", help="CSV file; standard output if left out")
    parser.add_argument(
        "-j", "--jobs", type=int, default=os.cpu_count(), help="processes; all cores if left out"
    )
    for switch, meaning in switches.items():
        parser.add_argument(f"--{switch}", action="store_true", help=meaning)
    return parser.parse_args()


def main(read_book: ReadBook, about: str) -> None:
    given = arguments(about)
    work = partial(township_scores, read_book)
    with multiprocessing.Pool(given.jobs) as pool:
        write((score for found in pool.imap(work, townships(given.county)) for score in found), given.output)

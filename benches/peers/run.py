"""Runs every peer on one county, holds their results against cunkao's, and only then takes times, in interleaved rounds.

    python3 benches/peers/run.py [--county DIR] [--cunkao PROGRAM] [--rounds N] [--jobs N] [--only NAME ...] [--open]

Needs Python 3.11 with venv, cargo, and soffice for the peer of formulas (left out with a note where there is none).
A peer whose results differ is named with its first differences, is not timed, and makes the exit code 1.
"""

import argparse
import csv
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PERIOD = "2024"
TOTAL = "total"

Key = tuple[str, str, str]  # township, village, item
Scores = dict[Key, Decimal]
Command = list[str]


@dataclass
class Contender:
    """A program under measurement: `command` writes its results to the path that it is given."""

    name: str
    command: Callable[[Path], Command]
    goal: int | None = None
    """How many times as fast cunkao shall be."""
    places: int | None = None
    """Decimal places that are compared; all of them if None."""
    scores: bool = True
    """Whether its output is scores, to be compared."""
    times: list[float] = field(default_factory=list)
    core_times: list[float] = field(default_factory=list)


# --- what there is to run -------------------------------------------------------------------------------------


def python_with(requirements: Path, venv: Path) -> Path:
    """The Python of a virtual environment that holds the pinned versions."""
    python = venv / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "-r", str(requirements)], check=True)
    return python


def made_county(folder: Path, townships: int) -> Path:
    """The generated county; one that lies there already is taken, since the generator gives the same bytes."""
    if not folder.exists():
        command = ["cargo", "bench", "--quiet", "--bench", "county", "--"]
        words = ["--write", str(folder), "--townships", str(townships)]
        subprocess.run([*command, *words], cwd=ROOT, check=True)
    return folder


def built_cunkao() -> Path:
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "cunkao"


def peers(python: Path, county: Path, books: Path, jobs: int, opens: bool) -> list[Contender]:
    def script(name: str, *switches: str) -> Callable[[Path], Command]:
        words = [str(python), str(HERE / f"{name}.py"), str(county), "--jobs", str(jobs), *switches]
        return lambda output: [*words, "--output", str(output)]

    def recalculate(output: Path) -> Command:
        return [str(python), str(HERE / "formulas.py"), "recalculate", str(books), str(output)]

    def open_all(output: Path) -> Command:
        return [str(python), str(HERE / "formulas.py"), "open", str(county), fresh(output)]

    found = [
        Contender("openpyxl", script("openpyxl_peer"), goal=35),
        Contender("Polars, read_excel", script("polars_peer"), goal=6),
        Contender("Polars, fastexcel", script("polars_peer", "--fastexcel")),
        Contender("python-calamine", script("calamine_peer"), goal=3),
    ]
    if shutil.which("soffice"):
        found.append(Contender("LibreOffice, formulas", recalculate, goal=120, places=9))
        if opens:
            found.append(Contender("LibreOffice, opening the workbooks", open_all, scores=False))
    else:
        print("no soffice: the workbooks of formulas are left out", file=sys.stderr)
    return found


# --- cunkao ---------------------------------------------------------------------------------------------------


def cunkao_scores(program: Path, county: Path, jobs: int) -> Scores:
    """What `cunkao score` says of each township."""
    folders = sorted(found.parent for found in county.rglob("roster.xlsx"))

    def of_township(folder: Path) -> Scores:
        command = [str(program), "score", str(folder), "--period", PERIOD, "--format", "json"]
        result = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        scores: Scores = {}
        for village in result["villages"]:
            scores[folder.name, village["name"], TOTAL] = Decimal(village["score"])
            for item in village["items"]:
                scores[folder.name, village["name"], item["id"]] = Decimal(item["score"])
        return scores

    with ThreadPoolExecutor(jobs) as pool:
        return {key: score for scores in pool.map(of_township, folders) for key, score in scores.items()}


def cunkao_batch(program: Path, county: Path) -> list[Contender]:
    """What all others are held against, and the same with every posting written as a table, both without its cache of
    workbooks that were read before; none in a build without `batch`."""
    told = subprocess.run([str(program), "batch", "--help"], capture_output=True, text=True)
    if told.returncode != 0:
        return []
    cold = ["--no-cache"] if "--no-cache" in told.stdout else []

    def batch(*switches: str) -> Callable[[Path], Command]:
        words = [str(program), "batch", str(county), "--period", PERIOD, *cold, *switches]
        return lambda output: [*words, "--output", fresh(output)]

    return [
        Contender("cunkao batch", batch()),
        Contender("cunkao batch, tables as CSV", batch("--format", "csv")),
    ]


def fresh(output: Path) -> str:
    """A name that nothing has yet."""
    return f"{output}-{time.time_ns()}"


def batch_scores(folder: Path) -> Scores:
    """The villages and the first level of their items, from the tables that `batch` wrote."""
    scores: Scores = {}
    for path in folder.rglob("*.csv"):
        with open(path, encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            titles = set(rows.fieldnames or [])
            for row in rows:
                key = row.get("township", ""), row.get("village", "")
                if {"item", "level", "state"} <= titles and (row["account"], row["level"]) == (
                    "village",
                    "1",
                ):
                    scores[*key, row["item"]] = Decimal(row["score"])
                elif {"village", "class", "lost"} <= titles:
                    scores[*key, TOTAL] = Decimal(row["score"])
    return scores


# --- equality -------------------------------------------------------------------------------------------------


def read_scores(path: Path) -> Scores:
    with open(path, encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return {(row["township"], row["village"], row["item"]): Decimal(row["score"]) for row in rows}


def differences(wanted: Scores, found: Scores, places: int | None) -> list[str]:
    """One line a figure that is missing, too many or different."""
    step = None if places is None else Decimal(1).scaleb(-places)

    def shown(score: Decimal | None) -> Decimal | None:
        return score if score is None or step is None else score.quantize(step, ROUND_HALF_UP)

    return [
        f"{' '.join(key)}: cunkao {wanted.get(key)}, here {found.get(key)}"
        for key in sorted(wanted.keys() | found.keys())
        if shown(wanted.get(key)) != shown(found.get(key))
    ]


def equal(contender: Contender, wanted: Scores, folder: Path) -> bool:
    """Runs once and compares every score of every village and item."""
    if not contender.scores:
        return True
    command = contender.command(folder / "check.csv")
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    output = Path(command[-1])
    found = batch_scores(output) if output.is_dir() else read_scores(output)
    wrong = differences(wanted, found, contender.places)
    said = "equal" if not wrong else f"{len(wrong)} of {len(wanted)} scores differ, not timed"
    print(f"{contender.name}: {said}", file=sys.stderr)
    for line in wrong[:5]:
        print(f"    {line}", file=sys.stderr)
    return not wrong


# --- times ----------------------------------------------------------------------------------------------------


def core_seconds() -> float:
    """What all ended processes took of all cores, in user and system."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run_once(contender: Contender, output: Path) -> None:
    """A whole process, its start included."""
    command = contender.command(output)
    core, clock = core_seconds(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    contender.times.append(time.perf_counter() - clock)
    contender.core_times.append(core_seconds() - core)


def machine(jobs: int) -> str:
    """The cores, and how busy they were when all was over."""
    return f"{jobs} cores, load {os.getloadavg()[0]:.1f}"


def measure(contenders: list[Contender], rounds: int, folder: Path) -> None:
    """One after the other in every round, so that noise falls on all alike."""
    for number in range(1, rounds + 1):
        for contender in contenders:
            run_once(contender, folder / "timed.csv")
        print(f"round {number} of {rounds}", file=sys.stderr)


def ratio(own: list[float], others: list[float]) -> str:
    """The median of the rounds' own ratios."""
    return f"{statistics.median(one / other for one, other in zip(own, others)):.1f}"


def table(contenders: list[Contender], base: Contender | None) -> str:
    """Medians and ranges of the clock, and core time, which other work on the machine hardly moves."""
    lines = ["| program | median s | shortest – longest | × cunkao | goal | core s | × cunkao |"]
    lines.append("|---|---:|---:|---:|---:|---:|---:|")
    for one in contenders:
        cells = [
            one.name,
            f"{statistics.median(one.times):.2f}",
            f"{min(one.times):.2f} – {max(one.times):.2f}",
        ]
        cells.append("" if base is None else ratio(one.times, base.times))
        cells.append("" if one.goal is None else f"≥ {one.goal}")
        cells.append(f"{statistics.median(one.core_times):.2f}")
        cells.append("" if base is None else ratio(one.core_times, base.core_times))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


# --- all of it ------------------------------------------------------------------------------------------------


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--county", type=Path, help="folder of townships; generated if left out")
    parser.add_argument("--townships", type=int, default=30, help="of the generated county")
    parser.add_argument("--cunkao", type=Path, help="the program; built if left out")
    parser.add_argument("--venv", type=Path, default=HERE / ".venv")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="beginnings of the peers' names"
    )
    parser.add_argument(
        "--open", action="store_true", help="LibreOffice opens the county's workbooks too: minutes"
    )
    return parser.parse_args()


def main() -> int:
    given = arguments()
    python = python_with(HERE / "requirements.txt", given.venv)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        county = (given.county or made_county(folder / "county", given.townships)).resolve()
        program = given.cunkao or built_cunkao()
        books = folder / "books"
        found = peers(python, county, books, given.jobs, given.open)
        found = [peer for peer in found if not given.only or peer.name.startswith(tuple(given.only))]
        if any(peer.goal == 120 for peer in found):
            write = [str(python), str(HERE / "formulas.py"), "write", str(county), str(books)]
            subprocess.run(write, check=True)
        wanted = cunkao_scores(program, county, given.jobs)
        batches = cunkao_batch(program, county)
        checked = batches[1:] + found
        right = [one for one in checked if equal(one, wanted, folder)]
        contenders = batches[:1] + right
        measure(contenders, given.rounds, folder)
        townships = len({key[0] for key in wanted})
        print(
            f"\n{townships} townships, {len(wanted)} scores equal; {given.rounds} rounds, {machine(given.jobs)}\n"
        )
        print(table(contenders, batches[0] if batches else None))
        return 0 if len(right) == len(checked) else 1


if __name__ == "__main__":
    sys.exit(main())

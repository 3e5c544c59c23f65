"""Runs the program over random years and compares every figure with the independent recomputation.

    python compare.py --binary PATH --years 200 --seed 1 [--keep DIR]

Exit code 1 on any difference, or if a row of the readings was never put to the test.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import contract
from coverage import ROWS, cases
from exact import Period, periods_of
from figures import expected_figures, found_figures
from random_year import random_year
from recompute import Recomputation
from workbooks import write_workspace

_SHOWN_PER_YEAR = 12


@dataclass
class YearReport:
    """What one year's comparison came to."""

    seed: int
    figures: int = 0
    periods: int = 0
    differences: list[str] = field(default_factory=list)
    cases: set[tuple[str, str]] = field(default_factory=set)


def compare_year(binary: str, seed: int, keep: Path | None) -> YearReport:
    """Writes the seed's workspace, runs every period and collects the differences."""
    report = YearReport(seed)
    township = random_year(seed)
    with tempfile.TemporaryDirectory(prefix="cunkao-year-") as scratch:
        workspace = keep / f"year-{seed}" if keep else Path(scratch)
        write_workspace(township, workspace, random.Random(seed))
        recomputation = Recomputation(township)
        for period in periods_of(township.year):
            expected = recomputation.of(period)
            report.periods += 1
            found, complaint = run_program(binary, workspace, period)
            if found is None:
                report.differences.append(f"{period.label}: {complaint}")
                continue
            count, differences = compare_result(expected_figures(expected), found, period)
            report.figures += count
            report.differences += [f"{period.label}: {line}" for line in differences]
    report.cases = cases(township, expected)
    return report


def run_program(binary: str, workspace: Path, period: Period) -> tuple[dict | None, str]:
    """The program's result, or the reason why there is none."""
    command = [binary, "score", str(workspace), "--period", period.label, "--format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60)
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError) as error:
        return None, f"could not run: {error}"
    if done.returncode != 0:
        return None, f"exit code {done.returncode}: {(done.stderr or done.stdout).strip()[-1500:]}"
    try:
        return json.loads(done.stdout), ""
    except ValueError as error:
        return None, f"stdout is not JSON: {error}"


def compare_result(expected: dict[str, object], result: dict, period: Period) -> tuple[int, list[str]]:
    """Number of figures compared, and a line for each difference or breach of the contract."""
    differences = [f"contract: {where}: {what}" for where, what in contract.problems(result)]
    try:
        found = found_figures(result, period)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return 0, [*differences, f"contract: unreadable result: {error!r}"]
    for path in sorted(expected.keys() | found.keys()):
        want, got = expected.get(path, "(nothing)"), found.get(path, "(nothing)")
        if want != got or type(want) is not type(got):
            differences.append(f"{path}: expected {want!r}, program says {got!r}")
    return len(expected.keys() | found.keys()), differences


def _print_differences(report: YearReport) -> None:
    for line in report.differences[:_SHOWN_PER_YEAR]:
        print(f"year {report.seed}: {line}")
    more = len(report.differences) - _SHOWN_PER_YEAR
    if more > 0:
        print(f"year {report.seed}: … and {more} more")


def _print_coverage(met: Counter) -> list[str]:
    """Years in which each case occurred, by row; returns the rows that were never met."""
    print("\nrow   years  case")
    missing = []
    for row in ROWS:
        of_row = sorted((case, years) for (r, case), years in met.items() if r == row)
        if not of_row:
            missing.append(row)
            print(f"{row:4} {0:6}  NEVER MET")
        for case, years in of_row:
            print(f"{row:4} {years:6}  {case}")
    return missing


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the program with the independent recomputation.")
    parser.add_argument("--binary", required=True, help="the program under test")
    parser.add_argument("--years", type=int, default=200, help="how many random years")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first year; the others count up from it")
    parser.add_argument("--keep", type=Path, help="keep the workspaces in this folder, as year-SEED")
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


def main() -> int:
    args = _arguments()
    years = periods = figures = differences = 0
    met: Counter = Counter()
    with ProcessPoolExecutor(args.processes) as pool:
        seeds = range(args.seed, args.seed + args.years)
        jobs = [pool.submit(compare_year, args.binary, seed, args.keep) for seed in seeds]
        for job in jobs:
            report = job.result()
            _print_differences(report)
            years += 1
            periods += report.periods
            figures += report.figures
            differences += len(report.differences)
            met.update(report.cases)
    missing = _print_coverage(met)
    print(f"\n{years} years, {periods} periods, {figures} figures compared, {differences} differences")
    if missing:
        print(f"rows never met: {' '.join(missing)}")
    return 1 if differences or missing else 0


if __name__ == "__main__":
    sys.exit(main())

"""Runs the program over random years of the other rulebooks and compares every figure with their models.

    python compare_rulebooks.py --binary PATH [--rulebook all] --years 20 --seed 1 [--keep DIR]

Exit code 1 on any difference, or if a case that a model names never occurred.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import contract
from compare import run_program
from exact import periods_of
from rulebook_figures import differences, found_figures
from year_workbooks import write_year

RULEBOOKS = ["information-quota", "cadre-quarter", "monthly-blend", "weighted-vote", "tiers-deadlines"]
_SHOWN_PER_YEAR = 12


@dataclass
class Report:
    """What one year of one rulebook came to."""

    label: str
    periods: int = 0
    figures: int = 0
    problems: list[str] = field(default_factory=list)
    cases: set[str] = field(default_factory=set)


def model_of(rulebook: str):
    """The module that works a rulebook out: RULEBOOK, CASES, FORMS, PRIZES, random_year() and Model."""
    return importlib.import_module(f"model_{rulebook.replace('-', '_')}")


def compare_year(binary: str, rulebook: str, seed: int, keep: Path | None) -> Report:
    """Writes the seed's workspace, runs every period and collects what differs."""
    scheme = model_of(rulebook)
    report = Report(f"{rulebook} {seed}")
    facts = scheme.random_year(seed)
    model = scheme.Model(facts)
    with tempfile.TemporaryDirectory(prefix="cunkao-year-") as scratch:
        workspace = keep / f"{rulebook}-{seed}" if keep else Path(scratch)
        write_year(facts, scheme.FORMS, workspace, random.Random(seed))
        for period in periods_of(facts.year):
            report.periods += 1
            expected = model.of(period)
            result, complaint = run_program(binary, workspace, period)
            if result is None:
                report.problems.append(f"{period.label}: {complaint}")
                continue
            found = [f"contract: {where}: {what}" for where, what in contract.problems(result, founding=False)]
            try:
                count, lines = differences(expected, found_figures(result, period, scheme.PRIZES))
                report.figures += count
                found += lines
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                found.append(f"contract: unreadable result: {error!r}")
            report.problems += [f"{period.label}: {line}" for line in found]
    report.cases = model.cases
    return report


def _print_cases(rulebook: str, met: Counter) -> list[str]:
    """In how many years each case occurred; returns those that never did."""
    cases = model_of(rulebook).CASES
    unknown = met.keys() - set(cases)
    assert not unknown, f"cases that {rulebook} does not name: {unknown}"
    for case in cases:
        print(f"  {met[case] or 'NEVER MET':>9}  {case}")
    return [f"{rulebook}: {case}" for case in cases if not met[case]]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the program with the models of the other rulebooks.")
    parser.add_argument("--binary", required=True, help="the program under test")
    parser.add_argument("--rulebook", choices=["all", *RULEBOOKS], default="all")
    parser.add_argument("--years", type=int, default=20, help="how many random years of each rulebook")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first year; the others count up from it")
    parser.add_argument("--keep", type=Path, help="keep the workspaces in this folder, as RULEBOOK-SEED")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--part", action="store_true", help="too few years for every case: an unmet one is no failure")
    return parser.parse_args()


def main() -> int:
    args = _arguments()
    rulebooks = RULEBOOKS if args.rulebook == "all" else [args.rulebook]
    sums: Counter = Counter()
    missing: list[str] = []
    with ProcessPoolExecutor(args.processes) as pool:
        seeds = range(args.seed, args.seed + args.years)
        jobs = {
            rulebook: [pool.submit(compare_year, args.binary, rulebook, seed, args.keep) for seed in seeds]
            for rulebook in rulebooks
        }
        for rulebook, of in jobs.items():
            met: Counter = Counter()
            for report in (job.result() for job in of):
                for line in report.problems[:_SHOWN_PER_YEAR]:
                    print(f"{report.label}: {line}")
                if len(report.problems) > _SHOWN_PER_YEAR:
                    print(f"{report.label}: … and {len(report.problems) - _SHOWN_PER_YEAR} more")
                met.update(report.cases)
                sums.update(years=1, periods=report.periods, figures=report.figures, differences=len(report.problems))
            print(f"{rulebook}: years in which each case occurred")
            missing += _print_cases(rulebook, met)
    print(f"\n{sums['years']} years, {sums['periods']} periods, {sums['figures']} figures compared, ", end="")
    print(f"{sums['differences']} differences")
    for case in missing:
        print(f"never met: {case}")
    return 1 if sums["differences"] or (missing and not args.part) else 0


if __name__ == "__main__":
    sys.exit(main())

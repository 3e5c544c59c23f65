"""Runs the engine over random years without a workbook between, and compares every figure with the recomputation.

    python facts_run.py --village-months 200000 [--rulebook NAME ...] [--seed N]
    python facts_run.py --write FILE | --sample

Years go as a stream of facts into the test binary `facts` (tests/facts), which cargo builds.  Exit code 1 on any
difference, or if an altered figure is not found out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import founding_facts
import rulebook_facts
from exact import Period
from facts import Model, Year

_ROOT = Path(__file__).parents[2]

MODELS: dict[str, Model] = {model.RULEBOOK: model for model in (founding_facts, *rulebook_facts.models())}


@dataclass
class Share:
    """What one process has to do, and what it found."""

    rulebook: str
    seed: int
    village_months: int
    sent: int = 0
    figures: int = 0
    cases: Counter = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def all_periods(_: Period) -> bool:
    return True


def years(rulebook: str, seed: int, village_months: int) -> Iterator[Year]:
    """Random years, until they hold that many village-months."""
    while village_months > 0:
        year = MODELS[rulebook].year(seed, all_periods)
        yield year
        village_months -= year.village_months
        seed += 1


def run_share(binary: str, share: Share) -> Share:
    """Streams a share's years into a process of its own."""
    process = subprocess.Popen(
        [binary, "--stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        for year in years(share.rulebook, share.seed, share.village_months):
            process.stdin.write(year.lines)
            share.sent += year.village_months
            share.cases.update(year.cases)
    except BrokenPipeError:
        share.problems.append("the program stopped reading")
    said, _ = process.communicate()
    _judge(share, said, process.returncode)
    return share


def _judge(share: Share, said: str, code: int) -> None:
    """The program's own count must be that of what was sent."""
    compared = re.search(r"^(\d+) figures compared, (\d+) differences$", said, re.MULTILINE)
    counted = re.search(rf"^{share.rulebook}: .* (\d+) village-months$", said, re.MULTILINE)
    if code != 0 or not compared or compared[2] != "0":
        share.problems.append(f"exit code {code}:\n{said.strip()}")
    elif not counted or int(counted[1]) != share.sent:
        share.problems.append(f"{share.sent} village-months were sent, but it says:\n{said.strip()}")
    share.figures = int(compared[1]) if compared else 0


def prove_it_can_fail(binary: str, rulebook: str, seed: int) -> list[str]:
    """One figure of a year made wrong: the program must name it, and no other."""
    lines = MODELS[rulebook].year(seed, all_periods).lines
    figures = [name for line in lines.splitlines() if line.startswith("=\t") for name in line.split("\t")[3:]]
    chosen = random.Random(seed).randrange(len(figures))
    name, _, value = figures[chosen].partition("=")
    command = [binary, "--stdin", "--alter", str(chosen + 1)]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8")
    named = f", {name}: expected {json.dumps(value + '1', ensure_ascii=False)}, the program says"
    if done.returncode == 1 and named in done.stdout and " 1 differences" in done.stdout:
        print(f"{rulebook}: altered on purpose, and found out: {done.stdout.splitlines()[0]}")
        return []
    return [f"figure {chosen + 1}, {name}, was altered, but exit code {done.returncode}:\n{done.stdout.strip()}"]


def build() -> str:
    """The test binary, built by cargo."""
    command = ["cargo", "test", "--no-run", "--quiet", "--test", "facts", "--message-format", "json"]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    made = [m["executable"] for m in messages if m.get("executable") and m["target"]["name"] == "facts"]
    return made[0]


def sample() -> str:
    """A small year of each rulebook, a few periods of each, for `cargo test` itself."""
    comment = "# Written by tests/independent/facts_run.py --sample; the format is described in README.md.\n"
    wanted = ("-02", "-Q1", "2023", "2024", "2025", "2026")
    return comment + "".join(
        model.year(3, lambda period: period.label.endswith(wanted), 8).lines
        for model in MODELS.values()
    )


def run(args: argparse.Namespace) -> int:
    started = time.monotonic()
    binary = build()
    built = time.monotonic()
    problems: list[str] = []
    for rulebook in args.rulebook or MODELS:
        problems += compare(binary, rulebook, args) + prove_it_can_fail(binary, rulebook, args.seed)
    for problem in problems:
        print(problem)
    print(f"{built - started:.0f} s to build, {time.monotonic() - built:.0f} s to run")
    return 1 if problems else 0


def compare(binary: str, rulebook: str, args: argparse.Namespace) -> list[str]:
    """Deals the years out over processes, says what they came to, and returns what is wrong."""
    share = -(-args.village_months // args.processes)
    with ProcessPoolExecutor(args.processes) as pool:
        jobs = [
            pool.submit(run_share, binary, Share(rulebook, args.seed + 100_000 * number, share))
            for number in range(args.processes)
        ]
        shares = [job.result() for job in jobs]
    sent, figures = sum(share.sent for share in shares), sum(share.figures for share in shares)
    problems = [problem for share in shares for problem in share.problems]
    cases = sum((share.cases for share in shares), Counter())
    missing = [row for row in MODELS[rulebook].ROWS if row not in {row for row, _ in cases}]
    problems += [f"{rulebook}: never put to the test: {' '.join(missing)}"] if missing else []
    outcome = "differences" if problems else "0 differences"
    print(f"{rulebook}: {sent} village-months, {figures} figures, {len(cases)} cases: {outcome}")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--village-months", type=int, default=2000, help="of each rulebook")
    parser.add_argument("--rulebook", action="append", choices=list(MODELS), help="all of them without")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first year; the others count up from it")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", type=Path, help="write the stream to a file instead, and run nothing")
    parser.add_argument("--sample", action="store_true", help="write tests/facts/sample.tsv, and run nothing")
    args = parser.parse_args()
    if args.sample:
        (_ROOT / "tests/facts/sample.tsv").write_text(sample(), encoding="utf-8")
        return 0
    if args.write:
        with args.write.open("w", encoding="utf-8") as out:
            for rulebook in args.rulebook or MODELS:
                out.writelines(year.lines for year in years(rulebook, args.seed, args.village_months))
        return 0
    return run(args)


if __name__ == "__main__":
    sys.exit(main())

"""Mutation testing: which mutants of the program do its tests catch?

    python tests/mutants/run.py --sample 400 --seed 1        # add a sample to results.tsv
    python tests/mutants/run.py --again survived             # try those again, after new tests

Needs `cargo mutants` (which lists the mutants) and the modules tree-sitter and tree-sitter-rust. Changes nothing in
the work tree but `results.tsv`.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import dataclasses
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from switches import SWITCH, Mutant, blamed, mutated, switched

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent.parent
_RESULTS = _HERE / "results.tsv"
_AREAS = ["src/rules/**", "src/engine/**", "src/number.rs", "src/number/**", "src/seal/**"]
# What looks at the source text itself sees switches, not the program.
_LEFT_OUT = re.compile(r"^it layering::")
# Errors of types: such a mutant compiles nowhere. Others may be owed to the switch: the mutant is tried by itself.
_TYPES = {"E0277", "E0308", "E0369", "E0425", "E0433", "E0599", "E0600", "E0604", "E0605", "E0606", "E0614"}
_SETTINGS = {
    "CARGO_PROFILE_DEV_DEBUG": "0",
    "CARGO_PROFILE_DEV_OPT_LEVEL": "1",
    "CARGO_INCREMENTAL": "0",
    "INSTA_UPDATE": "no",
    "PROPTEST_DISABLE_FAILURE_PERSISTENCE": "1",
    "PROPTEST_MAX_SHRINK_ITERS": "0",
}


@dataclasses.dataclass(frozen=True)
class Test:
    """One test of one test binary."""

    name: str
    command: tuple[str, ...]


def listed(areas: list[str]) -> list[Mutant]:
    """Every mutant of these areas; its key stays the same when lines above it come and go."""
    files = [part for area in areas for part in ("-f", area)]
    out = subprocess.run(["cargo", "mutants", "--list", "--json", *files], cwd=_ROOT, check=True, capture_output=True)
    found, seen = [], collections.Counter()
    for number, entry in enumerate(json.loads(out.stdout), 1):
        what = entry["name"].split(": ", 1)[1]
        seen[entry["file"], what] += 1
        key = f"{entry['file']}: {what} #{seen[entry['file'], what]}"
        line = entry["span"]["start"]["line"]
        found.append(Mutant(number, key, entry["file"], entry["genre"], entry["replacement"], line, entry["span"]))
    return found


def recorded() -> dict[str, list[str]]:
    """What became of each mutant so far, by its key."""
    if not _RESULTS.exists():
        return {}
    rows = (line.split("\t") for line in _RESULTS.read_text().splitlines()[1:])
    return {row[2]: row for row in rows}


_LOCK = threading.Lock()


def record(mutant: Mutant, result: str, by: str = "") -> None:
    """Keeps one result; one for the same mutant from before gives way."""
    with _LOCK:
        keep(recorded() | {mutant.key: [result, str(mutant.line), mutant.key, by]})
    print(f"{result:10} {mutant.key} {by}", flush=True)


def keep(rows: dict[str, list[str]]) -> None:
    """Writes the results file, in the order of the keys."""
    lines = ["result\tline\tmutant\tcaught by", *("\t".join(rows[key]) for key in sorted(rows))]
    _RESULTS.write_text("\n".join(lines) + "\n")


def forget_gone(mutants: list[Mutant]) -> None:
    """Drops the results of mutants that are gone: of a file that is gone, or of one listed here that has them no more."""
    keys, files = {mutant.key for mutant in mutants}, {mutant.file for mutant in mutants}
    rows = recorded()
    file_of = {key: key.split(": ", 1)[0] for key in rows}
    gone = {key for key in rows.keys() - keys if file_of[key] in files or not (_ROOT / file_of[key]).exists()}
    if gone:
        keep({key: row for key, row in rows.items() if key not in gone})
    for key in sorted(gone):
        print(f"{'gone':10} {key}", flush=True)


class Tree:
    """A copy of the repository to mutate, with a target folder that outlives it."""

    def __init__(self, work: Path) -> None:
        self.root, self.target = work / "tree", work / "target"
        shutil.rmtree(self.root, ignore_errors=True)
        names = subprocess.run(["git", "ls-files", "-z"], cwd=_ROOT, check=True, capture_output=True).stdout.decode()
        for name in filter(None, names.split("\0")):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(_ROOT / name, self.root / name)

    def cargo(self, *arguments: str) -> tuple[bool, list[dict]]:
        """Runs cargo; whether it went well, and its messages."""
        environment = os.environ | _SETTINGS | {"CARGO_TARGET_DIR": str(self.target)}
        command = ["cargo", *arguments, "--message-format", "json", "--config", "profile.dev.package.cunkao.opt-level=0"]
        out = subprocess.run(command, cwd=self.root, env=environment, stdout=subprocess.PIPE, check=False)
        return out.returncode == 0, [json.loads(line) for line in out.stdout.splitlines() if line.startswith(b"{")]

    def write(self, mutants: list[Mutant], aside: dict[int, str]) -> list[Mutant]:
        """All these mutants behind switches, but for those set aside; gives back for which there is none."""
        left, mine = [], [mutant for mutant in mutants if mutant.number not in aside]
        for name in sorted({mutant.file for mutant in mutants}):
            text, without = switched((_ROOT / name).read_text(), [m for m in mine if m.file == name])
            (self.root / name).write_text(text)
            left += without
        count = max(mutant.number for mutant in mutants) + 1
        (self.root / "src/mutant.rs").write_text(SWITCH.replace("COUNT", str(count)))
        (self.root / "src/lib.rs").write_text((_ROOT / "src/lib.rs").read_text() + "\npub mod mutant;\n")
        return left

    def faulty(self, messages: list[dict]) -> dict[int, str]:
        """The mutants that the compiler's errors lie in, with the errors' codes."""
        found = {}
        for message in (entry["message"] for entry in messages if entry["reason"] == "compiler-message"):
            if message["level"] != "error" or not message["spans"]:
                continue
            spans = sorted(message["spans"], key=lambda span: not span["is_primary"])
            blame = (blamed((self.root / s["file_name"]).read_bytes(), s["byte_start"], s["byte_end"]) for s in spans)
            number = next(filter(None, blame), None)
            if number is None:
                sys.exit(f"an error of no mutant:\n{message['rendered']}")
            found[number] = (message["code"] or {}).get("code", "")
        return found

    def compile(self, mutants: list[Mutant]) -> dict[int, str]:
        """Leaves out, round by round, what does not compile behind a switch; gives those back, with errors' codes."""
        aside: dict[int, str] = {}
        while True:
            left = {mutant.number: "" for mutant in self.write(mutants, aside)}
            good, messages = self.cargo("test", "--no-run", "--lib")
            left |= self.faulty(messages)
            if good and not left:
                return aside
            if not left.keys() - aside.keys():
                sys.exit("the copied tree does not compile")
            aside |= left
            print(f"{len(aside)} mutants do not compile behind a switch", flush=True)

    def viable_alone(self, mutant: Mutant) -> bool:
        """Whether the program compiles with this mutant in the place of the original."""
        (self.root / mutant.file).write_text(mutated((_ROOT / mutant.file).read_text(), mutant))
        good, _ = self.cargo("test", "--no-run", "--lib")
        shutil.copy(_ROOT / mutant.file, self.root / mutant.file)
        return good

    def tests(self, leave_out: re.Pattern[str]) -> list[Test]:
        """Builds the tests and lists them."""
        good, messages = self.cargo("test", "--no-run", "--lib", "--test", "it")
        if not good:
            sys.exit("the tests do not compile")
        found = []
        for entry in messages:
            if entry["reason"] == "compiler-artifact" and entry["profile"]["test"] and entry["executable"]:
                binary, room = entry["executable"], entry["target"]["name"]
                out = subprocess.run([binary, "--list"], cwd=self.root, check=True, capture_output=True, text=True)
                names = re.findall(r"^(.*): test$", out.stdout, re.MULTILINE)
                found += [Test(f"{room} {name}", (binary, "--exact", name)) for name in names]
        return [test for test in found if not _LEFT_OUT.search(test.name) and not leave_out.search(test.name)]

    def run(self, test: Test, limit: float, **variables: str) -> str:
        """`passed`, `failed` or `timeout`."""
        environment = os.environ | _SETTINGS | variables
        process = subprocess.Popen(
            test.command, cwd=self.root, env=environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            return "failed" if process.wait(limit) else "passed"
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return "timeout"


def reach(tree: Tree, test: Test) -> tuple[Test, float, set[int]] | None:
    """How long a test takes and which mutants it comes by; nothing for one that fails as it is."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        if tree.run(test, 600, REACHED=folder) != "passed":
            print(f"left out, for it fails without a mutant: {test.name}", flush=True)
            return None
        return test, time.monotonic() - start, {int(name) for name in os.listdir(folder)}


def judge(tree: Tree, mutant: Mutant, known: list[tuple[Test, float, set[int]]]) -> None:
    """Runs the tests that come by the mutant, the quickest first, up to the first that fails."""
    meeting = sorted((known_test for known_test in known if mutant.number in known_test[2]), key=lambda test: test[1])
    if not meeting:
        return record(mutant, "survived", "no test comes by")
    for test, seconds, _ in meeting:
        outcome = tree.run(test, 60 + 20 * seconds, MUTANT=str(mutant.number))
        if outcome != "passed":
            return record(mutant, "caught" if outcome == "failed" else "timeout", test.name)
    return record(mutant, "survived", f"{len(meeting)} tests come by")


def chosen(arguments: argparse.Namespace) -> list[Mutant]:
    """What the results file says came out so, and the sample, less what the file knows.

    The order of the sample is that of digests, so that it stays the same when other mutants come and go.
    """
    mutants = listed(arguments.area or _AREAS)
    forget_gone(mutants)
    known = recorded()
    again = {key for key, row in known.items() if row[0] == arguments.again}
    first = [mutant for mutant in mutants if mutant.key in again]
    mutants.sort(key=lambda mutant: hashlib.sha256(f"{arguments.seed} {mutant.key}".encode()).digest())
    return first + [mutant for mutant in mutants[: arguments.sample] if mutant.key not in known]


def summary() -> None:
    """Counts what the results file holds."""
    rows = [row for row in recorded().values()]
    count = collections.Counter(row[0] for row in rows)
    viable = count["caught"] + count["timeout"] + count["survived"]
    caught = count["caught"] + count["timeout"]
    share = 100 * caught / viable if viable else 0
    print(f"{len(rows)} mutants: {dict(count)}; {caught} of {viable} viable ones caught ({share:.1f} %)")


def main() -> None:
    """See the module's description."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", help="try again what the results file holds with this result")
    parser.add_argument("--area", action="append", help="files, as `cargo mutants -f` takes them")
    parser.add_argument("--work", type=Path, default=_ROOT / "target/mutants")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--leave-out", default="$^", help="tests not to run, a regular expression")
    arguments = parser.parse_args()
    mutants = chosen(arguments)
    if mutants:
        tree = Tree(arguments.work)
        aside = tree.compile(mutants)
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            tests = tree.tests(re.compile(arguments.leave_out))
            print(f"{len(mutants) - len(aside)} mutants, {len(tests)} tests", flush=True)
            known = [found for found in pool.map(lambda test: reach(tree, test), tests) if found]
            on = [mutant for mutant in mutants if mutant.number not in aside]
            list(pool.map(lambda mutant: judge(tree, mutant, known), on))
        for name in {mutant.file for mutant in mutants} | {"src/lib.rs"}:
            shutil.copy(_ROOT / name, tree.root / name)
        for mutant in mutants:
            if (code := aside.get(mutant.number)) is not None:
                viable = code not in _TYPES and tree.viable_alone(mutant)
                record(mutant, "no switch" if viable else "not viable", code)
    summary()


if __name__ == "__main__":
    main()

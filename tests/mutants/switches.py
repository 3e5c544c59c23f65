"""Compiles many mutants into one program: each stands behind a switch that the variable MUTANT turns on.

Takes the mutants that `cargo mutants --list --json` names; knows no test and runs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import tree_sitter_rust
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_rust.language()))

# The module that the copied tree gets as `src/mutant.rs`. With REACHED it notes which mutants a test comes by.
SWITCH = """
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
static ACTIVE: OnceLock<(u32, Option<String>)> = OnceLock::new();
static SEEN: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];
pub fn on(number: u32) -> bool {
    let (active, reached) = ACTIVE.get_or_init(|| {
        let active = std::env::var("MUTANT").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
        (active, std::env::var("REACHED").ok())
    });
    if let Some(folder) = reached && !SEEN[number as usize].swap(true, Ordering::Relaxed) {
        let _ = std::fs::write(format!("{folder}/{number}"), "");
    }
    *active == number
}
"""


@dataclass
class Mutant:
    """One mutant of cargo-mutants' list."""

    number: int
    key: str
    file: str
    genre: str
    replacement: str
    line: int
    span: dict


@dataclass
class _Edit:
    """Where a switch goes: `before`, the text between `start` and `end`, `after`."""

    start: int
    end: int
    before: str
    after: str


def byte_span(source: str, span: dict) -> tuple[int, int]:
    """The span of cargo-mutants (lines and characters from 1) in bytes."""
    lines = source.split("\n")

    def offset(place: dict) -> int:
        above = sum(len(line.encode()) + 1 for line in lines[: place["line"] - 1])
        return above + len(lines[place["line"] - 1][: place["column"] - 1].encode())

    return offset(span["start"]), offset(span["end"])


def mutated(source: str, mutant: Mutant) -> str:
    """The file with this one mutant in the place of the original, as cargo-mutants would write it."""
    start, end = byte_span(source, mutant.span)
    data = source.encode()
    return (data[:start] + mutant.replacement.encode() + data[end:]).decode()


def switched(source: str, mutants: list[Mutant]) -> tuple[str, list[Mutant]]:
    """The file with all these mutants behind switches, and those for which there is no switch."""
    data, tree, edits, left = source.encode(), _PARSER.parse(source.encode()), [], []
    # A function's own mutants are statements: where an expression is its whole body, they go before it.
    for mutant in sorted(mutants, key=lambda mutant: mutant.genre != "FnValue"):
        edit = _edit(data, tree.root_node, mutant, *byte_span(source, mutant.span))
        (edits if edit else left).append(edit or mutant)
    return _apply(data, edits).decode(), left


def _apply(data: bytes, edits: list[_Edit]) -> bytes:
    """All edits at once; spans nest, as syntax does. The outer one opens first and closes last."""
    marks = []
    for order, edit in enumerate(edits):
        length = edit.end - edit.start
        marks.append((edit.start, 1, -length, order, edit.before))
        marks.append((edit.end, 0, length, -order, edit.after))
    pieces, done = [], 0
    for place, _, _, _, text in sorted(marks, key=lambda mark: mark[:4]):
        pieces += [data[done:place], text.encode()]
        done = place
    return b"".join([*pieces, data[done:]])


def _on(number: int) -> str:
    return f"crate::mutant::on({number})"


def _choice(number: int, other: str) -> tuple[str, str]:
    """What surrounds an expression that gives way to `other`; the marks tell whose an error is."""
    return f"(if !{_on(number)} {{", f"}} else /*<{number}*/{{{other}}}/*{number}>*/)"


def _edit(data: bytes, root: Node, mutant: Mutant, start: int, end: int) -> _Edit | None:
    token = root.descendant_for_byte_range(start, end)
    number = mutant.number
    if mutant.genre == "FnValue":
        # Of an iterator that is told by its trait alone, a function can give back one kind only.
        if mutant.replacement.startswith("::std::iter::"):
            return None
        return _Edit(start, end, f"/*<{number}*/if {_on(number)} {{return {mutant.replacement};}}/*{number}>*/ ", "")
    if mutant.genre == "MatchArmGuard":
        return _Edit(start, end, *_choice(number, mutant.replacement))
    if mutant.genre in ("BinaryOperator", "UnaryOperator"):
        whole = token.parent
        if whole is None or whole.type not in ("binary_expression", "compound_assignment_expr", "unary_expression"):
            return None
        other = data[whole.start_byte : start] + mutant.replacement.encode() + data[end : whole.end_byte]
        return _Edit(whole.start_byte, whole.end_byte, *_choice(number, other.decode()))
    if mutant.genre == "StructField":
        return _field(data, root, number, start)
    if mutant.genre == "MatchArm":
        return _arm(data, root, number, start)
    return None


def _up(node: Node | None, kind: str) -> Node | None:
    while node is not None and node.type != kind:
        node = node.parent
    return node


def _field(data: bytes, root: Node, number: int, start: int) -> _Edit | None:
    """A field left out takes its value from the `..base` of its struct expression."""
    node = root.descendant_for_byte_range(start, start + 1)
    initializer = _up(node, "field_initializer") or _up(node, "shorthand_field_initializer")
    struct = _up(initializer, "struct_expression")
    base = next((n for n in initializer.parent.children if n.type == "base_field_initializer"), None) if struct else None
    if base is None:
        return None
    kind = data[struct.child_by_field_name("name").start_byte : struct.child_by_field_name("name").end_byte].decode()
    value = initializer.child_by_field_name("value")
    name = data[initializer.start_byte : (initializer.child_by_field_name("field") or initializer).end_byte].decode()
    base_text = data[base.children[-1].start_byte : base.end_byte].decode()
    before, after = _choice(number, f"let base: {kind} = {base_text}; base.{name}")
    if value is None:
        before = f"{name}: {before}"
    inner = value or initializer
    return _Edit(inner.start_byte, inner.end_byte, before, after)


def _arm(data: bytes, root: Node, number: int, start: int) -> _Edit | None:
    """An arm left out never matches."""
    arm = _up(root.descendant_for_byte_range(start, start + 1), "match_arm")
    pattern = arm.child_by_field_name("pattern") if arm else None
    if pattern is None:
        return None
    guard = pattern.child_by_field_name("condition")
    if guard is None:
        return _Edit(pattern.end_byte, pattern.end_byte, f" if /*<{number}*/!{_on(number)}/*{number}>*/", "")
    opened, closed = ("", "") if guard.type == "let_chain" else ("(", ")")
    before = f"/*<{number}*/!{_on(number)}/*{number}>*/ && {opened}"
    return _Edit(guard.start_byte, guard.end_byte, before, closed)


def blamed(text: bytes, start: int, end: int) -> int | None:
    """The mutant in whose own text an error of the compiler lies."""
    found = None
    for mark in re.finditer(rb"/\*<(\d+)\*/", text):
        close = text.find(b"/*%s>*/" % mark[1], mark.end())
        if mark.start() <= start and end <= close + len(mark[1]) + 5:
            found = int(mark[1])
    if found is None and (call := re.search(rb"mutant::on\((\d+)\)", text[start:end])):
        found = int(call[1])
    return found

"""No regular expression of the product can be made to run for ever by what somebody writes."""

import ast
import re
import signal
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "reachable"
FUNCTIONS = {"compile", "match", "search", "sub", "subn", "split", "findall", "finditer", "fullmatch"}
SECONDS = 2.0
LENGTH = 2000
PUMPS = (
    "a",
    "A",
    "0",
    " ",
    "\t",
    "\n",
    ",",
    "a ",
    "0 ",
    "a,",
    "a'",
    "a.",
    "0.",
    "aA0",
    "ab12",
    "<a",
    "a=",
    "a-",
    "0-",
    "+0",
)


def modules():
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            name = ".".join(("reachable", *path.relative_to(SOURCE).with_suffix("").parts))
            yield path, name.removesuffix(".__init__")


def calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in FUNCTIONS
        ):
            yield node


def as_text(pattern):
    return pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern


def patterns():
    """Return every pattern there is: those written in a call, and those a module made of parts."""
    found = {}
    for path, name in modules():
        written = [call for call in calls(path)]
        for call in written:
            if isinstance(call.args[0], ast.Constant):
                found.setdefault(as_text(call.args[0].value), f"{name}:{call.lineno}")
        if any(not isinstance(call.args[0], ast.Constant) for call in written):
            for value in vars(import_module(name)).values():
                for each in value if isinstance(value, tuple) else (value,):
                    made = [each, *(getattr(each, slot, None) for slot in getattr(each, "__slots__", ()))]
                    found |= {as_text(one.pattern): name for one in made if isinstance(one, re.Pattern)}
    return found


PATTERNS = patterns()
MADE_WHEN_ASKED = {
    "reachable.access.context": "the names of our own tables, joined by bars",
    "reachable.intake.domain.wording": "phrases of our own list",
    "reachable.rules.domain.question": "words of our own rules",
}
"""Modules that make a pattern inside a function from parts, and of which parts: none of them is what somebody wrote."""


def hostile(pattern):
    letters = {letter for letter in pattern if not letter.isalnum() and letter not in "\\()[]{}?*+|^$"}
    for pump in (*PUMPS, *sorted(letters), *(f"a{letter}" for letter in sorted(letters))):
        for end in ("", "\x00", "!"):
            yield (pump * LENGTH)[:LENGTH] + end


@pytest.mark.parametrize("pattern", sorted(PATTERNS), ids=lambda pattern: PATTERNS[pattern])
def test_a_pattern_comes_to_an_end_on_hostile_text(pattern):
    def stop(*_):
        raise AssertionError(f"{pattern!r} was still looking after {SECONDS} s of the processor")

    compiled, before = re.compile(pattern), signal.signal(signal.SIGVTALRM, stop)
    try:
        for text in hostile(pattern):
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            for _ in compiled.finditer(text):
                pass
            compiled.fullmatch(text)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_the_bound_stops_a_pattern_that_never_ends():
    with pytest.raises(AssertionError, match="still looking"):
        test_a_pattern_comes_to_an_end_on_hostile_text(r"(a|aa)+$")


def test_no_pattern_is_made_of_what_somebody_wrote():
    made = set()
    for path, name in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
        }
        for node in ast.walk(tree):
            if id(node) in inside and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                is_ours = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                if is_ours and node.func.attr in FUNCTIONS and not isinstance(node.args[0], ast.Constant):
                    made.add(name)
    assert made == set(MADE_WHEN_ASKED)

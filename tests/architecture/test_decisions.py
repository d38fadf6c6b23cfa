"""Each decision is short, numbered once, and names tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
SECTIONS = ["Why", "Decision", "What follows", "Held by"]
STATUS = re.compile(r"^Status: (Accepted|Accepted; not yet built|Superseded by \d{4})\.$", re.MULTILINE)
HELD_BY = re.compile(r"^- `(?P<file>tests/[\w/]+\.py)::(?P<test>test_\w+)`$", re.MULTILINE)
MOST_WORDS = 250
MOST_WORDS_IN_A_SENTENCE = 40


def name_of(path):
    return path.stem


def text_of(path):
    return path.read_text(encoding="utf-8")


def part(path, section):
    return text_of(path).split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0].strip()


def names_of_tests(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_numbers_run_on_without_a_twin():
    """A number may wait for somebody who has it and has not written yet."""
    numbers = [path.name[:4] for path in RECORDS]
    assert sorted(set(numbers)) == numbers
    assert all(number.isdecimal() for number in numbers)


@pytest.mark.parametrize("path", RECORDS, ids=name_of)
def test_the_heading_begins_with_the_number_of_the_file(path):
    assert text_of(path).startswith(f"# {path.name[:4]} ")


@pytest.mark.parametrize("path", RECORDS, ids=name_of)
def test_a_decision_has_a_status_and_the_four_parts_in_order(path):
    assert STATUS.search(text_of(path))
    assert re.findall(r"^## (.+)$", text_of(path), re.MULTILINE) == SECTIONS
    assert all(part(path, section) for section in SECTIONS)


@pytest.mark.parametrize("path", RECORDS, ids=name_of)
def test_a_decision_is_short(path):
    assert len(text_of(path).split()) <= MOST_WORDS
    prose = " ".join(part(path, section) for section in SECTIONS[:3])
    longest = max(re.split(r"(?<=[.:;?])\s", prose), key=lambda sentence: len(sentence.split()))
    assert len(longest.split()) <= MOST_WORDS_IN_A_SENTENCE, longest


@pytest.mark.parametrize("path", RECORDS, ids=name_of)
def test_every_test_a_decision_names_exists(path):
    lines = part(path, "Held by").splitlines()
    if "not yet built" in text_of(path).split("\n## ", 1)[0]:
        assert lines == ["Nothing yet: it is not built."]
        return
    named = [HELD_BY.match(line) for line in lines]
    assert all(named), "write each as - `tests/…/file.py::test_name`"
    for match in named:
        assert match["test"] in names_of_tests(match["file"]), match.group()


@pytest.mark.parametrize("path", RECORDS, ids=name_of)
def test_the_list_of_decisions_has_it_under_its_own_title_and_status(path):
    title = text_of(path).splitlines()[0].removeprefix(f"# {path.name[:4]} ")
    status = STATUS.search(text_of(path)).group(1)
    assert f"| [{path.name[:4]}]({path.name}) | {title} | {status} |" in text_of(FOLDER / "README.md")

"""Each threat is held by tests that exist, or says what is missing or why it is accepted; pages name real tests."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.factories.threat_page import DATA, FLOWS, PAGE, PRIVACY, SECURITY, STATES, read_threats, write_page

ROOT = Path(__file__).resolve().parents[2]
THREATS = read_threats()
FEWEST = 50
FIELDS = {"id", "flow", "kind", "threat", "control", "tests", "state", "left"}
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
DOCUMENTS = sorted(DATA.parent.glob("*.md"))
MEASURES_OF_BULK_DATA = 15


@cache
def names_of_tests(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("threat", THREATS, ids=lambda threat: threat["id"])
def test_a_threat_says_everything_and_names_tests_that_exist(threat):
    assert set(threat) == FIELDS
    assert threat["threat"]
    assert threat["control"]
    assert threat["kind"] in SECURITY + PRIVACY
    for test in threat["tests"]:
        file, name = test.split("::")
        assert name in names_of_tests(file), test


@pytest.mark.parametrize("threat", THREATS, ids=lambda threat: threat["id"])
def test_a_threat_is_held_by_tests_or_says_what_is_missing_or_why_it_is_accepted(threat):
    assert threat["state"] in STATES
    assert bool(threat["left"]) == (threat["state"] != "Held")
    if threat["state"] == "Held":
        assert threat["tests"]


def test_every_flow_is_walked_through_and_every_kind_is_asked():
    assert len(THREATS) >= FEWEST
    assert [threat["id"] for threat in THREATS] == [f"T{number:02d}" for number in range(1, len(THREATS) + 1)]
    assert list(dict.fromkeys(threat["flow"] for threat in THREATS)) == list(FLOWS)
    assert {threat["kind"] for threat in THREATS} == set(SECURITY + PRIVACY)


def test_the_page_of_the_threats_says_what_the_data_says():
    assert PAGE.read_text(encoding="utf-8") == write_page(THREATS), "run: python -m tests.factories.threat_page"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_test_a_page_of_assurance_names_exists(document):
    named = NAMED.findall(document.read_text(encoding="utf-8"))
    assert named
    assert [f"{file}::{name}" for file, name in named if name not in names_of_tests(file)] == []


def test_each_of_the_fifteen_measures_for_bulk_data_has_a_row():
    page = (DATA.parent / "bulk-personal-data.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| (\w+) \|", page, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, MEASURES_OF_BULK_DATA + 1))
    assert {light for _, light in rows} <= {"Red", "Amber"}, "green needs the guidance itself in hand"

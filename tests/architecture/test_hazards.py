"""Each hazard has a control and tests that exist; the page says what the data says; what is open says what is left."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.factories.hazard_page import CHANCE, HARM, PAGE, STATES, read_hazards, risk_of, write_page

ROOT = Path(__file__).resolve().parents[2]
HAZARDS = read_hazards()
FEWEST = 60
FIELDS = {"id", "area", "hazard", "cause", "effect", "before", "control", "tests", "after", "state", "left"}


def names_of_tests(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_a_hazard_says_everything_and_names_tests_that_exist(hazard):
    assert set(hazard) == FIELDS
    for field in ("hazard", "cause", "effect", "control"):
        assert hazard[field], field
    for judged in (hazard["before"], hazard["after"]):
        assert judged["severity"] in HARM
        assert judged["likelihood"] in CHANCE
    assert hazard["tests"]
    for test in hazard["tests"]:
        file, name = test.split("::")
        assert name in names_of_tests(file), test


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_what_is_not_controlled_says_what_is_left_and_claims_no_more(hazard):
    assert hazard["state"] in STATES
    assert bool(hazard["left"]) == (hazard["state"] != "Controlled")
    if hazard["state"] == "Controlled":
        assert CHANCE.index(hazard["after"]["likelihood"]) < CHANCE.index(hazard["before"]["likelihood"])
        assert risk_of(hazard["after"]) <= 3


def test_there_are_enough_and_each_is_numbered_once():
    assert len(HAZARDS) >= FEWEST
    assert [hazard["id"] for hazard in HAZARDS] == [f"H{number:02d}" for number in range(1, len(HAZARDS) + 1)]
    assert [what for what, times in Counter(hazard["hazard"] for hazard in HAZARDS).items() if times > 1] == []


def test_the_page_says_what_the_data_says():
    assert PAGE.read_text(encoding="utf-8") == write_page(HAZARDS), "run: python -m tests.factories.hazard_page"

"""Each of the 108 threat cases is held by tests that exist, or says what is missing; the page says the same."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.factories.case_page import GROUPS, PAGE, STATES, read_cases, write_page

ROOT = Path(__file__).resolve().parents[2]
CASES = read_cases()
FIELDS = {"number", "group", "case", "must", "state", "tests", "left"}
AS_MANY_IN_EACH_GROUP = {"A": 15, "B": 14, "C": 14, "D": 10, "E": 13, "F": 14, "G": 20, "H": 8}


@cache
def names_of_tests(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["number"]))
def test_a_case_says_everything_and_names_tests_that_exist(case):
    assert set(case) == FIELDS
    assert case["case"]
    assert case["must"]
    assert case["group"] in GROUPS
    for test in case["tests"]:
        file, name = test.split("::")
        assert name in names_of_tests(file), test


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["number"]))
def test_a_case_is_held_by_tests_alone_and_otherwise_says_what_is_missing(case):
    assert case["state"] in STATES
    assert bool(case["left"]) == (case["state"] != "Held")
    assert bool(case["tests"]) == (case["state"] != "Open")


def test_all_of_them_are_there_in_their_groups():
    assert [case["number"] for case in CASES] == list(range(1, 109))
    assert {group: sum(case["group"] == group for case in CASES) for group in GROUPS} == AS_MANY_IN_EACH_GROUP


def test_the_page_of_the_cases_says_what_the_data_says():
    assert PAGE.read_text(encoding="utf-8") == write_page(CASES), "run: python -m tests.factories.case_page"

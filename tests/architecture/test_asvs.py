"""Every requirement of ASVS 5.0.0 has a row; what is met names a test or document that exists; the rest says why."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.factories.asvs_page import CHAPTERS, PAGE, STATES, read_requirements, write_page

ROOT = Path(__file__).resolve().parents[2]
ROWS = read_requirements()
FIELDS = {"id", "level", "gist", "state", "evidence", "words"}
IN_EACH_SECTION = {
    1: (2, 10, 12, 3, 3),
    2: (3, 3, 5, 2),
    3: (1, 3, 5, 8, 8, 1, 5),
    4: (5, 5, 2, 4),
    5: (1, 6, 3, 3),
    6: (3, 12, 8, 6, 8, 4, 2, 4),
    7: (3, 4, 2, 5, 3, 2),
    8: (4, 4, 3, 2),
    9: (3, 4),
    10: (2, 3, 5, 16, 5, 2, 3),
    11: (4, 5, 5, 4, 2, 2, 2),
    12: (5, 2, 5),
    13: (4, 6, 4, 7),
    14: (2, 8, 3),
    15: (5, 5, 7, 4),
    16: (1, 5, 4, 3, 4),
    17: (2, 8, 2),
}
"""How many requirements each section of the release has."""

OF_EACH_LEVEL = {1: 70, 2: 183, 3: 92}
MOST_NOT_MET_BELOW_THE_THIRD_LEVEL = 1
FEWEST_MET_OF_THE_THIRD_LEVEL = 55


@cache
def names_of_tests(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_requirement_of_the_release_has_one_row_in_its_order():
    wanted = [
        f"{chapter}.{section}.{number}"
        for chapter, sections in IN_EACH_SECTION.items()
        for section, how_many in enumerate(sections, 1)
        for number in range(1, how_many + 1)
    ]
    assert [row["id"] for row in ROWS] == wanted
    assert len(wanted) == 345
    assert {str(chapter) for chapter in IN_EACH_SECTION} == set(CHAPTERS)
    assert Counter(row["level"] for row in ROWS) == OF_EACH_LEVEL


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_what_is_met_names_what_holds_it_and_the_rest_says_why(row):
    assert set(row) == FIELDS
    assert row["state"] in STATES
    assert row["gist"]
    holds = row["state"] in ("Met", "For the installation")
    assert bool(row["evidence"]) == holds
    assert row["words"] or row["state"] == "Met"
    for each in row["evidence"]:
        file, _, name = each.partition("::")
        assert (ROOT / file).is_file(), each
        assert not name or name in names_of_tests(file), each


def test_what_is_not_met_grows_fewer_and_never_more():
    not_met = [row["id"] for row in ROWS if row["state"] == "Not met" and row["level"] < 3]
    met = [row["id"] for row in ROWS if row["state"] == "Met" and row["level"] == 3]
    assert len(not_met) <= MOST_NOT_MET_BELOW_THE_THIRD_LEVEL, not_met
    assert len(met) >= FEWEST_MET_OF_THE_THIRD_LEVEL


def test_the_page_says_what_the_data_says():
    assert PAGE.read_text(encoding="utf-8") == write_page(ROWS), "run: python -m tests.factories.asvs_page"

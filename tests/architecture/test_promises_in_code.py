"""What Reachable will never do, as far as it can be read off the code, and that each promise names tests that exist."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "reachable"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
PAGES = sorted([*SOURCE.rglob("*.jinja"), *SOURCE.rglob("*.html")])
PROMISES = ROOT / "docs" / "promises.md"
TEST_ID = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")

MEASURES_A_CHILD = re.compile(
    r"(^|_)(scor(e|es|ed|ing)|rank(s|ed|ing)?|predict\w*|probability|likelihood|severity|priority|risk_level)(_|$)",
    re.IGNORECASE,
)
NAMES_OF_LIBRARIES = {
    # How alike two words may be.
    "matching/domain/likeness.py": {"score_cutoff"},
    # What Splink calls proposing pairs of records. No weight of it leaves the module (decision 0041).
    "adapters/bulk_linkage.py": {"predict", "blocking_rules_to_generate_predictions"},
}
"""Names a library gives, in the one module that uses each."""
ORDERS = {"sorted", "sort", "order_by", "min", "max"}
COUNTS = re.compile(r"\bsum\(|\bcount\w*[(\[]|Count\(|agreeing|most_in_common")
ORDERED_BY_HOW_MANY = {
    # How much two records have in common, before anybody says that they are of one child.
    "matching/queries.py: '-agreeing', 'found_at', 'id'",
    # How well a record fits the words somebody typed.
    "matching/domain/search.py: _most_in_common_first",
    # Which of a child's names most agencies use.
    "people/domain/usual_name.py: lambda name: (-counted[name.casefold()], _is_shouted(name), name)",
}
"""What may be ordered by how many: pairs of records, records that were searched, names. Never children or alerts."""

WRITES_EQUALITY = {"people/models.py", "people/operations/__init__.py"}
GIVES_TO_THE_PERSON = {"sharing/domain/pack_catalogue.py"}
"""Whoever asks what is held of themselves is told this too: the law says so."""
COUNTS_EQUALITY = {"people/counts.py"}
"""Read by the run that makes the table of equality (Equality Act 2010, section 149). Nothing else reads it."""

ENDS_ALERTS = {
    "answer_alert": {
        "journeys/alert_answered.py",
        "journeys/concern_triaged.py",
        "journeys/glass_reviewed.py",
        "journeys/handed_over.py",
        "journeys/holder_asked.py",
        "demo/answering.py",
    },
    "withdraw_alerts": {"journeys/child_told.py"},
}
"""Who may end an alert: a person who is named, or the rules when what it asks for is recorded or its record changed."""


def name_of(path):
    return path.relative_to(SOURCE).as_posix()


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def names_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg


def called(node):
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def orderings(tree):
    """Give what every list is ordered by, as it is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in ORDERS:
            keys = [ast.unparse(word.value) for word in node.keywords if word.arg == "key"]
            fields = [ast.unparse(each) for each in node.args] if called(node) == "order_by" else []
            if keys or fields:
                yield ", ".join([*keys, *fields])


def read_attributes(tree):
    """Give every attribute that is read as a value, and not called."""
    called_here = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and id(node) not in called_here]


def key_functions(tree):
    """Give the text of every function of a module, so that a key given by its name can be looked into."""
    return {node.name: ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_in_the_code_scores_ranks_or_predicts(path):
    found = {name for name in names_in(tree_of(path)) if MEASURES_A_CHILD.search(name)}
    assert found == NAMES_OF_LIBRARIES.get(name_of(path), set())


def test_no_page_shows_a_score_a_rank_or_a_prediction():
    never = re.compile(
        r"\b(scores?|scored|rank(ed|ing)?|predict\w*|probability|likelihood|risk level)\b", re.IGNORECASE
    )
    found = [
        f"{name_of(path)}: {line.strip()}"
        for path in PAGES
        for line in path.read_text(encoding="utf-8").splitlines()
        if never.search(line) and "It never gives a score." not in line
    ]
    assert found == []


def test_the_search_for_scores_finds_them():
    for name in ("risk_score", "rank_children", "predicted_risk", "severity"):
        assert MEASURES_A_CHILD.search(name)
    assert not MEASURES_A_CHILD.search("describe_crank")


def test_no_list_of_children_is_ordered_by_how_many_of_anything():
    found = set()
    for path in MODULES:
        tree = tree_of(path)
        functions = key_functions(tree)
        for ordering in orderings(tree):
            if COUNTS.search(ordering) or COUNTS.search(functions.get(ordering, "")):
                found.add(f"{name_of(path)}: {ordering}")
    assert found == ORDERED_BY_HOW_MANY


def test_sex_and_ethnicity_are_written_in_one_place_and_read_in_none():
    holders = {name_of(path) for path in MODULES if "EqualityDetail" in path.read_text(encoding="utf-8")}
    assert holders == WRITES_EQUALITY | GIVES_TO_THE_PERSON | COUNTS_EQUALITY
    writer = tree_of(SOURCE / "people" / "operations" / "__init__.py")
    readings = [
        ast.unparse(node)
        for node in ast.walk(writer)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "EqualityDetail"
    ]
    assert readings == []
    readers = {
        name_of(path)
        for path in MODULES
        for node in read_attributes(tree_of(path))
        if node.attr in {"sex", "ethnicity", "equality"} and not name_of(path).startswith("demo/")
    }
    assert readers == {"people/operations/__init__.py", "journeys/counts_released.py"}
    # What each table is kept for names every table, and no row of it.
    statements = [*SOURCE.rglob("migrations/sql/*.sql"), *(each for each in MODULES if each.name != "kept_tables.py")]
    assert not [path for path in statements if "people_equalitydetail" in path.read_text(encoding="utf-8").lower()]


def test_a_person_has_no_column_that_says_what_kind_of_child_they_are():
    subject = apps.get_model("people", "Subject")
    assert {field.name for field in subject._meta.concrete_fields} - set(subject.PRIVACY_OF_COMMON_FIELDS) == {
        "agency",
        "system",
        "local_id",
        "is_child",
        "first_received_at",
        "sealed_at",
        "sealed_because",
    }


OF_NO_CHILD = {"access/operations/ways_in.py"}
"""Takes a lost second factor away: a row of the library that signs people in, about somebody who works here."""


def test_no_row_of_a_child_is_ever_deleted_by_the_code():
    deleting = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and called(node) in {"delete", "_raw_delete"}
        if name_of(path) not in OF_NO_CHILD
    ]
    assert deleting == []


@pytest.mark.parametrize("ending", sorted(ENDS_ALERTS))
def test_an_alert_is_ended_by_a_named_answer_or_a_change_of_record_and_by_no_silence(ending):
    callers = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and called(node) == ending
    }
    assert callers == ENDS_ALERTS[ending]


def test_only_its_own_stage_writes_the_state_of_an_alert():
    writing = {
        name_of(path)
        for path in MODULES
        if "reachable.alerts.models" in path.read_text(encoding="utf-8") and "config/measures" not in name_of(path)
    }
    assert writing == {"alerts/counts.py", "alerts/operations.py", "alerts/queries.py"}


def rows():
    return re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", PROMISES.read_text(encoding="utf-8"), re.MULTILINE)


def test_each_of_the_twelve_promises_is_held_by_tests_that_exist():
    assert [int(number) for number, _, _ in rows()] == list(range(1, 13))
    for number, _, tests in rows():
        named = TEST_ID.findall(tests)
        assert named, f"promise {number} names no test"
        assert TEST_ID.sub("", tests).replace("<br>", "").strip() == "", f"promise {number}: only tests, apart by <br>"
        for file, test in named:
            defined = {node.name for node in ast.walk(tree_of(ROOT / file)) if isinstance(node, ast.FunctionDef)}
            assert test in defined, f"{file}::{test}"

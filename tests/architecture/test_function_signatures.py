"""Reads say who looks; writes say who acts and when; nothing is passed by position."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

SOURCE = Path(__file__).resolve().parents[2] / "src" / "reachable"
SQL_ABOUT_PEOPLE = ("resolver.", "audit.looked_at")
PERSONAL_TABLES = tuple(
    f" {model._meta.db_table}" for model in apps.get_models() if getattr(model, "IS_PERSONAL", False)
)
READS_BEGIN_WITH = ("get_", "list_", "find_", "has_", "count_")
READS_NAMED_OTHERWISE = {
    "open_records": "it is the act of opening, which is noted",
    "open_kept_places": "it unseals what the machine must compare",
    "open_places": "it is the act of being shown where a child is, which is noted",
    "who_has_looked": "the words of the page",
    "longest_chain_wait_seconds": "a measurement",
    "first_broken_entry": "a verification",
}
WRITES_OF_THE_MACHINE = {"chain_waiting_entries": "it seals what others did and is about nobody"}


def public_functions(module_name: str) -> list:
    found = []
    for path in sorted([*SOURCE.glob(f"*/{module_name}.py"), *SOURCE.glob(f"*/{module_name}/*.py")]):
        dotted = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        module = import_module(f"reachable.{dotted}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found.append(pytest.param(function, id=f"{dotted}.{name}"))
    return found


def touches_personal_rows(function) -> bool:
    """Test if a function names a personal table, or SQL about people, itself or through functions of its module."""
    module = inspect.getmodule(function)
    tree = ast.parse(inspect.getsource(module))
    definitions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    seen: set[str] = set()
    waiting = [function.__name__]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in definitions:
            continue
        seen.add(name)
        names, texts = names_and_texts(definitions[name])
        if any(is_personal_table(getattr(module, each, None)) for each in names):
            return True
        texts += [text for each in names for text in statements(getattr(module, each, None))]
        if any(mark in text for text in texts for mark in (*SQL_ABOUT_PEOPLE, *PERSONAL_TABLES)):
            return True
        waiting += names
    return False


def names_and_texts(definition: ast.FunctionDef) -> tuple[set[str], list[str]]:
    docstring = ast.get_docstring(definition, clean=False)
    inside = list(ast.walk(definition))
    names = {node.id for node in inside if isinstance(node, ast.Name)}
    texts = [node.value for node in inside if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return names, [text for text in texts if text != docstring]


def statements(thing) -> list[str]:
    """Return the texts that a module keeps under a name: one statement, or several."""
    return [each for each in (thing if isinstance(thing, tuple) else (thing,)) if isinstance(each, str)]


def is_personal_table(thing) -> bool:
    return isinstance(thing, type) and issubclass(thing, Model) and getattr(thing, "IS_PERSONAL", False)


@pytest.mark.parametrize("function", [*public_functions("queries"), *public_functions("operations")])
def test_nothing_is_passed_by_position(function):
    kinds = {parameter.kind for parameter in inspect.signature(function).parameters.values()}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("function", public_functions("queries"))
def test_a_read_that_touches_personal_rows_says_who_looks(function):
    if touches_personal_rows(function):
        assert "viewer" in inspect.signature(function).parameters


def test_the_guard_knows_a_read_of_personal_rows_when_it_sees_one():
    people = import_module("reachable.people.queries")
    access = import_module("reachable.access.queries")
    timeline = import_module("reachable.timeline.queries")
    assert touches_personal_rows(people.list_claims)
    assert touches_personal_rows(people.open_records)
    assert touches_personal_rows(access.who_has_looked)
    assert touches_personal_rows(timeline.list_held_elsewhere)
    assert touches_personal_rows(timeline.list_facts)
    assert not touches_personal_rows(access.list_areas)


@pytest.mark.parametrize("function", public_functions("queries"))
def test_a_read_is_named_as_one(function):
    assert function.__name__.startswith(READS_BEGIN_WITH) or function.__name__ in READS_NAMED_OTHERWISE


@pytest.mark.parametrize("function", public_functions("queries"))
def test_a_read_never_hands_out_what_can_still_ask_the_database(function):
    returned = str(inspect.signature(function).return_annotation)
    assert "QuerySet" not in returned
    assert ".models." not in returned


@pytest.mark.parametrize("function", public_functions("operations"))
def test_a_write_says_who_acts_and_when(function):
    if function.__name__ not in WRITES_OF_THE_MACHINE:
        assert {"by", "now"} <= inspect.signature(function).parameters.keys()

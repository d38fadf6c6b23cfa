"""The words in code are the words in the glossary, and no word makes a child into a role."""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import reachable

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "reachable"
ROW = re.compile(r"^\|\s*(?P<word>[^|]+?)\s*\|\s*(?P<meaning>[^|]+?)\s*\|$", re.MULTILINE)
FORBIDDEN = re.compile(r"\b(?:nominal|runner|offender)s?\b", re.IGNORECASE)
NAMES_OF_INSTITUTIONS = re.compile(r"young offender institutions?", re.IGNORECASE)
WORDS_OF_THE_PRODUCT = (
    "Child",
    "Missing episode",
    "Return home interview (RHI)",
    "Strategy discussion",
    "Reasonable grounds",
    "Conclusive grounds",
    "Child in need (CIN)",
    "Child protection plan (CP plan)",
    "Reachable moment",
    "Extra-familial harm (EFH)",
    "Cuckooed address",
    "Deal line",
    "Trusted adult",
)


def rows() -> list[re.Match[str]]:
    found = ROW.finditer((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))
    return [row for row in found if row["word"] not in {"Word", "---"}]


def meanings() -> dict[str, str]:
    return {row["word"].strip("`"): row["meaning"] for row in rows()}


def stages() -> list[str]:
    return sorted(found.name for found in pkgutil.iter_modules(reachable.__path__) if found.ispkg)


def plain_modules() -> Iterator[ModuleType]:
    packages = ["reachable.kernel", "reachable.access.tables"]
    packages += [f"reachable.{stage}.domain" for stage in stages() if (SOURCE / stage / "domain").is_dir()]
    for name in packages:
        module = import_module(name)
        yield module
        for found in pkgutil.walk_packages(getattr(module, "__path__", []), f"{name}."):
            yield import_module(found.name)


def public_enums() -> dict[str, type[Enum]]:
    found = [each for module in plain_modules() for _, each in inspect.getmembers(module, inspect.isclass)]
    ours = [each for each in found if issubclass(each, Enum) and each.__module__.startswith("reachable.")]
    return {each.__name__: each for each in ours if not each.__name__.startswith("_")}


def labels(each: type[Enum]) -> Iterator[str]:
    for member in each:
        values = member.value if isinstance(member.value, tuple) else (member.value,)
        yield from (value for value in (*values, getattr(member, "label", "")) if isinstance(value, str))


@pytest.mark.parametrize("stage", stages())
def test_every_stage_has_a_meaning_in_the_glossary(stage):
    assert stage in meanings(), f"add the stage `{stage}` to GLOSSARY.md"


@pytest.mark.parametrize("name", sorted(public_enums()))
def test_every_enumeration_has_a_meaning_in_the_glossary(name):
    assert name in meanings(), f"add `{name}` to GLOSSARY.md, with what it lists"


@pytest.mark.parametrize("word", WORDS_OF_THE_PRODUCT)
def test_the_words_the_product_stands_on_have_a_meaning(word):
    assert word in meanings()


def test_the_glossary_explains_no_stage_or_enumeration_that_is_gone():
    as_code = {row["word"].strip("`") for row in rows() if row["word"].startswith("`")}
    assert as_code - set(stages()) - set(public_enums()) == set()


def test_each_word_is_explained_once():
    words = [row["word"] for row in rows()]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize("name", sorted(public_enums()))
def test_no_label_makes_a_child_into_a_role(name):
    for label in labels(public_enums()[name]):
        spoken = NAMES_OF_INSTITUTIONS.sub("", label.replace("_", " "))
        assert not FORBIDDEN.search(spoken), f"{name} says {label!r}; say child"


def test_no_template_makes_a_child_into_a_role():
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in sorted([*SOURCE.rglob("*.jinja"), *SOURCE.rglob("*.html")])
        for match in FORBIDDEN.finditer(NAMES_OF_INSTITUTIONS.sub("", path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize("sentence", ["A runner was found", "Known NOMINALS", "two offenders"])
def test_the_search_finds_such_words(sentence):
    assert FORBIDDEN.search(sentence)

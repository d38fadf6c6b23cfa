"""Which names are short for, or other spellings of, which.

In:  name_variants.csv, the project's own list.
Out: look-ups by a name in small plain letters.
"""

import csv
from collections import defaultdict
from functools import lru_cache
from importlib import resources

Roots = dict[str, frozenset[str]]


def _read_variants() -> tuple[Roots, Roots, Roots]:
    """Return the roots of each short form, of each spelling of a given name, and of each spelling of a family name."""
    tables: dict[str, dict[str, set[str]]] = {kind: defaultdict(set) for kind in ("SHORT", "SPELLING", "FAMILY")}
    text = resources.files(__package__).joinpath("name_variants.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        for form in row["forms"].split():
            tables[row["kind"]][form].add(row["root"])
        if row["kind"] != "SHORT":
            tables[row["kind"]][row["root"]].add(row["root"])
    short, spelling, family = ({form: frozenset(roots) for form, roots in table.items()} for table in tables.values())
    return short, spelling, family


SHORT_FORMS, SPELLINGS, FAMILY_SPELLINGS = _read_variants()


def spellings_of(given: str) -> frozenset[str]:
    """Return the name or names this is a spelling of; itself when none is listed."""
    return SPELLINGS.get(given, frozenset({given}))


def family_spellings_of(family: str) -> frozenset[str]:
    """Return the family name or names this is a spelling of; itself when none is listed."""
    return FAMILY_SPELLINGS.get(family, frozenset({family}))


@lru_cache(maxsize=65_536)
def long_forms_of(given: str) -> frozenset[str]:
    """Return the names this is short for, in the spelling they are listed under."""
    return frozenset(spelling for form in SHORT_FORMS.get(given, frozenset[str]()) for spelling in spellings_of(form))


@lru_cache(maxsize=65_536)
def roots_of(given: str) -> frozenset[str]:
    """Return every name this may stand for: itself, what it is a spelling of, and what it is short for."""
    return spellings_of(given) | long_forms_of(given)

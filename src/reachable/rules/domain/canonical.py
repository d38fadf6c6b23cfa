"""A rule as JSON, and the hash that names its version.

In:  a Rule.
Out: two parts of one JSON object: what the rule decides by, and what it says. The version is the hash of the first
alone, so that mending a sentence does not raise every old moment anew.
"""

import hashlib
import json
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache

from reachable.rules.domain.definition import HappenedTo, Rule

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

ADDED_LATER = ("happened_to",)
"""What decides too, and is left out where a rule does not use it, so that its version stays what it was."""

DECIDES = ("id", "anchor", "needs", "clock", "asks_for", "one_moment", "whose_turn", "how_soon")
SAYS = ("group", "title", "sentence", "why", "do", "do_not", "source", "basis", "caveat")
WORDS = frozenset({"words", "missing"})


def rule_to_json(rule: Rule) -> dict[str, Json]:
    """Return a rule as JSON values, with its version."""
    return {
        "version": version_of(rule),
        "decides": _decides(rule),
        "says": {name: _as_json(getattr(rule, name)) for name in SAYS},
    }


@cache
def version_of(rule: Rule) -> str:
    """Return the SHA-256 of the canonical JSON of what a rule decides by, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(_decides(rule, without=WORDS)).encode()).hexdigest()


def canonical(value: Json) -> str:
    """Return the one way to write a JSON value: keys in order, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _decides(rule: Rule, *, without: frozenset[str] = frozenset()) -> dict[str, Json]:
    used = [name for name in ADDED_LATER if getattr(rule, name) is not HappenedTo.THIS_CHILD]
    return {name: _as_json(getattr(rule, name), without=without) for name in (*DECIDES, *used)}


def _as_json(value: object, *, without: frozenset[str] = frozenset()) -> Json:
    match value:
        case Enum():
            return value.name
        case None | bool() | int() | float() | str():
            return value
        case tuple():
            return [_as_json(each, without=without) for each in value]
        case _ if is_dataclass(value):
            named: dict[str, Json] = {"is": type(value).__name__}
            for each in fields(value):
                part = getattr(value, each.name)
                if each.name not in without and not ("unsaid" in each.metadata and part in (None, ())):
                    named[each.name] = _as_json(part, without=without)
            return named
        case _:
            raise TypeError(f"a rule cannot hold a {type(value).__name__}")

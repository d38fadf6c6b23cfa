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

from reachable.rules.domain.definition import Rule

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

DECIDES = ("id", "anchor", "needs", "clock", "asks_for", "one_moment", "whose_turn", "how_soon")
SAYS = ("group", "title", "sentence", "why", "do", "do_not", "source", "basis", "caveat")
WORDS = frozenset({"words", "missing"})


def rule_to_json(rule: Rule) -> dict[str, Json]:
    """Return a rule as JSON values, with its version."""
    return {
        "version": version_of(rule),
        "decides": {name: _as_json(getattr(rule, name)) for name in DECIDES},
        "says": {name: _as_json(getattr(rule, name)) for name in SAYS},
    }


@cache
def version_of(rule: Rule) -> str:
    """Return the SHA-256 of the canonical JSON of what a rule decides by, as 64 hexadecimal digits."""
    decides = {name: _as_json(getattr(rule, name), without=WORDS) for name in DECIDES}
    return hashlib.sha256(canonical(decides).encode()).hexdigest()


def canonical(value: Json) -> str:
    """Return the one way to write a JSON value: keys in order, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


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
                if each.name not in without:
                    named[each.name] = _as_json(getattr(value, each.name), without=without)
            return named
        case _:
            raise TypeError(f"a rule cannot hold a {type(value).__name__}")

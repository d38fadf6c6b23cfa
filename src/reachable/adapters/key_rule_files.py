"""Reads which roles an installation and its agencies ask for a security key, beside those that always are.

In:  a file.
Out: all rules that hold; or why the file cannot be used.
"""

import json
from pathlib import Path

from reachable.access.domain.key_rules import RULES, KeyRule, read_key_rules
from reachable.adapters.problems import CannotGoOn


class KeyRulesUnread(CannotGoOn):
    """The file of rules cannot be used. The message says why."""


def read_key_file(path: str) -> tuple[KeyRule, ...]:
    """Return the rules that hold: ours alone where no file is set.

    :raises KeyRulesUnread: when the file cannot be read, or says something else than rules.
    """
    if not path:
        return RULES
    try:
        return read_key_rules(json.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as problem:
        raise KeyRulesUnread(
            f"REACHABLE_KEY_RULES: {path} says no rules for keys as docs/settings.md says: {problem}"
        ) from problem

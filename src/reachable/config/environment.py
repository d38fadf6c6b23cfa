"""Reads what differs between installations, and says how to set what is missing.

In:  environment variables.
Out: typed values.
"""

import os

from reachable.adapters.problems import CannotGoOn


class SettingMissing(CannotGoOn):
    """A setting is needed and absent. The message names it and says how to set it."""


def read_text(name: str, default: str | None = None, *, why: str = "") -> str:
    """Return a text setting.

    :raises SettingMissing: when it is absent and has no default.
    """
    value = os.environ.get(name, default)
    if value is None:
        raise SettingMissing(f"Set {name} in the environment. {why}".strip())
    return value


def read_switch(name: str, *, default: bool) -> bool:
    """Return an on/off setting: 1, true or yes switch it on.

    :raises SettingMissing: when it is neither on nor off.
    """
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes"}:
        return True
    if value.lower() in {"0", "false", "no", ""}:
        return False
    raise SettingMissing(f"{name} is {value!r}. Set it to 1 or 0.")


def read_words(name: str, default: str = "") -> list[str]:
    """Return a setting of words separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def read_pairs(name: str, default: str = "") -> dict[str, str]:
    """Return a setting of pairs, NAME=VALUE separated by commas. A value may hold an equals sign; a name may not.

    :raises SettingMissing: when one of them is no pair.
    """
    pairs = {}
    for word in read_words(name, default):
        left, sign, right = word.partition("=")
        if not (left and sign and right):
            raise SettingMissing(f"{name} must be NAME=VALUE, separated by commas. One of them is not.")
        pairs[left] = right
    return pairs

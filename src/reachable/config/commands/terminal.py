"""Talking to the person at the terminal.

In:  sentences, rows.
Out: progress on standard error, results on standard output.
"""

import json
import os
import platform
import sys
from collections.abc import Sequence
from typing import Any

from reachable.config.measures.check import Check


def say(sentence: str) -> None:
    """Print one line of progress on standard error."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def show(text: str) -> None:
    """Print a result on standard output."""
    sys.stdout.write(text + "\n")


def show_json(value: Any) -> None:
    """Print a result as JSON on standard output."""
    show(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def report_checks(name: str, size: str, checks: Sequence[Check], *, as_json: bool) -> int:
    """Print checks as a table or as JSON and return 0 when all hold, otherwise 1."""
    holds = all(check.holds for check in checks)
    if as_json:
        rows = [{"what": c.what, "value": c.value, "target": c.target, "holds": c.holds} for c in checks]
        show_json({"name": name, "size": size, "machine": describe_machine(), "checks": rows, "holds": holds})
    else:
        width = max((len(check.what) for check in checks), default=10)
        for check in checks:
            target = "" if check.target is None else f" (target {check.target})"
            show(f"{'holds ' if check.holds else 'MISSED'}  {check.what:<{width}}  {check.value}{target}")
    return 0 if holds else 1


def describe_machine() -> dict[str, Any]:
    """Return the machine's cores, system and Python version, so that a figure can be read in its place."""
    return {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()}

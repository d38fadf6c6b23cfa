"""Writes the page of the threat cases from its data: python -m tests.factories.case_page."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "assurance"
DATA, PAGE = FOLDER / "cases.json", FOLDER / "threat-cases.md"
STATES = ("Held", "Partly", "Open")
GROUPS = {
    "A": "Access",
    "B": "Insiders",
    "C": "A hidden place, and a parent who takes part",
    "D": "Tampering before an inquiry",
    "E": "Whose record it is, and what comes in",
    "F": "Lawfulness",
    "G": "Alerts, time and staying up",
    "H": "Statistics and redaction",
}


def read_cases() -> list[dict[str, Any]]:
    """Return every case."""
    cases: list[dict[str, Any]] = json.loads(DATA.read_text(encoding="utf-8"))
    return cases


def count_by_group(cases: list[dict[str, Any]]) -> list[str]:
    """Return one row of the table for each group: how many cases, and how many in each state."""
    rows = []
    for group, name in GROUPS.items():
        states = [each["state"] for each in cases if each["group"] == group]
        counted = " | ".join(str(states.count(state)) for state in STATES)
        rows.append(f"| {group} {name} | {len(states)} | {counted} |")
    total = " | ".join(str(sum(each["state"] == state for each in cases)) for state in STATES)
    return [*rows, f"| All | {len(cases)} | {total} |"]


def write_page(cases: list[dict[str, Any]]) -> str:
    """Return the page."""
    lines = [
        "# Threat cases",
        "",
        "What somebody could try, or what could go wrong, and what must then happen. A case is **held** when tests",
        "show all of it, **partly** when they show some of it, and **open** when none does. What is missing is said.",
        "Nobody outside has tried any of it.",
        "",
        f"| Group | Cases | {' | '.join(STATES)} |",
        "|---|---|---|---|---|",
        *count_by_group(cases),
        "",
        "This page is written from [its data](cases.json) by `python -m tests.factories.case_page`.",
    ]
    for group, name in GROUPS.items():
        lines += [
            "",
            f"## {group}. {name}",
            "",
            "| | Case | Must | State | Tests, and what is missing |",
            "|---|---|---|---|---|",
        ]
        for each in cases:
            if each["group"] == group:
                shown = "<br>".join(
                    [*(f"`{test}`" for test in each["tests"]), *([each["left"]] if each["left"] else [])]
                )
                lines.append(f"| {each['number']} | {each['case']} | {each['must']} | {each['state']} | {shown} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(write_page(read_cases()), encoding="utf-8")

"""Writes the page of the threat model from its data: python -m tests.factories.threat_page."""

import json
from itertools import groupby
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "assurance"
DATA, PAGE = FOLDER / "threats.json", FOLDER / "threat-model.md"
STATES = ("Held", "Open", "Accepted")
SECURITY = (
    "Spoofing",
    "Tampering",
    "Repudiation",
    "Information disclosure",
    "Denial of service",
    "Elevation of privilege",
)
"""What STRIDE asks of each flow of data."""
PRIVACY = (
    "Linking",
    "Identifying",
    "Non-repudiation",
    "Detecting",
    "Data disclosure",
    "Unawareness",
    "Non-compliance",
)
"""What LINDDUN asks of each flow of data."""
FLOWS = (
    "An extract comes in",
    "A concern is raised",
    "What just happened",
    "A child is looked up",
    "A child’s page",
    "An alert message",
    "The jobs",
    "The audit record is written out",
    "A witness keeps a head",
    "A backup",
    "The demo",
    "Whoever runs the server",
    "Broken glass",
    "A holder is asked",
    "Keeping and erasing",
)


def read_threats() -> list[dict[str, Any]]:
    """Return every threat."""
    threats: list[dict[str, Any]] = json.loads(DATA.read_text(encoding="utf-8"))
    return threats


def write_page(threats: list[dict[str, Any]]) -> str:
    """Return the page."""
    counted = [f"{sum(each['state'] == state for each in threats)} {state.lower()}" for state in STATES]
    lines = [
        "# Threat model",
        "",
        "What could be done to each flow of data, asked in the order of STRIDE (security) and LINDDUN (privacy).",
        "**Held**: the tests named fail when it is lost. **Open**: what is missing is said. **Accepted**: the reason",
        "is said; whoever runs an installation must accept it anew, in their own name.",
        "",
        f"{len(threats)} threats: {', '.join(counted)}. See also [the cases](threat-cases.md) and",
        "[the hazards](hazard-log.md).",
        "",
        "This page is written from [its data](threats.json) by `python -m tests.factories.threat_page`.",
    ]
    for flow, group in groupby(threats, key=lambda each: each["flow"]):
        lines += ["", f"## {flow}", "", "| | Kind | Threat | What is done | State |", "|---|---|---|---|---|"]
        for each in group:
            tests = "".join(f"<br>`{test}`" for test in each["tests"])
            left = f"<br>{each['left']}" if each["left"] else ""
            threat = f"{each['id']} | {each['kind']} | {each['threat']}"
            lines.append(f"| {threat} | {each['control']}.{tests} | {each['state']}{left} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(write_page(read_threats()), encoding="utf-8")

"""Writes the page of the hazard log from its data: python -m tests.factories.hazard_page."""

import json
from itertools import groupby
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "assurance"
DATA, PAGE = FOLDER / "hazards.json", FOLDER / "hazard-log.md"
HARM = ("Minor", "Significant", "Considerable", "Major", "Catastrophic")
CHANCE = ("Very low", "Low", "Medium", "High", "Very high")
STATES = ("Controlled", "Partly", "Open")
RISK = ((1, 1, 2, 2, 3), (1, 2, 2, 3, 4), (2, 2, 3, 3, 4), (2, 3, 3, 4, 5), (3, 4, 4, 5, 5))
"""How great a risk is, 1 to 5, by chance (down) and harm (across), as in the clinical safety standard DCB0129."""


def read_hazards() -> list[dict[str, Any]]:
    """Return every hazard of the log."""
    return json.loads(DATA.read_text(encoding="utf-8"))


def risk_of(judged: dict[str, str]) -> int:
    """Return how great a risk is, from 1, acceptable, to 5, never."""
    return RISK[CHANCE.index(judged["likelihood"])][HARM.index(judged["severity"])]


def write_page(hazards: list[dict[str, Any]]) -> str:
    """Return the page."""
    counted = {state: sum(each["state"] == state for each in hazards) for state in STATES}
    lines = [
        "# Safeguarding hazard log",
        "",
        "What could go wrong for a child because of Reachable, what is done about it, and the tests that fail when",
        "that is lost. Its shape is that of the clinical safety standard DCB0129. Harm and chance were judged by those",
        "who wrote the code: a safeguarding professional must judge them anew before any real use.",
        "",
        f"{len(hazards)} hazards: " + ", ".join(f"{count} {state.lower()}" for state, count in counted.items()) + ".",
        "A risk is 1 (acceptable) to 5 (never), before the control and after it.",
        "",
        "This page is written from [its data](hazards.json) by `python -m tests.factories.hazard_page`.",
    ]
    for area, group in groupby(hazards, key=lambda each: each["area"]):
        lines += [
            "",
            f"## {area}",
            "",
            "| | Hazard | Cause and effect | Control | Risk | State |",
            "|---|---|---|---|---|---|",
        ]
        for each in group:
            tests = "<br>".join(f"`{test}`" for test in each["tests"])
            left = f"<br>{each['left']}" if each["left"] else ""
            before, after = each["before"], each["after"]
            chance = f"{before['likelihood'].lower()} → {after['likelihood'].lower()}"
            risk = f"{risk_of(before)} → {risk_of(after)}<br>{after['severity']}, {chance}"
            lines.append(
                f"| {each['id']} | {each['hazard']} | {each['cause']}. {each['effect']}. "
                f"| {each['control']}.<br>{tests} | {risk} | {each['state']}{left} |"
            )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(write_page(read_hazards()), encoding="utf-8")

"""Writes the page of the ASVS from its data, so that the two cannot say different things.

In:  docs/assurance/asvs.json.
Out: docs/assurance/asvs.md, when run as a program.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ASSURANCE = Path(__file__).resolve().parents[2] / "docs" / "assurance"
DATA, PAGE = ASSURANCE / "asvs.json", ASSURANCE / "asvs.md"
LEVELS = (1, 2, 3)
STATES = ("Met", "For the installation", "Not met", "Not applicable")
CHAPTERS = {
    "1": "Encoding and sanitizing",
    "2": "Validation and business logic",
    "3": "The browser",
    "4": "API and web service",
    "5": "Files",
    "6": "Signing in",
    "7": "Sessions",
    "8": "Authorization",
    "9": "Self-contained tokens",
    "10": "OAuth and OpenID Connect",
    "11": "Cryptography",
    "12": "Secure communication",
    "13": "Configuration",
    "14": "Data protection",
    "15": "Coding and architecture",
    "16": "Logging and errors",
    "17": "WebRTC",
}
HEAD = """# ASVS 5.0

The OWASP Application Security Verification Standard, release 5.0.0: 345 requirements in three levels. Each is told here
in a few words of ours; the standard's own text decides. **Met** names a test or a document that holds it. **For the
installation** is met by nothing of the program: the document named says what to set. **Not met** says what is missing.
**Not applicable** says why. Nobody outside has looked at this.
"""
FOOT = "This page is written from [its data](asvs.json) by `python -m tests.factories.asvs_page`.\n"
Row = Mapping[str, Any]


def read_requirements() -> Sequence[Row]:
    """Return every requirement, in the standard's order."""
    rows: Sequence[Row] = json.loads(DATA.read_text(encoding="utf-8"))
    return rows


def write_page(rows: Sequence[Row]) -> str:
    """Return the page."""
    chapters = [_chapter(number, name, rows) for number, name in CHAPTERS.items()]
    return "\n".join([HEAD, *_counts(rows), FOOT, *chapters])


def _counts(rows: Sequence[Row]) -> Iterable[str]:
    counted = Counter((row["level"], row["state"]) for row in rows)
    yield "| Level | Requirements | Met | For the installation | Not met | Not applicable |"
    yield "|---|---|---|---|---|---|"
    for level in LEVELS:
        of_level = [counted[level, state] for state in STATES]
        yield f"| {level} | {sum(of_level)} | " + " | ".join(str(count) for count in of_level) + " |"
    totals = [sum(counted[level, state] for level in LEVELS) for state in STATES]
    yield f"| All | {sum(totals)} | " + " | ".join(str(count) for count in totals) + " |\n"


def _chapter(number: str, name: str, rows: Sequence[Row]) -> str:
    lines = [_line(row) for row in rows if row["id"].split(".")[0] == number]
    return "\n".join(
        [
            f"## {number} {name}\n",
            "| Id | Level | What | State | Held by, or why |",
            "|---|---|---|---|---|",
            *lines,
            "",
        ]
    )


def _line(row: Row) -> str:
    held = "<br>".join(_held(each) for each in row["evidence"])
    said = "<br>".join(part for part in (row["words"], held) if part)
    return f"| {row['id']} | {row['level']} | {row['gist']} | {row['state']} | {said} |"


def _held(evidence: str) -> str:
    return f"`{evidence}`"


if __name__ == "__main__":
    PAGE.write_text(write_page(read_requirements()), encoding="utf-8")

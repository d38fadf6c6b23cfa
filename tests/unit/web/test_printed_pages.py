"""No page is printed but those named here, each with the reason: a list of children that is taken out is noted."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[3] / "src" / "reachable" / "web" / "jinja2"
PRINTED = re.compile(r"{% set printed = (\w+) %}")
MAY_BE_PRINTED = {
    "briefing/briefing.jinja": "it keeps its own list off paper until it is asked for, and then notes it",
    "handover/note.jinja": "once it is asked for on paper, and then it is noted",
    "child/page.jinja": "one child's, for a meeting about the child; opening it is noted",
    "look_up/card.jinja": "one child's, for the custody record; opening it is noted",
    "rulebook/rules.jinja": "the rules; nothing of anybody",
    "rulebook/rule.jinja": "a rule; its counts are rounded",
    "cases/cases.jinja": "published case studies",
    "cases/case.jinja": "a published case study",
    "cases/vulnerabilities.jinja": "from published case studies",
    "standing/ring.jinja": "numbers to ring; a sheet for the day the computers are down",
    "counts/list.jinja": "counts that were released",
    "counts/table.jinja": "counts that were released",
    "sharing/agreements.jinja": "what agencies agreed; nothing of anybody",
    "feeds/list.jinja": "what agencies have sent and when; nothing of anybody",
    "mfa/recovery_codes/index.html": "one's own recovery codes, to be kept on paper",
    "style_guide.jinja": "made-up examples",
}
ONCE_ASKED_FOR = {"handover/note.jinja": "taken"}


def find_printed() -> dict[str, str]:
    """Return which templates may be printed, and when."""
    pages = {path: path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*") if path.is_file()}
    found = {str(path.relative_to(TEMPLATES)): PRINTED.search(words) for path, words in pages.items()}
    return {name: match[1] for name, match in found.items() if match and name != "layout.jinja"}


def test_case_25_no_page_may_be_printed_but_those_with_a_reason() -> None:
    assert find_printed() == {name: ONCE_ASKED_FOR.get(name, "true") for name in MAY_BE_PRINTED}


@pytest.mark.parametrize("name", ["alerts/list.jinja", "matches/list.jinja", "triage/waiting.jinja"])
def test_lists_of_children_are_among_those_that_are_not(name: str) -> None:
    assert (TEMPLATES / name).is_file()
    assert name not in MAY_BE_PRINTED

"""What may not be copied unnoted is known by its address: the style sheet knows every page about somebody."""

import re
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

STATIC = Path(__file__).resolve().parents[3] / "src" / "reachable" / "web" / "static" / "reachable"
ABOUT_NOBODY = {
    "accounts": "one's own account",
    "counts": "counts that were released",
    "extracts": "what agencies sent; the pages name no child",
    "sessions": "where one is signed in",
}


def find_first_words(patterns: list[URLPattern | URLResolver], before: str = "") -> set[str]:
    """Return the first word of every address that has somebody or something of theirs in it."""
    found: set[str] = set()
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            found |= find_first_words(each.url_patterns, route)
        elif "<uuid:" in route:
            found.add(route.partition("/")[0])
    return found


def test_case_25_the_text_of_no_list_about_anybody_is_chosen_before_a_copy_can_be_noted() -> None:
    sheet = (STATIC / "reachable.css").read_text(encoding="utf-8")
    rule = re.search(r"\.reach-lists:not\(\.reach-copies-noted\) main :is\([^{]*{([^}]*)}", sheet)
    assert rule is not None
    known = set(re.findall(r'\[href\^="?/([a-z-]+)/', rule[0]))
    assert find_first_words(get_resolver().url_patterns) - ABOUT_NOBODY.keys() - known == set()
    assert "user-select:none" in rule[1].replace(" ", "")

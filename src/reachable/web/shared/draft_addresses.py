"""Addresses that somebody types into a draft, each counted once in a session however often the draft is saved.

In:  the form that a browser saves by itself.
Out: how many of them are new in this session; as how many searches they count, noted.
"""

from collections.abc import Iterable

from django.utils.crypto import salted_hmac

from reachable.journeys.words_screened import note_typed_addresses
from reachable.places.domain.screening import count_more_searches, list_addresses
from reachable.web.shared.viewing import ViewedRequest

TYPED = "addresses_typed"
MOST_KEPT = 1_000
"""So many are remembered: the oldest go, and count again when they are typed again."""


def is_draft(request: ViewedRequest) -> bool:
    """Test if a form is one that a browser saves by itself as somebody types."""
    name = (request.resolver_match.url_name or "") if request.resolver_match else ""
    return name.endswith("_draft")


def has_new_addresses(request: ViewedRequest) -> bool:
    """Test if a draft holds an address that was in none of this session."""
    return bool(_find_new(request))


def note_addresses(request: ViewedRequest) -> None:
    """Count the addresses of a draft that are new in this session, and note them."""
    new, viewer = _find_new(request), request.viewer
    if not new or viewer is None:
        return
    before: list[str] = request.session.get(TYPED, [])
    after = [*before, *new]
    request.session[TYPED] = after[-MOST_KEPT:]
    searches = count_more_searches(len(before), len(after))
    if searches:
        note_typed_addresses(searches=searches, viewer=viewer, now=request.at)


def _find_new(request: ViewedRequest) -> list[str]:
    marks = [_mark(each) for each in list_addresses(_words(request))]
    before = set(request.session.get(TYPED, ()))
    return [mark for mark in dict.fromkeys(marks) if mark not in before]


def _words(request: ViewedRequest) -> Iterable[str]:
    return (value for _, values in request.POST.lists() for value in values if isinstance(value, str))


def _mark(address: str) -> str:
    """Return a mark of an address: sessions are kept in the database, and the key of the marks is not."""
    return salted_hmac("reachable addresses in drafts", address, algorithm="sha256").hexdigest()[:16]

"""What somebody typed is looked through for protected places before any page keeps it.

In:  every form that is sent, whichever page it is of.
Out: the page that takes it; or one that says what was found, with everything that was typed, to edit or keep apart.

It stands in front of the pages, so that a new text area is screened without anybody thinking of it. What is not kept,
such as words looked for, and what has a way into the vault of its own, is passed on as it is. A draft is kept sealed,
and looked through when it is sent.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from reachable.journeys.words_screened import FoundInWords, keep_words_apart, screen_words
from reachable.kernel.ids import SubjectId
from reachable.web.shared.draft_addresses import is_draft, note_addresses
from reachable.web.shared.viewing import ViewedRequest

KEEP_APART = "keep_places_apart"
NOT_KEPT = (
    *("account_", "mfa_", "demo_sign_in", "choose_assignment", "sign_out", "look_up", "witness"),
    *("new_letter", "keep_place"),
)
"""Pages whose words are not kept, or are looked through by themselves, a letter more strictly; and the one by which a
place comes into the vault. Each begins a name."""

OWN_WAY = frozenset({"csrfmiddlewaretoken", "next", "address", "postcode", "school_name", "phone", KEEP_APART})
"""Answers that are no words; and those that the recording itself keeps apart where the child is protected."""

FEWEST_LETTERS = 6


class ScreeningMiddleware:
    """Stops a form with a protected place in it once, and says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        return self.get_response(request)

    def process_view(
        self, request: ViewedRequest, _view: Callable[..., HttpResponse], _words: Any, named: dict[str, Any]
    ) -> HttpResponse | None:
        """Return the page that says what was found, or None when the page itself may go on."""
        if request.method != "POST" or request.viewer is None or _is_passed_on(request):
            return None
        if is_draft(request):
            # It is kept sealed and compared with nothing: whoever saves one after another learns nothing by the answer.
            note_addresses(request)
            return None
        words = words_of(request.POST)
        if not words:
            return None
        subject_id = named.get("subject_id")
        about = [SubjectId(subject_id)] if isinstance(subject_id, UUID) else []
        found = screen_words(words=words, about=about, viewer=request.viewer, now=request.at)
        if not found.places:
            return None
        if request.POST.get(KEEP_APART) == "yes":
            request.POST = hide_in(request.POST, keep_words_apart(found, viewer=request.viewer, now=request.at))  # type: ignore[assignment]
            return None
        return answer_found(request, found)


def words_of(sent: QueryDict) -> dict[str, str]:
    """Return the answers that could hold words, by field and place in it."""
    return {
        f"{name}|{place}": value
        for name, values in sent.lists()
        if name not in OWN_WAY
        for place, value in enumerate(values)
        if isinstance(value, str) and len(value) >= FEWEST_LETTERS
    }


def hide_in(sent: QueryDict, hidden: dict[str, str]) -> QueryDict:
    """Return what was sent with some answers as they are kept."""
    changed = sent.copy()
    for key, value in hidden.items():
        name, _, place = key.rpartition("|")
        values = changed.getlist(name)
        values[int(place)] = value
        changed.setlist(name, values)
    return changed


def answer_found(request: ViewedRequest, found: FoundInWords) -> HttpResponse:
    """Answer with what was found and everything that was typed."""
    touched = {key.rpartition("|")[0] for key in found.places}
    typed = [
        {"name": name, "value": value, "found": f"{name}|{place}" in found.places}
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", KEEP_APART)
        for place, value in enumerate(values)
    ]
    has_files = bool(request.FILES)
    values = {
        "typed": typed,
        "found": found.labels,
        "fields": len(touched),
        "has_files": has_files,
        "keep_apart": KEEP_APART,
        "action": request.get_full_path(),
    }
    return render(request, "whereabouts/place_found.jinja", values, status=422)


def _is_passed_on(request: HttpRequest) -> bool:
    return _name_of(request).startswith(NOT_KEPT)


def _name_of(request: HttpRequest) -> str:
    return "" if request.resolver_match is None else request.resolver_match.url_name or ""

"""Looks at what views raise, so that a context that was tampered with is told to reviewers.

In:  a request whose view raised.
Out: the same error; a note for reviewers where the database refused the context.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from reachable.web.shared.context_failures import note_context_failure
from reachable.web.shared.viewing import ViewedRequest


class RefusalsToldMiddleware:
    """Notes failures of the context. What the person is shown stays the page for an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        return self.get_response(request)

    def process_exception(self, request: ViewedRequest, problem: Exception) -> None:
        """Note what the database refused, and leave the error as it is."""
        note_context_failure(request, problem)

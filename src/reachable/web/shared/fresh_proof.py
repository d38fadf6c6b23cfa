"""Asks again who somebody is before they do what cannot be taken back: unseal, export, break glass, administer.

In:  a view, and in words what it does.
Out: the view, answered only to somebody who proved who they are a few minutes ago; otherwise a page that asks, and
     that carries on with what they had filled in.

Put `@needs_fresh_proof(_("open a sealed record"))` on a view, above `require_POST` and its like, with a lazy gettext.
Only sending is asked about, so that a form can be read and filled in; `reading_too=True` asks before reading as well,
as an export does. A view that only sometimes needs it returns what `ask_for_proof` returns, unless that is None.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reachable.access.domain.desk_sessions import SessionStanding
from reachable.access.domain.sign_in_rules import is_fresh
from reachable.access.operations.sessions import unlock_session
from reachable.web.shared.codes import ReauthenticateForm
from reachable.web.shared.desk import browser_of, network_of, somebody
from reachable.web.shared.key_needed import needs_key
from reachable.web.shared.key_options import ReauthenticateKeyForm, ask_for_key, has_key
from reachable.web.shared.outside import provider_of
from reachable.web.shared.viewing import ViewedRequest

PROVED_AT = "proved_at"
CODE, PASSWORD, IN_A_DEMO, WAS_READING = "proof_code", "proof_password", "proof_demo", "proof_of_reading"
KEY = "proof_key"
OURS = frozenset({"csrfmiddlewaretoken", CODE, KEY, PASSWORD, IN_A_DEMO, WAS_READING})
NOT_DONE = 403
WITH_KEYS = ("code", "key")

View = Callable[..., HttpResponse]


def needs_fresh_proof(what: str | Promise, *, reading_too: bool = False) -> Callable[[View], View]:
    """Return what makes a view ask for a proof first. `what` ends the sentence "Before you …"."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: ViewedRequest, *words: Any, **named: Any) -> HttpResponse:
            asks = reading_too or request.method not in ("GET", "HEAD")
            answer = ask_for_proof(request, str(what)) if asks else None
            return view(request, *words, **named) if answer is None else answer

        return guarded

    return guard


def has_fresh_proof(request: ViewedRequest) -> bool:
    """Test if somebody proved who they are within the time that holds now."""
    return is_fresh(_proved_at(request), now=request.at, lasts=settings.FRESH_PROOF.at(request.at))


def keep_proof(request: HttpRequest, at: datetime) -> None:
    """Keep in the session that somebody proved at this moment who they are."""
    request.session[PROVED_AT] = at.isoformat()


def ask_for_proof(request: ViewedRequest, what: str) -> HttpResponse | None:
    """Return the page that asks who somebody is, or None when they have proved it, just now or a few minutes ago.

    What they had filled in goes into the page and comes back with the proof; it is kept nowhere else.
    """
    error = None if has_fresh_proof(request) else _check(request)
    was_reading = request.method in ("GET", "HEAD") or WAS_READING in request.POST
    if error is None:
        _keep_if_stale(request)
        # What was only to be read is loaded again by its address: nothing was sent that the view should act on.
        return HttpResponseRedirect(request.get_full_path()) if WAS_READING in request.POST else None
    return render(
        request,
        "account/prove_again.jinja",
        {
            "what": what,
            "error": error,
            "way": _way(request),
            "provider": provider_of(request),
            "key_options": _key_options(request),
            "carried": _carried(request),
            "was_reading": was_reading,
            "lost_files": bool(request.FILES),
        },
        status=422 if error else NOT_DONE,
    )


def ask_to_unlock(request: ViewedRequest, standing: SessionStanding) -> HttpResponse | None:
    """Return the page that asks who is at a locked desk, or None when they have just proved it and go on as they were.

    A proof given before the desk locked is none: somebody else may have sat down since.
    """
    error = _check(request)
    was_reading = request.method in ("GET", "HEAD") or WAS_READING in request.POST
    if error is None and request.desk is not None:
        here = {"browser": browser_of(request), "network": network_of(request)}
        user_id = request.desk.user_id
        unlock_session(session_id=request.desk.id, by=somebody(user_id), now=request.at, **here)
        request.standing = SessionStanding.GOES_ON
        _keep_new_proof(request)
        return HttpResponseRedirect(request.get_full_path()) if WAS_READING in request.POST else None
    values = {
        "standing": standing,
        "error": error,
        "way": _way(request),
        "provider": provider_of(request),
        "key_options": _key_options(request),
        "carried": _carried(request),
        "was_reading": was_reading,
        "lost_files": bool(request.FILES),
    }
    return render(request, "account/locked.jinja", values, status=422 if error else NOT_DONE)


def keep_outside_proof(request: ViewedRequest) -> bool:
    """Keep that somebody showed at their provider that it is still them, and open the desk if it is locked.

    Return whether it was kept. Whose role needs a key, and who has one, shows that: what a provider says is no proof of
    it. Whoever has none yet would have no way at all: they come in, and get no further than adding one.
    """
    if needs_key(request.viewer) and has_key(request.user):
        return False
    if request.desk is not None and request.standing is not None and request.standing.is_locked:
        here = {"browser": browser_of(request), "network": network_of(request)}
        unlock_session(session_id=request.desk.id, by=somebody(request.desk.user_id), now=request.at, **here)
    _keep_new_proof(request)
    return True


def _keep_if_stale(request: ViewedRequest) -> None:
    """Keep the proof just given. One given earlier keeps its own moment: acting does not make it last longer."""
    if not has_fresh_proof(request):
        _keep_new_proof(request)


def _keep_new_proof(request: ViewedRequest) -> None:
    """Keep a proof, under a new key of the session: whoever may have learnt the old one has nothing of it."""
    request.session.cycle_key()
    keep_proof(request, request.at)


def _proved_at(request: HttpRequest) -> datetime | None:
    kept = request.session.get(PROVED_AT)
    return datetime.fromisoformat(kept) if kept else None


def _way(request: HttpRequest) -> str:
    """Return how somebody proves who they are, the strongest they have.

    It is "demo", "key", "code", "provider", "password" or "elsewhere". Whose role needs a key has no other way.
    """
    if settings.DEMO:
        return "demo"
    if needs_key(getattr(request, "viewer", None)) and has_key(request.user):
        return "key"
    if Authenticator.objects.filter(user=request.user).exists():
        return "code"
    if provider_of(request) is not None:
        return "provider"
    has_password = request.user.is_authenticated and request.user.has_usable_password()
    return "password" if has_password else "elsewhere"


def _check(request: ViewedRequest) -> str | None:
    """Return None when what was sent proves it, otherwise what was wrong: "" when no proof was sent at all."""
    way = _way(request)
    if way == "demo":
        return None if request.POST.get(IN_A_DEMO) else ""
    if way in WITH_KEYS and request.POST.get(KEY):
        key = ReauthenticateKeyForm(user=request.user, data={"credential": request.POST[KEY]})
        if key.is_valid():
            key.save()
            return None
        return _("That key did not fit.")
    if way == "code" and request.POST.get(CODE):
        form = ReauthenticateForm(user=request.user, data={"code": request.POST[CODE]})
        if form.is_valid():
            form.save()
            return None
        return " ".join(form.errors.get("code", [_("The code is wrong.")]))
    if way == "password" and request.POST.get(PASSWORD):
        try:
            proved = get_account_adapter(request).reauthenticate(request.user, request.POST[PASSWORD])
        except ValidationError as too_many:
            return " ".join(too_many.messages)
        return None if proved else _("The password is wrong.")
    return ""


def _key_options(request: HttpRequest) -> str | None:
    """Return what a browser is asked for where somebody has a security key, or None."""
    return ask_for_key(request.user) if _way(request) in WITH_KEYS else None


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, values in request.POST.lists() if name not in OURS for value in values]

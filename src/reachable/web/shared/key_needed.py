"""Says whether somebody must have a security key for the role they are in, and what is missing.

In:  a request of somebody signed in.
Out: what is asked of them; the name of the page on which to do what must be done first, or None.

In a demonstration nobody needs one: there is nothing to prove there.
"""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from reachable.access.domain.key_rules import KeyNeed, find_key_need
from reachable.access.domain.viewer import Viewer
from reachable.kernel.london import london_date
from reachable.web.shared.key_options import has_key


def find_need(viewer: Viewer | None) -> KeyNeed | None:
    """Return what is asked of somebody in this assignment, today or later."""
    if viewer is None or settings.DEMO:
        return None
    return find_key_need(settings.KEY_RULES, role=viewer.role, agency=str(viewer.agency_id))


def needs_key(viewer: Viewer | None) -> bool:
    """Test if a code is not enough any more for somebody in this assignment."""
    need = find_need(viewer)
    return need is not None and viewer is not None and need.is_needed(london_date(viewer.at))


def find_missing_key(request: HttpRequest, viewer: Viewer | None) -> str | None:
    """Return the name of the page on which to add a key, or to show it, or None when nothing is missing."""
    if not needs_key(viewer) or _was_shown(request):
        return None
    return "mfa_reauthenticate_webauthn" if has_key(request.user) else "mfa_keys"


def _was_shown(request: HttpRequest) -> bool:
    """Test if a key was used in this session."""
    used = get_authentication_records(request, request.user)
    return any(each.get("type") == Authenticator.Type.WEBAUTHN for each in used)

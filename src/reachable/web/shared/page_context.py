"""What every template is told without its view saying so.

In:  a request.
Out: the frame of the page: who is looking, where they can go, whether this is a demo.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reachable.access.domain.desk_sessions import DeskSession, SessionStanding
from reachable.access.domain.viewer import READ_COUNTS, Role, Viewer
from reachable.kernel.london import LONDON
from reachable.web.shared.page import FooterLink, NavigationItem, Page, Reader

READERS = frozenset(role for role in Role if role.may_read)
DECIDING = frozenset({Role.COORDINATOR, Role.DUTY_WORKER, Role.ALLEGATIONS_OFFICER})

LETTER, SPACE, LONGEST_LINE = 7, 16, 12
"""Of the mark: how wide a letter and the space between two copies are, and the most letters in a line."""

RECORDING = frozenset(Role) - {Role.ANALYST}
CARRYING_A_SHIFT = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.DUTY_WORKER})


@dataclass(frozen=True, slots=True)
class Destination:
    """Somewhere the navigation leads, and the roles it is for."""

    label: str
    href: str
    roles: frozenset[Role]


DESTINATIONS = (
    Destination(gettext_noop("Today"), "/", READERS),
    Destination(gettext_noop("Alerts"), "/alerts/", READERS),
    Destination(gettext_noop("Concerns"), "/triage/", DECIDING),
    Destination(gettext_noop("Handover"), "/handover/", CARRYING_A_SHIFT),
    Destination(gettext_noop("Something happened"), "/happened/", RECORDING),
    Destination(gettext_noop("Record a concern"), "/concerns/new/", RECORDING),
    Destination(gettext_noop("Your concerns"), "/concerns/mine/", frozenset({Role.RECORDER, Role.PRACTITIONER})),
    Destination(gettext_noop("Look up a child"), "/look-up/", READERS),
    Destination(gettext_noop("Shared with you"), "/sharing/", READERS),
    Destination(gettext_noop("Same child?"), "/matches/", frozenset({Role.COORDINATOR, Role.SUPERVISOR})),
    Destination(gettext_noop("Requests"), "/requests/", READERS),
    Destination(gettext_noop("Broken glass"), "/glass/reviews/", frozenset({Role.SUPERVISOR})),
    Destination(gettext_noop("Patterns"), "/findings/", frozenset({Role.SUPERVISOR})),
    Destination(gettext_noop("Keeping"), "/keeping/", frozenset({Role.SUPERVISOR})),
    Destination(gettext_noop("Sealed records"), "/seals/", frozenset({Role.SEALING_AUTHORITY})),
    Destination(gettext_noop("Extracts"), "/extracts/", frozenset({Role.EXTRACT_OFFICER})),
    Destination(gettext_noop("Counts"), "/counts/", READ_COUNTS),
    Destination(gettext_noop("Who to ring"), "/ring/", frozenset(Role)),
    Destination(gettext_noop("Rules"), "/rules/", frozenset(Role)),
)


def describe_page(request: HttpRequest) -> dict[str, Any]:
    """Return what every template has: the frame of the page, and the viewer or None."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    page = Page(
        navigation=() if viewer is None else list_navigation(viewer.role, request.path),
        reader=None if viewer is None else _reader(viewer, _open_desk(request)),
        footer_links=() if viewer is None else (FooterLink(text=_("Where you are signed in"), href="/sessions/"),),
        demo=settings.DEMO,
    )
    return {"page": page, "viewer": viewer}


def list_navigation(role: Role, path: str) -> tuple[NavigationItem, ...]:
    """Return where somebody in this role can go, with the entry of the present page marked as current."""
    return tuple(
        NavigationItem(text=_(each.label), href=each.href, current=_is_at(path, each.href))
        for each in DESTINATIONS
        if role in each.roles
    )


def _open_desk(request: HttpRequest) -> DeskSession | None:
    """Return the session of a page that a desk may cover; the page that asks who is there is not covered itself."""
    is_open = getattr(request, "standing", None) is SessionStanding.GOES_ON
    return getattr(request, "desk", None) if is_open else None


def _reader(viewer: Viewer, desk: DeskSession | None) -> Reader:
    mark = say_mark(viewer.name, str(viewer.user_id), viewer.at)
    return Reader(
        mark=mark,
        mark_width=max(len(line) for line in mark) * LETTER + SPACE,
        name=viewer.name,
        role=_(viewer.role.label),
        agency=viewer.agency_name,
        purpose=_(viewer.purpose.label),
        sign_out_href=reverse("sign_out"),
        purpose_href=reverse("choose_assignment"),
        lock_href="" if desk is None else reverse("lock_desk"),
        desk="" if desk is None else str(desk.id),
        reads=viewer.role.may_read,
    )


def say_mark(name: str, user_id: str, at: datetime) -> tuple[str, ...]:
    """Return whose a page is and when, in lines of few letters: the name, who of that name, the day and the time."""
    words = [word[start : start + LONGEST_LINE] for word in name.split() for start in range(0, len(word), LONGEST_LINE)]
    shown = at.astimezone(LONDON)
    return (*words, user_id[:8], shown.strftime("%d.%m.%Y"), shown.strftime("%H:%M"))


def _is_at(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)

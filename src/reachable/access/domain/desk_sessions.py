"""How long somebody stays signed in at one desk, when the desk locks, and what says that a session moved elsewhere.

In:  what is kept of a session; the moment; what the browser and the network say of themselves now.
Out: DeskSession, SessionStanding; where a session stands; words for a browser.

A lock asks again who somebody is and leaves the session, and what they typed, as they are. An end does not.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from reachable.kernel.ids import UserId

LONGEST_BROWSER = 200
BITS_OF_A_PLACE = {4: 16, 6: 48}
"""How much of an address says where somebody is: a provider's region, so that a walk through a building is no move."""

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Chrome/", "Chrome"), ("Firefox/", "Firefox"), ("Safari/", "Safari"))
MACHINES = (
    ("Android", "Android"),
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


class SessionStanding(Enum):
    """Where a session stands. (code stored, what is said of it)."""

    GOES_ON = ("GOES_ON", "In use")
    LOCKED_IDLE = ("LOCKED_IDLE", "Locked: nobody used it for a while")
    LOCKED_BY_HAND = ("LOCKED_BY_HAND", "Locked at the desk")
    USED_ELSEWHERE = ("USED_ELSEWHERE", "Locked: it was used in another place or browser")
    TOO_LONG = ("TOO_LONG", "Over: it had lasted as long as a session may")
    ENDED = ("ENDED", "Ended")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]

    @property
    def is_locked(self) -> bool:
        """Test if a proof of who somebody is lets the session go on."""
        return self in (self.LOCKED_IDLE, self.LOCKED_BY_HAND, self.USED_ELSEWHERE)

    @property
    def is_over(self) -> bool:
        """Test if only signing in again helps."""
        return self in (self.TOO_LONG, self.ENDED)


STANDING_BY_CODE = {each.code: each for each in SessionStanding}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSession:
    """What is kept of one sign-in. `browser` is what it calls itself, `network` the beginning of its address."""

    id: UUID
    user_id: UserId
    began_at: datetime
    seen_at: datetime
    locked: SessionStanding | None
    ended_at: datetime | None
    browser: str
    network: str


def judge_session(
    session: DeskSession, *, now: datetime, idle: timedelta, longest: timedelta, browser: str, network: str
) -> SessionStanding:
    """Return where a session stands at a moment, the gravest first."""
    if session.ended_at is not None:
        return SessionStanding.ENDED
    if now - session.began_at >= longest:
        return SessionStanding.TOO_LONG
    if session.locked is not None:
        return session.locked
    if (session.browser, session.network) != (browser, network):
        return SessionStanding.USED_ELSEWHERE
    if now - session.seen_at >= idle:
        return SessionStanding.LOCKED_IDLE
    return SessionStanding.GOES_ON


def cut_browser(said: str) -> str:
    """Return what a browser calls itself, as it is kept."""
    return "".join(sign for sign in said if sign.isprintable())[:LONGEST_BROWSER]


def place_of(address: str) -> str:
    """Return the beginning of a network address, which says roughly where somebody is; "" for what is none."""
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, BITS_OF_A_PLACE[parsed.version]), strict=False))


def say_browser(said: str) -> str:
    """Return a browser in words that its owner knows it by."""
    browser = next((name for mark, name in BROWSERS if mark in said), "A browser")
    machine = next((name for mark, name in MACHINES if mark in said), "")
    return f"{browser} on {machine}" if machine else browser

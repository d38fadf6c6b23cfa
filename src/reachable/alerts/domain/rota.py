"""Who answers at a desk at a given moment, and by what means.

In:  a desk with its rota, opening hours and numbers; `now`.
Out: Contact: a person on the rota, the out-of-hours line, or the switchboard because nobody is on the rota.
"""

from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum

from reachable.kernel.ids import TeamId, UserId
from reachable.kernel.london import LONDON, in_utc
from reachable.kernel.period import Period
from reachable.kernel.working_days import Calendar


class Channel(Enum):
    """How somebody is told. The name is what is stored."""

    MESSAGE = "Message"
    TELEPHONE = "Telephone"


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When offices answer: working days, from opening up to but not including closing, London time."""

    opens: time
    closes: time
    calendar: Calendar

    def is_open(self, moment: datetime) -> bool:
        """Test if offices answer at this moment."""
        local = in_utc(moment).astimezone(LONDON)
        return self.calendar.is_working_day(local.date()) and self.opens <= local.time() < self.closes


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaEntry:
    """Somebody's turn at a desk. Somebody without a sign-in can only be rung."""

    period: Period[datetime]
    person: str
    phone: str
    user_id: UserId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One rung of a ladder: a team, who is on duty for it, and whom to ring when nobody is.

    `has_users` is False for an agency that does not use Reachable: it is rung, whoever is on its rota.

    :raises ValueError: when there is no switchboard, since an alert must always end with a number to ring.
    """

    name: str
    switchboard: str
    team_id: TeamId | None = None
    rota: tuple[RotaEntry, ...] = ()
    out_of_hours_name: str = ""
    out_of_hours_phone: str = ""
    has_users: bool = True

    def __post_init__(self) -> None:
        if not self.switchboard.strip():
            raise ValueError(f"{self.name} has no switchboard number: add one before it can be on a ladder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to tell at a desk, how, and on what number. `on_rota` is False when nobody's turn is written down."""

    desk: str
    team_id: TeamId | None
    name: str
    phone: str
    channel: Channel
    user_id: UserId | None
    on_rota: bool

    def say(self) -> str:
        """Return whom to tell, in words."""
        if not self.on_rota:
            return f"Nobody on the rota for {self.desk}: ring {self.name}, {self.phone}"
        if self.channel is Channel.TELEPHONE:
            return f"Ring {self.name}, {self.desk}, {self.phone}"
        return f"Tell {self.name}, {self.desk}"


def find_contact(desk: Desk, *, hours: OfficeHours, now: datetime) -> Contact:
    """Return whom to tell: whoever is on the rota; else out of hours the night line; else the switchboard."""
    on_duty = sorted(
        (entry for entry in desk.rota if entry.period.covers(in_utc(now))),
        key=lambda entry: (entry.period.start, entry.person),
    )
    if on_duty:
        entry = on_duty[0]
        by_message = desk.has_users and entry.user_id is not None
        return Contact(
            desk=desk.name,
            team_id=desk.team_id,
            name=entry.person,
            phone=entry.phone,
            channel=Channel.MESSAGE if by_message else Channel.TELEPHONE,
            user_id=entry.user_id if by_message else None,
            on_rota=True,
        )
    night = bool(desk.out_of_hours_phone) and not hours.is_open(now)
    return Contact(
        desk=desk.name,
        team_id=desk.team_id,
        name=(desk.out_of_hours_name or "the out-of-hours line") if night else "the switchboard",
        phone=desk.out_of_hours_phone if night else desk.switchboard,
        channel=Channel.TELEPHONE,
        user_id=None,
        on_rota=False,
    )

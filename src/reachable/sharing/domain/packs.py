"""What a pack of everything held of one person is, by when it is owed, and what keeps one from leaving.

In:  who asked, when; who releases, to whom.
Out: PackKind, WantedPack, the day it is due; the sentences that say what is missing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from reachable.kernel.ids import UserId
from reachable.kernel.period import Period
from reachable.kernel.working_days import Calendar
from reachable.sharing.domain.deciding import CannotShare

MOST_STALE = timedelta(days=28)
"""A pack prepared longer ago is prepared again: what was corrected since would leave as it was. A local setting."""


class PackKind(Enum):
    """Whom a pack is for. (code stored, label shown)."""

    SUBJECT_ACCESS = ("SUBJECT_ACCESS", "For the person it is about, who asks what is held of them")
    COURT = ("COURT", "For a court that ordered it")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class Standing(Enum):
    """Whether what a row says still stands: it does, it was corrected since, or it was taken back as sent wrongly.

    What was corrected may have been somebody else's: nothing of it is given that nobody read for this pack. What was
    taken back is left out whole, and the pack says so.
    """

    STANDS = "STANDS"
    CORRECTED = "CORRECTED"
    TAKEN_BACK = "TAKEN_BACK"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTime:
    """How long the law gives to answer somebody who asks what is held of them, and since when it does."""

    months: int
    longer_by: int
    source: str
    in_force: Period[date]
    checked: str
    next_check: date


RESPONSE_TIMES: tuple[ResponseTime, ...] = (
    ResponseTime(
        months=1,
        longer_by=2,
        source="UK GDPR article 12(3)",
        in_force=Period(date(2018, 5, 25)),
        checked="From memory: to be checked at its source",
        next_check=date(2027, 3, 31),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPack:
    """Who asked for what is held of a person, when, and how it was made sure that they may.

    `different_because` says how whoever asked is known to be another than the adult of the same name who must not be
    told. `due_on` is the day a court set; without one the law sets it. `longer_because` says why two more months are
    taken. `no_looks_because` says whom it could endanger to say who opened the record; "" gives it.
    """

    kind: PackKind
    asked_by: str
    asked_on: date
    checked_how: str
    due_on: date | None = None
    longer_because: str = ""
    different_because: str = ""
    no_looks_because: str = ""


def find_due_day(wanted: WantedPack, *, calendar: Calendar) -> date:
    """Return the day by which a pack is owed: the court's, or the law's, on a working day.

    :raises CannotShare: when no law is known for the day it was asked.
    """
    if wanted.due_on is not None:
        return wanted.due_on
    held = next((each for each in RESPONSE_TIMES if each.in_force.covers(wanted.asked_on)), None)
    if held is None:
        raise CannotShare(["No time to answer is known for the day it was asked"])
    due = add_months(wanted.asked_on, held.months + (held.longer_by if wanted.longer_because.strip() else 0))
    while not calendar.is_working_day(due):
        due += timedelta(days=1)
    return due


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month; the last of that month where it has no such day."""
    whole = day.year * 12 + day.month - 1 + months
    first = date(whole // 12, whole % 12 + 1, 1)
    following = date((whole + 1) // 12, (whole + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (following - first).days) - 1)


def check_wanted(wanted: WantedPack, *, today: date) -> None:
    """Check that a pack can be prepared.

    :raises CannotShare: with every reason at once.
    """
    said = [] if wanted.asked_by.strip() else ["Say who asked"]
    if not wanted.checked_how.strip():
        said.append("Say how you made sure that they may have it")
    if wanted.asked_on > today:
        said.append("The day it was asked cannot be in the future")
    if wanted.kind is PackKind.COURT and wanted.due_on is None:
        said.append("Enter the day the court set")
    if said:
        raise CannotShare(said)


def check_release(
    *,
    kind: PackKind,
    prepared_by: UserId,
    prepared_on: date,
    to_whom: str,
    because: str,
    by: UserId | None,
    today: date,
    left_before: Iterable[tuple[PackKind, str]],
) -> None:
    """Check that a pack may leave: by a second person, to somebody named, and in one version only.

    :raises CannotShare: with every reason at once.
    """
    said = []
    if by is None or by == prepared_by:
        said.append("You prepared it. Another person who may release packs has to read and release it")
    if not to_whom.strip():
        said.append("Say to whom it is given")
    if not because.strip():
        said.append("Say what you checked")
    if today - prepared_on > MOST_STALE:
        said.append("It was prepared more than four weeks ago. Prepare it again, so that what was corrected is in it")
    if any(each is not kind and _spelt(whom) == _spelt(to_whom) for each, whom in left_before):
        said.append(
            "The other version has left to the same person. Both together say what each leaves out: only one leaves"
        )
    if said:
        raise CannotShare(said)


def pick_texts(texts: Mapping[str, str], *, chosen: Iterable[str], with_places: Iterable[str]) -> Mapping[str, str]:
    """Return the words that may be given: those somebody has read and chosen, without those that say a place.

    :raises CannotShare: for a choice that is none of them.
    """
    wanted, hidden = list(chosen), set(with_places)
    if not set(wanted) <= texts.keys():
        raise CannotShare(["Something you chose is not there any more. Read the list again"])
    return {key: texts[key] for key in wanted if key not in hidden}


def _spelt(whom: str) -> str:
    return " ".join(whom.casefold().split())

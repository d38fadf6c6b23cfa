"""What a decision to share is, and what keeps one from being kept.

In:  chosen items, named recipients, a purpose, grounds, reasons.
Out: Wish; the sentences that say what is missing; who has to agree first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from reachable.kernel.ids import AgencyId, EventId, UserId
from reachable.kernel.london import london_date
from reachable.sharing.domain.grounds import missing_grounds

MOST_ITEMS = 25
"""More at once is a list, not a choice. The table refuses a twenty-sixth."""

A_WHOLE_RECORD = 4
"""From this many on, everything there is of a child is a blanket share."""

LONGEST = timedelta(days=365)


class SharePurpose(Enum):
    """What a recipient may use a share for. (code stored, label shown, a data-protection officer must agree)."""

    SAFEGUARDING = ("SAFEGUARDING", "Safeguarding this child", False)
    SAFEGUARDING_OTHERS = ("SAFEGUARDING_OTHERS", "Safeguarding another child or somebody at risk", False)
    ENFORCEMENT = ("ENFORCEMENT", "Investigating or prosecuting a crime", True)
    IMMIGRATION = ("IMMIGRATION", "Immigration control", True)

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]

    @property
    def needs_approval(self) -> bool:
        """Test if this takes information given to protect somewhere else."""
        return self.value[2]


class ShareState(Enum):
    """Where a decision stands. Not to share is a decision like the other, kept with its reason."""

    WAITING = "WAITING"
    SHARED = "SHARED"
    NOT_SHARED = "NOT_SHARED"


class ItemForm(Enum):
    """In which form an item leaves. One item leaves in one form only."""

    AS_RECORDED = "AS_RECORDED"
    REDACTED = "REDACTED"


class ReplyKind(Enum):
    """What a recipient who cannot edit can say of an item. (code stored, label shown)."""

    CORRECTION = ("CORRECTION", "Something is wrong: this is what it should say")
    SEEN_TOO = ("SEEN_TOO", "We have seen this too")
    NO_LONGER_TRUE = ("NO_LONGER_TRUE", "This is no longer true")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class ReplyAnswer(Enum):
    """What the holder says to a reply. (code stored, label shown)."""

    TAKEN_IN = ("TAKEN_IN", "We agree, and have put it right at its source")
    KEPT = ("KEPT", "We have looked, and it stays as it is")
    NOTED = ("NOTED", "Thank you: we have noted it")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class CannotShare(ValueError):
    """A decision cannot be kept. `problems` says each reason in a sentence somebody can act on."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class ChosenItem:
    """One item that somebody chose, and in which form it is to leave."""

    event_id: EventId
    form: ItemForm


@dataclass(frozen=True, slots=True)
class Recipient:
    """An agency, or one person in it. Known by id alone: a name or a number of another installation says nothing."""

    agency_id: AgencyId
    user_id: UserId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to share, why, and until when."""

    items: tuple[ChosenItem, ...]
    recipients: tuple[Recipient, ...]
    purpose: SharePurpose
    grounds: tuple[str, ...]
    because: str
    expires_at: datetime
    detriment: str = ""
    withheld: str = ""
    withheld_because: str = ""
    different_because: str = ""


def check_wish(wish: Wish, *, held: Iterable[EventId], now: datetime) -> None:
    """Check that a wish to share can be kept, given which items there are to choose from.

    :raises CannotShare: with every reason at once.
    """
    problems = [
        *_about_items(wish.items, frozenset(held)),
        *_about_recipients(wish.recipients),
        *missing_grounds(wish.grounds, day=london_date(now)),
        *_about_words(wish),
        *_about_time(wish.expires_at, now),
    ]
    if problems:
        raise CannotShare(problems)


def check_refusal(*, because: str, asked_by: str) -> None:
    """Check that a decision not to share says whom it concerns and why.

    :raises CannotShare: when it does not.
    """
    problems = [] if because.strip() else ["Say why it is not shared: the child's safety may be asked about later"]
    if not asked_by.strip():
        problems.append("Say who asked, or whom you thought of sharing with")
    if problems:
        raise CannotShare(problems)


def read_recipients(given: Iterable[str], *, known: Iterable[AgencyId]) -> tuple[Recipient, ...]:
    """Return the agencies that were named, each by an id this installation gave.

    :raises CannotShare: for a name, a number, or an id of another installation. No group of another place is one here.
    """
    here, found, wrong = frozenset(known), [], 0
    for each in given:
        try:
            agency_id = AgencyId(UUID(each))
        except ValueError:
            wrong += 1
            continue
        if agency_id in here:
            found.append(Recipient(agency_id))
        else:
            wrong += 1
    if wrong:
        raise CannotShare(["Choose recipients from the list: one that was sent is not known here"])
    return tuple(dict.fromkeys(found))


def _about_items(items: Sequence[ChosenItem], held: frozenset[EventId]) -> list[str]:
    chosen = {item.event_id for item in items}
    said = []
    if not chosen:
        said.append("Choose what to share, item by item")
    if len(chosen) < len(items):
        said.append("One item is chosen in two forms. With names and without them never leave together: choose one")
    if not chosen <= held:
        said.append("One of the items is not there any more, or not yours to share. Choose again from the list")
    if len(chosen) > MOST_ITEMS or (len(held) >= A_WHOLE_RECORD and chosen >= held):
        said.append(
            f"This is everything there is, or more than {MOST_ITEMS} items. A whole record is not shared at a stroke:"
            " choose what this recipient needs"
        )
    return said


def _about_recipients(recipients: Sequence[Recipient]) -> list[str]:
    if not recipients:
        return ["Choose who it is for. With nobody chosen, nobody would read it"]
    return []


def _about_words(wish: Wish) -> list[str]:
    said = [] if wish.because.strip() else ["Say why they need it, and what it will help them do"]
    if wish.withheld.strip() and not wish.withheld_because.strip():
        said.append("Say why you held something back")
    return said


def _about_time(expires_at: datetime, now: datetime) -> list[str]:
    if expires_at <= now:
        return ["Choose a day in the future until which they can read it"]
    if expires_at > now + LONGEST:
        return ["A share ends within a year. It can be decided again"]
    return []

"""What a letter and an invitation to a meeting are, to whom one may be written, and what keeps one from being made.

In:  who it is for, what it says, why and on which grounds.
Out: WantedLetter; the sentences that say what is missing; the copies as they leave.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from json import dumps
from typing import Any
from uuid import UUID

from reachable.kernel.london import london_date
from reachable.sharing.domain.deciding import CannotShare, SharePurpose
from reachable.sharing.domain.grounds import missing_grounds

MOST_READERS = 4
LONGEST_MEETING = timedelta(hours=8)
FAMILY = frozenset({"MOTHER", "FATHER", "CARER", "STEP_PARENT", "GRANDPARENT", "SIBLING", "OTHER_FAMILY"})
"""Who an adult is to a child to whom one may write. To whoever was only seen with a child nobody writes."""

PURPOSES = tuple(each for each in SharePurpose if not each.needs_approval)
"""What a letter may be for: whatever takes information somewhere else is a decision to share."""


class LetterKind(Enum):
    """What is written. (code stored, label shown)."""

    LETTER = ("LETTER", "A letter")
    INVITATION = ("INVITATION", "An invitation to a meeting")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class ReaderKind(Enum):
    """Who somebody is to whom one writes."""

    CHILD = "CHILD"
    ADULT = "ADULT"
    PROFESSIONAL = "PROFESSIONAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One person a copy is for. `number` is the adult's record or the professional's; `who` says who that is in words.

    `name` is what stands on the copy, `envelope` the address on it, "" where it is given by hand. `different_because`
    says how the writer knows that this reader, and no other, may be told where it was doubted.
    """

    kind: ReaderKind
    number: UUID | None
    who: str
    name: str
    envelope: str = ""
    is_copy: bool = False
    different_because: str = ""

    def say(self) -> str:
        """Return whom the register names."""
        return f"{self.name} ({self.who})" if self.who else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedLetter:
    """What somebody wants to write. `considered` says they thought of who must not be told.

    `agreed_because` says how the letter keeps to what agencies agreed of single kinds of item.
    """

    kind: LetterKind
    readers: tuple[Reader, ...]
    heading: str
    words: str
    purpose: SharePurpose
    grounds: tuple[str, ...]
    because: str
    considered: bool
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    agreed_because: str = ""


def check_letter(wanted: WantedLetter, *, names_somebody: bool, now: datetime) -> None:
    """Check that a letter says what it must. `names_somebody`: a record the writer can read names who must not be told.

    :raises CannotShare: with every reason at once.
    """
    problems = [
        *_about_readers(wanted.readers),
        *_about_words(wanted),
        *_about_meeting(wanted, now),
        *missing_grounds(wanted.grounds, day=london_date(now)),
    ]
    if wanted.purpose not in PURPOSES:
        problems.append("A letter is for protecting a child. For anything else, decide to share")
    if not names_somebody and not wanted.considered:
        problems.append(
            "Nobody is recorded as who must not be told. That may only mean that nobody has asked: ask the child, think"
            " of everybody at this address, then say that you have"
        )
    if problems:
        raise CannotShare(problems)


def freeze_readers(readers: Iterable[Reader]) -> list[dict[str, Any]]:
    """Return readers as they are kept."""
    return [
        {
            "kind": each.kind.value,
            "number": None if each.number is None else str(each.number),
            "who": each.who,
            "name": each.name,
            "envelope": each.envelope,
            "is_copy": each.is_copy,
            "different_because": each.different_because.strip(),
        }
        for each in readers
    ]


def thaw_readers(frozen: Sequence[Mapping[str, Any]], *, one_reason: str = "") -> tuple[Reader, ...]:
    """Return readers from what is kept. `one_reason` is that of a letter made before each reader had one of their own.

    It is the reader's where there is one alone. Of several nobody knows whose it was, so it excuses none of them.
    """
    given = one_reason if len(frozen) == 1 else ""
    return tuple(
        Reader(
            kind=ReaderKind(each["kind"]),
            number=None if each["number"] is None else UUID(each["number"]),
            who=each["who"],
            name=each["name"],
            envelope=each["envelope"],
            is_copy=each["is_copy"],
            different_because=each.get("different_because", given),
        )
        for each in frozen
    )


def version_of(wanted: WantedLetter, reader: Reader) -> str:
    """Return what tells one copy apart from any other words, place, time or reader."""
    (frozen,) = freeze_readers([reader])
    del frozen["different_because"]
    said = [wanted.kind.code, wanted.heading, wanted.words, str(wanted.starts_at), wanted.place, frozen]
    return sha256(dumps(said, sort_keys=True).encode()).hexdigest()


def _about_readers(readers: tuple[Reader, ...]) -> list[str]:
    said = [] if any(not each.is_copy for each in readers) else ["Choose whom it is for"]
    if any(not each.name.strip() for each in readers):
        said.append("Write the name that stands on each copy")
    if len(readers) > MOST_READERS:
        said.append(f"Write to {MOST_READERS} people at most, each with a reason of their own")
    if len({(each.kind, each.number) for each in readers}) < len(readers):
        said.append("Somebody is named twice: each person gets one copy")
    return said


def _about_words(wanted: WantedLetter) -> list[str]:
    said = [] if wanted.heading.strip() else ["Write what it is about"]
    if not wanted.words.strip():
        said.append("Write what it says")
    if not wanted.because.strip():
        said.append("Say why they need it")
    return said


def _about_meeting(wanted: WantedLetter, now: datetime) -> list[str]:
    if wanted.kind is LetterKind.LETTER:
        has_any = wanted.starts_at is not None or wanted.place.strip()
        return ["A letter has no meeting. Choose an invitation, or take the day, time and place out"] if has_any else []
    if wanted.starts_at is None or wanted.ends_at is None:
        return ["Enter the day of the meeting, and from when until when"]
    if wanted.starts_at <= now:
        return ["The meeting has to be in the future"]
    if not timedelta(0) < wanted.ends_at - wanted.starts_at <= LONGEST_MEETING:
        return ["A meeting ends after it begins, and within eight hours"]
    return []

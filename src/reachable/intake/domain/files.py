"""A photograph, PDF or plain text that somebody sends with a concern: what it may be, and how it is called.

In:  what was sent before; how much there is of it; what somebody says it shows.
Out: a neutral name; FileRefused with what to do; whether a file is held back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from reachable.kernel.ids import AgencyId, ConcernId
from reachable.kernel.london import london_date, say_day

LARGEST = 10 * 1024 * 1024
"""Of one file as it is sent, in bytes: a photograph of a telephone."""

QUOTA_FILES, QUOTA_BYTES, QUOTA_IN = 20, 60 * 1024 * 1024, timedelta(days=1)
"""How much one person may send in a day, counted as it is kept. A local setting."""

MOST_REFUSED, REFUSED_IN = 5, timedelta(days=1)
"""How many files of one person may be refused for a place in them before no more are taken. Each is an answer."""

LONGEST_SHOWS, SHORTEST_SHOWS = 300, 5


class FileKind(Enum):
    """What a file is once it was made anew. (what it is called, media type, ending)."""

    JPEG = ("Photograph", "image/jpeg", "jpg")
    PNG = ("Picture", "image/png", "png")
    PDF = ("Document", "application/pdf", "pdf")
    TEXT = ("Text", "text/plain; charset=utf-8", "txt")

    @property
    def label(self) -> str:
        """Return what it is called on pages."""
        return self.value[0]

    @property
    def media_type(self) -> str:
        """Return what a browser is told that it is."""
        return self.value[1]

    @property
    def ending(self) -> str:
        """Return how the name of a saved file ends."""
        return self.value[2]

    @property
    def is_seen(self) -> bool:
        """Test if something can be seen on it that no program reads: a place can be recognised."""
        return self is not FileKind.TEXT


class FileRefused(ValueError):
    """A file is not kept. The message says why and what to do, and is fit for a page."""


class QuotaUsed(FileRefused):
    """Somebody has sent as much today as one person may."""


class PlaceInFile(FileRefused):
    """Words in a file may say where a child is kept safe. What was found is never said: it could be asked for."""

    def __init__(self) -> None:
        super().__init__(
            "Something in the file may say where a child is kept safe, so it was not kept."
            " Say in your own words what matters in it."
        )


class NoMoreToday(FileRefused):
    """Too many files of somebody were refused within a day for what may stand in them."""

    def __init__(self) -> None:
        super().__init__(
            f"{MOST_REFUSED} files of yours were refused within a day, so no more can be sent today and a reviewer is"
            " told. Say in your own words what matters in it."
        )


@dataclass(frozen=True, slots=True)
class MadeAnew:
    """A file made anew, with the words in it. A photograph has none that can be read."""

    kind: FileKind
    content: bytes
    words: str


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept: what its sender says it shows, and if nobody could tell from it where a child is."""

    made: MadeAnew
    shows: str
    no_place: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """One file of a concern, as it is listed: never what it was called where it came from."""

    id: UUID
    concern_id: ConcernId
    kind: FileKind
    position: int
    shows: str
    no_place: bool
    size: int
    sent_at: datetime

    @property
    def name(self) -> str:
        """Return our own name for it: "Photograph 1 of Tuesday 3 March"."""
        return f"{self.kind.label} {self.position} of {say_day(london_date(self.sent_at))}"

    @property
    def file_name(self) -> str:
        """Return what it is called when it is saved. Nothing in it is of a child or of where it came from."""
        return f"{self.kind.label.lower()}-{self.position}-{london_date(self.sent_at).isoformat()}.{self.kind.ending}"


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file of a concern as it is kept: nothing of it can be read without its agency's key of the concern."""

    file: KeptFile
    controller_id: AgencyId
    content: bytes
    words: bytes


def check_shows(shows: str) -> str:
    """Return what a file shows in its sender's words, or "" when they say too little."""
    said = " ".join(shows.split())
    return said if len(said) >= SHORTEST_SHOWS else ""


def check_quota(*, files: int, size: int, fresh: int) -> None:
    """Let somebody send one more file of so many bytes, when they sent so many files and bytes within a day.

    :raises QuotaUsed: when that would be more than one person may.
    """
    if files >= QUOTA_FILES or size + fresh > QUOTA_BYTES:
        raise QuotaUsed(
            f"You have sent as many files as one person can in a day: {QUOTA_FILES}, or {QUOTA_BYTES // 1024**2} MB."
            " Send what you saw in words now, and say in them that there is more."
        )


def is_held_back(*, kind: FileKind, no_place: bool, is_protected: bool, place_in_words: bool) -> bool:
    """Test if a file is held back from whoever may read its concern.

    Words with a protected place in them are, and so is what is seen where a child's whereabouts are protected and
    nobody has said that no place can be recognised.
    """
    return place_in_words or (is_protected and kind.is_seen and not no_place)

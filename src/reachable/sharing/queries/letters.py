"""Reads the letters and invitations that were made about a child.

In:  a child's records, in an open context.
Out: letters, newest first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reachable.access.domain.viewer import Run, Viewer
from reachable.kernel.ids import LetterId, SubjectId
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.letters import LetterKind, WantedLetter, thaw_readers
from reachable.sharing.models import Letter

KIND_BY_CODE = {each.code: each for each in LetterKind}
PURPOSE_BY_CODE = {each.code: each for each in SharePurpose}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRecord:
    """One letter as it was made, by whom and when; `signed` is what stands under it."""

    id: LetterId
    child_id: SubjectId
    wanted: WantedLetter
    made_at: datetime
    made_by: str
    signed: str


def find_letter_subject(*, viewer: Run, letter_id: LetterId) -> SubjectId | None:
    """Return whose record a letter is of, or None when there is none. For the machine: ids only."""
    found = Letter.objects.filter(pk=letter_id).values_list("about_id", flat=True).first()
    return None if found is None else SubjectId(found)


def list_letters(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[LetterRecord, ...]:
    """Return the letters made about these records, as far as they are open, newest first."""
    rows = Letter.objects.filter(about_id__in=list(subject_ids)).select_related("made_by")
    return tuple(_letter(row) for row in rows.order_by("-made_at", "id"))


def _letter(row: Letter) -> LetterRecord:
    return LetterRecord(
        id=LetterId(row.id),
        child_id=SubjectId(row.about_id),
        wanted=WantedLetter(
            kind=KIND_BY_CODE[row.kind],
            readers=thaw_readers(row.readers, one_reason=row.different_because),
            heading=row.heading,
            words=row.words,
            purpose=PURPOSE_BY_CODE[row.share_purpose],
            grounds=tuple(row.grounds),
            because=row.because,
            considered=True,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=row.place,
            agreed_because=row.agreed_because,
        ),
        made_at=row.made_at,
        made_by=row.made_by.name,
        signed=row.signed,
    )

"""Keeps letters and invitations as they were made, with a line of the register of what left for each copy.

In:  what somebody wrote, once it may leave.
Out: rows.
"""

from datetime import datetime

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import LetterId, SubjectId
from reachable.sharing.domain.letters import WantedLetter, freeze_readers, version_of
from reachable.sharing.domain.who_decides import who_decides
from reachable.sharing.models import LeftHere, Letter


def keep_letter(*, child_id: SubjectId, wanted: WantedLetter, signed: str, by: Actor, now: datetime) -> LetterId:
    """Keep a letter that is made now, and put each copy on the register of what left. `signed` is who signs it."""
    require_acting()
    agency_id, user_id = who_decides(by)
    row = Letter.objects.create(
        about_id=child_id,
        controller_id=agency_id,
        sharing="HOLDER",
        kind=wanted.kind.code,
        readers=freeze_readers(wanted.readers),
        heading=wanted.heading.strip(),
        words=wanted.words.strip(),
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        place=wanted.place.strip(),
        share_purpose=wanted.purpose.code,
        grounds=list(wanted.grounds),
        because=wanted.because.strip(),
        agreed_because=wanted.agreed_because.strip(),
        made_at=now,
        made_by_id=user_id,
        signed=signed,
    )
    LeftHere.objects.bulk_create(
        LeftHere(
            about_id=child_id,
            controller_id=agency_id,
            sharing="HOLDER",
            way="LETTER",
            item_id=row.id,
            version=version_of(wanted, reader),
            to_whom=reader.say()[:200],
            left_at=now,
            left_by_id=user_id,
        )
        for reader in wanted.readers
    )
    return LetterId(row.id)

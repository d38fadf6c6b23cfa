"""A child's records are sealed and, when two people agree, unsealed.

In:  the agency's own number for the child, even before a record of that number first arrives; why; who may still look.
Out: the seal.
"""

from datetime import datetime
from uuid import UUID

from reachable.access.context import acting
from reachable.access.domain.seals import WantedSeal
from reachable.access.domain.viewer import Actor, Run
from reachable.access.operations.acted import note_acted_upon
from reachable.access.operations.seals import ask_to_unseal, confirm_unsealing, seal_records
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.kernel.ids import AboutId, AgencyId, SubjectId
from reachable.matching.operations import wait_for_turn
from reachable.people.operations import mark_sealed, mark_unsealed, seal_record
from reachable.people.queries import list_same_person

RUN = Run("seals")
MARK = "Sealed: see the seal"


def seal_child(
    *, agency_id: AgencyId, system: str, local_id: str, wanted: WantedSeal, by: Actor, now: datetime
) -> UUID:
    """Seal every record of the child an agency knows by this number, or that one record, and return the seal's id.

    A number no record has yet is sealed before its record arrives: whoever seals is never told whether it is known.

    :raises reachable.access.domain.seals.CannotSeal: when what was said is not enough; nothing is kept.
    """
    with acting(by=by, what="sealed a record", now=now):
        # Nobody links another record to the child while the child's are read.
        wait_for_turn(by=by, now=now)
        subject_id = seal_record(agency_id=agency_id, system=system, local_id=local_id, because=MARK, by=by, now=now)
        records: tuple[SubjectId, ...] = (subject_id,)
        if wanted.kind.seals_whole_child:
            records = list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id]
            mark_sealed(subject_ids=records, because=MARK, by=by, now=now)
        about = [AboutId(each) for each in dict.fromkeys((subject_id, *records))]
        note_acted_upon(about=about, what="sealed a record", by=by, now=now)
        return seal_records(about_ids=about, agency_id=agency_id, wanted=wanted, by=by, now=now)


def ask_for_seal_off(*, act_id: UUID, agency_id: AgencyId, because: str, by: Actor, now: datetime) -> None:
    """Ask for a seal to be taken off. Nothing opens until another person confirms.

    :raises reachable.access.operations.seals.SealNotFound: when there is none of this id for whoever asks.
    :raises reachable.access.domain.seals.CannotUnseal: when no reason is given.
    """
    with acting(by=by, what="asked to unseal a record", now=now):
        ask_to_unseal(act_id=act_id, agency_id=agency_id, because=because, by=by, now=now)


def take_seal_off(*, act_id: UUID, agency_id: AgencyId, by: Actor, now: datetime) -> None:
    """Take off a seal that another person asked to take off.

    :raises reachable.access.operations.seals.SealNotFound: when there is none of this id for whoever confirms.
    :raises reachable.access.domain.seals.CannotUnseal: when nobody asked, or the same person did.
    """
    with acting(by=by, what="unsealed a record", now=now):
        wait_for_turn(by=by, now=now)
        bare = [SubjectId(each) for each in confirm_unsealing(act_id=act_id, agency_id=agency_id, by=by, now=now)]
        mark_unsealed(subject_ids=bare, by=by, now=now)
        note_acted_upon(about=bare, what="unsealed a record", by=by, now=now)
        # What came in while it was sealed was compared with nothing of it.
        look_for_same_child(subject_ids=bare, because="unsealed", by=by, now=now, even_unchanged=True)

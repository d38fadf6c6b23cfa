"""Keeps that an adult must not be told of a child, and that it holds no more.

In:  who, of what, why, and who said so; why it is ended.
Out: rows that everything that leaves is checked against. None is changed but by its end, and none is taken away.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Q

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor, Run
from reachable.kernel.ids import AgencyId, SubjectId
from reachable.people.domain.not_told import CannotBeKept, check_reason
from reachable.people.domain.telling import WouldBeTold, read_known
from reachable.people.models import MustNotBeTold
from reachable.people.queries import list_claims

RUN = Run("who must not be told")


def record_must_not_be_told(
    *,
    subject_id: SubjectId,
    controller_id: AgencyId,
    who: WouldBeTold,
    because: str,
    said_by: str,
    by: Actor,
    now: datetime,
    of_what: str = "",
    review_on: date | None = None,
    entry_id: UUID | None = None,
    corrects_id: UUID | None = None,
) -> UUID:
    """Keep that an adult must not be told of a child, why, and who said so. What leaves is checked against it.

    Rows about several records of one child are of one `entry_id`. Of an adult chosen from the records around the child,
    their names and how they are reached are kept with it as they are known now: homes are not.
    """
    require_acting()
    claims = list_claims(viewer=RUN, subject_ids=[] if who.adult_id is None else [who.adult_id])
    known = read_known(None if who.adult_id is None else claims.get(who.adult_id))
    row = MustNotBeTold.objects.create(
        about_id=subject_id,
        subject_id=subject_id,
        controller_id=controller_id,
        received_from_id=by.agency_id,
        entry_id=entry_id or uuid4(),
        corrects_id=corrects_id,
        adult_id=who.adult_id,
        adult_name=who.name.strip(),
        relation=who.relation,
        email=who.email.strip(),
        phone=who.phone.strip(),
        known_names=sorted(known.names),
        known_emails=sorted(known.emails),
        known_phones=sorted(known.phones),
        of_what=of_what.strip(),
        because=because.strip(),
        said_by=said_by.strip(),
        review_on=review_on,
        recorded_at=now,
        recorded_by=by.name,
    )
    return row.id


def end_must_not_be_told(*, entry_id: UUID, because: str, by: Actor, now: datetime) -> None:
    """Keep that an entry on who must not be told holds no more, for each record of the child, and why.

    :raises CannotBeKept: when no reason is written, or it was ended before.
    """
    require_acting()
    problems = check_reason(because)
    if problems:
        raise CannotBeKept(problems)
    of_entry = Q(entry_id=entry_id) | Q(entry_id__isnull=True, id=entry_id)
    rows = MustNotBeTold.objects.filter(of_entry, ended_at__isnull=True)
    if not rows.update(ended_at=now, ended_by=by.name, ended_because=because.strip()):
        raise CannotBeKept(["Somebody has corrected or ended it in the meantime. Read it again"])

"""Who must agree first to a decision to share may open the record for that, and no longer than it waits for them.

In:  a decision that waits for somebody; one that was answered or withdrawn.
Out: a working relationship begun, or ended.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Role, Run, Viewer
from reachable.access.operations import begin_relationships
from reachable.access.operations.given import begin_apart, end_given
from reachable.access.queries import list_people_in_role
from reachable.journeys.telling_asked import ask_of_workers, excuse_one, require_told
from reachable.kernel.ids import AboutId, AgencyId, EnvelopeId, SubjectId, UserId
from reachable.sharing.queries import ShareRecord, list_envelope_ids_of, list_envelopes
from reachable.sharing.queries.packs import list_packs

RUN = Run("sharing")
TIME_TO_DECIDE = timedelta(days=14)
TIME_TO_RELEASE = timedelta(days=28)
"""How long those who may release can open the record a pack is of. A local setting."""

MAY_RELEASE = Role.SUPERVISOR


def end_deciding(decision: ShareRecord, by: Actor, now: datetime) -> None:
    """Let whoever was waited for no longer open the record for that: what they had to decide is decided.

    Only what this decision gave ends. A pack of the same record that waits for them to release it keeps it open.
    """
    user_id = decision.waits_for_id
    if user_id is None or decision.expires_at is None:
        return
    about_id, began = AboutId(decision.child_id), decision.decided_at
    given = _let(about_id, decision.holder_id, user_id, _decides_until(began, decision.expires_at), began)
    end_given(given=given, by=by, now=now)
    until = _pack_waits_until(decision, user_id, now)
    if until is not None:
        begin_relationships(wanted=[_let(about_id, decision.holder_id, user_id, until, now)], by=by, now=now)


def require_may_still_be_told(decision: ShareRecord, now: datetime) -> None:
    """Let what waited be shared, inside the act, only when no recipient is known by now to be one who must not be told.

    :raises reachable.sharing.domain.deciding.CannotShare: when one is; nothing is kept.
    """
    envelopes = list_envelopes(viewer=RUN, envelope_ids=list_envelope_ids_of(viewer=RUN, share_ids=[decision.id]))
    found = ask_of_workers(
        user_ids=[each.to_user_id for each in envelopes if each.to_user_id],
        subject_ids=[decision.child_id],
        now=now,
    )
    require_told(excuse_one(found, decision.different_because))


def let_decide(
    viewer: Viewer,
    subject_id: SubjectId,
    envelopes: Sequence[EnvelopeId],
    user_id: UserId,
    expires_at: datetime,
    by: Actor,
    now: datetime,
) -> None:
    """Let the person who must agree first open the record it is about while it could be shared, and read replies."""
    until = _decides_until(now, expires_at)
    about_ids = (AboutId(subject_id), *(AboutId(each) for each in envelopes))
    wanted = [_let(about_id, viewer.agency_id, user_id, until, now) for about_id in about_ids]
    begin_apart(wanted=wanted, by=by, now=now)


def _decides_until(began: datetime, expires_at: datetime) -> datetime:
    return max(began + TIME_TO_DECIDE, expires_at)


def _let(about_id: AboutId, agency_id: AgencyId, user_id: UserId, until: datetime, now: datetime) -> WantedRelationship:
    return WantedRelationship(
        about_id=about_id,
        controller_id=agency_id,
        reason=RelationshipReason.ALERTED,
        starts_at=now,
        ends_at=until,
        user_id=user_id,
    )


def _pack_waits_until(decision: ShareRecord, user_id: UserId, now: datetime) -> datetime | None:
    """Return until when a pack of the same record waits for somebody to release it, None when none does."""
    supervisors = {(each.user_id, each.agency_id) for each in list_people_in_role(roles=[MAY_RELEASE], at=now)}
    if (user_id, decision.holder_id) not in supervisors:
        return None
    waiting = [
        each.prepared_at + TIME_TO_RELEASE
        for each in list_packs(viewer=RUN, subject_ids=[decision.child_id])
        if each.released_at is None and each.holder_id == decision.holder_id and each.prepared_by_id != user_id
    ]
    return max((until for until in waiting if until > now), default=None)

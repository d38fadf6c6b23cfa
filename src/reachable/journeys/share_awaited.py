"""Who must agree first to a decision to share may open the record for that, and no longer than it waits for them.

In:  a decision that waits for somebody; one that was answered or withdrawn.
Out: a working relationship begun, or ended.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run, Viewer
from reachable.access.operations import begin_relationships, end_relationship
from reachable.journeys.telling_asked import ask_of_workers, require_told
from reachable.kernel.ids import AboutId, EnvelopeId, SubjectId, UserId
from reachable.sharing.queries import ShareRecord, list_envelope_ids_of, list_envelopes

RUN = Run("sharing")
TIME_TO_DECIDE = timedelta(days=14)


def end_deciding(decision: ShareRecord, by: Actor, now: datetime) -> None:
    """Let whoever was waited for no longer open the record for that: what they had to decide is decided."""
    if decision.waits_for_id is not None:
        end_relationship(
            about_id=AboutId(decision.child_id),
            reason=RelationshipReason.ALERTED,
            user_id=decision.waits_for_id,
            by=by,
            now=now,
        )


def require_may_still_be_told(decision: ShareRecord, now: datetime) -> None:
    """Let what waited be shared, inside the act, only when no recipient is known by now to be one who must not be told.

    :raises reachable.sharing.domain.deciding.CannotShare: when one is; nothing is kept.
    """
    envelopes = list_envelopes(viewer=RUN, envelope_ids=list_envelope_ids_of(viewer=RUN, share_ids=[decision.id]))
    require_told(
        ask_of_workers(
            user_ids=[each.to_user_id for each in envelopes if each.to_user_id],
            subject_ids=[decision.child_id],
            now=now,
        ),
        different_because=decision.different_because,
    )


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
    begin_relationships(
        wanted=[
            WantedRelationship(
                about_id=about_id,
                controller_id=viewer.agency_id,
                reason=RelationshipReason.ALERTED,
                starts_at=now,
                ends_at=max(now + TIME_TO_DECIDE, expires_at),
                user_id=user_id,
            )
            for about_id in (AboutId(subject_id), *(AboutId(each) for each in envelopes))
        ],
        by=by,
        now=now,
    )

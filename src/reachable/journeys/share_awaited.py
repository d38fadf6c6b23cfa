"""Who must agree first to a decision to share may open the record for that, and no longer than it waits for them.

In:  a decision that waits for somebody; one that was answered or withdrawn.
Out: a working relationship begun, or ended.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Viewer
from reachable.access.operations import begin_relationships, end_relationship
from reachable.kernel.ids import AboutId, EnvelopeId, SubjectId, UserId
from reachable.sharing.queries import ShareRecord

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

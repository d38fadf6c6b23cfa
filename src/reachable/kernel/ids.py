"""One type for each kind of id, so that a concern's id can never be passed where a child's is wanted.

In:  UUIDs.
Out: the same UUIDs, typed.
"""

from typing import NewType
from uuid import UUID

AgencyId = NewType("AgencyId", UUID)
AreaId = NewType("AreaId", UUID)
TeamId = NewType("TeamId", UUID)
UserId = NewType("UserId", UUID)
RequestId = NewType("RequestId", UUID)

SubjectId = NewType("SubjectId", UUID)
"""One agency's record of one person. It never changes; a person is a cluster of these."""

PlaceId = NewType("PlaceId", UUID)
ConcernId = NewType("ConcernId", UUID)
ImportId = NewType("ImportId", UUID)
SourceRecordId = NewType("SourceRecordId", UUID)
EventId = NewType("EventId", UUID)
JudgementId = NewType("JudgementId", UUID)
FiringId = NewType("FiringId", UUID)
DutyId = NewType("DutyId", UUID)
AlertId = NewType("AlertId", UUID)
HandoverId = NewType("HandoverId", UUID)
ShareId = NewType("ShareId", UUID)
AgreementId = NewType("AgreementId", UUID)
AgreementVersionId = NewType("AgreementVersionId", UUID)
PackId = NewType("PackId", UUID)
LetterId = NewType("LetterId", UUID)

EnvelopeId = NewType("EnvelopeId", UUID)
"""What one recipient of a share was sent: they open this, never the child's record."""

AboutId = NewType("AboutId", UUID)
"""What a row of personal data is about: a subject, or a concern, place or group when no child is known."""

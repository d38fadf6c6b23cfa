"""Which events stand is worked out again for some records, after versions of them were withdrawn or stand again.

In:  an agency's system and record references, inside an open context.
Out: what has to change for the timelines to be as if only the live versions had ever come.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from reachable.access.domain.viewer import Run
from reachable.kernel.ids import AgencyId, SourceRecordId, SubjectId
from reachable.people.domain.claims import VersionTold
from reachable.people.queries import list_versions_told
from reachable.timeline.domain.standing_versions import (
    KeptRow,
    RecordVersion,
    StandingPlan,
    plan_standing,
    work_out_standing,
)
from reachable.timeline.queries import list_kept_rows

RUN = Run("extract")


def find_standing_plan(
    *,
    agency_id: AgencyId,
    system: str,
    references: Iterable[str],
    also_of: Iterable[SubjectId] = (),
    without: Collection[SourceRecordId] = (),
    came: Mapping[SourceRecordId, int],
) -> StandingPlan:
    """Return what has to change so that of these records' events those stand that the live versions tell of.

    `also_of` are subjects whose versions are withdrawn already; `without` are versions to be withdrawn.
    `came` says in which order extracts that stand carried them; a version that none carried was there before, and those
    of one extract follow each other as they were received. Where it is empty all do.
    """
    wanted = list(references)
    told = list_versions_told(viewer=RUN, agency_id=agency_id, system=system, references=wanted)
    rows = list_kept_rows(
        viewer=RUN, subject_ids={*also_of, *(version.subject_id for version in told)}, references=wanted
    )
    brought: dict[SourceRecordId, list[KeptRow]] = defaultdict(list)
    for row in rows:
        if row.source_record_id is not None:
            brought[row.source_record_id].append(row)
    live = [_version(version, brought) for version in told if version.id not in without]
    live.sort(key=lambda version: came.get(version.source_record_id, -1))
    return plan_standing(work_out_standing(live), rows)


def _version(version: VersionTold, brought: Mapping[SourceRecordId, list[KeptRow]]) -> RecordVersion:
    """Return a version with what it tells of. One kept before that was written down tells of the events it brought."""
    told = tuple((key, hashed, datetime.fromisoformat(at)) for key, hashed, at in version.event_versions)
    return RecordVersion(
        source_record_id=version.id,
        subject_id=version.subject_id,
        reference=version.reference,
        version_hash=version.version_hash,
        recorded_at=version.recorded_at,
        received_at=version.received_at,
        told=told or tuple((row.natural_key, row.version_hash, row.recorded_at) for row in brought[version.id]),
    )

"""Keeps what was sent: extracts and how they were answered, concerns, drafts and triage decisions.

In:  bytes that were read, a form that was filled in, a decision somebody made.
Out: rows, kept word for word.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.intake.domain.problems import Problem
from reachable.intake.models import Extract, StagedFile
from reachable.kernel.ids import AgencyId, ImportId

CONTENT_GONE = b""


class ExtractNotWaiting(RuntimeError):
    """The extract was refused, or has been brought in already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file of a feed as an agency sent it."""

    feed: str
    agency_id: AgencyId
    file_name: str
    content: bytes
    row_count: int


def keep_extract(*, sent: SentFile, problems: Sequence[Problem], by: Actor, now: datetime) -> ImportId:
    """Keep a file for somebody to look at, or note that it was refused and why, and return its id.

    Of a refused file only the reasons are kept, without the cells that were found: they may name a child.
    """
    require_acting()
    row = Extract.objects.create(
        id=uuid4(),
        feed=sent.feed,
        agency_id=sent.agency_id,
        file_name=sent.file_name,
        sha256=hashlib.sha256(sent.content).hexdigest(),
        row_count=sent.row_count,
        state="REFUSED" if problems else "STAGED",
        problems=[
            {"kind": each.kind.value, "line": each.line, "field": each.field, "what": each.what, "remedy": each.remedy}
            for each in problems
        ],
        received_at=now,
        received_by_id=by.user_id,
    )
    if not problems:
        StagedFile.objects.create(about_id=row.id, controller_id=sent.agency_id, extract=row, content=sent.content)
    return ImportId(row.id)


def mark_extract_brought_in(*, extract_id: ImportId, counts: Mapping[str, int], by: Actor, now: datetime) -> None:
    """Note that a staged extract was brought in, and let its bytes go: every row is kept as a source record.

    :raises ExtractNotWaiting: when it is not staged.
    """
    require_acting()
    row = Extract.objects.select_for_update().get(pk=extract_id)
    if row.state != "STAGED":
        raise ExtractNotWaiting(f"the extract is {row.get_state_display().lower()}")
    row.state = "BROUGHT_IN"
    row.brought_in_at = now
    row.counts = dict(counts)
    row.save(update_fields=["state", "brought_in_at", "counts"])
    StagedFile.objects.filter(extract=row).update(content=CONTENT_GONE)

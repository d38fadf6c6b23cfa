"""Keeps what was sent: extracts and how they were answered, concerns, drafts and triage decisions.

In:  bytes that were read, a form that was filled in, a decision somebody made.
Out: rows, kept word for word.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor, Run
from reachable.access.rows import ask
from reachable.access.tables import RetentionClass
from reachable.intake.domain.carried import Carried
from reachable.intake.domain.concern import About, NewConcern, Route
from reachable.intake.domain.concern_reference import reference_for
from reachable.intake.domain.files import QUOTA_IN, NewFile, check_quota
from reachable.intake.domain.indicators import CONTEXT_OF
from reachable.intake.domain.measures import Measures
from reachable.intake.domain.problems import Problem
from reachable.intake.domain.sealed_drafts import seal_anew, seal_answers
from reachable.intake.domain.triage import NewTriageDecision
from reachable.intake.models import (
    CarriedByExtract,
    Concern,
    ConcernChild,
    ConcernDraft,
    ConcernFile,
    Extract,
    Observation,
    StagedFile,
    TriageDecision,
)
from reachable.intake.queries import count_sent
from reachable.kernel.ids import AgencyId, AreaId, ConcernId, ImportId, SubjectId, UserId
from reachable.places.domain.sealing import KeptAt, draft_key, seal_raw

RUN = Run("intake")
CONTENT_GONE = b""
MOST_WAITING = 20
"""How many extracts of one agency may wait for a look, so that nobody can fill the disk. A local setting."""

WAIT_FOR_OWN_TURN = "SELECT pg_advisory_xact_lock(7006, hashtext(%s))::text"
"""Two files sent at once by one person are counted one after the other."""


class ExtractNotWaiting(RuntimeError):
    """The extract was refused, or has been brought in already."""


class TooManyWaiting(ValueError):
    """As many extracts of one agency wait for a look as may at once. The message is fit for a page."""


class ExtractNotBroughtIn(RuntimeError):
    """The extract was never brought in, or has been undone already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file of a feed as an agency sent it."""

    feed: str
    agency_id: AgencyId
    file_name: str
    content: bytes
    row_count: int
    measures: Measures


def keep_extract(*, sent: SentFile, problems: Sequence[Problem], by: Actor, now: datetime) -> ImportId:
    """Keep a file for somebody to look at, or note that it was refused and why, and return its id.

    Of a refused file only the reasons are kept, without the cells that were found: they may name a child.

    :raises TooManyWaiting: when as many of this agency wait as may.
    """
    require_acting()
    if not problems and Extract.objects.filter(agency_id=sent.agency_id, state="STAGED").count() >= MOST_WAITING:
        raise TooManyWaiting(
            f"{MOST_WAITING} extracts of this agency wait for a look already. Bring one in or let it go, then send this"
        )
    row = Extract.objects.create(
        id=uuid4(),
        feed=sent.feed,
        agency_id=sent.agency_id,
        file_name=sent.file_name,
        sha256=hashlib.sha256(sent.content).hexdigest(),
        row_count=sent.row_count,
        measures={} if problems else sent.measures.as_json(),
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


def hold_waiting_extract(*, extract_id: ImportId, by: Actor, now: datetime) -> None:
    """Hold a staged extract until this transaction ends, so that of two who bring it in at once only one does.

    :raises ExtractNotWaiting: when it is not staged.
    """
    require_acting()
    _hold_waiting(extract_id)


def _hold_waiting(extract_id: ImportId) -> Extract:
    row = Extract.objects.select_for_update().get(pk=extract_id)
    if row.state != "STAGED":
        raise ExtractNotWaiting(f"the extract is {row.get_state_display().lower()}")
    return row


def mark_extract_brought_in(*, extract_id: ImportId, counts: Mapping[str, int], by: Actor, now: datetime) -> None:
    """Note that a staged extract was brought in, and let its bytes go: every row is kept as a source record.

    :raises ExtractNotWaiting: when it is not staged.
    """
    require_acting()
    row = _hold_waiting(extract_id)
    row.state = "BROUGHT_IN"
    row.brought_in_at = now
    row.counts = dict(counts)
    row.save(update_fields=["state", "brought_in_at", "counts"])
    StagedFile.objects.filter(extract=row).update(content=CONTENT_GONE)


def keep_carried(*, extract_id: ImportId, agency_id: AgencyId, carried: Carried, by: Actor, now: datetime) -> None:
    """Keep which versions of records an extract carried and what it began, so that it can be undone."""
    require_acting()
    CarriedByExtract.objects.create(
        about_id=extract_id,
        controller_id=agency_id,
        extract_id=extract_id,
        source_record_ids=list(carried.source_record_ids),
        relationships=[
            [
                str(each.id),
                str(each.source_record_id),
                "" if each.held_until is None else each.held_until.isoformat(),
                each.until.isoformat(),
            ]
            for each in carried.relationships
        ],
        trusted_adults=[[str(each.id), str(each.source_record_id), each.is_new] for each in carried.trusted_adults],
    )


def mark_extract_undone(*, extract_id: ImportId, because: str, by: Actor, now: datetime) -> None:
    """Note that an extract that was brought in is undone, by whom and why.

    :raises ExtractNotBroughtIn: when it was never brought in, or has been undone.
    """
    require_acting()
    row = Extract.objects.select_for_update(of=("self",)).get(pk=extract_id)
    if row.state != "BROUGHT_IN":
        raise ExtractNotBroughtIn(f"the extract is {row.get_state_display().lower()}")
    row.state = "UNDONE"
    row.undone_at = now
    row.undone_by = "" if by.user_id is None else by.name
    row.undone_because = because
    row.save(update_fields=["state", "undone_at", "undone_by", "undone_because"])


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedConcern:
    """A concern with who raised it, for which agency, in which area, and by when it must have a decision."""

    id: ConcernId
    reference: str
    concern: NewConcern
    raised_by: UserId
    agency_id: AgencyId
    area_id: AreaId
    due_at: datetime


def let_extract_go(*, extract_id: ImportId, by: Actor, now: datetime) -> None:
    """Note that a staged extract will not be brought in, and let its bytes go.

    :raises ExtractNotWaiting: when it is not staged.
    """
    require_acting()
    row = Extract.objects.select_for_update().get(pk=extract_id)
    if row.state != "STAGED":
        raise ExtractNotWaiting(f"the extract is {row.get_state_display().lower()}")
    row.state = "UNDONE"
    row.undone_at = now
    row.save(update_fields=["state", "undone_at"])
    StagedFile.objects.filter(extract=row).update(content=CONTENT_GONE)


def choose_reference(*, concern_id: ConcernId, by: Actor, now: datetime) -> tuple[ConcernId, str]:
    """Return an id and a reference that no concern has yet: those of the id asked for, if they are free."""
    require_acting()
    while Concern.objects.filter(reference=reference_for(concern_id)).exists():
        concern_id = ConcernId(uuid4())
    return concern_id, reference_for(concern_id)


def keep_concern(*, raised: RaisedConcern, subject_ids: Sequence[SubjectId], by: Actor, now: datetime) -> None:
    """Keep a concern word for word. `subject_ids` are the records of the children described, in order, or none."""
    require_acting()
    concern = raised.concern
    common = {"about_id": raised.id, "controller_id": raised.agency_id, "retention_class": _retention(concern)}
    row = Concern.objects.create(
        **common,
        id=raised.id,
        reference=raised.reference,
        received_at=now,
        raised_by_id=raised.raised_by,
        area_id=raised.area_id,
        route=concern.route.code,
        about=concern.about.code,
        described_as=concern.say_about(),
        works_with_children=concern.works_with_children if concern.route is Route.ALLEGATION else "",
        what_i_saw=concern.what_i_saw,
        childs_words=concern.childs_words,
        where_seen=concern.where_seen,
        happened_earliest=concern.happened.earliest,
        happened_latest=concern.happened.latest,
        happened_precision=concern.happened.precision.value,
        happened_said=concern.happened.said,
        immediate_danger=bool(concern.immediate_danger),
        safe_to_contact_family="" if concern.safe_to_contact_family is None else concern.safe_to_contact_family.code,
        how_to_contact=concern.how_to_contact,
        must_not_be_told=concern.say_not_to_be_told(),
        triage_due_at=raised.due_at,
    )
    ConcernChild.objects.bulk_create(
        ConcernChild(
            **common,
            concern=row,
            position=position,
            called=child.called,
            age_or_birth_date=child.age_or_birth_date,
            subject_id=subject_ids[position - 1] if subject_ids else None,
        )
        for position, child in enumerate(concern.children if concern.about is About.CHILD else (), start=1)
    )
    Observation.objects.bulk_create(
        Observation(
            **common,
            concern=row,
            indicator=observed.code,
            context=CONTEXT_OF[observed.code].code,
            confidence=observed.confidence.value,
        )
        for observed in concern.observed
    )


def keep_files(*, raised: RaisedConcern, files: Sequence[NewFile], key: bytes, by: Actor, now: datetime) -> None:
    """Keep what was sent with a concern, in order, sealed under the concern's key. One person waits for their turn.

    :raises reachable.intake.domain.files.QuotaUsed: when the sender has sent as much as one person may in a day.
    """
    require_acting()
    ask(WAIT_FOR_OWN_TURN, str(raised.raised_by))
    sent_before, size_before = count_sent(viewer=RUN, by=raised.raised_by, since=now - QUOTA_IN)
    for position, file in enumerate(files, start=1):
        earlier = sum(len(each.made.content) for each in files[: position - 1])
        check_quota(
            files=sent_before + position - 1,
            size=size_before + earlier,
            fresh=len(file.made.content),
        )
        row_id = uuid4()
        ConcernFile.objects.create(
            id=row_id,
            about_id=raised.id,
            controller_id=raised.agency_id,
            retention_class=_retention(raised.concern),
            concern_id=raised.id,
            position=position,
            kind=file.made.kind.name,
            shows=file.shows,
            no_place=file.no_place,
            content=seal_raw(key, file.made.content, KeptAt(ConcernFile._meta.db_table, "content", row_id, raised.id)),
            words=seal_raw(
                key, file.made.words.encode(), KeptAt(ConcernFile._meta.db_table, "words", row_id, raised.id)
            ),
            size=len(file.made.content),
            sent_at=now,
            sent_by_id=raised.raised_by,
        )


def keep_draft(
    *,
    user_id: UserId,
    agency_id: AgencyId,
    route: Route,
    answers: Mapping[str, Sequence[str]],
    by: Actor,
    now: datetime,
) -> None:
    """Keep what somebody has typed and not yet sent, in place of what was kept before.

    It is sealed, and compared with nothing: a draft that differed where a place is protected would say that it is.
    """
    require_acting()
    kept = seal_answers(draft_key(settings.PLACES_KEY), answers, user_id=user_id, route=route)
    ConcernDraft.objects.update_or_create(
        user_id=user_id,
        route=route.code,
        defaults={"answers": kept, "saved_at": now},
        create_defaults={
            "about_id": user_id,
            "controller_id": agency_id,
            "retention_class": RetentionClass.WORKING,
            "answers": kept,
            "saved_at": now,
        },
    )


def seal_drafts_anew(*, old: bytes, new: bytes, by: Actor, now: datetime) -> None:
    """Seal what people have typed and not sent by another key of the installation. Done twice it changes nothing."""
    require_acting()
    routes = {route.code: route for route in Route}
    for row in ConcernDraft.objects.select_for_update():
        keys = draft_key(old), draft_key(new)
        anew = seal_anew(*keys, row.answers, user_id=UserId(row.user_id), route=routes[row.route])
        if anew is not None:
            row.answers = anew
            row.save(update_fields=["answers"])


def clear_draft(*, user_id: UserId, route: Route, by: Actor, now: datetime) -> None:
    """Blank what was kept once it has been sent or given up."""
    require_acting()
    ConcernDraft.objects.filter(user_id=user_id, route=route.code).update(answers={}, saved_at=now)


def record_decision(
    *, concern_id: ConcernId, decision: NewTriageDecision, decided_by: UserId, by: Actor, now: datetime
) -> None:
    """Keep what a named person decided about a concern. A later decision stands beside it.

    :raises ValueError: when an answer is missing: `check_decision` comes first.
    """
    require_acting()
    if decision.answer is None or decision.risk_outside_family is None or decision.risk_in_family is None:
        raise ValueError("a decision says what happens and what is known of both risks")
    concern = Concern.objects.select_for_update().get(pk=concern_id)
    TriageDecision.objects.create(
        about_id=concern.id,
        controller_id=concern.controller_id,
        retention_class=concern.retention_class,
        concern=concern,
        decision=decision.answer.code,
        because=decision.because,
        risk_outside_family=decision.risk_outside_family.code,
        risk_in_family=decision.risk_in_family.code,
        linked_subject_id=decision.linked_subject_id,
        told_reporter=decision.told_reporter,
        decided_at=now,
        decided_by_id=decided_by,
    )


def _retention(concern: NewConcern) -> RetentionClass:
    return RetentionClass.CHILD_RECORD if concern.about is About.CHILD else RetentionClass.CONTEXT

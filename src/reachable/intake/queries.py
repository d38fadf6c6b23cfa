"""Reads extracts and concerns.

In:  a viewer, or the machine; an open context where rows are personal.
Out: plain values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Prefetch, Sum

from reachable.access.domain.viewer import Run, Viewer
from reachable.access.rows import ask
from reachable.intake.domain.carried import Carried, CarriedAdult, CarriedRelationship, KeptCarried
from reachable.intake.domain.concern import About, Route, SafeToContact
from reachable.intake.domain.feed_watch import Counted
from reachable.intake.domain.files import FileKind, KeptFile, MadeAnew, SealedFile
from reachable.intake.domain.indicators import CONTEXT_OF, HOW_KNOWN, INDICATORS
from reachable.intake.domain.kept_concerns import (
    ChildInConcern,
    ConcernRecord,
    DecisionRecord,
    DraftRecord,
    OwnConcern,
    SignNoticed,
)
from reachable.intake.domain.measures import Measures
from reachable.intake.domain.sealed_drafts import open_answers
from reachable.intake.domain.triage import RiskAnswer, TriageAnswer
from reachable.intake.models import (
    CarriedByExtract,
    Concern,
    ConcernChild,
    ConcernDraft,
    ConcernFile,
    Extract,
    StagedFile,
    TriageDecision,
)
from reachable.kernel.ids import AboutId, AgencyId, AreaId, ConcernId, ImportId, SourceRecordId, SubjectId, UserId
from reachable.kernel.provenance import Confidence
from reachable.kernel.when import Precision, When
from reachable.places.domain.sealing import KeptAt, draft_key, open_raw


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractRecord:
    """One file of a feed and what became of it."""

    id: ImportId
    feed: str
    agency_id: AgencyId
    agency_name: str
    file_name: str
    row_count: int
    state: str
    state_label: str
    problems: tuple[Mapping[str, Any], ...]
    counts: Mapping[str, int]
    received_at: datetime
    received_by: str
    brought_in_at: datetime | None
    undone_at: datetime | None
    undone_by: str
    undone_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReceived:
    """When an agency's feed last came in; None when it never did."""

    feed: str
    agency_id: AgencyId
    agency_name: str
    last_received_at: datetime | None


def find_extract(*, viewer: Viewer | Run, extract_id: ImportId) -> ExtractRecord | None:
    """Return one extract, or None. Whether the reader's agency may see it is for the caller to check."""
    return next(iter(_records(pk=extract_id)), None)


def list_extracts(*, viewer: Viewer | Run, agency_ids: Iterable[AgencyId]) -> tuple[ExtractRecord, ...]:
    """Return the extracts of these agencies, newest first, at most 50."""
    return _records(agency_id__in=list(agency_ids))


def get_staged_content(*, viewer: Viewer | Run, extract_id: ImportId) -> bytes:
    """Return the bytes of a staged extract, in an open context."""
    return bytes(StagedFile.objects.get(extract_id=extract_id).content)


def list_carried(*, viewer: Run, feeds: Iterable[str], agency_id: AgencyId) -> tuple[KeptCarried, ...]:
    """Return what each extract of an agency's feeds carried, in the order in which they were brought in.

    In an open context. For the machine.
    """
    rows = CarriedByExtract.objects.filter(extract__feed__in=list(feeds), extract__agency_id=agency_id)
    rows = rows.select_related("extract")
    return tuple(
        KeptCarried(
            extract_id=ImportId(row.extract_id),
            stands=row.extract.state == "BROUGHT_IN",
            carried=Carried(
                source_record_ids=tuple(SourceRecordId(each) for each in row.source_record_ids),
                relationships=tuple(
                    CarriedRelationship(
                        id=UUID(each),
                        source_record_id=SourceRecordId(UUID(record)),
                        held_until=datetime.fromisoformat(before) if before else None,
                        until=datetime.fromisoformat(until),
                    )
                    for each, record, before, until in row.relationships
                ),
                trusted_adults=tuple(
                    CarriedAdult(id=UUID(each), source_record_id=SourceRecordId(UUID(record)), is_new=is_new)
                    for each, record, is_new in row.trusted_adults
                ),
            ),
        )
        for row in rows.order_by("extract__brought_in_at", "extract_id")
    )


def find_last_row_count(*, viewer: Viewer | Run, feed: str, agency_id: AgencyId) -> int | None:
    """Return how many rows this agency's feed last brought in, or None when it never has."""
    rows = Extract.objects.filter(feed=feed, agency_id=agency_id, state="BROUGHT_IN").order_by("-brought_in_at")
    return rows.values_list("row_count", flat=True).first()


def list_feeds_received(*, viewer: Viewer | Run, area_id: AreaId) -> tuple[FeedReceived, ...]:
    """Return when each feed of each agency of an area last came in."""
    rows = (
        Extract.objects.filter(agency__area_id=area_id, state="BROUGHT_IN")
        .values("feed", "agency_id", "agency__name")
        .annotate(last=Max("brought_in_at"))
        .order_by("feed", "agency__name")
    )
    return tuple(
        FeedReceived(
            feed=row["feed"],
            agency_id=AgencyId(row["agency_id"]),
            agency_name=row["agency__name"],
            last_received_at=row["last"],
        )
        for row in rows
    )


def list_counted(
    *, viewer: Viewer | Run, area_id: AreaId, since: datetime
) -> Mapping[tuple[str, AgencyId], tuple[Counted, ...]]:
    """Return what was counted of the extracts of an area that came in since then and stand, oldest first."""
    rows = Extract.objects.filter(
        agency__area_id=area_id, state="BROUGHT_IN", brought_in_at__gte=since, measures__has_key="rows"
    ).select_related("received_by")
    found: dict[tuple[str, AgencyId], list[Counted]] = {}
    for row in rows.order_by("brought_in_at", "id"):
        if row.brought_in_at is not None:
            sent_by = "" if row.received_by is None else row.received_by.name
            counted = Counted(row.brought_in_at, Measures.from_json(row.measures), sent_by)
            found.setdefault((row.feed, AgencyId(row.agency_id)), []).append(counted)
    return {feed: tuple(extracts) for feed, extracts in found.items()}


WAITING = """
    SELECT id FROM intake_concern AS concern
    WHERE area_id = %s AND route = %s AND NOT EXISTS (
        SELECT FROM intake_triagedecision AS ended
        WHERE ended.concern_id = concern.id AND ended.decision = ANY (%s::varchar[])
    )
    ORDER BY received_at, id
"""
ENDING = tuple(answer.code for answer in TriageAnswer if answer.ends_the_wait)


def find_draft(*, viewer: Viewer, route: Route) -> DraftRecord | None:
    """Return what the viewer has typed and not yet sent, or None where that does not open. Inside an act of theirs."""
    row = ConcernDraft.objects.filter(user_id=viewer.user_id, route=route.code).first()
    kept = {} if row is None else row.answers
    answers = open_answers(draft_key(settings.PLACES_KEY), kept, user_id=viewer.user_id, route=route)
    if row is None or not answers:
        return None
    return DraftRecord(answers={str(name): tuple(given) for name, given in answers.items()}, saved_at=row.saved_at)


def find_own_reference(*, viewer: Viewer, concern_id: ConcernId) -> str | None:
    """Return the reference of a concern the viewer has sent already, or None."""
    rows = Concern.objects.filter(pk=concern_id, raised_by_id=viewer.user_id)
    return rows.values_list("reference", flat=True).first()


def list_own_concerns(*, viewer: Viewer, reference: str = "") -> tuple[OwnConcern, ...]:
    """Return the concerns the viewer raised, newest first, or the one with this reference. Inside an act of theirs."""
    sent = Prefetch("files", ConcernFile.objects.defer("content", "words").order_by("position"))
    rows = Concern.objects.filter(raised_by_id=viewer.user_id).prefetch_related("decisions", sent)
    rows = rows.order_by("-received_at")
    return tuple(_own(row) for row in (rows.filter(reference=reference) if reference else rows))


def list_waiting_concerns(*, viewer: Run, area_id: AreaId, route: Route) -> tuple[ConcernId, ...]:
    """Return the concerns of an area that still wait for a decision, oldest first. For the machine: ids only."""
    return tuple(ConcernId(concern_id) for (concern_id,) in ask(WAITING, area_id, route.code, list(ENDING)))


def list_decided_concerns(*, viewer: Run, area_id: AreaId, route: Route, since: datetime) -> tuple[ConcernId, ...]:
    """Return the concerns of an area decided since then, latest first. For the machine: ids only."""
    rows = TriageDecision.objects.filter(
        concern__area_id=area_id, concern__route=route.code, decision__in=ENDING, decided_at__gte=since
    )
    ids = rows.order_by("-decided_at", "id").values_list("concern_id", flat=True)
    return tuple(ConcernId(concern_id) for concern_id in dict.fromkeys(ids))


def list_concerns_about(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> tuple[ConcernId, ...]:
    """Return the concerns that describe a child of one of these records. For the machine."""
    rows = ConcernChild.objects.filter(subject_id__in=list(subject_ids)).values_list("concern_id", flat=True)
    return tuple(ConcernId(each) for each in rows.distinct().order_by("concern_id"))


def list_children_of_concerns(*, viewer: Run, concern_ids: Iterable[AboutId]) -> Mapping[AboutId, frozenset[SubjectId]]:
    """Return the records of the children each of these concerns describes. For the machine."""
    found: dict[AboutId, set[SubjectId]] = {}
    rows = ConcernChild.objects.filter(concern_id__in=list(concern_ids), subject_id__isnull=False)
    for concern_id, subject_id in rows.values_list("concern_id", "subject_id"):
        if subject_id is not None:
            found.setdefault(AboutId(concern_id), set()).add(SubjectId(subject_id))
    return {concern_id: frozenset(subjects) for concern_id, subjects in found.items()}


def list_concerns(*, viewer: Viewer | Run, concern_ids: Iterable[ConcernId]) -> tuple[ConcernRecord, ...]:
    """Return these concerns, as far as they are open, in the order given."""
    wanted = list(concern_ids)
    rows = (
        Concern.objects.filter(pk__in=wanted)
        .select_related("raised_by", "controller", "area")
        .prefetch_related("children", "observations", "decisions__decided_by")
    )
    found = {ConcernId(row.id): _concern(row) for row in rows}
    return tuple(found[concern_id] for concern_id in wanted if concern_id in found)


def list_files(*, viewer: Viewer | Run, concern_ids: Iterable[ConcernId]) -> tuple[KeptFile, ...]:
    """Return what was sent with these concerns, as far as they are open: what it shows, never what is in it."""
    rows = ConcernFile.objects.filter(concern_id__in=list(concern_ids)).defer("content", "words")
    return tuple(_file(row) for row in rows.order_by("sent_at", "concern_id", "position"))


def count_sent(*, viewer: Viewer | Run, by: UserId, since: datetime) -> tuple[int, int]:
    """Return how many files somebody has sent since then, and how many bytes they are together."""
    sent = ConcernFile.objects.filter(sent_by_id=by, sent_at__gt=since).aggregate(files=Count("id"), size=Sum("size"))
    return sent["files"], sent["size"] or 0


def find_file(*, viewer: Viewer | Run, concern_id: ConcernId, position: int) -> SealedFile | None:
    """Return one file of a concern as it is kept, sealed; None when it is not open to the viewer or there is none."""
    row = ConcernFile.objects.filter(concern_id=concern_id, position=position).first()
    if row is None:
        return None
    return SealedFile(_file(row), AgencyId(row.controller_id), bytes(row.content), bytes(row.words))


def get_file_content(*, viewer: Run, sealed: SealedFile, key: bytes) -> MadeAnew:
    """Return what is in a file, with the concern's key.

    :raises reachable.places.domain.sealing.CannotBeOpened: when it was moved, changed, or sealed under another key.
    """
    about = sealed.file
    return MadeAnew(
        about.kind,
        open_raw(key, sealed.content, KeptAt(ConcernFile._meta.db_table, "content", about.id, about.concern_id)),
        open_raw(key, sealed.words, KeptAt(ConcernFile._meta.db_table, "words", about.id, about.concern_id)).decode(),
    )


def _file(row: ConcernFile) -> KeptFile:
    return KeptFile(
        id=row.id,
        concern_id=ConcernId(row.concern_id),
        kind=FileKind[row.kind],
        position=row.position,
        shows=row.shows,
        no_place=row.no_place,
        size=row.size,
        sent_at=row.sent_at,
    )


def _records(**chosen: Any) -> tuple[ExtractRecord, ...]:
    rows = Extract.objects.filter(**chosen).select_related("agency", "received_by").order_by("-received_at")[:50]
    return tuple(
        ExtractRecord(
            id=ImportId(row.id),
            feed=row.feed,
            agency_id=AgencyId(row.agency_id),
            agency_name=row.agency.name,
            file_name=row.file_name,
            row_count=row.row_count,
            state=row.state,
            state_label=str(row.get_state_display()),
            problems=tuple(row.problems),
            counts=row.counts,
            received_at=row.received_at,
            received_by="" if row.received_by is None else row.received_by.name,
            brought_in_at=row.brought_in_at,
            undone_at=row.undone_at,
            undone_by=row.undone_by,
            undone_because=row.undone_because,
        )
        for row in rows
    )


_ANSWERS = {answer.code: answer for answer in TriageAnswer}
_RISKS = {risk.code: risk for risk in RiskAnswer}
_ROUTES = {route.code: route for route in Route}
_ABOUT = {about.code: about for about in About}
_SAFE = {safe.code: safe for safe in SafeToContact}
_KNOWN = dict(HOW_KNOWN)


def _own(row: Concern) -> OwnConcern:
    decisions = sorted(row.decisions.all(), key=lambda each: each.decided_at)
    last = decisions[-1] if decisions else None
    return OwnConcern(
        reference=row.reference,
        route=_ROUTES[row.route],
        described_as=row.described_as,
        received_at=row.received_at,
        due_at=row.triage_due_at,
        immediate_danger=row.immediate_danger,
        told="" if last is None else last.told_reporter,
        told_at=None if last is None else last.decided_at,
        files=tuple(_file(each) for each in row.files.all()),
        is_decided=any(each.decision in ENDING for each in decisions),
    )


def _concern(row: Concern) -> ConcernRecord:
    return ConcernRecord(
        id=ConcernId(row.id),
        reference=row.reference,
        received_at=row.received_at,
        raised_by_id=UserId(row.raised_by_id),
        raised_by=row.raised_by.name,
        raised_by_email=row.raised_by.email,
        raised_for_id=AgencyId(row.controller_id),
        raised_for=row.controller.name,
        area_id=AreaId(row.area_id),
        area_name=row.area.name,
        route=_ROUTES[row.route],
        about=_ABOUT[row.about],
        described_as=row.described_as,
        works_with_children=row.works_with_children,
        children=tuple(
            ChildInConcern(
                called=child.called,
                age_or_birth_date=child.age_or_birth_date,
                subject_id=None if child.subject_id is None else SubjectId(child.subject_id),
            )
            for child in sorted(row.children.all(), key=lambda each: each.position)
        ),
        what_i_saw=row.what_i_saw,
        childs_words=row.childs_words,
        signs=tuple(
            SignNoticed(
                label=INDICATORS[sign.indicator].label,
                context=CONTEXT_OF[sign.indicator].label,
                known=_KNOWN[Confidence(sign.confidence)],
            )
            for sign in sorted(row.observations.all(), key=lambda each: each.indicator)
        ),
        where_seen=row.where_seen,
        happened=When(row.happened_earliest, row.happened_latest, Precision(row.happened_precision), row.happened_said),
        immediate_danger=row.immediate_danger,
        safe_to_contact_family=_SAFE[row.safe_to_contact_family],
        how_to_contact=row.how_to_contact,
        must_not_be_told=row.must_not_be_told,
        due_at=row.triage_due_at,
        decisions=tuple(_decision(each) for each in sorted(row.decisions.all(), key=lambda each: each.decided_at)),
    )


def _decision(row: TriageDecision) -> DecisionRecord:
    return DecisionRecord(
        answer=_ANSWERS[row.decision],
        because=row.because,
        risk_outside_family=_RISKS[row.risk_outside_family],
        risk_in_family=_RISKS[row.risk_in_family],
        linked_subject_id=None if row.linked_subject_id is None else SubjectId(row.linked_subject_id),
        told_reporter=row.told_reporter,
        decided_at=row.decided_at,
        decided_by=row.decided_by.name,
    )

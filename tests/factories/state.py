"""What is held, written down by natural keys, so that two databases can be compared.

In:  a database, and an instant at which the machine looks.
Out: sorted lines by table. Ids, and when something was received or derived, are left out.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from reachable.access.context import running
from reachable.access.models import WorkingRelationship
from reachable.alerts.models import Alert
from reachable.casework.models import TrustedAdult
from reachable.matching.models import Candidate, Judgement, Routes
from reachable.people.models import (
    AdultAround,
    BirthDate,
    ClusterMember,
    Contact,
    EqualityDetail,
    Identifier,
    Name,
    Residence,
    Schooling,
    SourceRecord,
    Subject,
)
from reachable.rules.models import Duty, Firing
from reachable.timeline.models import Event, Participation

State = dict[str, list[str]]
CLAIMS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Name, ("kind", "given", "family")),
    (BirthDate, ("earliest", "latest", "precision")),
    (Identifier, ("scheme", "value")),
    (Contact, ("kind", "value", "whose")),
    (Residence, ("address", "postcode", "holds_from")),
    (Schooling, ("school_name",)),
    (EqualityDetail, ("sex", "ethnicity", "how_known")),
)
EVENT_FIELDS = (
    "natural_key",
    "version_hash",
    "kind",
    "role",
    "happened_earliest",
    "happened_latest",
    "happened_precision",
    "recorded_at",
    "episode",
    "place",
    "words",
    "details",
    "sharing",
    "handling_code",
)


def dump_state(now: datetime) -> State:
    """Return everything held of people, timelines and matching, as it stands."""
    with running(job="test: dump", now=now):
        name_of = _subjects()
        return {
            "subjects": _lines(name_of.values()),
            "records": _lines(
                [name_of[row.subject_id], row.reference, row.version_hash, row.event_keys, row.withdrawn_because]
                for row in SourceRecord.objects.all()
            ),
            **{
                model._meta.model_name or "": _lines(
                    [name_of[row.subject_id], row.source_record.reference, *_values(row, fields)]
                    for row in _all(model).select_related("source_record")
                )
                for model, fields in CLAIMS
            },
            "adults around": _lines(
                [
                    name_of[row.subject_id],
                    name_of[row.about_id],
                    row.source_record.reference,
                    row.child_number,
                    row.relation,
                    row.must_not_be_told,
                    row.because,
                    row.is_latest,
                ]
                for row in AdultAround.objects.select_related("source_record")
            ),
            "events": _lines(
                [
                    name_of[row.subject_id],
                    *_values(row, EVENT_FIELDS),
                    "" if row.supersedes is None else row.supersedes.version_hash,
                    row.withdrawn_because,
                ]
                for row in Event.objects.select_related("supersedes")
            ),
            "parts": _lines(
                [
                    row.event.natural_key,
                    row.role,
                    row.described_as,
                    row.other_reference,
                    name_of.get(row.other_subject_id, ""),
                ]
                for row in Participation.objects.select_related("event")
            ),
            "trusted adults": _lines([name_of[row.subject_id], row.name] for row in TrustedAdult.objects.all()),
            "relationships": _lines(
                {
                    (
                        name_of[row.about_id],
                        row.reason,
                        "" if row.team is None else row.team.code,
                        "" if row.user is None else row.user.email,
                    )
                    for row in WorkingRelationship.objects.select_related("team", "user")
                    if row.about_id in name_of and row.reason != "REVIEWING_MATCH"
                }
            ),
            **_matching(name_of),
        }


def dump_derived(now: datetime) -> State:
    """Return who is one person, what waits to be judged, and what the rules and people are asked now.

    What was withdrawn or undone is left out, with the marks of it.
    """
    with running(job="test: dump", now=now):
        name_of = _subjects()
        event_of = {row.id: f"{row.natural_key} {row.version_hash[:8]}" for row in Event.objects.all()}
        anchor_of = {row.id: event_of[row.anchor_event_id] for row in Firing.objects.all()}
        return {
            **_matching(name_of),
            "firings": _lines(
                [
                    name_of[row.about_id],
                    row.rule_id,
                    event_of[row.anchor_event_id],
                    row.certainty,
                    sorted(event_of[UUID(each)] for each in row.evidence_event_ids),
                    row.missing,
                    row.known_at,
                    row.due_at,
                    row.state,
                    event_of.get(row.done_by_event_id, ""),
                ]
                for row in Firing.objects.exclude(state="WITHDRAWN")
            ),
            "duties": _lines(
                [name_of[row.about_id], row.rule_id, event_of[row.anchor_event_id], row.due_at, row.done_at]
                for row in Duty.objects.filter(withdrawn_at__isnull=True)
            ),
            "alerts": _lines(
                [
                    name_of[row.about_id],
                    row.rule_id,
                    anchor_of.get(row.firing_id, ""),
                    row.cause,
                    row.team.code,
                    row.urgency,
                    row.state,
                    row.raised_at,
                ]
                for row in Alert.objects.exclude(state="WITHDRAWN").select_related("team")
            ),
        }


def dump_standing(now: datetime, *, with_times: bool = True) -> State:
    """Return everything that stands, and nothing that was withdrawn or undone nor any mark of it.

    A record none of whose versions stands is left out. So is who may look because of an alert or a question: whoever
    was told may read why it was withdrawn. Without times, when something came or became known is left out too.
    """
    with running(job="test: dump", now=now):
        name_of = _subjects()
        live = set(SourceRecord.objects.filter(withdrawn_at__isnull=True).values_list("subject_id", flat=True))
        empty = {name for subject_id, name in name_of.items() if subject_id not in live}
        times = ("recorded_at", "received_at") if with_times else ()
        event_fields = (*(field for field in EVENT_FIELDS if field != "recorded_at"), *times)
        own = {
            "subjects": _lines(set(name_of.values()) - empty),
            "records": _lines(
                [name_of[row.subject_id], row.reference, row.version_hash, row.event_keys, *_values(row, times)]
                for row in SourceRecord.objects.filter(withdrawn_at__isnull=True)
            ),
            **{
                model._meta.model_name or "": _lines(
                    [name_of[row.subject_id], row.source_record.reference, *_values(row, fields)]
                    for row in _all(model).filter(withdrawn_at__isnull=True).select_related("source_record")
                )
                for model, fields in CLAIMS
            },
            "events": _lines(
                [
                    name_of[row.subject_id],
                    *_values(row, event_fields),
                    "" if row.supersedes is None else row.supersedes.version_hash,
                ]
                for row in Event.objects.filter(withdrawn_at__isnull=True).select_related("supersedes")
            ),
            "parts": _lines(
                [
                    row.event.natural_key,
                    row.role,
                    row.described_as,
                    row.other_reference,
                    name_of.get(row.other_subject_id, ""),
                ]
                for row in Participation.objects.filter(event__withdrawn_at__isnull=True).select_related("event")
            ),
            "trusted adults": _lines(
                [name_of[row.subject_id], row.name] for row in TrustedAdult.objects.filter(withdrawn_at__isnull=True)
            ),
            "adults around": _lines(
                [name_of[row.subject_id], name_of[row.about_id], row.relation, row.must_not_be_told, row.is_latest]
                for row in AdultAround.objects.filter(withdrawn_at__isnull=True)
            ),
            "relationships": _lines(
                [
                    name_of[row.about_id],
                    row.reason,
                    "" if row.team is None else row.team.code,
                    "" if row.user is None else row.user.email,
                    *([row.ends_at] if with_times else []),
                ]
                for row in WorkingRelationship.objects.filter(ends_at__gt=now).select_related("team", "user")
                if row.about_id in name_of and row.reason not in ("REVIEWING_MATCH", "ALERTED")
            ),
        }
    derived = dump_derived(now) if with_times else dump_matching(now)
    emptied = [json.dumps(name, ensure_ascii=False) for name in empty]
    return own | {
        table: [line for line in lines if not any(name in line for name in emptied)] for table, lines in derived.items()
    }


def dump_matching(now: datetime) -> State:
    """Return who is one person and what waits to be judged."""
    with running(job="test: dump", now=now):
        return _matching(_subjects())


def dump_bytes(connection: Any, *, leaving_out: Iterable[str]) -> dict[str, str]:
    """Return a hash of every row of every table of the product but those left out, through a superuser's connection."""
    tables = [
        name
        for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        if name not in set(leaving_out)
    ]
    hashes = {}
    for name in sorted(tables):
        statement = f"SELECT md5(coalesce(string_agg(row::text, E'\\n' ORDER BY row::text), '')) FROM {name} AS row"
        hashes[name] = connection.execute(statement).fetchone()[0]
    return hashes


def _matching(name_of: dict[UUID, str]) -> State:
    clusters: dict[UUID, list[str]] = {}
    for member in ClusterMember.objects.all():
        clusters.setdefault(member.cluster_id, []).append(name_of[member.subject_id])
    return {
        "people": _lines(sorted(members) for members in clusters.values()),
        "routes": _lines(
            [name_of[row.subject_id], row.keys, row.held_values, row.mark] for row in Routes.objects.all()
        ),
        "waiting": _lines(
            [
                sorted((name_of[row.left_id], name_of[row.right_id])),
                row.proposal,
                row.agreeing,
                [[each["kind"], each["direction"], each["strength"]] for each in row.evidence],
                len(row.warnings),
            ]
            for row in Candidate.objects.filter(state="WAITING")
        ),
        "judged": _lines(
            [sorted((name_of[row.left_id], name_of[row.right_id])), row.answer, row.automatic]
            for row in Judgement.objects.filter(undone_at__isnull=True)
        ),
    }


def _subjects() -> dict[UUID, str]:
    rows = Subject.objects.select_related("agency")
    return {row.id: f"{row.agency.code}/{row.system}/{row.local_id}" for row in rows}


def _all(model: type[Model]) -> "QuerySet[Any]":
    return model._default_manager.all()


def _values(row: Any, fields: Iterable[str]) -> list[Any]:
    return [getattr(row, field) for field in fields]


def _lines(rows: Iterable[Any]) -> list[str]:
    return sorted(json.dumps(row, default=str, sort_keys=True, ensure_ascii=False) for row in rows)

"""Takes every lock of the database off, one at a time, and sees that some question with a known answer notices.

In:  a size; both try everything.
Out: checks: no answer wrong as it stands, nothing in the catalogue that must not be there, every lock missed at once.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.apps import apps
from django.db import connection

from reachable.access.context import acting, running
from reachable.access.domain.audit_verifier import Head
from reachable.access.domain.seals import NamedPerson, SealKind, WantedSeal
from reachable.access.domain.viewer import Actor, RelationshipReason, Role, Shown, Viewer
from reachable.access.domain.witnessing import Witnessed
from reachable.access.operations import begin_relationship, chain_waiting_entries, note_witnessed, take_partner_head
from reachable.access.operations.conflicts import clear_conflict, declare_conflict
from reachable.access.operations.seals import seal_records
from reachable.access.queries import get_viewer, list_sign_in_choices
from reachable.adapters.clock import read_clock
from reachable.config.measures.catalog_lint import find_faults
from reachable.config.measures.check import Check
from reachable.config.measures.counts_probes import list_counts_probes, prepare_counts
from reachable.config.measures.identity_probes import list_identity_probes, prepare_identities
from reachable.config.measures.made_up_children import BY, let_look, make_children
from reachable.config.measures.nonsense_rows import ANYTHING, fill_with_rows
from reachable.config.measures.policy_mutants import Mutant, list_mutants
from reachable.config.measures.policy_probes import (
    KEPT_ROW,
    LATER_ROW,
    OPEN_ROW,
    OTHER_ROW,
    OWN_ROW,
    Probe,
    Scene,
    ask,
    list_probes,
)
from reachable.config.measures.policy_probes_agreements import list_agreement_probes, prepare_agreements
from reachable.config.measures.policy_probes_erasing import list_erasing_probes, prepare_erasing, prepare_outbox
from reachable.config.measures.policy_probes_insiders import list_insider_probes
from reachable.config.measures.policy_probes_matters import list_matters_probes, prepare_matters
from reachable.config.measures.policy_probes_places import list_places_probes, list_protection_probes, prepare_places
from reachable.config.measures.policy_probes_told import list_told_probes
from reachable.config.measures.session_probes import list_session_probes
from reachable.config.measures.throwaway import as_superuser, throwaway_database
from reachable.demo.agencies import N_POLICE
from reachable.demo.seeding import Partnership, register_partnership
from reachable.demo.world import build_world
from reachable.kernel.ids import AboutId, AgencyId, RequestId, SubjectId, UserId
from reachable.matching.domain.clusters import Answer
from reachable.matching.operations import record_judgement
from reachable.people.operations import mark_sealed, seal_record
from reachable.people.queries import open_records
from reachable.places.queries import open_places
from reachable.sharing.operations.agreements import name_data_protection_officer

FEWEST_MUTANTS = 300
TAKEN_OFF_AT_ONCE = ANYTHING["timestamp with time zone"].strip("'")


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Take every lock off in turn, and return what was noticed."""
    progress("Making a database of its own …")
    with throwaway_database() as name:
        scene = _make_scene()
        with as_superuser(name) as admin:
            faults = find_faults(admin)
            mutants = list_mutants(admin)
            probes = _prepare_probes(admin, scene)
            with admin.transaction(force_rollback=True):
                answers = [(probe, ask(admin, probe, scene)) for probe in probes]
            progress(f"Taking {len(mutants)} locks off, one at a time, and asking {len(probes)} questions …")
            unseen = [mutant for mutant in mutants if not _is_noticed(admin, mutant, probes, scene)]
    wrong = [f"{each.about}: {each.name}: {answer}" for each, answer in answers if answer != each.right]
    argued = [each for each in unseen if each.equivalent]
    missed = [f"{each.about}: {each.what}" for each in unseen if not each.equivalent]
    false_arguments = [f"{each.about}: {each.what}" for each in mutants if each.equivalent and each not in unseen]
    return [
        Check("what stands in the catalogue and must not", faults or 0, 0, not faults),
        Check("questions asked", len(probes), None, True),
        Check("questions answered wrongly as the locks stand", wrong[:10] or 0, 0, not wrong),
        Check("locks taken off", len(mutants), f"at least {FEWEST_MUTANTS}", len(mutants) >= FEWEST_MUTANTS),
        Check("locks taken off that no question noticed", missed[:20] or 0, 0, not missed),
        Check("changes that change nothing, argued", _count_arguments(argued), None, True),
        Check("arguments that are not true", false_arguments[:10] or 0, 0, not false_arguments),
    ]


def _make_scene() -> Scene:
    """Make a partnership, four children, a link, a seal, and open one child to one reader in a committed request."""
    now = read_clock()
    made = register_partnership(build_world(now))
    subjects = make_children(made, count=9, events=1, now=now)
    choice = next(each.assignment for each in list_sign_in_choices(at=now) if each.assignment.role is Role.PRACTITIONER)
    reader = Actor(user_id=choice.user_id, agency_id=choice.agency_id, name=choice.user_name)
    police = made.agencies[N_POLICE]
    with acting(by=reader, what="measure", now=now):
        record_judgement(left=subjects[0], right=subjects[1], answer=Answer.SAME, because="measure", by=reader, now=now)
        seal_record(agency_id=police, system="measure", local_id="M3", because="measure", by=reader, now=now)
    let_look(made, choice.team_id, subjects[:1] + subjects[3:], now)
    request = RequestId(uuid4())
    viewer = get_viewer(
        user_id=choice.user_id, membership_id=choice.membership_id, purpose=None, request_id=request, at=now
    )
    wanted = [AboutId(subjects[0]), AboutId(subjects[4])]
    open_records(viewer=viewer, about_ids=wanted, shown=Shown.OPENED, what="measure")
    for shown in (subjects[0], subjects[4]):
        open_places(viewer=viewer, subject_id=shown, because="measures what is shown")
    _seal_by_act(subjects[4], viewer.agency_id, (), reader, now)
    _seal_by_act(subjects[5], viewer.agency_id, (viewer.user_id,), reader, now)
    _let_reader_have_conflicts(viewer, reader, subjects[6:9], now)
    open_records(viewer=viewer, about_ids=[AboutId(subjects[6])], shown=Shown.OPENED, what="measure")
    with (
        acting(by=Actor(user_id=None, agency_id=viewer.agency_id, name="measure"), what="measure", now=now),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT audit.note_alarm(NULL, 'measure')")
    _agree_on_sharing(made, viewer, now)
    breaker, breakers_agency, breakers_request = _break_glass(made, subjects[0], now)
    with running(job="measure", now=now):
        note_witnessed(seen=Witnessed("measure", 1, "00" * 32, now), by=BY, now=now)
        take_partner_head(head=Head(str(uuid4()), 1, "00" * 32, now.isoformat()), by=BY, now=now)
    while chain_waiting_entries():
        pass
    return Scene(
        breaker=breaker,
        breakers_agency=breakers_agency,
        breakers_request=breakers_request,
        reader=viewer.user_id,
        agency=viewer.agency_id,
        other_agency=_other_agency(made, viewer.agency_id),
        request=request,
        open_child=subjects[0],
        open_twin=subjects[1],
        closed_child=subjects[2],
        sealed_child=subjects[3],
        sealed_later=subjects[4],
        named_child=subjects[5],
        conflicted_child=subjects[6],
        cleared_child=subjects[7],
        neighbour_child=subjects[8],
        at=now + timedelta(seconds=1),
    )


def _agree_on_sharing(made: Partnership, viewer: Viewer, now: datetime) -> None:
    """Keep agreements and one officer, so that their tables have a row to ask about."""
    worked_in = sorted(set(made.agency_of_user.values()) - {viewer.agency_id})
    prepare_agreements(viewer=viewer, other=worked_in[0], now=now)
    with running(job="measure", now=now):
        name_data_protection_officer(agency_id=viewer.agency_id, user_id=viewer.user_id, starts_at=now, by=BY, now=now)


def _seal_by_act(subject: SubjectId, sealing: AgencyId, named: tuple[UserId, ...], by: Actor, now: datetime) -> None:
    """Seal a record for the people named or, as before adoption, for nobody."""
    kind = SealKind.STAFF_CHILD if named else SealKind.ADOPTION
    people = tuple(NamedPerson(each, now + timedelta(days=1)) for each in named)
    with acting(by=by, what="measure", now=now):
        mark_sealed(subject_ids=[subject], because="measure", by=by, now=now)
        seal_records(
            about_ids=[AboutId(subject)],
            agency_id=sealing,
            wanted=WantedSeal(kind=kind, because="measure", named=people),
            by=by,
            now=now,
        )


def _let_reader_have_conflicts(viewer: Viewer, reader: Actor, subjects: tuple[SubjectId, ...], now: datetime) -> None:
    """Call the reader as two of these children are, one of which a reviewer lets pass; let them live with a third."""
    namesake, cleared, neighbour = subjects
    called = "(SELECT family FROM people_name WHERE about_id = %s)"
    with running(job="measure", now=now), connection.cursor() as cursor:
        cursor.execute("UPDATE people_name SET given = 'Rowan' WHERE about_id IN (%s, %s)", [namesake, cleared])
        cursor.execute(
            f"UPDATE access_user SET name = 'Rowan ' || {called} WHERE id = %s",  # noqa: S608 - both parts stand here
            [namesake, viewer.user_id],
        )
        cursor.execute("UPDATE people_residence SET postcode = 'ZZ9 9ZZ' WHERE about_id = %s", [neighbour])
        cursor.execute("SELECT id FROM access_user WHERE id <> %s LIMIT 1", [viewer.user_id])
        another = Actor(user_id=UserId(cursor.fetchone()[0]), agency_id=viewer.agency_id, name="measure")
    agency = viewer.agency_id
    with acting(by=reader, what="measure", now=now):
        declare_conflict(user_id=viewer.user_id, agency_id=agency, postcode="ZZ9 9ZZ", most_homes=1, by=reader, now=now)
        clear_conflict(
            about_id=AboutId(cleared),
            user_id=viewer.user_id,
            agency_id=agency,
            because="measure",
            until=now + timedelta(days=1),
            by=another,
            now=now,
        )


def _break_glass(made: Partnership, child: UUID, now: datetime) -> tuple[UUID, UUID, UUID]:
    """Let somebody who works with nobody break the glass for a child, and open it in a committed request."""
    choice = [each.assignment for each in list_sign_in_choices(at=now) if each.assignment.role is Role.PRACTITIONER][-1]
    request = RequestId(uuid4())
    with running(job="measure", now=now):
        begin_relationship(
            about_id=AboutId(child),
            reason=RelationshipReason.BROKEN_GLASS,
            starts_at=now,
            ends_at=now + timedelta(hours=1),
            controller_id=made.agencies[N_POLICE],
            user_id=choice.user_id,
            by=BY,
            now=now,
        )
    viewer = get_viewer(
        user_id=choice.user_id, membership_id=choice.membership_id, purpose=None, request_id=request, at=now
    )
    open_records(viewer=viewer, about_ids=[AboutId(child)], shown=Shown.OPENED, what="broken glass")
    return viewer.user_id, viewer.agency_id, request


def _other_agency(made: Partnership, agency: UUID) -> UUID:
    return next(each for each in made.agencies.values() if each != agency)


def _prepare_probes(admin: "psycopg.Connection[Any]", scene: Scene) -> tuple[Probe, ...]:
    """Put five rows into every personal table, and return every question."""
    columns_of = {}
    rows: list[dict[str, object]] = [
        {
            "id": OPEN_ROW,
            "about_id": scene.open_child,
            "sharing": "PARTNERS",
            "controller_id": scene.other_agency,
        },
        {"id": OWN_ROW, "about_id": scene.open_child, "sharing": "HOLDER", "controller_id": scene.agency},
        {
            "id": KEPT_ROW,
            "about_id": scene.open_child,
            "sharing": "HOLDER",
            "controller_id": scene.other_agency,
        },
        {"id": OTHER_ROW, "about_id": scene.closed_child, "sharing": "PARTNERS", "controller_id": scene.agency},
        {"id": LATER_ROW, "about_id": scene.sealed_later, "sharing": "PARTNERS", "controller_id": scene.agency},
    ]
    for table in sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "IS_PERSONAL", False)):
        # A seal of nonsense must not seal: the rows of that table are of seals taken off at once.
        # A hold of nonsense must not hold either. A pack of nonsense has left: how it did may be written once.
        ended = {"access_seal": "unsealed_at", "keeping_hold": "lifted_at", "sharing_pack": "released_at"}
        extra = {ended[table]: TAKEN_OFF_AT_ONCE} if table in ended else {}
        columns_of[table] = fill_with_rows(admin, table, [row | extra for row in rows])
    admin.execute(
        "UPDATE sharing_sharerecipient SET starts_at = %s, expires_at = %s",
        [scene.at - timedelta(days=1), scene.at + timedelta(days=1)],
    )
    admin.execute("ALTER TABLE sharing_sharerecipient DISABLE TRIGGER purpose_stays")
    admin.execute("UPDATE sharing_sharerecipient SET recipient_agency_id = %s", [scene.agency])
    admin.execute("ALTER TABLE sharing_sharerecipient ENABLE TRIGGER purpose_stays")
    functions = admin.execute(
        "SELECT pronamespace::regnamespace::text || '.' || proname, oid FROM pg_proc"
        " WHERE pronamespace::regnamespace::text IN ('context', 'audit', 'resolver') ORDER BY 1"
    ).fetchall()
    prepare_erasing(admin, scene)
    prepare_outbox(admin)
    prepare_places(admin, scene)
    prepare_identities(admin, scene)
    prepare_counts(admin)
    prepare_matters(admin, scene)
    return (
        *list_erasing_probes(columns_of),
        *list_probes(scene, columns_of, functions),
        *list_session_probes(scene),
        *list_identity_probes(scene),
        *list_insider_probes(scene),
        *list_matters_probes(),
        *list_places_probes(scene),
        *list_protection_probes(scene),
        *list_counts_probes(columns_of),
        *list_agreement_probes(),
        *list_told_probes(),
    )


def _is_noticed(admin: "psycopg.Connection[Any]", mutant: Mutant, probes: Sequence[Probe], scene: Scene) -> bool:
    """Take one lock off, ask the questions about it and those about everything, and put it back."""
    with admin.transaction(force_rollback=True):
        for statement in mutant.statements:
            admin.execute(statement.encode())
        near = [probe for probe in probes if probe.about == mutant.about]
        far = [probe for probe in probes if probe.about in {"resolver", "audit"} and probe.about != mutant.about]
        return any(not _right(admin, probe, scene) for probe in (*near, *far)) or bool(find_faults(admin))


def _right(admin: "psycopg.Connection[Any]", probe: Probe, scene: Scene) -> bool:
    return bool(ask(admin, probe, scene) == probe.right)


def _count_arguments(argued: Sequence[Mutant]) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for mutant in argued:
        counted[mutant.equivalent] += 1
    return dict(counted)

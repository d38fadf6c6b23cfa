"""Asks of every case on who may see what: a table written by hand, the one policy in plain Python, and the database.

In:  a size: all purposes and children, or a part of them.
Out: checks: enough decisions and cases; the three agree in both directions; answers turned in the table are all found.

The database is asked set-wise: one signed context for each role, agency and purpose, as the application role, for all
children.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.conf import settings
from django.db import DatabaseError

from reachable.access.context import OnlyCounts, running
from reachable.access.domain.context_token import ContextToken, sign
from reachable.access.domain.policy import Asked, Part, SealState, Tie, decide
from reachable.access.domain.viewer import PURPOSES_OF_ROLE, Purpose, RelationshipReason, Role, Run, Viewer
from reachable.adapters.clock import read_clock
from reachable.config.measures.access_scene import AGENCIES, HOLDER, AccessScene, MadeUpChild, make_scene
from reachable.config.measures.access_table import Case, DecisionTable, read_table
from reachable.config.measures.check import Check
from reachable.config.measures.throwaway import as_app, throwaway_database
from reachable.journeys.alerts_opened import list_my_alerts
from reachable.journeys.child_looked_up import look_up_child
from reachable.journeys.child_opened import AskedToSee, open_child
from reachable.kernel.ids import RequestId, SubjectId
from reachable.people.queries import list_claims

KNOWN_ROLES = tuple(Role)
KNOWN_PURPOSES = tuple(Purpose)
FEWEST_DECISIONS = 300
FEWEST_CASES = {"small": 1_500, "full": 20_000}
TURNED = 20
SEED = 4
EVERY = {"small": 3, "full": 1}
PAGES_EVERY = {"small": 45, "full": 9}
"""Of children, how many are asked for in SQL, and on pages: one in so many."""

IDS = "about_id::text FROM {} WHERE about_id = ANY (%s)"
FIELDS = {
    "NAME": f"SELECT {IDS.format('people_name')}",
    "EVENTS_SHARED": f"SELECT {IDS.format('timeline_event')} AND sharing = 'PARTNERS'",
    "EVENTS_KEPT": f"SELECT {IDS.format('timeline_event')} AND sharing = 'HOLDER'",
    "LOCATION": f"SELECT {IDS.format('people_residence')}",
    "ADULTS": f"SELECT {IDS.format('people_adultaround')}",
    "ALERTS": f"SELECT {IDS.format('alerts_alert')}",
    "AUDIT": "SELECT about_id::text FROM audit.looked_at(%s) WHERE kind = 'OPENED' AND user_id = %s",
}
"""Each part of a record, and the statement that shows of which children it can be seen."""

OPENING = "SELECT wanted_id::text FROM resolver.open_records(%s, %s, 'measure') WHERE granted"
WRITING = "UPDATE people_name SET given = given WHERE about_id = ANY (%s) RETURNING about_id::text"
HISTORY = "SELECT resolver.latest_versions(%s)::text"
ONLY_COUNTS = "RC041"
HELD = "SELECT coalesce(sum(held), 0) FROM resolver.count_held()"
SEALS = {each.name: each for each in SealState}
TIES = {each.name: each for each in Tie}
PART_OF_FIELD = {
    "EVENTS_KEPT": Part.WHAT_ITS_AGENCY_KEEPS,
    "LOCATION": Part.WHERE_THE_CHILD_IS,
    "AUDIT": Part.WHO_LOOKED,
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: a role in an agency, for a purpose."""

    agency: str
    role: Role
    purpose: Purpose


@dataclass(slots=True)
class Answers:
    """What the product answered to every case, and where it counted wrongly what others hold."""

    of: dict[Case, bool]
    miscounted: list[str]


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Ask everything, and compare."""
    progress("Making a database of its own …")
    with throwaway_database():
        scene = make_scene(read_clock())
        people = tuple(_list_people(size))
        progress(f"Asking as {len(people)} people of {len(scene.children)} children …")
        answers = _ask_everything(scene, people, size)
    return judge(read_table(), answers.of, size, miscounted=answers.miscounted)


def judge(
    table: DecisionTable, answers: Mapping[Case, bool], size: str, *, miscounted: Sequence[str] = ()
) -> list[Check]:
    """Compare what was answered with the table and with the policy, and see that a wrong table would be noticed."""
    rows = {case: table.decide(case) for case in answers}
    untold = [case for case, row in rows.items() if row is None]
    wrong_refusals = [case for case, row in rows.items() if row and row.lets_through and not answers[case]]
    wrongly_shown = [case for case, row in rows.items() if row and not row.lets_through and answers[case]]
    unlike = [case for case, row in rows.items() if row and _policy_says(case) != row.lets_through]
    decided = {row.number for row in rows.values() if row}
    idle = [row.number for row in table.rows if row.number not in decided] if size == "full" else []
    fewest = FEWEST_CASES[size]
    return [
        Check("decisions written down", len(table.rows), f"at least {FEWEST_DECISIONS}", _enough(table)),
        Check("decisions that decide no case", idle or 0, 0, not idle),
        Check("cases asked", len(answers), f"at least {fewest}", len(answers) >= fewest),
        Check("cases in which something was shown", sum(answers.values()), None, True),
        Check("channels asked through", sorted({case.channel for case in answers}), None, True),
        Check("cases the table says nothing of", _say(untold), 0, not untold),
        Check("wrong refusals", _say(wrong_refusals), 0, not wrong_refusals),
        Check("shown and should not be", _say(wrongly_shown), 0, not wrongly_shown),
        Check("cases of which the policy in plain Python says otherwise", _say(unlike), 0, not unlike),
        Check("people to whom what others hold was counted wrongly", list(miscounted)[:5] or 0, 0, not miscounted),
        _turn_some(table, answers, decided),
    ]


def _turn_some(table: DecisionTable, answers: Mapping[Case, bool], decided: Iterable[int]) -> Check:
    """Turn some decisions into their opposite: exactly the cases they decide must then disagree."""
    turned = set(random.Random(SEED).sample(sorted(decided), TURNED))  # noqa: S311 - a choice that can be repeated
    wrong = table.turned(turned)
    found = {case for case, answer in answers.items() if (row := wrong.decide(case)) and row.lets_through != answer}
    meant = {case for case in answers if (row := table.decide(case)) and row.number in turned}
    noticed = {row.number for case in found if (row := table.decide(case))}
    holds = found == meant and noticed == turned
    return Check("decisions turned round that were found, and nothing else", len(noticed), TURNED, holds)


def _enough(table: DecisionTable) -> bool:
    return len({row.because for row in table.rows}) >= FEWEST_DECISIONS


def _say(cases: Sequence[Case]) -> list[str] | int:
    return [str(case) for case in cases[:5]] if cases else 0


def _policy_says(case: Case) -> bool:
    """Return what the one policy says of a case. Nothing is written by reading, which no policy is asked for."""
    if case.operation == "WRITE":
        return False
    role = next(each for each in Role if each.code == case.role)
    return decide(
        Asked(
            role=role,
            purpose=next(each for each in Purpose if each.code == case.purpose),
            of_holder=case.agency == HOLDER,
            tie=_tie_of(case),
            seal=SEALS[case.seal],
            has_conflict=case.conflict not in ("NONE", "CLEARED"),
            part=PART_OF_FIELD.get(case.field, Part.WHAT_IS_SHARED),
        )
    ).may_see


def _tie_of(case: Case) -> Tie:
    """Return what ties somebody to the child of a case. Broken glass is a tie of its own while its hour lasts."""
    is_glass = case.reason == RelationshipReason.BROKEN_GLASS.code and case.state == Tie.LIVE.name
    return Tie.BROKEN_GLASS if is_glass else TIES[case.state]


def _list_people(size: str) -> Iterator[Person]:
    """Yield everybody for every purpose, their own first; in the small size one that is not theirs is enough."""
    for agency in AGENCIES:
        for role in KNOWN_ROLES:
            own = [each for each in PURPOSES_OF_ROLE[role] if each in KNOWN_PURPOSES]
            foreign = [each for each in KNOWN_PURPOSES if each not in own]
            wanted = [*own, *foreign] if size == "full" else [own[0], foreign[len(agency) % len(foreign)]]
            for purpose in wanted:
                yield Person(agency, role, purpose)


def _ask_everything(scene: AccessScene, people: Sequence[Person], size: str) -> Answers:
    answers = Answers({}, [])
    children = _choose_children(scene, EVERY[size])
    shown_on_pages = dict(list(scene.children.items())[:: PAGES_EVERY[size]])
    with running(job="measure", now=scene.at):
        child_of_version = _find_versions(scene)
    with as_app() as bare:
        for person in people:
            _ask_in_sql(bare, scene, person, children, child_of_version, answers)
    for person in people:
        if person.purpose is PURPOSES_OF_ROLE[person.role][0]:
            _ask_on_pages(scene, person, shown_on_pages, answers)
    return answers


def _choose_children(scene: AccessScene, every: int) -> dict[SubjectId, MadeUpChild]:
    """Return every so-manieth child, and whoever is tied by broken glass: it is decided like no other tie."""
    return {
        subject_id: child
        for number, (subject_id, child) in enumerate(scene.children.items())
        if number % every == 0 or child.reason == RelationshipReason.BROKEN_GLASS.code
    }


def _find_versions(scene: AccessScene) -> dict[str, str]:
    """Return of which child each version of a source record is, inside a run."""
    claims = list_claims(viewer=Run("measure"), subject_ids=list(scene.children))
    return {str(name.source.source_record_id): str(subject) for subject, each in claims.items() for name in each.names}


def _ask_in_sql(
    bare: "psycopg.Connection[Any]",
    scene: AccessScene,
    person: Person,
    children: Mapping[SubjectId, MadeUpChild],
    child_of_version: Mapping[str, str],
    answers: Answers,
) -> None:
    """Ask as the application role, on a connection without the product in front of it."""
    request, ids = uuid4(), list(children)
    listed = _ask(bare, scene, person, uuid4(), OPENING, ids, "LISTED")
    opened = _ask(bare, scene, person, request, OPENING, ids, "OPENED")
    seen = {
        ("LIST", "NAME"): listed,
        ("OPEN", "NAME"): opened & _ask(bare, scene, person, request, FIELDS["NAME"], ids),
    }
    for field, statement in FIELDS.items():
        more = [scene.earlier_reader] if field == "AUDIT" else []
        seen["OPEN", field] = _ask(bare, scene, person, request, statement, ids, *more)
    versions = _ask(bare, scene, person, request, HISTORY, ids)
    seen["HISTORY", "NAME"] = frozenset(child_of_version[each] for each in versions)
    seen["WRITE", "NAME"] = _ask(bare, scene, person, request, WRITING, ids)
    held = _ask(bare, scene, person, request, HELD)
    expected = 0 if person.agency == HOLDER or person.role is Role.ANALYST else len(opened)
    if held - {expected} or not (held or person.role is Role.ANALYST):
        answers.miscounted.append(f"{person}: {held}, not {expected}")
    for (operation, field), found in seen.items():
        for subject_id, child in children.items():
            answers.of[_case(person, child, field, operation, "SQL")] = str(subject_id) in found


def _ask(
    bare: "psycopg.Connection[Any]", scene: AccessScene, person: Person, request: UUID, statement: str, *values: Any
) -> frozenset[Any]:
    with bare.transaction():
        row = bare.execute("SELECT pg_backend_pid(), pg_current_xact_id()::text").fetchone()
        if row is None:
            raise LookupError("the database did not say which connection this is")
        token = ContextToken(
            kind="PERSON",
            user_id=scene.users[person.agency, person.role],
            agency_id=scene.agencies[person.agency],
            role_code=person.role.code,
            may_read=person.role.may_read,
            purpose_code=person.purpose.code,
            request_id=request,
            at=scene.at,
            backend=row[0],
            transaction=row[1],
        )
        bare.execute("SELECT context.open(%s, %s)", [token.text(), sign(token, settings.CONTEXT_KEY)])
        try:
            with bare.transaction():
                return frozenset(each for (each,) in bare.execute(statement.encode(), values).fetchall())
        except psycopg.Error as refusal:
            if refusal.sqlstate != ONLY_COUNTS or person.role is not Role.ANALYST:
                raise
            return frozenset()


def _ask_on_pages(
    scene: AccessScene, person: Person, children: Mapping[SubjectId, MadeUpChild], answers: Answers
) -> None:
    """Ask through what stands behind the pages: a child's page, the list of alerts, looking somebody up."""
    if person.role is Role.ANALYST:
        _ask_pages_as_analyst(scene, person, children, answers)
        return
    listed = list_my_alerts(viewer=_viewer(scene, person), now=scene.at)
    shown = {each.subject_id for each in (*listed.waiting, *listed.taken)}
    for subject_id, child in children.items():
        answers.of[_case(person, child, "ALERTS", "LIST", "PAGE")] = subject_id in shown
        page = open_child(
            viewer=_viewer(scene, person), subject_id=subject_id, asked=AskedToSee(), now=scene.at, what="measure"
        )
        answers.of[_case(person, child, "NAME", "OPEN", "PAGE")] = page is not None
        if child.seal == "NONE" and child.conflict == "NONE":
            words = f"Child{child.number} Measured"
            found = look_up_child(words=words, viewer=_viewer(scene, person), now=scene.at).found
            answers.of[_case(person, child, "NAME", "SEARCH", "LOOK_UP")] = subject_id in {
                each.subject_id for each in found
            }


def _ask_pages_as_analyst(
    scene: AccessScene, person: Person, children: Mapping[SubjectId, MadeUpChild], answers: Answers
) -> None:
    """Ask the same as somebody to whom everything of anybody raises: what is answered at all was shown."""
    for subject_id, child in children.items():
        words = f"Child{child.number} Measured"
        asked: dict[tuple[str, str, str], Callable[[], object]] = {
            ("ALERTS", "LIST", "PAGE"): lambda: list_my_alerts(viewer=_viewer(scene, person), now=scene.at),
            ("NAME", "OPEN", "PAGE"): lambda subject_id=subject_id: open_child(  # type: ignore[misc]
                viewer=_viewer(scene, person), subject_id=subject_id, asked=AskedToSee(), now=scene.at, what="measure"
            ),
            ("NAME", "SEARCH", "LOOK_UP"): lambda words=words: look_up_child(  # type: ignore[misc]
                words=words, viewer=_viewer(scene, person), now=scene.at
            ),
        }
        for (field, operation, channel), ask in asked.items():
            answers.of[_case(person, child, field, operation, channel)] = _is_answered(ask)


def _is_answered(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except (OnlyCounts, DatabaseError):
        return False
    return True


def _viewer(scene: AccessScene, person: Person) -> Viewer:
    return Viewer(
        user_id=scene.users[person.agency, person.role],
        name="measure",
        agency_id=scene.agencies[person.agency],
        agency_name=person.agency.title(),
        area_id=scene.areas[person.agency],
        role=person.role,
        purpose=person.purpose,
        team_ids=(scene.teams[person.agency],),
        request_id=RequestId(uuid4()),
        at=scene.at,
    )


def _case(person: Person, child: MadeUpChild, field: str, operation: str, channel: str) -> Case:
    return Case(
        role=person.role.code,
        agency=person.agency,
        reason=child.reason,
        state=child.state,
        by=child.by,
        purpose=person.purpose.code,
        seal=child.seal,
        conflict=child.conflict,
        field=field,
        operation=operation,
        channel=channel,
    )

"""With no signed context nothing personal can be read, and "refused" never looks like "nothing there"."""

from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction

from reachable.access.context import ContextAlreadyOpen, NoContextOpen, acting, reading, require_acting, running
from reachable.access.models import WorkingRelationship
from reachable.access.rows import begin
from reachable.people.models import Subject
from reachable.timeline.models import Event
from tests.integration.made_up import MACHINE, NOW, as_app, make_corner, sign_in, token_for, viewer_of

PERSONAL = [model for model in apps.get_models() if getattr(model, "IS_PERSONAL", False)]
ASKED = {
    "a list": lambda model: list(model.objects.all()),
    "an id that is not there": lambda model: model.objects.filter(pk=uuid4()).exists(),
    "a count": lambda model: model.objects.count(),
    "two lists as one": lambda model: list(model.objects.filter(pk=uuid4()).union(model.objects.filter(pk=uuid4()))),
    "a change": lambda model: model.objects.filter(pk=uuid4()).update(purpose="SAFEGUARDING"),
    "a removal": lambda model: model.objects.filter(pk=uuid4())._raw_delete("default"),
}
NO_CONTEXT, FORGED, FOR_ANOTHER = "RC001", "RC002", "RC003"


@pytest.mark.parametrize("model", PERSONAL, ids=lambda model: model._meta.label)
def test_every_personal_table_raises_without_a_context(model, database):
    for what, ask in ASKED.items():
        with pytest.raises(NoContextOpen):
            ask(model)
            pytest.fail(f"{what} was answered")


def test_adding_a_row_raises_without_a_context(database):
    with pytest.raises(NoContextOpen):
        Subject.objects.create(about_id=uuid4(), controller_id=uuid4(), agency_id=uuid4(), first_received_at=NOW)


def test_a_join_that_starts_from_an_empty_table_raises_without_a_context(database):
    with pytest.raises(NoContextOpen), connection.cursor() as cursor:
        cursor.execute("/* a comment first */ SELECT 1 FROM access_rotaentry JOIN people_name ON false")


def test_the_tables_themselves_raise_when_somebody_goes_round_the_guard(database, privileged):
    silent = []
    with privileged.connect(database) as admin, as_app() as bare:
        for model in PERSONAL:
            table = model._meta.db_table
            fill_with_anything(admin, table)
            for statement in (f"SELECT * FROM {table}", f"UPDATE {table} SET purpose = 'X'"):
                try:
                    bare.execute(statement)
                    silent.append(statement)
                except psycopg.Error as refusal:
                    if refusal.sqlstate != NO_CONTEXT:
                        silent.append(f"{statement}: {refusal}")
    assert silent == []


def test_a_row_cannot_be_added_round_the_guard(database):
    corner = make_corner()
    with as_app() as bare, pytest.raises(psycopg.Error) as refusal:
        bare.execute(
            "INSERT INTO people_subject (id, about_id, controller_id, purpose, lawful_basis, retention_class,"
            " handling_code, sharing, agency_id, system, local_id, is_child, first_received_at, sealed_because)"
            " SELECT one, one, %(agency)s, 'X', 'X', 'X', '', 'PARTNERS', %(agency)s, 'x', 'x', true, now(), ''"
            " FROM gen_random_uuid() AS one",
            {"agency": corner.council},
        )
    assert refusal.value.sqlstate == NO_CONTEXT


def test_a_forged_signature_opens_nothing(database):
    corner = make_corner()
    with as_app() as bare, bare.transaction(), pytest.raises(psycopg.Error) as refusal, bare.transaction():
        text, signature = token_for(bare, viewer_of(corner))
        bare.execute("SELECT context.open(%s, %s)", [text, signature[:-1] + bytes([signature[-1] ^ 1])])
    assert refusal.value.sqlstate == FORGED


def test_a_token_whose_words_were_changed_opens_nothing(database):
    corner = make_corner()
    with as_app() as bare, bare.transaction(), pytest.raises(psycopg.Error) as refusal, bare.transaction():
        text, signature = token_for(bare, viewer_of(corner))
        bare.execute("SELECT context.open(%s, %s)", [text.replace(str(corner.council), str(corner.police)), signature])
    assert refusal.value.sqlstate == FORGED


def test_a_missing_signature_opens_nothing(database):
    corner = make_corner()
    with as_app() as bare, bare.transaction(), pytest.raises(psycopg.Error) as refusal, bare.transaction():
        bare.execute("SELECT context.open(%s, NULL)", [token_for(bare, viewer_of(corner))[0]])
    assert refusal.value.sqlstate == FORGED


def test_a_token_of_another_transaction_opens_nothing(database):
    corner = make_corner()
    with as_app() as bare:
        with bare.transaction():
            kept = token_for(bare, viewer_of(corner))
        with bare.transaction(), pytest.raises(psycopg.Error) as refusal, bare.transaction():
            bare.execute("SELECT context.open(%s, %s)", kept)
    assert refusal.value.sqlstate == FOR_ANOTHER


def test_a_token_of_another_connection_opens_nothing(database):
    corner = make_corner()
    with as_app() as one, as_app() as other, one.transaction():
        stolen = token_for(one, viewer_of(corner))
        with pytest.raises(psycopg.Error) as refusal:
            other.execute("SELECT context.open(%s, %s)", stolen)
    assert refusal.value.sqlstate == FOR_ANOTHER


def test_a_connection_used_again_starts_without_the_last_ones_context(database):
    corner = make_corner()
    with as_app() as bare:
        with bare.transaction():
            sign_in(bare, viewer_of(corner))
            assert bare.execute("SELECT count(*) FROM people_subject").fetchone() == (0,)
        with pytest.raises(psycopg.Error) as refusal:
            bare.execute("SELECT count(*) FROM people_subject")
    assert refusal.value.sqlstate == NO_CONTEXT


def test_a_context_cannot_be_written_without_signing_it(database):
    with as_app() as bare, pytest.raises(psycopg.errors.InsufficientPrivilege):
        bare.execute("SELECT * FROM context.opened")


def test_a_read_cannot_change_or_add_a_row(database):
    corner = make_corner()
    with running(job="test", now=NOW):
        kept = Event.objects.filter(controller_id=corner.council).count()
    with reading(viewer_of(corner)):
        assert Event.objects.update(words="changed") == 0
    with pytest.raises(Exception, match="row-level security"), reading(viewer_of(corner)):
        WorkingRelationship.objects.create(
            about_id=corner.other_child,
            controller_id=corner.council,
            user_id=corner.asha,
            reason="ALLOCATED",
            starts_at=NOW,
            ends_at=NOW.replace(year=2027),
            recorded_at=NOW,
        )
    with running(job="test", now=NOW):
        assert Event.objects.filter(controller_id=corner.council, words="").count() == kept


def test_a_context_is_never_opened_inside_another(database):
    corner = make_corner()
    with pytest.raises(ContextAlreadyOpen), running(job="test", now=NOW), reading(viewer_of(corner)):
        pytest.fail("opened")
    with pytest.raises(ContextAlreadyOpen), reading(viewer_of(corner)), acting(by=MACHINE, what="test", now=NOW):
        pytest.fail("opened")


def test_the_numbers_a_context_is_signed_for_are_those_the_server_gives(database):
    with transaction.atomic():
        backend, current = begin()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid(), pg_current_xact_id()::text")
            assert cursor.fetchone() == (backend, current)


def test_what_was_begun_is_undone_when_the_block_fails(database):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE kept (id integer)")
    with pytest.raises(LookupError), transaction.atomic():
        begin()
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO kept VALUES (1)")
        raise LookupError
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kept")
        assert cursor.fetchone() == (0,)


def test_a_context_on_a_connection_that_was_cut_off_is_refused_and_the_next_one_opens(database, privileged):
    viewer = viewer_of(make_corner())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    with privileged.connect(database) as admin:
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    with pytest.raises(OperationalError, match=r"terminat|closed"), reading(viewer):
        pytest.fail("opened")
    with reading(viewer):
        assert not Event.objects.exists()


def test_an_operation_outside_an_act_is_refused(database):
    corner = make_corner()
    with pytest.raises(NoContextOpen):
        require_acting()
    with pytest.raises(NoContextOpen), reading(viewer_of(corner)):
        require_acting()


def fill_with_anything(admin: psycopg.Connection, table: str) -> None:
    """Put one row of nonsense in a table, past every constraint, so that its policies have something to decide."""
    constraints = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'f', 'x')"
    for (name,) in admin.execute(constraints, [table]).fetchall():
        admin.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    columns = admin.execute(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull AND attidentity = ''",
        [table],
    ).fetchall()
    names = ", ".join(f'"{name}"' for name, _ in columns)
    values = ", ".join("'{}'" if kind.endswith("[]") else ANYTHING[kind] for _, kind in columns)
    admin.execute(f"INSERT INTO {table} ({names}) VALUES ({values})")


ANYTHING = {
    "uuid": "gen_random_uuid()",
    "character varying": "'x'",
    "text": "'x'",
    "boolean": "false",
    "integer": "1",
    "smallint": "1",
    "bigint": "1",
    "double precision": "1",
    "numeric": "1",
    "jsonb": "'{}'",
    "bytea": "'x'",
    "date": "'2026-03-03'",
    "timestamp with time zone": "'2026-03-03T14:20Z'",
}

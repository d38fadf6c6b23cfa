"""Keys and passwords are changed by a command: cut off anywhere it goes on, and nothing that opened is lost."""

import json
from dataclasses import asdict
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor
from reachable.access.operations.conflicts import declare_conflict
from reachable.adapters.embedded_database import Server, read_secrets, start_server, stop_server
from reachable.adapters.key_files import read_key_file
from reachable.config import changing_keys
from reachable.config.build import role_passwords
from reachable.config.changing_keys import change_passwords, change_places_key, read_dates
from reachable.config.database import superuser_connection
from reachable.config.prepare import prepare_server
from reachable.intake.domain.concern import Route
from reachable.journeys.concern_received import find_own_draft, keep_draft
from reachable.keeping.domain.deciding import HoldKind
from reachable.keeping.models import Hold
from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.sealing import home_key, key_mark
from reachable.places.models import ChildKey, PlaceToken
from reachable.places.operations.wrapping import CannotBeWrappedAnew
from reachable.places.queries import count_keys_of_others, find_places_in, list_shown_places
from tests.integration.made_up import NOW, is_opened, make_corner, make_subject, viewer_of, work_with
from tests.integration.test_places_kept import HOME, RUN, SCHOOL, keep

PHONE = (PlaceKind.PHONE, "07700 900123", "")
ONLY_POSTCODE = (PlaceKind.PLACEMENT, "", "ZZ99 7ZZ")
TEXT = "He is at 12 larch rise, or ZZ99 7ZZ; ring 07700 900123."


@pytest.fixture
def kept(database, tmp_path, monkeypatch):
    """Give two children with places, and the file of the key they are kept under."""
    path = tmp_path / "places.key"
    monkeypatch.setattr(settings, "PLACES_KEY", read_key_file(path, make=True))
    corner = make_corner()
    keep(corner, corner.council_record, HOME, SCHOOL, PHONE, ONLY_POSTCODE)
    keep(corner, corner.other_child, HOME)
    return corner, path


def change(path):
    return change_places_key(path, now=NOW, progress=lambda _: None).children


def opened(corner):
    with running(job="test", now=NOW):
        shown = list_shown_places(viewer=RUN, subject_ids=[corner.council_record, corner.other_child])
        found = find_places_in(viewer=RUN, text=TEXT, about=[corner.council_record])
        return sorted((said.kind.code, value) for said, value in shown), len(found), count_keys_of_others(viewer=RUN)


def test_after_the_places_key_is_changed_everything_opens_and_is_found_as_before(kept, monkeypatch):
    corner, path = kept
    before = opened(corner)
    assert change(path) == 2
    assert opened(corner) == ([(kind, "") for kind, _ in before[0]], 0, 2)
    monkeypatch.setattr(settings, "PLACES_KEY", read_key_file(path, make=False))
    assert opened(corner) == before
    assert before[1] >= 3
    assert before[2] == 0
    assert read_dates(path.parent)["places key"] == NOW.date()


def test_what_somebody_has_typed_and_not_sent_is_there_again_under_the_next_key(kept, monkeypatch):
    corner, path = kept
    viewer, said = viewer_of(corner), {"what_i_saw": ["He was crying"]}
    keep_draft(route=Route.SAFEGUARDING, answers=said, viewer=viewer, now=NOW)
    change(path)
    monkeypatch.setattr(settings, "PLACES_KEY", read_key_file(path, make=False))
    draft = find_own_draft(route=Route.SAFEGUARDING, viewer=viewer, now=NOW)
    assert draft.answers == {"what_i_saw": ("He was crying",)}


def test_cut_off_after_the_first_child_it_goes_on_and_nothing_is_lost(kept, monkeypatch):
    corner, path = kept
    before, old = opened(corner), read_key_file(path, make=False)
    wrap, calls = changing_keys.wrap_key_anew, []

    def cut_off(**given):
        if calls:
            raise KeyboardInterrupt
        calls.append(given)
        return wrap(**given)

    monkeypatch.setattr(changing_keys, "wrap_key_anew", cut_off)
    with pytest.raises(KeyboardInterrupt):
        change(path)
    assert read_key_file(path, make=False) == old
    monkeypatch.setattr(changing_keys, "wrap_key_anew", wrap)
    assert change(path) == 1
    monkeypatch.setattr(settings, "PLACES_KEY", read_key_file(path, make=False))
    assert opened(corner) == before
    (of_before,) = path.parent.glob("places.key.before-*")
    assert read_key_file(of_before, make=False) == old


def test_a_hold_on_the_second_child_does_not_stop_the_change_of_the_key(kept, monkeypatch):
    corner, path = kept
    before = opened(corner)
    with running(job="test", now=NOW):
        second = ChildKey.objects.order_by("id").values_list("about_id", flat=True)[1]
        hold(corner, second)
    assert change(path) == 2
    monkeypatch.setattr(settings, "PLACES_KEY", read_key_file(path, make=False))
    assert opened(corner) == before


def hold(corner, child):
    Hold.objects.create(
        about_id=child,
        controller_id=corner.council,
        act_id=uuid4(),
        kind=HoldKind.INQUIRY.value[0],
        because="An inquest asks for it.",
        wanted_by="The coroner",
        reference="INQ-1",
        review_on=NOW.date(),
        put_at=NOW,
        put_by_id=corner.asha,
    )


def test_an_erased_child_stays_erased_and_a_place_that_does_not_fit_stops_the_change_before_it_begins(
    kept, privileged, database
):
    corner, path = kept
    with privileged.connect(database) as admin:
        admin.execute("SELECT resolver.erase_rows(%s::uuid[], %s)", [[corner.other_child], corner.council])
    with running(job="test", now=NOW):
        third = make_subject(corner.council, "council", uuid4())
    keep(corner, third, HOME)
    with running(job="test", now=NOW):
        *_, last = ChildKey.objects.order_by("id")
        token = PlaceToken.objects.filter(about_id=last.about_id).first()
        token.token = "of nothing"
        token.save()
    before = opened(corner)
    with pytest.raises(CannotBeWrappedAnew, match="The keys of 1 of 2 children"):
        change(path)
    assert opened(corner) == before
    with running(job="test", now=NOW):
        assert set(ChildKey.objects.values_list("wrapped_by", flat=True)) == {key_mark(settings.PLACES_KEY)}
    assert read_key_file(path, make=False) == settings.PLACES_KEY


def test_whoever_declared_a_home_is_kept_from_it_while_and_after_the_places_key_is_changed(kept, monkeypatch):
    corner, path = kept
    children = (corner.council_record, corner.other_child)
    for child in children:
        work_with(corner, child)
    assert all(is_opened(viewer_of(corner), child) for child in children)
    asha = Actor(user_id=corner.asha, agency_id=corner.council, name="Asha")
    postcode, wrap, steps = HOME[2], changing_keys.wrap_key_anew, []
    with acting(by=asha, what="test", now=NOW):
        declare_conflict(
            user_id=corner.asha,
            agency_id=corner.council,
            postcode=postcode,
            home_key=home_key(settings.PLACES_KEY, postcode),
            most_homes=3,
            by=asha,
            now=NOW,
        )

    def cut_off(**given):
        if steps:
            raise KeyboardInterrupt
        steps.append(given["about_id"])
        return wrap(**given)

    def opens():
        return [is_opened(viewer_of(corner), child) for child in children]

    assert opens() == [False, False]
    monkeypatch.setattr(changing_keys, "wrap_key_anew", cut_off)
    with pytest.raises(KeyboardInterrupt):
        change(path)
    assert (len(steps), opens()) == (1, [False, False]), "one has its new key, the other the old one"
    monkeypatch.setattr(changing_keys, "wrap_key_anew", wrap)
    assert change(path) == 1
    assert opens() == [False, False]
    monkeypatch.setattr(settings, "PLACES_KEY", read_key_file(path, make=False))
    with running(job="test", now=NOW):
        since = make_subject(corner.council, "council", uuid4())
    work_with(corner, since)
    assert is_opened(viewer_of(corner), since)
    keep(corner, since, HOME)
    assert not is_opened(viewer_of(corner), since), "a child who came to live there since"


@pytest.fixture
def server(tmp_path):
    """Give an embedded server of the test's own with its roles."""
    own = Server(tmp_path, "test_keys", durable=False)
    kept = start_server(own)
    try:
        with psycopg.connect(**superuser_connection(own, kept), dbname="postgres", autocommit=True) as admin:
            prepare_server(admin, role_passwords(kept))
        yield own
    finally:
        stop_server(own)


def signs_in(server, role, password):
    try:
        psycopg.connect(host=str(server.socket_folder), user=role, password=password, dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def test_every_role_that_signs_in_gets_another_password_and_the_one_of_before_opens_nothing(server):
    before = read_secrets(server)
    assert change_passwords(server, now=NOW) == 4
    after = read_secrets(server)
    for role, field in changing_keys.PASSWORD_OF.items():
        assert not signs_in(server, role, getattr(before, field)), role
        assert signs_in(server, role, getattr(after, field)), role
    assert (after.context_key, after.django_key) == (before.context_key, before.django_key)
    assert server.secrets_file.stat().st_mode & 0o077 == 0
    # Cut off after the server took them and before the file had its name.
    server.secrets_file.rename(server.secrets_file.with_suffix(".next"))
    server.secrets_file.write_text(json.dumps(asdict(before)))
    assert change_passwords(server, now=NOW + timedelta(days=1)) == 4
    assert signs_in(server, "reachable_app", read_secrets(server).app_password)
    assert read_dates(server.home) == {"passwords of database roles": (NOW + timedelta(days=1)).date()}


def test_cut_off_twice_the_only_passwords_that_open_are_not_lost(server, monkeypatch):
    before = read_secrets(server)
    change_passwords(server, now=NOW)
    after = read_secrets(server)
    beside = server.secrets_file.with_suffix(".next")
    server.secrets_file.rename(beside)
    server.secrets_file.write_text(json.dumps(asdict(before)))
    with monkeypatch.context() as cut:
        cut.setattr(changing_keys, "_write", lambda path, text: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            change_passwords(server, now=NOW)
    assert read_secrets(server) == after
    beside.write_text("{")
    assert change_passwords(server, now=NOW) == 4
    assert signs_in(server, "reachable_app", read_secrets(server).app_password)

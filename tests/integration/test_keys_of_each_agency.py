"""Each agency's words are sealed under a key of its own: what one erases is gone, and nothing of another's."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Run
from reachable.adapters.key_files import read_key_file
from reachable.config.changing_keys import PlacesKeyChanged, change_places_key
from reachable.journeys.places_settled import Settled, settle_places
from reachable.journeys.whereabouts_opened import show_whereabouts
from reachable.journeys.words_screened import keep_words_apart, screen_words
from reachable.people.models import Residence, SourceRecord
from reachable.places.domain.kinds import PlaceKind
from reachable.places.models import ChildKey, KeptPlace
from reachable.places.operations import PlaceToKeep, keep_places, protect_child
from reachable.places.queries import find_places_in, list_shown_places
from tests.factories.old_vault import destroy_key, keep_as_before, lose_key
from tests.integration.made_up import MACHINE, NOW, make_corner, viewer_of, work_with

RUN = Run("test")
LATER = NOW + timedelta(hours=1)
COUNCILS, POLICES = "12 Larch Rise, Northmere", "3 Ash Close, Northmere"
POSTCODE = {COUNCILS: "ZZ99 4AB", POLICES: "ZZ99 7ZZ"}
TEXT = "He is at 12 larch rise, or at 3 ash close."
WHY_NOW = "To drive there tonight with the duty worker."


@pytest.fixture
def corner(database):
    made = make_corner()
    work_with(made, made.council_record)
    return made


def say(corner, agency, lines, *, about, told_by=None, kind=PlaceKind.HOME, now=NOW):
    place = PlaceToKeep(
        subject_id=about,
        controller_id=getattr(corner, agency),
        kind=kind,
        lines=lines,
        postcode=POSTCODE.get(lines, ""),
        came_from="test",
        told_by=told_by,
    )
    with running(job="test", now=now):
        keep_places(places=[place], by=MACHINE, now=now)


def both_say(corner, *, about, first="council"):
    """Let each agency say a home of the child under one record, one of them first."""
    for agency in (first, *({"council", "police"} - {first})):
        say(corner, agency, COUNCILS if agency == "council" else POLICES, about=about)


def opened(about):
    """Return what opens under a record, and "" for what does not."""
    with running(job="test", now=NOW):
        shown = list_shown_places(viewer=RUN, subject_ids=[about])
    return sorted(value.removesuffix(", ZZ99 4AB").removesuffix(", ZZ99 7ZZ") for _, value in shown)


def found_in_text():
    with running(job="test", now=NOW):
        return [TEXT[each.start : each.end] for each in find_places_in(viewer=RUN, text=TEXT)]


def owners(about):
    with running(job="test", now=NOW):
        return set(ChildKey.objects.filter(about_id=about).values_list("controller_id", flat=True))


def erase(admin, about, agency):
    """Erase what an agency holds in one of its records, as its supervisors' decision or a restore does."""
    admin.execute("SELECT resolver.erase_rows(%s::uuid[], %s)", [[about], agency])


@pytest.mark.parametrize("as_before", [False, True], ids=["kept today", "kept before"])
@pytest.mark.parametrize("erases", ["council", "police"])
@pytest.mark.parametrize("first", ["council", "police"])
def test_what_one_agency_erases_is_gone_and_what_the_other_wrote_is_read_on(
    corner, privileged, database, first, erases, as_before
):
    about = getattr(corner, f"{erases}_record")
    both_say(corner, about=about, first=first)
    with privileged.connect(database) as admin:
        if as_before:
            keep_as_before(admin, about, getattr(corner, first))
    if as_before:
        assert opened(about) == sorted([COUNCILS, POLICES])
        assert settle_places(now=LATER) == Settled(records=1, closed=0)
    with privileged.connect(database) as admin:
        erase(admin, about, getattr(corner, erases))
    left, text = (POLICES, "3 ash close") if erases == "council" else (COUNCILS, "12 larch rise")
    other = corner.police if erases == "council" else corner.council
    assert (opened(about), found_in_text(), owners(about)) == ([left], [text], {other})
    # The agency that erased writes again, under a key that is another.
    say(corner, erases, "7 Elm Road, Northmere", about=about, now=LATER)
    assert opened(about) == sorted([left, "7 Elm Road, Northmere"])


def test_an_agencys_key_that_is_destroyed_closes_its_own_words_alone(corner, privileged, database):
    both_say(corner, about=corner.council_record, first="police")
    with privileged.connect(database) as admin:
        keep_as_before(admin, corner.council_record, corner.police)
        settle_places(now=LATER)
        destroy_key(admin, corner.council_record, corner.police)
    assert opened(corner.council_record) == ["", COUNCILS]


def test_what_was_kept_before_is_parted_once_and_done_twice_it_changes_nothing(corner, privileged, database):
    both_say(corner, about=corner.council_record)
    with privileged.connect(database) as admin:
        keep_as_before(admin, corner.council_record, corner.council)
    said = []
    assert settle_places(now=LATER, progress=said.append) == Settled(records=1, closed=0)
    assert said == ["What was kept apart before is brought up to date: 1 records."]
    assert owners(corner.council_record) == {corner.council, corner.police}
    with privileged.connect(database) as admin:
        before = admin.execute("SELECT id, sealed FROM places_keptplace ORDER BY id").fetchall()
        assert settle_places(now=LATER, progress=said.append) == Settled(records=0, closed=0)
        assert admin.execute("SELECT id, sealed FROM places_keptplace ORDER BY id").fetchall() == before
    assert len(said) == 1
    assert opened(corner.council_record) == sorted([COUNCILS, POLICES])


def test_what_another_installation_wrapped_is_left_as_it_is_and_counted(corner, privileged, database, monkeypatch):
    both_say(corner, about=corner.council_record)
    with privileged.connect(database) as admin:
        keep_as_before(admin, corner.council_record, corner.council)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(settings, "PLACES_KEY", b"z" * 32)
        assert settle_places(now=LATER) == Settled(records=0, closed=1)
    assert owners(corner.council_record) == {corner.council}
    assert opened(corner.council_record) == sorted([COUNCILS, POLICES])


def residence_of(corner, agency):
    """Let an agency's row say a home under the council's record, and return the row's id."""
    common = {"about_id": corner.council_record, "controller_id": getattr(corner, agency)}
    with running(job="test", now=NOW):
        version = SourceRecord.objects.create(
            **common,
            subject_id=corner.council_record,
            reference=str(uuid4()),
            version_hash="0" * 64,
            payload={},
            recorded_at=NOW,
            received_at=NOW,
        )
        row = Residence.objects.create(
            **common, subject_id=corner.council_record, source_record=version, received_at=NOW, postcode="ZZ99"
        )
    return UUID(str(row.id))


@pytest.mark.parametrize("as_before", [False, True], ids=["kept today", "kept before"])
def test_a_home_both_agencies_told_stays_with_the_one_that_did_not_erase(corner, privileged, database, as_before):
    for agency in ("council", "police"):
        told_by = residence_of(corner, agency)
        say(corner, agency, COUNCILS, about=corner.council_record, told_by=told_by)
    if as_before:
        with privileged.connect(database) as admin:
            keep_as_before(admin, corner.council_record, corner.council)
        assert opened(corner.council_record) == [COUNCILS]
        assert settle_places(now=LATER) == Settled(records=1, closed=0)
    with running(job="test", now=NOW):
        assert {len(row.told_by) for row in KeptPlace.objects.all()} == {1}
        assert all(row.home_key for row in KeptPlace.objects.all())
    viewer = viewer_of(corner)
    shown = show_whereabouts(viewer=viewer, subject_id=corner.council_record, because=WHY_NOW)
    assert [value for _, value in shown.places] == [f"{COUNCILS}, ZZ99 4AB"], "it is said once"
    with privileged.connect(database) as admin:
        erase(admin, corner.council_record, corner.council)
    assert opened(corner.council_record) == [COUNCILS]
    assert found_in_text() == ["12 larch rise"]


def test_what_was_lost_before_is_said_to_be_and_stops_nothing(corner, privileged, database, monkeypatch, tmp_path):
    path = tmp_path / "places.key"
    monkeypatch.setattr(settings, "PLACES_KEY", read_key_file(path, make=True))
    both_say(corner, about=corner.council_record)
    with privileged.connect(database) as admin:
        keep_as_before(admin, corner.council_record, corner.council)
        lose_key(admin, corner.council_record, corner.council)
    assert opened(corner.council_record) == [""], "erased, as far as anybody can tell"
    say(corner, "council", "7 Elm Road", about=corner.council_record)
    assert settle_places(now=LATER) == Settled(records=1, closed=0, unopened=1)
    viewer = viewer_of(corner)
    shown = show_whereabouts(viewer=viewer, subject_id=corner.council_record, because=WHY_NOW)
    assert sorted((value, place.is_destroyed) for place, value in shown.places) == [("", False), ("7 Elm Road", False)]
    assert change_places_key(path, now=NOW, progress=lambda _: None) == PlacesKeyChanged(children=1, unopened=1)
    monkeypatch.setattr(settings, "PLACES_KEY", read_key_file(path, make=False))
    with running(job="test", now=NOW):
        values = [value for _, value in list_shown_places(viewer=RUN, subject_ids=[corner.council_record])]
    assert sorted(values) == ["", "7 Elm Road"]


@pytest.mark.parametrize("as_before", [False, True], ids=["kept today", "kept before"])
def test_every_agencys_key_of_a_record_is_wrapped_anew(corner, privileged, database, monkeypatch, tmp_path, as_before):
    path = tmp_path / "places.key"
    monkeypatch.setattr(settings, "PLACES_KEY", read_key_file(path, make=True))
    both_say(corner, about=corner.council_record)
    if as_before:
        with privileged.connect(database) as admin:
            keep_as_before(admin, corner.council_record, corner.council)
    assert change_places_key(path, now=NOW, progress=lambda _: None).children == 1, "one child"
    monkeypatch.setattr(settings, "PLACES_KEY", read_key_file(path, make=False))
    assert opened(corner.council_record) == sorted([COUNCILS, POLICES])
    assert found_in_text() == ["12 larch rise", "3 ash close"]
    assert change_places_key(path, now=LATER, progress=lambda _: None).children == 1


def test_words_are_the_agencys_whose_worker_typed_them_whoevers_the_record_is(corner):
    say(corner, "police", POLICES, about=corner.police_record)
    by = Actor(user_id=corner.asha, agency_id=corner.council, name="Asha")
    with acting(by=by, what="test", now=NOW):
        protect_child(
            subject_id=corner.police_record,
            controller_id=corner.police,
            because="The men he owes know where he lives.",
            review_on=LATER.date(),
            by=by,
            now=NOW,
        )
    found = screen_words(words={"note": TEXT}, about=[corner.council_record], viewer=viewer_of(corner), now=NOW)
    assert found.child == corner.police_record
    keep_words_apart(found, viewer=viewer_of(corner), now=NOW)
    with running(job="test", now=NOW):
        (row,) = KeptPlace.objects.filter(kind=PlaceKind.WORDS.code)
    assert row.controller_id == corner.council

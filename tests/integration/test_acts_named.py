"""Who acted upon a child's record is read beside who looked at it; of another agency, that and when, and not what."""

from uuid import uuid4

import pytest
from django.test import override_settings

from reachable.access.context import acting
from reachable.access.operations.acted import note_acted_upon
from reachable.journeys.record_erased import hold_child
from reachable.keeping.domain.deciding import HoldKind
from tests.factories.child_stories import without_tokens
from tests.factories.children import let_look, make_child
from tests.factories.erasing_scene import A_COURT
from tests.factories.partnership import NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

OWN, OTHER, STRANGER = "northshire-sergeant", "northshire-social-worker", "eastham-social-worker"
HELD = "held a record so that it is not erased"


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def child(made):
    child = make_child(made, "Ayaan Kestrel")
    for team in ("northshire-custody", "northshire-workers"):
        let_look(made, team, child)
    return child


def hold(made, child):
    by = made.actor(OWN)
    hold_child(
        subject_id=child,
        agency_id=by.agency_id,
        kind=HoldKind.COURT,
        asked=A_COURT,
        because="The court asked for it.",
        by=by,
        now=NOW,
    )


def test_who_acted_upon_a_record_is_read_with_what_by_their_own_agency_and_without_by_another(made, child):
    hold(made, child)
    own = made.client(OWN).get(f"/child/{child}/looked/").content.decode()
    other = made.client(OTHER).get(f"/child/{child}/looked/").content.decode()
    assert HELD in own
    for page in (own, other):
        assert "Acted upon" in page
        assert "Northshire Sergeant" in page
    assert HELD not in other
    assert "an act of their own agency" in other


def test_whoever_may_not_see_the_child_is_answered_as_before_and_as_for_nobody(made, child):
    client = made.client(STRANGER)
    before = client.get(f"/child/{child}/looked/")
    hold(made, child)
    after, nobody = client.get(f"/child/{child}/looked/"), client.get(f"/child/{uuid4()}/looked/")
    assert {each.status_code for each in (before, after, nobody)} == {404}
    assert without_tokens(before.content) == without_tokens(after.content) == without_tokens(nobody.content)


def test_what_an_act_was_done_to_is_committed_with_the_act_and_by_nothing_more(made, child, database, privileged):
    by, other = made.actor(OWN), make_child(made, "Sam Reed")
    with acting(by=by, what="a test", now=NOW, about=[child, child]):
        note_acted_upon(about=[other], what="a test", by=by, now=NOW)
    with pytest.raises(RuntimeError), acting(by=by, what="undone", now=NOW, about=[child]):
        raise RuntimeError
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT what, about_id, committed_by FROM audit.entry WHERE what IN ('a test', 'undone') ORDER BY id"
        ).fetchall()
    assert [(what, about) for what, about, _ in noted] == [("a test", child), ("a test", other)]
    assert len({committed for *_, committed in noted}) == 1

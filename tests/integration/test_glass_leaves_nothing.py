"""What is open by broken glass alone is read and not passed on."""

from datetime import timedelta

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.access.domain.viewer import RelationshipReason
from reachable.access.operations import begin_relationship
from reachable.journeys.pack_made import list_words_to_read
from reachable.journeys.sharing_checked import NotYoursToShare
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.children import add_event, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

HOLDER = "northshire-missing-officer"


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


def test_nothing_leaves_by_broken_glass(made):
    """It is to read, for an hour and without places: not to share, and not to make a pack of."""
    child = make_child(made, "Ayaan Kestrel")
    add_event(made, child, K.ARREST, NOW - timedelta(days=1), place="Behind the Kiteway shops", offence="Possession")
    with running(job="test", now=NOW):
        begin_relationship(
            about_id=child,
            controller_id=made.agencies["northshire-police"],
            reason=RelationshipReason.BROKEN_GLASS,
            user_id=made.users[HOLDER],
            starts_at=NOW - timedelta(minutes=1),
            ends_at=NOW + timedelta(minutes=50),
            by=MACHINE,
            now=NOW,
        )
    client = made.client(HOLDER)
    assert client.get(f"/child/{child}/").status_code == 200
    for address in (f"/child/{child}/sharing/new/", f"/child/{child}/sharing/", f"/child/{child}/packs/"):
        assert client.get(address).status_code == 404, address
    with pytest.raises(NotYoursToShare):
        list_words_to_read(viewer=made.viewer(HOLDER), subject_id=child, now=NOW)

"""Every page that shows a child carries whose it is and when; the page that shows nobody is the same for everybody."""

import pytest
from django.test import override_settings

from tests.factories.children import let_look, make_child
from tests.factories.partnership import NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

WORKER = "northshire-social-worker"


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


def test_case_24_a_page_that_shows_a_child_is_marked_and_the_mark_is_read_out_to_nobody(made):
    child = make_child(made, "Sam Reed")
    let_look(made, "northshire-workers", child)
    client = made.client(WORKER)
    for address in (f"/child/{child}/", f"/child/{child}/records/", f"/child/{child}/people/", "/", "/alerts/"):
        page = client.get(address).content.decode()
        mark = page.partition('<svg class="reach-mark" aria-hidden="true"')[2].partition("</svg>")[0]
        assert ">14:20</text>" in mark
        assert f">{str(made.users[WORKER])[:8]}</text>" in mark
        assert "script" not in mark
    nothing = client.get(f"/child/{made.users[WORKER]}/").content.decode()
    assert "reach-mark" not in nothing

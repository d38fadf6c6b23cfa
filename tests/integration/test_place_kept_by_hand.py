"""A place somebody was told by word of mouth is kept apart, hidden where it was written, and can be taken back."""

import html
import re
from datetime import timedelta

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.journeys.whereabouts_hidden import hide_whereabouts
from reachable.places.models import KeptPlace
from reachable.places.queries import find_places_in
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.models import Event
from tests.factories.child_stories import tell, without_tokens
from tests.factories.children import let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.protected_child import protect_linked_child

WORKER, OTHERS = "northshire-social-worker", "northshire-custody-sergeant"
BASE = {"place_kind": "WORKERS_BASE", "lines": "Alder House, 41 Sorrel Street", "postcode": "ZZ9 9ZQ"}
BECAUSE = {"because": "I am driving him there at three"}


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def child(made):
    council, _police = protect_linked_child(made)
    let_look(made, "northshire-workers", council, agency="northshire-social-care")
    return council


def said(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def keep(made, child, who=WORKER, **changed):
    return made.client(who).post(f"/child/{child}/whereabouts/keep/", {**BASE, **changed})


def shown(made, child, who=WORKER):
    return made.client(who).post(f"/child/{child}/whereabouts/shown/", BECAUSE)


def words_of(child):
    with running(job="test", now=NOW):
        rows = Event.objects.filter(about_id=child, kind=K.CONTACT.value).exclude(words="")
        return list(rows.values_list("words", flat=True))


def test_a_workers_base_is_kept_apart_and_shown_only_to_who_says_why(made, child, database, privileged):
    assert keep(made, child).status_code == 302
    assert "Sorrel" not in said(made.client(WORKER).get(f"/child/{child}/whereabouts/"))
    page = said(shown(made, child))
    assert "Base of a worker Alder House, 41 Sorrel Street, ZZ9 9ZQ" in page
    with privileged.connect(database) as admin:
        dumped = admin.execute("SELECT string_agg(kept::text, '') FROM places_keptplace kept").fetchone()[0]
    assert "Sorrel" not in dumped


def test_where_it_was_written_before_everybody_reads_that_a_place_is_kept_apart(made, child):
    other = make_child(made, "Zeb Larkin", agency="northshire-social-care")
    text = "Met his worker at 41 Sorrel Street and walked home"
    for each in (child, other):
        tell(made, each, K.CONTACT, NOW - timedelta(days=2), agency="northshire-social-care", words=text)
    keep(made, child)
    assert words_of(child) == words_of(other) == ["Met his worker at [place kept apart] and walked home"]


def test_what_somebody_types_with_it_later_is_stopped(made, child):
    keep(made, child)
    with running(job="test", now=NOW):
        assert find_places_in(viewer=Run("test"), text="See you at 41 Sorrel Street")


def test_one_that_nothing_could_be_known_by_is_not_kept_and_what_was_typed_stays(made, child):
    answer = keep(made, child, place_kind="HOME", lines="the flat", postcode="")
    assert answer.status_code == 422
    assert "Write it so that it can be known again" in said(answer)
    assert 'value="the flat"' in answer.content.decode()
    with running(job="test", now=NOW):
        assert not KeptPlace.objects.filter(came_from="by hand").exists()


def test_it_is_taken_back_by_its_own_agency_and_stays_hidden(made, child):
    keep(made, child)
    page = shown(made, child).content.decode()
    (address,) = re.findall(r'action="([^"]+taken-back/)"', page)
    assert made.client(WORKER).post(address).status_code == 302
    assert "Sorrel" not in said(shown(made, child))
    with running(job="test", now=NOW):
        hide_whereabouts(subject_ids=[child], by=MACHINE, now=NOW)
        assert find_places_in(viewer=Run("test"), text="See you at 41 Sorrel Street")
    assert "Sorrel" not in said(shown(made, child)), "nor when something is sent again"
    keep(made, child)
    assert "Sorrel" in said(shown(made, child)), "told again, it stands again"


def test_what_a_record_tells_as_well_is_nobodys_to_take_back(made, child):
    page = shown(made, child).content.decode()
    assert "Home address" in page
    assert "taken-back" not in page
    with running(job="test", now=NOW):
        place = KeptPlace.objects.filter(about_id=child, kind="HOME").first()
    address = f"/child/{child}/whereabouts/{place.id}/taken-back/"
    client = made.client(WORKER)
    answers = [client.post(each) for each in (address, f"/child/{child}/whereabouts/{child}/taken-back/")]
    assert without_tokens(answers[0].content) == without_tokens(answers[1].content)
    assert "Home address" in said(shown(made, child))


def test_whoever_does_not_work_with_the_child_is_answered_as_of_a_child_nobody_knows(made, child):
    stranger, nobody = "eastham-social-worker", "0f9f2b1e-0000-4000-8000-000000000001"
    client = made.client(stranger)
    answers = [client.post(f"/child/{each}/whereabouts/keep/", BASE) for each in (child, nobody)]
    assert without_tokens(answers[0].content) == without_tokens(answers[1].content)
    with running(job="test", now=NOW):
        assert not KeptPlace.objects.filter(came_from="by hand").exists()


def test_for_a_child_nobody_protects_nothing_is_kept_and_the_page_says_what_to_do_first(made):
    open_child = make_child(made, "Ayaan Kestrel", agency="northshire-social-care")
    let_look(made, "northshire-workers", open_child, agency="northshire-social-care")
    answer = keep(made, open_child)
    assert answer.status_code == 422
    assert "protect that first" in said(answer)
    with running(job="test", now=NOW):
        assert not KeptPlace.objects.exists()


def test_a_place_that_another_child_has_too_is_answered_like_any_other(made, child):
    other = make_child(made, "Zeb Larkin", agency="northshire-social-care")
    let_look(made, "northshire-workers", other, agency="northshire-social-care")
    protect = {"because": "The men look for his sister too", "review_on_day": "1", "review_on_month": "6"}
    made.client(WORKER).post(f"/child/{other}/whereabouts/protected/", {**protect, "review_on_year": "2026"})
    keep(made, other)
    first, second = keep(made, child), keep(made, child, lines="Elder House, 52 Sorrel Street")
    assert (first.status_code, first.url) == (second.status_code, second.url)

"""A pack says nothing that comes from a concern: that there is one can tell who raised it."""

import html
import re
from datetime import timedelta

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.access.domain.viewer import Purpose, Role
from reachable.access.operations import register_membership, register_user
from reachable.intake.models import ConcernChild
from reachable.journeys.child_opened import AskedToSee, open_child
from reachable.rules.domain.catalogue import RULES_BY_ID
from reachable.rules.models import Firing
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.models import Event
from tests.factories.child_stories import tell
from tests.factories.children import let_look
from tests.factories.concerns import SAID, SAW, about_a_child, raise_concern
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

WORKER, AGENCY, TEAM = "northshire-social-worker", "northshire-social-care", "northshire-workers"
CALM = "Spoke calmly about college"
GIVEN = {
    "kind": "SUBJECT_ACCESS",
    "asked_by": "The person themselves",
    "checked_how": "Seen with their worker",
    "asked_on_day": "14",
    "asked_on_month": "5",
    "asked_on_year": "2026",
}


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def child(made):
    """Give a child whose concern was raised by the agency that prepares the pack, and one thing more of them."""
    concern_id = raise_concern(made, about_a_child(), by=WORKER).concern_id
    with running(job="test", now=NOW):
        subject_id = ConcernChild.objects.get(concern_id=concern_id).subject_id
    let_look(made, TEAM, subject_id, agency=AGENCY)
    tell(made, subject_id, EventKind.CONTACT, NOW - timedelta(days=1), agency=AGENCY, words=CALM)
    return subject_id


def said(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def offered(made, child):
    page = made.client(WORKER).get(f"/child/{child}/packs/new/").content.decode()
    found = re.findall(r'name="read"[^>]*value="([^"]+)".*?<label[^>]*>(.*?)</label>', page, re.DOTALL)
    return {key: html.unescape(label).strip() for key, label in found}


def pack(made, child):
    """Return the page of a pack in which everything that is offered is ticked."""
    client = made.client(WORKER)
    answer = client.post(f"/child/{child}/packs/new/", {**GIVEN, "read": list(offered(made, child))})
    assert answer.status_code == 302, said(answer)
    return said(client.get(answer.url))


def test_the_agency_that_raised_a_concern_is_offered_no_word_of_it_and_its_pack_does_not_say_that_there_is_one(
    made, child
):
    with running(job="test", now=NOW):
        assert Event.objects.filter(about_id=child, controller_id=made.agencies[AGENCY]).count() == 3
    assert [label for label in offered(made, child).values() if SAW in label or SAID in label] == []
    page = pack(made, child)
    assert CALM in page
    assert [each for each in ("Concern raised", "Jaydon", "School gate", SAW, SAID) if each in page] == []


def test_nothing_that_a_concern_made_somebody_do_is_given(made, child):
    titles = {}
    with running(job="test", now=NOW):
        for kind, rule_id in (("CONCERN_RAISED", "R012"), ("CONTACT", "R014")):
            Firing.objects.create(
                about_id=child,
                controller_id=made.agencies[AGENCY],
                rule_id=rule_id,
                rule_version="1",
                anchor_event_id=Event.objects.get(about_id=child, kind=kind).id,
                certainty="TRUE",
                evidence_event_ids=[],
                whose_turn="SOCIAL_CARE",
                known_at=NOW,
                fired_at=NOW,
                state="STANDING",
            )
            titles[kind] = RULES_BY_ID[rule_id].title
    page = pack(made, child)
    assert titles["CONTACT"] in page
    assert titles["CONCERN_RAISED"] not in page


def test_a_look_to_decide_on_a_concern_is_told_without_what_it_was_for(made, child):
    let_look(made, "northshire-triage", child, agency=AGENCY)
    for purpose in (Purpose.TRIAGE, Purpose.SAFEGUARDING):
        viewer = made.viewer("northshire-coordinator", purpose=purpose)
        assert open_child(viewer=viewer, subject_id=child, asked=AskedToSee(), now=NOW, what="a child’s page")
    page = pack(made, child)
    assert "Northshire safeguarding hub: coordinates and triages" in page
    assert Purpose.SAFEGUARDING.label in page
    assert Purpose.TRIAGE.label not in page


def test_a_pack_that_nobody_could_release_is_not_prepared(made, child):
    with running(job="test", now=NOW):
        user_id = register_user(
            email="alone@example.org", name="Al One", phone="07700 900999", what_they_do="Officer", by=MACHINE, now=NOW
        )
        made.memberships["alone"] = register_membership(
            user_id=user_id,
            team_id=made.teams["northshire-missing"],
            role=Role.SUPERVISOR,
            starts_at=NOW - timedelta(days=1),
            by=MACHINE,
            now=NOW,
        )
    let_look(made, "northshire-missing", child)
    answer = made.client("alone").post(f"/child/{child}/packs/new/", GIVEN)
    assert answer.status_code == 422
    assert "Nobody in your agency supervises here, other than you" in said(answer)

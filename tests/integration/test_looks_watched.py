"""Patterns in how people look are raised to their own agency's reviewers with the reason, and answered with words."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from reachable.access.context import acting, running
from reachable.access.domain.viewer import RelationshipReason, Run, Shown
from reachable.access.models import Membership, User
from reachable.access.operations import begin_relationship
from reachable.access.operations.conflicts import declare_conflict
from reachable.alerts.models import OutboxMessage
from reachable.journeys.looks_watched import climb_findings, watch_looks, watch_weeks_of_looks
from reachable.journeys.reviewers_told import tell_reviewers
from reachable.kernel.ids import AboutId, SubjectId
from reachable.oversight.domain.limits import LIMITS
from reachable.oversight.models import LookFinding
from reachable.oversight.queries.looks import list_look_rows
from reachable.people.queries import open_records
from reachable.timeline.domain.kinds import EventKind
from tests.factories.child_stories import tell, without_tokens
from tests.factories.children import let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

WORKER, REVIEWER, OTHERS = "northshire-social-worker", "northshire-supervisor", "eastham-supervisor"
NIGHT = NOW.replace(hour=2)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SERGEANT = "northshire-sergeant"
RUN = Run("test")


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


def look(made, abouts, *, at=NOW, who=WORKER):
    """Let somebody open one record after another, each by a request of its own."""
    for about in abouts:
        open_records(viewer=made.viewer(who, at=at), about_ids=[about], shown=Shown.OPENED, what="child's page")


def found():
    with running(job="test", now=NOW):
        return {row.pattern: row for row in LookFinding.objects.select_related("whom")}


def hold(made, count, team="northshire-workers"):
    children = [make_child(made, f"Robin Marsh{chr(97 + each)}") for each in range(count)]
    for each in children:
        with running(job="test", now=NOW - 40 * DAY):
            begin_relationship(
                about_id=AboutId(each),
                reason=RelationshipReason.HOLDS_RECORD,
                starts_at=NOW - 40 * DAY,
                ends_at=NOW + 3 * DAY,
                controller_id=made.agencies["northshire-police"],
                team_id=made.teams[team],
                by=MACHINE,
                now=NOW - 40 * DAY,
            )
    return [AboutId(each) for each in children]


def test_case_18_many_records_in_one_night_are_raised_to_the_reviewer_with_the_reason(made):
    children = hold(made, 30)
    look(made, children, at=NIGHT)
    assert watch_looks(now=NOW) == 1
    assert watch_looks(now=NOW) == 0
    row = found()["NIGHT_BULK"]
    assert row.sentence == (
        "They went through 30 children’s records outside their own work between 03:20 and 03:20 at night."
    )
    page = made.client(REVIEWER).get("/findings/").content.decode()
    assert "They went through 30 children" in page
    for who in (WORKER, OTHERS):
        assert str(row.id) not in made.client(who).get("/findings/").content.decode()
        assert made.client(who).get(f"/findings/{row.id}/").status_code == 404
    texts = list(OutboxMessage.objects.filter(key__startswith="finding").values_list("to_address", "text"))
    assert len(texts) == 1
    assert not any(word in texts[0][1] for word in ("Marsh", "northshire", row.whom.name))


def test_case_18_who_opens_very_many_at_night_waits_and_their_own_work_opens_as_ever(made, monkeypatch):
    children, own = hold(made, 5), make_child(made, "Sam Reed")
    let_look(made, "northshire-workers", own)
    limits = replace(LIMITS[0], night_slowed_at=3)
    monkeypatch.setattr("reachable.journeys.opening_paced.find_limits", lambda on: limits)
    client = made.client(WORKER)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NIGHT)
    assert [client.get(f"/child/{each}/").status_code for each in children[:4]] == [200, 200, 200, 429]
    slowed = [client.get(f"/child/{each}/") for each in (children[4], uuid4())]
    assert {each.status_code for each in slowed} == {429}
    assert without_tokens(slowed[0].content) == without_tokens(slowed[1].content)
    assert client.get(f"/child/{children[4]}/records/").status_code == 429
    assert client.get(f"/look-up/{children[4]}/").status_code == 429
    assert client.get(f"/child/{own}/").status_code == 200
    assert tell_reviewers(now=NIGHT) == 1
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NIGHT + 2 * HOUR)
    assert client.get(f"/child/{children[4]}/").status_code == 200


def test_at_night_a_child_is_one_however_often_opened_and_own_work_counts_for_none(made, monkeypatch):
    children, own = hold(made, 4), [make_child(made, f"Sam Reed{each}") for each in "ab"]
    for each in own:
        let_look(made, "northshire-workers", each)
    limits = replace(LIMITS[0], night_slowed_at=3)
    monkeypatch.setattr("reachable.journeys.opening_paced.find_limits", lambda on: limits)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NIGHT)
    opened = [*own, *own, *[children[0]] * 4, children[1], children[2], children[3]]
    client = made.client(WORKER)
    assert [client.get(f"/child/{each}/").status_code for each in opened] == [200] * 10 + [429]


AFTERNOON = NOW.replace(hour=13)


def test_many_records_in_one_afternoon_are_raised_to_the_reviewer_with_the_reason(made, monkeypatch):
    monkeypatch.setattr("reachable.journeys.looks_watched.find_limits", lambda on: replace(LIMITS[0], day_records=12))
    children, own = hold(made, 12), make_child(made, "Sam Reed")
    let_look(made, "northshire-workers", own)
    look(made, [*children[:11], own, own], at=AFTERNOON)
    assert watch_looks(now=AFTERNOON) == 0
    look(made, children[11:], at=AFTERNOON)
    assert watch_looks(now=AFTERNOON) == 1
    assert watch_looks(now=AFTERNOON + HOUR) == 0
    assert watch_weeks_of_looks(now=AFTERNOON + HOUR) == 0
    row = found()["DAY_BULK"]
    assert row.sentence == (
        "In one day they opened the records of 12 children outside their own work, between 14:20 and 14:20."
    )
    with patch("reachable.web.shared.viewing.read_clock", lambda: AFTERNOON + HOUR):
        assert "opened the records of 12 children" in made.client(REVIEWER).get("/findings/").content.decode()


def test_names_in_lists_are_raised_only_far_beyond_ordinary_paging(made, monkeypatch):
    monkeypatch.setattr("reachable.journeys.looks_watched.find_limits", lambda on: replace(LIMITS[0], day_listed=12))
    children = hold(made, 12)

    def page_through(abouts):
        open_records(viewer=made.viewer(WORKER), about_ids=abouts, shown=Shown.LISTED, what="alerts")

    page_through(children[:6])
    page_through(children[:11])
    assert watch_looks(now=NOW) == 0
    page_through(children[6:])
    assert watch_looks(now=NOW) == 1
    assert "were shown 12 children’s names in lists" in found()["DAY_BULK"].sentence


def test_who_opens_very_many_by_day_waits_with_a_page_that_explains_and_their_own_work_opens_as_ever(
    made, monkeypatch, database, privileged
):
    children, own = hold(made, 8), make_child(made, "Sam Reed")
    let_look(made, "northshire-workers", own)
    limits = replace(LIMITS[0], day_slowed_at=3, day_stopped_at=6)
    monkeypatch.setattr("reachable.journeys.opening_paced.find_limits", lambda on: limits)
    client = made.client(WORKER)

    def open_at(at, *which):
        monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: at)
        return [client.get(f"/child/{each}/").status_code for each in which]

    assert open_at(AFTERNOON, own, *children[:4], own) == [200, 200, 200, 200, 429, 200]
    slowed = [client.get(f"/child/{each}/") for each in (children[4], uuid4())]
    assert without_tokens(slowed[0].content) == without_tokens(slowed[1].content)
    assert "Within an hour you came to 3 records opened beside one’s own work" in slowed[0].content.decode()
    assert tell_reviewers(now=AFTERNOON) == 1
    with privileged.connect(database) as admin:
        alarms = admin.execute("SELECT what, about_id FROM audit.entry WHERE what LIKE 'slowed down:%'").fetchall()
    assert len(alarms) == 1
    assert alarms[0][1] is None
    assert open_at(AFTERNOON + 2 * HOUR, *children[3:7]) == [200, 200, 200, 429]
    slowed = client.get(f"/child/{children[7]}/").content.decode()
    assert "Within a day you came to 6 records opened beside one’s own work" in slowed
    # The day's limit goes on when the hour's is over; the earliest ones fall out of a day and a night.
    assert open_at(AFTERNOON + 4 * HOUR, children[7], own) == [429, 200]
    assert open_at(AFTERNOON + DAY + HOUR, children[7]) == [200]


def test_a_night_sergeant_who_opens_thirty_children_in_custody_does_their_work(made):
    children = hold(made, 32, "northshire-custody")
    for child in children[:30]:
        tell(made, SubjectId(child), EventKind.ARREST, NIGHT - HOUR)
    look(made, children[:30], at=NIGHT, who=SERGEANT)
    assert watch_looks(now=NOW) == 0
    tell(made, SubjectId(children[30]), EventKind.ARREST, NIGHT - 80 * HOUR)
    limits = replace(LIMITS[0], night_records=2)
    look(made, children[30:], at=NIGHT, who=SERGEANT)
    with patch("reachable.journeys.looks_watched.find_limits", lambda on: limits):
        assert watch_looks(now=NOW) == 1
    assert "2 children’s records outside their own work" in found()["NIGHT_BULK"].sentence


def test_whoever_changed_teams_looked_at_what_was_their_own_work_then(made):
    children = hold(made, 45)
    for child in children:
        let_look(made, "northshire-workers", child)
    for day in range(15):
        look(made, children[day * 3 : day * 3 + 3], at=NOW - DAY * (16 - day))
    with running(job="test", now=NOW):
        Membership.objects.filter(user_id=made.users[WORKER]).update(ends_at=NOW - HOUR)
    assert watch_weeks_of_looks(now=NOW) == 0


def test_what_a_page_asks_for_in_passing_is_no_pattern_however_often_it_is_refused(made):
    child = make_child(made, "Sam Reed")
    let_look(made, "northshire-workers", child)
    for _ in range(4):
        viewer = made.viewer(WORKER)
        open_records(viewer=viewer, about_ids=[AboutId(child)], shown=Shown.OPENED, what="child's page")
        others = [AboutId(uuid4()) for _ in range(5)]
        open_records(viewer=viewer, about_ids=others, shown=Shown.LISTED, what="others in a child's events")
        nobody = [AboutId(uuid4()) for _ in range(5)]
        open_records(viewer=made.viewer(WORKER), about_ids=nobody, shown=Shown.LISTED, what="alerts")
    assert watch_looks(now=NOW) == 0


def test_what_nobody_answers_climbs_until_somebody_does_and_never_to_whom_it_is_about(made):
    look(made, [AboutId(uuid4()) for _ in range(10)], who="northshire-supervisor")
    watch_looks(now=NOW)
    row = found()["DENIED_AGAIN"]
    assert climb_findings(now=NOW + 2 * DAY) == 0
    assert climb_findings(now=NOW + 3 * DAY) == 1
    assert climb_findings(now=NOW + 4 * DAY) == 0
    messages = OutboxMessage.objects.filter(key__startswith=f"finding:{row.id}")
    told = {message.key.split(":")[2] for message in messages}
    assert told == {str(made.users[OTHERS])}
    assert any("Nobody has answered" in message.text for message in messages)
    client = made.client(OTHERS)
    client.post(f"/findings/{row.id}/", {"answer": "INQUIRY", "words": "Passed to the standards office."})
    assert climb_findings(now=NOW + 7 * DAY) == 0


def test_what_the_own_reviewer_leaves_unanswered_goes_to_reviewers_of_other_agencies(made):
    look(made, [AboutId(uuid4()) for _ in range(10)])
    watch_looks(now=NOW)
    row = found()["DENIED_AGAIN"]
    assert made.client(OTHERS).get(f"/findings/{row.id}/").status_code == 404
    climb_findings(now=NOW + 3 * DAY)
    with patch("reachable.web.shared.viewing.read_clock", lambda: NOW + 3 * DAY):
        assert made.client(OTHERS).get(f"/findings/{row.id}/").status_code == 200


def test_nobody_is_refused_on_their_list_of_patterns(made):
    look(made, [AboutId(uuid4()) for _ in range(10)])
    watch_looks(now=NOW)
    made.client(OTHERS).get("/findings/")
    with running(job="test", now=NOW):
        rows = list_look_rows(viewer=RUN, since=NOW - DAY)
    assert not [each for each in rows if each.user_id == made.users[OTHERS] and each.kind == "REFUSED"]


def test_case_19_a_few_a_day_outside_ones_own_work_are_raised_after_weeks_and_own_work_is_not(made):
    children = hold(made, 45)
    own = make_child(made, "Sam Reed")
    let_look(made, "northshire-workers", own)
    for day in range(15):
        look(made, children[day * 3 : day * 3 + 3], at=NOW - DAY * (16 - day))
        look(made, [AboutId(own)], at=NOW - DAY)
    assert watch_looks(now=NOW) == 0
    assert watch_weeks_of_looks(now=NOW) == 1
    sentence = found()["SLOW_TRAWL"].sentence
    assert sentence == "In 28 days they looked at 45 children outside their own work, on 15 different days."


def test_case_17_numbers_searched_again_and_again_with_nothing_found_are_raised(made):
    client = made.client(WORKER)
    for number in range(6):
        client.post("/look-up/", {"words": f"07700 90012{number}", "case": "INC-2041"})
    watch_looks(now=NOW)
    assert "searched 6 times by telephone" in found()["NUMBER_FISHING"].sentence


@pytest.mark.parametrize("words", ["07700 900123", "Jay", "ZZ1 1AA"])
def test_case_17_a_number_a_nickname_or_a_place_alone_is_searched_for_a_case_that_is_noted(
    made, database, privileged, words
):
    client = made.client(WORKER)
    for case in ("", "a friend", "x" * 31):
        refused = client.post("/look-up/", {"words": words, "case": case})
        assert refused.status_code == 422
        assert words in refused.content.decode()
    assert client.post("/look-up/", {"words": words, "case": "INC-2041"}).status_code == 200
    assert client.post("/look-up/", {"words": "Jay Pike 15"}).status_code == 200
    with privileged.connect(database) as admin:
        noted = admin.execute("SELECT what FROM audit.entry WHERE kind = 'SEARCHED' ORDER BY id").fetchall()
    assert [what.partition("; ")[2] for (what,) in noted] == ["for INC-2041", ""]


def test_records_asked_for_again_and_again_that_are_of_nobody_are_raised(made):
    look(made, [AboutId(uuid4()) for _ in range(10)])
    watch_looks(now=NOW)
    assert "asked for 10 records" in found()["DENIED_AGAIN"].sentence


def test_case_16_own_name_and_a_colleagues_child_are_raised_and_nobody_reviews_their_own(made):
    child, colleagues = make_child(made, "Ayaan Kestrel"), make_child(made, "Sam Reed")
    with running(job="test", now=NOW):
        User.objects.filter(id=made.users[REVIEWER]).update(name="Ayaan Kestrel")
    by = made.actor(WORKER)
    with acting(by=by, what="test", now=NOW):
        declare_conflict(user_id=by.user_id, agency_id=by.agency_id, name="Sam Reed", most_homes=3, by=by, now=NOW)
    look(made, [AboutId(child)], who=REVIEWER)
    look(made, [AboutId(colleagues)], who=REVIEWER)
    watch_looks(now=NOW)
    rows = found()
    assert rows["OWN_FAMILY"].sentence == "They tried to open the record of a child who has their own name."
    assert "declared as kin" in rows["COLLEAGUE"].sentence
    for row in (rows["OWN_FAMILY"], rows["COLLEAGUE"]):
        assert made.client(REVIEWER).get(f"/findings/{row.id}/").status_code == 404
        assert made.client(OTHERS).get(f"/findings/{row.id}/").status_code == 200


def test_a_reviewer_closes_it_with_words_once(made):
    look(made, [AboutId(uuid4()) for _ in range(10)])
    watch_looks(now=NOW)
    row, client = found()["DENIED_AGAIN"], made.client(REVIEWER)
    address = f"/findings/{row.id}/"
    assert "Write what you looked at" in client.post(address, {"answer": "TALKED"}).content.decode()
    page = client.post(address, {"answer": "TALKED", "words": "An old bookmark."}, follow=True).content.decode()
    assert "I have spoken with them" in page
    late = client.post(address, {"answer": "IN_ORDER", "words": "x"}, follow=True).content.decode()
    assert "The first answer stands" in late
    with running(job="test", now=NOW), pytest.raises(IntegrityError), transaction.atomic():
        LookFinding.objects.filter(id=row.id).update(answered_by=made.users[WORKER])

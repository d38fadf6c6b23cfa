"""What comes in with the wider feeds: adults kept apart, what health holds, one number of one authority."""

from datetime import timedelta

import pytest
from django.test import override_settings

from reachable.access.context import reading, running
from reachable.access.domain.viewer import Actor, Run, Shown
from reachable.adapters.bank_holidays import england_and_wales
from reachable.journeys.extract_imported import SentExtract, bring_in_extract, stage_extract
from reachable.kernel.ids import AboutId
from reachable.matching.domain.clusters import Answer
from reachable.matching.models import Candidate, Routes
from reachable.matching.operations import NotOfChildren, record_judgement
from reachable.people.models import AdultAround, ClusterMember, Subject
from reachable.people.queries import list_adults_around, open_records
from reachable.rules.models import ToEvaluate
from reachable.timeline.models import Event, Participation
from reachable.timeline.queries import list_facts, list_held_elsewhere
from tests.factories.children import let_look
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES
from tests.unit.intake.extract_files import bare_row, write_file

HOUR = timedelta(hours=1)
JAYDEN = {"surname": "Okafor-Bell", "forename": "Jayden", "dob": "04/09/2010"}
AROUND = {
    "happened_at": "12/05/2026",
    "recorded_at": "13/05/2026 12:00",
    "child_ref": "EA104417",
    "relation_to_child": "STEP_PARENT",
    "must_not_be_told": "Y",
    "must_not_be_told_because": "he is afraid of him",
}


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


def send(made, agency, feed, *rows, now=NOW):
    by = Actor(user_id=None, agency_id=made.agencies[agency], name="clerk")
    sent = SentExtract(
        feed=feed,
        agency_id=made.agencies[agency],
        file_name=f"{feed}.csv",
        content=write_file(feed, rows),
        fewer_rows_confirmed=True,
    )
    staged = stage_extract(sent=sent, calendar=england_and_wales(), by=by, now=now)
    assert not staged.reading.problems, [each.say() for each in staged.reading.problems]
    return bring_in_extract(extract_id=staged.extract_id, calendar=england_and_wales(), by=by, now=now)


def contact(**cells):
    return bare_row(
        "social_care",
        la_child_id="EA104417",
        step="CONTACT",
        step_ref="C1",
        happened_at="11/05/2026",
        recorded_at="11/05/2026 12:00",
        **JAYDEN | cells,
    )


def adult(**cells):
    return bare_row("adults", **{"entry_type": "AROUND_CHILD", **AROUND, **cells})


def subject_of(local_id):
    with running(job="test", now=NOW):
        return {row.system: row for row in Subject.objects.filter(local_id=local_id)}


def adults_around(made, viewer_code="northshire-social-worker"):
    child = subject_of("EA104417")["social_care"].id
    viewer = made.viewer(viewer_code)
    opened = open_records(viewer=viewer, about_ids=[AboutId(child)], shown=Shown.OPENED, what="test")
    with reading(viewer):
        return list_adults_around(viewer=viewer, subject_ids=opened.records_of.get(AboutId(child), ()))


def test_an_adult_is_never_matched_never_evaluated_and_opened_to_nobody(made):
    send(made, "northshire-social-care", "social_care", contact())
    done = send(
        made,
        "northshire-social-care",
        "adults",
        adult(surname="Okafor-Bell", forename="Jayden", dob="04/09/1990", entry_type="INCIDENT", role="ADULT_PRESENT"),
        now=NOW + HOUR,
    )
    assert done.new_versions == 1
    with running(job="test", now=NOW):
        (grown_up,) = Subject.objects.filter(is_child=False)
        assert not Routes.objects.filter(subject_id=grown_up.id).exists()
        assert not ToEvaluate.objects.filter(about_id=grown_up.id).exists()
        assert ClusterMember.objects.get(subject_id=grown_up.id).cluster_id == grown_up.id
        assert Event.objects.filter(subject_id=grown_up.id, role="ADULT_PRESENT").count() == 1
        assert Candidate.objects.count() == 0
    viewer = made.viewer("northshire-duty-worker")
    opened = open_records(viewer=viewer, about_ids=[AboutId(grown_up.id)], shown=Shown.OPENED, what="test")
    assert opened.granted == frozenset()


def test_nobody_can_judge_an_adult_to_be_a_child(made):
    send(made, "northshire-social-care", "social_care", contact())
    send(made, "northshire-social-care", "adults", adult())
    with running(job="test", now=NOW):
        left, right = (row.id for row in Subject.objects.all())
    with running(job="test", now=NOW), pytest.raises(NotOfChildren):
        record_judgement(left=left, right=right, answer=Answer.SAME, because="x", by=MACHINE, now=NOW)


@pytest.mark.parametrize("adult_first", [True, False])
def test_who_must_not_be_told_is_on_the_childs_record_whichever_came_in_first(made, adult_first):
    files = [("adults", adult()), ("social_care", contact())]
    for hours, (feed, row) in enumerate(files if adult_first else reversed(files)):
        send(made, "northshire-social-care", feed, row, now=NOW + hours * HOUR)
    let_look(made, "northshire-workers", subject_of("EA104417")["social_care"].id)
    (told,) = adults_around(made)
    assert (told.relation, told.must_not_be_told, told.because) == (
        "Step-parent or parent's partner",
        True,
        "he is afraid of him",
    )


def test_the_latest_version_says_whether_an_adult_may_be_told(made):
    send(made, "northshire-social-care", "social_care", contact())
    later = adult(must_not_be_told="N", must_not_be_told_because="", recorded_at="14/05/2026 09:00")
    for hours, row in enumerate((later, adult())):
        send(made, "northshire-social-care", "adults", row, now=NOW + hours * HOUR)
    let_look(made, "northshire-workers", subject_of("EA104417")["social_care"].id)
    (told,) = adults_around(made)
    assert told.must_not_be_told is False
    with running(job="test", now=NOW):
        assert AdultAround.objects.count() == 2


def test_an_adult_of_two_records_is_shown_once_and_the_warning_outweighs_silence(made):
    send(made, "northshire-social-care", "social_care", contact())
    silent = adult(must_not_be_told="", must_not_be_told_because="", entry_ref="ADE-0020")
    send(made, "northshire-social-care", "adults", silent, adult())
    let_look(made, "northshire-workers", subject_of("EA104417")["social_care"].id)
    (told,) = adults_around(made)
    assert told.must_not_be_told is True


def test_another_authoritys_number_is_another_child(made):
    send(made, "northshire-social-care", "social_care", contact())
    send(made, "eastham-social-care", "adults", adult())
    let_look(made, "northshire-workers", subject_of("EA104417")["social_care"].id)
    assert adults_around(made) == ()


def test_the_page_says_who_must_not_be_told(made):
    send(made, "northshire-social-care", "social_care", contact())
    send(made, "northshire-social-care", "adults", adult())
    child = subject_of("EA104417")["social_care"].id
    let_look(made, "northshire-workers", child)
    page = made.client("northshire-social-worker").get(f"/child/{child}/people/").content.decode()
    assert "Must not be told" in page
    assert "he is afraid of him" in page


def test_a_placement_and_a_plan_of_one_authority_are_of_one_record(made):
    send(made, "northshire-social-care", "social_care", contact())
    placed = bare_row(
        "placements",
        la_child_id="EA104417",
        placement_area="Eastham",
        started_at="12/05/2026",
        recorded_at="13/05/2026 12:00",
    )
    send(made, "northshire-social-care", "placements", placed)
    assert list(subject_of("EA104417")) == ["social_care"]
    with running(job="test", now=NOW):
        assert Event.objects.get(kind="PLACEMENT_STARTED").details["out_of_area"] is True


def test_what_health_does_not_share_is_held_counted_and_still_asked_about(made):
    row = bare_row(
        "hospital",
        nhs_number="9990000018",
        arrived_at="12/05/2026 23:10",
        recorded_at="13/05/2026 02:00",
        weapon="knife",
        intent="ASSAULT",
        **JAYDEN,
    )
    send(made, "northshire-hospital", "hospital", row)
    subject = subject_of("9990000018")["hospital"].id
    let_look(made, "northshire-workers", subject)
    viewer = made.viewer("northshire-social-worker")
    open_records(viewer=viewer, about_ids=[AboutId(subject)], shown=Shown.OPENED, what="test")
    with reading(viewer):
        assert list_facts(viewer=viewer, subject_ids=[subject]) == ()
        assert [each.count for each in list_held_elsewhere(viewer=viewer)] == [1]
    with running(job="test", now=NOW):
        assert len(list_facts(viewer=Run("test"), subject_ids=[subject])) == 1
        assert ToEvaluate.objects.filter(about_id=subject).exists()


def test_children_met_together_point_at_each_others_records(made):
    def met(reference, other, **cells):
        return bare_row(
            "stops",
            stop_ref=reference,
            report_type="RAIL",
            stopped_at="12/05/2026 10:40",
            recorded_at="12/05/2026 12:00",
            stopped_with_refs=other,
            **cells,
        )

    send(made, "northshire-police", "stops", met("S1", "S2", **JAYDEN))
    send(made, "northshire-police", "stops", met("S2", "S1", surname="Ncube", forename="Thabo"), now=NOW + HOUR)
    with running(job="test", now=NOW):
        pointed = dict(Participation.objects.values_list("other_reference", "other_subject_id"))
    assert pointed == {"S1": subject_of("S1")["stops"].id, "S2": subject_of("S2")["stops"].id}


def test_an_agency_with_no_team_for_a_feed_lets_every_team_hold_it(made):
    row = bare_row("casework", how="IN_PERSON", contact_at="12/05/2026", recorded_at="13/05/2026 12:00", **JAYDEN)
    send(made, "northshire-social-care", "casework", row)
    subject = subject_of(row["case_ref"])["casework"].id
    viewer = made.viewer("northshire-duty-worker")
    assert open_records(
        viewer=viewer, about_ids=[AboutId(subject)], shown=Shown.OPENED, what="test"
    ).granted == frozenset({AboutId(subject)})

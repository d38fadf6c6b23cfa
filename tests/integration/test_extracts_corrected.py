"""What an agency corrects, takes back, or finds to be of somebody else, is followed and kept."""

from datetime import timedelta

import pytest
from django.db import connection

from reachable.access.context import running
from reachable.access.domain.viewer import Actor
from reachable.adapters.bank_holidays import england_and_wales
from reachable.journeys.extract_imported import SentExtract, bring_in_extract, stage_extract
from reachable.people.models import Name, Subject
from reachable.rules.models import ToEvaluate
from reachable.timeline.models import Event, Participation
from tests.factories.partnership import NOW, make_partnership
from tests.unit.intake.extract_files import bare_row, write_file

DAY = timedelta(days=1)
PNC = "2024/0000123Y"


@pytest.fixture
def made(database):
    return make_partnership()


def arrest(reference="EC/26/000001", **changes):
    return bare_row(
        "custody",
        custody_ref=reference,
        occurrence_type="ARREST",
        surname="Okafor-Bell",
        forename="Jayden",
        dob="04/09/2010",
        arrested_at="12/05/2026 23:10",
        recorded_at="13/05/2026 02:00",
        **changes,
    )


def send(made, *rows, now=NOW):
    by = Actor(user_id=made.users["northshire-extract-officer"], agency_id=made.agencies["northshire-police"], name="x")
    sent = SentExtract(
        feed="custody",
        agency_id=made.agencies["northshire-police"],
        file_name="custody.csv",
        content=write_file("custody", rows),
        fewer_rows_confirmed=True,
    )
    staged = stage_extract(sent=sent, calendar=england_and_wales(), by=by, now=now)
    assert not staged.reading.problems, [each.say() for each in staged.reading.problems]
    return bring_in_extract(extract_id=staged.extract_id, calendar=england_and_wales(), by=by, now=now)


def events(kind):
    with running(job="test", now=NOW):
        return list(Event.objects.filter(kind=kind).select_related("subject", "supersedes").order_by("recorded_at"))


def subjects():
    with running(job="test", now=NOW):
        return {row.local_id: row.id for row in Subject.objects.all()}


def test_a_corrected_row_supersedes_and_what_was_known_before_is_kept(made):
    send(made, arrest(offence="Possession"))
    send(made, arrest(offence="Possession with intent") | {"recorded_at": "14/05/2026 09:00"}, now=NOW + DAY)
    first, second = events("ARREST")
    assert (first.details["offence"], second.details["offence"]) == ("Possession", "Possession with intent")
    assert second.supersedes == first
    assert first.withdrawn_at is None


def test_a_correction_that_arrives_first_still_stands(made):
    send(made, arrest(offence="Possession with intent") | {"recorded_at": "14/05/2026 09:00"}, now=NOW + DAY)
    send(made, arrest(offence="Possession"), now=NOW + 2 * DAY)
    first, second = events("ARREST")
    assert (second.details["offence"], second.supersedes) == ("Possession with intent", first)


def test_an_event_no_longer_told_of_is_withdrawn_with_the_reason(made):
    send(made, arrest(drugs_seized="cannabis"))
    send(made, arrest() | {"recorded_at": "14/05/2026 09:00"}, now=NOW + DAY)
    (seizure,) = events("SEIZURE")
    assert seizure.withdrawn_at == NOW + DAY
    assert seizure.withdrawn_because
    assert [each.withdrawn_at for each in events("ARREST")] == [None]


def test_a_custody_record_whose_police_number_becomes_known_moves_to_the_child_with_that_number(made):
    friend = "EC/26/000002"
    send(made, arrest(), arrest(friend, co_arrestee_refs="EC/26/000001"))
    send(made, arrest(pnc_id=PNC) | {"recorded_at": "14/05/2026 09:00"}, now=NOW + DAY)
    known = subjects()
    assert set(known) == {"EC/26/000001", friend, PNC}
    of_the_record = [each for each in events("ARREST") if each.natural_key.startswith("EC/26/000001:")]
    assert {each.subject_id: each.withdrawn_at for each in of_the_record} == {
        known["EC/26/000001"]: NOW + DAY,
        known[PNC]: None,
    }
    with running(job="test", now=NOW):
        pointed_at = Participation.objects.get(event__natural_key__startswith=friend).other_subject_id
        waiting = set(ToEvaluate.objects.filter(asked_at=NOW + DAY).values_list("about_id", flat=True))
    assert pointed_at == known[PNC]
    assert {known["EC/26/000001"], known[PNC]} <= waiting


def test_sending_again_what_was_sent_changes_nothing_and_asks_nobody(made):
    send(made, arrest(drugs_seized="cannabis"))
    again = send(made, arrest(drugs_seized="cannabis"), now=NOW + DAY)
    assert (again.new_versions, again.children_changed) == (0, 0)
    with running(job="test", now=NOW):
        assert not ToEvaluate.objects.filter(asked_at=NOW + DAY).exists()


def test_staging_and_bringing_in_are_each_noted_with_who_did_it(made, database, privileged):
    send(made, arrest())
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT what, user_id, agency_id FROM audit.entry WHERE kind = 'WROTE' ORDER BY id"
        ).fetchall()
    who = made.users["northshire-extract-officer"], made.agencies["northshire-police"]
    assert noted == [("staged an extract of custody", *who), ("brought in an extract of custody", *who)]


def test_an_extract_comes_in_as_the_application_role_and_no_other(made):
    send(made, arrest())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, session_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("reachable_app", "reachable_app", False)


def test_how_many_children_an_extract_holds_does_not_change_how_often_the_database_is_asked(made, django_statements):
    asked = []
    for day, children in enumerate((2, 2, 12), start=1):
        numbers = range(day * 100, day * 100 + children)
        with django_statements() as sent:
            send(made, *(arrest(f"EC/26/{number:06}") for number in numbers), now=NOW + day * DAY)
        asked.append(len(sent))
    assert asked[1] == asked[2] < 90


def test_what_a_force_does_not_share_of_a_child_it_alone_can_read(made):
    send(made, arrest(handling_code="C"), arrest("EC/26/000002") | {"surname": "Ncube", "forename": "Thabo"})
    with running(job="test", now=NOW):
        shared = {row.family: row.sharing for row in Name.objects.all()}
    assert shared == {"Okafor-Bell": "HOLDER", "Ncube": "PARTNERS"}

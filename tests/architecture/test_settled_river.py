"""What was settled about the river, seen end to end: a police extract comes in, is corrected, and is evaluated."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from reachable.access import operations as access
from reachable.access.context import acting, running
from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.viewer import Actor
from reachable.adapters.bank_holidays import england_and_wales
from reachable.alerts.models import Alert, OutboxMessage
from reachable.journeys.child_evaluated import evaluate_waiting
from reachable.journeys.extract_imported import SentExtract, bring_in_extract, stage_extract
from reachable.kernel.when import When
from reachable.people.models import Subject
from reachable.rules.models import Firing, ToEvaluate
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.domain.taken_event import TakenEvent
from reachable.timeline.models import Event, Participation
from reachable.timeline.operations import DetailNotDeclared, add_events
from tests.unit.intake.extract_files import bare_row, write_file

NOW = datetime(2026, 3, 3, 14, 20, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
BY = Actor(user_id=None, agency_id=None, name="test")


@pytest.fixture
def police(database):
    """Make one area with a police force and a duty team, and return the force."""
    with running(job="test", now=NOW):
        area = access.register_area(
            code="eastham", name="Eastham", police_force="Eastham Police", outward_codes=["ZZ99"], by=BY, now=NOW
        )
        police = _agency("eastham-police", AgencyKind.HOME_POLICE_FORCE, area)
        council = _agency("eastham-care", AgencyKind.CHILDRENS_SOCIAL_CARE, area)
        _team("eastham-custody", police, area, "CUSTODY")
        _team("eastham-duty", council, area, "DUTY", "TRIAGE")
    return police


def _agency(code, kind, area):
    return access.register_agency(
        code=code, name=code, kind=kind, area_id=area, switchboard="01632 960001", by=BY, now=NOW
    )


def _team(code, agency, area, *duties):
    access.register_team(
        code=code, name=code, agency_id=agency, area_id=area, phone="01632 960003", duties=duties, by=BY, now=NOW
    )


def arrest(reference, **changes):
    cells = {
        "custody_ref": reference,
        "occurrence_type": "ARREST",
        "surname": "Okafor-Bell",
        "forename": f"Jayden {reference[-1]}",
        "arrested_at": "02/03/2026 23:10",
        "offence": "Possession with intent to supply",
        "drugs_supply": "Y",
        "recorded_at": "03/03/2026 02:00",
        **changes,
    }
    return bare_row("custody", **cells)


def bring_in(police, *rows, now=NOW):
    sent = SentExtract(feed="custody", agency_id=police, file_name="custody.csv", content=write_file("custody", rows))
    staged = stage_extract(sent=sent, calendar=england_and_wales(), by=BY, now=now)
    assert not staged.reading.problems, [each.say() for each in staged.reading.problems]
    return bring_in_extract(extract_id=staged.extract_id, calendar=england_and_wales(), by=BY, now=now)


def seen(ask):
    with running(job="test", now=NOW):
        return ask()


def test_an_extract_leaves_children_to_be_evaluated_and_tells_nobody_itself(police):
    bring_in(police, arrest("EC/26/000001", drugs_seized="cannabis", cash_seized="340.00"))
    assert seen(lambda: ToEvaluate.objects.filter(done_at__isnull=True).count()) == 1
    assert seen(lambda: (Firing.objects.count(), Alert.objects.count())) == (0, 0)


def test_evaluating_a_child_leaves_firing_and_alert_together_and_nothing_waiting(police):
    bring_in(police, arrest("EC/26/000001", drugs_seized="cannabis", cash_seized="340.00"))
    evaluate_waiting(now=NOW)
    fired, alerted = seen(
        lambda: (
            set(Firing.objects.values_list("id", flat=True)),
            set(Alert.objects.values_list("firing_id", flat=True)),
        )
    )
    assert alerted
    assert alerted <= fired
    assert not seen(lambda: ToEvaluate.objects.filter(done_at__isnull=True).exists())


def test_a_child_whose_evaluation_fails_still_waits_and_nothing_of_it_is_kept(police, monkeypatch):
    bring_in(police, arrest("EC/26/000001", drugs_seized="cannabis", cash_seized="340.00"))

    def fail(**_):
        raise RuntimeError("the machine stopped here")

    monkeypatch.setattr("reachable.journeys.child_told.raise_alerts", fail)
    assert evaluate_waiting(now=NOW) == 0
    assert seen(lambda: (Firing.objects.count(), OutboxMessage.objects.count())) == (0, 0)
    assert seen(lambda: ToEvaluate.objects.filter(done_at__isnull=True).count()) == 1


def test_what_the_latest_version_no_longer_tells_of_is_withdrawn_and_kept(police):
    bring_in(police, arrest("EC/26/000001", drugs_seized="cannabis", cash_seized="340.00"))
    bring_in(police, arrest("EC/26/000001", recorded_at="04/03/2026 09:00"), now=LATER)
    seizure = seen(lambda: Event.objects.get(kind=EventKind.SEIZURE.value))
    assert seizure.withdrawn_at == LATER
    assert seizure.withdrawn_because
    assert seen(lambda: Event.objects.get(kind=EventKind.ARREST.value, withdrawn_at__isnull=True))


def test_a_stay_in_custody_is_a_start_and_an_end_with_one_episode(police):
    bring_in(police, arrest("EC/26/000001", released_at="03/03/2026 01:30", disposal="RUI"))
    rows = seen(lambda: list(Event.objects.order_by("happened_earliest").values_list("kind", "episode")))
    assert [kind for kind, _ in rows] == ["ARREST", "RELEASED"]
    assert len({episode for _, episode in rows}) == 1
    assert rows[0][1]


def test_somebody_arrested_too_is_another_child_and_not_a_name(police):
    both = ("EC/26/000001", "EC/26/000002")
    bring_in(police, arrest(both[0], co_arrestee_refs=both[1]), arrest(both[1], co_arrestee_refs=both[0]))
    parts = seen(lambda: list(Participation.objects.select_related("event")))
    assert {part.described_as for part in parts} == {"another child"}
    assert {part.other_subject_id for part in parts} == seen(lambda: set(Subject.objects.values_list("id", flat=True)))
    assert all(part.about_id != part.other_subject_id for part in parts)


def test_an_event_with_a_detail_its_kind_does_not_declare_is_refused(police):
    bring_in(police, arrest("EC/26/000001"))
    subject = seen(lambda: Subject.objects.get().id)
    event = TakenEvent(
        subject_id=subject,
        agency_id=police,
        system="custody",
        natural_key=str(uuid4()),
        version_hash="0" * 64,
        kind=EventKind.ARREST,
        happened=When.at(NOW),
        recorded_at=NOW,
        details={"favourite_colour": "blue"},
    )
    with acting(by=BY, what="test", now=NOW), pytest.raises(DetailNotDeclared, match="favourite_colour"):
        add_events(events=[event], by=BY, now=NOW)

"""A concern is kept word for word, reaches the child's timeline and a named person, and opens to nobody else."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from reachable.access.context import running
from reachable.access.domain.viewer import Run, Shown
from reachable.access.operations import register_team
from reachable.alerts.models import Alert, OutboxMessage
from reachable.intake.domain.concern import About, ChildDescribed, Route
from reachable.intake.domain.concern_reference import read_reference
from reachable.intake.models import Concern, ConcernChild, Observation
from reachable.journeys.concern_received import (
    NobodyDecides,
    NotComplete,
    find_own_draft,
    keep_draft,
    list_concerns_of,
    receive_concern,
)
from reachable.journeys.concern_triaged import list_concerns_of_area, open_concern
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.kernel.ids import AboutId, ConcernId, SubjectId
from reachable.kernel.london import say_moment
from reachable.people.models import Subject
from reachable.people.queries import list_claims, open_records
from reachable.timeline.models import Event
from reachable.timeline.queries import list_facts
from tests.factories.concerns import SAID, SAW, about_a_child, about_a_worker, about_something_else, raise_concern
from tests.factories.partnership import DAY, MACHINE, NOW, make_partnership

RUN = Run("test")


def is_open_to(made, code: str, about, *, at=NOW) -> bool:
    asked = [AboutId(about)]
    return bool(open_records(viewer=made.viewer(code, at=at), about_ids=asked, shown=Shown.OPENED, what="test").granted)


def only_subject(concern_id: ConcernId) -> SubjectId:
    with running(job="test", now=NOW):
        return ConcernChild.objects.get(concern_id=concern_id).subject_id


def noted(privileged, database) -> list[tuple[str, str]]:
    with privileged.connect(database) as admin:
        return admin.execute("SELECT kind, what FROM audit.entry ORDER BY id").fetchall()


def test_a_concern_is_kept_word_for_word(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    with running(job="test", now=NOW):
        kept = Concern.objects.get(reference=received.reference)
        assert (kept.what_i_saw, kept.childs_words) == (SAW, SAID)
        assert kept.must_not_be_told == "his mother’s partner"
        assert kept.safe_to_contact_family == "NO"
        assert sorted(Observation.objects.values_list("indicator", "context", "confidence")) == [
            ("IND_FEAR_REPRISAL", "CHILD", "SUSPECTED"),
            ("IND_MULTI_PHONES", "CHILD", "SEEN"),
        ]


def test_whoever_raises_it_gets_a_reference_and_by_when_a_decision_is_due(database, privileged):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    assert read_reference(received.reference) == received.reference
    assert say_moment(received.due_at) == "Friday 15 May, 17:00"
    assert ("WROTE", "raised a concern") in noted(privileged, database)


def test_the_same_form_sent_twice_is_one_concern(database):
    made = make_partnership()
    concern_id = ConcernId(uuid4())
    viewer = made.viewer("northshire-teacher")
    first, second = (
        receive_concern(concern=about_a_child(), concern_id=concern_id, viewer=viewer, now=NOW) for _ in range(2)
    )
    assert first.reference == second.reference
    with running(job="test", now=NOW):
        assert (Concern.objects.count(), Subject.objects.count()) == (1, 1)


def test_somebody_elses_form_id_is_not_mistaken_for_ones_own(database):
    made = make_partnership()
    first = raise_concern(made, about_a_child())
    second = receive_concern(
        concern=about_a_child(), concern_id=first.concern_id, viewer=made.viewer("northshire-nurse"), now=NOW
    )
    assert second.reference != first.reference


def test_a_concern_that_says_too_little_is_not_kept(database):
    made = make_partnership()
    with pytest.raises(NotComplete, match="what you saw or heard"):
        raise_concern(made, replace(about_a_child(), what_i_saw=" "))
    with running(job="test", now=NOW):
        assert not Concern.objects.exists()


def test_what_was_seen_and_the_childs_own_words_are_on_the_childs_timeline(database):
    made = make_partnership()
    subject_id = only_subject(raise_concern(made, about_a_child()).concern_id)
    with running(job="test", now=NOW):
        facts = list_facts(viewer=RUN, subject_ids=[subject_id])
        claims = list_claims(viewer=RUN, subject_ids=[subject_id])[subject_id]
    assert {(fact.kind.value, fact.words) for fact in facts} == {("CONCERN_RAISED", SAW), ("CHILD_SAID", SAID)}
    assert facts[0].source.agency_name == "Northshire High School"
    assert claims.names[0].claim.full == "Jaydon Marsh"
    assert claims.birth_dates[0].claim.latest.year == 2012


def test_a_description_is_not_taken_for_a_name(database):
    made = make_partnership()
    raise_concern(made, about_a_child(ChildDescribed("a girl in a red coat"), ChildDescribed("not known")))
    with running(job="test", now=NOW):
        subjects = list(ConcernChild.objects.values_list("subject_id", flat=True))
        claims = list_claims(viewer=RUN, subject_ids=subjects)
    assert [each.names for each in claims.values()] == [[], []]


def test_words_said_among_several_children_are_put_on_nobodys_timeline(database):
    made = make_partnership()
    raise_concern(made, about_a_child(ChildDescribed("Jay"), ChildDescribed("Mo")))
    with running(job="test", now=NOW):
        assert list(Event.objects.values_list("kind", flat=True)) == ["CONCERN_RAISED", "CONCERN_RAISED"]


@pytest.mark.parametrize(
    ("about", "described_as"),
    [(About.PLACE, "The shelter behind the bus station"), (About.GROUP, "Four boys"), (About.NUMBER, "07700 900321")],
)
def test_a_concern_may_be_about_a_place_a_group_or_a_number_with_no_known_child(about, described_as, database):
    made = make_partnership()
    received = raise_concern(made, about_something_else(about, described_as))
    opened = open_concern(concern_id=received.concern_id, viewer=made.viewer("northshire-coordinator"), now=NOW)
    assert (opened.concern.described_as, opened.concern.children) == (described_as, ())
    with running(job="test", now=NOW):
        assert not Subject.objects.exists()


def test_the_triage_team_of_the_area_can_open_it_and_the_child_and_nobody_else_can(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    for about in (received.concern_id, only_subject(received.concern_id)):
        assert is_open_to(made, "northshire-coordinator", about)
        for other in ("eastham-coordinator", "northshire-social-worker", "northshire-allegations-officer"):
            assert not is_open_to(made, other, about)


def test_a_role_that_only_records_can_never_open_what_it_raised(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    assert not is_open_to(made, "northshire-teacher", received.concern_id)
    assert not is_open_to(made, "northshire-teacher", only_subject(received.concern_id))


def test_a_named_person_of_the_triage_team_is_told_without_any_name(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    with running(job="test", now=NOW):
        alert = Alert.objects.get()
        assert (alert.cause, alert.team_id, alert.due_at) == (
            "CONCERN",
            made.teams["northshire-triage"],
            received.due_at,
        )
        assert [telling.user_id for telling in alert.tellings.all()] == [made.users["northshire-coordinator"]]
    message = OutboxMessage.objects.get()
    assert message.to_address == "northshire-coordinator@example.org"
    assert "Jaydon" not in message.text
    assert received.reference not in message.text


def test_a_concern_nobody_decides_on_in_time_climbs_to_the_next_person(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    assert climb_ladders(now=received.due_at - timedelta(minutes=1)) == 0
    assert climb_ladders(now=received.due_at + timedelta(minutes=1)) == 1
    with running(job="test", now=NOW):
        told = [telling.user_id for telling in Alert.objects.get().tellings.order_by("step")]
    assert told == [made.users["northshire-coordinator"], made.users["northshire-second-coordinator"]]


def test_whoever_is_told_next_can_see_what_it_is_about(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    assert is_open_to(made, "northshire-duty-worker", received.concern_id)


def test_danger_now_is_climbed_in_minutes(database):
    made = make_partnership()
    raise_concern(made, replace(about_a_child(), immediate_danger=True))
    assert climb_ladders(now=NOW + timedelta(minutes=16)) == 1


def test_an_area_where_nobody_decides_says_so_and_keeps_nothing(database):
    made = make_partnership()
    with running(job="test", now=NOW):
        for code in ("northshire-triage", "northshire-duty", "northshire-night"):
            register_team(
                code=code,
                name=code,
                agency_id=made.agencies["northshire-hub"],
                area_id=made.areas["northshire"],
                by=MACHINE,
                now=NOW,
            )
    with pytest.raises(NobodyDecides):
        raise_concern(made, about_a_child())
    with running(job="test", now=NOW):
        assert not Concern.objects.exists()


def test_a_concern_about_a_worker_goes_to_the_allegations_team_alone(database):
    made = make_partnership()
    received = raise_concern(made, about_a_worker())
    assert is_open_to(made, "northshire-allegations-officer", received.concern_id)
    for other in ("northshire-coordinator", "northshire-duty-worker", "northshire-supervisor", "northshire-teacher"):
        assert not is_open_to(made, other, received.concern_id)
    assert list_concerns_of_area(viewer=made.viewer("northshire-coordinator"), now=NOW).waiting == ()
    mine = list_concerns_of_area(viewer=made.viewer("northshire-allegations-officer"), now=NOW)
    assert [each.works_with_children for each in mine.waiting] == ["The coach at the sports hall"]


def test_a_concern_about_a_worker_is_on_no_childs_timeline(database):
    made = make_partnership()
    raise_concern(made, about_a_worker())
    with running(job="test", now=NOW):
        assert not Subject.objects.exists()
        assert not Event.objects.exists()


def test_nobody_but_the_allegations_team_is_ever_told_of_a_concern_about_a_worker(database):
    made = make_partnership()
    raise_concern(made, about_a_worker())
    for days in range(1, 8):
        climb_ladders(now=NOW + days * DAY)
    with running(job="test", now=NOW):
        told = set(Alert.objects.get().tellings.values_list("team_id", flat=True))
    assert told == {made.teams["northshire-allegations"]}


def test_a_draft_comes_back_to_its_author_and_to_nobody_else(database):
    made = make_partnership()
    answers = {"what_i_saw": ["He was crying"], "noticed": ["IND_INJURY", "IND_WITHDRAWN"]}
    teacher = made.viewer("northshire-teacher")
    keep_draft(route=Route.SAFEGUARDING, answers=answers, viewer=teacher, now=NOW)
    kept = find_own_draft(route=Route.SAFEGUARDING, viewer=made.viewer("northshire-teacher"), now=NOW + DAY)
    assert {name: list(given) for name, given in kept.answers.items()} == answers
    nurse = made.viewer("northshire-nurse")
    assert find_own_draft(route=Route.SAFEGUARDING, viewer=nurse, now=NOW) is None
    assert find_own_draft(route=Route.ALLEGATION, viewer=teacher, now=NOW) is None


def test_a_draft_can_be_opened_by_no_working_relationship(database):
    made = make_partnership()
    keep_draft(
        route=Route.SAFEGUARDING,
        answers={"what_i_saw": ["x"]},
        viewer=made.viewer("northshire-social-worker"),
        now=NOW,
    )
    assert not is_open_to(made, "northshire-social-worker", made.users["northshire-social-worker"])


def test_a_draft_is_blank_once_it_was_sent(database):
    made = make_partnership()
    viewer = made.viewer("northshire-teacher")
    keep_draft(route=Route.SAFEGUARDING, answers={"what_i_saw": ["He was crying"]}, viewer=viewer, now=NOW)
    raise_concern(made, about_a_child())
    assert find_own_draft(route=Route.SAFEGUARDING, viewer=viewer, now=NOW) is None


def test_somebody_hears_of_their_own_concerns_only(database, privileged):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    raise_concern(made, about_a_child(), by="northshire-nurse")
    mine = list_concerns_of(viewer=made.viewer("northshire-teacher"), now=NOW)
    assert [(each.reference, each.is_decided, each.told) for each in mine] == [(received.reference, False, "")]
    assert ("SEARCHED", "looked for their own concerns") in noted(privileged, database)


def test_the_list_of_concerns_asks_as_much_for_ten_as_for_two(database, django_statements):
    made = make_partnership()
    counts = []
    for more in (2, 8):
        for _ in range(more):
            raise_concern(made, about_a_child())
        with django_statements() as sent:
            found = list_concerns_of_area(viewer=made.viewer("northshire-coordinator"), now=NOW)
        counts.append((len(found.waiting), len(sent)))
    assert counts == [(2, counts[0][1]), (10, counts[0][1])]

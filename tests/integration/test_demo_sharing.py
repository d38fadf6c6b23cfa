"""In the finished demo agencies have asked each other and shared; each of its people finds what is theirs to see."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.access.queries import get_viewer, list_agencies, list_sign_in_choices
from reachable.demo.agreed import IN_FORCE
from reachable.demo.truth import truth_of
from reachable.demo.world import build_world
from reachable.journeys.child_opened import AskedToSee, open_child
from reachable.journeys.glass_broken import find_my_glass
from reachable.journeys.glass_reviewed import list_to_review, open_glass
from reachable.journeys.holder_asked import AnsweredAlready, answer_request, list_my_requests, open_request
from reachable.journeys.not_told_recorded import open_not_told
from reachable.journeys.pack_made import list_child_packs, open_pack, release_pack
from reachable.journeys.shared_by_decision import list_sent, open_sent
from reachable.journeys.sharing_checked import NotYoursToShare
from reachable.journeys.sharing_shown import open_child_shares, open_inbox, open_share
from reachable.journeys.whereabouts_opened import open_whereabouts, show_whereabouts
from reachable.kernel.ids import RequestId
from reachable.kernel.london import london_date
from reachable.oversight.domain.asking import HolderAnswer, NewAnswer, RefusalGround
from reachable.oversight.domain.broken_glass import GlassAnswer, GlassOutcome
from reachable.people.queries import find_subjects
from reachable.places.queries import find_places_in_all
from reachable.sharing.domain.deciding import CannotShare, ReplyAnswer, ReplyKind, SharePurpose, ShareState
from reachable.sharing.domain.packs import PackKind
from tests.factories.databases import copied
from tests.journeys.demo_copy import make_demo
from tests.journeys.live_site import MORNING

N_CHILDREN, E_CHILDREN = "northshire-childrens-services", "eastham-childrens-services"
WORKER, CHARITY, LEAD = "Tom Ashgrove", "Robin Tallis", "Michael Adu"
OFFICER, OTHER_AREA = "Wanda Escott", "Una Fairbairn"
BETWEEN_TWO = "asked that it stays between the two of them"
RUN = Run("test")


@pytest.fixture(scope="module")
def demo(privileged):
    """Give the finished demo: nothing here changes it."""
    name = make_demo({alias: connections[alias].settings_dict["NAME"] for alias in connections}, MORNING)
    with copied(privileged, name):
        yield build_world(MORNING)


@pytest.fixture(scope="module")
def truth(demo):
    return truth_of(demo)


@pytest.fixture
def record(demo, truth):
    """Return what finds an agency's record of a child of the demo."""

    def find(child, agency):
        keys = truth.records_of(child, agency=agency)
        with running(job="test", now=MORNING):
            agency_id = next(each.id for each in list_agencies() if each.name == name_of(demo, agency))
            for key in keys:
                found = find_subjects(viewer=RUN, agency_id=agency_id, system=key.feed)
                if key.local_id in found:
                    return found[key.local_id]
        raise LookupError(child)

    return find


def name_of(demo, agency):
    return next(each.name for each in demo.agencies if each.code == agency)


def signed_in(name):
    """Return somebody as they are when they choose their name in the list of the demo."""
    who = next(each.assignment for each in list_sign_in_choices(at=MORNING) if each.assignment.user_name == name)
    return get_viewer(
        user_id=who.user_id,
        membership_id=who.membership_id,
        purpose=None,
        request_id=RequestId(uuid4()),
        at=MORNING,
    )


def my_request(name, answer):
    """Return the one request with this answer that somebody finds."""
    (found,) = (each for each in list_my_requests(viewer=signed_in(name), now=MORNING) if each.answer is answer)
    return open_request(request_id=found.id, viewer=signed_in(name), now=MORNING)


def sent_to(name, decision_id):
    """Return what somebody was sent by a decision, or None."""
    sent = list_sent(viewer=signed_in(name), now=MORNING)
    found = next((each for each in sent if each.decision_id == decision_id), None)
    return found and open_sent(envelope_id=found.id, viewer=signed_in(name), now=MORNING)


def words_of(page):
    return " ".join(str(value) for copy in page.copies for value in copy.words.values())


def decisions(name, subject_id):
    return open_child_shares(viewer=signed_in(name), subject_id=subject_id, now=MORNING).decisions


def test_the_practitioner_finds_the_answered_request_with_what_was_sent(demo):
    page = my_request(WORKER, HolderAnswer.SHARED)
    assert page.child_name == "Ffion Pritchard"
    assert page.request.answered_by == CHARITY
    sent = sent_to(WORKER, page.request.share_id)
    assert sent.is_live
    assert sent.envelope.held_back
    assert BETWEEN_TWO in words_of(sent)


def test_what_the_holder_kept_is_not_on_the_childs_page_and_was_sent_to_that_worker_alone(demo, record):
    page = my_request(WORKER, HolderAnswer.SHARED)
    subject_id = record("ffion-pritchard", N_CHILDREN)
    child = open_child(viewer=signed_in(WORKER), subject_id=subject_id, asked=AskedToSee(), now=MORNING, what="test")
    assert not [fact for fact in child.facts if BETWEEN_TWO in fact.words]
    assert [each.count for each in child.held] == [1]
    assert sent_to("Yusra Deen", page.request.share_id) is None


def test_the_school_reads_why_it_was_refused_and_what_to_do_next(demo):
    page = my_request(LEAD, HolderAnswer.REFUSED)
    assert page.child_name == "Samson Abiola"
    assert page.request.ground is RefusalGround.SOURCE_AT_RISK
    assert "without the names" in page.request.answer_words
    assert page.next_steps


def test_the_charity_finds_its_refusal_among_its_decisions(demo, record):
    (kept,) = decisions("Shanelle West", record("samson-abiola", "waymark"))
    assert kept.state is ShareState.NOT_SHARED
    assert kept.asked_by.startswith(LEAD)


def test_the_hospital_finds_one_request_that_waits_until_today_and_may_answer_it(demo):
    page = my_request("Delia Crane", None)
    assert page.child_name == "Tyrese Okonedo"
    assert page.may_answer
    assert page.request.due_at > MORNING
    assert london_date(page.request.due_at) == london_date(MORNING)


def test_whoever_asked_the_hospital_sees_that_nobody_has_answered(demo):
    asked = my_request("Delia Crane", None).request
    page = open_request(request_id=asked.id, viewer=signed_in(asked.asked_by_name), now=MORNING)
    assert page.request.answer is None
    assert not page.may_answer


def test_an_answer_stands_and_cannot_be_given_twice(demo):
    page = my_request(CHARITY, HolderAnswer.SHARED)
    given = NewAnswer(answer=HolderAnswer.NEED_MORE, words="And when?")
    with pytest.raises(AnsweredAlready):
        answer_request(request_id=page.request.id, given=given, viewer=signed_in(CHARITY), now=MORNING)


def test_the_officer_finds_one_decision_that_waits_for_her_and_the_police_cannot_read_it_yet(demo):
    (waiting,) = open_inbox(viewer=signed_in(OFFICER), now=MORNING).waiting
    page = open_share(viewer=signed_in(OFFICER), share_id=waiting.id, now=MORNING)
    assert page.waits_for_viewer
    assert page.decision.purpose is SharePurpose.ENFORCEMENT
    assert page.decision.withheld_because
    assert sent_to("Colette Durand", waiting.id) is None


def test_a_decision_is_in_force_under_the_agreement_with_something_held_back(demo, record):
    (shared,) = decisions(WORKER, record("cameron-sheldrake", N_CHILDREN))
    assert shared.agreed_under.startswith(IN_FORCE)
    assert shared.answered_by == OFFICER
    assert shared.withheld_because
    read = sent_to("Samuel Teklu", shared.id)
    assert read.is_live
    assert "Sheldrake" in words_of(read)
    assert shared.withheld not in words_of(read)


def test_whoever_shared_it_reads_that_the_recipient_has_seen_it_too(demo, record):
    (shared,) = decisions(WORKER, record("cameron-sheldrake", N_CHILDREN))
    (reply,) = open_share(viewer=signed_in(WORKER), share_id=shared.id, now=MORNING).replies
    assert (reply.kind, reply.answer) == (ReplyKind.SEEN_TOO, ReplyAnswer.NOTED)
    assert reply.made_by == "Jin Howarth"


def test_a_decision_not_to_share_stands_with_its_reason_and_what_it_may_cost(demo, record):
    (kept,) = decisions("Jin Howarth", record("amara-okafor", E_CHILDREN))
    assert kept.state is ShareState.NOT_SHARED
    assert kept.asked_by
    assert kept.because
    assert kept.detriment


def test_the_wrong_school_finds_that_it_was_recalled_and_no_word_of_it(demo, record):
    right, wrong = decisions("Oyinda Bello", record("wei-zhang", N_CHILDREN))
    assert wrong.recalled_because
    recalled = sent_to(LEAD, wrong.id)
    assert not recalled.is_live
    assert recalled.copies == ()
    assert "Wei Zhang" in words_of(sent_to("Nasreen Qadir", right.id))


@pytest.mark.parametrize("name", ["Bronagh Keane", "Idris Vane"])
def test_each_reviewer_finds_one_breaking_of_the_glass_that_waits_and_one_that_was_reviewed(demo, name):
    waits, reviewed = list_to_review(viewer=signed_in(name), now=MORNING)
    assert (waits.broken_by_name, waits.reviewed_at) == ("Dot Merriman", None)
    assert (reviewed.broken_by_name, reviewed.answer) == ("Ian Brace", GlassAnswer.RIGHT)
    assert {waits.outcome, reviewed.outcome} == {GlassOutcome.OPENED}
    assert open_glass(glass_id=waits.id, viewer=signed_in(name), now=MORNING).may_review


@pytest.mark.parametrize("name", ["Dot Merriman", "Ian Brace"])
def test_whoever_broke_the_glass_has_closed_it_and_does_not_review_it(demo, name):
    assert find_my_glass(viewer=signed_in(name), now=MORNING) is None
    assert name not in {each.broken_by_name for each in list_to_review(viewer=signed_in(name), now=MORNING)}


def test_the_supervisor_finds_a_pack_to_release(demo, record):
    (found,) = list_child_packs(viewer=signed_in("Patricia Voss"), subject_id=record("sienna-grant", E_CHILDREN))
    pack = open_pack(viewer=signed_in("Patricia Voss"), pack_id=found.id, now=MORNING)
    assert pack.kind is PackKind.SUBJECT_ACCESS
    assert (pack.prepared_by, pack.released_at) == ("Jin Howarth", None)
    assert pack.due_on > london_date(MORNING)
    assert pack.frozen["parts"]


def test_whoever_prepared_the_pack_cannot_release_it(demo, record):
    (pack,) = list_child_packs(viewer=signed_in("Jin Howarth"), subject_id=record("sienna-grant", E_CHILDREN))
    with pytest.raises(CannotShare):
        release_pack(pack=pack, to_whom="Sienna Grant", because="Read it", viewer=signed_in("Jin Howarth"), now=MORNING)


def test_a_childs_worker_is_shown_where_she_is_once_there_is_a_reason_and_nobody_else_is(demo, record):
    subject_id, worker = record("naomi-osei", N_CHILDREN), signed_in("Yusra Deen")
    (protection,) = open_whereabouts(viewer=worker, subject_id=subject_id, what="test", now=MORNING).protections
    assert protection.decided_by == "Yusra Deen"
    assert protection.review_on > london_date(MORNING)
    shown = show_whereabouts(
        viewer=signed_in("Yusra Deen"), subject_id=subject_id, because="I take her to her new school today."
    )
    assert shown.granted
    assert [words for _, words in shown.places if demo.child("naomi-osei").address.postcode in words]
    stranger = signed_in(OTHER_AREA)
    assert open_whereabouts(viewer=stranger, subject_id=subject_id, what="test", now=MORNING) is None
    assert not show_whereabouts(
        viewer=signed_in(OTHER_AREA), subject_id=subject_id, because="I take her to her new school today."
    ).granted


def test_no_page_of_the_protected_child_says_an_address(demo, record):
    subject_id = record("naomi-osei", N_CHILDREN)
    page = open_child(
        viewer=signed_in("Yusra Deen"), subject_id=subject_id, asked=AskedToSee(), now=MORNING, what="test"
    )
    said = repr(page.claims) + repr(page.facts)
    address = demo.child("naomi-osei").address
    assert address.postcode not in said
    assert address.line not in said


def test_a_childs_worker_reads_that_his_father_must_not_be_told(demo, record):
    subject_id = record("leo-stanway", N_CHILDREN)
    (entry,) = open_not_told(viewer=signed_in("Oyinda Bello"), subject_id=subject_id).standing
    assert entry.say() == "Father, Gary Stanway"
    assert entry.review_on - london_date(entry.recorded_at) == timedelta(days=28)


def test_nothing_of_all_this_is_there_for_somebody_of_another_area(demo, record):
    viewer = signed_in(OTHER_AREA)
    assert list_my_requests(viewer=viewer, now=MORNING) == ()
    assert list_sent(viewer=viewer, now=MORNING) == ()
    assert list_to_review(viewer=viewer, now=MORNING) == ()
    with pytest.raises(NotYoursToShare):
        open_not_told(viewer=viewer, subject_id=record("leo-stanway", N_CHILDREN))


def test_no_reason_that_anybody_wrote_says_where_a_child_is(demo, record):
    written = [my_request(name, answer).request for name, answer in ((WORKER, HolderAnswer.SHARED),)]
    written += [my_request(LEAD, HolderAnswer.REFUSED).request, my_request("Delia Crane", None).request]
    shares = [
        each
        for name, child, agency in (
            (WORKER, "cameron-sheldrake", N_CHILDREN),
            ("Peter Lindqvist", "ruby-fenn", N_CHILDREN),
            ("Oyinda Bello", "wei-zhang", N_CHILDREN),
            ("Jin Howarth", "amara-okafor", E_CHILDREN),
        )
        for each in decisions(name, record(child, agency))
    ]
    glass = list_to_review(viewer=signed_in("Bronagh Keane"), now=MORNING)
    texts = [text for each in written for text in (each.words, each.answer_words)]
    texts += [text for each in shares for text in (each.because, each.withheld, each.withheld_because, each.detriment)]
    texts += [text for each in glass for text in (each.danger, each.answer_words)]
    with running(job="test", now=MORNING):
        found = find_places_in_all(viewer=RUN, texts={text: text for text in texts if text}, any_address=True)
    assert {text: places for text, places in found.items() if places} == {}

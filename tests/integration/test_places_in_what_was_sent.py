"""A child who is protected after something was sent loses the places in it, and nothing else of it is ever changed."""

from datetime import date, timedelta

import psycopg
import pytest
from django.apps import apps
from django.db.models import UUIDField
from psycopg.types.json import Jsonb

from reachable.access.context import acting, running
from reachable.access.queries.texts import list_naming_columns
from reachable.adapters.clock import read_clock
from reachable.journeys.glass_broken import break_glass
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.shared_by_decision import decide_to_share, list_sent, list_shareable, open_sent, reply_to_sent
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.matching.domain.clusters import Answer
from reachable.matching.models import Judgement
from reachable.matching.operations import record_judgement
from reachable.oversight.domain.broken_glass import GlassReason
from reachable.oversight.domain.exact_child import StatedChild
from reachable.oversight.models import BrokenGlass
from reachable.places.domain.kinds import HIDDEN
from reachable.sharing.domain.deciding import ChosenItem, ItemForm, Recipient, ReplyKind, SharePurpose, Wish
from reachable.sharing.models import ShareDecision, ShareRecipient, ShareReply
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.children import add_event, let_look, make_child
from tests.factories.partnership import MACHINE, make_partnership
from tests.integration.made_up import as_app
from tests.integration.test_cases_lawfulness import token_of_a_run

POLICE, SCHOOL = "northshire-missing-officer", "northshire-social-worker"
HOUSE = "31 Elsewhere Lane, ZZ8 3AA"
WORDS = f"He sleeps at {HOUSE} on most nights."
AS_HIDDEN = f"He sleeps at {HIDDEN}, {HIDDEN} on most nights."

NAMES_SOMETHING_ELSE = {
    "about_id": "says whose the row is, and is gone through as such",
    "act_id": "one decision on several records",
    "adult_id": "an adult, in a row about a child that is gone through as the child's",
    "anchor_event_id": "an event",
    "batch_id": "an extract",
    "cluster_id": "records that are one child, by a number of their own",
    "concern_id": "a concern, whose children are gone through",
    "corrects_id": "an entry on who must not be told",
    "done_by_event_id": "an event",
    "duty_id": "a duty",
    "entry_id": "an entry on who must not be told, on several records",
    "firing_id": "what a rule found",
    "item_id": "what was shared, held in the same table's own rows about the child",
    "linked_subject_id": "a decision on a concern, whose children are gone through",
    "other_subject_id": "somebody at another child's event, whose words are about that child",
    "request_id": "who asked",
    "share_id": "a decision to share",
    "source_record_id": "a record as it was sent",
    "undone_batch_id": "an extract",
}
"""What a number in a row about somebody names, where it is not a child's record."""


@pytest.fixture
def now():
    return read_clock()


@pytest.fixture
def made(database, now):
    return make_partnership(now=now)


@pytest.fixture
def child(made, now):
    child = make_child(made, "Ayaan Khan", now=now, born=date(2011, 3, 3))
    let_look(made, "northshire-missing", child, now=now)
    with running(job="test", now=now):
        look_for_same_child(subject_ids=[child], because="test", by=MACHINE, now=now)
    for hours in (20, 10):
        add_event(made, child, K.ARREST, now - timedelta(hours=hours), place="The park", offence="Possession")
    return child


def share(made, child, now):
    police = made.viewer(POLICE, at=now)
    wish = Wish(
        items=(ChosenItem(list_shareable(viewer=police, subject_id=child, now=now)[0].id, ItemForm.AS_RECORDED),),
        recipients=(Recipient(made.agencies["northshire-social-care"]),),
        purpose=SharePurpose.SAFEGUARDING,
        grounds=("6-1-e", "9-2-g", "CA2004-16LA"),
        because=WORDS,
        expires_at=now + timedelta(days=7),
    )
    decide_to_share(viewer=police, subject_id=child, wish=wish, now=now)
    (envelope,) = list_sent(viewer=made.viewer(SCHOOL, at=now), now=now)
    reply_to_sent(
        envelope_id=envelope.id,
        event_id=wish.items[0].event_id,
        kind=ReplyKind.SEEN_TOO,
        words=WORDS,
        viewer=made.viewer(SCHOOL, at=now),
        now=now,
    )
    return envelope.id


def break_the_glass(made, now):
    break_glass(
        stated=StatedChild(given="Ayaan", family="Khan", born=date(2011, 3, 3)),
        reason=GlassReason.MISSING,
        danger=WORDS,
        viewer=made.viewer(SCHOOL, at=now),
        now=now,
    )


def judge(made, left, right, now):
    by = made.actor("northshire-coordinator", at=now)
    with acting(by=by, what="test", now=now):
        record_judgement(left=left, right=right, answer=Answer.DIFFERENT, because=WORDS, by=by, now=now)


def test_an_address_is_taken_out_of_everything_that_names_the_child_when_the_child_is_protected(made, child, now):
    other = make_child(made, "Bilal Other", now=now)
    envelope_id = share(made, child, now)
    break_the_glass(made, now)
    judge(made, child, other, now)
    protect_whereabouts(
        subject_id=child,
        because="The men have been to the door",
        review_on=now.date() + timedelta(days=90),
        viewer=made.viewer(POLICE, at=now),
        now=now,
    )
    with running(job="test", now=now):
        assert ShareDecision.objects.get().because == AS_HIDDEN
        assert ShareReply.objects.get().words == AS_HIDDEN
        assert BrokenGlass.objects.get().danger == AS_HIDDEN
        assert Judgement.objects.get().because == AS_HIDDEN
    page = open_sent(envelope_id=envelope_id, viewer=made.viewer(SCHOOL, at=now), now=now)
    assert [copy.words["place"] for copy in page.copies] == ["The park"]


@pytest.mark.parametrize(
    ("before", "after", "longest", "is_only_taken_out"),
    [
        ("At 1 Low Road, by ten", f"At {HIDDEN}, by ten", 0, True),
        ("At 1 Low Road, by ten", f"At {HIDDEN}, by nine", 0, False),
        ("At 1 Low Road, by ten", "At, by ten", 0, False),
        ("At 1 Low Road, by ten", "At 1 Low Road, by ten", 0, False),
        ("At 1 Low Road, by ten", f"Not at {HIDDEN}, by ten", 0, False),
        ("100% sure_of it: 1 Low Road", f"100% sure_of it: {HIDDEN}", 0, True),
        ("100 sure of it: 1 Low Road", f"%sure_of it: {HIDDEN}", 0, False),
        ("a\\b at 1 Low Road", f"a\\b at {HIDDEN}", 0, True),
        ("a\u200bt 1 Low Road", f"at {HIDDEN}", 0, True),
        ("1 Low Road, second floor", f"{HIDDEN}, sec", len(HIDDEN) + 5, True),
        ("1 Low Road, second floor", f"{HIDDEN}, sec", 0, False),
        ("1 Low Road and 2 Low Road", f"{HIDDEN} and [place", len(HIDDEN) + 11, True),
        ("At 1 Low Road, " + "by ten " * 40, f"At {HIDDEN}", 0, False),
        ("1 Low Road " + "and a very long story " * 20, HIDDEN, 0, False),
        (None, f"{HIDDEN}", 0, False),
        ("At 1 Low Road", None, 0, False),
        ("1 Low Road\nand 2 Low Road", f"{HIDDEN}\nand {HIDDEN}", 0, True),
    ],
)
def test_only_marks_may_stand_where_words_stood(database, now, before, after, longest, is_only_taken_out):
    with as_app() as bare, bare.transaction():
        token_of_a_run(bare, now)
        asked = bare.execute("SELECT resolver.only_places_taken_out(%s, %s, %s)", [before, after, longest])
        assert asked.fetchone() == (is_only_taken_out,)


@pytest.mark.parametrize(
    ("before", "after", "is_only_taken_out"),
    [
        ({"place": "1 Low Road", "n": 3}, {"place": HIDDEN, "n": 3}, True),
        ({"place": "1 Low Road", "n": 3}, {"place": HIDDEN, "n": 4}, False),
        ({"place": "1 Low Road", "n": 3}, {"place": HIDDEN}, False),
        ({"place": "1 Low Road"}, {"place": HIDDEN, "more": HIDDEN}, False),
        ({"place": "1 Low Road"}, None, False),
        ({"said": ["1 Low Road", "No"]}, {"said": [HIDDEN, "No"]}, True),
        ({"said": ["1 Low Road", "No"]}, {"said": [HIDDEN]}, False),
        ({"said": ["1 Low Road", "No"]}, {"said": [HIDDEN, "Yes"]}, False),
        ({"said": "No"}, HIDDEN, False),
    ],
)
def test_of_a_document_nothing_comes_or_goes_but_places(database, now, before, after, is_only_taken_out):
    with as_app() as bare, bare.transaction():
        token_of_a_run(bare, now)
        asked = bare.execute("SELECT resolver.only_places_taken_out_of(%s, %s)", [Jsonb(before), Jsonb(after)])
        assert asked.fetchone() == (is_only_taken_out,)


@pytest.mark.parametrize("written", ["'null'::jsonb", "'{}'", "to_jsonb('[place kept apart]'::text)"])
def test_a_copy_that_was_sent_is_never_emptied(made, child, now, written):
    share(made, child, now)
    with pytest.raises(psycopg.Error, match="never written over"), as_app() as bare, bare.transaction():
        token_of_a_run(bare, now)
        bare.execute(f"UPDATE sharing_sharedcopy SET frozen = {written}")


@pytest.mark.parametrize("said", ["Something else", f"Something else, {HIDDEN}", ""])
def test_the_reason_of_a_share_is_never_written_over_with_other_words(made, child, now, said):
    share(made, child, now)
    with pytest.raises(psycopg.Error, match="never written over") as refused, as_app() as bare, bare.transaction():
        token_of_a_run(bare, now)
        bare.execute("UPDATE sharing_sharedecision SET because = %s", [said])
    assert refused.value.sqlstate == "RC020"


def test_every_column_that_can_name_a_child_is_gone_through_or_argued():
    unargued = {
        f"{model._meta.db_table}.{field.attname}"
        for model in apps.get_models()
        if getattr(model, "IS_PERSONAL", False)
        for field in model._meta.concrete_fields
        if isinstance(field, UUIDField) and not field.primary_key and field.attname not in NAMES_SOMETHING_ELSE
        if field.attname not in list_naming_columns(model=model)
    }
    assert unargued == set()
    assert list_naming_columns(model=Judgement) == ["left_id", "right_id"]
    assert list_naming_columns(model=ShareRecipient) == ["child_id"]

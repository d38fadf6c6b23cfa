"""An adult who must not be told stays known by name and number when the record they were chosen from is gone."""

from datetime import timedelta

import pytest

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.intake.models import Extract
from reachable.journeys.extract_undone import undo_extract
from reachable.journeys.record_erased import erase_child
from reachable.journeys.telling_asked import look_who_must_not
from reachable.people.domain.telling import Telling, WouldBeTold
from reachable.people.models import MustNotBeTold, Subject
from reachable.people.queries import list_claims
from tests.factories.children import let_look
from tests.factories.erasing_scene import CANARY, make_erasing_scene, propose
from tests.factories.letters import adults_around, child_of, send_rows, social_care_row
from tests.factories.not_told import say_who_must_not_be_told
from tests.factories.partnership import NOW, make_partnership

RUN = Run("test")
POLICE = "northshire-missing-officer"
LATER = NOW + timedelta(hours=1)


def ask(subject_id, **who):
    with running(job="test", now=LATER):
        return look_who_must_not(subject_ids=[subject_id]).ask(WouldBeTold(**who))


def test_after_another_agency_erased_an_adult_their_address_is_still_one_that_nothing_goes_to(database):
    scene = make_erasing_scene()
    with running(job="test", now=NOW):
        adult = Subject.objects.get(local_id=f"{CANARY}-A").id
    let_look(scene.made, "northshire-missing", scene.police_record)
    say_who_must_not_be_told(scene.made, scene.police_record, WouldBeTold(adult_id=adult, relation="MOTHER"), POLICE)
    erase_child(act_id=propose(scene), by=scene.decider, now=LATER)
    with running(job="test", now=LATER):
        assert not Subject.objects.filter(id=adult).exists()
        (row,) = MustNotBeTold.objects.filter(about_id=scene.police_record)
    assert (row.adult_name, row.known_names) == ("", [f"Ayaan {CANARY}"])
    assert ask(scene.police_record, email=f"{CANARY}@example.org") is Telling.MUST_NOT
    assert ask(scene.police_record, name=f"A. {CANARY}") is Telling.PERHAPS
    assert ask(scene.police_record, email="another@example.org") is Telling.MAY


def test_after_the_extract_that_told_of_an_adult_is_undone_their_telephone_is_still_known(database):
    made = make_partnership()
    send_rows(made, "social_care", social_care_row())
    child = child_of()
    let_look(made, "northshire-workers", child)
    mother = adults_around(made)["MOTHER"]
    say_who_must_not_be_told(made, child, WouldBeTold(adult_id=mother, relation="MOTHER"))
    with running(job="test", now=NOW):
        extract_id = Extract.objects.get(feed="adults").id
    by = made.actor("northshire-supervisor")
    undo_extract(extract_id=extract_id, because="It was another council's", by=by, now=LATER)
    with running(job="test", now=LATER):
        assert list_claims(viewer=RUN, subject_ids=[mother])[mother].contacts == []
    assert ask(child, phone="+44 1632 960011") is Telling.MUST_NOT


@pytest.mark.parametrize("column", ["known_names", "known_emails", "known_phones"])
def test_what_was_known_is_never_written_over(database, column):
    made = make_partnership()
    send_rows(made, "social_care", social_care_row())
    child = child_of()
    let_look(made, "northshire-workers", child)
    say_who_must_not_be_told(made, child, WouldBeTold(adult_id=adults_around(made)["MOTHER"], relation="MOTHER"))
    with pytest.raises(Exception, match="never written over"), running(job="test", now=NOW):
        MustNotBeTold.objects.update(**{column: []})

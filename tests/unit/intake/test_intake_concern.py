"""What a concern must answer, its reference, and ages as people say them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from reachable.intake.domain.ages import read_age_or_birth_date
from reachable.intake.domain.concern import (
    About,
    ChildDescribed,
    NewConcern,
    Noticed,
    NotToBeTold,
    Route,
    SafeToContact,
    check_concern,
    when_noticed,
)
from reachable.intake.domain.concern_reference import read_reference, reference_for
from reachable.intake.domain.indicators import Observed
from reachable.kernel.certainty import Certainty
from reachable.kernel.provenance import Confidence
from reachable.kernel.when import Precision, When

NOW = datetime(2026, 5, 14, 14, 20, tzinfo=UTC)
TODAY = date(2026, 5, 14)
CONCERN = NewConcern(
    children=(ChildDescribed("Jay", "about 14"),),
    what_i_saw="New trainers, two phones, missed Tuesday.",
    observed=(Observed("IND_MULTI_PHONES", Confidence.SEEN),),
    happened=When.at(NOW),
    immediate_danger=False,
    safe_to_contact_family=SafeToContact.NOT_KNOWN,
)


def fields(concern: NewConcern) -> list[str]:
    return [problem.field for problem in check_concern(concern, now=NOW)]


def test_a_concern_of_a_few_words_can_be_sent() -> None:
    assert fields(CONCERN) == []


def test_not_known_is_an_answer() -> None:
    concern = replace(
        CONCERN,
        children=(ChildDescribed("not known"),),
        observed=(),
        happened=When.unknown(),
        where_seen="",
    )
    assert fields(concern) == []


def test_a_form_with_nothing_on_it_says_what_is_needed_in_the_order_of_the_form() -> None:
    empty = NewConcern(what_i_saw=" ", happened=When.unknown(), immediate_danger=None, safe_to_contact_family=None)
    assert fields(empty) == ["immediate_danger", "children", "what_i_saw", "safe_to_contact_family"]


@pytest.mark.parametrize("about", [About.PLACE, About.GROUP])
def test_a_concern_may_be_about_a_place_or_group_with_no_known_child(about: About) -> None:
    assert fields(replace(CONCERN, about=about, children=(), described_as="Bus station shelter")) == []
    assert fields(replace(CONCERN, about=about, children=(), described_as=" ")) == ["described_as"]


def test_a_concern_about_a_phone_number_needs_a_number_somebody_could_ring() -> None:
    about_number = replace(CONCERN, about=About.NUMBER, children=())
    assert fields(replace(about_number, described_as="07700 900123")) == []
    assert fields(replace(about_number, described_as="his burner")) == ["described_as"]


def test_a_concern_may_be_about_several_children() -> None:
    concern = replace(CONCERN, children=(ChildDescribed("Jay", "14"), ChildDescribed("a girl with him")))
    assert fields(concern) == []
    assert concern.say_about() == "Jay, 14; a girl with him"
    assert fields(replace(concern, children=(*concern.children, ChildDescribed("")))) == ["children"]


def test_an_age_nobody_can_read_is_asked_about() -> None:
    assert fields(replace(CONCERN, children=(ChildDescribed("Jay", "teenager"),))) == ["age_or_birth_date"]


def test_a_concern_about_someone_who_works_with_children_must_say_who() -> None:
    allegation = replace(CONCERN, route=Route.ALLEGATION)
    assert fields(allegation) == ["works_with_children"]
    assert fields(replace(allegation, works_with_children="a coach at the leisure centre")) == []


def test_signs_must_come_from_the_list_once_and_say_how_they_are_known() -> None:
    seen = Observed("IND_MULTI_PHONES", Confidence.SEEN)
    assert fields(replace(CONCERN, observed=(seen, Observed("IND_MULTI_PHONES", Confidence.REPORTED)))) == ["observed"]
    assert fields(replace(CONCERN, observed=(Observed("IND_BAD_ATTITUDE", Confidence.SEEN),))) == ["observed"]
    assert fields(replace(CONCERN, observed=(Observed("IND_MULTI_PHONES", Confidence.NOT_KNOWN),))) == ["observed"]


def test_a_day_that_has_not_come_is_asked_about() -> None:
    assert fields(replace(CONCERN, happened=When.on(date(2026, 5, 15)))) == ["happened"]
    assert fields(replace(CONCERN, happened=When.on(TODAY))) == []


def test_more_than_can_be_kept_whole_is_not_cut_silently() -> None:
    assert fields(replace(CONCERN, what_i_saw="x" * 5001)) == ["what_i_saw"]
    assert fields(replace(CONCERN, childs_words="x" * 5001)) == ["childs_words"]
    assert fields(replace(CONCERN, where_seen="x" * 301)) == ["where_seen"]
    assert fields(replace(CONCERN, how_to_contact="x" * 301)) == ["how_to_contact"]
    assert fields(replace(CONCERN, children=(ChildDescribed("x" * 301),))) == ["described_as"]
    long_list = replace(CONCERN, not_to_be_told=(NotToBeTold.FATHER,), not_to_be_told_in_words="x" * 295)
    assert fields(long_list) == ["must_not_be_told"]


def test_who_must_not_be_told_is_said_with_the_reason() -> None:
    concern = replace(
        CONCERN, not_to_be_told=(NotToBeTold.FATHER, NotToBeTold.SIBLING), not_to_be_told_in_words="they owe money too"
    )
    assert concern.say_not_to_be_told() == "Father, Brother or sister: they owe money too"
    assert CONCERN.say_not_to_be_told() == ""


def test_when_it_was_noticed_is_never_closer_than_was_said() -> None:
    assert when_noticed(Noticed.NOW, now=NOW) == When.at(NOW)
    assert when_noticed(Noticed.YESTERDAY, now=NOW) == When.on(date(2026, 5, 13))
    assert when_noticed(Noticed.ON_A_DAY, now=NOW, day=date(2026, 5, 1)) == When.on(date(2026, 5, 1))
    assert not when_noticed(Noticed.NOT_KNOWN, now=NOW).is_known
    today = when_noticed(Noticed.TODAY, now=NOW)
    assert (today.latest, today.precision) == (NOW, Precision.RANGE)
    assert today.say() == "Thursday 14 May 2026"
    week = when_noticed(Noticed.THIS_WEEK, now=NOW)
    assert When.on(date(2026, 5, 7)).before(week) is Certainty.POSSIBLY
    assert When.on(date(2026, 5, 6)).before(week) is Certainty.CERTAINLY
    with pytest.raises(ValueError, match="day"):
        when_noticed(Noticed.ON_A_DAY, now=NOW)


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("14", date(2011, 5, 15), date(2012, 5, 14)),
        ("14 years old", date(2011, 5, 15), date(2012, 5, 14)),
        ("about 14", date(2010, 5, 15), date(2013, 5, 14)),
        ("13 or 14", date(2011, 5, 15), date(2013, 5, 14)),
        ("13-15", date(2010, 5, 15), date(2013, 5, 14)),
        ("04/09/2010", date(2010, 9, 4), date(2010, 9, 4)),
        ("0", date(2025, 5, 15), date(2026, 5, 14)),
    ],
)
def test_an_age_becomes_the_days_between_which_the_child_was_born(written: str, earliest: date, latest: date) -> None:
    claim = read_age_or_birth_date(written, TODAY)
    assert claim is not None
    assert (claim.earliest, claim.latest) == (earliest, latest)
    assert claim.precision == ("DAY" if earliest == latest else "RANGE")


@pytest.mark.parametrize("written", ["", "teenager", "26", "15 or 13", "04/09/1980", "15/05/2026", "31/02/2010"])
def test_what_is_no_age_is_not_guessed(written: str) -> None:
    assert read_age_or_birth_date(written, TODAY) is None


def test_an_age_said_on_29_february_still_works() -> None:
    claim = read_age_or_birth_date("14", date(2028, 2, 29))
    assert claim is not None
    assert (claim.earliest, claim.latest) == (date(2013, 3, 1), date(2014, 2, 28))


CONCERN_ID = UUID("6f1c1a52-9a0e-4c39-8a57-0d1f3c5b7e91")


def test_a_reference_can_be_read_back_however_it_is_typed() -> None:
    reference = reference_for(CONCERN_ID)
    assert len(reference) == 12
    assert reference.startswith("RC-")
    for typed in (reference, reference.lower(), reference.replace("-", ""), f" {reference.replace('-', ' ')} "):
        assert read_reference(typed) == reference
    assert read_reference("RC-0000-0000") is None
    assert read_reference("") is None


def test_a_reference_holds_no_character_that_can_be_taken_for_another() -> None:
    for number in range(200):
        assert not set(reference_for(UUID(int=number * 7919**9))[3:]) & set("01ILO")

"""What two agencies agreed beforehand, and what it takes to agree."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.kernel.ids import AgencyId, UserId
from reachable.sharing.domain.agreements import ANY, AgreementAnswer, AgreementTerm, ask_of_words, predecide
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.written_agreements import (
    AgreedLine,
    AgreementStanding,
    CannotAgree,
    Signed,
    WrittenVersion,
    check_signing,
    check_version,
    find_standing,
)

TODAY = date(2026, 7, 1)
GIVER, GETTER, THIRD = (AgencyId(UUID(int=number)) for number in (1, 2, 3))
ANNA, BEN = UserId(UUID(int=11)), UserId(UUID(int=12))
PERMIT, DENY, REVIEW = AgreementAnswer
PROTECTING, ENFORCING = SharePurpose.SAFEGUARDING, SharePurpose.ENFORCEMENT


def term(answer=PERMIT, item="ARREST", *, ended=False, starts_on=date(2026, 1, 1), ends_on=None, recipient=GETTER):
    return AgreementTerm(
        holder_id=GIVER,
        recipient_id=recipient,
        item_kind=item,
        purpose=PROTECTING.code,
        answer=answer,
        starts_on=starts_on,
        ends_on=ends_on,
        source="Agreement, version 1",
        reviewer=ANNA,
        is_ended=ended,
    )


def asked(*terms, items=("ARREST",), recipients=(GETTER,), day=TODAY):
    return predecide(terms, item_kinds=items, recipient_ids=recipients, purpose=PROTECTING.code, day=day)


def version(**changed):
    given = {
        "title": "Northshire sharing agreement",
        "grounds": ("6-1-e", "9-2-g"),
        "starts_on": TODAY,
        "ends_on": None,
        "review_on": TODAY + timedelta(days=365),
        "reviewer": ANNA,
        "lines": (AgreedLine("ARREST", PROTECTING, PERMIT),),
    }
    return WrittenVersion(**given | changed)


def test_a_line_about_the_very_thing_decides_before_one_about_anything():
    assert asked(term(DENY), term(PERMIT, ANY)).answer is DENY
    assert asked(term(PERMIT), term(DENY, ANY)).answer is PERMIT


def test_of_two_agreements_that_say_otherwise_the_stricter_decides():
    assert asked(term(PERMIT), term(REVIEW)).answer is REVIEW
    assert asked(term(REVIEW), term(DENY)).answer is DENY


def test_one_thing_or_one_recipient_nobody_agreed_about_leaves_it_to_whoever_decides():
    assert asked(term(), items=("ARREST", "STOPPED")).answer is None
    assert asked(term(), recipients=(GETTER, THIRD)).answer is None


def test_one_refusal_among_permissions_refuses_and_one_look_has_all_looked_at():
    assert asked(term(), term(DENY, recipient=THIRD), recipients=(GETTER, THIRD)).answer is DENY
    found = asked(term(), term(REVIEW, recipient=THIRD), recipients=(GETTER, THIRD))
    assert (found.answer, found.reviewer) == (REVIEW, ANNA)


@pytest.mark.parametrize("over", [{"ended": True}, {"ends_on": TODAY}])
@pytest.mark.parametrize("answer", list(AgreementAnswer))
def test_what_has_ended_is_looked_at_by_the_named_person_whatever_was_agreed(answer, over):
    found = asked(term(answer, **over))
    assert (found.answer, found.reviewer) == (REVIEW, ANNA)


def test_another_agreement_that_holds_takes_the_place_of_one_that_ended_when_it_speaks_as_closely():
    assert asked(term(DENY, ended=True), term(PERMIT)).answer is PERMIT
    assert asked(term(DENY, ANY, ended=True), term(PERMIT, ANY)).answer is PERMIT


@pytest.mark.parametrize("answer", list(AgreementAnswer))
def test_what_ended_of_the_very_thing_is_looked_at_though_everything_is_permitted(answer):
    found = asked(term(answer, ended=True), term(PERMIT, ANY))
    assert (found.answer, found.reviewer, found.source) == (REVIEW, ANNA, "Agreement, version 1 (ended)")


def test_what_ended_never_loosens_what_another_agreement_refuses():
    assert asked(term(PERMIT, ended=True), term(DENY, ANY)).answer is DENY


def test_before_its_first_day_a_line_says_nothing():
    assert asked(term(starts_on=TODAY + timedelta(days=1))).answer is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(AgreementAnswer),
            st.sampled_from(["ARREST", "STOPPED", ANY]),
            st.booleans(),
            st.sampled_from([GETTER, THIRD]),
        ),
        max_size=6,
    )
)
def test_nothing_is_ever_permitted_without_a_permission_that_holds_for_each_pair(drawn):
    terms = [term(answer, item, ended=ended, recipient=whom) for answer, item, ended, whom in drawn]
    found = asked(*terms, items=("ARREST", "STOPPED"), recipients=(GETTER, THIRD))
    if found.answer is PERMIT:
        for whom in (GETTER, THIRD):
            for item in ("ARREST", "STOPPED"):
                assert any(
                    each.answer is PERMIT
                    and not each.is_ended
                    and each.recipient_id == whom
                    and each.item_kind in (ANY, item)
                    for each in terms
                )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": " "}, "a name"),
        ({"grounds": ("9-2-g",)}, "lawful basis"),
        ({"ends_on": TODAY}, "after the first"),
        ({"review_on": TODAY}, "looked at again"),
        ({"starts_on": date(2026, 1, 1), "ends_on": TODAY}, "is over already"),
        ({"lines": ()}, "at least one"),
        ({"lines": (AgreedLine("ARREST", PROTECTING, PERMIT), AgreedLine("ARREST", PROTECTING, DENY))}, "twice"),
        ({"lines": (AgreedLine("ARREST", ENFORCING, PERMIT),)}, "not protecting"),
    ],
)
def test_what_a_version_lacks_is_said(changed, said):
    check_version(version(), today=TODAY)
    with pytest.raises(CannotAgree, match=said):
        check_version(version(**changed), today=TODAY)


def test_another_purpose_can_be_refused_or_looked_at_beforehand():
    for answer in (DENY, REVIEW):
        check_version(version(lines=(AgreedLine("ARREST", ENFORCING, answer),)), today=TODAY)


def test_somebody_signs_for_one_of_the_two_agencies_once_and_never_for_both():
    parties = (GIVER, GETTER)
    check_signing(by=Signed(GIVER, ANNA), parties=parties, signed=[Signed(GETTER, BEN)])
    for by, signed, said in (
        (Signed(THIRD, ANNA), [], "no part"),
        (Signed(GIVER, BEN), [Signed(GIVER, ANNA)], "has signed"),
        (Signed(GETTER, ANNA), [Signed(GIVER, ANNA)], "other agency"),
    ):
        with pytest.raises(CannotAgree, match=said):
            check_signing(by=by, parties=parties, signed=signed)


def test_an_agreement_stands_by_the_newest_version_both_have_signed_that_has_begun():
    later, over = version(starts_on=TODAY + timedelta(days=9)), version(starts_on=date(2026, 1, 1), ends_on=TODAY)
    for signed, ended, standing in (
        ((), False, AgreementStanding.WAITING),
        ((later,), False, AgreementStanding.NOT_BEGUN),
        ((version(), later), False, AgreementStanding.IN_FORCE),
        ((over,), False, AgreementStanding.LAPSED),
        ((over, version()), False, AgreementStanding.IN_FORCE),
        ((version(),), True, AgreementStanding.ENDED),
    ):
        assert find_standing(signed_versions=signed, is_ended=ended, today=TODAY) is standing


TERMS = st.lists(
    st.builds(
        term,
        st.sampled_from(AgreementAnswer),
        st.sampled_from([ANY, "ARREST", "SEIZURE"]),
        ended=st.booleans(),
        recipient=st.sampled_from([GETTER, THIRD]),
    ),
    max_size=6,
)


def of_words(terms):
    return ask_of_words(terms, recipient_id=GETTER, purpose=PROTECTING.code, day=TODAY)


@given(TERMS)
def test_what_is_agreed_of_single_kinds_never_decides_of_words(terms):
    everything = [each for each in terms if each.item_kind == ANY]
    assert of_words(terms).of_all == of_words(everything).of_all
    assert of_words(everything).of_kinds == ()


@given(TERMS)
def test_every_kind_that_may_not_simply_be_sent_is_asked_about_of_words(terms):
    found = of_words(terms)
    for kind in ("ARREST", "SEIZURE"):
        answer = asked(*terms, items=(kind,)).answer
        is_asked = kind in dict(found.of_kinds)
        assert not is_asked or answer in (DENY, REVIEW)
        if answer in (DENY, REVIEW) and any(each.item_kind == kind for each in terms):
            assert is_asked or found.of_all.answer is answer

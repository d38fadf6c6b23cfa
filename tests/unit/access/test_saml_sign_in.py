"""What an assertion says of somebody is believed only when all of it is what was asked for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.access.domain.outside_sign_in import ClaimRefused
from reachable.access.domain.saml_sign_in import (
    BEARER,
    PERSISTENT,
    SECOND_FACTOR,
    DatedCertificate,
    SamlAsked,
    SamlProvider,
    SamlSaid,
    judge_assertion,
    list_standing,
)

NOW = datetime(2026, 3, 3, 14, 20, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
US, HERE, THEM = "https://us.example.org/", "https://us.example.org/saml/", "https://id.example.org/saml"
CERTIFICATE = DatedCertificate(pem="", holds_from=NOW, holds_until=NOW + timedelta(days=1))
PROVIDER = SamlProvider(
    name="council", label="Council", issuer=THEM, sign_on="https://id.example.org/sso", certificates=(CERTIFICATE,)
)
ASKED = SamlAsked(issuer=THEM, request_id="_q", audience=US, answers_at=HERE, began_at=NOW - MINUTE)
SAID = SamlSaid(
    assertion_id="_a",
    issuer=THEM,
    destination=HERE,
    responds_to="_q",
    subject="subject-1",
    subject_format=PERSISTENT,
    qualifier=None,
    our_qualifier=None,
    confirmed_by=(BEARER,),
    confirmed_for="_q",
    confirmed_at=HERE,
    confirmed_until=NOW + MINUTE,
    audiences=((US,),),
    not_before=NOW,
    not_on_or_after=NOW + MINUTE,
    issued_at=NOW,
    signed_in_at=NOW,
    contexts=("password",),
)


def judged(**changed):
    return judge_assertion(replace(SAID, **changed), ASKED, PROVIDER, now=NOW)


def test_what_was_asked_for_is_believed_and_names_the_subject():
    proof = judged()
    assert (proof.issuer, proof.subject, proof.second_factor) == (THEM, "subject-1", False)
    assert judged(qualifier=THEM, our_qualifier=US, not_before=None, audiences=(("x", US),)).subject == "subject-1"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"issuer": f"{THEM}/"}, "another issuer"),
        ({"destination": None}, "sent to another"),
        ({"destination": f"{HERE}x"}, "sent to another"),
        ({"responds_to": None}, "another question"),
        ({"responds_to": "_other"}, "another question"),
        ({"confirmed_for": None}, "another question"),
        ({"confirmed_for": "_other"}, "another question"),
        ({"confirmed_by": ()}, "another way"),
        ({"confirmed_by": (BEARER, BEARER)}, "another way"),
        ({"confirmed_by": ("urn:oasis:names:tc:SAML:2.0:cm:sender-vouches",)}, "another way"),
        ({"confirmed_at": None}, "for another address"),
        ({"confirmed_at": f"{HERE}{HERE}"}, "for another address"),
        ({"confirmed_until": None}, "over"),
        ({"confirmed_until": NOW - MINUTE}, "over"),
        ({"audiences": ()}, "somebody else"),
        ({"audiences": ((),)}, "somebody else"),
        ({"audiences": (("x",),)}, "somebody else"),
        ({"audiences": ((US,), ("x",))}, "somebody else"),
        ({"not_on_or_after": None}, "over"),
        ({"not_on_or_after": NOW - MINUTE}, "over"),
        ({"not_before": NOW + MINUTE + SECOND}, "not yet"),
        ({"issued_at": NOW + MINUTE + SECOND}, "later than now"),
        ({"issued_at": NOW - 10 * MINUTE}, "long ago"),
        ({"signed_in_at": NOW - 2 * MINUTE - SECOND}, "anew"),
        ({"signed_in_at": NOW + MINUTE + SECOND}, "anew"),
        ({"subject_format": None}, "another's"),
        ({"subject_format": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"}, "another's"),
        ({"subject_format": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"}, "another's"),
        ({"qualifier": "x"}, "another provider"),
        ({"our_qualifier": "x"}, "another site"),
        ({"subject": ""}, "no subject"),
        ({"subject": "x" * 256}, "no subject"),
        ({"subject": " subject-1"}, "no subject"),
        ({"subject": "s\u0443bject-1"}, "no subject"),
    ],
)
def test_one_word_that_is_missing_or_another_is_refused(changed, why):
    with pytest.raises(ClaimRefused, match=why):
        judged(**changed)


def test_clocks_may_differ_by_a_minute():
    late = {"confirmed_until": NOW - 59 * SECOND, "not_on_or_after": NOW - 59 * SECOND}
    assert judged(**late).subject == "subject-1"
    assert judged(not_before=NOW + MINUTE, issued_at=NOW + MINUTE, signed_in_at=NOW + MINUTE).subject == "subject-1"


@given(st.lists(st.text(), max_size=5).map(tuple))
def test_a_second_factor_counts_only_in_the_words_that_were_agreed(words):
    assert judged(contexts=words).second_factor == (SECOND_FACTOR in words)


def test_a_certificate_holds_from_its_first_instant_until_its_last():
    for at, holds in ((NOW - SECOND, ()), (NOW, (CERTIFICATE,)), (CERTIFICATE.holds_until, ())):
        assert list_standing((CERTIFICATE,), at=at) == holds


def ending(*lasting: tuple[int, int]) -> str | None:
    dated = [
        replace(CERTIFICATE, holds_from=NOW + timedelta(days=first), holds_until=NOW + timedelta(days=last))
        for first, last in lasting
    ]
    return replace(PROVIDER, certificates=tuple(dated)).say_ending(now=NOW)


def test_a_month_before_nobody_gets_in_for_want_of_a_certificate_it_is_said_with_the_last_day():
    assert ending((-1, 31)) is None
    assert ending((-1, 10), (5, 400)) is None, "another follows"
    assert ending((5, 400), (-1, 10)) is None, "in whatever order they stand"
    said = ending((-1, 10), (12, 400))
    assert said is not None, "one that follows after a gap does not carry anybody over it"
    assert said.endswith("the last day is Friday 13 March 2026")
    assert ending((-9, -1), (12, 400)) == "Council: no certificate is believed now, so nobody signs in there"

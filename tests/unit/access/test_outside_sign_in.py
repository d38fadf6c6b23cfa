"""What a provider says of somebody is believed only when all of it is what was asked for."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.access.domain.outside_sign_in import Asked, ClaimRefused, Provider, challenge_of, judge_claims

NOW = datetime(2026, 3, 3, 14, 20, tzinfo=UTC)
AT = int(NOW.timestamp())
PROVIDER = Provider(
    name="council",
    label="Council",
    issuer="https://id.example.org",
    client_id="reachable",
    client_secret="made-up",
    strong_acr=frozenset({"urn:two"}),
)
ASKED = Asked(issuer=PROVIDER.issuer, client_id="reachable", nonce="n" * 43, began_at=NOW, anew=False)
ANEW = Asked(issuer=PROVIDER.issuer, client_id="reachable", nonce="n" * 43, began_at=NOW, anew=True)
CLAIMS = {
    "iss": PROVIDER.issuer,
    "aud": "reachable",
    "sub": "subject-1",
    "nonce": "n" * 43,
    "iat": AT,
    "exp": AT + 300,
    "auth_time": AT,
    "amr": ["pwd"],
}


def judged(asked=ASKED, now=NOW, **changed):
    claims = {name: value for name, value in {**CLAIMS, **changed}.items() if value is not ...}
    return judge_claims(claims, asked, PROVIDER, now=now)


def test_what_was_asked_for_is_believed_and_names_the_subject():
    proof = judged()
    assert (proof.issuer, proof.subject, proof.second_factor) == (PROVIDER.issuer, "subject-1", False)
    assert judged(aud=["reachable"], azp="reachable").subject == "subject-1"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://id.example.org/"},
        {"iss": ...},
        {"aud": "another"},
        {"aud": ["reachable", "another"]},
        {"aud": []},
        {"aud": ...},
        {"azp": "another"},
        {"nonce": "m" * 43},
        {"nonce": ...},
        {"nonce": 1},
        {"sub": ""},
        {"sub": ...},
        {"sub": "s" * 256},
        {"sub": "sübject"},
        {"sub": 7},
        {"exp": ...},
        {"exp": "soon"},
        {"exp": True},
        {"exp": float("nan")},
        {"exp": AT - 60},
        {"iat": ...},
        {"iat": AT + 61},
        {"iat": AT - 600},
        {"nbf": AT + 61},
    ],
)
def test_one_claim_that_is_missing_or_another_is_refused(changed):
    with pytest.raises(ClaimRefused):
        judged(**changed)


@pytest.mark.parametrize("changed", [{"exp": AT - 59}, {"iat": AT + 60}, {"nbf": AT + 60}])
def test_clocks_may_differ_by_a_minute(changed):
    assert judged(**changed).subject == "subject-1"


def test_signed_in_anew_is_believed_only_when_the_provider_says_when():
    assert judged(ANEW).subject == "subject-1"
    for changed in ({"auth_time": ...}, {"auth_time": AT - 61}, {"auth_time": AT + 61}):
        with pytest.raises(ClaimRefused):
            judged(ANEW, **changed)
    assert judged(auth_time=AT - 10_000).subject == "subject-1", "signing in does not need it"


@pytest.mark.parametrize(
    ("said", "strong"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": ["pwd"], "acr": "urn:two"}, True),
        ({"amr": ["pwd"], "acr": "urn:one"}, False),
        ({"amr": "mfa"}, False),
        ({"amr": ...}, False),
        ({"amr": [["mfa"]]}, False),
        ({"acr": ["urn:two"]}, False),
    ],
)
def test_a_second_factor_counts_only_in_the_words_that_were_agreed(said, strong):
    assert judged(**said).second_factor is strong


@given(st.dictionaries(st.sampled_from(sorted(CLAIMS)), st.none() | st.integers() | st.text() | st.lists(st.text())))
def test_whatever_is_said_instead_it_is_refused_or_the_same_person(changed):
    try:
        proof = judge_claims({**CLAIMS, **changed}, ASKED, PROVIDER, now=NOW)
    except ClaimRefused:
        return
    assert proof.subject == changed.get("sub", "subject-1")
    assert changed.get("nonce", CLAIMS["nonce"]) == CLAIMS["nonce"]
    assert changed.get("iss", PROVIDER.issuer) == PROVIDER.issuer
    assert changed.get("aud", "reachable") in ("reachable", ["reachable"])
    assert changed.get("exp", AT) > AT - 60


@given(st.integers(min_value=-100_000, max_value=100_000))
def test_a_token_is_believed_for_as_long_as_it_lasts_and_no_longer(seconds):
    at = NOW + timedelta(seconds=seconds)
    if -60 <= seconds < 360:
        assert judged(now=at).subject == "subject-1"
    else:
        with pytest.raises(ClaimRefused):
            judged(now=at)


def test_the_challenge_is_the_one_of_the_standard():
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

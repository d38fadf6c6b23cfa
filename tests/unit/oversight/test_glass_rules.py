"""Breaking the glass: how long, whom it is told, and which child exactly."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.access.domain.staff import StaffMember
from reachable.access.domain.viewer import Role
from reachable.kernel.ids import AgencyId, AreaId, SourceRecordId, SubjectId, TeamId, UserId
from reachable.oversight.domain.broken_glass import (
    GlassAnswer,
    GlassBefore,
    approve_each_other,
    choose_reviewers,
    find_glass_patterns,
)
from reachable.oversight.domain.exact_child import StatedChild, choose_exact, is_exactly
from reachable.oversight.domain.local_settings import GLASS_OPEN_FOR, DatedLength, find_glass_length, find_length
from reachable.people.domain.claims import (
    BirthDateClaim,
    IdentifierClaim,
    NameClaim,
    Sourced,
    SourcedBirthDate,
    SourcedIdentifier,
    SourcedName,
    SubjectClaims,
)

NOW = datetime(2026, 5, 14, 1, 0, tzinfo=UTC)
BORN = date(2011, 3, 3)
OWNER, OTHER, AREA, FAR = AgencyId(UUID(int=1)), AgencyId(UUID(int=2)), AreaId(UUID(int=3)), AreaId(UUID(int=4))
A, B, C = (UserId(UUID(int=number)) for number in (11, 12, 13))


def supervisor(user_id, agency=OWNER, area=AREA):
    return StaffMember(
        user_id=user_id,
        name=f"S{user_id.int}",
        phone="07700 900000",
        email="s@example.org",
        role=Role.SUPERVISOR,
        team_id=TeamId(UUID(int=20)),
        team_name="Team",
        agency_id=agency,
        agency_name="Agency",
        area_id=area,
    )


def record(*, given_name="Ayaan", family="Khan", born=BORN, nhs="", is_child=True):
    source = Sourced(SubjectId(UUID(int=31)), OWNER, "Agency", SourceRecordId(UUID(int=30)), NOW)
    claims = SubjectClaims(SubjectId(UUID(int=31)), OWNER, "Agency", "POLICE", "test", "1", is_child)
    claims.names.append(SourcedName(NameClaim(kind="GIVEN", given=given_name, family=family), source))
    if born:
        claims.birth_dates.append(SourcedBirthDate(BirthDateClaim(born, born), source))
    if nhs:
        claims.identifiers.append(SourcedIdentifier(IdentifierClaim("NHS", nhs), source))
    return claims


@given(st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=9)), st.dates(date(2026, 1, 1)))
def test_no_setting_lets_it_stay_open_for_more_than_an_hour(length, day):
    assert find_glass_length(day, [DatedLength(length, date(2026, 1, 1), "a ground")]) <= timedelta(hours=1)


def test_a_setting_counts_from_its_day_and_names_its_ground():
    settings = [*GLASS_OPEN_FOR, DatedLength(timedelta(minutes=20), date(2026, 9, 1), "the board's decision")]
    assert find_glass_length(date(2026, 8, 31), settings) == timedelta(minutes=60)
    assert find_glass_length(date(2026, 9, 1), settings) == timedelta(minutes=20)
    assert find_length(settings, date(2020, 1, 1)) == timedelta(minutes=60)
    with pytest.raises(ValueError, match="ground"):
        DatedLength(timedelta(minutes=20), date(2026, 9, 1), " ")


def test_two_of_the_owning_agency_review_and_never_the_one_who_broke_it():
    chosen = choose_reviewers(
        [supervisor(A), supervisor(B), supervisor(C, OTHER)], owners=[OWNER], area_id=AREA, breaker=A
    )
    assert [each.user_id for each in chosen] == [B, C]


@given(st.lists(st.sampled_from([A, B, C]), max_size=6), st.sampled_from([A, B, C]))
def test_nobody_ever_reviews_themselves_and_nobody_is_named_twice(users, breaker):
    chosen = [
        each.user_id for each in choose_reviewers(map(supervisor, users), owners=[], area_id=FAR, breaker=breaker)
    ]
    assert breaker not in chosen
    assert len(chosen) == len(set(chosen)) == min(2, len(set(users) - {breaker}))


def test_three_times_a_week_is_said_and_twice_is_not():
    times = [GlassBefore(A, NOW - timedelta(days=day)) for day in (0, 3, 6)]
    assert find_glass_patterns(times, breaker=A, now=NOW) == ("They have broken the glass 3 times in seven days.",)
    assert find_glass_patterns(times[:2], breaker=A, now=NOW) == ()
    assert find_glass_patterns([*times[:2], GlassBefore(A, NOW - timedelta(days=7))], breaker=A, now=NOW) == ()
    assert find_glass_patterns(times, breaker=B, now=NOW) == ()


def test_two_who_each_approved_the_other_are_seen_whoever_asks():
    there = GlassBefore(A, NOW, B, GlassAnswer.RIGHT)
    back = GlassBefore(B, NOW, A, GlassAnswer.RIGHT)
    assert approve_each_other([there, back], A, B)
    assert approve_each_other([there, back], B, A)
    assert not approve_each_other([there], A, B)
    assert not approve_each_other([there, GlassBefore(B, NOW, A, GlassAnswer.NOT_RIGHT)], A, B)


@pytest.mark.parametrize(
    ("stated", "held", "is_them"),
    [
        ({"born": BORN}, {}, True),
        ({"born": BORN, "given": "ayaan ", "family": "KHAN"}, {}, True),
        ({"born": date(2011, 3, 4)}, {}, False),
        ({"born": BORN, "given": "Ayan"}, {}, False),
        ({"number": "999 000 0018"}, {"nhs": "9990000018"}, True),
        ({"number": "999 000 0018"}, {"nhs": "9990000026"}, False),
        ({"number": "999 000 0018"}, {}, False),
        ({"born": BORN, "number": "999 000 0018"}, {}, True),
        ({"born": BORN, "number": "999 000 0018"}, {"nhs": "9990000026"}, False),
        ({"born": BORN}, {"born": None}, False),
        ({"given": "", "family": "", "number": "999 000 0018"}, {"nhs": "9990000018"}, True),
        ({"given": "", "family": "", "number": "999 000 0018"}, {"nhs": "9990000026"}, False),
        ({"given": "Nobody", "number": "999 000 0018"}, {"nhs": "9990000018"}, False),
        ({"born": BORN}, {"is_child": False}, False),
    ],
)
def test_only_the_very_child_that_is_stated_is_found(stated, held, is_them):
    assert is_exactly(StatedChild(**{"given": "Ayaan", "family": "Khan", **stated}), record(**held)) is is_them


def test_a_number_decides_between_two_of_one_name_and_birth_date():
    with_number, without = record(nhs="9990000018"), record()
    by_both = StatedChild(given="Ayaan", family="Khan", born=BORN, number="999 000 0018")
    assert choose_exact(by_both, [without, with_number]) == (with_number,)
    by_name = StatedChild(given="Ayaan", family="Khan", born=BORN)
    assert choose_exact(by_name, [without, with_number]) == (without, with_number)


@pytest.mark.parametrize(
    "missing",
    [
        {"given": ""},
        {"family": " "},
        {"born": None},
        {"given": "", "family": ""},
        {"given": "", "number": "999 000 0018"},
    ],
)
def test_half_a_name_or_no_date_and_no_number_states_nobody(missing):
    with pytest.raises(ValueError, match="whole name"):
        StatedChild(**{"given": "Ayaan", "family": "Khan", "born": BORN, **missing})


def test_how_a_child_was_stated_says_nothing_of_the_child():
    assert StatedChild(given="Ayaan", family="Khan", born=BORN).say_how() == "name and date of birth"
    both = StatedChild(given="Ayaan", family="Khan", born=BORN, number="999 000 0018")
    assert both.say_how() == "name and date of birth and number"

"""The name to call a child by when records give several."""

from datetime import UTC, datetime
from uuid import uuid4

from reachable.kernel.ids import AgencyId, SourceRecordId, SubjectId
from reachable.people.domain.claims import NameClaim, Sourced, SourcedName, SubjectClaims
from reachable.people.domain.usual_name import find_usual_name


def record(*names: tuple[str, str, str]) -> SubjectClaims:
    """Return one record that gives these names as (kind, given, family)."""
    subject, agency = SubjectId(uuid4()), AgencyId(uuid4())
    source = Sourced(subject, agency, "School", SourceRecordId(uuid4()), datetime(2026, 1, 1, tzinfo=UTC))
    claims = [SourcedName(NameClaim(kind=kind, given=given, family=family), source) for kind, given, family in names]
    return SubjectClaims(subject, agency, "School", "SCHOOL", "school", "1", True, names=claims)


def test_the_name_most_records_give_is_used() -> None:
    one, two = record(("GIVEN", "Ayaan", "Kestrel")), record(("GIVEN", "Ayan", "Kestral"))
    assert find_usual_name([two, one, record(("GIVEN", "Ayaan", "Kestrel"))]) == "Ayaan Kestrel"


def test_a_preferred_first_name_replaces_the_given_one() -> None:
    assert find_usual_name([record(("GIVEN", "Alfred", "Kendrick"), ("PREFERRED", "Alfie", ""))]) == "Alfie Kendrick"


def test_a_name_given_to_police_is_used_only_when_there_is_no_other() -> None:
    police = record(("GIVEN_TO_POLICE", "John", "Smith"))
    assert find_usual_name([police]) == "John Smith"
    assert find_usual_name([police, record(("GIVEN", "Alfie", "Kendrick"))]) == "Alfie Kendrick"


def test_a_whole_name_comes_before_a_nickname_alone() -> None:
    assert (
        find_usual_name([record(("NICKNAME", "Alf", ""), ("GIVEN_TO_POLICE", "Alfie", "Kendrick"))]) == "Alfie Kendrick"
    )


def test_a_name_is_not_shouted_where_one_record_writes_it_quietly() -> None:
    shouted, quiet = record(("GIVEN", "Alfie", "KENDRICK")), record(("GIVEN", "Alfie", "Kendrick"))
    assert find_usual_name([shouted, shouted, quiet]) == "Alfie Kendrick"


def test_no_name_is_said_as_none() -> None:
    assert find_usual_name([record()]) == ""

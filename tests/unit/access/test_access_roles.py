"""Each role has purposes to look for, and the roles that only record can read nothing."""

from reachable.access.domain.viewer import PURPOSES_OF_ROLE, Purpose, Role


def test_every_role_has_a_usual_purpose():
    assert PURPOSES_OF_ROLE.keys() == set(Role)
    assert all(PURPOSES_OF_ROLE.values())


def test_every_purpose_belongs_to_a_role():
    assert {purpose for purposes in PURPOSES_OF_ROLE.values() for purpose in purposes} == set(Purpose)


def test_only_those_who_record_bring_in_extracts_seal_or_read_counts_cannot_read():
    cannot = {Role.RECORDER, Role.EXTRACT_OFFICER, Role.SEALING_AUTHORITY, Role.ANALYST}
    assert {role for role in Role if not role.may_read} == cannot

"""What a row of the adults extract says happened, and who the adult is to a child.

In:  a row of the adults layout.
Out: the event, in which the adult has a role; what one child's worker must know of the adult.
"""

from reachable.intake.domain.event_maker import maker_for, required_time
from reachable.intake.domain.extracted import ExtractedEvent, LocalSettings
from reachable.intake.domain.rows import Row
from reachable.people.domain.claims import AroundChildClaim

KIND_OF_ENTRY = {
    "HOME_TAKEN_OVER": "HOME_TAKEN_OVER",
    "ASKED_FOR_HELP": "PARENT_ASKED_FOR_HELP",
    "INCIDENT": "INCIDENT",
    "SUPPORT_OFFERED": "SUPPORT_OFFERED",
}


def read_adults_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the event of one entry; a row that only says who the adult is to a child tells of none."""
    entry = row.text("entry_type")
    if entry not in KIND_OF_ENTRY:
        return ()
    happened = required_time(row, "happened_at")
    maker = maker_for(row, reference)
    role, place = row.text("role") or "SUBJECT", row.text("place")
    return (maker.make(KIND_OF_ENTRY[entry], happened, role=role, place=place, words=row.text("account")),)


def around_child(row: Row) -> AroundChildClaim | None:
    """Return who the adult is to a child and whether the adult must not be told of it, when the row names a child."""
    if not row.text("child_ref"):
        return None
    return AroundChildClaim(
        child_number=row.text("child_ref"),
        relation=row.text("relation_to_child"),
        must_not_be_told=row.flag("must_not_be_told") is True,
        because=row.text("must_not_be_told_because"),
    )

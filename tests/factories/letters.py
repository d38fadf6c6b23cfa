"""A child with a mother, a father who must not be told and others around, and what somebody fills in who writes.

In:  a made-up partnership; whom to write to.
Out: adults sent in an extract; the form of a letter.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from reachable.access.context import running
from reachable.access.domain.viewer import Actor
from reachable.adapters.bank_holidays import england_and_wales
from reachable.journeys.extract_imported import SentExtract, bring_in_extract, stage_extract
from reachable.kernel.ids import SubjectId
from reachable.people.models import AdultAround, Subject
from tests.factories.partnership import NOW, Partnership
from tests.unit.intake.extract_files import bare_row, write_file

COUNCIL = "northshire-social-care"
WRITER = "northshire-social-worker"
FATHERS_HOME, MOTHERS_HOME = ("3 Heathwood Road, Northmere", "ZZ9 7BB"), ("9 Elsewhere Road, Eastham", "ZZ8 1AA")
CHILDS_HOME = ("12 Larchcanary Rise, Northmere", "ZZ9 4YX")


def send_rows(made: Partnership, feed: str, *rows: dict[str, str], now: datetime = NOW) -> None:
    """Bring in rows of a feed as the council sent them."""
    by = Actor(user_id=None, agency_id=made.agencies[COUNCIL], name="clerk")
    sent = SentExtract(
        feed=feed,
        agency_id=made.agencies[COUNCIL],
        file_name=f"{feed}.csv",
        content=write_file(feed, rows),
        fewer_rows_confirmed=True,
    )
    staged = stage_extract(sent=sent, calendar=england_and_wales(), by=by, now=now)
    assert not staged.reading.problems, [each.say() for each in staged.reading.problems]
    bring_in_extract(extract_id=staged.extract_id, calendar=england_and_wales(), by=by, now=now)


def social_care_row(**cells: str) -> dict[str, str]:
    """Return the council's row of the child."""
    return bare_row(
        "social_care",
        **{
            "la_child_id": "LA1",
            "step": "CONTACT",
            "step_ref": "LA1-1",
            "happened_at": "09/05/2026",
            "recorded_at": "11/05/2026 12:00",
            "surname": "Kestrel",
            "forename": "Ayaan",
            "dob": "04/09/2010",
            "address": CHILDS_HOME[0],
            "postcode": CHILDS_HOME[1],
            **cells,
        },
    )


def adult_row(number: str, relation: str, name: str, home: tuple[str, str], **cells: str) -> dict[str, str]:
    """Return the council's row of an adult around the child."""
    forename, surname = name.split()
    return bare_row(
        "adults",
        **{
            "entry_type": "AROUND_CHILD",
            "entry_ref": f"AD-{number}",
            "adult_ref": number,
            "happened_at": "12/05/2026",
            "recorded_at": "13/05/2026 12:00",
            "child_ref": "LA1",
            "relation_to_child": relation,
            "surname": surname,
            "forename": forename,
            "address": home[0],
            "postcode": home[1],
            "must_not_be_told": "N",
            **cells,
        },
    )


NOT_TOLD = {"must_not_be_told": "Y", "must_not_be_told_because": "he takes the boy to the men"}


def adults_around(made: Partnership) -> dict[str, UUID]:
    """Bring in four adults around the child, and return their records by who they are to the child."""
    send_rows(
        made,
        "adults",
        adult_row("1", "MOTHER", "Sana Kestrel", MOTHERS_HOME, phone="01632 960011"),
        adult_row("2", "FATHER", "Dean Marlow", FATHERS_HOME, phone="01632 960022", **NOT_TOLD),
        adult_row("3", "STEP_PARENT", "Kelly Marsh", ("8 Quarry Lane, Northmere", "ZZ9 8AB"), phone="01632 960022"),
        adult_row("4", "GRANDPARENT", "Ruth Marlow", FATHERS_HOME, phone="01632 960044"),
        adult_row("5", "WORRIED_ABOUT", "Terry Grieve", ("1 Mill Row, Northmere", "ZZ9 8AD"), phone="01632 960055"),
    )
    with running(job="test", now=NOW):
        return {row.relation: row.subject_id for row in AdultAround.objects.all()}


def child_of(number: str = "LA1") -> SubjectId:
    """Return the record the council calls by a number."""
    with running(job="test", now=NOW):
        return SubjectId(Subject.objects.get(local_id=number, is_child=True).id)


def letter(*readers: tuple[Any, str, str], **changed: Any) -> dict[str, Any]:
    """Return a filled-in form: each reader is who, the name on the copy, and the address on it."""
    filled = {
        "kind": "LETTER",
        "heading": "About Thursday",
        "words": "We would like to talk with you.\n\nPlease ring us.",
        "share_purpose": "SAFEGUARDING",
        "because": "She decides with us what happens next",
        "basis": ["6-1-e"],
        "condition": ["9-2-g"],
        "step": "make",
        **changed,
    }
    for place, (who, name, envelope) in enumerate(readers):
        filled |= {f"who_{place}": str(who), f"name_{place}": name, f"envelope_{place}": envelope}
    return filled


def invitation(*readers: tuple[Any, str, str], **changed: Any) -> dict[str, Any]:
    """Return a filled-in form of an invitation to a meeting in the town hall."""
    when = {"meets_on_day": "4", "meets_on_month": "6", "meets_on_year": "2026"}
    clocks = {"from_clock": "14:30", "until_clock": "15:30", "place": "Northmere Town Hall"}
    return letter(*readers, **{"kind": "INVITATION", **when, **clocks, **changed})

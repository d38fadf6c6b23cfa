"""Records that agencies of the made-up partnership send, for tests of what comes of them.

In:  a Partnership; rows with a few cells filled.
Out: rows brought in, and the subjects they are of.
"""

from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.viewer import Actor
from reachable.adapters.bank_holidays import england_and_wales
from reachable.journeys.extract_imported import SentExtract, bring_in_extract, stage_extract
from reachable.kernel.ids import SubjectId
from reachable.people.models import Subject
from tests.factories.partnership import NOW, Partnership
from tests.unit.intake.extract_files import bare_row, write_file

JAYDEN = {"surname": "Okafor-Bell", "forename": "Jayden", "dob": "04/09/2010"}
HOME = {"home_address": "12 Alder Walk, Northshire", "home_postcode": "ZZ1 4AB"}
SENT_BY = {"custody": "police", "missing": "police", "social_care": "social-care", "school": "school"}


def custody_row(reference: str, **cells: str) -> dict[str, str]:
    """Return the custody record of an arrest two days before NOW."""
    changes = {"arrested_at": "12/05/2026 23:10", "recorded_at": "13/05/2026 02:00", **cells}
    return bare_row("custody", custody_ref=reference, occurrence_type="ARREST", **changes)


def social_care_row(child: str, **cells: str) -> dict[str, str]:
    """Return a contact with social care, a day before NOW."""
    changes = {"happened_at": "13/05/2026", "recorded_at": "13/05/2026 12:00", **cells}
    return bare_row("social_care", la_child_id=child, step="CONTACT", step_ref=f"STEP-{child}", **changes)


def missing_row(reference: str, **cells: str) -> dict[str, str]:
    """Return a missing episode that began two days before NOW."""
    changes = {"reported_at": "12/05/2026 21:00", "recorded_at": "13/05/2026 02:00", **cells}
    return bare_row("missing", misper_ref=reference, **changes)


def send(made: Partnership, feed: str, *rows: dict[str, str], area: str = "northshire", now: datetime = NOW) -> None:
    """Bring in an extract of one area's agency."""
    agency_id = made.agencies[f"{area}-{SENT_BY[feed]}"]
    by = Actor(user_id=None, agency_id=agency_id, name="clerk")
    sent = SentExtract(
        feed=feed,
        agency_id=agency_id,
        file_name=f"{feed}.csv",
        content=write_file(feed, rows),
        fewer_rows_confirmed=True,
    )
    staged = stage_extract(sent=sent, calendar=england_and_wales(), by=by, now=now)
    assert not staged.reading.problems, [each.say() for each in staged.reading.problems]
    bring_in_extract(extract_id=staged.extract_id, calendar=england_and_wales(), by=by, now=now)


def subjects() -> dict[str, SubjectId]:
    """Return every subject by the number its agency knows it by."""
    with running(job="test", now=NOW):
        return {row.local_id: SubjectId(row.id) for row in Subject.objects.all()}

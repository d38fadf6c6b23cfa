"""The voluntary-sector casework extract.

In:  nothing.
Out: CASEWORK, its layout. There is no code for a case closed because a child did not come.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

CONTACTS = (
    ("OFFERED", "work was offered"),
    ("STARTED", "work started"),
    ("MET", "the worker and the child were in touch"),
    ("DID_NOT_ATTEND", "the child did not come"),
    ("DISENGAGED", "the child takes no part for now; the case stays open"),
    ("BACK", "the child is back"),
    ("ENDED", "work ended"),
)
WAYS = (
    ("IN_PERSON", "in person"),
    ("BY_PHONE", "by telephone or video"),
    ("BY_MESSAGE", "by message"),
)
ENDINGS = (
    ("RISK_REDUCED", "risk shown to be lower"),
    ("HANDED_OVER", "handed over to somebody the child has met"),
    ("MOVED_AWAY", "moved away, and work goes on there"),
    ("TURNED_18", "turned 18, and work goes on as an adult"),
    ("FUNDING", "funding ended"),
    ("CHILD_ASKED", "the child asked for it to end, and it is safe"),
)
"""Not coming is no reason in this list: non-engagement never closes a case."""

CASEWORK = Layout(
    feed="casework",
    title="Voluntary-sector casework",
    one_row_is="one contact, or one thing decided, in the work of one worker with one child",
    who_sends="the charity whose worker it is",
    reference=("contact_ref",),
    child_key=("case_ref",),
    columns=(
        shared_columns.child_number("case_ref", "WM-0417"),
        shared_columns.surname(),
        shared_columns.forename(),
        Column("known_as", ColumnKind.TEXT, "Name the child goes by.", "Jay"),
        shared_columns.birth_date(),
        shared_columns.sex(),
        shared_columns.address("address"),
        shared_columns.postcode("postcode"),
        shared_columns.phone("phone", "the child"),
        shared_columns.own_reference("contact_ref", "this row", "WM-0417-12"),
        Column("contact_type", ColumnKind.CODE, "What the row is about.", "MET", required=True, codes=CONTACTS),
        Column(
            "contact_at",
            ColumnKind.DAY_OR_TIME,
            "When; the day alone when the time is not known.",
            "02/03/2026 17:30",
            required=True,
        ),
        Column("service", ColumnKind.TEXT, "Which service the charity gives.", "one-to-one casework", required=True),
        Column("how", ColumnKind.CODE, "How they were in touch, on MET and BACK rows.", "IN_PERSON", codes=WAYS),
        Column("place", ColumnKind.TEXT, "Where, in words; never an address that must stay secret.", "youth club"),
        Column(
            "why",
            ColumnKind.TEXT,
            "Why the child did not come, or takes no part, as far as known.",
            "",
            longest=LONG_TEXT,
        ),
        Column("why_ended", ColumnKind.CODE, "Why work ended, on ENDED rows.", "", codes=ENDINGS),
        Column(
            "account",
            ColumnKind.TEXT,
            "What matters for the child's safety, in the worker's words.",
            "Asked how to block a number.",
            longest=LONG_TEXT,
        ),
        *shared_columns.allocated(),
        shared_columns.trusted_adult(),
        shared_columns.child_said(),
        shared_columns.partners_may_see("Empty is read as Y. Say N for what the child asked to keep between the two."),
        shared_columns.recorded_at(),
    ),
)

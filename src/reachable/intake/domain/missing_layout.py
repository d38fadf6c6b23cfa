"""The missing episodes extract, with return interviews.

In:  nothing.
Out: MISSING, its layout.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

GRADES = (
    ("NO_APPARENT_RISK", "no apparent risk"),
    ("LOW", "low"),
    ("MEDIUM", "medium"),
    ("HIGH", "high"),
)

MISSING = Layout(
    feed="missing",
    title="Missing episodes and return interviews",
    one_row_is="one missing episode of one child, with its return interview once there is one",
    who_sends="the police force that took the report, or the authority that keeps its missing episodes",
    reference=("misper_ref",),
    child_key=("nhs_number", "upn", "misper_ref"),
    columns=(
        Column(
            "misper_ref",
            ColumnKind.TEXT,
            "The agency's own number for this episode. Never used twice.",
            "MP-26-00417",
            required=True,
            longest=60,
        ),
        shared_columns.surname(),
        shared_columns.forename(),
        shared_columns.birth_date(),
        shared_columns.nhs_number(),
        shared_columns.upn(),
        shared_columns.address("home_address"),
        shared_columns.postcode("home_postcode"),
        shared_columns.phone("phone", "the child"),
        Column(
            "responsible_la",
            ColumnKind.TEXT,
            "Authority responsible for the child, which must offer the return interview.",
            "Eastham",
        ),
        Column(
            "reported_at",
            ColumnKind.LONDON_TIME,
            "When the child was reported missing.",
            "27/02/2026 22:30",
            required=True,
        ),
        Column("reported_by", ColumnKind.TEXT, "Who reported it, as a role. Not a name.", "mother"),
        Column(
            "missing_from", ColumnKind.TEXT, "Where the child went missing from: home, school, a placement.", "home"
        ),
        Column("grade", ColumnKind.CODE, "Risk grade the police gave the report.", "MEDIUM", codes=GRADES),
        Column("found_at", ColumnKind.LONDON_TIME, "When the child was found or came back.", "01/03/2026 03:15"),
        Column("found_place", ColumnKind.TEXT, "Where the child was found.", "Southbay station", longest=LONG_TEXT),
        Column("found_miles_from_home", ColumnKind.DECIMAL, "How far from home that was, in miles.", "58.5"),
        Column(
            "found_condition",
            ColumnKind.TEXT,
            "How the child was: injuries, clothes, tiredness.",
            "tired, bruised arm",
            longest=LONG_TEXT,
        ),
        Column("rhi_offered_at", ColumnKind.LONDON_TIME, "When a return interview was offered.", "02/03/2026 10:00"),
        Column("rhi_held_at", ColumnKind.LONDON_TIME, "When the return interview was held.", "03/03/2026 16:00"),
        Column(
            "rhi_declined_reason",
            ColumnKind.TEXT,
            "Why the offered interview was declined or not held; empty when it was held.",
            "did not want to talk to the council",
            longest=LONG_TEXT,
        ),
        Column(
            "rhi_interviewer",
            ColumnKind.TEXT,
            "Who held the interview, and for whom they work.",
            "Return interview service",
        ),
        Column(
            "rhi_independent",
            ColumnKind.YES_NO,
            "Whether the interviewer is independent of the placement and of the authority responsible.",
            "Y",
        ),
        shared_columns.child_said(),
        shared_columns.recorded_at(),
    ),
)

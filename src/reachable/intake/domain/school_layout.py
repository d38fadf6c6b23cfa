"""The school extract: attendance and exclusions.

In:  nothing.
Out: SCHOOL, its layout.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

ENTRIES = (
    ("ATTENDANCE", "sessions missed, counted up to a day"),
    ("SUSPENSION", "a suspension (exclusion for a fixed time)"),
    ("PERMANENT_EXCLUSION", "a permanent exclusion"),
    ("TIMETABLE", "a timetable was set, full or reduced"),
    ("STARTED", "the child started at the school"),
)

SCHOOL = Layout(
    feed="school",
    title="School attendance and exclusions",
    one_row_is="one thing that happened in one child's education",
    who_sends="the school, its trust, or the authority's education service",
    reference=("entry_ref",),
    child_key=("upn",),
    columns=(
        shared_columns.upn(required=True),
        Column("uln", ColumnKind.ULN, "Unique learner number, from 14; its check digit is tested.", "9020000011"),
        shared_columns.surname(),
        shared_columns.forename(),
        Column("preferred_name", ColumnKind.TEXT, "Name the child prefers to be called by.", "Jay"),
        shared_columns.birth_date(),
        shared_columns.sex(),
        shared_columns.address("address"),
        shared_columns.postcode("postcode"),
        shared_columns.phone("parent_phone", "a parent or carer"),
        Column("school_name", ColumnKind.TEXT, "School that writes the row.", "Alderbrook Academy", required=True),
        Column("entry_type", ColumnKind.CODE, "What the row is about.", "SUSPENSION", required=True, codes=ENTRIES),
        Column(
            "entry_ref",
            ColumnKind.TEXT,
            "The sender's own number for this row. Never used twice.",
            "AA-2026-0311",
            required=True,
            longest=60,
        ),
        Column(
            "entry_date",
            ColumnKind.DATE,
            "The day it happened or began; for attendance, the last day counted.",
            "02/03/2026",
            required=True,
        ),
        Column(
            "days", ColumnKind.DECIMAL, "School days a suspension lasts, its first day included; halves allowed.", "3"
        ),
        Column("sessions_absent", ColumnKind.WHOLE_NUMBER, "Half-day sessions missed, on attendance rows.", "6"),
        Column("authorised", ColumnKind.YES_NO, "Whether the school authorised the absence.", "N"),
        Column("hours_per_week", ColumnKind.DECIMAL, "Hours of education a week, on timetable rows.", "10"),
        Column(
            "after_school_day",
            ColumnKind.YES_NO,
            "Whether these hours are after the school day (a twilight timetable), on timetable rows.",
            "N",
        ),
        Column(
            "reason",
            ColumnKind.TEXT,
            "Reason in words; for STARTED, the kind of school (mainstream, pupil referral unit, alternative "
            "provision).",
            "persistent disruptive behaviour",
            longest=LONG_TEXT,
        ),
        shared_columns.recorded_at(),
    ),
)

"""The adults extract: adults around a child, and tenants whose homes are taken over.

In:  nothing.
Out: ADULTS, its layout. What an adult was is said of one event, and of one child; nothing labels the adult.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

ENTRIES = (
    ("HOME_TAKEN_OVER", "others took over the adult's home"),
    ("ASKED_FOR_HELP", "a parent or carer asked for help"),
    ("INCIDENT", "an incident the adult was part of"),
    ("SUPPORT_OFFERED", "support was offered to the adult"),
    ("AROUND_CHILD", "nothing happened: the row says who the adult is to a child"),
)
ROLES = (
    ("VICTIM", "harmed by it"),
    ("SUSPECT", "suspected of it"),
    ("WITNESS", "saw it"),
    ("PARENT_OR_CARER", "there as a parent or carer"),
    ("ADULT_PRESENT", "there"),
)
RELATIONS = (
    ("MOTHER", "mother"),
    ("FATHER", "father"),
    ("CARER", "carer"),
    ("STEP_PARENT", "step-parent or parent's partner"),
    ("GRANDPARENT", "grandparent"),
    ("SIBLING", "grown-up brother or sister"),
    ("OTHER_FAMILY", "other family"),
    ("TENANT", "tenant of a home the child was found in"),
    ("SEEN_WITH", "seen with the child"),
    ("WORRIED_ABOUT", "an adult somebody is worried about in this child's life"),
)

ADULTS = Layout(
    feed="adults",
    title="Adults around children, and tenants whose homes are taken over",
    one_row_is="one thing that happened in which one adult had a part, or who that adult is to one child",
    who_sends="adult social care, children's social care, housing, or the police",
    reference=("entry_ref",),
    child_key=("adult_ref",),
    of_adults=True,
    columns=(
        Column(
            "adult_ref",
            ColumnKind.TEXT,
            "The sender's own number for the adult.",
            "AD-5521",
            required=True,
            longest=40,
        ),
        shared_columns.own_reference("entry_ref", "this row", "ADE-0019"),
        Column("surname", ColumnKind.TEXT, "Family name as the agency holds it.", "Varley"),
        Column("forename", ColumnKind.TEXT, "Given name or names as the agency holds them.", "Dennis"),
        Column("dob", ColumnKind.DATE, "Date of birth. Nobody under 18 may be sent here.", "11/06/1961"),
        Column(
            "address",
            ColumnKind.TEXT,
            "Where the adult lives, without the postcode.",
            "4 Flat Row, Eastham",
            longest=LONG_TEXT,
        ),
        shared_columns.postcode("postcode"),
        shared_columns.phone("phone", "the adult"),
        Column(
            "entry_type", ColumnKind.CODE, "What the row is about.", "HOME_TAKEN_OVER", required=True, codes=ENTRIES
        ),
        Column(
            "role",
            ColumnKind.CODE,
            "What the adult was in this one event. A tenant whose home was taken over is harmed by it.",
            "VICTIM",
            codes=ROLES,
        ),
        Column(
            "happened_at",
            ColumnKind.DAY_OR_TIME,
            "When; the day alone when the time is not known.",
            "03/03/2026",
            required=True,
        ),
        Column("place", ColumnKind.TEXT, "Where.", "4 Flat Row, Eastham", longest=LONG_TEXT),
        Column(
            "account", ColumnKind.TEXT, "What happened, in words.", "Two boys answered the door.", longest=LONG_TEXT
        ),
        Column(
            "child_ref",
            ColumnKind.TEXT,
            "The sender's own number for the child the row is about as well, as in its other extracts.",
            "EA104417",
            longest=60,
        ),
        Column("relation_to_child", ColumnKind.CODE, "Who the adult is to that child.", "TENANT", codes=RELATIONS),
        Column(
            "must_not_be_told",
            ColumnKind.YES_NO,
            "Whether this adult must not be told about that child: where the child is, or that anybody is worried.",
            "Y",
        ),
        Column(
            "must_not_be_told_because",
            ColumnKind.TEXT,
            "Why not, in words.",
            "those in the flat would hear of it",
            longest=LONG_TEXT,
        ),
        shared_columns.recorded_at(),
        shared_columns.handling_code(),
    ),
)

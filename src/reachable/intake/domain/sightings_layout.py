"""The sightings extract: a child was seen, by anybody's staff.

In:  nothing.
Out: SIGHTINGS, its layout.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

HOW_KNOWN = (
    ("SAW_CHILD", "somebody of the agency saw the child"),
    ("CAMERA", "seen on a camera"),
    ("WAS_TOLD", "somebody told the agency"),
    ("ONLINE", "seen online"),
)
SURE = (
    ("SURE", "certainly this child"),
    ("THINKS_SO", "probably this child"),
)

SIGHTINGS = Layout(
    feed="sightings",
    title="Sightings",
    one_row_is="one time that one child was seen",
    who_sends="any agency whose staff see children: wardens, train staff, homes, youth workers, housing",
    reference=("sighting_ref",),
    child_key=("child_ref",),
    columns=(
        shared_columns.own_reference("sighting_ref", "this sighting and this child", "SG-0091"),
        shared_columns.child_number("child_ref", "SG-CH-17"),
        shared_columns.surname(),
        shared_columns.forename(),
        Column("known_as", ColumnKind.TEXT, "Name the child goes by.", "Jay"),
        shared_columns.birth_date(),
        shared_columns.address("home_address"),
        shared_columns.postcode("home_postcode"),
        shared_columns.phone("phone", "the child"),
        Column("school_named", ColumnKind.TEXT, "School or college the child goes to.", "Alderbrook Academy"),
        Column(
            "seen_at",
            ColumnKind.DAY_OR_TIME,
            "When the child was seen; the day alone when the time is not known.",
            "02/03/2026 23:10",
            required=True,
        ),
        Column("seen_by", ColumnKind.TEXT, "Who saw the child, as a role. Not a name.", "night warden", required=True),
        Column("how_known", ColumnKind.CODE, "How the agency knows.", "SAW_CHILD", required=True, codes=HOW_KNOWN),
        Column("sure", ColumnKind.CODE, "How sure they are that it was this child.", "SURE", codes=SURE),
        Column("place", ColumnKind.TEXT, "Where.", "Southbay bus station", required=True, longest=LONG_TEXT),
        Column("with_whom", ColumnKind.TEXT, "Who was with the child, as roles. Not names.", "a man in his thirties"),
        Column(
            "seen_with_refs",
            ColumnKind.REFERENCES,
            "sighting_ref of each other child seen at the same time.",
            "SG-0092",
            longest=LONG_TEXT,
        ),
        Column("condition", ColumnKind.TEXT, "How the child seemed.", "tired, no coat, new phone", longest=LONG_TEXT),
        Column(
            "what_was_seen",
            ColumnKind.TEXT,
            "What was seen, in words.",
            "Got out of a silver car and went into the flats.",
            longest=LONG_TEXT,
        ),
        shared_columns.child_said(),
        shared_columns.recorded_at(),
    ),
)

"""The placements extract: where a looked-after child lives, and each move.

In:  nothing.
Out: PLACEMENTS, its layout; what each code of a placement and of a move means.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

PLACEMENT_TYPES = (
    ("U1", "foster carer, relative or friend, long term"),
    ("U2", "foster carer, relative or friend, also approved to adopt"),
    ("U3", "foster carer, relative or friend"),
    ("U4", "foster carer, long term"),
    ("U5", "foster carer, also approved to adopt"),
    ("U6", "foster carer"),
    ("K1", "secure children's home"),
    ("K2", "children's home"),
    ("K3", "supported accommodation"),
    ("R1", "residential care home"),
    ("R2", "health establishment"),
    ("R3", "family centre"),
    ("R5", "young offender institution"),
    ("S1", "residential school"),
    ("P1", "with parents"),
    ("P3", "residential employment"),
    ("T0", "temporary, carer on holiday"),
    ("T1", "temporary, in hospital"),
    ("T2", "temporary, on holiday"),
    ("T3", "temporary, carer away for another reason"),
    ("T4", "temporary, longer than seven days"),
    ("OTHER", "another placement"),
)
SECURE = frozenset({"K1"})
"""Placements in which a child is locked up for welfare, not for an offence."""

PROVIDERS = (
    ("PR0", "parents"),
    ("PR1", "own authority"),
    ("PR2", "another authority"),
    ("PR3", "another public body"),
    ("PR4", "private"),
    ("PR5", "voluntary"),
)
REGISTRATION = (
    ("REGISTERED", "registered"),
    ("SUPPORTED", "registered as supported accommodation"),
    ("UNREGISTERED", "should be registered and is not"),
    ("NOT_REQUIRED", "need not be registered"),
)
WHY_MOVED = (
    ("CARPL", "part of the care plan"),
    ("CLOSE", "the placement closed"),
    ("ALLEG", "an allegation"),
    ("STAND", "standards of care"),
    ("APPRR", "approval was withdrawn"),
    ("CREQB", "the carer asked, because of behaviour"),
    ("CREQO", "the carer asked, for another reason"),
    ("CHILD", "the child asked"),
    ("LAREQ", "the authority asked"),
    ("PLACE", "the new placement suits the child better"),
    ("CUSTOD", "custody"),
    ("HOME", "the child went home"),
    ("OTHER", "another reason"),
)

PLACEMENTS = Layout(
    feed="placements",
    title="Placements and placement moves",
    one_row_is="one placement of one child, with its end once there is one; a move is the next row",
    who_sends="the authority's children's social care",
    reference=("placement_ref",),
    child_key=("la_child_id",),
    columns=(
        shared_columns.child_number("la_child_id", "EA104417"),
        *shared_columns.who(),
        shared_columns.nhs_number(),
        shared_columns.upn(),
        shared_columns.postcode("home_postcode"),
        shared_columns.own_reference("placement_ref", "this placement", "PL-30117"),
        Column(
            "started_at",
            ColumnKind.DAY_OR_TIME,
            "When the placement began; the day alone when the time is not known.",
            "02/03/2026",
            required=True,
        ),
        Column(
            "placement_type",
            ColumnKind.CODE,
            "Kind of placement, by the codes of the looked-after children return.",
            "K2",
            required=True,
            codes=PLACEMENT_TYPES,
        ),
        Column("provider", ColumnKind.CODE, "Who provides it.", "PR4", codes=PROVIDERS),
        Column("registration", ColumnKind.CODE, "Whether the home is registered.", "REGISTERED", codes=REGISTRATION),
        Column(
            "placement_area",
            ColumnKind.TEXT,
            "Authority whose area the placement is in, this one included. Never the address.",
            "Northshire",
            required=True,
        ),
        Column("placement_miles", ColumnKind.DECIMAL, "Miles from home to the placement.", "62.0"),
        Column("is_emergency", ColumnKind.YES_NO, "Whether the child was placed in an emergency, unplanned.", "N"),
        Column(
            "host_area_told_at",
            ColumnKind.DAY_OR_TIME,
            "When the area the child now lives in was told in writing. It is due before a planned placement and within "
            "five working days of an emergency one.",
            "02/03/2026",
        ),
        Column(
            "why_moved",
            ColumnKind.CODE,
            "Why the child left the placement before this one.",
            "CREQB",
            codes=WHY_MOVED,
        ),
        Column("ended_at", ColumnKind.DAY_OR_TIME, "When the placement ended.", ""),
        Column("why_ended", ColumnKind.CODE, "Why it ended.", "", codes=WHY_MOVED),
        Column(
            "must_not_have_address",
            ColumnKind.TEXT,
            "Who must not learn where the child lives, as roles. Not names.",
            "uncle",
            longest=LONG_TEXT,
        ),
        *shared_columns.allocated(),
        shared_columns.trusted_adult(),
        shared_columns.child_said(),
        shared_columns.recorded_at(),
    ),
)

"""The police custody and incident extract.

In:  nothing.
Out: CUSTODY, its layout.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

OCCURRENCES = (
    ("ARREST", "an arrest"),
    ("INCIDENT", "an incident the child was part of, with no arrest"),
    ("STOP", "a stop and search"),
)
ROLES = (
    ("SUSPECT", "suspected of it"),
    ("VICTIM", "harmed by it"),
    ("WITNESS", "saw it"),
)
REFUSING_SIDES = (
    ("HOME", "the authority the child comes from"),
    ("HOST", "the authority the child was found in"),
    ("BOTH", "both of them"),
)
DISPOSALS = (
    ("CHARGED", "charged"),
    ("BAIL", "released on bail"),
    ("RUI", "released under investigation"),
    ("NO_FURTHER_ACTION", "no further action"),
)

CUSTODY = Layout(
    feed="custody",
    title="Police custody and incidents",
    one_row_is="one custody record, one stop, or one incident, of one child",
    who_sends="the police force that arrested, stopped or met the child",
    reference=("custody_ref",),
    child_key=("pnc_id", "custody_ref"),
    columns=(
        Column(
            "custody_ref",
            ColumnKind.TEXT,
            "The force's own number for this custody record, stop or incident and this child. Never used twice.",
            "EC/26/001873",
            required=True,
            longest=60,
        ),
        Column(
            "occurrence_type", ColumnKind.CODE, "What the row is about.", "ARREST", required=True, codes=OCCURRENCES
        ),
        Column(
            "pnc_id",
            ColumnKind.PNC_ID,
            "Police National Computer number, when the child has one; its check letter is tested.",
            "2024/0000123Y",
        ),
        shared_columns.surname(),
        shared_columns.forename(),
        Column("alias", ColumnKind.TEXT, "Another name given to or known by police.", "Jay Bell"),
        shared_columns.birth_date(),
        shared_columns.sex(),
        Column(
            "self_defined_ethnicity",
            ColumnKind.TEXT,
            "Ethnicity as the child describes it. Kept for equality monitoring only.",
            "M1",
            longest=40,
        ),
        shared_columns.address("home_address"),
        shared_columns.postcode("home_postcode"),
        shared_columns.phone("phone", "the child"),
        Column("school_named", ColumnKind.TEXT, "School or college the child named.", "Alderbrook Academy"),
        Column(
            "arrested_at",
            ColumnKind.LONDON_TIME,
            "When the child was arrested or stopped, or the incident happened.",
            "03/03/2026 01:20",
            required=True,
        ),
        Column("station", ColumnKind.TEXT, "Custody suite, or the place of the stop or incident.", "Southbay"),
        Column(
            "offence",
            ColumnKind.TEXT,
            "Offence in words; for an incident, what kind of incident it was.",
            "Possession with intent to supply class A",
            longest=LONG_TEXT,
        ),
        Column(
            "drugs_supply", ColumnKind.YES_NO, "Whether the offence is supply, or possession meaning to supply.", "Y"
        ),
        Column("drugs_seized", ColumnKind.TEXT, "Drugs taken by police, in words.", "crack cocaine"),
        Column("wraps", ColumnKind.WHOLE_NUMBER, "Number of wraps or packages taken.", "24"),
        Column("cash_seized", ColumnKind.MONEY, "Cash taken by police.", "340.00"),
        Column("phones_seized", ColumnKind.WHOLE_NUMBER, "Number of telephones taken.", "2"),
        Column("weapon", ColumnKind.TEXT, "Weapon taken, in words.", "kitchen knife"),
        Column(
            "concealed_internally",
            ColumnKind.YES_NO,
            "Whether drugs were, or were thought to be, inside the body.",
            "N",
        ),
        Column("away_from_home_area", ColumnKind.YES_NO, "Whether this was outside the area the child lives in.", "Y"),
        Column("role", ColumnKind.CODE, "What this child was in this event.", "SUSPECT", required=True, codes=ROLES),
        Column(
            "co_arrestee_refs",
            ColumnKind.REFERENCES,
            "custody_ref of each person arrested at the same time.",
            "EC/26/001874;EC/26/001875",
            longest=LONG_TEXT,
        ),
        Column(
            "ready_for_release_at",
            ColumnKind.LONDON_TIME,
            "When the child could have left custody if somebody had come.",
            "03/03/2026 09:15",
        ),
        Column(
            "collected_at", ColumnKind.LONDON_TIME, "When a responsible adult collected the child.", "03/03/2026 13:05"
        ),
        Column("collected_by", ColumnKind.TEXT, "Who that was to the child. Not a name.", "aunt"),
        Column(
            "collection_refused_by",
            ColumnKind.CODE,
            "Which authority was asked to collect the child and refused.",
            "HOME",
            codes=REFUSING_SIDES,
        ),
        Column("released_at", ColumnKind.LONDON_TIME, "When the child left custody.", "03/03/2026 13:10"),
        Column("disposal", ColumnKind.CODE, "On what footing the child left.", "RUI", codes=DISPOSALS),
        shared_columns.recorded_at(),
        shared_columns.handling_code(),
    ),
)

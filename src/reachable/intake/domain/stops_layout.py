"""The police stops and rail reports extract.

In:  nothing.
Out: STOPS, its layout.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

REPORTS = (
    ("SEARCH", "a stop and search"),
    ("ACCOUNT", "a stop without a search"),
    ("RAIL", "a child met on a train or at a station"),
)
POWERS = (
    ("PACE_1", "Police and Criminal Evidence Act 1984, section 1"),
    ("MDA_23", "Misuse of Drugs Act 1971, section 23"),
    ("CJPOA_60", "Criminal Justice and Public Order Act 1994, section 60"),
    ("OTHER", "another power"),
)
OUTCOMES = (
    ("NO_ACTION", "no further action"),
    ("RESOLVED", "community resolution"),
    ("ARRESTED", "arrested"),
    ("TAKEN_HOME", "taken home, or to a place of safety"),
    ("TRAVELLED_ON", "allowed to travel on"),
    ("HANDED_OVER", "handed over to another force, a parent or children's services"),
)

STOPS = Layout(
    feed="stops",
    title="Police stops and rail reports",
    one_row_is="one stop, search or rail report of one child",
    who_sends="the police force or the British Transport Police, who also send what train staff report to them",
    reference=("stop_ref",),
    child_key=("pnc_id", "stop_ref"),
    columns=(
        shared_columns.own_reference("stop_ref", "this stop or report and this child", "BTP-26-04417"),
        Column("report_type", ColumnKind.CODE, "What the row is about.", "RAIL", required=True, codes=REPORTS),
        Column(
            "pnc_id",
            ColumnKind.PNC_ID,
            "Police National Computer number, when the child has one; its check letter is tested.",
            "2024/0000123Y",
        ),
        *shared_columns.who(),
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
            "stopped_at",
            ColumnKind.LONDON_TIME,
            "When the child was stopped or met.",
            "03/03/2026 10:40",
            required=True,
        ),
        Column("place", ColumnKind.TEXT, "Where: street, station, or train and where it was.", "Thornwick station"),
        Column("power", ColumnKind.CODE, "Power used, on SEARCH rows.", "", codes=POWERS),
        Column("found", ColumnKind.TEXT, "What was found, in words.", "two phones, 60 pounds", longest=LONG_TEXT),
        Column("reason", ColumnKind.TEXT, "Reason for the stop, in words.", "no ticket", longest=LONG_TEXT),
        Column("outcome", ColumnKind.CODE, "What came of it.", "TRAVELLED_ON", codes=OUTCOMES),
        Column("has_ticket", ColumnKind.YES_NO, "Whether the child had a ticket, on RAIL rows.", "N"),
        Column("alone", ColumnKind.YES_NO, "Whether nobody was with the child.", "N"),
        Column(
            "with_whom", ColumnKind.TEXT, "Who was with the child, as roles. Not names.", "a man of about 25, unknown"
        ),
        Column(
            "stopped_with_refs",
            ColumnKind.REFERENCES,
            "stop_ref of each other child stopped or met at the same time.",
            "BTP-26-04418",
            longest=LONG_TEXT,
        ),
        Column("in_school_hours", ColumnKind.YES_NO, "Whether it was in school hours on a school day.", "Y"),
        Column("away_from_home_area", ColumnKind.YES_NO, "Whether this was outside the area the child lives in.", "Y"),
        Column("miles_from_home", ColumnKind.DECIMAL, "How far from home that was, in miles.", "84"),
        Column(
            "reason_given", ColumnKind.TEXT, "Why the child said to be there.", "visiting an aunt", longest=LONG_TEXT
        ),
        Column("reason_checked", ColumnKind.YES_NO, "Whether somebody confirmed that reason.", "N"),
        shared_columns.child_said(),
        shared_columns.recorded_at(),
        shared_columns.handling_code(),
    ),
)

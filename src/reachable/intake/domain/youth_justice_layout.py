"""The youth justice extract: assessments, orders and other outcomes, interventions, appointments.

In:  nothing.
Out: YOUTH_JUSTICE, its layout; the outcomes and what they mean.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

ENTRIES = (
    ("ASSESSMENT", "an assessment was completed"),
    ("OUTCOME", "an order or an out-of-court outcome began"),
    ("BREACH", "an order was taken back to court because it was not kept"),
    ("OUTCOME_END", "an order or an out-of-court outcome ended"),
    ("INTERVENTION", "an intervention began"),
    ("INTERVENTION_END", "an intervention ended"),
    ("APPOINTMENT", "an appointment with a worker was due"),
)
TOOLS = (
    ("ASSETPLUS", "AssetPlus"),
    ("PREVENTION_DIVERSION", "prevention and diversion assessment"),
    ("OTHER", "another assessment"),
)
DIVERSIONS = (
    ("COMMUNITY_RESOLUTION", "community resolution"),
    ("OUTCOME_22", "diversionary activity, outcome 22"),
    ("PREVENTION", "prevention work, no offence"),
)
CAUTIONS = (
    ("YOUTH_CAUTION", "youth caution"),
    ("YOUTH_CONDITIONAL_CAUTION", "youth conditional caution"),
)
SENTENCES = (
    ("REFERRAL_ORDER", "referral order"),
    ("REPARATION_ORDER", "reparation order"),
    ("YRO", "youth rehabilitation order"),
    ("YRO_ISS", "youth rehabilitation order with intensive supervision"),
    ("DISCHARGE", "absolute or conditional discharge"),
    ("FINE", "fine"),
    ("DTO", "detention and training order"),
    ("LONGER_DETENTION", "longer detention"),
)
OUTCOMES = (*DIVERSIONS, *CAUTIONS, *SENTENCES)
APPOINTMENT_RESULTS = (
    ("MET", "the child was met"),
    ("DID_NOT_ATTEND", "the child did not come"),
    ("EXCUSED", "the child did not come, for a reason that was accepted"),
    ("CALLED_OFF", "the service called it off"),
)

YOUTH_JUSTICE = Layout(
    feed="youth_justice",
    title="Youth justice assessments, orders and appointments",
    one_row_is="one entry in the work of youth justice with one child",
    who_sends="the youth justice service. Ratings of likelihood and risk are not taken: send what they rest on",
    reference=("entry_ref",),
    child_key=("yjs_id",),
    columns=(
        shared_columns.child_number("yjs_id", "YJ-2211"),
        *shared_columns.who(),
        shared_columns.nhs_number(),
        shared_columns.upn(),
        Column(
            "pnc_id",
            ColumnKind.PNC_ID,
            "Police National Computer number, when the child has one; its check letter is tested.",
            "2024/0000123Y",
        ),
        shared_columns.address("address"),
        shared_columns.postcode("postcode"),
        shared_columns.phone("phone", "the child"),
        Column("entry_type", ColumnKind.CODE, "What the row is about.", "APPOINTMENT", required=True, codes=ENTRIES),
        shared_columns.own_reference("entry_ref", "this row", "YJE-88120"),
        Column(
            "work_ref",
            ColumnKind.TEXT,
            "The service's own number for the order, outcome or intervention the row belongs to; both ends carry it.",
            "YJO-551",
            longest=60,
        ),
        Column(
            "happened_at",
            ColumnKind.DAY_OR_TIME,
            "When; the day alone when the time is not known.",
            "02/03/2026 16:00",
            required=True,
        ),
        Column("tool", ColumnKind.CODE, "Which assessment, on ASSESSMENT rows.", "", codes=TOOLS),
        Column(
            "exploitation_seen",
            ColumnKind.YES_NO,
            "Whether the assessment saw signs that somebody exploits the child, on ASSESSMENT rows.",
            "",
        ),
        Column("outcome", ColumnKind.CODE, "Which order or outcome, on OUTCOME rows.", "", codes=OUTCOMES),
        Column("offence", ColumnKind.TEXT, "Offence in words, on OUTCOME rows.", "", longest=LONG_TEXT),
        Column("intervention", ColumnKind.TEXT, "Which intervention, in words.", "mentoring", longest=LONG_TEXT),
        Column(
            "appointment_result",
            ColumnKind.CODE,
            "What came of the appointment, on APPOINTMENT rows.",
            "DID_NOT_ATTEND",
            codes=APPOINTMENT_RESULTS,
        ),
        Column("reason", ColumnKind.TEXT, "Reason in words: for not coming, a breach, an end.", "", longest=LONG_TEXT),
        Column("place", ColumnKind.TEXT, "Where.", "Aldermere youth office"),
        *shared_columns.allocated(),
        shared_columns.trusted_adult(),
        shared_columns.child_said(),
        shared_columns.recorded_at(),
    ),
)

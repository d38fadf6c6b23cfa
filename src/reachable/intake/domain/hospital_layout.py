"""The hospital extract: children at A&E, and how they left.

In:  nothing.
Out: HOSPITAL, its layout; what the codes of injury and leaving mean.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

INJURIES = (
    ("STAB_WOUND", "stab wound"),
    ("CUT", "cut"),
    ("GUNSHOT_WOUND", "gunshot wound"),
    ("BLUNT_INJURY", "bruise or blunt injury"),
    ("FRACTURE", "broken bone"),
    ("HEAD_INJURY", "head injury"),
    ("BURN", "burn or corrosive injury"),
    ("OVERDOSE", "overdose or poisoning"),
    ("SELF_HARM", "self-harm"),
    ("SEXUAL_ASSAULT", "sexual assault"),
    ("ILLNESS", "an illness, no injury"),
    ("OTHER", "another injury"),
)
INTENTS = (
    ("ASSAULT", "somebody else meant to hurt the child"),
    ("SELF", "the child meant to hurt themselves"),
    ("ACCIDENT", "an accident"),
    ("NOT_KNOWN", "asked, and not known"),
)
BROUGHT_BY = (
    ("AMBULANCE", "ambulance"),
    ("POLICE", "police"),
    ("FAMILY", "parent, carer or family"),
    ("FRIEND", "a friend or another child"),
    ("STAFF", "staff of a school or a home"),
    ("ALONE", "nobody: the child came alone"),
)
WAYS_OUT = (
    ("SENT_HOME", "treated and sent home"),
    ("ADMITTED", "admitted to a ward"),
    ("TRANSFERRED", "moved to another hospital"),
    ("LEFT_BEFORE_SEEN", "left before being seen"),
    ("LEFT_BEFORE_TREATED", "left before treatment was finished"),
    ("POLICE_CUSTODY", "left with police"),
    ("DIED", "died"),
)

HOSPITAL = Layout(
    feed="hospital",
    title="A&E attendances and discharges",
    one_row_is="one attendance of one child, with how the child left",
    who_sends="the hospital with the emergency department",
    reference=("attendance_ref",),
    child_key=("nhs_number", "attendance_ref"),
    stays_unless_said=True,
    columns=(
        shared_columns.own_reference("attendance_ref", "this attendance", "ED-2026-118842"),
        shared_columns.nhs_number(),
        *shared_columns.who(),
        shared_columns.address("address"),
        shared_columns.postcode("postcode"),
        shared_columns.phone("phone", "the child"),
        shared_columns.phone("parent_phone", "a parent or carer"),
        Column("school_named", ColumnKind.TEXT, "School or college the child named.", "Alderbrook Academy"),
        Column("arrived_at", ColumnKind.LONDON_TIME, "When the child arrived.", "03/03/2026 13:40", required=True),
        Column("site", ColumnKind.TEXT, "Which hospital.", "Wendle General"),
        Column("brought_by", ColumnKind.CODE, "Who brought the child.", "FRIEND", codes=BROUGHT_BY),
        Column(
            "with_whom",
            ColumnKind.TEXT,
            "Who was with the child, as roles. Not names.",
            "two older boys who would not give names",
        ),
        Column("injury", ColumnKind.CODE, "Injury or illness.", "STAB_WOUND", codes=INJURIES),
        Column("intent", ColumnKind.CODE, "How it came about.", "ASSAULT", codes=INTENTS),
        Column("weapon", ColumnKind.TEXT, "Weapon, in words.", "knife"),
        Column("injured_where", ColumnKind.TEXT, "Where the child was hurt, in words.", "stairwell, Canal Reach"),
        Column(
            "concealed_internally",
            ColumnKind.YES_NO,
            "Whether drugs were, or were thought to be, inside the body.",
            "N",
        ),
        Column(
            "account",
            ColumnKind.TEXT,
            "What matters for the child's safety, in words; no more of the notes than that.",
            "Would not say who did it; phone rang throughout.",
            longest=LONG_TEXT,
        ),
        Column("worker_at_bedside", ColumnKind.YES_NO, "Whether a youth worker saw the child there.", "Y"),
        Column("left_at", ColumnKind.LONDON_TIME, "When the child left A&E.", "03/03/2026 16:20"),
        Column("left_how", ColumnKind.CODE, "How the child left.", "ADMITTED", codes=WAYS_OUT),
        shared_columns.child_said(),
        shared_columns.partners_may_see(
            "Empty is read as N. Say Y when the child may be at risk of significant harm: consent is then not needed."
        ),
        shared_columns.recorded_at(),
    ),
)

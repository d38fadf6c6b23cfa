"""The social care extract: contacts, episodes and plans.

In:  nothing.
Out: SOCIAL_CARE, its layout; the codes that each step's outcome and reason may hold.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

STEPS = (
    ("CONTACT", "somebody contacted the authority about the child"),
    ("REFERRAL", "a referral was received"),
    ("DECISION", "the authority decided what happens with a referral"),
    ("STRATEGY", "a strategy discussion was held"),
    ("ASSESSMENT_START", "an assessment began"),
    ("ASSESSMENT_END", "an assessment was completed"),
    ("CONFERENCE", "a child protection conference was held"),
    ("PLAN_START", "a plan began"),
    ("PLAN_REVIEW", "a plan was reviewed"),
    ("PLAN_END", "a plan ended"),
    ("VISIT", "a social worker visited"),
    ("PLACEMENT_START", "a placement began"),
    ("PLACEMENT_END", "a placement ended"),
    ("NRM_REFERRAL", "a referral was made to the National Referral Mechanism"),
    ("NRM_RG", "the reasonable grounds decision was received"),
    ("NRM_CG", "the conclusive grounds decision was received"),
    ("CLOSURE", "the case was closed"),
)
PLAN_TYPES = (
    ("EARLY_HELP", "early help"),
    ("CIN", "child in need"),
    ("CP", "child protection"),
    ("ROTH", "risk outside the home"),
    ("CLA", "care plan of a looked-after child"),
    ("PATHWAY", "pathway plan"),
    ("SAFETY", "safety plan"),
)
DECISIONS = (
    ("TO_ACCEPTED_CP", "accepted: child protection"),
    ("TO_ACCEPTED_CIN", "accepted: child in need"),
    ("TO_EARLY_HELP", "stepped to early help"),
    ("TO_REFUSED", "not accepted"),
    ("TO_STEP_DOWN", "stepped down"),
    ("TO_STEP_UP", "stepped up"),
    ("TO_YJ_ONLY", "left to youth justice"),
)
GROUNDS = (
    ("POSITIVE", "grounds were found"),
    ("NEGATIVE", "grounds were not found"),
)
SIGHT_OF_CHILD = (
    ("SEEN", "the child was seen"),
    ("NOT_SEEN", "the child was not seen"),
)
CLOSURE_REASONS = (
    ("CL_RISK_REDUCED", "risk shown to be lower"),
    ("CL_SESSIONS_DONE", "sessions used up"),
    ("CL_NON_ENGAGE", "not engaged"),
    ("CL_MOVED_AREA", "moved away"),
    ("CL_TURNED_18", "turned 18"),
    ("CL_FUNDING", "funding ended"),
    ("CL_CUSTODY", "in custody"),
)
OUTCOMES_OF_STEP = {"DECISION": DECISIONS, "NRM_RG": GROUNDS, "NRM_CG": GROUNDS, "VISIT": SIGHT_OF_CHILD}
"""Steps whose outcome must be one of a list; every other step's outcome is words."""

STEPS_THAT_NEED_OUTCOME = ("DECISION", "NRM_RG", "NRM_CG")
PLAN_STEPS = ("PLAN_START", "PLAN_REVIEW", "PLAN_END")

SOCIAL_CARE = Layout(
    feed="social_care",
    title="Social care contacts, episodes and plans",
    one_row_is="one step in the work with one child",
    who_sends="the authority's children's social care",
    reference=("la_child_id", "step", "step_ref"),
    child_key=("la_child_id",),
    columns=(
        Column(
            "la_child_id",
            ColumnKind.TEXT,
            "The authority's own number for the child.",
            "EA104417",
            required=True,
            longest=20,
        ),
        shared_columns.surname(),
        shared_columns.forename(),
        shared_columns.birth_date(),
        shared_columns.sex(),
        shared_columns.nhs_number(),
        shared_columns.upn(),
        shared_columns.address("address"),
        shared_columns.postcode("postcode"),
        shared_columns.phone("phone", "the child or family"),
        Column(
            "allocated_team",
            ColumnKind.TEXT,
            "Team the child is allocated to when the row is written.",
            "Adolescent team",
        ),
        Column(
            "allocated_worker",
            ColumnKind.TEXT,
            "Worker the child is allocated to when the row is written.",
            "R. Achebe",
        ),
        Column("step", ColumnKind.CODE, "What was done.", "DECISION", required=True, codes=STEPS),
        Column(
            "step_ref",
            ColumnKind.TEXT,
            "The authority's own number for this piece of work. Both ends of one plan, placement or assessment carry "
            "the same number, and so do a referral and the decision on it, and an NRM referral and its decisions. Each "
            "contact, strategy discussion, conference, review, visit and closure has a number of its own.",
            "REF-88120",
            required=True,
            longest=60,
        ),
        Column(
            "happened_at",
            ColumnKind.DAY_OR_TIME,
            "When the step was taken; the day alone when the time is not known.",
            "02/03/2026",
            required=True,
        ),
        Column(
            "outcome",
            ColumnKind.TEXT,
            "For DECISION one of TO_ACCEPTED_CP, TO_ACCEPTED_CIN, TO_EARLY_HELP, TO_REFUSED, TO_STEP_DOWN, TO_STEP_UP, "
            "TO_YJ_ONLY. For NRM_RG and NRM_CG, POSITIVE or NEGATIVE. For VISIT, SEEN or NOT_SEEN (the child). For "
            "ASSESSMENT_END, the census factor codes, separated by semicolons. For PLACEMENT_START, the kind of "
            "placement. For CONTACT, what came of it.",
            "TO_REFUSED",
            longest=LONG_TEXT,
        ),
        Column("plan_type", ColumnKind.CODE, "Kind of plan, on the rows about a plan.", "CIN", codes=PLAN_TYPES),
        Column(
            "reason",
            ColumnKind.TEXT,
            "For CLOSURE one of CL_RISK_REDUCED, CL_SESSIONS_DONE, CL_NON_ENGAGE, CL_MOVED_AREA, CL_TURNED_18, "
            "CL_FUNDING, CL_CUSTODY. For REFERRAL and NRM_REFERRAL, which agency referred. For PLAN_END and "
            "PLACEMENT_END, why it ended, in words.",
            "school",
            longest=LONG_TEXT,
        ),
        Column("placement_miles", ColumnKind.DECIMAL, "Miles from home to the placement, on PLACEMENT_START.", "62.0"),
        Column(
            "placement_area",
            ColumnKind.TEXT,
            "Authority whose area the placement is in, this one included, on PLACEMENT_START.",
            "Northshire",
        ),
        Column(
            "trusted_adult",
            ColumnKind.TEXT,
            "An adult the child trusts, and who that is to the child, as the child sees it.",
            "his football coach",
        ),
        shared_columns.child_said(),
        shared_columns.recorded_at(),
    ),
)

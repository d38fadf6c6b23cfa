"""The National Referral Mechanism extract: referrals, decisions, the devolved panel.

In:  nothing.
Out: NRM, its layout.
"""

from reachable.intake.domain import shared_columns
from reachable.intake.domain.columns import LONG_TEXT, Column, ColumnKind, Layout

STEPS = (
    ("CONSIDERED", "a referral was considered and not made"),
    ("REFERRAL", "a referral was made"),
    ("PANEL", "the devolved panel met about the referral"),
    ("RG", "the reasonable grounds decision"),
    ("CG", "the conclusive grounds decision"),
    ("RECONSIDER", "reconsideration was asked for"),
    ("WITHDRAWN", "the referral was withdrawn or suspended"),
)
DECISIONS = (
    ("POSITIVE", "grounds were found"),
    ("NEGATIVE", "grounds were not found"),
    ("DEFERRED", "put back for more information"),
)
DECIDERS = (
    ("SCA", "the Single Competent Authority"),
    ("PANEL", "the devolved panel"),
)
EXPLOITATION = (
    ("CRIMINAL", "criminal"),
    ("SEXUAL", "sexual"),
    ("LABOUR", "labour"),
    ("DOMESTIC_SERVITUDE", "domestic servitude"),
    ("SEVERAL", "more than one kind"),
    ("NOT_KNOWN", "not known"),
)

NRM = Layout(
    feed="nrm",
    title="National Referral Mechanism referrals and decisions",
    one_row_is="one step of one referral of one child",
    who_sends="the authority or force that refers, the devolved panel's office, or the deciding authority",
    reference=("nrm_ref", "step", "step_ref"),
    child_key=("nrm_ref",),
    columns=(
        Column(
            "nrm_ref",
            ColumnKind.TEXT,
            "Number of the referral, which every step of it carries.",
            "NRM-26-00871",
            required=True,
            longest=40,
        ),
        Column("step", ColumnKind.CODE, "Which step.", "RG", required=True, codes=STEPS),
        shared_columns.own_reference("step_ref", "this step", "S2"),
        *shared_columns.who(),
        shared_columns.nhs_number(),
        shared_columns.upn(),
        shared_columns.postcode("home_postcode"),
        Column(
            "happened_at",
            ColumnKind.DAY_OR_TIME,
            "When the step was taken; the day alone when the time is not known.",
            "02/03/2026",
            required=True,
        ),
        Column("decision", ColumnKind.CODE, "What was decided, on RG, CG and PANEL rows.", "POSITIVE", codes=DECISIONS),
        Column("decided_by", ColumnKind.CODE, "Who decided.", "PANEL", codes=DECIDERS),
        Column("first_responder", ColumnKind.TEXT, "Organisation that referred, on REFERRAL rows.", "Eastham Council"),
        Column("exploitation", ColumnKind.CODE, "Kind of exploitation referred.", "CRIMINAL", codes=EXPLOITATION),
        Column("county_lines", ColumnKind.YES_NO, "Whether the referral is marked as county lines.", "Y"),
        Column(
            "reason",
            ColumnKind.TEXT,
            "Reason in words: for not referring, putting back, withdrawing.",
            "",
            longest=LONG_TEXT,
        ),
        Column("child_told", ColumnKind.YES_NO, "Whether the child was told of this step.", "Y"),
        shared_columns.child_said(),
        shared_columns.recorded_at(),
    ),
)

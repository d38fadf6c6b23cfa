"""What the law leaves open, with the value a partnership starts from and where it comes from.

In:  nothing.
Out: BY_LOCAL_CHOICE. A partnership changes a value from a day on; what was counted before stays as it was.
"""

from datetime import date

from reachable.kernel.period import Period
from reachable.rules.domain.parameters import Authority, Checked, Counts, Parameter
from reachable.rules.domain.parameters import ParameterName as P
from reachable.tracks.domain.limits import Unit

LONG_SINCE = Period(date(1990, 1, 1))
"""Settings have no date of their own: they stand for as far back as any story we replay."""

YEARLY = date(2027, 11, 1)


def _local(name: P, value: int, unit: Unit | Counts, sentence: str, source: str) -> Parameter:
    return Parameter(
        name=name,
        value=value,
        unit=unit,
        sentence=sentence,
        authority=Authority.LOCAL,
        source=source,
        in_force=LONG_SINCE,
        checked=Checked.CHOSEN,
        next_check=YEARLY,
    )


BY_LOCAL_CHOICE = (
    _local(P.CIN_REVIEW, 3, Unit.MONTHS, "A child in need plan is reviewed at least this often.", "no national figure"),
    _local(
        P.MISSING_FOR_WEEKS,
        14,
        Unit.DAYS,
        "An absence this long starts a crisis intervention.",
        "004:543 says 'weeks'; two of them is our reading",
    ),
    _local(
        P.FAR_FROM_HOME, 20, Counts.MILES, "A child found this far from home is away from the home area.", "004:1064"
    ),
    _local(P.FAR_PLACEMENT, 20, Counts.MILES, "A placement this far from home is at a distance.", "004:1064, 004:546"),
    _local(P.YOUNG_AGE, 14, Counts.YEARS, "Below this age a refusal is looked at again.", "000:699, 004:508"),
    _local(
        P.SUPPLY_WRAPS,
        10,
        Counts.WRAPS,
        "This many wraps are more than anybody carries for their own use.",
        "no figure in the sources; our starting value",
    ),
    _local(
        P.ONE_MOMENT,
        24,
        Unit.HOURS,
        "Things this close together are one moment, told once.",
        "our starting value, so that one night in custody raises one alert",
    ),
    _local(
        P.CUSTODY_STAY,
        48,
        Unit.HOURS,
        "How far around a release the same stay in custody is looked at.",
        "our starting value; the law's longest stay without a court is 36 hours",
    ),
    _local(
        P.COLLECTION_ALARM,
        2,
        Unit.HOURS,
        "A child ready to leave custody is collected within this time.",
        "003:316-320 tells of six hours; the alarm is ours",
    ),
    _local(
        P.SIGNS_WINDOW,
        90,
        Unit.DAYS,
        "How far back earlier signs are looked for.",
        "no figure in the sources; our starting value",
    ),
    _local(
        P.REPEAT_WINDOW,
        365,
        Unit.DAYS,
        "How far back an earlier arrest or seizure still means a debt may stand.",
        "no figure in the sources; our starting value",
    ),
    _local(
        P.NRM_CONSIDER,
        1,
        Unit.WORKING_DAYS,
        "A referral to the NRM is made, or the reason against it written down, within this time.",
        "000:356-360 asks for the same day; the next working day is our reading",
    ),
    _local(
        P.NRM_ALREADY,
        90,
        Unit.DAYS,
        "A referral made this recently is the referral.",
        "004:294; our starting value",
    ),
    _local(
        P.NRM_CG_REVIEW,
        90,
        Unit.DAYS,
        "After this long without a conclusive decision the evidence is brought up to date.",
        "004:258 gives a median of 448 days; the alarm is ours",
    ),
    _local(P.STOPS_COUNT, 3, Counts.TIMES, "This many stops or cautions are a pattern.", "003:707; the count is ours"),
    _local(P.STOPS_WINDOW, 90, Unit.DAYS, "Stops and cautions are counted over this time.", "003:707; ours"),
    _local(
        P.SUPPORT_RECENT, 30, Unit.DAYS, "An offer of support made this recently still stands.", "our starting value"
    ),
    _local(
        P.EXCLUSION_SUPPORT,
        1,
        Unit.WORKING_DAYS,
        "Support is offered within this time of an exclusion.",
        "003:701 names the moment; the time is ours",
    ),
    _local(
        P.EARLY_SUPPORT,
        7,
        Unit.DAYS,
        "Early help is offered within this time of the first sign.",
        "no figure in the sources; our starting value",
    ),
    _local(
        P.HOSPITAL_WINDOW,
        4,
        Unit.HOURS,
        "Somebody trained reaches an injured child within this time.",
        "003:422-428 says within hours; four is our reading",
    ),
    _local(
        P.CLOSURE_REVIEW,
        1,
        Unit.WORKING_DAYS,
        "A manager looks at a closure for non-engagement within this time.",
        "000:448; the time is ours",
    ),
    _local(
        P.KEY_EVENT_CHANGE,
        7,
        Unit.DAYS,
        "After a key event the plan changes within this time.",
        "004:983; the time is ours",
    ),
    _local(
        P.CUSTODY_DEBT,
        72,
        Unit.HOURS,
        "Debt is asked about within this time of arriving in custody.",
        "003:714; the time is ours",
    ),
    _local(
        P.RELEASE_WINDOW,
        56,
        Unit.DAYS,
        "A move this soon after a release date was set may break the plan for it.",
        "003:716 tells of four weeks; the alarm is ours",
    ),
    _local(
        P.MISSING_COUNT,
        3,
        Counts.TIMES,
        "This many times missing are a pattern.",
        "004:139 names it; the count is ours",
    ),
    _local(
        P.MISSING_MEETING,
        48,
        Unit.HOURS,
        "A child at risk who is missing this long is talked about at a meeting.",
        "004:524-526 leaves it to local choice; ours",
    ),
    _local(P.MISSING_AGAIN, 7, Unit.DAYS, "Going missing again this soon is a sign.", "003:77; our starting value"),
    _local(
        P.MEDICAL_CHECK,
        24,
        Unit.HOURS,
        "A child who comes back hurt or worn out is seen within this time.",
        "004:759; the time is ours",
    ),
    _local(
        P.ARREST_AFTER_MISSING,
        14,
        Unit.DAYS,
        "An arrest this soon after going missing belongs with it.",
        "004:518 says days; fourteen is our reading",
    ),
    _local(
        P.COMBINATION_WINDOW,
        365,
        Unit.DAYS,
        "Missing, care and exclusion are looked at together over this time.",
        "001:62 names the three; the time is ours",
    ),
    _local(
        P.SHORT_OF_ADULT,
        100,
        Unit.DAYS,
        "A child further than this from 18 is presumed a possible victim.",
        "004:153, 004:1088; the devolved NRM panels count by the same number",
    ),
    _local(P.YOUNG_ADULT, 25, Counts.YEARS, "Up to this age a young adult is still offered help.", "004:635-639"),
    _local(
        P.NRM_SUPPORT_PLAN,
        28,
        Unit.DAYS,
        "While an NRM decision is waited for the plan is looked at this often.",
        "004:1017; the time is ours",
    ),
    _local(
        P.SHORT_TIMETABLE,
        10,
        Counts.HOURS_A_WEEK,
        "Fewer hours of school than this leave a child alone most of the day.",
        "003:396 tells of one or two hours a day; the number is ours",
    ),
    _local(P.TIMETABLE_CHECK, 7, Unit.DAYS, "A short timetable is looked at again within this time.", "003:705; ours"),
    _local(
        P.WITHOUT_SCHOOL,
        7,
        Unit.DAYS,
        "A child excluded for good has been without school too long by then.",
        "the duty to provide from the sixth school day; a week is our reading",
    ),
    _local(
        P.AGENCIES_COUNT,
        3,
        Counts.KINDS_OF_AGENCY,
        "Signs told by this many kinds of agency are put together.",
        "no figure in the sources; our starting value",
    ),
    _local(
        P.AGENCIES_WINDOW,
        60,
        Unit.DAYS,
        "Signs told by several agencies are put together over this time.",
        "no figure in the sources; our starting value",
    ),
    _local(P.PLACE_CHILDREN, 3, Counts.CHILDREN, "This many children at one place are a pattern.", "000:440"),
    _local(P.PLACE_WINDOW, 90, Unit.DAYS, "Children at one place are counted over this time.", "000:440; ours"),
    _local(P.PEER_COUNT, 2, Counts.CHILDREN, "This many children who know each other are a pattern.", "000:439"),
    _local(P.PEER_WINDOW, 60, Unit.DAYS, "Referrals of friends are counted over this time.", "000:439; ours"),
    _local(
        P.PEER_LINK,
        180,
        Unit.DAYS,
        "Children who were in one event this recently are looked after together.",
        "no figure in the sources; our starting value",
    ),
    _local(
        P.PEER_CHECK,
        24,
        Unit.HOURS,
        "When a friend is hurt a child is seen within this time.",
        "003:232; the time is ours",
    ),
)

"""The values in force in England and Wales, and the local settings a partnership starts with.

In:  nothing.
Out: PARAMETERS. Each value says what it rests on, how far it was checked and when to check it again.
"""

from datetime import date

from reachable.kernel.period import Period
from reachable.rules.domain.parameters import Authority, Checked, Country, Counts, Parameter, ParameterName, Parameters
from reachable.tracks.domain.limits import Bound, Unit

P = ParameterName
ENGLAND = (Country.ENGLAND,)
WALES = (Country.WALES,)

LONG_SINCE = Period(date(1990, 1, 1))
"""Settings with no date of their own stand for as far back as any story we replay."""

MISSING_GUIDANCE = "Statutory guidance on children who run away or go missing from home or care (England, January 2014)"
WORKING_TOGETHER = "Working Together to Safeguard Children (England)"
WALES_PROCEDURES = "Wales Safeguarding Procedures"
NRM_GUIDANCE = "Modern Slavery: statutory guidance for England and Wales (section 49, Modern Slavery Act 2015)"
CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
PACE = "Police and Criminal Evidence Act 1984"
SINCE_GUIDANCE = Period(date(2014, 1, 16))
SINCE_WORKING_TOGETHER = Period(date(2013, 4, 15))
SINCE_NRM = Period(date(2009, 4, 1))
SINCE_CARE_PLANNING = Period(date(2011, 4, 1))
SINCE_PACE = Period(date(1986, 1, 1))
SOON = date(2027, 3, 31)
YEARLY = date(2027, 11, 1)


def _law(
    name: ParameterName,
    value: int,
    unit: Unit | Counts,
    sentence: str,
    source: str,
    in_force: Period[date],
    checked: Checked,
    *,
    authority: Authority = Authority.STATUTORY_GUIDANCE,
    countries: tuple[Country, ...] = (Country.ENGLAND, Country.WALES),
    bound: Bound = Bound.NO_LATER_THAN,
) -> Parameter:
    return Parameter(
        name=name,
        value=value,
        unit=unit,
        sentence=sentence,
        authority=authority,
        source=source,
        in_force=in_force,
        checked=checked,
        next_check=SOON if checked is Checked.REMEMBERED else YEARLY,
        countries=countries,
        bound=bound,
    )


def _local(name: ParameterName, value: int, unit: Unit | Counts, sentence: str, source: str) -> Parameter:
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


BY_LAW = (
    _law(
        P.RHI,
        72,
        Unit.HOURS,
        "A return home interview is held within 72 hours of a child's return.",
        MISSING_GUIDANCE,
        SINCE_GUIDANCE,
        Checked.SECOND_HAND,
        countries=ENGLAND,
    ),
    _law(
        P.REF_ACK,
        1,
        Unit.WORKING_DAYS,
        "A social worker decides the next step within one working day of a referral.",
        WORKING_TOGETHER,
        SINCE_WORKING_TOGETHER,
        Checked.READ,
        countries=ENGLAND,
    ),
    _law(
        P.ASSESS,
        45,
        Unit.WORKING_DAYS,
        "An assessment ends within 45 working days of the referral.",
        WORKING_TOGETHER,
        SINCE_WORKING_TOGETHER,
        Checked.READ,
        countries=ENGLAND,
    ),
    _law(
        P.ASSESS,
        42,
        Unit.WORKING_DAYS,
        "A care and support needs assessment ends within 42 working days of the referral.",
        "Social Services and Well-being (Wales) Act 2014, Part 3 code of practice",
        Period(date(2016, 4, 6)),
        Checked.REMEMBERED,
        countries=WALES,
    ),
    _law(
        P.ICPC,
        15,
        Unit.WORKING_DAYS,
        "A child protection conference is held within 15 working days of the strategy discussion.",
        f"{WORKING_TOGETHER}; {WALES_PROCEDURES}",
        SINCE_WORKING_TOGETHER,
        Checked.READ,
    ),
    _law(
        P.RCPC_FIRST,
        3,
        Unit.MONTHS,
        "The first review conference is held within three months of the conference.",
        f"{WORKING_TOGETHER}; {WALES_PROCEDURES}",
        SINCE_WORKING_TOGETHER,
        Checked.REMEMBERED,
    ),
    _law(
        P.RCPC_NEXT,
        6,
        Unit.MONTHS,
        "Each later review conference is held within six months of the one before.",
        f"{WORKING_TOGETHER}; {WALES_PROCEDURES}",
        SINCE_WORKING_TOGETHER,
        Checked.REMEMBERED,
    ),
    _law(
        P.CLA_REV_FIRST,
        20,
        Unit.WORKING_DAYS,
        "The first review of a looked-after child is held within 20 working days of coming into care.",
        CARE_PLANNING,
        SINCE_CARE_PLANNING,
        Checked.REMEMBERED,
        authority=Authority.REGULATIONS,
        countries=ENGLAND,
    ),
    _law(
        P.CLA_REV_SECOND,
        3,
        Unit.MONTHS,
        "The second review of a looked-after child is held within three months of the first.",
        CARE_PLANNING,
        SINCE_CARE_PLANNING,
        Checked.REMEMBERED,
        authority=Authority.REGULATIONS,
        countries=ENGLAND,
    ),
    _law(
        P.CLA_REV_NEXT,
        6,
        Unit.MONTHS,
        "Each later review of a looked-after child is held within six months of the one before.",
        CARE_PLANNING,
        SINCE_CARE_PLANNING,
        Checked.REMEMBERED,
        authority=Authority.REGULATIONS,
        countries=ENGLAND,
    ),
    _law(
        P.NRM_RG,
        5,
        Unit.WORKING_DAYS,
        "A reasonable grounds decision is made within 5 working days of the referral where possible.",
        NRM_GUIDANCE,
        SINCE_NRM,
        Checked.READ,
        authority=Authority.TARGET,
    ),
    _law(
        P.NRM_CG,
        45,
        Unit.DAYS,
        "A conclusive grounds decision is not made before 45 days have passed since reasonable grounds.",
        NRM_GUIDANCE,
        Period(date(2009, 4, 1), date(2022, 12, 13)),
        Checked.READ,
        bound=Bound.NOT_BEFORE,
    ),
    _law(
        P.NRM_CG,
        30,
        Unit.DAYS,
        "A conclusive grounds decision is not made before 30 days have passed since reasonable grounds.",
        "Nationality and Borders Act 2022, section 61",
        Period(date(2022, 12, 13)),
        Checked.READ,
        authority=Authority.STATUTE,
        bound=Bound.NOT_BEFORE,
    ),
    _law(
        P.RECON,
        30,
        Unit.DAYS,
        "A negative decision can be asked to be reconsidered within 30 days.",
        NRM_GUIDANCE,
        Period(date(2024, 2, 8)),
        Checked.REMEMBERED,
    ),
    _law(
        P.PACE_DETENTION,
        24,
        Unit.HOURS,
        "A child may be held without charge for up to 24 hours.",
        f"{PACE}, section 41",
        SINCE_PACE,
        Checked.SECOND_HAND,
        authority=Authority.STATUTE,
    ),
    _law(
        P.PACE_REVIEW_FIRST,
        6,
        Unit.HOURS,
        "Detention is first reviewed within 6 hours of being authorised.",
        f"{PACE}, section 40",
        SINCE_PACE,
        Checked.REMEMBERED,
        authority=Authority.STATUTE,
    ),
    _law(
        P.PACE_REVIEW_NEXT,
        9,
        Unit.HOURS,
        "Detention is reviewed again within 9 hours of the review before.",
        f"{PACE}, section 40",
        SINCE_PACE,
        Checked.REMEMBERED,
        authority=Authority.STATUTE,
    ),
    _law(
        P.BAIL,
        3,
        Unit.MONTHS,
        "Bail before charge first lasts up to three months.",
        f"{PACE}, section 47ZB, as amended on 28 October 2022",
        Period(date(2022, 10, 28)),
        Checked.READ,
        authority=Authority.STATUTE,
    ),
    _law(
        P.ADULT_AT,
        18,
        Counts.YEARS,
        "Everybody under 18 is a child.",
        "Children Act 1989, section 105",
        LONG_SINCE,
        Checked.READ,
        authority=Authority.STATUTE,
    ),
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
)

PARAMETERS = Parameters(BY_LAW + BY_LOCAL_CHOICE)

"""What the law of England and Wales sets, and since when.

In:  nothing.
Out: BY_LAW. Each value says what it rests on, how far it was checked and when to check it again.
"""

from datetime import date

from reachable.kernel.period import Period
from reachable.rules.domain.parameters import Authority, Checked, Country, Counts, Parameter, ParameterName
from reachable.tracks.domain.limits import Bound, Unit

P = ParameterName
ENGLAND = (Country.ENGLAND,)
WALES = (Country.WALES,)

LONG_SINCE = Period(date(1990, 1, 1))
"""For a value that has held for as far back as any story we replay."""

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
        P.HOST_TOLD,
        5,
        Unit.WORKING_DAYS,
        "The area a child is placed in is told before the placement, or in an emergency within 5 working days.",
        CARE_PLANNING,
        SINCE_CARE_PLANNING,
        Checked.SECOND_HAND,
        authority=Authority.REGULATIONS,
        countries=ENGLAND,
    ),
    _law(
        P.SCHOOL_AFTER_EXCLUSION,
        5,
        Unit.WORKING_DAYS,
        "From the sixth school day after a permanent exclusion the authority provides full-time education.",
        "Education Act 1996, section 19, and the regulations of 2007 on full-time education for excluded pupils",
        Period(date(2007, 9, 1)),
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

"""The coded signs somebody can tick in a concern, by the part of the child's life they were noticed in.

In:  codes from a form.
Out: Context, IndicatorGroup, Indicator, Observed. No sign carries a weight and nothing is added up.
"""

from dataclasses import dataclass
from enum import Enum

from reachable.kernel.provenance import Confidence


class Context(Enum):
    """The part of a child's life. (code stored, label shown)."""

    CHILD = ("CHILD", "The child")
    HOME = ("HOME", "Home")
    PEERS = ("PEERS", "Friends and other young people")
    SCHOOL = ("SCHOOL", "School")
    NEIGHBOURHOOD = ("NEIGHBOURHOOD", "Neighbourhood")
    ONLINE = ("ONLINE", "Online")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One sign: its code, a short label, and what it means."""

    code: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """Signs that open together on the form, and the part of the child's life they belong to."""

    code: str
    label: str
    context: Context
    indicators: tuple[Indicator, ...]


HOW_KNOWN: tuple[tuple[Confidence, str], ...] = (
    (Confidence.SEEN, "I saw it"),
    (Confidence.REPORTED, "Somebody told me"),
    (Confidence.SUSPECTED, "I suspect it"),
)


@dataclass(frozen=True, slots=True)
class Observed:
    """A sign somebody noticed, and whether they saw it, were told, or suspect it."""

    code: str
    confidence: Confidence


GROUPS: tuple[IndicatorGroup, ...] = (
    IndicatorGroup(
        "MISSING",
        "Going missing, travelling",
        Context.CHILD,
        (
            Indicator("IND_MISSING_FREQ", "Often missing", "Goes missing repeatedly or for long spells"),
            Indicator(
                "IND_FOUND_AWAY", "Found away from home", "Located in a place with no ordinary reason to be there"
            ),
            Indicator("IND_LATE_ALLNIGHT", "Late or out overnight", "Comes back late or stays out all night"),
            Indicator("IND_NO_TICKET", "Travelling without a ticket", "On public transport alone with no valid ticket"),
            Indicator(
                "IND_SCHOOL_HOURS_TRAVEL", "Travelling in school hours", "Alone on a journey when expected in education"
            ),
            Indicator(
                "IND_VAGUE_ACCOUNT",
                "Cannot account for journey",
                "Gives thin or changing explanation of where they have been",
            ),
            Indicator("IND_HOTEL_KEYS", "Hotel cards or strange keys", "Keys or cards for places not known"),
        ),
    ),
    IndicatorGroup(
        "MONEY",
        "Money, phones, things",
        Context.CHILD,
        (
            Indicator("IND_UNEXPLAINED_MONEY", "Unexplained money", "Cash or account funds without a source"),
            Indicator(
                "IND_UNEXPLAINED_ITEMS", "Unexplained items", "New clothes, jewellery, haircuts or gifts with no source"
            ),
            Indicator("IND_BANK_DEPOSITS", "Large sums in own account", "Unusual deposits in a young person's account"),
            Indicator("IND_MULTI_PHONES", "Several phones or SIMs", "More handsets or SIM cards than explained"),
            Indicator("IND_PHONE_TRAFFIC", "Heavy phone traffic", "Many callers or constant messages"),
            Indicator("IND_DRUGS_FOUND", "Drugs found", "Holds amounts of drugs beyond own use"),
            Indicator("IND_WEAPON_FOUND", "Weapon found", "Carries or keeps a weapon"),
            Indicator("IND_MONEY_FOCUS", "Focused on making money", "Sudden strong interest in earning"),
        ),
    ),
    IndicatorGroup(
        "HARM",
        "Injuries, health, behaviour",
        Context.CHILD,
        (
            Indicator("IND_INJURY", "Injured or dishevelled", "Returns hurt, unwashed or exhausted"),
            Indicator(
                "IND_BAD_COVER_STORY", "Injury without a believable cause", "Explanation for injury does not fit"
            ),
            Indicator("IND_INTERNAL_DRUGS", "Drugs carried internally", "Concealed inside the body or suspected to be"),
            Indicator("IND_SUBSTANCE_UP", "Rising drug or alcohol use", "More use or returns home under influence"),
            Indicator("IND_SELF_HARM", "Self-harm or emotional change", "Marked change in well-being"),
            Indicator("IND_STI_PREGNANCY", "Repeat STI or pregnancy", "Repeated sexual health need"),
            Indicator("IND_FEAR_REPRISAL", "Afraid of reprisals", "Fear of others or of gang members"),
            Indicator("IND_ALLEGATION_WITHDRAWN", "Assault disclosed then withdrawn", "Allegation retracted"),
            Indicator("IND_ABDUCTION", "Held against will", "Kidnap, abduction or confinement"),
            Indicator("IND_SECRETIVE", "Secretive", "Hides who they talk to and where they go"),
            Indicator("IND_AGGRESSION", "More hostile or aggressive", "Disruptive at home or school"),
            Indicator("IND_LANGUAGE", "New sexual, drug or violent language", "Uses terms not expected for age"),
            Indicator("IND_SPEECH_CHANGED", "Speaks like someone else", "Copies others' speech and style"),
            Indicator("IND_INVINCIBLE", "Does not care what happens", "Talks as if untouchable or reckless"),
            Indicator(
                "IND_PRETEND_OPERATOR", "Presents as an independent dealer", "Believes they run their own business"
            ),
            Indicator("IND_SEXUALISED_BEHAVIOUR", "Sexualised behaviour", "Out of step with age"),
            Indicator("IND_AGENCIES_SHUT_OUT", "Services cannot engage", "Avoids or refuses every service"),
        ),
    ),
    IndicatorGroup(
        "HOME",
        "Home and family",
        Context.HOME,
        (
            Indicator("IND_PARENT_CONCERN", "Parent worried", "Carer raises concern"),
            Indicator("IND_FAMILY_CONFLICT", "Conflict at home", "Rows or breakdown at home"),
            Indicator("IND_MONEY_DEMANDS_HOME", "Demands money at home", "Threatens family for money"),
        ),
    ),
    IndicatorGroup(
        "PEERS",
        "New people, friends",
        Context.PEERS,
        (
            Indicator("IND_NEW_PEERS", "New peer group", "New friends or relationship replaces old ones"),
            Indicator(
                "IND_OLDER_CONTROL", "Older or controlling contacts", "Link with older or controlling person or group"
            ),
            Indicator("IND_WITHDRAWN", "Withdrawn from usual friends", "Cuts off or is isolated from peers"),
            Indicator(
                "IND_REWARD_PEERS", "Rewarded for introducing friends", "Receives goods or money for bringing others in"
            ),
            Indicator("IND_GANG_LINK", "Link to gang", "Association with a gang or gang-affected family"),
            Indicator("IND_ADULT_COOFFENDER", "Offends with adults", "Co-offenders or companions are adults"),
            Indicator("IND_PEER_REFERRALS", "Peers being referred", "Known friends are also referred"),
            Indicator("IND_STREET_CARE", "Gifts that feel like care", "Food, haircuts, shoes from an older person"),
        ),
    ),
    IndicatorGroup(
        "SCHOOL",
        "School and work",
        Context.SCHOOL,
        (Indicator("IND_ABSENCE_EDU", "Absent from learning or work", "Unexplained absence or disengagement"),),
    ),
    IndicatorGroup(
        "NEIGHBOURHOOD",
        "Places, cars, streets",
        Context.NEIGHBOURHOOD,
        (
            Indicator(
                "IND_UNKNOWN_VEHICLES", "Unknown vehicles", "Gets in or out of cars with adults not known to family"
            ),
            Indicator(
                "IND_PARTIES_UNKNOWN",
                "Taken to parties or unknown places",
                "Reports trips to houses, hotels, clubs or takeaways by adults",
            ),
            Indicator("IND_CUCKOOED_ADDRESS", "Found at a taken-over home", "Located at an address used for dealing"),
            Indicator(
                "IND_PLACE_REFERRALS", "Repeat referrals for one place", "Same location appears in several concerns"
            ),
            Indicator("IND_SEX_WORK_AREA", "Seen where sex is sold", "Spends time in such areas"),
            Indicator("IND_SCOUTED_BURGLARY", "Used to scout or break in", "Used by older people for property crime"),
        ),
    ),
    IndicatorGroup(
        "ONLINE",
        "Online",
        Context.ONLINE,
        (
            Indicator("IND_ONLINE_CONCERN", "Worrying online use", "Use of internet or social media causes concern"),
            Indicator(
                "IND_TRACKED_PHONE", "Phone location watched by others", "Someone else follows the child's device"
            ),
            Indicator("IND_FILMED", "Filmed by others", "Recorded in degrading acts"),
        ),
    ),
)

INDICATORS: dict[str, Indicator] = {each.code: each for group in GROUPS for each in group.indicators}
CONTEXT_OF: dict[str, Context] = {each.code: group.context for group in GROUPS for each in group.indicators}

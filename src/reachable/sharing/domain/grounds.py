"""What the law allows information about a child to be shared on, and since when.

In:  nothing; a day.
Out: GROUNDS, dated and sourced; what is missing from a choice of them on a day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from reachable.kernel.period import Period


class GroundKind(Enum):
    """What a ground is to a decision: the basis, the condition for sensitive information, or a duty or power."""

    BASIS = "BASIS"
    CONDITION = "CONDITION"
    GATEWAY = "GATEWAY"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalGround:
    """One ground, from when until when it is in force, where it is written, and how far that has been checked."""

    code: str
    kind: GroundKind
    label: str
    source: str
    in_force: Period[date]
    checked: str
    next_check: date
    for_part_three: bool = False


GDPR_SINCE = Period(date(2018, 5, 25))
READ, REMEMBERED = "Read at its source", "From memory: to be checked at its source"
UNCERTAIN = "In the Act as passed; from which day each part is in force was not seen"
SOON, YEARLY = date(2027, 3, 31), date(2027, 11, 1)
B, C, G = GroundKind.BASIS, GroundKind.CONDITION, GroundKind.GATEWAY


def _ground(
    code: str,
    kind: GroundKind,
    label: str,
    source: str,
    in_force: Period[date] = GDPR_SINCE,
    checked: str = READ,
    for_part_three: bool = False,
) -> LegalGround:
    next_check = YEARLY if checked == READ else SOON
    return LegalGround(
        code=code,
        kind=kind,
        label=label,
        source=source,
        in_force=in_force,
        checked=checked,
        next_check=next_check,
        for_part_three=for_part_three,
    )


GROUNDS: tuple[LegalGround, ...] = (
    _ground("6-1-e", B, "It is part of our public task", "UK GDPR article 6(1)(e)"),
    _ground("6-1-c", B, "The law obliges us to", "UK GDPR article 6(1)(c)"),
    _ground("6-1-d", B, "Somebody's life is at stake", "UK GDPR article 6(1)(d)"),
    _ground(
        "6-1-ea",
        B,
        "Recognised legitimate interest: safeguarding (not for a public authority's own tasks)",
        "UK GDPR article 6(1)(ea), put in by the Data (Use and Access) Act 2025",
        Period(date(2026, 2, 5)),
    ),
    _ground(
        "DPA-3",
        B,
        "Law enforcement processing by a police force",
        "Data Protection Act 2018, part 3, and schedule 8",
        checked=REMEMBERED,
        for_part_three=True,
    ),
    _ground(
        "9-2-g",
        C,
        "Substantial public interest: safeguarding children",
        "UK GDPR article 9(2)(g); Data Protection Act 2018, schedule 1, paragraph 18",
        checked=REMEMBERED,
    ),
    _ground(
        "9-2-h",
        C,
        "Health or social care",
        "UK GDPR article 9(2)(h); Data Protection Act 2018, schedule 1, paragraph 2",
        checked=REMEMBERED,
    ),
    _ground("9-2-c", C, "Somebody's life is at stake and they cannot agree", "UK GDPR article 9(2)(c)"),
    _ground(
        "SCH-1-10",
        C,
        "Preventing or finding out about unlawful acts",
        "Data Protection Act 2018, schedule 1, paragraph 10",
        checked=REMEMBERED,
    ),
    _ground(
        "SCH-8",
        C,
        "Sensitive processing by a police force: safeguarding children",
        "Data Protection Act 2018, schedule 8",
        checked=REMEMBERED,
        for_part_three=True,
    ),
    _ground(
        "CA2004-16LA",
        G,
        "Duty to share what is relevant to a child's welfare",
        "Children Act 2004, section 16LA, put in by the Children's Wellbeing and Schools Act 2026, section 4",
        Period(date(2026, 6, 1)),
        UNCERTAIN,
    ),
    _ground(
        "CA2004-11",
        G,
        "Duty to safeguard and promote welfare",
        "Children Act 2004, section 11",
        Period(date(2005, 10, 1)),
        REMEMBERED,
    ),
    _ground(
        "CA1989-47",
        G,
        "Duty to help with enquiries",
        "Children Act 1989, section 47(9) to (11)",
        Period(date(1991, 10, 14)),
        REMEMBERED,
    ),
    _ground(
        "CDA1998-115",
        G,
        "Power to tell a relevant authority",
        "Crime and Disorder Act 1998, section 115",
        Period(date(1998, 9, 30)),
        REMEMBERED,
    ),
)


def find_ground(code: str) -> LegalGround | None:
    """Return the ground of a code, in force or not."""
    return next((each for each in GROUNDS if each.code == code), None)


def missing_grounds(codes: Iterable[str], *, day: date) -> tuple[str, ...]:
    """Return, in words, what keeps a choice of grounds from carrying a decision on a day. Nothing when it carries."""
    chosen = {code: find_ground(code) for code in codes}
    unknown = [code for code, ground in chosen.items() if ground is None]
    held = [ground for ground in chosen.values() if ground is not None]
    said = [f"“{code}” is no ground we know" for code in unknown]
    said += [f"“{each.label}” is not in force on {day:%-d %B %Y}" for each in held if not each.in_force.covers(day)]
    if not any(each.kind is GroundKind.BASIS for each in held):
        said.append("Choose the lawful basis (UK GDPR article 6, or part 3 for the police)")
    if not any(each.kind is GroundKind.CONDITION for each in held):
        said.append("Choose the condition for sensitive information (article 9, or schedule 8 for the police)")
    if len({each.for_part_three for each in held if each.kind is not GroundKind.GATEWAY}) > 1:
        said.append("Choose either part 3 with schedule 8, or articles 6 and 9: one decision does not rest on both")
    return tuple(said)

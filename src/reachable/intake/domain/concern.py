"""A concern as somebody raises it, and what must be answered before it can be sent.

In:  answers from the form.
Out: NewConcern; the problems to show beside the questions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from reachable.intake.domain.ages import read_age_or_birth_date
from reachable.intake.domain.indicators import INDICATORS, Observed
from reachable.kernel.london import london_date, start_of_day
from reachable.kernel.provenance import Confidence
from reachable.kernel.when import Precision, When
from reachable.people.domain.identifiers import read_phone

LONGEST_ACCOUNT = 5000
LONGEST_LINE = 300


class _Coded(Enum):
    """(code stored, label shown)."""

    @property
    def code(self) -> str:
        """Return what is stored."""
        return str(self.value[0])

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return str(self.value[1])


class About(_Coded):
    """Whom or what a concern is about."""

    CHILD = ("CHILD", "A child")
    PLACE = ("PLACE", "A place")
    GROUP = ("GROUP", "A group")
    NUMBER = ("NUMBER", "A phone number")


class Route(_Coded):
    """Where a concern goes. One about somebody who works with children goes to the allegations officer alone."""

    SAFEGUARDING = ("SAFEGUARDING", "A child may be being harmed or exploited")
    ALLEGATION = ("ALLEGATION", "About someone who works with children")


class SafeToContact(_Coded):
    """Whether the family can be contacted without making things worse."""

    YES = ("YES", "Yes")
    NO = ("NO", "No")
    NOT_KNOWN = ("NOT_KNOWN", "I do not know")


class NotToBeTold(_Coded):
    """Who, to the child, must not hear of the concern."""

    MOTHER = ("MOTHER", "Mother")
    FATHER = ("FATHER", "Father")
    STEP_PARENT = ("STEP_PARENT", "Step-parent or a parent's partner")
    SIBLING = ("SIBLING", "Brother or sister")
    OTHER_RELATIVE = ("OTHER_RELATIVE", "Another relative")
    CARER = ("CARER", "Carer or staff where the child lives")
    FRIEND = ("FRIEND", "Friend, boyfriend or girlfriend")
    SOMEBODY_ELSE = ("SOMEBODY_ELSE", "Somebody else")


class Noticed(_Coded):
    """When somebody noticed what they write about."""

    NOW = ("NOW", "Just now")
    TODAY = ("TODAY", "Today")
    YESTERDAY = ("YESTERDAY", "Yesterday")
    THIS_WEEK = ("THIS_WEEK", "In the last seven days")
    ON_A_DAY = ("ON_A_DAY", "On a day I can name")
    NOT_KNOWN = ("NOT_KNOWN", "I do not know when")


@dataclass(frozen=True, slots=True)
class ChildDescribed:
    """A child as somebody can describe them: a name, a nickname or "not known"; an age or date of birth as written."""

    called: str
    age_or_birth_date: str = ""

    def say(self) -> str:
        """Return the description in a few words."""
        return ", ".join(part for part in (self.called.strip(), self.age_or_birth_date.strip()) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConcern:
    """What one person saw or heard, as they wrote it. An answer of None has not been given.

    `described_as` is the place, group or number; for children it is empty and `children` describes them.
    `works_with_children` describes the adult when the route is ALLEGATION.
    """

    route: Route = Route.SAFEGUARDING
    about: About = About.CHILD
    children: tuple[ChildDescribed, ...] = ()
    described_as: str = ""
    works_with_children: str = ""
    what_i_saw: str
    childs_words: str = ""
    observed: tuple[Observed, ...] = ()
    where_seen: str = ""
    happened: When
    immediate_danger: bool | None
    safe_to_contact_family: SafeToContact | None
    how_to_contact: str = ""
    not_to_be_told: tuple[NotToBeTold, ...] = ()
    not_to_be_told_in_words: str = ""

    def say_about(self) -> str:
        """Return in a few words whom or what it is about."""
        if self.about is About.CHILD:
            return "; ".join(child.say() for child in self.children)
        return self.described_as.strip()

    def say_not_to_be_told(self) -> str:
        """Return in a few words who must not hear of it, or "" when nobody was named."""
        people = ", ".join(each.label for each in self.not_to_be_told)
        return ": ".join(part for part in (people, self.not_to_be_told_in_words.strip()) if part)


@dataclass(frozen=True, slots=True)
class FormProblem:
    """A question that is not answered well enough, and what to do."""

    field: str
    message: str


def when_noticed(noticed: Noticed, *, now: datetime, day: date | None = None) -> When:
    """Return when something was noticed, no closer than was said. `day` goes with ON_A_DAY and is a London day.

    :raises ValueError: when ON_A_DAY comes without a day.
    """
    today = london_date(now)
    match noticed:
        case Noticed.NOW:
            return When.at(now)
        case Noticed.TODAY:
            return When(start_of_day(today), now, Precision.RANGE, said=When.on(today).say())
        case Noticed.YESTERDAY:
            return When.on(today - timedelta(days=1))
        case Noticed.THIS_WEEK:
            return When(start_of_day(today - timedelta(days=7)), now, Precision.RANGE)
        case Noticed.ON_A_DAY:
            if day is None:
                raise ValueError("a day must be given")
            return When.on(day)
        case Noticed.NOT_KNOWN:
            return When.unknown()


def check_concern(concern: NewConcern, *, now: datetime) -> tuple[FormProblem, ...]:
    """Return the questions that must be answered before a concern can be sent, in the order of the form.

    Nothing here asks for proof: "not known" is an answer.
    """
    return (
        *_check_danger(concern),
        *_check_about(concern, london_date(now)),
        *_check_account(concern),
        *_check_observed(concern),
        *_check_where_and_when(concern, now),
        *_check_contact(concern),
    )


def _check_danger(concern: NewConcern) -> Iterator[FormProblem]:
    if concern.immediate_danger is None:
        yield FormProblem("immediate_danger", "Say whether a child is in danger right now.")


def _check_about(concern: NewConcern, today: date) -> Iterator[FormProblem]:
    if concern.route is Route.ALLEGATION and not concern.works_with_children.strip():
        yield FormProblem("works_with_children", "Say who it is about: a name, or the job and where they do it.")
    match concern.about:
        case About.CHILD:
            yield from _check_children(concern, today)
        case About.NUMBER:
            reading = read_phone(concern.described_as)
            if not reading.is_accepted:
                yield FormProblem("described_as", f"{reading.fault} {reading.remedy}")
        case _:
            if not concern.described_as.strip():
                yield FormProblem("described_as", "Say which place or group it is about, as closely as you can.")
    if len(concern.say_about()) > LONGEST_LINE:
        yield FormProblem("described_as", f"Use at most {LONGEST_LINE} characters here; the rest goes in what you saw.")


def _check_children(concern: NewConcern, today: date) -> Iterator[FormProblem]:
    if not concern.children or not all(child.called.strip() for child in concern.children):
        yield FormProblem("children", "Write a name, a nickname or “not known”.")
    for child in concern.children:
        if child.age_or_birth_date.strip() and read_age_or_birth_date(child.age_or_birth_date, today) is None:
            yield FormProblem(
                "age_or_birth_date", "Write an age, such as 14 or about 14, or a date of birth, such as 04/09/2010."
            )


def _check_account(concern: NewConcern) -> Iterator[FormProblem]:
    if not concern.what_i_saw.strip():
        yield FormProblem("what_i_saw", "Write what you saw or heard. A few words are enough.")
    for field, text in (("what_i_saw", concern.what_i_saw), ("childs_words", concern.childs_words)):
        if len(text) > LONGEST_ACCOUNT:
            yield FormProblem(field, f"Use at most {LONGEST_ACCOUNT} characters.")


def _check_observed(concern: NewConcern) -> Iterator[FormProblem]:
    codes = [observed.code for observed in concern.observed]
    if any(code not in INDICATORS for code in codes) or len(set(codes)) != len(codes):
        yield FormProblem("observed", "Choose each sign from the list, once.")
    if any(observed.confidence is Confidence.NOT_KNOWN for observed in concern.observed):
        yield FormProblem("observed", "Say for each sign whether you saw it, were told, or suspect it.")


def _check_where_and_when(concern: NewConcern, now: datetime) -> Iterator[FormProblem]:
    if len(concern.where_seen) > LONGEST_LINE:
        yield FormProblem("where_seen", f"Use at most {LONGEST_LINE} characters.")
    if concern.happened.is_known and concern.happened.earliest > now:
        yield FormProblem("happened", "This day has not come yet. Check the date.")


def _check_contact(concern: NewConcern) -> Iterator[FormProblem]:
    if concern.safe_to_contact_family is None:
        yield FormProblem(
            "safe_to_contact_family", "Say whether it is safe to contact the family, or that you do not know."
        )
    for field, text in (("how_to_contact", concern.how_to_contact), ("must_not_be_told", concern.say_not_to_be_told())):
        if len(text) > LONGEST_LINE:
            yield FormProblem(field, f"Use at most {LONGEST_LINE} characters.")

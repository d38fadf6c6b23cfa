"""The picture as the swimlanes component draws it, and who did not yet know what.

In:  ChildPage.
Out: Swimlanes; lines for "not everybody knew".
"""

from collections.abc import Mapping
from datetime import timedelta

from django.utils.translation import gettext as _

from reachable.journeys.child_opened import ChildPage
from reachable.kernel.ids import EventId
from reachable.kernel.london import london_date, say_day
from reachable.timeline.domain.fact_words import say_details
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.marks import Mark, Shape, fraction_of
from reachable.timeline.domain.picture import Picture
from reachable.web.shared.display import moment
from reachable.web.shared.timelines import Lane, LaneItem, Swimlanes, Tick, Tone

SOMEBODY_HELPED = frozenset(
    {
        K.COLLECTED_BY_ADULT,
        K.RELEASE_SAFETY_CHECK,
        K.DEBT_AND_THREAT_CHECK,
        K.HOME_AREA_TOLD,
        K.RETURN_INTERVIEW_HELD,
        K.NRM_REFERRAL,
        K.STRATEGY_DISCUSSION,
        K.ASSESSMENT_STARTED,
        K.PLAN_STARTED,
        K.PLAN_REVIEWED,
        K.SOCIAL_WORK_VISIT,
        K.SUPPORT_OFFERED,
        K.SCHOOL_STARTED,
        K.CHILD_SAID,
    }
)
CAUSE_FOR_CONCERN = frozenset(
    {
        K.ARREST,
        K.SEIZURE,
        K.INTERNAL_CONCEALMENT,
        K.COLLECTION_REFUSED,
        K.ASSAULT_ON_CHILD,
        K.ROBBERY_OF_CHILD,
        K.THREAT,
        K.MISSING_REPORTED,
        K.FOUND_AWAY_FROM_HOME,
        K.FOUND_AT_CUCKOOED_ADDRESS,
        K.RETURN_INTERVIEW_DECLINED,
        K.EXCLUSION_FIXED,
        K.EXCLUSION_PERMANENT,
        K.ABSENCE,
        K.BULLYING_OR_ISOLATION,
        K.CASE_CLOSED,
        K.HOSPITAL_ATTENDANCE,
        K.CONCERN_RAISED,
        K.CUSTODY_INCIDENT,
    }
)
POINT_IS_WIDE = 0.06
"""A day known only as a day is drawn as a stretch when the window is short enough for it to be seen."""
SHORT_LABEL = 26
AT_ONCE = timedelta(days=1)
"""What everybody knew a day later was not kept from anybody."""


def draw_swimlanes(page: ChildPage) -> Swimlanes:
    """Return the picture for the component."""
    picture, facts = page.picture, {fact.id: fact for fact in page.told}
    return Swimlanes(
        caption=_say_window(picture),
        anchor=picture.incident_at,
        anchor_label="" if picture.incident is None else _say_incident(picture.incident.fact),
        ticks=tuple(
            Tick(each.at, each.label, minor=number % 2 == 1 and len(picture.ticks) > 3)
            for number, each in enumerate(picture.ticks)
        ),
        lanes=tuple(
            Lane(_(lane.label), tuple(_item(mark, facts, picture) for mark in lane.marks)) for lane in picture.lanes
        ),
    )


def list_not_known_then(page: ChildPage) -> tuple[str, ...]:
    """Return what had happened by the incident in the middle and not everybody knew within a day of it, in words."""
    facts = {fact.id: fact for fact in page.told}
    then = None if page.picture.incident is None else page.picture.incident.fact.instants.happened.latest
    known_late = [
        (facts[each.event_id], each.words)
        for each in page.picture.known_only_to
        if then is not None and facts[each.event_id].instants.received_at - then > AT_ONCE
    ]
    return tuple(f"{_(fact.kind.label)}, {fact.instants.happened.say()}: {words}" for fact, words in known_late)


def _item(mark: Mark, facts: Mapping[EventId, Fact], picture: Picture) -> LaneItem:
    told = [facts[event_id] for event_id in mark.facts]
    first, last = told[0], told[-1]
    particulars = "; ".join(words for words in (say_details(fact) for fact in told) if words)
    label = _(first.kind.label)
    return LaneItem(
        label=label if len(label) <= SHORT_LABEL else "",
        text=f"{label}: {particulars}" if particulars else label,
        when=_say_when(mark, first, last),
        who=first.source.agency_name,
        start=mark.start,
        end=mark.end if mark.shape is Shape.BAR or mark.end - mark.start >= POINT_IS_WIDE else None,
        known=moment(first.instants.received_at, year=True),
        known_at=_known_at(first, mark, picture),
        tone=_tone(mark),
    )


def _known_at(fact: Fact, mark: Mark, picture: Picture) -> float | None:
    """Return where it became known to the partnership, or None when that was before the end of what is drawn."""
    known = fraction_of(fact.instants.received_at, picture.start, picture.end)
    return known if known > mark.end else None


def _tone(mark: Mark) -> Tone:
    if mark.kind is K.MISSING_REPORTED and mark.is_open:
        return Tone.DANGER
    if mark.kind in CAUSE_FOR_CONCERN:
        return Tone.CONCERN
    return Tone.CARE if mark.kind in SOMEBODY_HELPED else Tone.PLAIN


def _say_when(mark: Mark, first: Fact, last: Fact) -> str:
    began = first.instants.happened.say()
    if last is not first:
        return _("%(began)s, until %(ended)s") % {"began": began, "ended": last.instants.happened.say()}
    return _("Since %(began)s; no end recorded") % {"began": began} if mark.is_open else began


def _say_window(picture: Picture) -> str:
    first, last = london_date(picture.start), london_date(picture.end)
    return _("%(first)s to %(last)s") % {"first": say_day(first, year=True), "last": say_day(last, year=True)}


def _say_incident(fact: Fact) -> str:
    day = london_date(fact.instants.happened.earliest)
    label = _(fact.kind.label)
    return f"{label if len(label) <= SHORT_LABEL else _('Incident')}, {day.day} {day:%B}"

"""Where a story is set: its children, its days, and what has happened so far.

In:  the children and the demo's moments.
Out: Scene, whose verbs write down one happening each in the words a story needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from reachable.demo.agencies import AREAS, E_POLICE, N_POLICE
from reachable.demo.chance import Chance
from reachable.demo.children import Child
from reachable.demo.happenings import CustodyRecord, Happening, MissingEpisode, SchoolEntry, SocialCareStep
from reachable.demo.moments import FRIDAY, Moments, writable
from reachable.demo.senders import BTP
from reachable.demo.wider_happenings import (
    AdultEntry,
    Attendance,
    CaseContact,
    NrmStep,
    PlacementStay,
    Seen,
    StopReport,
    YouthJusticeEntry,
)

AREA_NAMES = {area.code: area.name for area in AREAS}
POLICE = {"northshire": N_POLICE, "eastham": E_POLICE, "westmoor": N_POLICE}
"""Westmoor Constabulary sends no extract; its children are written down by the force next door when it meets them."""

LONGEST_JITTER = 25
ONE_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Scene:
    """One story being told. Every verb returns the key of what it wrote down."""

    code: str
    moments: Moments
    children: Mapping[str, Child]
    chance: Chance
    happenings: list[Happening] = field(default_factory=list)

    def at(self, days_ago: int, clock: str) -> datetime:
        """Return about that time that many days ago: up to twenty-five minutes sooner."""
        return writable(self.moments.at(days_ago, clock) - timedelta(minutes=self.chance.randint(0, LONGEST_JITTER)))

    def office(self, days_ago: int, clock: str) -> datetime:
        """Return that time that many days ago or, at a weekend, on the Monday after if that is past."""
        day = self.moments.day(days_ago)
        to_monday = 7 - day.weekday() if day.weekday() > FRIDAY else 0
        if to_monday < days_ago:
            return self.moments.at(days_ago - to_monday, clock)
        return self.moments.office(days_ago, clock)

    def weekday(self, days_ago: int) -> date:
        """Return the day that many days ago, or the Friday before when it falls at a weekend."""
        return self.moments.weekday(days_ago)

    def arrested(self, child: str, at: datetime, *, by: str = "", **told: Any) -> str:
        """Write down an arrest, a stop or an incident, by the child's own force unless another is named."""
        agency = by or POLICE[self.children[child].area]
        return self._add(CustodyRecord(key=self._key(), child=child, agency=agency, at=at, **told))

    def missing(self, child: str, reported_at: datetime, *, by: str = "", **told: Any) -> str:
        """Write down a missing episode, for which the child's own authority is responsible, its steps in order."""
        area = self.children[child].area
        episode = MissingEpisode(
            key=self._key(),
            child=child,
            agency=by or POLICE[area],
            responsible=AREA_NAMES[area],
            reported_at=reported_at,
            **told,
        )
        offered_at = _no_sooner(episode.offered_at, episode.found_at)
        return self._add(
            replace(
                episode,
                offered_at=offered_at,
                held_at=_no_sooner(episode.held_at, offered_at),
                declined_at=_no_sooner(episode.declined_at, offered_at),
            )
        )

    def step(self, child: str, step: str, at: datetime, *, ref: str = "", by: str = "", **told: Any) -> str:
        """Write down one step in children's services and return the reference that steps of one kind of work share."""
        key = self._key()
        agency = by or f"{self.children[child].area}-childrens-services"
        self._add(SocialCareStep(key=key, child=child, agency=agency, step=step, ref=ref or key, at=at, **told))
        return ref or key

    def referred(self, child: str, at: datetime, *, source: str, decision: str, decided_at: datetime) -> str:
        """Write down a referral and, an hour later at the soonest, the decision on it."""
        ref = self.step(child, "REFERRAL", at, reason=source)
        self.step(child, "DECISION", max(decided_at, at + ONE_HOUR), ref=ref, outcome=decision)
        return ref

    def plan(
        self,
        child: str,
        plan_type: str,
        start: datetime,
        *,
        end: datetime | None = None,
        why_ended: str = "",
        **told: Any,
    ) -> str:
        """Write down the start of a plan and, when it has ended, its end."""
        ref = self.step(child, "PLAN_START", start, plan_type=plan_type, **told)
        if end:
            self.step(child, "PLAN_END", end, ref=ref, plan_type=plan_type, reason=why_ended, **told)
        return ref

    def school(self, child: str, entry: str, on: date, *, by: str = "", **told: Any) -> str:
        """Write down a line in the register of the child's school."""
        agency = by or self.children[child].school
        if agency is None:
            raise ValueError(f"{child} goes to no school")
        return self._add(SchoolEntry(key=self._key(), child=child, agency=agency, entry=entry, on=on, **told))

    def stopped(self, child: str, at: datetime, *, by: str = BTP, **told: Any) -> str:
        """Write down a stop or a rail report, by the transport police unless another force is named."""
        return self._add(StopReport(key=self._key(), child=child, agency=by, at=at, **told))

    def seen(self, child: str, at: datetime, *, agency: str, by: str, place: str, **told: Any) -> str:
        """Write down that an agency's staff saw the child."""
        return self._add(Seen(key=self._key(), child=child, agency=agency, at=at, by=by, place=place, **told))

    def placed(self, child: str, at: datetime, kind: str, area: str, *, by: str = "", **told: Any) -> str:
        """Write down a placement by the child's own authority."""
        agency = by or f"{self.children[child].area}-childrens-services"
        return self._add(
            PlacementStay(key=self._key(), child=child, agency=agency, at=at, kind=kind, area=area, **told)
        )

    def youth_justice(self, child: str, entry: str, at: datetime, *, ref: str = "", **told: Any) -> str:
        """Write down an entry of the child's own youth justice service; return the reference of the work it is of."""
        key, agency = self._key(), f"{self.children[child].area}-youth-justice"
        is_work = entry not in ("ASSESSMENT", "APPOINTMENT")
        of_work = ref or (key if is_work else "")
        self._add(YouthJusticeEntry(key=key, child=child, agency=agency, at=at, entry=entry, ref=of_work, **told))
        return of_work

    def nrm(self, child: str, step: str, at: datetime, *, ref: str = "", **told: Any) -> str:
        """Write down a step of an NRM referral and return the reference that its steps share."""
        key, agency = self._key(), f"{self.children[child].area}-childrens-services"
        of_referral = ref or f"{key}-referral"
        self._add(NrmStep(key=key, child=child, agency=agency, at=at, step=step, ref=of_referral, **told))
        return of_referral

    def at_hospital(self, child: str, at: datetime, *, by: str = "wendle-general", **told: Any) -> str:
        """Write down an attendance at A&E."""
        return self._add(Attendance(key=self._key(), child=child, agency=by, at=at, **told))

    def casework(self, child: str, contact: str, at: datetime, *, by: str = "waymark", **told: Any) -> str:
        """Write down a contact of a charity's worker with the child."""
        return self._add(CaseContact(key=self._key(), child=child, agency=by, at=at, contact=contact, **told))

    def adult(self, child: str, entry: str, at: datetime, *, name: str, relation: str, **told: Any) -> str:
        """Write down, by the child's own authority, something in which an adult around the child had a part."""
        forename, surname = name.split(" ", 1)
        return self._add(
            AdultEntry(
                key=self._key(),
                child=child,
                agency=f"{self.children[child].area}-childrens-services",
                at=at,
                adult=f"adult {name}",
                forename=forename,
                surname=surname,
                entry=entry,
                relation=relation,
                **told,
            )
        )

    def _key(self) -> str:
        return f"{self.code}-{len(self.happenings) + 1}"

    def _add(self, happening: Happening) -> str:
        self.happenings.append(happening)
        return happening.key


def _no_sooner(moment: datetime | None, than: datetime | None) -> datetime | None:
    """Return a moment moved, when need be, to an hour after another."""
    return moment if moment is None or than is None else writable(max(moment, than + ONE_HOUR))

"""Which looks were at somebody's own work: others asked them, alone or in the team they were in then, or by custody.

In:  looks, in an open run.
Out: Work, which answers for each look.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from reachable.access.domain.viewer import Role, Run
from reachable.access.queries.own_work import OwnWork, WorkedIn, list_own_work, list_worked_in
from reachable.kernel.ids import AboutId, AgencyId, SubjectId
from reachable.oversight.domain.limits import Limits
from reachable.oversight.queries.looks import LookRow
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.queries import list_taken_in

RUN = Run("whose work it is")
TAKEN_IN = (EventKind.ARREST, EventKind.READY_FOR_RELEASE, EventKind.RELEASED)
"""Events that say a child was in a custody suite."""


@dataclass(frozen=True, slots=True)
class Work:
    """What was whose work: by being asked, alone or in a team they were in at the time, or by custody."""

    asked: Mapping[UUID, Sequence[OwnWork]]
    teams: Mapping[UUID, Sequence[WorkedIn]]
    taken_in: Mapping[UUID, Sequence[tuple[AgencyId, datetime]]]
    custody_within: timedelta

    def holds(self, row: LookRow, records: Iterable[AboutId]) -> bool:
        """Test if a look was at somebody's own work. A custody suite's children are the work of its sergeants."""
        in_custody = row.role_code == Role.CUSTODY_SERGEANT.code
        teams = {each.team_id for each in self.teams.get(row.user_id, ()) if each.at(row.at)}
        return any(
            any(
                (work.user_id == row.user_id or work.team_id in teams)
                and work.begun_by != row.user_id
                and work.starts_at <= row.at < work.ends_at
                for work in self.asked.get(one, ())
            )
            or (
                in_custody
                and any(
                    agency == row.agency_id and at - timedelta(days=1) <= row.at <= at + self.custody_within
                    for agency, at in self.taken_in.get(one, ())
                )
            )
            for one in records
        )


def list_work(rows: Sequence[LookRow], everybody: Iterable[AboutId], limits: Limits) -> Work:
    """Return whose work these records are, for looks by time. For the machine."""
    asked: dict[UUID, list[OwnWork]] = defaultdict(list)
    for each in list_own_work(viewer=RUN, about_ids=everybody):
        asked[each.about_id].append(each)
    teams: dict[UUID, list[WorkedIn]] = defaultdict(list)
    for member in list_worked_in(viewer=RUN, since=rows[0].at) if rows else ():
        teams[member.user_id].append(member)
    taken_in: dict[UUID, list[tuple[AgencyId, datetime]]] = defaultdict(list)
    subjects = [SubjectId(each) for each in everybody]
    for subject, agency, at in list_taken_in(viewer=RUN, subject_ids=subjects, kinds=TAKEN_IN):
        taken_in[subject].append((agency, at))
    return Work(asked, teams, taken_in, limits.custody_within)

"""Where each process stands, side by side: status, since when, the clock, the next step and whose turn.

In:  ChildPage.
Out: TrackLines in the order of the page.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from reachable.journeys.child_opened import ChildPage
from reachable.kernel.certainty import Certainty
from reachable.timeline.domain.kinds import Track
from reachable.timeline.domain.picture import LANES
from reachable.tracks.domain.limits import Bound, Clock
from reachable.tracks.domain.nrm import NrmStatus
from reachable.tracks.domain.state import TrackState


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackLine:
    """One process in words. `clock` is "" when none runs; `overdue` says that its limit has passed."""

    label: str
    status: str
    particulars: str
    since: str
    clock: str
    overdue: bool
    next_step: str
    whose_turn: str
    alongside: tuple[str, ...]


def list_tracks(page: ChildPage, *, now: datetime) -> tuple[TrackLine, ...]:
    """Return where every process stands at the moment the page was asked about."""
    moment = min(page.moment, now)
    return tuple(_line(state, moment, something_held=bool(page.held)) for state in page.tracks)


def say_nrm(page: ChildPage) -> str:
    """Return that no NRM referral was made and for which reasons, or "" once one was or nothing asks for one."""
    state = next(state for state in page.tracks if state.track is Track.NRM)
    if state.status not in (NrmStatus.NOT_MADE, NrmStatus.CONSIDERED):
        return ""
    asks = page.open_now.waiting or page.picture.incident is not None
    return f"{_(state.label)}; {state.particulars}" if asks else ""


def _line(state: TrackState, now: datetime, *, something_held: bool) -> TrackLine:
    """Return one process. While others hold records, nothing seen is never said as if nothing were recorded."""
    clock = state.clock
    may_be_more = something_held and state.since is None
    return TrackLine(
        label=_(LANES[state.track]),
        status=_("%(status)s, in what you can see") % {"status": _(state.label)} if may_be_more else _say_status(state),
        particulars=state.particulars,
        since="" if state.since is None else _("since %(when)s") % {"when": state.since.say()},
        clock="" if clock is None else _say_clock(clock),
        overdue=clock is not None and clock.is_running and clock.is_late(now) is Certainty.CERTAINLY,
        next_step="" if may_be_more else _(state.next_step),
        whose_turn="" if may_be_more else _(state.whose_turn),
        alongside=tuple(f"{_(each.status.label)}, {each.since.say()}" for each in state.alongside),
    )


def _say_status(state: TrackState) -> str:
    label = _(state.label)
    return (
        label
        if state.certainty is Certainty.CERTAINLY
        else _("%(status)s, as far as the dates say") % {"status": label}
    )


def _say_clock(clock: Clock) -> str:
    if clock.met_at is not None:
        return _("%(what)s Done %(when)s.") % {"what": clock.sentence, "when": clock.met_at.say()}
    due = _("Not before") if clock.bound is Bound.NOT_BEFORE else _("Due")
    return f"{clock.sentence} {due}: {clock.due_at.say()}."

"""Somebody says whether two records are of the same child, or takes an answer back; what hangs on it follows.

In:  two records that are open to them, an answer and a reason.
Out: a judgement; clusters formed anew; every child it touches evaluated again.
"""

from datetime import datetime

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Run, Shown, Viewer
from reachable.journeys.child_evaluated import evaluate_now
from reachable.journeys.children_around import ask_around
from reachable.journeys.holders_told import tell_case_holders
from reachable.journeys.matches_refreshed import ask_to_judge
from reachable.journeys.whereabouts_hidden import hide_whereabouts
from reachable.kernel.ids import AboutId, JudgementId, SubjectId
from reachable.matching.domain.clusters import Answer
from reachable.matching.operations import record_judgement, undo_judgement
from reachable.matching.queries import find_pair
from reachable.people.queries import open_records
from reachable.rules.operations import ask_to_evaluate


class NotYoursToJudge(PermissionError):
    """Both records must be open to whoever judges them. An absent record and a closed one give the same answer."""


class ReasonMissing(ValueError):
    """A judgement, and undoing one, needs a reason."""


def judge_match(
    *, left: SubjectId, right: SubjectId, answer: Answer, because: str, viewer: Viewer, now: datetime
) -> None:
    """Take an answer about two records and evaluate every child it touches.

    :raises NotYoursToJudge: when either record is not open to the viewer.
    :raises ReasonMissing: when there is no reason.
    """
    _check(left, right, because, viewer)
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="judged whether two records are of the same child", now=now, about=[left, right]):
        moved = record_judgement(left=left, right=right, answer=answer, because=because.strip(), by=by, now=now)
        hide_whereabouts(subject_ids={left, right, *moved}, by=by, now=now)
        ask_to_evaluate(subject_ids={left, right, *moved}, because="a judgement", by=by, now=now)
        ask_around(subject_ids={left, right, *moved}, because="a judgement", changed_since=None, by=by, now=now)
    evaluate_now(subject_ids=sorted({left, right, *moved}), now=now)
    if answer is Answer.SAME:
        tell_case_holders(subject_id=left, viewer=viewer, now=now)


def undo_match(*, judgement_id: JudgementId, because: str, viewer: Viewer, now: datetime) -> None:
    """Take an answer back and evaluate every child it touches.

    :raises NotYoursToJudge: when there is no such judgement or either record is not open to the viewer.
    :raises ReasonMissing: when there is no reason.
    """
    with running(job="find which records a judgement is about", now=now):
        pair = find_pair(viewer=Run("judgement"), judgement_id=judgement_id)
    if pair is None:
        raise NotYoursToJudge
    _check(*pair, because, viewer)
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="undid a judgement of two records", now=now, about=pair):
        moved = undo_judgement(judgement_id=judgement_id, because=because.strip(), by=by, now=now)
        ask_to_judge(pairs=[pair], by=by, now=now)
        ask_to_evaluate(subject_ids={*pair, *moved}, because="a judgement undone", by=by, now=now)
        ask_around(subject_ids={*pair, *moved}, because="a judgement undone", changed_since=None, by=by, now=now)
    evaluate_now(subject_ids=sorted({*pair, *moved}), now=now)


def _check(left: SubjectId, right: SubjectId, because: str, viewer: Viewer) -> None:
    if not because.strip():
        raise ReasonMissing("Say why. Whoever reads this after you needs to know")
    wanted = [AboutId(left), AboutId(right)]
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.OPENED, what="judging two records")
    if not opened.granted >= set(wanted):
        raise NotYoursToJudge

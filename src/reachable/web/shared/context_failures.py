"""A statement the database refused for want of the right context is told to reviewers: it may be somebody trying.

In:  what a view raised.
Out: an entry of the audit record that reviewers are told of; nothing of the statement is kept.
"""

from reachable.access.context import ContextAlreadyOpen, NoContextOpen, acting
from reachable.access.domain.viewer import Actor
from reachable.access.operations.alarms import note_alarm
from reachable.web.shared.viewing import ViewedRequest

OURS = "RC"
"""How the codes begin with which the database refuses what has no context, a forged one, or the wrong kind."""


def note_context_failure(request: ViewedRequest, problem: BaseException) -> bool:
    """Note a failure of the context for reviewers, and return whether it was one."""
    if not _is_of_context(problem):
        return False
    viewer = request.viewer
    by = Actor(user_id=None, agency_id=None, name="nobody") if viewer is None else Actor.from_viewer(viewer)
    with acting(by=by, what="a statement was refused", now=request.at):
        note_alarm(what="a statement outside its context was refused", by=by, now=request.at)
    return True


def _is_of_context(problem: BaseException | None) -> bool:
    """Test if an error, or what it came of, is a refusal of the context."""
    while problem is not None:
        code = getattr(problem, "sqlstate", None) or ""
        if code.startswith(OURS) or isinstance(problem, NoContextOpen | ContextAlreadyOpen):
            return True
        problem = problem.__cause__
    return False

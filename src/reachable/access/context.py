"""Opens the signed context, and refuses any statement on a personal table when none is open.

In:  a viewer, or an actor with the name of what is done.
Out: a transaction in which the database knows who is asking.

Row policies raise when no context is open, but a look-up of an absent id or a join from an empty table never asks them.
So the guard refuses such statements before they are sent: silence must never be taken for "no concerns".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from reachable.access.domain.context_token import ContextToken, sign
from reachable.access.domain.viewer import Actor, Role, Viewer
from reachable.access.rows import begin, send, send_commit, sent_together
from reachable.kernel.ids import RequestId

COUNTS_ALONE = "COUNTS_ALONE"
_open_kind: ContextVar[str | None] = ContextVar("reachable_open_context", default=None)


class NoContextOpen(RuntimeError):
    """A statement touched a personal table while no signed context was open."""


class OnlyCounts(RuntimeError):
    """Somebody who reads counts alone would have touched a personal table."""


class ContextAlreadyOpen(RuntimeError):
    """A context was opened inside another. One transaction has one purpose."""


@contextmanager
def reading(viewer: Viewer) -> Iterator[None]:
    """Open a read for one viewer: rows of records already opened for this request, and no others.

    :raises ContextAlreadyOpen: when another context or transaction is open.
    """
    with _opened(
        kind="PERSON",
        user_id=viewer.user_id,
        agency_id=viewer.agency_id,
        role_code=viewer.role.code,
        may_read=viewer.role.may_read,
        purpose_code=viewer.purpose.code,
        request_id=viewer.request_id,
        at=viewer.at,
    ):
        yield


@contextmanager
def acting(
    *, by: Actor, what: str, now: datetime, noted_as: str = "WROTE", about: Iterable[UUID] = ()
) -> Iterator[None]:
    """Open a write by somebody. The act is noted in the audit record in the same transaction.

    `about` names the records acted upon, where they are known before it begins: each has an entry of its own, which
    whoever opens that record reads among those who have looked.

    :raises ContextAlreadyOpen: when another context or transaction is open.
    """
    with _opened(
        kind="ACTING",
        user_id=by.user_id,
        agency_id=by.agency_id,
        role_code=by.role_code,
        may_read=False,
        purpose_code=by.purpose_code,
        request_id=RequestId(uuid4()),
        at=now,
        note=(noted_as, what),
        about=tuple(about),
    ):
        yield


@contextmanager
def running(*, job: str, now: datetime) -> Iterator[None]:
    """Open a run of the machine: rules, matching, imports. The run is noted in the audit record.

    :raises ContextAlreadyOpen: when another context or transaction is open.
    """
    with _opened(
        kind="RUN",
        user_id=None,
        agency_id=None,
        role_code="SYSTEM",
        may_read=False,
        purpose_code="SAFEGUARDING",
        request_id=RequestId(uuid4()),
        at=now,
        note=("RUN", job),
    ):
        yield


@contextmanager
def running_together(*, job: str, now: datetime) -> Iterator[None]:
    """Open a run of the machine as `running` does, whose statements wait for no answer until rows are asked for.

    What is written last and the commit are one exchange with the database. What went wrong in it is raised at the end,
    and nothing is kept.

    :raises ContextAlreadyOpen: when another context or transaction is open.
    """
    with _opened(
        kind="RUN",
        user_id=None,
        agency_id=None,
        role_code="SYSTEM",
        may_read=False,
        purpose_code="SAFEGUARDING",
        request_id=RequestId(uuid4()),
        at=now,
        note=("RUN", job),
        inside=_committed_together,
    ):
        yield


@contextmanager
def _committed_together() -> Iterator[None]:
    with sent_together():
        # One plan for each statement: what a run asks of one child is alike whoever the child is.
        send("SELECT set_config('plan_cache_mode', 'force_generic_plan', true)")
        yield
        ended = send_commit()
    if ended() != "COMMIT":
        # Something inside was refused by the database, and whoever called it went on.
        raise transaction.TransactionManagementError("nothing of this run was kept")


def require_acting() -> None:
    """Check that a write is under way, so that an operation never runs outside a signed and noted transaction.

    :raises NoContextOpen: when none is.
    """
    if _open_kind.get() not in ("ACTING", "RUN"):
        raise NoContextOpen("an operation must run inside acting() or running()")


def guard_statement(
    execute: Callable[[str, Any, bool, dict[str, Any]], Any],
    sql: str,
    params: Sequence[Any] | None,
    many: bool,
    context: dict[str, Any],
) -> Any:
    """Refuse a statement on a personal table when no signed context is open, or one of somebody who reads counts alone.

    :raises NoContextOpen: instead of sending it.
    :raises OnlyCounts: likewise. The database raises too.
    """
    kind = _open_kind.get()
    if kind in (None, COUNTS_ALONE) and _personal_tables().search(sql):
        if kind is None:
            raise NoContextOpen("personal records cannot be read or written: no signed context is open")
        raise OnlyCounts("an analyst reads released counts, and nothing of anybody")
    return execute(sql, params, many, context)


@contextmanager
def _opened(
    *,
    kind: str,
    note: tuple[str, str] | None = None,
    about: tuple[UUID, ...] = (),
    inside: Callable[[], AbstractContextManager[None]] = nullcontext,
    **fields: Any,
) -> Iterator[None]:
    """Open a context, with its entry in the audit record when it has one, in two exchanges with the database.

    `inside` is what the whole of it is done in, within its transaction.
    """
    if _open_kind.get() is not None or connection.in_atomic_block:
        raise ContextAlreadyOpen("a context must be opened by itself, outside any transaction")
    with transaction.atomic():
        backend, current = begin()
        token = ContextToken(kind=kind, backend=backend, transaction=current, **fields)
        with inside():
            _send_opening(token, note, about)
            mark = _open_kind.set(COUNTS_ALONE if fields["role_code"] == Role.ANALYST.code else kind)
            try:
                yield
            finally:
                _open_kind.reset(mark)


def _send_opening(token: ContextToken, note: tuple[str, str] | None, about: tuple[UUID, ...]) -> None:
    opening = ("SELECT context.open(%s, %s)", token.text(), sign(token, settings.CONTEXT_KEY))
    if note is None:
        send(*opening)
        return
    kind_noted, what = note
    with sent_together():
        send(*opening)
        send("SELECT audit.note(%s, %s::uuid[], %s)", kind_noted, sorted(set(about)), what)


@cache
def _personal_tables() -> re.Pattern[str]:
    names = [model._meta.db_table for model in apps.get_models() if getattr(model, "IS_PERSONAL", False)]
    return re.compile(r"\b(" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + r")\b")

"""Keeps that a SAML assertion was taken, so that it is taken once by whoever brings it.

In:  the digest of an assertion that was judged; who says so; the instant.
Out: in the transaction of the act: a row; or AssertionTaken.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.access.models import TakenAssertion


class AssertionTaken(Exception):
    """This assertion signed somebody in before."""


def take_assertion(*, digest: str, by: Actor, now: datetime) -> None:
    """Keep that an assertion was taken.

    :raises AssertionTaken: when it was before, on this or another machine.
    """
    require_acting()
    try:
        with transaction.atomic():
            TakenAssertion(digest=digest, taken_at=now).save(force_insert=True)
    except IntegrityError as problem:
        raise AssertionTaken("this assertion was taken before") from problem

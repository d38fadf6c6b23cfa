"""How often somebody failed to get in as a person lately, counted for all processes together.

In:  a person whose password or code was wrong; the same person once they are in.
Out: a count, of the last hour.
"""

from uuid import UUID

from django.core.cache import cache

AN_HOUR = 3600
SIGNING_IN = "refused"


def count_refusal(user_id: UUID | None, *, of: str = SIGNING_IN) -> None:
    """Count one, of signing in or of what is counted by itself. An address that is nobody's takes as long as others."""
    # Written whole: the cache's own counting would forget after five minutes.
    cache.set(_key(user_id, of), int(cache.get(_key(user_id, of), 0)) + 1, AN_HOUR)


def count_refusals(user_id: UUID, *, of: str = SIGNING_IN) -> int:
    """Return how many there were."""
    return int(cache.get(_key(user_id, of), 0))


def take_refusals(user_id: UUID) -> int:
    """Return how many there were, and begin anew."""
    found = count_refusals(user_id)
    if found:
        cache.set(_key(user_id, SIGNING_IN), 0, AN_HOUR)
    return found


def _key(user_id: UUID | None, of: str) -> str:
    return f"{of}:{user_id or 'nobody'}"

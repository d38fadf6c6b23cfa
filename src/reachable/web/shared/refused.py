"""How often somebody failed to get in as a person lately, counted for all processes together.

In:  a person whose password or code was wrong; the same person once they are in.
Out: a count, of the last hour.
"""

from uuid import UUID

from django.core.cache import cache

AN_HOUR = 3600


def count_refusal(user_id: UUID | None) -> None:
    """Count one. An address that is nobody's is counted as well, so that it takes as long."""
    key = _key(user_id)
    cache.add(key, 0, AN_HOUR)
    cache.incr(key)


def count_refusals(user_id: UUID) -> int:
    """Return how many there were."""
    return int(cache.get(_key(user_id), 0))


def take_refusals(user_id: UUID) -> int:
    """Return how many there were, and begin anew."""
    found = count_refusals(user_id)
    if found:
        cache.set(_key(user_id), 0, AN_HOUR)
    return found


def _key(user_id: UUID | None) -> str:
    return f"refused:{user_id or 'nobody'}"

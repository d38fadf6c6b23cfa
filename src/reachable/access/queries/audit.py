"""Reads the audit record as a whole: its head, what witnesses saw of it, and the record written out.

In:  nothing of anybody.
Out: heads; lines for the stand-alone verifier. A line names ids, so only a run may ask for lines, and that is noted.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from reachable.access.domain.audit_verifier import Head
from reachable.access.domain.viewer import Run
from reachable.access.domain.witnessing import Witnessed

LINES_AT_ONCE = 20_000


def get_installation() -> UUID:
    """Return what this installation is called among others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.installation_id()")
        return UUID(str(cursor.fetchone()[0]))


def find_head() -> Head | None:
    """Return the last link of the audit record, or None while nothing is chained."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT installation, sequence, hash, chained_at FROM audit.head()")
        row = cursor.fetchone()
    if row is None:
        return None
    return Head(str(row[0]), row[1], bytes(row[2]).hex(), row[3].isoformat())


def list_witnessed() -> tuple[Witnessed, ...]:
    """Return the last head that each witness took, by witness."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT witness, sequence, hash, at FROM audit.last_witnessed()")
        return tuple(Witnessed(name, sequence, bytes(link).hex(), at) for name, sequence, link, at in cursor.fetchall())


def list_partner_heads(*, installation: UUID) -> tuple[Head, ...]:
    """Return every head that is kept of a partner's record, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequence, hash, said_at FROM audit.heads_of(%s)", [installation])
        rows = cursor.fetchall()
    return tuple(Head(str(installation), sequence, bytes(link).hex(), at.isoformat()) for sequence, link, at in rows)


def list_links(*, viewer: Run) -> Iterator[str]:
    """Yield the audit record as lines for the verifier, in an open run: links first, then entries outside the chain."""
    after = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT audit.written_out(%s, %s)", [after, LINES_AT_ONCE])
            lines = [line for (line,) in cursor.fetchall()]
            yield from lines
            if len(lines) < LINES_AT_ONCE:
                break
            after = int(lines[-1].split("|", 1)[0])
        cursor.execute("SELECT audit.outside_the_chain()")
        yield from (line for (line,) in cursor.fetchall())

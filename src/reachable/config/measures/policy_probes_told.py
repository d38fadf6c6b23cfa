"""What the database answers to who writes over an entry on who must not be told: it changes only by its end, once.

In:  the rows of nonsense of the probes.
Out: Probe values.
"""

from collections.abc import Iterator

from reachable.config.measures.policy_probes import NEVER_WRITTEN_OVER, OPEN_ROW, PERSON, RUN, Probe

TABLE = "people_mustnotbetold"
STAYS = (
    "adult_id",
    "relation",
    "review_on",
    "entry_id",
    "adult_name",
    "email",
    "phone",
    "known_names",
    "known_emails",
    "known_phones",
    "of_what",
    "because",
    "said_by",
)


def list_told_probes() -> Iterator[Probe]:
    """Yield every probe of the entries on who must not be told."""
    for column in STAYS:
        changed = f"UPDATE {TABLE} SET {column} = {column}"  # noqa: S608
        yield Probe(f"write over {column} of who must not be told", TABLE, changed, RUN, NEVER_WRITTEN_OVER)
    ended = f"UPDATE {TABLE} SET ended_at = now(), ended_by = 'x', ended_because = 'x' WHERE id = '{OPEN_ROW}'"  # noqa: S608
    again = f"UPDATE {TABLE} SET ended_at = NULL WHERE id = '{OPEN_ROW}'"  # noqa: S608
    other = f"UPDATE {TABLE} SET ended_because = 'y' WHERE id = '{OPEN_ROW}'"  # noqa: S608
    yield Probe("end that somebody must not be told", TABLE, ended, RUN, 1)
    yield Probe("end it as a reader", TABLE, ended, PERSON, 0)
    yield Probe("take an end back", TABLE, again, RUN, NEVER_WRITTEN_OVER, first=(ended,))
    yield Probe("write over why it was ended", TABLE, other, RUN, NEVER_WRITTEN_OVER, first=(ended,))

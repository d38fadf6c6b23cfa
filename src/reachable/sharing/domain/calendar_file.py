"""A meeting as a calendar file (RFC 5545) that says when, a reference, and nothing else.

In:  from when until when; the reference; the id; when it was made.
Out: the file. There is no way to hand it a name, a place or a word of anybody's: whoever sees a locked screen reads it.
"""

from datetime import UTC, datetime
from uuid import UUID

SUMMARY = "Meeting: open Reachable"
"""All that a calendar shows of a meeting."""

MOST_OCTETS = 75


def write_calendar_file(
    *, number: UUID, reference: str, starts_at: datetime, ends_at: datetime, made_at: datetime
) -> bytes:
    """Return the file. Its id is the meeting's, so that a calendar that is given it twice keeps one."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Reachable//Meeting//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{number}",
        f"DTSTAMP:{_say(made_at)}",
        f"DTSTART:{_say(starts_at)}",
        f"DTEND:{_say(ends_at)}",
        f"SUMMARY:{SUMMARY}",
        f"DESCRIPTION:Reference {reference}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    if any(len(line.encode()) > MOST_OCTETS or not line.isprintable() for line in lines):
        raise ValueError("a reference is short and plain")
    return "".join(f"{line}\r\n" for line in lines).encode()


def _say(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")

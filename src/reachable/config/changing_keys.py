"""Changes keys and passwords of an installation that are to be changed, so that nothing that could be read is lost.

In:  the embedded server, or the file of the places key.
Out: another key or other passwords in use; what was interrupted is finished when it is run again.
"""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Run
from reachable.adapters.embedded_database import APP, BACKUP, OWNER, SUPERUSER, Secrets, Server, read_secrets
from reachable.adapters.key_files import read_key_file
from reachable.config.database import superuser_connection
from reachable.config.prepare import proof_of_password
from reachable.intake.operations import seal_drafts_anew
from reachable.places.operations.wrapping import require_wrappable, wrap_key_anew
from reachable.places.queries import list_wrapped_by_others

MACHINE = Actor(user_id=None, agency_id=None, name="keys")
RUN = Run("keys")
PASSWORD_OF = {
    SUPERUSER: "superuser_password",
    OWNER: "owner_password",
    APP: "app_password",
    BACKUP: "backup_password",
}


@dataclass(frozen=True, slots=True)
class PlacesKeyChanged:
    """How many children's keys were wrapped now, and how many places did not open, which nothing finds any more."""

    children: int
    unopened: int


def change_places_key(path: Path, *, now: datetime, progress: Callable[[str], None]) -> PlacesKeyChanged:
    """Wrap every child's key by a fresh key and put that in the file's place. Return how many were wrapped now.

    All are looked at before the first is changed. The fresh key is on the disk before the first child's key is wrapped
    by it, and each child is one transaction: cut off at any moment, both keys are there, and running it again goes on.
    The key of before stays beside, for backups.

    :raises reachable.places.operations.wrapping.CannotBeWrappedAnew: naming how many children's keys cannot be.
    """
    fresh = path.with_name(f"{path.name}.next")
    new, old = read_key_file(fresh, make=True), read_key_file(path, make=False)
    with running(job="list keys that are to be wrapped anew", now=now):
        waiting = list_wrapped_by_others(viewer=RUN, key=new)
        require_wrappable(about_ids=waiting, old=old, new=new, by=MACHINE, now=now)
    progress(f"{len(waiting)} children's keys are wrapped anew.")
    done = unopened = 0
    for about_id in waiting:
        with running(job="wrap a child's key anew", now=now):
            wrapped = wrap_key_anew(about_id=about_id, old=old, new=new, by=MACHINE, now=now)
        done, unopened = done + wrapped.is_new, unopened + wrapped.unopened
    with running(job="seal drafts by another key", now=now):
        seal_drafts_anew(old=old, new=new, by=MACHINE, now=now)
    before = path.with_name(f"{path.name}.before-{now:%Y%m%d%H%M%S}")
    os.link(path, before)
    fresh.replace(path)
    keep_date(path.parent, "places key", now.date())
    return PlacesKeyChanged(done, unopened)


def change_passwords(server: Server, *, now: datetime) -> int:
    """Give every role of the embedded server that signs in another password, and return how many there are.

    The passwords are on the disk before the server takes them, all in one transaction.
    """
    beside = server.secrets_file.with_suffix(".next")
    kept = read_secrets(server)
    left = _read_left(beside)
    if left is not None and _opens(server, left):
        # The server took these and was cut off before they were put in their place: nothing else opens it.
        beside.replace(server.secrets_file)
        kept = left
    fresh = replace(kept, **{field: secrets.token_hex(32) for field in PASSWORD_OF.values()})
    with psycopg.connect(**superuser_connection(server, kept), dbname="postgres") as admin:
        whole = beside.with_suffix(".new")
        _write(whole, json.dumps(asdict(fresh)))
        whole.replace(beside)
        for role, field in PASSWORD_OF.items():
            given = sql.Literal(proof_of_password(admin, role, getattr(fresh, field)))
            admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), given))
    beside.replace(server.secrets_file)
    keep_date(server.home, "passwords of database roles", now.date())
    return len(PASSWORD_OF)


def keep_date(home: Path, name: str, day: date) -> None:
    """Write down on which day a secret was changed."""
    path = home / "secret-dates.json"
    dates = read_dates(home)
    _write(path.with_suffix(".new"), json.dumps({**{each: str(on) for each, on in dates.items()}, name: str(day)}))
    path.with_suffix(".new").replace(path)


def read_dates(home: Path) -> dict[str, date]:
    """Return on which day each secret was changed, of those whose change was written down."""
    path = home / "secret-dates.json"
    if not path.exists():
        return {}
    return {name: date.fromisoformat(day) for name, day in json.loads(path.read_text(encoding="utf-8")).items()}


def _read_left(beside: Path) -> Secrets | None:
    """Return the secrets an earlier run left beside; None when there are none, or none that are whole."""
    try:
        return Secrets(**json.loads(beside.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _opens(server: Server, kept: Secrets) -> bool:
    try:
        psycopg.connect(**superuser_connection(server, kept), dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def _write(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

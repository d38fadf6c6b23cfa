"""Recovery codes that could be read from the database become hashes. Each goes on working, once.

In:  recovery codes kept as a seed by the library that signs people in.
Out: what is kept of those not used yet.
"""

import hmac
from typing import Any

from django.db import migrations

from reachable.access.domain.recovery_codes import keep_codes

COUNT, DIGITS = 10, 8


def codes_of_seed(seed: str, used_mask: int) -> list[str]:
    """Return the codes not used yet that the library derived from a seed."""
    running = hmac.new(key=seed.encode("ascii"), msg=None, digestmod="sha1")
    codes = []
    for place in range(COUNT):
        running.update(f"{place:3},".encode())
        value = int.from_bytes(running.digest()[: DIGITS // 2], byteorder="big") % 10**DIGITS
        if not used_mask & (1 << place):
            codes.append(str(value).zfill(DIGITS))
    return codes


def hash_codes(apps: Any, schema_editor: Any) -> None:
    """Put hashes in the place of every seed."""
    authenticators = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    for row in authenticators.filter(type="recovery_codes"):
        if "seed" in row.data:
            codes = codes_of_seed(row.data["seed"], row.data.get("used_mask", 0))
            row.data = keep_codes(codes).as_data()
            row.save(update_fields=["data"])


class Migration(migrations.Migration):
    """Hash what could be read."""

    dependencies = [("access", "0017_protect_outside_identities"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(hash_codes, migrations.RunPython.noop)]

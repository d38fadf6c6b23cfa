"""Seals and who is named for them are read only where their record is open.

In:  the tables of 0006.
Out: row-level security on each.
"""

from django.db import migrations

from reachable.access.tables import protect_rows


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [("access", "0006_seals")]

    operations = [protect_rows("access_seal"), protect_rows("access_namedforseal")]

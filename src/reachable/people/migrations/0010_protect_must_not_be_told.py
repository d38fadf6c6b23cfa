"""Who must not be told is read only when the child's record is open.

In:  the table of 0009.
Out: row-level security on it.
"""

from django.db import migrations

from reachable.access.tables import protect_rows


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [("people", "0009_must_not_be_told")]

    operations = [protect_rows("people_mustnotbetold")]

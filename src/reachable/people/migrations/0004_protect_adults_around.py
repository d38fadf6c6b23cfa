"""What is said of adults around a child can be read only when the child's record is open.

In:  the table of 0003.
Out: row-level security on it.
"""

from django.db import migrations

from reachable.access.tables import protect_rows


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [("people", "0003_adults_around_children")]

    operations = [protect_rows("people_adultaround")]

"""A hold keeps a child's key from being destroyed, and not from being wrapped by another key of the installation.

In:  the trigger of 0002.
Out: the same, which asks only of what destroys a key.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "keys_wrapped_while_held.sql"


class Migration(migrations.Migration):
    """Make the trigger anew."""

    dependencies = [("keeping", "0005_files_to_tell")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

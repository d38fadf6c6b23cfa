"""The signature of a context is compared in the same time, however far a made-up one is right.

In:  0014; the function of 0002.
Out: the same function, which compares hashes under a value that is new each time.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Compare blindly."""

    dependencies = [("access", "0014_counted_together")]

    operations = [migrations.RunSQL((SQL / "compared_blindly.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop)]

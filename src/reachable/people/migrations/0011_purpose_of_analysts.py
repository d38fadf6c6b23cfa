"""The database knows for what an analyst looks.

In:  the function of 0007.
Out: the same, with one role more.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Add the role."""

    dependencies = [("people", "0010_protect_must_not_be_told"), ("access", "0020_only_counts")]

    operations = [
        migrations.RunSQL((SQL / "purpose_of_analysts.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

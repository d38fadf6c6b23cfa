"""Until when the glass is open is said on the pages of the child it opened.

In:  working relationships.
Out: a function that says it to whoever broke the glass.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Add it."""

    dependencies = [("oversight", "0002_protect_rows")]

    operations = [
        migrations.RunSQL((SQL / "glass_until.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

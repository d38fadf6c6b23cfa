"""Broken glass opens no telephone that stands in a building, and no reason why a child is protected.

In:  contacts, and the looks at protections.
Out: a policy on each.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Add them."""

    dependencies = [
        ("oversight", "0011_wishes_about_declared"),
        ("people", "0014_not_told_names_somebody"),
        ("places", "0008_conflicts_hold"),
    ]

    operations = [
        migrations.RunSQL((SQL / "glass_and_telephones.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

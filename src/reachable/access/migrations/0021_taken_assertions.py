"""SAML assertions that were taken, so that each is taken once.

In:  0020.
Out: a table of digests, and row-level security on it.
"""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Make and protect the table of taken assertions."""

    dependencies = [("access", "0020_only_counts")]

    operations = [
        migrations.CreateModel(
            name="TakenAssertion",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="taken_assertion_is_a_digest"
                    )
                ]
            },
        ),
        migrations.RunSQL((SQL / "taken_assertions.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

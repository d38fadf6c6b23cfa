"""Who works where, and who is on duty, changes only in a signed act or run.

In:  areas, agencies, teams, memberships, rotas, users.
Out: row-level security on them; whoever may open a record cannot be changed by a statement that slipped in.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Refuse changes outside an act."""

    dependencies = [("access", "0004_witnesses")]

    operations = [
        migrations.RunSQL((SQL / "writes_need_an_act.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop)
    ]

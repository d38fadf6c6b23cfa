"""A record does not open to somebody with a conflict of interest, or for a purpose their role does not have.

In:  declarations, names and homes; the purposes of each role.
Out: the resolver asks about both.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import let_resolver_read

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Refuse conflicts of interest."""

    dependencies = [("people", "0006_sealed_for_the_named"), ("access", "0009_protect_conflicts")]

    operations = [
        let_resolver_read("access_declaredconflict", "user_id, kind, key, ends_at"),
        let_resolver_read("access_clearedconflict", "about_id, user_id, starts_at, ends_at"),
        let_resolver_read("access_user", "id, name"),
        let_resolver_read("people_name", "about_id, given, family, withdrawn_at"),
        let_resolver_read("people_residence", "about_id, postcode, withdrawn_at"),
        migrations.RunSQL((SQL / "conflicts.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

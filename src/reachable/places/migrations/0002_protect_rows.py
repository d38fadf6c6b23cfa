"""No place of a protected child can be read unless it is shown, and none is looked up but by its token.

In:  the tables of 0001.
Out: row-level security on each; the functions that show a place and that look for one in what is written.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import let_resolver_read, protect_rows

SQL = Path(__file__).parent / "sql"
MAY_READ = """
    (SELECT context.require()) IN ('ACTING', 'RUN')
    OR (about_id = ANY ((SELECT context.places_shown())::uuid[])
        AND (sharing = 'PARTNERS' OR controller_id = (SELECT context.agency_id())))
"""


def protect_places(table: str) -> migrations.RunSQL:
    """Return the operation after which a row of the vault is read only when its child's places are shown."""
    return migrations.RunSQL(
        f"DROP POLICY read_when_open ON {table};"
        f"CREATE POLICY read_when_shown ON {table} FOR SELECT TO reachable_app USING ({MAY_READ});",
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [
        ("places", "0001_initial"),
        ("people", "0007_refuse_conflicts"),
        ("access", "0002_context_audit_and_grants"),
    ]

    operations = [
        *(protect_rows(f"places_{name}") for name in ("protectedchild", "childkey", "keptplace", "placetoken")),
        let_resolver_read("places_placetoken", "about_id, token, is_anybodys"),
        migrations.RunSQL((SQL / "show_places.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        *(protect_places(f"places_{name}") for name in ("childkey", "keptplace", "placetoken")),
    ]

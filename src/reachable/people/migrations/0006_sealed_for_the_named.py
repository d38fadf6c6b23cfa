"""A sealed record opens only to the people its seal names, and every table of somebody's rows says so itself.

In:  seals and who is named, of the access stage.
Out: the resolver asks about seals; a restrictive policy on every table about somebody.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import let_resolver_read

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Let seals be acts with named people."""

    dependencies = [("people", "0005_extracts_undone"), ("access", "0007_protect_seals")]

    operations = [
        let_resolver_read(
            "access_seal",
            "id, about_id, act_id, kind, because, into_user_id, controller_id, sealed_at, sealed_by_id, asked_at,"
            " asked_by_id, asked_because, unsealed_at, unsealed_by_id",
        ),
        let_resolver_read("access_namedforseal", "id, seal_id, user_id, starts_at, ends_at"),
        migrations.RunSQL(
            "GRANT SELECT (system, local_id, controller_id) ON people_subject TO reachable_resolver",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL((SQL / "seals.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

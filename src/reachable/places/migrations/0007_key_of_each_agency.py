"""Each agency has a key of its own for each record it writes of, and keeps for itself what another told as well.

In:  keys and places, one of each for a record.
Out: one for each record and agency. What was sealed before is parted as soon as it is found: see `places_settled`.
"""

from collections.abc import Iterator

from django.db import migrations, models


DROP = """
-- Nobody can take the one that goes for granted: whatever it forbade, the one that comes forbids for each agency.
-- squawk-ignore ban-drop-constraint
ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}
"""


def allow_one_each(model: str, *, before: str, after: str, fields: list[str]) -> Iterator[migrations.RunSQL]:
    """Yield the operations after which another constraint says what there is once, made without a lock."""
    table, of = f"places_{model}", models.UniqueConstraint(fields=fields, name=after)
    columns = ", ".join("controller_id" if each == "controller" else each for each in fields)
    for statement in (
        DROP.format(table, after),
        f"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS {after} ON {table} ({columns})",
        f"ALTER TABLE {table} ADD CONSTRAINT {after} UNIQUE USING INDEX {after}",
    ):
        yield migrations.RunSQL(statement, migrations.RunSQL.noop)
    yield migrations.RunSQL(
        DROP.format(table, before),
        migrations.RunSQL.noop,
        state_operations=[
            migrations.RemoveConstraint(model_name=model, name=before),
            migrations.AddConstraint(model_name=model, constraint=of),
        ],
    )


class Migration(migrations.Migration):
    """Let there be one for each agency; not in one transaction, and so that it can be run again half-way."""

    atomic = False

    dependencies = [("places", "0006_protect_protection_looks")]

    operations = [
        *allow_one_each(
            "childkey",
            before="child_key_once",
            after="child_key_once_each_agency",
            fields=["about_id", "controller"],
        ),
        *allow_one_each(
            "keptplace",
            before="place_kept_once",
            after="place_kept_once_each_agency",
            fields=["about_id", "controller", "mark"],
        ),
    ]

"""Erasing reaches every row about somebody, none while a hold stands, and only when two people decided.

In:  the tables of 0001, and every other there is by now.
Out: row-level security; the functions that erase; triggers.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import ERASING_REACHES, protect_rows

SQL = Path(__file__).parent / "sql"
PERSONAL_TABLES = ("keeping_review", "keeping_hold", "keeping_proposal", "keeping_totell")
EVERY_TABLE_THERE_IS = "SELECT unnest(resolver.tables_of_people())"
NEEDED_ONLY_WHILE_WORK_IS_DONE = (
    "access_workingrelationship",
    "access_declaredconflict",
    "people_clustermember",
    "intake_concerndraft",
    "intake_stagedfile",
    "intake_carriedbyextract",
    "matching_routes",
    "matching_candidate",
    "rules_toevaluate",
    "rules_lastasked",
)
KEEP_AS_WORKING = """
    CREATE FUNCTION resolver.keep_as_working() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        NEW.retention_class := 'WORKING';
        RETURN NEW;
    END
    $$;
    REVOKE ALL ON FUNCTION resolver.keep_as_working() FROM PUBLIC;
"""


def keep_as_working(table: str) -> migrations.RunSQL:
    """Return the operation after which every row of a table is needed only while work is done, whatever was said."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"  # noqa: S608 - the table stands in the list above
        f"UPDATE {table} SET retention_class = 'WORKING' WHERE retention_class <> 'WORKING';"
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE TRIGGER kept_as_working BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION resolver.keep_as_working();",
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    """Switch on row-level security, and erasing."""

    dependencies = [
        ("keeping", "0001_initial"),
        ("access", "0011_broken_glass_checked"),
        ("people", "0010_protect_must_not_be_told"),
        ("places", "0002_protect_rows"),
        ("intake", "0005_feeds_measured"),
        ("matching", "0003_pairs_that_wait"),
        ("timeline", "0009_find_not_ended"),
        ("rules", "0005_places_and_children_around"),
        ("alerts", "0005_glass_is_a_cause"),
        ("casework", "0006_protect_handover"),
        ("oversight", "0002_protect_rows"),
        ("sharing", "0002_protect_rows"),
    ]

    operations = [
        *(protect_rows(table) for table in PERSONAL_TABLES),
        migrations.RunSQL((SQL / "erasing.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(ERASING_REACHES.format(tables=EVERY_TABLE_THERE_IS), migrations.RunSQL.noop),
        migrations.RunSQL(KEEP_AS_WORKING, migrations.RunSQL.noop),
        *(keep_as_working(table) for table in NEEDED_ONLY_WHILE_WORK_IS_DONE),
    ]

"""What all processes must count together: sign-ins that failed, and one-time codes that were used.

In:  0013.
Out: the table of the web framework's cache, from which the application may delete. It holds nothing of a child.
"""

from django.db import migrations

TABLE = """
    CREATE TABLE django_cache (
        cache_key varchar(255) PRIMARY KEY,
        value text NOT NULL,
        expires timestamptz NOT NULL
    );
    CREATE INDEX django_cache_expires ON django_cache (expires);
    REVOKE ALL ON django_cache FROM reachable_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON django_cache TO reachable_app;
"""


class Migration(migrations.Migration):
    """Make the table."""

    dependencies = [("access", "0013_protect_sessions")]

    operations = [migrations.RunSQL(TABLE, migrations.RunSQL.noop)]

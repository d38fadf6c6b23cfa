"""The signed context, the audit record, and what each role may do.

In:  the tables of 0001.
Out: two schemas of narrow functions; grants; row-level security on working relationships.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import let_resolver_read, protect_rows

SQL = Path(__file__).parent / "sql"
GRANTS = """
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO reachable_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO reachable_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO reachable_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO reachable_app;
    REVOKE INSERT, UPDATE ON django_migrations FROM reachable_app;
"""
# Signing out and removing a one-time-code device are the only deletions the application may make.
DELETIONS = "GRANT DELETE ON django_session, mfa_authenticator, account_emailaddress, account_emailconfirmation TO reachable_app"


class Migration(migrations.Migration):
    """Make the context and the audit record, and grant no more than is needed."""

    dependencies = [
        ("access", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("sessions", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.RunSQL((SQL / "context.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "audit.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.RunSQL(DELETIONS, migrations.RunSQL.noop),
        protect_rows("access_workingrelationship"),
        let_resolver_read("access_workingrelationship", "about_id, user_id, team_id, starts_at, ends_at"),
    ]

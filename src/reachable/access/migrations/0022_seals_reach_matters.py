"""A seal reaches what is about a child and stands apart from its record: concerns, requests to holders, envelopes.

In:  the functions of the people stage; the tables that say of which child a concern, a request or an envelope is.
Out: the same functions, which hide these too and open them to whoever is named.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import let_resolver_read

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Let the resolver read of which child each is, and replace the functions."""

    dependencies = [
        ("access", "0021_taken_assertions"),
        ("people", "0011_purpose_of_analysts"),
        ("intake", "0002_protect_rows"),
        ("oversight", "0005_protect_requests"),
        ("sharing", "0002_protect_rows"),
    ]

    operations = [
        let_resolver_read("intake_concernchild", "concern_id, subject_id"),
        let_resolver_read("oversight_holderrequest", "about_id, subject_id"),
        migrations.RunSQL((SQL / "seals_reach_matters.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

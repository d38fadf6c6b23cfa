"""No request to a holder can be read unless it is open.

In:  the table of 0004.
Out: row-level security.
"""

from django.db import migrations

from reachable.access.tables import protect_rows


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [("oversight", "0004_requests_to_holders")]

    operations = [protect_rows("oversight_holderrequest")]

"""Every hold says who wants it and when it is looked at again; of one put before that was asked, that it was not said.

In:  holds.
Out: the same, with a constraint that is checked of all of them. An old one is to be looked at from today on.
"""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

FILL = """
    ALTER TABLE keeping_hold NO FORCE ROW LEVEL SECURITY;
    UPDATE keeping_hold SET
        wanted_by = CASE WHEN wanted_by = '' THEN 'Not said' ELSE wanted_by END,
        review_on = coalesce(review_on, put_at::date)
    WHERE wanted_by = '' OR review_on IS NULL;
    ALTER TABLE keeping_hold FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """Say of old holds what is known, and check the constraint."""

    dependencies = [("keeping", "0003_holds_looked_at_again")]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        ValidateConstraint(model_name="hold", name="hold_says_who_wants_it_and_is_looked_at_again"),
    ]

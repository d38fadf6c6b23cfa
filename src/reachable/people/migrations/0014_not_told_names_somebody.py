"""What was written before of who must not be told names somebody too, looked at without stopping a site.

In:  the constraint of 0013.
Out: it holds for every row.
"""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Validate it on its own, because a scan of a table holds no other work up that way."""

    dependencies = [("people", "0013_not_told_written_on_a_page")]

    operations = [ValidateConstraint(model_name="mustnotbetold", name="not_told_names_somebody")]

"""A declared home is kept for comparing with homes kept apart; past some of them, and to end one, a reviewer is asked.

In:  0023.
Out: columns; what was declared before waits for nobody, and is ended by nobody.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the columns."""

    dependencies = [("access", "0024_asked_whether_protected")]

    operations = [
        migrations.AddField(
            model_name="declaredconflict",
            name="home_keys",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=64), db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="declaredconflict",
            name="waits",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="declaredconflict",
            name="ending_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="declaredconflict",
            name="settled_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]

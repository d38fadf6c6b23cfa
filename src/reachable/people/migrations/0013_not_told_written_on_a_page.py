"""What a worker writes of who must not be told says of what, until when, and by whom; only its end is ever written over.

In:  the table of 0009.
Out: columns; a constraint; triggers.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

STAYS = """
    CREATE TRIGGER entry_stays_as_written
    BEFORE UPDATE OF about_id, subject_id, entry_id, corrects_id, adult_id, relation, review_on, recorded_at, recorded_by
    ON people_mustnotbetold FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
    CREATE TRIGGER entry_says_what_was_written
    BEFORE UPDATE OF adult_name, email, phone, of_what, because, said_by ON people_mustnotbetold
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words_but_places(
        'adult_name', '120', 'email', '120', 'phone', '40', 'of_what', '300', 'because', '300', 'said_by', '120');
    CREATE FUNCTION resolver.refuse_another_end() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.ended_at IS NOT NULL AND (NEW.ended_at IS DISTINCT FROM OLD.ended_at
           OR NEW.ended_by IS DISTINCT FROM OLD.ended_by
           OR (NEW.ended_because IS DISTINCT FROM OLD.ended_because
               AND resolver.only_places_taken_out(OLD.ended_because, NEW.ended_because, 300) IS NOT TRUE)) THEN
            RAISE EXCEPTION 'what was ended stays ended, with its reason: write another entry' USING ERRCODE = 'RC020';
        END IF;
        RETURN NEW;
    END
    $$;
    REVOKE ALL ON FUNCTION resolver.refuse_another_end() FROM PUBLIC;
    CREATE TRIGGER end_stays BEFORE UPDATE OF ended_at, ended_by, ended_because ON people_mustnotbetold
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_another_end();
"""
"""A word can lose what becomes a protected place, as any words do."""


def _words(longest: int) -> "models.CharField[str, str]":
    return models.CharField(blank=True, db_default="", default="", max_length=longest)


class Migration(migrations.Migration):
    """Add the columns, the constraint and the triggers."""

    dependencies = [
        ("people", "0012_everyone_who_looked"),
        ("sharing", "0005_places_taken_out"),
    ]

    operations = [
        migrations.AddField(
            model_name="mustnotbetold",
            name="entry_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(model_name="mustnotbetold", name="corrects_id", field=models.UUIDField(null=True)),
        migrations.AddField(model_name="mustnotbetold", name="adult_id", field=models.UUIDField(null=True)),
        migrations.AddField(
            model_name="mustnotbetold",
            name="relation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("MOTHER", "Mother"),
                    ("FATHER", "Father"),
                    ("CARER", "Carer"),
                    ("STEP_PARENT", "Step-parent or parent's partner"),
                    ("GRANDPARENT", "Grandparent"),
                    ("SIBLING", "Grown-up brother or sister"),
                    ("OTHER_FAMILY", "Other family"),
                    ("TENANT", "Tenant of a home the child was found in"),
                    ("SEEN_WITH", "Seen with the child"),
                    ("WORRIED_ABOUT", "An adult somebody is worried about in this child's life"),
                ],
                db_default="",
                default="",
                max_length=20,
            ),
        ),
        migrations.AlterField(model_name="mustnotbetold", name="adult_name", field=_words(120)),
        migrations.AddField(model_name="mustnotbetold", name="of_what", field=_words(300)),
        migrations.AddField(model_name="mustnotbetold", name="review_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="mustnotbetold", name="recorded_by", field=_words(120)),
        migrations.AddField(model_name="mustnotbetold", name="ended_by", field=_words(120)),
        AddConstraintNotValid(
            model_name="mustnotbetold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("adult_name", ""), _negated=True),
                    models.Q(("relation", ""), _negated=True),
                    ("adult_id__isnull", False),
                    _connector="OR",
                ),
                name="not_told_names_somebody",
            ),
        ),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
    ]

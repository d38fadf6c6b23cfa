"""What every table of personal data inherits, and how its rows are protected.

In:  a model, or a table's name.
Out: PersonalRow with the privacy columns; migration operations that switch on row-level security.
"""

import uuid
from typing import ClassVar

from django.db import migrations, models

from reachable.access.domain.viewer import Purpose, Sharing


class LawfulBasis(models.TextChoices):
    """Why the law lets us hold a row. UK GDPR article 6, and DPA 2018 part 3 for the police."""

    PUBLIC_TASK = "6(1)(e)", "Public task"
    LEGAL_OBLIGATION = "6(1)(c)", "Legal obligation"
    VITAL_INTERESTS = "6(1)(d)", "Vital interests"
    RECOGNISED_INTEREST = "6(1)(ea)", "Recognised legitimate interest: safeguarding"
    LAW_ENFORCEMENT = "DPA3", "Law enforcement processing"


class RetentionClass(models.TextChoices):
    """Which retention rule a row falls under. The rules themselves are dated data."""

    CHILD_RECORD = "CHILD_RECORD", "Record of a child who may be exploited"
    CONTEXT = "CONTEXT", "Record of a place, group or number"
    WORKING = "WORKING", "Needed only while work is done"


class PersonalRow(models.Model):
    """A row about somebody. `about_id` names whose record must be open before the row can be read.

    `about_id` is a subject, or a concern or place when no child is known. Every concrete model also has a class
    `Privacy` that says of each of its own fields whether it identifies, is sensitive, or is safe.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about_id = models.UUIDField(db_index=True)
    controller = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    received_from = models.ForeignKey("access.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30, default=Purpose.SAFEGUARDING.code)
    lawful_basis = models.CharField(max_length=12, choices=LawfulBasis.choices, default=LawfulBasis.PUBLIC_TASK)
    retention_class = models.CharField(
        max_length=20, choices=RetentionClass.choices, default=RetentionClass.CHILD_RECORD
    )
    handling_code = models.CharField(max_length=40, blank=True, default="")
    sharing = models.CharField(
        max_length=10, choices=[(each.code, each.code) for each in Sharing], default=Sharing.PARTNERS.code
    )

    IS_PERSONAL: ClassVar[bool] = True
    PRIVACY_OF_COMMON_FIELDS: ClassVar[dict[str, str]] = {
        "id": "safe",
        "about_id": "identifies",
        "controller": "safe",
        "received_from": "safe",
        "purpose": "safe",
        "lawful_basis": "safe",
        "retention_class": "safe",
        "handling_code": "sensitive",
        "sharing": "safe",
    }

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Return the kind and id only: a name must never reach a log."""
        return f"{type(self).__name__}#{self.pk}"


MAY_READ_ROW = """
    (SELECT context.require()) IN ('ACTING', 'RUN')
    OR (about_id = ANY ((SELECT context.granted())::uuid[])
        AND (sharing = 'PARTNERS' OR controller_id = (SELECT context.agency_id())))
"""
MAY_CHANGE_ROW = "(SELECT context.require()) IN ('ACTING', 'RUN')"

HIDE_SEALED = """
        DO $$
        BEGIN
            IF to_regprocedure('resolver.open_to_me()') IS NOT NULL THEN
                CREATE POLICY sealed_is_for_the_named ON {table} AS RESTRICTIVE FOR SELECT TO reachable_app
                    USING ((SELECT context.require()) IN ('ACTING', 'RUN')
                           OR about_id = ANY ((SELECT resolver.open_to_me())::uuid[]));
            END IF;
        END
        $$;
"""
"""Tables made before there were seals with named people got the same policy from a migration of the people stage."""


ERASING_REACHES = """
        DO $reach$
        DECLARE
            one regclass;
            pointing text;
        BEGIN
            IF to_regprocedure('resolver.refuse_while_held()') IS NULL THEN
                RETURN;
            END IF;
            FOR one IN {tables} LOOP
                EXECUTE format('GRANT SELECT, DELETE ON %s TO reachable_eraser', one);
                EXECUTE format('CREATE POLICY eraser_erases ON %s TO reachable_eraser USING (true)', one);
                EXECUTE format('CREATE TRIGGER held_rows_stay BEFORE DELETE ON %s FOR EACH ROW'
                               ' EXECUTE FUNCTION resolver.refuse_while_held()', one);
                EXECUTE format('ALTER TABLE %s ADD CONSTRAINT says_why_and_how_long CHECK (length(purpose) > 0 AND'
                               ' length(lawful_basis) > 0 AND retention_class = ANY (%L))', one,
                               '{{CHILD_RECORD,CONTEXT,WORKING}}'::text[]);
                FOR pointing IN
                    SELECT attname FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
                    WHERE contype = 'f' AND conrelid = one AND NOT attnotnull
                LOOP
                    EXECUTE format('GRANT UPDATE (%I) ON %s TO reachable_eraser', pointing, one);
                END LOOP;
            END LOOP;
        END
        $reach$;
"""
"""Lets erasing reach a table, refuses it while a hold stands, and saves no row without a reason and an end. Tables made
before there was erasing got the same from a migration of the keeping stage."""


def protect_rows(table: str) -> migrations.RunSQL:
    """Return the operation that protects a table of personal rows.

    The application reads a row only when its record is open and not sealed since, writes one only as an act, and never
    deletes one.
    """
    return migrations.RunSQL(
        sql=f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        REVOKE ALL ON {table} FROM reachable_app;
        GRANT SELECT, INSERT, UPDATE ON {table} TO reachable_app;
        CREATE POLICY read_when_open ON {table} FOR SELECT TO reachable_app USING ({MAY_READ_ROW});
        CREATE POLICY add_when_acting ON {table} FOR INSERT TO reachable_app WITH CHECK ({MAY_CHANGE_ROW});
        CREATE POLICY change_when_acting ON {table} FOR UPDATE TO reachable_app
            USING ({MAY_CHANGE_ROW}) WITH CHECK ({MAY_CHANGE_ROW});
        {HIDE_SEALED.format(table=table)}
        {ERASING_REACHES.format(tables=f"SELECT '{table}'::regclass")}
        """,
        reverse_sql=migrations.RunSQL.noop,
    )


def let_resolver_read(table: str, columns: str) -> migrations.RunSQL:
    """Return the operation that lets the narrow resolver functions read some columns of a table, and nothing else."""
    return migrations.RunSQL(
        sql=f"""
        GRANT SELECT ({columns}) ON {table} TO reachable_resolver;
        CREATE POLICY resolver_reads ON {table} FOR SELECT TO reachable_resolver USING (true);
        """,
        reverse_sql=migrations.RunSQL.noop,
    )

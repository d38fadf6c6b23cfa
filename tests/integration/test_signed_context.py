"""With no signed context nothing personal can be read, and "refused" never looks like "nothing there"."""

from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from reachable.access.context import ContextAlreadyOpen, NoContextOpen, acting, running
from reachable.access.domain.viewer import Actor

NOW = datetime(2026, 3, 3, 14, 20, tzinfo=UTC)
PERSONAL = [model for model in apps.get_models() if getattr(model, "IS_PERSONAL", False)]


@pytest.mark.parametrize("model", PERSONAL, ids=lambda model: model._meta.label)
def test_every_personal_table_raises_without_a_context(model, database):
    for ask in (
        lambda: list(model.objects.all()),
        lambda: model.objects.filter(pk=uuid4()).exists(),
        lambda: model.objects.count(),
        lambda: model.objects.filter(about_id__in=[]).update(purpose="X") or list(model.objects.none() | model.objects.all()),
    ):
        with pytest.raises(NoContextOpen):
            ask()

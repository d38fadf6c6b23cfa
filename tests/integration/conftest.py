"""What integration tests share beside a database of their own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection


@pytest.fixture
def django_statements() -> Callable[[], AbstractContextManager[list[str]]]:
    """Give a context in which every statement Django sends is kept."""

    @contextmanager
    def kept() -> Iterator[list[str]]:
        sent: list[str] = []

        def keep(execute, sql, params, many, context):
            sent.append(str(sql))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(keep):
            yield sent

    return kept

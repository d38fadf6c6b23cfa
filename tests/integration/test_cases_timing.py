"""Case 43: a child nobody knows, one who is sealed and one who is another's cost the same work, step for step."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import override_settings
from django.urls import get_resolver, reverse

from reachable.access.context import running
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.kernel.ids import SubjectId
from reachable.people.models import Subject
from reachable.people.operations import seal_record
from tests.factories.child_stories import tell_absences, without_tokens
from tests.factories.children import make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.routes_table import ABSENT, ROUTES

READER, AGENCY = "northshire-social-worker", "eastham-social-care"
FEWEST_PAGES = 12
OWN_LOOKS = "audit.own_looks"
"""How often the reader looked before, for their pace: one more with each page of this test, whatever is asked for."""


def list_pages(child):
    """Give the address of every page that is named by a child's record alone and is there for whoever works with it."""
    needed = {
        each.name: next(iter(get_resolver().reverse_dict.getlist(each.name)))[0][0][1]
        for each in ROUTES
        if each.stranger == ABSENT
    }
    return [reverse(name, args=[child]) for name, words in needed.items() if words == ["subject_id"]]


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def nobodys(made):
    """Give a child nobody knows, one with many records who is another's, and one who is sealed."""
    anothers, sealed = (make_child(made, name, agency=AGENCY) for name in ("Ayaan Kestrel", "Zeb Larkin"))
    for child in (anothers, sealed):
        tell_absences(made, child, 20, until=NOW)
    with running(job="test", now=NOW):
        row = Subject.objects.get(pk=sealed)
        seal_record(agency_id=row.agency_id, system=row.system, local_id=row.local_id, because="x", by=MACHINE, now=NOW)
    return (SubjectId(uuid4()), anothers, sealed)


def work_of(client, path, words=None):
    """Return every statement that is sent while a page is answered, and how many rows came back, in their order."""
    sent = []

    def keep(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        rows = None if OWN_LOOKS in str(sql) else context["cursor"].rowcount
        sent.append((str(sql), many, rows))
        return answer

    with connection.execute_wrapper(keep):
        answer = client.get(path) if words is None else client.post(path, words)
    headers = {name: value for name, value in answer.items() if name not in ("X-Request-Id", "X-Correlation-Id")}
    headers["Content-Security-Policy"] = headers["Content-Security-Policy"].partition("'nonce-")[0]
    return sent, (answer.status_code, without_tokens(answer.content), headers)


def test_case_43_no_child_a_sealed_one_and_anothers_cost_the_same_statements_and_rows(made, nobodys):
    client = made.client(READER)
    client.get(f"/child/{uuid4()}/")  # The first page of a session notes the session itself.
    pages = list(zip(*map(list_pages, nobodys), strict=True))
    assert len(pages) > FEWEST_PAGES
    for page in pages:
        (work, answer), *others = [work_of(client, address) for address in page]
        assert len(work) > 1, page
        assert answer[0] == 404, page
        for other_work, other_answer in others:
            assert other_work == work, page
            assert other_answer == answer, page


def test_case_43_looking_up_a_hidden_child_costs_the_statements_of_looking_up_nobody(
    made, nobodys, database, privileged
):
    client = made.client(READER)
    with running(job="test", now=NOW):
        look_for_same_child(subject_ids=nobodys[1:], because="test", by=MACHINE, now=NOW)
    looked_up = ("Oskar Lindqvist 15 ZZ8 1AA", "Ayaan Kestrel 15 ZZ8 1AA", "Zeb Larkin 15 ZZ8 1AA")
    client.post("/look-up/", {"words": looked_up[0]})
    nobody, *hidden = [work_of(client, "/look-up/", {"words": words})[0] for words in looked_up]
    for each in hidden:
        assert [sql for sql, _, _ in each] == [sql for sql, _, _ in nobody]
    with privileged.connect(database) as admin:
        refused = admin.execute("SELECT DISTINCT about_id FROM audit.entry WHERE kind = 'REFUSED' AND what = 'look-up'")
        assert nobodys[1] in {about for (about,) in refused.fetchall()}

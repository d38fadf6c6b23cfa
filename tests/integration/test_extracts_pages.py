"""Extracts on their pages: sent, looked at, brought in; only for whoever brings them in, and nobody is named."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reachable.access.context import running
from reachable.access.domain.viewer import Role
from reachable.access.operations import register_membership
from reachable.intake.models import Extract
from reachable.people.models import Subject
from reachable.web.extracts import forms
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.unit.intake.extract_files import bare_row, write_file

OFFICER = "northshire-extract-officer"


@pytest.fixture
def made(database):
    return make_partnership()


@pytest.fixture
def officer(made):
    return made.client(OFFICER)


def arrests(count, **changes):
    return [
        bare_row(
            "custody",
            custody_ref=f"EC/26/{number:06}",
            surname="Okafor-Bell",
            forename="Jayden",
            arrested_at="12/05/2026 23:10",
            recorded_at="13/05/2026 02:00",
            **changes,
        )
        for number in range(count)
    ]


def send(client, rows, **more):
    file = SimpleUploadedFile("custody.csv", write_file("custody", rows), content_type="text/csv")
    return client.post("/extracts/", {"extract": custody_of(client), "file": file, **more}, follow=True)


def custody_of(client):
    offered = re.search(r'value="(custody:[^"]+)"', words(client.get("/extracts/")))
    return "custody" if offered is None else offered.group(1)


def words(response):
    return response.content.decode()


def count_subjects():
    with running(job="test", now=NOW):
        return Subject.objects.count()


def press(client, response, button):
    (address,) = re.findall(rf'action="([^"]+/{button}/)"', words(response))
    return client.post(address, follow=True)


def without_token(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", words(response))


def test_a_file_is_looked_at_before_anything_of_it_is_kept(officer):
    page = send(officer, arrests(3, drugs_seized="cannabis"))
    assert "Waiting for a look" in words(page)
    told_of = ("What bringing it in would change", "3, of whom 3 are not in an earlier extract", "Arrested")
    for told in told_of:
        assert told in words(page)
    assert count_subjects() == 0


def test_only_so_many_extracts_of_an_agency_wait_at_once_and_what_to_do_is_said(officer, monkeypatch):
    monkeypatch.setattr("reachable.intake.operations.MOST_WAITING", 1)
    first = send(officer, arrests(1))
    page = send(officer, arrests(2))
    assert page.status_code == 422
    assert "1 extracts of this agency wait for a look already. Bring one in or let it go" in words(page)
    press(officer, first, "bring-in")
    assert "Waiting for a look" in words(send(officer, arrests(2)))


def test_no_page_of_an_extract_names_a_child(officer):
    page = send(officer, arrests(3))
    assert "Okafor" not in words(page)
    page = press(officer, page, "bring-in")
    assert "Okafor" not in words(page)
    assert "Okafor" not in words(send(officer, arrests(3, wraps="few")))


def test_bringing_it_in_says_what_it_did_and_shows_that_the_feed_is_fresh(officer):
    page = press(officer, send(officer, arrests(3)), "bring-in")
    assert "Brought in: 3 rows." in words(page)
    assert count_subjects() == 3
    listed = words(officer.get("/extracts/"))
    assert "Brought in" in listed
    assert "Up to date: today" in listed


def test_a_second_look_tells_what_is_new_changed_and_known(officer):
    press(officer, send(officer, arrests(3)), "bring-in")
    changed = arrests(1, offence="Something else") + arrests(4)[1:]
    page = words(send(officer, changed))
    for heading, number in (("New", 1), ("Changed since they were last sent", 1), ("The same as before", 2)):
        assert f"<dt>{heading}</dt><dd>{number}</dd>" in page


def test_a_file_with_nobody_who_was_ever_sent_before_may_be_another_agencys(officer):
    press(officer, send(officer, arrests(3)), "bring-in")
    warning = "None of these children is in an earlier extract of Northshire police."
    assert warning in words(send(officer, arrests(5)[3:]))
    assert warning not in words(send(officer, arrests(4)[2:]))


def test_an_extract_can_be_let_go(officer):
    page = press(officer, send(officer, arrests(3)), "let-go")
    assert "The file was not brought in." in words(page)
    assert count_subjects() == 0


def test_pressing_twice_brings_it_in_once(officer):
    page = send(officer, arrests(3))
    press(officer, page, "bring-in")
    assert "answered for this extract already" in words(press(officer, page, "bring-in"))
    assert count_subjects() == 3


def test_a_broken_file_is_shown_with_every_line_column_and_remedy(officer):
    page = words(send(officer, arrests(2, wraps="few")))
    assert "Nothing was kept" in page
    assert "There are 2 problems." in page
    for told in ("Line 2", "Line 3", "wraps", "This is not a whole number.", "Write digits only, as in 24."):
        assert told in page
    assert count_subjects() == 0


def test_far_fewer_rows_come_in_once_confirmed(officer):
    press(officer, send(officer, arrests(30)), "bring-in")
    page = words(send(officer, arrests(2)))
    assert "choose the file again and tick that they are" in page
    assert "Bring it in" in words(send(officer, arrests(2), fewer_rows="on"))


def test_a_file_too_large_or_none_at_all_is_answered_on_the_form(officer, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST_FILE", 100)
    large = send(officer, arrests(3))
    assert (large.status_code, "larger than 20 MB" in words(large)) == (422, True)
    none = officer.post("/extracts/", {"extract": custody_of(officer)})
    assert (none.status_code, "Choose the file" in words(none)) == (422, True)
    assert "Choose which extract it is" in words(officer.post("/extracts/", {"extract": "weather"}))
    assert Extract.objects.count() == 0


def test_an_agency_is_offered_only_the_feeds_it_holds(officer):
    page = words(officer.get("/extracts/"))
    assert 'value="custody:' in page
    assert 'value="missing:' in page
    assert 'value="social_care:' not in page


def test_a_hub_brings_in_the_extracts_of_its_own_area_only(made, officer):
    with running(job="test", now=NOW):
        member = register_membership(
            user_id=made.users[OFFICER],
            team_id=made.teams["northshire-triage"],
            role=Role.EXTRACT_OFFICER,
            starts_at=NOW,
            by=MACHINE,
            now=NOW,
        )
    made.memberships[OFFICER] = member
    hub = made.client(OFFICER)
    page = words(hub.get("/extracts/"))
    assert "Northshire children&#39;s social care: social care contacts" in page
    assert "Northshire police: police custody" in page
    assert "Eastham" not in page.split("How fresh")[0]
    of_the_police = send(officer, arrests(3)).redirect_chain[-1][0]
    assert hub.get(of_the_police).status_code == 200
    eastham = send(made.client("eastham-extract-officer"), arrests(3)).redirect_chain[-1][0]
    assert hub.get(eastham).status_code == 404
    forged = {"extract": f"custody:{made.agencies['eastham-police']}", "file": SimpleUploadedFile("x.csv", b"x")}
    assert hub.post("/extracts/", forged).status_code == 422


@pytest.mark.parametrize("person", ["northshire-coordinator", "northshire-teacher", "northshire-supervisor"])
def test_nobody_else_finds_these_pages(person, made, officer):
    page = send(officer, arrests(3))
    other = made.client(person)
    address = page.redirect_chain[-1][0]
    assert other.get("/extracts/").status_code == 404
    assert other.get(address).status_code == 404
    assert other.post(f"{address}bring-in/").status_code == 404
    assert send(other, arrests(1)).status_code == 404


def test_an_extract_of_another_agency_and_one_that_is_not_there_are_answered_alike(made, officer):
    address = send(officer, arrests(3)).redirect_chain[-1][0]
    other = made.client("eastham-extract-officer")
    answers = [other.get(address), other.get(f"/extracts/{uuid4()}/")]
    assert [each.status_code for each in answers] == [404, 404]
    assert without_token(answers[0]) == without_token(answers[1])
    assert other.post(f"{address}bring-in/").status_code == 404
    assert other.post(f"{address}let-go/").status_code == 404

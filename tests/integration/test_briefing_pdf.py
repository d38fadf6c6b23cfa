"""The briefing as PDF: tagged, marked, noted as read, and not a word more than the page."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from reachable.adapters import pdf as pdf_adapter
from reachable.adapters.clock import read_clock
from reachable.adapters.pdf import MayFetchNothing, make_pdf
from reachable.timeline.domain.kinds import EventKind as K
from reachable.web.briefing import views
from reachable.web.shared import paper
from tests.factories.children import add_event, ask_rules, make_child
from tests.factories.partnership import make_partnership
from tests.factories.pdf_files import open_pdf, tags_of, text_of, words_of


@pytest.fixture
def made(database):
    now = read_clock()
    made = make_partnership(now=now)
    child = make_child(made, "Ayaan Khan", now=now)
    at = now - timedelta(minutes=30)
    add_event(made, child, K.ARREST, at, drugs_supply=True, offence="Possession with intent")
    add_event(made, child, K.MISSING_REPORTED, at - timedelta(hours=9))
    ask_rules(at + timedelta(minutes=1))
    return made


def words_on_page(html):
    body = re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.S)
    return words_of(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").replace("&amp;", "&"))


def pdf_for(made, code="northshire-coordinator", **asked):
    response = made.client(code).get(reverse("today_pdf"), asked)
    assert response["Content-Type"] == "application/pdf"
    return open_pdf(response.content), response


def test_it_is_tagged_has_a_language_and_a_title_and_says_that_it_is_accessible(made):
    pdf, _ = pdf_for(made)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-gb"
    assert "Northshire" in pdf.metadata.title
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    tags = tags_of(pdf)
    assert tags.count("H1") == 1
    assert {"H2", "Table", "TH", "TD", "P", "L", "LI"} <= set(tags)


def test_every_page_says_for_whom_and_when_it_was_made_and_that_it_goes_no_further(made):
    pdf, _ = pdf_for(made, reasons="on-paper")
    assert len(pdf.pages) > 1
    for number, page in enumerate(pdf.pages, start=1):
        said = " ".join(page.extract_text().split())
        assert "Not to be passed on." in said
        assert re.search(rf"Made for Northshire Coordinator, .+ on \w+day .+Page {number} of {len(pdf.pages)}", said), (
            said
        )


@pytest.mark.parametrize("reasons", ["", "on-paper"])
def test_it_has_initials_and_not_a_word_that_the_page_has_not(made, reasons):
    asked = {"reasons": reasons} if reasons else {}
    pdf, _ = pdf_for(made, **asked)
    text = text_of(pdf)
    page = made.client("northshire-coordinator").get("/", asked).content.decode()
    assert "A.K., 15" in text
    assert "Ayaan" not in text
    marking = words_of(text.split("Northshire ·")[0].split(" passed on.")[0] + " passed Page of")
    marking |= {str(number) for number in range(1, 60)}
    times = {word for word in words_of(text) if re.fullmatch(r"\d\d", word)}
    assert words_of(text) - words_on_page(page) - marking - times == set()


def test_what_the_file_says_of_itself_names_no_person_machine_or_folder(made):
    pdf, response = pdf_for(made)
    assert set(pdf.metadata) <= {"/Title", "/Producer"}
    assert "/" not in pdf.metadata["/Title"]
    for leak in (b"/work", b"/root", b"/home", b"file:", b"localhost", b"127.0.0.1", b"given:"):
        assert leak not in response.content
    assert re.fullmatch(r'inline; filename="briefing-\d{4}-\d\d-\d\d\.pdf"', response["Content-Disposition"])
    assert "no-store" in response["Cache-Control"]


def test_reading_it_is_noted_for_each_child_like_reading_the_page(made, database, privileged):
    def listed(what):
        with privileged.connect(database) as admin:
            rows = admin.execute("SELECT about_id FROM audit.entry WHERE kind = 'LISTED' AND what = %s", [what])
            return [about for (about,) in rows.fetchall()]

    made.client("northshire-coordinator").get("/")
    assert listed("the morning briefing, as PDF") == []
    pdf_for(made)
    assert listed("the morning briefing, as PDF") == listed("the morning briefing") != []


def test_case_25_a_whole_list_on_paper_is_noted_for_each_child_as_taken_out_and_is_not_printed_otherwise(
    made, database, privileged
):
    def listed(what):
        with privileged.connect(database) as admin:
            rows = admin.execute("SELECT about_id FROM audit.entry WHERE kind = 'LISTED' AND what = %s", [what])
            return [about for (about,) in rows.fetchall()]

    client = made.client("northshire-coordinator")
    page = client.get("/").content.decode()
    list_of_children = page.partition("The list is not printed from this page")[2]
    assert '<div class="reach-no-print">' in list_of_children
    assert listed("the morning briefing, taken out on paper") == []
    taken = client.get("/?taken=on-paper").content.decode()
    assert "It is noted, for each child on it" in taken
    assert "The list is not printed from this page" not in taken
    assert listed("the morning briefing, taken out on paper") == listed("the morning briefing") != []


def test_where_it_cannot_be_made_the_page_says_so_and_offers_print(made, monkeypatch):
    for module in (pdf_adapter, views, paper):
        monkeypatch.setattr(module, "can_make_pdf", lambda: False)
    client = made.client("northshire-coordinator")
    page = client.get("/").content.decode()
    assert "PDF is left out on this installation; print the page instead." in page
    assert reverse("today_pdf") not in page
    response = client.get(reverse("today_pdf"))
    assert response.status_code == 501
    assert "PDF is left out here" in response.content.decode()
    with pytest.raises(pdf_adapter.NoPdfHere):
        make_pdf("<p>x</p>", files={})


def test_a_page_made_into_pdf_can_fetch_nothing_it_was_not_given():
    for address in ("https://example.org/x.png", Path(__file__).as_uri(), "given:other"):
        with pytest.raises(MayFetchNothing):
            make_pdf(f'<html lang="en"><title>x</title><img alt="x" src="{address}">', files={})


def test_case_13_a_right_taken_away_while_a_pdf_is_made_lets_nothing_leave(made, monkeypatch, database, privileged):
    def loses_the_right(page, *, files):
        with privileged.connect(database) as admin:
            admin.execute("UPDATE access_workingrelationship SET ends_at = %s WHERE starts_at < %s", [read_clock()] * 2)
        return make_pdf(page, files=files)

    client = made.client("northshire-coordinator")
    assert client.get(reverse("today_pdf"))["Content-Type"] == "application/pdf"
    monkeypatch.setattr(paper, "make_pdf", loses_the_right)
    answer = client.get(reverse("today_pdf"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Nothing has left" in page
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT count(*) FROM audit.entry WHERE kind = 'REFUSED' AND what = 'asked again before a file left'"
        ).fetchone()
    assert noted[0] > 0

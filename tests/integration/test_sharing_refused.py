"""Sharing that is refused on the page: where one would agree with oneself, and where nothing can be recalled."""

from reachable.sharing.domain.agreements import AgreementAnswer
from reachable.sharing.models import ShareDecision
from tests.integration import test_sharing_pages as pages
from tests.integration.test_sharing_pages import HOLDER, agreed, count, post, said, shared

made, child = pages.made, pages.child


def test_nobody_is_the_second_person_of_their_own_decision(made, child):
    agreed(made, AgreementAnswer.REVIEW, made.users[HOLDER])
    answer = post(made, child, step="decide")
    assert answer.status_code == 422
    assert "somebody else of your agency shares it" in said(answer)
    assert count(ShareDecision) == 0


def test_what_nobody_can_read_is_not_said_to_be_recalled(made, child):
    decision = shared(made, child)
    for words in ("It is recalled", "was recalled already"):
        recalled = made.client(HOLDER).post(f"{decision}recall/", {"because": "Sent in error"}, follow=True)
        assert words in said(recalled)

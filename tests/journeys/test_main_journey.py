"""One child, from what a teacher saw to what the teacher hears, in each of the ways people use the site."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.alerts.queries import list_waiting_messages
from reachable.journeys.ladder_climbed import climb_ladders
from tests.journeys.live_site import Site
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST

TEACHER, COORDINATOR, SERGEANT = "Joanna Pryce", "Marian Okoye", "Farida Noor"
FIRST_TOLD, SECOND_TOLD = "Yusra Deen", "Bronagh Keane"
CHILD, INITIALS = "Hamza Iqbal", "H.I., 15"
SAYS_WHO_IT_IS = re.compile("hamza|iqbal|h\\.i\\.|aldermere|southbay|arrest|drug", re.IGNORECASE)
ALERT = re.compile("H\\.I\\., 15.*Grounds to refer to the NRM")
TOLD_TEACHER = "Thank you. We are working with him and his mother."
LONGER_THAN_AN_ANSWER_MAY_TAKE = timedelta(hours=2, minutes=5)


class Journey:
    """The people of the journey at one browser, one after the other, on pages that have nothing wrong with them."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.clock = visitor.site.clock
        self.told_before = self._messages()

    def when_a_teacher_records_a_concern(self) -> None:
        teacher = self.visitor
        teacher.signs_in_as(TEACHER)
        teacher.chooses_from_menu("Record a concern")
        teacher.finds_nothing_wrong()
        teacher.answers("Is a child in danger right now?", "No")
        teacher.writes("Name", CHILD)
        teacher.writes("Age or date of birth", "15")
        teacher.writes("What did you see or hear?", "A new phone every week. He asked me whether a debt ever ends.")
        teacher.writes("In the child’s own words", "It doubles when you are late.")
        teacher.answers("Is it safe to contact the family?", "Yes")
        teacher.writes("How is it safe?", "His mother, before six")
        teacher.presses("Send")

    def then_the_teacher_has_a_reference(self) -> None:
        self.visitor.reads("Your concern was sent", "Your reference", "They decide by Friday 15 May, 17:00")
        self.visitor.finds_nothing_wrong()

    def when_the_coordinator_says_which_child_it_is_and_decides(self) -> None:
        coordinator = self.visitor
        coordinator.signs_in_as(COORDINATOR)
        coordinator.chooses_from_menu("Concerns")
        coordinator.finds_nothing_wrong()
        coordinator.follows(CHILD)
        coordinator.reads("It doubles when you are late.", "Both give the name ‘Hamza Iqbal’.")
        coordinator.finds_nothing_wrong()
        self._says_it_is_the_same_child("His school knows him; I rang.")
        coordinator.answers("Is there a risk outside the family?", "There is a risk")
        coordinator.answers("Is there a risk in the family?", "Looked for and not seen")
        coordinator.answers("What happens now?", "Accept to children's social care")
        coordinator.writes("Why?", "Debt, fear and new phones.")
        coordinator.writes("What is the person who raised it told?", TOLD_TEACHER)
        coordinator.presses("Keep the decision")
        coordinator.reads("Decided: RC-")
        coordinator.finds_nothing_wrong()

    def when_a_sergeant_records_that_the_child_was_arrested_just_now(self) -> None:
        sergeant = self.visitor
        sergeant.signs_in_as(SERGEANT)
        sergeant.chooses_from_menu("Something happened")
        sergeant.finds_nothing_wrong()
        sergeant.presses("A child was arrested")
        sergeant.finds_nothing_wrong()
        sergeant.writes("First name, as given", "Hamza")
        sergeant.writes("Family name, as given", "Iqbal")
        for box, number in (("Day", "26"), ("Month", "11"), ("Year", "2010")):
            sergeant.writes(box, number)
        sergeant.writes("What time?", "08:50")
        sergeant.writes("Where?", "Southbay custody")
        sergeant.writes("Arrested for", "Possession with intent to supply class A")
        sergeant.answers("Possession with intent to supply?", "Yes")
        sergeant.writes("Drugs taken: what?", "heroin")
        sergeant.writes("How many wraps?", "12")
        sergeant.writes("Cash taken, in pounds", "340")
        sergeant.presses("Record it, and show what must happen now")

    def then_rules_say_what_must_happen_before_release(self) -> None:
        self.visitor.reads("What must happen now", "What was taken is owed", "Held with drugs in amounts for supply")
        self.visitor.finds_nothing_wrong()
        self._says_it_is_the_same_child("He gave his school, and it has this date of birth.")

    def then_the_duty_worker_is_told_by_a_message_that_says_nothing_of_the_child(self) -> None:
        sent = self._messages() - self.told_before
        assert FIRST_TOLD in {name for name, _ in sent}
        assert [text for _, text in sent if SAYS_WHO_IT_IS.search(text)] == []
        duty_worker = self.visitor
        duty_worker.signs_in_as(FIRST_TOLD, "duty")
        duty_worker.chooses_from_menu("Alerts")
        duty_worker.reads(INITIALS)
        duty_worker.finds_nothing_wrong()
        duty_worker.follows(ALERT)
        duty_worker.reads(CHILD, FIRST_TOLD)
        duty_worker.finds_nothing_wrong()

    def when_nobody_answers_in_time(self) -> None:
        self.told_before = self._messages()
        self.clock.put_forward(LONGER_THAN_AN_ANSWER_MAY_TAKE)
        climb_ladders(now=self.clock.read())

    def then_the_second_is_told_takes_it_and_says_what_was_done(self) -> None:
        assert SECOND_TOLD in {name for name, _ in self._messages() - self.told_before}
        second = self.visitor
        second.signs_in_as(SECOND_TOLD)
        second.chooses_from_menu("Alerts")
        second.finds_nothing_wrong()
        second.follows(ALERT)
        second.reads(FIRST_TOLD, SECOND_TOLD)
        second.finds_nothing_wrong()
        second.answers("By when will you act?", "in 15 minutes")
        second.presses("I am taking it")
        second.reads("You have taken it.")
        second.finds_nothing_wrong()
        second.unfolds("Say what was done")
        second.writes("What was done?", "Referred to the NRM and rang his mother.")
        second.presses("This was done")
        second.reads("What was done is written down.", "Referred to the NRM and rang his mother.")
        second.finds_nothing_wrong()

    def then_the_teacher_hears_what_came_of_it(self) -> None:
        teacher = self.visitor
        teacher.signs_in_as(TEACHER)
        teacher.chooses_from_menu("Your concerns")
        teacher.reads("You wrote that it is about: Hamza Iqbal", TOLD_TEACHER)
        teacher.finds_nothing_wrong()

    def _says_it_is_the_same_child(self, because: str) -> None:
        self.visitor.unfolds("Say whether it is the same child")
        self.visitor.answers("Is it the same child?", "Yes, the same child")
        self.visitor.writes("Why?", because)
        self.visitor.presses("Keep my answer")
        self.visitor.reads("Your answer is kept, with your name.")
        self.visitor.finds_nothing_wrong()

    def _messages(self) -> set[tuple[str, str]]:
        """Return who is sent which words outside."""
        with running(job="test", now=self.clock.read()):
            return {(each.to_name, each.text) for each in list_waiting_messages(viewer=Run("test"), at_most=10_000)}


@pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())
def test_what_a_teacher_saw_reaches_somebody_who_acts_and_the_teacher_hears(
    way: Way, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    journey = Journey(open_visitor(fresh_site, way))
    journey.when_a_teacher_records_a_concern()
    journey.then_the_teacher_has_a_reference()
    journey.when_the_coordinator_says_which_child_it_is_and_decides()
    journey.when_a_sergeant_records_that_the_child_was_arrested_just_now()
    journey.then_rules_say_what_must_happen_before_release()
    journey.then_the_duty_worker_is_told_by_a_message_that_says_nothing_of_the_child()
    journey.when_nobody_answers_in_time()
    journey.then_the_second_is_told_takes_it_and_says_what_was_done()
    journey.then_the_teacher_hears_what_came_of_it()

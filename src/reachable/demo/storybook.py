"""Every story told in the demo, by name, and the one who tells it.

In:  the children and the demo's moments.
Out: Story values, each with what happened in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reachable.demo.chance import chance_for
from reachable.demo.children import Child
from reachable.demo.happenings import Happening
from reachable.demo.moments import Moments
from reachable.demo.ordinary import tell_ordinary_lives
from reachable.demo.ordinary_wider import tell_wider_lives
from reachable.demo.scene import Scene
from reachable.demo.stories import away, beside, care, custody, missing, school


@dataclass(frozen=True, slots=True)
class Story:
    """What happened to the children of one story. `about` is the first child; `told` says it in a sentence."""

    code: str
    told: str
    children: tuple[str, ...]
    happenings: tuple[Happening, ...]

    @property
    def about(self) -> str:
        """Return the key of the child the story is chiefly about."""
        return self.children[0]


TELLERS: tuple[Callable[[Scene], None], ...] = (
    custody.arrested_far_from_home_last_night,
    custody.released_at_night_to_nobody,
    custody.third_arrest_and_still_in_debt,
    custody.hidden_inside_the_body,
    custody.a_friend_was_arrested,
    custody.knife_carried_to_school,
    custody.robbed_of_what_he_carried,
    custody.written_down_late,
    custody.gave_another_name,
    custody.sister_threatened,
    missing.return_interview_due_today,
    missing.return_interview_overdue,
    missing.return_interview_declined_then_missing_again,
    missing.found_a_hundred_miles_away,
    missing.missing_for_weeks,
    missing.found_in_a_home_taken_over,
    missing.first_missing_then_first_find,
    missing.came_back_hurt,
    missing.said_wants_out,
    missing.twin_missing_overnight,
    missing.two_children_of_one_home,
    school.excluded_for_good_and_missing_twice,
    school.eight_hours_a_week,
    school.stabbed_last_night,
    school.every_sign_and_an_ordinary_reason,
    school.travelled_in_school_hours,
    school.money_through_her_account,
    care.stepped_down_after_missing,
    care.closed_because_he_would_not_come,
    care.placed_sixty_miles_away,
    care.referred_to_nrm_and_no_answer,
    care.nrm_positive_and_still_waiting,
    care.new_worker_at_step_up,
    care.missing_excluded_and_in_care,
    care.refused_three_times,
    care.seventeen_and_nearly_out,
    care.no_conference_after_strategy_discussion,
    care.assessment_past_its_time,
    care.not_visited_for_seven_weeks,
    care.adopted,
    away.alone_on_a_train_in_school_hours,
    away.three_trains_in_ten_days,
    away.stopped_with_a_stranger,
    away.met_together_at_a_station,
    away.to_see_his_grandmother,
    away.searched_and_nothing_found,
    away.three_homes_in_five_months,
    away.placed_and_the_area_was_told,
    away.placed_at_night_in_a_home_that_is_not_registered,
    away.home_before_the_end_of_the_week,
    away.every_night_at_the_takeaway,
    beside.stabbed_and_walked_out,
    beside.somebody_came_to_the_bedside,
    beside.fell_off_a_bicycle,
    beside.what_the_hospital_saw_inside,
    beside.put_back_by_the_panel,
    beside.told_no_and_asking_again,
    beside.both_decisions_in_one_meeting,
    beside.the_one_worker_she_trusts,
    beside.he_did_not_come_and_nobody_let_go,
    beside.taken_back_to_court_for_not_coming,
    beside.diverted_and_doing_well,
    beside.the_assessment_saw_it_first,
    beside.the_tenant_of_the_flat,
    beside.the_uncle_must_not_hear,
    beside.his_mother_asked_three_times,
)


def stories(seed: int, moments: Moments, children: Mapping[str, Child]) -> tuple[Story, ...]:
    """Return every story, told of these children and counted back from this morning."""
    return tuple(_tell(teller, seed, moments, children) for teller in TELLERS)


def ordinary_happenings(
    seed: int, moments: Moments, children: Mapping[str, Child], told: tuple[Story, ...]
) -> tuple[Happening, ...]:
    """Return what happened in the lives of the others, in which nothing needs an answer."""
    scene = Scene("ordinary", moments, children, chance_for(seed, "ordinary"))
    in_stories = frozenset(child for story in told for child in story.children)
    tell_ordinary_lives(scene, in_stories)
    wider = Scene("ordinary-wider", moments, children, chance_for(seed, "ordinary-wider"))
    tell_wider_lives(wider, in_stories)
    return (*scene.happenings, *wider.happenings)


def _tell(teller: Callable[[Scene], None], seed: int, moments: Moments, children: Mapping[str, Child]) -> Story:
    scene = Scene(teller.__name__, moments, children, chance_for(seed, teller.__name__))
    teller(scene)
    about = tuple(dict.fromkeys(happening.child for happening in scene.happenings))
    told = (teller.__doc__ or "").removeprefix("Tell of ")
    return Story(teller.__name__, told, about, tuple(scene.happenings))

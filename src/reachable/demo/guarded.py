"""What is guarded in the demo: glass broken by night, a pack not yet released, where a child is, who must not be told.

In:  a World and the partnership's ids.
Out: what people opened, reviewed, prepared and decided, and when, through the same doors as the pages.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from reachable.adapters.bank_holidays import england_and_wales
from reachable.demo.agencies import E_CHILDREN, N_CHILDREN
from reachable.demo.seeding import Living
from reachable.demo.signed_in import record_of, signed_in
from reachable.journeys.glass_broken import break_glass, close_my_glass
from reachable.journeys.glass_reviewed import review_glass
from reachable.journeys.not_told_recorded import write_not_told
from reachable.journeys.pack_made import CORRECTED, list_words_to_read, prepare_pack
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.kernel.london import london_date
from reachable.oversight.domain.broken_glass import GlassAnswer, GlassReason
from reachable.oversight.domain.exact_child import StatedChild
from reachable.people.domain.not_told import NotToldWish
from reachable.people.domain.telling import WouldBeTold
from reachable.sharing.domain.packs import PackKind, WantedPack

SERGEANT, NIGHT_DESK, REVIEWER = "ian.brace", "dot.merriman", "bronagh.keane"
FOUR_WEEKS = timedelta(days=28)
THIS_MORNING = timedelta(minutes=-70)
ALL_HAVE_SENT = "07:06"
"""The last extract of the morning is in: what it brings is not gone through for a place a second time."""


def happenings_to_what_is_guarded(living: Living) -> Iterator[tuple[datetime, partial[None]]]:
    """Return what is opened, reviewed, prepared and decided in the demo's days, each with its moment."""
    moments = living.world.moments
    this_morning = max(moments.at(0, ALL_HAVE_SENT), moments.from_now(THIS_MORNING))
    for at, do in (
        (moments.at(1, "02:10"), _break_glass_in_custody),
        (moments.office(1, "12:20"), _keep_from_his_father),
        (moments.office(1, "14:30"), _prepare_a_pack),
        (moments.at(1, "23:40"), _break_glass_at_the_night_desk),
        (this_morning, _protect_where_she_is),
    ):
        yield at, partial(do, living, at)


def _break_glass_in_custody(living: Living, at: datetime) -> None:
    """Let the custody sergeant open Carys's record for a few minutes, and a supervisor answer that it was right."""
    glass_id = _break_glass(
        living,
        SERGEANT,
        "carys-llewellyn",
        GlassReason.IS_HERE,
        "She came in with a lad we arrested and will not say who waits for her outside. She is out within the hour.",
        at,
    )
    _close_glass(living, SERGEANT, at + timedelta(minutes=13))
    reviewer = signed_in(living, REVIEWER, at + timedelta(hours=7))
    review_glass(
        glass_id=glass_id,
        answer=GlassAnswer.RIGHT,
        words="Rang the custody desk. He read who works with her, rang our night desk and closed it within a quarter of"
        " an hour.",
        viewer=reviewer,
        now=reviewer.at,
    )


def _break_glass_at_the_night_desk(living: Living, at: datetime) -> None:
    """Let the night desk open Harvey's record last night, which nobody has reviewed yet."""
    _break_glass(
        living,
        NIGHT_DESK,
        "harvey-stott",
        GlassReason.THREATENED,
        "His mother rang: two men came to the door for him and said that they will be back before one.",
        at,
    )
    _close_glass(living, NIGHT_DESK, at + timedelta(minutes=35))


def _break_glass(living: Living, staff: str, child: str, reason: GlassReason, danger: str, at: datetime) -> UUID:
    stated = living.world.child(child)
    return break_glass(
        stated=StatedChild(given=stated.forename, family=stated.surname, born=stated.born),
        reason=reason,
        danger=danger,
        viewer=signed_in(living, staff, at),
        now=at,
    ).glass_id


def _close_glass(living: Living, staff: str, at: datetime) -> None:
    close_my_glass(viewer=signed_in(living, staff, at), now=at)


def _prepare_a_pack(living: Living, at: datetime) -> None:
    """Let Sienna's worker prepare what is held of her, which she asked for; somebody else has to release it."""
    viewer = signed_in(living, "jin.howarth", at)
    subject_id = record_of(living, "sienna-grant", E_CHILDREN, at)
    words = list_words_to_read(viewer=viewer, subject_id=subject_id, now=at)
    prepare_pack(
        viewer=viewer,
        subject_id=subject_id,
        wanted=WantedPack(
            kind=PackKind.SUBJECT_ACCESS,
            asked_by="Sienna Grant",
            asked_on=london_date(at) - timedelta(days=5),
            checked_how="She asked me herself when we met. She is 17, knows what it is, and wants to read it with me.",
        ),
        chosen=[key for key, said in words.items() if not said.startswith(CORRECTED)],
        calendar=england_and_wales(),
        now=at,
    )


def _protect_where_she_is(living: Living, at: datetime) -> None:
    """Let Naomi's worker decide that where she is stays hidden from all but those who say why they must know."""
    protect_whereabouts(
        subject_id=record_of(living, "naomi-osei", N_CHILDREN, at),
        because="Her mother's partner has rung two schools to ask where she is. She was moved to be safe from him.",
        review_on=london_date(at) + FOUR_WEEKS,
        viewer=signed_in(living, "yusra.deen", at),
        now=at,
    )


def _keep_from_his_father(living: Living, at: datetime) -> None:
    """Let Leo's worker write down that his father must not be told."""
    write_not_told(
        viewer=signed_in(living, "oyinda.bello", at),
        subject_id=record_of(living, "leo-stanway", N_CHILDREN, at),
        wish=NotToldWish(
            who=WouldBeTold(name="Gary Stanway", relation="FATHER"),
            of_what="That we are asking questions, and when Leo is next seen alone",
            because="Leo says that his father keeps the money for the older boys and tells them where he is.",
            said_by="Leo, to me at school",
            review_on=london_date(at) + FOUR_WEEKS,
        ),
        now=at,
    )

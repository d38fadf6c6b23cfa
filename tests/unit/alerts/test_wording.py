"""One alert, worded for readers who may see different things."""

from collections.abc import Mapping

from reachable.alerts.domain.wording import Piece, Visibility, Wording, word_alert
from reachable.kernel.ids import EventId
from tests.unit.tracks.made_up import event_id

ARREST, STABBED, REFERRED = event_id("arrest"), event_id("hospital"), event_id("referral")
PIECES = (
    Piece("arrested away from home on Tuesday 3 March", (ARREST,)),
    Piece("seen at hospital with a stab wound on Monday 2 March", (STABBED,)),
    Piece("referral not accepted on Friday 27 February", (REFERRED,)),
)
SEEN, MAY_ASK, HIDDEN = Visibility.SEEN, Visibility.MAY_ASK, Visibility.HIDDEN


def read(visibility: Mapping[EventId, Visibility], *pieces: Piece) -> Wording:
    """Return the alert as a reader with this sight of it reads it."""
    return word_alert(
        pieces or PIECES,
        visibility=visibility,
        opening="This child may be reachable now",
        ring="the Eastham duty team, 020 7946 0100",
    )


def test_a_reader_who_may_see_everything_reads_the_whole_sentence() -> None:
    wording = read(dict.fromkeys((ARREST, STABBED, REFERRED), SEEN))
    assert wording.sentence == (
        "This child may be reachable now: arrested away from home on Tuesday 3 March; "
        "seen at hospital with a stab wound on Monday 2 March; referral not accepted on Friday 27 February."
    )
    assert wording.shown == (ARREST, STABBED, REFERRED)
    assert not wording.asks_to_ring


def test_what_may_be_asked_for_is_said_without_saying_who_holds_it() -> None:
    wording = read({ARREST: SEEN, STABBED: MAY_ASK, REFERRED: SEEN})
    assert wording.sentence == (
        "This child may be reachable now: arrested away from home on Tuesday 3 March; "
        "referral not accepted on Friday 27 February; a record you cannot see. "
        "Ring the Eastham duty team, 020 7946 0100."
    )
    assert STABBED not in wording.shown


def test_what_is_hidden_leaves_no_trace() -> None:
    assert read({ARREST: SEEN, STABBED: HIDDEN, REFERRED: SEEN}) == read(
        {ARREST: SEEN, REFERRED: SEEN}, PIECES[0], PIECES[2]
    )


def test_a_fact_nobody_decided_about_is_hidden() -> None:
    assert read({ARREST: SEEN}) == read({ARREST: SEEN, STABBED: HIDDEN, REFERRED: HIDDEN})


def test_how_much_is_withheld_is_not_given_away() -> None:
    one = read({ARREST: SEEN, STABBED: MAY_ASK})
    two = read({ARREST: SEEN, STABBED: MAY_ASK, REFERRED: MAY_ASK})
    assert one == two


def test_a_reader_who_may_see_none_of_it_is_told_whom_to_ring_and_nothing_else() -> None:
    assert read({}).sentence == "This child may be reachable now. Ring the Eastham duty team, 020 7946 0100."


def test_words_that_rest_on_two_records_are_withheld_when_one_is() -> None:
    both = Piece("arrested the day after leaving hospital", (ARREST, STABBED))
    assert "hospital" not in read({ARREST: SEEN, STABBED: MAY_ASK}, both).sentence
    assert read({ARREST: MAY_ASK, STABBED: HIDDEN}, both) == read({})


def test_the_rules_own_words_are_always_there_but_do_not_stand_in_for_evidence() -> None:
    wording = read({}, Piece("no safety check is recorded before release"))
    assert wording.sentence == (
        "This child may be reachable now: no safety check is recorded before release. "
        "Ring the Eastham duty team, 020 7946 0100."
    )

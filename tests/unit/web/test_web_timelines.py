import re

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2

from reachable.web.shared.style_guide import example_picture, example_rule_timelines
from reachable.web.shared.timelines import Lane, LaneItem, Swimlanes, Tone


def item(start: float, end: float | None = None, label: str = "x", known_at: float | None = None) -> LaneItem:
    return LaneItem(label=label, text=label, when="then", who="school", start=start, end=end, known_at=known_at)


def picture(*items: LaneItem) -> Swimlanes:
    return picture_of(Lane("First", items), Lane("Second", (item(0.1),)))


def picture_of(*lanes: Lane) -> Swimlanes:
    return Swimlanes(caption="c", lanes=lanes, ticks=())


def drawn(shown: Swimlanes) -> str:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    body = '{% from "components/swimlanes.jinja" import swimlanes %}{{ swimlanes(shown, id="p") }}'
    return engine.env.from_string(body).render(shown=shown)


def test_numbers_run_on_through_the_lanes() -> None:
    lanes = picture(item(0.1), item(0.5)).draw()
    assert [[placed.number for placed in lane.items] for lane in lanes] == [[1, 2], [3]]


def test_what_overlaps_is_set_in_another_row_and_what_follows_is_not() -> None:
    overlapping = picture(item(0.1, 0.5), item(0.3, 0.6), item(0.7, 0.9)).draw()[0]
    assert [placed.row for placed in overlapping.items] == [0, 1, 0]
    assert overlapping.rows == 2


def test_what_became_known_late_keeps_its_row_free_until_then() -> None:
    lane = picture(item(0.1, 0.2, known_at=0.6), item(0.4, 0.5)).draw()[0]
    assert [placed.late for placed in lane.items] == [True, False]
    assert [placed.row for placed in lane.items] == [0, 1]


def test_words_are_left_out_when_they_would_run_into_the_next_thing() -> None:
    close, alone = picture(item(0.1, label="A long label here"), item(0.15)).draw()[0].items
    assert close.label_at is None
    assert alone.label_at is not None


def test_words_stand_inside_a_stretch_that_is_long_enough() -> None:
    (placed,) = picture(item(0.1, 0.9, label="Excluded")).draw()[0].items
    assert placed.label_at is not None
    assert 0.1 < placed.label_at < 0.9


@pytest.mark.parametrize(("start", "end"), [(-0.1, None), (0.5, 1.1), (0.6, 0.5)])
def test_what_does_not_fit_the_picture_is_refused(start: float, end: float | None) -> None:
    with pytest.raises(ValueError, match="x: "):
        item(start, end)


def test_the_table_says_everything_the_picture_shows() -> None:
    shown = example_picture()
    page = drawn(shown)
    table = page[page.index("<tbody") :]
    rows = [cell for lane in shown.lanes for cell in lane.items]
    assert len(re.findall(r"<tr", table)) == len(rows) + sum(1 for lane in shown.lanes if not lane.items)
    for row in rows:
        for words in (row.text, row.when, row.who):
            assert words in table
        assert row.tone.label in table


def test_an_empty_lane_never_reads_as_no_concerns() -> None:
    page = drawn(picture_of(Lane("NRM")))
    assert page.count("Nothing you can see here") == 3


def mark_drawn_for(tone: Tone) -> str:
    lane = Lane("l", (LaneItem(label="", text="t", when="w", who="s", start=0.5, tone=tone),))
    mark = re.search(r'<(?:rect|path|circle) class="reach-lanes__bar[^"]*"([^>]*)>', drawn(picture_of(lane)))
    assert mark
    return mark.group(1)


def test_every_tone_has_a_shape_of_its_own_whatever_its_colour() -> None:
    assert len({mark_drawn_for(tone) for tone in Tone}) == len(Tone)


def test_the_examples_of_a_rule_cover_firing_silence_and_asking() -> None:
    assert {example.fires for example in example_rule_timelines()} == {True, False, None}

"""Half a photograph of a screen says whose it was and when, as a browser draws it, and in nobody’s way."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.live_site import Site
from tests.journeys.page_rows import EASTHAM_COORDINATOR
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
MEASURE = """() => {
  const tile = document.querySelector('.reach-mark').getBoundingClientRect()
  const pattern = document.querySelector('#reach-mark')
  const lines = [...pattern.querySelectorAll('text')].map(each => each.getComputedTextLength())
  return {screen: tile.width, tall: tile.height, wide: pattern.width.baseVal.value, high: pattern.height.baseVal.value,
          longest: Math.max(...lines), clicks: getComputedStyle(document.querySelector('.reach-mark')).pointerEvents}
}"""


def test_case_24_a_whole_copy_of_the_mark_lies_in_any_half_of_the_screen(
    site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(site, Way.AT_A_DESK)
    visitor.comes_back_as(EASTHAM_COORDINATOR)
    visitor.goes_to("/")
    expect(visitor.page.locator(".reach-mark")).to_be_attached()
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    seen = visitor.page.evaluate(MEASURE)
    assert seen["clicks"] == "none"
    assert (seen["screen"], seen["tall"]) == (390, 844)
    assert seen["longest"] + 4 <= seen["wide"]
    assert seen["wide"] + seen["longest"] <= 390 / 2
    assert seen["high"] * 2 <= 844 / 2

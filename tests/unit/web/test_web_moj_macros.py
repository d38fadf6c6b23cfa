import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2

LINKS = [{"text": "Now <b>", "href": "#now", "active": True}, {"text": "Plan", "href": "#plan"}]
DRAWN = {
    "alert": ({"variant": "warning", "title": "Twin", "text": "Two <b>"}, "moj-alert--warning"),
    "badge": ({"text": "New <b>"}, "moj-badge"),
    "banner": ({"type": "success", "text": "Kept <b>"}, "moj-banner--success"),
    "button_menu": ({"items": LINKS}, 'data-module="moj-button-menu"'),
    "filter": (
        {
            "heading": {"text": "Filter <b>"},
            "selectedFilters": {
                "heading": {"text": "Chosen"},
                "clearLink": {"text": "Clear", "href": "#"},
                "categories": [{"heading": {"text": "Agency"}, "items": [{"text": "Police", "href": "#police"}]}],
            },
        },
        'href="#police"',
    ),
    "identity_bar": ({"title": {"text": "A. <b>"}, "menus": [{"items": LINKS}]}, "moj-identity-bar__title"),
    "messages": (
        {"items": [{"day": "14 May", "time": "06:10", "type": "sent", "sender": "Desk", "text": "Told <b>"}]},
        "14 May",
    ),
    "notification_badge": ({"text": "120", "classes": "<b>"}, "99 or more"),
    "search": ({"action": "/look-up/", "label": {"text": "Find <b>"}, "input": {"id": "q", "name": "q"}}, 'name="q"'),
    "side_navigation": ({"items": LINKS}, 'aria-current="location"'),
    "sub_navigation": ({"items": LINKS}, 'aria-current="page"'),
    "ticket_panel": ({"items": [{"text": "Card <b>"}]}, "moj-ticket-panel__content"),
    "timeline": (
        {"items": [{"label": {"text": "Held <b>"}, "datetime": {"iso": "2026-05-14", "text": "14 May"}, "text": "x"}]},
        '<time datetime="2026-05-14">14 May</time>',
    ),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_moj_macro_draws_its_parameters_and_escapes_them(name: str) -> None:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    params, expected = DRAWN[name]
    page = engine.env.from_string('{% import "moj.jinja" as moj %}{{ moj[name](params) }}').render(
        name=name, params=params
    )
    assert expected in page
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_an_interruption_card_asks_before_going_on() -> None:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    body = (
        '{% import "moj.jinja" as moj %}{% call moj.interruption_card({"heading": "Sealed", '
        '"primaryAction": {"text": "Go on", "href": "#on"}, "secondaryAction": {"text": "Back", "href": "#back"}}) %}'
        "<p>Why</p>{% endcall %}"
    )
    page = engine.env.from_string(body).render()
    assert page.index("Sealed") < page.index("<p>Why</p>") < page.index("Go on") < page.index("Back")

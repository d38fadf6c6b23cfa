"""Every rule by what it is about, and one rule with its examples, its numbers and where they come from.

In:  a request.
Out: a page.
"""

from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reachable.access.queries import get_area
from reachable.journeys.rules_counted import RuleCounts, count_rules
from reachable.kernel.london import london_date
from reachable.rules.domain.catalogue import RULES, RULES_BY_ID
from reachable.rules.domain.definition import Group
from reachable.rules.domain.manual import ManualEntry, entry_of, list_entries
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.web.rulebook.pictures import draw_examples
from reachable.web.shared.viewing import ViewedRequest, viewer_of

ASKED_OF_EVERYONE = "R033"
"""A question the sources put to some children only. Here it is put to every child."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules about one thing, under a letter."""

    letter: str
    title: str
    entries: tuple[tuple[ManualEntry, RuleCounts], ...]


@require_safe
def show_rules(request: ViewedRequest) -> HttpResponse:
    """Show every rule in the words of the manual, with how often it held here."""
    area = get_area(area_id=viewer_of(request).area_id)
    entries = list_entries(RULES, parameters=PARAMETERS, country=Country(area.country), day=london_date(request.at))
    counts = count_rules(area_id=area.id, now=request.at)
    letters = dict(zip((group.value for group in Group), ascii_uppercase, strict=False))
    chapters = [
        Chapter(letters[title], title, tuple((entry, counts[entry.rule_id]) for entry in own))
        for title, own in groupby(entries, key=lambda entry: entry.group)
    ]
    everyone = RULES_BY_ID[ASKED_OF_EVERYONE]
    return render(request, "rulebook/rules.jinja", {"chapters": chapters, "area": area, "everyone": everyone})


@require_safe
def show_rule(request: ViewedRequest, rule_id: str) -> HttpResponse:
    """Show one rule: its sentence, what it looks at, examples, numbers and sources."""
    rule = RULES_BY_ID.get(rule_id)
    if rule is None:
        raise Http404
    area = get_area(area_id=viewer_of(request).area_id)
    entry = entry_of(rule, parameters=PARAMETERS, country=Country(area.country), day=london_date(request.at))
    return render(
        request,
        "rulebook/rule.jinja",
        {
            "entry": entry,
            "pictures": draw_examples(rule, entry),
            "counts": count_rules(area_id=area.id, now=request.at)[rule.id],
            "area": area,
            "asked_of_everyone": rule.id == ASKED_OF_EVERYONE,
        },
    )

"""How each feed the reader answers for comes: what is off, since when, and whom to ring.

In:  a request of somebody who answers for an area, or brings extracts in.
Out: a page. Nothing of any child is on it: only counts.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reachable.journeys.feeds_watched import NotTheirFeeds, list_own_feeds
from reachable.web.shared.feed_words import say_feed
from reachable.web.shared.viewing import ViewedRequest, viewer_of


@require_safe
def show_feeds(request: ViewedRequest) -> HttpResponse:
    """Show every feed the reader answers for, those that are off first."""
    try:
        watched = list_own_feeds(viewer=viewer_of(request), now=request.at)
    except NotTheirFeeds as absent:
        raise Http404 from absent
    return render(
        request,
        "feeds/list.jinja",
        {
            "off": [say_feed(each) for each in watched if each.is_off],
            "others": [say_feed(each) for each in watched if not each.is_off],
        },
    )

"""The addresses of the site and one more: a page that asks the database one thing and shows one word.

In:  a request.
Out: what a page costs at the least, behind the same middleware, for somebody signed in.
"""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from reachable.config.urls import urlpatterns as of_the_site

PLAIN_PAGE = "/measured/plain-page"


@require_safe
def show_plain_page(request: HttpRequest) -> HttpResponse:
    """Ask the database one thing and answer with one word."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_area")
        cursor.fetchone()
    return HttpResponse("plain", content_type="text/plain")


urlpatterns = [*of_the_site, path(PLAIN_PAGE.removeprefix("/"), show_plain_page, name="plain_page")]

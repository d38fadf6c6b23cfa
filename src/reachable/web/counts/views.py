"""The counts that were released: the list of tables, one table with its picture, and the same as a file.

In:  a request of somebody whom counts are for. Nothing can be asked that was not released.
Out: a page or a file. Whom they are not for, and what is not there, is answered alike.
"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reachable.journeys.counts_released import NotTheirCounts, list_own_releases, open_release
from reachable.oversight.queries.releases import ReleaseRecord
from reachable.web.counts.sheets import as_sheet
from reachable.web.counts.tables import describe_table, say_quarter
from reachable.web.shared.viewing import ViewedRequest, viewer_of


@require_safe
def show_releases(request: ViewedRequest) -> HttpResponse:
    """Show what was released of the reader's area, the latest quarter first."""
    try:
        released = list_own_releases(viewer=viewer_of(request))
    except NotTheirCounts as absent:
        raise Http404 from absent
    quarters: dict[str, list[ReleaseRecord]] = {}
    for each in released:
        quarters.setdefault(say_quarter(each.quarter), []).append(each)
    return render(request, "counts/list.jinja", {"quarters": tuple(quarters.items())})


@require_safe
def show_release(request: ViewedRequest, release_id: UUID) -> HttpResponse:
    """Show one table, and its picture drawn from the same rounded numbers."""
    record = _open(request, release_id)
    return render(request, "counts/table.jinja", {"table": describe_table(record), "record": record})


@require_safe
def download_release(request: ViewedRequest, release_id: UUID) -> HttpResponse:
    """Answer with the same table as a file for a spreadsheet."""
    record = _open(request, release_id)
    name = f"{record.table.code.lower()}-{record.quarter.starts.isoformat()}.csv"
    answer = HttpResponse(as_sheet(describe_table(record)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _open(request: ViewedRequest, release_id: UUID) -> ReleaseRecord:
    try:
        record = open_release(release_id=release_id, viewer=viewer_of(request))
    except NotTheirCounts as absent:
        raise Http404 from absent
    if record is None:
        raise Http404
    return record

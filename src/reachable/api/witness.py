"""Keeps the heads of partners' audit records, so that none of them can rewrite theirs unseen.

In:  a head, signed with the key that both installations share.
Out: 200 with what was kept; 403 when nobody we know signed it; 409 when it does not fit what they showed before.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from reachable.access.domain.witnessing import NotSigned, read_signed_head
from reachable.adapters.clock import read_clock
from reachable.adapters.witnesses import SIGNATURE_HEADER
from reachable.journeys.heads_witnessed import keep_partner_head

LONGEST_BODY = 1000


@csrf_exempt
@login_not_required
@require_POST
def take_head(request: HttpRequest) -> HttpResponse:
    """Keep a partner's head and say what was kept. The signature stands for a session: no cookie is read."""
    if settings.HTTPS and not request.is_secure():
        return JsonResponse({"problem": "send it by https"}, status=403)
    line = request.body[:LONGEST_BODY].decode("utf-8", "replace")
    try:
        head = read_signed_head(line, request.headers.get(SIGNATURE_HEADER, ""), settings.WITNESS_FOR)
    except NotSigned as problem:
        return JsonResponse({"problem": str(problem)}, status=403)
    if not keep_partner_head(head=head, now=read_clock()):
        return JsonResponse({"problem": "this is not the record that was shown before"}, status=409)
    return JsonResponse({"sequence": head.sequence, "hash": head.hash})

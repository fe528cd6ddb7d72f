"""The reader's own dates in their own calendar, by an address that only they know."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from assessments.documents import ical
from assessments.models import DueItem
from assessments.permissions import reasons_not_to_read_calendar
from assessments.services import calendar_feed as services
from assessments.summary import calendar as summary
from assessments.views.access import care_only
from cto.accounts.access import signed_in
from cto.audit import door


@require_http_methods(["GET", "POST"])
@care_only
@sensitive_variables("token", "address")
def calendar(request: HttpRequest) -> HttpResponse:
    """Make an address, which is shown once; or revoke the one there is."""
    user = signed_in(request)
    if request.method == "POST" and request.POST.get("do") == "revoke":
        if services.revoke(by=user):
            messages.success(request, "The address is revoked. It shows nothing any more.")
        return redirect("calendar")
    address = ""
    if request.method == "POST":
        # Not a redirect: between two pages the address would have to be kept somewhere.
        token = services.make(by=user)
        address = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
    context = {
        "address": address,
        "feed": summary.live_feed(user),
        "office": user.is_mha_administrator,
    }
    return render(request, "due/calendar.html", context)


@login_not_required
@require_GET
@sensitive_variables("token")
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for a program that cannot sign in. The token is the key.

    Unknown, revoked, or its owner no longer at work here: the 404 of what does not exist.
    """
    feed = summary.feed_of(services.digest(token))
    if feed is None:
        raise Http404
    if reasons_not_to_read_calendar(feed):
        door.refused(feed.owner, "read_calendar", "calendarfeed", feed.pk)
        raise Http404
    request.user = feed.owner  # so that the audit says whose calendar was read
    days = summary.days(feed, timezone.now())
    door.read(request, "read_calendar", DueItem, feed=feed.pk, days=len(days))
    body = ical.calendar(days, now=timezone.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response

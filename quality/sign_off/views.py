from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.ui.dates import month
from quality.measures.words import in_words
from quality.returns.months import a_month, history, owed_measures

from .actions import send_back, sign_off, unsigned
from .forms import SendBackForm
from .waiting import bodies_signed_off_by, sent_back


@require_http_methods(["GET", "POST"])
@login_required
def page(request, ods, set_slug, year, number):
    """The figures of a month, for the executive who makes them final."""
    if not is_verified(request.user):
        raise Http404
    body = get_object_or_404(bodies_signed_off_by(request.user), code=ods)
    period = a_month(year, number)
    found, measures = owed_measures(body, set_slug, period)
    if not found.needs_sign_off:
        raise Http404
    entries = unsigned(body, measures, period)
    own = any(entry.submitted_by_id == request.user.pk for entry in entries)
    form = SendBackForm(request.POST if request.POST.get("deed") == "back" else None)
    if request.method == "POST" and own:
        raise PermissionDenied("Somebody else has to sign off figures that you sent yourself")
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        cell = {"body": body, "measures": measures, "period": period}
        return done(request, form, measure_set=found, **cell)
    before = history(body, measures, period)["before"]
    rows = [(e, in_words(e.measure, e.value), as_before(e, before)) for e in entries]
    context = {"body": body, "set": found, "period": period, "rows": rows, "is_own": own}
    context |= {"form": form, "sent_back": sent_back(body, found, period, entries)}
    return render(request, "quality/sign_off/page.html", context)


def done(request, form, *, measure_set, **cell):
    read = versions_read(request)
    if form.is_bound:
        words = form.cleaned_data["words"]
        send_back(**cell, measure_set=measure_set, read=read, words=words, by=request.user)
        told = f"Sent back. Those who send the returns of {cell['body']} have been told why."
    else:
        told = said(sign_off(**cell, read=read, by=request.user), cell["period"])
    messages.success(request, told)
    return redirect("returns:list")


def versions_read(request):
    """The numbers of the versions that were on the page."""
    read = request.POST.getlist("read")
    if not all(number.isdigit() for number in read):
        raise BadRequest("Open the page again")
    return [int(number) for number in read]


def as_before(entry, before):
    earlier = before.get(entry.measure_id)
    return in_words(entry.measure, earlier.value) if earlier else ""


def said(count, period):
    figures = "1 figure is" if count == 1 else f"{count} figures are"
    return f"{figures} final for {month(period)}. The system's figures follow within seconds."

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from governance.meetings.finding import meeting_run_by

from .agenda_views import refuse_when_closed
from .catching_up import before, bring_over, missed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def left_over(request, pk):
    """What the last meeting left and this agenda, planned before it, does not have."""
    meeting = meeting_run_by(request.user, pk)
    refuse_when_closed(meeting)
    last = before(meeting)
    if request.method == "POST":
        chosen = request.POST.getlist("chosen")
        count = bring_over(meeting=meeting, last=last, chosen=chosen, by=request.user)
        lines = "1 line" if count == 1 else f"{count} lines"
        messages.success(request, f"{lines} brought over")
        return redirect("planning:agenda", pk)
    context = {"meeting": meeting, "last": last, "candidates": missed(meeting, last)}
    return render(request, "governance/planning/left_over.html", context)

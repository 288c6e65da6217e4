from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.web.errors import Conflict
from governance.customs.deadlines import draft_minutes_by
from governance.meetings.again import leads_on_when_there
from governance.meetings.finding import meeting_kept_by
from governance.meetings.models import Meeting
from governance.meetings.rules import keeps_papers
from governance.meetings.steps import refuse_when_there

from . import actions
from .approving import ApprovalForm, CorrectionForm, later_meetings
from .letters import readers_of
from .paper import as_pdf
from .record import Record
from .rules import may_approve, may_read_minutes
from .word import DOCX, as_word

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


def readable(request, pk):
    """A meeting whose minutes this person may read; 404 for any other."""
    meetings = Meeting.objects.visible_to(request.user).for_listing()
    meeting = get_object_or_404(meetings.select_related("group__customs"), pk=pk)
    if not may_read_minutes(request.user, meeting):
        raise Http404
    return meeting


@require_safe
def page(request, pk):
    meeting = readable(request, pk)
    user = request.user
    keeps = user.is_authenticated and keeps_papers(user, meeting.group)
    context = {
        "meeting": meeting,
        "record": Record(meeting, user),
        "keeps": keeps,
        "may_approve": user.is_authenticated and may_approve(user, meeting),
        "due_by": draft_minutes_by(meeting) if keeps else None,
    }
    return render(request, "governance/minutes/page.html", context)


def downloadable(request, pk):
    """permissions.csv: minutes are taken away once they are approved."""
    meeting = readable(request, pk)
    if meeting.state != Meeting.State.MINUTES_APPROVED:
        raise PermissionDenied("Minutes can be downloaded once they are approved")
    return meeting


@require_safe
def pdf(request, pk):
    meeting = downloadable(request, pk)
    response = HttpResponse(as_pdf(Record(meeting, request.user)), content_type="application/pdf")
    return named(response, meeting, "pdf")


@require_safe
def word(request, pk):
    meeting = downloadable(request, pk)
    response = HttpResponse(as_word(Record(meeting, request.user)), content_type=DOCX)
    return named(response, meeting, "docx")


def named(response, meeting, ending):
    name = f"minutes-{meeting.group.slug}-{meeting.day:%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@READ_OR_WRITE
@leads_on_when_there("minutes:page")
def draft(request, pk):
    meeting = meeting_kept_by(request.user, pk)
    if request.method != "POST":
        return before(request, meeting, "draft")
    actions.draft_minutes(meeting=meeting, by=request.user)
    messages.success(
        request, "The meeting has ended. These draft minutes are made from what you wrote in it"
    )
    return redirect("minutes:page", pk)


@login_required
@READ_OR_WRITE
@leads_on_when_there("minutes:page")
def circulate(request, pk):
    """Say who will be told, then send the draft minutes to the members."""
    meeting = meeting_kept_by(request.user, pk)
    if request.method != "POST":
        return before(request, meeting, "circulate", readers=readers_of(meeting.group).count())
    count = actions.circulate(meeting=meeting, by=request.user)
    people = "1 member" if count == 1 else f"{count} members"
    messages.success(
        request,
        f"The draft minutes are there for the members, and {people} will be told by e-mail. You"
        " can still change them until they are approved",
    )
    return redirect("minutes:page", pk)


@login_required
@READ_OR_WRITE
@leads_on_when_there("minutes:page")
def take_back(request, pk):
    meeting = meeting_kept_by(request.user, pk)
    if request.method != "POST":
        return before(request, meeting, "take-back")
    actions.take_back(meeting=meeting, by=request.user)
    messages.success(request, "Members no longer see the draft minutes")
    return redirect("minutes:page", pk)


def before(request, meeting, step, **more):
    """The page that says what a step does, with its button."""
    context = {"meeting": meeting, "step": step, **more}
    return render(request, "governance/minutes/step.html", context)


@login_required
@READ_OR_WRITE
@leads_on_when_there("minutes:page")
def approve(request, pk):
    """Approve at a later meeting, as presented or with corrections."""
    meeting = readable(request, pk)
    if not may_approve(request.user, meeting):
        raise PermissionDenied
    refuse_when_there(meeting, Meeting.State.MINUTES_APPROVED)
    if meeting.state != Meeting.State.MINUTES_CIRCULATED:
        raise Conflict(
            "Only minutes that members have been sent can be approved. These are"
            f" {meeting.get_state_display().lower()}"
        )
    later = later_meetings(meeting)
    form = ApprovalForm(
        request.POST if request.method == "POST" else None, meeting=meeting, later=later
    )
    if form.is_valid():
        actions.approve(meeting=meeting, by=request.user, **form.facts())
        messages.success(request, "The minutes are approved and published. Nobody edits them now")
        return redirect("minutes:page", pk)
    context = {"meeting": meeting, "form": form, "later": later}
    return render(request, "governance/minutes/approve.html", context)


@login_required
@READ_OR_WRITE
def correct(request, pk):
    """Add a dated correction to approved minutes."""
    meeting = meeting_kept_by(request.user, pk)
    if meeting.state != Meeting.State.MINUTES_APPROVED:
        raise Conflict("These minutes are not approved yet: change their words instead")
    form = CorrectionForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if form.is_valid():
        actions.correct(meeting=meeting, by=request.user, **form.cleaned_data)
        messages.success(request, "The correction stands beside the minutes, with today’s date")
        return redirect("minutes:page", pk)
    return render(request, "governance/minutes/correct.html", {"meeting": meeting, "form": form})

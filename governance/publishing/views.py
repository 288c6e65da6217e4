from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ccpl_portal.people.models import Person
from ccpl_portal.ui.dates import clock
from ccpl_portal.web.errors import Conflict
from governance.meetings.again import leads_on_when_there
from governance.meetings.finding import meeting_run_by, visible
from governance.meetings.models import Meeting, groups_of
from governance.meetings.steps import refuse_when_there

from . import actions
from .expecting import expected
from .forms import CancelForm, ReplyForm
from .links import opened
from .models import Change, Notice, Reply
from .preview import preview_of
from .recipients import recipients_of

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@READ_OR_WRITE
@leads_on_when_there("publishing:publish")
def publish(request, pk):
    """What becomes public and who is written to; then one button. Later: letters and replies."""
    meeting = meeting_run_by(request.user, pk)
    if request.method == "POST":
        deed = next((DEEDS[name] for name in DEEDS if name in request.POST), None)
        if deed:
            deed(request, meeting)
        return redirect("publishing:publish", meeting.pk)
    audiences, warnings = preview_of(meeting)
    reached, unreached = recipients_of(meeting)
    context = {
        "meeting": meeting,
        "audiences": audiences,
        "warnings": list(warnings) if meeting.is_draft else [],
        "reached": reached,
        "unreached": unreached,
        "wait": actions.wait_of(meeting),
    }
    if not meeting.is_draft:
        context |= afterwards(meeting)
    return render(request, "governance/publishing/publish.html", context)


def afterwards(meeting):
    notices = list(meeting.notices.select_related("written_by"))
    now = timezone.now()
    return {
        "notices": notices,
        "waiting": [n for n in notices if n.leaves_at > now and n.recalled_at is None],
        "was_told": any(n.kind == Notice.Kind.PUBLISHED and not n.recalled_at for n in notices),
        "untold": list(Change.objects.untold().filter(meeting=meeting)),
        "expected": expected(meeting),
    }


def do_publish(request, meeting):
    say_sent(request, "The agenda is published", actions.publish(meeting=meeting, by=request.user))


def do_tell(request, meeting):
    notice = actions.tell_changes(meeting=meeting, by=request.user)
    say_sent(request, "The changes are gathered into one letter", notice)


def do_send(request, meeting):
    say_sent(
        request, "The letters are written", actions.send_again(meeting=meeting, by=request.user)
    )


def do_recall(request, meeting):
    pk = request.POST["recall"]
    notice = get_object_or_404(meeting.notices, pk=pk if pk.isdecimal() else 0)
    taken = actions.take_back(notice=notice, by=request.user)
    messages.success(request, f"{taken} letter{'' if taken == 1 else 's'} taken back")


def say_sent(request, done, notice):
    people = "1 person gets" if notice.letters == 1 else f"{notice.letters} people get"
    messages.success(
        request, f"{done}. {people} a letter at {clock(notice.leaves_at)}; take it back until then"
    )


DEEDS = {"publish": do_publish, "tell": do_tell, "send": do_send, "recall": do_recall}


@login_required
@READ_OR_WRITE
@leads_on_when_there("meetings:detail")
def cancel(request, pk):
    meeting = meeting_run_by(request.user, pk)
    refuse_when_there(meeting, Meeting.State.CANCELLED)
    if meeting.state != Meeting.State.PUBLISHED:
        raise Conflict(
            f"This meeting is {meeting.get_state_display().lower()}, so it cannot be cancelled"
        )
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        notice = actions.cancel(meeting=meeting, reason=reason, by=request.user)
        say_sent(request, "The meeting is cancelled", notice)
        return redirect(meeting)
    reached, _ = recipients_of(meeting)
    context = {"meeting": meeting, "form": form, "reached": reached}
    return render(request, "governance/publishing/cancel.html", context)


@login_required
@READ_OR_WRITE
def reply(request, pk):
    """A member says from the page whether they come."""
    meeting = visible(request.user, pk)
    person = Person.objects.filter(user=request.user).first()
    if person is None or not groups_of(request.user).filter(group=meeting.group).exists():
        raise Http404
    return answered(request, meeting, person, meeting.get_absolute_url())


@READ_OR_WRITE
def reply_by_link(request, token):
    """A member says so from the letter, without signing in."""
    meeting, person = opened(token)
    if request.user.is_authenticated and person.user and person.user != request.user:
        raise PermissionDenied("This link is for somebody else. Sign out to use it")
    return answered(request, meeting, person, request.path)


def answered(request, meeting, person, after):
    given = Reply.objects.filter(meeting=meeting, person=person).first()
    initial = {"answer": request.GET.get("answer") or (given and given.answer)}
    initial["deputy_name"] = given.deputy_name if given else ""
    form = ReplyForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        by = request.user if request.user.is_authenticated else None
        actions.reply(meeting=meeting, person=person, by=by, **form.cleaned_data)
        messages.success(request, "Thank you: the secretary has your answer")
        return redirect(after)
    context = {"meeting": meeting, "person": person, "form": form, "given": given}
    return render(request, "governance/publishing/reply.html", context)

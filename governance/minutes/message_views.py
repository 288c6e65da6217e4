from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from governance.customs.deadlines import customs_of
from governance.meetings.again import AlreadyThere, leads_on_when_there
from governance.meetings.finding import meeting_kept_by

from .letters import hearers_of
from .messages import KeyMessagesForm, check_may_send, proposed, send_key_messages
from .models import KeyMessages


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@leads_on_when_there("meetings:detail")
def key_messages(request, pk):
    meeting = meeting_kept_by(request.user, pk)
    check_may_send(meeting)
    if KeyMessages.objects.filter(meeting=meeting).exists():
        raise AlreadyThere("The key messages of this meeting have been sent already")
    sent = request.POST if request.method == "POST" else None
    form = KeyMessagesForm(sent, initial={"text": proposed(meeting), "publishes": True})
    if form.is_valid():
        count = send_key_messages(meeting=meeting, by=request.user, **form.cleaned_data)
        people = "1 person" if count == 1 else f"{count} people"
        messages.success(
            request, f"The key messages are on the meeting’s page and on their way to {people}"
        )
        return redirect(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "readers": len(hearers_of(meeting)),
        "wait": customs_of(meeting.group).letters_wait_minutes,
    }
    return render(request, "governance/minutes/key_messages.html", context)

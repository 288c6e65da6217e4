"""Key messages: what a meeting means for people, in plain lines, ahead of its minutes."""

from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.ui.forms import Form
from ccpl_portal.web.errors import Conflict
from governance.actions.actions import publish_actions
from governance.decisions.actions import publish_decisions
from governance.decisions.models import Decision
from governance.meetings.again import AlreadyThere
from governance.meetings.models import Meeting
from governance.meetings.words import Visibility

from .letters import hearers_of, write_to
from .models import KeyMessages

LONGEST = 300
State = Meeting.State
AFTER = {State.HELD, State.MINUTES_DRAFT, State.MINUTES_CIRCULATED, State.MINUTES_APPROVED}


def proposed(meeting):
    """A line for each decision of a public item, five at most. They are read by everybody."""
    public = Decision.objects.filter(item__meeting=meeting, item__visibility=Visibility.PUBLIC)
    texts = public.order_by("pk").values_list("text", flat=True)[: KeyMessages.MOST]
    return "\n".join(" ".join(text.split())[:LONGEST] for text in texts)


class KeyMessagesForm(Form):
    text = forms.CharField(
        label="What this means for people",
        help_text="Up to five lines, one thing a line, in plain words. Everybody can read them",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": "Enter at least one line",
            "max_length": "Shorten the lines to 300 characters each",
        },
    )
    publishes = forms.BooleanField(
        label="Publish the decisions and actions of public items now",
        help_text="Otherwise they are published when the minutes are approved",
        required=False,
    )

    def clean_text(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["text"].splitlines()]
        lines = [line.lstrip("-•* ") for line in lines if line.strip("-•* ")]
        if len(lines) > KeyMessages.MOST:
            raise forms.ValidationError(
                f"Five lines at most: leave out {len(lines) - KeyMessages.MOST}"
            )
        if any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(f"Shorten each line to {LONGEST} characters")
        return "\n".join(lines)


def check_may_send(meeting):
    if meeting.state not in AFTER:
        raise Conflict(
            f"This meeting is {meeting.get_state_display().lower()}: key messages are sent once"
            " it has been held"
        )


@transaction.atomic
def send_key_messages(*, meeting, text, publishes, by):
    """Show the lines on the meeting's page and write them to its readers, once."""
    check_may_send(meeting)
    try:
        with transaction.atomic():
            sent = KeyMessages.objects.create(
                meeting=meeting, text=text, sent_at=timezone.now(), sent_by=by
            )
    except IntegrityError:
        raise AlreadyThere("The key messages of this meeting have been sent already") from None
    count = write_to(
        hearers_of(meeting),
        about=sent,
        template="key_messages",
        key=f"key messages {meeting.pk}",
        context={"lines": sent.lines},
    )
    if publishes:
        publish_decisions(meeting=meeting, by=by, only_public=True)
        publish_actions(meeting=meeting, only_public=True)
    record("sent key messages", meeting, by=by, letters=count)
    return count

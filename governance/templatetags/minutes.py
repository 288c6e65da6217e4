"""`{% load minutes %}`: what a meeting's page says of its minutes."""

import re

from django import template
from django.utils.safestring import mark_safe

from governance.meetings.models import Meeting
from governance.meetings.open import OPEN
from governance.meetings.rules import keeps_papers
from governance.minutes.models import KeyMessages
from governance.minutes.rules import may_read_minutes
from governance.planning.arranging import OPEN as ARRANGED

register = template.Library()
State = Meeting.State
HEADING = re.compile(r"(</?h)([2-5])\b")


@register.filter
def under_a_heading(html):
    """A paper's own headings, one level down: they stand under its title in the pack."""
    lowered = HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", html)
    return mark_safe(lowered)  # noqa: S308 - sanitised when it was saved


@register.inclusion_tag("governance/minutes/_on_meeting.html", takes_context=True)
def minutes_of(context, meeting):
    """What came of it for everybody, and the next step for whoever keeps its papers."""
    user = context["request"].user
    over = meeting.state not in {State.DRAFT, State.PUBLISHED, State.CANCELLED}
    return {
        "meeting": meeting,
        "keeps": context["keeps"] and meeting.state in OPEN,
        "runs": context["runs"] and meeting.state == State.PUBLISHED,
        "reads": over and may_read_minutes(user, meeting),
        "key_messages": KeyMessages.objects.filter(meeting=meeting).first() if over else None,
        "decisions": context["decisions"],
        "actions": context["actions"],
    }


@register.inclusion_tag("governance/meetings/_tabs.html", takes_context=True)
def meeting_tabs(context, meeting, here):
    """The pages on which a meeting is prepared, as far as this person may open them."""
    return {
        "meeting": meeting,
        "here": here,
        "is_open": meeting.state in ARRANGED,
        "keeps": keeps_papers(context["request"].user, meeting.group),
    }

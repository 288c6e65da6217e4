"""What changed since the members were told, until they are told of it in one letter."""

from governance.meetings.items import NARROWING
from governance.meetings.models import Meeting

from .models import Change

TOLD_OF = [Meeting.State.PUBLISHED]


def note(meeting, words, visibility, item=None):
    """Remember a change of a published meeting; a draft's changes are nobody's news."""
    if meeting.state in TOLD_OF:
        Change.objects.untold().get_or_create(
            meeting=meeting,
            words=words[:300],
            item=item,
            notice=None,
            defaults={"visibility": visibility},
        )


def narrow(items):
    """What is not told yet of lines is for no more people than the lines are now."""
    for item in items:
        wider = NARROWING[: NARROWING.index(item.visibility)]
        untold = Change.objects.untold().filter(item=item, visibility__in=wider)
        untold.update(visibility=item.visibility)

"""What changed since the members were told, until they are told of it in one letter."""

from governance.meetings.models import Meeting

from .models import Change

TOLD_OF = [Meeting.State.PUBLISHED]


def note(meeting, words, visibility):
    """Remember a change of a published meeting; a draft's changes are nobody's news."""
    if meeting.state in TOLD_OF:
        Change.objects.untold().get_or_create(
            meeting=meeting, words=words[:300], notice=None, defaults={"visibility": visibility}
        )

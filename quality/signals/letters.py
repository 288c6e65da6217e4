"""Once a week the groups that watch quality hear what is new, or nothing when nothing is."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ccpl_portal.outbox.actions import write_letter
from networks.models import Group, Membership
from quality.levels.models import LevelSetting

from .models import Signal

LETTER = "quality/signals/letters/week"


@transaction.atomic
def write_week():
    """Write the letter on the week that is over, to each member once however often this runs."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    news = news_between(monday - timedelta(days=7), monday)
    if not any(news.values()):
        return
    for group in Group.objects.live().filter(oversees_quality=True):
        for user in members_of(group):
            write_letter(
                to=user,
                template=LETTER,
                context={**news, "group": group},
                key=f"quality-week:{monday}:{user.pk}",
                about=group,
                check="quality.still_oversees",
            )


def news_between(first, end):
    """What came up and was closed in these days, and whose review is overdue."""
    raised = Signal.objects.filter(raised_at__date__gte=first, raised_at__date__lt=end)
    closed = Signal.objects.filter(
        steps__to=Signal.State.CLOSED, steps__at__date__gte=first, steps__at__date__lt=end
    )
    current = LevelSetting.objects.current().for_listing()
    return {
        "raised": list(raised.for_listing()),
        "closed": list(closed.for_listing()),
        "overdue": [setting for setting in current if setting.is_overdue],
    }


def members_of(group):
    mine = Membership.objects.current().filter(group=group, person__user__isnull=False)
    users = [one.person.user for one in mine.select_related("person__user")]
    return [user for user in users if user.is_active and user.is_verified]

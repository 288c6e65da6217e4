"""Where followers stand elsewhere: among who hears key messages, on a group's page, on /me/."""

from django.urls import reverse

from ccpl_portal.accounts import mine
from ccpl_portal.strategy.registry import Row, Section
from governance.minutes.registry import hears_key_messages
from networks.groups.panels import on_group_page
from networks.merging.registry import cannot_just_move

from .models import Follow


@hears_key_messages
def followers_of(group):
    following = Follow.objects.live().filter(group=group).select_related("user")
    return [(one.user, one.stop_address) for one in following]


@on_group_page
def how_to_follow(group, user):
    if group.is_hidden or not group.is_live:
        return
    href = reverse("follow:group", args=[group.slug])
    yield Section(
        60, "Key messages by email", [Row("Follow this group, or stop following it", href)]
    )


@cannot_just_move(Follow)
def follow_once(following, into):
    """They follow the remaining group already."""
    following.delete()


def followed_by(user):
    following = Follow.objects.live().filter(user=user).select_related("group")
    return [(one.group.name, reverse("follow:group", args=[one.group.slug])) for one in following]


mine.shows("Groups I follow", followed_by)

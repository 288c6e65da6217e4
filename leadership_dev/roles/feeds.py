from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed

from ccpl_portal.ui import dates, site

from .models import LeadershipRole


class RoleFeed(Feed):
    """Roles that take applications, for feed readers. The same for everybody."""

    feed_type = Atom1Feed
    link = reverse_lazy("roles:list")
    feed_url = reverse_lazy("roles:feed")

    def title(self):
        return f"Leadership roles: {site.current().name}"

    def items(self):
        return LeadershipRole.objects.visible_to(AnonymousUser()).open().order_by("-opens_at")[:50]

    def item_title(self, role):
        return role.title

    def item_description(self, role):
        return f"{role.summary} Closes {dates.moment(role.closes_at)}.".strip()

    def item_pubdate(self, role):
        return role.opens_at

    def item_updateddate(self, role):
        extended = role.extensions.last()
        return extended.at if extended else role.opens_at

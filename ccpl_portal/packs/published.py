"""Loaders of what is published: pages, news, programmes."""

from django.utils import timezone

from ccpl_portal.publishing.models import State
from ccpl_portal.ui.text import render_markdown

from .columns import Moment, Tags, Text
from .tables import Table


class PublishedTable(Table):
    """A row with a time of publication is published, or scheduled when that is still to come."""

    key = ["slug"]
    columns = [
        Text("slug", required=True),
        Text("title", required=True),
        Text("introduction"),
        Moment("published", to="published_at"),
        Tags(),
        Text("body", to="body_html"),
    ]
    derived = {"state": "published", "publish_at": "published"}

    def prepare(self, values, load):
        if "body_html" in values:
            values["body_html"] = render_markdown(values["body_html"])
        when = values.get("published_at")
        if when is None:
            return values | {"state": State.DRAFT, "publish_at": None}
        if when > timezone.now():
            return values | {
                "state": State.SCHEDULED,
                "publish_at": when,
                "published_at": None,
            }
        return values | {"state": State.PUBLISHED, "publish_at": None}

from ccpl_portal.packs.columns import Day, Number, Reference, Text, YesNo
from ccpl_portal.packs.published import PublishedTable
from ccpl_portal.packs.registry import loads
from ccpl_portal.people.models import Person
from networks.models import Group

from .models import NewsItem, Page


@loads("comms/pages/*.md", after=["people/people.csv", "strategy/programmes.csv"])
class Pages(PublishedTable):
    model = Page
    columns = [
        *PublishedTable.columns,
        Number("position"),
        Reference("variant_of", Page),
        YesNo("easy_read", to="is_easy_read"),
        Text("lang"),
        Text("language"),
        Text("dir"),
        Reference("owner", Person),
        Day("review_on"),
    ]


@loads("comms/news/*.md", after=["networks/groups.csv", "strategy/programmes.csv"])
class News(PublishedTable):
    model = NewsItem
    columns = [*PublishedTable.columns, Reference("group", Group)]

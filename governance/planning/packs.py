from ccpl_portal.accounts.models import User
from ccpl_portal.packs.columns import Number, Reference, Text
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from networks.models import Group

from .models import ItemRequest


@loads("governance/requests.csv", after=["networks/groups.csv", "accounts/accounts.csv"])
class Requests(Table):
    """Matters that somebody asks a group to take up; who asks is named by e-mail address."""

    model = ItemRequest
    key = ["group", "title"]
    columns = [
        Reference("group", Group, required=True),
        Reference("asked_by", User, by="email", required=True),
        Text("title", required=True),
        Text("why", required=True),
        Text("purpose"),
        Number("minutes"),
    ]

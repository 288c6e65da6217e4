from ccpl_portal.accounts.models import User
from ccpl_portal.packs.columns import Day, Reference
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from leadership_dev.roles.models import LeadershipRole

from .models import PoolEntry


@loads("leadership/talent_pool.csv", after=["leadership/roles.csv"])
class PoolEntries(Table):
    """Example people who want to hear of roles like one they had applied for."""

    model = PoolEntry
    key = ["role", "user"]
    columns = [
        Reference("role", LeadershipRole, required=True),
        Reference("account", User, by="email", to="user", required=True),
        Day("joined_on", required=True),
        Day("expires_on", required=True),
    ]

from .accounts import admin as accounts
from .audit import admin as audit
from .jobs import admin as jobs
from .organisations import admin as organisations
from .outbox import admin as outbox
from .people import admin as people
from .strategy import admin as strategy

__all__ = ["accounts", "audit", "jobs", "organisations", "outbox", "people", "strategy"]

from .accounts.admin import RoleGrantAdmin, UserAdmin
from .audit import admin as audit
from .audit.admin import EventAdmin
from .jobs import admin as jobs
from .jobs.admin import JobAdmin
from .organisations import admin as organisations
from .outbox.admin import LetterAdmin
from .people import admin as people
from .strategy import admin as strategy

__all__ = ["audit", "jobs", "organisations", "people", "strategy"]

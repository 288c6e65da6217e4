from .accounts import admin as accounts
from .audit import admin as audit
from .jobs import admin as jobs
from .organisations import admin as organisations
from .outbox import admin as outbox
from .people import admin as people
from .strategy import admin as strategy

__all__ = ["accounts", "audit", "jobs", "organisations", "outbox", "people", "strategy"]
from .accounts.admin import RoleGrantAdmin, UserAdmin
from .audit.admin import EventAdmin
from .files.admin import PictureAdmin
from .glossary.admin import TermAdmin
from .jobs.admin import JobAdmin
from .outbox.admin import LetterAdmin

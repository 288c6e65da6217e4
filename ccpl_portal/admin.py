from .accounts.admin import RoleGrantAdmin, UserAdmin
from .audit.admin import EventAdmin
from .jobs.admin import JobAdmin
from .outbox.admin import LetterAdmin

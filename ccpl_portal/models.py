from .accounts.models import RoleGrant, User
from .audit.models import Event
from .web.models import ContentVersion

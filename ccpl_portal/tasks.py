from .accounts import tasks as accounts
from .files import tasks as files
from .jobs import tasks as jobs
from .outbox import tasks as outbox
from .publishing import tasks as publishing
from .search import tasks as search

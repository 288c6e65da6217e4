from .jobs import tasks as jobs
from .publishing import tasks as publishing

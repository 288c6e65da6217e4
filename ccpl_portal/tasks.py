from .publishing import tasks as publishing

__all__ = ["publishing"]
from .jobs import tasks as jobs

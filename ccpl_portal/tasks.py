from .publishing import tasks as publishing

__all__ = ["publishing"]

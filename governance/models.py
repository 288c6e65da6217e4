from .delivery.models import Deliverable
from .meetings.models import AgendaItem, Meeting

__all__ = ["AgendaItem", "Deliverable", "Meeting"]

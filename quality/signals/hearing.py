"""A published decision finds its way back to the signals that it was about."""

from ccpl_portal.audit.actions import record

from .models import Placement


def hear_decision(decision):
    placed = Placement.objects.of_item(decision.item).filter(decision=None)
    for placement in placed.select_related("signal"):
        placement.decision = decision
        placement.save(update_fields=["decision"])
        record("signal decided", placement.signal, decision=decision.pk)

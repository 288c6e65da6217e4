from django.conf import settings
from django.db import models


class TransitionQuerySet(models.QuerySet):
    def of(self, thing):
        return self.filter(machine=thing.MACHINE.name, object_id=thing.pk)


class Transition(models.Model):
    """One change of a state: who, when, from where to where, and why. Only `transition` adds."""

    # No history is kept of this table: its reasons are about people.

    machine = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    name = models.CharField(max_length=30)
    from_state = models.CharField(max_length=30)
    to_state = models.CharField(max_length=30)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)

    objects = TransitionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["machine", "object_id", "at"])]

    def __str__(self):
        return f"{self.machine} {self.object_id}: {self.name}"

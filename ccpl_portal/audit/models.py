from django.db import models


class EventQuerySet(models.QuerySet):
    def about(self, obj):
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))

    def by(self, user):
        return self.filter(actor_id=user.pk)


class Event(models.Model):
    """Who did what, when, to which object, from where: ids and verbs, no copies of content.

    The table is partitioned by year and refuses update, delete and truncate (migration
    0100_audit_events), so it is not Django's to manage and holds no foreign keys.
    """

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=100)
    object_type = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    actor_id = models.BigIntegerField(null=True)
    ip = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=64)
    details = models.JSONField()

    objects = EventQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "audit_event"
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.verb} {self.object_type} {self.object_id}"

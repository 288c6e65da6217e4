from django.conf import settings
from django.db import models
from django.utils import timezone

from quality.bodies.models import Body
from quality.measures.models import MeasureSet


class SentBack(models.Model):
    """An executive's word that a month's figures have to be looked at again before they are final.

    It stands until one of the figures has been sent anew.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="sent_back")
    set = models.ForeignKey(MeasureSet, on_delete=models.CASCADE, related_name="sent_back")
    period = models.DateField("month")
    words = models.TextField("what is wrong")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period__day=1), name="sentback_starts_with_a_month"
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="sentback_says_why"),
        ]

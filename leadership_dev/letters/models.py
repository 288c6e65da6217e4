from django.conf import settings
from django.db import models


class LetterTemplate(models.Model):
    """A coordinator's own words for one kind of letter; without a row the portal's words stand."""

    name = models.CharField(max_length=40, unique=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=8000)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

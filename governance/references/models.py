from django.db import models


class Series(models.Model):
    """The last number given in one series of references, such as CEG-2026-11."""

    prefix = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self):
        return f"{self.prefix}-{self.last:02}"

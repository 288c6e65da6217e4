from django.db import models


class ContentVersion(models.Model):
    """The one row whose token changes whenever public content changes; page caches hang on it."""

    token = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="content_version_has_one_row")
        ]

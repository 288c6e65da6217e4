from django.db import models


class MayBeExample(models.Model):
    """A row that a pack's examples may have made; pages then mark it as example content."""

    is_example = models.BooleanField("example content", default=False, editable=False)

    class Meta:
        abstract = True

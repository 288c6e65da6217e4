from django.db import models

from networks.groups.models import Group


class FormerAddress(models.Model):
    """The slug of a group that was merged: whoever asks for it is led to the group it became."""

    slug = models.SlugField(max_length=120, unique=True)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="former_addresses")

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "former addresses"

    def __str__(self):
        return self.slug

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse

from ccpl_portal.ui.models import MayBeExample
from ccpl_portal.ui.rendered import RenderedField
from networks.groups.models import Group


@pghistory.track()
class TermsOfReference(MayBeExample):
    """One adopted version of a group's terms of reference. A later one follows, none is changed."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField("version", editable=False)
    text = models.TextField(help_text="Markdown is understood")
    text_html = RenderedField("text")
    changed = models.CharField(
        "what changed",
        max_length=300,
        blank=True,
        help_text="In a sentence, for those who know the version before",
    )
    adopted_on = models.DateField("adopted on")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["group", "-number"]
        verbose_name_plural = "terms of reference"
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="terms_numbered_once")
        ]

    def __str__(self):
        return f"Terms of reference of {self.group}, version {self.number}"

    def get_absolute_url(self):
        return reverse("terms:version", args=[self.group.slug, self.number])

    def save(self, *args, **kwargs):
        if self.number is None:
            # The group's row keeps two who add a version at once from taking the same number.
            Group.objects.select_for_update().get(pk=self.group_id)
            newest = TermsOfReference.objects.filter(group=self.group_id).aggregate(
                newest=models.Max("number")
            )["newest"]
            self.number = (newest or 0) + 1
        super().save(*args, **kwargs)

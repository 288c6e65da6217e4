from django.conf import settings
from django.db import models
from django.urls import reverse

from ccpl_portal.files.models import new_public_id
from quality.bodies.models import Body
from quality.returns.models import Return


class Upload(models.Model):
    """A sheet of returns that somebody brought: kept until its rows are stored or thrown away."""

    class Source(models.TextChoices):
        PASTED = "pasted", "Pasted"
        CSV = "csv", "CSV file"
        XLSX = "xlsx", "Excel file"

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    source = models.CharField(max_length=6, choices=Source)
    name = models.CharField(max_length=150, blank=True)
    quality = models.CharField(max_length=11, choices=Return.Quality)
    heading = models.JSONField(help_text="The columns as the sheet names them")
    rows = models.JSONField(help_text="What is still to be stored: number, cells and marks of each")
    matches = models.JSONField(default=dict, help_text="Which column holds what, by its place")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="return_uploads"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self):
        return self.name or self.get_source_display()

    def get_absolute_url(self):
        return reverse("uploads:report", args=[self.public_id])


class Layout(models.Model):
    """How a body's own sheets name their columns: said once, then remembered."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="layouts")
    fingerprint = models.CharField(max_length=64)
    matches = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "fingerprint"], name="layout_once_for_a_body")
        ]

import secrets

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

KINDS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": (
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": (
        "PowerPoint",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "csv": ("CSV", "text/csv; charset=utf-8"),
    "png": ("PNG picture", "image/png"),
    "jpg": ("JPEG picture", "image/jpeg"),
}


def new_public_id():
    """Unguessable, because an address that can be counted tells how many there are."""
    return secrets.token_urlsafe(12)


class OwnedQuerySet(models.QuerySet):
    def of(self, owner):
        return self.filter(owner_type=owner._meta.label_lower, owner_id=owner.pk)


class Owned(models.Model):
    """Belongs to a record whose rule says who may read it (see registry)."""

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    owner_type = models.CharField(max_length=100, blank=True, editable=False)
    owner_id = models.BigIntegerField(null=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def owner(self):
        if not self.owner_type:
            return None
        return apps.get_model(self.owner_type)._base_manager.filter(pk=self.owner_id).first()


class Stored(models.Model):
    """One upload as it lies in the file store."""

    upload = models.FileField(max_length=120, editable=False)
    kind = models.CharField(
        max_length=4, choices={kind: words for kind, (words, _) in KINDS.items()}, editable=False
    )
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @property
    def content_type(self):
        return KINDS[self.kind][1]


class File(Owned):
    """A document under one address, through all its versions."""

    title = models.CharField(max_length=200)
    current = models.OneToOneField(
        "FileVersion", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="file_owner")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(owner_type="") & Q(owner_id__isnull=False), name="file_has_an_owner"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("files:file", args=[self.public_id])


class FileVersion(Stored):
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="file_version_numbered_once")
        ]

    def __str__(self):
        return f"{self.name}, version {self.number}"

    def get_absolute_url(self):
        return reverse("files:version", args=[self.file.public_id, self.number])


class Picture(Owned, Stored):
    """A picture with the words that stand for it; without an owner it is for everybody."""

    alt = models.CharField(
        "alternative text",
        max_length=250,
        help_text="What the picture shows, for people who cannot see it",
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    class Meta:
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="picture_owner")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="picture_has_words",
                violation_error_message="Enter what the picture shows",
            )
        ]

    def __str__(self):
        return self.alt

    def get_absolute_url(self):
        return reverse("files:picture", args=[self.public_id])

    @property
    def name(self):
        return f"picture.{self.kind}"


@receiver(post_delete, sender=FileVersion)
@receiver(post_delete, sender=Picture)
def remove_from_store(instance, **kwargs):
    name = instance.upload.name
    transaction.on_commit(lambda: default_storage.delete(name), robust=True)

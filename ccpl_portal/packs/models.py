from django.db import models


class Pack(models.Model):
    """The pack that this portal was filled from: it names the system and dates the content."""

    name = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    portal = models.CharField("name of the portal", max_length=200)
    system = models.CharField("code of the system", max_length=20)
    licences = models.JSONField(default=list, blank=True)
    # Dates such as "+14d" count from here, so a second load finds the same meetings.
    anchor = models.DateField()

    def __str__(self):
        return self.title


class Loaded(models.Model):
    """What a pack last wrote for one row, so that a later load leaves edits by hand alone."""

    path = models.CharField(max_length=200)
    key = models.CharField(max_length=300)
    cells = models.JSONField(default=dict)

    class Meta:
        verbose_name = "loaded row"
        constraints = [
            models.UniqueConstraint(fields=["path", "key"], name="loaded_row_once"),
        ]

    def __str__(self):
        return f"{self.path}: {self.key}"


def portal_name():
    pack = Pack.objects.first()
    return pack.portal if pack else ""

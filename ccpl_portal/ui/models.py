from django.db import models


class MayBeExample(models.Model):
    """A row that a pack's examples may have made; pages then mark it as example content."""

    is_example = models.BooleanField("example content", default=False, editable=False)

    class Meta:
        abstract = True


class LinkField(models.URLField):
    """A web address; one typed without its beginning is taken as https."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs

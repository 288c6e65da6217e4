from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from .audiences import tokens_of

CONFIGURATION = "portal"


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(audiences__overlap=sorted(tokens_of(user)))

    def of(self, obj):
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk)


class Entry(models.Model):
    """What one record looks like to the search box, and who may find it."""

    object_type = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    url = models.CharField(max_length=500)
    title = models.CharField(max_length=300)
    keywords = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    dated = models.DateField(null=True)
    is_example = models.BooleanField(default=False)
    audiences = ArrayField(models.CharField(max_length=60))
    vector = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=CONFIGURATION)
        + SearchVector("keywords", weight="B", config=CONFIGURATION)
        + SearchVector("summary", weight="C", config=CONFIGURATION)
        + SearchVector("body", weight="D", config=CONFIGURATION),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id"], name="entry_of_one_object")
        ]
        indexes = [
            GinIndex(fields=["vector"], name="entry_vector"),
            GinIndex(fields=["audiences"], name="entry_audiences"),
            GinIndex(OpClass("title", "gin_trgm_ops"), name="entry_title_trigrams"),
        ]

    def __str__(self):
        return self.title

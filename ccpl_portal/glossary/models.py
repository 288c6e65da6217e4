from django.db import models
from django.db.models.functions import Lower

from ccpl_portal.ui.models import MayBeExample


class Term(MayBeExample):
    """A word of the programme, and what it means. An abbreviation has its words in full too."""

    slug = models.SlugField(max_length=60, unique=True)
    term = models.CharField(
        max_length=60,
        unique=True,
        help_text="As it stands in texts, for example ICB",
        error_messages={"unique": "This word is in the glossary already"},
    )
    full = models.CharField(
        "in full",
        max_length=120,
        blank=True,
        help_text="For an abbreviation: integrated care board. Its first use on a page is then "
        "followed by these words",
    )
    full_plural = models.CharField(
        "in full, of several",
        max_length=120,
        blank=True,
        help_text="Where it is more than an s at the end: health and care partnerships",
    )
    meaning = models.TextField(max_length=600, help_text="One or two plain sentences")

    class Meta:
        ordering = [Lower("term")]

    def __str__(self):
        return self.term

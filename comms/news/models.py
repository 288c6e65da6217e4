from django.db import models
from django.db.models import Q
from django.urls import reverse

from ccpl_portal.publishing.models import (
    Publishable,
    PublishableQuerySet,
    RichText,
    keep_versions,
)
from ccpl_portal.strategy.models import Tagged
from ccpl_portal.ui.models import MayBeExample
from ccpl_portal.ui.text import clean_html, render_markdown
from networks.models import Group


class NewsQuerySet(PublishableQuerySet):
    def visible_to(self, user):
        """News of a hidden group is for those who know of the group."""
        of_known_groups = Q(group=None) | Q(group__in=Group.objects.visible_to(user))
        return super().visible_to(user).filter(of_known_groups)

    def newest(self):
        # Drafts, which managers see, have no date yet and come first.
        return self.order_by(models.F("published_at").desc(nulls_first=True), "-pk")

    def for_listing(self):
        return self.select_related("group").defer("body_html", "plain_text").newest()


@keep_versions
class NewsItem(Publishable, RichText, Tagged, MayBeExample):
    """A piece of news, of the whole programme or of one group."""

    slug = models.SlugField(
        "address",
        max_length=120,
        unique=True,
        help_text="The last part of its address, for example “forum-meets-in-spring”",
        error_messages={"unique": "Another piece of news has this address: choose another"},
    )
    title = models.CharField(max_length=160)
    group = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="news",
        help_text="The group that it comes from, if it comes from one",
    )

    # What the lead of a group typed, in Markdown; empty once somebody has edited the text itself.
    typed = models.TextField(blank=True, editable=False)

    objects = NewsQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "news item"

    def __str__(self):
        return self.title

    def save(self, *args, update_fields=None, **kwargs):
        if self.typed and clean_html(self.body_html) != render_markdown(self.typed):
            self.typed = ""
            update_fields = update_fields and {*update_fields, "typed"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self):
        return reverse("news:detail", args=[self.slug])

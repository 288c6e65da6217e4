import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django_prose_editor.fields import ProseEditorField

from ccpl_portal.accounts.rules import is_manager
from ccpl_portal.files.models import Picture
from ccpl_portal.ui.text import clean_html, plain, summary

EDITOR = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["https", "http", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
}


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"


class PublishableQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=State.PUBLISHED)

    def drafts(self):
        return self.filter(state=State.DRAFT)

    def due(self):
        return self.filter(state=State.SCHEDULED, publish_at__lte=Now())

    def visible_to(self, user):
        return self if is_manager(user) else self.published()


class Publishable(models.Model):
    """Something that managers write and everybody reads once it is published."""

    state = models.CharField(
        max_length=10, choices=State, default=State.DRAFT, editable=False, db_index=True
    )
    publish_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    updated_at = models.DateTimeField("last changed", auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="changed by",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.SCHEDULED, publish_at__isnull=False)
                | (~Q(state=State.SCHEDULED) & Q(publish_at__isnull=True)),
                name="%(app_label)s_%(class)s_scheduled_has_a_time",
                violation_error_message="Enter the date and time to publish at",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False),
                name="%(app_label)s_%(class)s_published_has_a_time",
                violation_error_message="Something published needs the time of its publication",
            ),
        ]

    @property
    def is_published(self):
        return self.state == State.PUBLISHED

    @property
    def is_draft(self):
        return self.state == State.DRAFT

    @property
    def is_scheduled(self):
        return self.state == State.SCHEDULED

    @property
    def is_archived(self):
        return self.state == State.ARCHIVED


class RichText(models.Model):
    """A text that is sanitised, shortened and stripped when it is saved, never when it is read."""

    introduction = models.TextField(
        blank=True,
        max_length=400,
        help_text="One or two plain sentences. They open the page and stand for it in lists. "
        "Left empty, the text's first sentences are used in lists.",
    )
    body_html = ProseEditorField("text", blank=True, extensions=EDITOR, sanitize=clean_html)
    picture = models.ForeignKey(
        Picture,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Stands above the text. A picture is kept only with words for those who "
        "cannot see it",
    )
    summary = models.TextField(blank=True, editable=False)
    plain_text = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None or {"introduction", "body_html"} & set(update_fields):
            self.body_html = clean_html(self.body_html)
            self.plain_text = plain(self.body_html)
            self.summary = self.introduction or summary(self.body_html, 200)
            if update_fields is not None:
                update_fields = {*update_fields, "body_html", "plain_text", "summary"}
        super().save(*args, update_fields=update_fields, **kwargs)


def keep_versions(model):
    """Store each version of a publishable model's rows, by database trigger."""
    derived = {"updated_at", "summary", "plain_text"}
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        exclude=sorted(derived & {field.name for field in model._meta.fields}),
        obj_field=pghistory.ObjForeignKey(related_name="versions"),
        append_only=True,
    )(model)

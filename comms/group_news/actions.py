from django.db import transaction
from django.utils.text import slugify

from ccpl_portal.audit.actions import record
from ccpl_portal.publishing.actions import publish
from ccpl_portal.ui.text import render_markdown
from comms.news.models import NewsItem


@transaction.atomic
def post(*, item, typed, by):
    """Publish news of a group at once, as its lead wrote it."""
    item.slug = free_slug(item.title)
    write(item, typed, by)
    publish(thing=item, by=by)


@transaction.atomic
def change(*, item, typed, by):
    write(item, typed, by)
    record("changed news", item, by=by, group=item.group_id)


def write(item, typed, by):
    item.typed, item.body_html = typed, render_markdown(typed)
    item.updated_by = by
    item.save()


def free_slug(title):
    base = slugify(title)[:100] or "news"
    slug, number = base, 1
    while NewsItem.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug

"""`{% load glossary %}`: texts with their abbreviations written out."""

from django import template
from django.utils.safestring import mark_safe

from ccpl_portal.glossary.explaining import explained as written_out

register = template.Library()


@register.simple_tag(takes_context=True)
def explained(context, html):
    """A text that was sanitised when it was saved; each abbreviation is told once on a page."""
    page = context.get("request") or context
    said = page.__dict__.setdefault("abbreviations_told", set())
    # The text is clean, and what is added to it is escaped.
    return mark_safe(written_out(html, said))  # noqa: S308

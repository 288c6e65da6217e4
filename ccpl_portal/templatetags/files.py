"""`{% load files %}`: links to files, and pictures with their words."""

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def file_link(file):
    """A link that says what one gets: title, kind and size."""
    version = file.current
    return format_html(
        '<a href="{}">{} <span class="portal-number">({}, {})</span></a>',
        file.get_absolute_url(),
        file.title,
        version.get_kind_display(),
        filesizeformat(version.size),
    )


@register.simple_tag
def picture(thing):
    return format_html(
        '<img class="portal-picture" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        thing.get_absolute_url(),
        thing.alt,
        thing.width,
        thing.height,
    )

"""A column that keeps the clean HTML of another column's Markdown, made when it is saved."""

from django.db import models

from .text import render_markdown


class RenderedField(models.TextField):
    def __init__(self, source, **kwargs):
        self.source = source
        super().__init__(**{**kwargs, "editable": False, "blank": True})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.source, *args], kwargs

    def pre_save(self, instance, add):
        html = render_markdown(getattr(instance, self.source))
        setattr(instance, self.attname, html)
        return html

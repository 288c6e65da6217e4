"""What was changed of a measure and all that hangs on it: when, by whom, from what to what."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from pghistory.models import Events

from ccpl_portal.accounts.models import User

DEEDS = {"insert": "added", "update": "changed", "delete": "removed"}
MOST = 100


@dataclass(frozen=True)
class Deed:
    """One change of one row, in words."""

    at: datetime
    by: User | None
    what: str
    pieces: list


class WithHistory:
    """Makes the admin's history of a record that of the database, which no edit escapes."""

    def history_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, unquote(object_id))
        if thing is None:
            raise Http404
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {thing}",
            "opts": self.opts,
            "thing": thing,
            "deeds": deeds_of(thing),
        }
        return render(request, "admin/quality/history.html", context)


def deeds_of(thing):
    """The newest changes of a thing and of whatever points at it."""
    events = list(Events.objects.references(thing).order_by("-pgh_created_at", "-pgh_id")[:MOST])
    people = User.objects.in_bulk({by for event in events if (by := person_in(event))})
    return [
        Deed(
            at=event.pgh_created_at,
            by=people.get(person_in(event)),
            what=f"{named(event)} {DEEDS.get(event.pgh_label, event.pgh_label)}",
            pieces=pieces_of(event),
        )
        for event in events
    ]


def person_in(event):
    return (event.pgh_context or {}).get("user")


def model_of(event):
    return apps.get_model(event.pgh_obj_model)


def named(event):
    data = event.pgh_data
    words = data.get("name") or data.get("reason") or data.get("value") or ""
    kind = model_of(event)._meta.verbose_name
    return f"{kind[:1].upper()}{kind[1:]} {words}".strip()


def pieces_of(event):
    """(field, before, after) of each value that the change moved."""
    fields = {field.attname: field for field in model_of(event)._meta.concrete_fields}
    return [
        (fields[name].verbose_name, before, after)
        for name, (before, after) in (event.pgh_diff or {}).items()
        if name in fields
    ]

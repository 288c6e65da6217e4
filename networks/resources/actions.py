from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.files.actions import add_file, add_version

from .models import Resource


@transaction.atomic
def add(*, form, by):
    resource = form.save(commit=False)
    resource.added_by = by
    resource.save()
    form.save_m2m()
    if checked := form.cleaned_data["file"]:
        resource.file = add_file(owner=resource, checked=checked, by=by, title=resource.title)
        resource.save()
    record("added resource", resource, by=by, group=resource.group_id)
    return resource


@transaction.atomic
def change(*, form, by):
    resource = form.save()
    if resource.file and resource.file.title != resource.title:
        resource.file.title = resource.title
        resource.file.save(update_fields=["title"])
    record("changed resource", resource, by=by, group=resource.group_id)


@transaction.atomic
def replace(*, resource, link, checked, by):
    """Put a newer file or another link under the same address; older files are kept."""
    resource = Resource.objects.select_for_update(of=["self"]).get(pk=resource.pk)
    if checked and resource.file:
        add_version(file=resource.file, checked=checked, by=by)
    elif checked:
        resource.file = add_file(owner=resource, checked=checked, by=by, title=resource.title)
        resource.link = ""
    else:
        resource.link, resource.file = link, None
    resource.save()
    record("replaced resource", resource, by=by, group=resource.group_id)


@transaction.atomic
def withdraw(*, resource, by):
    set_withdrawn(resource, timezone.now())
    record("withdrew resource", resource, by=by, group=resource.group_id)


@transaction.atomic
def put_back(*, resource, by):
    set_withdrawn(resource, None)
    record("put resource back", resource, by=by, group=resource.group_id)


def set_withdrawn(resource, moment):
    resource.withdrawn_at = moment
    resource.save(update_fields=["withdrawn_at", "updated_at"])


def count_opening(resource):
    # Without a signal: a page that is shown to everybody need not be drawn anew for a count.
    Resource.objects.filter(pk=resource.pk).update(opened=F("opened") + 1)

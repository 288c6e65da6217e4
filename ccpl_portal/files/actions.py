from django.conf import settings
from django.db import transaction
from django.db.models import Max, Sum
from django.template.defaultfilters import filesizeformat

from ccpl_portal.audit.actions import record

from . import store
from .models import File, FileVersion, Picture


@transaction.atomic
def add_file(*, owner, checked, by, title=""):
    """Store an upload that check_upload passed as the first version of a new file."""
    file = File.objects.create(
        title=title or checked.name.rpartition(".")[0] or checked.name,
        owner_type=owner._meta.label_lower,
        owner_id=owner.pk,
    )
    add_version(file=file, checked=checked, by=by)
    return file


@transaction.atomic
def add_version(*, file, checked, by):
    """Store an upload as the newest version; the address stays, older versions are kept."""
    check_room(checked, by)
    File.objects.select_for_update().get(pk=file.pk)
    newest = file.versions.aggregate(newest=Max("number"))["newest"] or 0
    version = FileVersion.objects.create(
        file=file, number=newest + 1, name=checked.name, **stored(checked, by)
    )
    file.current = version
    file.save(update_fields=["current"])
    record("uploaded file", file, by=by, version=version.number)
    return version


@transaction.atomic
def add_picture(*, checked, alt, by, owner=None):
    """Store a picture; without an owner it is for everybody."""
    check_room(checked, by)
    width, height = checked.dimensions
    picture = Picture.objects.create(
        alt=alt,
        width=width,
        height=height,
        owner_type=owner._meta.label_lower if owner else "",
        owner_id=owner.pk if owner else None,
        **stored(checked, by),
    )
    record("uploaded picture", picture, by=by)
    return picture


@transaction.atomic
def remove_file(*, file, by):
    """Remove a file with all its versions; the store is emptied once this is committed."""
    record("removed file", file, by=by)
    file.delete()


def stored(checked, by):
    # Last of all, so that a refusal leaves nothing behind; an undone change is swept up later.
    return {
        "upload": store.put(checked.content, checked.kind),
        "kind": checked.kind,
        "size": checked.size,
        "sha256": checked.sha256,
        "uploaded_by": by,
    }


def check_room(checked, by):
    """Refuse what goes beyond one person's share of the store."""
    used = sum(
        model.objects.filter(uploaded_by=by).aggregate(total=Sum("size"))["total"] or 0
        for model in [FileVersion, Picture]
    )
    if used + checked.size > settings.FILES_PER_PERSON:
        raise store.NoRoom(
            f"You have reached your share of {filesizeformat(settings.FILES_PER_PERSON)} for"
            " files. Remove some that are no longer needed, or ask the programme team"
        )

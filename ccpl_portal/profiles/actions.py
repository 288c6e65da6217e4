from django.db import transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.files.actions import add_picture
from ccpl_portal.files.models import Picture


@transaction.atomic
def keep_picture(*, person, checked, alt, by):
    """Store a picture for a preview; the entry does not show it before it is saved."""
    return add_picture(checked=checked, alt=alt, by=by, owner=person)


@transaction.atomic
def change_entry(*, form, by):
    """Save what the form says, with its picture; pictures no longer shown are removed."""
    person, typed = form.instance, form.cleaned_data
    person.picture = picture_for(person, typed, by=by)
    person.save()
    if person.picture and typed["alt"] and person.picture.alt != typed["alt"]:
        person.picture.alt = typed["alt"]
        person.picture.save(update_fields=["alt"])
    for other in Picture.objects.of(person).exclude(pk=person.picture_id):
        other.delete()
    record("changed directory entry", person, by=by, fields=sorted(form.changed_data))
    return person


def picture_for(person, typed, *, by):
    """The picture that the entry shows from now on."""
    if typed["upload"]:
        return add_picture(checked=typed["upload"], alt=typed["alt"], by=by, owner=person)
    if typed["kept"]:
        kept = Picture.objects.of(person).filter(public_id=typed["kept"]).first()
        return kept or person.picture
    return None if typed.get("remove_picture") else person.picture

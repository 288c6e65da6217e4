from django.db import transaction
from django.utils.text import slugify

from ccpl_portal.accounts.models import User
from ccpl_portal.audit.actions import record

from .models import Person


@transaction.atomic
def entry_of(user):
    """The directory entry of an account, made when it has none; signed-in colleagues see it.

    Holds the account's row until the transaction ends, so that one person's deeds queue up.
    """
    User.objects.select_for_update().get(pk=user.pk)
    person = Person.objects.filter(user=user).first()
    if person is None:
        slug = slugify(user.name)[:100] or "person"
        if Person.objects.filter(slug=slug).exists():
            slug = f"{slug}-{user.pk}"
        person = Person.objects.create(user=user, name=str(user)[:120], slug=slug)
        record("made directory entry", person, by=user)
    return person

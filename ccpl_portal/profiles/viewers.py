"""Readers to try a page with: nobody in particular, so they see what every such reader sees."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from ccpl_portal.accounts.models import User

STRANGER, COLLEAGUE = "stranger", "colleague"


def viewer(kind):
    if kind == STRANGER:
        return AnonymousUser()
    # Key 0 is nobody's, so that a colleague has no groups and is not the person.
    colleague = User(pk=0, name="A colleague", verified_at=timezone.now())
    colleague.roles = set()
    return colleague

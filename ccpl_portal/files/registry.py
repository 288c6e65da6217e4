"""Whose rule a file follows. A house says so from AppConfig.ready():

    owner(Paper, may_read=lambda user, paper: ..., may_read_old=lambda user, paper: ...)

The rule is asked at each fetch, also about a reader who has not signed in. Versions that were
replaced are for those of the second rule, which nobody passes when it is left out. Files go when
their owner is deleted.
"""

from django.db.models.signals import post_delete

from .models import File, Picture

_rules = {}
_rules_of_old = {}


def owner(model, *, may_read, may_read_old=None):
    label = model._meta.label_lower
    _rules[label] = may_read
    _rules_of_old[label] = may_read_old
    post_delete.connect(_owner_is_gone, sender=model, dispatch_uid=f"files of {label}")


def may_read(user, thing):
    """Whether this person may have a file or a picture now; no rule means nobody may."""
    return readers(thing)(user)


def readers(thing):
    """The rule of one file or picture: a function that answers for a user."""
    if isinstance(thing, Picture) and not thing.owner_type:
        return lambda user: True
    return asks(_rules.get(thing.owner_type), thing)


def readers_of_old(thing):
    """The rule of a file's replaced versions, likewise; who reads them may read the file too."""
    may_read, may_read_old = readers(thing), asks(_rules_of_old.get(thing.owner_type), thing)
    return lambda user: may_read_old(user) and may_read(user)


def asks(rule, thing):
    record = thing.owner if rule else None
    return lambda user: record is not None and bool(rule(user, record))


def _owner_is_gone(sender, instance, **kwargs):
    File.objects.of(instance).delete()
    Picture.objects.of(instance).delete()

"""Whose rule a file follows. A house says so from AppConfig.ready():

    owner(Paper, may_read=lambda user, paper: ...)

The rule is asked at each fetch, also about a reader who has not signed in. Files go when their
owner is deleted.
"""

from django.db.models.signals import post_delete

from .models import File, Picture

_rules = {}


def owner(model, *, may_read):
    label = model._meta.label_lower
    _rules[label] = may_read
    post_delete.connect(_owner_is_gone, sender=model, dispatch_uid=f"files of {label}")


def may_read(user, thing):
    """Whether this person may have a file or a picture now; no rule means nobody may."""
    return readers(thing)(user)


def readers(thing):
    """The rule of one file or picture: a function that answers for a user."""
    if isinstance(thing, Picture) and not thing.owner_type:
        return lambda user: True
    rule = _rules.get(thing.owner_type)
    record = thing.owner if rule else None
    return lambda user: record is not None and bool(rule(user, record))


def _owner_is_gone(sender, instance, **kwargs):
    File.objects.of(instance).delete()
    Picture.objects.of(instance).delete()

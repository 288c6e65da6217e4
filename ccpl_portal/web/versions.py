"""The content version: a token that changes when public content does.

A page cached under an old token is never asked for again, so nothing has to be purged.
"""

import hashlib
import secrets
import time
from functools import cache

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from redis.exceptions import RedisError

from .models import ContentVersion

KEY = "content-version"
# Heals a token that was written to the database while Redis was away.
SHARED_SECONDS = 60
# How long a process may answer from its own memory.
REMEMBERED_SECONDS = 0.25

_public_models = set()
_remembered = {"token": None, "until": 0.0}


def register_public(*models):
    """Bump the content version whenever a row of these models changes, many-to-many links too."""
    for model in models:
        _public_models.add(model)
        post_save.connect(_changed, sender=model)
        post_delete.connect(_changed, sender=model)
        for field in model._meta.local_many_to_many:
            m2m_changed.connect(_changed, sender=field.remote_field.through)


def public_models():
    return frozenset(_public_models)


def content_changed():
    """Give content a new version once the present transaction is committed.

    Saves of registered models call this by themselves; set-based changes call it by hand.
    """
    if not any(_bump is function for _, function, _ in transaction.get_connection().run_on_commit):
        transaction.on_commit(_bump)


def content_version():
    if time.monotonic() < _remembered["until"]:
        return _remembered["token"]
    token = _shared_token()
    if token is None:
        token = ContentVersion.objects.filter(pk=1).values_list("token", flat=True).first() or ""
        _share(token)
    _remembered.update(token=token, until=time.monotonic() + REMEMBERED_SECONDS)
    return token


def forget():
    """Ask for the version afresh the next time."""
    _remembered["until"] = 0.0


@cache
def build_id():
    """Names the code and templates that draw the pages, so that a new release starts afresh."""
    digest = hashlib.sha256()
    for folder, pattern in [("templates", "*.html"), ("ccpl_portal", "*.py"), ("static", "*.*")]:
        for path in sorted((settings.BASE_DIR / folder).rglob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _changed(**kwargs):
    content_changed()


def _bump():
    token = secrets.token_hex(8)
    ContentVersion.objects.update_or_create(pk=1, defaults={"token": token})
    _share(token)
    forget()


def _shared_token():
    try:
        return caches["pages"].get(KEY)
    except (RedisError, OSError):
        return None


def _share(token):
    try:
        caches["pages"].set(KEY, token, SHARED_SECONDS)
    except (RedisError, OSError):
        forget()

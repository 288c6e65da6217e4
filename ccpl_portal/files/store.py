"""Writing to the file store: the file is whole and on the disk before its row is committed."""

import logging
import os
import secrets
from contextlib import suppress
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from ccpl_portal.web.errors import Conflict

from .models import FileVersion, Picture

logger = logging.getLogger(__name__)

FOLDER = "files"
ORPHANED_AFTER = timedelta(hours=24)


class NotStored(Conflict):
    """There is no store, or no room in it."""


class NoRoom(Conflict):
    """The person has had their share."""


def put(content, kind):
    """Store under a name of our own and return it; NotStored when there is no room or no store."""
    name = f"{FOLDER}/{secrets.token_hex(16)}.{kind}"
    try:
        content.seek(0)
        name = default_storage.save(name, content)
        settle(name)
    except Exception as error:  # each kind of store has its own
        logger.exception("A file could not be stored")
        with suppress(Exception):
            default_storage.delete(name)
        raise NotStored(
            "The file could not be stored, and nothing was changed. Try again later."
            " If it happens again, tell the programme team"
        ) from error
    return name


def settle(name):
    """Have the disk confirm it, where there is one."""
    try:
        path = default_storage.path(name)
    except NotImplementedError:
        return
    for place in [path, os.path.dirname(path)]:
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_orphans():
    remove_all_but(FileVersion, Picture, folder=FOLDER)


def remove_all_but(*models, folder):
    """Remove what lies in a folder without a row: the remains of changes that were undone."""
    with suppress(FileNotFoundError):
        names = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
        for model in models:
            names -= set(model.objects.values_list("upload", flat=True))
        before = timezone.now() - ORPHANED_AFTER
        for name in sorted(names):
            if default_storage.get_modified_time(name) < before:
                default_storage.delete(name)

"""What changed, when and by whom: read from the versions that the database keeps."""

from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.db import models

from ccpl_portal.accounts.models import User
from ccpl_portal.ui.text import plain

# Of a row, not of its words: an earlier version is restored without them.
STANDING = {"id", "slug", "state", "publish_at", "published_at", "updated_by", "is_example"}
# Shown by the line above them ("Published"), or of no interest to a reader of the history.
UNSHOWN = {"id", "publish_at", "published_at", "updated_by", "is_example"}


@dataclass(frozen=True)
class Change:
    label: str
    pieces: list  # pairs of "same", "out" or "in", and words

    @classmethod
    def between(cls, field, before, after):
        return cls(field.verbose_name.capitalize(), differences(before, after))


@dataclass(frozen=True)
class Version:
    pk: int
    number: int
    at: datetime
    by: User | None
    state: str
    changes: list
    is_current: bool


def version_fields(thing):
    """The fields of a thing that its versions hold too."""
    versions = thing.versions.model._meta
    names = {field.name for field in versions.get_fields()}
    return [field for field in thing._meta.concrete_fields if field.name in names]


def restorable(thing):
    return [field.attname for field in version_fields(thing) if field.name not in STANDING]


def versions_of(thing, *, newest=50):
    """The newest versions first, each with what it changed; saves that changed nothing left out.

    At most `newest` are read, so that a page edited for years still opens at once.
    """
    rows = list(thing.versions.order_by("-pgh_id")[: newest + 1])
    people = User.objects.in_bulk({row.updated_by_id for row in rows if row.updated_by_id})
    first = thing.versions.count() - len(rows)
    fields = [field for field in version_fields(thing) if field.name not in UNSHOWN]
    found, before = [], None
    for number, row in enumerate(reversed(rows), start=first + 1):
        changes = changes_between(fields, before, row)
        if before is None or changes:
            found.append(
                Version(
                    pk=row.pgh_id,
                    number=number,
                    at=row.pgh_created_at,
                    by=people.get(row.updated_by_id),
                    state=row.get_state_display(),
                    changes=changes,
                    is_current=row.pgh_id == rows[0].pgh_id,
                )
            )
        before = row
    return found[::-1][:newest]


def changes_between(fields, before, after):
    if before is None:
        return []
    return [
        Change.between(field, words(field, before), words(field, after))
        for field in fields
        if getattr(before, field.attname) != getattr(after, field.attname)
    ]


def words(field, row):
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return "yes" if value else "no"
    if isinstance(field, models.ForeignKey):
        return str(field.related_model._base_manager.filter(pk=value).first() or "")
    return plain(value) if field.name.endswith("_html") else str(value)


def differences(before, after):
    """Word by word, what stayed, what went out and what came in; long agreement is shortened."""
    old, new = before.split(), after.split()
    pieces = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", shorten(old[a:b])))
            continue
        if b > a:
            pieces.append(("out", " ".join(old[a:b])))
        if d > c:
            pieces.append(("in", " ".join(new[c:d])))
    return pieces


def shorten(same, around=8):
    if len(same) <= 2 * around:
        return " ".join(same)
    return f"{' '.join(same[:around])} … {' '.join(same[-around:])}"

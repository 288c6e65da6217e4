"""When nothing is found: which one filter, left out, would bring something."""

from typing import NamedTuple

from django.db.models import Count, Q

from ccpl_portal.ui.filters import words_for


class Drop(NamedTuple):
    words: str
    href: str
    count: int


def worth_dropping(found):
    """Those that bring most first. All are counted in one statement."""
    chosen = {
        name: values
        for name in found.filters
        if (values := [value for value in found.data.getlist(name) if value.strip()])
    }
    if not chosen:
        return []
    counts = found.queryset.model._base_manager.aggregate(
        **{
            f"without_{name}": Count("pk", filter=Q(pk__in=found.narrowed(but=name).values("pk")))
            for name in chosen
        }
    )
    drops = [
        Drop(words_of(found.form.fields[name], values), href(found, name), count)
        for name, values in chosen.items()
        if (count := counts[f"without_{name}"])
    ]
    return sorted(drops, key=lambda drop: -drop.count)


def words_of(field, values):
    names = ", ".join(words_for(field, value) for value in values)
    return f"{field.label.lower()} {names}"


def href(found, name):
    query = found.data.copy()
    query.pop(name)
    query.pop("page", None)
    return f"?{query.urlencode()}"

"""Items that somebody is to present, for when they leave."""

from ccpl_portal.leaving.registry import Holding, Kind, holds
from governance.meetings.items import AgendaItem
from governance.meetings.models import Meeting

from .arranging import OPEN


def held_by(person):
    """By their meeting alone: a manager hands on items whose words are for members only."""
    coming = Meeting.objects.filter(state__in=OPEN).upcoming()
    items = AgendaItem.objects.filter(presenter_person=person, meeting__in=coming.values("pk"))
    for item in items.select_related("meeting__group").order_by("meeting__starts_at", "position"):
        yield Holding(item.pk, f"To present at {item.meeting}", item.meeting.get_absolute_url())


def hand_over(key, *, to, on, by):
    item = AgendaItem.objects.select_for_update().get(pk=key)
    item.presenter_person, item.presenter_email = to, ""
    item.save(update_fields=["presenter_person", "presenter_email"])


def end(key, *, on, by):
    hand_over(key, to=None, on=on, by=by)


holds(
    Kind(
        name="presentations",
        heading="Agenda items to present",
        order=61,
        held_by=held_by,
        hand_over=hand_over,
        end=end,
    )
)

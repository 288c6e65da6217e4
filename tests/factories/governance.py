from datetime import date, timedelta

import factory
from django.utils import timezone

from governance.models import AgendaItem, Deliverable, Meeting

from .networks import ForumFactory


class MeetingFactory(factory.django.DjangoModelFactory):
    """A published meeting in a week's time, open to read for everybody."""

    class Meta:
        model = Meeting

    group = factory.SubFactory(ForumFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=2))
    state = Meeting.State.PUBLISHED


class DraftMeetingFactory(MeetingFactory):
    state = Meeting.State.DRAFT


class AgendaItemFactory(factory.django.DjangoModelFactory):
    """A public line of an agenda."""

    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Item {n}")


class DeliverableFactory(factory.django.DjangoModelFactory):
    """Something promised, whose outcome nobody has recorded."""

    class Meta:
        model = Deliverable

    slug = factory.Sequence(lambda n: f"deliverable-{n}")
    title = factory.Sequence(lambda n: f"Deliverable {n}")
    plan = "2023/24 plan"
    due_on = date(2024, 3, 31)

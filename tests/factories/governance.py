from datetime import date, timedelta

import factory
from django.utils import timezone

from governance.models import (
    Action,
    AgendaItem,
    Attendance,
    Customs,
    Decision,
    Deliverable,
    Entry,
    ItemRequest,
    Meeting,
    Paper,
    Submission,
)

from .accounts import UserFactory
from .networks import ForumFactory


class MeetingFactory(factory.django.DjangoModelFactory):
    """A published meeting in a week's time, open to read for everybody."""

    class Meta:
        model = Meeting

    group = factory.SubFactory(ForumFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=2))
    state = Meeting.State.PUBLISHED
    published_at = factory.LazyAttribute(lambda meeting: meeting.starts_at - timedelta(days=8))


class DraftMeetingFactory(MeetingFactory):
    state = Meeting.State.DRAFT
    published_at = None


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


class CustomsFactory(factory.django.DjangoModelFactory):
    """A group that meets on the first Thursday of the month, 2pm to 4pm."""

    class Meta:
        model = Customs

    group = factory.SubFactory(ForumFactory)
    rhythm = Customs.Rhythm.MONTHS


class PaperFactory(factory.django.DjangoModelFactory):
    """A text paper that is on no agenda yet."""

    class Meta:
        model = Paper

    group = factory.SubFactory(ForumFactory)
    title = factory.Sequence(lambda n: f"Paper {n}")
    kind = Paper.Kind.TEXT
    text = "What we learnt."


class SubmissionFactory(factory.django.DjangoModelFactory):
    """A public paper on a public item of a published meeting."""

    class Meta:
        model = Submission

    item = factory.SubFactory(AgendaItemFactory)
    paper = factory.SubFactory(PaperFactory, group=factory.SelfAttribute("..item.meeting.group"))
    added_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=10))
    letter = "A"


class ItemRequestFactory(factory.django.DjangoModelFactory):
    """A matter that waits for the group's answer."""

    class Meta:
        model = ItemRequest

    group = factory.SubFactory(ForumFactory)
    asked_by = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Matter {n}")
    why = "People wait too long."


class AttendanceFactory(factory.django.DjangoModelFactory):
    """Somebody who was there and is not in the directory."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    name = factory.Sequence(lambda n: f"Guest {n}")


class EntryFactory(factory.django.DjangoModelFactory):
    """A note under a public item."""

    class Meta:
        model = Entry

    item = factory.SubFactory(AgendaItemFactory)
    kind = Entry.Kind.NOTE
    text = "The group heard how winter went."


class DecisionFactory(factory.django.DjangoModelFactory):
    """Something decided under a public item, which nobody outside has read yet."""

    class Meta:
        model = Decision

    item = factory.SubFactory(AgendaItemFactory)
    group = factory.SelfAttribute("item.meeting.group")
    reference = factory.Sequence(lambda n: f"G-2026-11-{n:02}")
    text = "The sepsis pathway was agreed."
    decided_on = factory.LazyAttribute(lambda it: timezone.localdate(it.item.meeting.starts_at))


class ActionFactory(factory.django.DjangoModelFactory):
    """An open action of a group, which came from no meeting."""

    class Meta:
        model = Action

    group = factory.SubFactory(ForumFactory)
    reference = factory.Sequence(lambda n: f"G-2026-11-A{n:02}")
    text = "Write to the practices."

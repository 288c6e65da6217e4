"""What the front page says is waiting: for those who run meetings, members and presenters."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.ui import dates
from governance.customs.deadlines import next_deadline
from governance.meetings.models import Meeting, groups_of
from governance.papers.chasing import upload_link
from governance.papers.models import PaperRequest
from networks.models import Membership

from .models import ItemRequest

# A deadline is said when it is this near, an invitation when the meeting is.
SOON, NEAR = timedelta(days=10), timedelta(days=21)


def meetings_waiting_for(user):
    """Pairs of words and address, the nearest first."""
    if not is_verified(user):
        return []
    return [*drafts(user), *requests(user), *unanswered(user), *papers(user)]


def drafts(user):
    running = Meeting.objects.filter(group__in=groups_of(user, *Membership.LEADING))
    due = timezone.localdate() + SOON
    for meeting in running.filter(state=Meeting.State.DRAFT).upcoming().for_listing()[:20]:
        deadline = next_deadline(meeting)
        if deadline and deadline.on <= due:
            words = f"{meeting.name}, {dates.day(meeting.starts_at)}: {deadline.words.lower()}"
            yield f"{words} {deadline.countdown}", reverse("planning:agenda", args=[meeting.pk])


def requests(user):
    waiting = ItemRequest.objects.waiting().to_answer(user).for_listing().order_by("asked_at")
    for asked in waiting[:20]:
        words = f"{asked.asked_by.name} asks {asked.group.name} to take up “{asked.title}”"
        yield words, reverse("planning:request", args=[asked.pk])


def unanswered(user):
    """Meetings of one's groups to which one has not said whether one comes."""
    now = timezone.now()
    coming = Meeting.objects.filter(
        group__in=groups_of(user), state=Meeting.State.PUBLISHED, starts_at__range=(now, now + NEAR)
    ).exclude(replies__person__user=user)
    for meeting in coming.order_by("starts_at").for_listing()[:20]:
        words = f"Say whether you come to {meeting.name} on {dates.day(meeting.starts_at)}"
        yield words, reverse("publishing:reply", args=[meeting.pk])


def papers(user):
    asked = PaperRequest.objects.filter(
        person__user=user, paper=None, item__meeting__state=Meeting.State.DRAFT
    )
    for request in asked.select_related("item__meeting__group")[:20]:
        meeting = request.item.meeting
        words = f"Send your paper for {meeting.name} on {dates.day(meeting.starts_at)}"
        yield words, upload_link(request)

"""What the front page says is waiting: for those who run meetings, members and presenters."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.ui import dates
from governance.customs.deadlines import next_deadline
from governance.meetings.models import Meeting, groups_of
from governance.papers.chasing import upload_link
from governance.papers.models import PaperRequest
from governance.publishing.models import Reply
from networks.models import Membership

from .models import ItemRequest

MOST = 20
# A deadline is said when it is this near, an invitation when the meeting is.
SOON, NEAR = timedelta(days=10), timedelta(days=21)


def meetings_waiting_for(user):
    """Pairs of words and address, the nearest first."""
    if not is_verified(user):
        return []
    coming = list(coming_for(user)[:MOST])
    return [*drafts(coming), *requests(user), *unanswered(coming), *papers(user)]


def coming_for(user):
    """Drafts of the groups one runs, and meetings near to which one has not said a word."""
    now = timezone.now()
    draft = Q(state=Meeting.State.DRAFT, group__in=groups_of(user, *Membership.LEADING))
    near = Q(
        state=Meeting.State.PUBLISHED,
        group__in=groups_of(user),
        starts_at__range=(now, now + NEAR),
    )
    answered = Reply.objects.filter(meeting=OuterRef("pk"), person__user=user)
    return Meeting.objects.filter(draft | near & ~Exists(answered)).upcoming().for_listing()


def drafts(meetings):
    due = timezone.localdate() + SOON
    for meeting in meetings:
        deadline = next_deadline(meeting) if meeting.is_draft else None
        if deadline and deadline.on <= due:
            words = f"{meeting.name}, {dates.day(meeting.starts_at)}: {deadline.words.lower()}"
            yield f"{words} {deadline.countdown}", reverse("planning:agenda", args=[meeting.pk])


def requests(user):
    waiting = ItemRequest.objects.waiting().to_answer(user).for_listing().order_by("asked_at")
    for asked in waiting[:MOST]:
        words = f"{asked.asked_by.name} asks {asked.group.name} to take up “{asked.title}”"
        yield words, reverse("planning:request", args=[asked.pk])


def unanswered(meetings):
    for meeting in meetings:
        if not meeting.is_draft:
            words = f"Say whether you come to {meeting.name} on {dates.day(meeting.starts_at)}"
            yield words, reverse("publishing:reply", args=[meeting.pk])


def papers(user):
    asked = PaperRequest.objects.filter(
        person__user=user, paper=None, item__meeting__state=Meeting.State.DRAFT
    )
    for request in asked.select_related("item__meeting__group")[:MOST]:
        meeting = request.item.meeting
        words = f"Send your paper for {meeting.name} on {dates.day(meeting.starts_at)}"
        yield words, upload_link(request)

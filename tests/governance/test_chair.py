from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.attendance.models import Withdrawal
from governance.models import Reply
from networks.models import Membership
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    AttendanceFactory,
    ItemRequestFactory,
    MeetingFactory,
    SubmissionFactory,
)
from tests.factories.networks import ForumFactory, MembershipFactory

pytestmark = pytest.mark.django_db

Role = Membership.Role


def account_of(group, role):
    return MembershipFactory(group=group, role=role).person.user


def test_the_chair_sees_on_one_sheet_what_waits(client):
    meeting = MeetingFactory(group=ForumFactory(quorum=3))
    group = meeting.group
    chair = account_of(group, Role.CHAIR)
    for answer in ["attending", "apologies"]:
        person = MembershipFactory(group=group).person
        Reply.objects.create(meeting=meeting, person=person, answer=answer)
    late, soon = [
        ActionFactory(group=group, due_on=timezone.localdate() + timedelta(days=days))
        for days in [-1, 1]
    ]
    item = AgendaItemFactory(meeting=meeting, title="Falls", paper_expected=True)
    SubmissionFactory(item=AgendaItemFactory(meeting=meeting, paper_expected=True))
    row = AttendanceFactory(meeting=meeting)
    Withdrawal.objects.create(item=item, attendance=row, reason="Works for the provider")
    asked = ItemRequestFactory(group=group)
    ItemRequestFactory()
    client.force_login(chair)

    context = client.get(reverse("minutes:chair", args=[meeting.pk])).context

    assert (context["expected"].words, context["expected"].counted) == ("Not quorate", 1)
    assert (list(context["late"]), soon.is_overdue) == ([late], False)
    assert [missing.line.item for missing in context["missing_papers"]] == [item]
    assert list(context["requests"]) == [asked]
    assert [one.reason for one in context["withdrawals"]] == ["Works for the provider"]


def test_who_opens_the_chairs_sheet(client):
    meeting = MeetingFactory()
    people = {
        "chair": account_of(meeting.group, Role.CHAIR),
        "secretary": account_of(meeting.group, Role.SECRETARY),
        "member": account_of(meeting.group, Role.MEMBER),
        "other chair": account_of(ForumFactory(), Role.CHAIR),
        "professional": UserFactory(),
        "manager": ManagerFactory(),
    }

    found = {}
    for name, user in people.items():
        client.force_login(user)
        found[name] = client.get(reverse("minutes:chair", args=[meeting.pk])).status_code

    assert found == {
        "chair": 200,
        "secretary": 200,
        "member": 403,
        "other chair": 403,
        "professional": 403,
        "manager": 403,
    }

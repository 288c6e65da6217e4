from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from ccpl_portal.outbox.models import Letter
from networks.invitations import actions
from networks.invitations.reading import read
from networks.models import Group, Invitation, Membership
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.networks import (
    ForumFactory,
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
)
from tests.factories.people import PersonFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

Role = Membership.Role
State = Invitation.State
INVITE = "/networks/respiratory/invitations/invite/"


@pytest.fixture
def lead():
    return MembershipFactory(
        group__slug="respiratory", group__name="Respiratory network", role=Role.LEAD
    )


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def letters():
    return sorted((letter.to_address or letter.to_user.email) for letter in Letter.objects.all())


@pytest.mark.parametrize(
    ("text", "emails", "unreadable"),
    [
        ("a@x.org, b@x.org;c@x.org\nd@x.org", ["a@x.org", "b@x.org", "c@x.org", "d@x.org"], []),
        ("Ada Example <A@X.org>", ["a@x.org"], []),
        ('"Example, Ada" <a@x.org>; Lee, Sam <s@x.org>', ["a@x.org", "s@x.org"], []),
        ("Example, Ada <a@x.org>, Lee, Sam <s@x.org>", ["a@x.org", "s@x.org"], []),
        ("a@x.org, Sam Lee <s@x.org>", ["a@x.org", "s@x.org"], []),
        ("a@x.org b@x.org", ["a@x.org", "b@x.org"], []),
        ("a@x.org,\r\n\r\n ;; , b@x.org,", ["a@x.org", "b@x.org"], []),
        ("a@x.org, nonsense", ["a@x.org"], ["nonsense"]),
        ("Dr A Khan", [], ["Dr A Khan"]),
        ("ada@, @x.org", [], ["ada@", "@x.org"]),
        ("<script>alert(1)</script>", [], ["<script>alert(1)</script>"]),
        (f"{'x' * 300}@x.org", [], [f"{'x' * 254}"]),
    ],
)
def test_every_piece_that_was_pasted_comes_out_again(text, emails, unreadable):
    pieces = read(text)

    assert [piece.email for piece in pieces if piece.email] == emails
    assert [piece.text for piece in pieces if not piece.email] == unreadable


def test_a_name_beside_an_address_is_kept():
    assert [piece.name for piece in read('"Example, Ada" <a@x.org>; b@x.org')] == [
        "Example, Ada",
        "",
    ]


def test_the_preview_says_what_would_happen_to_each_and_does_nothing(lead):
    UserFactory(email="known@x.org", name="Kay Known")
    PersonFactory(name="Pia Listed", email="Listed@x.org")
    UnverifiedFactory(email="new@x.org")
    member = MembershipFactory(group=lead.group, person__user__email="member@x.org")
    InvitationFactory(group=lead.group, email="waits@x.org")
    text = (
        "known@x.org, listed@x.org\nnew@x.org; Ada <ada@x.org>\nmember@x.org\nwaits@x.org"
        "\nADA@x.org\nno address"
    )

    page = signed_in(lead.person.user).post(INVITE, {"text": text})

    found = page.context["found"]
    assert [one.name for one in found.known] == ["Kay Known", "Pia Listed"]
    assert [piece.email for piece in found.invited] == ["new@x.org", "ada@x.org"]
    assert [piece.email for piece in found.renewed] == ["waits@x.org"]
    assert [one.person for one in found.members] == [member.person]
    assert [piece.email for piece in found.doubled] == ["ada@x.org"]
    assert [piece.text for piece in found.unreadable] == ["no address"]
    assert "Nobody has been told anything yet" in words(page)
    assert letters() == []
    assert Invitation.objects.count() == 1


def test_confirming_adds_who_is_known_and_writes_to_the_others(lead):
    known = UserFactory(email="known@x.org")
    client = signed_in(lead.person.user)

    page = client.post(
        INVITE, {"text": "known@x.org, Ada <ada@x.org>\nno address", "confirm": "yes"}
    )

    assert "1 that cannot be read as an address: nothing was sent no address" in words(page)
    assert Membership.objects.filter(group=lead.group, person__user=known).count() == 1
    assert [(i.email, i.name, i.state) for i in Invitation.objects.all()] == [
        ("ada@x.org", "Ada", "waiting")
    ]
    assert letters() == ["ada@x.org", "known@x.org"]


def test_inviting_twice_renews_the_invitation_and_makes_no_second(lead):
    client = signed_in(lead.person.user)
    client.post(INVITE, {"text": "ada@x.org", "confirm": "yes"})
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    client.post(INVITE, {"text": "ada@x.org", "confirm": "yes"})

    invitation = Invitation.objects.get()
    assert invitation.expires_at.date() == (timezone.now() + timedelta(days=28)).date()
    assert letters() == ["ada@x.org", "ada@x.org"]


def test_the_database_keeps_one_waiting_invitation_for_an_address(lead):
    InvitationFactory(group=lead.group, email="ada@x.org")

    with pytest.raises(IntegrityError):
        InvitationFactory(group=lead.group, email="ada@x.org")


def test_inviting_somebody_who_asked_to_join_answers_them(lead):
    asked = JoinRequestFactory(group=lead.group, person__user__email="ada@x.org")

    actions.invite(group=lead.group, text="ada@x.org", by=lead.person.user)

    asked.refresh_from_db()
    assert asked.state == "accepted"
    assert Membership.objects.filter(group=lead.group, person=asked.person).count() == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Enter the email addresses of those whom you invite"),
        ("a@x.org\n" * 201, "Paste 200 addresses or fewer at a time. There are 201"),
        ("x" * 60_001, "Paste 200 addresses or fewer at a time"),
    ],
)
def test_what_is_pasted_has_limits(lead, text, says):
    page = signed_in(lead.person.user).post(INVITE, {"text": text})

    assert page.context["form"].errors == {"text": [says]}


def test_the_letter_holds_a_link_that_works_for_who_was_invited(lead):
    actions.invite(group=lead.group, text="ada@x.org", by=lead.person.user)
    invitation, invited = Invitation.objects.get(), UserFactory(email="ada@x.org")
    link = invitation.get_absolute_url()
    assert link in Letter.objects.get().text

    stranger = Client().get(link)
    assert "To accept, sign in with the address ada@x.org" in words(stranger)
    assert "no-store" in stranger["Cache-Control"]

    answer = signed_in(invited).post(link, {"accept": "yes"}, follow=True)
    assert "You are now a member of Respiratory network" in words(answer)
    invitation.refresh_from_db()
    assert invitation.state == State.ACCEPTED
    assert Membership.objects.filter(group=lead.group, person__user=invited).count() == 1


def test_a_hidden_group_can_be_joined_by_invitation():
    lead = MembershipFactory(
        group__visibility=Group.Visibility.HIDDEN, group__name="Quiet group", role=Role.LEAD
    )
    invitation = InvitationFactory(group=lead.group, email="ada@x.org")

    answer = signed_in(UserFactory(email="ada@x.org")).post(
        invitation.get_absolute_url(), {"accept": "yes"}, follow=True
    )

    assert "You are now a member of Quiet group" in words(answer)


def test_the_link_is_refused_to_somebody_else_and_when_it_was_tampered_with(lead):
    invitation = InvitationFactory(group=lead.group)
    link = invitation.get_absolute_url()
    other = signed_in(UserFactory())

    assert other.get(link).status_code == 403
    assert other.post(link, {"accept": "yes"}).status_code == 403
    assert Client().get(link[:-2] + "x/").status_code == 404
    assert Client().get("/networks/invitations/1/").status_code == 404
    assert Invitation.objects.get().state == State.WAITING


def test_declining_needs_no_account(lead):
    invitation = InvitationFactory(group=lead.group)

    Client().post(invitation.get_absolute_url(), {"decline": "yes"})

    invitation.refresh_from_db()
    assert invitation.state == State.DECLINED


def test_an_unverified_account_is_told_what_it_waits_for(lead):
    invitation = InvitationFactory(group=lead.group, email="ada@x.org")
    client = signed_in(UnverifiedFactory(email="ada@x.org"))

    assert "once the programme team has verified" in words(
        client.get(invitation.get_absolute_url())
    )
    client.post(invitation.get_absolute_url(), {"accept": "yes"})
    assert not Membership.objects.filter(person__user__email="ada@x.org").exists()


@pytest.mark.parametrize("state", ["accepted", "expired"])
def test_what_is_over_cannot_be_accepted(lead, state):
    invitation = InvitationFactory(group=lead.group, email="ada@x.org")
    if state == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        Invitation.objects.update(state=State.WITHDRAWN, decided_at=timezone.now())
    client = signed_in(UserFactory(email="ada@x.org"))

    assert client.post(invitation.get_absolute_url(), {"accept": "yes"}).status_code == 409
    assert client.get(invitation.get_absolute_url()).status_code == 200
    assert not Membership.objects.filter(person__user__email="ada@x.org").exists()


def test_a_lead_withdraws_an_invitation_and_its_letter(lead):
    actions.invite(group=lead.group, text="ada@x.org", by=lead.person.user)
    invitation = Invitation.objects.get()

    signed_in(lead.person.user).post(f"/networks/respiratory/invitations/{invitation.pk}/withdraw/")

    invitation.refresh_from_db()
    assert invitation.state == State.WITHDRAWN
    assert Letter.objects.get().state == Letter.State.RECALLED


def test_the_list_shows_who_waits_and_who_answered(lead):
    InvitationFactory(group=lead.group, email="waits@x.org")
    InvitationFactory(
        group=lead.group,
        email="said-no@x.org",
        state=State.DECLINED,
        decided_at=timezone.now(),
    )

    page = words(signed_in(lead.person.user).get("/networks/respiratory/invitations/"))

    assert "waits@x.org Waiting" in page
    assert "said-no@x.org Declined" in page


def test_only_who_keeps_the_group_invites(lead):
    forum = ForumFactory()
    secretary = MembershipFactory(group=forum, role=Role.SECRETARY).person.user
    member = MembershipFactory(group=lead.group).person.user
    pages = ["invitations/", "invitations/invite/"]

    def statuses(user, slug):
        client = signed_in(user)
        return [client.get(f"/networks/{slug}/{page}").status_code for page in pages]

    assert statuses(member, "respiratory") == [404, 404]
    assert statuses(lead.person.user, forum.slug) == [404, 404]
    assert statuses(secretary, forum.slug) == [200, 200]
    assert statuses(ManagerFactory(), "respiratory") == [200, 200]


def test_nobody_is_invited_to_a_closed_group(lead):
    Group.objects.update(status=Group.Status.CLOSED)

    assert signed_in(lead.person.user).get(INVITE).status_code == 409


def test_an_invitation_waits_on_the_front_page_of_who_was_invited(lead):
    InvitationFactory(group=lead.group, email="ada@x.org")

    page = words(signed_in(UserFactory(email="ada@x.org")).get("/"))

    assert "You are invited to join Respiratory network" in page


def test_addresses_of_those_who_did_not_come_are_forgotten(lead, settings):
    old = timezone.now() - settings.INVITATIONS_KEPT - timedelta(days=1)
    InvitationFactory(group=lead.group, email="expired@x.org", expires_at=old)
    InvitationFactory(group=lead.group, email="no@x.org", state="declined", decided_at=old)
    InvitationFactory(group=lead.group, email="waits@x.org")

    actions.forget()
    actions.forget()

    assert [i.email for i in Invitation.objects.all()] == ["waits@x.org"]

"""Selections in each of their states, for the walk over every address."""

from datetime import timedelta

from django.utils import timezone

from ccpl_portal.accounts.models import User
from leadership_dev.models import InterviewSlot, Offer
from tests.access_examples import Example
from tests.factories.leadership_dev import (
    AssignmentFactory,
    OpenRoleFactory,
    PanelMemberFactory,
    RoleFactory,
    SentApplicationFactory,
)

UNMODERATED, MODERATED = ("score", "unmoderated"), ("score", "moderated")
FEEDBACK = ("feedback_to_applicant", "released")
RANKING = ["ranking", "matrix", "open_moderation", "confirm", "cut_line"]


def panels():
    person = User.objects.get(email="panel1@demo.example").person
    draft = RoleFactory(title="CANARY-panel-draft")
    PanelMemberFactory(role=draft, person=person)
    yield ["panel:members"], ("vacancy", "draft"), Example((draft.slug,))
    sifting, one = seated(person, "sifting", "cleared", "eligible")
    yield from sift(sifting, one)
    moderating, one = seated(person, "moderating", "moderated", "scored")
    yield [f"scoring:{name}" for name in RANKING], MODERATED, Example((moderating.slug,))
    yield ["scoring:order"], MODERATED, Example((moderating.slug, 1))
    yield ["scoring:moderate"], MODERATED, Example((moderating.slug, one.reference))
    yield from interviewed(*seated(person, "interviewing", "frozen", "interviewed"))
    yield from completed(*seated(person, "completed", "frozen", "offered"))


def seated(person, state, assignment, application):
    """(role, application) with the person on the panel."""
    role = OpenRoleFactory(title=f"CANARY-panel-{state}", state=state)
    member = PanelMemberFactory(role=role, person=person)
    sent = SentApplicationFactory(role=role, state=application, told_state=application)
    AssignmentFactory(member=member, application=sent, state=assignment)
    return role, sent


def sift(role, application):
    args, criterion = (role.slug,), role.criteria.get()
    yield ["scoring:sift", "scoring:pack"], UNMODERATED, Example(args)
    yield (
        ["scoring:sheet", "panel:recognise"],
        UNMODERATED,
        Example((role.slug, application.reference)),
    )
    yield ["scoring:by_criterion"], UNMODERATED, Example((role.slug, criterion.pk))
    declared = ("conflict_declaration", "made")
    yield ["panel:declaration", "panel:conflicts"], declared, Example(args)
    other = PanelMemberFactory(role=role)
    conflict = AssignmentFactory(
        member=other, application=application, state="conflict_declared", conflict="other"
    )
    settled = ("conflict_declaration", "to_settle")
    yield ["panel:settle"], settled, Example((role.slug, conflict.pk))
    yield ["coordination:progress"], ("panel_progress", "sift"), Example(args)
    yield ["coordination:role"], ("vacancy", "closed"), Example(args)
    sent = ("application", "submitted_after_close")
    yield ["coordination:hold"], sent, Example((role.slug, application.reference))


def interviewed(role, application):
    args, one = (role.slug,), (role.slug, application.reference)
    starts_at = timezone.now() + timedelta(days=9)
    InterviewSlot.objects.create(
        role=role,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        place="Room 4",
        application=application,
        booked_at=timezone.now(),
    )
    slot = ("interview_slot", "offered")
    names = ["schedule", "offer_times", "plan"]
    yield [f"interviews:{name}" for name in names], slot, Example(args)
    yield ["interviews:sheet"], UNMODERATED, Example(one)
    own = ("interview_booking", "own")
    yield ["interviews:book", "interviews:calendar"], own, Example((application.public_id,))
    yield ["outcomes:page"], FEEDBACK, Example(args)
    yield ["outcomes:write"], FEEDBACK, Example(one)
    yield ["outcomes:decision"], ("application", "decided"), Example(args)
    yield ["outcomes:reopen"], MODERATED, Example(args)
    yield ["outcomes:reinstate"], MODERATED, Example(one)
    yield ["coordination:letter"], FEEDBACK, Example(("offered",))


def completed(role, application):
    soon = timezone.now() + timedelta(days=5)
    Offer.objects.create(application=application, expires_at=soon, remind_at=soon)
    one = (role.slug, application.reference)
    yield ["outcomes:extend"], ("offer", "made"), Example(one)
    yield ["outcomes:offer"], ("offer_answer", "open"), Example((application.public_id,))

"""The whole way of a recruitment through its actions: what is held, told, and refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ccpl_portal.outbox.models import Letter
from ccpl_portal.people.models import Appointment
from ccpl_portal.web.errors import Conflict
from leadership_dev.interviews import actions as interviews
from leadership_dev.interviews.models import InterviewSlot
from leadership_dev.machine.actions import transition
from leadership_dev.machine.registry import Refused
from leadership_dev.outcomes import actions as outcomes
from leadership_dev.outcomes import feedback, offers
from leadership_dev.outcomes.models import FeedbackPoint, TwoKeys
from leadership_dev.panel.models import Assignment
from leadership_dev.scoring import actions as scoring
from leadership_dev.scoring.models import Score, Stage
from tests.factories.accounts import ManagerFactory

from .story import FEEDBACK, closed_role, moderating, score, sifting

pytestmark = pytest.mark.django_db

GOOD, FAIR, POOR = (4, 3, 3), (2, 2, 2), (2, 2, 1)


def states(story):
    return [type(a).objects.get(pk=a.pk).state for a in story.applications]


def shortlist(story, percentage=70, reserve=None):
    scoring.set_cut_line(
        role=story.role,
        percentage=percentage,
        reserve_from=reserve,
        reason="There is time for two interviews",
        by=story.chair,
    )
    transition(story.role, "confirm_shortlist", by=story.chair)


def write_feedback(story, state, stage=Stage.SIFT):
    for application in story.role.applications.filter(state=state):
        for kind in FeedbackPoint.Kind:
            FeedbackPoint.objects.filter(application=application, stage=stage, kind=kind).delete()
            feedback.write_point(
                application=application,
                stage=stage,
                kind=kind,
                criterion=story.criteria[0],
                text=FEEDBACK,
                by=story.chair,
            )


def interviewing(**fields):
    story = moderating(scores=[[GOOD] * 3, [POOR] * 3], **fields)
    shortlist(story)
    write_feedback(story, "not_shortlisted")
    transition(story.role, "release_shortlist", by=story.coordinator)
    return story


def interviewed(**fields):
    story = interviewing(**fields)
    first = story.applications[0]
    first.refresh_from_db()
    interviews.mark_seen(application=first, by=story.coordinator)
    for member in story.members:
        score(story, member, first, GOOD, Stage.INTERVIEW)
    return story


def decided(outcome="offered", **fields):
    story = interviewed(**fields)
    outcomes.write_decision(
        role=story.role,
        rationale="The panel agreed.",
        outcomes={story.applications[0]: outcome},
        by=story.chair,
    )
    outcomes.sign(role=story.role, by=story.chair)
    outcomes.sign(role=story.role, by=story.users[1])
    story.role.refresh_from_db()
    return story


def completed(outcome="offered", **fields):
    story = decided(outcome, **fields)
    write_feedback(story, "not_appointed", Stage.INTERVIEW)
    transition(story.role, "release_outcomes", by=story.coordinator)
    story.application = type(story.applications[0]).objects.get(pk=story.applications[0].pk)
    return story


def letters():
    return list(Letter.objects.order_by("pk").values_list("subject", flat=True))


def test_the_sift_starts_when_everybody_declared_and_every_application_was_checked():
    story = closed_role()
    story.members[1].declared_at = None
    story.members[1].save()
    story.applications[0].state = "submitted"
    story.applications[0].save()

    with pytest.raises(Refused) as refused:
        transition(story.role, "start_sift", by=story.coordinator)

    assert sorted(refused.value.reasons) == [
        "1 application is still to be checked for eligibility",
        "Member Panel1 has still to declare whom they know",
    ]
    assert not Assignment.objects.exists()


def test_starting_the_sift_gives_each_member_each_application():
    sifting(applications=2, members=3)

    found = list(Assignment.objects.values_list("state", flat=True))
    assert found == ["cleared"] * 6


def test_moderation_opens_with_two_sheets_for_each_application():
    story = sifting(applications=1)
    score(story, story.members[0], story.applications[0], GOOD)

    with pytest.raises(Refused) as refused:
        transition(story.role, "open_moderation", by=story.chair)
    score(story, story.members[1], story.applications[0], GOOD)
    transition(story.role, "open_moderation", by=story.chair)

    reference = story.applications[0].reference
    assert refused.value.reasons == [
        f"1 application with fewer than 2 submitted sheets: {reference}"
    ]
    assert states(story) == ["scored"]
    found = [a.state for a in Assignment.objects.order_by("pk")]
    assert found == ["moderated", "moderated", "cleared"]


def test_a_sheet_is_complete_before_it_is_submitted_and_locked_afterwards():
    story = sifting(applications=1)
    member, application = story.members[0], story.applications[0]
    sheet = score(story, member, application, (4, 3, 2), submit=False)
    Score.objects.filter(sheet=sheet, criterion=story.criteria[0]).update(comment=" ")
    Score.objects.filter(sheet=sheet, criterion=story.criteria[1]).delete()

    with pytest.raises(Refused) as refused:
        scoring.submit_scores(sheet=sheet, by=story.chair)
    score(story, member, application, (4, 3, None))
    score(story, member, application, (4, 3, None))

    one, two = story.criteria[:2]
    assert refused.value.reasons == [
        f"Enter why you gave “{one.name}” a 4",
        f"Score “{two.name}”, or say that you cannot judge it",
    ]
    assert list(Score.objects.values_list("score", flat=True)) == [4, 3, None]
    with pytest.raises(Conflict):
        score(story, member, application, (4, 3, 1))


def test_the_chair_unlocks_a_sheet_before_moderation_only():
    story = sifting(applications=1)
    for member in story.members:
        score(story, member, story.applications[0], GOOD)
    first = Assignment.objects.get(member=story.members[1])

    scoring.unlock(assignment=first, reason="A slip of the finger", by=story.chair)
    score(story, story.members[1], story.applications[0], FAIR)
    transition(story.role, "open_moderation", by=story.chair)

    assert Score.objects.filter(sheet__assignment=first).values_list("score", flat=True)[0] == 2
    first.member.role.refresh_from_db()
    with pytest.raises(Conflict):
        scoring.unlock(assignment=first, reason="Again", by=story.chair)


def test_a_score_that_nobody_gave_needs_a_reason_and_the_originals_stay():
    story = moderating(scores=[[(4, 3, 3), (1, 3, 3), (4, 3, 3)]])
    application, criterion = story.applications[0], story.criteria[0]

    with pytest.raises(Refused):
        transition(story.role, "confirm_shortlist", by=story.chair)
    with pytest.raises(Refused):
        scoring.agree(
            application=application, criterion=criterion, score=3, reason=" ", by=story.chair
        )
    scoring.agree(
        application=application, criterion=criterion, score=3, reason="We reread it", by=story.chair
    )

    originals = Score.objects.filter(criterion=criterion).order_by("pk")
    assert list(originals.values_list("score", flat=True)) == [4, 1, 4]


def test_the_shortlist_is_the_line_the_guarantee_and_the_reserve():
    scores = [[GOOD] * 2, [FAIR] * 2, [(2, 2, 2)] * 2, [(2, 3, 2)] * 2, [(1, 4, 4)] * 2]
    story = sifting(applications=5, members=2)
    guaranteed = story.applications[1]
    guaranteed.wants_guarantee = True
    guaranteed.save()
    for application, sheets in zip(story.applications, scores, strict=True):
        for member, given in zip(story.members, sheets, strict=True):
            score(story, member, application, given)
    transition(story.role, "open_moderation", by=story.chair)

    shortlist(story, percentage=80, reserve=55)

    assert states(story) == [
        "shortlisted",
        "shortlisted",
        "not_shortlisted",
        "reserve_sift",
        "not_shortlisted",
    ]
    told = story.role.applications.values_list("told_state", flat=True)
    assert set(told) == {"scored"}
    assert letters() == []


def test_nothing_is_told_before_the_feedback_is_complete_and_then_once_to_all():
    story = moderating(scores=[[GOOD] * 3, [POOR] * 3])
    shortlist(story)

    with pytest.raises(Refused) as refused:
        transition(story.role, "release_shortlist", by=story.coordinator)
    write_feedback(story, "not_shortlisted")
    transition(story.role, "release_shortlist", by=story.coordinator)
    with pytest.raises(Conflict):
        transition(story.role, "release_shortlist", by=story.coordinator)

    reference = story.applications[1].reference
    assert refused.value.reasons == [f"Complete the feedback of 1 application: {reference}"]
    assert states(story) == ["shortlisted", "not_shortlisted"]
    assert set(letters()) == {
        f"Your application for {story.role.title}: invited to interview",
        f"Your application for {story.role.title}",
    }
    assert FEEDBACK in Letter.objects.get(to_user=story.applications[1].user).text
    assert Letter.objects.count() == 2


def test_feedback_is_drafted_from_scores_and_anchors_but_never_sent_so():
    story = moderating(scores=[[(3, 1, 2)] * 3])
    shortlist(story)

    points = FeedbackPoint.objects.order_by("-kind")
    assert [(p.kind, p.criterion, p.is_draft, p.text) for p in points] == [
        (
            "strength",
            story.criteria[0],
            True,
            "The panel saw in your application: Evidence of 3",
        ),
        (
            "development",
            story.criteria[1],
            True,
            "A stronger application would show: Evidence of 2",
        ),
    ]


def test_a_decision_counts_with_two_signatures_of_two_people():
    story = interviewed()

    with pytest.raises(Refused):
        outcomes.sign(role=story.role, by=story.chair)
    outcomes.write_decision(
        role=story.role,
        rationale="The panel agreed.",
        outcomes={story.applications[0]: "offered"},
        by=story.chair,
    )
    outcomes.sign(role=story.role, by=story.chair)
    outcomes.sign(role=story.role, by=story.chair)
    with pytest.raises(Refused) as refused:
        transition(story.role, "record_decision", by=story.coordinator)
    outcomes.sign(role=story.role, by=story.users[1])

    story.role.refresh_from_db()
    assert refused.value.reasons == ["The decision needs 1 more signature"]
    assert story.role.state == "decided"
    assert states(story) == ["offered", "not_shortlisted"]
    assert story.role.applications.get(state="offered").told_state == "interviewed"


def test_a_light_decision_needs_one_signature():
    story = interviewed(weight="light")
    outcomes.write_decision(
        role=story.role,
        rationale="The panel agreed.",
        outcomes={story.applications[0]: "not_appointed"},
        by=story.chair,
    )

    outcomes.sign(role=story.role, by=story.chair)

    story.role.refresh_from_db()
    assert story.role.state == "decided"


def test_changing_a_decision_takes_the_signatures_back():
    story = interviewed()
    for _ in range(2):
        outcomes.write_decision(
            role=story.role,
            rationale="The panel agreed.",
            outcomes={story.applications[0]: "offered"},
            by=story.chair,
        )
        outcomes.sign(role=story.role, by=story.chair)

    assert story.role.decision.signatures.count() == 1


def test_every_sheet_of_the_interviews_is_in_before_the_decision():
    story = interviewing()
    first = story.applications[0]
    first.refresh_from_db()
    interviews.mark_seen(application=first, by=story.coordinator)
    outcomes.write_decision(
        role=story.role, rationale="Yes.", outcomes={first: "offered"}, by=story.chair
    )
    outcomes.sign(role=story.role, by=story.chair)

    with pytest.raises(Refused) as refused:
        outcomes.sign(role=story.role, by=story.users[1])

    assert refused.value.reasons == ["3 interview sheets still to be submitted"]


def test_accepting_makes_the_appointment_for_the_term():
    story = completed()

    offers.accept(application=story.application, by=story.application.user)

    appointment = Appointment.objects.get()
    story.application.refresh_from_db()
    assert story.application.state == "appointed"
    assert appointment.person.user == story.application.user
    assert appointment.post.title == story.role.title
    assert appointment.from_on == timezone.localdate()
    assert appointment.until_on == offers.months_after(timezone.localdate(), 24)
    with pytest.raises(Conflict):
        offers.accept(application=story.application, by=story.application.user)
    assert Appointment.objects.count() == 1


def test_an_offer_reminds_once_and_lapses_by_itself():
    story = completed()
    offer = story.application.offer

    offers.keep_time()
    assert story.application.state == "offered"
    offer.remind_at = timezone.now() - timedelta(minutes=1)
    offer.save()
    offers.keep_time()
    offers.keep_time()
    offer.expires_at = timezone.now() - timedelta(minutes=1)
    offer.save()
    with pytest.raises(Conflict):
        offers.accept(application=story.application, by=story.application.user)
    offers.keep_time()
    offers.keep_time()

    story.application.refresh_from_db()
    assert story.application.state == "offer_lapsed"
    assert letters()[-2:] == [
        f"Please answer our offer: {story.role.title}",
        f"Our offer has lapsed: {story.role.title}",
    ]


def test_the_next_on_the_reserve_list_gets_an_offer():
    story = completed("reserve_interview")

    offers.promote(application=story.application, by=story.coordinator)

    story.application.refresh_from_db()
    assert (story.application.state, story.application.told_state) == ("offered", "offered")
    assert letters()[-1] == f"Your application for {story.role.title}: an offer"


def test_an_old_reserve_list_ends():
    story = completed("reserve_interview")
    story.role.applications.update(released_at=timezone.now() - timedelta(days=200))

    offers.keep_time()

    assert states(story)[0] == "not_appointed"


def test_bringing_back_takes_two_keys():
    story = decided("not_appointed")
    application = story.role.applications.get(state="not_appointed")
    ask = {
        "deed": TwoKeys.Deed.REINSTATE,
        "role": story.role,
        "application": application,
        "reason": "We mixed up two sheets",
        "by": story.chair,
    }

    keys = outcomes.ask_two_keys(**ask)
    assert outcomes.ask_two_keys(**ask) == keys
    with pytest.raises(Refused):
        outcomes.confirm_two_keys(keys=keys, by=story.chair)
    outcomes.confirm_two_keys(keys=keys, by=ManagerFactory())

    application.refresh_from_db()
    assert application.state == "interviewed"
    with pytest.raises(Conflict):
        outcomes.confirm_two_keys(keys=keys, by=ManagerFactory())
    outcomes.decide_again(application=application, outcome="offered", by=story.chair)
    assert application.state == "offered"


def test_a_decision_is_opened_again_when_the_offer_was_declined_and_nobody_is_left():
    story = completed()
    manager = ManagerFactory()
    keys = outcomes.ask_two_keys(
        deed=TwoKeys.Deed.REOPEN, role=story.role, reason="Declined", by=story.chair
    )

    with pytest.raises(Refused):
        outcomes.confirm_two_keys(keys=keys, by=manager)
    offers.decline(application=story.application, reason="", by=story.application.user)
    outcomes.confirm_two_keys(keys=keys, by=manager)

    story.role.refresh_from_db()
    assert story.role.state == "decided"


def slot(story, days=10, **fields):
    starts_at = timezone.now() + timedelta(days=days)
    return InterviewSlot.objects.create(
        role=story.role,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        place="Room 4",
        **fields,
    )


def test_a_time_is_booked_moved_and_given_up_for_nobody_else():
    story = interviewing()
    application = story.role.applications.get(state="shortlisted")
    one, two, soon = slot(story), slot(story, days=11), slot(story, days=6)

    interviews.book(application=application, slot=one, by=application.user)
    interviews.book(application=application, slot=one, by=application.user)
    with pytest.raises(Conflict):
        interviews.book(application=application, slot=soon, by=application.user)
    interviews.book(application=application, slot=two, by=application.user)

    taken = list(InterviewSlot.objects.exclude(application=None))
    application.refresh_from_db()
    assert (taken, application.state) == ([two], "interview_booked")
    subject = f"Your interview for {story.role.title}"
    assert letters().count(subject) == 2
    with pytest.raises(Conflict):
        interviews.remove_slot(slot=two, by=story.coordinator)

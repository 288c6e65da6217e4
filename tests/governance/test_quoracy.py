import pytest
from django.utils import timezone

from governance.attendance.models import Withdrawal
from governance.attendance.standing import MeetingQuoracy
from governance.models import Customs
from governance.quoracy.rule import quoracy
from networks.models import Membership, QuorumCondition
from tests.factories.governance import AgendaItemFactory, AttendanceFactory, MeetingFactory
from tests.factories.networks import ForumFactory, MembershipFactory
from tests.factories.people import PersonFactory, ProfessionFactory

pytestmark = pytest.mark.django_db

Role = Membership.Role


@pytest.fixture
def forum():
    """5 members including 1 chair or deputy and 1 nurse or AHP."""
    group = ForumFactory(quorum=5)
    led = QuorumCondition.objects.create(
        group=group, roles=[Role.CHAIR, Role.DEPUTY], words="1 chair or deputy"
    )
    assert led.at_least == 1
    nurse, physio = ProfessionFactory(name="Nurse"), ProfessionFactory(name="Physiotherapist")
    caring = QuorumCondition.objects.create(group=group, words="1 nurse or AHP")
    caring.professions.set([nurse, physio])
    group.chair = MembershipFactory(group=group, role=Role.CHAIR).person
    group.nurse = MembershipFactory(group=group, person__profession=nurse).person
    group.others = [MembershipFactory(group=group).person for _ in range(5)]
    return group


def keys(*people):
    return {person.pk for person in people}


def asked(group, present, **more):
    return quoracy(group, timezone.localdate(), present, **more)


def test_four_present_are_not_quorate_and_the_missing_condition_is_named(forum):
    found = asked(forum, keys(forum.chair, *forum.others[:3]))

    assert not found.is_quorate
    assert found.words == "Not quorate"
    assert found.missing == ("5 members needed, 4 present", "1 nurse or AHP")
    assert (found.counted, found.needed, found.members) == (4, 5, 7)


def test_five_with_a_chair_and_a_nurse_are_quorate(forum):
    found = asked(forum, keys(forum.chair, forum.nurse, *forum.others[:3]))

    assert (found.words, found.missing) == ("Quorate", ())
    assert found.count_words == "5 of 7 members, quorum 5"


def test_five_without_a_chair_are_not(forum):
    found = asked(forum, keys(forum.nurse, *forum.others[:4]))

    assert found.missing == ("1 chair or deputy",)


def test_a_withdrawal_takes_somebody_out_of_the_count(forum):
    present = keys(forum.chair, forum.nurse, *forum.others[:3])

    assert asked(forum, present, withdrawn=keys(forum.nurse)).missing == (
        "5 members needed, 4 present",
        "1 nurse or AHP",
    )


def test_a_deputy_counts_in_number_and_not_for_a_role(forum):
    present = keys(forum.nurse, *forum.others[:3])

    found = asked(forum, present, deputised=keys(forum.chair))

    assert (found.counted, found.missing) == (5, ("1 chair or deputy",))


def test_only_voting_members_of_the_day_count(forum):
    secretary = MembershipFactory(group=forum, role=Role.SECRETARY).person
    observer = MembershipFactory(group=forum, role=Role.OBSERVER).person
    adviser = MembershipFactory(group=forum, votes=False).person
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    left = MembershipFactory(group=forum, from_on="2020-01-01", until_on=yesterday).person
    guest = PersonFactory()

    found = asked(forum, keys(forum.chair, forum.nurse, secretary, observer, adviser, left, guest))

    assert (found.counted, found.members) == (2, 7)


def test_a_person_with_two_roles_is_one_member(forum):
    MembershipFactory(group=forum, person=forum.chair, role=Role.MEMBER)

    assert asked(forum, keys(forum.chair)).counted == 1


def test_a_group_without_a_rule_is_always_quorate():
    assert asked(ForumFactory(quorum=None), set()).is_quorate


def attended(meeting, *people, **more):
    return [
        AttendanceFactory(meeting=meeting, person=person, name=person.name, **more)
        for person in people
    ]


def test_a_withdrawal_makes_one_item_not_quorate_and_only_that_one(forum):
    meeting = MeetingFactory(group=forum)
    items = [AgendaItemFactory(meeting=meeting) for _ in range(4)]
    rows = attended(meeting, forum.chair, forum.nurse, *forum.others[:3])
    Withdrawal.objects.create(item=items[2], attendance=rows[1], reason="Works for the bidder")

    known = MeetingQuoracy(meeting)

    assert known.of_meeting().is_quorate
    assert [known.of_item(item).is_quorate for item in items] == [True, True, False, True]


def test_a_group_may_count_those_who_withdrew(forum):
    Customs.objects.create(group=forum, withdrawal_counts_to_quorum=True)
    meeting = MeetingFactory(group=forum)
    item = AgendaItemFactory(meeting=meeting)
    rows = attended(meeting, forum.chair, forum.nurse, *forum.others[:3])
    Withdrawal.objects.create(item=item, attendance=rows[1], reason="Works for the bidder")

    assert MeetingQuoracy(meeting).of_item(item).is_quorate


def test_who_came_late_or_left_early_counts_for_the_items_they_were_there_for(forum):
    meeting = MeetingFactory(group=forum)
    first, second, third = [AgendaItemFactory(meeting=meeting) for _ in range(3)]
    under = AgendaItemFactory(meeting=meeting, parent=second, position=1)
    attended(meeting, forum.chair, *forum.others[:2])
    attended(meeting, forum.nurse, first_item=second)
    attended(meeting, forum.others[3], last_item=under)

    known = MeetingQuoracy(meeting)

    answers = [known.of_item(item).is_quorate for item in [first, second, under, third]]
    assert answers == [False, True, True, False]
    assert known.now().counted == 4


def test_an_apology_and_somebody_in_attendance_do_not_count(forum):
    meeting = MeetingFactory(group=forum)
    attended(meeting, forum.chair, standing="apologies")
    attended(meeting, forum.nurse, standing="in_attendance")

    assert MeetingQuoracy(meeting).of_meeting().counted == 0


def test_a_member_who_also_stands_in_for_another_is_one_person(forum):
    meeting = MeetingFactory(group=forum)
    attended(meeting, forum.others[0], deputy_for=forum.chair)
    AttendanceFactory(meeting=meeting, name="Sam Lee", deputy_for=forum.others[1])

    assert MeetingQuoracy(meeting).of_meeting().counted == 2


def test_forty_items_are_asked_without_asking_the_database_again(forum, django_assert_num_queries):
    meeting = MeetingFactory(group=forum)
    items = [AgendaItemFactory(meeting=meeting) for _ in range(40)]
    attended(meeting, forum.chair, forum.nurse, *forum.others)
    known = MeetingQuoracy(meeting)

    with django_assert_num_queries(0):
        answers = {known.of_item(item).counted for item in items}

    assert answers == {7}

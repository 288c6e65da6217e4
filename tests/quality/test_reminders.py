from datetime import date, datetime

import pytest
import time_machine

from ccpl_portal.outbox.models import Letter
from quality.assurance.actions import send_report
from quality.assurance.scopes import Scope
from quality.models import BodyMembership, MeasureSet, QualityGroup, SentBack
from quality.reminders.actions import is_still_owed, remind
from quality.reminders.reports import is_report_still_owed
from tests.factories.accounts import UnverifiedFactory
from tests.factories.networks import GroupFactory, MembershipFactory
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import (
    AreaFactory,
    BodyFactory,
    MeasureFactory,
    MeasureSetFactory,
    ObligationFactory,
    ReturnFactory,
    ReturnsContactFactory,
    SystemFactory,
)


@pytest.fixture
def owed(db):
    """VTE for April 2024, due by 20 May."""
    home = SystemFactory(code="QWU", name="Arden", place=RootFactory())
    found = MeasureSetFactory(system=home, slug="safety", name="Safety", due_after_days=20)
    measure = MeasureFactory(system=home, set=found, code="VTE", name="VTE")
    body = BodyFactory(system=home, code="RKB", name="Coventry")
    span = {"from_on": date(2024, 4, 1), "until_on": date(2024, 5, 1)}
    return ObligationFactory(body=body, measure=measure, **span)


@pytest.fixture
def contact(owed):
    return ReturnsContactFactory(body=owed.body)


def remind_on(*days):
    for day in days:
        with time_machine.travel(datetime.fromisoformat(f"{day} 09:00+00:00")):
            remind()


def subjects():
    return list(Letter.objects.order_by("pk").values_list("subject", flat=True))


def test_one_reminder_before_and_one_after_the_deadline_and_never_two(contact):
    remind_on("2024-05-16")
    assert subjects() == []

    remind_on("2024-05-17", "2024-05-17", "2024-05-18", "2024-05-20")
    assert subjects() == ["Due 20 May 2024: Safety, April 2024"]

    remind_on("2024-05-21", "2024-05-22", "2024-06-02", "2024-06-20")
    assert subjects() == ["Due 20 May 2024: Safety, April 2024", "Late: Safety, April 2024"]


def test_months_long_gone_are_left_in_peace(contact):
    remind_on("2024-06-04")

    assert subjects() == []


@pytest.mark.parametrize("state", ["submitted", "cannot"])
def test_what_was_answered_is_not_asked_for(contact, owed, state):
    figures = {"numerator": None, "denominator": None} if state == "cannot" else {}
    ReturnFactory(obligation=owed, period=date(2024, 4, 1), state=state, **figures)

    remind_on("2024-05-18", "2024-05-21")

    assert subjects() == []


def test_deputies_are_reminded_too_and_people_without_a_verified_account_are_not(contact):
    deputy = ReturnsContactFactory(body=contact.body, is_deputy=True)
    ReturnsContactFactory(body=contact.body, user=UnverifiedFactory())
    ReturnsContactFactory(body=contact.body, signs_off=True)

    remind_on("2024-05-21")

    told = set(Letter.objects.values_list("to_user", flat=True))
    assert told == {contact.user.pk, deputy.user.pk}


def test_a_letter_that_waited_asks_again_whether_it_is_still_true(contact, owed):
    remind_on("2024-05-21")
    letter = Letter.objects.get()
    with time_machine.travel(datetime.fromisoformat("2024-05-21 10:00+00:00")):
        assert is_still_owed(letter) is True

        ReturnFactory(obligation=owed, period=date(2024, 4, 1))
        assert is_still_owed(letter) is False


def test_the_executive_is_asked_once_when_everything_has_been_sent(contact, owed):
    owed.measure.set.needs_sign_off = True
    owed.measure.set.save()
    executive = ReturnsContactFactory(body=contact.body, signs_off=True)
    ReturnFactory(obligation=owed, period=date(2024, 4, 1), quality="provisional")

    remind_on("2024-05-10", "2024-05-11")

    letter = Letter.objects.get()
    assert (letter.to_user, letter.subject) == (
        executive.user,
        "To sign off: Safety, April 2024",
    )
    assert "/quality/returns/RKB/safety/2024-4/sign-off/" in letter.text


def test_the_executive_is_asked_once_more_when_what_was_sent_back_is_corrected(contact, owed):
    owed.measure.set.needs_sign_off = True
    owed.measure.set.save()
    ReturnsContactFactory(body=contact.body, signs_off=True)
    entry = {"obligation": owed, "period": date(2024, 4, 1), "quality": "provisional"}
    ReturnFactory(**entry, submitted_at="2024-05-09 09:00+00:00")
    remind_on("2024-05-10")
    assert len(subjects()) == 1

    SentBack.objects.create(
        body=owed.body,
        set=owed.measure.set,
        period=date(2024, 4, 1),
        words="Ward 4?",
        at="2024-05-11 09:00+00:00",
    )
    remind_on("2024-05-12")
    assert len(subjects()) == 1

    ReturnFactory(**entry, version=2, numerator=91, submitted_at="2024-05-13 09:00+00:00")
    remind_on("2024-05-14", "2024-05-15")
    assert len(subjects()) == 2


@pytest.fixture
def writers(contact, owed):
    """RKB in Rugby owes a report on safety in words; Rugby has a quality group."""
    MeasureSet.objects.update(asks_for_words=True)
    rugby = AreaFactory(system=owed.body.system, code="rugby", name="Rugby")
    BodyMembership.objects.update(area=rugby)
    group = GroupFactory(name="Rugby quality group")
    QualityGroup.objects.create(group=group, area=rugby)
    MembershipFactory(group=group)
    secretary = MembershipFactory(group=group, role="secretary").person.user
    return {"organisation": contact.user, "place": secretary}


def reports_asked_for():
    letters = Letter.objects.filter(key__startswith="report-").order_by("pk")
    return list(letters.values_list("to_user", "subject"))


def test_reports_in_words_are_reminded_of_once_before_and_once_after(writers):
    remind_on("2024-05-16")
    assert reports_asked_for() == []

    remind_on("2024-05-17", "2024-05-18", "2024-05-20")
    before = [
        (writers["place"], "Due 20 May 2024: quality report of Rugby, April 2024"),
        (writers["organisation"], "Due 20 May 2024: quality report of Coventry, April 2024"),
    ]
    assert reports_asked_for() == [(user.pk, subject) for user, subject in before]

    remind_on("2024-05-21", "2024-05-22", "2024-06-04")
    after = [
        (writers["place"], "Late: quality report of Rugby, April 2024"),
        (writers["organisation"], "Late: quality report of Coventry, April 2024"),
    ]
    assert reports_asked_for()[2:] == [(user.pk, subject) for user, subject in after]


def test_a_report_that_was_sent_is_not_asked_for_not_even_by_a_letter_on_its_way(writers, owed):
    remind_on("2024-05-21")
    letter = Letter.objects.get(key__startswith="report-", to_user=writers["organisation"])
    with time_machine.travel(datetime.fromisoformat("2024-05-21 10:00+00:00")):
        assert is_report_still_owed(letter) is True
        said = {"alert": "Falls at night", "advise": "", "assure": ""}
        scope = Scope(owed.body.system, body=owed.body)
        send_report(scope=scope, period=date(2024, 4, 1), **said, by=writers["organisation"])
        assert is_report_still_owed(letter) is False

    Letter.objects.all().delete()
    remind_on("2024-05-22")
    assert [user for user, _ in reports_asked_for()] == [writers["place"].pk]


def test_no_report_is_asked_for_where_no_set_asks_for_words(writers):
    MeasureSet.objects.update(asks_for_words=False)

    remind_on("2024-05-18", "2024-05-21")

    assert reports_asked_for() == []

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from quality.models import Change, MeasureSet, Obligation, Return
from quality.returns.due import months_ago, owed_by
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.networks import GroupFactory, MembershipFactory
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import (
    BodyFactory,
    MeasureFactory,
    MeasureSetFactory,
    ObligationFactory,
    ReturnFactory,
    ReturnsContactFactory,
    SystemFactory,
)

LAST = months_ago(1)


@pytest.fixture
def home(db):
    return SystemFactory(code="QWU", name="Arden", place=RootFactory())


@pytest.fixture
def contact(home):
    """Sends the returns of a body that owes two measures of one set."""
    contact = ReturnsContactFactory(body=BodyFactory(system=home, code="RKB"))
    found = MeasureSetFactory(system=home, slug="safety", name="Safety")
    for code, kind in [("VTE", "proportion"), ("NEVER", "count")]:
        measure = MeasureFactory(system=home, set=found, code=code, name=code, kind=kind)
        ObligationFactory(body=contact.body, measure=measure, from_on=months_ago(3))
    return contact


def address(body="RKB", month=LAST):
    return f"/quality/returns/{body}/safety/{month:%Y-%m}/"


def said(body, **figures):
    """What the form sends: figures by measure and box, {"VTE-numerator": 9}."""
    pks = dict(Obligation.objects.filter(body=body).values_list("measure__code", "measure"))
    named = {}
    for name, value in figures.items():
        code, _, box = name.partition("_")
        named[f"{pks[code]}-{box}" if box else name] = value
    return {"quality": "final", **named}


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def kept():
    return list(
        Return.objects.order_by("measure__code", "version").values_list(
            "measure__code", "version", "state", "numerator", "denominator", "reason"
        )
    )


def test_a_contact_sends_a_month_and_sees_it_on_record(client, contact):
    client.force_login(contact.user)
    data = said(contact.body, VTE_numerator="95", VTE_denominator="100", NEVER_numerator="0")

    response = client.post(address(), data)

    assert response.url == "/quality/returns/"
    assert kept() == [
        ("NEVER", 1, "submitted", 0, None, ""),
        ("VTE", 1, "submitted", 95, 100, ""),
    ]
    versions = words_of(client.get(f"/quality/returns/RKB/VTE/{LAST:%Y-%m}/versions/"))
    assert "Version 1 Figure 95 of 100 State Submitted, final" in versions
    assert f"by {contact.user.name}" in versions


def test_a_correction_needs_a_reason_and_keeps_what_was_sent(client, contact):
    client.force_login(contact.user)
    client.post(address(), said(contact.body, VTE_numerator="95", VTE_denominator="100"))
    changed = said(contact.body, VTE_numerator="90", VTE_denominator="100")

    refused = client.post(address(), changed)
    assert refused.context["form"].errors == {"reason": ["Enter why the figures change"]}

    client.post(address(), changed | {"reason": "Five were counted twice"})
    assert kept() == [
        ("VTE", 1, "submitted", 95, 100, ""),
        ("VTE", 2, "submitted", 90, 100, "Five were counted twice"),
    ]


def test_what_has_not_changed_makes_no_new_version(client, contact):
    client.force_login(contact.user)
    client.post(address(), said(contact.body, VTE_numerator="95", VTE_denominator="100"))

    again = client.post(address(), said(contact.body, VTE_numerator="95", VTE_denominator="100"))
    both = said(contact.body, VTE_numerator="95", VTE_denominator="100", NEVER_numerator="1")
    client.post(address(), both)

    assert again.context["form"].non_field_errors() == [
        "Nothing has changed since what was sent last"
    ]
    assert [row[:2] for row in kept()] == [("NEVER", 1), ("VTE", 1)]


def test_cannot_report_because_is_an_answer(client, contact):
    client.force_login(contact.user)

    client.post(address(), said(contact.body, VTE_cannot="New patient record system"))

    assert kept() == [("VTE", 1, "cannot", None, None, "New patient record system")]
    due = next(due for due in owed_by([contact.body]) if due.period == LAST)
    assert [entry.state for entry in due.answered] == ["cannot"]


@pytest.mark.parametrize(
    ("figures", "field", "words"),
    [
        (
            {"VTE_numerator": "120", "VTE_denominator": "100"},
            "numerator",
            "The numerator (120) is above the denominator (100). In a proportion it can be at "
            "most as large",
        ),
        (
            {"VTE_numerator": "12", "VTE_denominator": ""},
            "denominator",
            "Enter the denominator: a proportion needs one",
        ),
        (
            {"VTE_numerator": "12 Jan", "VTE_denominator": "100"},
            "numerator",
            "Enter a whole number for the numerator, not “12 Jan”",
        ),
        (
            {"VTE_numerator": "12", "VTE_denominator": "100", "VTE_cannot": "Ill"},
            "cannot",
            "Enter figures or a reason, not both",
        ),
    ],
)
def test_what_cannot_be_a_return_is_refused_at_its_box(client, contact, figures, field, words):
    client.force_login(contact.user)

    response = client.post(address(), said(contact.body, **figures))

    (errors,) = response.context["form"].errors.items()
    assert (errors[0].partition("-")[2], errors[1]) == (field, [words])
    assert kept() == []


def test_an_empty_page_sends_nothing(client, contact):
    client.force_login(contact.user)

    response = client.post(address(), said(contact.body))

    assert response.context["form"].non_field_errors() == [
        "Enter a figure, or say why you cannot report it"
    ]


def test_a_figure_far_outside_its_own_past_is_asked_about(client, contact):
    owed = Obligation.objects.get(measure__code="VTE")
    owed.from_on = None
    owed.save()
    for n in range(1, 10):
        ReturnFactory(
            body=owed.body,
            measure=owed.measure,
            period=months_ago(1 + n),
            numerator=90 + n % 2,
            obligation=None,
        )
    client.force_login(contact.user)
    data = said(contact.body, VTE_numerator="20", VTE_denominator="100")

    asked = client.post(address(), data)
    assert "VTE: 20% lies outside your own past of 87.9% to 93.2%" in words_of(asked)
    assert not Return.objects.filter(period=LAST).exists()

    client.post(address(), data | {"sure": "on"})
    assert Return.objects.get(period=LAST).numerator == 20


def test_the_month_before_stands_beside(client, contact):
    owed = Obligation.objects.get(measure__code="VTE")
    ReturnFactory(
        body=owed.body, measure=owed.measure, period=months_ago(2), numerator=88, obligation=None
    )
    client.force_login(contact.user)

    assert "The month before: 88%" in words_of(client.get(address()))


def test_the_list_says_what_is_sent_late_and_to_send(client, contact):
    MeasureSet.objects.update(due_after_days=45)
    client.force_login(contact.user)
    client.post(
        address(month=months_ago(2)),
        said(contact.body, VTE_numerator="95", VTE_denominator="100", NEVER_numerator="0"),
    )

    states = {due.period: (due.is_answered, due.is_late) for due in owed_by([contact.body])}

    assert states[months_ago(2)] == (True, False)
    assert states[months_ago(3)] == (False, True)
    assert states[LAST] == (False, timezone.localdate() - timedelta(days=76) > LAST)
    page = words_of(client.get("/quality/returns/"))
    assert "Sent" in page
    assert "Late 0 of 2" in page


def test_quality_roles_see_who_is_late(client, contact):
    member = MembershipFactory(group=GroupFactory(oversees_quality=True)).person.user
    for user in (member, ManagerFactory()):
        client.force_login(user)
        page = words_of(client.get("/quality/returns/"))
        assert "Late across the system" in page
        assert f"{contact.body.name} Safety" in page


def test_returns_belong_to_those_who_send_them(client, contact):
    """A contact of another organisation learns no more than a stranger does."""
    ReturnFactory(
        body=contact.body,
        measure=contact.body.obligations.first().measure,
        period=LAST,
        numerator=1,
        denominator=100 if contact.body.obligations.first().measure.has_denominator else None,
        obligation=None,
    )
    code = contact.body.obligations.first().measure.code
    versions = f"/quality/returns/RKB/{code}/{LAST:%Y-%m}/versions/"
    member = MembershipFactory(group=GroupFactory(oversees_quality=True)).person.user
    got = {}

    for name, user in {
        "stranger": None,
        "unverified contact": ReturnsContactFactory(body=contact.body, user=UnverifiedFactory()),
        "professional": UserFactory(),
        "another contact": ReturnsContactFactory(body=BodyFactory(system=contact.body.system)),
        "contact": contact,
        "quality group": member,
        "manager": ManagerFactory(),
    }.items():
        if user is not None:
            client.force_login(getattr(user, "user", user))
        got[name] = [
            client.get(page).status_code for page in ("/quality/returns/", address(), versions)
        ]

    assert got == {
        "stranger": [302, 302, 302],
        "unverified contact": [404, 404, 404],
        "professional": [404, 404, 404],
        "another contact": [200, 404, 404],
        "contact": [200, 200, 200],
        "quality group": [200, 404, 200],
        "manager": [200, 404, 200],
    }


def test_a_month_that_is_not_owed_is_not_there(client, contact):
    client.force_login(contact.user)

    assert client.get(address(month=date(2019, 1, 1))).status_code == 404
    assert client.get("/quality/returns/RKB/safety/2024-13/").status_code == 404
    assert client.get("/quality/returns/RKB/nothing/2024-01/").status_code == 404


def test_a_month_that_is_not_over_is_refused(client, contact):
    client.force_login(contact.user)

    assert client.get(address(month=timezone.localdate().replace(day=1))).status_code == 404


def test_the_form_asks_the_database_the_same_for_one_measure_and_many(
    client, contact, django_assert_max_num_queries
):
    client.force_login(contact.user)
    client.get(address())
    with django_assert_max_num_queries(20) as few:
        client.get(address())

    found = contact.body.obligations.first().measure.set
    for _ in range(5):
        measure = MeasureFactory(system=found.system, set=found)
        ObligationFactory(body=contact.body, measure=measure)
    with django_assert_max_num_queries(len(few)):
        client.get(address())


def test_a_draft_is_kept_for_those_who_send_and_counts_for_nothing(client, contact, home):
    client.force_login(contact.user)
    draft = said(contact.body, VTE_numerator="95", NEVER_cannot="The system is down")
    Change.objects.all().delete()

    answer = client.post(address(), draft | {"deed": "draft"}, follow=True)

    assert "Draft kept. It counts for nothing until you send the return." in words_of(answer)
    assert kept() == [
        ("NEVER", 1, "draft", None, None, "The system is down"),
        ("VTE", 1, "draft", 95, None, ""),
    ]
    assert not Change.objects.exists()
    colleague = ReturnsContactFactory(body=contact.body, is_deputy=True)
    client.force_login(colleague.user)
    page = client.get(address())
    assert f"Draft kept {timezone.localdate().day} " in words_of(page)
    assert 'value="95"' in page.content.decode()
    assert 'value="The system is down"' in page.content.decode()

    client.post(address(), said(contact.body, VTE_numerator="95", VTE_denominator="100"))
    assert kept()[1:] == [("VTE", 1, "draft", 95, None, ""), ("VTE", 2, "submitted", 95, 100, "")]
    assert owed_by([contact.body])[0].is_answered is False


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({}, "Enter a figure, or say why you cannot report it"),
        ({"VTE_numerator": "-1"}, "The numerator is -1. It cannot be below 0"),
        ({"VTE_denominator": "-1"}, "The denominator is -1. It cannot be below 0"),
        ({"NEVER_numerator": "-1"}, "The numerator is -1. It cannot be below 0"),
        ({"VTE_numerator": "5", "VTE_denominator": "0"}, "The numerator is 5, but the denominator"),
        ({"VTE_numerator": "9434765919"}, "This looks like an NHS number. Write nothing"),
    ],
)
def test_a_draft_that_can_never_be_a_return_is_refused(client, contact, figures, words):
    client.force_login(contact.user)

    form = client.post(address(), said(contact.body, **figures, deed="draft")).context["form"]

    told = [message for messages in form.errors.values() for message in messages]
    assert [message[: len(words)] for message in told] == [words]
    assert kept() == []


def versions_page(measure="VTE"):
    return f"/quality/returns/RKB/{measure}/{LAST:%Y-%m}/versions/"


def test_a_return_is_taken_back_with_a_reason_and_counts_as_missing(client, contact):
    client.force_login(contact.user)
    client.post(address(), said(contact.body, VTE_numerator="95", VTE_denominator="100"))
    entry = Return.objects.get()
    page = versions_page()

    refused = client.post(page, {"read": entry.pk, "reason": ""})
    assert refused.context["form"].errors == {"reason": ["Enter why it is taken back"]}
    told = client.post(page, {"read": entry.pk, "reason": "The wrong ward"}, follow=True)

    assert "The return is taken back." in words_of(told)
    assert kept() == [
        ("VTE", 1, "submitted", 95, 100, ""),
        ("VTE", 2, "withdrawn", None, None, "The wrong ward"),
    ]
    assert "Take this return back" not in words_of(client.get(page))
    assert client.post(page, {"read": entry.pk, "reason": "Again"}).status_code == 409
    assert client.post(page, {"read": "x", "reason": "Again"}).status_code == 409
    assert len(kept()) == 2


def test_only_those_who_send_take_back_and_see_drafts(client, contact, home):
    client.force_login(contact.user)
    client.post(address(), said(contact.body, VTE_numerator="95", deed="draft"))
    overseer = MembershipFactory(group=GroupFactory(oversees_quality=True)).person.user
    other = ReturnsContactFactory(body=BodyFactory(system=home, code="RJC")).user
    manager = ManagerFactory()
    page = versions_page()

    for user in (overseer, manager, other, UserFactory()):
        client.force_login(user)
        assert client.get(page).status_code == 404
    client.force_login(contact.user)
    client.post(address(), said(contact.body, VTE_numerator="95", VTE_denominator="100"))
    press = {"read": Return.objects.get(state="submitted").pk, "reason": "No"}
    for user, read, write in [(overseer, 200, 403), (manager, 200, 403), (other, 404, 404)]:
        client.force_login(user)
        seen = client.get(page)
        assert (seen.status_code, client.post(page, press).status_code) == (read, write)
        assert read == 404 or [one.version for one in seen.context["versions"]] == [2]
    assert Return.objects.count() == 2

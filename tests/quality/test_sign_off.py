import re

import pytest

from ccpl_portal.outbox.models import Letter
from quality.models import Figure, Return, SentBack
from quality.returns.due import months_ago
from quality.returns.waiting import returns_waiting_for
from quality.rollup.actions import roll_up
from tests.factories.accounts import UserFactory
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import (
    BodyFactory,
    MeasureFactory,
    MeasureSetFactory,
    ObligationFactory,
    ReturnsContactFactory,
    SystemFactory,
)

LAST = months_ago(1)
FORM = f"/quality/returns/RKB/safety/{LAST:%Y-%m}/"
PAGE = f"{FORM}sign-off/"


@pytest.fixture
def home(db):
    return SystemFactory(code="QWU", name="Arden", place=RootFactory())


@pytest.fixture
def sender(home):
    """Sends VTE in a set that an executive signs off."""
    contact = ReturnsContactFactory(body=BodyFactory(system=home, code="RKB", area=None))
    found = MeasureSetFactory(system=home, slug="safety", name="Safety", needs_sign_off=True)
    measure = MeasureFactory(system=home, set=found, code="VTE", name="VTE")
    ObligationFactory(body=contact.body, measure=measure, from_on=LAST)
    return contact


@pytest.fixture
def executive(sender):
    return ReturnsContactFactory(body=sender.body, signs_off=True)


def send(client, sender, numerator):
    measure = sender.body.obligations.get().measure
    figures = {f"{measure.pk}-numerator": numerator, f"{measure.pk}-denominator": "100"}
    client.force_login(sender.user)
    return client.post(FORM, {**figures, "quality": "final", "reason": "Counted again"})


def read_and_sign(client, executive):
    client.force_login(executive.user)
    numbers = re.findall(r'name="read" value="(\d+)"', client.get(PAGE).content.decode())
    return client.post(PAGE, {"read": numbers})


def status(home):
    roll_up(system=home)
    return Figure.objects.get(level="system").status


def test_figures_are_provisional_until_the_executive_signs_them_off(
    client, home, sender, executive
):
    send(client, sender, "95")
    assert status(home) == "provisional"
    assert [words for words, _ in returns_waiting_for(executive.user)] == [
        f"Sign off Safety of {sender.body.name}, {LAST:%B %Y}"
    ]

    response = read_and_sign(client, executive)

    assert response.url == "/quality/returns/"
    assert list(
        Return.objects.order_by("version").values_list("version", "quality", "numerator", "reason")
    ) == [(1, "provisional", 95, ""), (2, "final", 95, "Signed off")]
    assert Return.objects.get(version=2).submitted_by == executive.user
    assert status(home) == "final"
    assert returns_waiting_for(executive.user) == []


def test_what_was_not_read_is_not_signed(client, home, sender, executive):
    send(client, sender, "95")
    client.force_login(executive.user)
    numbers = re.findall(r'name="read" value="(\d+)"', client.get(PAGE).content.decode())
    send(client, sender, "59")

    client.force_login(executive.user)
    response = client.post(PAGE, {"read": numbers})

    assert response.status_code == 409
    assert not Return.objects.filter(quality="final").exists()


def test_a_second_press_and_a_correction_after_it(client, home, sender, executive):
    send(client, sender, "95")
    read_and_sign(client, executive)

    assert client.post(PAGE, {"read": []}).status_code == 409
    same = send(client, sender, "95")
    assert same.context["form"].non_field_errors() == [
        "Nothing has changed since what was sent last"
    ]
    send(client, sender, "94")
    assert status(home) == "provisional"


def test_nobody_signs_off_figures_of_their_own(client, sender):
    sender.signs_off = True
    sender.save()
    send(client, sender, "95")

    assert read_and_sign(client, sender).status_code == 403
    assert Return.objects.count() == 1


def test_only_the_executive_of_the_organisation_finds_the_page(client, home, sender, executive):
    other = ReturnsContactFactory(body=BodyFactory(system=home, code="RJC"), signs_off=True)
    send(client, sender, "95")

    for user in [sender.user, other.user, UserFactory()]:
        client.force_login(user)
        assert client.get(PAGE).status_code == 404
    client.force_login(executive.user)
    assert client.get(PAGE).status_code == 200


def send_back(client, executive, words):
    client.force_login(executive.user)
    numbers = re.findall(r'name="read" value="(\d+)"', client.get(PAGE).content.decode())
    return client.post(PAGE, {"deed": "back", "read": sorted(set(numbers)), "words": words})


def test_the_executive_sends_figures_back_with_words_and_is_asked_again_when_they_are_corrected(
    client, home, sender, executive
):
    send(client, sender, "59")

    refused = send_back(client, executive, " ")
    assert refused.context["form"].errors == {
        "words": ["Enter what has to be looked at again"],
    }
    assert SentBack.objects.count() == 0
    assert send_back(client, executive, "Is ward 4 in it?").url == "/quality/returns/"

    letter = Letter.objects.get()
    assert (letter.to_user, letter.subject) == (
        sender.user,
        f"Sent back: Safety, {LAST:%B %Y}",
    )
    assert "Is ward 4 in it?" in letter.text
    assert f"/quality/returns/RKB/safety/{LAST.year}-{LAST.month}/" in letter.text
    what = f"Safety of {sender.body.name}, {LAST:%B %Y}"
    assert [words for words, _ in returns_waiting_for(sender.user)] == [f"Sent back: {what}"]
    assert returns_waiting_for(executive.user) == []
    client.force_login(sender.user)
    assert "Is ward 4 in it?" in client.get(FORM).content.decode()
    assert "Sent back" in client.get("/quality/returns/").content.decode()
    assert status(home) == "provisional"

    send(client, sender, "95")
    assert returns_waiting_for(sender.user) == []
    assert [words for words, _ in returns_waiting_for(executive.user)] == [f"Sign off {what}"]
    read_and_sign(client, executive)
    assert status(home) == "final"


def test_figures_that_were_right_go_back_to_the_executive_as_they_are(client, sender, executive):
    send(client, sender, "59")
    send_back(client, executive, "Is ward 4 in it?")
    measure = sender.body.obligations.get().measure
    same = {f"{measure.pk}-numerator": "59", f"{measure.pk}-denominator": "100"}
    client.force_login(sender.user)

    refused = client.post(FORM, same)
    assert refused.context["form"].errors == {
        "reason": ["Enter what was corrected, or why the figures are right"]
    }
    client.post(FORM, same | {"reason": "Ward 4 is in it"})

    versions = Return.objects.order_by("version").values_list("version", "numerator", "reason")
    assert list(versions) == [(1, 59, ""), (2, 59, "Ward 4 is in it")]
    assert returns_waiting_for(sender.user) == []


def test_figures_that_changed_meanwhile_are_not_sent_back(client, sender, executive):
    send(client, sender, "59")
    client.force_login(executive.user)
    numbers = re.findall(r'name="read" value="(\d+)"', client.get(PAGE).content.decode())
    send(client, sender, "95")

    client.force_login(executive.user)
    answer = client.post(PAGE, {"deed": "back", "read": numbers, "words": "Look again"})

    assert answer.status_code == 409
    assert SentBack.objects.count() == 0
    patient = send_back(client, executive, "Ask for 943 476 5919")
    assert patient.context["form"].errors == {
        "words": ["Write nothing that could identify a patient"]
    }
    client.force_login(sender.user)
    assert client.post(PAGE, {"deed": "back", "words": "Mine"}).status_code == 404

import re

import pytest
from django.core.cache import cache

from ccpl_portal.audit.models import Event
from ccpl_portal.outbox.models import Letter
from ccpl_portal.packs.actions import load_pack
from ccpl_portal.people.models import Person
from networks.models import Group
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.people import PersonFactory, PersonWithAccountFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

TYPED = {"name": "Bo\r\nBcc: x@example.org", "email": "bo@example.org", "message": "May I visit?"}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


def letters():
    return list(Letter.objects.order_by("pk"))


def url_of(person):
    return f"{person.get_absolute_url()}contact/"


def test_a_stranger_writes_to_somebody_without_learning_the_address(client):
    person = PersonFactory(name="Ada Example", email="ada@example.org")

    page = client.get(url_of(person))
    response = client.post(url_of(person), TYPED)

    assert response.url == person.get_absolute_url()
    assert "ada@example.org" not in page.content.decode()
    message, receipt = letters()
    assert (message.address, message.headers) == (
        "ada@example.org",
        {"Reply-To": "bo@example.org"},
    )
    assert message.subject == "A message for Ada Example from Bo Bcc: x@example.org"
    assert "May I visit?" in message.text
    assert "we do not know that they are who they say" in message.text
    assert receipt.address == "bo@example.org"
    # Nobody can have us send words of theirs to somebody else.
    assert "visit" not in receipt.text
    assert "ada@example.org" not in receipt.text
    assert [event.verb for event in Event.objects.all()] == ["wrote to person"]


def test_somebody_signed_in_writes_under_their_own_name_and_gets_a_copy(client):
    person, user = PersonWithAccountFactory(), UserFactory(name="Cy Example")
    client.force_login(user)

    client.post(url_of(person), {**TYPED, "name": "The Queen", "email": "queen@example.org"})

    message, receipt = letters()
    assert (message.to_user, message.headers) == (person.user, {"Reply-To": user.email})
    assert "Cy Example has written" in message.text
    assert receipt.to_user == user
    assert "May I visit?" in receipt.text


def test_the_programme_team_passes_on_what_has_no_address(client):
    person, manager = PersonFactory(), ManagerFactory()

    client.post(url_of(person), TYPED)

    assert [letter.to_user for letter in letters()] == [manager, None]


def test_who_takes_no_messages_or_is_not_seen_cannot_be_written_to(client):
    quiet = PersonFactory(takes_messages=False)
    private = PersonFactory(audience="verified")

    answers = [client.post(url_of(person), TYPED).status_code for person in [quiet, private]]

    assert answers == [404, 404]
    assert letters() == []
    assert "Send a message" not in words(client.get(quiet.get_absolute_url()))


def test_what_is_missing_is_said_at_the_field(client):
    person = PersonFactory()

    response = client.post(url_of(person), {"name": "", "email": "bo", "message": "x" * 3001})

    assert response.context["form"].errors == {
        "name": ["Enter your name"],
        "email": ["Enter an email address like name@example.org"],
        "message": ["Shorten your message to 3,000 characters"],
    }
    assert letters() == []


def test_a_machine_that_fills_in_everything_sends_nothing(client):
    person = PersonFactory(email="ada@example.org")

    response = client.post(url_of(person), {**TYPED, "website": "https://spam.example"})

    assert response.url == person.get_absolute_url()
    assert letters() == []


def test_a_button_pressed_twice_sends_one_message(client):
    person = PersonFactory(email="ada@example.org")
    token = client.get(url_of(person)).context["form"].initial["token"]

    for _ in range(2):
        client.post(url_of(person), {**TYPED, "token": token})

    assert len(letters()) == 2


def test_the_sixth_message_in_a_quarter_of_an_hour_is_refused(client):
    person = PersonFactory(email="ada@example.org")

    answers = [client.post(url_of(person), TYPED).status_code for _ in range(6)]

    assert answers == [302] * 5 + [200]
    assert Letter.objects.filter(to_address="ada@example.org").count() == 5


def test_no_page_of_a_person_or_group_tells_a_stranger_a_personal_address(client):
    load_pack("coventry-and-warwickshire")
    for number, person in enumerate(Person.objects.all()):
        Person.objects.filter(pk=person.pk).update(
            email=f"personal{number}@nhs.example",
            phone="07700 900123",
            shows_email=True,
            shows_phone=True,
        )
    pages = [
        "/people/",
        "/people/?q=respiratory",
        "/search/?q=respiratory",
        "/networks/",
        *(person.get_absolute_url() for person in Person.objects.all()),
        *(url_of(person) for person in Person.objects.all()),
        *(group.get_absolute_url() for group in Group.objects.all()),
    ]

    told = []
    for page in pages:
        html = client.get(page).content.decode()
        found = {a for a in ADDRESS.findall(html) if "@nhs.example" in a or "@demo.example" in a}
        if found or "07700 900123" in html:
            told.append((page, found))

    assert len(pages) > 100
    assert told == []

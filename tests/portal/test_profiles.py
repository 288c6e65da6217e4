"""A person changes what others see of them, and looks at it as others do."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ccpl_portal.audit.models import Event
from ccpl_portal.files.models import Picture
from ccpl_portal.people.models import Person
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.people import PersonFactory, PersonWithAccountFactory
from tests.pages import main_of, words

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Ada Example",
    "job_title": "Nurse consultant",
    "expertise": "asthma",
    "expertise_audience": "public",
    "biography": "Works on *breathing*.",
    "biography_audience": "verified",
    "picture_audience": "public",
    "email": "ada@example.org",
    "shows_email": "on",
    "phone": "",
    "takes_messages": "on",
    "audience": "public",
    "alt": "",
}


@pytest.fixture
def person(client):
    person = PersonWithAccountFactory(name="Ada Example", audience="verified")
    client.force_login(person.user)
    return person


@pytest.fixture(autouse=True)
def _files_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def url_of(person):
    return f"{person.get_absolute_url()}edit/"


def status_of(client, picture):
    response = client.get(picture.get_absolute_url())
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def photograph(size=(1600, 1200)):
    """A JPEG that says where it was taken."""
    data, notes = BytesIO(), Image.Exif()
    notes[0x010E] = "Taken at home"
    Image.new("RGB", size, "teal").save(data, "JPEG", exif=notes)
    return SimpleUploadedFile("me.jpg", data.getvalue(), "image/jpeg")


def test_a_person_changes_their_entry(client, person):
    response = client.post(url_of(person), TYPED)

    assert response.url == person.get_absolute_url()
    person.refresh_from_db()
    assert (person.job_title, person.audience, person.biography_audience) == (
        "Nurse consultant",
        "public",
        "verified",
    )
    assert (person.shows_email, person.shows_phone, person.takes_messages) == (True, False, True)
    event = Event.objects.get()
    assert event.verb == "changed directory entry"
    assert "asthma" not in str(event.details)
    client.logout()
    page = words(client.get(person.get_absolute_url()))
    assert "asthma" in page
    assert "breathing" not in page
    assert "ada@example.org" not in page


@pytest.mark.parametrize(
    ("reader", "seen"),
    [("stranger", (True, False, False)), ("colleague", (True, True, True))],
)
def test_the_page_is_seen_as_others_see_it_before_anything_is_saved(client, person, reader, seen):
    response = client.post(url_of(person), {**TYPED, "preview": reader})

    page = words(response)
    assert ("asthma" in page, "Works on breathing" in page, "ada@example.org" in page) == seen
    assert "Nothing is saved yet" in page
    unchanged = Person.objects.get()
    assert (unchanged.job_title, unchanged.audience) == ("", "verified")
    assert Event.objects.count() == 0


def test_what_was_previewed_can_be_saved_or_changed_further(client, person):
    typed = {**TYPED, "biography": 'One.\n\n<b>Two</b> & "three"', "shows_phone": ""}
    preview = client.post(url_of(person), {**typed, "preview": "stranger"})
    carried = {name: value or "" for name, value in preview.context["fields"]}
    carried |= dict.fromkeys(preview.context["ticks"], "on")

    again = client.post(url_of(person), {**carried, "back": "1"})
    client.post(url_of(person), carried)

    assert again.context["form"]["biography"].value() == typed["biography"]
    person.refresh_from_db()
    assert (person.biography, person.shows_email, person.takes_messages) == (
        typed["biography"],
        True,
        True,
    )
    assert "&lt;b&gt;Two" in person.biography_html


def test_an_entry_for_colleagues_is_not_there_for_a_stranger(client, person):
    response = client.post(url_of(person), {**TYPED, "audience": "verified", "preview": "stranger"})

    assert "They do not find this entry" in words(response)
    assert "asthma" not in words(response)


def test_a_picture_is_made_smaller_and_loses_its_notes(client, person):
    client.post(url_of(person), {**TYPED, "upload": photograph(), "alt": "Ada at work"})

    person.refresh_from_db()
    assert (person.picture.width, person.picture.height) == (480, 360)
    with person.picture.upload.open() as file, Image.open(file) as stored:
        assert stored.size == (480, 360)
        assert dict(stored.getexif()) == {}
    client.logout()
    assert 'alt="Ada at work"' in main_of(client.get(person.get_absolute_url()))
    assert status_of(client, person.picture) == 200


def test_a_previewed_picture_is_shown_to_nobody_before_it_is_saved(client, person):
    first = {**TYPED, "upload": photograph(), "alt": "First"}
    client.post(url_of(person), first)
    preview = client.post(
        url_of(person),
        {**TYPED, "upload": photograph((40, 40)), "alt": "Second", "preview": "colleague"},
    )
    kept = preview.context["kept"]

    shown = client.get(person.get_absolute_url()).content.decode()
    client.post(url_of(person), {**TYPED, "alt": "Second", "kept": kept})

    assert 'alt="Second"' in preview.content.decode()
    assert 'alt="First"' in shown
    assert 'alt="Second"' not in shown
    assert [picture.alt for picture in Picture.objects.all()] == ["Second"]
    person.refresh_from_db()
    assert person.picture.public_id == kept


def test_nobody_takes_the_picture_of_somebody_else(client, person):
    other = PersonWithAccountFactory()
    client.force_login(other.user)
    client.post(url_of(other), {**TYPED, "name": "Other", "upload": photograph(), "alt": "Other"})
    client.force_login(person.user)

    client.post(url_of(person), {**TYPED, "alt": "Mine", "kept": Picture.objects.get().public_id})

    person.refresh_from_db()
    assert person.picture is None
    assert Picture.objects.get().alt == "Other"


def test_a_picture_follows_its_own_audience_and_can_be_removed(client, person):
    client.post(
        url_of(person),
        {**TYPED, "picture_audience": "verified", "upload": photograph(), "alt": "Ada"},
    )
    picture = Picture.objects.get()
    answers = {}
    for name, user in [("stranger", None), ("colleague", UserFactory())]:
        client.logout()
        if user:
            client.force_login(user)
        answers[name] = status_of(client, picture)
    client.force_login(person.user)
    client.post(url_of(person), {**TYPED, "alt": "Ada", "remove_picture": "on"})

    assert answers == {"stranger": 302, "colleague": 200}
    assert not Picture.objects.exists()
    assert "AE" in words(client.get(person.get_absolute_url()))


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"biography": "x" * 3_000_000},
            {"biography": ["Shorten the biography to 5,000 characters"]},
        ),
        (
            {"biography": "é" * 1_500_000},
            {"biography": ["Shorten the biography to 5,000 characters"]},
        ),
        (
            {"name": "<script>alert(1)</script>"},
            {"name": ["Enter your name without signs such as < and >"]},
        ),
        ({"name": "  "}, {"name": ["Enter your name"]}),
        ({"email": "ada"}, {"email": ["Enter an email address like name@example.org"]}),
        ({"audience": "aliens"}, {"audience": ["Select who may see it"]}),
        (
            {"upload": SimpleUploadedFile("me.svg", b"<svg onload='alert(1)'/>"), "alt": "Me"},
            {"upload": ["Choose a PNG picture or a JPEG picture file"]},
        ),
        (
            {"upload": SimpleUploadedFile("me.jpg", b"<html><script>"), "alt": "Me"},
            {"upload": None},
        ),
    ],
)
def test_bad_input_is_told_at_the_field_and_nothing_is_saved(client, person, typed, errors):
    response = client.post(url_of(person), {**TYPED, **typed})

    found = response.context["form"].errors
    assert list(found) == list(errors)
    assert [found[name] for name in found if errors[name]] == [e for e in errors.values() if e]
    unchanged = Person.objects.get()
    assert (unchanged.name, unchanged.job_title, unchanged.picture) == ("Ada Example", "", None)
    assert not Picture.objects.exists()


def test_a_picture_needs_words(client, person):
    response = client.post(url_of(person), {**TYPED, "upload": photograph()})

    assert response.context["form"].errors == {"alt": ["Enter what the picture shows"]}
    assert not Picture.objects.exists()


def test_only_the_person_and_managers_change_an_entry(client):
    person = PersonWithAccountFactory()
    unverified = PersonFactory(user=UnverifiedFactory())
    answers = {}
    for name, user, entry in [
        ("stranger", None, person),
        ("colleague", UserFactory(), person),
        ("unverified", unverified.user, unverified),
        ("oneself", person.user, person),
        ("manager", ManagerFactory(), person),
    ]:
        client.logout()
        if user:
            client.force_login(user)
        answers[name] = client.get(url_of(entry)).status_code

    assert answers == {
        "stranger": 302,
        "colleague": 403,
        "unverified": 403,
        "oneself": 200,
        "manager": 200,
    }


def test_an_account_without_an_entry_makes_one_that_strangers_do_not_see(client):
    user = UserFactory(name="Cy Example")
    client.force_login(user)
    offered = words(client.get("/me/entry/"))

    response = client.post("/me/entry/")

    person = Person.objects.get()
    assert "You have no entry yet" in offered
    assert (person.user, person.audience) == (user, "verified")
    assert response.url == url_of(person)
    client.force_login(UnverifiedFactory())
    assert client.post("/me/entry/").status_code == 403
    assert Person.objects.count() == 1

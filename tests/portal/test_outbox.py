import email
import threading
from datetime import timedelta
from email.policy import default
from pathlib import Path

import pytest
from celery import current_app
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ccpl_portal.audit.models import Event
from ccpl_portal.jobs import bell
from ccpl_portal.outbox import actions, posting, registry, tasks
from ccpl_portal.outbox.models import Letter
from tests.factories.accounts import ManagerFactory, SuperuserFactory, UserFactory
from tests.factories.portal import JobFactory, LetterFactory

from .mail_server import MailServer

pytestmark = pytest.mark.django_db

State = Letter.State


@pytest.fixture(autouse=True)
def letters_of_tests(settings):
    folder = Path(__file__).parent / "templates"
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [folder, *settings.TEMPLATES[0]["DIRS"]]}
    ]


@pytest.fixture
def rings(monkeypatch):
    told = []
    monkeypatch.setattr(bell, "_quiet_until", 0.0)
    monkeypatch.setattr(
        current_app, "send_task", lambda name, args, **options: told.append((name, options))
    )
    return told


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 1
    with MailServer() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def write(to="jo@example.org", key="joined 12 5", **options):
    context = {"name": "Jo O'Neill", "group": "Respiratory <network>"}
    return actions.write_letter(
        to=to, template="letters/joined", context=context, key=key, **options
    )


def facts(letter):
    letter.refresh_from_db()
    return letter.state, letter.attempts, letter.reason


def make_due():
    Letter.objects.update(send_after=None)


def test_a_letter_says_what_its_template_says_in_plain_words():
    write()

    posting.post_due()

    [message] = mail.outbox
    assert message.subject == "Welcome to Respiratory <network>"
    assert message.body == (
        "Dear Jo O'Neill,\n\nYou have joined Respiratory <network>:"
        " http://127.0.0.1:8000/networks/\n"
    )
    assert message.to == ["jo@example.org"]
    assert message.alternatives == []


def test_a_letter_with_a_second_template_has_an_escaped_html_part():
    actions.write_letter(
        to="jo@example.org", template="letters/rich", context={"name": "<b>Jo</b>"}, key="1"
    )

    posting.post_due()

    [message] = mail.outbox
    assert message.subject == "Dear <b>Jo</b>"
    assert [tuple(part) for part in message.alternatives] == [
        ("<p>Dear &lt;b&gt;Jo&lt;/b&gt;</p>\n", "text/html")
    ]


def test_a_calendar_entry_goes_with_a_letter_and_is_forgotten_with_its_words():
    entry = "BEGIN:VCALENDAR\r\nSUMMARY:Forum – sepsis\r\nEND:VCALENDAR\r\n"
    letter = write(calendar=entry, secret=True)

    posting.post_due()

    letter.refresh_from_db()
    name, content, kind = mail.outbox[0].attachments[0]
    assert (name, content, kind) == ("meeting.ics", entry, "text/calendar")
    assert letter.calendar == ""


def test_a_name_can_neither_add_a_header_nor_run_as_a_template():
    actions.write_letter(
        to="jo@example.org",
        template="letters/rich",
        context={"name": "Jo\r\nBcc: all@example.org {{ site_url }}"},
        key="1",
    )

    posting.post_due()

    [message] = mail.outbox
    assert message.subject == "Dear Jo"
    assert message.recipients() == ["jo@example.org"]
    assert "{{ site_url }}" in message.body
    with pytest.raises(ValueError, match="'Reply-To' must be one line"):
        write(key="2", headers={"Reply-To": "a@example.org\nBcc: all@example.org"})


def test_a_letter_falls_with_the_change_that_wrote_it():
    with transaction.atomic():
        write()
        assert Letter.objects.exists()
        transaction.set_rollback(True)

    posting.post_due()

    assert mail.outbox == []


def test_the_same_effect_is_written_and_sent_once():
    first = write()
    posting.post_due()
    second = write(to="somebody.else@example.org")
    posting.post_due()

    assert first == second
    assert [message.to for message in mail.outbox] == [["jo@example.org"]]
    assert facts(first) == (State.SENT, 1, "")
    assert first.sent_at is not None


def test_the_database_refuses_a_second_letter_of_a_key_and_a_letter_to_nobody():
    LetterFactory(key="1")

    with pytest.raises(IntegrityError, match="letter_key"), transaction.atomic():
        LetterFactory(key="1")
    with pytest.raises(IntegrityError, match="letter_has_one_recipient"), transaction.atomic():
        LetterFactory(to_address="")
    with pytest.raises(IntegrityError, match="letter_has_one_recipient"), transaction.atomic():
        LetterFactory(to_user=UserFactory())

    assert Letter.objects.count() == 1


def test_one_ring_for_all_the_letters_of_a_change(rings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            write(key=str(number))
        write(key="later", send_after=timezone.now() + timedelta(days=1))

    assert rings == [("outbox.post", {"retry": False, "queue": "mail"})]


def test_a_letter_goes_to_the_address_that_the_person_has_when_it_leaves():
    person = UserFactory(email="old@example.org")
    write(to=person)
    person.email = "new@example.org"
    person.save()

    posting.post_due()

    assert [message.to for message in mail.outbox] == [["new@example.org"]]


def test_a_letter_to_a_suspended_account_stays():
    letter = write(to=UserFactory(is_active=False))

    posting.post_due()

    assert mail.outbox == []
    assert facts(letter) == (State.RECALLED, 1, "The account is closed or suspended")


def test_a_registered_question_is_asked_when_the_letter_leaves(monkeypatch):
    monkeypatch.setattr(registry, "_checks", {})
    asked = []

    @registry.check("tests.may_read")
    def may_read(letter):
        asked.append(letter.key)
        return letter.key == "yes"

    yes, no = write(key="yes", check="tests.may_read"), write(key="no", check="tests.may_read")
    posting.post_due()

    assert asked == ["yes", "no"]
    assert len(mail.outbox) == 1
    assert facts(yes)[0] == State.SENT
    assert facts(no)[0] == State.RECALLED
    with pytest.raises(LookupError, match=r"Nobody registered the check “tests.unknown”"):
        write(key="3", check="tests.unknown")


def test_a_question_that_nobody_asks_any_more_keeps_the_letter_back():
    letter = LetterFactory(check_name="gone.room")

    posting.post_due()

    assert mail.outbox == []
    assert facts(letter)[:2] == (State.WAITING, 1)


def test_a_letter_waits_for_its_date():
    letter = write(send_after=timezone.now() + timedelta(days=1))
    posting.post_due()
    assert mail.outbox == []

    make_due()
    posting.post_due()
    assert facts(letter)[0] == State.SENT


def test_waiting_letters_can_be_taken_back_and_others_cannot():
    about = JobFactory()
    sent = LetterFactory(state=State.SENT, about_type="ccpl_portal.job", about_id=str(about.pk))
    other = LetterFactory()
    waiting = write(about=about, secret=True)

    assert actions.recall(about=about) == 1
    assert actions.recall(about=about) == 0
    with pytest.raises(TypeError, match="Say which letters"):
        actions.recall()
    posting.post_due()

    assert [message.to[0] for message in mail.outbox] == [other.to_address]
    assert facts(waiting) == (State.RECALLED, 0, "Taken back before it left")
    assert waiting.text == actions.BLANKED
    assert facts(sent)[0] == State.SENT
    assert [event.verb for event in Event.objects.about(waiting)] == ["recalled letter"]


@pytest.mark.parametrize("state", ["sent", "failed"])
def test_the_words_of_a_secret_letter_are_gone_when_it_is_dealt_with(state, server):
    if state == "failed":
        server.refusals["jo@example.org"] = "550 No such person"
    letter = actions.write_letter(
        to="jo@example.org",
        template="letters/code",
        context={"code": "739104"},
        key="1",
        secret=True,
    )
    assert "739104" in letter.text

    posting.post_due()

    assert facts(letter)[0] == state
    assert (letter.text, letter.html, letter.subject) == (actions.BLANKED, "", "Your code")
    assert not actions.send_again(letter=letter, by=ManagerFactory())


def test_all_letters_of_a_run_go_over_one_connection(server):
    for number in range(3):
        write(key=str(number), to=f"reader{number}@example.org")

    posting.post_due()

    assert server.connections == 1
    assert server.headers("To") == [f"reader{number}@example.org" for number in range(3)]
    assert server.headers("Auto-Submitted") == ["auto-generated"] * 3
    assert server.headers("Message-ID") == list(
        Letter.objects.order_by("pk").values_list("message_id", flat=True)
    )


def test_a_worker_that_dies_after_the_server_s_yes_sends_at_most_one_double(server, monkeypatch):
    letter = write()

    def die(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(posting, "put_aside", die)
        with pytest.raises(KeyboardInterrupt):
            posting.post_due()
    assert facts(letter) == (State.WAITING, 1, "")
    posting.post_due()
    assert len(server.letters) == 1
    assert timedelta(0) < letter.send_after - timezone.now() < timedelta(seconds=50)

    make_due()
    posting.post_due()
    posting.post_due()

    assert facts(letter) == (State.SENT, 2, "")
    assert server.headers("Message-ID") == [letter.message_id] * 2


def test_a_letter_that_kills_the_worker_is_given_up(monkeypatch):
    letter = write()
    for _ in range(5):
        posting.claim()
        make_due()

    posting.post_due()

    assert mail.outbox == []
    assert facts(letter) == (State.FAILED, 6, "The worker was lost 5 times over this")


def test_while_the_mail_server_is_away_letters_wait_with_the_reason_and_none_is_lost(server):
    letters = [write(key=str(number)) for number in range(3)]
    server.__exit__()

    posting.post_due()

    assert [facts(letter)[:2] for letter in letters] == [
        (State.WAITING, 1),
        (State.WAITING, 0),
        (State.WAITING, 0),
    ]
    assert letters[0].reason.startswith("ConnectionRefusedError")


@pytest.mark.parametrize("greeting", ["421 Come back later", ""], ids=["too busy", "silent"])
def test_a_mail_server_that_cannot_be_used_is_left_after_one_letter(greeting, server):
    server.greeting = greeting
    letters = [write(key=str(number)) for number in range(2)]

    posting.post_due()
    assert [facts(letter)[:2] for letter in letters] == [(State.WAITING, 1), (State.WAITING, 0)]

    server.greeting = "220 Ready"
    make_due()
    posting.post_due()
    assert [facts(letter)[0] for letter in letters] == [State.SENT, State.SENT]
    assert len(server.letters) == 2


def test_a_refused_address_fails_at_once_and_hinders_no_other(server):
    server.refusals["gone@example.org"] = "550 No such person"
    gone = write(to="gone@example.org", key="1")
    other = write(to="here@example.org", key="2")

    posting.post_due()

    state, attempts, reason = facts(gone)
    assert (state, attempts) == (State.FAILED, 1)
    assert "No such person" in reason
    assert facts(other) == (State.SENT, 1, "")


def test_an_address_that_is_refused_for_now_is_tried_again(server):
    server.refusals["jo@example.org"] = "450 Greylisted"
    letter = write()
    posting.post_due()
    assert facts(letter)[:2] == (State.WAITING, 1)

    server.refusals.clear()
    make_due()
    posting.post_due()
    assert facts(letter) == (State.SENT, 2, "")


def test_a_letter_that_cannot_be_made_is_tried_five_times():
    letter = LetterFactory(headers={"Reply-To": "a@example.org\nBcc: b@example.org"})

    for _ in range(6):
        posting.post_due()
        make_due()

    state, attempts, reason = facts(letter)
    assert (state, attempts) == (State.FAILED, 5)
    assert reason.startswith("BadHeaderError")


def test_the_wait_grows_to_a_quarter_of_an_hour():
    assert timedelta(seconds=32) <= posting.wait_after(1) <= timedelta(seconds=48)
    assert timedelta(minutes=12) <= posting.wait_after(200) <= timedelta(minutes=18)


def test_a_run_that_takes_too_long_leaves_the_rest_to_the_next(monkeypatch, rings):
    monkeypatch.setattr(posting, "SECONDS_FOR_ONE_RUN", -1)
    for number in range(2):
        write(key=str(number))

    tasks.post()

    assert len(mail.outbox) == 1
    assert rings == [("outbox.post", {"retry": False, "queue": "mail"})]


@pytest.mark.django_db(transaction=True)
def test_two_posters_at_once_send_each_letter_once(server):
    for number in range(10):
        LetterFactory(key=str(number))

    def run():
        try:
            posting.post_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(server.letters) == 10
    assert len(set(server.headers("Message-ID"))) == 10


def test_in_the_demo_each_letter_is_a_file(settings, tmp_path):
    settings.EMAIL_BACKEND = "ccpl_portal.outbox.folder.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    letter = write()

    posting.post_due()

    [path] = (tmp_path / "mail").iterdir()
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert path.suffix == ".eml"
    assert (message["Subject"], message["To"], message["Message-ID"]) == (
        "Welcome to Respiratory <network>",
        "jo@example.org",
        letter.message_id,
    )


def test_words_are_forgotten_after_a_month_and_letters_after_a_year():
    now = timezone.now()
    young = LetterFactory(state=State.SENT)
    old = LetterFactory(state=State.SENT, written_at=now - timedelta(days=31))
    waiting = LetterFactory(written_at=now - timedelta(days=500))
    LetterFactory(state=State.SENT, written_at=now - timedelta(days=401))

    actions.tidy()

    assert list(Letter.objects.order_by("pk").values_list("pk", "text")) == [
        (young.pk, young.text),
        (old.pk, ""),
        (waiting.pk, waiting.text),
    ]


LIST = "/admin/ccpl_portal/letter/"


def test_managers_see_letters_without_their_words_and_send_failed_ones_again(client, rings):
    manager = ManagerFactory()
    failed = LetterFactory(state=State.FAILED, reason="Odd", text="CANARY", attempts=5)
    sent = LetterFactory(state=State.SENT)
    client.force_login(manager)

    listed = client.get(LIST, {"state": "failed"})
    page = client.get(f"{LIST}{failed.pk}/change/")
    response = client.post(
        LIST, {"action": "send_again", "_selected_action": [failed.pk, sent.pk]}, follow=True
    )

    assert [letter.reason for letter in listed.context["cl"].result_list] == ["Odd"]
    assert failed.to_address in page.text
    assert "CANARY" not in page.text
    assert [str(message) for message in response.context["messages"]] == [
        "1 letter will be sent again. 1 letter left alone"
    ]
    assert (facts(failed)[:2], facts(sent)[0]) == ((State.WAITING, 0), State.SENT)
    assert list(Event.objects.about(failed).values_list("verb", "actor_id")) == [
        ("sent letter again", manager.pk)
    ]


def test_managers_take_back_a_letter_that_has_not_left(client):
    letter = LetterFactory()
    client.force_login(ManagerFactory())

    response = client.post(LIST, {"action": "recall", "_selected_action": [letter.pk]}, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["1 letter taken back"]
    assert facts(letter)[0] == State.RECALLED


def test_the_words_are_shown_to_superusers_who_leave_a_trace_and_to_managers_of_a_demo(
    client, settings
):
    letter = LetterFactory(text="CANARY")
    superuser = SuperuserFactory()
    address = f"{LIST}{letter.pk}/change/"

    client.force_login(superuser)
    assert "CANARY" in client.get(address).text
    assert list(Event.objects.about(letter).values_list("verb", "actor_id")) == [
        ("read letter", superuser.pk)
    ]

    settings.MODE = "demo"
    client.force_login(ManagerFactory())
    assert "CANARY" in client.get(address).text


def test_nobody_else_sees_letters_and_nobody_changes_one_by_hand(client):
    letter = LetterFactory()
    client.force_login(UserFactory())
    assert client.get(LIST).status_code == 404

    client.force_login(SuperuserFactory())
    assert [
        client.post(f"{LIST}{letter.pk}/change/", {"text": "x"}).status_code,
        client.get(f"{LIST}add/").status_code,
        client.post(f"{LIST}{letter.pk}/delete/", {"post": "yes"}).status_code,
    ] == [403, 403, 403]

"""Sends what is due. A letter is claimed first and then sent under its row's lock."""

import logging
import random
import smtplib
import time
from contextlib import suppress
from datetime import timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from .actions import put_aside
from .models import Letter
from .registry import check_of

logger = logging.getLogger(__name__)

# Longer than the mail server's time-out, so that nobody claims a letter that is being sent.
FIRST_WAIT = timedelta(seconds=40)
LONGEST_WAIT = timedelta(minutes=15)
# A mail server that is away is waited for, two days of quarter hours; else a few tries will do.
PATIENT_TRIES = 200
TRIES = 5
SECONDS_FOR_ONE_RUN = 200


def post_due():
    """Send what is due over one connection; True when the time was up before the letters were."""
    until = time.monotonic() + SECONDS_FOR_ONE_RUN
    connection = get_connection()
    try:
        while claimed := claim():
            if not post(claimed, connection):
                # The server is away. The other letters need not each find out.
                return False
            if time.monotonic() > until:
                return True
    finally:
        with suppress(smtplib.SMTPException, OSError):
            connection.close()
    return False


@transaction.atomic
def claim():
    """Count the attempt and set the next one before this one begins.

    When the worker dies on the way the letter waits as after any failure. When it dies between
    the server's yes and our commit the letter goes twice, under one Message-ID.
    """
    due = Letter.objects.due().select_for_update(skip_locked=True)
    letter = due.order_by("send_after", "pk").first()
    if letter is None:
        return None
    letter.attempts += 1
    letter.send_after = timezone.now() + wait_after(letter.attempts)
    letter.unheard_of += 1
    letter.save(update_fields=["attempts", "send_after", "unheard_of"])
    if letter.unheard_of > TRIES:
        put_aside(letter, Letter.State.FAILED, f"The worker was lost {TRIES} times over this")
    return letter.pk, letter.attempts


@transaction.atomic
def post(claimed, connection):
    """Send one letter; False when the mail server is away."""
    pk, attempt = claimed
    mine = Letter.objects.waiting().filter(pk=pk, attempts=attempt)
    letter = mine.select_for_update(of=["self"]).select_related("to_user").first()
    if letter is None:
        return True
    try:
        if objection := why_not(letter):
            put_aside(letter, Letter.State.RECALLED, objection)
            return True
        message = as_message(letter, connection)
        connection.open()
        connection.send_messages([message])
    except Exception as error:
        logger.warning("Letter %s was not sent at attempt %s: %r", pk, attempt, error)
        put_off(letter, error)
        return not is_away(error)
    letter.sent_at = Now()
    put_aside(letter, Letter.State.SENT)
    return True


def why_not(letter):
    """Who may have it is asked when it leaves, not when it was written."""
    if letter.to_user and not letter.to_user.is_active:
        return "The account is closed or suspended"
    if letter.check_name and not check_of(letter.check_name)(letter):
        return "The person may no longer read what it is about, or does not want it"
    return ""


def as_message(letter, connection):
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        to=[letter.address],
        headers={
            "Message-ID": letter.message_id,
            "Auto-Submitted": "auto-generated",
            **letter.headers,
        },
        connection=connection,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        message.attach("meeting.ics", letter.calendar, "text/calendar")
    return message


def put_off(letter, error):
    reason = f"{type(error).__name__}: {error}"[:1000]
    tries = PATIENT_TRIES if is_passing(error) else TRIES
    if is_refusal(error) or letter.attempts >= tries:
        put_aside(letter, Letter.State.FAILED, reason)
        return
    letter.reason = reason
    letter.unheard_of = 0
    letter.save(update_fields=["reason", "unheard_of"])


def is_away(error):
    """Whether the server itself cannot be used, as against this one letter."""
    if isinstance(error, (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError)):
        return True
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return True
    return isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)


def is_refusal(error):
    """Whether the server said a no that it will say again (5xx)."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return False
    return any(500 <= code < 600 for code in codes_of(error))


def is_passing(error):
    return is_away(error) or isinstance(error, smtplib.SMTPException)


def codes_of(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    if isinstance(error, smtplib.SMTPResponseException):
        return [error.smtp_code]
    return []


def wait_after(attempts):
    wait = min(FIRST_WAIT * 3 ** min(attempts - 1, 9), LONGEST_WAIT)
    return wait * random.uniform(0.8, 1.2)  # noqa: S311, it only spreads retries

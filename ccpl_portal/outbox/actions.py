from django.conf import settings
from django.db import transaction
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.jobs.bell import ring_task_on_commit
from ccpl_portal.ui.site import portal_name

from .models import Letter
from .registry import check_of

BLANKED = "This letter held a secret. Its words were removed when it left."


@transaction.atomic
def write_letter(
    *,
    to,
    template,
    context,
    key,
    send_after=None,
    about=None,
    headers=None,
    calendar="",
    check=None,
    secret=False,
):
    """Owe somebody a letter, kept or dropped with the caller's transaction.

    `to` is a user or an address. `template` names `<template>.txt`, whose first line is the
    subject, and perhaps `<template>.html`. The same key is never written twice. `calendar` is
    the text of an iCalendar file to go with it. `check` names a registered question that is
    asked again when the letter leaves. The words of a `secret` letter are not kept longer than
    needed.
    """
    if check:
        check_of(check)
    recipient = {"to_address": to} if isinstance(to, str) else {"to_user": to}
    letter, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            **recipient,
            **words_of(template, context),
            "headers": clean_headers(headers or {}),
            "calendar": calendar,
            "send_after": send_after,
            "about_type": about._meta.label_lower if about else "",
            "about_id": str(about.pk) if about else "",
            "check_name": check or "",
            "secret": secret,
        },
    )
    if is_new and (send_after is None or send_after <= timezone.now()):
        ring_post_on_commit()
    return letter


def ring_post_on_commit():
    ring_task_on_commit("outbox.post", queue="mail")


def words_of(template, context):
    told = {"site_name": portal_name(), "site_url": settings.SITE_URL.rstrip("/"), **context}
    # Plain text is for people, who should read "O'Neill" and not "O&#x27;Neill".
    plain = get_template(f"{template}.txt").template.render(Context(told, autoescape=False))
    subject, _, text = plain.strip().partition("\n")
    try:
        html = get_template(f"{template}.html").render(told)
    except TemplateDoesNotExist:
        html = ""
    # One line, whatever a name in it holds: a line break would begin a header.
    subject = " ".join(subject.split())
    return {"subject": subject[:250], "text": text.strip() + "\n", "html": html}


def clean_headers(headers):
    for name, value in headers.items():
        if any(mark in f"{name}{value}" for mark in "\r\n"):
            raise ValueError(f"The header {name!r} must be one line")
    return headers


@transaction.atomic
def recall(*, key=None, about=None, by=None):
    """Take back letters that have not left; returns how many."""
    if key is None and about is None:
        raise TypeError("Say which letters: by key, or about what")
    letters = Letter.objects.waiting()
    if key is not None:
        letters = letters.filter(key=key)
    if about is not None:
        letters = letters.about(about)
    count = 0
    for letter in letters.select_for_update():
        put_aside(letter, Letter.State.RECALLED, "Taken back before it left")
        record("recalled letter", letter, by=by)
        count += 1
    return count


@transaction.atomic
def send_again(*, letter, by):
    """Give a failed letter its tries back; False when it has not failed or its words are gone."""
    moved = (
        Letter.objects.failed()
        .filter(pk=letter.pk, secret=False)
        .update(state=Letter.State.WAITING, attempts=0, unheard_of=0, send_after=None)
    )
    if moved:
        record("sent letter again", letter, by=by)
        ring_post_on_commit()
    return bool(moved)


def put_aside(letter, state, reason=""):
    """Be done with a letter for good, and with the words of one that held a secret."""
    letter.state = state
    letter.reason = reason
    if letter.secret:
        letter.text, letter.html, letter.calendar = BLANKED, "", ""
    letter.save(update_fields=["state", "reason", "text", "html", "calendar", "sent_at"])


def tidy():
    """Forget the words of letters after a month and the letters after a year."""
    now = timezone.now()
    done = Letter.objects.exclude(state=Letter.State.WAITING)
    done.filter(written_at__lt=now - settings.LETTERS_KEPT).delete()
    done.filter(written_at__lt=now - settings.LETTER_WORDS_KEPT).exclude(text="").update(
        text="", html="", calendar=""
    )

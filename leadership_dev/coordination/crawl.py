"""Reads everything that a panel member can reach from the sift, and looks for who applied."""

import io
import re
from collections import deque
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pypdf
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.http import urlencode

from leadership_dev.applications.models import ApplicationIdentity

# Everything about recruitment is below this address. What lies elsewhere, such as the directory
# of people, names people for other reasons.
WITHIN = "/leadership/"
LEAVES_A_MARK = ("/accounts/", "/admin/")
MOST = 5000
BROKEN = 500
# Too common to tell anything: a name of two letters, an empty field.
SHORTEST = 4


@dataclass(frozen=True)
class Leak:
    member: str
    address: str
    reference: str
    what: str


class NotReached(Exception):
    """The check could not look where it has to, so it proves nothing."""


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in {"href", "src", "action"} and value:
                self.found.append(value)


def identity_strings(role):
    """[(reference, what, the string)] of everybody who applied for the role."""
    found = []
    for identity in ApplicationIdentity.objects.filter(
        application__role=role, application__submitted_at__isnull=False
    ).select_related("application__user"):
        user = identity.application.user
        told = {
            "name": identity.name,
            "e-mail address": identity.email,
            "phone number": identity.phone,
            "registration number": identity.registration_number,
            "employer": identity.employer,
            "account's name": user.name if user else "",
            "account's address": user.email if user else "",
            "public id": str(identity.application.public_id),
        }
        reference = identity.application.reference
        found += [(reference, what, text) for what, text in told.items() if len(text) >= SHORTEST]
    return found


def signed_in(user):
    host = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
    client = Client(raise_request_exception=False, SERVER_NAME=host)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def ask(client, address):
    # The check is about pages, not about signing in: a member who has yet to add the second
    # step that their office demands would be sent away from all of them.
    with override_settings(MFA_REQUIRED_ROLES=[]):
        return client.get(address, secure=settings.PRODUCTION)


def crawl(member, role):
    """Every page below the portal's recruitment that links lead to: (address, words)."""
    client = signed_in(member.person.user)
    start = [reverse("scoring:sift", args=[role.slug]), reverse("panel:list")]
    waiting, seen = deque(start), set(start)
    while waiting and len(seen) < MOST:
        address = waiting.popleft()
        answer = ask(client, address)
        # A page that breaks today may tell a name tomorrow: it was not looked at.
        if answer.status_code >= BROKEN or (address in start and answer.status_code != 200):
            raise NotReached(f"{address} answered {answer.status_code} for {member}")
        yield address, words_of(answer)
        for link in links_of(answer, address):
            if link not in seen:
                seen.add(link)
                waiting.append(link)


def links_of(answer, address):
    found = [answer.headers["Location"]] if answer.has_header("Location") else []
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        reader = Links()
        reader.feed(body_of(answer).decode())
        found += reader.found
    for link in found:
        parts = urlsplit(urljoin(address, link))
        if parts.path.startswith(WITHIN) and not parts.path.startswith(LEAVES_A_MARK):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def body_of(answer):
    if answer.streaming:
        if not hasattr(answer, "kept_body"):
            answer.kept_body = b"".join(answer.streaming_content)
        return answer.kept_body
    return answer.content


def words_of(answer):
    """The words of a page or file, with its headers: file names can tell as well."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    body = body_of(answer)
    if answer.headers.get("Content-Type", "") == "application/pdf":
        reader = pypdf.PdfReader(io.BytesIO(body))
        text = "\n".join(page.extract_text() for page in reader.pages)
        return f"{headers}\n{text}\n{reader.metadata}"
    return f"{headers}\n{unescape(body.decode(errors='replace'))}"


def searched(member, role, strings):
    """What the search finds for each identity: nothing of recruitment may be among it."""
    client = signed_in(member.person.user)
    for _, _, text in strings:
        address = f"{reverse('search:search')}?{urlencode({'q': text})}"
        answer = ask(client, address)
        found = [link for link in links_of(answer, address) if tells(link)]
        yield address, "\n".join([*found, *references_in(answer, role)])


def tells(link):
    """A link into somebody's application or a panel's pages."""
    return "/panel/" in link or "/applications/" in link


def references_in(answer, role):
    known = set(role.applications.values_list("reference", flat=True))
    return known & set(re.findall(r"CCPL-\w{4}-\d\d", body_of(answer).decode()))


def leaks(role):
    """Everything that would tell a member of the panel who applied."""
    strings = identity_strings(role)
    members = role.panel_members.select_related("person__user", "role")
    for member in members:
        if member.person.user is None:
            raise NotReached(f"{member} has no account, so their pages cannot be looked at")
        own = own_strings(member)
        for address, words in crawl(member, role):
            yield from found_in(member, address, words, strings, own)
        for address, words in searched(member, role, strings):
            if words:
                yield Leak(str(member), address, "", words)


def own_strings(member):
    """What every page shows its own reader."""
    user = member.person.user
    return {user.name.casefold(), user.email.casefold(), member.person.name.casefold()}


def found_in(member, address, words, strings, own):
    folded = words.casefold()
    for reference, what, text in strings:
        if text.casefold() in folded and text.casefold() not in own:
            yield Leak(str(member), address, reference, what)

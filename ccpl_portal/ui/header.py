"""The header of every page: name, search, account menu and the bar of houses."""

import re
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from . import navigation, site
from .markup import component

NHS_LOGO = re.compile(r'<svg class="nhsuk-header__logo".*?</svg>', re.DOTALL)
# Three people joined: drawn by us, so that the neutral theme has a face of its own.
MARK = (
    '<svg class="portal-mark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40"'
    ' height="40" focusable="false" aria-hidden="true"><g fill="none" stroke="currentColor"'
    ' stroke-width="2.5"><circle cx="20" cy="9.5" r="6"/><circle cx="9" cy="29" r="6"/>'
    '<circle cx="31" cy="29" r="6"/><path d="m17 15-5 8.5M23 15l5 8.5M15 29h10"/></g></svg>'
)
SIGN_OUT = (
    '<form class="nhsuk-header__account-form" method="post" action="{}" novalidate>'
    '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<button class="nhsuk-header__account-button">Sign out</button></form>'
)
# No text that comes from the database can hold this.
TOKEN_GOES_HERE = "\x00token\x00"  # noqa: S105 - only its place


def may_be_signed_in(request):
    """True when the browser brought a session; without one, asking for the user sets a header."""
    return request is not None and settings.SESSION_COOKIE_NAME in request.COOKIES


def signed_in_user(request):
    if may_be_signed_in(request) and request.user.is_authenticated:
        return request.user
    return None


def bar(path):
    return tuple(
        (entry.words, entry.href, path.startswith(entry.href))
        for entry in navigation.entries("main")
    )


def account_items(name, links):
    """The person's name, as the link to their own page; then what else is theirs; the way out."""
    first, *others = [{"text": words, "href": href} for words, href in links] or [
        {"text": "Signed in"}
    ]
    hidden = '<span class="nhsuk-u-visually-hidden">{}: </span><span class="portal-name">{}</span>'
    named = {**first, "html": format_html(hidden, first["text"], name), "icon": True}
    way_out = {"html": format_html(SIGN_OUT, reverse("account_logout"), TOKEN_GOES_HERE)}
    return [named, *others, way_out]


def draw(place, entries, account):
    html = component(
        "header",
        service={"text": place.name, "href": "/"},
        organisation={"name": place.system} if place.system else None,
        search={"action": "/search/", "label": {"visuallyHiddenText": "Search this portal"}},
        account={"items": account},
        navigation={
            "items": [
                {"text": words, "href": href, "active": active} for words, href, active in entries
            ]
        },
    )
    if not place.nhs_identity:
        html = NHS_LOGO.sub(MARK, html).replace('aria-label="NHS ', 'aria-label="')
    return mark_safe(html)  # noqa: S308 - from the macro, with our own mark in it


# Every anonymous reader of a house gets the same header, and a person the same again.
@lru_cache(maxsize=64)
def anonymous(place, entries, sign_in):
    return draw(place, entries, [{"text": "Sign in", "href": sign_in, "icon": True}])


@lru_cache(maxsize=512)
def personal(place, entries, name, links):
    return draw(place, entries, account_items(name, links))


def header(request, csrf_token=""):
    place = site.current()
    entries = bar(request.path if request else "")
    user = signed_in_user(request)
    if user is None:
        return anonymous(place, entries, reverse("account_login"))
    own = navigation.entries("account")
    links = tuple((entry.words, entry.href) for entry in own if entry.shown_to(user))
    drawn = personal(place, entries, str(user), links)
    return mark_safe(drawn.replace(TOKEN_GOES_HERE, escape(csrf_token)))  # noqa: S308 - as drawn

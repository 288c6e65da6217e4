"""What every page owes its reader, tried on pages of the tests' own."""

import csv
import io
from contextlib import suppress

import pytest
from django.contrib.auth.decorators import login_required
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import override_settings
from django.urls import include, path
from redis.exceptions import ConnectionError as RedisConnectionError

from ccpl_portal.web import versions
from ccpl_portal.web.caching import content_changed, personal
from ccpl_portal.web.csv import csv_response
from ccpl_portal.web.errors import Conflict
from ccpl_portal.web.paging import page_of
from tests.factories.accounts import UserFactory

drawn = []


def page(request):
    drawn.append(request.get_full_path())
    return HttpResponse(f"<p>Drawn {len(drawn)} times</p>")


def form(request):
    return HttpResponse(f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">')


@personal
def mine(request):
    return HttpResponse("mine")


def conflict(request):
    raise Conflict("The minutes are already approved")


def refused(request):
    raise PermissionDenied


def no_database(request):
    raise OperationalError("server closed the connection unexpectedly")


def broken(request):
    raise RuntimeError("the inside: /srv/secret.py")


@login_required
def members(request):
    return HttpResponse("members")


urlpatterns = [
    path("page/", page),
    path("form/", form),
    path("mine/", mine),
    path("conflict/", conflict),
    path("refused/", refused),
    path("no-database/", no_database),
    path("broken/", broken),
    path("members/", members),
    path("", include("ccpl_portal.urls")),
]

handler400 = "ccpl_portal.web.errors.bad_request"
handler403 = "ccpl_portal.web.errors.forbidden"
handler404 = "ccpl_portal.web.errors.not_found"
handler500 = "ccpl_portal.web.errors.server_error"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.test_web")]


@pytest.fixture(autouse=True)
def empty_caches():
    drawn.clear()
    caches["memory"].clear()
    caches["pages"].clear()
    versions.forget()


@pytest.fixture
def bumped(django_capture_on_commit_callbacks):
    def change():
        with django_capture_on_commit_callbacks(execute=True):
            content_changed()

    return change


def test_an_anonymous_page_is_drawn_once_until_content_changes(client, bumped):
    first = client.get("/page/")
    again = client.get("/page/")
    bumped()
    after = client.get("/page/")

    assert [r.content for r in (first, again, after)] == [
        b"<p>Drawn 1 times</p>",
        b"<p>Drawn 1 times</p>",
        b"<p>Drawn 2 times</p>",
    ]
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert set(first["Vary"].split(", ")) == {"Accept-Encoding", "Cookie"}
    assert first.cookies == {}


def test_a_reader_who_has_the_page_gets_304_before_anything_is_drawn(
    client, bumped, django_assert_num_queries
):
    etag = client.get("/page/")["ETag"]
    drawn.clear()

    with django_assert_num_queries(0):
        same = client.get("/page/", headers={"If-None-Match": etag})
    bumped()
    changed = client.get("/page/", headers={"If-None-Match": etag})

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
    assert (changed.status_code, len(drawn)) == (200, 1)


def test_each_query_has_a_page_of_its_own(client):
    assert client.get("/page/?q=a").content == b"<p>Drawn 1 times</p>"
    assert client.get("/page/?q=b").content == b"<p>Drawn 2 times</p>"


def test_a_change_that_is_rolled_back_leaves_the_version(client):
    before = versions.content_version()

    with suppress(ZeroDivisionError), transaction.atomic():
        content_changed()
        raise ZeroDivisionError

    versions.forget()
    assert versions.content_version() == before


def test_many_changes_in_one_transaction_bump_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        content_changed()
        content_changed()

    assert len(callbacks) == 1


def test_compressed_answers_hold_the_same_page(client):
    import brotli

    plain = client.get("/page/")
    squeezed = client.get("/page/", headers={"Accept-Encoding": "gzip, br"})

    assert squeezed["Content-Encoding"] == "br"
    assert brotli.decompress(squeezed.content) == plain.content
    assert squeezed["ETag"] == plain["ETag"]


def test_a_head_request_has_the_headers_and_no_body(client):
    response = client.head("/page/")

    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(len(b"<p>Drawn 1 times</p>"))


def test_a_page_with_a_form_token_is_never_shared(client):
    first = client.get("/form/")
    second = client.get("/form/")

    assert [r["Cache-Control"] for r in (first, second)] == ["private, no-store"] * 2
    assert first.content != second.content


def test_a_personal_page_is_never_kept(client):
    assert client.get("/mine/")["Cache-Control"] == "private, no-store"
    assert "ETag" not in client.get("/mine/")


def test_signed_in_pages_are_private_and_drawn_anew(client):
    client.get("/page/")
    client.force_login(UserFactory())

    response = client.get("/page/")

    assert response.content == b"<p>Drawn 2 times</p>"
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response


def test_pages_are_still_served_when_redis_is_away(client, monkeypatch):
    def away(*args, **kwargs):
        raise RedisConnectionError("refused")

    for name in ("get", "set"):
        monkeypatch.setattr(type(caches["pages"]), name, away)

    assert client.get("/page/").content == b"<p>Drawn 1 times</p>"
    assert client.get("/page/").content == b"<p>Drawn 1 times</p>"


def test_every_answer_carries_the_strict_headers(client):
    response = client.get("/page/")

    assert set(response["Content-Security-Policy"].split("; ")) == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    }
    assert {
        name: response[name]
        for name in (
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy",
            "Referrer-Policy",
            "X-Content-Type-Options",
            "X-Frame-Options",
        )
    } == {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    assert "camera=()" in response["Permissions-Policy"]


def test_a_conflict_is_said_in_its_own_words(client):
    response = client.get("/conflict/")

    assert response.status_code == 409
    assert "The minutes are already approved" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/page/?q=a%00b", "The address holds a character that cannot be read"),
        ("/page/?q=" + "x" * 10_000, "Shorten what you typed to 2,000 characters or fewer"),
        ("/page/?page=" + "9" * 10_000, "Shorten what you typed to 2,000 characters or fewer"),
    ],
)
def test_input_that_no_page_can_use_is_refused_in_words(client, address, words):
    response = client.get(address)

    assert response.status_code == 400
    assert words in response.content.decode()
    assert drawn == []


def test_a_nul_in_a_form_is_refused_in_words(client):
    response = client.post("/page/", {"name": "a\0b"}, "application/x-www-form-urlencoded")
    encoded = client.post("/page/", "name=a%00b", "application/x-www-form-urlencoded")

    assert [response.status_code, encoded.status_code] == [200, 400]
    assert "cannot be stored" in encoded.content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/refused/", 403),
        ("/no-such-page/", 404),
        ("/broken/", 500),
        ("/no-database/", 503),
    ],
)
def test_error_pages_say_nothing_about_the_inside(client, address, status):
    client.raise_request_exception = False

    response = client.get(address)

    words = response.content.decode()
    assert response.status_code == status
    assert response["Cache-Control"] == "private, no-store"
    for inside in ("Traceback", "settings", "/srv/", "Django", "RuntimeError", "server closed"):
        assert inside not in words
    assert "<h1" in words


def test_a_lost_database_asks_the_reader_to_come_back(client):
    assert client.get("/no-database/")["Retry-After"] == "30"


def test_the_error_pages_need_no_database(client, django_assert_num_queries):
    client.raise_request_exception = False
    versions.content_version()

    with django_assert_num_queries(0):
        client.get("/broken/")
        client.get("/no-database/")


def test_csv_is_defused_and_keeps_numbers():
    response = csv_response("groups.csv", ["name", "members"], [["=cmd()", -5], ["Ångström", None]])

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["name", "members"],
        ["'=cmd()", "-5"],
        ["Ångström", ""],
    ]
    assert response["Content-Disposition"] == 'attachment; filename="groups.csv"'


@pytest.mark.parametrize(
    ("asked", "number"), [("2", 2), ("9999", 3), ("0", 3), ("-1", 3), ("x", 1), (None, 1)]
)
def test_any_page_number_leads_somewhere(rf, asked, number):
    request = rf.get("/", {"page": asked} if asked is not None else {})

    page = page_of(request, list(range(120)), per_page=400)

    assert (page.number, len(page.object_list)) == (number, 20 if number == 3 else 50)


def test_the_portal_is_alive(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_the_portal_is_ready_when_database_and_migrations_are(client):
    response = client.get("/readyz")

    assert response.json() == {"ready": True, "database": "ok", "cache": "ok"}


def test_without_redis_the_portal_is_still_ready(client, monkeypatch):
    def away(*args, **kwargs):
        raise RedisConnectionError("refused")

    monkeypatch.setattr(type(caches["pages"]), "set", away)

    assert client.get("/readyz").json() == {"ready": True, "database": "ok", "cache": "away"}


@override_settings(TRUSTED_PROXY_COUNT=1)
def test_only_the_trusted_proxys_word_about_the_address_is_believed(rf):
    from ccpl_portal.web.requests import client_ip

    spoofed = rf.get("/", headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.1"})

    assert client_ip(spoofed) == "192.0.2.1"


def test_without_a_proxy_the_header_is_not_believed(rf):
    from ccpl_portal.web.requests import client_ip

    assert client_ip(rf.get("/", headers={"X-Forwarded-For": "203.0.113.9"})) == "127.0.0.1"

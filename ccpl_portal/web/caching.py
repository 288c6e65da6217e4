"""Pages for anonymous readers are drawn once per content version.

The order of answers, cheapest first: 304 by the version alone, this process's memory, Redis,
and only then the page itself. Redis may be away: the page is drawn.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import wraps

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from redis.exceptions import RedisError

from .versions import build_id, content_changed, content_version, register_public

__all__ = ["PageCacheMiddleware", "content_changed", "personal", "register_public"]

KEPT_SECONDS = 300
PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, no-store"


def personal(view):
    """Mark a view whose page is never cached, not even for an anonymous reader."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = PRIVATE
        return response

    return wrapped


@dataclass(frozen=True)
class Page:
    """A drawn page, as it is kept: body, both compressed bodies, and its headers."""

    body: bytes
    gzipped: bytes
    brotlied: bytes
    headers: tuple

    @classmethod
    def of(cls, response):
        body = response.content
        return cls(
            body,
            gzip.compress(body, 6, mtime=0),
            brotli.compress(body, quality=5),
            tuple(response.items()),
        )

    def answer(self, request):
        accepted = request.headers.get("Accept-Encoding", "")
        if "br" in accepted:
            body, encoding = self.brotlied, "br"
        elif "gzip" in accepted:
            body, encoding = self.gzipped, "gzip"
        else:
            body, encoding = self.body, None
        response = HttpResponse(body)
        for name, value in self.headers:
            response[name] = value
        if encoding:
            response["Content-Encoding"] = encoding
        response["Content-Length"] = str(len(body))
        return response


class PageCacheMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not may_be_shared(request):
            return keep_private(self.get_response(request))

        etag = etag_of(request)
        if request.headers.get("If-None-Match") == etag:
            return with_public_headers(HttpResponseNotModified(), etag)

        page = find(etag)
        if page is None:
            response = self.get_response(request)
            if not is_shareable(response):
                return keep_private(response)
            page = Page.of(with_public_headers(response, etag))
            keep(etag, page)
        return page.answer(request)


def may_be_shared(request):
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and len(request.META.get("QUERY_STRING", "")) <= 200
        and not request.path.startswith("/admin/")
    )


def is_shareable(response):
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response
        and b"csrfmiddlewaretoken" not in response.content
    )


def etag_of(request):
    # The day is part of the version because pages say "today" and "in 3 days".
    parts = [
        content_version(),
        build_id(),
        timezone.localdate().isoformat(),
        request.get_host(),
        request.get_full_path(),
    ]
    return f'W/"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def with_public_headers(response, etag):
    response["ETag"] = etag
    response["Cache-Control"] = PUBLIC
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response


def keep_private(response):
    if "Cache-Control" not in response:
        response["Cache-Control"] = PRIVATE
    return response


def find(key):
    page = caches["memory"].get(key)
    if page is None:
        try:
            page = caches["pages"].get(key)
        except (RedisError, OSError):
            return None
        if page is not None:
            caches["memory"].set(key, page, KEPT_SECONDS)
    return page


def keep(key, page):
    caches["memory"].set(key, page, KEPT_SECONDS)
    try:
        caches["pages"].set(key, page, KEPT_SECONDS)
    except (RedisError, OSError):
        # The next process draws the page for itself.
        return

"""Hands out one stored file: whole, in part, or the word that it has not changed."""

import re

from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, parse_etags

CHUNK = 64 * 1024
ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def answer(request, stored, *, is_public):
    """The answer to a GET or HEAD by somebody who was found to have the right to it."""
    etag = f'"{stored.sha256}"'
    if matches(request.headers.get("If-None-Match"), etag):
        response = HttpResponseNotModified()
    elif span := wanted_part(request, stored, etag):
        response = part_of(stored, *span) if span != UNSATISFIABLE else nothing_of(stored)
    else:
        response = whole_of(stored)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = content_disposition_header(True, stored.name)
    response["X-Content-Type-Options"] = "nosniff"
    # Should a browser show it after all, nothing in it may run.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if is_public:
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
    else:
        response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Cookie"])
    return response


def matches(header, etag):
    tags = parse_etags(header or "")
    return "*" in tags or etag in [tag.removeprefix("W/") for tag in tags]


UNSATISFIABLE = (0, 0)


def wanted_part(request, stored, etag):
    """First byte and the byte after the last, or None for the whole file."""
    found = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if not found or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if first:
        start, end = int(first), min(int(last or stored.size) + 1, stored.size)
    elif last:
        start, end = max(stored.size - int(last), 0), stored.size
    else:
        return None
    return (start, end) if start < end else UNSATISFIABLE


def whole_of(stored):
    response = FileResponse(stored.upload.open("rb"), content_type=stored.content_type)
    response["Content-Length"] = str(stored.size)
    return response


def part_of(stored, start, end):
    response = FileResponse(
        Part(stored.upload.open("rb"), start, end), status=206, content_type=stored.content_type
    )
    response["Content-Length"] = str(end - start)
    response["Content-Range"] = f"bytes {start}-{end - 1}/{stored.size}"
    return response


def nothing_of(stored):
    return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})


class Part:
    """Reads from one byte of a file up to another."""

    def __init__(self, file, start, end):
        self.file, self.left = file, end - start
        file.seek(start)

    def read(self, size=CHUNK):
        piece = self.file.read(min(size if size > 0 else self.left, self.left))
        self.left -= len(piece)
        return piece

    def close(self):
        self.file.close()

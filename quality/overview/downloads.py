"""The same figures to take away, for the same reader: numbers, and pictures for slides."""

import struct
import zlib

from django.http import HttpResponse, JsonResponse

from ccpl_portal.typeset import png
from ccpl_portal.web.csv import csv_response
from quality.charts.drawing import SLIDE, WIDE
from quality.measures.words import tidy

from . import words
from .rows import draw_as, title_of

HEADING = [
    "measure_code",
    "measure",
    "series",
    "period",
    "numerator",
    "denominator",
    "value",
    "returns_expected",
    "returns_received",
    "status",
    "mean",
    "lower_limit",
    "upper_limit",
    "target",
    "special_cause",
    "point_type",
]


def lines_of(all_series):
    for series in all_series:
        points = series.chart.points if series.chart else [None] * len(series.months)
        for told, point in zip(series.months, points, strict=True):
            yield [
                series.measure.code,
                series.measure.name,
                series.label,
                told.period.isoformat(),
                told.numerator,
                told.denominator,
                None if told.value is None else tidy(float(told.value), 10, group=""),
                told.expected,
                told.received,
                "hidden" if told.is_hidden else told.status,
                *([point.mean, point.lpl, point.upl, point.target] if point else [None] * 4),
                point.special_cause_type if point else None,
                point.point_type if point else None,
            ]


def asked_for(request, name, all_series):
    """The figures as the file that the address asks for; None when it asks for the page."""
    kind = request.GET.get("format")
    if kind == "csv":
        return csv_response(f"{name}.csv", HEADING, lines_of(all_series))
    if kind == "json":
        rows = [dict(zip(HEADING, line, strict=True)) for line in lines_of(all_series)]
        return JsonResponse({"figures": rows})
    return None


def picture_file(content, kind, name):
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def chart_as_svg(series):
    return picture_file(draw_as(series, WIDE, "chart"), "image/svg+xml", name_of(series, "svg"))


def chart_as_png(series):
    """A slide's picture, with the words of its text alternative inside the file."""
    picture = png(draw_as(series, SLIDE, "slide"), width=1920)
    return picture_file(described(picture, in_words(series)), "image/png", name_of(series, "png"))


def in_words(series):
    """The text alternative for whoever cannot see the picture."""
    return f"{title_of(series)}. {words.verdict(series)}"


def name_of(series, kind):
    whose = series.area or series.body
    return f"{series.measure.code}{f'-{whose.code}' if whose else ''}.{kind}"


def described(picture, text):
    """A PNG with a description of what it shows, before its last chunk (PNG 11.3.4.5)."""
    body = b"iTXtDescription\0\0\0en\0\0" + text.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    end = picture.rindex(b"IEND") - 4
    return picture[:end] + chunk + picture[end:]

"""What a reader is told when something cannot be done. Nothing about the inside is said."""

import sys

import structlog
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = structlog.get_logger(__name__)

LONGEST_PARAMETER = 2000


class Conflict(Exception):
    """The deed does not go with the present state; its words tell the person what happened."""


class ErrorsMiddleware:
    """Refuses input no page can use, and answers a Conflict with its own page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        complaint = complaint_about(request)
        if complaint:
            return bad_request(request, BadRequest(complaint))
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Conflict):
            return render(request, "409.html", {"message": str(exception)}, status=409)
        if isinstance(exception, (OperationalError, InterfaceError)):
            logger.exception("database_away")
            return unavailable()
        return None


def complaint_about(request):
    query = request.META.get("QUERY_STRING", "")
    if "\0" in request.path or "%00" in query:
        return "The address holds a character that cannot be read. Check it and try again"
    if len(query) > LONGEST_PARAMETER and any(
        len(value) > LONGEST_PARAMETER for values in request.GET.lists() for value in values[1]
    ):
        return f"Shorten what you typed to {LONGEST_PARAMETER:,} characters or fewer"
    if request.content_type == "application/x-www-form-urlencoded" and any(
        "\0" in value for values in request.POST.lists() for value in values[1]
    ):
        return "What you typed holds a character that cannot be stored. Remove it and send it again"
    return None


def bad_request(request, exception=None):
    message = str(exception) if type(exception) is BadRequest else ""
    return render(request, "400.html", {"message": message}, status=400)


def forbidden(request, exception=None):
    message = str(exception) if type(exception) is PermissionDenied else ""
    return render(request, "403.html", {"message": message}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return unavailable()
    return HttpResponse(render_to_string("500.html"), status=500)


def unavailable():
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)

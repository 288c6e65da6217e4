from django.conf import settings
from django.shortcuts import redirect

from . import roles


class AccountPagesMiddleware:
    """Tells allauth's pages what ours need to know.

    There `site` means the portal again, not the request's host.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        if request.path.startswith("/accounts/") and response.context_data:
            response.context_data.pop("site", None)
            response.context_data["needs_second_step"] = needs_second_step(request.user)
        return response


class SecondStepMiddleware:
    """Sends people whose role needs a second step to the page that sets one up, until they have."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith("/accounts/") and must_add_second_step(request):
            return redirect("mfa_index")
        return self.get_response(request)


def must_add_second_step(request):
    # Without a session cookie there is nobody to ask about, and asking would set a header.
    if not settings.MFA_REQUIRED_ROLES or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return needs_second_step(request.user)


def needs_second_step(user):
    if not user.is_authenticated or user.has_second_step:
        return False
    if user.is_demo and settings.MODE == "demo":
        return False
    return roles.holds_any(user, settings.MFA_REQUIRED_ROLES)

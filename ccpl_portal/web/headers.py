"""Headers that every answer carries, beside those of Django, django-csp and Permissions-Policy."""

from csp.constants import NONCE, SELF
from django.conf import settings

# The admin's rich text editor needs a nonce on its import map; its pages are never cached.
EDITOR_POLICY = {
    **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, NONCE],
    # The few rules that the editor itself adds to the page, always the same.
    "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
    "img-src": [SELF, "data:", "blob:"],
}


class HeadersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith("/admin/"):
            response._csp_replace = EDITOR_POLICY
        return response

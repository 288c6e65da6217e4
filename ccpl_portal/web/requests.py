from django.conf import settings
from structlog.contextvars import bind_contextvars


def client_ip(request):
    """The reader's address, believing only as many proxies as the deployment has."""
    proxies = settings.TRUSTED_PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        return forwarded[-proxies]
    return request.META.get("REMOTE_ADDR") or None


class RequestFactsMiddleware:
    """Makes the reader's address part of each log line and audit event of the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        bind_contextvars(ip=client_ip(request))
        return self.get_response(request)

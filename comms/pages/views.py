from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ccpl_portal.strategy.models import Tag
from networks.models import Group

from .models import STANDARD, Page

# RFC 9116 wants a date less than a year away; half a year survives a forgotten cache.
SECURITY_TXT_HOLDS = timedelta(days=180)


@require_safe
def about(request):
    pages = Page.objects.visible_to(request.user).about().defer("body_html", "plain_text")
    strategy = set(Tag.objects.values_list("kind", flat=True).distinct().order_by())
    return render(request, "comms/pages/about.html", {"pages": pages, "strategy": strategy})


@require_safe
def detail(request, slug):
    page = get_object_or_404(Page.objects.visible_to(request.user).for_page(), slug=slug)
    if slug in STANDARD:
        return redirect(page, permanent=True)
    return show(request, page)


@require_safe
def standard(request, slug):
    """One of the pages that every service has: the system's own text, else the portal's."""
    page = Page.objects.visible_to(request.user).for_page().filter(slug=slug).first()
    if page:
        return show(request, page)
    return render(request, f"comms/pages/{slug}.html", {"mailboxes": mailboxes(request.user)})


def show(request, page):
    context = {"page": page, "translations": page.translations(request.user)}
    if page.slug == "contact":
        context["mailboxes"] = mailboxes(request.user)
    return render(request, "comms/pages/detail.html", context)


def mailboxes(user):
    """Role mailboxes only: nobody's own address stands on a public page."""
    return Group.objects.visible_to(user).live().exclude(mailbox="").order_by("name")


@require_safe
def security_txt(request):
    expires = (timezone.now() + SECURITY_TXT_HOLDS).replace(hour=0, minute=0, second=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ccpl_portal.accounts.models import User
from leadership_dev.applications.models import Application
from leadership_dev.panel.deeds import chosen, pressed

from . import actions
from .models import LEAVE, PoolEntry


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request):
    """For which roles one is in the pool, until when, and the way out."""
    if deed := pressed(request, {"join": join, "leave": leave}):
        return deed(request)
    context = {
        "entries": PoolEntry.objects.of(request.user),
        "months": settings.TALENT_POOL_KEPT_MONTHS,
    }
    return render(request, "leadership_dev/pool/mine.html", context)


def join(request):
    own = Application.objects.of(request.user).select_related("role")
    application = chosen(own, request, by="reference")
    actions.join(application=application, by=request.user)
    messages.success(request, "You are in the talent pool. You can leave it at any time")
    return redirect(application)


def leave(request):
    entry = chosen(PoolEntry.objects.filter(user=request.user), request)
    actions.leave(user=request.user, role=entry.role)
    messages.success(request, "You have left the talent pool for this role")
    return redirect("pool:mine")


# RFC 8058: mail programs press this without a session, so the signature is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave_by_link(request, token):
    try:
        user = get_object_or_404(User, pk=signing.loads(token, salt=LEAVE))
    except signing.BadSignature:
        raise Http404 from None
    if request.method == "POST":
        actions.leave(user=user)
    return render(request, "leadership_dev/pool/leave.html", {"left": request.method == "POST"})

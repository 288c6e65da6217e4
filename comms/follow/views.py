from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from networks.models import Group

from . import actions
from .models import STOP, Follow

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@READ_OR_WRITE
def follow(request, slug):
    """Start or stop hearing of a group."""
    group = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    following = Follow.objects.filter(user=request.user, group=group).first()
    if request.method != "POST":
        return render(request, "comms/follow/follow.html", {"group": group, "following": following})
    if "stop" in request.POST:
        if following:
            actions.stop(following=following, by=request.user)
        messages.success(request, f"You get no more key messages of {group.name}")
    else:
        actions.follow(group=group, by=request.user)
        messages.success(request, f"You follow {group.name}. Its key messages come by email")
    return redirect(group)


# RFC 8058: mail programs press this without a session, so the signature is the proof.
@csrf_exempt
@never_cache
@READ_OR_WRITE
def stop(request, token):
    try:
        following = Follow.objects.filter(pk=signing.loads(token, salt=STOP)).first()
    except signing.BadSignature:
        raise Http404 from None
    if request.method == "POST" and following:
        actions.stop(following=following)
        following = None
    return render(request, "comms/follow/stop.html", {"following": following})

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.web.caching import personal
from ccpl_portal.web.errors import Conflict
from networks.groups.models import Group
from networks.joining.standing import NOT_VERIFIED
from networks.rules import may_invite

from . import actions
from .forms import PasteForm
from .models import SALT, Invitation
from .preview import preview


def inviting(user, slug):
    """The group, when this person invites to it; for others the page is not there."""
    visible = Group.objects.visible_to(user).select_related("kind")
    group = get_object_or_404(visible, slug=slug)
    if not may_invite(user, group):
        raise Http404
    return group


@login_required
@require_safe
def listing(request, slug):
    group = inviting(request.user, slug)
    invitations = Invitation.objects.filter(group=group).select_related("invited_by")
    context = {"group": group, "invitations": invitations}
    return render(request, "networks/invitations/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, slug):
    """Paste, look at what would happen, confirm."""
    group = inviting(request.user, slug)
    if group.status == Group.Status.CLOSED:
        raise Conflict("This group is closed and takes no new members")
    form = PasteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid() or "back" in request.POST:
        return render(request, "networks/invitations/paste.html", {"group": group, "form": form})
    text = form.cleaned_data["text"]
    if "confirm" not in request.POST:
        context = {"group": group, "text": text, "found": preview(group, text)}
        return render(request, "networks/invitations/preview.html", context)
    found = actions.invite(group=group, text=text, by=request.user)
    return render(request, "networks/invitations/done.html", {"group": group, "found": found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, slug, pk):
    group = inviting(request.user, slug)
    invitation = get_object_or_404(Invitation, group=group, pk=pk)
    if request.method == "POST":
        actions.withdraw(invitation=invitation, by=request.user)
        messages.success(request, f"The invitation of {invitation.email} is withdrawn")
        return redirect("invitations:list", group.slug)
    context = {"group": group, "invitation": invitation}
    return render(request, "networks/invitations/withdraw.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    """What the link in the letter opens. Declining needs no account, accepting does."""
    invitation = behind(token)
    user = request.user
    if user.is_authenticated and user.email.lower() != invitation.email.lower():
        raise PermissionDenied(
            "This invitation was sent to another address. Sign out, then open the link again"
        )
    if request.method == "POST" and "decline" in request.POST:
        actions.decline(invitation=invitation, by=user if user.is_authenticated else None)
        messages.success(request, f"You declined to join {invitation.group.name}")
        return redirect("home:home")
    if request.method == "POST" and is_verified(user):
        actions.accept(invitation=invitation, by=user)
        messages.success(request, f"You are now a member of {invitation.group.name}")
        return redirect(invitation.group)
    context = {
        "invitation": invitation,
        "group": invitation.group,
        "may_accept": is_verified(user),
        "not_verified": NOT_VERIFIED if user.is_authenticated and not is_verified(user) else "",
    }
    return render(request, "networks/invitations/answer.html", context)


def behind(token):
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    return get_object_or_404(Invitation.objects.select_related("group", "invited_by"), pk=key)

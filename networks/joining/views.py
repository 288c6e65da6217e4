from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccpl_portal.accounts.rules import is_verified
from networks.groups.models import Group
from networks.members.models import Membership
from networks.rules import leads, may_keep_members

from . import actions
from .forms import AnswerForm, JoinRequestForm
from .models import JoinRequest
from .standing import why_not

LEADS = "You lead this group, so you belong to it already."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, slug):
    user = request.user
    visible = Group.objects.visible_to(user).select_related("kind")
    group = get_object_or_404(visible, slug=slug)
    refusal = why_not(user, group)
    if not is_verified(user):
        messages.warning(request, refusal)
        return redirect(group)
    if refusal or leads(user, group):
        raise PermissionDenied(refusal or LEADS)
    if Membership.objects.current().filter(group=group, person__user=user).exists():
        messages.info(request, f"You belong to {group.name} already")
        return redirect(group)
    return (join_now if group.way_in == Group.Visibility.OPEN else ask)(request, group)


def join_now(request, group):
    if request.method != "POST":
        return render(request, "networks/joining/join.html", {"group": group})
    actions.join(group=group, by=request.user)
    messages.success(request, f"You are now a member of {group.name}")
    return redirect(group)


def ask(request, group):
    own = JoinRequest.objects.waiting().filter(group=group, person__user=request.user).first()
    if own:
        return redirect(own)
    form = JoinRequestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        message = form.cleaned_data["message"]
        actions.ask_to_join(group=group, message=message, by=request.user)
        messages.success(
            request,
            f"You have asked to join {group.name}. We email you when its lead has answered",
        )
        return redirect(group)
    return render(request, "networks/joining/ask.html", {"group": group, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, slug):
    held = Membership.objects.current().filter(group__slug=slug, person__user=request.user)
    held = list(held.select_related("group"))
    if not held:
        raise Http404
    group = held[0].group
    if request.method == "POST":
        actions.leave(group=group, by=request.user)
        messages.success(request, f"You have left {group.name}")
        # A hidden group is not there any more for somebody who has left it.
        still = Group.objects.visible_to(request.user).filter(pk=group.pk).exists()
        return redirect(group if still else "directory:list")
    return render(request, "networks/joining/leave.html", {"group": group, "held": held})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request, slug, pk):
    visible = JoinRequest.objects.visible_to(request.user).for_listing()
    asked = get_object_or_404(visible.select_related("decided_by"), pk=pk, group__slug=slug)
    if asked.person.user_id == request.user.pk:
        return own_request(request, asked)
    if not may_keep_members(request.user, asked.group):
        raise PermissionDenied
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        decide = actions.accept if form.cleaned_data["decision"] == "accept" else actions.decline
        decide(request=asked, answer=form.cleaned_data["answer"], by=request.user)
        name, done = asked.person.name, asked.get_state_display().lower()
        messages.success(request, f"You have {done} the request of {name}, who is told by email")
        return redirect(asked.group)
    return render(request, "networks/joining/request.html", {"asked": asked, "form": form})


def own_request(request, asked):
    if request.method == "POST":
        actions.withdraw(request=asked, by=request.user)
        messages.success(request, f"You no longer ask to join {asked.group.name}")
        return redirect(asked.group)
    return render(request, "networks/joining/own.html", {"asked": asked})

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.accounts.rules import is_manager, is_verified
from ccpl_portal.web.paging import page_of
from governance.meetings.models import Meeting
from governance.meetings.rules import runs
from networks.groups.models import Group

from . import arranging, requests
from .forms import DeclineForm, RequestForm
from .models import ItemRequest

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def listing(request):
    """What I asked for, and what those whose meetings I plan were asked."""
    found = ItemRequest.objects.visible_to(request.user).for_listing()
    page = page_of(request, found)
    return render(request, "governance/planning/requests.html", {"page": page})


@login_required
@READ_OR_WRITE
def ask(request, slug):
    live = Group.objects.visible_to(request.user).live()
    group = get_object_or_404(live, slug=slug)
    if not is_verified(request.user):
        messages.warning(request, "Your account is not verified yet, so you cannot ask for an item")
        return redirect(group)
    if is_manager(request.user) or runs(request.user, group):
        raise PermissionDenied("Items are asked for by others. Put yours on an agenda")
    sent = request.POST if request.method == "POST" else None
    form = RequestForm(sent, instance=ItemRequest(group=group))
    if form.is_valid():
        requests.ask(request=form.instance, by=request.user)
        messages.success(
            request, f"You have asked {group.name}. We email you when it is planned and decided"
        )
        return redirect("planning:requests")
    return render(request, "governance/planning/ask.html", {"group": group, "form": form})


@login_required
@READ_OR_WRITE
def detail(request, pk):
    found = ItemRequest.objects.visible_to(request.user).for_listing()
    asked = get_object_or_404(found, pk=pk)
    answers = runs(request.user, asked.group)
    form = DeclineForm(request.POST if "decline" in request.POST else None)
    if request.method == "POST":
        answer = answer_of(request, asked, form, answers)
        if answer:
            return answer
    coming = Meeting.objects.filter(group=asked.group, state__in=arranging.OPEN).upcoming()
    context = {
        "asked": asked,
        "answers": answers,
        "is_own": asked.asked_by_id == request.user.pk,
        "form": form,
        "coming": coming if answers else [],
    }
    return render(request, "governance/planning/request.html", context)


def answer_of(request, asked, form, answers):
    """What the pressed button does; None where the form has to be filled in again."""
    if "withdraw" in request.POST and asked.asked_by_id == request.user.pk:
        requests.withdraw(request=asked, by=request.user)
        messages.success(request, "You no longer ask for this item")
        return redirect("planning:requests")
    if not answers:
        raise PermissionDenied
    if "meeting" in request.POST and request.POST["meeting"].isdecimal():
        coming = Meeting.objects.filter(group=asked.group)
        meeting = get_object_or_404(coming, pk=request.POST["meeting"])
        arranging.add_request(meeting=meeting, request=asked, by=request.user)
        messages.success(request, f"“{asked.title}” is on the agenda")
        return redirect("planning:agenda", meeting.pk)
    if form.is_valid():
        requests.decline(request=asked, answer=form.cleaned_data["answer"], by=request.user)
        messages.success(request, f"{asked.asked_by.name} is told why it is not taken up")
        return redirect("planning:requests")
    return None

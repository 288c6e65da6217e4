"""News of a group, written by those who keep its page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccpl_portal.publishing.actions import withdraw as take_back
from ccpl_portal.web.errors import Conflict
from comms.news.models import NewsItem
from networks.editing.views import edited_by

from . import actions
from .forms import GroupNewsForm

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])
EDITED = "The programme team has edited this text. Ask them to change it"


@login_required
@READ_OR_WRITE
def write(request, slug):
    group = edited_by(request.user, slug)
    posted = request.POST if request.method == "POST" else None
    form = GroupNewsForm(posted, instance=NewsItem(group=group))
    if form.is_valid():
        actions.post(item=form.instance, typed=form.cleaned_data["typed"], by=request.user)
        messages.success(request, "Published. You can change it or take it back here")
        return redirect(form.instance)
    return render(request, "comms/group_news/write.html", {"group": group, "form": form})


@login_required
@READ_OR_WRITE
def change(request, slug, pk):
    group, item = of_group(request.user, slug, pk)
    if not item.typed:
        raise Conflict(EDITED)
    form = GroupNewsForm(request.POST if request.method == "POST" else None, instance=item)
    if form.is_valid():
        actions.change(item=item, typed=form.cleaned_data["typed"], by=request.user)
        messages.success(request, "Saved")
        return redirect(item)
    context = {"group": group, "form": form, "item": item}
    return render(request, "comms/group_news/write.html", context)


@login_required
@READ_OR_WRITE
def withdraw(request, slug, pk):
    group, item = of_group(request.user, slug, pk)
    if request.method != "POST":
        context = {"group": group, "item": item}
        return render(request, "comms/group_news/withdraw.html", context)
    take_back(thing=item, by=request.user)
    messages.success(request, f"“{item.title}” is taken back. The programme team can restore it")
    return redirect(group)


def of_group(user, slug, pk):
    """The group with one of its published news, for those who keep its page."""
    group = edited_by(user, slug)
    return group, get_object_or_404(NewsItem.objects.published().filter(group=group), pk=pk)

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.files.serving import answer
from governance.meetings.finding import meeting_kept_by
from governance.meetings.items import AgendaItem
from governance.meetings.rules import groups_kept_by

from . import actions
from .forms import AddForm, ChangeForm, SendOnForm
from .journey import journey_of
from .models import Paper
from .rules import keeps, may_read

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def detail(request, public_id):
    """A paper and its way from group to group."""
    paper = readable(request.user, public_id)
    steps = journey_of(paper, request.user)
    if not steps and request.user.is_anonymous:
        raise Http404
    context = {
        "paper": paper,
        "file": paper.file,
        "steps": steps,
        "keeps": keeps(request.user, paper),
        "may_send_on": groups_kept_by(request.user).exists() and not paper.withdrawn_at,
    }
    return render(request, "governance/papers/detail.html", context)


def readable(user, public_id):
    paper = get_object_or_404(Paper.objects.select_related("group"), public_id=public_id)
    if not may_read(user, paper):
        raise Http404
    return paper


def kept(user, public_id):
    paper = readable(user, public_id)
    if not keeps(user, paper):
        raise PermissionDenied
    return paper


@login_required
@READ_OR_WRITE
def add(request, pk):
    """A paper for an item: a file or a text, with its cover sheet."""
    meeting = meeting_kept_by(request.user, pk)
    actions.refuse_when_closed(meeting)
    which = request.GET.get("item", "")
    item = get_object_or_404(meeting.items, pk=which if which.isdecimal() else 0)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {"title": item.title, "author": item.presenter_name, "purpose": item.purpose}
    form = AddForm(*sent, item=item, instance=Paper(), initial=initial)
    if form.is_valid():
        added(form, item, request.user)
        messages.success(request, f"“{form.instance.title}” is on the agenda")
        return redirect("papers:manage", meeting.pk)
    context = {"meeting": meeting, "item": item, "form": form}
    return render(request, "governance/papers/add.html", context)


def added(form, item, by):
    actions.add_paper(
        paper=form.instance,
        item=item,
        visibility=form.cleaned_data["visibility"],
        checked=form.cleaned_data["file"],
        by=by,
    )
    # The same paper sent again was there already.
    if form.instance.pk:
        form._save_m2m()


@login_required
@READ_OR_WRITE
def change(request, public_id):
    """Cover sheet, text or a new version; or withdrawing a paper that is wrong."""
    paper = kept(request.user, public_id)
    pressed = request.method == "POST"
    if pressed and "withdraw" in request.POST:
        actions.withdraw(paper=paper, by=request.user)
        messages.success(request, f"“{paper.title}” is withdrawn. Nobody else can read it now")
        return redirect(paper)
    if pressed and "restore" in request.POST:
        actions.restore(paper=paper, by=request.user)
        messages.success(request, f"“{paper.title}” can be read again")
        return redirect(paper)
    form = ChangeForm(*((request.POST, request.FILES) if pressed else (None, None)), instance=paper)
    if form.is_valid():
        checked = form.cleaned_data.get("file")
        actions.change_paper(paper=form.instance, checked=checked, by=request.user)
        form._save_m2m()
        messages.success(request, "The paper is saved")
        return redirect(paper)
    return render(request, "governance/papers/change.html", {"paper": paper, "form": form})


@login_required
@READ_OR_WRITE
def send_on(request, public_id):
    """The same paper before another group."""
    paper = readable(request.user, public_id)
    groups = groups_kept_by(request.user)
    if not groups.exists():
        raise PermissionDenied
    open_items = AgendaItem.objects.filter(
        meeting__group__in=groups, meeting__state__in=actions.OPEN
    ).exclude(submissions__paper=paper)
    items = open_items.select_related("meeting__group").order_by(
        "-meeting__starts_at", "parent__position", "position"
    )
    form = SendOnForm(request.POST if request.method == "POST" else None, items=items)
    if form.is_valid():
        item = form.cleaned_data["item"]
        actions.put_on(paper=paper, item=item, visibility=item.visibility, by=request.user)
        messages.success(request, f"“{paper.title}” is on the agenda of {item.meeting}")
        return redirect("papers:manage", item.meeting_id)
    return render(request, "governance/papers/send_on.html", {"paper": paper, "form": form})


@login_required
@require_safe
def version(request, public_id, number):
    """An older version of a file, for those who keep the paper."""
    paper = kept(request.user, public_id)
    file = paper.file
    if file is None:
        raise Http404
    return answer(request, get_object_or_404(file.versions, number=number), is_public=False)

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.files.store import NoRoom
from ccpl_portal.ui import dates
from ccpl_portal.web.caching import personal
from ccpl_portal.web.csv import csv_address, csv_response
from ccpl_portal.web.paging import page_of
from networks.editing.views import edited_by
from networks.rules import may_edit

from . import actions
from .filters import ResourceFilter
from .forms import AddResourceForm, ContentForm, ResourceForm
from .models import Resource

COLUMNS = ["Title", "Summary", "What it is", "Group", "Type", "Bytes", "Updated", "Address"]


@require_safe
def listing(request):
    in_use = Resource.objects.visible_to(request.user).in_use()
    found = ResourceFilter(request.GET, queryset=in_use, request=request)
    rows = found.qs.for_listing()
    if request.GET.get("format") == "csv":
        return csv_response("resources.csv", COLUMNS, (cells(request, row) for row in rows))
    context = {"found": found, "page": page_of(request, rows), "csv": csv_address(request)}
    return render(request, "networks/resources/list.html", context)


def cells(request, resource):
    version = resource.version
    return [
        resource.title,
        resource.summary,
        resource.get_kind_display(),
        resource.group and resource.group.name,
        version.get_kind_display() if version else "Link",
        version and version.size,
        dates.day(resource.updated_at),
        request.build_absolute_uri(resource.get_absolute_url()),
    ]


def seen_by(user, pk):
    visible = Resource.objects.visible_to(user)
    return get_object_or_404(visible.select_related("group__kind", "file__current"), pk=pk)


def kept_by(user, pk):
    """The resource, when this person keeps the page of its group."""
    resource = seen_by(user, pk)
    if resource.group is None or not may_edit(user, resource.group):
        raise PermissionDenied
    return resource


@require_safe
def detail(request, pk):
    resource = seen_by(request.user, pk)
    keeps = resource.group is not None and may_edit(request.user, resource.group)
    versions = list(resource.file.versions.all()) if resource.file else []
    context = {"resource": resource, "versions": versions, "keeps": keeps}
    return render(request, "networks/resources/detail.html", context)


@personal
@require_safe
def get(request, pk):
    """Count, and go to the file or the page."""
    resource = seen_by(request.user, pk)
    if not resource.target:
        raise Http404
    if request.method == "GET":
        actions.count_opening(resource)
    return HttpResponseRedirect(resource.target)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request, slug):
    group = edited_by(request.user, slug)
    posted = request.method == "POST"
    form = AddResourceForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        instance=Resource(group=group),
    )
    if form.is_valid():
        try:
            resource = actions.add(form=form, by=request.user)
        except NoRoom as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"{resource.title} is added")
            return redirect(group)
    return render(request, "networks/resources/add.html", {"group": group, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    resource = kept_by(request.user, pk)
    form = ResourceForm(request.POST if request.method == "POST" else None, instance=resource)
    if form.is_valid():
        actions.change(form=form, by=request.user)
        messages.success(request, "The change is saved")
        return redirect(resource)
    context = {"resource": kept_by(request.user, pk), "form": form}
    return render(request, "networks/resources/edit.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request, pk):
    resource = kept_by(request.user, pk)
    posted = request.method == "POST"
    form = ContentForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        link, checked = form.cleaned_data["link"], form.cleaned_data["file"]
        try:
            actions.replace(resource=resource, link=link, checked=checked, by=request.user)
        except NoRoom as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"There is a new version of {resource.title}")
            return redirect(resource)
    context = {"resource": resource, "form": form}
    return render(request, "networks/resources/replace.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """Take a resource out of use, or put it back."""
    resource = kept_by(request.user, pk)
    if request.method == "POST":
        if resource.withdrawn_at:
            actions.put_back(resource=resource, by=request.user)
            messages.success(request, f"{resource.title} is in use again")
        else:
            actions.withdraw(resource=resource, by=request.user)
            messages.success(request, f"{resource.title} is withdrawn")
        return redirect(resource)
    return render(request, "networks/resources/withdraw.html", {"resource": resource})

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.files.models import File
from ccpl_portal.files.store import NoRoom
from networks.editing.views import edited_by
from networks.groups.models import Group
from networks.rules import may_edit

from . import actions
from .forms import TermsForm
from .models import TermsOfReference


@require_safe
def version(request, slug, number=None):
    """The terms in force, or an earlier version by its number."""
    group = get_object_or_404(Group.objects.visible_to(request.user).for_page(), slug=slug)
    versions = list(TermsOfReference.objects.filter(group=group).defer("text"))
    shown = [terms for terms in versions if number in {None, terms.number}]
    if not shown:
        raise Http404
    terms = shown[0]
    terms.group = group
    context = {
        "group": group,
        "terms": terms,
        "versions": versions,
        "is_newest": terms.number == versions[0].number,
        "file": File.objects.of(terms).select_related("current").first(),
        "may_edit": may_edit(request.user, group),
    }
    return render(request, "networks/terms/version.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request, slug):
    group = edited_by(request.user, slug)
    posted = request.method == "POST"
    form = TermsForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        instance=TermsOfReference(group=group),
    )
    if form.is_valid():
        try:
            terms = actions.adopt(
                terms=form.instance, checked=form.cleaned_data["file"], by=request.user
            )
        except NoRoom as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"Version {terms.number} of the terms of reference is added")
            return redirect("terms:newest", group.slug)
    return render(request, "networks/terms/add.html", {"group": group, "form": form})

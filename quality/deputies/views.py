from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccpl_portal.accounts.rules import is_verified
from quality.bodies.models import Body
from quality.returns.models import ReturnsContact

from .actions import name_deputy, remove_deputy
from .forms import DeputyForm


def answered_for(request):
    """The bodies whose returns this person answers for: deputies name no deputies."""
    if not is_verified(request.user):
        raise Http404
    return Body.objects.filter(contacts__user=request.user, contacts__is_deputy=False)


@require_http_methods(["GET", "POST"])
@login_required
def listing(request):
    bodies = answered_for(request)
    if not bodies:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = DeputyForm(data, bodies=bodies)
    if form.is_valid():
        body = form.cleaned_data["body"]
        name_deputy(body=body, user=form.colleague, by=request.user)
        told = f"{form.colleague.name} may now send returns for {body.name}, and gets a letter."
        messages.success(request, told)
        return redirect("deputies:list")
    deputies = ReturnsContact.objects.filter(body__in=bodies, is_deputy=True)
    found = deputies.select_related("user", "body").order_by("body__name", "user__name")
    context = {"form": form, "deputies": found, "bodies": bodies}
    return render(request, "quality/deputies/list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def remove(request, pk):
    bodies = answered_for(request)
    deputy = get_object_or_404(
        ReturnsContact.objects.select_related("user", "body"),
        pk=pk,
        body__in=bodies,
        is_deputy=True,
    )
    if request.method == "POST":
        remove_deputy(deputy=deputy, by=request.user)
        told = f"{deputy.user.name} no longer sends returns for {deputy.body.name}."
        messages.success(request, told)
        return redirect("deputies:list")
    return render(request, "quality/deputies/remove.html", {"deputy": deputy})

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccpl_portal.accounts.rules import is_manager
from ccpl_portal.people.models import Person

from . import actions
from .forms import LeavingForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, slug):
    person = get_object_or_404(Person.objects.visible_to(request.user), slug=slug)
    if not is_manager(request.user):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = LeavingForm(data, person=person, by=request.user)
    if form.is_valid() and done(request, person, form):
        return redirect("leaving:page", person.slug)
    return render(request, "ccpl_portal/leaving/page.html", {"person": person, "form": form})


def done(request, person, form):
    deeds = form.deeds
    if not deeds:
        form.add_error(None, "Select at least one thing to hand over or to end")
        return False
    try:
        actions.hand_on(person=person, deeds=deeds, on=form.on, by=request.user)
    except actions.Refused as refusal:
        form.refuse(refusal)
        return False
    handed = sum(deed.to is not None for deed in deeds)
    messages.success(
        request, f"{handed} handed over and {len(deeds) - handed} ended. New holders are told"
    )
    return True

"""The desk's pages for a merger: who, into whom, when; what it would do; done."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from ccpl_portal.ui.forms import DateField, Form

from .merging import Merger, merge, steps
from .models import Organisation


class MergerForm(Form):
    into = forms.ModelChoiceField(
        Organisation.objects.open(),
        label="Merge into",
        error_messages={
            "required": "Choose the organisation that goes on",
            "invalid_choice": "Choose the organisation that goes on",
        },
    )
    on = DateField(
        label="First day on which they are one",
        help_text="For example, 1 4 2027",
        error_messages={"required": "Enter the first day on which they are one"},
    )

    def __init__(self, data, *, closing):
        super().__init__(data)
        self.closing = closing

    def clean(self):
        said = super().clean()
        if {"into", "on"} <= said.keys():
            self.merger = Merger(tuple(self.closing), said["into"], said["on"])
            if self.merger.fault:
                raise forms.ValidationError(self.merger.fault)
        return said


def merging_page(request, site):
    if not request.user.has_perm("ccpl_portal.change_organisation"):
        raise PermissionDenied
    keys = [key for key in request.GET.get("ids", "").split(",") if key.isdecimal()]
    closing = list(Organisation.objects.filter(pk__in=keys[:50]))
    if not closing:
        raise Http404
    form = MergerForm(request.POST if request.method == "POST" else None, closing=closing)
    found = []
    if form.is_valid():
        if "merge" in request.POST:
            merge(merger=form.merger, by=request.user)
            names = " and ".join(str(one) for one in closing)
            messages.success(request, f"{names} merge into {form.merger.into}")
            return redirect("admin:ccpl_portal_organisation_changelist")
        found = [step.words for step in steps(form.merger)]
    context = {
        **site.each_context(request),
        "title": "Merge organisations",
        "closing": closing,
        "form": form,
        "steps": found,
    }
    return render(request, "admin/organisations/merge.html", context)

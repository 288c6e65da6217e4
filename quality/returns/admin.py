from django import forms
from django.contrib import admin, messages

from ccpl_portal.packs.faults import Wrong

from .actions import submit, withdraw
from .checks import Ledger, check_figures, month
from .models import Return, ReturnsContact


class ReturnForm(forms.ModelForm):
    """A new version. What was sent before stays as it is."""

    withdraws = forms.BooleanField(
        label="Take the return back",
        required=False,
        help_text="The month then counts as missing. Leave the figures empty",
    )

    class Meta:
        model = Return
        fields = [
            "body",
            "measure",
            "period",
            "numerator",
            "denominator",
            "quality",
            "reason",
            "note",
        ]

    def clean(self):
        said = super().clean()
        if not {"body", "measure", "period"} <= said.keys():
            return said
        try:
            month(said["period"].isoformat())
            Ledger([said["body"]]).check(said["body"], said["measure"], said["period"])
            if not said.get("withdraws") and not self.errors:
                check_figures(said["measure"].kind, said.get("numerator"), said.get("denominator"))
        except Wrong as wrong:
            column = {"org_code": "body", "measure_code": "measure"}.get(wrong.column, wrong.column)
            self.add_error(column, wrong.reason)
        return said


@admin.register(Return)
class ReturnAdmin(admin.ModelAdmin):
    """Versions are read and added here, and never edited: a correction is the next version."""

    form = ReturnForm
    list_display = [
        "period",
        "body",
        "measure",
        "version",
        "state",
        "quality",
        "numerator",
        "denominator",
        "submitted_at",
        "submitted_by",
    ]
    list_filter = ["state", "quality", "measure__system", "measure", "body"]
    search_fields = ["body__name", "body__code", "measure__name", "measure__code"]
    list_select_related = ["body", "measure", "submitted_by"]
    autocomplete_fields = ["body", "measure"]
    date_hierarchy = "period"
    show_full_result_count = False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        said = form.cleaned_data
        cell = {name: said[name] for name in ("body", "measure", "period")}
        if said["withdraws"]:
            saved = withdraw(**cell, by=request.user, reason=said["reason"])
        else:
            figures = {
                name: said[name]
                for name in ("numerator", "denominator", "quality", "reason", "note")
            }
            saved = submit(**cell, **figures, by=request.user)
        obj.pk, obj.version = saved.pk, saved.version
        told = f"This is version {saved.version}. The figures follow within seconds."
        messages.info(request, told)


@admin.register(ReturnsContact)
class ReturnsContactAdmin(admin.ModelAdmin):
    list_display = ["user", "body", "is_deputy", "signs_off"]
    list_filter = ["is_deputy", "signs_off"]
    search_fields = ["user__name", "user__email", "body__name", "body__code"]
    autocomplete_fields = ["user", "body"]

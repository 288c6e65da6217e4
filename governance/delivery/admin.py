from django.contrib import admin

from ccpl_portal.desk.registry import task

from .actions import record_outcome
from .forms import DeliverableForm
from .models import Deliverable


@admin.register(Deliverable)
class DeliverableAdmin(admin.ModelAdmin):
    form = DeliverableForm
    list_display = ["title", "workstream", "due_on", "outcome", "recorded_on"]
    list_filter = ["plan", "outcome", "workstream"]
    list_select_related = ["workstream"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    filter_horizontal = ["tags"]
    autocomplete_fields = ["owner"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "plan", "due_on", "workstream", "owner"]}),
        ("What came of it", {"fields": ["outcome", "evidence", "evidence_link"]}),
        ("Where it belongs", {"fields": ["position", "tags"], "classes": ["collapse"]}),
    ]

    def save_model(self, request, obj, form, change):
        if not {"outcome", "evidence", "evidence_link"} & set(form.changed_data):
            super().save_model(request, obj, form, change)
            return
        record_outcome(
            deliverable=obj,
            outcome=obj.outcome,
            evidence=obj.evidence,
            evidence_link=obj.evidence_link,
            by=request.user,
        )


task(
    "Record what was delivered",
    "admin:governance_deliverable_changelist",
    "governance.change_deliverable",
    order=60,
)

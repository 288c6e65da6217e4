from django.contrib import admin

from ccpl_portal.desk.registry import task

from .models import Decision


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):
    """To look at: decisions are made and published with the minutes."""

    list_display = ["reference", "group", "outcome", "decided_on", "published_at"]
    list_filter = ["outcome", "group"]
    list_select_related = ["group"]
    search_fields = ["reference", "text"]
    date_hierarchy = "decided_on"

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


task(
    "Look up a decision",
    "admin:governance_decision_changelist",
    "governance.view_decision",
    order=71,
)

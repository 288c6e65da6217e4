from django.contrib import admin

from .models import JoinRequest


@admin.register(JoinRequest)
class JoinRequestAdmin(admin.ModelAdmin):
    """To look at: requests are answered on the group's own page, so that the asker is told."""

    list_display = ["person", "group", "state", "asked_at", "decided_at", "decided_by"]
    list_filter = ["state", "group__kind"]
    list_select_related = ["person", "group", "decided_by"]
    search_fields = ["person__name", "group__name"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

from django.contrib import admin

from .models import Invitation


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """To look at: invitations are sent and withdrawn on the group's own page."""

    list_display = ["email", "group", "state", "invited_at", "expires_at", "invited_by"]
    list_filter = ["state"]
    list_select_related = ["group", "invited_by"]
    search_fields = ["email", "name", "group__name"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

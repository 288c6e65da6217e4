from django.contrib import admin

from .models import GroupProposal


@admin.register(GroupProposal)
class GroupProposalAdmin(admin.ModelAdmin):
    """To look at: proposals are answered on their own page, so that the proposer is told."""

    list_display = ["name", "state", "area", "proposed_by", "submitted_at", "decided_at"]
    list_filter = ["state"]
    list_select_related = ["area", "proposed_by"]
    search_fields = ["name", "need"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
